"""What the Double-check page shows at one moment: rows, and the sentences that go with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from app.core.check_arithmetic import Workings, explained
from app.core.check_entry import CheckDraft
from app.core.check_figures import BILLED, Figure, Moment, asked_of, differ, figure_text, named
from app.core.double_check import Check, Outcome, Result, SecondCheck, Stage
from app.core.drug import Drug
from app.core.finding import FieldError
from app.core.notation import counted, shown
from app.ui.widgets.signs import Tone

HIDDEN: Final = "hidden until you have looked once more"


class Row(NamedTuple):
    """One figure: what was entered, what came of it and, once both are seen, the preparer's."""

    figure: Figure
    note: str
    entered: str
    result: Result | None
    preparer: str = ""
    arithmetic: str = ""


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """Everything about a check that is to be seen. `workings` are there once both are seen.

    `errors` has a sentence a field; `said_of` one about the vials or the end, by its place. `by` is
    who compared, "" before the first Compare; `end` what became of a check that is over, and
    `may_leave` whether it can be given up as it is.
    """

    encounter: str
    draft: CheckDraft
    check: Check
    drug: Drug | None
    drugs: tuple[Drug, ...]
    tolerance_ml: Decimal
    errors: Mapping[str, FieldError]
    said_of: tuple[str, str]
    by: str
    asks_pin: bool
    workings: Workings | None
    end: str
    may_leave: bool

    @property
    def is_over(self) -> bool:
        """Whether the check was signed or sent back."""
        return bool(self.end)

    @property
    def to_enter(self) -> frozenset[Figure]:
        """What is open for typing."""
        if self.is_over:
            return frozenset()
        if self.drug is None:
            return frozenset(Figure) if not self.check.looks else frozenset({Figure.DRUG})
        return frozenset(self.check.to_enter(self.drug))

    def is_asked(self, figure: Figure) -> bool:
        """Whether that figure belongs to this check."""
        drug = self.drug or self.drugs[0]
        return figure in asked_of(drug, self.check.moment)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The comparison, every figure that is asked; before Compare what it will be of."""
        if not self.check.looks:
            drug = self.drug or self.drugs[0]
            return tuple(
                [Row(f, self._note(f), "", None) for f in asked_of(drug, self.check.moment)]
            )
        return tuple([self._row(figure, r) for figure, r in self.check.looks[-1].results])

    def _row(self, figure: Figure, result: Result) -> Row:
        entry, looked = self.check.entry, self.check.differing
        entered = figure_text(figure, entry, self._drug_of_entry) if entry else ""
        if figure in looked and self.check.stage is Stage.LOOKING_AGAIN:
            entered = HIDDEN
        work = self.workings
        if work is None or figure not in (*looked, *self._differed_before):
            return Row(figure, self._note(figure), entered, result)
        theirs = figure_text(figure, work.figures, work.drug)
        return Row(figure, self._note(figure), entered, result, theirs, explained(figure, work))

    @property
    def _drug_of_entry(self) -> Drug | None:
        entry = self.check.entry
        return next((d for d in self.drugs if entry and d.id == entry.drug), None)

    @property
    def _differed_before(self) -> tuple[Figure, ...]:
        """What was seen to differ, and still is explained once it was corrected."""
        looks = self.check.looks
        return looks[1].differing if len(looks) > 2 else ()

    def _note(self, figure: Figure) -> str:
        return f"(within {shown(self.tolerance_ml)} mL)" if figure is Figure.VOLUME else ""

    @property
    def headline(self) -> tuple[Tone, str, str]:
        """How the check stands: a tone, a headline, and what to do next."""
        check = self.check
        if self.is_over:
            tone = Tone.ASK if check.differing or check.expired else Tone.CONFIRM
            return tone, self.end, "Nothing more is changed here. Begin a new check for the next."
        if check.expired:
            return Tone.STOP, " ".join(check.expired), "Send it back: the dose is held."
        match check.stage:
            case Stage.ENTERING:
                return (
                    Tone.NOTE,
                    "Nothing is compared yet.",
                    "Enter everything, then Compare. It names only what differs.",
                )
            case Stage.AGREED:
                return Tone.CONFIRM, self._agreed, "Sign the check to record it."
            case Stage.LOOKING_AGAIN:
                again = f"Look at {named(check.differing)} again, then Compare."
                kept = "Both entries are kept, whichever is right."
                return self._tone, f"{_how_many(check)} {_what_is_held(check)}", f"{again} {kept}"
            case Stage.SEEN:
                still = f"{_begun(differ(check.differing, still=True))}. {_what_is_held(check)}"
                return self._tone, still, self._what_next

    @property
    def _agreed(self) -> str:
        looks = self.check.looks
        if len(looks) == 1:
            return "You and the preparer have the same figures."
        seen = " The correction is marked as made after seeing." if looks[-1].after_seeing else ""
        return (
            f"You and the preparer have the same figures now; what you entered first is kept.{seen}"
        )

    @property
    def _tone(self) -> Tone:
        return Tone.STOP if self.check.holds_dose else Tone.ASK

    @property
    def _what_next(self) -> str:
        if self.check.may_sign:
            return (
                "Sign the check and let the dose go, send it back, or correct your entry: a "
                "correction now is marked as made after seeing."
            )
        return (
            "Send it back to the preparer, or correct your entry: a correction now is marked as "
            "made after seeing."
        )

    @property
    def chip(self) -> tuple[Tone, str, str]:
        """The same for the bar, in a few words and in fewer; "" where there is nothing to count."""
        check = self.check
        if self.is_over:
            return self.headline[0], self.end, self.end.partition(",")[0]
        if check.expired:
            return Tone.STOP, "Expired vial", "Expired"
        if check.stage is Stage.AGREED:
            return Tone.CONFIRM, "All the same", "Same"
        if not check.differing:
            return Tone.NOTE, "", ""
        billed = len(BILLED.intersection(check.differing))
        others = len(check.differing) - billed
        parts = [counted(others, "difference")] if others else []
        parts += [counted(billed, "billing difference")] if billed else []
        return self._tone, ", ".join(parts), f"{billed + others} differ"


def said_of_end(check: SecondCheck, entry_id: str) -> str:
    """What became of a check, with the number of its entry."""
    if check.outcome is Outcome.SENT_BACK:
        what = "dose" if check.holds_dose or check.expired else "claim"
        return f"Sent back to the preparer, {entry_id}. The {what} is held."
    if check.holds_claim:
        return f"Check signed, {entry_id}. The dose may go; the claim is held."
    what = "The dose may go." if check.moment is Moment.PREPARATION else "The claim may go."
    return f"Check signed, {entry_id}. {what}"


def _how_many(check: Check) -> str:
    """ "One billing figure differs."."""
    number = len(check.differing)
    what = "billing figure" if BILLED.issuperset(check.differing) else "figure"
    return f"One {what} differs." if number == 1 else f"{number} {what}s differ."


def _what_is_held(check: Check) -> str:
    if check.moment is Moment.CLAIM:
        return "The claim is held."
    if check.holds_dose:
        return "The dose is held."
    return "The dose may go; the claim may not."


def _begun(text: str) -> str:
    """The text as a sentence begins."""
    return text[0].upper() + text[1:]
