"""A class's result files taken in one after another: what is counted, and what is left out and why."""

from dataclasses import dataclass, field

from vnquiz.core.results import Result, read_result
from vnquiz.core.tallies import PaperTally

Version = tuple[tuple[str, str], ...]
"""The ids and fingerprints of the decks that a paper was drawn from."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that does not count, and a sentence that says why."""

    name: str
    reason: str


@dataclass(slots=True)
class Gathering:
    """Takes in files in whatever order; of each it keeps its name, its mark and a hash."""

    versions: dict[Version, PaperTally] = field(default_factory=dict)
    refused: list[LeftOut] = field(default_factory=list)
    seen: dict[int, bytes] = field(default_factory=dict)

    def add(self, name: str, data: bytes) -> None:
        """Take in a file, or note why it does not count; one that is named twice counts once."""
        try:
            result = read_result(data)
        except ValueError as error:
            self.refuse(name, str(error))
            return
        own = name.encode("utf-8", "surrogatepass")
        first = self.seen.setdefault(_trace(result), own)
        if first == own and first is not own:
            return
        if first is not own:
            self.refuse(name, f"It is the same paper, handed in at the same moment, as {_text(first)}.")
            return
        version = tuple(sorted((deck.id, deck.fingerprint) for deck in result.decks))
        if version not in self.versions:
            self.versions[version] = PaperTally()
        self.versions[version].add(own, result)

    def refuse(self, name: str, reason: str) -> None:
        """Note why a file does not count."""
        self.refused.append(LeftOut(name, reason))

    def chosen(self) -> PaperTally:
        """Return the papers of the version that most files have, of two as frequent that handed in last."""
        tallies = self.versions.values()
        return max(tallies, key=lambda tally: (len(tally.names), tally.last), default=PaperTally())

    def left_out(self) -> list[LeftOut]:
        """Return all files that do not count, those of other versions last."""
        chosen = self.chosen()
        why = "It was drawn from another version of the decks than most papers."
        others = [tally for tally in self.versions.values() if tally is not chosen]
        return [*self.refused, *(LeftOut(_text(name), why) for tally in others for name in tally.names)]


def _trace(result: Result) -> int:
    """Return what two files have in common, as good as surely, only if they are one paper."""
    return hash((result.begun, result.handed_in, result.seed, tuple([item.score for item in result.items])))


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogatepass")
