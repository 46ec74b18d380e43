"""The HCPCS table that comes with the program, against what was collected; broken ones refused."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.core.code_table import CodeEntry, CodeTable, RateFor
from app.core.ndc import claim_ndc
from app.reference import ReferenceFileError, load_reference
from app.reference.code_table_file import read_code_table

TABLE = load_reference().rules.codes

# billing.md 0.1, 1.1: code, substance, unit mg ("-": the descriptor names none alone), first day,
# last day, status in OPPS of April 2026.
CODES = """
J9173 | durvalumab                             | 10   | 2019-01-01 | -          | K
J9347 | tremelimumab-actl                      | 1    | 2023-07-01 | -          | K
J9271 | pembrolizumab                          | 1    | 2016-01-01 | -          | K
J9277 | Pembrolizumab and berahyaluronidase    | -    | -          | -          | -
J9299 | nivolumab                              | 1    | 2016-01-01 | -          | K
J9289 | nivolumab, 2 mg and hyaluronidase-nvhy | -    | 2025-07-01 | -          | -
J9298 | nivolumab and relatlimab-rmbw, 3 mg/1 mg | -  | 2022-10-01 | -          | -
J9022 | atezolizumab                           | 10   | 2018-01-01 | -          | K
J9024 | atezolizumab, 5 mg and hyaluronidase-tqjs | - | 2025-04-01 | -          | -
J9285 | olaratumab                             | 10   | 2018-01-01 | -          | E2
J9204 | mogamulizumab-kpkc                     | 1    | -          | -          | -
J9321 | epcoritamab-bysp                       | 0.16 | -          | -          | -
J9323 | pemetrexed ditromethamine              | 10   | 2023-07-01 | -          | E1
J9305 | pemetrexed, not otherwise specified    | 10   | 2005-01-01 | -          | K
J9292 | pemetrexed dipotassium                 | 10   | 2025-01-01 | -          | G
J9294 | pemetrexed (hospira), not therapeutically equivalent to j9305 | 10 | 2023-04-01 | - | K
J9296 | pemetrexed (accord), not therapeutically equivalent to j9305  | 10 | 2023-04-01 | - | K
J9297 | pemetrexed (sandoz), not therapeutically equivalent to j9305  | 10 | 2023-04-01 | - | N
J9304 | pemetrexed (pemfexy)                   | 10   | 2020-10-01 | -          | K
J9314 | pemetrexed (teva), not therapeutically equivalent to j9305    | 10 | 2023-01-01 | - | K
J9322 | pemetrexed (bluepoint), not therapeutically equivalent to j9305 | 10 | 2023-07-01 | - | K
J9324 | pemetrexed (pemrydi rtu)               | 10   | 2024-01-01 | -          | G
C9492 | durvalumab                             | 10   | 2017-10-01 | 2018-12-31 | -
C9485 | olaratumab                             | 10   | 2017-04-01 | 2017-12-31 | -
C9453 | nivolumab                              | 1    | 2015-07-01 | 2015-12-31 | -
C9027 | pembrolizumab                          | 1    | 2015-01-01 | 2015-12-31 | -
C9483 | atezolizumab                           | 10   | 2016-10-01 | 2017-12-31 | -
C9147 | tremelimumab-actl                      | 1    | 2023-04-01 | -          | -
"""

NAMES = ("durvalumab", "olaratumab", "nivolumab", "pembrolizumab", "atezolizumab", "tremelimumab")


def _as_collected(entry: CodeEntry) -> list[str]:
    status = entry.status.removeprefix("OPPS ").removesuffix(", April 2026")
    cells = (entry.unit_mg, entry.first_day, entry.last_day, status or None)
    return [entry.code, entry.substance, *("-" if cell is None else str(cell) for cell in cells)]


def test_every_code_is_as_it_was_collected_and_there_is_no_other() -> None:
    expected = [[c.strip() for c in line.split("|")] for line in CODES.strip().splitlines()]
    assert [_as_collected(entry) for entry in TABLE.entries.values()] == expected


def test_table_is_that_of_october_2025_and_serves_until_the_end_of_2026() -> None:
    assert (TABLE.name, TABLE.dated) == ("HCPCS table of October 2025", date(2025, 10, 1))
    assert TABLE.stale_after == date(2026, 12, 31)
    assert not TABLE.is_whole
    assert {entry.table for entry in TABLE.entries.values()} == {TABLE.name}


def test_durvalumab_has_its_code_of_each_day_and_never_the_customers() -> None:
    assert TABLE.code_for("durvalumab", date(2017, 9, 30)) is None
    for day, code in (
        (date(2017, 10, 1), "C9492"),
        (date(2018, 12, 31), "C9492"),
        (date(2019, 1, 1), "J9173"),
        (date(2026, 11, 24), "J9173"),
    ):
        found = TABLE.code_for("durvalumab", day)
        assert found is not None
        assert found.code == code
    assert {e.code for e in TABLE.entries.values() if e.is_for("durvalumab")} == {"C9492", "J9173"}


def test_code_of_the_customer_is_for_pemetrexed_ditromethamine_alone() -> None:
    entry = TABLE.entry("J9323")
    assert entry is not None
    assert entry.is_for("pemetrexed ditromethamine")
    assert not any(entry.is_for(name) for name in (*NAMES, "pemetrexed"))


def test_pemetrexed_of_any_maker_is_pemetrexed_and_its_other_salts_are_not() -> None:
    codes = {entry.code for entry in TABLE.entries.values() if entry.is_for("pemetrexed")}
    assert codes == {"J9305", "J9294", "J9296", "J9297", "J9304", "J9314", "J9322", "J9324"}


@pytest.mark.parametrize("code", ["J9277", "J9289", "J9298", "J9024"])
def test_product_of_two_drugs_is_for_neither_alone(code: str) -> None:
    entry = TABLE.entry(code)
    assert entry is not None
    assert not any(entry.is_for(name) for name in NAMES)


def test_predecessors_name_their_successors() -> None:
    assert {e.code: e.replaced_by for e in TABLE.entries.values() if e.replaced_by} == {
        "C9492": "J9173",
        "C9485": "J9285",
        "C9453": "J9299",
        "C9027": "J9271",
        "C9483": "J9022",
        "C9147": "J9347",
    }


def test_crosswalk_gives_a_vials_units_as_its_mg_by_the_unit() -> None:
    reference = load_reference()
    for drug in reference.drugs:
        for size in drug.presentations:
            assert size.ndc is not None
            row = TABLE.crosswalk[claim_ndc(size.ndc)]
            entry = TABLE.entry(row.code)
            assert entry is not None
            assert entry.unit_mg is not None
            assert entry.is_for(drug.name)
            assert row.units == size.mg / entry.unit_mg


def test_bulk_package_has_no_code() -> None:
    row = TABLE.crosswalk[claim_ndc("61434-002-10")]
    assert (row.code, row.units) == ("", None)
    assert "never billable" in row.note


@pytest.mark.parametrize(
    ("code", "day", "units"),
    [
        ("J9173", date(2024, 6, 30), None),
        ("J9173", date(2024, 7, 1), 150),
        ("J9173", date(2026, 9, 30), 150),
        ("J9173", date(2026, 10, 1), 150),
        ("J9323", date(2026, 11, 24), 150),
        ("J9285", date(2026, 11, 24), 200),
        ("J9299", date(2025, 1, 1), 480),
        ("J9271", date(2025, 1, 1), 400),
        ("J9347", date(2026, 11, 24), 300),
        ("J9022", date(2026, 11, 24), 168),
        ("J9324", date(2026, 9, 30), None),
        ("J9324", date(2026, 10, 1), 150),
        ("J9292", date(2026, 10, 1), 150),
        ("J9305", date(2024, 7, 1), 150),
    ],
)
def test_most_units_are_those_of_the_day(code: str, day: date, units: int | None) -> None:
    found = TABLE.most_units[code].on(day)
    assert (found and found.value) == units


def test_office_has_the_payment_limit_and_hospital_the_opps_rate() -> None:
    office = TABLE.rate("J9173", RateFor.OFFICE, date(2026, 11, 24))
    hospital = TABLE.rate("J9173", RateFor.HOSPITAL, date(2026, 11, 24))
    assert office is not None
    assert hospital is not None
    assert office.usd is not None
    assert office.usd * 150 == Decimal("13148.70")  # billing.md 0.1
    assert hospital.usd is not None
    assert hospital.usd * 150 == Decimal("12921.90")  # billing.md 0
    assert hospital.first_day == date(2026, 4, 1)
    assert TABLE.rate("J9173", RateFor.OFFICE, date(2026, 9, 30)) is None


def test_rate_is_the_newest_up_to_the_day() -> None:
    october_2025 = TABLE.rate("J9173", RateFor.HOSPITAL, date(2025, 12, 31))
    assert october_2025 is not None
    assert october_2025.usd is not None
    assert october_2025.usd * 150 == Decimal("12768.00")  # billing.md 0
    pemetrexed = TABLE.rate("J9323", RateFor.HOSPITAL, date(2025, 12, 31))
    assert pemetrexed is not None
    assert pemetrexed.usd is not None
    assert pemetrexed.usd * 150 == Decimal("18.75")


def test_code_of_the_customer_has_no_rate_any_more_and_the_reason_is_said() -> None:
    for paid, reason in ((RateFor.OFFICE, "not in CMS"), (RateFor.HOSPITAL, "E1")):
        rate = TABLE.rate("J9323", paid, date(2026, 11, 24))
        assert rate is not None
        assert rate.usd is None
        assert reason in rate.note


SMALL = """
name = "HCPCS table of May"
dated = 2026-05-01
stale_after = 2026-08-31
is_whole = false

[[codes]]
code = "J0001"
descriptor = "Injection, smallumab, 5 mg"
first_day = 2020-01-01
last_day = 2021-01-01
source = "cms"

[[crosswalk]]
ndc = "00000-0000-01"
code = "J0001"
units = 2
source = "cms"

[[most_units]]
codes = ["J0001"]
from = 2020-01-01
to = 2020-06-30
units = 10
source = "cms"

[[rates]]
code = "J0001"
paid = "office"
source = "cms"
each = [{ from = 2020-01-01, usd = 1.5 }]
"""

Read = Callable[[str], CodeTable]


@pytest.fixture(name="read")
def _read(tmp_path: Path) -> Read:
    def read(text: str) -> CodeTable:
        path = tmp_path / "small.toml"
        path.write_text(text, encoding="utf-8")
        return read_code_table(path, {"cms": "CMS"})

    return read


def test_small_table_is_read(read: Read) -> None:
    table = read(SMALL)
    assert table.entries["J0001"].unit_mg == 5
    assert table.rates[0].usd == Decimal("1.5")


@pytest.mark.parametrize(
    ("was", "becomes", "key"),
    [
        ("last_day = 2021-01-01", "last_day = 2019-12-31", "codes[0].last_day"),
        ("stale_after = 2026-08-31", "stale_after = 2026-04-30", "stale_after"),
        ("dated = 2026-05-01", 'dated = "2026-05-01"', "dated"),
        ("dated = 2026-05-01", "dated = 2026-05-01T00:00:00", "dated"),
        ('code = "J0001"\nd', 'code = "J001"\nd', "codes[0].code"),
        ("is_whole = false\n", "", "is_whole"),
        ("[[crosswalk]]", ('[[codes]]\ncode = "J0001"\ndescriptor = "x"\nsource = "cms"\n\n'
         "[[crosswalk]]"), "codes"),
        ("[[most_units]]", ('[[crosswalk]]\nndc = "00000-0000-01"\nnote = "x"\nsource = "cms"\n\n'
         "[[most_units]]"), "crosswalk"),
        ('ndc = "00000-0000-01"', 'ndc = "0000-0000-01"', "crosswalk[0].ndc"),
        ("units = 2\n", "", "crosswalk[0].units"),
        ('code = "J0001"\nunits = 2', 'code = ""', "crosswalk[0].note"),
        ("to = 2020-06-30", "to = 2019-12-31", "most_units[0].to"),
        ("units = 10", "units = 10.5", "most_units[0].units"),
        ("[[rates]]", ('[[most_units]]\ncodes = ["J0001"]\nfrom = 2020-06-30\nunits = 9\n'
         'source = "cms"\n\n[[rates]]'), "most_units"),
        ("usd = 1.5", 'usd = 1.5, note = "none"', "rates[0].each[0].usd"),
        (", usd = 1.5", "", "rates[0].each[0].usd"),
        ('paid = "office"', 'paid = "anybody"', "rates[0].paid"),
        ("usd = 1.5 }]", "usd = 1.5 }, { from = 2020-01-01, usd = 2 }]", "rates"),
        ('source = "cms"\neach', 'source = "CMS"\neach', "rates[0].source"),
    ],
)  # fmt: skip
def test_broken_table_is_refused_with_its_key(was: str, becomes: str, key: str, read: Read) -> None:
    assert was in SMALL
    with pytest.raises(ReferenceFileError) as error:
        read(SMALL.replace(was, becomes, 1))
    assert error.value.key == key
