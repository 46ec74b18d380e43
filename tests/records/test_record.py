"""Entries are recorded, found and chained, and neither store lets one be changed."""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import DBAPIError

from app.contract.json_text import JsonObject
from app.records.entry import Entry, NewEntry
from app.records.places import RecordPlace
from app.records.record import Query, RecordTrouble, open_record
from tests.records.entries import AT, entry

CONTENT = (
    '{"answers":{"weighed":"72.4 kg"},"at":"2026-11-24T12:34:56Z","by":"RK","check":null,'
    '"corrects":"","course":"","encounter":"A-20417","format":1,"id":"R-000001",'
    '"meaning":"prepared","page":"DURVALUMAB  724 mg – 2 × 120 mg\\n","place":1,'
    '"program":"0.1.0","request":{"dose":{"basis":"weight","mg_per_kg":"10"},'
    '"drug":"durvalumab"},"tables":{"hcpcs":"2025-10-01"},'
    '"worksheet":{"drug":{"id":"durvalumab"},"status":"planned"}}'
)
"""The first entry of the tests, written out by hand: sorted, no blanks, UTF-8."""

_A_ROW = (
    "vialwise_entries SELECT {}, id, at, encounter, course, initials, meaning, drug, content "
    "FROM vialwise_entries WHERE place = 2"
)


def test_an_entry_is_found_as_it_was_recorded(place: RecordPlace) -> None:
    first = open_record(place).append(entry(), AT)
    second = open_record(place).append(entry("A-20418"), AT)
    record = open_record(place)
    assert (first.id, first.place, first.at) == ("R-000001", 1, "2026-11-24T12:34:56Z")
    assert first.content == entry()
    assert (first.previous, second.previous) == ("0" * 64, first.hash)
    assert list(record.entries()) == [first, second]
    assert record.entry("R-000001") == first
    for unknown in ("R-000003", "R-3", "", "R-", "R-0000001", f"R-{'9' * 40}", "r-000001", "1"):
        assert record.entry(unknown) is None
    assert record.newest_hash() == second.hash
    assert not record.is_read_only


def test_the_hash_is_sha_256_of_the_hash_before_and_the_content(place: RecordPlace) -> None:
    recorded = open_record(place).append(entry(), AT)
    assert recorded.hash == hashlib.sha256(("0" * 64 + CONTENT).encode()).hexdigest()


def test_an_empty_record_has_no_entries_and_is_whole(place: RecordPlace) -> None:
    record = open_record(place)
    assert list(record.entries()) == []
    assert record.newest_hash() == "0" * 64
    assert record.verify() == record.verify("0" * 64) == ""


def test_a_correction_and_a_second_check_come_back(place: RecordPlace) -> None:
    check: JsonObject = {"moment": "before the vials", "differences": [], "seen": None}
    corrected = NewEntry(
        "A-20417", "MB", entry().meaning, {}, {}, "", {}, "0.1.0", {}, "C-7", "R-000001", check
    )
    recorded = open_record(place).append(corrected, AT)
    assert open_record(place).entry(recorded.id) == recorded
    assert recorded.content.check == check


@pytest.mark.parametrize("text", ["×–²µ", "“A”\\'\";--", "\U0001f489\u202e", "%s %(a)s :x", " A "])
def test_any_text_comes_back_as_it_was(place: RecordPlace, text: str) -> None:
    record = open_record(place)
    recorded = record.append(entry(text, page=f"{text}\x00\x1f\r\n", course=text), AT)
    assert list(record.entries(Query(encounter=text))) == [recorded]
    assert record.verify() == ""


def test_entries_are_found_by_each_reference(place: RecordPlace) -> None:
    record = open_record(place)
    for number, others in enumerate(
        ({"course": "C-1"}, {"by": "MB"}, {"drug": "pembrolizumab"}, {"encounter": "A-2"})
    ):
        record.append(entry(**others), AT + timedelta(seconds=number))
    assert _ids(record.entries(Query(encounter="A-20417"))) == [1, 2, 3]
    assert _ids(record.entries(Query(course="C-1"))) == [1]
    assert _ids(record.entries(Query(by="MB"))) == [2]
    assert _ids(record.entries(Query(drug="pembrolizumab"))) == [3]
    assert _ids(record.entries(Query(encounter="A-2", by="RK"))) == [4]
    assert _ids(record.entries(Query(encounter="A-2", by="MB"))) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no program can change the zone there")
@pytest.mark.parametrize(
    ("zone", "first_hour", "day"),
    [
        ("UTC", "2026-11-24T00:00:00+00:00", date(2026, 11, 24)),
        ("America/New_York", "2026-11-24T05:00:00+00:00", date(2026, 11, 24)),
        ("Asia/Tokyo", "2026-11-23T15:00:00+00:00", date(2026, 11, 24)),
    ],
)
def test_days_are_those_of_the_clock_on_the_wall(
    place: RecordPlace, monkeypatch: pytest.MonkeyPatch, zone: str, first_hour: str, day: date
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        record, start = open_record(place), datetime.fromisoformat(first_hour)
        for seconds in (-1, 0, 24 * 3600 - 1, 24 * 3600):
            record.append(entry(), start + timedelta(seconds=seconds))
        assert _ids(record.entries(Query(first_day=day, last_day=day))) == [2, 3]
        assert _ids(record.entries(Query(first_day=day))) == [2, 3, 4]
        assert _ids(record.entries(Query(last_day=day))) == [1, 2, 3]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_days_that_no_clock_knows_are_before_and_after_all(place: RecordPlace) -> None:
    record = open_record(place)
    record.append(entry(), AT)
    assert _ids(record.entries(Query(first_day=date.min, last_day=date.max))) == [1]
    assert _ids(record.entries(Query(first_day=date.max))) == []
    assert _ids(record.entries(Query(last_day=date.min))) == []


def test_a_long_list_is_read_in_parts_and_recording_goes_on_meanwhile(place: RecordPlace) -> None:
    record = open_record(place)
    for _ in range(201):
        record.append(entry(), AT)
    listed = record.entries()
    assert next(listed).place == 1
    record.append(entry("A-2"), AT)  # would wait for 5 s and fail if the list held the record
    assert _ids(listed) == list(range(2, 203))
    assert record.verify() == ""


def test_the_moment_is_written_in_utc_to_the_second(place: RecordPlace) -> None:
    late = datetime(2026, 11, 24, 23, 30, 1, 999_999, timezone(timedelta(hours=-5)))
    assert open_record(place).append(entry(), late).at == "2026-11-25T04:30:01Z"
    with pytest.raises(ValueError, match="time zone"):
        open_record(place).append(entry(), late.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (entry("A" * 201), "the encounter is longer than 200 characters."),
        (entry(course="C" * 201), "the course is longer than 200 characters."),
        (entry(by="RK\n"), "the initials holds a line end"),
        (entry("A\x00"), "the encounter holds a line end"),
        (entry("A\ud800"), "it is not all text"),
        (entry(page="x" * 5_000_000), "it is longer than 5,000,000 bytes."),
    ],
)
def test_what_cannot_be_kept_is_refused(place: RecordPlace, new: NewEntry, said: str) -> None:
    record = open_record(place)
    with pytest.raises(RecordTrouble) as trouble:
        record.append(new, AT)
    assert trouble.value.sentence.startswith(f"Nothing was recorded: {said}")
    assert list(record.entries()) == []
    assert record.append(entry("A" * 200), AT).id == "R-000001"


@pytest.mark.parametrize(
    "words",
    [
        "UPDATE vialwise_entries SET encounter = 'A-1' WHERE place = 1",
        "UPDATE vialwise_entries SET place = 3 WHERE place = 2",
        "DELETE FROM vialwise_entries WHERE place = 2",
        "DELETE FROM vialwise_entries",
        "INSERT INTO " + _A_ROW.format("place + 2, hash, previous || 'a'"),
        "INSERT INTO " + _A_ROW.format("place + 1, previous || 'a', previous || 'a'"),
    ],
)
def test_neither_store_lets_an_entry_be_changed_or_put_between(
    place: RecordPlace, words: str
) -> None:
    record = open_record(place)
    entries = [record.append(entry(), AT), record.append(entry(), AT)]
    with pytest.raises(DBAPIError, match=r"never changed|behind the newest"):
        _tell(place, words)
    assert list(record.entries()) == entries


def test_a_file_does_not_let_an_entry_be_replaced(file_place: RecordPlace) -> None:
    record = open_record(file_place)
    entries = [record.append(entry(), AT), record.append(entry(), AT)]
    for row in (
        "place, previous, hash",
        "place, hash, hash",
        "place + 1, previous, 'a'",
        "place + 1, hash, hash",
    ):
        with pytest.raises(DBAPIError, match="behind the newest"):
            _tell(file_place, f"INSERT OR REPLACE INTO {_A_ROW.format(row)}")
    assert list(record.entries()) == entries


def test_a_server_does_not_let_the_record_be_emptied(server_place: RecordPlace) -> None:
    kept = open_record(server_place).append(entry(), AT)
    with pytest.raises(DBAPIError, match="never changed"):
        _tell(server_place, "TRUNCATE vialwise_entries")
    assert list(open_record(server_place).entries()) == [kept]


def test_values_are_imported_without_the_database() -> None:
    code = (
        "import sys, app.records.entry, app.records.places, app.records.trouble; "
        "print([name for name in ('sqlalchemy', 'psycopg', 'sqlite3') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


def _ids(entries: Iterable[Entry]) -> list[int]:
    return [each.place for each in entries]


def _tell(place: RecordPlace, words: str) -> None:
    """Say something to the store past the program, as somebody with a database tool would."""
    with open_record(place).store.writing() as connection:
        connection.exec_driver_sql(words)
