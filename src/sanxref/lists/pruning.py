"""Which snapshots to give up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sanxref.errors import ListCorrupt
from sanxref.lists.snapshots import SnapshotStore
from sanxref.lists.sources import ListSource
from sanxref.model.snapshots import Snapshot

__all__ = ["PruneRule", "prune", "select_for_pruning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneRule:
    """What may go: beyond the newest `keep`, and received more than `older_than_days` ago.

    Where both are given, both must hold. The snapshot in use never goes.
    """

    keep: int | None = None
    older_than_days: float | None = None


def select_for_pruning(  # noqa: PLR0913 - the rule, what it may not touch, and who is told
    source: ListSource,
    store: SnapshotStore,
    rule: PruneRule,
    *,
    now: datetime,
    needed: frozenset[tuple[str, str]] = frozenset(),
    damaged: Callable[[ListCorrupt], None] | None = None,
) -> tuple[Snapshot, ...]:
    """Tell which snapshots of a source the rule gives up, oldest first.

    Args:
        source: Of which list.
        store: Where they are.
        rule: What may go.
        now: For ages.
        needed: (source, snapshot id) of those that stay whatever the rule says, because a stored
            run was screened against them and could not be done again without.
        damaged: Told of snapshots whose description is damaged, which stay; None makes them an
            error.

    Raises:
        ListCorrupt: Which one is in use cannot be told.
        ValueError: The rule says nothing.
    """
    if rule.keep is None and rule.older_than_days is None:
        raise ValueError("a rule needs a number to keep or an age")
    held = store.all(source.key, damaged=damaged)
    current = store.current(source.key)
    newest = {snapshot.id for snapshot in held[len(held) - (rule.keep or 0) :]}
    return tuple(
        snapshot
        for snapshot in held
        if (current is None or snapshot.id != current.id)
        and (source.key, snapshot.id) not in needed
        and (rule.keep is None or snapshot.id not in newest)
        and (
            rule.older_than_days is None
            or now - snapshot.fetched > timedelta(days=rule.older_than_days)
        )
    )


def prune(  # noqa: PLR0913 - as above
    source: ListSource,
    store: SnapshotStore,
    rule: PruneRule,
    *,
    now: datetime,
    needed: frozenset[tuple[str, str]] = frozenset(),
    damaged: Callable[[ListCorrupt], None] | None = None,
) -> tuple[Snapshot, ...]:
    """Remove what the rule gives up, and tell what it was; arguments of `select_for_pruning`.

    Raises:
        ListBusy: An updater is at work.
        ListCorrupt: Which one is in use cannot be told.
    """
    with store.lock(wait_seconds=0):
        chosen = select_for_pruning(source, store, rule, now=now, needed=needed, damaged=damaged)
        for snapshot in chosen:
            store.remove(snapshot)
    return chosen
