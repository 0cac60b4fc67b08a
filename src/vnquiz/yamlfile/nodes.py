"""What a YAML file holds: texts, lists and mappings that know where they stand, lines and columns counted from 1."""

from collections.abc import Iterable

MAX_NESTING = 24


class Scalar:
    """A text as typed, without its quotes.

    `end_column` is the first column after it, or after its beginning where it goes on over several lines; `style`
    is the quote or the block mark it was written with, empty where there was none.
    """

    __slots__ = ("column", "end_column", "line", "style", "text")

    def __init__(self, text: str, line: int, column: int, end_column: int, style: str) -> None:
        """Hold a text and where it stands."""
        self.text = text
        self.line = line
        self.column = column
        self.end_column = end_column
        self.style = style

    def saying(self, text: str) -> "Scalar":
        """Return another text that stands in the same place."""
        return Scalar(text, self.line, self.column, self.end_column, self.style)


class Sequence:
    """A list of nodes, and where it begins.

    A list that was given as texts is one on a single line, with a comma and a space between any two of them and no
    quotes; its nodes are made only when somebody asks for them.
    """

    __slots__ = ("_items", "_texts", "column", "line")

    def __init__(
        self, line: int, column: int, items: "list[Node] | None", texts: tuple[str, ...] = ()
    ) -> None:
        """Hold the items of a list, or the texts that they are."""
        self.line = line
        self.column = column
        self._items = items
        self._texts = texts

    @property
    def items(self) -> "list[Node]":
        """The nodes of the list."""
        if self._items is None:
            at = self.column + 1
            self._items = []
            for text in self._texts:
                self._items.append(Scalar(text, self.line, at, at + len(text), ""))
                at += len(text) + 2
        return self._items

    @property
    def texts(self) -> tuple[str, ...]:
        """What the items say, if all are texts, else nothing."""
        if self._items is None:
            return self._texts
        texts = tuple([item.text for item in self._items if isinstance(item, Scalar)])
        return texts if len(texts) == len(self._items) else ()


class Mapping(dict[str, "Node"]):
    """The values under keys, of a key that stands twice the first, in the order they stand; and where it begins.

    `places` tells where keys stand: the key itself, or its line if it begins at the mapping's column. A key that is not
    among them does so too, on the line of its value. `doubles` are the keys that stand there again, with their values;
    `written` is the mapping as it was written where this one says other things in its place.
    """

    __slots__ = ("column", "doubles", "line", "places", "written")

    def __init__(self, line: int, column: int) -> None:
        """Begin without any key."""
        self.line = line
        self.column = column
        self.places: dict[str, Scalar | int] = {}
        self.doubles: list[tuple[Scalar, Node]] = []
        self.written: Mapping | None = None

    @classmethod
    def of(cls, line: int, column: int, pairs: "Iterable[tuple[Scalar, Node]]") -> "Mapping":
        """Return the mapping of keys and values."""
        mapping = cls(line, column)
        for key, value in pairs:
            if mapping.setdefault(key.text, value) is value:
                mapping.places[key.text] = key
            else:
                mapping.doubles.append((key, value))
        return mapping

    def saying(self, values: "dict[str, Node]") -> "Mapping":
        """Return a mapping of other values that stands in the same place."""
        mapping = Mapping(self.line, self.column)
        mapping.written = self.written or self
        mapping.update(values)
        return mapping

    def key(self, name: str) -> Scalar:
        """Return a key as it stands; one that came from elsewhere stands where the mapping begins."""
        written = self.written or self
        value = written.get(name)
        place = written.places.get(name, written.line if value is None else value.line)
        if isinstance(place, Scalar):
            return place
        return Scalar(name, place, written.column, written.column + len(name), "")


Node = Scalar | Sequence | Mapping
Extent = tuple[int, int, int]
"""A line, a column and the first column after it, all counted from 1."""


def extent_of(node: Node) -> Extent:
    """Return where a problem of a node stands."""
    return node.line, node.column, node.end_column if isinstance(node, Scalar) else node.column + 1
