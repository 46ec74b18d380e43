"""A line to record → what it says, its order read; or a refusal in the line's own paths."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from app.contract.json_text import read_json_object
from app.contract.record_shape import RECORD_LINE
from app.contract.request import read_shaped_request
from app.contract.shape_errors import refuse_record_shape
from app.core.drug import Drug
from app.core.finding import FieldError, Refused
from app.core.order import OrderDraft


@dataclass(frozen=True, slots=True)
class LineToRecord:
    """One line as it was sent; `meaning` is one of the contract's words."""

    encounter: str
    course: str
    by: str
    meaning: str
    corrects: str
    answers: Mapping[str, str]
    draft: OrderDraft
    drug: Drug


def read_record_line(text: bytes, drugs: Mapping[str, Drug]) -> LineToRecord | Refused:
    """What one line asks to record; only its shape is judged, and the shape of its request."""
    value = read_json_object(text)
    if isinstance(value, Refused):
        return value
    try:
        line = RECORD_LINE.validator.validate_python(value)
    except ValidationError as error:
        return refuse_record_shape(error.errors(include_url=False))
    blank = [
        FieldError(field, "Blank: leave the field out.")
        for field, said in (("course", line.get("course")), ("corrects", line.get("corrects")))
        if said is not None and not said.strip()
    ]
    order = read_shaped_request(line["request"], drugs)
    if blank or isinstance(order, Refused):
        refused = inside_request(order).errors if isinstance(order, Refused) else ()
        return Refused((*blank, *refused))
    answers = {id_: said for id_, said in (line.get("answers") or {}).items() if said is not None}
    return LineToRecord(
        line["encounter"],
        line.get("course") or "",
        line["by"],
        line["meaning"],
        line.get("corrects") or "",
        answers,
        *order,
    )


def inside_request(refused: Refused) -> Refused:
    """The refusal of a request as one of the line that it stands in."""
    return Refused(
        tuple(
            [
                FieldError(f"request.{e.field}" if e.field else "request", e.message, e.missing)
                for e in refused.errors
            ]
        )
    )
