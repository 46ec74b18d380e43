"""Whatever a person does, in any order: what is on screen is `calculate` of what is typed.

The machine keeps its own book of what was typed and picked, asks the core about it, and demands
after each step that the screen shows that answer, all of it, and nothing else.
"""

import re
from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.core.calculate import Answer, calculate
from app.core.drug import Drug
from app.core.label_fill import fill_dose
from app.core.notation import shown
from app.core.order import (
    BagDraft,
    BagMethod,
    Basis,
    OrderDraft,
    PlannedVialDraft,
    Preference,
    ShelfDraft,
    WeightUnit,
)
from app.core.worksheet import ShortShelf, Worksheet
from app.reference import Reference
from tests.ui.bench import (
    BAG,
    BY_WEIGHT,
    DOSE,
    FEWEST_VIALS,
    FLAT,
    KG,
    LB,
    LEAST_DISCARD,
    METHOD,
    ON_HAND_120,
    ON_HAND_500,
    ORDER,
    REGIMEN,
    TODAY,
    VIALS,
    WEIGHED_ON,
    WEIGHT,
    Bench,
    name_of,
)

BASES = {Basis.WEIGHT: BY_WEIGHT, Basis.FLAT: FLAT}
UNITS = {WeightUnit.KG: KG, WeightUnit.LB: LB}
PREFERENCES = {Preference.LEAST_DISCARD: LEAST_DISCARD, Preference.FEWEST_VIALS: FEWEST_VIALS}
BASIS = re.compile(r"[\d.,]+ mg flat dose|[\d.,]+ (?:kg|lb \([\d.,]+ kg\)) × [\d.,]+ mg/kg")
BLANK = OrderDraft(Basis.WEIGHT, weight_unit=WeightUnit.KG)

weights = st.sampled_from(["", "72.4", "30", "29.9", "66.1", "165", "72.", "1,500", "501", "40"])
doses = st.sampled_from(["", "10", "20", "3", "1500", "724", "0.5", "4001", "1.2.3"])
days = st.sampled_from(["", "2026-11-23", "2026-10-01", "2027-01-01", "yesterday"])
counts = st.sampled_from(["", "0", "1", "6", "x"])


class Machine(RuleBasedStateMachine):
    """One window, one book."""

    bench: Bench
    drug: Drug
    reference: Reference

    @initialize()
    def start(self) -> None:
        """A new order, of whatever was left by the last run; nothing to go back to."""
        self.bench.type_into(ON_HAND_500, "")
        self.bench.type_into(ON_HAND_120, "")
        self.bench.new_order()
        self.bench.type_into(WEIGHT, "1")
        self.bench.clear(WEIGHT)
        self.shelf = {ON_HAND_500: "", ON_HAND_120: ""}
        self.draft, self.other_dose, self.follows = BLANK, "", False
        self.cleared: tuple[OrderDraft, str, bool] | None = None

    # --- what a person does -----------------------------------------------------------------------

    @rule(text=weights)
    def type_weight(self, text: str) -> None:
        """Another weight."""
        if self._type(WEIGHT, text):
            self._change(weight=text)

    @rule(text=doses)
    def type_dose(self, text: str) -> None:
        """Another dose, from now on the person's own."""
        if self._type(DOSE, text):
            flat = self.draft.basis is Basis.FLAT
            self._change(own=True, **({"mg": text} if flat else {"mg_per_kg": text}))

    @rule(text=days)
    def type_day(self, text: str) -> None:
        """The day of weighing."""
        if self._type(WEIGHED_ON, text):
            self._change(weighed_on=text)

    @rule(field=st.sampled_from([ON_HAND_500, ON_HAND_120]), text=counts)
    def count(self, field: str, text: str) -> None:
        """A count on the shelf."""
        if self._type(field, text):
            self.shelf[field] = text
            self.draft = replace(self.draft, plan=None)
            if self.cleared is not None:
                draft, other_dose, follows = self.cleared
                self.cleared = (replace(draft, plan=None), other_dose, follows)

    @rule(unit=st.sampled_from(WeightUnit))
    def pick_unit(self, unit: WeightUnit) -> None:
        """kg or lb."""
        self.bench.click(UNITS[unit])
        self._change(weight_unit=unit)

    @rule(basis=st.sampled_from(Basis))
    def pick_basis(self, basis: Basis) -> None:
        """By weight or flat."""
        self.bench.click(BASES[basis])
        if basis is not self.draft.basis:
            dose = self.draft.mg or self.draft.mg_per_kg
            mine, self.other_dose = self.other_dose, dose
            flat = basis is Basis.FLAT
            changed = {"mg": mine, "mg_per_kg": ""} if flat else {"mg": "", "mg_per_kg": mine}
            self._change(own=True, basis=basis, **changed)
        else:
            self._change(own=True)

    @rule(preference=st.sampled_from(Preference))
    def pick_preference(self, preference: Preference) -> None:
        """Least discard or fewest vials."""
        self.bench.click(PREFERENCES[preference])
        self._change(prefer=preference)

    @rule(data=st.data())
    def pick_regimen(self, data: st.DataObject) -> None:
        """One of the label's, or none."""
        offered = [None, *(r for r in self.drug.regimens if not r.withdrawn)]
        place = data.draw(st.integers(0, len(offered) - 1))
        regimen = offered[place]
        self.bench.pick_place(REGIMEN, place)
        self.follows = regimen is not None
        self._change(regimen=regimen.id if regimen else "")

    @precondition(lambda self: isinstance(self.answer(), Worksheet))
    @rule(data=st.data())
    def pick_way(self, data: st.DataObject) -> None:
        """One of the other ways."""
        ways = [part for part in self.bench.controls() if " to discard, " in name_of(part)]
        way = data.draw(st.sampled_from(ways))
        if way.isChecked():  # type: ignore[attr-defined]  # a radio button
            return
        name = name_of(way)
        self.bench.click(name)
        vials = [part.split(" × ") for part in name.split(":")[0].replace(" mg", "").split(" + ")]
        self._change(plan=tuple(PlannedVialDraft(mg, count) for count, mg in vials))

    @precondition(lambda self: isinstance(self.answer(), Worksheet))
    @rule(bag=st.integers(0, 5), method=st.sampled_from(BagMethod))
    def pick_bag(self, bag: int, method: BagMethod) -> None:
        """A bag and how it is filled."""
        rule_of_drug = self.drug.preparation
        assert rule_of_drug is not None
        self.bench.pick_place(BAG, bag)
        self.bench.pick_place(METHOD, list(BagMethod).index(method))
        size = rule_of_drug.bags[bag]
        self._change(bag=BagDraft(size.diluent, f"{size.ml:f}", method))

    @rule()
    def new_order(self) -> None:
        """Ctrl+N."""
        if (self.draft, self.other_dose) != (BLANK, ""):
            self.cleared = (self.draft, self.other_dose, self.follows)
        self.bench.new_order()
        self.draft, self.other_dose, self.follows = BLANK, "", False

    @precondition(lambda self: self.cleared is not None)
    @rule()
    def undo(self) -> None:
        """The button that brings the last order back."""
        assert self.cleared is not None
        self.bench.click("Undo new order")
        (self.draft, self.other_dose, self.follows), self.cleared = self.cleared, None

    def _type(self, field: str, text: str) -> bool:
        """Put a text into a field at once; whether that is an edit at all."""
        if text:
            self.bench.paste(field, text)
            return True
        there = bool(self.bench.text_of(field))
        self.bench.clear(field)
        return there

    def _change(self, *, own: bool = False, **changes: object) -> None:
        before = self._dose
        self.cleared = None
        self.draft = replace(self.draft, **changes)  # type: ignore[arg-type]
        self.follows = self.follows and not own
        regimen = self.drug.regimen(self.draft.regimen)
        if self.follows and regimen is not None:
            self.draft, self.other_dose = fill_dose(self.draft, regimen).draft, ""
        if self._dose != before and "plan" not in changes:
            self.draft = replace(self.draft, plan=None)

    @property
    def _dose(self) -> tuple[object, ...]:
        draft = self.draft
        if draft.basis is Basis.FLAT:
            return (draft.mg, draft.prefer)
        return (draft.mg_per_kg, draft.weight, draft.weight_unit, draft.prefer)

    def answer(self) -> Answer:
        """What the core says to what is in the book."""
        shelf = (
            ShelfDraft("500", self.shelf[ON_HAND_500] or None),
            ShelfDraft("120", self.shelf[ON_HAND_120] or None),
        )
        draft = replace(self.draft, shelf=shelf)
        return calculate(draft, self.drug, self.reference.rules, TODAY)

    # --- what has to hold -------------------------------------------------------------------------

    @invariant()
    def fields_show_what_was_typed(self) -> None:
        """No field is changed by the program but for a dose that follows the label."""
        draft, bench = self.draft, self.bench
        assert bench.text_of(WEIGHT) == draft.weight
        assert bench.text_of(WEIGHED_ON) == draft.weighed_on
        assert bench.text_of(DOSE) == (draft.mg if draft.basis is Basis.FLAT else draft.mg_per_kg)
        assert {field: bench.text_of(field) for field in self.shelf} == self.shelf
        assert bench.is_on(BASES[draft.basis])
        assert draft.weight_unit is not None
        assert bench.is_on(UNITS[draft.weight_unit])
        assert bench.is_on(PREFERENCES[draft.prefer])
        assert bench.is_there("Undo new order") == (self.cleared is not None)

    @invariant()
    def the_screen_is_the_answer(self) -> None:
        """Headline, dose, amounts, units, lines, bag, other ways: the answer's, or none."""
        answer, bench = self.answer(), self.bench
        assert _on_screen(bench) == _wanted(answer, self.drug)
        if isinstance(answer, Worksheet):
            assert answer.why_best in bench.texts(VIALS)
            for finding in answer.findings:
                assert finding.message in bench.texts()
        elif not isinstance(answer, ShortShelf):
            for error in answer.errors:
                assert error.missing or error.message in bench.texts()


def _on_screen(bench: Bench) -> dict[str, object]:
    """Everything on screen that comes from an answer."""
    vials = bench.texts(VIALS)
    return {
        "headline": bench.headline,
        "dose": bench.dose,
        "basis": [text for text in bench.texts(ORDER) if BASIS.fullmatch(text)],
        "amounts": bench.amounts,
        "lines": bench.claim_lines,
        "ways": bench.ways,
        "pulls": bench.pulls,
        "bag": [text for text in vials if text.startswith("total ") or text.endswith(" mg/mL")],
        "can copy": bench.control("Copy claim lines").isEnabled(),
    }


def _wanted(answer: Answer, drug: Drug) -> dict[str, object]:
    """What has to be on screen for an answer."""
    wanted: dict[str, object] = {
        "headline": "",
        "dose": "–",
        "basis": [],
        "amounts": [],
        "lines": [],
        "ways": [],
        "pulls": ["", ""],
        "bag": [],
        "can copy": False,
    }
    if isinstance(answer, ShortShelf):
        draw = f"· draw {shown(answer.draw_ml)} mL" if answer.draw_ml is not None else ""
        return wanted | {
            "headline": f"{drug.name} {shown(answer.dose_mg)} mg. {answer.error.message}",
            "dose": f"{shown(answer.dose_mg)} mg",
            "basis": [answer.order.basis_text],
            "amounts": [f"{shown(answer.dose_mg)} mg | to give | {draw}"],
        }
    if not isinstance(answer, Worksheet):
        wrong = [error for error in answer.errors if not error.missing]
        return wanted | {"headline": (wrong or list(answer.errors))[0].message}
    assert answer.draw is not None
    assert answer.rest_ml is not None
    return {
        "headline": f"{drug.name} {answer.plan.text}",
        "dose": f"{shown(answer.dose_mg)} mg",
        "basis": [answer.order.basis_text],
        "amounts": [
            f"{shown(answer.opened_mg)} mg | opened",
            f"{shown(answer.dose_mg)} mg | to give | · draw {shown(answer.draw.ml)} mL",
            f"{shown(answer.discarded_mg)} mg | to discard | · {shown(answer.rest_ml)} mL",
        ],
        "lines": [
            f"J9323 | {', '.join(line.modifiers)} | {shown(line.units)} | {shown(line.mg)} | {what}"
            for line, what in zip(answer.claim_lines, ("to give", "to discard"), strict=False)
        ],
        "ways": _ways(answer),
        "pulls": [
            shown(sum(vials.count for vials in answer.plan.vials if vials.mg == p.mg))
            for p in drug.presentations
        ],
        "bag": _bag(answer),
        "can copy": True,
    }


def _ways(sheet: Worksheet) -> list[str]:
    plans = [(way.plan, "") for way in sheet.alternatives] + [(sheet.plan, " *")]
    plans.sort(key=lambda way: (way[0].opened_mg, way[0].count))
    return [plan.sizes_text + star for plan, star in plans]


def _bag(sheet: Worksheet) -> list[str]:
    preparation = sheet.preparation
    assert preparation is not None
    if preparation.chosen is None:
        return []
    bag = preparation.chosen
    window = "within" if preparation.chosen_fits else "NOT within"
    return [
        f"total {shown(bag.total_ml)} mL",
        f"{shown(bag.mg_per_ml)} mg/mL",
        f"{window} 1–15 mg/mL",
    ]


def test_the_screen_is_what_the_core_says_to_what_is_typed(
    bench: Bench, reference: Reference
) -> None:
    Machine.bench, Machine.reference, Machine.drug = bench, reference, reference.drugs[0]
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=settings().max_examples * 2 // 5,
            stateful_step_count=18,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
