"""Decisions, second persons, suppressions and their history, in SQLite and in PostgreSQL."""

import threading
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st

from sanxref.errors import (
    ConfigError,
    ReviewConflict,
    ReviewRefused,
    ReviewUnknown,
)
from sanxref.screening import dispositions_migrations
from sanxref.screening.dispositions import (
    Approval,
    Disposition,
    EyesRule,
    Outcome,
    ReviewOptions,
    Scope,
    Status,
    SuppressionState,
    judge_alert,
)
from sanxref.screening.dispositions_database import ReviewDatabase
from sanxref.screening.dispositions_desk import Decision, ReviewDesk, SuppressionWish
from sanxref.screening.dispositions_queue import QueueFilter
from sanxref.screening.dispositions_tables import HISTORY, METADATA
from screening.made_alerts import (
    AMENDED,
    FIRST,
    made_article,
    made_claim,
    made_match,
    made_report,
    postgres_programs,
    private_cluster,
)

pytestmark = pytest.mark.xdist_group("review-databases")

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
NUMBERS = count()


class Clock:
    """A clock that a test sets."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture(scope="module")
def cluster():
    programs = postgres_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server programs: apt-get install postgresql")
    with private_cluster(programs) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """An empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'review.sqlite'}"
    cluster = request.getfixturevalue("cluster")
    name = f"review_{next(NUMBERS)}"
    admin = sa.create_engine(cluster.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return cluster.format(name=name)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def open_desk(address, clock):
    opened = []

    def make(*eyes: EyesRule, **options) -> ReviewDesk:
        chosen = ReviewOptions(second_pair_of_eyes=eyes, **options)
        opened.append(ReviewDesk(ReviewDatabase(address), chosen, now=clock))
        return opened[-1]

    yield make
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(open_desk):
    return open_desk()


def decide(desk, alert_id, outcome=Outcome.FALSE_POSITIVE, author="anna", **more):
    more = {"reason": "Born in another year.", **more}
    return desk.decide(alert_id, Decision(outcome=outcome, author=author, **more))


def wish(**changes):
    chosen = {
        "author": "anna",
        "reason": "The harbour master, not the target.",
        "scope": Scope.EVERYWHERE,
        "ends_on": TODAY + timedelta(days=90),
    }
    return SuppressionWish(**(chosen | changes))


def take(desk, *articles, run=1, **more):
    return desk.take_in(made_report(*articles, run=run, **more), by="job")


def only(desk, **more):
    (entry,) = desk.queue(QueueFilter(**more))
    return entry


def test_tables_are_those_of_the_migrations(open_desk):
    desk = open_desk()
    with desk.database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == "0002"


def test_opening_twice_changes_nothing(open_desk):
    take(open_desk(), made_article(made_match()))
    assert only(open_desk()).person == "Ivan Petrenko"


def test_taking_a_report_twice_changes_nothing(desk):
    first = take(desk, made_article(made_match()))
    second = take(desk, made_article(made_match()))
    assert (first.new, second.new, second.unchanged) == (1, 0, 1)
    assert len(desk.file(only(desk).id).versions) == 1


def test_another_report_of_the_same_run_is_refused(desk):
    take(desk, made_article(made_match()))
    with pytest.raises(ReviewConflict, match="run-1"):
        take(desk, made_article(made_match(score=0.8)))


def test_a_decision_closes_an_alert_and_stays_closed_when_it_is_raised_again(desk):
    take(desk, made_article(made_match()))
    made = decide(desk, only(desk).id)
    assert made.stands
    take(desk, made_article(made_match()), run=2)
    entry = only(desk)
    assert (entry.status, entry.outcome) == (Status.DECIDED, Outcome.FALSE_POSITIVE)


def test_an_amended_designation_opens_a_decided_alert_again(desk):
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)
    assert take(desk, made_article(made_match(sha256=AMENDED)), run=2).changed == 1
    entry = only(desk)
    assert (entry.status, entry.cause) == (Status.OPEN, "designation changed")


def test_an_older_report_does_not_overwrite_a_newer_one(desk):
    take(desk, made_article(made_match(score=0.9)), run=5)
    assert take(desk, made_article(made_match(score=0.8)), run=2).unchanged == 1
    assert only(desk).score == 0.9


def test_what_is_no_longer_raised_is_gone_and_comes_back(desk):
    take(desk, made_article(made_match()))
    assert take(desk, made_article(), run=2).gone == 1
    assert only(desk).status is Status.GONE
    with pytest.raises(ReviewConflict, match="nothing to decide"):
        decide(desk, only(desk).id)
    take(desk, made_article(made_match()), run=3)
    assert (only(desk).status, only(desk).cause) == (Status.OPEN, "raised again")


def test_a_missing_list_makes_no_alert_go_away(desk):
    take(desk, made_article(made_match()))
    assert take(desk, made_article(), run=2, loaded=False).gone == 0
    assert only(desk).status is Status.OPEN


def test_matches_can_be_decided_one_by_one(desk):
    take(
        desk,
        made_article(made_match(), made_match("99001", source="ofac-sdn"), claims=(made_claim(),)),
    )
    decide(desk, only(desk).id, references=("QDi.901",))
    assert only(desk).status is Status.OPEN
    decide(desk, only(desk).id, Outcome.TRUE_MATCH, references=("99001",))
    assert (only(desk).status, only(desk).outcome) == (Status.DECIDED, Outcome.TRUE_MATCH)
    with pytest.raises(ReviewUnknown, match="77"):
        decide(desk, only(desk).id, references=("77",))


def test_a_correction_outweighs_and_the_first_word_stays(desk):
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)
    decide(desk, only(desk).id, Outcome.TRUE_MATCH, author="ben")
    assert only(desk).outcome is Outcome.TRUE_MATCH
    history = desk.file(only(desk).id).dispositions
    assert [one.outcome for one in history] == [Outcome.FALSE_POSITIVE, Outcome.TRUE_MATCH]


@pytest.mark.parametrize("reason", ["", "    ", "no", "x" * 5000, "with \0 in it"])
def test_a_reason_is_required(desk, reason):
    take(desk, made_article(made_match()))
    with pytest.raises(ReviewRefused):
        decide(desk, only(desk).id, reason=reason)
    with pytest.raises(ReviewRefused):
        decide(desk, only(desk).id, author=" ")


def test_who_looked_at_an_older_form_has_to_look_again(desk):
    take(desk, made_article(made_match()))
    seen = desk.file(only(desk).id).version
    take(desk, made_article(made_match(sha256=AMENDED)), run=2)
    with pytest.raises(ReviewConflict, match="look again"):
        decide(desk, only(desk).id, seen=seen)


def test_an_id_may_be_cut_short_but_must_say_which(desk):
    take(desk, made_article(made_match()), made_article(made_match(), key="2"))
    one = desk.queue()[0]
    assert desk.file(one.id[:10]).entry.id == one.id
    for wrong in ("", "zz", "%", "_"):
        with pytest.raises(ReviewUnknown):
            desk.file(wrong)


def test_a_second_person_has_to_approve(open_desk):
    desk = open_desk(EyesRule.FALSE_POSITIVE)
    take(desk, made_article(made_match()))
    assert decide(desk, only(desk).id).waits
    assert (only(desk).status, only(desk).proposed) == (Status.PROPOSED, Outcome.FALSE_POSITIVE)
    with pytest.raises(ReviewRefused, match="second person"):
        desk.approve(only(desk).id, author="anna", approved=True)
    with pytest.raises(ReviewConflict, match="waits"):
        decide(desk, only(desk).id, author="ben")
    desk.approve(only(desk).id, author="ben", approved=True)
    assert only(desk).outcome is Outcome.FALSE_POSITIVE
    with pytest.raises(ReviewConflict, match="nothing waits"):
        desk.approve(only(desk).id, author="cleo", approved=True)


def test_a_refusal_needs_a_reason_and_opens_the_alert(open_desk):
    desk = open_desk(EyesRule.FALSE_POSITIVE)
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)
    with pytest.raises(ReviewRefused, match="reason"):
        desk.approve(only(desk).id, author="ben", approved=False)
    desk.approve(only(desk).id, author="ben", approved=False, reason="The year agrees.")
    assert only(desk).status is Status.OPEN


def test_a_suppression_hides_the_same_person_elsewhere_and_counts_it(desk):
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)
    desk.suppress(only(desk).id, wish())
    take(desk, made_article(made_match(), key="2"), run=2)
    assert desk.counts().suppressed == 1
    assert desk.counts().hidden_matches == 1
    assert only(desk, statuses=(Status.SUPPRESSED,)).hidden == 1
    ((rule, state, hides),) = desk.suppressions()
    assert (rule.author, state, hides) == ("anna", SuppressionState.IN_FORCE, 1)


@pytest.mark.parametrize(
    ("scope", "hidden"),
    [(Scope.ARTICLE, 0), (Scope.SOURCE, 1), (Scope.EVERYWHERE, 2)],
)
def test_a_suppression_keeps_to_its_scope_name_and_designation(desk, scope, hidden):
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)
    desk.suppress(only(desk).id, wish(scope=scope))
    take(
        desk,
        made_article(made_match(), key="2"),
        made_article(made_match(), key="3", source="other/x.txt"),
        made_article(made_match(), key="4", name="Oleh Petrenko"),
        made_article(made_match("QDi.902"), key="5"),
        run=2,
    )
    assert desk.counts().suppressed == hidden


def test_a_changed_designation_voids_a_suppression(desk):
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)
    desk.suppress(only(desk).id, wish())
    take(desk, made_article(made_match(), key="2"), run=2)
    take(desk, made_article(made_match(sha256=AMENDED), key="3"), run=3)
    ((_, state, hides),) = desk.suppressions()
    assert (state, hides) == (SuppressionState.VOID, 0)
    causes = {one.cause for one in desk.queue(QueueFilter(statuses=(Status.OPEN,)))}
    assert causes == {"suppression void"}
    assert desk.counts().open == 2


def test_a_void_suppression_stays_void_when_the_list_goes_back(desk):
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)
    desk.suppress(only(desk).id, wish())
    take(desk, made_article(made_match(sha256=AMENDED), key="3"), run=3)
    take(desk, made_article(made_match(), key="4"), run=4)
    ((rule, state, hides),) = desk.suppressions()
    assert (state, hides, desk.counts().suppressed) == (SuppressionState.VOID, 0, 0)
    assert f"un QDi.901 had hash {FIRST[:12]}" in rule.voided.reason
    assert f"seen with hash {AMENDED[:12]}" in rule.voided.reason
    assert desk.database.verify() == ()


def test_a_suppression_ends(desk, clock):
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)
    desk.suppress(only(desk).id, wish(ends_on=TODAY + timedelta(days=3)))
    take(desk, made_article(made_match(), key="2"), run=2)
    clock.now += timedelta(days=3)
    assert desk.counts().suppressed == 1
    clock.now += timedelta(days=1)
    assert desk.counts().suppressed == 0
    assert only(desk, statuses=(Status.OPEN,)).cause == "suppression ended"


def test_a_suppression_is_taken_back(desk):
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)
    (rule,) = desk.suppress(only(desk).id, wish())
    take(desk, made_article(made_match(), key="2"), run=2)
    desk.revoke(rule.id, author="ben", reason="It was the target after all.")
    assert desk.counts().suppressed == 0
    assert desk.suppressions()[0][1] is SuppressionState.REVOKED
    with pytest.raises(ReviewConflict):
        desk.revoke(rule.id, author="ben", reason="once more, please")
    with pytest.raises(ReviewUnknown):
        desk.revoke(999, author="ben", reason="no such thing")


def test_a_suppression_is_made_from_a_false_positive_alone_and_once(desk):
    take(desk, made_article(made_match()))
    with pytest.raises(ReviewConflict, match="false positive"):
        desk.suppress(only(desk).id, wish())
    decide(desk, only(desk).id, Outcome.TRUE_MATCH)
    with pytest.raises(ReviewConflict, match="false positive"):
        desk.suppress(only(desk).id, wish())
    decide(desk, only(desk).id)
    desk.suppress(only(desk).id, wish())
    with pytest.raises(ReviewConflict, match="already"):
        desk.suppress(only(desk).id, wish())


def test_a_suppression_is_not_made_from_a_decision_on_earlier_words(desk):
    take(desk, made_article(made_match()))
    number = only(desk).id
    decide(desk, number)
    desk.suppress(number, wish())
    take(desk, made_article(made_match(sha256=AMENDED)), run=2)
    with pytest.raises(ReviewConflict, match="earlier state of the listing; decide again"):
        desk.suppress(number, wish())
    decide(desk, number)
    (rule,) = desk.suppress(number, wish())
    assert (rule.designation_sha256, desk.suppressions()[0][1]) == (AMENDED, "in force")


def test_a_suppression_that_would_be_void_at_once_is_refused(desk):
    take(desk, made_article(made_match()))
    number = only(desk).id
    take(desk, made_article(made_match(sha256=AMENDED), key="2"), run=2)
    decide(desk, number)
    with pytest.raises(ReviewConflict, match=r"something else of QDi\.901 now"):
        desk.suppress(number, wish())
    assert desk.suppressions() == ()


@pytest.mark.parametrize("days", [-1, 400])
def test_a_suppression_ends_neither_in_the_past_nor_far_ahead(desk, days):
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)
    with pytest.raises(ReviewRefused, match="end between"):
        desk.suppress(only(desk).id, wish(ends_on=TODAY + timedelta(days=days)))


def test_a_suppression_that_waits_hides_nothing(open_desk):
    desk = open_desk(EyesRule.SUPPRESSION)
    take(desk, made_article(made_match()))
    number = only(desk).id
    decide(desk, number)
    desk.suppress(number, wish())
    take(desk, made_article(made_match(), key="2"), run=2)
    assert desk.counts().suppressed == 0
    with pytest.raises(ReviewRefused):
        desk.approve(number, author="anna", approved=True)
    desk.approve(number, author="ben", approved=True)
    assert desk.counts().suppressed == 1


def test_a_suppression_that_waits_stands_in_the_queue_of_the_second_person(open_desk, clock):
    desk = open_desk(EyesRule.SUPPRESSION)
    take(desk, made_article(made_match()))
    number = only(desk).id
    decide(desk, number)
    desk.suppress(number, wish(ends_on=TODAY + timedelta(days=3)))
    assert desk.counts().proposed == 1
    assert only(desk, statuses=(Status.PROPOSED,)).proposed is None
    assert desk.file(number).state.status is Status.PROPOSED
    desk.approve(number, author="ben", approved=False, reason="Too wide for me.")
    assert (desk.counts().proposed, desk.counts().decided) == (0, 1)
    desk.suppress(number, wish(ends_on=TODAY + timedelta(days=3)))
    take(desk, made_article(), run=2)
    assert desk.counts().proposed == 1
    clock.now += timedelta(days=4)
    assert (desk.counts().proposed, desk.counts().gone) == (0, 1)


def test_a_new_match_of_a_suppressed_person_is_shown(desk):
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)
    desk.suppress(only(desk).id, wish())
    take(desk, made_article(made_match(), made_match("QDi.902"), key="2"), run=2)
    entry = only(desk, statuses=(Status.OPEN,))
    assert entry.hidden == 1
    assert desk.file(entry.id).state.open_items == (f"match:un:QDi.902:{FIRST}",)


def test_history_is_only_added_to(desk):
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)
    (rule,) = desk.suppress(only(desk).id, wish())
    desk.revoke(rule.id, author="ben", reason="Taken back for the test.")
    desk.note_access("anna", "log-in", "127.0.0.1")
    take(desk, made_article(made_match(sha256=AMENDED), key="2"), run=2)
    with desk.database.reading() as connection:
        # Row triggers of SQLite fire where there is a row.
        filled = [table for table in HISTORY if connection.execute(table.select()).first()]
    assert len(filled) >= len(HISTORY) - 2
    for table in filled:
        column = next(iter(table.columns))
        for statement in (table.update().values({column.name: column}), table.delete()):
            with desk.database.engine.connect() as connection:
                with pytest.raises(sa.exc.DBAPIError) as told:
                    connection.execute(statement)
                assert "only added to" in str(told.value)


def test_a_change_behind_the_triggers_shows(desk):
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)
    decide(desk, only(desk).id, Outcome.UNDETERMINED)
    assert desk.database.verify() == ()
    with desk.database.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(sa.text("DROP TRIGGER keep_disposition_update"))
        else:
            connection.execute(sa.text("DROP TRIGGER keep_disposition ON disposition"))
        connection.execute(sa.text("UPDATE disposition SET reason = 'forged' WHERE id = 1"))
    assert desk.database.verify() == ("disposition 1 is not what was written",)


def forge(desk, table, statement):
    """Change a table behind its trigger."""
    with desk.database.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(sa.text(f"DROP TRIGGER keep_{table}_update"))
        else:
            connection.execute(sa.text(f"DROP TRIGGER keep_{table} ON {table}"))
        connection.execute(sa.text(statement))


def test_a_change_of_what_was_decided_on_shows(desk):
    take(desk, made_article(made_match()))
    forge(desk, "article_text", "UPDATE article_text SET text = 'forged'")
    (fault,) = desk.database.verify()
    assert fault.startswith("the text of an article (")
    forge(desk, "alert_version", "UPDATE alert_version SET content = '{}'")
    assert desk.database.verify()[1:] == ("alert_version 1 is not what was written",)


def test_a_store_of_the_first_version_is_moved_on(address, open_desk):
    key = sha256(b"a\0").hexdigest()  # of the text before U+FFFD was put for its NUL
    folder = Path(dispositions_migrations.__file__).parent
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in (
            "INSERT INTO report VALUES ('run', '0', '2026', '2026', 'job', '{}')",
            f"INSERT INTO article_text VALUES ('{key}', 'a\ufffd')",
            "INSERT INTO alert VALUES ('a', 'k', 'p', 'P', '2026')",
            f"INSERT INTO alert_version VALUES (1, 'a', 'run', '2026', '[]', '{{}}', '{key}')",
        ):
            connection.exec_driver_sql(statement)
    engine.dispose()
    desk = open_desk()
    desk.note_access("anna", "log-in", "127.0.0.1")
    assert desk.database.verify() == ()
    forge(desk, "alert_version", "UPDATE alert_version SET items = '[1]'")
    assert desk.database.verify() == ("alert_version 1 is not what was written",)


def test_a_comparison_with_the_ledger_goes_on_record(desk):
    assert desk.last_check() is None
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)

    assert desk.verify(by="ira", remote="127.0.0.1") == ()

    check = desk.last_check()
    assert (check.by, check.intact, check.since) == ("ira", True, 0)
    desk.note_access("anna", "log-in", "127.0.0.1")
    assert desk.last_check().since == 1


def test_two_persons_at_once_decide_once(open_desk):
    desk = open_desk(EyesRule.FALSE_POSITIVE)
    take(desk, made_article(made_match()))
    number = only(desk).id
    seen = desk.file(number).version
    told = []

    def work(author):
        try:
            told.append(decide(desk, number, author=author, seen=seen).author)
        except ReviewConflict:
            told.append("conflict")

    threads = [threading.Thread(target=work, args=(f"analyst {n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("conflict") == 5
    assert desk.database.verify() == ()


def test_the_queue_is_filtered_and_sorted(desk):
    take(
        desk,
        made_article(made_match(score=0.8), key="1"),
        made_article(made_match("99001", source="ofac-sdn", score=0.9), key="2", name="Olga Lind"),
        made_article(claims=(made_claim(),), key="3", name="100%_Sure Name"),
    )
    assert [one.score for one in desk.queue()] == [0.9, 0.8, 0.0]
    assert only(desk, source="ofac-sdn").person == "Olga Lind"
    assert only(desk, words="olga").person == "Olga Lind"
    assert only(desk, words="%_s").score == 0.0
    assert only(desk, claims_only=True).flagged == 1
    assert only(desk, least_score=0.85).score == 0.9
    assert desk.next_after(desk.queue()[0], QueueFilter()) == desk.queue()[1].id
    assert desk.next_after(desk.queue()[2], QueueFilter()) == desk.queue()[0].id


def test_all_is_exported(desk):
    take(desk, made_article(made_match()))
    decide(desk, only(desk).id)
    desk.suppress(only(desk).id, wish())
    kinds = [one["type"] for one in desk.export()]
    assert kinds == ["alert", "suppression"]


def test_many_alerts_are_taken_in(desk):
    articles = [
        made_article(made_match(), key=chr(0x4E00 + n), name=f"Ivan {n}") for n in range(450)
    ]
    assert take(desk, *articles).new == 450
    assert desk.counts().open == 450


def test_text_that_a_database_cannot_hold_is_taken(desk):
    broken = made_article(made_match(), name="Iv\0an \ud800Petrenko")
    assert take(desk, broken).new == 1
    assert desk.file(only(desk).id).article.text.startswith("Iv�an")


def test_an_address_that_leads_nowhere_is_told(tmp_path):
    for wrong in ("nonsense", "mysql://x/y", f"sqlite:///{tmp_path}/no/such/x.sqlite"):
        with pytest.raises(ConfigError, match="review database"):
            ReviewDatabase(wrong)


OUTCOMES = st.sampled_from(list(Outcome))
ITEMS = st.lists(st.sampled_from("abc"), max_size=3, unique=True).map(tuple)


@st.composite
def histories(draw):
    made = []
    for number in range(draw(st.integers(0, 5))):
        needs = draw(st.booleans())
        said = draw(st.sampled_from([None, True, False])) if needs else None
        made.append(
            Disposition(
                id=number,
                alert="x",
                outcome=draw(OUTCOMES),
                items=draw(ITEMS),
                author="anna",
                at="",
                reason="",
                needs_approval=needs,
                approval=None
                if said is None
                else Approval(approved=said, author="ben", at="", reason=""),
            )
        )
    return tuple(made)


@given(items=ITEMS, history=histories())
def test_an_alert_is_decided_only_where_a_decision_stands_on_every_item(items, history):
    state = judge_alert(items, history)
    covered = {item for one in history if one.stands for item in one.items}
    if state.status is Status.DECIDED:
        assert set(items) <= covered
        assert state.outcome is not None
    if state.status is Status.OPEN:
        assert not set(items) <= covered
    assert set(state.open_items) == set(items) - covered


def test_options_are_checked():
    with pytest.raises(ConfigError):
        ReviewOptions(longest_suppression_days=0)
    with pytest.raises(ConfigError):
        ReviewOptions(shortest_reason=0)
    assert date(2026, 11, 22) == TODAY
