"""The Textual app: it opens screens, and sees that leaving always keeps the answer at hand."""

import asyncio
import contextlib
import gc
import os
import signal
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from vnquiz.core.questions import Card
from vnquiz.core.study import Mode
from vnquiz.tui.messages import StudyWanted
from vnquiz.tui.screens.help import HelpScreen, keys_of
from vnquiz.tui.screens.home import HomeScreen
from vnquiz.tui.screens.study import StudyScreen
from vnquiz.tui.screens.summary import SummaryScreen
from vnquiz.tui.screens.too_small import LEAST_HEIGHT, LEAST_WIDTH, TooSmallScreen
from vnquiz.tui.themes import BAMBOO_NIGHT, OWN_THEMES
from vnquiz.workspace import Workspace


class VnquizApp(App[None]):
    """Home, study and what lies between."""

    TITLE = "vnquiz"
    CSS_PATH = "vnquiz.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [(0, "-narrow"), (60, "-wide")]
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [(0, "-short"), (18, "-tall")]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help", key_display="?", id="help", priority=False),
        Binding("ctrl+z", "undo", "Undo", show=False, id="undo-anywhere", priority=True),
        Binding("ctrl+q", "quit", "Quit", show=False, id="quit-anywhere", priority=True),
        Binding("ctrl+c", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(
        self,
        workspace: Workspace,
        *,
        seed: int,
        cards: Sequence[Card] | None = None,
        mode: Mode = Mode.STUDY,
    ) -> None:
        """Open on the home screen or, with cards, in a session over them."""
        super().__init__()
        self.workspace = workspace
        self.seed = seed
        self.first_cards = cards
        self.first_mode = mode
        for theme in OWN_THEMES:
            self.register_theme(theme)
        wanted = workspace.settings.settings.theme
        self.theme = wanted if wanted in self.available_themes else BAMBOO_NIGHT.name

    def on_mount(self) -> None:
        """Show the first screen, and listen for the signals that end an app."""
        self.push_screen(HomeScreen(self.workspace))
        if self.first_cards is not None:
            self.study(self.first_cards, self.first_mode)
        with contextlib.suppress(NotImplementedError):  # Windows knows no signals on the loop
            for name in ("SIGTERM", "SIGHUP"):
                if hasattr(signal, name):
                    asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self.leave)
        self.call_after_refresh(gc.enable)

    @on(StudyWanted)
    def _study_wanted(self, event: StudyWanted) -> None:
        event.stop()
        self.study(event.cards, event.mode)

    def study(self, cards: Sequence[Card], mode: Mode) -> None:
        """Open a session over cards, and sum it up at its end."""
        session = self.workspace.session(cards, self.seed, mode)

        def sum_up(_: bool | None) -> None:
            if session.answers:
                self.push_screen(SummaryScreen(session, self.workspace))

        self.push_screen(StudyScreen(session), sum_up)

    def on_resize(self, event: events.Resize) -> None:
        """Say so where the terminal is too small, and only as long as it is."""
        is_too_small = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        is_shown = isinstance(self.screen, TooSmallScreen)
        if is_too_small and not is_shown:
            self.push_screen(TooSmallScreen())
        elif is_shown and not is_too_small:
            self.pop_screen()

    def action_help(self) -> None:
        """Explain the keys of the screen that is up."""
        if not isinstance(self.screen, HelpScreen | TooSmallScreen):
            self.push_screen(HelpScreen(keys_of(self.screen)))

    def action_undo(self) -> None:
        """Take back the last step of a session, also while typing."""
        if isinstance(self.screen, StudyScreen):
            self.screen.undo()

    async def action_quit(self) -> None:
        """Leave, keeping the answer at hand."""
        self.leave()

    def leave(self) -> None:
        """End whatever session is open and exit."""
        for screen in self.screen_stack:
            if isinstance(screen, StudyScreen):
                screen.leave()
        self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer in the command palette what makes sense here."""
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)
        yield SystemCommand("Help", "Show the keys of this screen", self.action_help)
        yield SystemCommand("Quit", "Leave vnquiz; every answer is kept", self.leave)


def run_app(
    workspace: Workspace,
    *,
    seed: int,
    cards: Sequence[Card] | None = None,
    mode: Mode = Mode.STUDY,
) -> int:
    """Run the app and return its exit code, which is not 0 after a crash."""
    gc.disable()
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    app = VnquizApp(workspace, seed=seed, cards=cards, mode=mode)
    try:
        app.run()
    finally:
        gc.enable()
    return app.return_code or 0
