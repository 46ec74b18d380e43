"""`doctor`: versions, folders, tables and the record in plain lines, and nothing of any order."""

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import __version__
from app.__main__ import main
from app.records.places import FILE
from app.site.fault_log import FOLDER, FaultLog
from tests.records.lines import line
from tests.terminal.running import run
from tests.terminal.test_record_commands import text_of

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(_no_site: Path) -> Path:
    """The user's own data folder, which is not there yet."""
    return _no_site


def doctor(capsys: Capture) -> tuple[list[str], int]:
    """Its lines, and its exit status; nothing is said beside them."""
    status = main(["doctor"])
    out, err = capsys.readouterr()
    assert err == ""
    return out.splitlines(), status


def attention(lines: list[str]) -> list[str]:
    return [text.removeprefix("Attention: ") for text in lines if text.startswith("Attention: ")]


def test_a_new_installation_is_well_and_nothing_is_made(capsys: Capture, folder: Path) -> None:
    lines, status = doctor(capsys)
    assert (status, attention(lines)) == (0, [])
    assert lines[0] == f"Vialwise: {__version__}, from its source"
    for begins in ("Python: 3.", "PySide6-Essentials: 6.", "pydantic: 2.", "SQLAlchemy: 2."):
        assert any(text.startswith(begins) for text in lines), begins
    assert "HCPCS table of October 2025: dated 2025-10-01, good until 2026-12-31" in lines
    assert "record: none yet: the first entry makes it" in lines
    assert f"log: {folder / FOLDER}, not there yet" in lines
    assert not folder.exists()


def test_a_record_is_counted_dated_and_verified_and_no_order_is_in_it(
    capsys: Capture, folder: Path
) -> None:
    run("record", "--jsonl", "-", given=text_of(line(), line(encounter="B-77")))
    lines, status = doctor(capsys)
    assert (status, attention(lines)) == (0, [])
    assert any(text.startswith("record: 2 entries, the newest of 20") for text in lines)
    assert "record: verified: every entry stands as it was recorded" in lines
    assert "record: tables of version 1; this program knows 1" in lines
    assert "record: last backup by this user: none" in lines
    main(["backup-records", str(folder / "A-20417.sqlite")])
    capsys.readouterr()
    text = "\n".join(doctor(capsys)[0])
    assert f"last backup by this user: {datetime.now(UTC).astimezone():%Y-%m-%d}" in text
    assert not any(word in text for word in ("A-20417", "B-77", "72.4", "724", "RK"))


def test_a_record_that_cannot_be_made_needs_attention(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As for a user without a home: a file stands where the folders would have to be made."""
    home = tmp_path / "home"
    home.write_text("no folder")
    monkeypatch.setenv("VIALWISE_USER_DATA", str(home / "share" / "Vialwise"))
    lines, status = doctor(capsys)
    assert status == 1
    assert (
        f"record: none yet, and it cannot be made there: {home} cannot be written by you"
        in attention(lines)
    )
    assert "record: none yet: the first entry makes it" not in lines


def test_a_record_that_does_not_stand_needs_attention(capsys: Capture, folder: Path) -> None:
    run("record", "--jsonl", "-", given=text_of(line(), line(encounter="B-77")))
    with sqlite3.connect(folder / FILE) as record:
        record.execute("DROP TRIGGER vialwise_no_update")
        record.execute("UPDATE vialwise_entries SET initials = 'XX' WHERE place = 1")
    record.close()
    lines, status = doctor(capsys)
    assert status == 1
    assert any(text.startswith("record: The record breaks: R-000001") for text in attention(lines))


def test_a_record_of_no_bytes_needs_attention_and_stays(capsys: Capture, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / FILE).touch()
    lines, status = doctor(capsys)
    assert status == 1
    (said,) = attention(lines)
    assert said.startswith("record: the file of the record, ")
    assert "is there and empty, as one is that lost all that it held." in said
    assert not any("none yet" in text for text in lines)
    assert (folder / FILE).stat().st_size == 0


def test_a_stale_table_needs_attention(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.terminal.today.now", lambda: datetime(2027, 1, 1, 12, tzinfo=UTC))
    lines, status = doctor(capsys)
    assert status == 1
    assert attention(lines) == [
        "HCPCS table of October 2025: dated 2025-10-01, stale since 2026-12-31"
    ]


def test_site_files_that_are_skipped_are_named_with_why(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "site.toml").write_text("format = 1\npayer = 'nobody'\n")
    monkeypatch.setenv("VIALWISE_SITE", str(tmp_path))
    lines, status = doctor(capsys)
    assert status == 1
    (said,) = attention(lines)
    assert said.startswith("site files: ")
    assert "nobody" in said
    here = f"site folder: {tmp_path} (the environment variable VIALWISE_SITE), can be written"
    assert here in lines


def left_by(folder: Path) -> dict[str, tuple[int, bytes]]:
    """All that is in the folder, and itself: name, moment of the last change, bytes."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mtime_ns,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in (folder, *folder.rglob("*"))
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"format = 1\ntheme = 7\n", "theme"),
        (b"format = 1\n\xff", "is not a text in UTF-8"),
        (b"format = 1\n", ""),
    ],
)
def test_nothing_in_the_site_folder_is_changed_a_damaged_file_neither(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: bytes, why: str
) -> None:
    site = tmp_path / "a site"
    site.mkdir()
    monkeypatch.setenv("VIALWISE_SITE", str(site))
    run("record", "--jsonl", "-", given=text_of(line()), VIALWISE_SITE=str(site))
    (site / "site.toml").write_bytes(text)
    before = left_by(site)
    assert set(before) >= {".", "site.toml", FILE}
    lines, status = doctor(capsys)
    assert left_by(site) == before
    assert status == (1 if why else 0), lines
    said = [text for text in attention(lines) if text.startswith("site files: site.toml is damag")]
    assert len(said) == bool(why)
    assert all(why in text for text in said)


def test_a_server_is_named_without_its_password(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = "postgresql://ann:hours-of-Rain@127.0.0.1:1/vialwise"
    (tmp_path / "site.toml").write_text(f'format = 1\nrecord_server = "{url}"\n')
    monkeypatch.setenv("VIALWISE_SITE", str(tmp_path))
    lines, status = doctor(capsys)
    assert status == 1
    assert (
        "record: the database vialwise on 127.0.0.1:1 (the server that Site setup names)" in lines
    )
    (said,) = attention(lines)
    assert said.startswith("record: The record was not opened: the database vialwise on 127")
    assert "hours-of-Rain" not in "\n".join(lines)


def test_a_fault_of_this_week_needs_attention_and_an_old_one_does_not(
    capsys: Capture, folder: Path
) -> None:
    fault_id = FaultLog("the window", folder / FOLDER).id_of(KeyError("A-20417"))
    lines, status = doctor(capsys)
    assert status == 1
    (said,) = attention(lines)
    assert said.endswith(f" {fault_id} in the window")
    (folder / FOLDER / "vialwise.log").write_text("2025-01-02 10:00:00 E-1A2B3C in the window\n")
    lines, status = doctor(capsys)
    assert (status, attention(lines)) == (0, [])
    assert "fault: 2025-01-02 10:00:00 E-1A2B3C in the window" in lines


@pytest.mark.skipif(os.name == "nt", reason="the system's word is another there")
@pytest.mark.parametrize(
    ("variable", "whose"),
    [("VIALWISE_SITE", "The site folder "), ("VIALWISE_USER_DATA", "Your own data folder ")],
)
def test_a_folder_that_cannot_be_looked_into_needs_attention(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str, whose: str
) -> None:
    """Root may look into every folder, but into none by such a name."""
    monkeypatch.delenv("VIALWISE_SITE", raising=False)
    monkeypatch.setenv(variable, str(tmp_path / (300 * "s")))
    lines, status = doctor(capsys)
    assert status == 1
    said = attention(lines)
    assert any(text.startswith(f"site files: {whose}") for text in said), said
    assert any(text.startswith("record: the ") for text in said), said
    assert all("cannot be looked into (File name too long)" in text for text in said)
