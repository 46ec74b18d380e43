"""One request's text in, one answer's line out: what `--json` and `--jsonl` share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import TypeVar

from app.contract.answer import answer_json
from app.contract.json_text import refused
from app.contract.request import read_request
from app.core.calculate import Answer, calculate
from app.core.drug import Drug
from app.core.finding import Refused
from app.core.rules import Rules
from app.core.worksheet import Worksheet

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Replier:
    """Answers requests by the drugs and rules that it holds; nothing is kept between two.

    `note` is told each fault of ours and gives the id under which it can be found, "" for none.
    """

    drugs: Mapping[str, Drug]
    rules: Rules
    note: Callable[[Exception], str] = lambda _fault: ""

    def answer(self, text: bytes, today: date) -> Answer:
        """The answer to one request; whatever is in it, nothing is raised."""
        return whatever_happens(partial(self._answer, text, today), self.note)

    def reply(self, text: bytes, today: date, *, full: bool) -> tuple[bytes, bool]:
        """The answer as a line of JSON, and whether it is one rather than a refusal."""
        answer = self.answer(text, today)
        line = whatever_happens(partial(answer_json, answer, full=full), self.note)
        if isinstance(line, Refused):
            return answer_json(line, full=full), False
        return line, isinstance(answer, Worksheet)

    def _answer(self, text: bytes, today: date) -> Answer:
        request = read_request(text, self.drugs)
        if isinstance(request, Refused):
            return request
        order, drug = request
        return calculate(order, drug, self.rules, today)


def whatever_happens(make: Callable[[], Made], note: Callable[[Exception], str]) -> Made | Refused:
    """What is made, or that a fault of ours kept it from being: the next line is answered still."""
    try:
        return make()
    except Exception as fault:  # noqa: BLE001 one line's fault must not keep a year's others back
        return refused("", _our_fault(fault, note(fault)))


def _our_fault(fault: Exception, fault_id: str) -> str:
    """Where in the program it was; nothing of the order, which the fault's own words may quote."""
    trace, place = fault.__traceback__, ""
    while trace is not None:
        place = f"{PurePath(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno:,}"
        trace = trace.tb_next
    named = f" ({fault_id})" if fault_id else ""
    kind = type(fault).__name__
    return f"Our own fault: {kind} in {place}{named}: no figure here. Please report it."
