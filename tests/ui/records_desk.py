"""The way to the Records page, over a real record in the site folder, and what is found there."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from PySide6.QtTest import QTest

from app.records.entry import Entry, Meaning
from app.records.places import FILE, place_of_file
from app.records.record import Record, open_record
from app.ui.main_window import PageName
from app.ui.pages.records import RecordsPage
from app.ui.widgets.row_table import RowTable
from tests.records.doses import an_order, put
from tests.ui.bench import Bench, settle

KEEPING: Final = "Keeping"
DOSES: Final = "Doses"
AS_IT_WAS: Final = "As it was recorded"
CHANGED: Final = "What changed"
EXPORT: Final = "Export"
MONTH: Final = "Month"
FIGURES: Final = "Month in figures"
BY_NDC: Final = "By NDC"

REFERENCE: Final = "Reference of encounter, course or entry"
FROM: Final = "Recorded from"
TO: Final = "Recorded to"
PERSON: Final = "Recorded by"
WITH_OPEN: Final = "With an open checklist"
ROWS: Final = "Doses found, newest first"
ENTRY: Final = "Entry of this dose"
FILE_TO: Final = "File to export to"
HASH: Final = "Hash from a paper or an export"
COPY: Final = "File of the backup"

FIRST: Final = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def record_in(folder: Path) -> Record:
    """The record that a window over that site folder opens."""
    return open_record(place_of_file(folder / FILE))


def put_three(folder: Path) -> list[Entry]:
    """A-20417 prepared, checked, given, corrected; A-20418 prepared by MB; A-20419 of October."""
    record = record_in(folder)

    def at(minutes: int) -> datetime:
        return FIRST + timedelta(minutes=minutes)

    old = datetime(2026, 10, 5, 12, tzinfo=UTC)
    october = an_order("60", day="2026-10-05", given_mg="600")
    entries = [put(record, october, Meaning.GIVEN, encounter="A-20419", at=old, by="TS")]
    entries.append(put(record, an_order(), at=at(0), course="C-88"))
    entries.append(put(record, an_order(), Meaning.CHECKED, by="MB", at=at(5), course="C-88"))
    given: dict[str, Any] = {"given_mg": "724"}
    entries.append(put(record, an_order(**given), Meaning.GIVEN, by="MB", at=at(80), course="C-88"))
    entries.append(
        put(
            record,
            an_order("74.2", given_mg="742"),
            Meaning.CORRECTED,
            at=at(90),
            corrects=entries[-1].id,
            course="C-88",
        )
    )
    entries.append(put(record, an_order("88"), encounter="A-20418", by="MB", at=at(120)))
    return entries


def at_records(bench: Bench) -> Bench:
    """Alt and the number of its tab."""
    bench.alt(str(list(PageName).index(PageName.RECORDS) + 1))
    return bench


def page_of(bench: Bench) -> RecordsPage:
    """The page itself."""
    page = bench.window.page
    assert isinstance(page, RecordsPage)
    return page


def rows(bench: Bench) -> list[list[str]]:
    """What stands in the rows read so far; [] where there is no table in sight."""
    tables = bench.parts(RowTable)
    return [tables[0].texts(place) for place in range(tables[0].count)] if tables else []


def encounters(bench: Bench) -> list[str]:
    """The encounters that are listed."""
    return [row[1] for row in rows(bench)]


def until_counted(bench: Bench) -> None:
    """Wait for the month."""
    page = page_of(bench)
    for _ in range(400):
        QTest.qWait(5)
        if not page.is_counting:
            settle()
            return
    raise AssertionError("the month was never counted")
