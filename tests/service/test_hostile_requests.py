"""No route answers a hostile request with 500, sends another host, or writes outside the cache.

The long form, with at least 10,000 requests: benchmarks/service_fuzz.py.
"""

from collections import defaultdict

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanxref.service.access import router as access
from sanxref.service.api import router as api
from sanxref.service.pages import routers
from service.conftest import csrf_of, log_in
from service.hostile_requests import BODIES, FORMS, HEADERS, encode, paths

EXAMPLES = 150


def send(target, data):
    """Send one hostile request, as one of the visitors; forms carry the token that is right."""
    route, address = data.draw(paths(tuple(sorted(target.methods)), target.known))
    fitting = sorted(target.methods[route])
    method = data.draw(st.sampled_from([*fitting * 8, "GET", "POST", "HEAD", "PUT", "DELETE"]))
    visitor = data.draw(st.sampled_from(target.visitors))
    headers = data.draw(HEADERS)
    extra = {}
    if method == "POST" and route in BODIES:
        extra["content"] = encode(data.draw(BODIES[route] | st.just("x")))
        headers = {"content-type": "application/json", **headers}
    elif method == "POST":
        extra["data"] = {
            key: value.encode("utf-8", "replace") for key, value in data.draw(FORMS).items()
        } | {"csrf": visitor.token}
    answer = visitor.client.request(
        method, address, headers=headers, follow_redirects=False, **extra
    )
    if route == "/logout" and answer.status_code == 303:
        visitor.log_in()
    return answer


class Visitor:
    """Somebody who asks: a stranger, a program with a key, or a user who is logged in."""

    def __init__(self, address, name="", **headers):
        self.name, self.token = name, "x"
        self.client = httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=60)
        self.log_in()

    def log_in(self):
        """Log in, at first and after a hostile request has logged out."""
        if self.name:
            log_in(self.client, self.name)
            self.token = csrf_of(self.client)


class Target:
    """What requests are sent to, and by whom."""

    def __init__(self, made):
        made.raise_alerts(0, 1)
        self.methods = defaultdict(set)
        for router in (access, api, *routers):
            for route in router.routes:
                self.methods[route.path] |= route.methods
        self.known = (
            *(one.id for one in made.house.desk.queue()), "default", "un", "1", "desk.css",
        )  # fmt: skip
        key = made.house.accounts.make_key("anna")
        self.visitors = [
            Visitor(made.address),
            Visitor(made.address, authorization=f"ApiKey {key}"),
            *(Visitor(made.address, name) for name in ("rita", "anna", "ben", "ben", "ben")),
        ]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for visitor in self.visitors:
            visitor.client.close()


def check(answer):
    assert answer.status_code < 500 or answer.status_code == 503, answer.text
    where = answer.headers.get("location", "/")
    assert where.startswith("/"), where
    assert not where.startswith("//")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert "<script>alert(1)" not in answer.text
        assert answer.text.count("<script") <= 1


def test_hostile_requests_are_answered_in_good_order(make_desk, tmp_path):
    made = make_desk(login_attempts=10**6)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(data=st.data())
    def attack(data):
        check(send(target, data))

    with Target(made) as target:
        attack()
    assert made.client.get("/healthz").status_code == 200
    assert made.house.desk.database.verify() == ()
    assert {one.name for one in tmp_path.iterdir()} == {"cache-0"}
