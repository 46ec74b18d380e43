"""A second check ↔ the JSON that an entry keeps of it; every look stays as it was."""

from decimal import Decimal
from typing import cast

from app.contract.json_text import JsonObject
from app.core.check_figures import Figure, Moment
from app.core.double_check import Look, Outcome, Result, SecondCheck
from app.core.notation import plain, read_decimal
from app.records.entry import NewEntry


def check_object(check: SecondCheck) -> JsonObject:
    """The check as plain JSON: texts as they were shown, the tolerance as a decimal."""
    return {
        "moment": check.moment.value,
        "of": check.of,
        "outcome": check.outcome.value,
        "looks": [
            {
                "entered": _texts(look.entered),
                "results": {figure.value: result.value for figure, result in look.results},
                "after_seeing": look.after_seeing,
            }
            for look in check.looks
        ],
        "worksheet": _texts(check.worksheet),
        "expired": list(check.expired),
        "tolerance_ml": plain(check.tolerance_ml),
    }


def read_check(found: JsonObject) -> SecondCheck:
    """The check that `check_object` wrote; raises ValueError for anything else."""
    try:
        looks = cast("list[JsonObject]", found["looks"])
        tolerance_ml = read_decimal(cast("str", found["tolerance_ml"]))
        if not isinstance(tolerance_ml, Decimal) or not looks:
            raise ValueError("a second check has a tolerance and at least one look")
        return SecondCheck(
            Moment(cast("str", found["moment"])),
            str.strip(cast("str", found["of"])),
            Outcome(cast("str", found["outcome"])),
            tuple([_look(look) for look in looks]),
            _figures(found["worksheet"]),
            tuple(cast("list[str]", found["expired"])),
            tolerance_ml,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is not a second check: {error}") from error


def check_in(content: NewEntry) -> SecondCheck | None:
    """The check that an entry keeps; None where it has none, or one that this program cannot read.

    An entry is never changed, so one of a newer program may say more than is known here.
    """
    if content.check is None:
        return None
    try:
        return read_check(content.check)
    except ValueError:
        return None


def _look(found: JsonObject) -> Look:
    results = cast("dict[str, str]", found["results"])
    return Look(
        _figures(found["entered"]),
        tuple([(figure, Result(results[figure])) for figure in Figure if figure in results]),
        bool(found["after_seeing"]),
    )


def _texts(figures: tuple[tuple[Figure, str], ...]) -> dict[str, str]:
    return {figure.value: text for figure, text in figures}


def _figures(found: object) -> tuple[tuple[Figure, str], ...]:
    """In the order of Figure: JSON's own order says nothing."""
    texts = dict[str, str](cast("dict[str, str]", found))
    return tuple([(figure, texts[figure]) for figure in Figure if figure in texts])
