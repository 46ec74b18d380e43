"""CMS's file comes into the site folder whole or not at all, and the newest table answers."""

from datetime import date
from pathlib import Path

import pytest

from app.core.code_table import CodeTable
from app.reference import load_reference
from app.site import load_site
from app.site.cms_file import day_of_file, read_cms_file
from app.site.hcpcs_import import Imported, import_hcpcs
from app.site.hcpcs_rows import CHANGED, HcpcsHead, hcpcs_text
from tests.site.folders import PREAMBLE, SMALL, WHOLE, chosen, filler, row

TODAY = date(2026, 11, 24)
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "HCPC2019_CONTR_ANWEB.txt"


def _import(folder: Path, content: bytes, name: str = "HCPC2026_OCT_ANWEB.txt") -> str:
    """The sentences of an import that is refused, "" of one that is not."""
    (folder / "given").mkdir(exist_ok=True)
    file = folder / "given" / name
    file.write_bytes(content)
    imported = import_hcpcs(file, chosen(folder), TODAY)
    return "" if isinstance(imported, Imported) else "\n".join(imported)


def _codes(folder: Path) -> CodeTable:
    return load_site(chosen(folder), today=TODAY).reference.rules.codes


def test_codes_and_modifiers_are_counted_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / "HCPC2026_OCT_ANWEB.txt"
    file.write_bytes(WHOLE)
    imported = import_hcpcs(file, chosen(tmp_path), TODAY)
    assert isinstance(imported, Imported)
    assert (imported.head.codes, imported.head.modifiers) == (5_004, 1)
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
    assert _import(tmp_path, WHOLE) == ""
    codes, ours = _codes(tmp_path), load_reference().rules.codes
    assert (codes.name, codes.dated) == ("HCPCS table of October 2026", date(2026, 10, 1))
    assert codes.stale_after == date(2027, 2, 1)  # the next table's day and a month
    assert codes.is_whole
    durvalumab, other = codes.entry("J9173"), codes.entry("J9323")
    assert durvalumab is not None
    assert other is not None
    assert durvalumab.table == "HCPCS table of October 2026"
    assert "HCPC2026_OCT_ANWEB.txt" in durvalumab.source
    assert durvalumab.status == "OPPS K, April 2026"  # not the table's to tell
    assert other.table == "HCPCS table of October 2025"
    assert len(codes.entries) == len(ours.entries) + 5_002 == len(list(codes.entries.values()))
    assert (codes.crosswalk, codes.rates) == (codes.crosswalk, codes.rates)
    assert codes.crosswalk == ours.crosswalk
    found = codes.code_for("durvalumab", date(2026, 11, 24))
    assert found == durvalumab


def test_older_table_adds_codes_and_overrides_none(tmp_path: Path) -> None:
    assert _import(tmp_path, WHOLE, "HCPC2019_CONTR_ANWEB.txt") == ""
    codes = _codes(tmp_path)
    assert (codes.name, codes.stale_after) == ("HCPCS table of October 2025", date(2026, 12, 31))
    durvalumab, added = codes.entry("J9173"), codes.entry("J0001")
    assert durvalumab is not None
    assert added is not None
    assert durvalumab.table == "HCPCS table of October 2025"
    assert added.table == "HCPCS table of January 2019"
    assert (durvalumab.stale_after, added.stale_after) == (None, date(2019, 5, 4))


def test_import_never_makes_a_code_stale_sooner_than_ours_is(tmp_path: Path) -> None:
    """A table of July 2026 is stale on 2026-11-01; ours was confirmed later, for the whole year."""
    assert _import(tmp_path, WHOLE, "HCPC2026_JUL_ANWEB.txt") == ""
    codes = _codes(tmp_path)
    assert (codes.name, codes.dated) == ("HCPCS table of July 2026", date(2026, 7, 1))
    assert codes.stale_after == date(2026, 12, 31)
    both, theirs, ours = (codes.entry(code) for code in ("J9173", "J0001", "J9277"))
    assert both is not None
    assert theirs is not None
    assert ours is not None
    assert both.stale_after == date(2026, 12, 31)
    assert theirs.stale_after == date(2026, 11, 1)  # ours says nothing of it
    assert ours.stale_after == date(2026, 12, 31)


def test_code_that_a_newer_import_lacks_goes_stale_with_ours(tmp_path: Path) -> None:
    assert _import(tmp_path, WHOLE) == ""
    codes = _codes(tmp_path)
    both, ours = codes.entry("J9173"), codes.entry("J9277")
    assert both is not None
    assert ours is not None
    assert (both.stale_after, ours.stale_after) == (date(2027, 2, 1), date(2026, 12, 31))


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
    assert "add --dated" in _import(tmp_path, WHOLE, "codes.txt")
    file = tmp_path / "given" / "codes.txt"
    imported = import_hcpcs(file, chosen(tmp_path), TODAY, date(2026, 10, 1))
    assert isinstance(imported, Imported)
    assert imported.head.name == "HCPCS table of October 2026"


@pytest.mark.parametrize(
    ("name", "dated", "sentence"),
    [
        ("codes.txt", date(9999, 12, 31), "--dated 9999-12-31 is after today, 2026-11-24"),
        ("codes.txt", date(2026, 11, 25), "--dated 2026-11-25 is after today"),
        ("HCPC2026_OCT_ANWEB.txt", date(2026, 7, 1), "tells 2026-10-01, --dated 2026-07-01"),
        ("HCPC2027_APR_ANWEB.txt", None, "tells 2027-04-01, which is long after today"),
    ],
)
def test_day_that_cannot_be_the_tables_is_refused(
    name: str, dated: date | None, sentence: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(WHOLE)
    refused = import_hcpcs(file, chosen(tmp_path), TODAY, dated)
    assert isinstance(refused, list)
    assert sentence in refused[0]
    assert refused[0].endswith("Nothing was changed.")
    assert not (tmp_path / "hcpcs.tsv").exists()


def test_day_that_the_name_tells_too_and_a_table_that_begins_soon_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "HCPC2026_OCT_ANWEB.txt"
    file.write_bytes(WHOLE)
    day = date(2026, 10, 1)
    assert isinstance(import_hcpcs(file, chosen(tmp_path), TODAY, day), Imported)
    assert isinstance(import_hcpcs(file, chosen(tmp_path), date(2026, 9, 16)), Imported)


def test_older_file_never_takes_the_place_of_a_newer_import(tmp_path: Path) -> None:
    assert _import(tmp_path, WHOLE) == ""
    before = (tmp_path / "hcpcs.tsv").read_bytes()
    refused = _import(tmp_path, WHOLE, "HCPC2026_JUL_ANWEB.txt")
    assert "The HCPCS table of October 2026 was imported before and is newer" in refused
    assert (tmp_path / "hcpcs.tsv").read_bytes() == before
    assert _import(tmp_path, WHOLE) == ""  # the same again


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SMALL, "it has 3 codes, and CMS’s has over 5,000"),
        (row("JW", "Drug amount discarded"), "it has 0 codes"),
        (SMALL + filler(last="T"), "it has no code V…"),
        (SMALL + filler(first="B"), "it has no code A…"),
        (filler(), "it has no code J9…"),
        (filler() + row("J9173", "Injection, durvalumab, 10 mg"), "it has no modifiers"),
    ],
)
def test_part_of_the_file_that_was_cut_between_rows_is_refused(
    content: bytes, sentence: str, tmp_path: Path
) -> None:
    refused = _import(tmp_path, content)
    assert "looks like only part of CMS’s file" in refused
    assert sentence in refused
    assert refused.endswith("Nothing was changed.")
    assert not (tmp_path / "hcpcs.tsv").exists()


@pytest.mark.parametrize("length", [293, 320])
def test_rows_may_end_after_the_action_code(length: int, tmp_path: Path) -> None:
    content = filler(length=length) + row("JW", "Drug amount discarded", length=length)
    content += row("J9173", "Injection, durvalumab, 10 mg", length=length)
    assert _import(tmp_path, content) == ""
    assert _import(tmp_path, content.removesuffix(b"\r\n")) == ""
    assert _import(tmp_path, content.replace(b"\r\n", b"\n")) == ""


def test_file_in_utf_8_with_its_mark_is_read(tmp_path: Path) -> None:
    text = "\ufeff***Disclaimers\u00a0\n" + row("J9173", "Injection, durvalumab, 10 mg").decode()
    text += (row("JW", "Drug amount discarded") + filler()).decode()
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
        (row("J9173", "Inj\x07ection"), "J9173 has a character without a picture"),
        (row("J9173", "Injection").replace(b"jection", b"j\xe2\x80\xaetion"), "without a picture"),
    ],
)
def test_file_that_is_wrong_is_refused_and_changes_nothing(
    content: bytes, sentence: str, tmp_path: Path
) -> None:
    assert _import(tmp_path, WHOLE) == ""
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
    assert "cannot be read" in str(import_hcpcs(tmp_path / "none.txt", chosen(tmp_path), TODAY))
    assert "cannot be read" in str(import_hcpcs(tmp_path, chosen(tmp_path), TODAY))
    file = tmp_path / "HCPC2026_OCT_ANWEB.txt"
    file.write_bytes(WHOLE)
    assert "is not there" in str(import_hcpcs(file, chosen(tmp_path / "away"), TODAY))


FAR = b"HCPCS table of December 9999\t9999-12-31"


@pytest.mark.parametrize(
    "damage", ["cut", "changed", "empty", "other", "far", "name", "file", "count"]
)
def test_imported_table_that_was_damaged_is_named_and_ours_serves(
    damage: str, tmp_path: Path
) -> None:
    assert _import(tmp_path, WHOLE) == ""
    path = tmp_path / "hcpcs.tsv"
    content = path.read_bytes()
    damaged = {
        "cut": content[:-5],
        "changed": content.replace(b"20181231", b"20191231"),
        "empty": b"",
        "other": b"\xff\xfe binary",
        "far": content.replace(b"HCPCS table of October 2026\t2026-10-01", FAR, 1),
        "name": content.replace(b"HCPCS table of", b"HCPCS\x1btable of", 1),
        "file": content.replace(b"ANWEB.txt", "ANWEB\u202e.txt".encode(), 1),
        "count": content.replace(b"\t5004\t", b"\t6000\t", 1),
    }
    assert damaged[damage] != content
    path.write_bytes(damaged[damage])
    reference = load_site(chosen(tmp_path), today=TODAY).reference
    assert reference.notes == (f"hcpcs.tsv {CHANGED}.",)
    assert reference.rules.codes.name == "HCPCS table of October 2025"


@pytest.mark.parametrize(
    "line",
    [
        "J9173\t20260231\t99999999\tJ917\tInjection\u202e, durvalumab, 10 mg",
        "J9173\t",
        "J9173\t\t\t\t\t\t\t",
        "J9173\tx\ty\tz\tInjection, durvalumab, 10 mg",
    ],
)
def test_table_that_was_forged_with_its_checksum_stops_nothing(line: str, tmp_path: Path) -> None:
    head = HcpcsHead("HCPCS table of October 2026", date(2026, 10, 1), "a.txt", 1, 0)
    (tmp_path / "hcpcs.tsv").write_bytes(hcpcs_text(head, [line, "", "x"]))
    codes = _codes(tmp_path)
    entry = codes.entry("J9173")
    assert entry is not None
    assert (entry.first_day, entry.last_day, entry.replaced_by) == (None, None, "")
    assert entry.descriptor.isprintable()
    assert len(list(codes.entries.values())) == len(codes.entries)


def test_table_of_the_future_is_not_used_and_the_clock_may_be_wrong(tmp_path: Path) -> None:
    assert _import(tmp_path, WHOLE) == ""
    reference = load_site(chosen(tmp_path), today=date(2019, 1, 1)).reference
    assert reference.rules.codes.name == "HCPCS table of October 2025"
    assert "hcpcs.tsv is dated 2026-10-01, after today, 2019-01-01" in reference.notes[0]


@pytest.mark.skipif(not REAL.exists(), reason="a clone has no CMS file beside it")
def test_real_file_of_2019_has_6_440_codes_and_360_modifiers(tmp_path: Path) -> None:
    table = read_cms_file(REAL)
    assert not isinstance(table, str)
    assert (table.codes, table.modifiers, table.errors) == (6_440, 360, [])
    assert isinstance(import_hcpcs(REAL, chosen(tmp_path), TODAY), Imported)
    codes = _codes(tmp_path)
    assert len(codes.entries) > 6_440
    ended, long = codes.entry("C9492"), codes.entry("G8891")
    assert ended is not None
    assert long is not None
    assert (ended.last_day, ended.replaced_by) == (date(2018, 12, 31), "J9173")
    assert long.descriptor.endswith("with standard treatment goals is not clinically appropriate)")
