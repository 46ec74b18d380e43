"""What losses, kept and carried-in drug mean for discard, products and expired vials."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.core.claim_draft import ClaimDraft, LossDraft
from app.core.finding import Severity
from app.core.notation import plain
from app.core.order import OrderDraft, PlannedVialDraft
from app.core.worksheet import Worksheet
from tests.core.asking import by_weight, finding_ids, flat, plan_of, worksheet

ORDER = by_weight("72.4")


def lines_of(sheet: Worksheet) -> list[tuple[str, int, str, list[str]]]:
    """First modifier, units, mg and products with mL of each line."""
    return [
        (
            line.modifiers[0],
            line.units,
            plain(line.mg),
            [f"{share.ndc[6:10]} {plain(share.ml or Decimal(0))}" for share in line.ndcs],
        )
        for line in sheet.claim_lines
    ]


def broken(mg: str) -> tuple[LossDraft, ...]:
    """That much, broken."""
    return (LossDraft(mg, "broken"),)


@pytest.mark.parametrize(
    ("draft", "claim"),
    [
        # a broken vial is no choice of vials: 16 mg discarded, as of the best
        (replace(ORDER, plan=plan_of(("500", 2), ("120", 2))),
         ClaimDraft(given_mg="724", losses=broken("500"))),
        (replace(ORDER, plan=plan_of(("500", 1), ("120", 3))),
         ClaimDraft(given_mg="724", losses=broken("120"))),
        # 290 of 300 mg left were used for another patient: 10 discarded, the best leaves 20
        (flat("700", plan=plan_of(("500", 2))), ClaimDraft(given_mg="700", kept_mg="290")),
        # stopped: what was not given is not the plan's doing
        (ORDER, ClaimDraft(given_mg="300", stopped="reaction")),
        # over the dose: nothing is left of 740
        (ORDER, ClaimDraft(given_mg="740")),
    ],
)  # fmt: skip
def test_only_what_the_plan_discards_is_avoidable(draft: OrderDraft, claim: ClaimDraft) -> None:
    sheet = worksheet(replace(draft, claim=claim))
    assert sheet.avoidable_mg == 0
    assert "discard-avoidable" not in finding_ids(sheet)


def test_a_worse_plan_is_avoidable_by_what_it_discards_more() -> None:
    """Two of 500 for 724: 276 discarded, the best leaves 16."""
    draft = replace(ORDER, plan=plan_of(("500", 2)))
    assert worksheet(draft).avoidable_mg == 260
    assert worksheet(replace(draft, claim=ClaimDraft(kept_mg="100"))).avoidable_mg == 160


def test_a_broken_vial_is_of_its_own_product() -> None:
    """One of two 500 mg vials broke: 500 + 224 mg were given, 16 discarded, as without it."""
    draft = replace(ORDER, plan=plan_of(("500", 2), ("120", 2)))
    claim = ClaimDraft(payer="medicaid", given_mg="724", losses=broken("500"))
    assert lines_of(worksheet(replace(draft, claim=claim))) == [
        ("KP", 50, "500", ["4611 10"]),
        ("KQ", 23, "224", ["4500 4.48"]),
        ("JW", 1, "16", ["4500 0.32"]),
    ]


def test_all_given_from_the_carried_in_part_leaves_the_vials_to_be_discarded() -> None:
    """90 mg given of 100 carried in; 740 opened and 10 of the carried-in are discarded."""
    draft = flat("840", plan=plan_of(("500", 1), ("120", 2)))
    claim = ClaimDraft(payer="medicaid", carried_in_mg="100", given_mg="90", stopped="x")
    sheet = worksheet(replace(draft, claim=claim))
    assert sheet.discarded_mg == 750
    assert sheet.units.administered == 9
    assert [line.units for line in sheet.claim_lines if not line.is_discard] == [9]
    assert sum(line.units for line in sheet.claim_lines) == 84  # 840 ÷ 10


def test_more_carried_in_than_the_dose_is_taken_once_so_much_was_given() -> None:
    claim = ClaimDraft(carried_in_mg="120", given_mg="120")
    sheet = worksheet(flat("100", claim=claim))
    assert sheet.plan.count == 0
    assert "given-over-dose" in finding_ids(sheet)


def test_vials_opened_beside_a_dose_that_was_all_carried_in_are_not_drawn_from() -> None:
    """120 carried in for 100 ordered, 120 given, one vial opened all the same."""
    claim = ClaimDraft(carried_in_mg="120", given_mg="120")
    sheet = worksheet(flat("100", plan=plan_of(("120", 1)), claim=claim))
    assert [draw.draw_mg for draw in sheet.draws] == [0]
    assert sheet.draw is not None
    assert sheet.draw.ml == 2  # 100 mg of 50 mg/mL
    assert sheet.discarded_mg == 120


@pytest.mark.parametrize(
    ("losses", "stops"), [((), True), (broken("120"), True), (broken("500"), False)]
)
def test_an_expired_vial_that_was_written_off_stops_nothing(
    losses: tuple[LossDraft, ...], stops: bool
) -> None:
    """contract.md: an expired vial goes into the losses."""
    plan = (
        PlannedVialDraft("500", "1", expiry="2026-10-01"),
        *plan_of(("500", 1), ("120", 3)),
    )
    draft = replace(ORDER, plan=plan, claim=ClaimDraft(given_mg="724", losses=losses))
    found = [f for f in worksheet(draft).findings if f.id == "vial-expired"]
    assert bool(found) is stops
    assert all(f.severity is Severity.STOP for f in found)


def test_vials_of_one_day_are_named_once() -> None:
    plan = tuple(PlannedVialDraft("120", "1", expiry="2026-10-01") for _ in range(900))
    found = [f for f in worksheet(replace(ORDER, plan=plan)).findings if f.id == "vial-expired"]
    assert len(found) == 1
