"""Units and lines, each counted by hand; the rules are those of billing.md."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.core.amounts import Amounts, Status
from app.core.billing import (
    ClaimLine,
    LineRules,
    NdcShare,
    ProductShare,
    Units,
    count_units,
    line_rules,
    mg_in_no_unit,
    share_by_product,
    write_claim_lines,
)
from app.core.drug import Presentation, Route
from app.core.payer import Asked, DrugSource, NdcLines, Setting
from app.core.vials import VialCount, VialPlan
from tests.core.asking import DURVALUMAB, TODAY
from tests.core.rules_by_hand import MEDICAID, MEDICARE, NEVER, always

LARGE, SMALL = DURVALUMAB.presentations
PLAN = VialPlan((VialCount(LARGE, 1), VialCount(SMALL, 2)), Decimal(740), 3)
PLANNED = Amounts(Status.PLANNED, Decimal(724), Decimal(16))
LARGE_NDC, SMALL_NDC = "00310-4611-50", "00310-4500-12"


def units(given: str, opened: str, discarded: str, unit: str = "10") -> tuple[int, int, int]:
    """Administered, discarded and opened units."""
    drug = DURVALUMAB._replace(unit_mg=Decimal(unit))
    return count_units(drug, Decimal(given), Decimal(opened), Decimal(discarded))


def rules(day: date = TODAY, **changes: object) -> LineRules:
    """Medicare's rules for an office."""
    named = {
        "payer": MEDICARE,
        "setting": Setting.OFFICE,
        "source": DrugSource.PURCHASED,
        "route": Route.INTRAVENOUS,
        "shared_takes_jz": True,
    } | changes
    return line_rules(day=day, **named)


# --- Units ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "opened", "discarded", "expected"),
    [
        ("305", "400", "95", (31, 9, 40)),  # CGS 2023-06-27
        ("724", "740", "16", (73, 1, 74)),
        ("1500", "1500", "0", (150, 0, 150)),
        ("720", "740", "20", (72, 2, 74)),
        ("720.001", "740", "19.999", (73, 1, 74)),
        ("731", "740", "9", (74, 0, 74)),
        ("730", "735", "5", (73, 0, 73)),
        ("0", "740", "740", (0, 0, 74)),  # nothing given: no JW alone
        ("724", "745", "0", (73, 0, 74)),  # the rest was kept
    ],
)
def test_the_dose_is_rounded_up_and_the_discard_down(
    given: str, opened: str, discarded: str, expected: tuple[int, int, int]
) -> None:
    assert units(given, opened, discarded) == expected


def test_multi_dose_containers_have_no_jw() -> None:
    drug = DURVALUMAB._replace(multi_dose=True)
    assert count_units(drug, Decimal(720), Decimal(740), Decimal(20)) == Units(72, 0, 74)


def test_what_no_unit_stands_for_is_never_below_nothing() -> None:
    ten = Decimal(10)
    assert mg_in_no_unit(Units(73, 1, 74), ten, Decimal(740)) == 0
    assert mg_in_no_unit(Units(73, 1, 74), ten, Decimal(745)) == 5
    assert mg_in_no_unit(Units(73, 2, 74), ten, Decimal(740)) == 0


# --- The rules of a day ---------------------------------------------------------------------------


def test_an_office_of_medicare() -> None:
    assert rules() == LineRules(
        bills_discard=True,
        takes_jz=True,
        remainder_takes_jz=True,
        shared_takes_jz=True,
        on_each=frozenset({"JA"}),
        order=("JW", "JZ", "KP", "KQ", "TB", "PO", "PN", "JA"),
        ndc_lines=NdcLines.ONE,
    )


@pytest.mark.parametrize(
    ("before", "after", "changes", "modifier"),
    [
        # CMS files of October 2025 and 2026
        (date(2024, 12, 31), date(2025, 1, 1), {"source": DrugSource.DISCOUNTED_340B}, "TB"),
        (date(2014, 12, 31), date(2015, 1, 1), {"setting": Setting.OFF_CAMPUS_EXCEPTED}, "PO"),
        (date(2016, 12, 31), date(2017, 1, 1), {"setting": Setting.OFF_CAMPUS_NON_EXCEPTED}, "PN"),
    ],
)
def test_a_modifier_of_every_line_has_its_first_day(
    before: date, after: date, changes: dict[str, object], modifier: str
) -> None:
    assert rules(before, **changes).on_each == {"JA"}
    assert rules(after, **changes).on_each == {"JA", modifier}
    assert rules(after).on_each == {"JA"}


def test_ja_is_of_an_intravenous_drug_and_a_payer_that_wants_it() -> None:
    assert rules(route=None).on_each == set()
    assert rules(payer=replace(MEDICARE, ja=NEVER)).on_each == set()
    assert rules(payer=replace(MEDICARE, ja=always(Asked.NOT_ASKED))).on_each == set()
    assert rules(payer=replace(MEDICARE, ja=always(Asked.REQUIRED))).on_each == {"JA"}


def test_an_exempt_setting_bills_no_discard_and_takes_no_jz() -> None:
    exempt = rules(setting=Setting.EXEMPT)
    assert (exempt.bills_discard, exempt.takes_jz) == (False, False)


def test_a_payer_without_a_rule_asks_for_nothing() -> None:
    payer = replace(
        MEDICARE, jw=NEVER, jz=NEVER, remainder_takes_jz=NEVER, modifier_order=NEVER,
        ndc_lines=NEVER,
    )  # fmt: skip
    assert rules(payer=payer, shared_takes_jz=False) == LineRules(
        bills_discard=False,
        takes_jz=False,
        remainder_takes_jz=True,
        shared_takes_jz=False,
        on_each=frozenset({"JA"}),
        order=(),
        ndc_lines=NdcLines.ONE,
    )


# --- Lines ----------------------------------------------------------------------------------------


def test_the_two_lines_of_724_mg() -> None:
    """billing.md 0.1: 10 and 4.48 mL given, 0.32 mL discarded."""
    lines, dropped = write_claim_lines(DURVALUMAB, Units(73, 1, 74), PLANNED, PLAN, rules())
    large = NdcShare(LARGE_NDC, Decimal(500), Decimal(10))
    assert lines == (
        ClaimLine("J9323", ("JA",), 73, Decimal(724), False,
                  (large, NdcShare(SMALL_NDC, Decimal(224), Decimal("4.48")))),
        ClaimLine("J9323", ("JW", "JA"), 1, Decimal(16), True,
                  (NdcShare(SMALL_NDC, Decimal(16), Decimal("0.32")),)),
    )  # fmt: skip
    assert dropped == ()
    assert lines[0].first_product == large
    assert lines[0].other_products == lines[0].ndcs[1:]


def test_a_line_names_its_first_product_and_a_discard_the_last_opened() -> None:
    one, two, three = (NdcShare(ndc, Decimal(1), None) for ndc in "abc")
    given = ClaimLine("J9323", (), 1, Decimal(3), False, (one, two, three))
    assert (given.first_product, given.other_products) == (one, (two, three))
    discard = given._replace(is_discard=True)
    assert (discard.first_product, discard.other_products) == (three, (one, two))
    nothing = given._replace(ndcs=())
    assert (nothing.first_product, nothing.other_products) == (None, ())
    assert ClaimLine("J9323", (), 1, Decimal(3)) == nothing


def test_without_units_there_is_no_line() -> None:
    assert write_claim_lines(DURVALUMAB, Units(0, 0, 74), PLANNED, PLAN, rules()) == ((), ())


def marks(
    amounts: Amounts = PLANNED, discarded: int = 0, *, multi_dose: bool = False, **changes: object
) -> list[tuple[str, ...]]:
    """The modifiers of each line of 73 units."""
    drug = DURVALUMAB._replace(multi_dose=multi_dose)
    counted = Units(73, discarded, 74)
    return [
        line.modifiers
        for line in write_claim_lines(
            drug,
            counted,
            amounts,
            PLAN,
            rules()._replace(**changes),  # type: ignore[arg-type]
        )[0]
    ]


def test_jz_stands_where_nothing_is_billed_as_discarded_and_the_payer_takes_it() -> None:
    nothing_left = PLANNED._replace(discarded_mg=Decimal(0))
    assert marks() == [("JZ", "JA")]
    assert marks(takes_jz=False) == [("JA",)]
    assert marks(multi_dose=True) == [("JA",)]
    assert marks(remainder_takes_jz=False) == [("JA",)]
    assert marks(nothing_left, remainder_takes_jz=False) == [("JZ", "JA")]
    for shared in (
        nothing_left._replace(kept_mg=Decimal(16)),
        nothing_left._replace(carried_in_mg=Decimal(16)),
    ):
        assert marks(shared) == [("JZ", "JA")]
        assert marks(shared, shared_takes_jz=False) == [("JA",)]
    assert marks(nothing_left, shared_takes_jz=False) == [("JZ", "JA")]


def test_jw_has_a_line_of_its_own_where_the_payer_takes_it() -> None:
    assert marks(discarded=1) == [("JA",), ("JW", "JA")]
    # no JW line, and no JZ either: units were discarded
    assert marks(discarded=1, bills_discard=False) == [("JA",)]


def test_four_modifiers_fit_and_what_does_not_is_told_once() -> None:
    crowded = rules()._replace(
        on_each=frozenset({"JA", "PO", "TB"}), ndc_lines=NdcLines.EACH_KP_KQ,
        order=("JW", "KP", "KQ", "TB", "PO", "JA"),
    )  # fmt: skip
    lines, dropped = write_claim_lines(DURVALUMAB, Units(73, 1, 74), PLANNED, PLAN, crowded)
    assert [line.modifiers for line in lines] == [
        ("KP", "TB", "PO", "JA"),
        ("KQ", "TB", "PO", "JA"),
        ("JW", "KQ", "TB", "PO"),
    ]
    assert dropped == ("JA",)


def test_a_line_for_each_product_has_its_units_by_content() -> None:
    """500 mg are 50 units; 224 mg are the other 23 of 73; the discarded 16 are of the 120s."""
    each = rules()._replace(ndc_lines=NdcLines.EACH_KP_KQ)
    lines, _ = write_claim_lines(DURVALUMAB, Units(73, 1, 74), PLANNED, PLAN, each)
    assert [(line.modifiers, line.units, int(line.mg)) for line in lines] == [
        (("KP", "JA"), 50, 500),
        (("KQ", "JA"), 23, 224),
        (("JW", "KQ", "JA"), 1, 16),
    ]
    plain = rules()._replace(ndc_lines=NdcLines.EACH)
    lines, _ = write_claim_lines(DURVALUMAB, Units(73, 1, 74), PLANNED, PLAN, plain)
    assert [(line.modifiers, line.units) for line in lines] == [
        (("JA",), 50), (("JA",), 23), (("JW", "JA"), 1),
    ]  # fmt: skip


def test_one_product_or_an_unknown_one_is_not_divided() -> None:
    each = rules()._replace(ndc_lines=NdcLines.EACH_KP_KQ)
    of_large = VialPlan((VialCount(LARGE, 2),), Decimal(1000), 2)
    amounts = Amounts(Status.PLANNED, Decimal(1000), Decimal(0))
    [line], _ = write_claim_lines(DURVALUMAB, Units(100, 0, 100), amounts, of_large, each)
    assert (line.modifiers, line.units) == (("JZ", "JA"), 100)
    unknown = Presentation(Decimal(120), Decimal("2.4"))
    plan = VialPlan((VialCount(LARGE, 1), VialCount(unknown, 2)), Decimal(740), 3)
    lines, _ = write_claim_lines(DURVALUMAB, Units(73, 1, 74), PLANNED, plan, each)
    assert [(line.modifiers, line.units, len(line.ndcs)) for line in lines] == [
        (("JA",), 73, 1), (("JW", "JA"), 1, 0),
    ]  # fmt: skip


def test_a_product_that_only_the_discard_has_is_divided_too() -> None:
    """500 mg given of 500 + 120: the 120 are all discarded, and the first product is still KP."""
    each = rules()._replace(ndc_lines=NdcLines.EACH_KP_KQ)
    plan = VialPlan((VialCount(LARGE, 1), VialCount(SMALL, 1)), Decimal(620), 2)
    amounts = Amounts(Status.PLANNED, Decimal(500), Decimal(120))
    lines, _ = write_claim_lines(DURVALUMAB, Units(50, 12, 62), amounts, plan, each)
    assert [line.modifiers for line in lines] == [("KP", "JA"), ("JW", "KQ", "JA")]
    # where the discard is not billed, one product is left
    [line], _ = write_claim_lines(
        DURVALUMAB, Units(50, 12, 62), amounts, plan, each._replace(bills_discard=False)
    )
    assert line.modifiers == ("JA",)


# --- Products -------------------------------------------------------------------------------------


def test_half_a_mg_of_a_product_is_one_too() -> None:
    half = Decimal("0.5")
    given, discarded = share_by_product(PLAN, Amounts(Status.GIVEN, 500 + half, 240 - half))
    assert given == (ProductShare(LARGE, Decimal(500)), ProductShare(SMALL, half))
    assert discarded == (ProductShare(SMALL, 240 - half),)
    given, discarded = share_by_product(PLAN, Amounts(Status.GIVEN, 740 - half, half))
    assert given == (ProductShare(LARGE, Decimal(500)), ProductShare(SMALL, 240 - half))
    assert discarded == (ProductShare(SMALL, half),)


def shared(amounts: Amounts, plan: VialPlan = PLAN) -> tuple[list[tuple[int, int]], ...]:
    """Size and mg of each product given, and of each discarded."""
    return tuple(
        [(int(share.presentation.mg), int(share.mg)) for share in shares]
        for shares in share_by_product(plan, amounts)
    )


@pytest.mark.parametrize(
    ("amounts", "given", "discarded"),
    [
        (PLANNED, [(500, 500), (120, 224)], [(120, 16)]),
        (Amounts(Status.GIVEN, Decimal(740), Decimal(0)), [(500, 500), (120, 240)], []),
        (Amounts(Status.GIVEN, Decimal(500), Decimal(240)), [(500, 500)], [(120, 240)]),
        (Amounts(Status.GIVEN, Decimal(300), Decimal(440)), [(500, 300)],
         [(500, 200), (120, 240)]),
        # 16 kept for another patient: between what was given and what was discarded
        (Amounts(Status.GIVEN, Decimal(700), Decimal(24), kept_mg=Decimal(16)),
         [(500, 500), (120, 200)], [(120, 24)]),
        # 24 of the dose came with the patient
        (Amounts(Status.GIVEN, Decimal(724), Decimal(40), carried_in_mg=Decimal(24)),
         [(500, 500), (120, 200)], [(120, 40)]),
        # all of it did
        (Amounts(Status.GIVEN, Decimal(724), Decimal(740), carried_in_mg=Decimal(800)),
         [], [(500, 500), (120, 240)]),
        # a vial of 120 fell: none of it was given or discarded
        (Amounts(Status.GIVEN, Decimal(604), Decimal(16), lost_mg=Decimal(120),
                 lost_vials_mg=(Decimal(120),)),
         [(500, 500), (120, 104)], [(120, 16)]),
        (Amounts(Status.GIVEN, Decimal(224), Decimal(16), lost_mg=Decimal(500),
                 lost_vials_mg=(Decimal(500),)),
         [(120, 224)], [(120, 16)]),
    ],
)  # fmt: skip
def test_vials_are_emptied_larger_first(
    amounts: Amounts, given: list[tuple[int, int]], discarded: list[tuple[int, int]]
) -> None:
    assert shared(amounts) == (given, discarded)


def test_a_volume_goes_on_the_claim_to_a_thousandth() -> None:
    """X12 RFI 2151: 100 mg of 3 mL in 7 mg are 0.21 mL; of 10 mL in 30 mg, 1 mg is 0.333."""
    three = Presentation(Decimal(100), Decimal(3), "0310-4611-50")
    assert ProductShare(three, Decimal(7)).on_claim == (LARGE_NDC, Decimal(7), Decimal("0.21"))
    thirty = Presentation(Decimal(30), Decimal(10), "0310-4611-50")
    assert ProductShare(thirty, Decimal(1)).on_claim == (LARGE_NDC, Decimal(1), Decimal("0.333"))
    no_volume = Presentation(Decimal(30), None, "0310-4611-50")
    assert ProductShare(no_volume, Decimal(1)).on_claim == (LARGE_NDC, Decimal(1), None)
    assert ProductShare(Presentation(Decimal(30)), Decimal(1)).on_claim is None


def test_a_medicaid_payer_wants_a_line_for_each_product() -> None:
    assert rules(payer=MEDICAID).ndc_lines is NdcLines.EACH_KP_KQ
