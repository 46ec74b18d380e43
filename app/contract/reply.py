"""One request's text in, one answer's line out: what `--json` and `--jsonl` share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.contract.answer import answer_json
from app.contract.request import read_request
from app.core.calculate import Answer, calculate
from app.core.drug import Drug
from app.core.finding import Refused
from app.core.rules import Rules
from app.core.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Replier:
    """Answers requests by the drugs and rules that it holds; nothing is kept between two."""

    drugs: Mapping[str, Drug]
    rules: Rules

    def answer(self, text: bytes, today: date) -> Answer:
        """The answer to one request; whatever is in it, nothing is raised."""
        request = read_request(text, self.drugs)
        if isinstance(request, Refused):
            return request
        order, drug = request
        return calculate(order, drug, self.rules, today)

    def reply(self, text: bytes, today: date, *, full: bool) -> tuple[bytes, bool]:
        """The answer as a line of JSON, and whether it is one rather than a refusal."""
        answer = self.answer(text, today)
        return answer_json(answer, full=full), isinstance(answer, Worksheet)
