"""Ask as another program does, in text; every answer is held against the published schema."""

import json
from datetime import date
from typing import Any, Final

from jsonschema import Draft202012Validator

from app.contract.reply import Replier
from app.contract.schema import make_schema
from app.reference import load_reference

TODAY: Final = date(2026, 11, 24)
SCHEMA: Final = make_schema()
ANSWERS: Final = Draft202012Validator(SCHEMA)
REQUESTS: Final = Draft202012Validator({"$ref": "#/$defs/Request", "$defs": SCHEMA["$defs"]})

REFERENCE: Final = load_reference()
REPLIER: Final = Replier({drug.id: drug for drug in REFERENCE.drugs}, REFERENCE.rules)

Json = dict[str, Any]
Errors = list[tuple[str, str]]

DOSE: Final = {"basis": "weight", "mg_per_kg": "10", "weight": "72.4", "weight_unit": "kg"}
GOLDEN: Final = {"drug": "durvalumab", "dose": DOSE}
"""The order of contract.md: 724 mg."""

DESCRIBED: Final = {
    "name": "trial drug",
    "code": "J0000",
    "unit_mg": "50",
    "presentations": [{"mg": "25"}],
}


def ask_text(text: bytes, *, full: bool = False) -> Json:
    """The answer to a request's text: one line of UTF-8 that the schema allows."""
    line, answered = REPLIER.reply(text, TODAY, full=full)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    answer: Json = json.loads(line.decode("utf-8"))
    ANSWERS.validate(answer)
    assert answered == ("errors" not in answer)
    return answer


def ask(request: object, *, full: bool = False) -> Json:
    """The answer to a request."""
    return ask_text(json.dumps(request).encode(), full=full)


def answer_to(request: object, *, full: bool = False) -> Json:
    """The answer to a request that is answered, and that the schema allows."""
    REQUESTS.validate(request)
    answer = ask(request, full=full)
    assert "errors" not in answer, answer
    return answer


def errors_of(answer: Json) -> Errors:
    """Path and sentence of each error of a refusal."""
    assert list(answer) == ["errors"]
    return [(error["field"], error["message"]) for error in answer["errors"]]


def with_dose(**fields: object) -> Json:
    """The golden order with other fields in its dose."""
    return {**GOLDEN, "dose": {**DOSE, **fields}}
