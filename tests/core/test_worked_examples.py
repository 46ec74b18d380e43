"""Each published example, and each with which our contract states its arithmetic, comes out."""

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from app.core.drug import Route
from app.core.order import Basis, OrderDraft, Preference
from app.core.worksheet import Worksheet
from tests.core.asking import drug_of, modifiers_of, vials_of, worksheet

EXAMPLES = Path(__file__).parents[1] / "examples"
FILES = ("worked_examples.toml", "contract_examples.toml")


def _examples(name: str) -> list[dict[str, Any]]:
    examples: list[dict[str, Any]] = tomllib.loads((EXAMPLES / name).read_text("utf-8"))["examples"]
    return examples


ALL = [pytest.param(example, id=example["id"]) for name in FILES for example in _examples(name)]


def _answer(example: dict[str, Any]) -> Worksheet:
    """A source that names no vials gets one of the dose's size, and is compared in units only."""
    sizes = example.get("vials_mg") or [example["dose_mg"]]
    drug = drug_of(
        *sizes,
        unit_mg=example.get("unit_mg", "1"),
        multi_dose=example.get("multi_dose", False),
        route=Route.INTRAVENOUS,
    )
    prefer = Preference(example.get("prefer", "least-discard"))
    return worksheet(OrderDraft(Basis.FLAT, mg=example["dose_mg"], prefer=prefer), drug)


@pytest.mark.parametrize("name", FILES)
def test_example_file_keeps_its_schema(name: str) -> None:
    schema = json.loads((EXAMPLES / "examples.schema.json").read_text("utf-8"))
    jsonschema.validate({"examples": _examples(name)}, schema)


def test_each_example_has_a_name_of_its_own() -> None:
    names = [example["id"] for name in FILES for example in _examples(name)]
    assert len(names) == len(set(names)) >= 29


@pytest.mark.parametrize("example", ALL)
def test_example_comes_out(example: dict[str, Any]) -> None:
    sheet = _answer(example)
    got = {
        "used": vials_of(sheet),
        "administered_units": sheet.units.administered,
        "jw_units": sheet.units.discarded,
        "opened_units": sheet.units.opened,
        "jz": "JZ" in sheet.claim_lines[0].modifiers,
        "discarded_mg": f"{sheet.discarded_mg:f}",
        "left_mg": f"{sheet.left_mg:f}",
    }
    expected = {key: example[key] for key in got if key in example}
    assert {key: got[key] for key in expected} == expected


@pytest.mark.parametrize("example", ALL)
def test_lines_of_an_example_say_the_same_as_its_units(example: dict[str, Any]) -> None:
    sheet = _answer(example)
    if "jw_units" not in example or "administered_units" not in example:
        return
    if example["jw_units"]:
        assert modifiers_of(sheet) == [("JA",), ("JW", "JA")]
        assert [line.units for line in sheet.claim_lines] == [
            example["administered_units"],
            example["jw_units"],
        ]
        assert f"{sheet.claim_lines[1].mg:f}" == example["discarded_mg"]
    else:
        assert modifiers_of(sheet) == [("JZ", "JA") if example["jz"] else ("JA",)]
        assert sheet.claim_lines[0].units == example["administered_units"]
    assert f"{sheet.claim_lines[0].mg:f}" == example["dose_mg"]
