"""The Records page over a long record: the page, a search, a month, verifying, an export.

    python tests/benchmarks/bench_records.py [entries, default 20000] [rounds, default 5]

The record is made first, in a file: orders prepared, checked and given, 30 minutes apart. The page
is opened in a window that is there already, what it needs is imported before; by the clock.
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication, QLineEdit  # noqa: E402 the platform is named first

from app.core.month import Month  # noqa: E402
from app.records.chain import BEFORE_THE_FIRST, Content, content_of, hash_of, id_of  # noqa: E402
from app.records.chain import utc_text as utc  # noqa: E402
from app.records.entry import Meaning, Query  # noqa: E402
from app.records.export import write_csv  # noqa: E402
from app.records.places import FILE, place_of_file  # noqa: E402
from app.records.record import Record, open_record  # noqa: E402
from app.records.schema import ENTRIES, searched  # noqa: E402
from app.site import load_site  # noqa: E402
from app.site.shelf_memory import ShelfMemory  # noqa: E402
from app.ui.main import build_window, make_application  # noqa: E402
from app.ui.main_window import MainWindow, PageName  # noqa: E402
from app.ui.pages.records import RecordsPage  # noqa: E402
from tests.benchmarks.machine import Row, alone, at_most, introduce, row  # noqa: E402
from tests.records.doses import a_new_entry, an_order  # noqa: E402

LAST = datetime(2026, 11, 23, 16, tzinfo=UTC)
TODAY = date(2026, 11, 24)
REFERENCE = "Reference of encounter, course or entry"


def fill(record: Record, number: int) -> None:
    """So many entries, written at once: only reading is measured here."""
    previous, rows = BEFORE_THE_FIRST, []
    for place in range(1, number + 1):
        order, step = divmod(place - 1, 3)
        at = LAST - timedelta(minutes=30 * (number // 3 - order)) + timedelta(minutes=step)
        given = f"{520 + 10 * (order % 40)}" if step == 2 else ""
        draft = an_order(f"{52 + order % 40}", day=at.date().isoformat(), given_mg=given)
        meaning = (Meaning.PREPARED, Meaning.CHECKED, Meaning.GIVEN)[step]
        new = a_new_entry(draft, meaning, encounter=f"A-{order}", by=("RK", "MB", "TS")[step])
        content = content_of(new, place, utc(at))
        said = searched(Content(id_of(place), place, utc(at), new))
        rows.append(
            {"place": place, "previous": previous, "content": content, **said}
            | {"hash": (previous := hash_of(previous, content))}
        )
    with record.store.writing(is_long=True) as connection:
        connection.execute(ENTRIES.insert(), rows)


def timed(action: Callable[[], object]) -> float:
    """The milliseconds until all is painted."""
    began = perf_counter()
    action()
    QApplication.processEvents()
    return 1000 * (perf_counter() - began)


def typed(page: RecordsPage, name: str, text: str) -> Callable[[], None]:
    """Have that text in the field of that name, as if it had been typed there."""
    fields = {line.accessibleName(): line for line in page.findChildren(QLineEdit)}

    def put() -> None:
        fields[name].setText(text)
        fields[name].textEdited.emit(text)

    return put


def count(page: RecordsPage) -> None:
    """Have the month counted."""
    page.show_view("month")
    while page.is_counting:
        QApplication.processEvents()


def opened() -> tuple[MainWindow, float]:
    """A window, and how long its Records page took."""
    site = load_site()
    window, _ = build_window(site.reference, ShelfMemory.none(), lambda: TODAY, site=site)
    window.resize(1366, 680)
    window.show()
    QApplication.processEvents()
    return window, timed(lambda: window.go_to(PageName.RECORDS))


def measure(number: int = 20_000, rounds: int = 5) -> list[Row]:
    """Make the record, and say how long each takes."""
    make_application("light", 1.0)
    with TemporaryDirectory() as folder:
        os.environ["VIALWISE_SITE"] = os.environ["VIALWISE_USER_DATA"] = folder
        record = open_record(place_of_file(Path(folder) / FILE))
        fill(record, number)
        introduce(f"Records page over {number:,} entries", "opened in under 500 ms")
        figures: dict[str, list[float]] = {}
        for _ in range(rounds):
            window, ms = opened()
            page = window.page
            assert isinstance(page, RecordsPage)
            steps: dict[str, Callable[[], object]] = {
                "a reference": typed(page, REFERENCE, "A-100"),
                "all again": typed(page, REFERENCE, ""),
                "a person who is not there": typed(page, "Recorded by", "XX"),
                f"the month {Month.of(TODAY).text}": partial(count, page),
                "verify": record.verify,
            }
            figures.setdefault("open the page", []).append(ms)
            for name, action in steps.items():
                figures.setdefault(name, []).append(timed(action))
            window.close()
            window.deleteLater()
        to = Path(folder) / "record.csv"
        site = load_site()
        entries = record.entries()
        began = perf_counter()
        newest = record.newest_hash()
        write_csv(to, entries, newest, site.reference, lambda e: record.entries(Query(encounter=e)))
        figures["export as CSV"] = [1000 * (perf_counter() - began)]
    for name, values in figures.items():
        row(name, values, "ms")
    half = {name: median(values) for name, values in figures.items()}
    opening, *others = (
        (f"Records page over {number:,} entries: {name}", f"{ms:,.0f} ms")
        for name, ms in half.items()
    )
    return [at_most(500, half["open the page"], *opening, "ms"), *(Row(*each) for each in others)]


if __name__ == "__main__":
    alone(measure)
