"""The one bridge to the core: holds what was typed, asks at each change, announces the answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from app.core.calculate import Answer, calculate
from app.core.claim_draft import NOTHING_SAID, DecisionDraft
from app.core.drug import Drug
from app.core.fact import Fact
from app.core.finding import Finding
from app.core.label_fill import fill_dose
from app.core.order import BagDraft, Basis, OrderDraft, PlannedVialDraft, Preference, WeightUnit
from app.core.vials import VialPlan
from app.core.worksheet import ShortShelf, Worksheet
from app.reference import Reference
from app.ui.answered import sentences, still_held, without_rounding
from app.ui.own_fault import answer_or_fault
from app.ui.recorded import NOTHING_KNOWN, KnownOfRecord, Purpose, RecordedAs, may_change
from app.ui.typed_order import Answered, Shown, TypedLot, TypedOrder, order_of, plan_draft


class _Cleared(NamedTuple):
    """An order that can still come back."""

    drug: Drug
    typed: TypedOrder
    as_recorded: Answer | None
    known: KnownOfRecord


class LiveAnswer(QObject):
    """Holds the order and the shelf; each method is one thing that a person does."""

    changed = Signal(object)
    restocked = Signal(object)
    drug_changed = Signal()
    order_cleared = Signal()
    """The order on the page goes, and another takes its place."""

    def __init__(
        self,
        reference: Reference,
        drug: Drug,
        on_hand: dict[str, dict[Decimal, str]],
        today: Callable[[], date],
        shelf_trouble: str = "",
    ) -> None:
        super().__init__()
        self._reference = reference
        self._today = today
        self._drug = drug
        self._typed = TypedOrder()
        self._cleared: _Cleared | None = None
        self._on_hand = on_hand
        self._shelf_trouble = shelf_trouble
        self._awaited = True
        self._as_recorded: Answer | None = None
        """The answer that was recorded: no newer table or day changes it."""
        self._known = NOTHING_KNOWN
        self._asked_plan: tuple[PlannedVialDraft, ...] = ()
        self._shown = self._ask()

    @property
    def shown(self) -> Shown:
        """What the page shows now; what is copied is this same answer."""
        return self._shown

    def edit_weight(self, text: str) -> None:
        """The weight was typed; a dose that follows the label follows it."""
        self._set(weight=text)

    def pick_weight_unit(self, unit: str) -> None:
        """kg or lb; the figure stays as it was typed."""
        self._set(weight_unit=WeightUnit(unit))

    def edit_weighed_on(self, text: str) -> None:
        """The day of weighing was typed."""
        self._set(weighed_on=text)

    def pick_basis(self, basis: str) -> None:
        """By weight or flat; from here on the dose is the person's, not the label's."""
        self._set(basis=Basis(basis), follows_label=False, label_rule="")

    def edit_dose(self, text: str) -> None:
        """The dose was typed; from here on it is the person's, not the label's."""
        dose = {"flat_mg": text} if self._typed.basis is Basis.FLAT else {"mg_per_kg": text}
        self._set(**dose, follows_label=False, label_rule="")

    def pick_regimen(self, regimen_id: str) -> None:
        """A regimen was picked and fills the dose; none picked leaves the dose as it is."""
        self._set(regimen=regimen_id, follows_label=bool(regimen_id), label_rule="")

    def pick_preference(self, prefer: str) -> None:
        """Least discard or fewest vials."""
        self._set(prefer=Preference(prefer))

    def pick_drug(self, drug_id: str) -> None:
        """Another drug: a new order."""
        drug = self._reference.drug(drug_id)
        if drug is not None and drug is not self._drug:
            self._clear()
            self._show_drug(drug)

    def pick_plan(self, plan: VialPlan) -> None:
        """Another way was picked for this dose."""
        self._set(plan=plan_draft(plan), plan_is_held=False)

    def write_opened(self, plan: tuple[PlannedVialDraft, ...]) -> None:
        """The vials that were really opened were typed."""
        self._set(plan=plan, plan_is_held=False)

    def write_lot(self, mg: str, lot: str, expiry: str) -> None:
        """Lot and expiry of the vials of one size were typed."""
        others = tuple([typed for typed in self._typed.lots if typed.mg != mg])
        self._set(lots=(*others, TypedLot(mg, lot, expiry)) if lot or expiry else others)

    def name_encounter(self, text: str) -> None:
        """The reference of the encounter was typed."""
        self._set(encounter=text)

    def name_course(self, text: str) -> None:
        """The reference of the course was typed."""
        self._set(course=text)

    def pick_bag(self, bag: BagDraft) -> None:
        """A bag and how it is filled."""
        self._set(bag=bag)

    def edit_claim(self, **changes: object) -> None:
        """Payer, setting, infusion, course: a field of the claim was typed or picked."""
        claim = replace(self._typed.claim, **changes)  # type: ignore[arg-type]  # names are checked by replace
        self._set(claim=NOTHING_SAID if claim == NOTHING_SAID else claim)

    def answer_finding(self, finding: Finding, choice: str, by: str, why: str) -> None:
        """A person answered an ask; it holds for as long as the finding says the same."""
        day = self._today().isoformat()
        decision = DecisionDraft(finding.id, choice, by.strip(), why.strip(), day)
        others = [a for a in self._typed.answers if a.decision.finding != finding.id]
        said = sentences(finding.id, self._shown.answer)
        self._set(answers=(*others, Answered(decision, said)), person=by)

    def take_back(self, finding_id: str) -> None:
        """An answer was taken back: the finding is open again."""
        kept = [a for a in self._typed.answers if a.decision.finding != finding_id]
        self._set(answers=tuple(kept))

    def name_person(self, by: str) -> None:
        """Who decided last is proposed for what is decided next."""
        self._typed = replace(self._typed, person=by.strip())

    def use_reference(self, reference: Reference) -> None:
        """Answer by changed rules from here on; drug and order stay."""
        self._reference = reference
        self._drug = reference.drug(self._drug.id) or reference.drugs[0]
        self._announce()

    def document(self, item_id: str, text: str) -> None:
        """A person answered a checklist item, or cleared the answer with "".

        It is kept as typed: nothing of the order follows from it.
        """
        self._typed = self._typed.with_documented(item_id, text)
        if self._typed.entry is not None:
            self._typed = replace(self._typed, changed=True)
        self._cleared = None
        self._shown = self._shown._replace(typed=self._typed, can_undo=False)
        self.changed.emit(self._shown)

    def stock(self, mg: Decimal, text: str) -> None:
        """A count on the shelf was typed; it is kept for the orders after this one too.

        A plan that was picked from another shelf is let go, that of a cleared order too, which can
        still come back; what was opened for an infusion stays.
        """
        self._on_hand[self._drug.id] = {**self._stock, mg: text}
        self._shelf_trouble = ""
        self._typed = self._for_another_shelf(self._typed)
        if self._cleared is not None:
            cleared = self._cleared
            self._cleared = cleared._replace(typed=self._for_another_shelf(cleared.typed))
        self._announce()
        self.restocked.emit(self._on_hand)

    def say_of_shelf(self, trouble: str) -> None:
        """Say what is wrong with remembering the counts."""
        if trouble != self._shelf_trouble:
            self._shelf_trouble = trouble
            self._announce()

    def new_order(self) -> None:
        """Clear the order, the picks and what was documented; shelf and drug stay."""
        self._clear()
        self._announce()

    def undo_new_order(self) -> None:
        """Bring the cleared order back with its drug, while nothing was typed into the new one."""
        if self._cleared is not None:
            back, self._cleared = self._cleared, None
            self.order_cleared.emit()
            drug, self._typed, self._as_recorded, self._known = back
            self._show_drug(drug)

    def close_as(self, entry: RecordedAs, settled: OrderDraft, sheet: Worksheet) -> None:
        """The order was recorded as `settled`: the page shows `sheet`, which stands there."""
        typed = self._typed
        self._as_recorded = sheet
        self._cleared = None
        self._typed = replace(
            typed,
            plan=settled.plan,
            plan_is_held=typed.plan is None or typed.plan_is_held,
            bag=settled.bag,
            claim=replace(settled.claim, decisions=()),
            entry=entry,
            purpose=Purpose.RECORDED,
            changed=False,
        )
        self._announce()

    @property
    def is_as_recorded(self) -> bool:
        """Whether the page shows just what was recorded from it."""
        typed = self._typed
        recorded = self._as_recorded is not None and typed.purpose is Purpose.RECORDED
        return recorded and not typed.changed

    def know(self, known: KnownOfRecord) -> None:
        """How the order stands in the record by now; on a recorded page too."""
        if known == self._known:
            return
        self._known = known
        if isinstance(self._as_recorded, Worksheet):
            now = self.answer_with(known.facts)
            if isinstance(now, Worksheet):
                self._as_recorded = self._as_recorded._replace(checklist=now.checklist)
        self._announce()

    def open_for(self, purpose: Purpose) -> None:
        """The recorded page is opened again: for what was given, or for a correction."""
        if self._typed.entry is not None:
            self._typed = replace(self._typed, purpose=purpose)
            self._announce()

    def bring_back(self, drug_id: str, typed: TypedOrder) -> None:
        """Show an order that was typed before, in place of the one that is there."""
        drug = self._reference.drug(drug_id)
        if drug is not None:
            self._clear()
            self._typed = typed
            self._show_drug(drug)

    def put(self, typed: TypedOrder) -> None:
        """Show this order, as the command line asks for a picture."""
        self._typed = typed
        self._announce()

    def draft(self) -> OrderDraft:
        """The order as the core reads it."""
        return order_of(self._typed, self._drug, self._stock)

    @property
    def _stock(self) -> dict[Decimal, str]:
        return self._on_hand.get(self._drug.id, {})

    def _set(self, **changes: object) -> None:
        """Change what is typed; a plan that was picked for another dose is let go."""
        before = self._typed
        if not may_change(before.purpose, set(changes)):
            self._announce()  # what was typed into a closed field is not there
            return
        self._typed = replace(before, **changes)  # type: ignore[arg-type]  # names are checked by replace
        if before.entry is not None:
            self._typed = replace(self._typed, changed=True)
        self._cleared = None
        if self._typed.follows_label:
            self._follow_label()
        if self._typed.dose != before.dose:
            if "plan" not in changes and not self._typed.is_given:
                self._typed = replace(self._typed, plan=None, plan_is_held=False)
            self._typed = without_rounding(self._typed)
        self._hold_or_free_the_plan(before)
        now = self._typed
        if (now.dose, now.picked_plan, now.bag) != (before.dose, before.picked_plan, before.bag):
            self._typed = self._without_answers_of_this_dose(now)
        self._announce()

    def _hold_or_free_the_plan(self, before: TypedOrder) -> None:
        """Once an amount given is typed, neither dose nor shelf changes which vials were opened."""
        now, answer = self._typed, self._shown.answer
        if now.says_what_was_opened:
            said, said_before = now.claim, before.claim
            is_new = (said.given_mg, said.losses) != (said_before.given_mg, said_before.losses)
            if is_new and now.plan is None and isinstance(answer, Worksheet):
                self._typed = replace(now, plan=plan_draft(answer.plan), plan_is_held=True)
        elif now.plan_is_held and now.entry is None:
            self._typed = replace(now, plan=None, plan_is_held=False)
            planned = self._calculate()
            if not isinstance(planned, Worksheet) or plan_draft(planned.plan) != now.plan:
                self._typed = self._without_answers_of_this_dose(self._typed)

    def _for_another_shelf(self, typed: TypedOrder) -> TypedOrder:
        """The order less the plan and the answers that held for the shelf as it was."""
        if typed.is_given or typed.entry is not None:
            return typed
        return self._without_answers_of_this_dose(replace(typed, plan=None, plan_is_held=False))

    def _without_answers_of_this_dose(self, typed: TypedOrder) -> TypedOrder:
        """The order less what was documented for a dose and vials that are no longer these."""
        void = frozenset(item.id for item in self._reference.checklist if item.of_this_dose)
        return typed.without_documented(void)

    def _clear(self) -> None:
        if self._typed != TypedOrder():
            self._cleared = _Cleared(self._drug, self._typed, self._as_recorded, self._known)
            self._as_recorded = None
            self._known = NOTHING_KNOWN
        self._typed = TypedOrder()
        self._awaited = True
        self.order_cleared.emit()

    def _show_drug(self, drug: Drug) -> None:
        another = drug is not self._drug
        self._drug = drug
        self._announce()
        if another:
            self.drug_changed.emit()

    def _follow_label(self) -> None:
        regimen = self._drug.regimen(self._typed.regimen)
        if regimen is not None:
            self._typed = self._typed.with_label_dose(fill_dose(self.draft(), regimen))

    def ask_anew(self) -> None:
        """Answer and announce once more what is typed: after a fault some of it may be old."""
        self._announce()

    def _ask(self) -> Shown:
        answer = answer_or_fault(self._answer)
        self._awaited = self._awaited and not isinstance(answer, (Worksheet, ShortShelf))
        return Shown(
            self._drug,
            self._typed,
            self._stock,
            self._shelf_trouble,
            answer,
            self._reference.rules,
            bool(self._cleared),
            self._awaited,
            self._asked_plan,
            self._known,
            len(self._reference.notes),
            self._today(),
        )

    def _answer(self) -> Answer:
        """The answer; a plan or answers to findings that do not hold any more are let go first."""
        answer = self._calculate()
        if (
            isinstance(answer, Worksheet)
            and self._typed.says_what_was_opened
            and self._typed.plan is None
        ):  # what was given was typed before there were vials
            plan = plan_draft(answer.plan)
            self._typed = replace(self._typed, plan=plan, plan_is_held=True)
            answer = self._calculate()
        if isinstance(answer, Worksheet) and self._typed.answers:
            held = still_held(self._typed.answers, answer)
            if held != self._typed.answers:
                self._typed = replace(self._typed, answers=held)
                answer = self._calculate()
        return answer

    def _calculate(self) -> Answer:
        if self._as_recorded is not None and self._typed.purpose is Purpose.RECORDED:
            return self._as_recorded
        facts = self._known.facts
        if self._typed.purpose is Purpose.CORRECTING:  # what is corrected has to be checked anew
            facts -= {Fact.SECOND_CHECK_RECORDED}
        return self.answer_with(facts)

    def sheet_with(self, facts: frozenset[Fact]) -> Worksheet | None:
        """The worksheet that is on the page, its checklist told these facts; None without one."""
        answer = self.answer_with(facts)
        if isinstance(self._as_recorded, Worksheet) and self._typed.purpose is Purpose.RECORDED:
            checklist = answer.checklist if isinstance(answer, Worksheet) else ()
            return self._as_recorded._replace(checklist=checklist or self._as_recorded.checklist)
        return answer if isinstance(answer, Worksheet) else None

    def answer_with(self, facts: frozenset[Fact]) -> Answer:
        """What is typed, answered with these facts of the record."""
        rules, day = self._reference.rules, self._today()
        draft = self.draft()
        answer = calculate(draft, self._drug, rules, day, facts)
        self._asked_plan = draft.plan or ()
        if self._typed.lots and draft.plan is None and isinstance(answer, Worksheet):
            self._asked_plan = self._typed.with_lots(plan_draft(answer.plan))
            draft = replace(draft, plan=self._asked_plan)
            answer = calculate(draft, self._drug, rules, day, facts)
        return answer

    def _announce(self) -> None:
        self._shown = self._ask()
        self.changed.emit(self._shown)
