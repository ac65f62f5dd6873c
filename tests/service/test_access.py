"""Logging in, roles, forms of other sites, sizes, rates, names of hosts."""

from datetime import timedelta

import pytest

from sanxref.errors import ConfigError
from sanxref.service.access import safe_path
from sanxref.service.accounts import Role
from sanxref.service.guard import POLICY
from sanxref.service.options import ProxyOptions, ServiceOptions
from service.conftest import PASSWORD, csrf_of, log_in


def test_pages_ask_to_log_in_and_programs_get_401(make_desk):
    client = make_desk().client
    answer = client.get("/desk/alerts?words=x", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=/desk/alerts%3Fwords%3Dx"
    assert client.get("/lists").status_code == 401
    assert client.get("/lists", headers={"authorization": "ApiKey wrong"}).status_code == 401
    assert client.get("/desk/alerts", headers={"authorization": "Bearer x"}).status_code == 401


def test_a_user_logs_in_and_out_and_it_is_on_record(make_desk):
    desk = make_desk()
    log_in(desk.client, "anna")
    assert desk.client.get("/desk/alerts").status_code == 200
    csrf = csrf_of(desk.client)
    assert desk.client.post("/logout", data={"csrf": csrf}).status_code == 200
    assert desk.client.get("/lists").status_code == 401
    assert [one["event"] for one in desk.house.desk.access()] == ["log-out", "log-in"]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(make_desk):
    client = make_desk(behind_https=True).client
    answer = client.post(
        "/login", data={"name": "anna", "password": PASSWORD}, follow_redirects=False
    )
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secure" in cookie
    assert "max-age=31536000" in answer.headers["strict-transport-security"]


@pytest.mark.parametrize("name", ["anna", "nobody"])
def test_guessing_is_slowed_down_and_written_down(make_desk, name):
    desk = make_desk(login_attempts=2)
    for _ in range(3):
        answer = desk.client.post("/login", data={"name": name, "password": "wrong password"})
        assert answer.status_code == 401
        assert "Name or password is wrong" in answer.text
    answer = desk.client.post("/login", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 401
    events = [one["event"] for one in desk.house.desk.access()]
    assert events == ["log-in blocked", "log-in blocked", "log-in failed", "log-in failed"]


def test_a_session_ends_when_idle_and_when_old(make_desk):
    desk = make_desk()
    log_in(desk.client, "anna")
    for _ in range(25):
        desk.clock.now += timedelta(minutes=25)
        alive = desk.client.get("/lists").status_code == 200
        if not alive:
            break
    assert desk.clock.now - timedelta(hours=10) >= desk.clock.now.replace(hour=12, day=1)
    log_in(desk.client, "anna")
    desk.clock.now += timedelta(minutes=31)
    assert desk.client.get("/lists").status_code == 401


def test_a_removed_user_is_out_at_once(make_desk):
    desk = make_desk()
    log_in(desk.client, "anna")
    desk.house.accounts.remove("anna")
    assert desk.client.get("/lists").status_code == 401


def test_the_last_user_that_goes_does_not_open_the_desk(make_desk):
    desk = make_desk()
    for name in ("anna", "ben", "rita"):
        desk.house.accounts.remove(name)
    assert desk.client.get("/lists").status_code == 401


def test_roles_are_kept(make_desk):
    desk = make_desk()
    desk.raise_alerts(0)
    number = desk.house.desk.queue()[0].id
    log_in(desk.client, "rita")
    form = {"csrf": csrf_of(desk.client), "outcome": "false_positive", "reason": "Another person."}
    for act in ("decide", "suppress", "approve"):
        assert desk.client.post(f"/desk/alerts/{number}/{act}", data=form).status_code == 403
    assert 'id="decide"' not in desk.client.get(f"/desk/alerts/{number}").text
    log_in(desk.client, "anna")
    form["csrf"] = csrf_of(desk.client)
    assert desk.client.post(f"/desk/alerts/{number}/approve", data=form).status_code == 403
    assert "Log-ins" not in desk.client.get("/desk/history").text


def test_a_form_without_our_token_is_refused(make_desk):
    desk = make_desk()
    desk.raise_alerts(0)
    number = desk.house.desk.queue()[0].id
    log_in(desk.client, "anna")
    form = {"outcome": "false_positive", "reason": "Another person."}
    for csrf in ("", "wrong", "ü"):
        answer = desk.client.post(f"/desk/alerts/{number}/decide", data=form | {"csrf": csrf})
        assert answer.status_code == 403
    assert desk.house.desk.file(number).dispositions == ()


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_what_another_site_sends_is_refused(make_desk, headers):
    client = make_desk(users=False).client
    answer = client.post("/screen", json={"articles": [{"text": "x"}]}, headers=headers)
    assert answer.status_code == 403


def test_other_names_of_the_host_are_refused(make_desk):
    client = make_desk(hosts=("desk.example",)).client
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/healthz", headers={"host": "desk.example:8100"}).status_code == 200
    assert client.get("/healthz", headers={"host": "[::1]:8100"}).status_code == 200


def test_large_requests_are_refused(make_desk):
    client = make_desk(users=False, most_body_bytes=1000).client
    body = {"articles": [{"text": "x" * 2000}]}
    assert client.post("/screen", json=body).status_code == 413

    def pieces():
        for _ in range(20):
            yield b" " * 100

    streamed = client.post(
        "/screen", content=pieces(), headers={"content-type": "application/json"}
    )
    assert streamed.status_code == 413


def test_too_many_requests_are_refused(make_desk):
    client = make_desk(requests_per_minute=3).client
    codes = [client.get("/openapi.json").status_code for _ in range(5)]
    assert codes.count(429) == 2
    answer = client.get("/openapi.json")
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.json() == {"detail": "too many requests"}


def test_who_is_limited_gets_a_page_in_words_and_health_is_told(make_desk):
    client = make_desk(requests_per_minute=3).client
    assert {client.get("/healthz").status_code for _ in range(9)} == {200}
    answer = [client.get("/login") for _ in range(4)][-1]
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert "<h1>Too many requests</h1>" in answer.text
    assert client.get("/healthz").status_code == 200


def test_every_answer_carries_the_policy(make_desk):
    client = make_desk(users=False).client
    for path in ("/desk/alerts", "/healthz", "/nothing", "/static/desk.js", "/openapi.json"):
        answer = client.get(path)
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_open_desk_serves_this_machine_alone(make_desk):
    with pytest.raises(ConfigError, match="without users"):
        make_desk(users=False, host="0.0.0.0")
    make_desk(users=True, host="0.0.0.0")


def test_nobody_is_led_elsewhere(make_desk):
    client = make_desk().client
    for wanted in ("https://evil.example/", "//evil.example", "/desk/../../x\\y", "/desk/\r\nX: y"):
        assert safe_path(wanted) == "/desk/alerts"
    form = {"name": "anna", "password": PASSWORD, "next": "//evil.example"}
    answer = client.post("/login", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/desk/alerts"


def test_a_trusted_proxy_names_the_user(make_desk):
    proxy = ProxyOptions(header="x-forwarded-user", addresses=("127.0.0.1",))
    desk = make_desk(proxy=proxy)
    assert desk.client.get("/lists").status_code == 401
    assert desk.client.get("/lists", headers={"x-forwarded-user": "carla"}).status_code == 200
    page = desk.client.get("/desk/try", headers={"x-forwarded-user": "ben"}).text
    assert "<bdi>ben</bdi> <small>approver</small>" in page
    stranger = make_desk(proxy=ProxyOptions(header="x-forwarded-user", addresses=("10.0.0.5",)))
    assert stranger.client.get("/lists", headers={"x-forwarded-user": "ben"}).status_code == 401


def test_a_proxy_needs_addresses():
    with pytest.raises(ConfigError, match="addresses"):
        ServiceOptions(proxy=ProxyOptions(header="x-user"))
    with pytest.raises(ConfigError, match="port"):
        ServiceOptions(port=70000)
    with pytest.raises(ConfigError, match="login_attempts"):
        ServiceOptions(login_attempts=0)


def test_a_key_is_shown_once_and_serves_programs(make_desk):
    desk = make_desk()
    key = desk.house.accounts.make_key("anna")
    assert key not in desk.house.accounts.path.read_text()
    for method in ("ApiKey", "Bearer"):
        headers = {"authorization": f"{method} {key}"}
        assert desk.client.get("/lists", headers=headers).status_code == 200


def test_the_file_of_users_is_for_its_owner_alone(make_desk):
    accounts = make_desk().house.accounts
    assert accounts.path.stat().st_mode & 0o777 == 0o600
    accounts.path.chmod(0o644)
    accounts._stamp = None
    with pytest.raises(ConfigError, match="chmod 600"):
        accounts.users()
    accounts.path.chmod(0o600)
    accounts.path.write_text("{")
    with pytest.raises(ConfigError, match="cannot be read"):
        accounts.users()


@pytest.mark.parametrize(("name", "password"), [("", PASSWORD), ("a b", PASSWORD), ("x", "short")])
def test_poor_names_and_passwords_are_refused(make_desk, name, password):
    with pytest.raises(ConfigError):
        make_desk().house.accounts.put(name, Role.ANALYST, password=password)


def test_no_password_stands_in_the_file(make_desk):
    assert PASSWORD not in make_desk().house.accounts.path.read_text()


def test_limits_meet_the_client_behind_a_trusted_proxy(make_desk):
    proxy = ProxyOptions(addresses=("127.0.0.1",))
    desk = make_desk(proxy=proxy, login_attempts=1)
    wrong = {"name": "anna", "password": "wrong password"}
    desk.client.post("/login", data=wrong, headers={"x-forwarded-for": "evil, 10.1.1.1"})
    events = [(one["event"], one["remote"]) for one in desk.house.desk.access()]
    assert events == [("log-in failed", "10.1.1.1")]
    right = {"name": "ben", "password": PASSWORD}
    answer = desk.client.post("/login", data=right, headers={"x-forwarded-for": "10.1.1.2"})
    assert answer.status_code == 200
    blocked = desk.client.post("/login", data=right, headers={"x-forwarded-for": "10.1.1.1"})
    assert blocked.status_code == 401


def test_nobody_else_is_believed_about_forwarding(make_desk):
    desk = make_desk()
    desk.client.post(
        "/login",
        data={"name": "anna", "password": "wrong password"},
        headers={"x-forwarded-for": "10.1.1.1"},
    )
    assert desk.house.desk.access()[0]["remote"] == "127.0.0.1"
