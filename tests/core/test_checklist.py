"""What has to be documented follows from facts, all of which must hold; the answer fills it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.core.calculate import calculate
from app.core.checklist import (
    NOT_YET,
    ChecklistEntry,
    Documented,
    ItemState,
    count_met,
    fill_checklist,
)
from app.core.checklist_item import AnswerForm, ChecklistItem, ItemMoment
from app.core.claim_draft import ClaimDraft, DecisionDraft, LossDraft
from app.core.drug import Drug
from app.core.fact import Fact
from app.core.order import OrderDraft, PlannedVialDraft
from app.core.rules import Rules
from app.core.site_choices import CodeDecision
from app.core.worksheet import Worksheet
from tests.core.asking import TODAY, by_weight, drug_of, durvalumab_file, flat
from tests.core.rules_by_hand import RULES, at_site


def _item(
    asked_when: tuple[Fact, ...] = (), met_when: tuple[Fact, ...] = (), name: str = "item"
) -> ChecklistItem:
    asked, met = frozenset(asked_when), frozenset(met_when)
    return ChecklistItem(name, "", "", "", asked, met, "not so", ItemMoment.BEFORE)


A, B = Fact.WEIGHT_KNOWN, Fact.WEIGHING_DATED


@pytest.mark.parametrize(
    ("item", "facts", "state"),
    [
        (_item(), {A}, ItemState.OPEN),  # no condition: asked, and only a person can tick it
        (_item(), set(), ItemState.OPEN),
        (_item(asked_when=(A, B)), {A}, ItemState.NOT_ASKED),
        (_item(asked_when=(A, B)), {A, B}, ItemState.OPEN),
        (_item(met_when=(A, B)), {A}, ItemState.OPEN),
        (_item(met_when=(A, B)), {A, B}, ItemState.MET),
        (_item(asked_when=(A,), met_when=(B,)), {B}, ItemState.NOT_ASKED),
        (_item(asked_when=(A,), met_when=(B,)), {A, B}, ItemState.MET),
    ],
)
def test_all_facts_of_a_condition_must_hold(
    item: ChecklistItem, facts: set[Fact], state: ItemState
) -> None:
    (entry,) = fill_checklist((item,), frozenset(facts))
    assert entry.state is state


def test_items_keep_their_order() -> None:
    items = tuple(_item(name=name) for name in ("c", "a", "b"))
    assert [entry.item.id for entry in fill_checklist(items, frozenset())] == ["c", "a", "b"]


def _facts(draft: OrderDraft, drug: Drug, rules: Rules = RULES) -> set[Fact]:
    """The facts that hold for an order: one item for each, ticked when it does."""
    items = tuple(_item(met_when=(fact,), name=fact) for fact in Fact)
    sheet = calculate(draft, drug, replace(rules, checklist=items), TODAY)
    assert isinstance(sheet, Worksheet), sheet
    return {Fact(entry.item.id) for entry in sheet.checklist if entry.state is ItemState.MET}


def test_facts_of_an_order_by_weight() -> None:
    order = by_weight("72.4", "10", weighed_on="2026-11-24", cycle="1")
    assert _facts(order, durvalumab_file()) == {
        Fact.DOSE_ORDERED, Fact.BY_WEIGHT, Fact.WEIGHT_KNOWN, Fact.WEIGHING_DATED,
        Fact.SOME_DISCARDED, Fact.DISCARD_PLANNED, Fact.NOTHING_AVOIDABLE, Fact.SINGLE_DOSE_VIALS,
        Fact.GIVEN_OR_PLANNED,
    }  # fmt: skip


def test_facts_of_a_flat_order_of_a_regimen() -> None:
    order = flat("1500", cycle="2", regimen="nsclc-stage-3-1500-mg")
    assert _facts(order, durvalumab_file()) == {
        Fact.DOSE_ORDERED, Fact.FLAT, Fact.NOTHING_DISCARDED, Fact.NOTHING_AVOIDABLE,
        Fact.SINGLE_DOSE_VIALS, Fact.GIVEN_OR_PLANNED,
        Fact.LATER_DOSE, Fact.REGIMEN_CHOSEN, Fact.AFTER_CHEMORADIATION,
    }  # fmt: skip


def test_avoidable_discard_is_no_fact_of_the_best_plan_alone() -> None:
    """724 mg: 2 × 500 mg discards 260 mg more than 500 + 2 × 120 mg."""
    assert Fact.NOTHING_AVOIDABLE in _facts(flat("724"), durvalumab_file())
    picked = flat("724", plan=(PlannedVialDraft("500", "2"),))
    assert Fact.NOTHING_AVOIDABLE not in _facts(picked, durvalumab_file())


def test_unknown_dose_number_is_asked_as_a_later_one() -> None:
    assert Fact.LATER_DOSE in _facts(flat("1500"), durvalumab_file())
    assert Fact.LATER_DOSE not in _facts(flat("1500", cycle="1"), durvalumab_file())


def test_rest_of_a_multi_dose_container_is_no_discard() -> None:
    facts = _facts(flat("29"), drug_of("20", multi_dose=True))
    assert Fact.SOME_DISCARDED not in facts
    assert Fact.SINGLE_DOSE_VIALS not in facts
    over = _facts(flat("29", claim=ClaimDraft(given_mg="30")), drug_of("20", multi_dose=True))
    assert Fact.DISCARD_PLANNED not in over


def test_code_is_settled_once_nothing_about_it_is_open() -> None:
    """J9323, in the drug's file, is another drug's; a person may keep it, or bill J9173."""
    assert Fact.CODE_SETTLED not in _facts(flat("1500"), durvalumab_file())
    own = flat("1500", claim=ClaimDraft(code="J9173"))
    assert Fact.CODE_SETTLED in _facts(own, durvalumab_file())
    kept = DecisionDraft("code-conflict", "keep", "RK", "our payer wants it", "2026-11-24")
    decided = flat("1500", claim=ClaimDraft(decisions=(kept,)))
    assert Fact.CODE_SETTLED in _facts(decided, durvalumab_file())


def test_code_that_no_table_here_has_is_settled_by_the_site_alone() -> None:
    """J9999 is in no table of the program, so nothing about it was checked."""
    own = durvalumab_file()._replace(id="exampleumab", name="exampleumab", code="J9999")
    order = flat("1500")
    assert Fact.CODE_SETTLED not in _facts(order, own)
    seen = CodeDecision("exampleumab", "J9999", "RK", "looked up", TODAY, RULES.codes.dated)
    assert Fact.CODE_SETTLED in _facts(order, own, at_site(code_decisions=(seen,)))
    another = at_site(code_decisions=(seen._replace(drug="durvalumab"),))
    assert Fact.CODE_SETTLED not in _facts(order, own, another)
    older = at_site(code_decisions=(seen._replace(table_dated=date(2025, 7, 1)),))
    assert Fact.CODE_SETTLED not in _facts(order, own, older)


def test_infusion_is_entered_by_an_amount_given_and_nothing_given_is_no_dose() -> None:
    planned = _facts(flat("1500"), durvalumab_file())
    assert Fact.INFUSION_ENTERED not in planned
    assert Fact.GIVEN_OR_PLANNED in planned
    given = _facts(flat("1500", claim=ClaimDraft(given_mg="1500")), durvalumab_file())
    assert given >= {Fact.INFUSION_ENTERED, Fact.GIVEN_OR_PLANNED}
    nothing = _facts(flat("1500", claim=ClaimDraft(given_mg="0")), durvalumab_file())
    assert Fact.INFUSION_ENTERED in nothing
    assert Fact.GIVEN_OR_PLANNED not in nothing


LARGE = PlannedVialDraft("500", "1", "AB1", "2027-12-31")
SMALL = PlannedVialDraft("120", "2", "CD2", "2026-11-24")
"""Of its last day: TODAY."""


def _lots_are_known(*plan: PlannedVialDraft, **claim: Any) -> bool:
    order = flat("724", plan=plan, claim=ClaimDraft(**claim))
    return Fact.LOTS_KNOWN in _facts(order, durvalumab_file())


def test_lots_are_known_once_every_vial_opened_has_one_and_its_expiry() -> None:
    assert _lots_are_known(LARGE, SMALL)
    for wrong in (
        replace(SMALL, lot=None),
        replace(SMALL, lot=" "),
        replace(SMALL, expiry=None),
        replace(SMALL, lot=None, expiry=None),
        replace(SMALL, expiry="2026-11-23"),
    ):
        assert not _lots_are_known(LARGE, wrong), wrong
        assert not _lots_are_known(LARGE, replace(SMALL, count="1"), replace(wrong, count="1"))
    assert _lots_are_known(LARGE, SMALL, PlannedVialDraft("500", "0"))  # none of these was opened
    assert Fact.LOTS_KNOWN not in _facts(flat("724"), durvalumab_file())


def test_lots_are_not_known_of_vials_without_a_product_code() -> None:
    large, small = durvalumab_file().presentations
    order = flat("724", plan=(LARGE, SMALL))
    for sizes in ((large, small._replace(ndc=None)), (large._replace(ndc=None), small)):
        drug = durvalumab_file()._replace(presentations=sizes)
        assert Fact.LOTS_KNOWN not in _facts(order, drug)
    sizes = (large, small._replace(ndc=None))
    only_large = flat("500", plan=(LARGE,))
    assert Fact.LOTS_KNOWN in _facts(only_large, durvalumab_file()._replace(presentations=sizes))


def test_lots_of_an_expired_vial_are_known_once_it_was_written_off() -> None:
    """Three vials of 120 mg, one expired and lost as a whole: 724 mg come from the others."""
    expired = replace(SMALL, count="1", expiry="2026-10-31")
    assert not _lots_are_known(LARGE, SMALL, expired)
    assert _lots_are_known(LARGE, SMALL, expired, losses=(LossDraft("120", "expired"),))


def test_no_lot_is_known_where_no_vial_is_opened() -> None:
    """All of it was carried in from another vial, whose lot this order does not say."""
    assert not _lots_are_known(given_mg="724", carried_in_mg="724")


def test_what_the_record_knows_is_told_to_the_answer() -> None:
    item = _item(met_when=(Fact.SECOND_CHECK_RECORDED,))
    rules = replace(RULES, checklist=(item,))
    for recorded, state in (
        (frozenset[Fact](), ItemState.OPEN),
        (frozenset({Fact.SECOND_CHECK_RECORDED}), ItemState.MET),
    ):
        sheet = calculate(flat("1500"), durvalumab_file(), rules, TODAY, recorded)
        assert isinstance(sheet, Worksheet)
        assert [entry.state for entry in sheet.checklist] == [state]


# --- With what a person answered ------------------------------------------------------------------


def _entry(
    form: AnswerForm, moment: ItemMoment, facts: frozenset[Fact], **more: Any
) -> ChecklistEntry:
    item = replace(_item(), moment=moment, form=form, **more)
    (entry,) = fill_checklist((item,), facts, 60)
    return entry


PLANNED: frozenset[Fact] = frozenset()
ENTERED = frozenset({Fact.INFUSION_ENTERED})


@pytest.mark.parametrize("moment", [ItemMoment.INFUSION, ItemMoment.AFTER])
def test_nothing_counts_as_met_that_did_not_happen_yet(moment: ItemMoment) -> None:
    answers = {"item": "none"}
    early = _entry(AnswerForm.TEXT, moment, PLANNED).documented(answers)
    assert early == Documented(ItemState.OPEN, "none", NOT_YET)
    entry = _entry(AnswerForm.TEXT, moment, ENTERED)
    assert entry.documented(answers) == Documented(ItemState.MET, "none")


def test_the_programs_own_answer_does_not_come_early_either() -> None:
    by_program = {"met_when": frozenset({Fact.DOSE_ORDERED})}
    ordered = frozenset({Fact.DOSE_ORDERED})
    early = _entry(AnswerForm.PROGRAM, ItemMoment.INFUSION, ordered, **by_program)
    assert early.state is ItemState.OPEN
    assert _entry(
        AnswerForm.PROGRAM, ItemMoment.INFUSION, ordered | ENTERED, **by_program
    ).state is (ItemState.MET)


def test_what_happens_before_counts_while_the_dose_is_planned() -> None:
    entry = _entry(AnswerForm.TEXT, ItemMoment.BEFORE, PLANNED)
    assert entry.state_with({"item": " RK "}) is ItemState.MET
    assert entry.state_with({"item": "  "}) is ItemState.OPEN
    assert entry.state_with({"other": "RK"}) is ItemState.OPEN
    assert entry.state_with({"item": "x" * 201}) is ItemState.OPEN


def test_an_answer_to_what_is_not_asked_counts_for_nothing() -> None:
    asked_when = frozenset({Fact.LATER_DOSE})
    entry = _entry(AnswerForm.TEXT, ItemMoment.BEFORE, PLANNED, asked_when=asked_when)
    assert entry.documented({"item": "RK"}) == Documented(ItemState.NOT_ASKED)


@pytest.mark.parametrize(
    ("line", "state", "trouble"),
    [
        ("1005 to 1105", ItemState.MET, ""),
        ("1005 to 1110", ItemState.MET, ""),  # 65 min: within 5 of the 60 expected
        ("1005 to 1100", ItemState.MET, ""),
        ("1005 to 1111", ItemState.OPEN, "66 min, expected 60: check the times, or write why."),
        ("1005 to 1059", ItemState.OPEN, "54 min, expected 60: check the times, or write why."),
        ("1005 to 1130; slowed for flushing", ItemState.MET, ""),
    ],
)
def test_an_infusion_of_another_length_is_asked_about_until_it_says_why(
    line: str, state: ItemState, trouble: str
) -> None:
    entry = _entry(AnswerForm.START_STOP, ItemMoment.INFUSION, ENTERED)
    stands = entry.documented({"item": line})
    assert (stands.state, stands.trouble) == (state, trouble)


def test_no_length_is_asked_about_where_the_drug_names_none() -> None:
    item = replace(_item(), form=AnswerForm.START_STOP)
    (entry,) = fill_checklist((item,), ENTERED)
    assert entry.state_with({"item": "1005 to 1300"}) is ItemState.MET


def test_met_are_counted_among_what_is_asked() -> None:
    items = (
        _item(name="by-order", met_when=(Fact.FLAT,)),
        _item(name="ticked"),
        _item(name="open"),
        _item(name="not-asked", asked_when=(Fact.LATER_DOSE,)),
    )
    entries = fill_checklist(items, frozenset({Fact.FLAT}))
    assert count_met(entries, {"ticked": "done", "not-asked": "done"}) == (2, 3)
