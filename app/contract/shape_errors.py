"""Pydantic's errors → the requester's own path and a plain sentence each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from app.contract.request_shape import TAGGED
from app.core.finding import FieldError, Refused

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MOST_ERRORS: Final = 20
"""A request of thousands of mistakes gets this many of them, and then says so."""

_FIGURES: Final = frozenset(
    [
        "mg",
        "ml",
        "weight",
        "mg_per_kg",
        "unit_mg",
        "given_mg",
        "kept_mg",
        "carried_in_mg",
        "last_weight_kg",
        "charge_per_unit",
        "value",
    ]
)

_SENTENCES: Final = {
    "string_type": "A JSON string is needed here.",
    "int_type": "A whole JSON number is needed here, such as 6, without quotes or a point.",
    "bool_type": "true or false is needed here.",
    "list_type": "A JSON list, […], is needed here.",
    "dict_type": "A JSON object, {…}, is needed here.",
    "model_attributes_type": "A JSON object, {…}, is needed here.",
}
"""By pydantic's error type, where nothing about the request itself is said."""

_CHOICES: Final = {
    "dose": ("dose.basis", 'Write "weight" or "flat".'),
    "drug": ("drug", 'Write the id of a drug file, such as "durvalumab", or a description, {…}.'),
}
"""What the fields of more than one shape choose from, and by which field they do."""


def refuse_shape(errors: Sequence["ErrorDetails"]) -> Refused:
    """The refusal that says each of pydantic's errors in the requester's terms."""
    return _refused([_field_error(error) for error in errors[:MOST_ERRORS]], len(errors))


def refuse_record_shape(errors: Sequence["ErrorDetails"]) -> Refused:
    """The same for a line to record, whose request stands in its field `request`."""
    return _refused([_error_of_line(error) for error in errors[:MOST_ERRORS]], len(errors))


def _refused(found: list[FieldError], count: int) -> Refused:
    if count > len(found):
        more = count - len(found)
        found.append(FieldError("", f"There are {more:,} more mistakes in this request."))
    return Refused(tuple(found))


def _error_of_line(error: "ErrorDetails") -> FieldError:
    first, *rest = error["loc"]
    if first == "request" and rest:
        return _field_error({**error, "loc": tuple(rest)}, "request.")
    if error["type"] == "extra_forbidden":
        return FieldError(str(first), "There is no such field in a line to record.")
    return _field_error(error)


def _field_error(error: "ErrorDetails", before: str = "") -> FieldError:
    kind, inner = error["type"], _path(error["loc"])
    path = before + inner
    if kind == "missing" or (error["input"] is None and kind != "extra_forbidden"):
        return FieldError(path, f"“{path}” is required.")
    if kind == "none_required":
        return FieldError(path, "This field belongs to the other basis.")
    if kind == "extra_forbidden":
        return FieldError(path, "There is no such field in a request.")
    if kind.startswith("union_tag"):
        field, sentence = _CHOICES[inner]
        return FieldError(before + field, sentence)
    return FieldError(path, _sentence(error))


def _path(loc: tuple[int | str, ...]) -> str:
    """`dose.weight`, `shelf[1].mg`: as it was written, without the tag of a shape."""
    if len(loc) > 1 and loc[0] in TAGGED:
        loc = (loc[0], *loc[2:])
    path = ""
    for step in loc:
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
    return path.removeprefix(".")


def _sentence(error: "ErrorDetails") -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "string_type" and error["loc"][-1] in _FIGURES and _is_number(error["input"]):
        return 'Write this figure as a JSON string, such as "72.4", not as a JSON number.'
    if kind == "literal_error":
        return f"Write {context['expected']}.".replace("'", '"')
    if kind == "too_long":
        return f"At most {context['max_length']:,} entries are taken here."
    return _SENTENCES[kind]


def _is_number(wrong: object) -> bool:
    return isinstance(wrong, int | float) and not isinstance(wrong, bool)
