"""Patterns that are compiled late: a deck pays only for those that have something to look at in it."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class Pattern:
    """A regular expression that is compiled when it first looks at a text."""

    def __init__(self, source: str, flags: int = 0) -> None:
        """Keep what is to be compiled."""
        self.source = source
        self.flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression, compiled."""
        return re.compile(self.source, self.flags)

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """What finds its first place in a text."""
        return self.compiled.search

    @cached_property
    def match(self) -> Callable[[str], re.Match[str] | None]:
        """What finds it at the beginning of a text."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[[str], re.Match[str] | None]:
        """What tells whether a text is nothing else."""
        return self.compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[[str], Iterator[re.Match[str]]]:
        """What finds all its places in a text."""
        return self.compiled.finditer
