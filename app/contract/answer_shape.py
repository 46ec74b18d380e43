"""An answer's shape, from which the schema is made; the writer is checked against it by mypy."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from app.contract.request_shape import STRICT

ExactDecimal = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$")]
UnitCount = Annotated[int, Field(ge=0)]
PositiveCount = Annotated[int, Field(ge=1)]
ClaimNdc = Annotated[str, Field(pattern=r"^[0-9]{5}-[0-9]{4}-[0-9]{2}$")]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


@with_config(STRICT)
class DrugAnswer(TypedDict):
    """Which drug; id and brand are "" for one that the request described."""

    id: str
    name: str
    brand: str


@with_config(STRICT)
class VialAnswer(TypedDict):
    """Vials of one size: content in mg, and how many."""

    mg: ExactDecimal
    count: PositiveCount


@with_config(STRICT)
class BagAnswer(TypedDict):
    """A bag with the dose in it: total to 0.01 mL, mg/mL to 0.1, mL/h to 1, each half up."""

    diluent: str
    ml: ExactDecimal
    method: Literal["add", "withdraw", "empty"]
    total_ml: ExactDecimal
    mg_per_ml: ExactDecimal
    ml_per_h: ExactDecimal


@with_config(STRICT)
class PreparationAnswer(TypedDict):
    """The bags that fit, and the one chosen or proposed; null where none can be."""

    bags: list[BagAnswer]
    chosen: BagAnswer | None
    filter: str


@with_config(STRICT)
class UnitsAnswer(TypedDict):
    """Billing units."""

    administered: UnitCount
    discarded: UnitCount
    opened: UnitCount


@with_config(STRICT)
class NdcAnswer(TypedDict):
    """How much of a line is of one product; mL where the volume is known, to 0.001."""

    ndc: ClaimNdc
    ml: NotRequired[ExactDecimal]
    mg: ExactDecimal


@with_config(STRICT)
class ClaimLineAnswer(TypedDict):
    """One claim line, and the mg that it stands for.

    `ndc` is that of its first product, of a JW line that of the vial opened last; `ndcs` has every
    product where there is more than one.
    """

    code: str
    modifiers: list[str]
    units: UnitCount
    mg: ExactDecimal
    ndc: NotRequired[ClaimNdc]
    ndcs: NotRequired[Annotated[list[NdcAnswer], Field(min_length=2)]]


@with_config(STRICT)
class AlternativeAnswer(TypedDict):
    """Another plan worth choosing: mg, units administered and discarded, and vials in all."""

    vials: list[VialAnswer]
    opened_mg: ExactDecimal
    discarded_mg: ExactDecimal
    administered: UnitCount
    discarded: UnitCount
    count: PositiveCount
    avoidable_mg: ExactDecimal


@with_config(STRICT)
class ChecklistAnswer(TypedDict):
    """One thing to document; text, why and source come with `--json`."""

    id: str
    state: Literal["met", "open", "not-asked"]
    text: NotRequired[str]
    why: NotRequired[str]
    source: NotRequired[str]


@with_config(STRICT)
class DecisionAnswer(TypedDict):
    """What a person answered, who, why and when."""

    choice: str
    by: str
    why: str
    on: Day


@with_config(STRICT)
class FindingAnswer(TypedDict):
    """stop: must not go on as it is; ask: a person decides; note: to know.

    `decision` is there where a person answered: an ask with it is not open any more, a note with it
    says what was decided for this order.
    """

    id: str
    severity: Literal["stop", "ask", "note"]
    message: str
    source: NotRequired[str]
    decision: NotRequired[DecisionAnswer]


@with_config(STRICT)
class Answer(TypedDict):
    """The worksheet of one order; amounts in mg, exact."""

    status: Literal["planned", "given", "not-given"]
    drug: DrugAnswer
    ordered_mg: ExactDecimal
    dose_mg: ExactDecimal
    given_mg: ExactDecimal | None
    basis: str
    vials: list[VialAnswer]
    opened_mg: ExactDecimal
    discarded_mg: ExactDecimal
    left_mg: ExactDecimal
    kept_mg: ExactDecimal
    lost_mg: ExactDecimal
    carried_in_mg: ExactDecimal
    avoidable_mg: ExactDecimal
    why_best: str
    draw_ml: ExactDecimal | None
    preparation: PreparationAnswer | None
    units: UnitsAnswer
    claim_lines: list[ClaimLineAnswer]
    claim_ready: bool
    alternatives: list[AlternativeAnswer]
    checklist: list[ChecklistAnswer]
    findings: list[FindingAnswer]


@with_config(STRICT)
class ErrorAnswer(TypedDict):
    """Why one field cannot be used; `field` is its path, "" for the whole request."""

    field: str
    message: Annotated[str, Field(min_length=1)]


@with_config(STRICT)
class Refusal(TypedDict):
    """No answer: what is wrong or missing, and no figure."""

    errors: Annotated[list[ErrorAnswer], Field(min_length=1)]
