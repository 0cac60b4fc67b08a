"""The forms of a report on a class: for the terminal, for programs, for spreadsheets, and as a page."""
