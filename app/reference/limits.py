"""Limits of a drug file or of a site: they may tighten what holds already, never loosen it."""

from decimal import Decimal

from app.core.drug import Limits
from app.reference.table import Table


def read_limits(row: Table, base: Limits) -> Limits:
    """`base` with what the row tightens; raises ReferenceFileError for what is looser."""
    return Limits(
        min_weight_kg=_raised(row, "min_weight_kg", base.min_weight_kg),
        max_weight_kg=_lowered(row, "max_weight_kg", base.max_weight_kg),
        asked_under_kg=_raised(row, "asked_under_kg", base.asked_under_kg),
        asked_over_kg=_lowered(row, "asked_over_kg", base.asked_over_kg),
        asked_as_lb_from_kg=_lowered(row, "asked_as_lb_from_kg", base.asked_as_lb_from_kg),
        max_mg_per_kg=_lowered(row, "max_mg_per_kg", base.max_mg_per_kg),
        max_dose_mg=_lowered(row, "max_dose_mg", base.max_dose_mg),
        asked_over_mg=_lowered_from_none(row, "asked_over_mg", base.asked_over_mg),
    )


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
