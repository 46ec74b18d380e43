"""A request's shape, and nothing of its meaning: which fields there are and of what JSON type.

Figures stay text here: the core reads every one of them, so that a field's error is worded in one
place. What a figure has to look like is told to the published schema only.
"""

from typing import Annotated, Final, Literal, NotRequired

from pydantic import ConfigDict, Discriminator, Field, Tag, TypeAdapter, with_config
from typing_extensions import TypedDict

from app.core.billing import MOST_MODIFIERS
from app.core.claim_reading import (
    LONGEST_TEXT,
    MOST_BILLED_LINES,
    MOST_DECISIONS,
    MOST_DIAGNOSES,
    MOST_LOSSES,
)
from app.core.described_drug import LONGEST_NAME
from app.core.drug import MOST_PRESENTATIONS, MOST_VIALS
from app.core.finding import FINDING_IDS
from app.core.notation import MOST_COUNTED

STRICT: Final = ConfigDict(strict=True, extra="forbid")

DecimalText = Annotated[
    str, Field(json_schema_extra={"pattern": r"^\s*(0|[1-9][0-9]{0,6})(\.[0-9]{1,3})?\s*$"})
]
DateText = Annotated[
    str, Field(json_schema_extra={"pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$"})
]
Count = Annotated[int, Field(json_schema_extra={"minimum": 0, "maximum": MOST_COUNTED})]
CodeText = Annotated[str, Field(json_schema_extra={"pattern": r"^\s*[A-Z][0-9]{4}\s*$"})]
BilledCodeText = Annotated[
    str, Field(json_schema_extra={"pattern": r"^\s*[A-Z0-9][0-9]{3}[A-Z0-9]\s*$"})
]
"""HCPCS, or the number of a procedure."""
Text = Annotated[str, Field(json_schema_extra={"pattern": r"\S", "maxLength": LONGEST_TEXT})]
FindingId = Annotated[str, Field(json_schema_extra={"enum": sorted(FINDING_IDS)})]


@with_config(STRICT)
class PresentationDescription(TypedDict):
    """A marketed size: content in mg, volume in mL and NDC where known."""

    mg: DecimalText
    ml: NotRequired[DecimalText | None]
    ndc: NotRequired[str | None]


@with_config(STRICT)
class DrugDescription(TypedDict):
    """A drug that no file describes; `unit_mg` is the mg of one billing unit."""

    name: Annotated[str, Field(json_schema_extra={"minLength": 1, "maxLength": LONGEST_NAME})]
    code: CodeText
    unit_mg: DecimalText
    presentations: Annotated[
        list[PresentationDescription],
        Field(json_schema_extra={"minItems": 1, "maxItems": MOST_PRESENTATIONS}),
    ]
    multi_dose: NotRequired[bool | None]
    route: NotRequired[Literal["intravenous", "other"] | None]


@with_config(STRICT)
class WeightDose(TypedDict):
    """A dose ordered by body weight."""

    basis: Literal["weight"]
    mg_per_kg: DecimalText
    mg: NotRequired[None]
    weight: DecimalText
    weight_unit: Literal["kg", "lb"]
    weighed_on: NotRequired[DateText | None]


@with_config(STRICT)
class FlatDose(TypedDict):
    """A dose ordered in mg; the weight is asked for too, where the label's dose depends on it."""

    basis: Literal["flat"]
    mg: DecimalText
    mg_per_kg: NotRequired[None]
    weight: NotRequired[DecimalText | None]
    weight_unit: NotRequired[Literal["kg", "lb"] | None]
    weighed_on: NotRequired[DateText | None]


@with_config(STRICT)
class ShelfEntry(TypedDict):
    """A size that may be opened; without `on_hand` it is not limited, 0 is none."""

    mg: DecimalText
    on_hand: NotRequired[Count | None]


@with_config(STRICT)
class PlanEntry(TypedDict):
    """Vials of one size that a person chose or opened."""

    mg: DecimalText
    count: Count
    lot: NotRequired[str | None]
    expiry: NotRequired[DateText | None]


@with_config(STRICT)
class BagChoice(TypedDict):
    """The bag, its labelled volume in mL, and how the drug gets into it."""

    diluent: str
    ml: DecimalText
    method: Literal["add", "withdraw", "empty"]


def _drug_tag(drug: object) -> str | None:
    """Which of the two ways of naming a drug this is; None: neither."""
    if isinstance(drug, str):
        return "id"
    return "description" if isinstance(drug, dict) else None


@with_config(STRICT)
class LossEntry(TypedDict):
    """Drug that was spilt, broken or expired, and why; never JW."""

    mg: DecimalText
    why: Text


@with_config(STRICT)
class VialsBefore(TypedDict):
    """Vials of one size used earlier in the payer's window."""

    mg: DecimalText
    count: Count


@with_config(STRICT)
class HistoryEntry(TypedDict):
    """The course before this dose."""

    first_given_on: NotRequired[DateText | None]
    last_given_on: NotRequired[DateText | None]
    last_weight_kg: NotRequired[DecimalText | None]
    doses_before: NotRequired[Count | None]
    units_in_window: NotRequired[Count | None]
    vials_in_window: NotRequired[
        Annotated[list[VialsBefore], Field(max_length=MOST_PRESENTATIONS)] | None
    ]


AuthorizationEntry = TypedDict(
    "AuthorizationEntry",
    {
        "number": Text,
        "from": DateText,
        "to": DateText,
        "code": NotRequired[CodeText | None],
        "units": NotRequired[Count | None],
        "visits": NotRequired[Count | None],
    },
)
AuthorizationEntry.__doc__ = "A prior authorization: its number, its days, what it was given for."
with_config(STRICT)(AuthorizationEntry)


@with_config(STRICT)
class BiomarkerEntry(TypedDict):
    """A biomarker result in %, its assay and day."""

    value: Annotated[
        str,
        Field(json_schema_extra={"pattern": r"^\s*(0|[1-9][0-9]{0,6})(\.[0-9]{1,3})?\s*%?\s*$"}),
    ]
    assay: Text
    on: DateText


@with_config(STRICT)
class CoverageEntry(TypedDict):
    """Who confirmed coverage for this diagnosis, under which reference of the payer, when."""

    by: Text
    reference: Text
    on: DateText


@with_config(STRICT)
class CompendiumEntry(TypedDict):
    """A compendium that supports a use outside the label."""

    name: Text
    category: Text
    on: DateText


@with_config(STRICT)
class EvidenceEntry(TypedDict):
    """What the payer wants to see."""

    biomarker: NotRequired[BiomarkerEntry | None]
    prior_line: NotRequired[Text | None]
    response: NotRequired[Text | None]
    coverage: NotRequired[CoverageEntry | None]
    compendium: NotRequired[CompendiumEntry | None]


@with_config(STRICT)
class DecisionEntry(TypedDict):
    """What a person answered to an ask: "accept", "keep", "decline" or the new value."""

    finding: FindingId
    choice: Text
    by: Text
    why: Text
    on: DateText


@with_config(STRICT)
class BilledLineEntry(TypedDict):
    """A line of somebody else's claim, to be compared with ours."""

    code: BilledCodeText
    modifiers: Annotated[list[str], Field(max_length=MOST_MODIFIERS)]
    units: Count
    ndc: NotRequired[str | None]


class ClaimFields(TypedDict):
    """What goes with the order for its claim."""

    payer: NotRequired[Text | None]
    setting: NotRequired[
        Literal[
            "office",
            "hospital-on-campus",
            "off-campus-excepted",
            "off-campus-non-excepted",
            "exempt",
        ]
        | None
    ]
    date_of_service: NotRequired[DateText | None]
    diagnoses: NotRequired[Annotated[list[Text], Field(max_length=MOST_DIAGNOSES)] | None]
    source: NotRequired[Literal["purchased", "340b", "white-bag", "free", "trial"] | None]
    code: NotRequired[CodeText | None]
    given_mg: NotRequired[DecimalText | None]
    stopped: NotRequired[Text | None]
    kept_mg: NotRequired[DecimalText | None]
    carried_in_mg: NotRequired[DecimalText | None]
    losses: NotRequired[Annotated[list[LossEntry], Field(max_length=MOST_LOSSES)] | None]
    history: NotRequired[HistoryEntry | None]
    authorization: NotRequired[AuthorizationEntry | None]
    evidence: NotRequired[EvidenceEntry | None]
    decisions: NotRequired[Annotated[list[DecisionEntry], Field(max_length=MOST_DECISIONS)] | None]
    charge_per_unit: NotRequired[DecimalText | None]
    claim_lines: NotRequired[
        Annotated[list[BilledLineEntry], Field(max_length=MOST_BILLED_LINES)] | None
    ]


@with_config(STRICT)
class Request(ClaimFields):
    """One order; null means the same as absent."""

    drug: Annotated[
        Annotated[str, Tag("id")] | Annotated[DrugDescription, Tag("description")],
        Discriminator(_drug_tag),
    ]
    dose: Annotated[WeightDose | FlatDose, Field(discriminator="basis")]
    regimen: NotRequired[str | None]
    cycle: NotRequired[Count | None]
    shelf: NotRequired[Annotated[list[ShelfEntry], Field(max_length=MOST_PRESENTATIONS)] | None]
    prefer: NotRequired[Literal["least-discard", "fewest-vials"] | None]
    plan: NotRequired[Annotated[list[PlanEntry], Field(max_length=MOST_VIALS)] | None]
    bag: NotRequired[BagChoice | None]


REQUEST: Final[TypeAdapter[Request]] = TypeAdapter(Request)

TAGGED: Final = frozenset({"drug", "dose"})
"""Fields of more than one shape: pydantic puts the shape's tag behind them into its paths."""

CLAIM_FIELDS: Final = frozenset(ClaimFields.__annotations__)
"""A request with none of them says nothing of the claim, as most do."""
