"""The one widget that shows text from decks, files and messages, none of which is trusted."""

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import Static

from vnquiz.core import markup
from vnquiz.core.sanitise import sanitise

CODE_STYLE = "$text-accent on $boost"


def content_of(text: str, *, plain: bool = False) -> Content:
    """Return a text as safe content: its inline Markdown drawn, or all of it as it stands."""
    if plain:
        return Content(sanitise(text))
    return content_of_segments((span.text, _style_of(span)) for span in markup.parse(text))


def content_of_segments(segments: Iterable[tuple[str, str]]) -> Content:
    """Return texts, each with a style of ours ("bold $text-success" or empty), as one safe content."""
    return Content.assemble(*((sanitise(text), style) for text, style in segments))


class SafeText(Static):
    """A text of any origin: nothing in it can style, link, act or reach the terminal as a control."""

    DEFAULT_CSS = """
    SafeText {
        width: 1fr;
        height: auto;
    }
    """

    def __init__(
        self, text: str = "", *, plain: bool = False, id: str | None = None, classes: str | None = None
    ) -> None:
        """Show the text's inline Markdown or, with `plain`, every character as it stands."""
        super().__init__(content_of(text, plain=plain), markup=False, id=id, classes=classes)

    def show(self, text: str, *, plain: bool = False) -> None:
        """Show another text in place."""
        self.show_content(content_of(text, plain=plain))

    def show_segments(self, segments: Iterable[tuple[str, str]]) -> None:
        """Show texts in a row, each with a style of ours such as "bold $text-success", or none."""
        self.show_content(content_of_segments(segments))

    def show_content(self, content: Content) -> None:
        """Show content made by this module; the screen is laid out again only if its size changes."""
        self.update(content, layout=not self._keeps_size(content))

    def _keeps_size(self, content: Content) -> bool:
        width = self.content_size.width
        if not width or self.styles.is_auto_width:
            return False
        if not self.styles.is_auto_height:
            return True
        rules = self.styles.get_rules()
        return self.visual.get_height(rules, width) == content.get_height(rules, width)


def _style_of(span: markup.Span) -> str:
    styles = (("bold", span.bold), ("italic", span.italic), (CODE_STYLE, span.code))
    return " ".join(style for style, is_on in styles if is_on)
