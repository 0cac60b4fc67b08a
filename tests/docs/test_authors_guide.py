"""The guide for authors, followed to the letter."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

GUIDE = (Path(__file__).parents[2] / "docs" / "authors.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def command(beginning: str) -> list[str]:
    """Return the arguments of the first command of the guide that begins so."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    found = next(line for line in lines if line.startswith(beginning))
    return shlex.split(found.partition(" > ")[0], comments=True)[1:]


class Author:
    """A folder, and vnquiz run in it as the guide says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "market.txt").write_text(blocks("text")[0], encoding="utf-8")

    def run(self, beginning: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"VNQUIZ_HOME": str(self.folder / "home"), "NO_COLOR": "1"}
        arguments = [sys.executable, "-m", "vnquiz", *command(beginning)]
        return subprocess.run(
            arguments,
            cwd=self.folder,
            env=environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )

    def write(self, deck: str) -> None:
        (self.folder / "market.yaml").write_text(deck, encoding="utf-8")

    def read(self) -> str:
        return (self.folder / "market.yaml").read_text(encoding="utf-8")


@pytest.fixture
def author(tmp_path: Path) -> Author:
    author = Author(tmp_path)
    assert author.run("vnquiz source add").returncode == 0
    assert author.run("vnquiz new").returncode == 0
    return author


def test_the_starter_deck_has_nothing_wrong(author: Author) -> None:
    done = author.run("vnquiz check --strict market.yaml")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_deck_that_is_there_is_not_overwritten(author: Author) -> None:
    before = author.read()
    assert author.run("vnquiz new").returncode == 2
    assert author.read() == before


def test_the_guides_own_deck_ends_with_ids_and_nothing_wrong(author: Author) -> None:
    author.write(blocks("yaml")[0])
    assert "missing-id" in author.run("vnquiz check --strict market.yaml").stdout
    assert author.run("vnquiz fmt").returncode == 0
    done = author.run("vnquiz check --strict market.yaml")
    assert (done.returncode, done.stdout) == (0, "")
    assert author.read().count("- id: ") == blocks("yaml")[0].count("- type: ")


def test_another_year_in_the_guides_deck_is_found(author: Author) -> None:
    author.write(blocks("yaml")[0].replace("2014-05-03", "2015-05-03"))
    done = author.run("vnquiz check --strict market.yaml")
    assert done.returncode == 1
    assert "The year 2015 of the answer is not in market:1." in done.stdout


def test_a_new_edition_is_told_apart_from_the_old(author: Author) -> None:
    author.write(blocks("yaml")[0])
    author.run("vnquiz fmt")
    (author.folder / "old-market.yaml").write_text(author.read(), encoding="utf-8")
    author.write(author.read().replace("answer: A flood", "answer: The flood"))
    done = author.run("vnquiz diff old-market.yaml")
    assert done.returncode == 0
    assert "A flood → The flood" in done.stdout


def test_every_command_of_the_guide_is_known(author: Author) -> None:
    for name in ("vnquiz preview", "vnquiz study", "vnquiz schema"):
        assert command(name)
    assert author.run("vnquiz schema").stdout.startswith("{")
