"""An answer → the public JSON: exactly the contract's fields, in its order.

Decimals are exact plain text. Fixed words are handed over as plain `str`, by `_value_`: pydantic's
writer takes four times as long for members of an enumeration, and `value` itself is a descriptor.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic_core import to_json

from app.contract.visible import visible
from app.core.billing import ClaimLine, NdcShare
from app.core.calculate import Answer as CoreAnswer
from app.core.checklist import ChecklistEntry
from app.core.finding import FieldError, Finding
from app.core.notation import plain
from app.core.preparation import Preparation, PreparedBag
from app.core.vials import VialPlan
from app.core.worksheet import Alternative, ShortShelf, Worksheet

if TYPE_CHECKING:
    from app.contract.answer_shape import (
        AlternativeAnswer,
        Answer,
        BagAnswer,
        ChecklistAnswer,
        ClaimLineAnswer,
        FindingAnswer,
        NdcAnswer,
        PreparationAnswer,
        Refusal,
        VialAnswer,
    )


def answer_json(answer: CoreAnswer, *, full: bool) -> bytes:
    """The answer as one line of UTF-8, its line end included; `full` as in `answer_of`."""
    return to_json(answer_of(answer, full=full)) + b"\n"


def answer_of(answer: CoreAnswer, *, full: bool) -> "Answer | Refusal":
    """The answer, or its errors; `full` adds text, why and source to the checklist."""
    if isinstance(answer, Worksheet):
        return _worksheet(answer, full=full)
    return refusal((answer.error,) if isinstance(answer, ShortShelf) else answer.errors)


def refusal(errors: tuple[FieldError, ...]) -> "Refusal":
    """The errors and nothing else: no figure beside them.

    A sentence may repeat what was typed, so nothing in it may turn the text around it or a screen.
    """
    return {"errors": [{"field": e.field, "message": visible(e.message)} for e in errors]}


def _worksheet(sheet: Worksheet, *, full: bool) -> "Answer":
    drug, units, amounts = sheet.drug, sheet.units, sheet.amounts
    return {
        "status": sheet.status._value_,
        "drug": {"id": drug.id, "name": drug.name, "brand": drug.brand},
        "ordered_mg": plain(sheet.order.ordered_mg),
        "dose_mg": plain(sheet.dose_mg),
        "given_mg": None if sheet.is_planned else plain(amounts.billed_mg),
        "basis": sheet.order.basis_text,
        "vials": _vials(sheet.plan),
        "opened_mg": plain(sheet.opened_mg),
        "discarded_mg": plain(sheet.discarded_mg),
        "left_mg": plain(sheet.left_mg),
        "kept_mg": plain(amounts.kept_mg),
        "lost_mg": plain(amounts.lost_mg),
        "carried_in_mg": plain(amounts.carried_in_mg),
        "avoidable_mg": plain(sheet.avoidable_mg),
        "why_best": sheet.why_best,
        "draw_ml": None if sheet.draw is None else plain(sheet.draw.ml),
        "preparation": None if sheet.preparation is None else _preparation(sheet.preparation),
        "units": {
            "administered": units.administered,
            "discarded": units.discarded,
            "opened": units.opened,
        },
        "claim_lines": [_claim_line(line) for line in sheet.claim_lines],
        "claim_ready": sheet.is_ready,
        "alternatives": [_alternative(other) for other in sheet.alternatives],
        "checklist": _checklist(sheet.checklist, full=full),
        "findings": [_finding(finding) for finding in sheet.findings],
    }


def _vials(plan: VialPlan) -> "list[VialAnswer]":
    return [{"mg": plain(vials.presentation.mg), "count": vials.count} for vials in plan.vials]


def _preparation(preparation: Preparation) -> "PreparationAnswer":
    chosen = preparation.chosen
    return {
        "bags": [_bag(bag) for bag in preparation.bags],
        "chosen": None if chosen is None else _bag(chosen),
        "filter": preparation.rule.filter,
    }


def _bag(bag: PreparedBag) -> "BagAnswer":
    return {
        "diluent": bag.diluent,
        "ml": plain(bag.ml),
        "method": bag.method._value_,
        "total_ml": plain(bag.total_ml),
        "mg_per_ml": plain(bag.mg_per_ml),
        "ml_per_h": plain(bag.ml_per_h),
    }


def _claim_line(line: ClaimLine) -> "ClaimLineAnswer":
    answer: ClaimLineAnswer = {
        "code": line.code,
        "modifiers": list(line.modifiers),
        "units": line.units,
        "mg": plain(line.mg),
    }
    first = line.first_product
    if first is not None:
        answer["ndc"] = first.ndc
        if line.other_products:
            answer["ndcs"] = [_product(share) for share in line.ndcs]
    return answer


def _product(share: NdcShare) -> "NdcAnswer":
    if share.ml is None:
        return {"ndc": share.ndc, "mg": plain(share.mg)}
    return {"ndc": share.ndc, "ml": plain(share.ml), "mg": plain(share.mg)}


def _alternative(other: Alternative) -> "AlternativeAnswer":
    return {
        "vials": _vials(other.plan),
        "opened_mg": plain(other.plan.opened_mg),
        "discarded_mg": plain(other.discarded_mg),
        "administered": other.units.administered,
        "discarded": other.units.discarded,
        "count": other.plan.count,
        "avoidable_mg": plain(other.avoidable_mg),
    }


@lru_cache(maxsize=512)
def _checklist(entries: tuple[ChecklistEntry, ...], *, full: bool) -> "list[ChecklistAnswer]":
    """The entries, written once for each set of facts: there are few sets and many orders."""
    if not full:
        return [{"id": entry.item.id, "state": entry.state._value_} for entry in entries]
    return [
        {
            "id": entry.item.id,
            "state": entry.state._value_,
            "text": entry.item.text,
            "why": entry.item.why,
            "source": entry.item.source,
        }
        for entry in entries
    ]


def _finding(finding: Finding) -> "FindingAnswer":
    answer: FindingAnswer = {
        "id": finding.id,
        "severity": finding.severity._value_,
        "message": finding.message,
    }
    if finding.source is not None:
        answer["source"] = finding.source
    decision = finding.decision
    if decision is not None:
        answer["decision"] = {
            "choice": decision.choice,
            "by": decision.by,
            "why": decision.why,
            "on": decision.on.isoformat(),
        }
    return answer
