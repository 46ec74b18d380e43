"""What holds for every claim, whatever was given, kept, lost or carried in."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.amounts import Status
from app.core.billing import MOST_MODIFIERS
from app.core.calculate import Answer
from app.core.claim_draft import ClaimDraft
from app.core.ndc import claim_ndc
from app.core.payer import DrugSource, Setting
from app.core.site_choices import CodeDecision
from app.core.worksheet import ShortShelf, Worksheet
from tests import strategies
from tests.core.asking import TODAY, ask, by_weight
from tests.core.rules_by_hand import at_site
from tests.oracle.arithmetic import ceiling, exact, floor
from tests.strategies import Case


@st.composite
def claimed_cases(draw: st.DrawFn) -> Case:
    """An order with what happened to it."""
    case = draw(strategies.cases(multi_dose=None, with_ml=True))
    claim = draw(strategies.claims(case.draft.mg))
    coded = draw(st.booleans())
    sizes = tuple(
        size._replace(ndc=f"9999-{place:04d}-01" if coded else None)
        for place, size in enumerate(case.drug.presentations)
    )
    return Case(case.drug._replace(presentations=sizes), replace(case.draft, claim=claim))


def _answer(case: Case) -> Answer:
    return ask(case.draft, case.drug)


def _amount(text: str) -> Fraction:
    return exact(text or "0")


def _lost(claim: ClaimDraft) -> Fraction:
    return sum((exact(loss.mg) for loss in claim.losses), Fraction(0))


@given(claimed_cases())
def test_a_claim_is_answered_as_the_contract_reckons_it(case: Case) -> None:
    """Units by the contract's text alone: ceil(given), floor(given + discarded) − administered."""
    sheet = _answer(case)
    claim, unit = case.draft.claim, exact(case.drug.unit_mg)
    dose, carried = exact(case.draft.mg), _amount(claim.carried_in_mg)
    billed = exact(claim.given_mg) if claim.given_mg else dose
    if not isinstance(sheet, Worksheet):
        if not isinstance(sheet, ShortShelf):
            assert {e.field for e in sheet.errors} <= {"given_mg", "kept_mg", "losses"}
        return
    opened = exact(sheet.opened_mg)
    rest = opened + carried - billed - _amount(claim.kept_mg) - _lost(claim)
    assert rest >= 0
    if case.drug.multi_dose:
        assert [exact(sheet.left_mg), exact(sheet.discarded_mg)] == [rest, 0]
        discarded_units = 0
    else:
        assert [exact(sheet.discarded_mg), exact(sheet.left_mg)] == [rest, 0]
        discarded_units = max(0, floor((billed + rest) / unit) - ceiling(billed / unit))
    if not billed:
        discarded_units = 0
    assert sheet.units.administered == ceiling(billed / unit)
    assert sheet.units.discarded == discarded_units
    assert sheet.units.opened == floor(opened / unit)


@given(claimed_cases())
def test_what_is_refused_was_more_than_there_was(case: Case) -> None:
    """With every size at hand without limit, the plan covers the dose less what was carried in."""
    draft = replace(case.draft, shelf=None)
    answer = ask(draft, case.drug)
    plan = ask(replace(draft, claim=ClaimDraft(carried_in_mg=draft.claim.carried_in_mg)), case.drug)
    if not isinstance(plan, Worksheet):
        return
    claim = draft.claim
    billed = exact(claim.given_mg) if claim.given_mg else exact(draft.mg)
    used = billed + _amount(claim.kept_mg) + _lost(claim)
    there = exact(plan.opened_mg) + _amount(claim.carried_in_mg)
    assert isinstance(answer, Worksheet) == (used <= there)


@given(claimed_cases())
def test_the_lines_stand_for_the_units_and_never_for_less_or_more(case: Case) -> None:
    sheet = _answer(case)
    if not isinstance(sheet, Worksheet) or not sheet.claim_lines:
        return
    given_lines = [line for line in sheet.claim_lines if not line.is_discard]
    discarded = [line for line in sheet.claim_lines if line.is_discard]
    assert sum(line.units for line in given_lines) == sheet.units.administered
    assert sum(line.mg for line in given_lines) == sheet.billed_mg
    if discarded:
        assert sum(line.units for line in discarded) == sheet.units.discarded
        assert sum(line.mg for line in discarded) == sheet.discarded_mg
    for line in sheet.claim_lines:
        assert line.units > 0
        assert len(line.modifiers) <= MOST_MODIFIERS
        assert len(set(line.modifiers)) == len(line.modifiers)
        assert not {"JW", "JZ"} <= set(line.modifiers)
        assert line.is_discard == ("JW" in line.modifiers)
    all_modifiers = {m for line in sheet.claim_lines for m in line.modifiers}
    assert not {"JW", "JZ"} <= all_modifiers


@given(claimed_cases())
def test_units_of_all_lines_stay_within_what_was_opened_and_carried_in(case: Case) -> None:
    """Never more whole units than there were, but for the started one of what was given."""
    sheet = _answer(case)
    if not isinstance(sheet, Worksheet):
        return
    unit = exact(case.drug.unit_mg)
    there = exact(sheet.opened_mg) + _amount(case.draft.claim.carried_in_mg)
    assert sheet.units.administered + sheet.units.discarded <= max(
        ceiling(exact(sheet.billed_mg) / unit), floor(there / unit)
    )


READY: Final = by_weight(
    "72.4", claim=ClaimDraft(given_mg="724", diagnoses=("C34.12",), date_of_service="2026-11-20")
)
SETTLED: Final = at_site(
    code_decisions=(CodeDecision("durvalumab", "J9173", "B", "table", TODAY, date(2025, 10, 1)),)
)


@pytest.mark.parametrize(
    "change",
    [
        {"given_mg": ""},
        {"given_mg": "0", "stopped": "left"},
        {"given_mg": "700"},  # no reason
        {"source": DrugSource.TRIAL},
        {"setting": Setting.EXEMPT},
        {"code": "J9323"},
        {"code": "J9271"},
        {"diagnoses": ("lung",)},
        {"kept_mg": "16"},
        {"date_of_service": "2018-01-01"},
        {"billed_lines": ()},
    ],
    ids=str,
)
def test_a_ready_claim_is_ready_no_more_without_one_of_its_conditions(
    change: dict[str, object],
) -> None:
    ready = ask(READY, rules=SETTLED)
    assert isinstance(ready, Worksheet)
    assert ready.is_ready, ready.open_findings
    claim = replace(READY.claim, **change)  # type: ignore[arg-type]  # test data
    sheet = ask(replace(READY, claim=claim), rules=SETTLED)
    assert isinstance(sheet, Worksheet)
    assert not sheet.is_ready


@given(claimed_cases())
def test_planned_is_never_given(case: Case) -> None:
    sheet = _answer(case)
    if isinstance(sheet, Worksheet):
        assert (sheet.status is Status.PLANNED) == (case.draft.claim.given_mg == "")


@given(claimed_cases())
def test_volumes_on_the_lines_stay_within_the_vials(case: Case) -> None:
    """Of each product, what the lines name is at most what was opened, each to 0.001 mL."""
    sheet = _answer(case)
    if not isinstance(sheet, Worksheet):
        return
    for vials in sheet.plan.vials:
        if vials.presentation.ndc is None or vials.presentation.ml is None:
            continue
        named = [
            exact(share.ml or 0)
            for line in sheet.claim_lines
            for share in line.ndcs
            if share.ndc == claim_ndc(vials.presentation.ndc)
        ]
        most = vials.count * exact(vials.presentation.ml)
        assert sum(named) <= most + len(named) * exact("0.0005")


@given(claimed_cases())
def test_each_sentence_is_short_and_complete(case: Case) -> None:
    """ui.md, rule 7: under 30 words."""
    sheet = _answer(case)
    if isinstance(sheet, Worksheet):
        for finding in sheet.findings:
            assert len(finding.message.split()) < 30, finding.message
            assert finding.message.endswith((".", "?")), finding.message
