"""The learner's `settings.yaml`: what can be set, read as decks are, and written without touching anything else."""
