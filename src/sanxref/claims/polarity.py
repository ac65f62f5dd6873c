"""How a sentence stands to the act that it mentions: asserted, negated, hedged or attributed."""

import re
from itertools import zip_longest

from sanxref.claims.events import Event
from sanxref.claims.finder import EventFinder
from sanxref.claims.lexicon import Form, Rules
from sanxref.claims.tokens import Kind, Token
from sanxref.model.claims import Action, Polarity

__all__ = ["is_blocked", "is_not_until", "polarity_of"]

_BEFORE = 20  # words before the trigger that can govern it: "stopped A and B from having X put"
_CLOSE = 8  # words that a plain "not" or "could" can stand away
_PLANS = frozenset({"are to be", "is to be", "to be joined", "will", "could", "would"})
_PLAIN = frozenset({"not", "never", "n't"})
_DOES = frozenset({"did", "does", "do"})
_PROVED = frozenset({"proved", "proven", "prove", "proves"})
_OPENING = 4  # words of "at no time, ", and from "for" to what is applied for
_GOVERNED = 12  # words between what governs a clause and the clause
_SOURCE = 5  # words of a source: "according to the Syrian opposition's Horizon Centre"
_BEHIND = 4  # "Washington has yet to do so", "was not"


def polarity_of(  # noqa: PLR0911 - one way out for each kind
    event: Event, finder: EventFinder, *, answer: bool | None = None
) -> Polarity:
    """Tell the polarity of an event; negation counts before hedging, hedging before attribution.

    Args:
        event: Which.
        finder: Of its sentence.
        answer: Whether the next sentence answers a question with yes, or None where it does not
            answer. "Could the EU list X? Yes." is possible all the same.
    """
    tokens, rules = finder.tokens, finder.rules
    if event.certain or is_not_until(event, finder):
        return Polarity.ASSERTED
    if event.denied or _is_corrected(event, finder):
        return Polarity.NEGATED
    if _is_remark(event, tokens):
        return Polarity.ASSERTED
    start = max(_start(event, tokens), _behind_did_not(event, finder))
    close = _words(tokens[max(start, event.trigger - _CLOSE) : event.trigger])
    behind = _words(tokens[event.trigger : event.trigger + _BEHIND])
    over = event.action is Action.DELISTED and " longer " in close  # "no longer on the list"
    skip = ("not only", "no wonder", "no doubt")
    if is_blocked(event, finder) or (not over and _has(close, rules, "negations", skip=skip)):
        return Polarity.NEGATED
    asked = _is_asked(event, finder)
    untrue = _is_untrue(event, finder) or _is_denied_report(event, finder)
    untrue = untrue or (asked and answer is False)
    if untrue or _is_of_nobody(event, finder) or _is_fronted(event, finder):
        return Polarity.NEGATED
    attempt = _attempt(event, finder)
    if attempt is not None:
        return attempt
    is_open = (asked and answer is None) or " or not " in behind
    if is_open or _is_hedged(event, finder, close):
        return Polarity.HEDGED
    if _has(_between(event, finder), rules, "negations", only=_PLAIN):
        return Polarity.NEGATED
    if _is_attributed(event, tokens, rules):
        return Polarity.ATTRIBUTED
    return Polarity.ASSERTED


def _is_remark(event: Event, tokens: tuple[Token, ...]) -> bool:
    """As in "Not among those hit is X, sanctioned by Canada in May": a remark behind a name."""
    at = event.trigger
    named = any(head.index == at - 2 for head in event.heads)
    return at > 1 and named and event.passive and tokens[at - 1].low == ","


def _behind_did_not(event: Event, finder: EventFinder) -> int:
    """Where a clause starts that "did not wait and sanctioned him" does not deny, or 0.

    What "did not" denies is no past form.
    """
    tokens = finder.tokens
    forms = finder.rules.verbs.get(tokens[event.trigger].low, ())
    if event.passive or not any(Form.PAST in form.forms for form in forms):
        return 0
    low = [token.low for token in tokens[: event.trigger]]
    for at in range(event.trigger - 1, max(event.trigger - _CLOSE, 1), -1):
        if low[at] in {"and", "but"}:
            denied = any(
                low[place] in _DOES and low[place + 1] in _PLAIN for place in range(at - 1)
            )
            return at if denied else 0
    return 0


def _is_denied_report(event: Event, finder: EventFinder) -> bool:
    """As in "The Treasury denied reports in the press that it had sanctioned X"."""
    rules = finder.rules
    low = [token.low for token in finder.tokens[: event.trigger]]
    clause = low[-_CLOSE:]
    if "that" not in clause or rules.words("clause_ends") & set(clause[clause.index("that") :]):
        return False
    before = low[: len(low) - len(clause) + clause.index("that")][-_GOVERNED:]
    for at, word in enumerate(before):
        if word in rules.words("report_denials"):
            behind = before[at + 1 :]
            return bool(rules.words("report_nouns") & set(behind)) and "that" not in behind
    return False


def _is_of_nobody(event: Event, finder: EventFinder) -> bool:
    """As in "Neither X nor Y is on the list", "X is not one of those sanctioned"."""
    tokens = finder.tokens
    first = min((head.index for head in event.heads), default=0)
    for at in range(first - 1, max(first - _BEFORE // 2, -1), -1):
        if tokens[at].low in {";", ".", ":"}:
            break
        if tokens[at].low in {"neither", "none"}:
            return True
    around = _words(tokens[max(event.trigger - 2 * _CLOSE, 0) : event.trigger])
    return " not one of " in around or " not among " in around


def _is_fronted(event: Event, finder: EventFinder) -> bool:
    """As in "At no time, the ministry says, did Britain list X"."""
    tokens, start = finder.tokens, 0
    for at in range(event.trigger - 1, 0, -1):
        if tokens[at].low in {";", ":", "."}:
            start = at + 1
            break
    opening = _words(tokens[start : start + _OPENING])
    if not any(
        opening.startswith(f" {phrase} ") for phrase in finder.rules.words("fronted_negations")
    ):
        return False
    between = {token.low for token in tokens[start + 1 : event.trigger]}
    return not between & finder.rules.words("clause_openers")


def _is_doubted(event: Event, finder: EventFinder) -> bool:
    """As in "Rumour has it that X was listed", "recommends, as before, that they list X"."""
    tokens, rules = finder.tokens, finder.rules
    sure = rules.words("speech_verbs") | rules.words("telling_verbs")
    that = event.trigger
    for at in range(event.trigger - 1, -1, -1):
        low = tokens[at].low
        if low in {";", ":", "."} or that - at > _GOVERNED:
            return False
        if that == event.trigger:
            that = at if low == "that" else that
        elif low in rules.words("doubts"):
            return True
        elif low in sure and "," not in {token.low for token in tokens[at:that]}:
            # "It was widely reported that"
            return _has(_words(tokens[max(at - 1, 0) : at + 1]), rules, "doubts")
        if that == event.trigger and event.trigger - at > _BEFORE:
            return False
    return False


def _is_pursued(event: Event, finder: EventFinder) -> bool:
    """As in "applied in March for his removal from the list"."""
    tokens, rules = finder.tokens, finder.rules
    if not rules.actions("act_nouns", tokens[event.trigger].low):
        return False
    if rules.words("success_words") & {token.low for token in tokens[event.trigger :]}:
        return False
    for at in range(event.trigger - 1, max(event.trigger - _OPENING, 0), -1):
        if tokens[at].low == "for":
            before = [token.low for token in tokens[max(at - _GOVERNED, 0) : at]]
            near = before[len(before) - before[::-1].index(",") :] if "," in before else before
            return bool(rules.words("pursuing_verbs") & set(near))
    return False


def _attempt(event: Event, finder: EventFinder) -> Polarity | None:
    """As in "a bid to have X listed collapsed", "failed with his attempt to be freed"."""
    tokens, rules = finder.tokens, finder.rules
    nouns = rules.words("attempt_nouns")
    for at in range(event.trigger - 1, max(event.trigger - _BEFORE, -1), -1):
        if tokens[at].low in {";", "."}:
            break
        if tokens[at].low not in nouns:
            continue
        ahead = [token.low for token in tokens[at + 1 : event.trigger]]
        if {"which", "whom", "who"} & set(ahead):
            break
        standing = "against" in ahead and event.action is Action.LISTED
        if standing or not {"to", "that", "against", "for"} & set(ahead):
            break
        lost = rules.words("failure_words")
        before = {token.low for token in tokens[max(at - _CLOSE, 0) : at]}
        after = {token.low for token in tokens[event.trigger : event.trigger + 2 * _BEFORE]}
        return Polarity.NEGATED if lost & (before | after) else Polarity.HEDGED
    return None


def _is_corrected(event: Event, finder: EventFinder) -> bool:
    """As in "An earlier version said that X had been listed", "in a report we stated that"."""
    words = _words(finder.tokens[: event.trigger])
    earlier = (" earlier version ", " previous version ", " earlier report ", " earlier story ")
    stated = any(f" we {verb} " in words for verb in ("stated", "wrote", "reported", "said"))
    return " misidentified " in words or stated or any(phrase in words for phrase in earlier)


def _is_hedged(event: Event, finder: EventFinder, close: str) -> bool:
    """Whether the act may come, or is asked for."""
    rules = finder.rules
    return (
        _has(close, rules, "hedges")
        or _is_requested(event, finder)
        or _is_doubted(event, finder)
        or _is_pursued(event, finder)
        or _has(_between(event, finder), rules, "hedges")
        or _has(_before_targets(event, finder), rules, "hedges", only=_PLANS)
    )


def _before_targets(event: Event, finder: EventFinder) -> str:
    """Words before the targets of a noun: "are to be joined by X and Y on the list"."""
    first = min((head.index for head in event.heads), default=0)
    if event.trigger != event.noun or first >= event.trigger:
        return " "
    return _words(finder.tokens[max(first - 2 * _CLOSE, 0) : first])


def _between(event: Event, finder: EventFinder) -> str:
    """Words from a noun to its target: "sanctions should be imposed on X"."""
    first = min((head.index for head in event.heads), default=0)
    if event.trigger != event.noun or first <= event.trigger:
        return " "
    return _words(finder.tokens[event.trigger + 1 : first])


def _is_requested(event: Event, finder: EventFinder) -> bool:
    """As in "calls on the EU and the United States to impose sanctions on X"."""
    tokens, rules = finder.tokens, finder.rules
    start = _start(event, tokens)
    for at in range(event.trigger - 1, max(start, event.trigger - _BEFORE) - 1, -1):
        low = tokens[at].low
        calls = low in {"calls", "called", "calling", "call"} and tokens[at + 1].low == "on"
        if calls or low in rules.words("asking_verbs"):
            return any(token.low == "to" for token in tokens[at + 1 : event.trigger])
    return False


def _is_asked(event: Event, finder: EventFinder) -> bool:
    """Whether the sentence asks if it is so: its end is a question mark, no other between.

    "When did you learn that X was listed?" takes it for granted.
    """
    tokens = finder.tokens
    if not any(token.low == "?" for token in tokens[event.trigger :]):
        return False
    words = finder.rules.words("presupposing_words")
    return not any(token.low in words for token in tokens[_start(event, tokens) : event.trigger])


def _is_untrue(event: Event, finder: EventFinder) -> bool:
    """As in "Reports that the EU had delisted X are untrue"."""
    rules, tokens = finder.rules, finder.tokens
    for index in range(event.trigger + 1, len(tokens)):
        if tokens[index].low in {";", "."}:
            break
        if tokens[index].low in rules.words("untrue_words") and any(
            tokens[at].low in rules.words("be") | _PROVED for at in range(index - 2, index)
        ):
            return True
    return False


def is_blocked(event: Event, finder: EventFinder) -> bool:
    """Whether somebody is said to keep the act from happening."""
    start = _start(event, finder.tokens)
    if event.action is Action.LISTED and any(
        token.low == "against" for token in finder.tokens[start : event.trigger]
    ):
        return False  # "rejected the action brought against his listing"
    tokens = finder.tokens
    kept = {"keeps", "kept", "keep"} & {token.low for token in tokens[start : event.trigger]}
    ahead = tokens[event.trigger : event.trigger + _CLOSE]
    if kept and any(token.low == "from" for token in ahead):
        return True  # "keeps sanctions from being imposed"
    window = _words(finder.tokens[max(start, event.trigger - _BEFORE) : event.trigger])
    window = _REFUSED.sub(r" \1 to ", window)
    return _has(window, finder.rules, "negations", only=_BLOCKING)


# "refused a second time to"
_REFUSED = re.compile(
    r" (refused|declined) (?:(?:a|the|for|once|yet|so|far|first|second|third|fourth|time|again|"
    r"more|repeatedly|twice|outright) ){1,5}to "
)
# Verbs that keep an act from happening; they govern it over a longer stretch than "not" does.
_BLOCKING = frozenset(
    {
        "stopped",
        "blocked",
        "vetoed",
        "prevented",
        "rejected",
        "refused to",
        "declined to",
        "stopping",
        "blocking",
        "turned down",
    }
)


def _start(event: Event, tokens: tuple[Token, ...]) -> int:
    """First token that can bear on the trigger: behind the last semicolon or colon."""
    start = 0
    for index in range(event.trigger - 1, -1, -1):
        if tokens[index].low in {";", ":", "."} and index + 1 < event.trigger:
            start = index + 1
            break
    commas = [at for at in range(start, event.trigger) if tokens[at].low == ","]
    subject = min((head.index for head in event.heads), default=event.trigger)
    before = [at for at in commas if at < subject]
    return before[-1] + 1 if before else start


def _words(tokens: tuple[Token, ...]) -> str:
    return (
        " "
        + " ".join(
            token.low if token.kind in {Kind.WORD, Kind.POINT, Kind.SANCTIONS, Kind.LIST} else "_"
            for token in _undated(tokens)
        )
        + " "
    )


def _undated(tokens: tuple[Token, ...]) -> list[Token]:
    """Leave dates out: "denied on Friday that" is "denied that"."""
    return [
        token
        for token, follow in zip_longest(tokens, tokens[1:])
        if token is not None
        and token.kind is not Kind.DATE
        and not (token.low == "on" and follow is not None and follow.kind is Kind.DATE)
    ]


def is_not_until(event: Event, finder: EventFinder) -> bool:
    """As in "X was not listed until 2016": an assertion, dated by what stands behind "until"."""
    tokens = finder.tokens
    ahead = range(event.trigger + 1, min(event.trigger + _BEFORE // 2, len(tokens) - 1))
    return any(tokens[at].low == "until" and tokens[at + 1].kind is Kind.DATE for at in ahead) and (
        any(
            tokens[at].low in {"not", "n't", "never"}
            for at in range(max(event.trigger - _BEHIND, 0), event.trigger)
        )
    )


def _has(
    words: str,
    rules: Rules,
    group: str,
    *,
    only: frozenset[str] | None = None,
    skip: tuple[str, ...] = (),
) -> bool:
    for phrase in skip:
        words = words.replace(f" {phrase} ", " ")
    cues = rules.words(group)
    if only is not None:
        cues &= only
    return any(f" {cue} " in words for cue in cues)


def _is_attributed(event: Event, tokens: tuple[Token, ...], rules: Rules) -> bool:
    """Whether the act is told on the word of the person, of rumour or of the press."""
    near = _words(tokens[max(0, event.trigger - _CLOSE) : event.trigger + 3])
    if _has(near, rules, "attributions"):
        return True
    if _is_told_by_others(event, tokens, rules):
        return True
    speech = rules.words("speech_verbs")
    for index in range(event.trigger):
        token = tokens[index]
        person = token.kind is Kind.PERSON or token.low in (
            rules.words("pronouns.male") | rules.words("pronouns.female")
        )
        if not person:
            continue
        after = " ".join(other.low for other in tokens[index + 1 : index + 3])
        before = " ".join(other.low for other in tokens[max(0, index - 2) : index])
        verb = after.split(" ")[0] if after else ""
        if before == "according to" and index < event.trigger:
            return True
        if index and tokens[index - 1].kind is Kind.AUTHORITY:
            continue  # "Secretary of State X said"
        if verb in speech and (token.low in {"he", "she"} or _speaks_of_self(event, token)):
            return True
    return False


def _is_told_by_others(event: Event, tokens: tuple[Token, ...], rules: Rules) -> bool:
    """As in "according to the indictment", "by X's account", "the director maintains that"."""
    for at in range(event.trigger):
        pair = (tokens[at].low, tokens[at + 1].low)
        if pair == ("according", "to") and not _is_in_relative(at, event, tokens, rules):
            source = tokens[at + 2 : at + 2 + _SOURCE]
            official = rules.words("official_sources")
            return not any(
                token.kind is Kind.AUTHORITY or token.low in official for token in source
            )
        if tokens[at].low == "by" and any(
            token.low in {"account", "accounts"} for token in tokens[at + 1 : at + _SOURCE]
        ):
            return True
        said = tokens[at + 1].low in {"maintains", "maintained", "insists", "insisted", "claims"}
        if said and rules.names_people(tokens[at].low):
            return True
    return False


def _is_in_relative(at: int, event: Event, tokens: tuple[Token, ...], rules: Rules) -> bool:
    """As in "X, who according to inmates ran the prison, was listed": a clause that ends before."""
    before = tokens[max(at - 2, 0) : at]
    opens = any(token.low in rules.words("subject_relatives") for token in before)
    return opens and any(token.low == "," for token in tokens[at : event.trigger])


def _speaks_of_self(event: Event, speaker: Token) -> bool:
    return any(head.key == speaker.key or head.kind.value == "pronoun" for head in event.heads)
