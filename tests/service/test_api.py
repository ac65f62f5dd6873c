"""The HTTP interface, and yente's own client against it."""

import csv
import json
import re

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner
from yente_client import Client, Company, NotFoundError, Person
from yente_client.cli.main import app
from yente_client.exceptions import AuthenticationError, BadRequestError

from sanxref.model.designations import AliasQuality
from sanxref.reports import make_schema
from service.conftest import NOW, log_in

_ONE = {"schema": "Person", "properties": {"name": "x"}}


@pytest.fixture
def desk(make_desk):
    return make_desk(users=False)


def test_screening_gives_the_report_of_sanxref(desk):
    name = desk.names[0]
    answer = desk.client.post(
        "/screen", json={"articles": [{"text": f"{name} came.", "published": "2025-10"}]}
    )
    assert answer.status_code == 200
    report = answer.json()
    Draft202012Validator(make_schema()).validate(report)
    assert report["articles"][0]["persons"][0]["matches"]
    assert desk.house.desk.counts().open == 0


def test_screening_can_fill_the_queue(desk):
    article = {"text": f"{desk.names[0]} came."}
    assert desk.client.post("/screen", json={"articles": [article], "queue": True}).is_success
    assert desk.house.desk.counts().open == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"articles": []}, 422),
        ({"articles": [{"text": 3}]}, 422),
        ({"articles": [{"text": "x", "published": "soon"}]}, 400),
        ({"articles": [{"text": "x"}], "else": 1}, 422),
        ([], 422),
    ],
)
def test_nonsense_is_refused(desk, body, status):
    assert desk.client.post("/screen", json=body).status_code == status


def test_an_empty_text_is_not_screened_and_never_clear(desk):
    report = desk.client.post("/screen", json={"articles": [{"text": "  "}]}).json()
    assert report["articles"][0]["status"] == "not_screened"
    assert report["summary"]["clear"] == 0


def test_state_is_told(desk):
    lists = desk.client.get("/lists").json()
    assert {one["source"]: one["state"] for one in lists} == {
        "un": "current",
        "ofac-sdn": "current",
    }
    assert desk.client.get("/runs").json() == []
    assert desk.client.get("/healthz").json() == {"status": "ok"}
    assert desk.client.get("/readyz").json() == {"status": "ok"}
    figures = desk.client.get("/metrics").text
    assert 'sanxref_list_current{source="un"} 1' in figures
    assert 'sanxref_alerts{status="open"} 0' in figures
    assert re.search(
        r'sanxref_requests_total\{method="GET",route="/readyz",status="200"\} 1', figures
    )


def test_metrics_hold_no_names(desk):
    desk.client.get(f"/entities/{desk.names[0]}")
    assert desk.names[0].split()[0] not in desk.client.get("/metrics").text


def test_without_lists_it_is_not_ready_and_clears_nobody(make_desk):
    desk = make_desk(users=False)
    for current in (desk.house.settings.cache / "lists").glob("*/current.json"):
        current.unlink()
    assert desk.client.get("/readyz").status_code == 503
    assert desk.client.post("/screen", json={"articles": [{"text": "Omar"}]}).status_code == 503
    query = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Omar"]}}}}
    assert desk.client.post("/match/default", json=query).status_code == 503
    assert "Not clear" in desk.client.get("/desk/alerts").text


def test_stale_lists_are_told_while_the_service_runs(make_desk):
    desk = make_desk(users=False)
    assert desk.client.get("/lists").json()[0]["state"] == "current"
    desk.clock.now = NOW.replace(year=2026)
    desk.house.screenings._judged = float("-inf")
    desk.client.get("/healthz")
    assert desk.client.get("/lists").json()[0]["state"] == "stale"
    answer = desk.client.post("/screen", json={"articles": [{"text": "A quiet day in May."}]})
    assert answer.json()["summary"]["clear"] == 0


def test_openapi_describes_it(desk):
    described = desk.client.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/screen", "/match/{dataset}", "/entities/{entity_id}", "/catalog", "/algorithms",
        "/lists", "/runs", "/healthz", "/readyz", "/metrics",
    }  # fmt: skip


def test_match_answers_as_yente_does(desk):
    query = {
        "queries": {
            "a": {"schema": "Person", "properties": {"name": desk.names[0], "x": [{"id": "n"}]}},
            "b": {"schema": "Person", "properties": {"name": ["Zzyzx Quuxley"]}},
        }
    }
    answer = desk.client.post("/match/default?limit=1", json=query)
    assert answer.headers["x-batch-size"] == "2"
    found = answer.json()["responses"]
    assert found["b"]["results"] == []
    (best,) = found["a"]["results"]
    assert best["match"] is True
    assert best["schema"] == "Person"
    assert best["properties"]["sanctions"][0]["schema"] == "Sanction"
    assert found["a"]["query"]["properties"]["name"] == [desk.names[0]]


@pytest.mark.parametrize(
    ("query", "body", "status"),
    [
        ("", {"queries": {}}, 400),
        ("", {"queries": {"q": {"schema": "Nonsense", "properties": {"name": "x"}}}}, 400),
        ("", {"queries": {"q": {"schema": "Person", "properties": {}}}}, 400),
        ("", {"queries": {"q": {"schema": "Person"}}}, 422),
        ("?limit=0", {"queries": {}}, 422),
        ("?threshold=nan", {"queries": {}}, 422),
        ("?include_dataset=none", {"queries": {"q": _ONE}}, 404),
    ],
)  # fmt: skip
def test_match_refuses_nonsense(desk, query, body, status):
    assert desk.client.post(f"/match/default{query}", json=body).status_code == status


def test_a_call_has_so_many_queries(make_desk):
    desk = make_desk(users=False, most_queries=2)
    one = {"schema": "Person", "properties": {"name": "x"}}
    body = {"queries": {str(n): one for n in range(3)}}
    assert desk.client.post("/match/default", json=body).status_code == 400


def test_weak_aliases_are_named_as_such(desk):
    weak = [
        designation
        for designation in desk.house.screenings.screener().designations.values()
        if any(name.quality is AliasQuality.WEAK for name in designation.names)
    ]
    entity = desk.client.get(f"/entities/{weak[0].source}-{weak[0].reference}").json()
    assert entity["properties"]["weakAlias"]
    assert desk.client.get("/entities/un-none").status_code == 404


def test_the_client_of_yente_works_unchanged(desk):
    name = desk.names[0]
    with Client(base_url=desk.address) as client:
        assert client.healthz().status == "ok"
        assert client.readyz().status == "ok"
        assert {one.name for one in client.datasets().datasets} >= {"default", "un", "ofac-sdn"}
        assert client.algorithms().best == "sanxref"
        found = client.match(Person(name=name), datasets=["sanctions"], threshold=0.7)
        assert found.top is not None
        assert found.top.score > 0.9
        assert found.top.contributing_explanations["name"].detail
        again = client.fetch(found.top.id)
        assert again.caption == found.top.caption
        assert again.properties["sanctions"][0].properties["authority"]
        first, *middle, last = name.split()
        parts = client.match(Person(firstName=first, lastName=last, middleName=middle))
        assert parts.matches
        assert client.match(Company(name=name)).matches == []
        others = client.match(Person(name=name), exclude_entities=[one.id for one in found.results])
        assert others.results == []
        with pytest.raises(NotFoundError):
            client.match(Person(name=name), datasets=["elsewhere"])
        with pytest.raises(BadRequestError):
            client.match(Person())
        queries = ((str(n), Person(name=one)) for n, one in enumerate(desk.names))
        screened = dict(client.match_iter(queries, workers=4, threshold=0.7))
        assert all(screened[str(n)].matches for n in range(len(desk.names)))


def test_a_birth_date_counts_in_a_match(desk):
    matcher = desk.house.screenings.matcher(0.5)
    one = next(
        designation
        for designation in matcher.designations.values()
        if any(birth.date and birth.date.day for birth in designation.birth_dates)
    )
    born = next(str(birth.date) for birth in one.birth_dates if birth.date and birth.date.day)
    with Client(base_url=desk.address) as client:
        name = one.primary_name.natural
        same = client.match(Person(name=name, birthDate=born))
        other = client.match(Person(name=name, birthDate="1901-01-01"))
    assert same.top.explanations["birth_date"].score == 1.0
    assert other.top.explanations["birth_date"].score == 0.0
    assert other.top.score < same.top.score


def test_a_key_lets_the_client_in(make_desk):
    desk = make_desk()
    key = desk.house.accounts.make_key("rita")
    with Client(base_url=desk.address, api_key=key) as client:
        assert client.match(Person(name=desk.names[0])).matches
    with Client(base_url=desk.address) as client, pytest.raises(AuthenticationError):
        client.match(Person(name=desk.names[0]))


def test_yente_cli_screens_a_file(desk, tmp_path):
    customers = tmp_path / "customers.csv"
    with customers.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "full_name"])
        writer.writerows([n, name] for n, name in enumerate((*desk.names[:3], "Zzyzx Quuxley")))
    hits = tmp_path / "hits.csv"
    done = CliRunner().invoke(
        app,
        ["--base-url", desk.address, "screen", str(customers), str(hits), "-s", "Person",
         "-i", "full_name=name", "--match"],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    with hits.open() as stream:
        assert {row["id"] for row in csv.DictReader(stream)} == {"0", "1", "2"}


def test_a_session_serves_the_interface_too(make_desk):
    desk = make_desk()
    log_in(desk.client, "rita")
    answer = desk.client.post(
        "/screen", json={"articles": [{"text": "x"}], "queue": True},
        headers={"origin": desk.address},
    )  # fmt: skip
    assert answer.status_code == 403
    assert json.loads(answer.text)["detail"]
