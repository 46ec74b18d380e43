"""What has to be documented follows from facts, all of which must hold; the answer fills it."""

from dataclasses import replace

import pytest

from app.core.calculate import calculate
from app.core.checklist import ItemState, fill_checklist
from app.core.checklist_item import ChecklistItem, Moment
from app.core.drug import Drug
from app.core.fact import Fact
from app.core.order import OrderDraft, PlannedVialDraft
from app.core.worksheet import Worksheet
from tests.core.asking import TODAY, by_weight, drug_of, durvalumab_file, flat
from tests.core.rules_by_hand import RULES


def _item(
    asked_when: tuple[Fact, ...] = (), met_when: tuple[Fact, ...] = (), name: str = "item"
) -> ChecklistItem:
    asked, met = frozenset(asked_when), frozenset(met_when)
    return ChecklistItem(name, "", "", "", asked, met, "not so", Moment.BEFORE)


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


def _facts(draft: OrderDraft, drug: Drug) -> set[Fact]:
    """The facts that hold for an order: one item for each, ticked when it does."""
    items = tuple(_item(met_when=(fact,), name=fact) for fact in Fact)
    sheet = calculate(draft, drug, replace(RULES, checklist=items), TODAY)
    assert isinstance(sheet, Worksheet), sheet
    return {Fact(entry.item.id) for entry in sheet.checklist if entry.state is ItemState.MET}


def test_facts_of_an_order_by_weight() -> None:
    order = by_weight("72.4", "10", weighed_on="2026-11-24", cycle="1")
    assert _facts(order, durvalumab_file()) == {
        Fact.DOSE_ORDERED, Fact.BY_WEIGHT, Fact.WEIGHT_KNOWN, Fact.WEIGHING_DATED,
        Fact.SOME_DISCARDED, Fact.NOTHING_AVOIDABLE, Fact.SINGLE_DOSE_VIALS,
    }  # fmt: skip


def test_facts_of_a_flat_order_of_a_regimen() -> None:
    order = flat("1500", cycle="2", regimen="nsclc-stage-3-1500-mg")
    assert _facts(order, durvalumab_file()) == {
        Fact.DOSE_ORDERED, Fact.FLAT, Fact.NOTHING_DISCARDED, Fact.NOTHING_AVOIDABLE,
        Fact.SINGLE_DOSE_VIALS,
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
