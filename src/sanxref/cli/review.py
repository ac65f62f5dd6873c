"""`sanxref review`: the queue of alerts, dispositions and suppressions."""

import getpass
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click
import msgspec

from sanxref.cli.environment import Environment
from sanxref.cli.exits import Exit
from sanxref.errors import ConfigError, ReviewError
from sanxref.reports.blocks import Block, Facts, Grid, Line, Title
from sanxref.reports.terminal import render_terminal
from sanxref.reports.wording import claim_phrase, score_text, verdict_words
from sanxref.screening.dispositions import (
    Approval,
    Disposition,
    Outcome,
    Scope,
    Status,
    Suppression,
    SuppressionState,
)

if TYPE_CHECKING:  # loads SQLAlchemy
    from sanxref.screening.dispositions_desk import ReviewDesk
    from sanxref.screening.dispositions_queue import AlertFile, QueueCounts, QueueEntry
    from sanxref.service.accounts import Accounts

__all__ = ["review"]

_OUTCOMES = [str(one) for one in Outcome]
_FORMAT = click.option(
    "--format",
    "shown_as",
    type=click.Choice(["table", "json"]),
    help="Default: table on a terminal, else json.",
)
_BY = click.option(
    "--by", metavar="NAME", help="Who decides; default: the user of the operating system."
)
_REASON = click.option("--reason", required=True, help="Why, in your own words; kept for ever.")
_MATCHES = click.option(
    "--match",
    "references",
    multiple=True,
    metavar="REFERENCE",
    help="Only this potential match (repeatable), by the authority's reference.",
)


@click.group(short_help="Decide on alerts: dispositions and suppressions.")
def review() -> None:
    """Decide on alerts: an alert is one person that an article names, with what needs a decision.

    `import` puts the alerts of a report on the queue. History is only added to. An ID may be cut
    short. Exit codes: 0 done, 1 `verify` found something altered, 2 refused or wrong use.
    """


@contextmanager
def _desk(environment: Environment) -> Iterator["ReviewDesk"]:
    try:
        from sanxref.screening.dispositions_desk import (  # noqa: PLC0415 - loads SQLAlchemy
            ReviewDesk,
        )
    except ModuleNotFoundError as exc:
        raise ConfigError(
            f"review needs {exc.name}: pip install 'sanxref[review]', and "
            "'sanxref[postgres]' for PostgreSQL"
        ) from exc
    settings = environment.settings
    opened = ReviewDesk.open(settings.cache, settings.review, now=settings.now)
    try:
        yield opened
    finally:
        opened.close()


def _at_desk(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the desk instead of the environment."""

    @wraps(command)
    def with_desk(environment: Environment, **options: object) -> object:
        with _desk(environment) as opened:
            return command(opened, **options)

    return click.pass_obj(with_desk)


@review.command("import")
@click.argument(
    "reports", nargs=-1, required=True, metavar="REPORT...", type=click.Path(path_type=Path)
)
@_BY
@_FORMAT
@click.pass_obj
def import_reports(
    environment: Environment, *, reports: tuple[Path, ...], by: str | None, shown_as: str | None
) -> None:
    """Put the alerts of stored reports on the queue: json, jsonl, or a run's folder or id.

    Taking the same report twice changes nothing. The designations are compared with the lists in
    use: a suppression whose designation changed is void from then on.
    """
    from sanxref.lists import SnapshotStore, load_lists  # noqa: PLC0415 - heavy
    from sanxref.reports import read_report  # noqa: PLC0415 - heavy

    settings = environment.settings
    with _desk(environment) as desk:
        found = [
            desk.take_in(read_report(_report_path(given, settings.cache)), by=_author(by))
            for given in reports
        ]
        lists = load_lists(settings.sources, SnapshotStore(settings.cache), now=settings.now())
        changed = desk.note_lists(lists)
    if _is_json(shown_as):
        _print_json({"reports": found, "designations_changed": changed})
        return
    _print(
        Line(
            text=f"{one.report}: alerts: {one.new} new, {one.changed} changed, "
            f"{one.unchanged} as before, {one.gone} gone"
        )
        for one in found
    )
    if changed:
        _print(
            [Line(text=f"{changed} designations changed on the lists since they were last seen")]
        )


def _report_path(given: Path, cache: Path) -> Path:
    """Find a report by its path, a run's folder, or the id of a run in the cache."""
    stored = cache / "runs" / given.name
    folder = stored if not given.exists() and stored.is_dir() else given
    return folder / "report.json" if folder.is_dir() else folder


@review.command("list")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice([*map(str, Status), "all"]),
    help="Repeatable; default: open and proposed. What is suppressed is counted in any case.",
)
@click.option("--source", default="", metavar="SOURCE", help="With a match on this list.")
@click.option("--words", default="", metavar="TEXT", help="In the person's name or the article.")
@click.option("--least-score", type=click.FloatRange(0, 1), help="Best score at least.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True)
@_FORMAT
@_at_desk
def list_alerts(  # noqa: PLR0913 - one argument for each option
    desk: "ReviewDesk",
    *,
    statuses: tuple[str, ...],
    source: str,
    words: str,
    least_score: float | None,
    limit: int,
    shown_as: str | None,
) -> None:
    """List the queue, best score first."""
    from sanxref.screening.dispositions_queue import QueueFilter  # noqa: PLC0415 - loads SQLAlchemy

    chosen = tuple(Status) if "all" in statuses else tuple(map(Status, statuses))
    wanted = QueueFilter(
        statuses=chosen or (Status.OPEN, Status.PROPOSED),
        source=source,
        words=words,
        least_score=least_score,
    )
    entries = desk.queue(wanted, limit=limit)
    counts = desk.counts(wanted)
    if _is_json(shown_as):
        _print_json({"counts": counts, "alerts": entries})
        return
    _print([*_queue_blocks(entries), Line(text=_counts_phrase(counts))])


def _queue_blocks(entries: tuple["QueueEntry", ...]) -> Iterator[Block]:
    if not entries:
        return
    yield Grid(
        headers=("Id", "Person", "Score", "Matches", "Claims", "Status", "Why", "Article"),
        rows=tuple(
            (
                one.id,
                one.person,
                score_text(one.score),
                str(one.matches),
                str(one.flagged),
                _standing(one.status, one.outcome, one.proposed),
                one.cause,
                one.article,
            )
            for one in entries
        ),
        numbers=frozenset({2, 3, 4}),
    )


def _standing(status: Status, outcome: Outcome | None, proposed: Outcome | None) -> str:
    if status is Status.PROPOSED:
        return f"{_words(proposed or 'suppression')}, waits for a second person"
    return f"{status}: {_words(outcome)}" if outcome else str(status)


def _words(outcome: Outcome | str) -> str:
    return str(outcome).replace("_", " ")


def _counts_phrase(counts: "QueueCounts") -> str:
    return (
        f"{counts.open} open, {counts.proposed} proposed, {counts.suppressed} suppressed "
        f"({counts.hidden_matches} potential matches hidden; see --status suppressed), "
        f"{counts.decided} decided, {counts.gone} gone"
    )


@review.command()
@click.argument("alert_id", metavar="ID")
@_FORMAT
@_at_desk
def show(desk: "ReviewDesk", *, alert_id: str, shown_as: str | None) -> None:
    """Show one alert with its evidence and its whole history."""
    file = desk.file(alert_id)
    if _is_json(shown_as):
        _print_json(_file_record(file))
        return
    _print(_file_blocks(file))


def _file_record(file: "AlertFile") -> dict[str, object]:
    return {
        "alert": file.entry,
        "state": file.state,
        "run": file.run,
        "article": file.article,
        "versions": file.versions,
        "dispositions": file.dispositions,
        "suppressions": [
            {"state": state, "suppression": rule} for rule, state in file.suppressions
        ],
    }


def _file_blocks(file: "AlertFile") -> Iterator[Block]:
    entry, article = file.entry, file.article
    yield Title(text=f"{entry.person} in {article.source}")
    yield Facts(
        rows=(
            ("Alert", entry.id),
            ("Status", _standing(entry.status, entry.outcome, entry.proposed)),
            ("Why", entry.cause),
            ("Article", article.title or article.source),
            ("Published", article.published or "not known"),
            ("Run", f"{file.run.id}, started {file.run.started}"),
        )
    )
    matches = [match for person in article.persons for match in person.matches]
    for match in matches:
        yield Title(
            text=f"{match.name}: {match.source} {match.reference}, {score_text(match.score)}"
        )
        yield Grid(
            headers=("Compared", "Score", "Detail"),
            rows=tuple(
                (
                    str(feature.name),
                    "not known" if feature.score is None else score_text(feature.score),
                    feature.detail,
                )
                for feature in match.features
            ),
        )
    for claim in article.claims:
        yield Title(text=f"Claim: {claim_phrase(claim)}")
        yield Line(text=f"{verdict_words(claim.verdict)}: {claim.reason}")
    if file.dispositions or file.suppressions:
        yield Title(text="History")
        yield Grid(
            headers=("When", "Who", "What", "Reason"),
            rows=tuple(_history_rows(file.dispositions, file.suppressions)),
        )


def _history_rows(
    dispositions: Iterable[Disposition],
    suppressions: Iterable[tuple[Suppression, SuppressionState]],
) -> Iterator[tuple[str, str, str, str]]:
    rows = []
    for one in dispositions:
        proposed = "proposed " if one.needs_approval else ""
        rows.append((one.at, one.author, proposed + _words(one.outcome), one.reason))
        rows += _approval_rows(one.approval)
    for rule, state in suppressions:
        what = f"suppression {rule.id} ({rule.scope}) until {rule.ends_on}: {state}"
        rows.append((rule.at, rule.author, what, rule.reason))
        rows += _approval_rows(rule.approval)
        if rule.voided:
            rows.append((rule.voided.at, "", f"suppression {rule.id} void", rule.voided.reason))
        if rule.revoked:
            what = f"took suppression {rule.id} back"
            rows.append((rule.revoked.at, rule.revoked.author, what, rule.revoked.reason))
    yield from sorted(rows, key=lambda row: row[0])


def _approval_rows(said: Approval | None) -> list[tuple[str, str, str, str]]:
    if said is None:
        return []
    return [(said.at, said.author, "approved" if said.approved else "refused", said.reason)]


@review.command()
@click.argument("alert_id", metavar="ID")
@click.argument("outcome", type=click.Choice(_OUTCOMES))
@_REASON
@_MATCHES
@_BY
@_FORMAT
@_at_desk
def decide(  # noqa: PLR0913 - one argument for each option
    desk: "ReviewDesk",
    *,
    alert_id: str,
    outcome: str,
    reason: str,
    references: tuple[str, ...],
    by: str | None,
    shown_as: str | None,
) -> None:
    """Write down a disposition: true_match, false_positive or undetermined.

    Where the configuration wants a second person, it is a proposal until `approve`.
    """
    from sanxref.screening.dispositions_desk import Decision  # noqa: PLC0415 - loads SQLAlchemy

    made = desk.decide(
        alert_id,
        Decision(
            outcome=Outcome(outcome), author=_author(by), reason=reason, references=references
        ),
    )
    if _is_json(shown_as):
        _print_json(made)
        return
    told = "proposed; it waits for a second person" if made.waits else "written down"
    _print([Line(text=f"{made.alert}: {_words(made.outcome)} {told}")])


@review.command()
@click.argument("alert_id", metavar="ID")
@click.option("--refuse", is_flag=True, help="Refuse it; the alert is open again.")
@click.option("--reason", default="", help="Why; required to refuse.")
@_BY
@_FORMAT
@_at_desk
def approve(  # noqa: PLR0913 - one argument for each option
    desk: "ReviewDesk",
    *,
    alert_id: str,
    refuse: bool,
    reason: str,
    by: str | None,
    shown_as: str | None,
) -> None:
    """Approve what waits on an alert, as a second person: its disposition, then its suppression."""
    file = desk.approve(alert_id, author=_author(by), approved=not refuse, reason=reason)
    if _is_json(shown_as):
        _print_json(_file_record(file))
        return
    entry = file.entry
    standing = _standing(entry.status, entry.outcome, entry.proposed)
    _print([Line(text=f"{entry.id}: {'refused' if refuse else 'approved'}; now {standing}")])


@review.command()
@click.argument("alert_id", metavar="ID")
@_REASON
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Last day.")
@click.option(
    "--scope",
    type=click.Choice([str(one) for one in Scope]),
    default=str(Scope.ARTICLE),
    show_default=True,
    help="This article; its host, folder or file of rows; or every article.",
)
@_MATCHES
@_BY
@_FORMAT
@_at_desk
def suppress(  # noqa: PLR0913 - one argument for each option
    desk: "ReviewDesk",
    *,
    alert_id: str,
    reason: str,
    until: datetime,
    scope: str,
    references: tuple[str, ...],
    by: str | None,
    shown_as: str | None,
) -> None:
    """Keep a false positive from being raised again: until a day, or until the list changes."""
    from sanxref.screening.dispositions_desk import (  # noqa: PLC0415 - loads SQLAlchemy
        SuppressionWish,
    )

    made = desk.suppress(
        alert_id,
        SuppressionWish(
            author=_author(by),
            reason=reason,
            scope=Scope(scope),
            ends_on=until.date(),
            references=references,
        ),
    )
    if _is_json(shown_as):
        _print_json(made)
        return
    _print(
        Line(text=f"suppression {one.id}: {one.person}, {one.source} {one.reference}, "
             f"{one.scope}, until {one.ends_on}"
             + ("; it waits for a second person" if one.needs_approval else ""))
        for one in made
    )  # fmt: skip


@review.command()
@_FORMAT
@_at_desk
def suppressions(desk: "ReviewDesk", *, shown_as: str | None) -> None:
    """List every suppression, whether it is in force, and how many alerts it hides."""
    found = desk.suppressions()
    if _is_json(shown_as):
        _print_json(
            [{"state": state, "hides": hides, "suppression": rule} for rule, state, hides in found]
        )
        return
    _print(
        [
            Grid(
                headers=("No", "Person", "Designation", "Scope", "Until", "State", "Hides"),
                rows=tuple(
                    (
                        str(rule.id),
                        rule.person,
                        f"{rule.source} {rule.reference}",
                        str(rule.scope),
                        rule.ends_on.isoformat(),
                        str(state),
                        str(hides),
                    )
                    for rule, state, hides in found
                ),
                numbers=frozenset({0, 6}),
            )
        ]
        if found
        else [Line(text="no suppression")]
    )


@review.command()
@click.argument("number", type=int)
@_REASON
@_BY
@_at_desk
def revoke(desk: "ReviewDesk", *, number: int, reason: str, by: str | None) -> None:
    """Take a suppression back; what it hid is open again."""
    desk.revoke(number, author=_author(by), reason=reason)


@review.command()
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Else standard output."
)
@_at_desk
def export(desk: "ReviewDesk", *, output: Path | None) -> None:
    """Write every alert with its history, and every suppression, as JSON lines."""
    lines = b"".join(msgspec.json.encode(one) + b"\n" for one in desk.export())
    if output is None:
        sys.stdout.buffer.write(lines)
    else:
        output.write_bytes(lines)


@review.command()
@_FORMAT
@_BY
@_at_desk
def verify(desk: "ReviewDesk", *, shown_as: str | None, by: str | None) -> Exit:
    """Compare every decision with the ledger; exits with 1 where something was altered.

    That it was done, by whom, and what came of it, goes on record.
    """
    faults = desk.verify(by=_author(by), remote="command line")
    if _is_json(shown_as):
        _print_json({"intact": not faults, "faults": faults})
    else:
        _print(
            [Line(text=fault, warning=True) for fault in faults]
            or [Line(text="every decision is as it was written")]
        )
    return Exit.FINDINGS if faults else Exit.FINE


@review.group()
def users() -> None:
    """Keep the users of `sanxref serve`: names, roles, passwords, keys."""


@contextmanager
def _accounts(environment: Environment) -> Iterator["Accounts"]:
    from sanxref.service.accounts import Accounts  # noqa: PLC0415 - only here
    from sanxref.service.options import ServiceOptions  # noqa: PLC0415 - only here

    settings = environment.settings
    yield Accounts(ServiceOptions.of(settings).users_path(settings.cache))


@users.command("list")
@_FORMAT
@click.pass_obj
def list_users(environment: Environment, *, shown_as: str | None) -> None:
    """List the users."""
    with _accounts(environment) as accounts:
        found = accounts.users()
    if _is_json(shown_as):
        _print_json(
            [
                {
                    "name": one.name,
                    "role": one.role,
                    "password": bool(one.password),
                    "keys": len(one.keys),
                }
                for one in found
            ]
        )
        return
    rows = tuple(
        (one.name, str(one.role), "yes" if one.password else "no", str(len(one.keys)))
        for one in found
    )
    _print(
        [Grid(headers=("Name", "Role", "Password", "Keys"), rows=rows)]
        if rows
        else [Line(text="no user")]
    )


@users.command("add")
@click.argument("name")
@click.option(
    "--role",
    required=True,
    type=click.Choice(["read_only", "analyst", "approver"]),
    help="An analyst decides; an approver also approves what others propose.",
)
@click.option(
    "--no-password", is_flag=True, help="For a program with a key, or behind a trusted proxy."
)
@click.pass_obj
def add_user(environment: Environment, *, name: str, role: str, no_password: bool) -> None:
    """Add a user, or change the role or the password; the password is asked for."""
    from sanxref.service.accounts import Role  # noqa: PLC0415 - only here

    password = (
        None if no_password else click.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    with _accounts(environment) as accounts:
        accounts.put(name, Role(role), password=password)


@users.command("remove")
@click.argument("name")
@click.pass_obj
def remove_user(environment: Environment, *, name: str) -> None:
    """Remove a user; what the user decided stays."""
    with _accounts(environment) as accounts:
        accounts.remove(name)


@users.command("key")
@click.argument("name")
@click.pass_obj
def make_key(environment: Environment, *, name: str) -> None:
    """Make a key for programs and show it, this once: Authorization: ApiKey KEY."""
    with _accounts(environment) as accounts:
        click.echo(accounts.make_key(name))


def _author(by: str | None) -> str:
    if by:
        return by
    try:
        return getpass.getuser()
    except (OSError, KeyError) as exc:
        raise ReviewError("who decides? give --by NAME") from exc


def _is_json(shown_as: str | None) -> bool:
    return shown_as == "json" or (shown_as is None and not sys.stdout.isatty())


def _print_json(value: object) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(_plain(value)), indent=2).decode())


def _plain(value: object) -> object:
    """Mappings with keys that are no text stay out of JSON."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items() if isinstance(key, str)}
    return value


def _print(blocks: Iterable[Block]) -> None:
    terminal = sys.stdout.isatty()
    width = get_terminal_size().columns if terminal else None
    sys.stdout.buffer.write(render_terminal(blocks, width=width, color=terminal))
    sys.stdout.buffer.flush()
