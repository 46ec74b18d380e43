"""`resources/self-test.toml`: worked examples with the figures of their sources."""

from pathlib import Path
from typing import NamedTuple

from app.reference.resources import RESOURCES
from app.reference.table import Table, read_toml


class Figures(NamedTuple):
    """What comes out of an example: vials to pull, mg discarded, units of both lines."""

    vials: tuple[str, ...]
    discarded_mg: str
    administered_units: int
    discarded_units: int

    @property
    def text(self) -> str:
        """ "4 × 100 mg, 95 mg discarded, 31 units and 9 discarded"."""
        vials = " + ".join(self.vials)
        units = f"{self.administered_units} units and {self.discarded_units} discarded"
        return f"{vials}, {self.discarded_mg} mg discarded, {units}"


class WorkedExample(NamedTuple):
    """A request of the contract, and what its source says that comes out."""

    name: str
    stated_in: str
    request: str
    figures: Figures


def read_self_test(path: Path = RESOURCES / "self-test.toml") -> tuple[WorkedExample, ...]:
    """Every example of the file; raises ReferenceFileError."""
    return read_toml(path, lambda file: file.tables("examples", _example))


def _example(table: Table) -> WorkedExample:
    return WorkedExample(
        name=table.text("name"),
        stated_in=table.text("stated_in"),
        request=table.text("request"),
        figures=Figures(
            vials=table.texts("vials"),
            discarded_mg=table.text("discarded_mg"),
            administered_units=table.count("administered_units"),
            discarded_units=table.count("discarded_units"),
        ),
    )
