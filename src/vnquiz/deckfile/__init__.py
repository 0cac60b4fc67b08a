"""Deck files read into the core's decks."""
