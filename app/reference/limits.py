"""Limits of a drug file or of a site: they may tighten what holds already, never loosen it.

They may not contradict each other either: with nothing under 300 and nothing over 200 kg no weight
would be taken any more, and the fault would seem to be the weight's.
"""

from decimal import Decimal
from typing import Final

from app.core.drug import Limits
from app.reference.table import Table

_ASKS: Final = ("asked_under_kg", "asked_over_kg", "asked_as_lb_from_kg", "asked_over_mg")


def read_limits(row: Table, base: Limits) -> Limits:
    """`base` with what the row tightens.

    Raises ReferenceFileError for what is looser, for limits that leave nothing between them, and
    for a question that the row puts where the figure is refused already.
    """
    asks = [key for key in _ASKS if row.is_there(key)]
    limits = Limits(
        min_weight_kg=_raised(row, "min_weight_kg", base.min_weight_kg),
        max_weight_kg=_lowered(row, "max_weight_kg", base.max_weight_kg),
        asked_under_kg=_raised(row, "asked_under_kg", base.asked_under_kg),
        asked_over_kg=_lowered(row, "asked_over_kg", base.asked_over_kg),
        asked_as_lb_from_kg=_lowered(row, "asked_as_lb_from_kg", base.asked_as_lb_from_kg),
        max_mg_per_kg=_lowered(row, "max_mg_per_kg", base.max_mg_per_kg),
        max_dose_mg=_lowered(row, "max_dose_mg", base.max_dose_mg),
        asked_over_mg=_lowered_from_none(row, "asked_over_mg", base.asked_over_mg),
    )
    _refuse_contradiction(row, limits, asks)
    return limits


def _refuse_contradiction(row: Table, limits: Limits, asks: list[str]) -> None:
    least, most = limits.min_weight_kg, limits.max_weight_kg
    if least >= most:
        row.refuse("min_weight_kg", f"{least} is not under max_weight_kg, {most}: none is taken")
    for key in asks:
        figure = getattr(limits, key)
        if key == "asked_over_mg":
            if figure > limits.max_dose_mg:
                row.refuse(key, f"{figure} is over max_dose_mg, {limits.max_dose_mg}")
        elif not least <= figure <= most:
            row.refuse(key, f"{figure} is not within the weights taken, {least} to {most} kg")
    if limits.asked_under_kg >= limits.asked_over_kg:
        over = f"asked_over_kg, {limits.asked_over_kg}"
        row.refuse("asked_under_kg", f"{limits.asked_under_kg} is not under {over}: each is asked")


def _raised(row: Table, key: str, base: Decimal) -> Decimal:
    figure = row.optional_figure(key) or base
    return figure if figure >= base else _refuse_looser(row, key, figure, base)


def _lowered(row: Table, key: str, base: Decimal) -> Decimal:
    figure = row.optional_figure(key) or base
    return figure if figure <= base else _refuse_looser(row, key, figure, base)


def _lowered_from_none(row: Table, key: str, base: Decimal | None) -> Decimal | None:
    """Nothing is asked unless a file says so."""
    return row.optional_figure(key) if base is None else _lowered(row, key, base)


def _refuse_looser(row: Table, key: str, figure: Decimal, base: Decimal) -> Decimal:
    row.refuse(key, f"{figure} is looser than the {base} that holds already")
