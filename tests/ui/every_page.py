"""Every page in its main states, as a person comes to them, for the tests of what all must hold."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from app.site import load_site
from app.ui.following import CHOICES_ALONE, Follows
from tests.records.orders import recorded
from tests.ui import claim_states, states
from tests.ui.at_site_setup import MOST_KG, at_setup
from tests.ui.bench import Bench, OpenBench, settle
from tests.ui.check_desk import CHECK_STATES, at_check, put, with_people
from tests.ui.comparing import compare, opened
from tests.ui.records_desk import REFERENCE, at_records, put_three, until_counted

DIALOGS: Final = ("help", "compare")
"""Those of the states in which a dialog has the keyboard."""

ENCOUNTER: Final = "Encounter reference"


def _sign_bar(bench: Bench) -> None:
    bench.order()
    bench.type_into(ENCOUNTER, "A-20421")
    bench.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _sign_bar_refused(bench: Bench) -> None:
    _sign_bar(bench)
    bench.keys("RK")
    bench.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _recorded(bench: Bench) -> None:
    _sign_bar(bench)
    bench.keys("RK")
    bench.tab()
    bench.keys("2580")
    bench.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _print_bar(bench: Bench) -> None:
    bench.order()
    bench.ctrl("P")


def _check(state: str) -> Callable[[Bench], None]:
    def come(bench: Bench) -> None:
        put(bench, recorded())
        CHECK_STATES[state](at_check(bench))

    return come


def _records(bench: Bench) -> None:
    at_records(bench)


def _records_one(bench: Bench) -> None:
    at_records(bench)
    bench.type_into(REFERENCE, "A-20417")


def _records_month(bench: Bench) -> None:
    at_records(bench)
    bench.alt("M")
    until_counted(bench)


def _site(bench: Bench) -> None:
    at_setup(bench)


def _site_refused(bench: Bench) -> None:
    at_setup(bench)
    bench.type_into(MOST_KG, "1.2.3")
    bench.alt("E")


def _closed(bench: Bench) -> None:
    put(bench, recorded())
    at_check(bench)
    bench.type_into(ENCOUNTER, "A-20417")
    bench.enter()
    bench.keys("72.4")
    bench.alt("4")


def _help(bench: Bench) -> None:
    bench.press(Qt.Key.Key_F1)


def _compare(bench: Bench) -> None:
    bench.order()
    compare(bench)


EVERY_PAGE: Final[dict[str, Callable[[Bench], None]]] = {
    "prepare, first screen": states.blank,
    "prepare, answered": states.labelled,
    "prepare, refused": states.refused,
    "prepare, asks": states.many_asks,
    "prepare, short shelf": states.short_shelf,
    "prepare, documented": states.documented,
    "prepare, undo": states.undo_at_hand,
    "prepare, recorded": _recorded,
    "sign bar": _sign_bar,
    "sign bar, refused": _sign_bar_refused,
    "print bar": _print_bar,
    "claim, planned": claim_states.planned,
    "claim, refused": claim_states.refused,
    "claim, stopped": claim_states.stopped,
    "claim, theirs": claim_states.their_claim,
    "claim, ready": claim_states.ready,
    "check, blank": _check("blank"),
    "check, wrong": _check("wrong"),
    "check, look again": _check("look"),
    "check, signed": _check("signed"),
    "records": _records,
    "records, one": _records_one,
    "records, month": _records_month,
    "site": _site,
    "site, refused": _site_refused,
    "closed": _closed,
    "help": _help,
    "compare": _compare,
}


def open_page(
    open_bench: OpenBench,
    site_folder: Path,
    state: str,
    size: tuple[int, int] = (1366, 680),
    theme_name: str = "light",
    scale: float = 1.0,
    follows: Follows = CHOICES_ALONE,
) -> Bench:
    """A window in that state, over a site where people sign."""
    with_people(site_folder)
    if state.startswith("records"):
        put_three(site_folder)
    bench: Bench = open_bench(
        size, theme_name=theme_name, scale=scale, site=load_site(), follows=follows
    )
    EVERY_PAGE[state](bench)
    QTest.qWait(20)  # a dialog comes in with the next rounds of events
    settle()
    return bench


def in_front(bench: Bench, state: str) -> QWidget:
    """What has the keyboard in that state: the window, or the dialog over it."""
    if state not in DIALOGS:
        return bench.window
    if state == "compare":
        return opened(bench)
    (dialog,) = [part for part in bench.window.findChildren(QDialog) if part.isVisible()]
    return dialog
