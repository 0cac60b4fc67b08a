"""JSON for other programs, which may all the same land on a terminal."""

import json

from vnquiz.core.sanitise import sanitise


def as_data(value: object) -> str:
    """Return a value as JSON to be read by people too."""
    return harmless(json.dumps(value, ensure_ascii=False, indent=2))


def harmless(text: str) -> str:
    """Return JSON that means the same, with whatever would steer a terminal or deceive the eye as an escape."""
    if sanitise(text) == text:
        return text
    return "".join(each if each == "\n" or sanitise(each) == each else _escaped(each) for each in text)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
