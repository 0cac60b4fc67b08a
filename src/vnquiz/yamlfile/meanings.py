"""What each code stands for, in a sentence or two for whoever meets it in another program."""

from vnquiz.yamlfile.problems import LINT_CODES, Code, Severity

MEANINGS = {
    Code.UNREADABLE: "The file cannot be read.",
    Code.TOO_LARGE: "The file is larger than 16 MiB. Split it into several decks.",
    Code.ENCODING: "The file is not UTF-8. Save it as UTF-8.",
    Code.SYNTAX: "This is not YAML. Look at quotes, brackets, colons and indentation.",
    Code.NESTING: "Brackets or lists stand in each other more than 24 levels deep.",
    Code.CONTROL_CHARACTER: "A text holds characters that cannot be seen. Remove them.",
    Code.ANCHOR: "Anchors and aliases are not part of the deck language. Write the text out.",
    Code.TAG: "YAML tags are not part of the deck language. Put the text between quotes.",
    Code.SEVERAL_DOCUMENTS: "A file holds one deck. Make two files.",
    Code.EMPTY: "Something has no value. Give it one, or leave the key out.",
    Code.WRONG_SHAPE: "A text stands where a list or a mapping is meant, or the other way round.",
    Code.DUPLICATE_KEY: "A key stands twice in one mapping. Remove one.",
    Code.UNKNOWN_KEY: "There is no such key here. Mostly it is misspelt.",
    Code.MISSING_KEY: "A key that must be there is missing.",
    Code.UNKNOWN_TYPE: "There is no such type of question.",
    Code.BAD_SLUG: "An id or tag is made of small letters a to z, digits and single hyphens.",
    Code.BAD_LANGUAGE: "A language is named by its code, such as en or vi.",
    Code.BAD_VALUE: "This is none of the values that the key can have.",
    Code.BAD_NUMBER: "This is no number, or one out of range.",
    Code.BAD_DATE: "This is no date, or one that no calendar has. Write 2023, 2023-09 or 2023-09-10.",
    Code.BAD_CITATION: "A citation is source:paragraph or source:first-last.",
    Code.BAD_GAP: "The gaps of a cloze are not as they should be. Write {{c1::words}}, each number once.",
    Code.TOO_LONG: "A text is longer than 20,000 characters.",
    Code.TOO_FEW: "There are too few items, rows or options.",
    Code.UNKNOWN_SOURCE: "The cited source is neither declared in the deck nor at hand as a concordance.",
    Code.DUPLICATE_OPTION: "Two options or items read the same.",
    Code.DUPLICATE_ID: "Two decks, tables, rows or questions bear one id. History hangs on ids.",
    Code.MISSING_ID: "A question has no id. `vnquiz fmt` writes it.",
    Code.PREVIOUS_ID: "A former id is no id, is still live, or is claimed twice.",
    Code.UNKNOWN_COLUMN: "No row has the column that a question names.",
    Code.MISSING_COLUMN: "A row lacks a column that a question names.",
    Code.UNUSED_COLUMN: "No question uses a column.",
    Code.TWO_ANSWERS: "Two rows give the same question different answers.",
    Code.NO_SUCH_PARAGRAPH: "The cited source has fewer paragraphs than that.",
    Code.UNPROVED: "The cited paragraph does not bear out the answer.",
    Code.BAD_CONCORDANCE: "The concordance of a source cannot be read. Make it again with `vnquiz source add`.",
    Code.LONGEST_OPTION: "The right option is much longer than every wrong one, which gives it away.",
    Code.MIXED_OPTIONS: "One option is of another kind than all others, such as a year among names, and stands out.",
    Code.OVERLAPPING_OPTIONS: "Two options can both be right: they overlap or say the same.",
    Code.ALL_OF_THE_ABOVE: "An option speaks of the others, which stand in another order each time.",
    Code.ANSWER_IN_STEM: "The question holds its answer, or a word that only the right option shares with it.",
    Code.GRAMMAR_CLUE: "The question ends in “a” or “an”, and only the right option can follow.",
    Code.UNMARKED_NEGATIVE: "The question asks for what is not so, and the negation is easily overlooked.",
    Code.ABSOLUTE_WORDS: "Words such as never and only stand in wrong options alone, which gives those away.",
    Code.SEVERAL_CLAIMS: "A statement to judge makes more than one claim.",
    Code.SAME_QUESTION: "Two questions ask the same.",
    Code.ANSWER_ELSEWHERE: "A question tells the answer of another one of the same deck.",
    Code.LONG_LIST: "More than seven items are asked for at once.",
    Code.NO_EXPLANATION: "A question has no `explain`, so that learners are told what is right but not why.",
    Code.NO_CITATION: "A question has no `cite`, so that nobody can look its answer up.",
    Code.AMBIGUOUS_DATE: "A date in figures can be read with the day first or with the month first.",
    Code.RELATIVE_TIME: "A time such as now or last year means something else to whoever reads it later.",
    Code.PRAISE: "The question praises outside quotation marks. State facts, or quote and name who says so.",
}

USUAL_SEVERITY = {
    code: Severity.WARNING
    if code in LINT_CODES | {Code.CONTROL_CHARACTER, Code.MISSING_ID, Code.UNUSED_COLUMN}
    else Severity.ERROR
    for code in Code
}
