"""What goes wrong with a file: each with one clear sentence, and nothing half recorded."""

import os
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.records.last_backup import remember_backup
from app.records.places import RecordPlace, place_of_file
from app.records.record import Record, RecordTrouble, open_record
from tests.records.entries import AT, entry, fill

ON_POSIX = os.name == "posix"
IS_ROOT = ON_POSIX and os.geteuid() == 0


def _file(place: RecordPlace) -> Path:
    assert place.file is not None
    return place.file


def _sentence(record: Record, page: str = "") -> str:
    with pytest.raises(RecordTrouble) as trouble:
        record.append(entry(page=page), AT)
    return trouble.value.sentence


def _open_sentence(place: RecordPlace) -> str:
    with pytest.raises(RecordTrouble) as trouble:
        open_record(place)
    return trouble.value.sentence


def test_a_file_that_another_program_holds_is_waited_for_and_named(
    file_place: RecordPlace,
) -> None:
    record = open_record(file_place)
    kept = record.append(entry(), AT)
    with closing(sqlite3.connect(_file(file_place), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        start = time.monotonic()
        assert _sentence(record) == (
            f"Nothing was recorded: another program has been writing to {file_place.file} for over "
            "5 s. Try again; where it stays so, close what else has that file open."
        )
        assert 4 < time.monotonic() - start < 20
    assert list(record.entries()) == [kept]
    assert record.append(entry(), AT).id == "R-000002"


def test_a_file_that_lost_all_it_held_is_not_begun_anew(file_place: RecordPlace) -> None:
    open_record(file_place).append(entry(), AT)
    _file(file_place).write_bytes(b"")
    assert _open_sentence(file_place) == (
        f"The record was not opened: the file of the record, {file_place.file}, is there and "
        "empty, as one is that lost all that it held. If entries were in it, move it aside and "
        "restore the newest backup; if none ever was, delete it."
    )
    assert _file(file_place).stat().st_size == 0
    _file(file_place).unlink()
    assert open_record(file_place).append(entry(), AT).id == "R-000001"


def test_a_file_that_another_program_is_just_making_is_waited_for(file_place: RecordPlace) -> None:
    _file(file_place).touch()
    code = (
        "import sqlite3, sys, time; print('ready', flush=True); sys.stdin.readline();"
        "time.sleep(0.5); sqlite3.connect(sys.argv[1]).execute('VACUUM')"
    )
    maker = [sys.executable, "-c", code, str(file_place.file)]
    with subprocess.Popen(maker, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdout.readline()
        other.stdin.write("go\n")
        other.stdin.flush()
        record = open_record(file_place)
    assert other.returncode == 0
    assert record.append(entry(), AT).id == "R-000001"


def test_a_record_that_was_backed_up_and_is_gone_is_missed(file_place: RecordPlace) -> None:
    open_record(file_place).append(entry(), AT)
    remember_backup(file_place.folder / "backup.sqlite", date(2026, 11, 3))
    assert open_record(file_place).note == ""
    _file(file_place).unlink()
    open_record(file_place)
    record = open_record(file_place)
    assert record.note == (
        f"The record, {file_place.file}, holds no entry, but this user of this computer backed a "
        "record up on 2026-11-03. If it was this one, record nothing yet: restore it first."
    )
    record.append(entry(), AT)
    assert record.note == open_record(file_place).note == ""


def test_who_holds_the_file_for_a_moment_is_waited_for(file_place: RecordPlace) -> None:
    record = open_record(file_place)
    code = (
        "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); time.sleep(1)"
    )
    command = [sys.executable, "-c", code, str(file_place.file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert record.append(entry(), AT).id == "R-000001"


def test_a_full_disk_is_named_and_takes_nothing_that_was_recorded(small_disk: Path) -> None:
    place = place_of_file(small_disk / "record.sqlite")
    record = open_record(place)
    with pytest.raises(RecordTrouble) as trouble:
        fill(record, ["x" * 20_000] * 50)
    assert trouble.value.sentence == (
        f"Nothing was recorded: the disk of {place.file} is full. Make room on it and try again."
    )
    kept = list(open_record(place).entries())
    assert 2 < len(kept) < 13
    assert record.verify(kept[-1].hash) == ""


def test_a_disk_that_is_full_from_the_start_is_named(small_disk: Path) -> None:
    (small_disk / "other").write_bytes(b"x" * 256 * 1024)
    place = place_of_file(small_disk / "record.sqlite")
    assert _open_sentence(place) == (
        f"The record was not opened: the disk of {place.file} is full. Make room on it and try "
        "again."
    )
    (small_disk / "other").unlink()
    assert open_record(place).append(entry(), AT).id == "R-000001"


@pytest.mark.skipif(not ON_POSIX, reason="this system knows no limit on a file’s length")
def test_a_file_that_may_not_grow_is_said(file_place: RecordPlace) -> None:
    kept = open_record(file_place).append(entry(), AT)
    length = _file(file_place).stat().st_size
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({length}, {length}))"
    told = _in_child(file_place, code, page="x" * 60_000)
    assert told.startswith(f"1 False\nNothing was recorded: the disk of {file_place.file} ")
    assert list(open_record(file_place).entries()) == [kept]
    assert open_record(file_place).verify(kept.hash) == ""


def _in_child(place: RecordPlace, first: str, page: str = "") -> str:
    """What another process is told when it opens the record and appends, after `first`."""
    code = (
        "import os, sys; from pathlib import Path\n"
        "from app.records.places import place_of_file\n"
        "from app.records.record import RecordTrouble, open_record\n"
        "from tests.records.entries import AT, entry\n"
        f"{first}\n"
        "try:\n"
        "    record = open_record(place_of_file(Path(sys.argv[1])))\n"
        "    print(len(list(record.entries())), record.is_read_only)\n"
        "    print(record.append(entry(page=sys.argv[2]), AT).id)\n"
        "except RecordTrouble as trouble: print(trouble.sentence)\n"
    )
    command = [sys.executable, "-c", code, str(place.file), page]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


_AS_SOMEBODY_ELSE = "os.setuid(65534)" if IS_ROOT else ""
"""Root may write everywhere, whatever the modes say."""


@pytest.fixture
def site_folder() -> Iterator[Path]:
    """A folder that others may reach, as no folder of pytest is."""
    with TemporaryDirectory(prefix="vialwise-site-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


@pytest.mark.skipif(not ON_POSIX, reason="folders are read-only in another way there")
@pytest.mark.parametrize("modes", [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)])
def test_a_read_only_place_can_be_read_and_says_why_nothing_more(
    site_folder: Path, modes: tuple[int, int]
) -> None:
    place = place_of_file(site_folder / "record.sqlite")
    open_record(place).append(entry(), AT)
    _file(place).chmod(modes[0])
    site_folder.chmod(modes[1])
    assert _in_child(place, _AS_SOMEBODY_ELSE) == (
        "1 True\n"
        f"Nothing was recorded: {place.file} and its folder cannot be written by you. Ask who "
        "may.\n"
    )


@pytest.mark.skipif(not ON_POSIX, reason="files are closed in another way there")
def test_a_file_that_may_not_be_read_is_said(site_folder: Path) -> None:
    place = place_of_file(site_folder / "record.sqlite")
    open_record(place)
    _file(place).chmod(0o000)
    assert _in_child(place, _AS_SOMEBODY_ELSE) == (
        f"The record was not opened: {place.file} could not be opened: it or its folder is not "
        "there, or not yours to open. Ask who may, or name another site folder.\n"
    )


@pytest.mark.skipif(not ON_POSIX, reason="folders are read-only in another way there")
def test_a_place_that_cannot_be_made_is_said(site_folder: Path) -> None:
    site_folder.chmod(0o555)
    place = place_of_file(site_folder / "record.sqlite")
    assert _in_child(place, _AS_SOMEBODY_ELSE) == (
        f"The record was not opened: {place.file} could not be made (Permission denied). Ask who "
        "may write there, or name another folder.\n"
    )


def test_a_file_in_the_way_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("")
    assert "could not be made" in _open_sentence(place_of_file(tmp_path / "site/record.sqlite"))


@pytest.mark.parametrize("content", [b"x" * 5000, b"SQLite format 2\x00" + b"\x00" * 5000, b"{}"])
def test_what_is_no_record_is_left_alone(file_place: RecordPlace, content: bytes) -> None:
    _file(file_place).write_bytes(content)
    assert _open_sentence(file_place) == (
        f"The record was not opened: {file_place.file} is no record: it is damaged, or another "
        "program’s. Move it aside, do not delete it, and restore the newest backup if the record "
        "was there."
    )
    assert _file(file_place).read_bytes() == content


def test_another_programs_file_is_left_alone(file_place: RecordPlace) -> None:
    with closing(sqlite3.connect(_file(file_place))) as other:
        other.execute("CREATE TABLE moz_places (id INTEGER)")
    before = _file(file_place).read_bytes()
    assert "holds something else than a whole record of Vialwise" in _open_sentence(file_place)
    assert _file(file_place).read_bytes() == before


def test_a_damaged_file_is_named_and_left_as_it_is(file_place: RecordPlace) -> None:
    record = open_record(file_place)
    for _ in range(40):
        record.append(entry(page="x" * 3000), AT)
    file = _file(file_place)
    content = bytearray(file.read_bytes())
    for page in range(1, len(content) // 4096):  # all but the first page, which names the tables
        content[page * 4096 : page * 4096 + 8] = b"\xff" * 8
    file.write_bytes(content)
    damaged = f"{file} is damaged. Move it aside, do not delete it, and restore the newest backup."
    assert _open_sentence(file_place) == f"The record was not opened: {damaged}"
    assert _sentence(record) == f"Nothing was recorded: {damaged}"
    with pytest.raises(RecordTrouble, match=r"The record was not read: .* is damaged"):
        list(record.entries())
    assert record.verify() == (
        "The record breaks: R-000001 cannot be read. No entry before it stands."
    )
    assert file.read_bytes() == content


def test_damage_in_the_middle_names_how_far_the_record_stands(file_place: RecordPlace) -> None:
    record = open_record(file_place)
    for _ in range(300):
        record.append(entry(page="x" * 300), AT)
    file = _file(file_place)
    content = bytearray(file.read_bytes())
    middle = content.index(b'"id":"R-000250"') // 4096
    content[middle * 4096 : middle * 4096 + 8] = b"\xff" * 8
    file.write_bytes(content)
    told = record.verify()
    assert told.startswith("The record breaks: R-0002")
    assert "What is before it stands as it was recorded, up to R-0002" in told


def test_a_file_that_is_gone_is_said_and_not_made_anew(file_place: RecordPlace) -> None:
    record = open_record(file_place)
    record.append(entry(), AT)
    _file(file_place).unlink()
    assert _sentence(record) == (
        f"Nothing was recorded: {file_place.file} could not be opened: it or its folder is not "
        "there, or not yours to open. Ask who may, or name another site folder."
    )
    assert not _file(file_place).exists()


@pytest.mark.skipif(not ON_POSIX, reason="this system has no such modes")
@pytest.mark.parametrize(
    ("folder_mode", "mode"), [(0o755, 0o600), (0o700, 0o600), (0o775, 0o660), (0o2770, 0o660)]
)
def test_a_file_is_for_the_user_or_the_folders_group_alone(
    tmp_path: Path, folder_mode: int, mode: int
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    if IS_ROOT:
        os.chown(folder, -1, 65534)
    folder.chmod(folder_mode)
    before = os.umask(0)
    try:
        open_record(place_of_file(folder / "record.sqlite")).append(entry(), AT)
    finally:
        os.umask(before)
    made = (folder / "record.sqlite").stat()
    assert stat.S_IMODE(made.st_mode) == mode
    if folder_mode & stat.S_IWGRP:
        assert made.st_gid == folder.stat().st_gid


@pytest.mark.skipif(not IS_ROOT, reason="only root can be two users")
def test_two_users_of_one_workstation_record_into_one_chain(site_folder: Path) -> None:
    place = place_of_file(site_folder / "record.sqlite")
    os.chown(site_folder, -1, 50_001)
    site_folder.chmod(0o2770)
    told = [
        _in_child(place, f"os.setgroups([50_001]); os.setgid({user}); os.setuid({user})")
        for user in (50_010, 50_011, 50_010)
    ]
    assert told == [f"{there} False\nR-00000{there + 1}\n" for there in range(3)]
    stranger = _in_child(place, "os.setgroups([]); os.setgid(50_012); os.setuid(50_012)")
    assert "cannot be" in stranger or "could not be" in stranger
    assert len(list(open_record(place).entries())) == 3


@pytest.mark.long
def test_who_reads_for_long_is_waited_for_and_nothing_is_half_recorded(
    file_place: RecordPlace,
) -> None:
    record = open_record(file_place)
    kept = record.append(entry(), AT)
    with closing(sqlite3.connect(_file(file_place), isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM vialwise_entries").fetchall()
        assert _sentence(record).startswith("Nothing was recorded: another program ")
        assert list(record.entries()) == [kept]
    assert record.append(entry(), AT).id == "R-000002"
