"""`lint: {ignore: [code]}` read: which warnings about how questions are written a card or deck does without."""

from vnquiz.deckfile import values
from vnquiz.deckfile.fields import LINT_FIELDS
from vnquiz.yamlfile.document import Document
from vnquiz.yamlfile.nodes import Node
from vnquiz.yamlfile.problems import LINT_CODES, Code, did_you_mean


def ignored_codes(document: Document, node: Node, name: str) -> tuple[Code, ...] | None:
    """Return the codes that are silenced, or None after reporting why they cannot be read."""
    keys = values.keys_of(document, node, f"`{name}`")
    if keys is None:
        return None
    known = list(LINT_FIELDS)
    for key_name in keys:
        if key_name not in LINT_FIELDS:
            cure = did_you_mean(key_name, known) or "Write `lint: {ignore: [code]}`."
            document.report(
                Code.UNKNOWN_KEY, keys.key(key_name), f"There is no key `{key_name}` in `{name}`.", cure
            )
            return None
    if "ignore" not in keys:
        document.report(
            Code.MISSING_KEY,
            node,
            f"The key `ignore` is missing in `{name}`.",
            LINT_FIELDS["ignore"].description,
        )
        return None
    return values.one_or_more(document, keys["ignore"], "ignore", _code)


def _code(document: Document, node: Node, name: str) -> Code | None:
    """Return a code that can be silenced."""
    value = values.text(document, node, name)
    if value is None:
        return None
    known = sorted(code.value for code in LINT_CODES)
    if value in known:
        return Code(value)
    if value in list(Code):
        message, cure = f"The problem `{value}` cannot be silenced.", "Mend what it names."
    else:
        message = f"There is no warning `{value}` about how questions are written."
        cure = did_you_mean(value, known) or f"Write one of {', '.join(known)}."
    document.report(Code.BAD_VALUE, node, message, cure)
    return None
