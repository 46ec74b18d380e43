"""A backup is the whole record, walked before it counts; a restore never writes over entries."""

import os
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.records.places import RecordPlace, place_of_file
from app.records.record import Record, RecordTrouble, open_record
from app.records.restore import restore
from app.records.schema import ENTRIES
from tests.records.entries import AT, entry
from tests.records.past_the_program import unguarded
from tests.records.server import Server


def _recorded(place: RecordPlace) -> Record:
    record = open_record(place)
    for number in range(3):
        record.append(entry(f"A-{number}", page="× 2\n" * 2_000), AT)
    return record


def test_a_backup_is_a_whole_record_of_its_own(place: RecordPlace, tmp_path: Path) -> None:
    record = _recorded(place)
    made = record.backup(tmp_path / "copy.sqlite")
    assert made == (tmp_path / "copy.sqlite", 3, record.newest_hash(), "")
    copy = open_record(place_of_file(made.file))
    assert list(copy.entries()) == list(record.entries())
    assert copy.verify(record.newest_hash()) == ""
    assert sorted(tmp_path.glob("copy*")) == [made.file]
    assert list((tmp_path / "own").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="this system has no such modes")
def test_a_backup_is_for_the_user_alone(place: RecordPlace, tmp_path: Path) -> None:
    made = _recorded(place).backup(tmp_path / "copy.sqlite")
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600


def test_a_backup_goes_on_in_a_place_of_either_kind(
    place: RecordPlace, server_place: RecordPlace, tmp_path: Path
) -> None:
    record = _recorded(place)
    entries, copy = list(record.entries()), record.backup(tmp_path / "copy.sqlite").file
    for there in (place_of_file(tmp_path / "there/record.sqlite"), server_place):
        if there == place:
            continue
        assert restore(copy, there).entries == 3
        restored = open_record(there)
        assert list(restored.entries()) == entries
        assert restored.verify(entries[-1].hash) == ""
        assert restored.append(entry(), AT).id == "R-000004"


def test_no_file_is_written_over(place: RecordPlace, tmp_path: Path) -> None:
    there = tmp_path / "copy.sqlite"
    there.write_text("another")
    with pytest.raises(RecordTrouble) as trouble:
        _recorded(place).backup(there)
    assert trouble.value.sentence == (
        f"The backup was not made: {there} is there already. Name a new file."
    )
    assert there.read_text() == "another"


def test_a_place_that_cannot_be_written_is_said(place: RecordPlace, tmp_path: Path) -> None:
    there = tmp_path / "not there" / "copy.sqlite"
    with pytest.raises(RecordTrouble) as trouble:
        _recorded(place).backup(there)
    assert trouble.value.sentence.startswith(
        f"The backup was not made: {there} could not be written (No such file or directory). "
    )


def test_a_full_disk_is_said_and_leaves_nothing(
    place: RecordPlace, small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = open_record(place)
    for _ in range(20):
        record.append(entry(page="x" * 20_000), AT)
    with pytest.raises(RecordTrouble, match=r"could not be written \(No space left on device\)"):
        record.backup(small_disk / "copy.sqlite")
    assert list(small_disk.iterdir()) == []
    monkeypatch.setenv("VIALWISE_USER_DATA", str(small_disk))
    with pytest.raises(RecordTrouble) as trouble:
        record.backup(tmp_path / "copy.sqlite")
    assert trouble.value.sentence.startswith(f"The backup was not made: the disk of {small_disk}")
    assert "is full" in trouble.value.sentence
    assert list(small_disk.iterdir()) == list(tmp_path.glob("copy*")) == []


def test_a_server_that_stopped_leaves_no_backup(
    server: Server, server_place: RecordPlace, tmp_path: Path
) -> None:
    record = _recorded(server_place)
    server.stop()
    try:
        with pytest.raises(RecordTrouble, match="The backup was not made: the database "):
            record.backup(tmp_path / "copy.sqlite")
    finally:
        server.start()
    assert list(tmp_path.glob("copy*")) == []


def test_no_entry_is_written_over(place: RecordPlace, tmp_path: Path) -> None:
    copy = _recorded(place).backup(tmp_path / "copy.sqlite").file
    before = list(open_record(place).entries())
    with pytest.raises(RecordTrouble) as trouble:
        restore(copy, place)
    assert trouble.value.sentence == (
        f"Nothing was restored: {place.name} holds 3 entries, and entries are never written over. "
        "Restore into a place that is empty."
    )
    assert list(open_record(place).entries()) == before


def test_a_broken_record_is_copied_as_it_is_and_not_restored(
    place: RecordPlace, tmp_path: Path
) -> None:
    record = _recorded(place)
    with unguarded(place) as connection:
        connection.execute(ENTRIES.update().where(ENTRIES.c.place == 2).values(content=b"{}"))
    made = record.backup(tmp_path / "copy.sqlite")
    assert made.broken == "R-000002 was changed after it was recorded."
    there = place_of_file(tmp_path / "there/record.sqlite")
    with pytest.raises(RecordTrouble, match=r"is not whole .R-000002 was changed"):
        restore(made.file, there)
    assert list(open_record(there).entries()) == []


def test_a_record_with_an_entry_missing_is_copied_as_it_is(
    place: RecordPlace, tmp_path: Path
) -> None:
    record = _recorded(place)
    with unguarded(place) as connection:
        connection.execute(ENTRIES.delete().where(ENTRIES.c.place == 2))
    assert record.backup(tmp_path / "copy.sqlite").broken == "R-000002 is missing."


@pytest.mark.parametrize("content", [b"", b"no record", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_what_is_no_backup_is_refused(place: RecordPlace, tmp_path: Path, content: bytes) -> None:
    no_backup = tmp_path / "copy.sqlite"
    no_backup.write_bytes(content)
    with pytest.raises(RecordTrouble, match="Nothing was restored"):
        restore(no_backup, place)
    with pytest.raises(RecordTrouble, match="could not be read"):
        restore(tmp_path / "nowhere.sqlite", place)
    assert list(open_record(place).entries()) == []


def test_what_must_be_kept_is_counted_by_years_and_never_deleted(place: RecordPlace) -> None:
    record = open_record(place)
    for moment in ("2016-11-23T12:00:00", "2016-11-24T12:00:00", "2026-11-24T12:00:00"):
        record.append(entry(), datetime.fromisoformat(moment).replace(tzinfo=UTC))
    assert place.keep_years == 10
    assert record.older_than_kept(date(2026, 11, 23)) == 0
    assert record.older_than_kept(date(2026, 11, 24)) == 1
    assert record.older_than_kept(date(2028, 2, 29)) == 2
    assert len(list(record.entries())) == 3
