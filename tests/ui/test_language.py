"""A system of another language: figures are typed and written as they always are."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from tests.ui.bench import DOSE, ORDER, WEIGHT, OpenBench
from tests.ui.no_figures import assert_no_figures


@pytest.fixture(params=[QLocale.Language.German, QLocale.Language.Arabic, QLocale.Language.Hindi])
def another_language(request: pytest.FixtureRequest) -> Iterator[None]:
    """Qt as on a system of that language: decimal comma, points in thousands, own digits."""
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield
    QLocale.setDefault(before)


def test_a_system_that_writes_a_decimal_comma_changes_no_figure(
    another_language: None, open_bench: OpenBench
) -> None:
    """ui.md: decimal point and comma do not follow the system's language."""
    bench = open_bench()
    bench.order("165.5", "10")
    assert bench.dose == "1,655 mg"
    assert "165.5 kg × 10 mg/kg" in bench.texts(ORDER)

    bench.type_into(WEIGHT, "72,4")
    assert bench.headline.startswith("“72,4” has a comma")
    assert_no_figures(bench)
    bench.type_into(WEIGHT, "72.4")
    bench.type_into(DOSE, "10")
    assert bench.dose == "724 mg"
