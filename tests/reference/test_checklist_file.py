"""The checklist: what is asked, when, and what the program ticks by itself."""

import pytest

from app.core.checklist import ItemState, fill_checklist
from app.core.checklist_answer import ReadAnswer, read_answer
from app.core.checklist_item import AnswerForm, ChecklistItem, ItemMoment
from app.core.fact import Fact
from app.reference import load_reference

# A planned dose by weight in stage III, dose number unknown, drawn from single-dose vials.
PLANNED = frozenset(
    {Fact.DOSE_ORDERED, Fact.BY_WEIGHT, Fact.WEIGHT_KNOWN, Fact.WEIGHING_DATED}
    | {Fact.REGIMEN_CHOSEN, Fact.LATER_DOSE, Fact.AFTER_CHEMORADIATION, Fact.SINGLE_DOSE_VIALS}
    | {Fact.GIVEN_OR_PLANNED}
)

ITEMS = load_reference().checklist
PAYERS = {"authorization", "coverage", "biomarker"}
"""Asked where the payer asks; nothing is said of the payer in most tests here."""


def _in_state(state: ItemState, facts: frozenset[Fact]) -> set[str]:
    return {entry.item.id for entry in fill_checklist(ITEMS, facts) if entry.state is state}


def test_ids_are_used_once_and_stay_in_the_order_of_the_day() -> None:
    assert [item.id for item in ITEMS if item.moment is ItemMoment.BEFORE] == [
        "arrived",
        "weight",
        "labs-reviewed",
        "coverage",
        "authorization",
        "code-settled",
        "dose-ordered",
        "diagnosis",
        "labelled-indication",
        "stage",
        "no-progression",
        "patient-selection",
        "biomarker",
        "prior-treatment",
        "earlier-response",
        "planned-discard",
        "vials",
        "second-check",
    ]
    assert [item.id for item in ITEMS if item.moment is ItemMoment.INFUSION] == [
        "dose-given",
        "infusion-times",
        "route",
        "observation",
        "adverse-reactions",
        "supervising-clinician",
    ]
    assert [item.id for item in ITEMS if item.moment is ItemMoment.AFTER] == [
        "discard",
        "whole-vials-given",
        "prepared-and-checked",
    ]


def test_what_stands_for_these_vials_is_void_with_another_dose() -> None:
    assert {item.id for item in ITEMS if item.of_this_dose} == {
        "dose-given",
        "infusion-times",
        "discard",
        "whole-vials-given",
    }


@pytest.mark.parametrize("item", [item for item in ITEMS if item.usual], ids=lambda item: item.id)
def test_the_usual_answer_is_one_that_the_item_takes(item: ChecklistItem) -> None:
    text = item.usual
    if item.form is AnswerForm.DISCARD:
        text = f"2026-11-24 1045; {item.usual}"
    assert isinstance(read_answer(item, text), ReadAnswer)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_texts_fit_their_places(item: ChecklistItem) -> None:
    assert len(item.text) <= 42
    assert len(item.not_asked_because) <= 30
    assert len(item.why.split()) < 30  # shown like a finding, which has under 30 words
    assert item.why.endswith(".")
    assert item.why.count(". ") == 0


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_why_an_item_is_not_asked_is_said_where_it_may_not_be_asked(item: ChecklistItem) -> None:
    assert bool(item.not_asked_because) == bool(item.asked_when)


def test_program_ticks_what_it_knows_and_a_person_the_rest() -> None:
    facts = PLANNED | {Fact.SOME_DISCARDED, Fact.DISCARD_PLANNED}
    known = {"dose-ordered", "weight", "labelled-indication"}
    assert _in_state(ItemState.MET, facts | {Fact.NOTHING_AVOIDABLE}) == known | {"planned-discard"}
    assert _in_state(ItemState.MET, facts) == known  # a person says why so much is discarded
    assert _in_state(ItemState.NOT_ASKED, facts) == {"whole-vials-given"} | PAYERS


def test_nothing_discarded_asks_for_whole_vials_and_for_no_discard() -> None:
    not_asked = _in_state(ItemState.NOT_ASKED, PLANNED | {Fact.NOTHING_DISCARDED})
    assert not_asked == {"planned-discard", "discard"} | PAYERS


def test_multi_dose_vial_is_never_asked_for_whole_vials() -> None:
    facts = (PLANNED | {Fact.NOTHING_DISCARDED}) - {Fact.SINGLE_DOSE_VIALS}
    assert "whole-vials-given" in _in_state(ItemState.NOT_ASKED, facts)


def test_flat_dose_too_wants_a_dated_weight() -> None:
    flat = frozenset({Fact.DOSE_ORDERED, Fact.FLAT})
    assert "weight" in _in_state(ItemState.OPEN, flat | {Fact.WEIGHT_KNOWN})
    assert "weight" in _in_state(ItemState.MET, flat | {Fact.WEIGHT_KNOWN, Fact.WEIGHING_DATED})


def test_lots_are_documented_by_the_order_alone() -> None:
    assert "vials" in _in_state(ItemState.OPEN, PLANNED)
    assert "vials" in _in_state(ItemState.MET, PLANNED | {Fact.LOTS_KNOWN})
    vials = next(item for item in ITEMS if item.id == "vials")
    said = "The order answers this: type it there."
    assert read_answer(vials, "0310-4611-50 lot AB12 exp 2027-12") == said


def test_the_code_is_settled_by_the_order_alone() -> None:
    assert "code-settled" in _in_state(ItemState.OPEN, PLANNED)
    assert "code-settled" in _in_state(ItemState.MET, PLANNED | {Fact.CODE_SETTLED})


def test_a_recorded_second_check_answers_itself_and_who_did_what_once_it_was_given() -> None:
    recorded = PLANNED | {Fact.SECOND_CHECK_RECORDED, Fact.PREPARATION_RECORDED}
    assert "second-check" in _in_state(ItemState.MET, recorded)
    assert "prepared-and-checked" in _in_state(ItemState.OPEN, recorded)
    given = recorded | {Fact.INFUSION_ENTERED}
    assert {"dose-given", "prepared-and-checked"} <= _in_state(ItemState.MET, given)


def test_an_infusion_that_did_not_take_place_is_not_asked_about() -> None:
    nothing = (PLANNED | {Fact.INFUSION_ENTERED}) - {Fact.GIVEN_OR_PLANNED}
    assert {
        "infusion-times",
        "route",
        "observation",
        "adverse-reactions",
        "supervising-clinician",
    } <= _in_state(ItemState.NOT_ASKED, nothing)


def test_progression_is_asked_only_after_chemoradiation() -> None:
    assert "no-progression" in _in_state(ItemState.OPEN, PLANNED)
    without = PLANNED - {Fact.AFTER_CHEMORADIATION}
    assert "no-progression" in _in_state(ItemState.NOT_ASKED, without)


def test_response_is_asked_unless_it_is_the_first_dose() -> None:
    assert "earlier-response" in _in_state(ItemState.OPEN, PLANNED)
    assert "earlier-response" in _in_state(ItemState.NOT_ASKED, PLANNED - {Fact.LATER_DOSE})


@pytest.mark.parametrize("what", sorted(PAYERS))
def test_what_the_payer_asks_is_open_until_it_is_there(what: str) -> None:
    asked, known = Fact(f"{what}-asked"), Fact(f"{what}-known")
    assert what in _in_state(ItemState.NOT_ASKED, PLANNED | {known})
    assert what in _in_state(ItemState.OPEN, PLANNED | {asked})
    assert what in _in_state(ItemState.MET, PLANNED | {asked, known})
