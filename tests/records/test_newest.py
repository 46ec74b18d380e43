"""The record from its end, page by page."""

from app.records.entry import Query
from app.records.places import RecordPlace
from app.records.record import open_record
from tests.records.entries import AT, entry


def test_newest_first_and_on_from_the_last_one(place: RecordPlace) -> None:
    record = open_record(place)
    assert record.newest() == []
    for number in range(60):
        record.append(entry(f"A-{number % 2}"), AT)
    first = record.newest()
    assert first[0].entry == list(record.entries())[-1]
    assert [found.place for found in first] == list(range(60, 10, -1))
    assert [found.place for found in record.newest(below=11)] == list(range(10, 0, -1))
    assert record.newest(below=1) == []
    of_one = record.newest(Query(encounter="A-1"), below=9)
    assert [found.place for found in of_one] == [8, 6, 4, 2]
