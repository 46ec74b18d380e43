"""Conversions and roundings, each by hand arithmetic; the constants from their sources."""

from decimal import Decimal

import pytest

from app.core.quantity import (
    kg_from_lb,
    percent_of,
    rounded_ratio,
    shown_kg,
    shown_lb,
    started_units,
    whole_units,
)


def test_a_pound_is_exact() -> None:
    """1959: 0.45359237 kg."""
    assert kg_from_lb(Decimal(160)) == Decimal("72.5747792")


@pytest.mark.parametrize(
    ("numerator", "denominator", "step", "rounded"),
    [
        ("1", "3", "0.01", "0.33"),
        ("2", "3", "0.01", "0.67"),
        ("1", "8", "0.01", "0.13"),  # 0.125: half up
        ("5", "2", "1", "3"),
        ("7", "2", "1", "4"),  # up, not to even
        ("7", "1", "5", "5"),
        ("8", "1", "5", "10"),
        ("0", "3", "0.1", "0"),
    ],
)
def test_a_ratio_is_rounded_once_and_half_up(
    numerator: str, denominator: str, step: str, rounded: str
) -> None:
    found = rounded_ratio(Decimal(numerator), Decimal(denominator), Decimal(step))
    assert found == Decimal(rounded)


def test_a_weight_reads_in_the_other_unit_to_a_tenth() -> None:
    """72.6 ÷ 0.45359237 = 160.055…; 1 lb = 0.45359237 kg; 72.57 and 72.55 go to a tenth."""
    assert shown_lb(Decimal("72.6")) == Decimal("160.1")
    assert shown_lb(Decimal("0.45359237")) == 1
    assert shown_kg(Decimal("72.5747792")) == Decimal("72.6")
    assert shown_kg(Decimal("72.55")) == Decimal("72.6")
    assert shown_kg(Decimal("72.549")) == Decimal("72.5")


def test_a_share_is_told_to_a_tenth_of_a_percent() -> None:
    """1 of 3 is 33.33 %, 2 of 3 are 66.67 %, 1 of 16 is 6.25 %."""
    assert percent_of(1, 3) == Decimal("33.3")
    assert percent_of(2, 3) == Decimal("66.7")
    assert percent_of(1, 16) == Decimal("6.3")
    assert percent_of(3, 3) == 100
    assert percent_of(0, 0) == 0


def test_a_started_unit_counts_and_a_started_rest_does_not() -> None:
    """Manual 17 section 10 for the dose; NGS for the content: 724 mg by 10 are 73 and 72."""
    assert started_units(Decimal(724), Decimal(10)) == 73
    assert started_units(Decimal("720.001"), Decimal(10)) == 73
    assert started_units(Decimal(720), Decimal(10)) == 72
    assert whole_units(Decimal(724), Decimal(10)) == 72
    assert whole_units(Decimal("729.999"), Decimal(10)) == 72
    assert whole_units(Decimal(730), Decimal(10)) == 73
