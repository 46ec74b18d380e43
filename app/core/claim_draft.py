"""What goes with an order for its claim, exactly as typed."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from app.core.payer import DrugSource, Setting


class LossDraft(NamedTuple):
    """What was spilt, broken or expired, as typed."""

    mg: str
    why: str


@dataclass(frozen=True, slots=True)
class VialsBeforeDraft:  # a tuple has a `count` of its own
    """Vials of one size used earlier in the payer's window, as typed."""

    mg: str
    count: str


class HistoryDraft(NamedTuple):
    """The course so far, as typed; blank: not known."""

    first_given_on: str = ""
    last_given_on: str = ""
    last_weight_kg: str = ""
    doses_before: str = ""
    units_in_window: str = ""
    vials_in_window: tuple[VialsBeforeDraft, ...] = ()


class AuthorizationDraft(NamedTuple):
    """A prior authorization as typed; blank: not said."""

    number: str = ""
    first_day: str = ""
    last_day: str = ""
    code: str = ""
    units: str = ""
    visits: str = ""


class BiomarkerDraft(NamedTuple):
    """A biomarker result as typed: a value in %, the assay, the day."""

    value: str = ""
    assay: str = ""
    on: str = ""


class CoverageDraft(NamedTuple):
    """Who confirmed coverage for this diagnosis, the payer's reference, and the day, as typed."""

    by: str = ""
    reference: str = ""
    on: str = ""


class CompendiumDraft(NamedTuple):
    """A compendium that supports a use outside the label, as typed."""

    name: str = ""
    category: str = ""
    on: str = ""


class EvidenceDraft(NamedTuple):
    """What the payer wants to see, as typed."""

    biomarker: BiomarkerDraft | None = None
    prior_line: str = ""
    response: str = ""
    coverage: CoverageDraft | None = None
    compendium: CompendiumDraft | None = None


class DecisionDraft(NamedTuple):
    """What a person answered to an ask, as typed."""

    finding: str
    choice: str
    by: str
    why: str
    on: str


class BilledLineDraft(NamedTuple):
    """A line of somebody else's claim, as typed."""

    code: str
    modifiers: tuple[str, ...]
    units: str
    ndc: str = ""


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """All that goes with an order for its claim, exactly as typed; None or blank: not said."""

    payer: str = ""
    setting: Setting | None = None
    date_of_service: str = ""
    diagnoses: tuple[str, ...] = ()
    source: DrugSource | None = None
    code: str = ""
    given_mg: str = ""
    stopped: str = ""
    kept_mg: str = ""
    carried_in_mg: str = ""
    losses: tuple[LossDraft, ...] = ()
    history: HistoryDraft | None = None
    authorization: AuthorizationDraft | None = None
    evidence: EvidenceDraft | None = None
    decisions: tuple[DecisionDraft, ...] = ()
    charge_per_unit: str = ""
    billed_lines: tuple[BilledLineDraft, ...] | None = None


NOTHING_SAID: Final = ClaimDraft()
