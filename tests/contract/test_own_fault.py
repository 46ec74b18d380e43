"""A fault of ours gives a sentence, no figure and nothing of the order, and the rest goes on."""

import json
from typing import NoReturn

import pytest

from app.contract import reply
from app.core import calculate
from app.core.worksheet import Worksheet
from tests.contract.asking import GOLDEN, REPLIER, TODAY, answer_to, ask_text, errors_of

TYPED = "X-17-patient"
TEXT = json.dumps({**GOLDEN, "stopped": TYPED, "given_mg": "700"}).encode()


def fail(*_: object, **__: object) -> NoReturn:
    """Fail as a mistake in the program does, with the order in the fault's own words."""
    raise KeyError(TYPED)


def test_figures_that_do_not_add_up_give_a_sentence_and_no_figure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calculate, "what_does_not_add_up", lambda _: "vials and opened")
    ((field, sentence),) = errors_of(ask_text(json.dumps(GOLDEN).encode()))
    assert field == ""
    assert "vials and opened do not add up" in sentence


@pytest.mark.parametrize("step", ["read_request", "calculate", "answer_json"])
def test_whatever_fails_is_answered_and_the_next_is_too(
    monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    right, failing = getattr(reply, step), [True]

    def fail_once(*given: object, **named: object) -> object:
        if failing and failing.pop():
            fail()
        return right(*given, **named)

    monkeypatch.setattr(reply, step, fail_once)
    ((field, sentence),) = errors_of(ask_text(TEXT))
    assert field == ""
    assert sentence.startswith("Our own fault: KeyError in test_own_fault.py, line ")
    assert TYPED not in sentence
    assert answer_to(GOLDEN)["dose_mg"] == "724"


def test_asking_for_the_answer_alone_raises_nothing_either(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(REPLIER.answer(TEXT, TODAY), Worksheet)
    monkeypatch.setattr(reply, "calculate", fail)
    assert not isinstance(REPLIER.answer(TEXT, TODAY), Worksheet)
