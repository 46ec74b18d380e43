"""The documentation checklist in words: how each item stands, and with what it is answered."""

from collections.abc import Callable, Mapping
from typing import Final

from app.core.checklist import ChecklistEntry, Documented, ItemState, count_met
from app.core.checklist_answer import DONE, fields_of
from app.core.checklist_item import AnswerForm, ChecklistItem, ItemMoment
from app.core.code_check import Standing
from app.core.fact import Fact
from app.core.notation import shown
from app.core.worksheet import Worksheet
from app.wording.claim_text import biomarker_text, coverage_text
from app.wording.page import hanging, heading
from app.wording.vial_lines import lots_text

MOMENTS: Final = {
    ItemMoment.BEFORE: "Before the vials are opened",
    ItemMoment.INFUSION: "Infusion",
    ItemMoment.AFTER: "Afterwards",
}
_MARKS: Final = {ItemState.MET: "[x]", ItemState.OPEN: "[ ]", ItemState.NOT_ASKED: " – "}


def checklist_lines(sheet: Worksheet, answers: Mapping[str, str]) -> list[str]:
    """Every item with its mark and answer, by moment; what does not count says why."""
    if not sheet.checklist:
        return []
    met, asked = count_met(sheet.checklist, answers)
    lines = heading(f"CHECKLIST, {shown(met)} of {shown(asked)}")
    for moment, entries in by_moment(sheet.checklist).items():
        lines += hanging("  ", moment_title(moment, entries, answers))
        for entry in entries:
            standing = entry.documented(answers)
            lines += hanging(f"  {_MARKS[standing.state]} ", item_text(entry, standing, sheet))
    return lines


def by_moment(entries: tuple[ChecklistEntry, ...]) -> dict[ItemMoment, list[ChecklistEntry]]:
    """The entries in the order of the day; a moment without any is left out."""
    groups: dict[ItemMoment, list[ChecklistEntry]] = {moment: [] for moment in ItemMoment}
    for entry in entries:
        groups[entry.item.moment].append(entry)
    return {moment: group for moment, group in groups.items() if group}


def moment_title(
    moment: ItemMoment, entries: list[ChecklistEntry], answers: Mapping[str, str]
) -> str:
    """The moment and how many of its items are met: "Infusion, 2 of 6"."""
    met, asked = count_met(tuple(entries), answers)
    return f"{MOMENTS[moment]}, {shown(met)} of {shown(asked)}"


def item_text(entry: ChecklistEntry, standing: Documented, sheet: Worksheet) -> str:
    """An item with its answer, or with why it is not asked or does not count."""
    item = entry.item
    if standing.state is ItemState.NOT_ASKED:
        return f"{item.text} ({item.not_asked_because})"
    answer = answer_text(item, standing, sheet)
    text = f"{item.text}: {answer}" if answer else item.text
    return f"{text} ({standing.trouble})" if standing.trouble else text


def answer_text(item: ChecklistItem, standing: Documented, sheet: Worksheet) -> str:
    """What the person or the order answers, "" where a tick says it all or nobody answered."""
    if standing.state is ItemState.MET and not standing.answer:
        return ordered_text(item, sheet)
    if not standing.is_read:
        typed = fields_of(item.form, standing.answer) or (standing.answer,)
        return ", ".join([text.strip() for text in typed if text.strip()])
    if standing.answer == DONE and item.form is AnswerForm.TICK:
        return ""
    if standing.answer and item.form is AnswerForm.DISCARD:
        return f"{shown(sheet.discarded_mg)} mg, {standing.answer}"
    return standing.answer


def from_order_text(item: ChecklistItem, sheet: Worksheet) -> str:
    """How an open item comes to the answer that the order alone gives: where to type it."""
    if Fact.SECOND_CHECK_RECORDED in item.met_when:
        return "comes from Double-check"
    if Fact.CODE_SETTLED in item.met_when and sheet.code.standing is Standing.NOT_CHECKED:
        return f"no table here has {sheet.code.code}"
    if Fact.LOTS_KNOWN not in item.met_when:
        return "comes from the order"
    if not sheet.plan.vials:
        return "no vial is opened"
    unknown = [vials.mg for vials in sheet.plan.vials if not vials.presentation.ndc]
    if unknown:
        return f"no NDC is known for {shown(unknown[0])} mg"
    if any(finding.id == "vial-expired" for finding in sheet.findings):
        return "a vial has expired"
    return "type them at the shelf"


def ordered_text(item: ChecklistItem, sheet: Worksheet) -> str:
    """With what the order answers an item, in the order of the facts that it takes."""
    texts = [say(sheet) for fact, say in _FROM_THE_ORDER.items() if fact in item.met_when]
    return ", ".join(texts)


def _dose(sheet: Worksheet) -> str:
    if sheet.order.mg_per_kg is None:
        return sheet.order.basis_text
    return f"{shown(sheet.order.ordered_mg)} mg, {sheet.order.basis_text}"


def _weight(sheet: Worksheet) -> str:
    return "" if sheet.order.weight is None else f"{shown(sheet.order.weight.used_kg)} kg"


def _regimen(sheet: Worksheet) -> str:
    regimen = sheet.order.regimen
    return "" if regimen is None else f"{regimen.indication}, {regimen.phase}"


def _given(sheet: Worksheet) -> str:
    """What was given with what it comes from; the order's basis where that was the dose."""
    given_mg, ordered_mg = sheet.billed_mg, sheet.order.ordered_mg
    if not given_mg:
        return "nothing"
    if given_mg == ordered_mg:
        return _dose(sheet)
    than = "of" if given_mg < ordered_mg else "over"
    return f"{shown(given_mg)} mg {than} the {shown(ordered_mg)} mg ordered"


def _discarded(sheet: Worksheet) -> str:
    mg = f"{shown(sheet.discarded_mg)} mg"
    return mg if sheet.is_planned else f"{mg} discarded"


def _authorization(sheet: Worksheet) -> str:
    given = sheet.claim.authorization
    if given is None:
        return ""
    if given.first_day is None and given.last_day is None:
        return given.number
    days = f"{given.first_day or 'no first day'} to {given.last_day or 'no last day'}"
    return f"{given.number}, {days}"


def _biomarker(sheet: Worksheet) -> str:
    result = sheet.claim.evidence.biomarker
    return "" if result is None else biomarker_text(result)


def _coverage(sheet: Worksheet) -> str:
    coverage = sheet.claim.evidence.coverage
    return "" if coverage is None else coverage_text(coverage)


_FROM_THE_ORDER: Final[dict[Fact, Callable[[Worksheet], str]]] = {
    Fact.DOSE_ORDERED: _dose,
    Fact.WEIGHT_KNOWN: _weight,
    Fact.WEIGHING_DATED: lambda sheet: str(sheet.order.weighed_on),
    Fact.REGIMEN_CHOSEN: _regimen,
    Fact.DIAGNOSIS_KNOWN: lambda sheet: ", ".join(sheet.claim.diagnoses),
    Fact.CODE_SETTLED: lambda sheet: sheet.code.code,
    Fact.AUTHORIZATION_KNOWN: _authorization,
    Fact.BIOMARKER_KNOWN: _biomarker,
    Fact.COVERAGE_KNOWN: _coverage,
    Fact.SOME_DISCARDED: _discarded,
    Fact.DISCARD_PLANNED: lambda sheet: f"{shown(sheet.planned_discard_mg)} mg",
    Fact.NOTHING_AVOIDABLE: lambda _: "none avoidable",
    Fact.LOTS_KNOWN: lots_text,
    Fact.INFUSION_ENTERED: _given,
    Fact.PREPARATION_RECORDED: lambda _: "prepared as recorded",
    Fact.SECOND_CHECK_RECORDED: lambda _: "checked as recorded",
}
"""What each fact that an item may be met by stands on; the others say nothing of an order."""
