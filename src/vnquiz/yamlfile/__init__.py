"""YAML text read as nodes with positions, and the problems found in it."""
