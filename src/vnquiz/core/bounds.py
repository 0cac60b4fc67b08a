"""How much may be asked for at once; a module of its own, so that reading arguments loads nothing else."""

MOST_QUESTIONS = 1000
"""Questions of an exam."""

MOST_MINUTES = 24 * 60
"""Minutes of an exam."""

MISSES_OF_DAYS = 7
"""Days to look back on for misses, unless the learner says otherwise."""

MOST_DAYS = 3650
"""Days to look back on for misses."""
