"""One value written into the text of a YAML mapping, or taken out of it, everything else left byte for byte.

The value is named by the keys that lead to it. Nothing is dumped, and what comes out is read again: a text that would
not mean what it should is never returned.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from vnquiz.errors import VnquizError
from vnquiz.yamlfile import nodes
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.nodes import Node, Scalar
from vnquiz.yamlfile.reading import read_text
from vnquiz.yamlfile.surgery import BREAK, Edit, YamlText, applied

PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]*(?::[A-Za-z0-9]+)*")
COMMENT = re.compile(r"(?:^|[ \t])(#[^\r\n\x85\u2028\u2029]*)", re.MULTILINE)
UNCERTAIN = "The value cannot surely be written without changing other things; edit the file by hand."

Path = Sequence[str]
Meaning = Any
"""A text as texts, lists and mappings; these as lists of pairs, so that keys that stand twice are kept."""


class EntryError(VnquizError):
    """A text in which a value cannot be written, and which is therefore left as it is."""


def with_entry(text: str, path: Path, value: str) -> str:
    """Return a YAML text with a value under these keys; raise EntryError if that cannot be done surely."""
    source = YamlText(text)
    written = applied(text, [_set(source, path, value)])
    return _checked(written, _with(_meaning_of(text), path, value))


def without_entry(text: str, path: Path) -> str:
    """Return a YAML text without the value under these keys; raise EntryError if that cannot be done surely.

    A comment beside the value stays. Mappings that come to be empty go too, unless there is a comment in them.
    """
    source = YamlText(text)
    edit = _removed(source, path)
    if edit is None:
        return text
    return _checked(applied(text, [edit]), _without(_meaning_of(text), path))


def _checked(text: str, expected: Meaning) -> str:
    if _pruned(_meaning_of(text)) != _pruned(expected):
        raise EntryError(UNCERTAIN)
    return text


def _set(source: YamlText, path: Path, value: str) -> Edit:
    node = source.root
    if _is_nothing(node):
        return _appended(source, len(source.text), _block(source, path, value, 0))
    for place, name in enumerate(path):
        if node.id != "mapping":
            raise EntryError(f"What stands under `{path[place - 1]}` is no mapping; edit the file by hand.")
        key, found = _pair(node, name)
        rest = path[place:]
        if key is None:
            return _added(source, node, rest, value)
        if len(rest) > 1 and _is_nothing(found):
            return _begun(source, node, key, found, rest[1:], value)
        node = found
    return _replaced(source, node, value)


def _is_nothing(node: Any) -> bool:
    return node is None or (node.id == "scalar" and not node.value and not node.style)


def _pair(node: Any, name: str) -> tuple[Any, Any]:
    """Return the key of this name and its value; the first one counts."""
    return next(((key, value) for key, value in node.value if key.value == name), (None, None))


def _added(source: YamlText, node: Any, path: Path, value: str) -> Edit:
    """Put an entry behind the last one of a mapping."""
    if not node.flow_style:
        line = source.end_of_entries(node)
        offset = source.starts[line] if line < len(source.starts) else len(source.text)
        return _appended(source, offset, _block(source, path, value, node.start_mark.column))
    if not node.value:
        start = node.start_mark.index + 1
        return Edit(start, start, _flow(path, value))
    end = source.end_of(node.value[-1][1])
    return Edit(end, end, f", {_flow(path, value)}")


def _begun(source: YamlText, node: Any, key: Any, nothing: Any, path: Path, value: str) -> Edit:
    """Write the first entry of a mapping that has none yet, below its key."""
    if node.flow_style:
        start = nothing.start_mark.index
        return Edit(start, start, f"{_gap(source, start)}{{{_flow(path, value)}}}")
    line = source.line_of(key.end_mark.index) + 1
    offset = source.starts[line] if line < len(source.starts) else len(source.text)
    return _appended(source, offset, _block(source, path, value, key.start_mark.column + 2))


def _appended(source: YamlText, offset: int, block: str) -> Edit:
    is_open = offset and not BREAK.match(source.text, offset - 1)
    return Edit(offset, offset, (_newline(source) if is_open else "") + block)


def _replaced(source: YamlText, node: Any, value: str) -> Edit:
    """Put a value in the place of another, between the quotes that the other has."""
    start, end = node.start_mark.index, source.end_of(node)
    if _is_nothing(node):
        return Edit(start, start, f" {_scalar(value)}")
    quote = node.style if node.id == "scalar" and node.style in ("'", '"') else ""
    return Edit(start, end, _scalar(value, quote))


def _removed(source: YamlText, path: Path) -> Edit | None:
    """Return what takes out an entry and the mappings that hold nothing else; None where there is no such entry."""
    chain: list[tuple[Any, Any, Any]] = []
    node = source.root
    for name in path:
        if node is None or node.id != "mapping":
            return None
        key, value = _pair(node, name)
        if key is None:
            return None
        chain.append((node, key, value))
        node = value
    mapping, key, value = chain.pop()
    while chain and len(mapping.value) == 1 and not COMMENT.search(_span(source, chain[-1])):
        mapping, key, value = chain.pop()
    if mapping.flow_style:
        return _cut_from_flow(source, mapping, key, value)
    return _cut_from_block(source, key, value)


def _span(source: YamlText, entry: tuple[Any, Any, Any]) -> str:
    _, key, value = entry
    return source.text[key.start_mark.index : source.end_of(value)]


def _cut_from_block(source: YamlText, key: Any, value: Any) -> Edit:
    """Cut out the lines of an entry, but for a comment behind it."""
    first, after = source.line_of(key.start_mark.index), source.after_entry(key, value)
    start = source.starts[first]
    end = source.starts[after] if after < len(source.starts) else len(source.text)
    behind = COMMENT.search(source.text, source.end_of(value), end)
    if source.text[start : key.start_mark.index].strip():
        raise EntryError(UNCERTAIN)
    kept = (
        f"{source.text[start : key.start_mark.index]}{source.text[behind.start(1) : end]}" if behind else ""
    )
    return Edit(start, end, kept)


def _cut_from_flow(source: YamlText, mapping: Any, key: Any, value: Any) -> Edit:
    """Cut an entry out of braces, with the comma before or behind it."""
    keys = [each for each, _ in mapping.value]
    place = keys.index(key)
    if place:
        start, end = source.end_of(mapping.value[place - 1][1]), source.end_of(value)
    else:
        start = key.start_mark.index
        end = source.end_of(value) if len(keys) == 1 else keys[1].start_mark.index
    if COMMENT.search(source.text, start, end):
        raise EntryError(UNCERTAIN)
    return Edit(start, end, "")


def _gap(source: YamlText, offset: int) -> str:
    return "" if source.text[offset - 1] == " " else " "


def _newline(source: YamlText) -> str:
    found = BREAK.search(source.text)
    return found[0] if found else "\n"


def _block(source: YamlText, path: Path, value: str, indent: int) -> str:
    """Return the lines of an entry, each key below the one that it belongs to."""
    *outer, last = path
    lines = [f"{' ' * (indent + 2 * depth)}{_scalar(name)}:" for depth, name in enumerate(outer)]
    lines.append(f"{' ' * (indent + 2 * len(outer))}{_scalar(last)}: {_scalar(value)}")
    return "".join(line + _newline(source) for line in lines)


def _flow(path: Path, value: str) -> str:
    """Return an entry as it stands between braces."""
    first, *rest = path
    return f"{_scalar(first)}: " + (f"{{{_flow(rest, value)}}}" if rest else _scalar(value))


def _scalar(value: str, quote: str = "") -> str:
    """Return a text as YAML, between these quotes or, without, between quotes only where it needs them."""
    if quote == '"':
        return json.dumps(value, ensure_ascii=False)
    if not quote and PLAIN.fullmatch(value):
        return value
    return "'" + value.replace("'", "''") + "'"


def _meaning_of(text: str) -> Meaning:
    return _meaning(read_text(text, Document("")).root)


def _meaning(node: Node | None) -> Meaning:
    match node:
        case nodes.Mapping():
            return [
                *((name, _meaning(value)) for name, value in node.items()),
                *((key.text, _meaning(value)) for key, value in node.doubles),
            ]
        case nodes.Sequence():
            return ["", *map(_meaning, node.items)]
        case Scalar() if node.text or node.style:
            return node.text
    return []


def _with(meaning: Meaning, path: Path, value: str) -> Meaning:
    """Return what a text means once a value stands under these keys."""
    if not path:
        return value
    pairs = list(meaning or [])
    place = next((place for place, (key, _) in enumerate(pairs) if key == path[0]), len(pairs))
    old = pairs[place][1] if place < len(pairs) else []
    return [*pairs[:place], (path[0], _with(old, path[1:], value)), *pairs[place + 1 :]]


def _without(meaning: Meaning, path: Path) -> Meaning:
    place = next(place for place, (key, _) in enumerate(meaning) if key == path[0])
    kept = [(path[0], _without(meaning[place][1], path[1:]))] if len(path) > 1 else []
    return [*meaning[:place], *kept, *meaning[place + 1 :]]


def _pruned(meaning: Meaning) -> Meaning:
    """Return a meaning without the keys under which there is nothing."""
    if not isinstance(meaning, list):
        return meaning
    found = [(each[0], _pruned(each[1])) if isinstance(each, tuple) else each for each in meaning]
    return [each for each in found if not isinstance(each, tuple) or each[1] not in ([], "")]
