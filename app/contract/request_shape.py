"""A request's shape, and nothing of its meaning: which fields there are and of what JSON type.

Figures stay text here: the core reads every one of them, so that a field's error is worded in one
place. What a figure has to look like is told to the published schema only.
"""

from typing import Annotated, Final, Literal, NotRequired

from pydantic import ConfigDict, Discriminator, Field, Tag, TypeAdapter, with_config
from typing_extensions import TypedDict

from app.core.described_drug import LONGEST_NAME
from app.core.drug import MOST_PRESENTATIONS, MOST_VIALS
from app.core.notation import MOST_COUNTED

STRICT: Final = ConfigDict(strict=True, extra="forbid")

DecimalText = Annotated[
    str, Field(json_schema_extra={"pattern": r"^\s*(0|[1-9][0-9]{0,6})(\.[0-9]{1,3})?\s*$"})
]
DateText = Annotated[
    str, Field(json_schema_extra={"pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$"})
]
Count = Annotated[int, Field(json_schema_extra={"minimum": 0, "maximum": MOST_COUNTED})]


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
    code: Annotated[str, Field(json_schema_extra={"pattern": r"^\s*[A-Z][0-9]{4}\s*$"})]
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


class LaterFields(TypedDict):
    """Fields that the contract knows and this version does not take yet: absent or null."""

    payer: NotRequired[None]
    setting: NotRequired[None]
    date_of_service: NotRequired[None]
    diagnoses: NotRequired[None]
    source: NotRequired[None]
    code: NotRequired[None]
    given_mg: NotRequired[None]
    stopped: NotRequired[None]
    kept_mg: NotRequired[None]
    carried_in_mg: NotRequired[None]
    losses: NotRequired[None]
    history: NotRequired[None]
    authorization: NotRequired[None]
    evidence: NotRequired[None]
    decisions: NotRequired[None]
    charge_per_unit: NotRequired[None]
    claim_lines: NotRequired[None]


@with_config(STRICT)
class Request(LaterFields):
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

LATER_FIELDS: Final = frozenset(LaterFields.__annotations__)
