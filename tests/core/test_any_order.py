"""Whatever is typed gets an answer: figures that add up, or a sentence for each field."""

import re
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.calculate import Answer
from app.core.drug import Drug
from app.core.finding import Incomplete, Refused
from app.core.order import OrderDraft
from app.core.worksheet import ShortShelf, Worksheet
from tests import strategies
from tests.core.asking import DURVALUMAB, ask, by_weight, drug_of, durvalumab_file, flat, worksheet

MULTI_DOSE = drug_of("20", "2.5", unit_mg="5", multi_dose=True)


@st.composite
def any_orders(draw: st.DrawFn) -> tuple[Drug, OrderDraft]:
    """A drug that is known or described, and any order of it."""
    drug = draw(st.sampled_from([durvalumab_file(), DURVALUMAB, MULTI_DOSE]))
    return drug, draw(strategies.any_drafts(drug))


@settings(max_examples=400)
@given(any_orders())
def test_any_order_is_answered_and_never_raises(order: tuple[Drug, OrderDraft]) -> None:
    drug, draft = order
    answer = ask(draft, drug)
    if isinstance(answer, Refused | Incomplete):
        assert answer.errors
        for error in answer.errors:
            assert error.message.endswith((".", "?")), error.message
            assert "Decimal" not in error.message
        assert all(e.missing for e in answer.errors) is isinstance(answer, Incomplete)
    elif isinstance(answer, ShortShelf):
        assert answer.error.message.endswith(".")
    else:
        assert answer.dose_mg > 0


@settings(max_examples=200)
@given(any_orders())
def test_each_error_names_a_field_of_the_request(order: tuple[Drug, OrderDraft]) -> None:
    drug, draft = order
    answer = ask(draft, drug)
    if not isinstance(answer, Refused | Incomplete):
        return
    known = {
        "dose.weight", "dose.weight_unit", "dose.weighed_on", "dose.mg_per_kg", "dose.mg",
        "regimen", "cycle", "plan", "bag", "bag.diluent", "bag.ml",
    }  # fmt: skip
    known |= {f"shelf[{n}].{key}" for n in range(3) for key in ("mg", "on_hand")}
    known |= {f"plan[{n}].{key}" for n in range(3) for key in ("mg", "count", "expiry")}
    assert {error.field for error in answer.errors} <= known


# What is no figure: what was typed, as quoted, or is to be typed; days; codes; a table's month.
NO_FIGURE = re.compile(
    r"“[^”]*”|(?<=Known: ).*|\bwrite [0-9.]+|\d{4}-\d{2}-\d{2}"
    r"|\b[A-Z]\d{4}\b|\b\d{2}/\d{4}|(?<=October )\d{4}",
    re.DOTALL,
)
UNSAFE = {
    "a trailing zero": re.compile(r"\d\.\d*0(?![\d])"),
    "no leading zero": re.compile(r"(?<![\d])\.\d"),
    "no thousands comma": re.compile(r"(?<![\d.])\d{4,}"),
    "no space before the unit": re.compile(r"\d(mg|mL|kg|lb)\b"),
    "a unit that is misread": re.compile(r"\bU\b|\bcc\b|μg"),
    "an exponent": re.compile(r"\dE[+-]?\d"),
}


def _sentences(answer: Answer) -> list[str]:
    if isinstance(answer, Refused | Incomplete):
        return [error.message for error in answer.errors]
    found = [finding.message for finding in answer.findings]
    if isinstance(answer, ShortShelf):
        return [*found, answer.error.message]
    return [*found, answer.why_best, answer.order.basis_text]


@settings(max_examples=400)
@given(any_orders())
def test_sentences_keep_the_safe_writing_rules(order: tuple[Drug, OrderDraft]) -> None:
    """ui.md, rule 3: 0.5 and not .5, 5 and not 5.0, 1,500, a space before the unit, no U or cc."""
    drug, draft = order
    for sentence in _sentences(ask(draft, drug)):
        figures = NO_FIGURE.sub("", sentence)
        for fault, pattern in UNSAFE.items():
            assert not pattern.search(figures), f"{fault}: {sentence}"


@settings(max_examples=200)
@given(any_orders())
def test_sentence_about_an_order_has_under_thirty_words(order: tuple[Drug, OrderDraft]) -> None:
    """ui.md, rule 7."""
    drug, draft = order
    answer = ask(draft, drug)
    if isinstance(answer, Worksheet | ShortShelf):
        for finding in answer.findings:
            assert len(finding.message.split()) < 30, finding.message


def _decimals(value: Any) -> list[Decimal]:
    """Every decimal in a value, however deep."""
    if isinstance(value, Decimal):
        return [value]
    if is_dataclass(value):
        return [d for each in fields(value) for d in _decimals(getattr(value, each.name))]
    if isinstance(value, dict):
        return [d for each in value.values() for d in _decimals(each)]
    if isinstance(value, list | tuple | set | frozenset):
        return [d for each in value for d in _decimals(each)]
    return []


def _floats(value: Any) -> list[float]:
    if isinstance(value, float):
        return [value]
    if is_dataclass(value):
        return [f for each in fields(value) for f in _floats(getattr(value, each.name))]
    if isinstance(value, dict):
        return [f for each in value.values() for f in _floats(each)]
    if isinstance(value, list | tuple | set | frozenset):
        return [f for each in value for f in _floats(each)]
    return []


@pytest.mark.parametrize(
    "draft",
    [
        by_weight("72.123", "3.333"),
        flat("0.001", "2"),
        flat("4000", "500", weighed_on="2026-01-01", regimen="uhcc", cycle="3"),
    ],
)
def test_answer_holds_no_float_and_no_odd_decimal(draft: OrderDraft) -> None:
    sheet = worksheet(draft, durvalumab_file())
    assert _floats(sheet) == []
    found = _decimals(sheet)
    assert len(found) > 20
    assert all(figure.is_finite() and figure >= 0 for figure in found)
    assert not any(figure.is_zero() and figure.is_signed() for figure in found)


@given(any_orders())
def test_answer_cannot_be_changed(order: tuple[Drug, OrderDraft]) -> None:
    drug, draft = order
    answer = ask(draft, drug)
    if isinstance(answer, Worksheet):
        with pytest.raises(AttributeError):
            answer.dose_mg = Decimal(0)  # type: ignore[misc]
