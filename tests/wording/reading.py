"""Read a page of text as the safe-writing rules do."""

import re
from typing import Final

RULES: Final = {
    "a trailing zero": r"\d\.\d*0(?![\d.])",
    "no zero before the point": r"(?<![\d.])\.\d",
    "no blank before the unit": r"\d(?:mg|mL|kg|lb|units?|minutes)\b",
    "a unit that is not written out": r"\d ?(?:U|IU|cc|ml|mcg|µg|μg)\b|[µμ]g",
    "no thousands comma": r"(?<![\d.,-])[1-9]\d{3,}(?![\d-])",
    "money without its two places": r"USD \d[\d,]*(?:\.\d)?(?![\d.,])",
    "a figure apart from its unit": r"\d\n *(?:mg|mL|kg|lb|units?)\b",
}

_NO_FIGURES: Final = re.compile(
    r"Vialwise \d\.\d\.\d"  # a version
    r"|USD [1-9]\d{0,2}(?:,\d{3})*\.\d{2}\b"  # money alone keeps its last zero
    r"|[A-Z]\d{4}"  # a code
    r"|\d{4,5}-\d{3,4}-\d{1,2}"  # an NDC
    r"|\d{4}-\d{2}(?:-\d{2})?"  # a date
    r"|\d{2}/\d{4}"
    r"|(?:January|April|July|October|quarter of) \d{4}"
    r"|[A-Z]{2,}\.\d+"  # a policy's number, CP.PHAR.339
    r"|\bML\d+(?:\.\d+)?"  # a quantity as a claim writes it
)


def broken_rules(page: str) -> list[str]:
    """Which rules the page breaks, each with the place."""
    figures = _NO_FIGURES.sub("", page)
    return [
        f"{rule}: {figures[max(0, found.start() - 20) : found.end() + 10]!r}"
        for rule, pattern in RULES.items()
        for found in re.finditer(pattern, figures)
    ]
