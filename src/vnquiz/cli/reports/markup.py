"""Texts made safe for a page: nothing of them is markup, and nothing deceives the eye."""

import html

from vnquiz.core.sanitise import sanitise_line


def escaped(text: str) -> str:
    """Return a text as it stands between tags."""
    return html.escape(sanitise_line(text), quote=False)


def attribute(text: str) -> str:
    """Return a text as it stands between the quotes of an attribute."""
    return html.escape(sanitise_line(text), quote=True)
