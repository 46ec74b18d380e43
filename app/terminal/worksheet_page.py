"""One order from the options: its worksheet on standard output, or why there is none."""

from typing import Final

from app.core.calculate import calculate
from app.core.finding import Incomplete, Refused
from app.core.worksheet import ShortShelf, Worksheet
from app.reference import load_reference
from app.terminal.order_from_options import read_options
from app.terminal.order_options import OrderOptions
from app.terminal.output import write_error, write_out
from app.terminal.today import today
from app.wording.worksheet_text import short_shelf_text, worksheet_text

_OPTIONS: Final = {
    "dose.weight": "--weight",
    "dose.weight_unit": "--lb",
    "dose.weighed_on": "--weighed-on",
    "dose.mg_per_kg": "--mg-per-kg",
    "dose.mg": "--flat",
    "shelf": "--on-hand",
}
"""The option of each field of the contract that is called something else here."""


def show_worksheet(options: OrderOptions) -> int:
    """Print the answer for a person; 0, or 1 where it is refused or the vials are not enough.

    Raises WrongCommandLineError and what `write_out` raises.
    """
    reference = load_reference()
    order = read_options(options, reference)
    if isinstance(order, Refused):
        return show_refusal(order)
    answer = calculate(order.draft, order.drug, reference.checklist, today())
    if isinstance(answer, Worksheet):
        write_out(worksheet_text(answer).encode())
        return 0
    if isinstance(answer, ShortShelf):
        write_out(short_shelf_text(answer).encode())
        return 1
    return show_refusal(answer)


def show_refusal(answer: Incomplete | Refused) -> int:
    """Say what is wrong, or what is missing where nothing is wrong, each with its option; 1."""
    wrong = [error for error in answer.errors if not error.missing]
    for error in wrong or answer.errors:
        write_error(f"{option_of(error.field)}: {error.message}")
    return 1


def option_of(field: str) -> str:
    """The option that writes a field of the contract: "shelf[1].mg" → "--on-hand"."""
    whole = field.partition("[")[0]
    return _OPTIONS.get(whole) or f"--{whole.partition('.')[0]}"
