"""No route answers a hostile request with 500, sends another host, or writes outside the cache.

The long form, with at least 10,000 requests: benchmarks/service_fuzz.py.
"""

from collections import defaultdict

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanxref.service.access import router as access
from sanxref.service.api import router as api
from sanxref.service.pages import routers
from service.hostile_requests import BODIES, FORMS, HEADERS, encode, paths

EXAMPLES = 150


def send(desk, data):
    """Send one hostile request; who is at the desk has a valid token, so that forms get far."""
    route, address = data.draw(paths(tuple(sorted(desk.methods)), desk.known))
    fitting = sorted(desk.methods[route])
    method = data.draw(st.sampled_from([*fitting * 8, "GET", "POST", "HEAD", "PUT", "DELETE"]))
    headers = data.draw(HEADERS)
    extra = {}
    if method == "POST" and route in BODIES:
        extra["content"] = encode(data.draw(BODIES[route] | st.just("x")))
        headers = {"content-type": "application/json", **headers}
    elif method == "POST":
        extra["data"] = {
            key: value.encode("utf-8", "replace") for key, value in data.draw(FORMS).items()
        } | {"csrf": desk.csrf}
    return desk.client.request(method, address, headers=headers, follow_redirects=False, **extra)


class Target:
    """What requests are sent to."""

    def __init__(self, made):
        made.raise_alerts(0, 1)
        self.client = made.client
        self.methods = defaultdict(set)
        for router in (access, api, *routers):
            for route in router.routes:
                self.methods[route.path] |= route.methods
        page = made.client.get("/desk/try").text
        self.csrf = page.split('name="csrf" value="')[1].split('"')[0]
        self.known = (
            *(one.id for one in made.house.desk.queue()), "default", "un", "1", "desk.css",
        )  # fmt: skip


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
    made = make_desk(users=False)
    target = Target(made)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(data=st.data())
    def attack(data):
        check(send(target, data))

    attack()
    assert made.client.get("/healthz").status_code == 200
    assert made.house.desk.database.verify() == ()
    assert {one.name for one in tmp_path.iterdir()} == {"cache-0"}
