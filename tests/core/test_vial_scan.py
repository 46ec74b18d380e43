"""A scanned product code: what is certain is taken, what lost its separator is not guessed.

The codes are those of label.md, section 8; GTIN check digits were worked out there by hand.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.drug import Drug, Presentation
from app.core.vial_scan import LOST_SEPARATOR, VialScan, read_vial_scan, vial_of
from tests.core.asking import DURVALUMAB, drug_of

GS = "\x1d"
SCANNED = f"]d2010030310461150021TEST00000001{GS}1727123110TESTLOT"
PRINTED = "(01)00303104611500(21)TEST00000001(17)271231(10)TESTLOT"


def _scan(text: str) -> VialScan:
    found = read_vial_scan(text)
    assert isinstance(found, VialScan), found
    return found


@pytest.mark.parametrize(
    "text",
    [SCANNED, SCANNED.removeprefix("]d2"), GS + SCANNED.removeprefix("]d2"), PRINTED],
)
def test_the_example_of_the_label_notes_is_read_whole(text: str) -> None:
    scan = _scan(text)
    assert (scan.digits, scan.lot, scan.expiry, scan.note) == (
        "0310461150", "TESTLOT", "2027-12-31", "",
    )  # fmt: skip
    found = vial_of(scan, [DURVALUMAB])
    assert found == (DURVALUMAB, DURVALUMAB.presentations[0])


@pytest.mark.parametrize(
    ("text", "mg"),
    [
        ("00303104611500", 500), ("30303104611501", 500), ("50303104611505", 500),
        ("303104611503", None), ("00303104500125", 120), ("30303104500126", 120),
        ("0310-4611-50", 500), ("00310461150", 500), ("0310-4500-12", 120), ("303104500125", 120),
        ("303104611500", 500), ("]E0303104500125", 120), ("0100303104500125", 120),
    ],
)  # fmt: skip
def test_a_linear_code_names_the_vial_and_nothing_else(text: str, mg: int | None) -> None:
    scan = read_vial_scan(text)
    if mg is None:
        assert scan is None  # its check digit is wrong, and it may be any other number
        return
    assert isinstance(scan, VialScan)
    assert (scan.lot, scan.expiry) == ("", "")
    found = vial_of(scan, [DURVALUMAB])
    assert not isinstance(found, str)
    assert found[1].mg == mg


def test_day_00_is_the_last_of_the_month() -> None:
    assert _scan("(01)00303104611500(17)280200(10)A1").expiry == "2028-02-29"
    assert _scan("(01)00303104611500(17)270200(10)A1").expiry == "2027-02-28"


@pytest.mark.parametrize(
    "text",
    [
        "010030310461150021TEST000000011727123110TESTLOT",  # the separator is gone
        "]d2010030310461150021TEST000000011727123110TESTLOT",
        "0100303104611500172712310TESTLOT",  # nobody says that a lot at the end is one field
        "]d2010030310461150010LOT121SERIAL",
        "]d2010030310461150010LOT17271231",
        "010030310461150017271231" + "10LOT21SERIAL",
    ],
)
def test_a_lot_that_lost_its_separator_is_never_guessed(text: str) -> None:
    scan = _scan(text)
    assert scan.lot == ""
    assert scan.note


def test_an_expiry_before_the_lost_separator_is_certain() -> None:
    scan = _scan("010030310461150017271231" + "10LOT21SERIAL")
    assert (scan.lot, scan.expiry, scan.note) == ("", "2027-12-31", LOST_SEPARATOR)


def test_a_lot_at_the_end_is_certain_behind_a_symbologys_name() -> None:
    assert _scan("]d201003031046115001727123110BX4471").lot == "BX4471"
    assert _scan("01003031046115001727123110BX4471").lot == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(01)00303104611501(17)271231", "check digit"),
        ("(01)10614141000415(17)271231", "no US drug"),
        ("(01)99903104611500", "no US drug"),
    ],
)
def test_a_code_that_cannot_be_used_is_said(text: str, said: str) -> None:
    found = read_vial_scan(text)
    assert isinstance(found, str)
    assert said in found


def test_fields_that_are_not_known_leave_the_product_alone() -> None:
    scan = _scan("(01)00303104611500(240)X(10)LOT")
    assert (scan.digits, scan.lot) == ("0310461150", "")
    assert "type lot and expiry" in scan.note


def test_an_expiry_that_is_no_day_is_not_taken() -> None:
    scan = _scan("(01)00303104611500(17)271332(10)LOT")
    assert (scan.expiry, scan.lot) == ("", "LOT")
    assert "no day" in scan.note


def test_a_code_of_no_drug_or_of_two_is_said() -> None:
    other = drug_of("500")
    assert "No drug here" in str(vial_of(_scan(PRINTED), [other]))
    twin = Drug("twin", "twin", "", "J0000", other.unit_mg, (
        Presentation(other.presentations[0].mg, None, "0310-4611-50"),
    ))  # fmt: skip
    assert "belongs to two" in str(vial_of(_scan(PRINTED), [DURVALUMAB, twin]))


@pytest.mark.parametrize("text", ["", "72.4", "A-20417", "RK", "1", "12345678901234", "01", "(01"])
def test_any_other_text_is_left_alone(text: str) -> None:
    assert read_vial_scan(text) is None


def test_bare_digits_are_said_to_be_bare() -> None:
    assert _scan("00310461150").is_bare
    assert not _scan(SCANNED).is_bare


@given(st.text(alphabet="0123456789()]d2ABC\x1d", max_size=60) | st.text(max_size=40))
def test_no_text_makes_it_fail(text: str) -> None:
    found = read_vial_scan(text)
    assert found is None or isinstance(found, (str, VialScan))


@given(
    lot=st.text(alphabet="ABCDEFGHJKLMNPRSTUVWXYZ0123456789-", min_size=1, max_size=20),
    serial=st.text(alphabet="ABCDEFGHJKLMNPRSTUVWXYZ0123456789", min_size=1, max_size=20),
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    prefix=st.sampled_from(["", "]d2"]),
)
def test_with_its_separators_every_lot_and_day_comes_out(
    lot: str, serial: str, day: object, prefix: str
) -> None:
    expiry = str(day)[2:].replace("-", "")
    for fields in (f"21{serial}{GS}17{expiry}10{lot}", f"10{lot}{GS}21{serial}{GS}17{expiry}"):
        scan = _scan(f"{prefix}0100303104611500{fields}")
        assert (scan.lot, scan.expiry) == (lot, str(day))
        lost = _scan(f"{prefix}0100303104611500{fields}".replace(GS, ""))
        assert lost.lot in ("", lot)


def test_a_field_that_comes_twice_lost_a_separator() -> None:
    """A lot never stands twice in a code, so one of the two is part of something else."""
    scan = _scan("0100303104611500" + f"10A1{GS}10B2")
    assert (scan.digits, scan.lot, scan.note) == ("0310461150", "", LOST_SEPARATOR)


def test_a_lot_of_more_than_20_characters_lost_a_separator() -> None:
    """GS1, AI 10: at most 20."""
    assert _scan("(01)00303104611500(10)" + "A" * 20).lot == "A" * 20
    scan = _scan("(01)00303104611500(10)" + "A" * 21)
    assert (scan.lot, scan.note) == ("", LOST_SEPARATOR)


@pytest.mark.parametrize("day", ["27AB31", "271331", "270230"])
def test_an_expiry_that_is_no_day_is_typed_from_the_vial(day: str) -> None:
    scan = _scan("]d20100303104611500" + f"17{day}10A1")
    assert (scan.lot, scan.expiry) == ("A1", "")
    assert scan.note == "The code’s expiry is no day: type it from the vial."
