"""What is typed is read strictly or refused in a sentence, and written one way only."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.finding import Refused
from app.core.notation import (
    last_day_of_month,
    plain,
    read_count,
    read_date,
    read_decimal,
    shown,
    without_agreeing_unit,
)
from app.core.order import PlannedVialDraft
from tests import strategies
from tests.core.asking import (
    ask,
    bag,
    by_weight,
    flat,
    plan_of,
    refusal,
    shelf_of,
    waiting_for,
    worksheet,
)

MALFORMED = {
    "two points": "1.2.3",
    "two points together": "1..2",
    "no digit before the point": ".5",
    "no digit after the point": "5.",
    "a point alone": ".",
    "a leading zero": "072",
    "two zeros": "00",
    "a leading zero before a fraction": "00.5",
    "a thousands comma": "1,500",
    "a decimal comma": "72,4",
    "comma and point": "1,500.5",
    "a comma at the end": "72,",
    "a comma alone": ",",
    "a plus": "+5",
    "a minus": "-5",
    "a minus sign proper": "−5",
    "a sign behind": "5-",
    "an exponent": "1e3",
    "an exponent with a sign": "1E+3",
    "a unit behind": "72.4kg",
    "a unit apart": "72.4 kg",
    "another unit": "72.4 mL",
    "a blank inside": "72 4",
    "a blank as thousands mark": "1 500",
    "a no-break space inside": "1\u00a0500",
    "an underscore": "1_500",
    "an apostrophe": "1'500",
    "arabic-indic digits": "٧٢",
    "devanagari digits": "७२",
    "full-width digits": "７２",
    "a full-width point": "72．4",
    "an arabic decimal sign": "72٫4",
    "mathematical digits": "𝟕𝟐",
    "a superscript": "72²",
    "a fraction sign": "½",
    "a digit of another script at the end": "72٤",
    "eight digits": "10000000",
    "four decimals": "72.4567",
    "four decimals, all zeros but one": "72.1000",
    "very many digits": "9" * 400,
    "not a number": "NaN",
    "infinity": "Infinity",
    "hexadecimal": "0x48",
    "a letter in the middle": "7x2.4",
    "the letter O": "1O",
    "the letter l": "l0",
    "a percent sign": "72%",
    "a zero-width space": "72\u200b",
    "a line break inside": "72\n4",
    "a NUL": "72\x00",
    "a currency": "$72",
}
BLANK = {"nothing": "", "a blank": " ", "a tab": "\t", "a no-break space": "\u00a0"}

FINE = [
    ("0", "0"), ("0.5", "0.5"), ("5", "5"), ("72", "72"), ("72.4", "72.4"), ("72.0", "72"),
    ("72.400", "72.4"), ("72.123", "72.123"), ("0.001", "0.001"), ("0.000", "0"), ("10", "10"),
    ("1500", "1500"), ("9999999", "9999999"), ("9999999.999", "9999999.999"), (" 72.4 ", "72.4"),
    ("\t72.4\n", "72.4"), ("\u00a072.4", "72.4"), ("100.10", "100.1"),
]  # fmt: skip


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed_number_gets_a_sentence(text: str) -> None:
    sentence = read_decimal(text)
    assert isinstance(sentence, str)
    assert sentence.endswith(".")
    assert len(sentence.split()) < 30
    assert len(sentence) < 200


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED.keys())
@pytest.mark.parametrize("field", ["weight", "mg_per_kg", "mg", "bag", "shelf", "plan"])
def test_malformed_number_in_any_field_leaves_no_figure(text: str, field: str) -> None:
    place, draft = {
        "weight": ("dose.weight", by_weight(text, "10")),
        "mg_per_kg": ("dose.mg_per_kg", by_weight("72.4", text)),
        "mg": ("dose.mg", flat(text)),
        "bag": ("bag.ml", flat("724", bag=bag(text))),
        "shelf": ("shelf[0].mg", flat("724", shelf=shelf_of(**{f"mg{text}": 1}))),
        "plan": ("plan[0].mg", flat("724", plan=plan_of((text, 2)))),
    }[field]
    assert set(refusal(draft)) == {place}
    assert isinstance(ask(draft), Refused)  # which holds errors and has no place for a figure


@pytest.mark.parametrize("text", BLANK.values(), ids=BLANK.keys())
def test_blank_is_waited_for_and_gets_a_sentence(text: str) -> None:
    assert isinstance(read_decimal(text), str)
    assert waiting_for(by_weight(text, text)) == {"dose.weight", "dose.mg_per_kg"}
    assert waiting_for(flat(text)) == {"dose.mg"}


def test_blank_beside_a_mistake_is_a_refusal() -> None:
    assert set(refusal(by_weight("", "1.2.3"))) == {"dose.weight", "dose.mg_per_kg"}


@pytest.mark.parametrize(("text", "value"), FINE)
def test_well_written_number_is_read_exactly(text: str, value: str) -> None:
    figure = read_decimal(text)
    assert isinstance(figure, Decimal)
    assert figure == Decimal(value)
    assert plain(figure) == value


@pytest.mark.parametrize(
    ("text", "advice"), [("1,500", "1500"), ("1,500.5", "1500.5"), ("9,999,999", "9999999")]
)
def test_our_own_thousands_comma_is_answered_with_the_same_number(text: str, advice: str) -> None:
    sentence = read_decimal(text)
    assert isinstance(sentence, str)
    assert f"write {advice}" in sentence


@pytest.mark.parametrize("text", ["72,4", "1,5", "0,5", "72,45", "15,00", "7,2,4", "1500,5"])
def test_comma_that_may_be_a_decimal_one_is_never_answered_with_a_tenfold_number(
    text: str,
) -> None:
    """A continental “72,4” is 72.4; to say “write 724” invites the error that entry is to block."""
    sentence = read_decimal(text)
    assert isinstance(sentence, str)
    without_quote = sentence.replace(f"“{text}”", "")
    assert text.replace(",", "").lstrip("0") not in without_quote, sentence


@pytest.mark.parametrize("text", [".5", ".", ".5678", "..5", "1,500", "1,500,000", "1,,500"])
def test_what_a_sentence_says_to_write_is_taken(text: str) -> None:
    sentence = read_decimal(text)
    assert isinstance(sentence, str)
    for advice in re.findall(r"write ([0-9.]*[0-9.])(?:[,.](?: |$))", sentence):
        assert isinstance(read_decimal(advice), Decimal), sentence


@given(st.text(max_size=12))
def test_any_text_is_a_figure_or_a_sentence(text: str) -> None:
    found = read_decimal(text)
    if isinstance(found, Decimal):
        assert re.fullmatch(r"(0|[1-9][0-9]{0,6})(\.[0-9]{1,3})?", text.strip(), re.ASCII)
    else:
        assert found


@given(st.text("0123456789.,+-eE kg٣", max_size=12))
def test_only_what_the_contract_writes_is_a_figure(text: str) -> None:
    by_contract = re.fullmatch(r"(0|[1-9][0-9]{0,6})(\.[0-9]{1,3})?", text.strip(), re.ASCII)
    assert isinstance(read_decimal(text), Decimal) == bool(by_contract)


@given(strategies.well_formed())
def test_plain_writes_what_reads_back_as_the_same_figure(text: str) -> None:
    figure = read_decimal(text)
    assert isinstance(figure, Decimal)
    written = plain(figure)
    assert read_decimal(written) == figure
    assert written == (text.rstrip("0").rstrip(".") if "." in text else text)


SAFE = re.compile(r"(0|[1-9][0-9]{0,2}(,[0-9]{3})*)(\.[0-9]*[1-9])?", re.ASCII)


@given(strategies.well_formed())
@example("1000")
@example("1500.0")
@example("0.50")
@example("100")
def test_shown_keeps_the_safe_writing_rules(text: str) -> None:
    """A leading zero, no trailing zero, a thousands comma from 1,000: and still the same figure."""
    written = shown(Decimal(text))
    assert SAFE.fullmatch(written), written
    assert Decimal(written.replace(",", "")) == Decimal(text)


@given(st.integers(0, 10**9))
def test_shown_writes_counts_by_the_same_rules(count: int) -> None:
    assert SAFE.fullmatch(shown(count))
    assert shown(count) == shown(Decimal(count))


@given(strategies.well_formed(), strategies.well_formed())
def test_products_are_written_without_exponent_or_trailing_zero(left: str, right: str) -> None:
    product = Decimal(left) * Decimal(right)
    assert SAFE.fullmatch(shown(product))
    assert Decimal(plain(product)) == product
    assert "E" not in plain(product)


@pytest.mark.parametrize(
    ("figure", "screen", "json"),
    [
        (Decimal("5.0"), "5", "5"),
        (Decimal("0.50"), "0.5", "0.5"),
        (Decimal(1500), "1,500", "1500"),
        (Decimal("1.5E+3"), "1,500", "1500"),
        (Decimal("1E-3"), "0.001", "0.001"),
        (Decimal("1E-7"), "0.0000001", "0.0000001"),
        (Decimal("240.385959"), "240.385959", "240.385959"),
        (Decimal("0.000"), "0", "0"),
        (Decimal(10), "10", "10"),
        (Decimal("1234567.890"), "1,234,567.89", "1234567.89"),
        (Decimal(999), "999", "999"),
        (Decimal(1000), "1,000", "1000"),
    ],
)
def test_figure_is_written_one_way(figure: Decimal, screen: str, json: str) -> None:
    assert shown(figure) == screen
    assert plain(figure) == json


@pytest.mark.parametrize(("text", "count"), [("0", 0), ("6", 6), (" 12 ", 12), ("1000000", 10**6)])
def test_whole_number_is_read(text: str, count: int) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize(
    "text",
    ["", " ", "1.0", "1.5", "-1", "+1", "01", "1,000", "1e3", "٣", "²", "six", "1000001", "9" * 99,
     "3 ", "3 4", "1_0", "0x1"],
)  # fmt: skip
def test_malformed_count_gets_a_sentence(text: str) -> None:
    if text == "3 ":
        assert read_count(text) == 3  # an outer blank is none of its figure
        return
    sentence = read_count(text)
    assert isinstance(sentence, str)
    assert sentence.endswith(".")
    assert len(sentence) < 200


def test_date_is_read_as_the_day_that_it_writes() -> None:
    assert read_date("2026-11-24") == date(2026, 11, 24)
    assert read_date(" 2024-02-29 ") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    ["", "2026-11-31", "2025-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "24.11.2026",
     "11/24/2026", "2026-11-4", "26-11-24", "20261124", "2026-W48-2", "2026-11-24T08:00",
     "2026–11–24", "٢٠٢٦-١١-٢٤", "2026-11-24 x", "today"],
)  # fmt: skip
def test_malformed_date_gets_a_sentence(text: str) -> None:
    sentence = read_date(text)
    assert isinstance(sentence, str)
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("text", "unit", "kept"),
    [
        ("72.4 kg", "kg", "72.4"),
        ("72.4kg", "kg", "72.4"),
        (" 72.4  kg ", "kg", "72.4"),
        ("10 mg/kg", "mg/kg", "10"),
        ("72.4", "kg", "72.4"),
    ],
)
def test_unit_of_the_field_itself_may_stand_behind_the_figure(
    text: str, unit: str, kept: str
) -> None:
    assert without_agreeing_unit(text, unit) == kept


@pytest.mark.parametrize(
    ("text", "unit"),
    [("72.4 lb", "kg"), ("10 mg", "mg/kg"), ("724 mg/kg", "mg"), ("7 mL", "mg"), ("kg", "kg"),
     ("1,500 mg", "mg"), ("72.4 KG", "kg"), ("72.4 kg kg", "kg"), ("72.4 kgkg", "kg"),
     ("72.4 gkg", "kg"), ("72.4k g", "kg"),
     ("724 μg", "mg"), ("724 mcg", "mg"), ("7.24 g", "mg")],
)  # fmt: skip
def test_unit_that_disagrees_is_refused_with_its_figure(text: str, unit: str) -> None:
    assert isinstance(read_decimal(without_agreeing_unit(text, unit)), str)


@given(
    st.sampled_from(["kg", "mg", "mL", "mg/kg", "lb"]), st.text("0123456789. kglbm", max_size=10)
)
def test_stripping_a_unit_never_changes_the_digits(unit: str, text: str) -> None:
    kept = without_agreeing_unit(text, unit)
    assert re.sub(r"[^0-9.]", "", kept) == re.sub(r"[^0-9.]", "", text)


Reader = Callable[[str], object]


@pytest.mark.parametrize("read", [read_decimal, read_count, read_date])
def test_sentence_quotes_no_more_than_a_person_can_take_in(read: Reader) -> None:
    sentence = read("x" * 100_000)
    assert isinstance(sentence, str)
    assert len(sentence) < 200


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2027-05", "2027-05-31"),
        (" 2027-02 ", "2027-02-28"),
        ("2028-02", "2028-02-29"),  # a leap year
        ("2027-04", "2027-04-30"),
        ("2027-13", "2027-13"),
        ("2027-05-12", "2027-05-12"),
        ("0000-01", "0000-01"),
        ("05/27", "05/27"),
        ("", ""),
    ],
)
def test_vial_that_names_a_month_is_good_to_its_last_day(typed: str, read: str) -> None:
    assert last_day_of_month(typed) == read


def test_lot_and_expiry_of_the_vials_are_read() -> None:
    vials = (PlannedVialDraft("500", "1", " BX4471 ", "2027-05-31"), PlannedVialDraft("120", "2"))
    order = worksheet(by_weight("72.4", plan=vials)).order
    assert order.plan is not None
    assert [(v.lot, v.expiry) for v in order.plan] == [
        ("BX4471", date(2027, 5, 31)),
        ("", None),
    ]


@pytest.mark.parametrize("lot", ["BX\n4471", "B" * 201, "BX\u202e4471"])
def test_lot_that_is_no_line_of_text_is_refused(lot: str) -> None:
    vials = (PlannedVialDraft("500", "2", lot),)
    assert set(refusal(by_weight("72.4", plan=vials))) == {"plan[0].lot"}
