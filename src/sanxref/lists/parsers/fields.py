"""Reading an XML record so that nothing in it can be passed over in silence.

Each child and attribute of an element must be taken (`text`, `each`, `attribute`, ...) or named as
ignored before the element is closed; what is left over then is an error. Both are counted by path,
so that a test can compare the census with the file.
"""

from collections.abc import Collection, Iterator
from types import TracebackType
from typing import Self

from lxml import etree

from sanxref.errors import ListCorrupt, ListFault
from sanxref.lists.parsers.faults import Reading

__all__ = ["Fields", "PathCounter", "local_name"]


def local_name(tag: str) -> str:
    """Name without its namespace: OFAC changed its namespaces on 2024-05-07."""
    return tag.rpartition("}")[2]


class PathCounter:
    """How often an element or attribute at one path was handled or ignored."""

    __slots__ = ("_below", "handled", "ignored", "path")

    def __init__(self, path: str = "") -> None:
        self.path = path
        self.handled = 0
        self.ignored = 0
        self._below: dict[str, PathCounter] = {}

    def below(self, name: str) -> "PathCounter":
        """Counter of a child element, or of an attribute when `name` begins with `@`."""
        found = self._below.get(name)
        if found is None:
            joint = "" if not self.path or name.startswith("@") else "/"
            found = self._below[name] = PathCounter(f"{self.path}{joint}{name}")
        return found

    def census(self) -> tuple[tuple[str, str, int], ...]:
        """All paths under this one with their numbers, sorted."""
        return tuple(sorted(self._counts()))

    def _counts(self) -> Iterator[tuple[str, str, int]]:
        if self.handled:
            yield self.path, "handled", self.handled
        if self.ignored:
            yield self.path, "ignored", self.ignored
        for counter in self._below.values():
            yield from counter._counts()  # noqa: SLF001  # the same class


class Fields:
    """The children and attributes of one element, to be taken one by one.

    Use it as a context manager, or through `each` and `one`, which close it: leaving it with
    something not taken raises `ListCorrupt` (unknown field).
    """

    __slots__ = ("_attributes", "_children", "_element", "_reading", "_text_taken", "counter")

    def __init__(self, element: etree._Element, counter: PathCounter, reading: Reading) -> None:
        counter.handled += 1
        self._element = element
        self._reading = reading
        self._text_taken = False
        self.counter = counter
        self._children: dict[str, list[etree._Element]] = {}
        for child in element:
            self._children.setdefault(local_name(str(child.tag)), []).append(child)
            if child.tail and not child.tail.isspace():
                raise self._stray_text(child.tail)
        self._attributes = {local_name(str(k)): str(v) for k, v in element.items()}

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it, unless an error is on its way already."""
        if kind is None:
            self.close()

    def close(self) -> None:
        """Check that nothing is left over.

        Raises:
            ListCorrupt: A child or an attribute was neither taken nor named as ignored.
        """
        if self._children:
            raise self._unknown(f"element {next(iter(self._children))}")
        if self._attributes:
            raise self._unknown(f"attribute {next(iter(self._attributes))}")
        text = self._element.text
        if text and not self._text_taken and not text.isspace():
            raise self._stray_text(text)

    def text(self, name: str) -> str:
        """Take the text of a child that may occur once; empty where it is absent or empty."""
        found = self._children.pop(name, None)
        if found is None:
            return ""
        if len(found) > 1:
            raise self._twice(name)
        return self._leaf(found[0], name)

    def required(self, name: str) -> str:
        """Take the text of a child that must be there and not be empty."""
        return self.text(name) or self._missing(f"element {name}")

    def texts(self, name: str) -> tuple[str, ...]:
        """Take the texts of all children of a name, without the empty ones."""
        found = (self._leaf(child, name) for child in self._children.pop(name, ()))
        return tuple(text for text in found if text)

    def own_text(self) -> str:
        """Text of the element itself, for one that has attributes beside it."""
        self._text_taken = True
        text = self._element.text
        return text.strip() if text else ""

    def each(self, name: str, *, blank: Collection[str] = ()) -> Iterator["Fields"]:
        """Take all children of a name, one after the other, closing each.

        Args:
            name: Local name.
            blank: Names of elements. A child that holds nothing, or only empty elements of these
                names, is counted as ignored and passed over: the UN list is full of such
                placeholders. An element of another name is an error even when it is empty.
        """
        counter = self.counter.below(name)
        for child in self._children.pop(name, ()):
            if blank and _is_blank(child, blank):
                _ignore_tree(child, counter)
                continue
            fields = Fields(child, counter, self._reading)
            yield fields
            fields.close()

    def one(self, name: str) -> Iterator["Fields"]:
        """Take a child that may occur once: a loop over it runs once or not at all."""
        if len(self._children.get(name, ())) > 1:
            raise self._twice(name)
        return self.each(name)

    def the(self, name: str) -> "Fields":
        """Take a child that must occur exactly once, as a context manager."""
        found = self._children.pop(name, None)
        if found is None:
            raise self.missing(f"element {name}")
        if len(found) > 1:
            raise self._twice(name)
        return Fields(found[0], self.counter.below(name), self._reading)

    def flag(self, name: str) -> bool:
        """Take an attribute that must be `true` or `false`."""
        value = self.attribute(name)
        if value not in {"true", "false"}:
            raise self._reading.unknown_value(f"{self.counter.path}@{name}", value)
        return value == "true"

    def attribute(self, name: str) -> str:
        """Take an attribute that must be there and not be empty."""
        return self.optional_attribute(name) or self._missing(f"attribute {name}")

    def optional_attribute(self, name: str) -> str:
        """Take an attribute; empty where it is absent."""
        value = self._attributes.pop(name, None)
        if value is None:
            return ""
        self.counter.below(f"@{name}").handled += 1
        return value.strip()

    def attributes(self) -> dict[str, str]:
        """Take all attributes that are left."""
        for name in self._attributes:
            self.counter.below(f"@{name}").handled += 1
        taken, self._attributes = self._attributes, {}
        return taken

    def names(self) -> tuple[str, ...]:
        """Names of the children that are not taken yet."""
        return tuple(self._children)

    def ignore(self, *names: str) -> None:
        """Name children, with all below them, as ignored; the caller's comment says why."""
        for name in names:
            for child in self._children.pop(name, ()):
                _ignore_tree(child, self.counter.below(name))

    def ignore_attributes(self, *names: str) -> None:
        """Name attributes as ignored; the caller's comment says why."""
        for name in names:
            if self._attributes.pop(name, None) is not None:
                self.counter.below(f"@{name}").ignored += 1

    def missing(self, what: str) -> ListCorrupt:
        """Make the error for something that must be there and is not."""
        return self._reading.corrupt(
            ListFault.MISSING_FIELD, f"{self.counter.path} lacks the {what}"
        )

    def _missing(self, what: str) -> str:
        raise self.missing(what)

    def _leaf(self, element: etree._Element, name: str) -> str:
        counter = self.counter.below(name)
        counter.handled += 1
        if len(element):
            inner = local_name(str(element[0].tag))
            raise self._unknown(f"element {inner}", counter.path)
        if element.attrib:
            inner = local_name(str(element.keys()[0]))
            raise self._unknown(f"attribute {inner}", counter.path)
        return element.text.strip() if element.text else ""

    def _unknown(self, what: str, path: str = "") -> ListCorrupt:
        return self._reading.corrupt(
            ListFault.UNKNOWN_FIELD,
            f"{path or self.counter.path} holds the {what}, which this version has no rule for",
        )

    def _twice(self, name: str) -> ListCorrupt:
        return self._reading.corrupt(
            ListFault.UNKNOWN_FIELD, f"{self.counter.path} holds more than one element {name}"
        )

    def _stray_text(self, text: str) -> ListCorrupt:
        return self._reading.corrupt(
            ListFault.UNKNOWN_FIELD,
            f"{self.counter.path} holds the text {text.strip()[:40]!r} beside its elements",
        )


def _is_blank(element: etree._Element, blank: Collection[str]) -> bool:
    return _holds_nothing(element) and all(
        local_name(str(child.tag)) in blank and len(child) == 0 and _holds_nothing(child)
        for child in element
    )


def _holds_nothing(element: etree._Element) -> bool:
    return not element.attrib and (not element.text or element.text.isspace())


def _ignore_tree(element: etree._Element, counter: PathCounter) -> None:
    counter.ignored += 1
    for name in element.keys():  # noqa: SIM118  # an lxml element iterates over its children
        counter.below(f"@{local_name(str(name))}").ignored += 1
    for child in element:
        _ignore_tree(child, counter.below(local_name(str(child.tag))))
