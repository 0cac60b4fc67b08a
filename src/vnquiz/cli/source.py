"""`vnquiz source add`: a document turned into a concordance that decks can cite and carry along."""

import argparse
import sys
from pathlib import Path

from vnquiz.core.questions import Source
from vnquiz.core.sanitise import sanitise_line
from vnquiz.core.sentences import counted
from vnquiz.deckfile.concordance import FOLDER, LARGEST, concordance_of, paragraphs_of
from vnquiz.deckfile.values import SLUG
from vnquiz.errors import UsageError, VnquizError
from vnquiz.folders import own_folders
from vnquiz.yamlfile.files import write_atomically

SHOWN = 70


def run_source(options: argparse.Namespace) -> int:
    """Write the concordance, and print the paragraphs with the numbers by which to cite them."""
    path = Path(options.file)
    if not SLUG.fullmatch(options.id):
        raise UsageError(f"“{options.id}” cannot be an id: use small letters, digits and single hyphens.")
    text = read_document(path)
    is_markdown = path.suffix != ".txt"
    paragraphs = paragraphs_of(text, is_markdown=is_markdown)
    if not paragraphs:
        raise UsageError(f"There is no text in {path}.")
    title = options.title or heading(paragraphs[0], is_markdown=is_markdown)
    if not title:
        raise UsageError("Say what the document is called: add --title “…”.")
    source = Source(
        options.id, title, options.publisher, options.date, options.url, options.author, options.accessed
    )
    folder = Path(options.output) if options.output else own_folders().decks / FOLDER
    target = folder / f"{options.id}.json"
    if target.exists() and not options.force:
        raise UsageError(f"{target} is already there; with --force it is made anew.")
    write_atomically(target, concordance_of(text, source, is_markdown=is_markdown).to_json())
    for number, paragraph in enumerate(paragraphs, 1):
        line = sanitise_line(paragraph)
        print(f"{options.id}:{number:<4} {line[:SHOWN]}{'…' if len(line) > SHOWN else ''}")
    print(f"{counted(len(paragraphs), 'paragraph')} of “{title}” written to {target}.", file=sys.stderr)
    return 0


def read_document(path: Path) -> str:
    """Return the text of a document; raise VnquizError if it cannot be read."""
    try:
        if not path.is_file():
            raise UsageError(f"There is no file {path}.")
        if path.stat().st_size > LARGEST:
            raise VnquizError(f"{path} is larger than 16 MiB.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise VnquizError(f"{path} is not UTF-8; save it as UTF-8 first.") from None
    except OSError as error:
        raise VnquizError(f"{path} cannot be read: {error.strerror}.") from error


def heading(first: str, *, is_markdown: bool) -> str:
    """Return the title a document gives itself: its first line, where that is a Markdown heading."""
    return sanitise_line(first.lstrip("#").strip()) if is_markdown and first.startswith("#") else ""
