"""Older tables come forward after a copy was made; newer ones are only read."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from app.records.places import RecordPlace, place_of_file
from app.records.record import Query, RecordTrouble, open_record
from app.records.restore import restore
from app.records.schema import ENTRIES, SCHEMA, Step
from tests.records.entries import AT, entry

_FOR_WARD = "ALTER TABLE vialwise_entries ADD COLUMN ward TEXT NOT NULL DEFAULT ''"


def _add_ward(connection: Connection) -> None:
    connection.exec_driver_sql(_FOR_WARD)


def _half(connection: Connection) -> None:
    connection.exec_driver_sql(_FOR_WARD)
    connection.exec_driver_sql("ALTER TABLE nowhere ADD COLUMN ward TEXT")


def _lose_one(connection: Connection) -> None:
    drop = "DISABLE TRIGGER ALL" if connection.dialect.name == "postgresql" else ""
    words = f"ALTER TABLE vialwise_entries {drop}" if drop else "DROP TRIGGER vialwise_no_delete"
    connection.exec_driver_sql(words)
    connection.execute(ENTRIES.delete().where(ENTRIES.c.place == 1))


WARD = (Step("the ward of an order", _add_ward),)


def _versions(place: RecordPlace) -> list[int]:
    with open_record(place).store.reading() as connection:
        return list(connection.scalars(select(SCHEMA.c.version)))


def test_older_tables_come_forward_behind_a_copy(place: RecordPlace) -> None:
    before = open_record(place)
    entries = [before.append(entry(), AT), before.append(entry("A-2"), AT)]
    record = open_record(place, WARD)
    assert _versions(place) == [2]
    assert list(record.entries()) == entries
    assert not record.is_read_only
    [copy] = place.folder.glob("record-before-version-*")
    assert record.note == (
        f"The record was brought forward to this Vialwise. As it was, it is in {copy}."
    )
    entries.append(record.append(entry(), AT))
    assert record.verify(entries[-1].hash) == ""
    assert open_record(place, WARD).note == before.note == ""
    assert copy.name == "record-before-version-2.sqlite"
    assert list(open_record(place_of_file(copy)).entries()) == entries[:2]


def test_a_program_that_is_older_than_the_tables_reads_and_does_not_record(
    place: RecordPlace,
) -> None:
    still_open = open_record(place)
    kept = still_open.append(entry(), AT)
    open_record(place, WARD)
    newer = (
        "the record was written by a newer Vialwise: here it can be read, not added to. Start the "
        "newer program."
    )
    old = open_record(place)
    assert (old.is_read_only, old.why_read_only) == (True, newer)
    assert list(old.entries(Query(encounter="A-20417"))) == [kept]
    assert old.verify(kept.hash) == ""
    for record in (old, still_open):
        with pytest.raises(RecordTrouble) as trouble:
            record.append(entry(), AT)
        assert trouble.value.sentence == f"Nothing was recorded: {newer}"
    assert old.backup(place.folder / "copy.sqlite").entries == 1


@pytest.mark.parametrize("change", [_half, _lose_one])
def test_a_step_that_fails_leaves_all_as_it_was(place: RecordPlace, change: object) -> None:
    kept = open_record(place).append(entry(), AT)
    assert callable(change)
    with pytest.raises(RecordTrouble, match="The record was not opened: "):
        open_record(place, (Step("a bad one", change),))
    assert _versions(place) == [1]
    assert list(open_record(place).entries()) == [kept]
    assert open_record(place).append(entry(), AT).id == "R-000002"
    assert len(list(place.folder.glob("record-before-version-2*"))) == 1


def test_each_copy_has_a_name_of_its_own(place: RecordPlace) -> None:
    open_record(place)
    place.folder.mkdir(exist_ok=True)
    (place.folder / "record-before-version-2.sqlite").write_text("another")
    open_record(place, WARD)
    assert (place.folder / "record-before-version-2.sqlite").read_text() == "another"
    assert (place.folder / "record-before-version-2-2.sqlite").exists()


def test_without_room_for_the_copy_nothing_is_changed(place: RecordPlace, tmp_path: Path) -> None:
    open_record(place)
    in_the_way = tmp_path / "own"
    in_the_way.write_text("a file where the user’s own folder should be")
    with pytest.raises(RecordTrouble, match="was not"):
        open_record(place, WARD)
    in_the_way.unlink()
    assert _versions(place) == [1]


def test_a_copy_of_older_tables_can_be_restored(place: RecordPlace, tmp_path: Path) -> None:
    recorded = open_record(place).append(entry(), AT)
    open_record(place, WARD)
    [copy] = place.folder.glob("record-before-version-*")
    there = place_of_file(tmp_path / "restored" / "record.sqlite")
    assert restore(copy, there).head == recorded.hash
    assert list(open_record(there).entries()) == [recorded]


def test_a_file_without_its_version_is_not_taken_for_a_record(file_place: RecordPlace) -> None:
    open_record(file_place)
    assert file_place.file is not None
    for words in ("DELETE FROM vialwise_schema", "DROP TABLE vialwise_schema"):
        with closing(sqlite3.connect(file_place.file)) as other:
            other.execute(words)
            other.commit()
        with pytest.raises(RecordTrouble, match="something else than a whole record"):
            open_record(file_place)
