"""Our two themes: bamboo, paper and ink by day, and bamboo-night."""

from textual.theme import Theme

BAMBOO = Theme(
    name="bamboo",
    primary="#2f6b3f",
    secondary="#6b7f3a",
    accent="#8a5a12",
    success="#1f6f3a",
    warning="#8a5a12",
    error="#a3262a",
    foreground="#26302a",
    background="#f7f4ea",
    surface="#efeadb",
    panel="#e6e0cd",
    dark=False,
    variables={
        "input-cursor-background": "#2f6b3f",
        "input-cursor-foreground": "#f7f4ea",
        "input-selection-background": "#2f6b3f 30%",
    },
)

BAMBOO_NIGHT = Theme(
    name="bamboo-night",
    primary="#7fbf8a",
    secondary="#b5c98a",
    accent="#e0b870",
    success="#7fd08f",
    warning="#e0b870",
    error="#f08a80",
    foreground="#d9e2d6",
    background="#121a15",
    surface="#18221c",
    panel="#213026",
    dark=True,
    variables={
        "input-cursor-background": "#7fbf8a",
        "input-cursor-foreground": "#121a15",
        "input-selection-background": "#7fbf8a 30%",
    },
)

OWN_THEMES = (BAMBOO, BAMBOO_NIGHT)
