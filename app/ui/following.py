"""The look follows what a person chose and, where nothing was chosen, the system, while it runs."""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.ui.live_site import LiveSite
from app.ui.main_window import MainWindow
from app.ui.theme import choose_theme, dress, system_scale, system_theme, theme
from app.ui.widgets.laying_out import lay_out
from app.ui.widgets.sizes import size_anew

_CHANGES: Final = (QEvent.Type.ThemeChange, QEvent.Type.ApplicationFontChange)
"""What Qt sends to a window when the system's theme, contrast or font changes.

As the program has a font of its own, Qt says of the system's font only that the theme changed.
"""


class SystemLook(NamedTuple):
    """What the system asks for."""

    theme: str
    scale: float


def system_look() -> SystemLook:
    """What the system asks for now."""
    return SystemLook(system_theme(), system_scale())


class Follows(NamedTuple):
    """What the look follows beside a person's choice: the system where `asked` tells its look."""

    asked: Callable[[], SystemLook] | None = None
    theme_of_command_line: str | None = None


CHOICES_ALONE: Final = Follows()


class Following(QObject):
    """Changes theme and text size of the open window; what is typed stays where it is.

    A theme of the command line holds until another is chosen in Site setup; a chosen one goes
    before the system's. The size of text is the system's.
    """

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        site: LiveSite,
        follows: Follows,
    ) -> None:
        super().__init__(window)
        self._app, self._window, self._site = app, window, site
        self._asked, self._of_command_line = follows
        self._chosen = site.theme
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)  # a system tells one change several times over
        self._soon.timeout.connect(self.follow)
        if self._asked is not None:
            window.installEventFilter(self)
            hints = app.styleHints()
            hints.colorSchemeChanged.connect(self._look_again)
            hints.accessibility().contrastPreferenceChanged.connect(self._look_again)
        site.changed.connect(self._follow_choice)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look again once the system says that something changed."""
        if event.type() in _CHANGES:
            self._look_again()
        return False

    def _look_again(self, *_what_changed: object) -> None:
        self._soon.start()

    def follow(self) -> None:
        """Put in force what holds now, where it is another look than before."""
        asked = self._asked() if self._asked else SystemLook(system_theme(), theme().scale)
        name = self._of_command_line or self._chosen or asked.theme
        before = theme()
        if (name, asked.scale) == (before.name, before.scale):
            return
        self._window.setUpdatesEnabled(False)
        choose_theme(self._app, name, asked.scale)
        dress(self._app)
        if asked.scale != before.scale:
            size_anew()
        lay_out()
        self._window.setUpdatesEnabled(True)

    def _follow_choice(self) -> None:
        if self._site.theme != self._chosen:
            self._chosen, self._of_command_line = self._site.theme, None
            self.follow()
