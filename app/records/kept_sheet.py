"""A worksheet and its request, read from the JSON that an entry keeps of them.

Of the worksheet every value that is read again has its type: it is the program's own answer, whole
or not one of ours. Of the request any field may be absent: the readers below take it for blank.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from app.contract.json_text import JsonObject
from app.core.amounts import Status
from app.core.order import BagMethod
from app.records.entry import DrugKey, drug_of

Fields = Mapping[str, object]


class NotWholeError(ValueError):
    """It is not a worksheet as this program records one; the text names what is not there."""


class KeptVials(NamedTuple):
    """Vials of one size: content in mg, and how many."""

    mg: Decimal
    number: int


class KeptBag(NamedTuple):
    """The bag that was chosen or proposed, with the dose in it."""

    diluent: str
    ml: Decimal
    method: BagMethod
    total_ml: Decimal
    mg_per_ml: Decimal
    ml_per_h: Decimal


class KeptLine(NamedTuple):
    """A claim line."""

    code: str
    modifiers: tuple[str, ...]
    units: int


class KeptItem(NamedTuple):
    """A checklist item as it stood then, without what a person answered."""

    id: str
    text: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """A recorded worksheet, exactly as it was; `open_points` are findings nobody had answered."""

    status: Status
    drug: DrugKey
    drug_name: str
    basis: str
    ordered_mg: Decimal
    dose_mg: Decimal
    given_mg: Decimal | None
    vials: tuple[KeptVials, ...]
    opened_mg: Decimal
    discarded_mg: Decimal
    left_mg: Decimal
    kept_mg: Decimal
    lost_mg: Decimal
    carried_in_mg: Decimal
    avoidable_mg: Decimal
    draw_ml: Decimal | None
    bag: KeptBag | None
    administered_units: int
    discarded_units: int
    opened_units: int
    claim_lines: tuple[KeptLine, ...]
    claim_ready: bool
    checklist: tuple[KeptItem, ...]
    open_points: tuple[str, ...]

    @property
    def is_planned(self) -> bool:
        """Whether nothing is known yet of what the patient got."""
        return self.status is Status.PLANNED


def read_sheet(worksheet: JsonObject) -> KeptSheet:
    """The worksheet of an entry; raises NotWholeError."""
    units = part_in(worksheet, "units")
    try:
        return KeptSheet(
            status=Status(_text(worksheet, "status")),
            drug=drug_of(worksheet),
            drug_name=_text(part_in(worksheet, "drug"), "name"),
            basis=_text(worksheet, "basis"),
            ordered_mg=_figure(worksheet, "ordered_mg"),
            dose_mg=_figure(worksheet, "dose_mg"),
            given_mg=_figure_or_none(worksheet, "given_mg"),
            vials=tuple(
                [KeptVials(_figure(v, "mg"), _count(v, "count")) for v in _rows(worksheet, "vials")]
            ),
            opened_mg=_figure(worksheet, "opened_mg"),
            discarded_mg=_figure(worksheet, "discarded_mg"),
            left_mg=_figure(worksheet, "left_mg"),
            kept_mg=_figure(worksheet, "kept_mg"),
            lost_mg=_figure(worksheet, "lost_mg"),
            carried_in_mg=_figure(worksheet, "carried_in_mg"),
            avoidable_mg=_figure(worksheet, "avoidable_mg"),
            draw_ml=_figure_or_none(worksheet, "draw_ml"),
            bag=_bag(worksheet),
            administered_units=_count(units, "administered"),
            discarded_units=_count(units, "discarded"),
            opened_units=_count(units, "opened"),
            claim_lines=tuple([_line(line) for line in _rows(worksheet, "claim_lines")]),
            claim_ready=worksheet.get("claim_ready") is True,
            checklist=tuple([_item(item) for item in _rows(worksheet, "checklist")]),
            open_points=tuple(
                [
                    _text(finding, "message")
                    for finding in _rows(worksheet, "findings")
                    if finding.get("severity") != "note" and "decision" not in finding
                ]
            ),
        )
    except NotWholeError:
        raise
    except ValueError as error:  # a status or a method that is none
        raise NotWholeError(str(error)) from error


def is_planned(worksheet: JsonObject) -> bool:
    """Whether a worksheet, whole or not, is a plan."""
    return worksheet.get("status") == Status.PLANNED


def text_in(fields: Fields, name: str) -> str:
    """The text of a field without outer blanks, "" where there is none."""
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""


def count_in(fields: Fields, name: str) -> int | None:
    """The count of a field, None where there is none."""
    value = fields.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def part_in(fields: Fields, name: str) -> Fields:
    """The fields under that name, none where there are none."""
    value = fields.get(name)
    return value if isinstance(value, dict) else {}


def parts_in(fields: Fields, name: str) -> list[Fields]:
    """The rows under that name, [] where there are none."""
    value = fields.get(name)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def figure_in(fields: Fields, name: str) -> Decimal | None:
    """The figure of a field, None where it is blank; raises NotWholeError where it is no figure."""
    return _figure(fields, name) if text_in(fields, name) else None


def _bag(worksheet: Fields) -> KeptBag | None:
    if "preparation" not in worksheet:
        raise NotWholeError("preparation")
    chosen = part_in(part_in(worksheet, "preparation"), "chosen")
    if not chosen:
        return None
    return KeptBag(
        _text(chosen, "diluent"),
        _figure(chosen, "ml"),
        BagMethod(_text(chosen, "method")),
        _figure(chosen, "total_ml"),
        _figure(chosen, "mg_per_ml"),
        _figure(chosen, "ml_per_h"),
    )


def _line(line: Fields) -> KeptLine:
    modifiers = line.get("modifiers")
    if not isinstance(modifiers, list):
        raise NotWholeError("modifiers")
    return KeptLine(_text(line, "code"), tuple(map(str, modifiers)), _count(line, "units"))


def _item(item: Fields) -> KeptItem:
    item_id = _text(item, "id")
    return KeptItem(item_id, text_in(item, "text") or item_id, item.get("state") == "open")


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise NotWholeError(name)
    return value


def _figure(fields: Fields, name: str) -> Decimal:
    """A decimal of an answer, of which mg may have more places than a person can type."""
    try:
        return Decimal(_text(fields, name).strip())
    except InvalidOperation as error:
        raise NotWholeError(name) from error


def _figure_or_none(fields: Fields, name: str) -> Decimal | None:
    """Null stands for none; absent it is not whole."""
    return None if name in fields and fields[name] is None else _figure(fields, name)


def _count(fields: Fields, name: str) -> int:
    count = count_in(fields, name)
    if count is None:
        raise NotWholeError(name)
    return count


def _rows(fields: Fields, name: str) -> list[Fields]:
    if not isinstance(fields.get(name), list):
        raise NotWholeError(name)
    return parts_in(fields, name)
