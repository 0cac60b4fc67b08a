"""What stops vnquiz: errors with a sentence for the person at the terminal."""


class VnquizError(Exception):
    """Something that cannot go on; its text is a full sentence to be shown as it is."""


class UsageError(VnquizError):
    """The command was given something it cannot work with."""


class ProgressInUseError(VnquizError):
    """Another process holds the progress file for writing."""


class ProgressDamagedError(VnquizError):
    """The progress file cannot be trusted, or was written by a newer vnquiz; it may only be read."""


class ProgressUnsavedError(VnquizError):
    """What was to be saved could not be written; nothing that was saved before is lost."""


class CrashError(VnquizError):
    """A fault of vnquiz itself; its text is the trace to be reported."""
