"""The settings screen: every setting with its value and its meaning, changed in place and written at once."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from vnquiz.core.sentences import counted
from vnquiz.errors import VnquizError
from vnquiz.tui.screens.closing import ClosingScreen
from vnquiz.tui.setting_rows import ALL_DECKS, pages_of, rows_of
from vnquiz.tui.widgets.key_line import KeyLine
from vnquiz.tui.widgets.safe_text import SafeText
from vnquiz.tui.widgets.settings_list import SettingsList
from vnquiz.tui.widgets.too_small import TooSmall
from vnquiz.tui.widgets.top_line import TopLine
from vnquiz.workspace import Workspace

Setter = Callable[[Sequence[str], str | None], None]


class SettingsScreen(ClosingScreen[None]):
    """Lists the settings of all decks, of one deck, or the keys, and writes what is changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "turn(1)", "Next deck", id="next-page", tooltip="Next deck, or the keys"),
        Binding("shift+tab", "turn(-1)", "Deck before", show=False, id="previous-page"),
        Binding("escape,q", "close", "Back", id="close-settings"),
    ]

    def __init__(self, workspace: Workspace, set_setting: Setter) -> None:
        """Show the settings of a workspace; `set_setting` writes one and goes by it."""
        super().__init__()
        self.workspace = workspace
        self.set_setting = set_setting
        self.pages = pages_of(workspace.library.decks)
        self.page = ALL_DECKS

    def compose(self) -> ComposeResult:
        """Lay out the list, and below it what the setting under the cursor means."""
        top = TopLine()
        top.title = "Settings"
        yield top
        with Vertical(id="settings"):
            with VerticalScroll(id="list", can_focus=False):
                yield SettingsList(id="rows")
            yield SafeText(id="meaning", plain=True)
        yield KeyLine()
        yield TooSmall()

    def on_mount(self) -> None:
        """Show the settings of all decks, and what is wrong with the file."""
        rows = self.query_one(SettingsList)
        rows.focus()
        self.draw()
        problems = self.workspace.settings.problems
        if problems:
            first = problems[0]
            words = f"Line {first.line}, column {first.column}: {first.message} {first.cure}".strip()
            more = f" And {counted(len(problems) - 1, 'more fault')}." if len(problems) > 1 else ""
            self.tell(words + more, is_wrong=True)

    def draw(self) -> None:
        """Show the settings as they are now."""
        file = self.workspace.settings
        names = {place[0] for place in file.nodes}
        themes = themes_of(list(self.app.available_themes))
        path = self.workspace.settings_path
        rows = rows_of(self.page, self.pages, file.settings, names, themes, str(path))
        self.query_one(SettingsList).put(rows)
        self.tell(self.query_one(SettingsList).current.meaning)

    def tell(self, words: str, *, is_wrong: bool = False) -> None:
        """Show what a setting means, or what is wrong."""
        style = "$text-warning" if is_wrong else "$foreground-muted"
        self.query_one("#meaning", SafeText).show_segments([(f"✗ {words}" if is_wrong else words, style)])

    @on(SettingsList.Told)
    def _told(self, event: SettingsList.Told) -> None:
        event.stop()
        self.tell(event.words, is_wrong=event.is_wrong)

    @on(SettingsList.Changed)
    def _changed(self, event: SettingsList.Changed) -> None:
        event.stop()
        if not event.row.keys:
            self.page = event.text or ALL_DECKS
            self.draw()
            return
        try:
            self.set_setting(event.row.keys, event.text)
        except VnquizError as error:
            self.draw()
            self.tell(str(error), is_wrong=True)
        else:
            self.draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to go elsewhere only while no value is open."""
        is_open = self.is_mounted and self.query_one(SettingsList).is_open
        return not (is_open and action in ("turn", "close"))

    def action_turn(self, step: int) -> None:
        """Go to the settings of the next deck."""
        self.page = self.pages.moved(self.page, step)
        self.draw()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def themes_of(names: Sequence[str]) -> list[str]:
    """Return themes, our own first."""
    return sorted(names, key=lambda name: (not name.startswith("bamboo"), name))
