"""Each row of the contract's table of limits, on both sides of each boundary.

Refused: no figure. Asked: figures, and a finding of severity ask. Silent: neither. For durvalumab
as its file has it, and for a drug of which only sizes and billing unit are known. The expectations
are the contract's own numbers; pounds are converted by hand with 1 lb = 0.45359237 kg.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.core.drug import Drug
from app.core.finding import Severity
from app.core.order import Basis, OrderDraft, PlannedVialDraft, ShelfDraft, WeightUnit
from app.core.worksheet import Worksheet
from tests.core.asking import (
    TODAY,
    ask,
    by_weight,
    drug_of,
    durvalumab_file,
    finding_ids,
    flat,
    message,
    plan_of,
    refusal,
    shelf_of,
    short_shelf,
    waiting_for,
    worksheet,
)

INLINE = drug_of("500", "120")
KG, LB = WeightUnit.KG, WeightUnit.LB

WEIGHT_QUESTIONS = {"weight-unusual", "weight-switch", "weight-looks-like-lb"}


def _asked(draft: OrderDraft, drug: Drug) -> set[str]:
    sheet = worksheet(draft, drug)
    assert all(
        finding.severity is Severity.ASK
        for finding in sheet.findings
        if finding.id not in {"remainder-under-one-unit", "code-unknown"}
    )
    return set(finding_ids(sheet))


def _asked_of_weight(weight: str, unit: WeightUnit, drug: Drug) -> set[str]:
    return _asked(by_weight(weight, "5", unit), drug) & WEIGHT_QUESTIONS


# --- Weight ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("drug", [durvalumab_file(), INLINE], ids=["durvalumab", "inline"])
@pytest.mark.parametrize(
    ("weight", "unit", "word"),
    [
        ("1.999", KG, "under"),
        ("0.001", KG, "under"),
        ("0", KG, "under"),
        ("500.001", KG, "over"),
        ("9999999", KG, "over"),
        ("4.409", LB, "under"),  # 1.99989 kg, and shows as 2.0
        ("1102.312", LB, "over"),  # 500.00031 kg, and shows as 500.0
        ("1102.4", LB, "over"),
    ],
)
def test_impossible_weight_is_refused(weight: str, unit: WeightUnit, word: str, drug: Drug) -> None:
    for draft in (by_weight(weight, "1", unit), flat("100", weight, unit)):
        sentences = refusal(draft, drug)
        assert set(sentences) == {"dose.weight"}
        assert f"{word} {'2' if word == 'under' else '500'} kg" in sentences["dose.weight"]


@pytest.mark.parametrize("drug", [durvalumab_file(), INLINE], ids=["durvalumab", "inline"])
@pytest.mark.parametrize(
    ("weight", "unit"),
    [("2", KG), ("500", KG), ("4.41", LB), ("1102.311", LB)],  # 2.00034 and 499.99985 kg
)
def test_weight_at_the_bound_is_taken(weight: str, unit: WeightUnit, drug: Drug) -> None:
    assert isinstance(ask(by_weight(weight, "1", unit), drug), Worksheet)


@pytest.mark.parametrize(
    ("weight", "unit", "durvalumab", "inline"),
    [
        ("2", KG, {"weight-unusual"}, {"weight-unusual"}),
        ("27.999", KG, {"weight-unusual"}, {"weight-unusual"}),
        ("28", KG, {"weight-unusual", "weight-switch"}, {"weight-unusual"}),
        ("29.999", KG, {"weight-unusual", "weight-switch"}, {"weight-unusual"}),
        ("30", KG, {"weight-switch"}, set()),
        ("32", KG, {"weight-switch"}, set()),
        ("32.001", KG, set(), set()),
        ("72.4", KG, set(), set()),
        ("109.999", KG, set(), set()),
        ("110", KG, {"weight-looks-like-lb"}, {"weight-looks-like-lb"}),
        ("150", KG, {"weight-looks-like-lb"}, {"weight-looks-like-lb"}),
        (
            "150.001",
            KG,
            {"weight-looks-like-lb", "weight-unusual"},
            {"weight-looks-like-lb", "weight-unusual"},
        ),
        (
            "61.7",
            LB,
            {"weight-unusual", "weight-switch"},
            {"weight-unusual"},
        ),  # 27.9866, shows 28.0
        ("61.6", LB, {"weight-unusual"}, {"weight-unusual"}),  # 27.9413, shows 27.9
        ("66.1", LB, {"weight-unusual", "weight-switch"}, {"weight-unusual"}),  # 29.9825
        ("66.2", LB, {"weight-switch"}, set()),  # 30.0278
        ("70.6", LB, {"weight-switch"}, set()),  # 32.0236, shows 32.0
        ("70.7", LB, set(), set()),  # 32.0690, shows 32.1
        ("159.6", LB, set(), set()),  # 72.4
        ("250", LB, set(), set()),  # 113.4 kg: typed in lb, so nobody took lb for kg
        ("330.6", LB, set(), set()),  # 149.9576
        ("330.7", LB, {"weight-unusual"}, {"weight-unusual"}),  # 150.0030
    ],
)
def test_doubtful_weight_is_asked_about(
    weight: str, unit: WeightUnit, durvalumab: set[str], inline: set[str]
) -> None:
    assert _asked_of_weight(weight, unit, durvalumab_file()) == durvalumab
    assert _asked_of_weight(weight, unit, INLINE) == inline


def test_weight_from_110_kg_is_also_shown_as_pounds() -> None:
    sheet = worksheet(by_weight("110"), durvalumab_file())
    assert "or 110 lb (49.9 kg)?" in message(sheet, "weight-looks-like-lb")
    sheet = worksheet(by_weight("165"), durvalumab_file())
    assert "165 kg, or 165 lb (74.8 kg)?" in message(sheet, "weight-looks-like-lb")


def test_side_of_the_switch_is_decided_on_the_exact_weight() -> None:
    """66.1 lb is 29.982 kg: under 30, though it shows as 30.0 kg."""
    drug = durvalumab_file()
    draft = by_weight("66.1", "20", LB, regimen="btc-single-agent")
    sheet = worksheet(draft, drug)
    assert sheet.label_row is not None
    assert f"{sheet.label_row.mg_per_kg}" == "20"
    assert f"{sheet.dose_mg:f}" in {"600", "600.0"}  # the dose is of the weight that is shown
    assert "dose-off-label-row" not in finding_ids(sheet)
    assert "66.1 lb" in message(sheet, "weight-switch")
    over = worksheet(by_weight("66.2", "20", LB, regimen="btc-single-agent"), drug)
    assert over.label_row is not None
    assert over.label_row.flat_mg == 1500


@pytest.mark.parametrize("weight", ["66.1", "330.7", "4.41", "1102.311", "61.7", "70.6"])
def test_question_about_a_weight_in_pounds_does_not_contradict_itself(weight: str) -> None:
    sheet = worksheet(by_weight(weight, "1", LB), durvalumab_file())
    for finding in sheet.findings:
        for shown, side, bound in re.findall(
            r"([0-9.,]+) kg is (under|over) ([0-9.,]+) kg", finding.message
        ):
            left, right = Decimal(shown.replace(",", "")), Decimal(bound.replace(",", ""))
            assert left < right if side == "under" else left > right, finding.message


def test_pounds_are_converted_exactly_then_shown_to_a_tenth_half_up() -> None:
    for pounds, kg in [
        ("159.6", "72.4"),  # 72.39334 …
        ("100", "45.4"),  # 45.359237
        ("110.341", "50"),  # 50.04983
        ("110.342", "50.1"),  # 50.05029
        ("200", "90.7"),  # 90.718474
    ]:
        sheet = worksheet(by_weight(pounds, "10", LB), durvalumab_file())
        assert sheet.dose_mg == Decimal(kg) * 10
        assert f"{pounds} lb ({kg} kg) × 10 mg/kg" == sheet.order.basis_text


def test_kilograms_are_used_as_typed() -> None:
    sheet = worksheet(by_weight("72.456", "10"), durvalumab_file())
    assert f"{sheet.dose_mg:f}" == "724.560"


def test_weight_without_a_unit_is_refused() -> None:
    draft = OrderDraft(Basis.WEIGHT, mg_per_kg="10", weight="72.4")
    assert set(refusal(draft, INLINE)) == {"dose.weight_unit"}
    assert set(refusal(OrderDraft(Basis.FLAT, mg="100", weight="72.4"))) == {"dose.weight_unit"}


# --- mg/kg and dose -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drug", "most", "over"),
    [(durvalumab_file(), "20", "20.001"), (INLINE, "100", "100.001")],
    ids=["durvalumab", "inline"],
)
def test_mg_per_kg_is_above_zero_and_at_most_the_limit(drug: Drug, most: str, over: str) -> None:
    for refused in ("0", "0.000", over):
        assert set(refusal(by_weight("50", refused), drug)) == {"dose.mg_per_kg"}
    for taken in ("0.001", most):
        assert isinstance(ask(by_weight("50", taken), drug), Worksheet)


@pytest.mark.parametrize(
    ("drug", "most", "over"),
    [(durvalumab_file(), "4000", "4000.001"), (INLINE, "10000", "10000.001")],
    ids=["durvalumab", "inline"],
)
def test_flat_dose_is_above_zero_and_at_most_the_limit(drug: Drug, most: str, over: str) -> None:
    for refused in ("0", "0.0", over):
        assert set(refusal(flat(refused), drug)) == {"dose.mg"}
    for taken in ("0.001", most):
        assert isinstance(ask(flat(taken), drug), Worksheet)


@pytest.mark.parametrize(
    ("drug", "weight", "most", "over"),
    [
        (durvalumab_file(), "200", "20", None),  # 4,000 mg
        (durvalumab_file(), "200.001", "19.999", "20"),  # 3,999.82 and 4,000.02 mg
        (INLINE, "100", "100", None),  # 10,000 mg
        (INLINE, "100.001", "99.999", "100"),  # 9,999.999999 and 10,000.1 mg
    ],
)
def test_dose_by_weight_is_at_most_the_limit(
    drug: Drug, weight: str, most: str, over: str | None
) -> None:
    assert isinstance(ask(by_weight(weight, most), drug), Worksheet)
    if over is not None:
        assert set(refusal(by_weight(weight, over), drug)) == {"dose.mg_per_kg"}


def test_dose_over_1500_mg_of_durvalumab_is_asked_about() -> None:
    drug = durvalumab_file()
    assert "dose-unusual" not in _asked(flat("1500", "80"), drug)
    assert "dose-unusual" in _asked(flat("1500.001", "80"), drug)
    assert "dose-unusual" not in _asked(by_weight("150", "10"), drug)
    assert "dose-unusual" in _asked(by_weight("150.001", "10"), drug)
    assert "dose-unusual" not in _asked(flat("10000", "80"), INLINE)


def test_it_is_said_what_the_dose_is_over() -> None:
    """The largest labelled flat dose is 1,500 mg (label.md); a site may ask earlier."""
    drug = durvalumab_file()
    assert message(worksheet(flat("1600", "80"), drug), "dose-unusual") == (
        "1,600 mg is over 1,500 mg, the largest labelled flat dose of durvalumab: confirm the "
        "order."
    )
    earlier = drug._replace(limits=drug.limits._replace(asked_over_mg=Decimal(1000)))
    assert message(worksheet(flat("1200", "80"), earlier), "dose-unusual") == (
        "1,200 mg is over 1,000 mg, which is asked about here: confirm the order."
    )


def test_flat_order_with_mg_per_kg_and_weight_order_with_mg_are_refused() -> None:
    assert set(refusal(OrderDraft(Basis.FLAT, mg="1500", mg_per_kg="10"))) == {"dose.mg_per_kg"}
    both = OrderDraft(Basis.WEIGHT, mg="1500", mg_per_kg="10", weight="72.4", weight_unit=KG)
    assert set(refusal(both)) == {"dose.mg"}


def test_blank_order_waits_for_its_figures() -> None:
    assert waiting_for(OrderDraft(Basis.WEIGHT)) == {"dose.weight", "dose.mg_per_kg"}
    assert waiting_for(OrderDraft(Basis.FLAT)) == {"dose.mg"}
    assert waiting_for(by_weight("72.4", "")) == {"dose.mg_per_kg"}


# --- Off the label's row --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regimen", "draft"),
    [
        ("nsclc-stage-3-10-mg-per-kg", by_weight("72.4", "10")),
        ("nsclc-stage-3-10-mg-per-kg", by_weight("25", "10")),
        ("nsclc-stage-3-1500-mg", flat("1500", "72.4")),
        ("nsclc-resectable-neoadjuvant", flat("1500", "30")),
        ("nsclc-resectable-neoadjuvant", by_weight("29.999", "20")),
        ("endometrial-with-chemotherapy", flat("1120", "72.4")),
        ("endometrial-with-chemotherapy", by_weight("29.9", "15")),
        ("endometrial-with-chemotherapy", flat("1120.0", "72.4")),
        ("btc-single-agent", flat("1500")),  # no weight: the row of 30 kg and more, and it is asked
    ],
)
def test_order_on_its_label_row_is_not_asked_about(regimen: str, draft: OrderDraft) -> None:
    on_row = _with_regimen(draft, regimen)
    assert "dose-off-label-row" not in _asked(on_row, durvalumab_file())


@pytest.mark.parametrize(
    ("regimen", "draft"),
    [
        ("nsclc-stage-3-10-mg-per-kg", by_weight("72.4", "10.001")),
        ("nsclc-stage-3-10-mg-per-kg", by_weight("72.4", "9.999")),
        ("nsclc-stage-3-10-mg-per-kg", flat("1500", "72.4")),
        ("nsclc-stage-3-10-mg-per-kg", flat("10", "72.4")),  # ten mg are not ten mg/kg
        ("nsclc-stage-3-1500-mg", by_weight("72.4", "10")),
        ("nsclc-stage-3-1500-mg", flat("1500", "29.999")),  # no such row under 30 kg
        ("nsclc-stage-3-1500-mg", flat("1499.999", "72.4")),
        ("nsclc-resectable-neoadjuvant", flat("1500", "29.999")),
        ("nsclc-resectable-neoadjuvant", by_weight("30", "20")),
        ("nsclc-resectable-neoadjuvant", by_weight("29", "10")),
        ("endometrial-with-chemotherapy", flat("1500", "72.4")),
        ("endometrial-with-chemotherapy", by_weight("29.9", "20")),
        ("nsclc-resectable-neoadjuvant", flat("600")),
    ],
)
def test_order_off_its_label_row_is_asked_about_and_answered(
    regimen: str, draft: OrderDraft
) -> None:
    assert "dose-off-label-row" in _asked(_with_regimen(draft, regimen), durvalumab_file())


def test_without_a_regimen_no_row_is_compared() -> None:
    assert "dose-off-label-row" not in _asked(by_weight("72.4", "11"), durvalumab_file())


def _with_regimen(draft: OrderDraft, regimen: str) -> OrderDraft:
    return replace(draft, regimen=regimen)


def test_row_that_nobody_verified_says_so() -> None:
    drug = durvalumab_file()
    assert "regimen-unverified" in _asked(flat("1500", "72.4", regimen="uhcc"), drug)
    verified = flat("1500", "72.4", regimen="nsclc-resectable-neoadjuvant")
    assert "regimen-unverified" not in _asked(verified, drug)
    # dMMR endometrial maintenance: the flat row is an FDA notice, the other an analogy
    row = "endometrial-maintenance"
    assert "regimen-unverified" not in _asked(flat("1500", "72.4", regimen=row), drug)
    assert "regimen-unverified" in _asked(by_weight("29", "20", regimen=row), drug)


def test_withdrawn_regimen_is_refused() -> None:
    draft = by_weight("72.4", "10", regimen="urothelial-previously-treated")
    sentences = refusal(draft, durvalumab_file())
    assert set(sentences) == {"regimen"}
    assert "no longer" in sentences["regimen"]


@pytest.mark.parametrize("drug", [durvalumab_file(), INLINE], ids=["durvalumab", "inline"])
def test_unknown_regimen_is_refused(drug: Drug) -> None:
    assert set(refusal(flat("100", "72.4", regimen="no-such"), drug)) == {"regimen"}
    assert set(refusal(flat("100", "72.4", regimen="NSCLC-STAGE-3-1500-MG"), drug)) == {"regimen"}


def test_flat_dose_without_weight_is_asked_about_where_the_dose_depends_on_it() -> None:
    assert "flat-without-weight" in _asked(flat("1500"), durvalumab_file())
    assert "flat-without-weight" not in _asked(flat("1500", "72.4"), durvalumab_file())
    assert "flat-without-weight" not in _asked(flat("1500"), INLINE)


# --- Dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "asked"), [(0, False), (7, False), (8, True), (365, True)])
def test_weight_is_old_after_seven_days(days: int, asked: bool) -> None:
    weighed_on = (TODAY - timedelta(days=days)).isoformat()
    for drug in (durvalumab_file(), INLINE):
        draft = by_weight("72.4", "10", weighed_on=weighed_on)
        assert ("weight-old" in _asked(draft, drug)) is asked


def test_weighing_date_after_today_is_refused() -> None:
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert set(refusal(by_weight("72.4", weighed_on=tomorrow))) == {"dose.weighed_on"}
    assert isinstance(ask(by_weight("72.4", weighed_on=TODAY.isoformat())), Worksheet)


def test_today_is_an_argument() -> None:
    draft = by_weight("72.4", weighed_on="2026-11-20")
    assert "weight-old" not in finding_ids(worksheet(draft, today=date(2026, 11, 27)))
    assert "weight-old" in finding_ids(worksheet(draft, today=date(2026, 11, 28)))


@pytest.mark.parametrize(
    ("expiry", "stopped"), [("2026-11-23", True), ("2026-11-24", False), ("2026-11-25", False)]
)
def test_vial_past_its_expiry_stops(expiry: str, stopped: bool) -> None:
    plan = (
        PlannedVialDraft("500", "1", lot="A1", expiry=expiry),
        PlannedVialDraft("120", "2", lot="B2", expiry="2027-12-31"),
    )
    sheet = worksheet(flat("724", plan=plan))
    found = [finding for finding in sheet.findings if finding.id == "vial-expired"]
    assert [finding.severity for finding in found] == ([Severity.STOP] if stopped else [])
    assert all("500 mg" in finding.message for finding in found)


def test_expiry_that_is_no_date_is_refused() -> None:
    plan = (PlannedVialDraft("500", "3", expiry="2026-02-30"),)
    assert set(refusal(flat("724", plan=plan))) == {"plan[0].expiry"}


# --- Vials, counts --------------------------------------------------------------------------------


def test_plan_of_a_thousand_vials_is_taken_and_of_one_more_refused() -> None:
    small = drug_of("500", "1", unit_mg="1")
    assert worksheet(flat("1000", plan=plan_of(("1", 1000))), small).plan.count == 1000
    assert set(refusal(flat("1000", plan=plan_of(("1", 1001))), small)) == {"plan"}
    assert set(refusal(flat("1000", plan=plan_of(("1", 600), ("1", 401))), small)) == {"plan"}


def test_no_plan_has_more_than_a_thousand_vials() -> None:
    one = drug_of("1", unit_mg="1")
    assert worksheet(flat("1000"), one).plan.count == 1000
    assert short_shelf(flat("1000.001"), one).error.field == "shelf"
    assert "1,000 vials" in short_shelf(flat("1000.001"), one).error.message


def test_plan_of_just_a_thousand_vials_is_found_among_two_sizes() -> None:
    sheet = worksheet(flat("1000"), drug_of("1", "1999", unit_mg="1"))
    assert (sheet.opened_mg, sheet.plan.count) == (Decimal(1000), 1000)
    sheet = worksheet(flat("1001"), drug_of("1", "1999", unit_mg="1"))
    assert (sheet.opened_mg, sheet.plan.count) == (Decimal(1999), 1)


def test_smallest_and_largest_vial_are_taken() -> None:
    assert (
        worksheet(flat("0.001"), drug_of("0.001", unit_mg="0.001")).opened_mg
        == worksheet(flat("0.001"), drug_of("0.001", unit_mg="10000")).dose_mg
    )
    assert worksheet(flat("10000"), drug_of("10000", unit_mg="0.001")).units.administered == 10**7
    assert worksheet(flat("1"), drug_of("10000", unit_mg="10000")).units.discarded == 0


@pytest.mark.parametrize("count", ["-1", "1000001", "1.5", "many", ""])
def test_impossible_count_is_refused_wherever_it_stands(count: str) -> None:
    shelf = (ShelfDraft("500", count),)
    assert set(refusal(flat("724", shelf=shelf))) == {"shelf[0].on_hand"}
    plan = (PlannedVialDraft("500", count),)
    assert set(refusal(flat("724", plan=plan))) == {"plan[0].count"}
    if count:
        assert set(refusal(flat("724", cycle=count))) == {"cycle"}


@pytest.mark.parametrize("count", ["0", "1", "1000000"])
def test_possible_count_is_taken(count: str) -> None:
    shelf = (ShelfDraft("500", count), ShelfDraft("120", None))
    assert isinstance(ask(flat("724", shelf=shelf, cycle=count)), Worksheet)


def test_course_longer_than_the_label_has_it_is_asked_about() -> None:
    drug = durvalumab_file()
    four = flat("1500", "72.4", regimen="nsclc-resectable-neoadjuvant", cycle="4")
    five = flat("1500", "72.4", regimen="nsclc-resectable-neoadjuvant", cycle="5")
    assert "course-limit" not in _asked(four, drug)
    assert "course-limit" in _asked(five, drug)


# --- Shelf ----------------------------------------------------------------------------------------


def test_shelf_names_sizes_of_the_drug_and_each_once() -> None:
    assert set(refusal(flat("724", shelf=shelf_of(mg100=5)))) == {"shelf[0].mg"}
    twice = (ShelfDraft("500", "3"), ShelfDraft("120", "1"), ShelfDraft("500.0", "2"))
    assert set(refusal(flat("724", shelf=twice))) == {"shelf[2].mg"}
    wrong = (ShelfDraft("1", "3"), ShelfDraft("2", "x"))
    assert set(refusal(flat("724", shelf=wrong))) == {
        "shelf[0].mg", "shelf[1].mg", "shelf[1].on_hand",
    }  # fmt: skip
    assert set(refusal(flat("724", plan=plan_of(("499.999", 2))))) == {"plan[0].mg"}


def test_only_what_the_shelf_names_is_used() -> None:
    sheet = worksheet(flat("724", shelf=shelf_of(mg120=None)))
    assert {vial.mg for vial in sheet.plan.vials} == {120}
    sheet = worksheet(flat("724", shelf=shelf_of(mg500=0, mg120=None)))
    assert {vial.mg for vial in sheet.plan.vials} == {120}


def test_empty_shelf_is_short_of_the_whole_dose() -> None:
    for shelf in ((), shelf_of(mg500=0, mg120=0), shelf_of(mg500=0)):
        answer = short_shelf(flat("724", shelf=shelf))
        assert answer.error.field == "shelf"
        assert "724 mg short" in answer.error.message
        assert "1 × 500 mg + 2 × 120 mg more would be enough" in answer.error.message


def test_short_shelf_keeps_dose_and_draw_and_nothing_else() -> None:
    answer = short_shelf(by_weight("72.4", shelf=shelf_of(mg500=1, mg120=1)))
    assert answer.dose_mg == 724
    assert f"{answer.draw_ml}" == "14.48"
    assert "104 mg short of 724 mg" in answer.error.message
    assert "The shelf holds 620 mg" in answer.error.message
    assert not hasattr(answer, "units")
    assert not hasattr(answer, "plan")


def test_every_mistake_is_named_at_once() -> None:
    draft = OrderDraft(
        Basis.WEIGHT,
        mg_per_kg="1,0",
        weight="501",
        weight_unit=KG,
        weighed_on="2026-11-25",
        regimen="none",
        cycle="x",
        shelf=(ShelfDraft("500", "1.5"), ShelfDraft("7", "1")),
        plan=(PlannedVialDraft("5", "1"), PlannedVialDraft("500", "-2")),
    )
    assert set(refusal(draft)) == {
        "dose.weight", "dose.mg_per_kg", "dose.weighed_on", "regimen", "cycle",
        "shelf[0].on_hand", "shelf[1].mg", "plan[0].mg", "plan[1].count",
    }  # fmt: skip


# --- Sentences ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "draft",
    [
        by_weight("29.9", "19", regimen="nsclc-resectable-neoadjuvant", weighed_on="2020-01-01"),
        by_weight("66.1", "10", LB, regimen="uhcc", weighed_on="2026-11-01"),
        by_weight("165", "20"),
        flat("1500.5"),
        flat("1", regimen="nmibc-with-bcg", cycle="14"),
        by_weight("72.4", shelf=shelf_of(mg500=None)),
    ],
)
def test_warning_has_under_thirty_words(draft: OrderDraft) -> None:
    """ui.md, rule 7: what is wrong, why it matters and what to do, in under 30 words."""
    sheet = worksheet(draft, durvalumab_file())
    assert sheet.findings
    for finding in sheet.findings:
        assert len(finding.message.split()) < 30, finding.message
        assert finding.message.endswith(".")


def test_code_conflict_is_asked_about_on_every_claim_of_durvalumab() -> None:
    sheet = worksheet(flat("1500", "72.4"), durvalumab_file())
    assert "J9323" in message(sheet, "code-conflict")
    assert "pemetrexed ditromethamine" in message(sheet, "code-conflict")
    assert "J9173" in message(sheet, "code-conflict")
    assert [line.code for line in sheet.claim_lines] == ["J9323"]
