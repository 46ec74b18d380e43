"""Text that a stranger typed, made safe to look at. No pydantic: the terminal's page has it too."""

from typing import Final

_REPLACEMENT: Final = "\ufffd"


def visible(text: str) -> str:
    """The text with U+FFFD for each character that is not seen: control, format, bidirectional."""
    if text.isprintable():  # false for every one of category C or Z but the blank
        return text
    return "".join([c if c.isprintable() else _REPLACEMENT for c in text])
