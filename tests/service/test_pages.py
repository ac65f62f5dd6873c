"""Pages over HTTP: runs of the command line on the queue, names and texts that are tried."""

import re

import pytest

from sanxref.cli.main import main
from sanxref.sample import article_paths
from sanxref.screening.dispositions import EyesRule
from sanxref.screening.runs import RunStore
from service.conftest import csrf_of, log_in


@pytest.fixture
def desk(make_desk):
    return make_desk(users=False)


def screen(desk, *arguments: str) -> str:
    """Store a run by `sanxref screen`, over the lists of the desk; give its id."""
    cache = desk.house.settings.cache
    config = cache / "config"
    config.mkdir(exist_ok=True)
    (config / "screening.yaml").write_text("recognizer: capitals\n")
    (config / "sources.yaml").write_text("sources:\n  ofac-consolidated: null\n")
    flags = ["--cache", str(cache), "--config", str(config)]
    with pytest.raises(SystemExit):
        main([*flags, "screen", *arguments, "--workers=0", "--keep", "--format=json"])
    return RunStore(cache / "runs").ids()[-1]


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_run_of_the_command_line_is_put_on_the_queue(desk):
    run = screen(desk, *map(str, article_paths()))
    page = desk.client.get("/desk/runs").text
    assert run in page
    assert "Put on the queue" in page

    answer = desk.client.post(f"/desk/runs/{run}/import", data={"csrf": csrf_of(desk.client)})

    assert answer.url.path == "/desk/alerts"
    assert "The run is on the queue." in answer.text
    (first, *_) = desk.house.desk.queue()
    assert first.person in answer.text
    alert = words_of(desk.client.get(f"/desk/alerts/{first.id}").text)
    assert run in alert
    assert "What the score is made of" in alert
    assert "How much of the listed name matches?" in alert
    page = words_of(desk.client.get("/desk/runs").text)
    assert "On the queue" in page
    assert "Put on the queue" not in page
    assert desk.client.get("/runs").json()[0]["queued"] is True


def test_the_report_of_a_run_can_be_fetched(desk):
    run = screen(desk, *map(str, article_paths()))
    address = f"/desk/runs/{run}/report"
    assert address in desk.client.get("/desk/runs").text

    answer = desk.client.get(address)

    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="sanxref-{run}.html"'
    assert "potential match" in words_of(answer.text)


@pytest.mark.parametrize("run", ["20260101T000000Z-00000000", "latest", "..%2F..", "x"])
def test_the_report_of_a_run_that_is_not_there_is_refused(desk, run):
    assert desk.client.get(f"/desk/runs/{run}/report").status_code in {404, 409}


def test_a_run_with_a_damaged_report_is_refused_in_words(desk):
    run = screen(desk, str(article_paths()[0]))
    stored = RunStore(desk.house.settings.cache / "runs").find(run)
    stored.report.write_text("{")

    answer = desk.client.post(f"/desk/runs/{run}/import", data={"csrf": csrf_of(desk.client)})

    assert answer.status_code == 409
    assert "Not done." in answer.text
    assert desk.house.desk.counts().open == 0


@pytest.mark.parametrize("run", ["20260101T000000Z-00000000", "latest", "..%2F..", "x"])
def test_a_run_that_is_not_there_is_refused(desk, run):
    answer = desk.client.post(f"/desk/runs/{run}/import", data={"csrf": csrf_of(desk.client)})

    assert answer.status_code in {404, 409}


def test_a_name_is_tried_with_its_worksheet(desk):
    form = {"csrf": csrf_of(desk.client), "text": desk.names[0], "kind": "name"}

    page = words_of(desk.client.post("/desk/try", data=form).text)

    assert "similarity" in page
    assert "How much of the listed name matches?" in page


def test_a_text_is_tried_and_marked(desk):
    text = f"{desk.names[0]} opened the harbour."
    form = {"csrf": csrf_of(desk.client), "text": text, "published": "2025-10"}

    page = desk.client.post("/desk/try", data=form).text

    assert 'class="mention matched"' in page
    assert desk.house.desk.counts().open == 0
    form |= {"queue": "1"}
    assert "On the queue: 1 new" in desk.client.post("/desk/try", data=form).text
    assert desk.house.desk.counts().open == 1


def test_what_was_typed_is_not_lost_when_it_is_refused(desk):
    form = {"csrf": csrf_of(desk.client), "text": "Somebody came.", "published": "yesterday"}

    answer = desk.client.post("/desk/try", data=form)

    assert answer.status_code == 400
    assert "Somebody came." in answer.text
    assert 'value="yesterday"' in answer.text


def test_a_suppression_that_waits_is_found_and_approved(make_desk):
    desk = make_desk(eyes=(EyesRule.SUPPRESSION,))
    desk.raise_alerts(0)
    number = desk.house.desk.queue()[0].id
    log_in(desk.client, "anna")
    token = {"csrf": csrf_of(desk.client)}
    form = {"outcome": "false_positive", "reason": "Another person."}
    desk.client.post(f"/desk/alerts/{number}/decide", data=form | token)
    form = {"scope": "everywhere", "until": "2025-12-01", "reason": "Known here."}
    desk.client.post(f"/desk/alerts/{number}/suppress", data=form | token)

    log_in(desk.client, "ben")
    page = words_of(desk.client.get("/desk/alerts?status=proposed").text)
    assert "Second pair of eyes 1" in page
    assert "suppression, waits" in page
    assert "proposes to suppress it" in words_of(desk.client.get(f"/desk/alerts/{number}").text)
    form = {"csrf": csrf_of(desk.client), "approved": "1"}
    desk.client.post(f"/desk/alerts/{number}/approve", data=form)

    assert desk.house.desk.suppressions()[0][1] == "in force"
    assert "Second pair of eyes 0" in words_of(desk.client.get("/desk/alerts").text)


@pytest.mark.parametrize("token", [{}, {"csrf": "x"}])
def test_a_form_of_somebody_else_is_refused(desk, token):
    for path in ("/desk/try", "/desk/runs/x/import", "/desk/suppressions/1/revoke"):
        assert desk.client.post(path, data={"text": "x", **token}).status_code == 403


def test_the_history_says_when_it_was_verified_and_what_is_altered(desk):
    assert "not verified" in words_of(desk.client.get("/desk/history").text)
    form = {"csrf": csrf_of(desk.client)}

    page = words_of(desk.client.post("/desk/history/verify", data=form).text)

    assert "Every decision was as it was written when" in page
    assert "on 2025-11-01 12:00" in page
    desk.house.desk.note_access("anna", "log-in", "127.0.0.1")
    assert "1 entry since." in words_of(desk.client.get("/desk/history").text)
    with desk.house.desk.database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER keep_access_update")
        connection.exec_driver_sql("UPDATE access SET user = 'ben' WHERE event = 'log-in'")
    page = words_of(desk.client.post("/desk/history/verify", data=form).text)
    assert "access 2 is not what was written" in page
