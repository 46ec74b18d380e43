"""The record as a file for others is read back whole, and a spreadsheet runs nothing of it."""

import csv
import io
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.claim_draft import LossDraft
from app.records.entry import Entry, Meaning, Query
from app.records.export import COLUMNS, harmless, write_csv, write_json
from app.records.record import Record
from app.records.trouble import RecordTrouble
from tests.records.doses import a_record, an_order, check, our_reference, put, whole_order
from tests.records.entries import AT, entry


def entries_of(record: Record) -> Callable[[str], Iterable[Entry]]:
    """All entries of an encounter, as an export asks for them."""
    return lambda encounter: record.entries(Query(encounter=encounter))


def rows_in(path: Path) -> list[dict[str, str]]:
    """The rows of a table, by column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def three(folder: Path) -> Record:
    """Prepared and given, and another dose."""
    record = a_record(folder)
    put(record, an_order("150", "15"), encounter="A-20416")
    put(record, an_order())
    put(record, an_order(given_mg="724", losses=(LossDraft("3", "=1+1"),)), Meaning.GIVEN, by="MB")
    return record


def test_the_table_is_read_back_row_by_row_with_plain_decimals(tmp_path: Path) -> None:
    record, path = three(tmp_path), tmp_path / "record.csv"
    assert (
        write_csv(path, record.entries(), record.newest_hash(), our_reference(), entries_of(record))
        == 3
    )
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_bytes().count(b"\r\n") == 4
    rows = rows_in(path)
    assert [tuple(row) for row in rows] == [COLUMNS] * 3
    large, planned, given_then = rows
    assert large["dose_mg"] == "2250"
    assert (planned["status"], planned["given_mg"], planned["meaning"]) == (
        "planned", "", "prepared",
    )  # fmt: skip
    assert (given_then["given_mg"], given_then["lost_mg"], given_then["by"]) == ("724", "3", "MB")
    assert given_then["claim_lines"] == "J9323 JW JA 1" or "JZ" in given_then["claim_lines"]
    assert {row["newest_hash"] for row in rows} == {record.newest_hash()}
    assert [row["hash"] for row in rows] == [entry.hash for entry in record.entries()]


def test_an_entry_whose_worksheet_is_not_whole_makes_no_table_but_is_exported_whole(
    tmp_path: Path,
) -> None:
    record, table, whole = a_record(tmp_path), tmp_path / "record.csv", tmp_path / "record.jsonl"
    record.append(entry(), AT)
    with pytest.raises(RecordTrouble) as trouble:
        write_csv(
            table, record.entries(), record.newest_hash(), our_reference(), entries_of(record)
        )
    assert trouble.value.sentence == (
        "R-000001 has no row in a table: its worksheet is not whole. Export JSON instead."
    )
    assert not table.exists()
    assert write_json(whole, record.entries(), record.newest_hash()) == 1


def test_every_entry_is_a_line_of_its_own_and_the_newest_hash_the_last(tmp_path: Path) -> None:
    record, path = three(tmp_path), tmp_path / "record.jsonl"
    write_json(path, record.entries(Query(encounter="A-20417")), record.newest_hash())
    *entries, last = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [entry["id"] for entry in entries] == ["R-000002", "R-000003"]
    assert entries[1]["worksheet"]["given_mg"] == "724"
    assert last == {"newest_hash": record.newest_hash(), "entries": 2}
    assert record.verify(last["newest_hash"]) == ""


def test_what_a_second_check_holds_is_in_no_row_of_its_order_ready(tmp_path: Path) -> None:
    """Also in the rows before the check; the other drug and the other encounter are not held."""
    record, path = a_record(tmp_path), tmp_path / "record.csv"
    ready = whole_order()
    put(record, ready, Meaning.GIVEN)
    put(record, ready, Meaning.GIVEN, encounter="A-20418")
    put(record, an_order(given_mg="724"), Meaning.GIVEN, drug="tremelimumab")
    write_csv(path, record.entries(), record.newest_hash(), our_reference(), entries_of(record))
    before = rows_in(path)
    assert [row["claim_ready"] for row in before[:2]] == ["yes", "yes"]
    assert {row["held"] for row in before} == {""}
    found = check("R-000001", "claim", "sent-back", units="differs")
    put(record, ready, Meaning.CHECKED, by="MB", check=found)
    write_csv(path, record.entries(), record.newest_hash(), our_reference(), entries_of(record))
    after = rows_in(path)
    held = "Claim held: units given differ, found by MB."
    assert [row["held"] for row in after] == [held, "", "", held]
    assert [row["claim_ready"] for row in after[:2]] == ["no", "yes"]
    assert after[3]["claim_ready"] == "no"
    settled = check("R-000001", "claim", "signed", units="same")
    put(record, ready, Meaning.CHECKED, by="TS", check=settled)
    write_csv(path, record.entries(), record.newest_hash(), our_reference(), entries_of(record))
    again = rows_in(path)
    assert {row["held"] for row in again} == {""}
    assert again[0]["claim_ready"] == "yes"


def test_a_check_outside_of_what_is_exported_holds_its_order_all_the_same(tmp_path: Path) -> None:
    record, path = a_record(tmp_path), tmp_path / "record.csv"
    planned = put(record, an_order())
    found = check(planned.id, outcome="sent-back", weight="differs")
    checked = put(record, an_order(), Meaning.CHECKED, by="MB", check=found)
    write_csv(path, [checked], record.newest_hash(), our_reference(), entries_of(record))
    [row] = rows_in(path)
    assert row["held"] == "Dose held: weight differs, found by MB."


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "  @x"]
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(formula: str) -> None:
    assert harmless(formula) == f"'{formula}"


@pytest.mark.parametrize("plain", ["", "724", "A-20417", "1 × 500 mg", "0.5", "a=b", "– none"])
def test_other_texts_stay_as_they_are(plain: str) -> None:
    assert harmless(plain) == plain


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_comes_back_through_the_csv_module(texts: list[str]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow([harmless(text) for text in texts])
    file.seek(0)
    [row] = list(csv.reader(file))
    assert [
        cell.removeprefix("'") if cell != text else cell
        for cell, text in zip(row, texts, strict=True)
    ] == (texts)
    assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_a_name_that_looks_like_a_formula_does_no_harm(tmp_path: Path) -> None:
    record, path = a_record(tmp_path), tmp_path / "record.csv"
    put(record, an_order(), encounter='=HYPERLINK("http://x.invalid","A")')
    write_csv(path, record.entries(), record.newest_hash(), our_reference(), entries_of(record))
    [row] = rows_in(path)
    assert row["encounter"] == '\'=HYPERLINK("http://x.invalid","A")'


def as_table(path: Path, record: Record) -> int:
    return write_csv(
        path, record.entries(), record.newest_hash(), our_reference(), entries_of(record)
    )


def as_lines(path: Path, record: Record) -> int:
    return write_json(path, record.entries(), record.newest_hash())


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
@pytest.mark.parametrize("folder_mode", [0o1777, 0o755, 0o775])
def test_only_the_user_can_read_what_was_exported(tmp_path: Path, folder_mode: int) -> None:
    record, folder = three(tmp_path), tmp_path / "shared"
    folder.mkdir()
    folder.chmod(folder_mode)
    write_csv(
        folder / "r.csv",
        record.entries(),
        record.newest_hash(),
        our_reference(),
        entries_of(record),
    )
    write_json(folder / "r.jsonl", record.entries(), record.newest_hash())
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("write", [as_table, as_lines])
def test_a_place_that_cannot_be_written_is_said_and_nothing_is_left(
    tmp_path: Path, write: Callable[[Path, Record], int]
) -> None:
    record = three(tmp_path)
    missing = tmp_path / "nowhere" / "record.csv"
    with pytest.raises(RecordTrouble, match="was not written"):
        write(missing, record)
    assert not missing.exists()


def test_a_record_that_breaks_on_the_way_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    record, path = three(tmp_path), tmp_path / "record.csv"
    path.write_text("before")

    def broken() -> object:
        yield from record.entries()
        raise RecordTrouble("The record was not read.")

    with pytest.raises(RecordTrouble):
        write_csv(path, broken(), record.newest_hash(), our_reference(), entries_of(record))  # type: ignore[arg-type]
    assert path.read_text() == "before"
