"""Whole doses for the tests of what is read from a record: calculated, and recorded as they are."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from app.contract.json_text import JsonObject
from app.core.calculate import calculate
from app.core.checklist_item import AnswerForm
from app.core.claim_draft import ClaimDraft
from app.core.drug import Drug
from app.core.fact import Fact
from app.core.order import Basis, OrderDraft, PlannedVialDraft, WeightUnit
from app.core.worksheet import Worksheet
from app.records.entry import Entry, Meaning, NewEntry
from app.records.entry_of import entry_of
from app.records.places import place_of_file
from app.records.record import Record, open_record
from app.reference import Reference, load_reference

DAY: Final = date(2026, 11, 23)
NOON: Final = datetime(2026, 11, 23, 12, tzinfo=UTC)


@cache
def our_reference() -> Reference:
    """The program's own files."""
    return load_reference()


def a_record(folder: Path) -> Record:
    """An empty record in a file."""
    return open_record(place_of_file(folder / "record.sqlite", "a folder of the test"))


def an_order(
    weight: str = "72.4", mg_per_kg: str = "10", day: str = "2026-11-23", **claim: Any
) -> OrderDraft:
    """An order by weight with what goes with its claim."""
    more = {key: claim.pop(key) for key in ("plan", "bag", "regimen") if key in claim}
    return OrderDraft(
        Basis.WEIGHT,
        mg_per_kg=mg_per_kg,
        weight=weight,
        weight_unit=WeightUnit.KG,
        claim=ClaimDraft(date_of_service=day, **claim),
        **more,
    )


SIGNED = frozenset({Fact.PREPARATION_RECORDED, Fact.SECOND_CHECK_RECORDED})
"""What the record knows of a dose that was documented whole: who prepared and who checked it."""


def put(
    record: Record,
    draft: OrderDraft,
    meaning: Meaning = Meaning.PREPARED,
    *,
    encounter: str = "A-20417",
    by: str = "RK",
    at: datetime = NOON,
    drug: Drug | str = "durvalumab",
    answers: Mapping[str, str] | None = None,
    **more: Any,
) -> Entry:
    """Record the worksheet of that order."""
    new = a_new_entry(
        draft, meaning, encounter=encounter, by=by, drug=drug, answers=answers, **more
    )
    return record.append(new, at)


def a_new_entry(
    draft: OrderDraft,
    meaning: Meaning,
    *,
    encounter: str,
    by: str,
    drug: Drug | str = "durvalumab",
    answers: Mapping[str, str] | None = None,
    **more: Any,
) -> NewEntry:
    """What is to be recorded of that order: the whole worksheet, calculated."""
    reference = our_reference()
    found = reference.drug(drug) if isinstance(drug, str) else drug
    assert found is not None
    documented = any(text.strip() for text in (answers or {}).values())
    sheet = calculate(draft, found, reference.rules, DAY, SIGNED if documented else frozenset())
    assert isinstance(sheet, Worksheet), sheet
    return entry_of(
        sheet, draft, reference.rules, answers or {},
        encounter=encounter, by=by, meaning=meaning, **more,
    )  # fmt: skip


def check(
    of: str, moment: str = "preparation", outcome: str = "signed", **results: str
) -> JsonObject:
    """A second check of that entry with one look and these results."""
    return {
        "moment": moment,
        "of": of,
        "outcome": outcome,
        "looks": [
            {
                "entered": dict.fromkeys(results, "73"),
                "results": {name.replace("_", "-"): result for name, result in results.items()},
                "after_seeing": False,
            }
        ],
        "worksheet": {},
        "expired": [],
        "tolerance_ml": "0.1",
    }


ANSWERS: Final = {
    AnswerForm.TICK: "done",
    AnswerForm.TEXT: "by RK",
    AnswerForm.DATE: "2026-11-23",
    AnswerForm.START_STOP: "10:05 to 11:05",
    AnswerForm.DISCARD: "2026-11-23 11:10; single-dose vial; sharps bin",
}
"""An answer for each form that a person answers."""


def all_answers() -> dict[str, str]:
    """Every item of the list answered by whoever it is asked of."""
    items = our_reference().checklist
    return {item.id: ANSWERS[item.form] for item in items if item.form in ANSWERS}


def whole_order() -> OrderDraft:
    """880 mg given of a labelled regimen, with all that the order itself answers of the list."""
    draft = an_order(
        "88",
        given_mg="880",
        diagnoses=("C34.12",),
        code="J9173",
        regimen="nsclc-stage-3-10-mg-per-kg",
        plan=(PlannedVialDraft("120", "8", "AB123", "2027-12-31"),),
    )
    return replace(draft, weighed_on="2026-11-23")
