"""The published schema: a sound one, closed, and true of every answer."""

import json
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from app.contract.answer import answer_of
from app.core.calculate import calculate
from app.core.order import OrderDraft
from tests.contract.asking import (
    ANSWERS,
    DOSE,
    GOLDEN,
    REFERENCE,
    REQUESTS,
    SCHEMA,
    TODAY,
    answer_to,
    ask,
)
from tests.strategies import Case, cases, orders_by_weight


def test_schema_is_a_sound_schema_of_2020_12() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_root_is_every_answer_and_request_stands_beside_it() -> None:
    assert SCHEMA["oneOf"] == [{"$ref": "#/$defs/Answer"}, {"$ref": "#/$defs/Refusal"}]
    assert "Request" in SCHEMA["$defs"]


def test_every_object_is_closed() -> None:
    objects = [name for name, part in SCHEMA["$defs"].items() if part["type"] == "object"]
    assert len(objects) > 15
    assert all(SCHEMA["$defs"][name]["additionalProperties"] is False for name in objects)


def test_no_keyword_of_another_dialect_is_in_it() -> None:
    assert "discriminator" not in json.dumps(SCHEMA)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("dose_mg", "724.0"),
        ("dose_mg", "1,500"),
        ("dose_mg", 724),
        ("dose_mg", None),
        ("draw_ml", ".5"),
        ("draw_ml", "1e2"),
        ("status", "done"),
        ("claim_ready", 0),
        ("payer", "x"),
        ("vials", [{"mg": "500", "count": 0}]),
    ],
)
def test_schema_refuses_an_answer_that_is_wrong(field: str, wrong: object) -> None:
    assert not ANSWERS.is_valid({**answer_to(GOLDEN), field: wrong})


def test_schema_refuses_an_answer_with_errors_beside_figures() -> None:
    assert not ANSWERS.is_valid({**answer_to(GOLDEN), "errors": [{"field": "", "message": "x"}]})
    assert not ANSWERS.is_valid({"errors": []})


@pytest.mark.parametrize(
    "request_",
    [
        {"dose": DOSE},
        {**GOLDEN, "payer": ""},
        {**GOLDEN, "setting": "home"},
        {**GOLDEN, "given_mg": 724},
        {**GOLDEN, "code": "j9173"},
        {**GOLDEN, "decisions": [{"finding": "code-conflict", "choice": "keep"}]},
        {**GOLDEN, "losses": [{"mg": "3", "why": ""}]},
        {**GOLDEN, "authorization": {"number": "A1"}},
        {**GOLDEN, "diagnoses": ["C34.12"] * 13},
        {**GOLDEN, "dose": {**DOSE, "weight": 72.4}},
        {**GOLDEN, "dose": {**DOSE, "weight": "1,500"}},
        {**GOLDEN, "dose": {**DOSE, "weight": "072"}},
        {**GOLDEN, "dose": {**DOSE, "mg": "724"}},
        {**GOLDEN, "cycle": "6"},
        {**GOLDEN, "cycle": -1},
        {**GOLDEN, "shelf": [{"mg": "500"}] * 7},
    ],
)
def test_schema_and_program_refuse_the_same_request(request_: dict[str, Any]) -> None:
    assert not REQUESTS.is_valid(request_)
    assert "errors" in ask(request_)


@given(cases(plan=True, multi_dose=None, with_ml=True) | cases(shelf=True))
def test_schema_allows_every_answer(case: Case) -> None:
    answer = calculate(case.draft, case.drug, REFERENCE.rules, TODAY)
    for full in (True, False):
        ANSWERS.validate(json.loads(json.dumps(answer_of(answer, full=full))))


@given(orders_by_weight())
def test_schema_allows_every_answer_by_weight(draft: OrderDraft) -> None:
    answer = calculate(draft, REFERENCE.drugs[0], REFERENCE.rules, TODAY)
    ANSWERS.validate(json.loads(json.dumps(answer_of(answer, full=False))))
