"""The picture of the architecture in README is that of the tree and of the import rules."""

import re
import tomllib
from typing import Final

from tests.documentation.documents import README, ROOT, blocks

_PART: Final = re.compile(r"app\.\w+")


def drawn() -> list[set[str]]:
    """The parts in each row of the picture, from above."""
    (picture,) = [block for block in blocks("") if "┌" in block]
    rows = [set(_PART.findall(line)) for line in picture.splitlines()]
    return [row for row in rows if row]


def test_rows_are_the_layers_that_the_imports_are_held_to() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    assert drawn() == [set(_PART.findall(layer)) for layer in layers]


def test_every_part_of_the_program_is_drawn_and_described() -> None:
    parts = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")}
    assert {f"app.{part}" for part in parts} == set().union(*drawn())
    described = set(re.findall(r"^    app/(\w+) +\S", README, re.MULTILINE))
    assert described == parts


def test_steps_of_the_calculation_are_types_of_the_core() -> None:
    (picture,) = [block for block in blocks("") if "┌" in block]
    inside = picture[picture.index("app.core") :]
    core = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "app/core").glob("*.py"))
    names = re.findall(r"\b[A-Z]\w+(?:[A-Z]\w+)*", inside)
    singular = {"ClaimLines": "ClaimLine", "Findings": "Finding", "Checklist": "ChecklistEntry"}
    for name in names:
        if name != "Dose":  # the order's mg: a Decimal
            assert re.search(rf"^class {singular.get(name, name)}\b", core, re.MULTILINE), name
    assert names[0] == "OrderDraft"
    assert names[-1] == "Worksheet"
