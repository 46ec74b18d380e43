"""The second check: blind twice, then seen; what differs holds the dose or the claim (ui.md)."""

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.check_arithmetic import Workings, explained
from app.core.check_entry import CheckDraft, to_look_again
from app.core.check_figures import BILLED, Figure, Figures, Moment, asked_of, differ, named
from app.core.double_check import (
    Check,
    Outcome,
    Result,
    Stage,
    compare,
    finished,
    same_weight,
)
from app.core.double_check import compared as all_compared
from app.core.notation import plain
from app.core.order import BagMethod, Basis, ChosenBag, WeightUnit
from tests.core.asking import DURVALUMAB, drug_of
from tests.core.checking import (
    GIVEN,
    TYPED,
    WORKSHEET,
    compared,
    refused,
    typed,
    vials,
    weight,
    with_,
    workings,
)
from tests.strategies import figures as decimals

BEFORE, CLAIM = Moment.PREPARATION, Moment.CLAIM
FIRST = Check(BEFORE)

MISTAKES: dict[Figure, dict[str, Any]] = {
    Figure.WEIGHT: {"weight": "74.2"},
    Figure.ORDERED: {"ordered": "1"},
    Figure.DOSE: {"dose_mg": "742"},
    Figure.VOLUME: {"volume_ml": "14.84"},
    Figure.BAG: {"method": "withdraw"},
    Figure.VIALS: {
        "vials": vials(
            ("500", "1", "BX4471", "2027-05"), ("120", "3", "BW1190", "2027-02")
        )
    },
    Figure.LOTS: {
        "vials": vials(
            ("500", "1", "BX4477", "2027-05"), ("120", "2", "BW1190", "2027-02")
        )
    },
    Figure.UNITS: {"units": "72"},
    Figure.JW_UNITS: {"jw_units": "2"},
}  # fmt: skip
"""One slip of the checker for each figure before the vials are opened."""


# --- The first look -------------------------------------------------------------------------------


def test_all_the_same_can_be_signed_at_once() -> None:
    check = compared(FIRST, TYPED, with_())
    assert check.stage is Stage.AGREED
    assert {result for _, result in check.looks[0].results} == {Result.SAME}
    assert check.may_sign
    assert not check.may_send_back
    assert check.to_enter(DURVALUMAB) == ()


@pytest.mark.parametrize("figure", MISTAKES)
def test_compare_names_only_the_figure_that_differs(figure: Figure) -> None:
    check = compared(FIRST, typed(**MISTAKES[figure]), with_())
    assert check.differing == (figure,)
    assert check.stage is Stage.LOOKING_AGAIN
    assert not check.may_sign
    if figure in BILLED:
        assert (check.holds_dose, check.holds_claim) == ((), (figure,))
    else:
        assert (check.holds_dose, check.holds_claim) == ((figure,), ())


def test_before_the_second_look_nothing_of_the_worksheet_is_in_the_check() -> None:
    """Not its values, not how many there are: only the checker's own and which differ."""
    worksheet = replace(WORKSHEET, dose_mg=Decimal("987.654"), jw_units=4321, units=8765)
    check = compared(FIRST, TYPED, with_(worksheet))
    assert check.differing == (Figure.DOSE, Figure.UNITS, Figure.JW_UNITS)
    for hidden in ("987", "4321", "8765", "4,321", "8,765"):
        assert hidden not in repr(check)


def test_a_volume_is_the_same_within_what_a_syringe_can_measure() -> None:
    for ml, tolerance, result in (
        ("14.58", "0.1", Result.SAME),
        ("14.38", "0.1", Result.SAME),
        ("14.581", "0.1", Result.DIFFERS),
        ("14.37", "0.1", Result.DIFFERS),
        ("14.9", "0.5", Result.SAME),
    ):
        check = compared(FIRST, typed(volume_ml=ml), with_(tolerance_ml=tolerance))
        assert dict(check.looks[0].results)[Figure.VOLUME] is result, ml


def test_a_weight_in_lb_is_compared_in_the_programs_own_kg() -> None:
    """160 lb are 72.5748 kg, used as 72.6 kg (quantity.py)."""
    lb = replace(WORKSHEET, weight=weight("160", WeightUnit.LB))
    for text, unit, is_same in (
        ("160", WeightUnit.LB, True),
        ("72.6", WeightUnit.KG, True),
        ("72.57", WeightUnit.KG, False),
        ("160.1", WeightUnit.LB, False),
        ("160", WeightUnit.KG, False),
    ):
        check = compared(FIRST, typed(weight=text, weight_unit=unit), with_(lb))
        assert (Figure.WEIGHT not in check.differing) == is_same, (text, unit)


def test_weights_on_two_sides_of_30_kg_are_never_the_same() -> None:
    """66.1 lb is 29.982 kg, shown as 30.0 (contract.md)."""
    assert same_weight(weight("66.1", WeightUnit.LB), weight("30"), ())
    assert not same_weight(weight("66.1", WeightUnit.LB), weight("30"), (Decimal(30),))
    assert same_weight(weight("66.2", WeightUnit.LB), weight("30"), (Decimal(30),))


def test_a_flat_dose_and_one_by_weight_differ_even_with_the_same_figure() -> None:
    check = compared(FIRST, typed(basis=Basis.FLAT), with_())
    assert check.differing == (Figure.ORDERED,)


def test_a_flat_dose_needs_no_weight_where_nobody_has_one() -> None:
    flat = replace(WORKSHEET, basis=Basis.FLAT, ordered=Decimal(1500), weight=None)
    draft = typed(basis=Basis.FLAT, ordered="1500", weight="")
    assert Figure.WEIGHT not in compared(FIRST, draft, with_(flat)).differing
    assert (
        Figure.WEIGHT in compared(FIRST, draft, with_(replace(flat, weight=weight("80")))).differing
    )


def test_a_dose_with_more_places_than_can_be_typed_is_the_same_to_the_last_of_them() -> None:
    """72.123 kg × 3.333 mg/kg is 240.385959 mg (contract.md)."""
    sheet = replace(WORKSHEET, dose_mg=Decimal("240.385959"))
    for text, is_same in (("240.386", True), ("240.385", False), ("240.39", False)):
        check = compared(FIRST, typed(dose_mg=text), with_(sheet))
        assert (Figure.DOSE not in check.differing) == is_same


def test_lots_are_compared_as_a_set_and_only_where_the_worksheet_has_them() -> None:
    sizes = (replace(WORKSHEET.vials[0], lots=("A1", "B2")), WORKSHEET.vials[1])
    draft = typed(
        vials=vials(("500", "1", "b2, A1", "2027-05-31"), ("120", "2", "BW1190", "2027-02"))
    )
    assert compared(FIRST, draft, with_(replace(WORKSHEET, vials=sizes))).stage is Stage.AGREED
    none = tuple(replace(v, lots=(), expiry=None) for v in WORKSHEET.vials)
    check = compared(FIRST, TYPED, with_(replace(WORKSHEET, vials=none)))
    assert dict(check.looks[0].results)[Figure.LOTS] is Result.NOT_ON_WORKSHEET
    assert check.may_sign


def test_another_drug_makes_its_vials_and_bag_another_drugs() -> None:
    check = compared(FIRST, TYPED, with_(replace(WORKSHEET, drug="tremelimumab")))
    assert set(check.differing) == {
        Figure.DRUG, Figure.VOLUME, Figure.BAG, Figure.VIALS, Figure.LOTS,
    }  # fmt: skip
    assert check.holds_dose


def test_what_is_not_known_of_a_drug_is_not_asked() -> None:
    asked = asked_of(drug_of("100"), BEFORE)
    assert Figure.VOLUME not in asked
    assert Figure.BAG not in asked
    assert Figure.GIVEN in asked_of(DURVALUMAB, CLAIM)
    assert Figure.BAG not in asked_of(DURVALUMAB, CLAIM)


# --- Reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["1.2.3", ".5", "5.", "072", "1,500", "7x2", "-1", "٧٢", "72 lb"])
@pytest.mark.parametrize("field", ["weight", "ordered", "dose_mg", "volume_ml"])
def test_a_malformed_figure_is_refused_and_nothing_is_compared(field: str, text: str) -> None:
    wrong = refused(typed(**{field: text}))
    assert len(wrong) == 1
    assert next(iter(wrong.values()))


@pytest.mark.parametrize("field", ["units", "jw_units"])
@pytest.mark.parametrize("text", ["7.5", "1,0", "-1", "01", "x"])
def test_units_are_whole_numbers(field: str, text: str) -> None:
    assert len(refused(typed(**{field: text}))) == 1


def test_every_blank_is_named_at_once() -> None:
    assert set(refused(CheckDraft(drug="durvalumab"))) == {
        "weight", "ordered", "dose", "volume", "bag", "method", "vials.500", "units", "jw-units",
    }  # fmt: skip
    assert set(refused(typed(vials=vials(("500", "1"), ("120", "2", "BW1190", "2027-02"))))) == {
        "lot.500", "expiry.500",
    }  # fmt: skip
    blank = vials(("500", "1"), ("120", "2"))
    check = compared(Check(CLAIM), typed(vials=blank), with_(GIVEN))
    assert dict(check.looks[0].results)[Figure.LOTS] is Result.NOT_ENTERED


def test_a_code_that_is_none_is_refused() -> None:
    assert "code" in refused(typed(code="73"), CLAIM)
    assert "code" in refused(typed(code=""), CLAIM)


@pytest.mark.parametrize(
    ("size", "field"),
    [
        (("500", "1", "BX4471", "2027-13"), "expiry.500"),
        (("500", "1", "BX4471", "05/2027"), "expiry.500"),
        (("500", "1", "X" * 21, "2027-05"), "lot.500"),
        (("500", "one", "BX4471", "2027-05"), "vials.500"),
    ],
)
def test_a_vial_that_cannot_be_read_is_named(size: tuple[str, ...], field: str) -> None:
    assert set(refused(typed(vials=vials(size)))) >= {field}


def test_an_expired_vial_stops_and_goes_back() -> None:
    old = vials(("500", "1", "BX4471", "2026-10"), ("120", "2", "BW1190", "2027-02"))
    sizes = (
        replace(WORKSHEET.vials[0], expiry=date(2026, 10, 31)),
        WORKSHEET.vials[1],
    )
    check = compared(FIRST, typed(vials=old), with_(replace(WORKSHEET, vials=sizes)))
    assert check.stage is Stage.AGREED  # both have it so: it is expired all the same
    assert check.expired == ("500 mg vial, lot BX4471, expired on 2026-10-31: take another vial.",)
    assert not check.may_sign
    assert check.may_send_back


def test_a_vial_may_be_used_on_its_last_day() -> None:
    today = vials(("500", "1", "BX4471", "2026-11-24"), ("120", "2", "BW1190", "2026-11"))
    assert compared(FIRST, typed(vials=today), with_()).expired == ()


# --- The second look, and what comes after --------------------------------------------------------


def test_the_second_look_asks_exactly_what_differed() -> None:
    check = compared(FIRST, typed(weight="74.2", jw_units="2"), with_())
    assert check.to_enter(DURVALUMAB) == (Figure.WEIGHT, Figure.JW_UNITS)
    again = compared(check, CheckDraft(drug="durvalumab", weight="72.4", jw_units="1"), with_())
    assert again.stage is Stage.AGREED
    assert [dict(look.entered).get(Figure.WEIGHT) for look in again.looks] == ["74.2 kg", "72.4 kg"]
    assert not again.looks[1].after_seeing


def test_vials_that_are_counted_again_have_their_lots_read_again() -> None:
    check = compared(FIRST, typed(**MISTAKES[Figure.VIALS]), with_())
    assert check.to_enter(DURVALUMAB) == (Figure.VIALS, Figure.LOTS)


def test_what_still_differs_is_seen_and_a_correction_is_marked_as_made_after_seeing() -> None:
    check = compared(FIRST, typed(weight="74.2"), with_())
    check = compared(check, typed(weight="74.2"), with_())
    assert check.stage is Stage.SEEN
    assert not check.may_sign
    assert check.may_send_back
    check = compared(check, typed(weight="72.4"), with_())
    assert check.may_sign
    record = finished(check, "R-000001", Outcome.SIGNED, with_())
    assert record.corrected_after_seeing == (Figure.WEIGHT,)
    assert record.differed_at_first == (Figure.WEIGHT,)
    assert record.differing == ()
    assert dict(record.worksheet)[Figure.WEIGHT] == "72.4 kg"
    assert [dict(look.entered).get(Figure.WEIGHT) for look in record.looks] == [
        "74.2 kg", "74.2 kg", "72.4 kg",
    ]  # fmt: skip


def test_where_only_units_differ_the_dose_may_go_and_the_claim_is_held() -> None:
    check = compared(FIRST, typed(jw_units="2"), with_())
    check = compared(check, typed(jw_units="2"), with_())
    assert check.may_sign
    record = finished(check, "R-000001", Outcome.SIGNED, with_())
    assert (record.holds_dose, record.holds_claim) == ((), (Figure.JW_UNITS,))


def test_before_the_claim_any_difference_holds_the_claim() -> None:
    check = compared(Check(CLAIM), typed(given_mg="700"), with_(GIVEN))
    assert (check.holds_dose, check.holds_claim) == ((), (Figure.GIVEN,))
    check = compared(check, typed(given_mg="700"), with_(GIVEN))
    assert not check.may_sign
    assert finished(check, "R-000002", Outcome.SENT_BACK, with_(GIVEN)).holds_claim


def test_a_check_that_is_not_at_its_end_is_not_recorded() -> None:
    with pytest.raises(ValueError, match="cannot be signed"):
        finished(FIRST, "R-000001", Outcome.SIGNED, with_())
    agreed = compared(FIRST, TYPED, with_())
    with pytest.raises(ValueError, match="cannot be sent-back"):
        finished(agreed, "R-000001", Outcome.SENT_BACK, with_())
    assert compare(agreed, typed(weight="1"), DURVALUMAB, with_()) == agreed


# --- The arithmetic -------------------------------------------------------------------------------


def test_the_arithmetic_can_be_checked_by_hand() -> None:
    work = workings()
    assert explained(Figure.WEIGHT, work) == "as the preparer has it"
    assert explained(Figure.DOSE, work) == "72.4 kg × 10 mg/kg = 724 mg"
    assert explained(Figure.VOLUME, work) == "724 mg ÷ 50 mg/mL = 14.48 mL"
    assert explained(Figure.UNITS, work) == (
        "724 mg ÷ 10 mg a unit = 72.4, a started unit counts: 73"
    )
    assert explained(Figure.JW_UNITS, work) == (
        "724 mg to give and 16 mg discarded hold 74 whole units, less 73: 1"
    )
    assert explained(Figure.VIALS, work) == (
        "1 × 500 mg + 2 × 120 mg hold 740 mg, for a dose of 724 mg"
    )


def test_the_arithmetic_says_conversions_and_rounding() -> None:
    lb = replace(WORKSHEET, weight=weight("160", WeightUnit.LB), dose_mg=Decimal(720))
    work = workings(lb, ordered_mg=Decimal(726))
    assert explained(Figure.WEIGHT, work) == "160 lb × 0.45359237 kg a lb, to 0.1 kg: 72.6 kg"
    assert explained(Figure.DOSE, work) == "72.6 kg × 10 mg/kg = 726 mg, rounded to 720 mg"
    third = workings(replace(WORKSHEET, units=242), DURVALUMAB._replace(unit_mg=Decimal(3)))
    assert explained(Figure.UNITS, third) == (
        "724 mg ÷ 3 mg a unit is over 241, a started unit counts: 242"
    )


EXAMPLES = [
    example
    for example in tomllib.loads(
        (Path(__file__).parents[1] / "examples" / "worked_examples.toml").read_text("utf-8")
    )["examples"]
    if "administered_units" in example  # one source tells the waste alone
]


@pytest.mark.parametrize("example", [pytest.param(e, id=e["id"]) for e in EXAMPLES])
def test_published_units_are_what_a_checker_who_enters_them_agrees_with(
    example: dict[str, Any],
) -> None:
    """The published figures typed by a checker; one unit more in either place is found."""
    unit_mg, dose_mg = Decimal(example["unit_mg"]), Decimal(example["dose_mg"])
    sizes = example.get("vials_mg") or [example["dose_mg"]]
    drug = drug_of(*sizes, unit_mg=example["unit_mg"], multi_dose=example.get("multi_dose", False))
    used = example.get("used") or {example["dose_mg"]: 1}
    units, jw = example["administered_units"], example.get("jw_units") or 0
    counts = vials(*[(mg, str(n), "A1", "2027-05") for mg, n in used.items()])
    draft = CheckDraft(
        weight="", basis=Basis.FLAT, ordered=plain(dose_mg), dose_mg=plain(dose_mg),
        vials=counts, units=str(units), jw_units=str(jw),
    )  # fmt: skip
    sheet = Figures(
        "", None, Basis.FLAT, dose_mg, dose_mg,
        vials=tuple(
            replace(WORKSHEET.vials[0], mg=Decimal(mg), count=n, lots=("A1",))
            for mg, n in sorted(used.items(), key=lambda size: -Decimal(size[0]))
        ),
        units=units, jw_units=jw,
    )  # fmt: skip
    against = with_(sheet, drug)
    assert compared(FIRST, draft, against, drug).stage is Stage.AGREED
    for more in (replace(draft, units=str(units + 1)), replace(draft, jw_units=str(jw + 1))):
        assert compared(FIRST, more, against, drug).holds_claim
    opened_mg = sum((Decimal(mg) * n for mg, n in used.items()), Decimal(0))
    rest_mg = Decimal(0) if drug.multi_dose else opened_mg - dose_mg
    work = Workings(sheet, drug, dose_mg, opened_mg, dose_mg, rest_mg)
    assert explained(Figure.UNITS, work).startswith(f"{dose_mg:,f} mg ÷ {unit_mg:f} mg a unit")
    assert explained(Figure.UNITS, work).endswith(f"{units:,}")
    assert explained(Figure.JW_UNITS, work).endswith(f": {jw:,}")


# --- What always holds ----------------------------------------------------------------------------


@st.composite
def sheets(draw: st.DrawFn) -> Figures:
    """A worksheet of any believable figures, not necessarily right."""
    counts = draw(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(any))
    sizes = [
        replace(size, count=count, lots=(draw(st.sampled_from(["A1", "B2"])),))
        for size, count in zip(WORKSHEET.vials, counts, strict=True)
        if count
    ]
    return Figures(
        "durvalumab",
        weight(draw(decimals("30", "150", 1))),
        Basis.WEIGHT,
        Decimal(draw(decimals("1", "20", 1))),
        Decimal(draw(decimals("1", "3000", 1))),
        Decimal(draw(decimals("1", "60", 2))),
        ChosenBag("saline", Decimal(draw(st.sampled_from([50, 100, 250]))), BagMethod.ADD),
        Decimal(draw(decimals("1", "3000", 1))),
        tuple(sizes),
        draw(st.integers(0, 300)),
        draw(st.integers(0, 50)),
        draw(st.sampled_from(["J9173", "J9323"])),
    )  # fmt: skip


def _typing(sheet: Figures) -> CheckDraft:
    """What somebody types who has exactly these figures."""
    assert sheet.weight is not None
    assert sheet.volume_ml is not None
    assert sheet.bag is not None
    assert sheet.given_mg is not None
    return CheckDraft(
        "durvalumab",
        plain(sheet.weight.typed),
        WeightUnit.KG,
        plain(sheet.ordered),
        sheet.basis,
        plain(sheet.dose_mg),
        plain(sheet.volume_ml),
        f"saline {plain(sheet.bag.ml)}",
        "add",
        plain(sheet.given_mg),
        vials(*[(plain(v.mg), str(v.count), v.lots[0], str(v.expiry)) for v in sheet.vials]),
        str(sheet.units),
        str(sheet.jw_units),
        sheet.code,
    )


@given(sheet=sheets(), moment=st.sampled_from(Moment))
def test_who_has_the_same_figures_always_agrees(sheet: Figures, moment: Moment) -> None:
    assert compared(Check(moment), _typing(sheet), with_(sheet)).stage is Stage.AGREED


@given(ours=sheets(), theirs=sheets(), moment=st.sampled_from(Moment))
def test_nothing_is_lost_and_what_differs_is_the_same_both_ways(
    ours: Figures, theirs: Figures, moment: Moment
) -> None:
    one = compared(Check(moment), _typing(ours), with_(theirs))
    other = compared(Check(moment), _typing(theirs), with_(ours))
    assert set(one.differing) == set(other.differing)
    assert (set(one.holds_dose) | set(one.holds_claim)) == set(one.differing)
    again = compared(one, _typing(ours), with_(theirs))
    assert again.looks[: len(one.looks)] == one.looks
    seen = compared(again, _typing(theirs), with_(theirs))
    assert seen.stage is Stage.AGREED
    if one.differing:
        assert seen.looks[-1].after_seeing
        assert not one.looks[-1].after_seeing
        assert not again.looks[-1].after_seeing
    for figure, _ in one.looks[0].results:
        assert (figure in one.differing) == (figure in one.to_enter(DURVALUMAB)) or (
            figure is Figure.LOTS and Figure.VIALS in one.differing
        )


def test_figures_are_named_in_a_sentence() -> None:
    assert named((Figure.JW_UNITS,)) == "JW units"
    assert named((Figure.WEIGHT, Figure.JW_UNITS)) == "weight and JW units"
    assert named((Figure.DRUG, Figure.WEIGHT, Figure.BAG)) == "drug, weight and bag"


@given(ours=sheets(), theirs=sheets(), by=st.integers(1, 500), moment=st.sampled_from(Moment))
def test_a_first_look_tells_which_differ_and_no_more(
    ours: Figures, theirs: Figures, by: int, moment: Moment
) -> None:
    """Two worksheets that differ in the same figures, each by as much as you like, look alike."""
    other = replace(
        theirs,
        dose_mg=theirs.dose_mg + (by if theirs.dose_mg != ours.dose_mg else 0),
        units=theirs.units + (by if theirs.units > ours.units else 0),
        jw_units=theirs.jw_units + (by if theirs.jw_units > ours.jw_units else 0),
        ordered=theirs.ordered + (by if theirs.ordered > ours.ordered else 0),
    )
    assume(other.dose_mg != ours.dose_mg or theirs.dose_mg == ours.dose_mg)
    one = compared(Check(moment), _typing(ours), with_(theirs))
    assert compared(Check(moment), _typing(ours), with_(other)) == one


def test_who_took_another_drug_enters_all_of_it_again() -> None:
    check = compared(FIRST, typed(drug="other"), with_(), DURVALUMAB._replace(id="other"))
    assert Figure.DRUG in check.differing
    again = check.to_enter(DURVALUMAB)
    for figure in (Figure.DRUG, Figure.VOLUME, Figure.BAG, Figure.VIALS, Figure.LOTS):
        assert figure in again
    assert Figure.WEIGHT not in again


def test_a_check_can_be_left_until_a_figure_was_found_to_differ() -> None:
    assert FIRST.may_leave
    assert compared(FIRST, TYPED, with_()).may_leave
    assert not compared(FIRST, typed(dose_mg="742"), with_()).may_leave


def test_a_volume_that_the_worksheet_has_not_is_no_difference() -> None:
    check = compared(FIRST, TYPED, with_(replace(WORKSHEET, volume_ml=None)))
    assert dict(check.looks[0].results)[Figure.VOLUME] is Result.NOT_ON_WORKSHEET
    assert check.differing == ()


def test_figures_worked_out_whole_are_one_look() -> None:
    for figures, differing in ((WORKSHEET, ()), (replace(WORKSHEET, units=72), (Figure.UNITS,))):
        check = all_compared(BEFORE, figures, DURVALUMAB, with_())
        assert len(check.looks) == 1
        assert [figure for figure, _ in check.looks[0].entered] == list(
            asked_of(DURVALUMAB, BEFORE)
        )
        assert check.differing == differing


@pytest.mark.parametrize(
    ("figures", "once", "still"),
    [
        ((Figure.WEIGHT,), "weight differs", "weight still differs"),
        ((Figure.JW_UNITS,), "JW units differ", "JW units still differ"),
        ((Figure.WEIGHT, Figure.DOSE), "weight and dose to give differ",
         "weight and dose to give still differ"),
    ],
)  # fmt: skip
def test_what_differs_is_said_in_words(figures: tuple[Figure, ...], once: str, still: str) -> None:
    assert differ(figures) == once
    assert differ(figures, still=True) == still


def test_only_what_differed_is_blank_for_the_second_look() -> None:
    again = to_look_again(TYPED, (Figure.DOSE, Figure.BAG))
    assert again == typed(dose_mg="", bag="", method="")
    lots = to_look_again(TYPED, (Figure.LOTS,))
    assert lots == typed(vials=vials(("500", "1"), ("120", "2")))
    assert to_look_again(TYPED, (Figure.VIALS, Figure.LOTS)) == typed(vials=())
    assert to_look_again(TYPED, ()) == TYPED


def test_a_bag_without_a_volume_is_asked_for_again() -> None:
    assert list(refused(typed(bag="saline much"))) == ["bag"]


def test_a_thousand_vials_are_the_most_that_can_be_checked() -> None:
    def of(count: str) -> CheckDraft:
        return typed(vials=vials(("500", "1", "A", "2027-05"), ("120", count, "B", "2027-05")))

    compared(FIRST, of("999"), with_())
    assert refused(of("1000")) == {"vials": "Over 1,000 vials are not taken."}
