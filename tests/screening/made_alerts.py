"""Small reports about invented persons, and a private PostgreSQL server."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sanxref.model.claims import Action, Polarity, SubjectKind, Verdict
from sanxref.model.matches import FeatureName
from sanxref.model.report import (
    SCHEMA,
    ReportArticle,
    ReportClaim,
    ReportDocument,
    ReportFeature,
    ReportList,
    ReportMatch,
    ReportMention,
    ReportPerson,
    ReportRun,
    ReportSpan,
    ReportSummary,
    ReportVerdictCounts,
)

FIRST = "aa" * 32
AMENDED = "bb" * 32


def made_match(
    reference: str = "QDi.901", *, source: str = "un", sha256: str = FIRST, score: float = 0.97
) -> ReportMatch:
    return ReportMatch(
        id="m1",
        source=source,
        reference=reference,
        kind="individual",
        name="IVAN BORYSOVYCH PETRENKO",
        query_name="Ivan Petrenko",
        name_met="IVAN PETRENKO",
        name_kind="also known as",
        alias_quality="strong",
        score=score,
        programmes=("Al-Qaida",),
        listed_on="2014-09-23",
        delisted_on=None,
        designation_sha256=sha256,
        features=(
            ReportFeature(name=FeatureName.NAME, score=score, effect=0.0, detail="Both words."),
        ),
    )


def made_claim(person: str | None = "p1", verdict: Verdict = Verdict.CONTRADICTED) -> ReportClaim:
    text = "He was listed by the UN in 2015."
    return ReportClaim(
        id="c1",
        person=person,
        subject="He",
        subject_kind=SubjectKind.PERSON,
        text=text,
        start=0,
        end=len(text),
        trigger=ReportSpan(text="listed", start=7, end=13),
        authority="un",
        authority_text="the UN",
        programme=None,
        programme_text="",
        action=Action.LISTED,
        date="2015",
        date_text="2015",
        date_resolution="",
        polarity=Polarity.ASSERTED,
        understood=True,
        verdict=verdict,
        reason="The list says 2014-09-23.",
        checks=(),
        evidence=(),
    )


def made_article(
    *matches: ReportMatch,
    name: str = "Ivan Petrenko",
    key: str = "1",
    claims: tuple[ReportClaim, ...] = (),
    source: str = "news/harbour.txt",
) -> ReportArticle:
    text = f"{name} opened the harbour. He was listed by the UN in 2015."
    return ReportArticle(
        id=f"a{key}",
        source=source,
        title="Harbour",
        published="2026-11-19",
        language="en",
        sha256=key * 64,
        status="screened",
        reason="",
        notes=(),
        text=text,
        persons=(
            ReportPerson(
                id="p1",
                name=name,
                names=(name,),
                mentions=(ReportMention(text=name, start=0, end=len(name), recognizer="capitals"),),
                context=(),
                matches=matches,
            ),
        ),
        claims=claims,
    )


def made_report(*articles: ReportArticle, run: int = 1, loaded: bool = True) -> ReportDocument:
    one = ReportList(
        source="un",
        title="UN Consolidated",
        state="current" if loaded else "missing",
        stale=False,
        snapshot="2026-11-20-1f1f1f1f1f1f" if loaded else None,
        format="un-xml",
        published="2026-11-20",
        fetched="2026-11-21T05:40:00Z",
        checked="2026-11-21T05:40:00Z",
        sha256="1f" * 32,
        designations=1012,
        listing_dates=True,
        error="",
    )
    return ReportDocument(
        schema=SCHEMA,
        run=ReportRun(
            id=f"run-{run}",
            started=f"2026-11-21T09:{run:02d}:00Z",
            finished=f"2026-11-21T09:{run:02d}:30Z",
            version="0.1.0",
            configuration="3d" * 32,
            recognizer="capitals",
            as_of=None,
        ),
        lists=(one, replace(one, source="ofac-sdn", title="OFAC SDN")),
        articles=articles,
        summary=ReportSummary(
            articles=len(articles),
            screened=len(articles),
            not_screened=0,
            clear=0,
            persons=len(articles),
            matches=sum(len(p.matches) for a in articles for p in a.persons),
            claims=ReportVerdictCounts(confirmed=0, contradicted=0, unconfirmed=0, out_of_scope=0),
        ),
    )


def postgres_programs() -> Path | None:
    """Find the newest server programs (Debian keeps them out of the path)."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def private_cluster(programs: Path) -> Iterator[str]:
    """Run a PostgreSQL server of our own on a Unix socket; the server refuses to run as root.

    Not in pytest's folder, which other users may not enter.

    Yields:
        SQLAlchemy address without the name of a database.
    """
    with tempfile.TemporaryDirectory(prefix="sanxref-pg-", ignore_cleanup_errors=True) as made:
        yield from _run_cluster(Path(made), programs)


def _run_cluster(folder: Path, programs: Path) -> Iterator[str]:
    user = None
    if os.geteuid() == 0:
        user = next(one.pw_name for one in pwd.getpwall() if one.pw_name in {"postgres", "nobody"})
        shutil.chown(folder, user)
    data = folder / "data"
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"

    def run(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder, capture_output=True)

    run(str(programs / "initdb"), "-D", str(data), "-U", "reviewer", "-A", "trust", "-E", "UTF8")
    log = str(folder / "log")
    run(str(programs / "pg_ctl"), "-D", str(data), "-o", options, "-l", log, "-w", "start")
    try:
        yield f"postgresql+psycopg://reviewer@/{{name}}?host={folder}"
    finally:
        run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
