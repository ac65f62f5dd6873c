"""XML list files, read record by record, without entities or external references."""

import codecs
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from lxml import etree

from sanxref.errors import ListCorrupt, ListFault
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import Fields, PathCounter, local_name
from sanxref.lists.parsers.prolog import read_head, read_prolog

__all__ = ["ListDocument"]

_BLOCK = 1 << 20
_TAIL = 256  # bytes; white space and a comment behind the closing tag fit in


class ListDocument:
    """A list file that is read as a stream.

    Iterate over `records` first; then `rest` gives the root with everything that was no record,
    to be taken like a record, so that an unknown section is an error too.

    Attributes:
        counter: Census of the whole file; root of its paths.
    """

    def __init__(self, path: Path, reading: Reading, *, root: str) -> None:
        """Check what can be checked before parsing.

        Raises:
            ListCorrupt: Another root element, a document type declaration, bytes that are not
                UTF-8, or nothing at all.
        """
        self._path = path
        self._reading = reading
        self._root: etree._Element | None = None
        self._name = root
        self.counter = PathCounter().below(root)
        head = read_head(path)
        if not head.strip():
            raise reading.corrupt(ListFault.EMPTY, "holds no data")
        prolog = read_prolog(head, reading)
        if prolog.root != root:
            raise reading.corrupt(
                ListFault.WRONG_FORMAT, f"has the root element {prolog.root}, not {root}"
            )
        self._check_encoding()

    def records(self, containers: Mapping[str, str]) -> closing[Generator[Fields, None, None]]:
        """Give each record in the order of the file, closing it and freeing it afterwards.

        In a context, because whoever refuses a record leaves the file open before its end.

        Args:
            containers: Path of the enclosing element below the root, by name of the record:
                `{"INDIVIDUAL": "INDIVIDUALS"}`; empty for records right below the root.

        Raises:
            ListCorrupt: The file ends too early, is not well-formed, or a record holds
                something that was not taken.
        """
        return closing(self._read(containers))

    def _read(self, containers: Mapping[str, str]) -> Generator[Fields, None, None]:
        with self._path.open("rb") as file:
            events = etree.iterparse(
                file,
                events=("end",),
                tag=tuple(f"{{*}}{name}" for name in containers),
                resolve_entities=False,
                load_dtd=False,
                no_network=True,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
            try:
                yield from self._each(events, containers)
            except etree.XMLSyntaxError as exc:
                raise self._syntax_error(exc, events.error_log) from exc
        self._reading.record = ""
        self._root = events.root

    def _each(
        self,
        events: Iterable[tuple[str, etree._Element]],
        containers: Mapping[str, str],
    ) -> Iterator[Fields]:
        for _, element in events:
            name = local_name(str(element.tag))
            counter = self._counter_of(element, containers[name])
            if counter is None:
                continue  # elsewhere than expected: stays, and is found in the rest
            self._reading.record = ""
            fields = Fields(element, counter.below(name), self._reading)
            yield fields
            fields.close()
            _free(element)

    def rest(self) -> Fields:
        """Give the root element, without the records, once all records were read."""
        if self._root is None:
            msg = "the records must be read before the rest"
            raise RuntimeError(msg)
        return Fields(self._root, self.counter, self._reading)

    def _counter_of(self, element: etree._Element, container: str) -> PathCounter | None:
        """Counter of the element that encloses a record; None where it is in the wrong place."""
        counter = self.counter
        parent = element.getparent()
        if container:
            if parent is None or local_name(str(parent.tag)) != container:
                return None
            counter = counter.below(container)
            parent = parent.getparent()
        if parent is None or parent.getparent() is not None:
            return None
        return counter

    def _check_encoding(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")()
        position = 0
        with self._path.open("rb") as file:
            while block := file.read(_BLOCK):
                try:
                    decoder.decode(block)
                except UnicodeDecodeError as exc:
                    raise self._reading.corrupt(
                        ListFault.WRONG_ENCODING,
                        f"byte 0x{exc.object[exc.start]:02X} near offset "
                        f"{position + exc.start} is not UTF-8",
                    ) from exc
                position += len(block)

    def _syntax_error(self, exc: etree.XMLSyntaxError, log: etree._ListErrorLog) -> ListCorrupt:
        with self._path.open("rb") as file:
            file.seek(0, 2)
            size = file.tell()
            file.seek(max(0, size - _TAIL))
            tail = file.read().decode("utf-8", "replace").rstrip()
        self._reading.record = ""
        if tail.endswith(">") and f"{self._name}>" in tail.replace(" >", ">"):
            # The first entry of the log says what is wrong; the exception at times what followed.
            words = f"line {log[0].line}: {log[0].message}" if len(log) else exc.msg
            return self._reading.corrupt(ListFault.NOT_WELL_FORMED, f"is not well-formed: {words}")
        return self._reading.corrupt(
            ListFault.TRUNCATED, f"ends after {size} bytes without its closing tag </{self._name}>"
        )


def _free(element: etree._Element) -> None:
    """Drop a record, and its place in the tree, so that memory does not grow with the file."""
    parent = element.getparent()
    element.clear()
    if parent is not None:
        parent.remove(element)
