"""Numbers and lists as a sentence has them."""


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Return a number with its noun: 1 card, 2 cards."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def listed(words: list[str]) -> str:
    """Return words joined as in a sentence: a, b and c."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
