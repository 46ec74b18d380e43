"""The theme: as the system has it, light, dark or high contrast; it takes effect at once."""

from PySide6.QtCore import Signal

from app.site.user_theme import AS_SYSTEM
from app.ui.widgets.card import Card, Messages
from app.ui.widgets.segments import Segments
from app.ui.widgets.signs import Tone
from app.ui.widgets.text import label
from app.wording.paths import with_broken_paths


class SiteLookPanel(Card):
    """Emits the theme that was picked, the system's by its name."""

    theme_picked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Look")
        self.head.addWidget(label("for this user alone", "small"))
        self._choice = Segments(
            "Theme",
            [
                (AS_SYSTEM, "As &system"),
                ("light", "L&ight"),
                ("dark", "Dar&k"),
                ("high-contrast", "Hi&gh contrast"),
            ],
        )
        self._choice.picked.connect(self.theme_picked)
        self._messages = Messages()
        self.body.addWidget(self._choice)
        self.body.addWidget(self._messages)

    def show_theme(self, theme: str) -> None:
        """Show which is chosen."""
        self._choice.show_choice(theme or AS_SYSTEM)

    def say_saved(self, trouble: str) -> None:
        """That it was saved, or the sentence on why it was not."""
        said = (Tone.STOP, with_broken_paths(trouble)) if trouble else (Tone.CONFIRM, "Saved")
        self._messages.show_messages([said])
