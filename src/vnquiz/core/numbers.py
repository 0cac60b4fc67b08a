"""Numbers as people type them, read in decimal arithmetic: every way in which a figure can be meant."""

import re
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from itertools import product

from vnquiz.core.folding import plain, without_marks

# Wide enough for a hundred digits and powers of ten of three figures to be added without rounding.
EXACT = Context(prec=3000, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])

_LONGEST = 120
_MOST_AMBIGUOUS = 3
_MOST_PLACES_SHOWN = 24

_ORDINARY = str.maketrans("٫٬", ".,")
_SUPERSCRIPT = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_RAISED = re.compile(r"(?<=10)[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")

_LEADING_CURRENCY = re.compile(r"\A(?:us\$|[$€£¥₫₩₹]|(?:usd|eur|vnd)\b) ?")
_TRAILING_CURRENCY = re.compile(r" ?(?:us\$|[$€£¥₫₩₹]|(?<![^\W\d_])(?:usd|eur|vnd|dong|d))\Z")
_SIGN = re.compile(r"(?:([-+])|(minus|negative|am)\b) ?")
_PERCENT = re.compile(r" ?(?:%|(?<![^\W\d_])(?:percent|per cent|phan tram))\Z")
_HYPHEN_IN_WORD = re.compile(r"(?<=[a-z])-(?=[a-z])")

_ABOUT = re.compile(
    r"\A(?:about|around|nearly|almost|over|more than|roughly|approximately|some|khoang|hon|gan|tren) "
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")

_FIGURE = r"[.,]?\d+(?:[.,' _]\d+)*"
_TOKEN = re.compile(
    rf"(?:(?P<digits>{_FIGURE})e(?P<exponent>[-+]?\d{{1,3}})(?!\d)"
    rf"|(?:(?P<times>{_FIGURE}) ?[x×*·⋅] ?)?10(?:\^|\*\*)(?P<power>[-+]?\d{{1,3}})(?!\d)"
    rf"|(?P<figure>{_FIGURE})"
    r"|(?P<word>[a-z]+))(?: |(?<=\d)(?=[a-z])|\Z)"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([., '_])\d{3})(?:\1\d{3})*")
_SEPARATOR = re.compile(r"[., '_]")
_GROUPED_WITH_DECIMALS = re.compile(r"([1-9]\d{0,2}(?:([., '_])\d{3})(?:\2\d{3})*)(?!\2)[.,](\d+)")
_SEPARATOR = re.compile(r"[., '_]")
_DECIMALS = re.compile(r"(\d*)[.,](\d+)")

_COUNTS = {
    word: value
    for words, value in {
        "one mot": 1,
        "two hai": 2,
        "three third ba": 3,
        "four fourth bon tu": 4,
        "five fifth nam lam nham": 5,
        "six sixth sau": 6,
        "seven seventh bay": 7,
        "eight eighth tam": 8,
        "nine ninth chin": 9,
        "ten tenth": 10,
        "eleven eleventh": 11,
        "twelve twelfth": 12,
        "thirteen thirteenth": 13,
        "fourteen": 14,
        "fifteen": 15,
        "sixteen": 16,
        "seventeen": 17,
        "eighteen": 18,
        "nineteen": 19,
        "twenty twentieth": 20,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
        "sixty": 60,
        "seventy": 70,
        "eighty": 80,
        "ninety": 90,
    }.items()
    for word in words.split()
}
_SCALES = {
    word: 10**power
    for power, words in {
        3: "thousand thousands k nghin ngan",
        6: "million millions m mn mil mio trieu tr",
        9: "billion billions bn b ty ti",
        12: "trillion trillions tn",
    }.items()
    for word in words.split()
}
_ZERO = ("zero", "khong")
_HUNDRED = ("hundred", "tram")
_TEN_OR_TENS = "muoi"
_AND = ("and", "linh", "le")
_ONE = ("a", "an")
_HALF = "ruoi"


def readings(text: str, unit: str = "") -> tuple[Decimal, ...]:
    """Return every number that a typed text can mean, the likeliest first; none where it is not one number.

    `1.000` is a thousand or one; “about 150” is 150, and so is “150th”. The unit, a currency and a percent sign
    may stand beside the figures; where no unit is asked for, a percentage is also read as its hundredth. Texts
    over 120 characters mean nothing.
    """
    if len(text) > _LONGEST:
        return ()
    words = without_marks(plain(text).casefold()).translate(_ORDINARY)
    words = _ORDINAL.sub("", _ABOUT.sub("", words))
    words = " ".join(_RAISED.sub(lambda found: "^" + found[0].translate(_SUPERSCRIPT), words).split())
    bare = _without_unit(words, unit)
    found = () if bare == words else _signed(bare, is_share=False)
    return found or _signed(words, is_share=not unit)


def in_figures(number: Decimal) -> str:
    """Return the number in figures that can be read in one way only: 500 000 000, 1000, -0.5."""
    if not number:
        return "0"
    short = EXACT.normalize(number)
    if abs(short.adjusted()) > _MOST_PLACES_SHOWN:
        return str(short)
    whole, point, decimals = format(short, "f").partition(".")
    return (f"{int(whole):,}".replace(",", " ") if len(whole.lstrip("-")) > 4 else whole) + point + decimals


def _without_unit(words: str, unit: str) -> str:
    """Return the text without the unit before or after the number, in the singular or the plural.

    Of a unit such as "million people" the scale alone may be repeated.
    """
    name = without_marks(plain(unit).casefold()).strip()
    scale = name.partition(" ")[0]
    for repeated in [name, scale] if scale in _SCALES else [name] if name else []:
        singular = re.escape(repeated.removesuffix("s")) + ("s?" if repeated[-1].isalpha() else "")
        pattern = singular.replace("²", r"(?:²|\^?2)").replace("³", r"(?:³|\^?3)")
        for place in (rf" ?(?<![^\W\d_]){pattern}\.?\Z", rf"\A{pattern}(?![^\W\d_]) ?"):
            bare = re.sub(place, "", words, count=1)
            if bare != words:
                return bare
    return words


def _signed(words: str, is_share: bool) -> tuple[Decimal, ...]:
    """Return the readings of a number with its sign, currency and percent sign, the latter a hundredth if a share."""
    words = _LEADING_CURRENCY.sub("", words.rstrip(" .,;"))
    sign = _SIGN.match(words)
    if sign:
        words = _LEADING_CURRENCY.sub("", words[sign.end() :])
    without_percent = _PERCENT.sub("", words)
    found = _unsigned(_TRAILING_CURRENCY.sub("", without_percent))
    if is_share and without_percent != words:
        found += [EXACT.scaleb(number, -2) for number in found]
    if sign and sign[0].strip() != "+":
        found = [number.copy_negate() for number in found]
    return tuple(dict.fromkeys(found))


def _unsigned(words: str) -> list[Decimal]:
    """Return the readings of figures and number words."""
    tokens: list[tuple[Decimal | str, ...]] = []
    place = 0
    words = _HYPHEN_IN_WORD.sub(" ", words)
    while place < len(words):
        found = _TOKEN.match(words, place)
        if found is None:
            return []
        tokens.append(_meanings(found))
        place = found.end()
    if sum(len(token) > 1 for token in tokens) > _MOST_AMBIGUOUS:
        return []
    values = [_value(list(meaning)) for meaning in product(*tokens)] if tokens else []
    return [value for value in values if value is not None]


def _meanings(token: re.Match[str]) -> tuple[Decimal | str, ...]:
    """Return a word, or the readings of a figure with its power of ten."""
    if token["word"]:
        return (token["word"],)
    figure = token["digits"] or token["times"] or token["figure"]
    power = int(token["exponent"] or token["power"] or 0)
    return tuple(EXACT.scaleb(number, power) for number in (_figures(figure) if figure else [Decimal(1)]))


def _figures(figure: str) -> list[Decimal]:
    """Return the readings of digits with points, commas, spaces, apostrophes and underscores among them."""
    if figure.isdecimal():
        return [Decimal(figure)]
    found = []
    if _GROUPED.fullmatch(figure):
        found.append(Decimal(_SEPARATOR.sub("", figure)))
    if parts := _GROUPED_WITH_DECIMALS.fullmatch(figure):
        found.append(Decimal(f"{_SEPARATOR.sub('', parts[1])}.{parts[3]}"))
    if parts := _DECIMALS.fullmatch(figure):
        found.append(Decimal(f"{parts[1]}.{parts[2]}"))
    return found


def _value(tokens: list[Decimal | str]) -> Decimal | None:
    """Return what figures, number words and scales make together, such as "2", "million", "500", "thousand"."""
    total, counted, last = Decimal(0), None, None
    for token in _without_little_words(tokens):
        if isinstance(token, str) and token in _SCALES:
            scale = _SCALES[token]
            grown = _scaled(total, counted, last, scale)
            if grown is None:
                return None
            total, counted, last = grown, None, scale
        elif token == _HALF and last is not None and counted is None and token is tokens[-1]:
            counted = last // 2
        else:
            counted = _counted(counted, token)
            if counted is None:
                return None
    if counted is not None and last is not None and counted >= last:
        return None
    return EXACT.add(total, counted or 0)


def _without_little_words(tokens: list[Decimal | str]) -> list[Decimal | str]:
    """Return the tokens without "and" between two of them, and with the article before them as one."""
    if len(tokens) > 1 and tokens[0] in _ONE:
        tokens = ["one", *tokens[1:]]
    return [token for i, token in enumerate(tokens) if token not in _AND or i in (0, len(tokens) - 1)]


def _scaled(total: Decimal, counted: int | Decimal | None, last: int | None, scale: int) -> Decimal | None:
    """Return the total with what was counted taken by the scale; a larger scale multiplies all before it."""
    if last is not None and scale > last:
        return EXACT.multiply(EXACT.add(total, counted or 0), scale)
    if counted is None or scale == last:
        return None
    more = EXACT.multiply(counted, scale)
    return None if last is not None and more >= last else EXACT.add(total, more)


def _counted(counted: int | Decimal | None, token: Decimal | str) -> int | Decimal | None:
    """Return the count of a scale, in words below 10,000 or one figure, with one more token."""
    if isinstance(token, Decimal):
        return token if counted is None else None
    if token in _HUNDRED:
        if isinstance(counted, Decimal):
            return EXACT.multiply(counted, 100)
        return counted * 100 if counted is not None and counted < 100 else None
    if isinstance(counted, Decimal):
        return None
    if token == _TEN_OR_TENS and counted is not None and 2 <= counted % 100 <= 9:
        return counted + 9 * (counted % 10)
    value = _COUNTS.get(token) or (10 if token == _TEN_OR_TENS else None)
    if value is None:
        return 0 if token in _ZERO and counted is None else None
    if counted is None:
        return value
    return counted + value if counted % (10 if value < 10 else 100) == 0 else None
