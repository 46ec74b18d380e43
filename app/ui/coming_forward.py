"""Has the window come forward when the program is started once more."""

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.site.one_window import OneWindow


class ComingForward(QObject):
    """Watches for a second start, as long as its window lives."""

    def __init__(self, window: QWidget, place: OneWindow) -> None:
        super().__init__(window)
        self._window, self._place = window, place
        self._watcher = QFileSystemWatcher([str(place.folder)], self)
        self._watcher.directoryChanged.connect(self._look)
        self._look()

    def _look(self, _folder: str = "") -> None:
        if not self._place.is_asked():
            return
        window = self._window
        state = window.windowState() & ~Qt.WindowState.WindowMinimized
        window.setWindowState(state | Qt.WindowState.WindowActive)
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)  # where the system lets no window come forward by itself
