"""The review as rows: all findings, what stops first, with what was answered to them."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from app.core.calculate import Answer
from app.core.finding import DecisionChoice, Finding, Severity
from app.core.notation import shown as figure
from app.core.rounding import PROPOSED, choice_of
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.messages import (
    TONES,
    findings_of,
    open_findings,
    why_no_answer,
    why_stopped,
)
from app.ui.typed_order import Answered, Shown
from app.ui.widgets.signs import Tone
from app.wording.finding_names import SHORT_NAMES
from app.wording.readiness import readiness_text

_COMPARED: Final = frozenset({"code-conflict", "code-kept-by-site"})
_NAMES: Final = {
    **SHORT_NAMES,
    "claim-modifier-missing": "modifiers that theirs lacks",
    "claim-modifier-wrong": "modifiers that only theirs has",
}

_PLACES: Final = {
    "given_mg": ("given_mg", "amount given"),
    "stopped": ("stopped", "reason"),
    "kept_mg": ("kept_mg", "amount kept"),
    "carried_in_mg": ("carried_in_mg", "amount carried in"),
    "losses": ("losses[0]", "loss"),
    "plan": ("plan", "vials opened"),
    "diagnoses": ("diagnoses", "diagnoses"),
    "payer": ("payer", "payer"),
    "source": ("source", "drug source"),
    "regimen": ("regimen", "regimen"),
    "dose.weight": ("weight", "weight"),
    "dose.weighed_on": ("weighed_on", "day of weighing"),
    "dose.mg": ("dose", "dose"),
    "dose.mg_per_kg": ("dose", "dose"),
    "cycle": ("dose", "dose"),
    "bag": ("bag", "bag"),
    "shelf": ("shelf", "shelf"),
    "history.first_given_on": ("history.first_given_on", "first day"),
    "history.last_given_on": ("history.last_given_on", "last day"),
    "claim_lines": ("claim_lines[0]", "their lines"),
    "code-ended": ("date_of_service", "date of service"),
    "code-not-yet-valid": ("date_of_service", "date of service"),
    "authorization-missing": ("authorization.number", "authorization"),
    "biomarker-missing": ("evidence.biomarker.value", "PD-L1"),
    "prior-line-missing": ("evidence.prior_line", "prior line"),
    "response-missing": ("evidence.response", "response"),
    "coverage-unconfirmed": ("evidence.coverage.by", "coverage"),
}
"""Finding or the contract's field → the name of the control to go to, and its words."""


class How(Enum):
    """How a row is answered where it stands."""

    NOT = auto()
    WITH_REASON = auto()
    BY_COMPARING = auto()


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One row: all findings of an id and a severity, since one answer holds for all of them."""

    findings: tuple[Finding, ...]
    how: How
    choices: tuple[tuple[str, str, str], ...] = ()
    answered: Answered | None = None

    @property
    def key(self) -> str:
        """What the row is known by while its sentences change."""
        return f"{self.first.id}/{self.first.severity}"

    @property
    def first(self) -> Finding:
        """The finding that is answered."""
        return self.findings[0]

    @property
    def name(self) -> str:
        """What it is called, in two or three words."""
        return _NAMES[self.first.id]

    @property
    def place(self) -> tuple[str, str]:
        """The field to go to and what it is called, blank where there is none."""
        finding = self.first
        return _PLACES.get(finding.id) or _PLACES.get(finding.field, ("", ""))

    @property
    def is_open(self) -> bool:
        """Whether it keeps the claim from being ready."""
        return any(finding.is_open for finding in self.findings)

    @property
    def tone(self) -> Tone:
        """Its sign and colour."""
        if self.first.severity is Severity.ASK and not self.is_open:
            return Tone.CONFIRM
        return TONES[self.first.severity]

    @property
    def word(self) -> str:
        """Its word."""
        return "Answered" if self.tone is Tone.CONFIRM else self.tone.word

    @property
    def sources(self) -> str:
        """Where it was read, "" where nowhere."""
        return "; ".join(dict.fromkeys(f.source for f in self.findings if f.source))

    @property
    def answer_text(self) -> str:
        """What was answered, by whom, when and why; "" where nothing was."""
        return "" if self.answered is None else _answer_text(self.answered)


def review_items(shown: Shown) -> list[ReviewItem]:
    """Stops, then what is to answer, then what was answered, then notes."""
    answer = shown.answer
    groups: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in findings_of(answer):
        groups.setdefault((finding.id, finding.severity), []).append(finding)
    answered = {a.decision.finding: a for a in shown.typed.answers}
    items = [
        ReviewItem(
            tuple(findings),
            _how(findings[0]),
            _choices(findings[0], answer),
            answered.get(finding_id) if severity is Severity.ASK else None,
        )
        for (finding_id, severity), findings in groups.items()
    ]
    return sorted(items, key=_rank)


def standing(answer: Answer, *, is_held: bool) -> tuple[Tone, str]:
    """Whether the claim may go out, and all that is in its way.

    `is_held`: a second check holds it; what it found stands in the bar below.
    """
    if not isinstance(answer, Worksheet):
        tone = Tone.STOP if why_stopped(answer) else Tone.NOTE
        return tone, f"Not ready: {_lower(why_no_answer(answer))}"
    found = open_findings(answer)
    stops = any(finding.severity is Severity.STOP for finding in found)
    tone = Tone.STOP if stops else Tone.ASK if found else Tone.NOTE
    if is_held:
        tone = Tone.STOP
    elif answer.is_ready:
        tone = Tone.CONFIRM
    return tone, readiness_text(answer, is_held=is_held)


def _lower(sentence: str) -> str:
    """A sentence behind a colon; a word that is more than its first capital stays as it is."""
    head = sentence[:2]
    return sentence if head.isupper() or not head[:1].isupper() else head.lower() + sentence[2:]


def _rank(item: ReviewItem) -> int:
    if item.first.severity is Severity.STOP:
        return 0
    if item.first.severity is Severity.NOTE:
        return 3
    return 1 if item.is_open else 2


def _how(finding: Finding) -> How:
    if finding.id in _COMPARED:
        return How.BY_COMPARING
    return How.WITH_REASON if finding.severity is Severity.ASK else How.NOT


def _choices(finding: Finding, answer: Answer) -> tuple[tuple[str, str, str], ...]:
    if finding.severity is not Severity.ASK or finding.id in _COMPARED:
        return ()
    if finding.id == PROPOSED and isinstance(answer, (Worksheet, ShortShelf)):
        doses = [
            (choice_of(mg), f"Round to {figure(mg)} mg", f"give {answer.drug.name} {figure(mg)} mg")
            for mg in answer.proposed_doses
        ]
        ordered = f"{answer.drug.name} {figure(answer.order.ordered_mg)} mg"
        return (*doses, (DecisionChoice.KEEP, "Keep as o&rdered", f"give {ordered}, as ordered"))
    return (
        (DecisionChoice.ACCEPT, "Acce&pt", "it is known and the claim may go out with it"),
        (DecisionChoice.DECLINE, "&Decline", "it stays open and the claim is not ready"),
    )


def _answer_text(answered: Answered) -> str:
    decision = answered.decision
    by = f"by {decision.by}, {decision.on}: {decision.why}"
    match decision.choice:
        case DecisionChoice.ACCEPT:
            return f"Accepted {by}"
        case DecisionChoice.DECLINE:
            return f"Declined, so it stays open, {by}"
        case DecisionChoice.KEEP:
            return f"Kept as ordered {by}"
        case rounded:
            return f"Rounded to {rounded} mg {by}"
