"""The record from its end, page by page."""

from pathlib import Path

from app.records.entry import Query
from tests.records.doses import a_record
from tests.records.entries import AT, entry


def test_newest_first_and_on_from_the_last_one(tmp_path: Path) -> None:
    record = a_record(tmp_path)
    for number in range(7):
        record.append(entry(f"A-{number % 2}"), AT)
    first = record.newest(most=3)
    assert [found.place for found in first] == [7, 6, 5]
    assert [found.place for found in record.newest(below=5, most=3)] == [4, 3, 2]
    assert [found.place for found in record.newest(below=2, most=3)] == [1]
    assert record.newest(below=1) == []
    assert [found.place for found in record.newest(Query(encounter="A-1"))] == [6, 4, 2]
