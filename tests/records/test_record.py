"""Entries are recorded, found and chained."""

from app.records.places import RecordPlace
from app.records.record import Query, open_record
from tests.records.entries import AT, entry


def test_an_entry_is_found_as_it_was_recorded(place: RecordPlace) -> None:
    first = open_record(place).append(entry(), AT)
    second = open_record(place).append(entry("A-20418"), AT)
    record = open_record(place)
    assert (first.id, first.place, first.at) == ("R-000001", 1, "2026-11-24T12:34:56Z")
    assert (first.previous, second.previous) == ("0" * 64, first.hash)
    assert list(record.entries()) == [first, second]
    assert list(record.entries(Query(encounter="A-20418"))) == [second]
    assert record.entry("R-000001") == first
    assert record.newest_hash() == second.hash
    assert record.verify(second.hash) == ""
