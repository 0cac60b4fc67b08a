"""The Textual app: it opens screens, and sees that leaving always keeps the answer at hand."""

import asyncio
import contextlib
import gc
import os
import signal
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.console import RenderableType
from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.theme import ThemeProvider

from vnquiz.core.questions import Card
from vnquiz.core.sanitise import sanitise
from vnquiz.core.study import Mode, StudySession
from vnquiz.editing import copy_deck, editable_file, fault_of, own_copy_of
from vnquiz.errors import CrashError, VnquizError
from vnquiz.exams import ExamChoice
from vnquiz.settings.table import KEYS
from vnquiz.tui.driver import own_driver
from vnquiz.tui.editor import open_editor
from vnquiz.tui.keys import faults_of, keymap_of
from vnquiz.tui.messages import EditWanted, ExamWanted, StudyWanted
from vnquiz.tui.screens.closing import ClosingScreen
from vnquiz.tui.screens.confirm import CopyScreen
from vnquiz.tui.screens.help import HelpScreen, keys_of
from vnquiz.tui.screens.home import HomeScreen
from vnquiz.tui.screens.palette import Palette
from vnquiz.tui.screens.study import StudyScreen
from vnquiz.tui.screens.summary import SummaryScreen
from vnquiz.tui.themes import BAMBOO_NIGHT, OWN_THEMES
from vnquiz.tui.widgets.too_small import LEAST_HEIGHT, LEAST_WIDTH
from vnquiz.workspace import Workspace
from vnquiz.yamlfile.problems import did_you_mean

if TYPE_CHECKING:
    from vnquiz.tui.exam_flow import ExamFlow

ENDING_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")


class VnquizApp(App[None]):
    """Home, study and what lies between."""

    TITLE = "vnquiz"
    has_settings = True
    CSS_PATH = "vnquiz.tcss"
    ALLOW_SELECT = False  # Textual fails on a press of the mouse on a screen that is just closing
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # as Textual declares it
        (0, "-too-narrow"),
        (LEAST_WIDTH, "-narrow"),
        (60, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-too-short"),
        (LEAST_HEIGHT, "-short"),
        (18, "-tall"),
    ]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", key_display="?", id="help"),
        Binding("f1", "help", "Help", id="help-anywhere"),
        Binding("ctrl+z", "undo", "Undo, also while typing", show=False, id="undo-anywhere", priority=True),
        Binding("ctrl+q", "quit", "Quit", show=False, id="quit-anywhere", priority=True),
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
        super().__init__(driver_class=own_driver(), ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.workspace = workspace
        self.seed = seed
        self.first_cards = cards
        self.first_mode = mode
        self.session: StudySession | None = None
        self.fault: Exception | None = None
        for theme in OWN_THEMES:
            self.register_theme(theme)
        self.judge_settings()
        self.theme = workspace.settings.settings.theme

    def on_load(self) -> None:
        """Listen for the signals that end an app, before the terminal is taken over."""
        with contextlib.suppress(NotImplementedError):  # Windows knows no signals on the loop
            for name in ENDING_SIGNALS:
                if hasattr(signal, name):
                    asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self.exit)

    def on_mount(self) -> None:
        """Show the first screen."""
        self.set_keymap(keymap_of(self.workspace.settings.settings.keys))
        self.open_first()
        self.call_after_refresh(gc.enable)

    def judge_settings(self) -> None:
        """Give their defaults to settings that only the screens can find wrong: themes and keys that are not there."""
        file = self.workspace.settings
        theme = file.settings.theme
        if theme not in self.available_themes:
            meant = did_you_mean(theme, list(self.available_themes))
            default = BAMBOO_NIGHT.name
            file = file.without(("theme",), f"There is no theme `{theme}`; {default} is used.", meant)
        for name, fault in faults_of(file.settings.keys).items():
            file = file.without((KEYS, name), fault.message, fault.cure, is_unknown=fault.is_unknown)
        self.workspace.settings = file

    def set_setting(self, keys: Sequence[str], value: str | None) -> None:
        """Write a setting and go by it at once; raise VnquizError if it cannot be written."""
        self.workspace.set_setting(keys, value)
        self.judge_settings()
        settings = self.workspace.settings.settings
        self.set_keymap(keymap_of(settings.keys))
        if keys[0] == "theme":
            self.theme = settings.theme

    def open_first(self) -> None:
        """Open the home screen and, where cards were given, a session over them."""
        self.push_screen(HomeScreen(self.workspace))
        if self.workspace.settled is not None:
            self.exams.show(self.workspace.settled)
        if self.first_cards is not None:
            self.study(self.first_cards, self.first_mode)

    @on(StudyWanted)
    def _study_wanted(self, event: StudyWanted) -> None:
        event.stop()
        if not isinstance(self.screen, StudyScreen):  # a doubled key asks twice
            self.study(event.cards, event.mode)

    @on(ExamWanted)
    def _exam_wanted(self, event: ExamWanted) -> None:
        event.stop()
        if isinstance(self.screen, HomeScreen):
            self.exams.start(ExamChoice(event.decks))

    @property
    def exams(self) -> "ExamFlow":
        """The way through exams, loaded when one is asked for."""
        from vnquiz.tui.exam_flow import ExamFlow

        return ExamFlow(self, self.workspace, self.leave_exam)

    def leave_exam(self) -> None:
        """Do nothing: the home screen lies below."""

    @on(EditWanted)
    def _edit_wanted(self, event: EditWanted) -> None:
        event.stop()
        card, library = event.card, self.workspace.library
        try:
            path = editable_file(library, card)
            if path is not None:
                self.edit(path, card.question.line)
            else:
                window = CopyScreen(card.deck.title, own_copy_of(library, card))
                self.push_screen(window, lambda is_wanted: self.copy_and_edit(card) if is_wanted else None)
        except VnquizError as error:
            self.notify(str(error), severity="error")

    def copy_and_edit(self, card: Card) -> None:
        """Copy a card's deck to the learner's own folder, and open the editor at the card."""
        try:
            self.edit(copy_deck(self.workspace.library, card), card.question.line)
        except VnquizError as error:
            self.notify(str(error), severity="error")

    def edit(self, path: Path, line: int) -> None:
        """Open the editor at a line, and go on with the decks as they are afterwards."""
        self.clear_notifications()
        try:
            open_editor(self, path, line)
        except VnquizError as error:
            self.notify(str(error), severity="error")
        self.workspace.reload()
        self.edited(path)

    def edited(self, path: Path) -> None:
        """Go on with the session over cards as they are now, and tell what is wrong with the file."""
        fault = fault_of(self.workspace.library, path)
        if fault:
            self.notify(
                f"{fault} Open it again to mend it.",
                title="The deck has a fault",
                severity="error",
                timeout=20,
            )
        if self.session is not None:
            self.session.refresh(self.workspace.library.cards)
        if isinstance(self.screen, ClosingScreen):
            self.screen.follow_edit()

    def study(self, cards: Sequence[Card], mode: Mode) -> None:
        """Open a session over cards."""
        try:
            self.session = self.workspace.session(cards, self.seed, mode)
        except VnquizError as error:
            self.notify(str(error), severity="error")
        else:
            self.play(self.session)

    def play(self, session: StudySession) -> None:
        """Show a session, sum it up at its end, and go on with it if its last step is taken back."""

        def go_on(is_wanted: bool | None) -> None:
            if is_wanted:
                self.play(session)

        def sum_up(_: None) -> None:
            if session.answers:
                self.push_screen(SummaryScreen(session, self.workspace), go_on)

        self.push_screen(StudyScreen(session, self.workspace.passage), sum_up)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to undo only where there is something to take back."""
        if action == "undo":
            return isinstance(self.screen, ClosingScreen) and self.screen.can_undo
        return True

    def action_help(self) -> None:
        """Explain the keys of the screen that is up."""
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(keys_of(self.screen)))

    def action_undo(self) -> None:
        """Take back the last step of a session, also while typing."""
        if isinstance(self.screen, ClosingScreen):
            self.screen.undo()

    def action_settings(self) -> None:
        """Show the settings."""
        from vnquiz.tui.screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen(self.workspace, self.set_setting))

    def action_command_palette(self) -> None:
        """Show the command palette."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_past_exams(self) -> None:
        """Show the exams that were held."""
        self.exams.look_back()

    def search_themes(self) -> None:
        """Show the themes to choose from."""
        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))

    def action_help_quit(self) -> None:
        """Say how to leave, for those who press ctrl+c."""
        self.notify("Press ctrl+q to leave; every answer is kept.")

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End, but keep first what stands in the box of an exam."""
        for screen in self.screen_stack:
            if isinstance(screen, ClosingScreen):
                screen.keep_draft()
        super().exit(result, return_code, message)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message for a while, as plain text whatever is in it."""
        super().notify(
            sanitise(message), title=sanitise(title), severity=severity, timeout=timeout, markup=False
        )

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer in the command palette what makes sense here."""
        if self.has_settings:
            yield SystemCommand("Settings", "Limits, order, marking, keys and more", self.action_settings)
        yield SystemCommand(
            "Past exams", "Show the exams that were held and how their marks go", self.action_past_exams
        )
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)
        yield SystemCommand("Help", "Show the keys of this screen", self.action_help)
        yield SystemCommand("Quit", "Leave vnquiz; every answer is kept", self.action_quit)

    def _handle_exception(self, error: Exception) -> None:
        self.fault = self.fault or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without printing: what is printed of a fault is made safe first, by the command line."""
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """End without printing."""
        self._close_messages_no_wait()


def run_app(
    workspace: Workspace,
    *,
    seed: int,
    cards: Sequence[Card] | None = None,
    mode: Mode = Mode.STUDY,
) -> int:
    """Run the app and return its exit code; however it ends, the answer at hand is kept.

    Raise CrashError for a fault of the app itself, VnquizError if the last answer could not be kept.
    """
    return run_to_end(VnquizApp(workspace, seed=seed, cards=cards, mode=mode))


def run_to_end(app: VnquizApp) -> int:
    """Run an app, keep the answer at hand, and return the exit code."""
    gc.disable()
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    try:
        app.run()
    finally:
        gc.enable()
        if app.session is not None:
            app.session.leave()
    if app.fault is not None:
        raise CrashError("".join(traceback.format_exception(app.fault)))
    return 1 if app.return_code is None else app.return_code
