"""Text on lines: a figure is never broken, a unit not parted from it, and no line is too wide."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.core.notation import shown
from app.paper.letters import Line, Run, TooWideError, Weight, lines_of, load_fonts, width_of
from tests.strategies import any_figures

SIZE = 6.0


def texts_of(lines: list[Line]) -> list[str]:
    """Each line as one text."""
    return ["".join(placed.run.text for placed in line) for line in lines]


def amounts() -> st.SearchStrategy[str]:
    """ "1,234.567 mg", "0.32 mL", "3 × 500 mg"."""
    figures = any_figures("0", "9999").map(lambda text: shown(Decimal(text)))
    units = st.sampled_from(["mg", "mL", "kg", "units", "%"])
    return st.builds("{} {}".format, figures, units) | st.builds(
        "{} × {} mg".format, figures, figures
    )


@settings(suppress_health_check=list(HealthCheck))
@given(
    st.lists(amounts() | st.sampled_from(["draw", "of", "x" * 60]), min_size=1), st.floats(20, 300)
)
@example(["1 × 9,999.999 mg"], 30.0)
def test_no_figure_is_ever_broken(words: list[str], width: float) -> None:
    load_fonts()
    text = " ".join(words)
    try:
        lines = texts_of(lines_of((Run(text),), width, SIZE))
    except TooWideError:
        figures = [part for part in text.split(" ") if part[0].isdigit()]
        assert max(width_of(figure, SIZE) for figure in figures) > width
        return
    parts = [part for line in lines for part in line.split(" ")]
    assert [p for p in parts if p[0].isdigit()] == [p for p in text.split(" ") if p[0].isdigit()]
    assert "".join(parts) == text.replace(" ", "")
    assert all(width_of(line, SIZE) <= width + 0.5 for line in lines)


@given(amounts())
def test_unit_stays_with_its_figure_where_a_line_holds_both(amount: str) -> None:
    load_fonts()
    width = width_of(amount, SIZE) + 0.1
    lines = texts_of(lines_of((Run(f"draw all of {amount} now"),), width, SIZE))
    assert amount in lines


def test_text_of_two_weights_is_found_as_one() -> None:
    load_fonts()
    runs = (Run("Weight and its date:", Weight.STRONG), Run("met, as above"))
    [line] = lines_of(runs, 500, SIZE)
    assert [placed.run.text for placed in line] == ["Weight and its date:", " met, as above"]


def test_figure_wider_than_its_place_is_refused() -> None:
    load_fonts()
    with pytest.raises(TooWideError):
        lines_of((Run("1,234.567"),), 10, SIZE)
