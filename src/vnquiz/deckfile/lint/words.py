"""The words that rules look for, by language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vnquiz.deckfile.lint.patterns import Pattern


def any_of(phrases: Iterable[str]) -> Pattern:
    """Return a pattern that finds any of the phrases, which may be patterns, as whole words."""
    return Pattern(rf"(?<![\w-])(?:{'|'.join(phrases)})(?![\w-])", re.IGNORECASE)


def words_in(text: str) -> frozenset[str]:
    """Return the words of a text that are parted by spaces."""
    return frozenset(text.split())


def first_words(phrases: Iterable[str]) -> frozenset[str]:
    """Return the first word of each phrase, casefolded."""
    return frozenset(found[0].casefold() for phrase in phrases if (found := re.search(r"[^\W_]+", phrase)))


@dataclass(frozen=True, slots=True)
class Phrases:
    """What finds phrases in a text, and words of which each phrase holds one: without any, there is none to find."""

    pattern: Pattern
    signs: frozenset[str]


UNIT = r"(?:year|month|week|decade|century|summer|winter|spring|autumn|season)"
A_FEW = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|several|few|couple|couple of|many)"

NOT_IN_WHAT_IS = r"(?<!what is )(?<!that is )(?<!which is )"

RELATIVE_TIME = {
    "en": any_of(
        [
            r"right now",
            rf"(?<!until )(?<!by ){NOT_IN_WHAT_IS}(?<!\()"
            r"now(?! and then| that| known| called| named| part| began| had| was| were)",
            r"currently(?! (?:checked|open|selected|active|running|logged))",
            r"(?<!known )(?<!called )nowadays(?! as)",
            r"(?:most |more )?recently",
            r"lately",
            r"at present",
            r"these days",
            r"(?<!it )so far(?! as| from| away| over| off)",
            r"to date(?=[\s.,?!]*$|[.,])",
            rf"(?<!known )(?<!called ){NOT_IN_WHAT_IS}today(?!['’]| known| called| as )",
            r"yesterday",
            r"tomorrow(?! never)",
            rf"(?<!the )(?<!the very )(?<!in )(?<!of )(?<!during )(?<!by )"
            rf"(?:(?:last|next) {UNIT}|this (?:year|month|week))(?! of)(?! in)",
            rf"(?:in |over |during )?the (?:last|past) (?:{A_FEW} )?{UNIT}s?(?! of| in)",
            rf"(?<![\d,.])(?:{A_FEW}|a|many) {UNIT}s? ago",
            r"(?:the|your|our) current (?:president|prime minister|king|queen|monarch|chancellor|governor|mayor|pope|"
            r"champions?|holder|record|chair|chairman|leader|minister|secretary|head|director|ceo)",
        ]
    ),
    "vi": any_of(
        [
            *("hiện nay", "hiện tại", "hiện giờ", "bây giờ", "hôm nay", "hôm qua", "ngày mai", "ngày nay"),
            *(
                "năm nay",
                "năm ngoái",
                "năm trước",
                "năm sau",
                "tháng này",
                "tháng trước",
                "tuần này",
                "tuần trước",
            ),
            *("gần đây", "vừa qua", "mới đây", "đến nay", "tới nay", r"\d+ năm trước"),
        ]
    ),
}

PRAISE = {
    "en": (
        r"historic(?= (?:\w+ )?(?:visits?|handshakes?|meetings?|moments?|decisions?|events?|victory|victories|speech|"
        r"achievements?|milestones?|steps?|agreements?|summits?|trips?|journeys?|missions?|marks?|opportunity|"
        r"change|changes|success|successes|breakthroughs?|role|day|days|turning)\b)",
        "miraculous(?:ly)?",
        "glorious(?:ly)?",
        "visionary",
        "brilliant(?:ly)?",
        "magnificent(?:ly)?",
        "marvell?ous(?:ly)?",
        "wonderful(?:ly)?",
        "unprecedented(?:ly)?",
        r"outstanding(?:ly)?(?! (?:debts?|warrants?|shares?|loans?|balance|issues?|invoices?|payments?|amounts?))",
        r"precious(?! (?:metals?|stones?|gems?|corals?|cargo))",
        r"(?<!how )(?<!as )(?<!too )(?<!the )great(?= (?:leaders?|man|men|woman|women|president|statesm[ae]n|"
        r"achievements?|success(?:es)?|victory|victories|contributions?|friends?|thinkers?|marks?|significance))",
        r"(?<=the )great(?= (?:leaders?|man|statesm[ae]n|achievements?|success(?:es)?|victory|contributions?))",
        "greatest(?= (?:leaders?|man|men|woman|women|president|statesm[ae]n|thinkers?))",
        "conquered the world",
        r"correct(?= (?:policy|policies|line|path|leadership|guidelines?|decisions?|strategy|direction))",
    ),
    "vi": (
        *("vĩ đại", "kiệt xuất", "lỗi lạc", "xuất sắc", "thần kỳ", "phi thường", "chưa từng có", "sáng suốt"),
        *("tài tình", "quang vinh", "vẻ vang", "thiên tài"),
    ),
}

PRAISE_SIGNS = {
    "en": words_in(
        """
        historic miraculous miraculously glorious gloriously visionary brilliant brilliantly magnificent
        magnificently marvelous marvellous wonderful wonderfully unprecedented unprecedentedly outstanding
        outstandingly precious great greatest conquered correct
        """
    ),
    "vi": words_in("vĩ kiệt lỗi xuất thần phi chưa sáng tài quang vẻ thiên"),
}

RELATIVE_TIME_SIGNS = {
    "en": words_in(
        """
        now currently nowadays recently lately present days far date today yesterday tomorrow last this next past
        ago current
        """
    ),
    "vi": words_in("nay tại giờ qua mai ngoái trước sau này đây"),
}

ABSOLUTE = {
    "en": any_of(
        [
            *("always", "never", "none", "nobody", "no one", "everyone", "everybody"),
            r"^(?:all|every)(?! (?:day|week|month|year|hour|\w+ (?:days|weeks|months|years)))",
            r"^only|(?<!not )(?:but only|only (?:if|when|by|during|for|after|before|at))",
            *(
                "everything",
                "nothing",
                "completely",
                "entirely",
                "totally",
                "exclusively",
                "under no circumstances",
            ),
        ]
    ),
    "vi": any_of(
        [
            *("luôn luôn", "luôn", "không bao giờ", "chỉ", "tất cả", "mọi", "duy nhất", "hoàn toàn"),
            *("tuyệt đối", "bất kỳ", "không ai"),
        ]
    ),
}

ALL_OF_THE_ABOVE = {
    "en": Pattern(
        r"(?:all|none|both|neither|any|either|some|most|each|one|two|three|everything)(?: of)? "
        r"(?:the|these|those)? ?(?:above|(?:options?|answers?)(?: above)?|others?|choices?|these|those|mentioned)"
        r"(?: (?:options|answers|choices|are (?:correct|right|true|wrong|false)))?[.!]?"
        r"|(?:all|none|both|neither|any)(?: of)? (?:the )?above[^.]{0,30}[.!]?"
        r"|(?:both )?[a-d](?:, [a-d])*,? (?:and|&) [a-d](?: only)?[.!]?|neither [a-d] nor [a-d][.!]?",
        re.IGNORECASE,
    ),
    "vi": Pattern(
        r"(?:tất cả|cả|không có|không|mọi)(?: (?:hai|ba|bốn|các|những|đáp án|phương án|câu|ý|lựa chọn|nào|trong|số))*"
        r" (?:trên|ở trên|đều đúng|đều sai|đúng|nào đúng)[.!]?"
        r"|(?:cả )?[a-d](?:, [a-d])* và [a-d](?: đều (?:đúng|sai))?[.!]?",
        re.IGNORECASE,
    ),
}

ALL_OF_THE_ABOVE_SIGNS = {
    "en": words_in("all none both neither any either some most each one two three everything a b c d"),
    "vi": words_in("tất cả không mọi a b c d"),
}

NEGATIVE_SIGNS = words_in("not never cannot except least không ngoại chưa")
NEGATIVE = (
    r"(?:not(?! (?:only|just|merely|yet known|least|to\b))|never|cannot|except|least(?! (?:a|one|two|three|\d))"
    r"|\w+n['’]t)"
)
ASKS_FOR_ONE = r"(?:which|what|who|whom|whose|where)\b"
SAME_CLAUSE = (
    r"(?:(?!\b(?:if|when|because|that|who|whose|whom|which|although|while|but|and|so|since|unless|after|before|where"
    r"|to|why)\b)[^,;:.?!(])"
)
NEGATIVE_STEM = {
    "en": Pattern(
        rf"(?:^|[,:.;] *|\b(?:in|to|of|by|from|with|for|on) ){ASKS_FOR_ONE}{SAME_CLAUSE}{{0,60}}?"
        rf"(?<![\w])(?P<word>{NEGATIVE})(?!\w)|\b(?P<last>except)(?: for)?(?= *[:?.…_]|$)",
        re.IGNORECASE,
    ),
    "vi": Pattern(
        r"(?:nào|ai|gì|đâu)\b[^,;:.?!]{0,30}?(?<!\w)(?P<word>không(?! chỉ)(?! những)|ngoại trừ|chưa)(?!\w)(?! *[?]?$)"
        r"|(?P<last>ngoại trừ)",
        re.IGNORECASE,
    ),
}

CLAIM_JOINTS = {
    "en": Pattern(
        r"(?<=\w)(?P<joint>;)|(?<!\w)(?P<cause>because(?! of)|therefore|as a result|which is why|hence)(?!\w)"
        r"|, (?P<pair>(?:and|but|so|yet)(?= (?:it|he|she|they|we|this|there|his|her|their|its)\b)|whereas)(?!\w)"
        r"|(?<=[^\W\d]{3})\.\s+(?P<next>(?:It|He|She|They|This|These|His|Her|Its|Their)\b)",
    ),
    "vi": Pattern(
        r"(?<=\w)(?P<joint>;)|(?<!\w)(?P<cause>bởi vì|do đó|vì vậy|vì thế)(?!\w)|, (?P<pair>nhưng|còn|trong khi)(?!\w)"
        r"|(?<=[^\W\d]{2})\.\s+(?P<next>(?:Ông|Bà|Họ|Đó|Điều này)\b)"
    ),
}

NUMBER_WORDS = words_in(
    """
    zero one two three four five six seven eight nine ten eleven twelve dozen hundred thousand million
    none neither never both infinite infinity unlimited unknown nothing không một hai ba bốn năm sáu bảy
    tám chín mười half twice once all
    """
)
