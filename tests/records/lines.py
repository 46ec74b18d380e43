"""Lines to record, and what is answered to them, as another program has them."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from jsonschema import Draft202012Validator

from app.core.site_choices import Person, SiteChoices
from app.records.places import RecordPlace
from app.records.recorder import Recorder
from tests.contract.asking import GOLDEN, REFERENCE, SCHEMA, Errors, errors_of

Json = dict[str, Any]

AT: Final = datetime(2026, 11, 24, 12, 34, 56, tzinfo=UTC)


def _valid(name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]})


LINES: Final = _valid("RecordLine")
RECORDED: Final = _valid("Recorded")
REFUSED: Final = _valid("Refusal")
LISTED: Final = _valid("RecordedEntry")

GIVEN: Final = {**GOLDEN, "given_mg": "724"}
ANOTHER_DOSE: Final = {**GOLDEN, "dose": {**GOLDEN["dose"], "mg_per_kg": "20"}}  # type: ignore[dict-item]


def line(meaning: str = "prepared", by: str = "RK", **fields: object) -> Json:
    """A line on the encounter A-20417."""
    request = GIVEN if meaning == "given" else GOLDEN
    said = {"encounter": "A-20417", "by": by, "meaning": meaning, "request": request} | fields
    return {field: value for field, value in said.items() if value is not ...}


def answers_in(out: bytes) -> list[Json]:
    """The answers on lines, each as the schema has it: recorded, or errors and nothing else."""
    assert out == b"" or out.endswith(b"\n")
    answers: list[Json] = [json.loads(text) for text in out.decode().splitlines()]
    for answer in answers:
        (REFUSED if "errors" in answer else RECORDED).validate(answer)
    return answers


class Desk:
    """Somebody who records at one place."""

    def __init__(self, place: RecordPlace, *people: str) -> None:
        rules = REFERENCE.rules
        if people:
            listed = tuple(Person(initials, "") for initials in people)
            rules = replace(rules, site=SiteChoices(people=listed))
        self._recorder = Recorder(place, {drug.id: drug for drug in REFERENCE.drugs}, rules)

    def send(self, what: object, at: datetime = AT) -> Json:
        """The answer to a line that comes at that moment."""
        text = what if isinstance(what, bytes) else json.dumps(what).encode()
        answer, recorded = self._recorder.reply(text, at)
        (read,) = answers_in(answer)
        assert recorded == ("errors" not in read)
        return read

    def record(self, meaning: str = "prepared", by: str = "RK", **fields: object) -> str:
        """The id of what was recorded."""
        answer = self.send(line(meaning, by, **fields))
        assert "errors" not in answer, answer
        return str(answer["id"])

    def refused(self, meaning: str = "prepared", by: str = "RK", **fields: object) -> Errors:
        """Field and sentence of each error."""
        return errors_of(self.send(line(meaning, by, **fields)))
