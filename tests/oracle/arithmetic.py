"""The contract's arithmetic on whole numbers and fractions, written from its text alone."""

from fractions import Fraction


def exact(text: object) -> Fraction:
    """A figure as a fraction: a text, a whole number, a decimal; none goes through a float."""
    return Fraction(str(text))


def half_up(value: Fraction, step: str) -> Fraction:
    """The nearest multiple of `step`, the larger one of two equally near."""
    steps = value / Fraction(step) + Fraction(1, 2)
    return (steps.numerator // steps.denominator) * Fraction(step)


def ceiling(value: Fraction) -> int:
    """The least whole number that is not below."""
    return -(-value.numerator // value.denominator)


def floor(value: Fraction) -> int:
    """The largest whole number that is not above."""
    return value.numerator // value.denominator


def single_dose_units(dose: Fraction, opened: Fraction, unit: Fraction) -> tuple[int, int, int]:
    """Administered, JW and opened units: round up the dose, round down what is opened."""
    administered = ceiling(dose / unit)
    return administered, max(0, floor(opened / unit) - administered), floor(opened / unit)
