"""Every page follows the safe-writing rules and is at most 80 columns wide."""

import pytest
from hypothesis import assume, given

from app.core.calculate import Answer, calculate
from app.core.claim_draft import (
    AuthorizationDraft,
    BiomarkerDraft,
    ClaimDraft,
    CompendiumDraft,
    CoverageDraft,
    DecisionDraft,
    EvidenceDraft,
    LossDraft,
)
from app.core.order import Basis, OrderDraft, ShelfDraft, WeightUnit
from app.core.payer import DrugSource, Setting
from app.core.worksheet import ShortShelf, Worksheet
from app.wording.worksheet_text import claim_lines_text, short_shelf_text, worksheet_text
from tests.contract.asking import REFERENCE, TODAY
from tests.strategies import Case, cases, orders_by_weight
from tests.wording.reading import broken_rules

DURVALUMAB = REFERENCE.drugs[0]


def pages_of(answer: Answer) -> list[str]:
    """Every text that an answer is shown as."""
    if isinstance(answer, Worksheet):
        return [worksheet_text(answer), claim_lines_text(answer)]
    return [short_shelf_text(answer)] if isinstance(answer, ShortShelf) else []


def check(pages: list[str]) -> None:
    """No page breaks a rule or is too wide."""
    for page in pages:
        assert broken_rules(page) == []
        assert page.endswith("\n")
        assert max(map(len, page.splitlines())) <= 80
        assert all(line == line.rstrip() for line in page.splitlines())


@given(cases(plan=True, multi_dose=None, with_ml=True) | cases(multi_dose=None))
def test_pages_of_any_drug_follow_the_rules(case: Case) -> None:
    assume(all(size.ml is None or size.ml > 0 for size in case.drug.presentations))
    check(pages_of(calculate(case.draft, case.drug, REFERENCE.rules, TODAY)))


@given(orders_by_weight())
def test_pages_of_durvalumab_by_weight_follow_the_rules(draft: OrderDraft) -> None:
    check(pages_of(calculate(draft, DURVALUMAB, REFERENCE.rules, TODAY)))


@pytest.mark.parametrize("regimen", [regimen.id for regimen in DURVALUMAB.regimens])
@pytest.mark.parametrize("weight", ["", "29.9", "30", "165"])
def test_pages_of_every_label_row_follow_the_rules(regimen: str, weight: str) -> None:
    draft = OrderDraft(
        Basis.FLAT, mg="1600", weight=weight, weight_unit=WeightUnit.KG, regimen=regimen, cycle="30"
    )
    check(pages_of(calculate(draft, DURVALUMAB, REFERENCE.rules, TODAY)))


LOSS = (LossDraft("3", "spilt on the bench"),)
CLAIMS = [
    ClaimDraft(given_mg="724", losses=LOSS, diagnoses=("C34.12", "Z51.12")),
    ClaimDraft(given_mg="1.5", stopped="rigors " * 20),
    ClaimDraft(given_mg="0", stopped="fever"),
    ClaimDraft(kept_mg="16", charge_per_unit="1234.5"),
    ClaimDraft(given_mg="724", carried_in_mg="104.5", code="J9271"),
    ClaimDraft(payer="medicaid", setting=Setting.OFF_CAMPUS_EXCEPTED, source=DrugSource("340b")),
    ClaimDraft(source=DrugSource.TRIAL, code="J9999"),
    ClaimDraft(date_of_service="2018-12-31", code="C9492"),
    ClaimDraft(
        given_mg="724",
        authorization=AuthorizationDraft("A-17", "2026-01-01", "2026-12-31", "J9173", "1500", "12"),
        evidence=EvidenceDraft(
            BiomarkerDraft("60", "SP263", "2026-10-01"),
            "carboplatin, stable",
            "partial",
            CoverageDraft("N. Kaya", "R-5", "2026-11-20"),
            CompendiumDraft("NCCN", "2A", "2026-11-01"),
        ),
        decisions=(
            DecisionDraft("code-conflict", "keep", "N. Kaya", "x" * 150, "2026-11-20"),
            DecisionDraft("diagnosis-not-labelled", "accept", "N. Kaya", "seen", "2026-11-20"),
        ),
    ),
]


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("shelf", [None, (ShelfDraft("120"),), (ShelfDraft("120", "1"),)])
def test_pages_of_every_kind_of_claim_follow_the_rules(
    claim: ClaimDraft, shelf: tuple[ShelfDraft, ...] | None
) -> None:
    draft = OrderDraft(
        Basis.WEIGHT,
        mg_per_kg="10",
        weight="72.4",
        weight_unit=WeightUnit.KG,
        shelf=shelf,
        claim=claim,
    )
    pages = pages_of(calculate(draft, DURVALUMAB, REFERENCE.rules, TODAY))
    assert pages
    check(pages)


@pytest.mark.parametrize(
    "page",
    [
        "5.0 mg", "12.50 mg", "give .5 mg", "5mg", "0.4mL", "5 U", "5 cc", "5 μg", "5 ml",
        "1500 mg", "10000 mg", "500\n   mg", "USD 120.5", "USD 1200.50", "USD 120.500",
    ],
)  # fmt: skip
def test_a_broken_rule_is_seen(page: str) -> None:
    assert broken_rules(page) != []


@pytest.mark.parametrize(
    "page",
    ["0.5 mg", "10 mg", "1,500 mg", "100.05 mg", "2 units", "USD 1,120.50", "Vialwise 0.1.0"],
)
def test_what_is_well_written_is_left_alone(page: str) -> None:
    assert broken_rules(page) == []
