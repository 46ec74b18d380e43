"""Starts the window, or draws it into a picture; makes the parts and puts them together."""

import gc
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, QTimer
from PySide6.QtWidgets import QApplication

from app.core.drug import Drug
from app.core.label_fill import fill_dose
from app.core.notation import read_decimal
from app.core.order import OrderDraft
from app.reference import Reference, load_reference
from app.reference.resources import RESOURCES
from app.site import Site, find_site_folder, load_site
from app.site.shelf_memory import ShelfMemory
from app.site.user_theme import theme_in_force
from app.ui.following import CHOICES_ALONE, Following, Follows, system_look
from app.ui.live_answer import LiveAnswer
from app.ui.live_site import LiveSite
from app.ui.main_window import MainWindow, PageName
from app.ui.own_fault import faults_told, tell_of_threads
from app.ui.pages.page import Page
from app.ui.recorded import Purpose
from app.ui.theme import choose_theme, dress, load_fonts, system_scale, system_theme
from app.ui.typed_order import typed_of

if TYPE_CHECKING:
    from app.site.one_window import OneWindow

_FRAME: Final = QSize(16, 40)
"""What a title bar and borders take; a window that is not shown yet does not know its own."""

ARGUMENTS: Final = ("vialwise", "-style", "Fusion")
"""Of the application: it looks the same on every system. To set a style later costs a start 4 ms,
in which Python makes itself everything that a style has a name for.
"""

_AFTER_START_MS: Final = 50
"""What need not be there at the first paint comes so much later."""


def make_application(
    theme_name: str | None = None,
    scale: float | None = None,
    no_screen: Callable[[], str] | None = None,
) -> QApplication:
    """The one application, with font and theme in force; the system's where none is named.

    `no_screen` is said where no screen answers, and the program ends; without it Qt ends it.
    """
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else _new_application(no_screen)
    app.setApplicationName("Vialwise")
    load_fonts()
    choose_theme(app, theme_name or system_theme(), system_scale() if scale is None else scale)
    return app


def _new_application(no_screen: Callable[[], str] | None) -> QApplication:
    if no_screen is None:
        return QApplication([*ARGUMENTS])
    from app.ui.no_screen import application  # noqa: PLC0415 only Linux has no screen

    return application(ARGUMENTS, no_screen)


def build_window(
    reference: Reference,
    memory: ShelfMemory,
    today: Callable[[], date] = date.today,
    drug_id: str | None = None,
    site: Site | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    follows: Follows = CHOICES_ALONE,
) -> tuple[MainWindow, LiveAnswer]:
    """The window over a live answer; the shelf counts are the remembered ones, else the site's.

    Without a `site`, what is chosen goes to the folder that is found.
    """
    site = site or Site(find_site_folder(), reference, "", {}, reference.drugs)
    drug = (reference.drug(drug_id) if drug_id else None) or reference.drugs[0]
    on_hand, trouble = memory.read()
    live = LiveAnswer(reference, drug, _with_defaults(on_hand, site.shelf), today, trouble)
    live.restocked.connect(lambda on_hand: live.say_of_shelf(memory.write(on_hand)))
    live_site = LiveSite(live, site, today, now)
    window = MainWindow(
        reference,
        live,
        {
            PageName.CLAIM: lambda: _claim_page(live, window),
            PageName.RECORDS: lambda: _records_page(live, window),
            PageName.DOUBLE_CHECK: lambda: _check_page(live, window),
            PageName.SITE: lambda: _site_page(live),
        },
    )
    live_site.changed.connect(lambda: window.use_reference(live_site.reference))
    live.setParent(window)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        Following(app, window, live_site, follows)
        dress(app)
    return window, live


def _claim_page(live: LiveAnswer, window: MainWindow) -> Page:
    from app.ui.pages.claim import ClaimPage  # noqa: PLC0415 rarely, and not at start

    page = ClaimPage(live)
    page.compare_asked.connect(window.compare_codes)
    page.field_asked.connect(window.go_to_field)
    return page


def _records_page(live: LiveAnswer, window: MainWindow) -> Page:
    from app.ui.pages.records import RecordsPage  # noqa: PLC0415 rarely, and not at start

    page = RecordsPage(live)
    page.given_asked.connect(lambda entry: window.open_entry(entry, Purpose.GIVING))
    page.correct_asked.connect(lambda entry: window.open_entry(entry, Purpose.CORRECTING))
    page.checklist_asked.connect(lambda entry: window.open_entry(entry, Purpose.RECORDED))
    return page


def _check_page(live: LiveAnswer, window: MainWindow) -> Page:
    from app.ui.pages.double_check import DoubleCheckPage  # noqa: PLC0415 rarely, and not at start

    page = DoubleCheckPage(live)
    page.check.check_begun.connect(window.close_for_check)
    page.check.check_ended.connect(window.open_after_check)
    return page


def _site_page(live: LiveAnswer) -> Page:
    from app.ui.pages.site_setup import SitePage  # noqa: PLC0415 rarely, and not at start

    return SitePage(live)


def _with_defaults(
    on_hand: dict[str, dict[Decimal, str]], shelf: Mapping[str, Mapping[Decimal, int]]
) -> dict[str, dict[Decimal, str]]:
    """The counts that were typed, and the site's where none was."""
    counts = {drug: {mg: str(n) for mg, n in sizes.items()} for drug, sizes in shelf.items()}
    for drug, sizes in on_hand.items():
        counts[drug] = {**counts.get(drug, {}), **sizes}
    return counts


def run_window(
    theme_name: str | None = None,
    *,
    exit_after_first_paint: bool = False,
    one: "OneWindow | None" = None,
    no_screen: Callable[[], str] | None = None,
) -> int:
    """Open the window and stay until it is closed; the exit status.

    As the `one` window of its user it comes forward when the program is started once more.
    `no_screen` is what is said where no screen answers.
    """
    site = load_site()
    app = make_application(theme_name or theme_in_force(site.theme) or None, no_screen=no_screen)
    window, live = build_window(
        site.reference, ShelfMemory.of_user(), site=site, follows=Follows(system_look, theme_name)
    )
    place = first_place(app.primaryScreen().availableGeometry())
    window.resize(place.size())
    window.move(place.topLeft())
    if exit_after_first_paint:
        window.painted.connect(lambda: QTimer.singleShot(0, app.quit))
    else:
        QTimer.singleShot(_AFTER_START_MS, window, lambda: _finish_start(window, live, one))
    window.show()
    set_apart()
    with faults_told(window, live):
        return app.exec()


def _finish_start(window: MainWindow, live: LiveAnswer, one: "OneWindow | None") -> None:
    from PySide6.QtGui import QIcon  # noqa: PLC0415 after the first paint

    from app.records.drafts import Drafts  # noqa: PLC0415
    from app.site.fault_log import watch_crashes  # noqa: PLC0415
    from app.ui.coming_forward import ComingForward  # noqa: PLC0415

    window.setWindowIcon(QIcon(str(RESOURCES / "icons" / "vialwise.png")))
    window.keep_drafts(Drafts())
    window.prepare.build()
    watch_crashes()
    tell_of_threads(window)
    watch_record(window, LiveSite.of(live))
    if one is not None:
        ComingForward(window, one)
    set_apart()


def watch_record(window: MainWindow, live_site: LiveSite) -> None:
    """Have the window say where nothing can be recorded, before anybody signs in vain."""
    from app.records.places import find_place  # noqa: PLC0415 after the first paint

    def tell() -> None:
        window.say_no_record(told=bool(find_place(live_site.site).why_not))

    live_site.changed.connect(tell)
    tell()


def set_apart() -> None:
    """Have garbage collected from here on, and not looked for in what is there by now.

    That stays until the end. To go through it over and over made a start a tenth longer, and now
    and then a keystroke.
    """
    gc.freeze()
    gc.enable()


def draw_screenshot(
    path: Path, size: tuple[int, int], theme_name: str, draft: OrderDraft, drug_id: str
) -> int:
    """Draw the page with an order on it into a PNG file; 0, or 1 with a sentence where it fails."""
    app = make_application(theme_name, 1.0)
    window, live = build_window(load_reference(), ShelfMemory.none(), drug_id=drug_id)
    window.resize(QSize(*size))
    for mg, count in _on_hand(draft, live.shown.drug).items():
        live.stock(mg, count)
    live.put(typed_of(draft))
    regimen = live.shown.drug.regimen(draft.regimen)
    if regimen is not None and _dose(fill_dose(draft, regimen).draft) == _dose(draft):
        live.pick_regimen(regimen.id)  # the dose is the label's: say by which rule
    window.show()
    app.processEvents()
    saved = window.grab().save(str(path))
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if not saved:
        sys.stderr.write(f"The picture could not be written to {path}.\n")
    return 0 if saved else 1


def _on_hand(draft: OrderDraft, drug: Drug) -> dict[Decimal, str]:
    """The counts of an order of the command line; a size that it does not name is not there."""
    if draft.shelf is None:
        return {}
    named = {read_decimal(size.mg): size.on_hand or "" for size in draft.shelf}
    return {p.mg: named.get(p.mg, "0") for p in drug.presentations}


def _dose(draft: OrderDraft) -> tuple[str, str]:
    return draft.mg_per_kg, draft.mg


def first_place(free: QRect) -> QRect:
    """The middle of what a screen leaves: all of the window with its own frame is on it.

    Up to the size that shows everything; the place is the frame's, the size is what is inside.
    """
    size = QSize(1366, 740).boundedTo(free.size() - _FRAME)
    spare = free.size() - size - _FRAME
    return QRect(free.topLeft() + QPoint(spare.width() // 2, spare.height() // 2), size)
