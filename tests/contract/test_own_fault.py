"""Figures that do not add up are our own fault: no figure is shown, and the rest goes on."""

import json

import pytest

from app.core import calculate
from tests.contract.asking import GOLDEN, ask_text, errors_of


def test_figures_that_do_not_add_up_give_a_sentence_and_no_figure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calculate, "what_does_not_add_up", lambda _: "vials and opened")
    ((field, sentence),) = errors_of(ask_text(json.dumps(GOLDEN).encode()))
    assert field == ""
    assert "vials and opened do not add up" in sentence
