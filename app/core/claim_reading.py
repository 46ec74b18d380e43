"""Draft → claim: what a person typed about payer, infusion and course, read once, strictly."""

from datetime import date
from decimal import Decimal
from typing import Final

from app.core.claim import (
    NO_EVIDENCE,
    Authorization,
    BilledLine,
    Biomarker,
    Claim,
    Compendium,
    Coverage,
    Evidence,
    History,
    Loss,
)
from app.core.claim_draft import (
    NOTHING_SAID,
    AuthorizationDraft,
    BilledLineDraft,
    BiomarkerDraft,
    ClaimDraft,
    DecisionDraft,
    EvidenceDraft,
    HistoryDraft,
    LossDraft,
)
from app.core.codes import is_billed_code, is_hcpcs, is_modifier
from app.core.drug import Drug
from app.core.finding import CHOICES, FINDING_IDS, Decision, DecisionChoice, FieldError
from app.core.ndc import read_ndc
from app.core.notation import read_count, read_date, read_decimal, shown
from app.core.quantity import ZERO
from app.core.rules import Rules

LONGEST_TEXT: Final = 200
MOST_DIAGNOSES: Final = 12
"""As many as a CMS-1500 takes."""
MOST_LOSSES: Final = 50
MOST_DECISIONS: Final = 50
MOST_BILLED_LINES: Final = 50
_FURTHEST_DAYS: Final = 366
_EARLIEST: Final = date(2000, 1, 1)
_MOST_MG: Final = Decimal(1_000_000)
_NOT_ACCEPT: Final = CHOICES - {DecisionChoice.ACCEPT}
"""To accept says neither which code nor which dose."""


def read_claim(
    draft: ClaimDraft, drug: Drug, rules: Rules, today: date, errors: list[FieldError]
) -> Claim | None:
    """The claim that `draft` writes, or None with every field that is wrong added to `errors`."""
    site = rules.site
    payer = rules.payer(draft.payer.strip() or site.payer) or rules.payers[0]
    charge = site.charge_usd(drug.id)
    if draft is NOTHING_SAID:
        return Claim(payer, site.setting, today, source=site.source, charge_per_unit=charge)
    before = len(errors)
    read = _Reading(drug, today, errors)
    if draft.payer.strip() and rules.payer(draft.payer.strip()) is None:
        known = ", ".join(p.id for p in rules.payers)
        read.refuse("payer", f"There is no payer “{draft.payer[:60]}”. Known: {known}.")
    given_mg = read.mg(draft.given_mg, "given_mg")
    claim = Claim(
        payer=payer,
        setting=draft.setting or site.setting,
        date_of_service=read.day_of_service(draft.date_of_service, given=given_mg is not None),
        diagnoses=read.diagnoses(draft.diagnoses),
        source=draft.source or site.source,
        code=read.code(draft.code, "code"),
        given_mg=given_mg,
        stopped=read.text(draft.stopped, "stopped"),
        kept_mg=read.mg(draft.kept_mg, "kept_mg") or ZERO,
        carried_in_mg=read.mg(draft.carried_in_mg, "carried_in_mg") or ZERO,
        losses=read.losses(draft.losses),
        history=None if draft.history is None else read.history(draft.history),
        authorization=(
            None if draft.authorization is None else read.authorization(draft.authorization)
        ),
        evidence=NO_EVIDENCE if draft.evidence is None else read.evidence(draft.evidence),
        decisions=read.decisions(draft.decisions),
        charge_per_unit=read.charge(draft.charge_per_unit) or charge,
        billed_lines=read.billed_lines(draft.billed_lines),
    )
    return None if len(errors) > before else claim


class _Reading:
    """Reads one claim; what is wrong goes into `errors` under its field."""

    def __init__(self, drug: Drug, today: date, errors: list[FieldError]) -> None:
        self._drug = drug
        self._today = today
        self._errors = errors

    def refuse(self, field: str, message: str) -> None:
        """Add the sentence for that field."""
        self._errors.append(FieldError(field, message))

    def text(self, text: str, field: str, *, required: str = "") -> str:
        """One line; `required` is the sentence where it is blank."""
        text = text.strip()
        if not text and required:
            self.refuse(field, required)
        if len(text) > LONGEST_TEXT or not text.isprintable():
            self.refuse(field, f"Write it in one line of at most {LONGEST_TEXT} characters.")
        return text

    def day(self, text: str, field: str) -> date | None:
        """A day, None where none is said."""
        if not text.strip():
            return None
        day = read_date(text)
        if isinstance(day, str):
            self.refuse(field, day)
            return None
        return day

    def past_day(self, text: str, field: str) -> date | None:
        """A day that is not after today."""
        day = self.day(text, field)
        if day is not None and day > self._today:
            self.refuse(field, f"{day} is after today, {self._today}: check the date.")
        return day

    def mg(self, text: str, field: str) -> Decimal | None:
        """An amount in mg, 0 included; None where none is said."""
        if not text.strip():
            return None
        figure = read_decimal(text)
        if isinstance(figure, str):
            self.refuse(field, figure)
            return None
        if figure > _MOST_MG:
            self.refuse(
                field, f"{shown(figure)} mg is over {shown(_MOST_MG)} mg, the most that is taken."
            )
        return figure

    def count(self, text: str, field: str) -> int | None:
        """A whole number, None where none is said."""
        if not text.strip():
            return None
        count = read_count(text)
        if isinstance(count, str):
            self.refuse(field, count)
            return None
        return count

    def code(self, text: str, field: str) -> str:
        """A HCPCS code, "" where none is said."""
        code = text.strip()
        if code and not is_hcpcs(code):
            self.refuse(field, "Write the code as one capital letter and four digits: J9323.")
        return code

    def day_of_service(self, text: str, *, given: bool) -> date:
        """The day of the infusion: today where none is said; not ahead once the dose is given."""
        day = self.day(text, "date_of_service")
        if day is None:
            return self._today
        if given and day > self._today:
            self.refuse(
                "date_of_service",
                f"{day} is after today, {self._today}: nothing can have been given then.",
            )
        elif (day - self._today).days > _FURTHEST_DAYS or day < _EARLIEST:
            self.refuse("date_of_service", f"{day} is too far from today: check the year.")
        return day

    def diagnoses(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """The diagnoses as typed, blanks around them gone; their form is a finding."""
        if len(texts) > MOST_DIAGNOSES:
            self.refuse("diagnoses", f"At most {MOST_DIAGNOSES} diagnoses go on a claim.")
        return tuple(
            self.text(text, f"diagnoses[{place}]", required="Blank: leave the diagnosis out.")
            for place, text in enumerate(texts)
        )

    def losses(self, drafts: tuple[LossDraft, ...]) -> tuple[Loss, ...]:
        """What was lost, each with its reason."""
        if len(drafts) > MOST_LOSSES:
            self.refuse("losses", f"At most {MOST_LOSSES} losses are taken.")
        losses = []
        for place, draft in enumerate(drafts):
            mg = self.mg(draft.mg, f"losses[{place}].mg")
            why = self.text(
                draft.why, f"losses[{place}].why", required="Write why: spilt, broken, expired."
            )
            if not mg:
                if mg == ZERO or not draft.mg.strip():
                    self.refuse(f"losses[{place}].mg", "Write how many mg were lost, above 0.")
                continue
            losses.append(Loss(mg, why))
        return tuple(losses)

    def history(self, draft: HistoryDraft) -> History:
        """The course before this dose."""
        vials: list[tuple[Decimal, int]] = []
        for place, size in enumerate(draft.vials_in_window):
            mg = self.mg(size.mg, f"history.vials_in_window[{place}].mg")
            count = self.count(size.count, f"history.vials_in_window[{place}].count")
            if mg is not None and self._drug.presentation(mg) is None:
                self.refuse(
                    f"history.vials_in_window[{place}].mg",
                    f"{self._drug.name} has no {shown(mg)} mg vial.",
                )
            elif mg is not None and mg in dict(vials):
                self.refuse(
                    f"history.vials_in_window[{place}].mg", f"{shown(mg)} mg is named twice."
                )
            if mg is not None and count is not None:
                vials.append((mg, count))
            elif not (size.mg.strip() and size.count.strip()):
                self.refuse(
                    f"history.vials_in_window[{place}].count", "Write size and count: 500=2."
                )
        first = self.past_day(draft.first_given_on, "history.first_given_on")
        last = self.past_day(draft.last_given_on, "history.last_given_on")
        if first is not None and last is not None and first > last:
            self.refuse("history.first_given_on", f"{first} is after the last dose, {last}.")
        return History(
            first,
            last,
            self.last_weight(draft.last_weight_kg),
            self.count(draft.doses_before, "history.doses_before"),
            self.count(draft.units_in_window, "history.units_in_window"),
            tuple(vials),
        )

    def last_weight(self, text: str) -> Decimal | None:
        """The weight of the dose before, in kg."""
        if not text.strip():
            return None
        figure, limits = read_decimal(text), self._drug.limits
        if isinstance(figure, str):
            self.refuse("history.last_weight_kg", figure)
            return None
        if not limits.min_weight_kg <= figure <= limits.max_weight_kg:
            self.refuse("history.last_weight_kg", f"{shown(figure)} kg is no weight of a patient.")
        return figure

    def authorization(self, draft: AuthorizationDraft) -> Authorization:
        """The prior authorization."""
        first_day = self.day(draft.first_day, "authorization.from")
        last_day = self.day(draft.last_day, "authorization.to")
        if first_day and last_day and last_day < first_day:
            self.refuse("authorization.to", "The authorization ends before it begins.")
        return Authorization(
            self.text(draft.number, "authorization.number"),
            first_day,
            last_day,
            self.code(draft.code, "authorization.code"),
            self.count(draft.units, "authorization.units"),
            self.count(draft.visits, "authorization.visits"),
        )

    def evidence(self, draft: EvidenceDraft) -> Evidence:
        """What there is for the payer to see."""
        coverage, compendium = draft.coverage, draft.compendium
        return Evidence(
            None if draft.biomarker is None else self.biomarker(draft.biomarker),
            self.text(draft.prior_line, "evidence.prior_line"),
            self.text(draft.response, "evidence.response"),
            None
            if coverage is None
            else Coverage(
                self.text(coverage.by, "evidence.coverage.by"),
                self.text(coverage.reference, "evidence.coverage.reference"),
                self.past_day(coverage.on, "evidence.coverage.on"),
            ),
            None
            if compendium is None
            else Compendium(
                self.text(compendium.name, "evidence.compendium.name"),
                self.text(compendium.category, "evidence.compendium.category"),
                self.past_day(compendium.on, "evidence.compendium.on"),
            ),
        )

    def biomarker(self, draft: BiomarkerDraft) -> Biomarker | None:
        """A result in %, from 0 to 100."""
        field = "evidence.biomarker.value"
        percent = read_decimal(draft.value.strip().removesuffix("%"))
        assay = self.text(draft.assay, "evidence.biomarker.assay")
        on = self.past_day(draft.on, "evidence.biomarker.on")
        if isinstance(percent, str):
            self.refuse(field, percent)
            return None
        if percent > 100:
            self.refuse(field, f"{shown(percent)} % is over 100 %.")
        return Biomarker(percent, assay, on)

    def decisions(self, drafts: tuple[DecisionDraft, ...]) -> tuple[Decision, ...]:
        """What a person answered, each with who, why and when."""
        if len(drafts) > MOST_DECISIONS:
            self.refuse("decisions", f"At most {MOST_DECISIONS} decisions are taken.")
        decisions = []
        for place, draft in enumerate(drafts):
            field = f"decisions[{place}]"
            if draft.finding not in FINDING_IDS:
                self.refuse(f"{field}.finding", f"There is no finding “{draft.finding[:60]}”.")
            choice = self.text(
                draft.choice,
                f"{field}.choice",
                required="Write accept, keep, decline or the value.",
            )
            self.check_choice(draft.finding, choice, f"{field}.choice")
            by = self.text(draft.by, f"{field}.by", required="Write who decided.")
            why = self.text(draft.why, f"{field}.why", required="Write why.")
            on = self.past_day(draft.on, f"{field}.on")
            if not draft.on.strip():
                self.refuse(f"{field}.on", "Write the day of the decision.")
            if on is not None and on < _EARLIEST:
                self.refuse(f"{field}.on", f"{on} is too far from today: check the year.")
            if on is not None:
                decisions.append(Decision(draft.finding, choice, by, why, on))
        return tuple(decisions)

    def check_choice(self, finding: str, choice: str, field: str) -> None:
        """Only a code or one of the words answers about a code; only a dose about rounding."""
        if not choice:
            return
        if finding == "code-conflict":
            if choice not in _NOT_ACCEPT and not is_hcpcs(choice):
                self.refuse(field, "Write keep, decline, or the code to bill: J9173.")
        elif finding == "rounding-proposed":
            if choice not in _NOT_ACCEPT and isinstance(read_decimal(choice), str):
                self.refuse(field, "Write keep, decline, or the proposed dose in mg.")
        elif choice not in CHOICES:
            self.refuse(field, "Write accept, keep or decline.")

    def charge(self, text: str) -> Decimal | None:
        """USD for one unit, to the cent."""
        if not text.strip():
            return None
        figure = read_decimal(text)
        if isinstance(figure, str):
            self.refuse("charge_per_unit", figure)
            return None
        if figure == ZERO:
            self.refuse("charge_per_unit", "0 cannot be charged: leave it out.")
        return figure

    def billed_lines(
        self, drafts: tuple[BilledLineDraft, ...] | None
    ) -> tuple[BilledLine, ...] | None:
        """Somebody else's lines: their form is refused, what they bill is compared."""
        if drafts is None:
            return None
        if len(drafts) > MOST_BILLED_LINES:
            self.refuse("claim_lines", f"At most {MOST_BILLED_LINES} lines are compared.")
        lines = []
        for place, draft in enumerate(drafts):
            field = f"claim_lines[{place}]"
            code = draft.code.strip()
            if not is_billed_code(code):
                self.refuse(f"{field}.code", "Write the code that was billed: J9173, or 96413.")
            for mark, modifier in enumerate(draft.modifiers):
                if not is_modifier(modifier):
                    self.refuse(
                        f"{field}.modifiers[{mark}]",
                        f"“{modifier[:24]}” is not a modifier: two capital letters or digits.",
                    )
            units = self.count(draft.units, f"{field}.units")
            ndc = self.ndc(draft.ndc, f"{field}.ndc")
            if units is None and not draft.units.strip():
                self.refuse(f"{field}.units", "Write the units that were billed.")
            lines.append(BilledLine(code, draft.modifiers, units or 0, ndc))
        return tuple(lines)

    def ndc(self, text: str, field: str) -> str:
        """A product code in three segments, "" where none is said."""
        if not text.strip():
            return ""
        ndc = read_ndc(text)
        if ndc is None:
            self.refuse(field, "Write the NDC with its two hyphens, such as 0310-4500-12.")
            return ""
        return ndc
