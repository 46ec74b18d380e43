"""Doses that a policy proposes and a person accepts (label notes, section 4)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.core.claim_draft import ClaimDraft, DecisionDraft
from app.core.order import Order, OrderDraft, ShelfDraft, Stock
from app.core.order_reading import read_order
from app.core.rounding import choice_of, propose_doses
from app.core.rules import Rules
from app.core.site_choices import Rounding
from tests.core.asking import (
    TODAY,
    by_weight,
    drug_of,
    finding_ids,
    flat,
    message,
    refusal,
    vials_of,
    worksheet,
)
from tests.core.rules_by_hand import RULES, at_site

HOPA = at_site(rounding=Rounding(Decimal(10), None, "HOPA 2017, our policy P-7"))
BY_50 = at_site(rounding=Rounding(Decimal(10), Decimal(50), "policy P-8"))
SEVEN_HUNDRED = by_weight("70")


def accepting(draft: OrderDraft, choice: str) -> OrderDraft:
    """The order with that answer to the proposal."""
    decision = DecisionDraft(
        "rounding-proposed", choice, "P. Harmacist", "policy P-7", "2026-11-24"
    )
    return replace(draft, claim=ClaimDraft(decisions=(decision,)))


def proposed(draft: OrderDraft, rules: Rules) -> list[str]:
    """The proposed doses in mg."""
    return [f"{mg:f}" for mg in worksheet(draft, rules=rules).proposed_doses]


def test_700_mg_may_become_720_or_740() -> None:
    """label.md 4: 720 (+2.9 %) or 740 (+5.7 %) are within 10 %, 620 (−11.4 %) is not."""
    assert proposed(SEVEN_HUNDRED, HOPA) == ["720", "740"]
    sentence = message(worksheet(SEVEN_HUNDRED, rules=HOPA), "rounding-proposed")
    assert "720 mg (+2.9 %) or 740 mg (+5.7 %)" in sentence
    assert "HOPA 2017" in sentence


def test_nothing_is_rounded_before_a_person_accepts() -> None:
    sheet = worksheet(SEVEN_HUNDRED, rules=HOPA)
    assert [sheet.dose_mg, sheet.billed_mg] == [700, 700]
    assert sheet.open_findings


def test_an_accepted_dose_is_given_and_billed_and_both_stay() -> None:
    """720 of 6 × 120: 72 units, nothing discarded."""
    sheet = worksheet(accepting(SEVEN_HUNDRED, "720"), rules=HOPA)
    assert [sheet.order.ordered_mg, sheet.dose_mg] == [700, 720]
    assert vials_of(sheet) == {"120": 6}
    assert (sheet.units.administered, sheet.units.discarded) == (72, 0)
    assert "700 mg was ordered, rounded to 720 mg (+2.9 %)" in message(sheet, "rounding-proposed")
    [finding] = [f for f in sheet.findings if f.id == "rounding-proposed"]
    assert finding.decision is not None


@pytest.mark.parametrize("choice", ["decline", "keep"])
def test_a_declined_proposal_is_answered_and_the_dose_stays(choice: str) -> None:
    sheet = worksheet(accepting(SEVEN_HUNDRED, choice), rules=HOPA)
    assert sheet.dose_mg == 700
    assert "rounding-proposed" not in [f.id for f in sheet.open_findings]


@pytest.mark.parametrize("choice", ["700", "620", "721"])
def test_only_a_proposed_dose_can_be_accepted(choice: str) -> None:
    assert list(refusal(accepting(SEVEN_HUNDRED, choice), rules=HOPA)) == ["decisions"]


def test_accept_alone_names_no_dose() -> None:
    refused = refusal(accepting(SEVEN_HUNDRED, "accept"), rules=HOPA)
    assert list(refused) == ["decisions[0].choice"]


@pytest.mark.parametrize("sizes", [("15", "13", "11", "7", "5", "3"), ("2", "1"), ("0.001",)])
def test_many_small_vials_propose_nothing_and_take_no_time(sizes: tuple[str, ...]) -> None:
    """Of small vials any dose can be made; the search for them gives up after 5,000 steps."""
    drug = drug_of(*sizes)
    stock = tuple(Stock(p) for p in drug.presentations)
    order = read_order(by_weight("100", "90"), drug, TODAY)
    assert isinstance(order, Order)
    policy = Rounding(Decimal(10), None, "P-7")
    assert propose_doses(order._replace(shelf=stock), drug, policy) == ()


def test_nothing_is_proposed_once_the_dose_was_given() -> None:
    given = replace(SEVEN_HUNDRED, claim=ClaimDraft(given_mg="700"))
    assert "rounding-proposed" not in finding_ids(worksheet(given, rules=HOPA))
    accepted = accepting(SEVEN_HUNDRED, "720")
    both = replace(accepted, claim=replace(accepted.claim, given_mg="720"))
    sheet = worksheet(both, rules=HOPA)
    assert (sheet.dose_mg, sheet.is_planned) == (Decimal(720), False)


def test_without_a_policy_nothing_is_proposed_and_nothing_accepted() -> None:
    assert proposed(SEVEN_HUNDRED, RULES) == []
    assert list(refusal(accepting(SEVEN_HUNDRED, "720"))) == ["decisions"]


def test_a_flat_dose_is_never_rounded() -> None:
    assert proposed(flat("700"), HOPA) == []


def test_a_dose_that_vials_hold_whole_is_not_rounded() -> None:
    assert proposed(by_weight("74"), HOPA) == []  # 740 = 500 + 2 × 120
    assert "rounding-proposed" not in finding_ids(worksheet(by_weight("74"), rules=HOPA))


def test_a_step_proposes_its_neighbours_within_the_band() -> None:
    assert proposed(by_weight("72.4"), BY_50) == ["700", "750"]  # 24 and 26 mg off, 72.4 allowed
    assert proposed(by_weight("75"), BY_50) == []
    assert proposed(by_weight("12"), BY_50) == []  # 120: 100 and 150 are beyond 10 %


def test_a_policys_band_counts_its_edge_in() -> None:
    rules = at_site(rounding=Rounding(Decimal(5), None, "P-9"))
    edge = by_weight("80", "10", shelf=(ShelfDraft("120"),))  # 7 × 120 = 840 is +5 % exactly
    assert proposed(edge, rules) == ["840"]


def test_only_sizes_and_counts_of_the_shelf_are_proposed() -> None:
    shelf = (ShelfDraft("500", "1"), ShelfDraft("120", "2"))
    assert proposed(by_weight("70", shelf=shelf), HOPA) == ["740"]


def test_a_decision_names_the_proposed_dose_as_a_plain_figure() -> None:
    assert choice_of(Decimal("1500.0")) == "1500"
    assert choice_of(Decimal("72.50")) == "72.5"
