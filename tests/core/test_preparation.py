"""What is drawn from which vial, into which bag: volumes, strength, rate, and the label's window.

Figures of examples are worked out by hand from 50 mg/mL (500 mg in 10 mL, 120 mg in 2.4 mL); the
properties recompute every figure as an exact fraction.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.drug import BagSize, PreparationRule, Presentation
from app.core.finding import Severity
from app.core.order import BagDraft, BagMethod
from app.core.preparation import PreparedBag
from app.core.worksheet import ShortShelf, Worksheet
from tests import strategies
from tests.core.asking import (
    DURVALUMAB,
    ask,
    bag,
    drug_of,
    finding_ids,
    flat,
    message,
    plan_of,
    refusal,
    worksheet,
)
from tests.oracle.arithmetic import exact, half_up
from tests.strategies import Case

FAR = "concentration-out-of-range"


def _bag(sheet: Worksheet) -> PreparedBag:
    assert sheet.preparation is not None
    assert sheet.preparation.chosen is not None
    return sheet.preparation.chosen


def _figures(sheet: Worksheet) -> tuple[Decimal, Decimal, Decimal]:
    chosen = _bag(sheet)
    return chosen.total_ml, chosen.mg_per_ml, chosen.ml_per_h


# --- Worked out by hand ---------------------------------------------------------------------------


def test_724_mg_are_14_48_ml() -> None:
    sheet = worksheet(flat("724"))
    assert sheet.draw is not None
    assert f"{sheet.draw.ml}" == "14.48"
    assert [(f"{d.mg}", d.count, f"{d.draw_mg}", d.draw_ml) for d in sheet.draws] == [
        ("500", 1, "500", Decimal(10)),
        ("120", 1, "120", Decimal("2.4")),
        ("120", 1, "104", Decimal("2.08")),
    ]
    assert [draw.is_whole for draw in sheet.draws] == [True, True, False]


@pytest.mark.parametrize(
    ("method", "total", "mg_per_ml", "ml_per_h"),
    [
        ("add", "114.48", "6.3", "114"),
        ("withdraw", "100", "7.2", "100"),
        ("empty", "100", "7.2", "100"),
    ],
)
def test_way_of_filling_decides_total_strength_and_rate(
    method: str, total: str, mg_per_ml: str, ml_per_h: str
) -> None:
    sheet = worksheet(flat("724", bag=bag("100", method)))
    assert _figures(sheet) == (Decimal(total), Decimal(mg_per_ml), Decimal(ml_per_h))
    assert FAR not in finding_ids(sheet)


def test_without_a_bag_the_first_that_fits_is_proposed_and_drug_added() -> None:
    chosen = _bag(worksheet(flat("724")))
    assert (chosen.ml, chosen.method) == (Decimal(100), BagMethod.ADD)
    # 1,500 mg are 30 mL: 130 mL at 11.5 mg/mL; 80 mL would be 18.75 mg/mL
    sheet = worksheet(flat("1500"))
    assert sheet.preparation is not None
    assert [fits.ml for fits in sheet.preparation.bags] == [100, 250]
    # 60 mg are 1.2 mL: 101.2 mL hold 0.59 mg/mL, 51.2 mL 1.17 mg/mL
    sheet = worksheet(flat("60"))
    assert _bag(sheet).ml == 50
    assert sheet.preparation is not None
    assert [fits.ml for fits in sheet.preparation.bags] == [50]


@pytest.mark.parametrize(
    ("dose", "least_ml", "too_little_ml", "most_ml", "too_much_ml"),
    [  # label.md: total = dose / 15 (up) to dose / 1
        ("1500", "100", "99.99", "1500", "1500.01"),
        ("1120", "74.67", "74.66", "1120", "1120.01"),
        ("700", "46.67", "46.66", "700", "700.01"),
        ("800", "53.34", "53.33", "800", "800.01"),
    ],
)
def test_bounds_of_the_total_volume(
    dose: str, least_ml: str, too_little_ml: str, most_ml: str, too_much_ml: str
) -> None:
    for ml in (least_ml, most_ml):
        assert FAR not in finding_ids(worksheet(flat(dose, bag=bag(ml, "empty"))))
    assert "over 15 mg/mL" in message(worksheet(flat(dose, bag=bag(too_little_ml, "empty"))), FAR)
    assert "under 1 mg/mL" in message(worksheet(flat(dose, bag=bag(too_much_ml, "empty"))), FAR)


@pytest.mark.parametrize(
    ("ml", "fits"),
    # 1,500 mg add 30 mL: 70 + 30 mL is 15 mg/mL exactly, 1,470 + 30 mL is 1 mg/mL exactly
    [("70", True), ("69.999", False), ("1470", True), ("1470.001", False)],
)
def test_window_is_checked_on_the_exact_value(ml: str, fits: bool) -> None:
    """69.999 mL shows as 15 mg/mL and 99.999 mL, and is over all the same."""
    sheet = worksheet(flat("1500", bag=bag(ml)))
    assert (FAR not in finding_ids(sheet)) is fits
    if not fits:
        [found] = [finding for finding in sheet.findings if finding.id == FAR]
        assert found.severity is Severity.STOP


@pytest.mark.parametrize(
    ("dose", "ml", "method"),
    [
        ("1071.43", "50", "add"),  # 71.4286 mL, 15.00002 mg/mL; 71.43 mL as shown would be under 15
        ("1500.1", "100.006", "withdraw"),  # shows as 100.01 mL
        ("4000", "186.663", "add"),  # 266.663 mL
    ],
)
def test_bag_that_is_too_strong_by_a_hair_is_not_called_too_weak(
    dose: str, ml: str, method: str
) -> None:
    """The side is that of the exact value, as the window is."""
    sheet = worksheet(flat(dose, bag=bag(ml, method)))
    assert "larger bag" in message(sheet, FAR)
    assert "smaller" not in message(sheet, FAR)
    assert "under" not in message(sheet, FAR)


@pytest.mark.parametrize("method", ["withdraw", "empty"])
def test_drug_that_does_not_go_into_the_bag_is_said_so(method: str) -> None:
    sheet = worksheet(flat("1500", bag=bag("29.999", method)))
    assert sheet.preparation is not None
    assert sheet.preparation.chosen is None
    assert "larger bag" in message(sheet, FAR)
    assert worksheet(flat("1500", bag=bag("30", method))).preparation is not None


def test_dose_that_no_bag_suits_is_asked_about() -> None:
    sheet = worksheet(flat("20"))  # 0.4 mL in 50 mL are 0.4 mg/mL
    assert sheet.preparation is not None
    assert sheet.preparation.bags == ()
    [found] = [finding for finding in sheet.findings if finding.id == FAR]
    assert found.severity is Severity.ASK


@pytest.mark.parametrize(
    ("given_bag", "field"),
    [
        (BagDraft("water", "100", BagMethod.ADD), "bag.diluent"),
        (BagDraft("saline", "0", BagMethod.ADD), "bag.ml"),
        (BagDraft("saline", "100 mL", BagMethod.ADD), "bag.ml"),
    ],
)
def test_bag_that_cannot_be_is_refused(given_bag: BagDraft, field: str) -> None:
    assert set(refusal(flat("724", bag=given_bag))) == {field}


def test_bag_for_a_drug_without_preparation_is_refused() -> None:
    assert set(refusal(flat("724", bag=bag("100")), drug_of("500", "120"))) == {"bag"}


def test_volume_is_unknown_where_a_presentation_has_none() -> None:
    sheet = worksheet(flat("724"), drug_of("500", "120"))
    assert sheet.draw is None
    assert sheet.preparation is None
    assert all(draw.draw_ml is None for draw in sheet.draws)


def test_volumes_are_rounded_half_up() -> None:
    # 0.25 mg of 50 mg/mL are 0.005 mL; 0.249 mg are 0.00498
    for dose, ml in (("0.25", "0.01"), ("0.249", "0"), ("0.75", "0.02"), ("724.25", "14.49")):
        sheet = worksheet(flat(dose))
        assert sheet.draw is not None
        assert sheet.draw.ml == Decimal(ml)


def test_part_used_vial_is_the_last_of_the_smallest_size_opened() -> None:
    sheet = worksheet(flat("735"))
    assert [draw.is_whole for draw in sheet.draws] == [True, True, False]
    assert sheet.draws[-1].mg == min(vial.mg for vial in sheet.plan.vials)
    assert sheet.draws[-1].draw_mg == 115


def test_vial_opened_beyond_the_need_is_drawn_nothing_from() -> None:
    sheet = worksheet(flat("600", plan=plan_of(("500", 2), ("120", 1))))
    assert sum((draw.draw_mg * draw.count for draw in sheet.draws), Decimal(0)) == 600
    assert sum(draw.count for draw in sheet.draws) == 3
    assert any(draw.draw_mg == 0 and draw.draw_ml == 0 for draw in sheet.draws)


# --- Every order ----------------------------------------------------------------------------------


@st.composite
def prepared_cases(draw: st.DrawFn) -> Case:
    """A case of a drug with volumes, a window and bags, and a bag that somebody chose or none."""
    case = draw(strategies.cases(with_ml=True, plan=draw(st.booleans())))
    low = draw(st.integers(1, 50))
    rule = PreparationRule(
        min_mg_per_ml=Decimal(low) / 10,
        max_mg_per_ml=Decimal(low + draw(st.integers(1, 200))) / 10,
        infusion_minutes=draw(st.sampled_from([30, 60, 90, 7])),
        filter="",
        handling="",
        diluents=DURVALUMAB.preparation.diluents if DURVALUMAB.preparation else (),
        bags=tuple(BagSize("saline", Decimal(ml)) for ml in ("50", "100", "250.5")),
        source="",
    )
    chosen = st.builds(
        BagDraft, st.just("saline"), strategies.any_figures("1", "600"), st.sampled_from(BagMethod)
    )
    return Case(
        case.drug._replace(preparation=rule), replace(case.draft, bag=draw(st.none() | chosen))
    )


def _sheet(case: Case) -> Worksheet:
    answer = ask(case.draft, case.drug)
    assume(not isinstance(answer, ShortShelf))
    assert isinstance(answer, Worksheet), answer
    return answer


def _drawn_ml(sheet: Worksheet) -> Fraction:
    """The exact volume: whole vials by their volume, the part-used one in proportion."""
    return sum(
        (
            exact(draw.draw_mg) / exact(vial.mg) * exact(vial.presentation.ml) * draw.count
            for vial in sheet.plan.vials
            for draw in sheet.draws
            if draw.mg == vial.mg
        ),
        Fraction(0),
    )


@given(prepared_cases())
def test_draws_sum_to_the_dose_and_empty_each_vial_but_one(case: Case) -> None:
    sheet = _sheet(case)
    assert sum((exact(d.draw_mg) * d.count for d in sheet.draws), Fraction(0)) == exact(
        sheet.dose_mg
    )
    for vial in sheet.plan.vials:
        assert vial.count == sum(d.count for d in sheet.draws if d.mg == vial.mg)
    assert all(0 <= draw.draw_mg <= draw.mg for draw in sheet.draws)
    assert sum(d.count for d in sheet.draws if 0 < d.draw_mg < d.mg) <= 1
    if case.draft.plan is None:
        part = [draw for draw in sheet.draws if not draw.is_whole]
        assert part in ([], [sheet.draws[-1]])


@given(prepared_cases())
def test_each_volume_is_rounded_once_from_the_exact_one(case: Case) -> None:
    sheet = _sheet(case)
    assert sheet.draw is not None
    assert exact(sheet.draw.ml) == half_up(_drawn_ml(sheet), "0.01")
    contents = {vial.mg: exact(vial.presentation.ml) for vial in sheet.plan.vials}
    for draw in sheet.draws:
        each = exact(draw.draw_mg) / exact(draw.mg) * contents[draw.mg]
        if 0 < draw.draw_mg < draw.mg:
            each = half_up(each, "0.01")
        assert exact(draw.draw_ml) == each


def _bag_by_hand(
    rule: PreparationRule, dose: Fraction, drawn: Fraction, ml: Fraction, method: BagMethod
) -> tuple[bool, bool, tuple[Fraction, ...]]:
    """Whether the drug goes in, whether the window holds, and total, mg/mL and mL/h as shown."""
    total = ml + drawn if method is BagMethod.ADD else ml
    goes_in = method is BagMethod.ADD or drawn <= ml
    in_window = exact(rule.min_mg_per_ml) <= dose / total <= exact(rule.max_mg_per_ml)
    figures = (
        half_up(total, "0.01"),
        half_up(dose / total, "0.1"),
        half_up(total * 60 / rule.infusion_minutes, "1"),
    )
    return goes_in, goes_in and in_window, figures


@given(prepared_cases())
def test_total_strength_and_rate_are_rounded_once_and_the_window_is_exact(case: Case) -> None:
    sheet = _sheet(case)
    rule, preparation = case.drug.preparation, sheet.preparation
    assert rule is not None
    assert preparation is not None
    dose, drawn = exact(sheet.dose_mg), _drawn_ml(sheet)
    asked = case.draft.bag
    method = BagMethod.ADD if asked is None else asked.method
    fitting = []
    for size in rule.bags:
        _, fits, figures = _bag_by_hand(rule, dose, drawn, exact(size.ml), method)
        if fits:
            fitting.append((exact(size.ml), *figures))
    assert [_as_fractions(each) for each in preparation.bags] == fitting
    if asked is None:
        assert preparation.chosen == next(iter(preparation.bags), None)
        assert preparation.chosen_fits == bool(fitting)
    else:
        goes_in, fits, figures = _bag_by_hand(rule, dose, drawn, exact(asked.ml), method)
        assert preparation.chosen_fits == fits
        if goes_in:
            assert preparation.chosen is not None
            assert _as_fractions(preparation.chosen) == (exact(asked.ml), *figures)
        else:
            assert preparation.chosen is None
    assert (FAR in finding_ids(sheet)) == (not preparation.chosen_fits)


def _as_fractions(prepared: PreparedBag) -> tuple[Fraction, ...]:
    return (
        exact(prepared.ml),
        exact(prepared.total_ml),
        exact(prepared.mg_per_ml),
        exact(prepared.ml_per_h),
    )


@given(prepared_cases())
def test_sentence_about_a_bag_says_the_right_side(case: Case) -> None:
    sheet = _sheet(case)
    rule, asked = case.drug.preparation, case.draft.bag
    assume(asked is not None)
    assert rule is not None
    assert asked is not None
    if FAR not in finding_ids(sheet):
        return
    drawn = _drawn_ml(sheet)
    total = exact(asked.ml) + (drawn if asked.method is BagMethod.ADD else 0)
    strong = exact(sheet.dose_mg) / total > exact(rule.max_mg_per_ml)
    no_room = asked.method is not BagMethod.ADD and drawn > exact(asked.ml)
    assert ("larger bag" in message(sheet, FAR)) is (strong or no_room)


@given(st.decimals("0.001", "4000", places=3))
def test_sentence_is_right_for_each_dose_of_durvalumab_in_a_bag_at_the_edge(dose: Decimal) -> None:
    """The bag whose total is nearest to dose ÷ 15, one thousandth of a mL to each side of it."""
    edge = half_up(exact(dose) / 15 - exact(dose) / 50, "0.001")
    for hundredth in (-1, 0, 1):
        ml = edge + Fraction(hundredth, 1_000)
        assume(ml > 0)
        total = ml + exact(dose) / 50
        sheet = worksheet(flat(f"{dose}", bag=bag(f"{float(ml):.3f}")))
        strong = exact(dose) / total > 15
        assert (FAR in finding_ids(sheet)) is strong
        if strong:
            assert "larger bag" in message(sheet, FAR)


def test_equally_strong_presentations_give_a_draw_before_the_vials_are_known() -> None:
    strong, weak = Presentation(Decimal(30), Decimal(1)), Presentation(Decimal(10), Decimal(1))
    half = drug_of("30", "10")._replace(presentations=(strong, weak))
    for drug, ml in ((DURVALUMAB, "14.48"), (half, "None"), (drug_of("500"), "None")):
        answer = ask(flat("724", shelf=()), drug)
        assert isinstance(answer, ShortShelf)
        assert f"{answer.draw_ml}" == ml
