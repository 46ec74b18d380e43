"""Each sentence that an order is refused with, and both sides of the limit that it is about.

The limits are the contract's, where a drug has none of its own: 2 to 500 kg, 10,000 mL in a bag,
1,000 vials in a plan; and those of the drug written out here.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.core.drug import Diluent, Drug, LabelledDose, Regimen
from app.core.finding import FieldError, Incomplete, Refused
from app.core.order import (
    BagDraft,
    BagMethod,
    Basis,
    ChosenBag,
    Order,
    OrderDraft,
    PlannedVialDraft,
    PlannedVials,
    Preference,
    ShelfDraft,
    Stock,
    Weight,
    WeightUnit,
)
from app.core.order_reading import read_order, read_weight
from tests.core.asking import DURVALUMAB, TODAY, by_weight, drug_of, flat, plan_of

ROW = LabelledDose(None, None, Decimal(10), None, 2, True, "label", "label notes 1")
LABELLED = Regimen("lung", "Lung cancer", "", "", None, None, None, frozenset(), (ROW,))
WITHDRAWN = LABELLED._replace(id="bladder", indication="Bladder cancer", withdrawn="since 2021-02")
assert DURVALUMAB.preparation is not None
WITH_GLUCOSE = DURVALUMAB.preparation._replace(
    diluents=(*DURVALUMAB.preparation.diluents, Diluent("glucose", "glucose 5 %")),
)
DRUG = DURVALUMAB._replace(
    regimens=(LABELLED, WITHDRAWN),
    preparation=WITH_GLUCOSE,
    limits=DURVALUMAB.limits._replace(max_mg_per_kg=Decimal(20), max_dose_mg=Decimal(4000)),
)
LARGE, SMALL = DRUG.presentations
ORDER = by_weight("72.4")


def read(draft: OrderDraft, drug: Drug = DRUG) -> Order:
    """The order that can be read."""
    order = read_order(draft, drug, TODAY)
    assert isinstance(order, Order), order
    return order


def wrong(draft: OrderDraft, drug: Drug = DRUG) -> list[tuple[str, str]]:
    """Field and sentence of everything that is wrong."""
    order = read_order(draft, drug, TODAY)
    assert isinstance(order, Refused), order
    return [(error.field, error.message) for error in order.errors]


def missing(draft: OrderDraft, drug: Drug = DRUG) -> list[tuple[str, str]]:
    """Field and sentence of what is still to be typed, where nothing is wrong."""
    order = read_order(draft, drug, TODAY)
    assert isinstance(order, Incomplete), order
    return [(error.field, error.message) for error in order.errors]


# --- What is read ---------------------------------------------------------------------------------


def test_everything_that_is_typed_comes_out() -> None:
    draft = by_weight(
        " 72.40 ", "10.0", weighed_on="2026-11-24", regimen="lung", cycle=" 3 ",
        shelf=(ShelfDraft("120"), ShelfDraft("500", "0")),
        plan=(
            PlannedVialDraft("120", "2", " BW1190 ", "2027-02-28"),
            PlannedVialDraft("500", "1"),
        ),
        bag=BagDraft("saline", "100", BagMethod.EMPTY),
    )  # fmt: skip
    assert read(draft) == Order(
        basis=Basis.WEIGHT,
        ordered_mg=Decimal(724),
        mg_per_kg=Decimal(10),
        weight=Weight(Decimal("72.4"), WeightUnit.KG, Decimal("72.4"), Decimal("72.4")),
        weighed_on=date(2026, 11, 24),
        regimen=LABELLED,
        cycle=3,
        shelf=(Stock(LARGE, 0), Stock(SMALL)),
        prefer=draft.prefer,
        plan=(
            PlannedVials(SMALL, 2, date(2027, 2, 28), "BW1190"),
            PlannedVials(LARGE, 1),
        ),
        bag=ChosenBag("saline", Decimal(100), BagMethod.EMPTY),
    )


def test_what_is_blank_is_not_there() -> None:
    order = read(flat("1500"))
    assert (order.weight, order.mg_per_kg, order.weighed_on, order.regimen) == (None,) * 4
    assert (order.cycle, order.plan, order.bag) == (None, None, None)
    assert order.shelf == (Stock(LARGE), Stock(SMALL))
    blank = replace(flat("1500"), mg_per_kg=" ", weight=" ", cycle=" ", weighed_on=" ", regimen=" ")
    assert read(blank) == order
    assert read(replace(ORDER, mg=" ")) == read(ORDER)


def test_a_weight_in_lb_is_exact_and_is_used_to_a_tenth_of_a_kg() -> None:
    """160 × 0.45359237 = 72.5747792."""
    assert read_weight("160", WeightUnit.LB) == Weight(
        Decimal(160), WeightUnit.LB, Decimal("72.5747792"), Decimal("72.6")
    )
    assert isinstance(read_weight("160lb", WeightUnit.LB), str)
    assert read(by_weight("160", "10", WeightUnit.LB)).ordered_mg == 726


@pytest.mark.parametrize(
    ("draft", "field", "text"),
    [
        (by_weight("72.4"), "dose.mg_per_kg", "72.4 kg × 10 mg/kg"),
        (by_weight("160", unit=WeightUnit.LB), "dose.mg_per_kg", "160 lb (72.6 kg) × 10 mg/kg"),
        (flat("1500"), "dose.mg", "1,500 mg flat dose"),
        (flat("1500", "72.4"), "dose.mg", "1,500 mg flat dose"),
    ],
)
def test_an_order_says_what_its_dose_comes_from(draft: OrderDraft, field: str, text: str) -> None:
    order = read(draft)
    assert (order.dose_field, order.basis_text) == (field, text)


# --- What is still to be typed --------------------------------------------------------------------


def test_what_is_missing_is_asked_for() -> None:
    assert missing(by_weight("", "")) == [
        ("dose.weight", "Type the patient’s weight for durvalumab."),
        ("dose.mg_per_kg", "Type the ordered mg/kg."),
    ]
    assert missing(by_weight("72.4", " ")) == [("dose.mg_per_kg", "Type the ordered mg/kg.")]
    assert missing(by_weight(" ")) == [("dose.weight", "Type the patient’s weight for durvalumab.")]
    assert missing(flat("")) == [("dose.mg", "Type the flat dose in mg.")]
    assert missing(replace(ORDER, bag=BagDraft("saline", "", BagMethod.ADD))) == [
        ("bag.ml", "Type the bag’s volume in mL.")
    ]


def test_one_thing_that_is_wrong_refuses_what_is_incomplete() -> None:
    assert wrong(replace(by_weight(""), cycle="two"))[0] == (
        "dose.weight", "Type the patient’s weight for durvalumab.",
    )  # fmt: skip


def test_what_is_wrong_with_the_claim_comes_last() -> None:
    about = FieldError("payer", "There is no such payer.")
    order = read_order(replace(ORDER, cycle="two"), DRUG, TODAY, (about,))
    assert isinstance(order, Refused)
    assert [error.field for error in order.errors] == ["cycle", "payer"]
    assert read_order(ORDER, DRUG, TODAY, (about,)) == Refused((about,))


# --- What is refused ------------------------------------------------------------------------------

NO_DOSE = "kg: no dose is calculated for it. Check the weight and its unit."
LOT = "Write the lot in one line of at most 200 characters."


@pytest.mark.parametrize(
    ("taken", "refused", "field", "sentence"),
    [
        (by_weight("2"), by_weight("1.999"), "dose.weight", f"1.999 kg is under 2 {NO_DOSE}"),
        (by_weight("500", "1"), by_weight("500.001", "1"), "dose.weight",
         f"500.001 kg is over 500 {NO_DOSE}"),
        # 1,102.311 lb are 499.99985 kg, 1,102.312 lb 500.00031
        (by_weight("1102.311", "1", WeightUnit.LB), by_weight("1102.312", "1", WeightUnit.LB),
         "dose.weight", f"1,102.312 lb is over 500 {NO_DOSE}"),
        (flat("4000"), flat("4000.001"), "dose.mg",
         "4,000.001 mg is over 4,000 mg, the most that is taken."),
        (flat("0.001"), flat("0"), "dose.mg", "0 mg cannot be used: write a figure above 0."),
        (by_weight("72.4", "20"), by_weight("72.4", "20.001"), "dose.mg_per_kg",
         "20.001 mg/kg is over 20 mg/kg, the most that is taken."),
        (by_weight("72.4", "0.001"), by_weight("72.4", "0"), "dose.mg_per_kg",
         "0 mg/kg cannot be used: write a figure above 0."),
        (by_weight("200", "20"), by_weight("200.001", "20"), "dose.mg_per_kg",
         "200.001 kg × 20 mg/kg is 4,000.02 mg, over 4,000 mg, the most taken."),
        (replace(ORDER, weighed_on="2026-11-24"), replace(ORDER, weighed_on="2026-11-25"),
         "dose.weighed_on", "2026-11-25 is after 2026-11-24: check the weighing date."),
        (ORDER, replace(ORDER, mg="724"), "dose.mg", "A dose by weight takes mg/kg alone, not mg."),
        (flat("724"), replace(flat("724"), mg_per_kg="10"), "dose.mg_per_kg",
         "A flat dose takes mg alone, not mg/kg."),
        (ORDER, replace(ORDER, weight_unit=None), "dose.weight_unit",
         "Say whether the weight is in kg or lb."),
        (replace(ORDER, regimen="lung"), replace(ORDER, regimen="liver"), "regimen",
         "durvalumab has no regimen “liver”. Known: lung, bladder."),
        (replace(ORDER, regimen="lung"), replace(ORDER, regimen="x" * 61), "regimen",
         f"durvalumab has no regimen “{'x' * 60}”. Known: lung, bladder."),
        (replace(ORDER, regimen="lung"), replace(ORDER, regimen="bladder"), "regimen",
         "Bladder cancer is no longer labelled: since 2021-02."),
        (replace(ORDER, shelf=(ShelfDraft("500"),)), replace(ORDER, shelf=(ShelfDraft("100"),)),
         "shelf[0].mg", "durvalumab has no 100 mg vial: its sizes are 500, 120 mg."),
        (replace(ORDER, shelf=(ShelfDraft("500"), ShelfDraft("120"))),
         replace(ORDER, shelf=(ShelfDraft("500"), ShelfDraft("500.0"))),
         "shelf[1].mg", "500 mg is named twice."),
        (replace(ORDER, plan=plan_of(("500", 1000))), replace(ORDER, plan=plan_of(("500", 1001))),
         "plan", "1,001 vials are over 1,000, the most in a plan."),
        (replace(ORDER, plan=plan_of(("500", 999), ("120", 1))),
         replace(ORDER, plan=plan_of(("500", 999), ("120", 2))),
         "plan", "1,001 vials are over 1,000, the most in a plan."),
        (replace(ORDER, plan=plan_of(("500", 1))), replace(ORDER, plan=plan_of(("100", 1))),
         "plan[0].mg", "durvalumab has no 100 mg vial: its sizes are 500, 120 mg."),
        (replace(ORDER, plan=(PlannedVialDraft("500", "2", "x" * 200),)),
         replace(ORDER, plan=(PlannedVialDraft("500", "2", "x" * 201),)), "plan[0].lot", LOT),
        (replace(ORDER, plan=(PlannedVialDraft("500", "2", ""),)),
         replace(ORDER, plan=(PlannedVialDraft("500", "2", "A\nB"),)), "plan[0].lot", LOT),
        (replace(ORDER, bag=BagDraft("saline", "10000", BagMethod.ADD)),
         replace(ORDER, bag=BagDraft("saline", "10000.001", BagMethod.ADD)), "bag.ml",
         "10,000.001 mL is over 10,000 mL, the most that is taken."),
        (replace(ORDER, bag=BagDraft("saline", "100", BagMethod.ADD)),
         replace(ORDER, bag=BagDraft("water", "100", BagMethod.ADD)), "bag.diluent",
         "“water” is not a diluent for durvalumab. Known: saline, glucose."),
        (replace(ORDER, bag=BagDraft("saline", "100", BagMethod.ADD)),
         replace(ORDER, bag=BagDraft("w" * 61, "100", BagMethod.ADD)), "bag.diluent",
         f"“{'w' * 60}” is not a diluent for durvalumab. Known: saline, glucose."),
    ],
)  # fmt: skip
def test_a_limit_is_taken_and_what_is_beyond_it_refused(
    taken: OrderDraft, refused: OrderDraft, field: str, sentence: str
) -> None:
    read(taken)
    assert wrong(refused) == [(field, sentence)]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (by_weight("7x2.4"), "dose.weight"),
        (by_weight("72.4", "1,0"), "dose.mg_per_kg"),
        (flat("1.5.0"), "dose.mg"),
        (replace(ORDER, cycle="1.5"), "cycle"),
        (replace(ORDER, weighed_on="24.11.2026"), "dose.weighed_on"),
        (replace(ORDER, shelf=(ShelfDraft("50x"),)), "shelf[0].mg"),
        (replace(ORDER, shelf=(ShelfDraft("500"), ShelfDraft("120", "-1"))), "shelf[1].on_hand"),
        (replace(ORDER, plan=(*plan_of(("500", 1)), PlannedVialDraft("1x", "1"))), "plan[1].mg"),
        (replace(ORDER, plan=(*plan_of(("500", 1)), PlannedVialDraft("120", "x"))),
         "plan[1].count"),
        (replace(ORDER, plan=(PlannedVialDraft("500", "2", None, "2027-13-01"),)),
         "plan[0].expiry"),
        (replace(ORDER, bag=BagDraft("saline", "100mL", BagMethod.ADD)), "bag.ml"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_under_its_field(draft: OrderDraft, field: str) -> None:
    assert [found for found, _ in wrong(draft)] == [field]


def test_every_line_of_a_shelf_and_a_plan_is_looked_at() -> None:
    shelf = (ShelfDraft("100", "x"), ShelfDraft("500", "y"), ShelfDraft("500"))
    plan = (
        PlannedVialDraft("100", "x", "A\nB", "?"),
        PlannedVialDraft("500", "1", None, "?"),
        PlannedVialDraft("100", "1"),
    )
    assert [field for field, _ in wrong(replace(ORDER, shelf=shelf, plan=plan))] == [
        "shelf[0].mg", "shelf[0].on_hand", "shelf[1].on_hand", "shelf[2].mg",
        "plan[0].mg", "plan[0].count", "plan[0].lot", "plan[0].expiry", "plan[1].expiry",
        "plan[2].mg",
    ]  # fmt: skip


def test_a_size_named_twice_is_told_whether_or_not_it_is_counted() -> None:
    for shelf in (
        (ShelfDraft("500"), ShelfDraft("500", "3")),
        (ShelfDraft("500", "3"), ShelfDraft("500")),
    ):
        assert wrong(replace(ORDER, shelf=shelf)) == [("shelf[1].mg", "500 mg is named twice.")]


def test_a_drug_that_is_described_has_neither_regimen_nor_preparation() -> None:
    drug = drug_of("500", "120")
    assert wrong(replace(ORDER, regimen="lung"), drug) == [
        ("regimen", "inline drug has no regimen “lung”. Known: none.")
    ]
    assert wrong(replace(ORDER, bag=BagDraft("saline", "", BagMethod.ADD)), drug) == [
        ("bag", "No preparation is known for inline drug, so no bag can be checked.")
    ]


def test_of_a_weight_without_a_unit_nothing_else_is_said() -> None:
    for weight in ("72.4", "7x2.4", "5000"):
        assert wrong(replace(by_weight(weight, "20"), weight_unit=None)) == [
            ("dose.weight_unit", "Say whether the weight is in kg or lb.")
        ]


def test_a_wrong_bag_is_told_whole() -> None:
    assert [field for field, _ in wrong(replace(ORDER, bag=BagDraft("w", "0", BagMethod.ADD)))] == [
        "bag.diluent", "bag.ml",
    ]  # fmt: skip


def test_a_withdrawn_regimen_and_an_unknown_one_give_no_order() -> None:
    for regimen in ("bladder", "liver"):
        assert isinstance(read_order(replace(ORDER, regimen=regimen), DRUG, TODAY), Refused)


def test_the_words_of_an_order_are_the_contracts() -> None:
    assert [*Basis] == ["weight", "flat"]
    assert [*WeightUnit] == ["kg", "lb"]
    assert [*BagMethod] == ["add", "withdraw", "empty"]
    assert [*Preference] == ["least-discard", "fewest-vials"]
