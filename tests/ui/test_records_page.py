"""The Records page by keyboard: a dose is found, shown as it was, and what changed is said."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.records.entry import Entry, Meaning
from app.site import load_site
from app.ui.widgets.row_table import RowTable
from tests.records.doses import all_answers, an_order, put, whole_order
from tests.ui.bench import Bench, OpenBench, name_of
from tests.ui.records_desk import (
    AS_IT_WAS,
    CHANGED,
    DOSES,
    ENTRY,
    FROM,
    KEEPING,
    PERSON,
    REFERENCE,
    ROWS,
    TO,
    WITH_OPEN,
    at_records,
    encounters,
    page_of,
    put_three,
    record_in,
    rows,
)


@pytest.fixture
def entries(site_folder: Path) -> list[Entry]:
    """Three doses in the record of the site folder."""
    return put_three(site_folder)


@pytest.fixture
def desk(open_bench: OpenBench, entries: list[Entry]) -> Bench:
    """The page over that record."""
    return at_records(open_bench(site=load_site()))


def test_each_dose_is_a_row_with_who_prepared_checked_and_gave_it(desk: Bench) -> None:
    """October's is the oldest by entry, whatever its day; the corrected one wants another check."""
    assert rows(desk) == [
        [
            "2026-11-23",
            "A-20418",
            "durvalumab 880 mg",
            "MB",
            "not yet",
            "not yet",
            rows(desk)[0][6],
        ],
        ["2026-11-23", "A-20417", "durvalumab 742 mg", "RK", "recheck", "MB", rows(desk)[1][6]],
        [
            "2026-10-05",
            "A-20419",
            "durvalumab 600 mg",
            "not yet",
            "not yet",
            "TS",
            rows(desk)[2][6],
        ],
    ]
    assert "3 doses" in desk.text(DOSES)
    table = desk.part(RowTable, ROWS)
    said = [
        table.model().index(1, place).data(Qt.ItemDataRole.AccessibleTextRole) for place in (3, 4)
    ]
    assert said == ["Prepared: Fine: RK", "Checked: To answer: recheck"]


def test_a_dose_that_nobody_prepared_or_gave_says_so_whole(desk: Bench) -> None:
    table = desk.part(RowTable, ROWS)
    prepared, given = 3, 5
    assert rows(desk)[2][prepared] == rows(desk)[0][given] == "not yet"
    assert not table.isColumnHidden(prepared)
    assert table.columnWidth(prepared) >= table.columnWidth(given)


def test_the_keyboard_begins_at_the_reference_and_finds_by_each_keystroke(desk: Bench) -> None:
    assert desk.focused() == REFERENCE
    desk.keys("A-2041")
    assert encounters(desk) == []
    assert "Nothing that was recorded fits this search." in desk.text(DOSES)
    desk.keys("7")
    assert encounters(desk) == ["A-20417"]


@pytest.mark.parametrize("reference", ["A-20417", "a-20417", "C-88", "R-000004", "r-000002"])
def test_encounter_course_and_entry_find_the_same_dose(desk: Bench, reference: str) -> None:
    desk.type_into(REFERENCE, reference)
    assert encounters(desk) == ["A-20417"]


def test_days_and_person_find_the_doses_they_had_a_part_in(desk: Bench) -> None:
    desk.type_into(PERSON, "mb")
    assert encounters(desk) == ["A-20418", "A-20417"]
    desk.clear(PERSON)
    desk.type_into(TO, "2026-10-31")
    assert encounters(desk) == ["A-20419"]
    desk.clear(TO)
    desk.type_into(FROM, "2026-11-01")
    assert encounters(desk) == ["A-20418", "A-20417"]


def test_a_day_that_cannot_be_read_is_said_and_no_old_row_stays(desk: Bench) -> None:
    desk.type_into(FROM, "23.11.2026")
    assert "is not a date" in desk.text("Search")
    assert encounters(desk) == []
    assert "Correct the day first" in desk.text(DOSES)


def test_with_an_open_checklist_are_those_where_something_is_missing(
    open_bench: OpenBench, site_folder: Path, entries: list[Entry]
) -> None:
    record, at = record_in(site_folder), datetime(2026, 11, 23, 15, tzinfo=UTC)
    answers = all_answers()
    put(record, whole_order(), Meaning.GIVEN, encounter="A-20420", answers=answers, at=at)
    desk = at_records(open_bench(site=load_site()))
    assert rows(desk)[0][1] == "A-20420"
    assert rows(desk)[0][6] == "0"
    desk.go_to(WITH_OPEN)
    desk.press(Qt.Key.Key_Space)
    assert encounters(desk) == ["A-20418", "A-20417", "A-20419"]


def test_arrow_keys_show_each_dose_as_it_was_recorded(desk: Bench, entries: list[Entry]) -> None:
    desk.part(RowTable, ROWS).setFocus()
    desk.press(Qt.Key.Key_Down)
    corrected = entries[4]
    assert f"{corrected.id} · corrected by RK" in desk.text(AS_IT_WAS)
    assert f"corrects {entries[3].id}" in desk.text(AS_IT_WAS)
    page = corrected.content.page
    for line in [line.strip() for line in page.splitlines() if line.strip()][:6]:
        assert line.split("  ")[0] in desk.text(AS_IT_WAS)
    assert ["Weight", "72.4 kg → 74.2 kg"][1] in desk.text(CHANGED)
    assert f"{entries[3].id} (given) → {corrected.id}" in desk.text(CHANGED)


def test_an_older_entry_of_a_dose_is_shown_with_what_changed_then(
    desk: Bench, entries: list[Entry]
) -> None:
    desk.type_into(REFERENCE, "A-20417")
    desk.pick_place(ENTRY, 1)
    assert f"{entries[2].id} (checked) → {entries[3].id}" in desk.text(CHANGED)
    assert "– → 724 mg" in desk.text(CHANGED)
    desk.pick_place(ENTRY, 3)
    assert "Nothing was recorded of this dose before." in desk.text(CHANGED)


def test_enter_in_the_rows_goes_on_and_letters_search_nothing(desk: Bench) -> None:
    table = desk.part(RowTable, ROWS)
    table.setFocus()
    desk.keys("A")
    assert table.currentIndex().row() == 0
    desk.enter()
    assert not table.hasFocus()
    assert name_of(desk.keyboard) == ENTRY


@pytest.mark.parametrize(
    ("letter", "signal", "entry"),
    [("G", "given_asked", 5), ("E", "correct_asked", 5), ("K", "checklist_asked", 5)],
)
def test_each_action_has_its_letter_and_hands_on_the_newest_state(
    desk: Bench, entries: list[Entry], letter: str, signal: str, entry: int
) -> None:
    asked: list[Entry] = []
    getattr(page_of(desk), signal).connect(asked.append)
    desk.alt(letter)
    assert asked == [entries[entry]]


def test_what_was_given_cannot_be_given_again_but_corrected(desk: Bench) -> None:
    desk.type_into(REFERENCE, "A-20417")
    assert not desk.is_there("Enter given dose…")
    assert desk.is_there("Correct…")


def test_what_is_recorded_meanwhile_is_there_and_the_chosen_dose_stays_chosen(
    desk: Bench, site_folder: Path
) -> None:
    desk.part(RowTable, ROWS).setFocus()
    desk.press(Qt.Key.Key_Down)
    put(record_in(site_folder), an_order("50"), encounter="A-20500")
    page_of(desk)._record.changed.emit()
    assert encounters(desk)[0] == "A-20500"
    assert "A-20417" in rows(desk)[desk.part(RowTable, ROWS).currentIndex().row()]


def test_an_empty_record_says_how_to_begin(open_bench: OpenBench) -> None:
    desk = at_records(open_bench(site=load_site()))
    assert "Nothing is recorded yet." in desk.text(DOSES)
    assert "No entry yet" in desk.text(KEEPING)
    assert "Choose a dose above" in desk.text(AS_IT_WAS)


def test_a_record_that_cannot_be_read_says_so_and_the_page_stays(
    open_bench: OpenBench, site_folder: Path
) -> None:
    (site_folder / "record.sqlite").write_bytes(b"this is no record at all, and long enough" * 90)
    desk = at_records(open_bench(site=load_site()))
    assert rows(desk) == []
    assert "record" in desk.text(DOSES).lower()
    desk.type_into(REFERENCE, "A-1")
    desk.alt("V")
    desk.alt("M")
    desk.alt("D")
    assert str(site_folder) in desk.text(KEEPING).replace("\n", "").replace("\u200b", "")


def test_an_entry_that_was_edited_is_named_and_the_others_are_shown(
    open_bench: OpenBench, site_folder: Path, entries: list[Entry]
) -> None:
    with sqlite3.connect(site_folder / "record.sqlite") as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(
            "UPDATE vialwise_entries SET content = replace(content, '724', '725') WHERE place = 2"
        )
    connection.close()
    desk = at_records(open_bench(site=load_site()))
    assert "R-000002" in desk.text(DOSES)
    assert "A-20418" in encounters(desk)
    desk.alt("V")
    assert "R-000002" in desk.text(KEEPING)


def test_a_record_that_comes_back_is_read_once_looked_for_again(
    open_bench: OpenBench, site_folder: Path, entries: list[Entry]
) -> None:
    """Typing on does not ask again: a server that is gone would take seconds at each key."""
    file = site_folder / "record.sqlite"
    whole = file.read_bytes()
    file.write_bytes(b"this is no record at all, and long enough" * 90)
    desk = at_records(open_bench(site=load_site()))
    file.write_bytes(whole)
    said = desk.text(DOSES)
    desk.keys("A")
    assert desk.text(DOSES) == said
    desk.clear(REFERENCE)
    desk.alt("L")
    assert encounters(desk) == ["A-20418", "A-20417", "A-20419"]
    assert not desk.is_there("Look again")


def test_a_long_search_goes_on_by_itself_and_says_so(
    open_bench: OpenBench,
    site_folder: Path,
    entries: list[Entry],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    """With no time at all for each step, a step ends behind the newest entries: none is open."""
    record = record_in(site_folder)
    for number in range(60):
        more = {"encounter": f"A-{number}", "answers": all_answers(), "at": datetime.now(UTC)}
        put(record, whole_order(), Meaning.GIVEN, **more)  # type: ignore[arg-type]
    monkeypatch.setattr("app.ui.panels.records_list_panel._LONGEST_S", -1.0)
    desk = at_records(open_bench(site=load_site()))
    desk.go_to(WITH_OPEN)
    desk.keyboard.click()  # type: ignore[attr-defined]  # a box to tick
    assert "Searching the record…" in desk.text(DOSES)
    qtbot.waitUntil(lambda: encounters(desk) == ["A-20418", "A-20417", "A-20419"])
    assert "Searching" not in desk.text(DOSES)


def test_month_stays_hidden_where_the_columns_become_two(desk: Bench) -> None:
    for width in (1024, 1366, 800, 1366):
        desk.resize(width, 680)
        assert not desk.is_there("Earlier")


def test_the_arrow_keys_move_where_columns_went_for_want_of_room(desk: Bench) -> None:
    table = desk.part(RowTable, ROWS)
    table.setFixedWidth(300)
    hidden = [column for column in range(7) if table.isColumnHidden(column)]
    assert hidden == [0, 3]  # the day of the newest, after who prepared
    table.pick(0)
    table.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    assert not table.isColumnHidden(table.currentIndex().column())
