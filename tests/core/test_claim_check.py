"""Somebody else's lines against ours: each difference with what it means."""

from dataclasses import replace
from typing import Any

import pytest

from app.core.claim_draft import BilledLineDraft, ClaimDraft, DecisionDraft
from app.core.finding import Severity
from app.core.order import OrderDraft
from app.core.payer import Asked, DrugSource
from tests.core.asking import by_weight, flat, refusal, worksheet
from tests.core.rules_by_hand import MEDICARE, RULES, always

ORDER = by_weight("72.4")  # 73 JA, 1 JW JA; 500 + 2 × 120
FLAT = flat("1500")  # 150 JZ JA


def line(code: str, modifiers: str, units: int, ndc: str = "") -> BilledLineDraft:
    """A line as somebody billed it."""
    return BilledLineDraft(code, tuple(modifiers.split()), str(units), ndc)


def differences(order: OrderDraft, *lines: BilledLineDraft, **claim: Any) -> list[tuple[str, str]]:
    """Id and sentence of what differs."""
    sheet = worksheet(replace(order, claim=ClaimDraft(billed_lines=lines, **claim)))
    return [(f.id, f.message) for f in sheet.findings if f.id.startswith("claim-")]


def test_the_same_lines_differ_in_nothing() -> None:
    ours = (line("J9323", "JA", 73, "00310-4611-50"), line("J9323", "JW JA", 1, "0310-4500-12"))
    assert differences(ORDER, *ours) == []
    assert differences(FLAT, line("J9323", "JZ JA", 150)) == []


@pytest.mark.parametrize(
    ("order", "lines", "finding", "says"),
    [
        (ORDER, (line("J9323", "JA", 70), line("J9323", "JW JA", 1)), "claim-units-differ",
         "under-billed by 3"),
        (ORDER, (line("J9323", "JA", 74), line("J9323", "JW JA", 1)), "claim-units-differ",
         "over-billed by 1"),
        (ORDER, (line("J9323", "JA", 73), line("J9323", "JW JA", 2)), "claim-units-differ",
         "2 JW units billed, 1 by this order: over-billed"),
        (ORDER, (line("J9323", "JA", 73),), "claim-line-missing", "JW missed: 1 discarded unit of"),
        (ORDER, (line("J9323", "JW JA", 1),), "claim-line-missing", "No administered line"),
        (FLAT, (line("J9323", "JA", 150), line("J9323", "JW JA", 1)), "claim-modifier-wrong",
         "JW false"),
        (FLAT, (line("J9323", "JA", 150),), "claim-modifier-missing", "JZ missing"),
        (ORDER, (line("J9323", "JZ JA", 73), line("J9323", "JW JA", 1)), "claim-modifier-wrong",
         "JZ with JW"),
        (FLAT, (line("J9323", "JZ", 150),), "claim-modifier-missing", "JA not on"),
        (FLAT, (line("J9323", "JZ JA TB", 150),), "claim-modifier-wrong", "TB on"),
        (FLAT, (line("J9323", "JZ JA", 150, "0310-4500-12"),), "claim-ndc-differs", "120 mg vial"),
        (FLAT, (line("J9323", "JZ JA", 150, "61434-002-10"),), "claim-ndc-differs", "bulk"),
        (FLAT, (line("J9323", "JZ JA", 150, "00006-3026-02"),), "claim-ndc-differs", "is not of"),
    ],
)  # fmt: skip
def test_a_difference_is_named_with_what_it_means(
    order: OrderDraft, lines: tuple[BilledLineDraft, ...], finding: str, says: str
) -> None:
    found = differences(order, *lines)
    assert [name for name, _ in found] == [finding]
    assert says in found[0][1]


@pytest.mark.parametrize(
    ("code", "severity", "says"),
    [
        ("J9271", Severity.STOP, "J9271 is pembrolizumab, wrong drug’s code: durvalumab is J9173."),
        ("J9173", Severity.ASK, "J9173 is durvalumab in the table; J9323 of this order is not"),
        ("J9999", Severity.ASK, "not in the table here"),
    ],
)
def test_another_code_is_named(code: str, severity: Severity, says: str) -> None:
    lines = (line(code, "JZ JA", 150),)
    sheet = worksheet(replace(FLAT, claim=ClaimDraft(billed_lines=lines)))
    [finding] = [f for f in sheet.findings if f.id == "claim-code-differs"]
    assert finding.severity is severity
    assert says in finding.message


def test_jz_where_something_is_discarded_is_false_and_the_jw_is_missed() -> None:
    found = differences(ORDER, line("J9323", "JZ JA", 73))
    assert [name for name, _ in found] == ["claim-line-missing", "claim-modifier-wrong"]
    assert "JZ false" in found[1][1]


def test_lines_of_two_products_are_added_up() -> None:
    """A payer's two lines for two products are 73 units as well."""
    lines = (
        line("J9323", "KP JA", 50, "0310-4611-50"),
        line("J9323", "KQ JA", 23, "0310-4500-12"),
        line("J9323", "JW KQ JA", 1, "0310-4500-12"),
    )
    assert differences(ORDER, *lines, payer="medicaid") == []
    one_payers = [name for name, _ in differences(ORDER, *lines)]
    assert one_payers == ["claim-units-differ", "claim-modifier-wrong", "claim-modifier-wrong"]


def test_two_lines_where_the_payer_takes_one_are_duplicates() -> None:
    """billing.md 4.4: two lines of one drug deny as duplicates."""
    lines = (line("J9323", "JZ JA", 75), line("J9323", "JZ JA", 75))
    [(name, sentence)] = differences(FLAT, *lines)
    assert name == "claim-units-differ"
    assert "duplicates" in sentence


def test_products_that_changed_places_are_found() -> None:
    lines = (
        line("J9323", "JA", 73, "0310-4500-12"),
        line("J9323", "JW JA", 1, "0310-4611-50"),
    )
    assert [name for name, _ in differences(ORDER, *lines)] == ["claim-ndc-differs"]
    swapped = (
        line("J9323", "KQ JA", 50, "0310-4611-50"),
        line("J9323", "KP JA", 23, "0310-4500-12"),
        line("J9323", "JW KQ JA", 1, "0310-4500-12"),
    )
    found = {name for name, _ in differences(ORDER, *swapped, payer="medicaid")}
    assert found == {"claim-modifier-missing", "claim-modifier-wrong"}


def test_a_payer_of_a_line_for_each_product_wants_its_code() -> None:
    """billing.md 4.2: MedStar denies where the NDC is missing."""
    found = differences(FLAT, line("J9323", "JZ JA", 150), payer="medicaid")
    assert [name for name, _ in found] == ["claim-ndc-differs"]


def test_another_drugs_code_on_this_drugs_product_is_found() -> None:
    """The administered line under J9271 with Imfinzi's NDC, the JW line under ours."""
    lines = (line("J9271", "JA", 73, "0310-4611-50"), line("J9323", "JW JA", 1))
    assert [name for name, _ in differences(ORDER, *lines)] == ["claim-code-differs"]
    without = (line("J9271", "JA", 73), line("J9323", "JW JA", 1))
    assert [name for name, _ in differences(ORDER, *without)] == ["claim-code-differs"]


def test_an_empty_claim_misses_every_line() -> None:
    assert [name for name, _ in differences(FLAT)] == ["claim-line-missing"]


def test_lines_of_other_drugs_and_procedures_are_left_alone() -> None:
    """Tremelimumab and the infusion on the same claim (HIMALAYA)."""
    lines = (line("J9323", "JZ JA", 150), line("J9347", "JZ JA", 300), line("96413", "", 1))
    [(name, sentence)] = differences(FLAT, *lines)
    assert name == "claim-code-differs"
    assert "J9347, tremelimumab-actl, is on this claim beside durvalumab" in sentence


@pytest.mark.parametrize(
    ("day", "says"),
    [("2023-03-01", "this payer takes it"), ("2023-07-01", "returned as unprocessable")],
)
def test_jz_that_is_missing_is_a_fault_only_where_it_is_required(day: str, says: str) -> None:
    [(_, sentence)] = differences(FLAT, line("J9323", "JA", 150), date_of_service=day)
    assert says in sentence


def test_a_bill_for_a_drug_that_was_not_bought_is_over_billed() -> None:
    found = differences(FLAT, line("J9323", "JZ JA", 150), source=DrugSource.TRIAL)
    assert [name for name, _ in found] == ["claim-units-differ"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (BilledLineDraft("", (), "1"), "claim_lines[0].code"),
        (BilledLineDraft("932", (), "1"), "claim_lines[0].code"),
        (BilledLineDraft("J9323", ("jw",), "1"), "claim_lines[0].modifiers[0]"),
        (BilledLineDraft("J9323", ("JWX",), "1"), "claim_lines[0].modifiers[0]"),
        (BilledLineDraft("J9323", (), ""), "claim_lines[0].units"),
        (BilledLineDraft("J9323", (), "7.3"), "claim_lines[0].units"),
        (BilledLineDraft("J9323", (), "73", "0310450012"), "claim_lines[0].ndc"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused(wrong: BilledLineDraft, field: str) -> None:
    assert list(refusal(replace(ORDER, claim=ClaimDraft(billed_lines=(wrong,))))) == [field]


def test_nothing_billed_where_nothing_is_to_be_billed_differs_in_nothing() -> None:
    """A drug that the site did not buy has no line (billing.md)."""
    assert differences(ORDER, source=DrugSource.WHITE_BAG) == []


def test_ja_that_the_payer_only_allows_is_noted_and_holds_nothing_up() -> None:
    """billing.md 5: no payer was found that demands JA for this drug; TB is another matter."""
    billed = ClaimDraft(billed_lines=(line("J9323", "JZ", 150),), source=DrugSource.DISCOUNTED_340B)
    sheet = worksheet(replace(FLAT, claim=billed))
    found = [(f.message, f.severity) for f in sheet.findings if f.id == "claim-modifier-missing"]
    assert found == [
        (
            "JA not on the administered line: this payer takes it, does not demand it.",
            Severity.NOTE,
        ),
        ("TB missing on the administered line.", Severity.ASK),
    ]


def test_ja_that_the_payer_requires_is_asked_about() -> None:
    demanding = replace(MEDICARE, id="own", ja=always(Asked.REQUIRED))
    rules = replace(RULES, payers=(*RULES.payers, demanding))
    billed = ClaimDraft(billed_lines=(line("J9323", "JZ", 150),), payer="own")
    sheet = worksheet(replace(FLAT, claim=billed), rules=rules)
    (found,) = [f for f in sheet.findings if f.id == "claim-modifier-missing"]
    assert (found.message, found.severity) == (
        "JA missing on the administered line.",
        Severity.ASK,
    )


def test_one_decision_answers_the_question_and_not_the_note_before_it() -> None:
    decided = DecisionDraft("claim-modifier-missing", "accept", "RK", "corrected", "2026-11-24")
    billed = ClaimDraft(
        billed_lines=(line("J9323", "JZ", 150),),
        source=DrugSource.DISCOUNTED_340B,
        decisions=(decided,),
    )
    sheet = worksheet(replace(FLAT, claim=billed))
    found = [f for f in sheet.findings if f.id == "claim-modifier-missing"]
    assert [f.decision is not None for f in found] == [False, True]
