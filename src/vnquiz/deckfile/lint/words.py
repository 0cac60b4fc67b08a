"""The words that rules look for, by language."""

import re
from collections.abc import Iterable


def any_of(phrases: Iterable[str], *, before: str = r"(?<![\w-])", after: str = r"(?![\w-])") -> re.Pattern[str]:
    """Return a pattern that finds any of the phrases, which may be patterns, as whole words."""
    return re.compile(f"{before}(?:{'|'.join(phrases)}){after}", re.IGNORECASE)


UNIT = r"(?:year|month|week|decade|century|summer|winter|spring|autumn|season)"
A_FEW = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|several|few|couple|couple of|many)"

RELATIVE_TIME = {
    "en": any_of(
        [
            r"right now",
            r"(?<!until )(?<!by )now(?! and then)(?! that)",
            r"currently",
            r"nowadays",
            r"(?:most |more )?recently",
            r"lately",
            r"at present",
            r"these days",
            r"so far(?! as| from| away)",
            r"to date(?=[\s.,?!]*$|[.,])",
            r"today(?!['’])",
            r"yesterday",
            r"tomorrow(?! never)",
            rf"(?<!the )(?<!the very )(?:last|this|next) {UNIT}(?! of)(?! in)",
            rf"(?:in |over |during )?the (?:last|past) (?:{A_FEW} )?{UNIT}s?(?! of| in)",
            rf"(?:{A_FEW}|a|many) {UNIT}s? ago",
            r"(?:the|your|our) current (?:president|prime minister|king|queen|monarch|chancellor|governor|mayor|pope|"
            r"champions?|holder|record|chair|chairman|leader|minister|secretary|head|director|ceo)",
        ]
    ),
    "vi": any_of(
        [
            *("hiện nay", "hiện tại", "hiện giờ", "bây giờ", "hôm nay", "hôm qua", "ngày mai", "ngày nay"),
            *("năm nay", "năm ngoái", "năm trước", "năm sau", "tháng này", "tháng trước", "tuần này", "tuần trước"),
            *("gần đây", "vừa qua", "mới đây", "đến nay", "tới nay", r"\d+ năm trước"),
        ]
    ),
}

PRAISE = {
    "en": (
        r"historic(?! (?:sites?|places?|buildings?|districts?|monuments?|regions?|county|counties|landmarks?|houses?|"
        r"cent(?:re|er)s?|towns?|city|cities|preservation|records?))",
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
        r"(?<=the )great(?= (?:leaders?|man|statesm[ae]n|achievements?|success(?:es)?|victory|contributions?|thinkers?))",
        "greatest(?= (?:leaders?|man|men|woman|women|president|statesm[ae]n|thinkers?))",
        "conquered the world",
        r"correct(?= (?:policy|policies|line|path|leadership|guidelines?|decisions?|strategy|direction))",
        "beloved",
    ),
    "vi": (
        *("vĩ đại", "kiệt xuất", "lỗi lạc", "xuất sắc", "thần kỳ", "phi thường", "chưa từng có", "sáng suốt"),
        *("tài tình", "quang vinh", "vẻ vang", "thiên tài"),
    ),
}

ABSOLUTE = {
    "en": any_of(
        [
            *("always", "never", "all", "every", "none", "only", "nobody", "no one", "everyone", "everybody"),
            *("everything", "nothing", "completely", "entirely", "totally", "exclusively", "under no circumstances"),
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
    "en": re.compile(
        r"(?:all|none|both|neither|any|either|some|most|each|one|two|three|everything)(?: of)? "
        r"(?:the|these|those)? ?(?:above|options?(?: above)?|answers?(?: above)?|others?|choices?|these|those|mentioned)"
        r"(?: (?:options|answers|choices|are (?:correct|right|true|wrong|false)))?[.!]?"
        r"|(?:all|none|both|neither|any)(?: of)? (?:the )?above[^.]{0,30}[.!]?"
        r"|(?:both )?[a-d](?:, [a-d])*,? (?:and|&) [a-d](?: only)?[.!]?|neither [a-d] nor [a-d][.!]?",
        re.IGNORECASE,
    ),
    "vi": re.compile(
        r"(?:tất cả|cả|không có|không|mọi)(?: (?:hai|ba|bốn|các|những|đáp án|phương án|câu|ý|lựa chọn|nào|trong|số)+)*"
        r" (?:trên|ở trên|đều đúng|đều sai|đúng|nào đúng)[.!]?"
        r"|(?:cả )?[a-d](?:, [a-d])* và [a-d](?: đều (?:đúng|sai))?[.!]?",
        re.IGNORECASE,
    ),
}

NEGATIVE = r"(?:not(?! (?:only|just|merely|yet known|least))|never|cannot|except|least(?! (?:a|one|two|three|\d))|\w+n['’]t)"
ASKS_FOR_ONE = r"(?:which|what|who|whom|whose|where)\b"
NOT_A_CLAUSE = r"(?:(?!\b(?:if|when|because|that|who|whose|whom|which|although|while|but|and|so|since|unless|after|before|where|to|why)\b)[^,;:.?!])"
NEGATIVE_STEM = {
    "en": re.compile(
        rf"(?:^|[,:.;] *|\b(?:in|to|of|by|from|with|for|on) ){ASKS_FOR_ONE}{NOT_A_CLAUSE}{{0,60}}?"
        rf"(?<![\w])(?P<word>{NEGATIVE})(?!\w)|\b(?P<last>except)(?: for)?(?= *[:?.…_]|$)",
        re.IGNORECASE,
    ),
    "vi": re.compile(
        r"(?:nào|ai|gì|đâu)\b[^,;:.?!]{0,30}?(?<!\w)(?P<word>không(?! chỉ)(?! những)|ngoại trừ|chưa)(?!\w)(?! *[?]?$)"
        r"|(?P<last>ngoại trừ)",
        re.IGNORECASE,
    ),
}

CLAIM_JOINTS = {
    "en": re.compile(
        r"(?<=\w)(?P<joint>;)|(?<!\w)(?P<cause>because(?! of)|therefore|as a result|which is why|hence)(?!\w)"
        r"|, (?P<pair>(?:and|but|so|whereas|yet)(?= (?:it|he|she|they|we|this|there|his|her|their|its)\b)|whereas|while)(?!\w)"
        r"|(?<=[^\W\d]{3})\.\s+(?P<next>(?:It|He|She|They|This|These|His|Her|Its|Their)\b)",
        
    ),
    "vi": re.compile(
        r"(?<=\w)(?P<joint>;)|(?<!\w)(?P<cause>bởi vì|do đó|vì vậy|vì thế)(?!\w)|, (?P<pair>nhưng|còn|trong khi)(?!\w)"
        r"|(?<=[^\W\d]{2})\.\s+(?P<next>(?:Ông|Bà|Họ|Đó|Điều này)\b)"
    ),
}

NUMBER_WORDS = frozenset(
    """
    zero one two three four five six seven eight nine ten eleven twelve dozen hundred thousand million none neither
    never both infinite infinity unlimited unknown nothing không một hai ba bốn năm sáu bảy tám chín mười
    half twice once all
    """.split()
)
MONTHS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:\b|[a-z]*(?:uary|ruary|ch|il|ust|ember|ober)\b)|tháng \d",
    re.IGNORECASE,
)
