"""Sheets to print: planned, given, nothing given, and the longest that has to fit."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from app.core.calculate import calculate
from app.core.checklist_item import AnswerForm
from app.core.claim_draft import (
    AuthorizationDraft,
    ClaimDraft,
    HistoryDraft,
    LossDraft,
)
from app.core.drug import Drug, Presentation
from app.core.order import Basis, OrderDraft, PlannedVialDraft, WeightUnit
from app.core.rules import Rules
from app.core.worksheet import Worksheet
from app.paper.paper_sheet import PaperSheet, Signature
from tests.contract.asking import REFERENCE, TODAY

DURVALUMAB: Final = REFERENCE.drugs[0]
TABLE: Final = REFERENCE.rules.codes.name
HASH: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
NEWEST: Final = "80a00f0b51c6d51dc228b0b2b1f4fb3a510da55c0aaef2a956d7c488180d68f9"

GOLDEN: Final = OrderDraft(
    Basis.WEIGHT, mg_per_kg="10", weight="72.4", weight_unit=WeightUnit.KG, weighed_on="2026-11-23",
    regimen="nsclc-stage-3-10-mg-per-kg", cycle="2", claim=ClaimDraft(diagnoses=("C34.12",)),
)  # fmt: skip
GIVEN: Final = replace(
    GOLDEN,
    claim=ClaimDraft(
        diagnoses=("C34.12",),
        given_mg="700",
        stopped="rigors after 50 minutes",
        losses=(LossDraft("3", "spilt on the bench"),),
    ),
)
IN_HAND: Final = (
    PlannedVialDraft("500", "1", "AB1234", "2027-12-31"),
    PlannedVialDraft("120", "2", "C77", "2027-06-30"),
)
PREPARED: Final = Signature("prepared", "RK", "2026-11-24T12:34:56Z")
CHECKED: Final = Signature("checked", "MB", "2026-11-24T12:44:00Z")
AFTERWARDS: Final = Signature("given", "JT", "2026-11-24T14:04:10Z")


def sheet_of(
    draft: OrderDraft, drug: Drug = DURVALUMAB, rules: Rules = REFERENCE.rules
) -> Worksheet:
    """The worksheet of an order that is answered."""
    answer = calculate(draft, drug, rules, TODAY)
    assert isinstance(answer, Worksheet), answer
    return answer


def planned() -> PaperSheet:
    """The order of contract.md as it is prepared."""
    return PaperSheet(
        sheet_of(replace(GOLDEN, plan=IN_HAND)),
        answers={"stage": "IIIA"},
        code_table=TABLE,
        encounter="A-20417",
        signatures=(PREPARED,),
        record_id="R-000123",
        record_hash=HASH,
        newest_hash=NEWEST,
    )


def given() -> PaperSheet:
    """The same after an infusion that was stopped, with a loss."""
    return PaperSheet(
        sheet_of(GIVEN),
        answers={"route": "intravenous"},
        code_table=TABLE,
        encounter="A-20417",
        course="K-77",
        signatures=(PREPARED, CHECKED, AFTERWARDS, AFTERWARDS._replace(meaning="corrected")),
        record_id="R-000125",
        record_hash=HASH,
        newest_hash=HASH,
    )


def not_given() -> PaperSheet:
    """The patient left before anything ran in."""
    claim = ClaimDraft(given_mg="0", stopped="patient left")
    return PaperSheet(sheet_of(replace(GOLDEN, claim=claim)), code_table=TABLE)


# --- The longest ----------------------------------------------------------------------------------

ANSWER: Final = (
    "observed during and for thirty minutes after the infusion without a reaction of note, blood "
    "pressure and pulse unchanged, temperature taken twice at 12:05 and 13:10, told whom to call, "
    "home before two"
)
"""200 characters, the most that is taken."""
_SIZES: Final = (("1000", "20"), ("500", "10"), ("240", "4.8"), ("120", "2.4"), ("60", "1.2"),
                 ("25", "0.5"))  # fmt: skip
LONG_CLAIM: Final = ClaimDraft(
    payer="medicaid",
    diagnoses=("C34.12", "Z51.12", "C34.31", "C78.01"),
    given_mg="1400",
    stopped=ANSWER,
    losses=(LossDraft("3", "spilt"), LossDraft("25", "broken")),
    kept_mg="7",
    carried_in_mg="20",
    history=HistoryDraft(
        first_given_on="2026-08-01",
        last_given_on="2026-11-20",
        last_weight_kg="90",
        doses_before="27",
        units_in_window="900",
    ),
    authorization=AuthorizationDraft("A-17", "2026-01-01", "2026-10-31", "J9173", "20", "1"),
    charge_per_unit="123.45",
)


def longest(claim: ClaimDraft = LONG_CLAIM, answer: str = ANSWER) -> PaperSheet:
    """Six sizes, six claim lines, 15 open findings, 30 items with 200 characters each."""
    drug = DURVALUMAB._replace(
        presentations=tuple(
            Presentation(Decimal(mg), Decimal(ml), f"0310-46{place:02}-50")
            for place, (mg, ml) in enumerate(_SIZES)
        ),
    )
    items = [
        replace(item, form=AnswerForm.TEXT, asked_when=frozenset(), met_when=frozenset())
        for item in REFERENCE.rules.checklist
    ]
    items += [
        replace(items[0], id=f"site-{place}", text="What this site alone wants to see written")
        for place in range(len(items), 30)
    ]
    draft = replace(
        GOLDEN,
        weight="155",
        weighed_on="2026-11-02",
        plan=tuple(PlannedVialDraft(mg, "1", "AB12345", "2027-12-31") for mg, _ in _SIZES),
        claim=claim,
    )
    people = [
        Signature(meaning, "N. Kaya", "2026-11-24T12:34:56Z")
        for meaning in ("prepared", "checked", "given", "corrected", "printed", "printed")
    ]
    return PaperSheet(
        sheet_of(draft, drug, replace(REFERENCE.rules, checklist=tuple(items))),
        answers={item.id: answer for item in items},
        code_table=TABLE,
        encounter="A-20417-2026-11-24-0001",
        course="K-77-2026",
        signatures=tuple(people),
        record_id="R-000125",
        record_hash=HASH,
        newest_hash=NEWEST,
    )
