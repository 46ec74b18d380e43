"""Safe writing: no figure on screen is written in a way that is known to be misread."""

import re

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.bench import (
    BAG,
    DOSE,
    LB,
    ON_HAND_120,
    ON_HAND_500,
    WEIGHT,
    Bench,
    OpenBench,
    name_of,
)
from tests.ui.states import STATES

UNIT = r"(?:mg/mL|mg/kg|mg|mL/h|mL|kg|lb|units?|vials?|min)"

MISREAD = {
    "a trailing zero": r"\d\.\d*0(?!\d)",
    "no digit before the point": r"(?<![\d.])\.\d",
    "no digit after the point": rf"\d\.\s*{UNIT}\b",
    "no blank before the unit": rf"\d{UNIT}\b",
    "µ for micro": r"[μµ]g",
    "U for units": r"\d\s*U\b|\bIU\b",
    "cc for mL": r"\d\s*cc\b",
    "no thousands comma": r"(?<![\d.,-])\d{4,}(?![\d-])",
    "a comma in the wrong place": r"(?<!\d)\d{1,3}(?:,\d{1,2}|,\d{4,})(?!\d)|\d{4,},\d",
    "an exponent": r"\d[eE][+-]?\d",
    "a plus before a unit": r"\+\d",
}

NOT_A_FIGURE = re.compile(
    r"\d{4}-\d{2}-\d{2}"  # a day
    r"|\d{4}-\d{4}-\d{2}"  # an NDC
    r"|\b[JA-Z]\d{4}\b"  # a code
    r"|“[^”]*”"  # what a person typed, quoted
    r"|[Oo]ctober 2025|Manual 17|Version [\d.]+"
    r"|Source: .*"  # as it is called by those who published it
)


def _readable(bench: Bench) -> list[str]:
    """Texts on screen, and what a screen reader says instead."""
    parts = bench.parts(QWidget)
    read = [text for part in parts for text in (name_of(part), part.accessibleDescription())]
    return [*bench.texts(), *read, *(part.toolTip() for part in parts)]


def _faults(texts: list[str]) -> list[str]:
    found = []
    for text in texts:
        figures = NOT_A_FIGURE.sub("", text.replace("\u00a0", " "))
        found += [f"{what}: {text}" for what, shape in MISREAD.items() if re.search(shape, figures)]
    return found


@pytest.mark.parametrize(
    "text",
    ["5.0 mg", ".5 mg", "5. mg", "5mg", "5 μg", "5 U", "5 cc", "1500 mg", "15,00 mg", "1e3 mg"],
)
def test_what_would_be_misread_is_found(text: str) -> None:
    assert _faults([text])


def test_what_is_well_written_is_let_pass() -> None:
    well = ["0.5 mg", "5 mg", "1,500 mg", "12,345.5 mg", "2026-11-24", "0310-4611-50", "J9323"]
    assert _faults([*well, "73 units", "1–15 mg/mL", "0.2 or 0.22 micron"]) == []


@pytest.mark.parametrize("state", STATES)
def test_every_text_is_written_safely(open_bench: OpenBench, state: str) -> None:
    bench = open_bench()
    STATES[state](bench)

    texts = _readable(bench)
    assert len(texts) > 40
    assert _faults(texts) == []


def test_no_line_ends_between_a_figure_and_its_unit(open_bench: OpenBench) -> None:
    bench = open_bench((1024, 540))
    STATES["many_vials"](bench)
    wrapped = [label.text() for label in bench.parts(QLabel) if label.wordWrap()]

    assert len(wrapped) > 8
    for text in wrapped:
        assert not re.search(rf"\d {UNIT}\b|× \d", text), text


def test_figures_of_every_length_are_written_safely(bench: Bench) -> None:
    bench.click("Dose by: Flat dose")
    bench.type_into(WEIGHT, "80.50")
    for dose in ("0.5", "5.0", "10", "99.99", "100", "1000", "1234.567", "3999.99", "4000"):
        bench.paste(DOSE, dose)
        assert bench.claim_lines, dose
        assert _faults(_readable(bench)) == [], dose


def test_counts_weights_and_bags_are_written_safely(bench: Bench) -> None:
    bench.order("500", "8")
    bench.click(LB)
    bench.type_into(WEIGHT, "1000")
    bench.type_into(ON_HAND_500, "1000000")
    bench.type_into(ON_HAND_120, "01")
    assert _faults(_readable(bench)) == []
    bench.type_into(ON_HAND_120, "")
    bench.type_into(ON_HAND_500, "0")
    bench.pick(BAG, "250 mL")
    assert _faults(_readable(bench)) == []
