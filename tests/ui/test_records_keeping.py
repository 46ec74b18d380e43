"""Export, Verify, Back up and Restore on the Records page, and what is said where they fail."""

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.site import load_site
from tests.ui.bench import Bench, OpenBench
from tests.ui.records_desk import (
    COPY,
    EXPORT,
    FILE_TO,
    HASH,
    KEEPING,
    REFERENCE,
    at_records,
    encounters,
    put_three,
    record_in,
)


@pytest.fixture
def desk(open_bench: OpenBench, site_folder: Path) -> Bench:
    """The page over three doses, six entries."""
    put_three(site_folder)
    return at_records(open_bench(site=load_site()))


def test_keeping_says_where_how_many_since_when_and_how_long(
    desk: Bench, site_folder: Path
) -> None:
    said = desk.text(KEEPING).replace("\n", "").replace("\u200b", "")
    assert str(site_folder) in said
    assert "6 entries since 2026-10-05. Kept for at least 10 years; nothing is ever deleted." in (
        desk.text(KEEPING)
    )
    assert "Not backed up yet" in desk.text(KEEPING)


def test_a_record_that_is_gone_after_a_backup_is_missed_before_anybody_signs(
    desk: Bench, open_bench: OpenBench, site_folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite"
    desk.type_into(COPY, str(copy))
    desk.alt("B")
    (site_folder / "record.sqlite").unlink()
    bench = open_bench(site=load_site())
    bench.order("72.4", "10")
    bench.type_into("Encounter reference", "A-20417")
    bench.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    missed = "record nothing yet: restore it first."
    assert missed in bench.text()
    at_records(bench)
    assert missed in bench.text(KEEPING)
    bench.type_into(COPY, str(copy))
    bench.alt("S")
    assert "6 entries brought back" in bench.text(KEEPING)
    assert missed not in bench.text(KEEPING)


def test_all_entries_go_into_a_table_with_the_newest_hash(
    desk: Bench, site_folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "record.csv"
    desk.type_into(FILE_TO, str(path))
    desk.alt("X")
    assert "6 entries written to" in desk.text(EXPORT)
    assert desk.text_of(FILE_TO) == ""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [f"R-00000{n}" for n in range(1, 7)]
    assert rows[-1]["newest_hash"] == record_in(site_folder).newest_hash()


def test_what_was_searched_for_is_what_is_exported_with_all_its_entries(
    desk: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "one.jsonl"
    desk.type_into(REFERENCE, "A-20417")
    desk.type_into(FILE_TO, str(path))
    desk.alt("J")
    assert "4 entries written to" in desk.text(EXPORT)
    *entries, last = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [entry["meaning"] for entry in entries] == ["prepared", "checked", "given", "corrected"]
    assert last["entries"] == 4


def test_a_place_that_cannot_be_written_is_said_and_what_was_typed_stays(
    desk: Bench, tmp_path: Path
) -> None:
    path = str(tmp_path / "nowhere" / "record.csv")
    desk.type_into(FILE_TO, path)
    desk.alt("X")
    assert "was not written" in desk.text(EXPORT)
    assert desk.text_of(FILE_TO) == path
    assert desk.focused() == FILE_TO


def test_a_file_that_is_there_is_never_written_over_not_even_the_record(
    desk: Bench, site_folder: Path
) -> None:
    before = (site_folder / "record.sqlite").read_bytes()
    desk.type_into(FILE_TO, str(site_folder / "record.sqlite"))
    desk.alt("X")
    assert "is there already. Name a new file." in desk.text(EXPORT)
    assert (site_folder / "record.sqlite").read_bytes() == before


def test_nothing_found_is_nothing_to_export(desk: Bench, tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    desk.type_into(REFERENCE, "A-0")
    desk.type_into(FILE_TO, str(path))
    desk.alt("X")
    assert "Nothing was found" in desk.text(EXPORT)
    assert not path.exists()


def test_verify_says_in_a_sentence_that_the_record_is_whole(desk: Bench, site_folder: Path) -> None:
    desk.alt("V")
    assert "The record is whole: 6 entries, each as it was recorded." in desk.text(KEEPING)
    desk.type_into(HASH, record_in(site_folder).newest_hash())
    assert "whole" not in desk.text(KEEPING)
    desk.alt("V")
    assert "The record is whole and goes on from that hash" in desk.text(KEEPING)
    desk.type_into(HASH, "f" * 64)
    desk.alt("V")
    assert "No entry has the hash" in desk.text(KEEPING)


def test_verify_says_that_an_empty_record_is_empty_and_not_that_it_is_whole(
    open_bench: OpenBench,
) -> None:
    desk = at_records(open_bench(site=load_site()))
    desk.alt("V")
    assert "The record is empty, as a new one is: no entry is in it. If there" in desk.text(KEEPING)
    assert "whole" not in desk.text(KEEPING)


def test_a_backup_is_made_said_and_remembered(
    desk: Bench, open_bench: OpenBench, tmp_path: Path
) -> None:
    to = tmp_path / "copy.sqlite"
    desk.type_into(COPY, str(to))
    desk.alt("B")
    assert "6 entries copied to" in desk.text(KEEPING)
    assert "Backed up last on 2026-11-24 to" in desk.text(KEEPING)
    assert to.exists()
    again = at_records(open_bench(site=load_site()))
    assert "Backed up last on 2026-11-24 to" in again.text(KEEPING)
    again.type_into(COPY, str(to))
    again.alt("B")
    assert "is there already" in again.text(KEEPING)
    assert again.text_of(COPY) == str(to)


def test_a_backup_comes_back_into_an_empty_record_and_never_over_entries(
    desk: Bench,
    open_bench: OpenBench,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    to = tmp_path / "copy.sqlite"
    desk.type_into(COPY, str(to))
    desk.alt("B")
    desk.type_into(COPY, str(to))
    desk.alt("S")
    assert "never written over" in desk.text(KEEPING)

    empty = tmp_path / "other site"
    empty.mkdir()
    monkeypatch.setenv("VIALWISE_SITE", str(empty))
    other = at_records(open_bench(site=load_site()))
    assert encounters(other) == []
    other.type_into(COPY, str(to))
    other.alt("S")
    assert "6 entries brought back and read. What the site chose, " in other.text(KEEPING)
    assert encounters(other) == ["A-20418", "A-20417", "A-20419"]
