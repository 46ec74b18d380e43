"""Figures that do not add up are our own fault: no figure is shown, and the rest goes on."""

import json

import pytest

from app.contract import reply
from app.core.worksheet import NotReconciledError
from tests.contract.asking import GOLDEN, ask_text, errors_of


def test_figures_that_do_not_add_up_give_a_sentence_and_no_figure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def does_not_add_up(*_: object) -> None:
        raise NotReconciledError("vials and opened do not add up")

    monkeypatch.setattr(reply, "calculate", does_not_add_up)
    ((field, sentence),) = errors_of(ask_text(json.dumps(GOLDEN).encode()))
    assert field == ""
    assert "vials and opened do not add up" in sentence
