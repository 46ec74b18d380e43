"""What the order answers in the checklist: figures beside what was ordered, lots, where to type."""

from dataclasses import replace
from itertools import takewhile
from typing import Any, Final

import pytest

from app.core.calculate import calculate
from app.core.claim_draft import ClaimDraft, LossDraft
from app.core.drug import Drug
from app.core.order import Basis, OrderDraft, PlannedVialDraft, WeightUnit
from app.core.worksheet import Worksheet
from app.wording.checklist_text import checklist_lines, from_order_text
from tests.contract.asking import REFERENCE, TODAY

DURVALUMAB: Final = REFERENCE.drugs[0]
GOLDEN: Final = OrderDraft(Basis.WEIGHT, mg_per_kg="10", weight="72.4", weight_unit=WeightUnit.KG)
LARGE: Final = PlannedVialDraft("500", "1", "AB12", "2027-12-31")
SMALL: Final = PlannedVialDraft("120", "2", "CD34", "2027-08-31")


def _sheet(draft: OrderDraft, drug: Drug = DURVALUMAB) -> Worksheet:
    sheet = calculate(draft, drug, REFERENCE.rules, TODAY)
    assert isinstance(sheet, Worksheet), sheet
    return sheet


def _item(draft: OrderDraft, text: str) -> str:
    """That item's lines in one, from its mark on."""
    lines = checklist_lines(_sheet(draft), {})
    (first,) = [place for place, line in enumerate(lines) if line[6:].startswith(text)]
    more = takewhile(lambda line: line.startswith(" " * 6), lines[first + 1 :])
    return " ".join([line.strip() for line in (lines[first], *more)])


def _given(mg: str, **more: Any) -> OrderDraft:
    return replace(GOLDEN, claim=ClaimDraft(given_mg=mg, **more))


@pytest.mark.parametrize(
    ("draft", "answer"),
    [
        (_given("724"), "724 mg, 72.4 kg × 10 mg/kg"),
        (_given("700", stopped="rigors"), "700 mg of the 724 mg ordered"),
        (_given("730"), "730 mg over the 724 mg ordered"),
        (_given("0", stopped="patient left"), "nothing"),
        (OrderDraft(Basis.FLAT, mg="1500", claim=ClaimDraft(given_mg="1500")),
         "1,500 mg flat dose"),
    ],
)  # fmt: skip
def test_what_was_given_stands_beside_what_was_ordered_where_they_differ(
    draft: OrderDraft, answer: str
) -> None:
    assert _item(draft, "Dose given") == f"[x] Dose given and its basis: {answer}"


def test_what_was_discarded_is_not_shown_as_planned() -> None:
    """740 mg opened for 724: 16 mg to discard, 13 with 3 mg spilt, also where 700 mg were given."""
    planned = "[x] Planned discard and reason:"
    assert _item(GOLDEN, "Planned discard") == f"{planned} 16 mg, none avoidable"
    stopped = _given("700", stopped="rigors", losses=(LossDraft("3", "spilt on the bench"),))
    assert _item(stopped, "Planned discard") == f"{planned} 13 mg, none avoidable"


def test_a_stopped_dose_of_whole_vials_had_no_discard_planned() -> None:
    """1,500 mg of 3 × 500 plan none; 750 mg were given, so 750 mg are discarded all the same."""
    stopped = OrderDraft(Basis.FLAT, mg="1500", claim=ClaimDraft(given_mg="750", stopped="rash"))
    assert _item(stopped, "Planned discard") == "–  Planned discard and reason (none planned)"
    assert _item(stopped, "Discard:") == "[ ] Discard: date, time, reason, disposal"


def test_lots_of_the_order_answer_their_item() -> None:
    assert _item(GOLDEN, "Vials") == "[ ] Vials: NDC, lot and expiry"
    assert _item(replace(GOLDEN, plan=(LARGE, SMALL)), "Vials") == (
        "[x] Vials: NDC, lot and expiry: 1 × 500 mg: lot AB12, expiry 2027-12-31; "
        "2 × 120 mg: lot CD34, expiry 2027-08-31"
    )


def test_an_open_item_of_the_order_says_where_to_type_or_why_that_is_no_use() -> None:
    items = {item.id: item for item in REFERENCE.checklist}

    def said(draft: OrderDraft, drug: Drug = DURVALUMAB, item: str = "vials") -> str:
        return from_order_text(items[item], _sheet(draft, drug))

    assert said(GOLDEN) == "type them at the shelf"
    assert said(GOLDEN, item="weight") == "comes from the order"
    assert said(GOLDEN, item="code-settled") == "comes from the order"
    own = DURVALUMAB._replace(id="exampleumab", name="exampleumab", code="J9999")
    assert said(GOLDEN, own, "code-settled") == "no table here has J9999"
    expired = (LARGE, replace(SMALL, expiry="2026-10-31"))
    assert said(replace(GOLDEN, plan=expired)) == "a vial has expired"
    carried_in = ClaimDraft(given_mg="724", carried_in_mg="724")
    assert said(replace(GOLDEN, claim=carried_in)) == "no vial is opened"
    large, small = DURVALUMAB.presentations
    without = DURVALUMAB._replace(presentations=(large, small._replace(ndc=None)))
    assert said(GOLDEN, without) == "no NDC is known for 120 mg"
