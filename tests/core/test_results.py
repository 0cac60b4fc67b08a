"""A result file says again what was written, and says why when it cannot be trusted."""

import hashlib
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from results_made import RESULTS, item, result

from vnquiz.core.results import Result, read_result, result_bytes
from vnquiz.core.verdicts import VerdictKind

PAPER = result(item("a"), item("b", 0.0), item("c", 0.0, verdict=None), name="Lê Lợi")


def resealed(text: str) -> bytes:
    """Return a file with the checksum of what is before it, as somebody would write it who knows how."""
    sealed = re.sub(r'  "checksum": .*\Z', "", text, flags=re.DOTALL)
    digest = hashlib.sha256(sealed.encode()).hexdigest()
    return f'{sealed}  "checksum": "sha256:{digest}"\n}}\n'.encode()


def changed(old: str, new: str) -> bytes:
    text = result_bytes(PAPER).decode()
    assert old in text
    return resealed(text.replace(old, new, 1))


def refusal(data: bytes) -> str:
    with pytest.raises(ValueError, match=r"^It.*[.?]$") as found:
        read_result(data)
    return str(found.value)


@settings(max_examples=60, deadline=None)
@given(RESULTS)
def test_a_result_is_read_as_it_was_written(paper: Result) -> None:
    assert read_result(result_bytes(paper)) == paper


def test_the_checksum_is_that_of_the_lines_before_it_and_comes_last() -> None:
    data = result_bytes(PAPER)
    *lines, last, end = data.splitlines(keepends=True)
    assert end == b"}\n"
    assert json.loads(data)["checksum"] == "sha256:" + hashlib.sha256(b"".join(lines)).hexdigest()
    assert last.startswith(b'  "checksum"')
    assert list(json.loads(data))[-1] == "checksum"


def test_the_file_is_for_people_too() -> None:
    text = result_bytes(PAPER).decode()
    assert '\n  "name": "Lê Lợi",\n' in text
    assert '\n  "begun": "2026-11-21T02:00:00.000000Z",\n' in text
    assert json.loads(text)["mark"] == {"score": 1.0, "items": 3, "percent": 33.33, "corrected": 22.22}


def test_half_a_character_from_a_hostile_keyboard_is_kept() -> None:
    paper = result(item("a", kind="short-answer", answered={"text": "\udce9"}))
    data = result_bytes(paper)
    data.decode("utf-8")
    assert read_result(data) == paper


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_changed_byte_is_noticed(data: st.DataObject) -> None:
    whole = bytearray(result_bytes(PAPER))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(ValueError, match=r"^It"):
        read_result(bytes(whole))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(result_bytes(PAPER)) - 1))
def test_a_file_that_was_cut_off_is_refused(length: int) -> None:
    refusal(result_bytes(PAPER)[:length])


def test_a_better_mark_written_by_hand_is_noticed() -> None:
    data = result_bytes(PAPER).replace(b'"score": 0.0', b'"score": 1.0', 1)
    assert refusal(data).startswith("It was changed after it was handed in")


def test_line_breaks_changed_on_the_way_are_named() -> None:
    assert "line breaks" in refusal(result_bytes(PAPER).replace(b"\n", b"\r\n"))


def test_anything_after_the_end_is_noticed() -> None:
    assert refusal(result_bytes(PAPER) + b"\n").startswith("It was changed")


def test_a_checksum_taken_out_is_missed() -> None:
    text = result_bytes(PAPER).decode()
    assert "missing" in refusal(re.sub(r',\n  "checksum".*', "\n}\n", text, flags=re.DOTALL).encode())


def test_a_newer_format_is_named_before_anything_else_is_judged() -> None:
    text = result_bytes(PAPER).decode().replace('"version": 1', '"version": 2')
    assert "newer vnquiz, in version 2" in refusal(text.encode())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"{", "not JSON"),
        (b"[]", "not a result file"),
        (b"{}", "not a result file"),
        (b'{"format": "other", "checksum": ""}', "not a result file"),
        (b"[" * 100_000, "nested"),
        (b'{"a":' * 100_000, "nested"),
        (b'{"format": NaN}', "number"),
        (b'{"format": ' + b"9" * 5000 + b"}", "number"),
    ],
)
def test_what_is_no_result_file_is_refused_with_the_reason(data: bytes, why: str) -> None:
    assert why in refusal(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"version": 1', '"version": true'),
        ('"version": 1', '"version": 0'),
        ('"version": 1', '"version": "1"'),
        ('"score": 0.0', '"score": 1.5'),
        ('"score": 0.0', '"score": -0.1'),
        ('"score": 0.0', '"score": true'),
        ('"score": 0.0', '"score": "1"'),
        ('"score": 0.0', '"score": 1e999'),
        ('"chance": 0.25', '"chance": 2'),
        ('"seconds": 10.0', '"seconds": 1e12'),
        ('"seconds": 10.0', '"seconds": -1'),
        ('"verdict": "wrong"', '"verdict": "fine"'),
        ('"verdict": "wrong"', '"verdict": null'),
        ('"verdict": null', '"verdict": "wrong"'),
        ('"verdict": null,\n      "score": 0.0', '"verdict": null,\n      "score": 1.0'),
        ('"confidence": null', '"confidence": "very"'),
        ('"confidence": null', '"confidence": ["sure"]'),
        ('"flagged": false', '"flagged": 0'),
        ('"card": "d/b"', '"card": "d/a"'),
        ('"card": "d/b"', '"card": 7'),
        ('"card": "d/b",', ""),
        ('"tags": []', '"tags": [1]'),
        ('"right": "A"', '"right": 3'),
        ('"right": "A"', '"right": "A", "options": [["A"]]'),
        ('"answered": {}', '"answered": {"picked": "A"}'),
        ('"answered": {}', '"answered": 3'),
        ('"minutes": 30', '"minutes": 0'),
        ('"minutes": 30', '"minutes": 1.5'),
        ('"seed": 0', '"seed": 1e3'),
        ('"seed": 0', f'"seed": {10**30}'),
        ('"by": "learner"', '"by": "teacher"'),
        ('"order": "shuffled"', '"order": "none"'),
        ('"begun": "2026-11-21T02:00:00.000000Z"', '"begun": "yesterday"'),
        ('"begun": "2026-11-21T02:00:00.000000Z"', '"begun": "2026-11-21T02:00:00+07:00"'),
        ('"title": "A deck"', '"title": null'),
        ('"decks": [', '"decks": [3,'),
        ('"items": [', '"items": [3,'),
        ('"items": [', '"items": [[],'),
    ],
)
def test_values_that_cannot_be_are_refused_though_the_checksum_is_right(old: str, new: str) -> None:
    read_result(changed(old, old))
    refusal(changed(old, new))


@pytest.mark.parametrize("number", [0, 10_001])
def test_a_paper_has_one_to_ten_thousand_items(number: int) -> None:
    items: list[Any] = [item(str(i)) for i in range(number)]
    assert f"{number:,} items" in refusal(result_bytes(result(*items)))


def test_an_item_left_open_has_no_verdict() -> None:
    assert read_result(result_bytes(PAPER)).items[2].verdict is None
    assert item("x", 0.0, verdict=VerdictKind.UNKNOWN).answered == {}
