"""What a person does at the window and what there is to read: keys go in, texts come out.

Parts are found as a screen reader finds them, by their accessible names; a figure that is hidden,
or in a hidden card, is not read.
"""

from collections.abc import Callable
from datetime import date
from typing import Final, TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from app.ui.main_window import MainWindow
from app.ui.widgets.card import Card
from app.ui.widgets.vial_picture import VialPicture

TODAY: Final = date(2026, 11, 24)
WEIGHT: Final = "Weight"
DOSE: Final = "Ordered dose"
WEIGHED_ON: Final = "Weighed on"
REGIMEN: Final = "Regimen"
BAG: Final = "Bag"
METHOD: Final = "How the bag is filled"
BY_WEIGHT: Final = "Dose by: By weight"
FLAT: Final = "Dose by: Flat dose"
KG: Final = "Weight unit: kg"
LB: Final = "Weight unit: lb"
LEAST_DISCARD: Final = "Choose vials for: Least discard"
FEWEST_VIALS: Final = "Choose vials for: Fewest vials"
ON_HAND_500: Final = "durvalumab 500 mg vials on hand"
ON_HAND_120: Final = "durvalumab 120 mg vials on hand"
DAY_OF_SERVICE: Final = "Date of service"
DIAGNOSES: Final = "Diagnoses"
FIELDS: Final = (WEIGHT, WEIGHED_ON, DOSE, DAY_OF_SERVICE, ON_HAND_500, ON_HAND_120)
"""A text that cannot be read takes the figures away; a diagnosis that cannot be is a stop."""

STAGE_3: Final = "Unresectable stage III NSCLC, after chemoradiation, 10 mg/kg"
STAGE_3_FLAT: Final = "Unresectable stage III NSCLC, after chemoradiation, 1,500 mg"

ORDER: Final = "Order"
HEADLINE: Final = "Vials to pull"
VIALS: Final = "Vials and bag"
SHELF: Final = "Shelf"
WAYS: Final = "Other ways"
CLAIM: Final = "Claim lines · planned"
CHECKLIST: Final = "Documentation checklist"

GS1: Final = "010030310461150021TEST0000000117271231"
UPC: Final = "300034500121"

Part = TypeVar("Part", bound=QWidget)


class Bench:
    """One window in front of one person."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    # --- what a person does -----------------------------------------------------------------------

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """One key, to whatever has the keyboard."""
        QTest.keyClick(self.keyboard, key, held)
        settle()

    def ctrl(self, letter: str) -> None:
        """A letter with Ctrl held."""
        self.press(Qt.Key(ord(letter)), Qt.KeyboardModifier.ControlModifier)

    def alt(self, letter: str) -> None:
        """A mnemonic: Alt and the underlined letter; a button is seen pressed for a moment."""
        self.press(Qt.Key(ord(letter)), Qt.KeyboardModifier.AltModifier)
        QTest.qWait(120)
        for _ in range(200):  # a busy machine takes longer to let go of it
            if not any(button.isDown() for button in self.parts(QAbstractButton)):
                return
            QTest.qWait(10)

    def enter(self) -> None:
        """What a scanner ends with."""
        self.press(Qt.Key.Key_Return)

    def tab(self) -> None:
        """To the next control."""
        self.press(Qt.Key.Key_Tab)

    def keys(self, text: str) -> None:
        """Type, key after key, into whatever has the keyboard."""
        QTest.keyClicks(self.keyboard, text)
        settle()

    def go_to(self, name: str) -> None:
        """Put the keyboard into the control of that name."""
        self.control(name).setFocus(Qt.FocusReason.OtherFocusReason)

    def type_into(self, name: str, text: str) -> None:
        """Type a text into a field in place of what is there."""
        self.clear(name)
        self.keys(text)

    def clear(self, name: str) -> None:
        """Empty a field."""
        self.go_to(name)
        if self.text_of(name):
            self.ctrl("A")
            self.press(Qt.Key.Key_Delete)

    def paste(self, name: str, text: str) -> None:
        """Paste a text into a field in place of what is there."""
        self.go_to(name)
        QGuiApplication.clipboard().setText(text)
        self.ctrl("A")
        self.ctrl("V")

    def click(self, name: str) -> None:
        """Click the control of that name."""
        QTest.mouseClick(self.control(name), Qt.MouseButton.LeftButton)
        settle()

    def pick(self, name: str, text: str) -> None:
        """Pick the entry that begins with the text, from the open list."""
        choice = self.part(QComboBox, name)
        entries = [choice.itemText(place) for place in range(choice.count())]
        self.pick_place(
            name, next(place for place, entry in enumerate(entries) if entry.startswith(text))
        )

    def pick_place(self, name: str, place: int) -> None:
        """Pick the entry of that place, from the open list."""
        choice = self.part(QComboBox, name)
        self.go_to(name)
        self.press(Qt.Key.Key_Space)
        down = place - max(0, choice.currentIndex())
        key = Qt.Key.Key_Down if down > 0 else Qt.Key.Key_Up
        for _ in range(abs(down)):
            QTest.keyClick(choice.view(), key)
        QTest.keyClick(choice.view(), Qt.Key.Key_Return)
        settle()
        assert choice.currentIndex() == place

    def order(self, weight: str = "72.4", dose: str = "10") -> None:
        """Type a weight and a dose in mg/kg."""
        self.type_into(WEIGHT, weight)
        self.type_into(DOSE, dose)

    def order_flat(self, mg: str, weight: str = "80") -> None:
        """Type a flat dose and a weight."""
        self.click(FLAT)
        self.order(weight, mg)

    def new_order(self) -> None:
        """Ctrl+N."""
        self.ctrl("N")

    def undo(self) -> None:
        """Ctrl+Z."""
        self.ctrl("Z")

    def close_help(self) -> None:
        """Escape; a screen would hand the keyboard back to the window by itself."""
        self.press(Qt.Key.Key_Escape)
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self.window.resize(width, height)
        settle()

    @property
    def keyboard(self) -> QWidget:
        """What has the keyboard; the window, where nothing has it."""
        return QApplication.focusWidget() or self.window

    # --- what there is to find --------------------------------------------------------------------

    def parts(self, kind: type[Part], inside: QWidget | None = None) -> list[Part]:
        """All of a kind that can be seen."""
        return [part for part in (inside or self.window).findChildren(kind) if part.isVisible()]

    def part(self, kind: type[Part], name: str) -> Part:
        """The one of a kind that can be seen and is called so."""
        found = [part for part in self.parts(kind) if name_of(part) == name]
        names = [name_of(part) for part in self.parts(kind)]
        assert len(found) == 1, f"{len(found)} are called {name}: {names}"
        return found[0]

    def control(self, name: str) -> QWidget:
        """The one field, list or button of that name."""
        found = [part for part in self.controls() if name_of(part) == name]
        names = [name_of(part) for part in self.controls()]
        assert len(found) == 1, f"{len(found)} are called {name}: {names}"
        return found[0]

    def controls(self) -> list[QWidget]:
        """Every field, list and button that can be seen."""
        return [*self.parts(QLineEdit), *self.parts(QComboBox), *self.parts(QAbstractButton)]

    def focused(self) -> str:
        """The name of what has the keyboard."""
        return name_of(self.keyboard)

    def place(self, part: QWidget) -> QRect:
        """Where a part stands in the window."""
        return QRect(part.mapTo(self.window, QPoint(0, 0)), part.size())

    def is_there(self, name: str) -> bool:
        """Whether a control of that name can be seen."""
        return any(name_of(part) == name for part in self.controls())

    def is_on(self, name: str) -> bool:
        """Whether a box is ticked or a choice is made."""
        return self.part(QAbstractButton, name).isChecked()

    # --- what there is to read --------------------------------------------------------------------

    def text_of(self, name: str) -> str:
        """What stands in a field."""
        return self.part(QLineEdit, name).text()

    def texts(self, card: str | None = None) -> list[str]:
        """Every text on screen but for what a person typed, from a card or from all of them."""
        inside = self.window if card is None else self.part(Card, card)
        return [text for part in self.parts(QWidget, inside) for text in texts_of(part) if text]

    def text(self, card: str | None = None) -> str:
        """The same in one piece."""
        return "\n".join(self.texts(card))

    def says(self, card: str, *words: str) -> bool:
        """Whether one text of a card has all these words; how it is put is the core's matter."""
        return any(all(word in text for word in words) for text in self.texts(card))

    def bar(self) -> list[str]:
        """What the bar at the bottom says, its buttons left out."""
        (bar,) = [part for part in self.parts(QWidget) if part.property("edge") == "bottom"]
        return [text for part in self.parts(QLabel, bar) for text in texts_of(part) if text]

    @property
    def headline(self) -> str:
        """The one line that says which vials to pull, or why there are none."""
        card = self.part(Card, HEADLINE)
        (line,) = [
            texts_of(part)[0]
            for part in self.parts(QLabel, card)
            if part.property("role") in ("headline", "drug")
        ]
        return line

    @property
    def dose(self) -> str:
        """The ordered dose as it is written large."""
        (dose,) = [p.text() for p in self.parts(QLabel) if p.property("role") == "dose"]
        return dose

    @property
    def claim_lines(self) -> list[str]:
        """The claim lines: code, modifiers, units, mg and what for, each as one text."""
        return [row for row in self._rows(CLAIM) if row.startswith("J9323 | ")]

    @property
    def amounts(self) -> list[str]:
        """What is opened, given and left, each as one text."""
        return [row for row in self._rows(VIALS) if " mg | " in row]

    @property
    def pulls(self) -> list[str]:
        """The column Pull of the shelf."""
        card = self.part(Card, SHELF)
        (head,) = [part for part in self.parts(QLabel, card) if part.text() == "Pull"]
        below = [p for p in self.parts(QLabel, card) if p.x() == head.x() and p.y() > head.y()]
        return [part.text() for part in below if part.parent() is head.parent()]

    @property
    def ways(self) -> list[str]:
        """The plans in Other ways, the one in force with a star."""
        buttons = self.parts(QAbstractButton, self.part(Card, WAYS))
        return [texts_of(b)[0] + (" *" if b.isChecked() else "") for b in buttons]

    def _rows(self, card: str) -> list[str]:
        """The labels of a card that stand beside each other in a grid, joined."""
        rows: dict[tuple[int, int], list[QLabel]] = {}
        for part in self.parts(QLabel, self.part(Card, card)):
            if part.text():
                middle = part.geometry().center().y()
                rows.setdefault((id(part.parent()), middle), []).append(part)
        return [" | ".join(texts_of(part)[0] for part in row) for row in rows.values()]


def settle() -> None:
    """Have everything that was asked for happen."""
    QApplication.processEvents()


def name_of(part: QWidget) -> str:
    """What a screen reader calls a part; what a list shows is its value there, not its name."""
    name = part.accessibleName()
    return name or QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)


def texts_of(part: QWidget) -> list[str]:
    """What a part shows of itself; a blank that no line ends at is a blank to the eye."""
    match part:
        case QLabel():
            text = part.text()
            return [without_mnemonic(text).replace("\u00a0", " ")]
        case QComboBox():
            return [part.currentText()]
        case QAbstractButton():
            return [without_mnemonic(part.text()).replace("\n", " ")]
        case VialPicture():
            return part.accessibleDescription().split("; ")
        case _:
            return []


def without_mnemonic(text: str) -> str:
    """A text as it is seen: the sign before a mnemonic is none of it."""
    return text.replace("&", "")


OpenBench = Callable[..., Bench]
"""Opens a window: size, theme, text scale, shelf memory, reference files."""
