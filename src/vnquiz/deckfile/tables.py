"""Tables: facts in rows, and questions over their columns, each row a card or a few rows drawn afresh."""

from collections import Counter
from collections.abc import Sequence as Items
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from vnquiz.core.dates import PartialDate, parse_iso
from vnquiz.core.drawing import distractors, matched_rows, surely_ordered_rows
from vnquiz.core.folding import normal
from vnquiz.core.questions import (
    Body,
    Choice,
    Cloze,
    DrawnMatching,
    DrawnOrdering,
    Place,
    Pool,
    Question,
    QuestionType,
    Shown,
)
from vnquiz.deckfile import values
from vnquiz.deckfile.fields import (
    DRAW_FIELDS,
    ROW_FIELDS,
    TABLE_FIELDS,
)
from vnquiz.deckfile.questions import QuestionReader, adding, check_keys
from vnquiz.deckfile.templates import Row, columns_in, filler, in_people_words
from vnquiz.deckfile.values import Keys
from vnquiz.yamlfile.nodes import Mapping, Node, Scalar, Sequence
from vnquiz.yamlfile.problems import Code, Severity, did_you_mean

AS_WRITTEN = (QuestionType.DATE, QuestionType.NUMERIC, QuestionType.TRUE_FALSE)
OF_ITS_CARDS = ("cite", "tags")
DRAWN = (QuestionType.ORDERING, QuestionType.MATCHING)


class TableReader:
    """Reads one table into questions; `left_out` counts the cards that could not be made."""

    def __init__(self, reader: QuestionReader, ids: dict[str, Node]) -> None:
        """Read with the deck's question reader; `ids` holds the tables that came before."""
        self.reader = reader
        self.document = reader.document
        self.table_ids = ids
        self.id = ""
        self.rows: list[Row] = []
        self.columns: Counter[str] = Counter()
        self.left_out = 0

    def read(self, node: Node) -> list[Question]:
        """Return the questions of a table, question by question, each over all rows."""
        keys = values.keys_of(self.document, node, "A table")
        if keys is not None and "type" in keys and "rows" not in keys:
            self.left_out += 1
            self.document.report(
                Code.WRONG_SHAPE,
                node,
                "This is a question, but it stands among the tables.",
                "Move it to the others, below `questions`.",
            )
            return []
        if keys is None or not check_keys(self.document, keys, TABLE_FIELDS, "in a table", node):
            return []
        table_id = self.claim(keys["id"], self.table_ids)
        self.rows = self.read_rows(keys["rows"])
        self.columns.update(name for row in self.rows for name in row.cells)
        questions = keys["questions"]
        if not isinstance(questions, Sequence) or not questions.items:
            self.document.report(Code.WRONG_SHAPE, questions, "`questions` must be a list of questions.")
            return []
        if table_id is None or not self.rows:
            return []
        self.id = table_id
        self.warn_of_unused(questions)
        ids: dict[str, Node] = {}
        return [question for item in questions.items for question in self.read_question(item, ids)]

    def claim(self, node: Node, ids: dict[str, Node]) -> str | None:
        """Return an id that is a slug and not taken, or None after reporting why not."""
        found = values.slug_of(self.document, node, "id")
        if found is None:
            return None
        first = ids.setdefault(found, node)
        if first is node:
            return found
        self.document.report(
            Code.DUPLICATE_ID,
            node,
            f"The id `{found}` stands here a second time; the first is in line {first.line}.",
            "Give each an id of its own.",
        )
        return None

    def read_rows(self, node: Node) -> list[Row]:
        """Return the rows without a fault."""
        if not isinstance(node, Sequence) or not node.items:
            self.document.report(Code.WRONG_SHAPE, node, "`rows` must be a list of rows.")
            return []
        ids: dict[str, Node] = {}
        rows = [self.read_row(item, ids) for item in node.items]
        return [row for row in rows if row is not None]

    def read_row(self, node: Node, ids: dict[str, Node]) -> Row | None:
        """Return one row, or None after reporting its fault."""
        document = self.document
        errors = document.errors
        keys = values.keys_of(document, node, "A row")
        if keys is None:
            return None
        row_id = None
        if "id" in keys:
            row_id = self.claim(keys["id"], ids)
        else:
            document.report(
                Code.MISSING_KEY,
                node,
                "The key `id` is missing in a row.",
                adding("id", ROW_FIELDS["id"]),
            )
        cells: dict[str, Scalar] = {}
        for name, cell in keys.items():
            if name in ROW_FIELDS:
                continue
            if not name.isidentifier() or name != name.lower() or not name.isascii():
                document.report(
                    Code.BAD_SLUG,
                    keys.key(name),
                    f"`{name}` is no name for a column.",
                    "Use small letters, digits and _.",
                )
            elif values.line(document, cell, name) is not None and isinstance(cell, Scalar):
                cells[name] = cell
        if row_id is None or document.errors > errors or not isinstance(node, Mapping):
            return None
        words = {name: in_people_words(cell.text.strip()) for name, cell in cells.items()}
        return Row(row_id, node, cells, words, {name: keys[name] for name in OF_ITS_CARDS if name in keys})

    def warn_of_unused(self, questions: Sequence) -> None:
        """Warn of a column that no question uses, where it first stands."""
        used = {name for name, _ in columns_in(questions)} | set(_drawn_columns(questions))
        for name in self.columns:
            if name not in used:
                row = next(row for row in self.rows if name in row.cells)
                self.document.report(
                    Code.UNUSED_COLUMN,
                    row.node.key(name),
                    f"No question uses the column `{name}`.",
                    "Ask about it, or leave it out.",
                    Severity.WARNING,
                )

    def read_question(self, node: Node, ids: dict[str, Node]) -> list[Question]:
        """Return what one question of the table makes: a card for each row, or one that is drawn."""
        document = self.document
        errors = document.errors
        keys = values.keys_of(document, node, "A question")
        if keys is None:
            return []
        kind = self.reader.read_type(keys, node)
        question_id = self.claim(keys["id"], ids) if "id" in keys else None
        if "id" not in keys:
            document.report(Code.MISSING_KEY, node, "A question of a table needs an `id`.")
        if kind is None:
            self.reader.report_unknown_keys(keys)
        else:
            self.reader.check_keys(kind, keys, node)
        is_drawn = kind in DRAWN and _is_draw(keys, kind)
        self.check_columns(keys, is_drawn=is_drawn)
        if kind is None or question_id is None or document.errors > errors:
            self.left_out += 1 if is_drawn else len(self.rows)
            return []
        if is_drawn:
            question = self.drawn(kind, keys, node, question_id)
            self.left_out += question is None
            return [] if question is None else [question]
        return self.row_by_row(kind, keys, node, question_id)

    def check_columns(self, keys: Keys, *, is_drawn: bool) -> None:
        """Report columns that no row has, rows that lack one, and columns where no single row is meant."""
        wanted: dict[str, Scalar] = {}
        for value in keys.values():
            for name, text in columns_in(value):
                wanted.setdefault(name, text)
        for name, text in wanted.items():
            if is_drawn:
                self.document.report(
                    Code.UNKNOWN_COLUMN, text, f"`{{{name}}}` cannot stand in a question over several rows."
                )
            else:
                self.check_column(name, text)

    def check_column(self, name: str, text: Node) -> bool:
        """Report a column that no row has, or each row that lacks it; tell whether all is well."""
        if self.columns[name] == len(self.rows):
            return True
        if name not in self.columns:
            self.document.report(
                Code.UNKNOWN_COLUMN,
                text,
                f"No row has a column `{name}`.",
                did_you_mean(name, list(self.columns)),
            )
            return False
        for row in self.rows:
            if name not in row.cells:
                self.document.report(
                    Code.MISSING_COLUMN,
                    row.node,
                    f"The row `{row.id}` lacks the column `{name}`, which a question names.",
                    "Fill it in, or put the row into a table of its own.",
                )
        return False

    def row_by_row(self, kind: QuestionType, keys: Keys, node: Node, question_id: str) -> list[Question]:
        """Return a card for each row."""
        pool = None
        if kind is QuestionType.CHOICE and isinstance(keys["wrong"], Mapping):
            pool = self.pool(keys)
            if pool is None:
                self.left_out += len(self.rows)
                return []
        fills = {
            name: filler(value, as_written=kind in AS_WRITTEN and name in ("answer", "accept"))
            for name, value in keys.items()
            if name != "id"
        }
        made: list[tuple[Row, Question]] = []
        for i, row in enumerate(self.rows):
            errors = self.document.errors
            filled = keys.saying({name: fill(row) for name, fill in fills.items()})
            for name, value in row.keys.items():
                filled[name] = _joined(filled[name], value) if name in filled else value
            group = f"{self.id}.{row.id}"
            draw = None if pool is None else (pool, i)
            question = self.reader.build(kind, filled, node, f"{group}.{question_id}", draw, (group,))
            if question is None or self.document.errors > errors:
                self.left_out += 1
            else:
                made.append((row, question))
                if "cite" in row.keys:
                    self.reader.cite_nodes[question.id] = row.keys["cite"]
        if pool is not None:
            self.check_pool(pool, made, keys["wrong"])
        return [question for _, question in self.without_two_answers(made)]

    def pool(self, keys: Keys) -> Pool | None:
        """Return the pool from which the wrong options of a choice are drawn."""
        drawn = self.read_draw(QuestionType.CHOICE, keys["wrong"])
        if drawn is None:
            return None
        columns, count = drawn
        shown = list(dict.fromkeys(name for name, _ in columns_in(keys["ask"])))
        stems = [tuple(_shown(row.cells[name].text) for name in shown) for row in self.rows]
        same: dict[tuple[Shown, ...], list[int]] = {}
        for i, stem in enumerate(stems):
            same.setdefault(stem, []).append(i)
        return Pool(
            tuple(row.words[columns["from"]] for row in self.rows),
            tuple(stems),
            count,
            {stem: tuple(rows) for stem, rows in same.items()},
        )

    def check_pool(self, pool: Pool, made: list[tuple[Row, Question]], node: Node) -> None:
        """Report a row for which too few wrong options can be drawn."""
        order = range(len(pool.texts))
        different = len(set(values.rough(pool.texts)))
        has_dates = any(isinstance(shown, PartialDate) for stem in pool.stems for shown in stem)
        for row, question in made:
            body = question.body
            if not isinstance(body, Choice):
                continue
            refused = len(pool.same_stem[pool.stems[body.row]]) + len(body.answers)
            if not has_dates and different - refused >= pool.count:
                continue
            if len(distractors(pool, body.row, body.answers, order)) < pool.count:
                self.document.report(
                    Code.TOO_FEW,
                    node,
                    f"For the row `{row.id}` fewer than {pool.count} options are surely wrong.",
                    "Add rows, or lower `count`.",
                )
                return

    def without_two_answers(self, made: list[tuple[Row, Question]]) -> list[tuple[Row, Question]]:
        """Return the cards but for those whose stem another row answers differently, which are reported."""
        if values.are_apart(tuple(_stem(question) for _, question in made)):
            return made
        seen: dict[str, tuple[Row, Body]] = {}
        kept = []
        for row, question in made:
            if isinstance(question.body, Choice):
                kept.append((row, question))
                continue
            first, body = seen.setdefault(normal(_stem(question)), (row, question.body))
            if body == question.body:
                kept.append((row, question))
                continue
            self.left_out += 1
            self.document.report(
                Code.TWO_ANSWERS,
                row.node,
                f"The row `{row.id}` asks the same as the row `{first.id}` in line {first.node.line}, "
                "but its answer is another.",
                "Name another column in the question, so that it has one answer.",
            )
        return kept

    def drawn(self, kind: QuestionType, keys: Keys, node: Node, question_id: str) -> Question | None:
        """Return the one card that draws from the rows."""
        found = self.read_draw(kind, keys["answer"])
        if found is None:
            return None
        columns, count = found
        body = (
            self.ordering(columns, count) if kind is QuestionType.ORDERING else self.matching(columns, count)
        )
        if body is None:
            return None
        possible = (
            len(surely_ordered_rows(body)) if isinstance(body, DrawnOrdering) else _matched_at_once(body)
        )
        if possible < count:
            self.document.report(
                Code.TOO_FEW,
                keys["answer"],
                f"Only {possible} rows can surely be told apart, fewer than the {count} to be drawn.",
                "Add rows, or lower `count`.",
            )
            return None
        own = keys.saying({name: value for name, value in keys.items() if name not in ("answer", "id")})
        cites = [each["cite"] for each in (own, *(row.keys for row in self.rows)) if "cite" in each]
        if cites:
            own["cite"] = _joined(*cites)
        return self.reader.assemble(kind, own, node, f"{self.id}.{question_id}", body)

    def read_draw(self, kind: QuestionType, node: Node) -> tuple[dict[str, str], int] | None:
        """Return the columns that a draw names and how many rows it takes."""
        document, table = self.document, DRAW_FIELDS[kind]
        keys = values.keys_of(document, node, "A draw")
        if keys is None or not check_keys(document, keys, table, "here", node):
            return None
        count = values.count(document, keys["count"], "count")
        columns = {}
        for name, value in keys.items():
            if name != "count":
                column = values.line(document, value, name)
                if column is None or not self.check_column(column, value):
                    return None
                columns[name] = column
        least = 1 if kind is QuestionType.CHOICE else 2
        if count is not None and count < least:
            document.report(Code.BAD_NUMBER, keys["count"], f"`count` must be at least {least}.")
            return None
        return None if count is None else (columns, count)

    def ordering(self, columns: dict[str, str], count: int) -> DrawnOrdering | None:
        """Return the ordering over the rows whose text stands in one row only."""
        texts = [row.words[columns["from"]] for row in self.rows]
        places: list[Place] = []
        for row in self.rows:
            cell = row.cells[columns["by"]]
            place = _place(cell.text.strip())
            if place is None or (places and isinstance(place, Decimal) is not isinstance(places[0], Decimal)):
                self.document.report(
                    Code.BAD_VALUE,
                    cell,
                    f"“{cell.text}” cannot be put in order with the rest of `{columns['by']}`.",
                )
                return None
            places.append(place)
        if values.are_apart(tuple(texts)):
            return DrawnOrdering(tuple(texts), tuple(places), count)
        often = Counter(normal(text) for text in texts)
        kept = [i for i, text in enumerate(texts) if often[normal(text)] == 1]
        return DrawnOrdering(tuple(texts[i] for i in kept), tuple(places[i] for i in kept), count)

    def matching(self, columns: dict[str, str], count: int) -> DrawnMatching:
        """Return the matching over the rows."""
        lefts = tuple(row.words[columns["left"]] for row in self.rows)
        rights = tuple(row.words[columns["right"]] for row in self.rows)
        keys = tuple(_shown(row.cells[columns["right"]].text) for row in self.rows)
        partners: dict[str, list[Shown]] = {}
        for left, key in zip(lefts, keys, strict=True):
            partners.setdefault(normal(left), []).append(key)
        return DrawnMatching(
            lefts, rights, keys, {left: tuple(all_) for left, all_ in partners.items()}, count
        )


def _is_draw(keys: Keys, kind: QuestionType) -> bool:
    """Tell whether the answer draws from rows, and is not written out."""
    answer = keys.get("answer")
    if not isinstance(answer, Mapping):
        return False
    return kind is QuestionType.ORDERING or answer.keys() <= DRAW_FIELDS["matching"].keys()


def _drawn_columns(questions: Sequence) -> Items[str]:
    """Return the columns that draws of the questions name."""
    named = []
    for question in questions.items:
        for name, value in question.items() if isinstance(question, Mapping) else ():
            if name in ("answer", "wrong") and isinstance(value, Mapping):
                named += [column.text for column in value.values() if isinstance(column, Scalar)]
    return named


def _joined(*nodes: Node) -> Node:
    """Return values, each alone or a list, as one list; a single one as it stands."""
    if len(nodes) == 1:
        return nodes[0]
    items = [item for node in nodes for item in (node.items if isinstance(node, Sequence) else [node])]
    return Sequence(nodes[0].line, nodes[0].column, items)


def _matched_at_once(body: DrawnMatching) -> int:
    """Return how many rows can be matched at once: all of them, or as many of the first as are to be drawn."""
    if values.are_apart(body.lefts) and _share_nothing(body.keys):
        return len(body.keys)
    return len(matched_rows(body, range(len(body.keys))))


def _share_nothing(shown: tuple[Shown, ...]) -> bool:
    """Tell whether no two values overlap: no two texts are the same and no two dates share a day."""
    texts = {value for value in shown if isinstance(value, str)}
    dates = sorted(
        (value for value in shown if isinstance(value, PartialDate)), key=lambda date: date.first_day
    )
    is_each_over = all(one.is_before(other) for one, other in pairwise(dates))
    return is_each_over and len(texts) + len(dates) == len(shown)


def _shown(text: str) -> Shown:
    """Return a cell as it is compared: a date as such, anything else as its normal text."""
    return parse_iso(text.strip()) or normal(text)


def _place(text: str) -> PartialDate | Decimal | None:
    """Return what a cell orders its row by: a date or a number."""
    date = parse_iso(text)
    if date is not None:
        return date
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _stem(question: Question) -> str:
    """Return what a card shows before it is answered."""
    body = question.body
    if not isinstance(body, Cloze):
        return question.ask
    text = "".join(piece if isinstance(piece, str) else f"[{piece.number}]" for piece in body.pieces)
    return f"{question.ask} | {text}"
