"""Problems as SARIF 2.1.0, the format in which code hosts and editors take the findings of a checker."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from vnquiz import __version__
from vnquiz.yamlfile.meanings import MEANINGS, USUAL_SEVERITY
from vnquiz.yamlfile.problems import Code, Problem

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ORDER = {code: index for index, code in enumerate(Code)}


def as_sarif(problems: Iterable[Problem]) -> dict[str, Any]:
    """Return a SARIF log of one run; paths below the working folder are given from there."""
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "vnquiz",
                        "version": __version__,
                        "rules": [_rule(code) for code in Code],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(problem) for problem in problems],
            }
        ],
    }


def _rule(code: Code) -> dict[str, Any]:
    meaning = MEANINGS.get(code, code.value)
    return {
        "id": code.value,
        "shortDescription": {"text": meaning.partition(". ")[0].rstrip(".") + "."},
        "help": {"text": meaning},
        "defaultConfiguration": {"level": USUAL_SEVERITY[code].value},
    }


def _result(problem: Problem) -> dict[str, Any]:
    region = {
        "startLine": problem.line,
        "startColumn": problem.column,
        "endColumn": max(problem.end_column, problem.column),
    }
    place = {"artifactLocation": {"uri": _uri(problem.path)}, "region": region}
    return {
        "ruleId": problem.code.value,
        "ruleIndex": ORDER[problem.code],
        "level": problem.severity.value,
        "message": {"text": f"{problem.message} {problem.cure}".strip()},
        "locations": [{"physicalLocation": place}],
    }


def _uri(name: str) -> str:
    """Return a path as a URI, from the working folder where it is below it."""
    path = Path(name)
    if path.is_absolute():
        if not path.is_relative_to(Path.cwd()):
            return path.as_uri()
        path = path.relative_to(Path.cwd())
    return quote(path.as_posix())
