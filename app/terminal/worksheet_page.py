"""One order from the options: its worksheet on standard output, or why there is none."""

from typing import Final

from app.contract.visible import visible
from app.core.calculate import calculate
from app.core.finding import FieldError, Incomplete, Refused
from app.core.worksheet import ShortShelf, Worksheet
from app.terminal.claim_options import IN_JSON_ONLY, ClaimOptions
from app.terminal.known import load_known
from app.terminal.order_from_options import read_options
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
    "diagnoses": "--diagnosis",
    "given_mg": "--given",
    "kept_mg": "--kept",
    "carried_in_mg": "--carried-in",
    "losses": "--loss",
}
"""The option of each field of the contract that is called something else here."""


def show_worksheet(options: ClaimOptions) -> int:
    """Print the answer for a person; 0, or 1 where it is refused or the vials are not enough.

    Raises WrongCommandLineError and what `write_out` raises.
    """
    reference = load_known()
    order = read_options(options, reference)
    if isinstance(order, Refused):
        return show_refusal(order)
    answer = calculate(order.draft, order.drug, reference.rules, today())
    if isinstance(answer, (Incomplete, Refused)):
        return show_refusal(answer)
    if options.view is not None:
        return _show_view(answer, options.view)
    code_table = reference.rules.codes.name
    if isinstance(answer, ShortShelf):
        write_out(short_shelf_text(answer, code_table).encode())
        return 1
    write_out(worksheet_text(answer, code_table=code_table).encode())
    return 0


def _show_view(answer: Worksheet | ShortShelf, name: str) -> int:
    """Print one view of the claim, if there are lines and the setting has that view."""
    from app.core.claim_views import View, claim_view, views_for  # noqa: PLC0415 rarely asked for

    if isinstance(answer, ShortShelf):
        return show_refusal(Refused((answer.error,)))
    view, fitting = View(name), views_for(answer)
    if view not in fitting:
        known = " and ".join(each.value for each in fitting) or "none"
        where = f"the setting {answer.claim.setting.value}, which has {known}"
        error = FieldError("view", f"{name} does not go with {where}.")
        return show_refusal(Refused((error,)))
    write_out(claim_view(answer, view).encode())
    return 0


def show_refusal(answer: Incomplete | Refused) -> int:
    """Say what is wrong, or what is missing where nothing is wrong, each with its option; 1."""
    wrong = [error for error in answer.errors if not error.missing]
    for error in wrong or answer.errors:
        where = f"{option_of(error.field)}: " if error.field else ""
        write_error(f"{where}{visible(error.message)}")
    return 1


def option_of(field: str) -> str:
    """The option that writes a field of the contract: "shelf[1].mg" → "--on-hand".

    A field that no option writes is named as it is: "history.last_given_on in JSON".
    """
    path = field.partition("[")[0]
    whole = path.partition(".")[0]
    if whole in IN_JSON_ONLY:
        return f"{field} in JSON"
    return _OPTIONS.get(path) or f"--{whole.replace('_', '-')}"
