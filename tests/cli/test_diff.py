"""`vnquiz diff` over real files and real git repositories."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vnquiz.cli.main import main
from vnquiz.core.questions import Source
from vnquiz.deckfile.concordance import concordance_of
from vnquiz.deckfile.revisions import lay_out

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
Capture = pytest.CaptureFixture[str]


def deck(*questions: str, id: str = "d", title: str = "Deck") -> str:
    """Return the text of a deck of questions, each on a line."""
    return f"deck: {id}\ntitle: {title}\nquestions:\n" + "".join(
        f"  - {question}\n" for question in questions
    )


def short(id: str = "q", ask: str = "Which year?", answer: str = "1995", more: str = "") -> str:
    return f"{{id: {id}, type: short-answer, ask: {ask}, answer: {answer}{more}}}"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


class Repository:
    """A git repository in which one stands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ["git", *who, *arguments], cwd=self.root, capture_output=True, check=True, text=True
        )
        return done.stdout.strip()

    def commit(self, **files: str) -> str:
        """Commit files, their names with __ for / and without their ending; return the commit."""
        for name, text in files.items():
            write(self.root / f"{name.replace('__', '/')}.yaml", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "deck")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    root = tmp_path / "repository"
    root.mkdir()
    monkeypatch.chdir(root)
    return Repository(root)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which one stands and that is in no repository."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def found(capsys: Capture) -> Callable[..., list[dict[str, Any]]]:
    """Return what compares two editions and reads the JSON."""

    def compare(old: object, new: object) -> list[dict[str, Any]]:
        assert main(["diff", str(old), str(new), "--json"]) == 0
        changes: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
        return changes

    return compare


def kinds(changes: list[dict[str, Any]]) -> dict[str, list[str]]:
    return {change["card"]: change["kinds"] for change in changes}


Found = Callable[[object, object], list[dict[str, Any]]]


# Files and folders


def test_two_files_are_compared_card_by_card(folder: Path, capsys: Capture) -> None:
    write(
        folder / "old.yaml",
        deck(
            short(),
            short("gone", "What is gone?"),
            short("said", "Said so?"),
            short("was", "Was it?"),
            title="Years",
        ),
    )
    write(
        folder / "new.yaml",
        deck(
            short(answer="1994", more=", hint: Clinton"),
            short("come", "What has come?"),
            short("said", "Said thus?"),
            short("is", "Was it?", more=", previous_ids: d/was"),
            title="The years",
        ),
    )
    assert main(["diff", "old.yaml", "new.yaml"]) == 0
    printed = capsys.readouterr()
    assert printed.out == (
        "The years (d)\n"
        "\n"
        "  Answer changed: keeps its history; shown with old and new answer next time\n"
        "    q · Which year?\n"
        "      1995 → 1994\n"
        "      hint\n"
        "\n"
        "  Renamed: continues under its new id\n"
        "    is · Was it?\n"
        "      d/was → d/is\n"
        "\n"
        "  Wording only: keeps its history\n"
        "    said · Said thus?\n"
        "      question\n"
        "\n"
        "  New: starts new\n"
        "    come · What has come?\n"
        "\n"
        "  Removed: kept in the log, no longer asked\n"
        "    gone · What is gone?\n"
        "\n"
    )
    assert printed.err == "3 cards changed, 1 card new, 1 card removed.\n"


def test_the_json_has_the_documented_shape(folder: Path, found: Found) -> None:
    write(folder / "old.yaml", deck(short(more=", tags: [a]")))
    write(
        folder / "new.yaml",
        deck("{id: q, type: numeric, ask: Which year?, answer: 1994}", short("n", "New?", "B")),
    )
    assert found("old.yaml", "new.yaml") == [
        {
            "deck": "d",
            "card": "d/q",
            "kinds": ["answer", "type", "wording"],
            "question": "Which year?",
            "old_id": "d/q",
            "old_type": "short-answer",
            "new_type": "numeric",
            "old_answer": "1995",
            "new_answer": "1994",
            "parts": ["tags"],
            "schedule": "keeps its history; shown with old and new answer next time",
            "advice": "",
        },
        {
            "deck": "d",
            "card": "d/n",
            "kinds": ["new"],
            "question": "New?",
            "old_id": None,
            "old_type": None,
            "new_type": "short-answer",
            "old_answer": None,
            "new_answer": "B",
            "parts": [],
            "schedule": "starts new",
            "advice": "",
        },
    ]


def test_nothing_is_printed_where_no_card_changed(folder: Path, capsys: Capture) -> None:
    write(folder / "old.yaml", deck(short()))
    write(folder / "new.yaml", "# said\n" + deck(short()))
    assert main(["diff", "old.yaml", "new.yaml"]) == 0
    assert capsys.readouterr() == ("", "No card changed.\n")
    assert main(["diff", "old.yaml", "new.yaml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_folders_are_compared_deck_by_deck_whatever_the_files_are_called(folder: Path, found: Found) -> None:
    write(folder / "old" / "a.yaml", deck(short(), id="a"))
    write(folder / "old" / "b.yaml", deck(short(), id="b"))
    write(folder / "new" / "deep" / "other.yaml", deck(short(), id="a"))
    write(folder / "new" / "b.yml", deck(short(answer="1996"), id="b"))
    assert kinds(found("old", "new")) == {"b/q": ["answer"]}


def test_a_card_that_only_seems_new_comes_with_the_cure(folder: Path, capsys: Capture, found: Found) -> None:
    write(folder / "old.yaml", deck(short("old")))
    write(folder / "new.yaml", deck(short("new")))
    assert main(["diff", "old.yaml", "new.yaml"]) == 0
    cure = "asks the same as d/old, which is gone; `previous_ids: d/old` keeps its history"
    assert cure in capsys.readouterr().out
    write(folder / "cured.yaml", deck(short("new", more=", previous_ids: d/old")))
    assert kinds(found("old.yaml", "cured.yaml")) == {"d/new": ["renamed"]}


def test_a_card_moved_to_another_deck_is_both_moved_and_renamed(folder: Path, found: Found) -> None:
    write(folder / "old" / "a.yaml", deck(short(), short("stays", "Stays?"), id="a"))
    write(folder / "new" / "a.yaml", deck(short("stays", "Stays?"), id="a"))
    write(folder / "new" / "b.yaml", deck(short(more=", previous_ids: a/q"), id="b"))
    (change,) = found("old", "new")
    assert (change["card"], change["old_id"], change["kinds"]) == ("b/q", "a/q", ["renamed", "moved"])


def test_what_a_deck_holds_for_the_terminal_is_printed_harmlessly(folder: Path, capsys: Capture) -> None:
    write(folder / "old.yaml", deck(short()))
    write(folder / "new.yaml", deck(short(answer=r'"\e[31mred\u202e"')))
    assert main(["diff", "old.yaml", "new.yaml"]) == 0
    printed = capsys.readouterr().out
    assert "␛[31mred" in printed
    assert "\x1b" not in printed
    assert "\u202e" not in printed


def test_questions_that_cannot_be_read_are_told_of(folder: Path, capsys: Capture) -> None:
    write(folder / "old.yaml", deck(short(), short("bad", more=", hnt: x")))
    write(folder / "new.yaml", deck(short()))
    assert main(["diff", "old.yaml", "new.yaml"]) == 0
    assert (
        "old.yaml: 1 question left out, as if not there; vnquiz check says why.\n" in capsys.readouterr().err
    )


def test_an_edition_of_which_no_deck_can_be_read_is_a_failure(folder: Path, capsys: Capture) -> None:
    write(folder / "old.yaml", deck(short()))
    write(folder / "new.yaml", "deck: [\n")
    assert main(["diff", "old.yaml", "new.yaml"]) == 1
    assert capsys.readouterr() == ("", "vnquiz: No deck of new.yaml can be read; vnquiz check says why.\n")


def test_outside_a_repository_an_unknown_name_is_a_usage_error(folder: Path, capsys: Capture) -> None:
    write(folder / "old.yaml", deck(short()))
    assert main(["diff", "old.yaml", "nwe.yaml"]) == 2
    assert capsys.readouterr().err.startswith("vnquiz: There is no file, folder or git revision nwe.yaml.")


def test_files_are_compared_without_git_and_revisions_say_that_it_is_missing(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "old.yaml", deck(short()))
    monkeypatch.setenv("PATH", str(folder))
    assert main(["diff", "old.yaml", "old.yaml"]) == 0
    capsys.readouterr()
    assert main(["diff", "HEAD", "old.yaml"]) == 1
    assert "only where git is installed" in capsys.readouterr().err


# Revisions


@needs_git
def test_two_revisions_are_compared(repository: Repository, found: Found) -> None:
    repository.commit(a=deck(short()))
    repository.commit(a=deck(short(answer="1994"), short("new", "New?")))
    assert kinds(found("HEAD~1", "HEAD")) == {"d/q": ["answer"], "d/new": ["new"]}


@needs_git
@pytest.mark.parametrize("name", ["v1", "main~1", "refs/tags/v1", ":/first", "HEAD@{1}"])
def test_a_revision_has_any_name_that_git_knows(repository: Repository, found: Found, name: str) -> None:
    repository.commit(a=deck(short()))
    repository.git("commit", "--quiet", "--amend", "--message", "first")
    repository.git("tag", "--annotate", "--message", "one", "v1")
    repository.commit(a=deck(short(answer="1994")))
    assert kinds(found(name, "HEAD")) == {"d/q": ["answer"]}
    assert kinds(found(repository.git("rev-parse", "v1^{commit}")[:7], "HEAD")) == {"d/q": ["answer"]}


@needs_git
def test_a_revision_is_compared_with_what_was_not_committed_yet(repository: Repository, found: Found) -> None:
    repository.commit(decks__a=deck(short()))
    write(repository.root / "decks" / "a.yaml", deck(short(answer="1994")))
    assert kinds(found("HEAD", "decks/")) == {"d/q": ["answer"]}
    assert kinds(found("decks/a.yaml", "HEAD")) == {"d/q": ["answer"]}


@needs_git
def test_beside_a_path_only_the_decks_of_a_revision_that_belong_there_count(
    repository: Repository, found: Found
) -> None:
    repository.commit(
        decks__a=deck(short(), id="a"), decks__b=deck(short(), id="b"), elsewhere=deck(short(), id="c")
    )
    (repository.root / "decks" / "b.yaml").unlink()
    assert kinds(found("HEAD", "decks")) == {"b/q": ["removed"]}
    (repository.root / "decks" / "a.yaml").rename(repository.root / "decks" / "renamed.yaml")
    assert kinds(found("HEAD", "decks/renamed.yaml")) == {}
    assert kinds(found("HEAD", ".")) == {"b/q": ["removed"]}


@needs_git
def test_only_what_lies_below_the_current_folder_is_compared(
    repository: Repository, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(one__a=deck(short(), id="a"), two__b=deck(short(), id="b"))
    repository.commit(one__a=deck(short(answer="1"), id="a"), two__b=deck(short(answer="2"), id="b"))
    monkeypatch.chdir(repository.root / "two")
    assert kinds(found("HEAD~1", "HEAD")) == {"b/q": ["answer"]}


@needs_git
def test_the_concordances_of_a_revision_are_read_with_its_decks(repository: Repository, found: Found) -> None:
    cited = short(more=", cite: 'diary:1'")
    concordance = concordance_of("It was 1995.", Source("diary", "A diary"), is_markdown=False)
    write(repository.root / "decks" / "sources" / "diary.json", concordance.to_json())
    repository.commit(decks__a=deck(cited))
    repository.commit(decks__a=deck(cited.replace("1995", "1994")))
    assert kinds(found("HEAD~1", "HEAD")) == {"d/q": ["answer"]}
    assert kinds(found("HEAD~1", "decks")) == {"d/q": ["answer"]}
    assert kinds(found("HEAD~1", ".")) == {"d/q": ["answer"]}


@needs_git
def test_a_name_that_is_a_path_and_a_revision_is_the_path(repository: Repository, found: Found) -> None:
    repository.commit(a=deck(short()))
    repository.git("branch", "decks")
    write(repository.root / "decks" / "a.yaml", deck(short(answer="1994")))
    assert kinds(found("HEAD", "decks")) == {"d/q": ["answer"]}


@needs_git
def test_a_first_deck_is_new_to_a_revision_without_any(
    repository: Repository, found: Found, capsys: Capture
) -> None:
    repository.commit()
    repository.commit(a=deck(short()))
    assert kinds(found("HEAD~1", "HEAD")) == {"d/q": ["new"]}
    assert main(["diff", "HEAD~1", "HEAD"]) == 0
    assert "HEAD~1: no deck there.\n" in capsys.readouterr().err


@needs_git
def test_decks_with_letters_of_all_kinds_in_their_names_and_twice_the_same_content_are_read(
    repository: Repository, found: Found
) -> None:
    write(repository.root / "tiếng Việt" / "đối ngoại\n2.yaml", deck(short(), id="a"))
    write(repository.root / "empty.yaml", "")
    write(repository.root / "empty too.yaml", "")
    repository.commit()
    assert kinds(found("HEAD", "HEAD")) == {}
    repository.git("rm", "--quiet", "-r", "tiếng Việt")
    repository.commit(b=deck(short("b"), id="b"))
    assert kinds(found("HEAD~1", "HEAD")) == {"b/b": ["new"], "a/q": ["removed"]}


@needs_git
def test_links_and_hidden_files_of_a_revision_are_not_read(
    repository: Repository, found: Found, capsys: Capture
) -> None:
    repository.commit()
    secret = write(repository.root.parent / "secret.yaml", deck(short(), id="secret"))
    (repository.root / "link.yaml").symlink_to(secret)
    repository.commit(a=deck(short(), id="a"), **{".hidden__b": deck(short(), id="b")})
    assert repository.git("ls-files").splitlines() == [".hidden/b.yaml", "a.yaml", "link.yaml"]
    assert kinds(found("HEAD~1", "HEAD")) == {"a/q": ["new"]}
    assert main(["diff", "HEAD", "HEAD"]) == 0
    assert capsys.readouterr().err == "No card changed.\n"


@needs_git
def test_a_file_of_a_revision_that_is_too_large_is_told_of(repository: Repository, capsys: Capture) -> None:
    repository.commit(a=deck(short()), large="#" * (16 * 1024 * 1024 + 1))
    assert main(["diff", "HEAD", "HEAD"]) == 0
    assert "HEAD: 1 file left out" in capsys.readouterr().err


@needs_git
@pytest.mark.parametrize("name", ["no-such", "HEAD~9", "main..HEAD", "HEAD:a.yaml", "", "v\x001"])
def test_a_name_that_is_no_revision_is_a_usage_error(
    repository: Repository, capsys: Capture, name: str
) -> None:
    repository.commit(a=deck(short()))
    assert main(["diff", name, "HEAD"]) == 2
    assert "There is no file, folder or git revision" in capsys.readouterr().err


@needs_git
@pytest.mark.parametrize("name", ["--output=pwned", "--all", "-h", "--exec-path=.", "--git-dir=."])
def test_a_name_that_looks_like_an_option_never_reaches_git(
    repository: Repository, capsys: Capture, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(a=deck(short()))
    told: list[object] = []
    monkeypatch.setattr("vnquiz.deckfile.revisions.subprocess.run", lambda *what, **_: told.append(what))
    assert main(["diff", "--", name, "a.yaml"]) == 2
    assert told == []
    assert f"git revision {name}." in capsys.readouterr().err
    assert [path.name for path in repository.root.iterdir() if path.name != ".git"] == ["a.yaml"]


@needs_git
def test_a_name_is_never_taken_by_a_shell(repository: Repository) -> None:
    repository.commit(a=deck(short()))
    assert main(["diff", "$(touch pwned); touch pwned", "HEAD"]) == 2
    assert not (repository.root / "pwned").exists()


@needs_git
def test_a_path_in_a_tree_made_by_hand_never_leads_out_of_the_folder(
    repository: Repository, tmp_path: Path
) -> None:
    good = repository.git("rev-parse", f"{repository.commit(a=deck(short()))}^{{tree}}")
    listing = f"040000 tree {good}\t..\n040000 tree {good}\tin\n"
    made = subprocess.run(
        ["git", "mktree"], cwd=repository.root, input=listing, capture_output=True, check=True, text=True
    ).stdout.strip()
    target = tmp_path / "around" / "folder"
    target.mkdir(parents=True)
    lay_out(repository.git("commit-tree", made, "-m", "bad"), target)
    laid_out = [path for path in target.parent.rglob("*") if path.is_file()]
    assert laid_out == [target / "in" / "a.yaml"]


@needs_git
def test_what_is_too_large_to_be_a_deck_is_never_loaded(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = repository.commit(a="# 5", b="# too large")
    monkeypatch.setattr("vnquiz.deckfile.revisions.MAX_BYTES", 3)
    lay_out(commit, tmp_path)
    assert (tmp_path / "a.yaml").read_bytes() == b"# 5"
    assert (tmp_path / "b.yaml").read_bytes() == bytes(len("# too large"))


def test_no_screen_is_loaded(folder: Path) -> None:
    write(folder / "a.yaml", deck(short()))
    compared = "from vnquiz.cli.main import main; assert main(['diff', 'a.yaml', 'a.yaml']) == 0"
    script = f"import sys; {compared}; assert 'textual' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
