"""`resources/hazards.toml`: the safety case, read only when a person asks for it."""

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from app.reference.resources import RESOURCES
from app.reference.table import Table, read_toml


class Harm(StrEnum):
    """Who is harmed."""

    PATIENT = "patient"
    PAYER = "payer"
    BOTH = "both"


class Control(NamedTuple):
    """What stands against a hazard; `tests` hold it, `open` says why none does."""

    text: str
    tests: tuple[str, ...]
    open: str


class Hazard(NamedTuple):
    """One way in which something wrong could reach a patient or a payer, and what is done."""

    id: str
    about: str
    title: str
    could: str
    harm: Harm
    cause: str
    controls: tuple[Control, ...]
    remains: str
    stated_in: str


def read_hazards(path: Path = RESOURCES / "hazards.toml") -> tuple[Hazard, ...]:
    """Every hazard in the order of the file; raises ReferenceFileError."""
    return read_toml(path, lambda file: file.tables("hazards", _hazard))


def _hazard(row: Table) -> Hazard:
    return Hazard(
        id=row.text("id"),
        about=row.text("about"),
        title=row.text("title"),
        could=row.text("could"),
        harm=row.word("harm", Harm),
        cause=row.text("cause"),
        controls=row.tables("controls", _control),
        remains=row.text("remains"),
        stated_in=row.text("stated_in"),
    )


def _control(row: Table) -> Control:
    control = Control(row.text("is"), row.texts("tests"), row.optional_text("open"))
    if bool(control.tests) == bool(control.open):
        row.refuse("tests", "or `open` is needed, and not both of them")
    return control
