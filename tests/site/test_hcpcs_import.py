"""CMS's file comes into the site folder whole or not at all, and the newest table answers."""

from datetime import date
from pathlib import Path

import pytest

from app.core.code_table import CodeTable
from app.reference import load_reference
from app.site import load
from app.site.cms_file import day_of_file, read_cms_file
from app.site.hcpcs_import import Imported, import_hcpcs
from app.site.hcpcs_rows import CHANGED
from tests.site.folders import PREAMBLE, SMALL, chosen, row

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "HCPC2019_CONTR_ANWEB.txt"


def _import(folder: Path, content: bytes, name: str = "HCPC2026_OCT_ANWEB.txt") -> str:
    """The sentences of an import that is refused, "" of one that is not."""
    (folder / "given").mkdir(exist_ok=True)
    file = folder / "given" / name
    file.write_bytes(content)
    imported = import_hcpcs(file, chosen(folder))
    return "" if isinstance(imported, Imported) else "\n".join(imported)


def _codes(folder: Path) -> CodeTable:
    return load(chosen(folder)).rules.codes


def test_codes_and_modifiers_are_counted_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / "HCPC2026_OCT_ANWEB.txt"
    file.write_bytes(SMALL)
    imported = import_hcpcs(file, chosen(tmp_path))
    assert isinstance(imported, Imported)
    assert (imported.head.codes, imported.head.modifiers) == (3, 1)
    assert (imported.head.name, imported.head.dated) == (
        "HCPCS table of October 2026",
        date(2026, 10, 1),
    )
    entry = _codes(tmp_path).entry("J0001")
    assert entry is not None
    assert entry.descriptor.startswith("Injection, smallumab with a descriptor that runs on")
    assert entry.descriptor.endswith("eighty characters that a row has, 5 mg")
    assert entry.unit_mg == 5
    assert _codes(tmp_path).entry("JW") is None


def test_newer_table_answers_for_its_codes_and_ours_for_the_others(tmp_path: Path) -> None:
    assert _import(tmp_path, SMALL) == ""
    codes, ours = _codes(tmp_path), load_reference().rules.codes
    assert (codes.name, codes.dated) == ("HCPCS table of October 2026", date(2026, 10, 1))
    assert codes.stale_after == date(2027, 2, 1)  # the next table's day and a month
    assert not codes.is_whole  # three codes are not all of them
    durvalumab, other = codes.entry("J9173"), codes.entry("J9323")
    assert durvalumab is not None
    assert other is not None
    assert durvalumab.table == "HCPCS table of October 2026"
    assert "HCPC2026_OCT_ANWEB.txt" in durvalumab.source
    assert durvalumab.status == "OPPS K, April 2026"  # not the table's to tell
    assert other.table == "HCPCS table of October 2025"
    assert len(codes.entries) == len(ours.entries) + 1 == len(list(codes.entries.values()))
    assert (codes.crosswalk, codes.rates) == (codes.crosswalk, codes.rates)
    assert codes.crosswalk == ours.crosswalk
    found = codes.code_for("durvalumab", date(2026, 11, 24))
    assert found == durvalumab


def test_older_table_adds_codes_and_overrides_none(tmp_path: Path) -> None:
    assert _import(tmp_path, SMALL, "HCPC2019_CONTR_ANWEB.txt") == ""
    codes = _codes(tmp_path)
    assert (codes.name, codes.stale_after) == ("HCPCS table of October 2025", date(2026, 12, 31))
    durvalumab, added = codes.entry("J9173"), codes.entry("J0001")
    assert durvalumab is not None
    assert added is not None
    assert durvalumab.table == "HCPCS table of October 2025"
    assert added.table == "HCPCS table of January 2019"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("HCPC2026_OCT_ANWEB.txt", date(2026, 10, 1)),
        ("HCPC2026_JUL_ANWEB_06172026.txt", date(2026, 7, 1)),
        ("hcpc2025_jan_anweb v2.TXT", date(2025, 1, 1)),
        ("HCPC2019_CONTR_ANWEB.txt", date(2019, 1, 1)),
        ("HCPC2026_XYZ_ANWEB.txt", None),
        ("codes.txt", None),
    ],
)
def test_tables_day_is_that_of_the_files_name(name: str, day: date | None) -> None:
    assert day_of_file(name) == day


def test_file_whose_name_tells_no_day_needs_one(tmp_path: Path) -> None:
    assert "add --dated" in _import(tmp_path, SMALL, "codes.txt")
    file = tmp_path / "given" / "codes.txt"
    imported = import_hcpcs(file, chosen(tmp_path), date(2026, 10, 1))
    assert isinstance(imported, Imported)
    assert imported.head.name == "HCPCS table of October 2026"


@pytest.mark.parametrize("length", [293, 320])
def test_rows_may_end_after_the_action_code(length: int, tmp_path: Path) -> None:
    content = row("J9173", "Injection, durvalumab, 10 mg", length=length)
    assert _import(tmp_path, content) == ""
    assert _import(tmp_path, content.removesuffix(b"\r\n")) == ""
    assert _import(tmp_path, content.replace(b"\r\n", b"\n")) == ""


def test_file_in_utf_8_with_its_mark_is_read(tmp_path: Path) -> None:
    text = "\ufeff***Disclaimers\u00a0\n" + row("J9173", "Injection, durvalumab, 10 mg").decode()
    assert _import(tmp_path, text.encode()) == ""


GOOD = row("J9173", "Injection, durvalumab, 10 mg")
LONG = row("J0001", "A descriptor " * 12)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\r\n\r\n", "is empty"),
        (PREAMBLE, "has no row of CMS’s layout"),
        (b"HCPC,SEQNUM,RECID,LONG DESCRIPTION\nJ9173,0010,3,Injection\n", "has no row"),
        (b"PK\x03\x04zip", "ZIP or Excel file"),
        (b"\x00\x01" + GOOD, "is not a text file"),
        (SMALL[:-100], "line 11: the file ends within a row, after 222 characters"),
        (SMALL[: len(PREAMBLE) + 40], "line 7: the file ends within a row, after 40 characters"),
        (PREAMBLE + GOOD[:200] + b"\r\n", "line 7: J9173 is cut off after 200 characters"),
        (GOOD + GOOD, "line 2: J9173 is there twice"),
        (GOOD.replace(b"001003", b"001009") + LONG, "line 1: “J9173001009Injection, du”"),
        (GOOD + b"nonsense\r\n", "line 2: “nonsense” is not a row"),
        (LONG.split(b"\r\n")[1] + b"\r\n" + GOOD, "line 1: J0001 goes on, but the row before"),
        (GOOD + LONG.split(b"\r\n")[1] + b"\r\n", "line 2: J0001 goes on"),
        (row("J9173", "Injection", "20191301"), "J9173 has no first day at 269–276 but “20191301”"),
        (row("J9173", "Injection", ""), "J9173 has no first day at 269–276 but “”"),
        (row("J9173", "Injection", "20190101", "2020"), "no last day at 285–292 but “2020”"),
        (row("J9173", "Injection", "20190101", "20181231"), "before it begins on 20190101"),
        (row("J9173", " "), "J9173 has no descriptor"),
    ],
)
def test_file_that_is_wrong_is_refused_and_changes_nothing(
    content: bytes, sentence: str, tmp_path: Path
) -> None:
    assert _import(tmp_path, SMALL) == ""
    before = (tmp_path / "hcpcs.tsv").read_bytes()
    refused = _import(tmp_path, content)
    assert sentence in refused
    assert "Nothing was changed." in refused
    assert (tmp_path / "hcpcs.tsv").read_bytes() == before


def test_twenty_errors_are_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    rows = b"".join(row(f"J{number:04}", "Injection", "2019") for number in range(25))
    told = _import(tmp_path, rows).splitlines()
    assert len(told) == 22
    assert told[0].startswith("HCPC2026_OCT_ANWEB.txt, line 1: J0000 has no first day")
    assert told[-2:] == ["And 5 more.", "Nothing was changed."]
    assert not (tmp_path / "hcpcs.tsv").exists()


def test_missing_file_and_folder_are_said(tmp_path: Path) -> None:
    assert "cannot be read" in str(import_hcpcs(tmp_path / "none.txt", chosen(tmp_path)))
    assert "cannot be read" in str(import_hcpcs(tmp_path, chosen(tmp_path)))
    file = tmp_path / "HCPC2026_OCT_ANWEB.txt"
    file.write_bytes(SMALL)
    assert "is not there" in str(import_hcpcs(file, chosen(tmp_path / "away")))


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "other"])
def test_imported_table_that_was_damaged_is_named_and_ours_serves(
    damage: str, tmp_path: Path
) -> None:
    assert _import(tmp_path, SMALL) == ""
    path = tmp_path / "hcpcs.tsv"
    content = path.read_bytes()
    damaged = {
        "cut": content[:-5],
        "changed": content.replace(b"20181231", b"20191231"),
        "empty": b"",
        "other": b"\xff\xfe binary",
    }
    path.write_bytes(damaged[damage])
    reference = load(chosen(tmp_path))
    assert reference.notes == (f"hcpcs.tsv {CHANGED}.",)
    assert reference.rules.codes.name == "HCPCS table of October 2025"


@pytest.mark.skipif(not REAL.exists(), reason="a clone has no CMS file beside it")
def test_real_file_of_2019_has_6_440_codes_and_360_modifiers(tmp_path: Path) -> None:
    table = read_cms_file(REAL)
    assert not isinstance(table, str)
    assert (table.codes, table.modifiers, table.errors) == (6_440, 360, [])
    assert isinstance(import_hcpcs(REAL, chosen(tmp_path)), Imported)
    codes = _codes(tmp_path)
    assert len(codes.entries) > 6_440
    ended, long = codes.entry("C9492"), codes.entry("G8891")
    assert ended is not None
    assert long is not None
    assert (ended.last_day, ended.replaced_by) == (date(2018, 12, 31), "J9173")
    assert long.descriptor.endswith("with standard treatment goals is not clinically appropriate)")
