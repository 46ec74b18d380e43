"""Lines of somebody else's claim: what is read, and the sentence for what is not."""

import pytest

from app.core.claim_draft import BilledLineDraft
from app.ui.billed_lines import read_billed_line, write_billed_line


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        (
            "J9323 JW JA 1 00310-4500-12",
            BilledLineDraft("J9323", ("JW", "JA"), "1", "00310-4500-12"),
        ),
        ("j9323\tja\t73", BilledLineDraft("J9323", ("JA",), "73")),
        ("J9323:JA, 73; 0310-4611-50", BilledLineDraft("J9323", ("JA",), "73", "0310-4611-50")),
        ("73 J9323", BilledLineDraft("J9323", (), "73")),
        ("J9323 73 00310461150", BilledLineDraft("J9323", (), "73", "00310-4611-50")),
        ("J9323 73 N400310461150", BilledLineDraft("J9323", (), "73", "00310-4611-50")),
        ("J9323 0", BilledLineDraft("J9323", (), "0")),
    ],
)
def test_a_line_is_read(text: str, draft: BilledLineDraft) -> None:
    assert read_billed_line(text, 1).draft == draft


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("JA 73", "no code"),
        ("J9323 J9173 73", "one code"),
        ("J9323 JA", "no number of units"),
        ("J9323 73 1", "one number of units"),
        ("J9323 1,500", "one number of units"),
        ("J9323 7.5", "“7.5”"),
        ("J9323 073", "not a whole number"),
        ("J9323 1000001", "over 1,000,000"),
        ("J9323 73 0310-4611-50 0310-4500-12", "one NDC"),
        ("J9323 73 0310-4611", "“0310-4611”"),
        ("J9323 73 0310461150", "two hyphens or eleven digits"),
        ("J9323 ٧٣", "is no code"),
        ("hello", "“HELLO”"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(text: str, why: str) -> None:
    read = read_billed_line(text, 7)
    assert read.draft is None
    assert read.trouble.startswith("Line 7 is not compared: ")
    assert why in read.trouble
    assert read.trouble.endswith(".")
    assert read.echo == ""


def test_a_blank_line_is_nothing() -> None:
    read = read_billed_line("  \t", 1)
    assert (read.draft, read.trouble, read.echo) == (None, "", "")


def test_what_was_read_is_said_again() -> None:
    assert read_billed_line("j9323 1500", 1).echo == (
        "Read: J9323 · no modifier · 1,500 units · no NDC"
    )
    assert read_billed_line("J9323 1", 1).echo.count("1 unit ·") == 1


@pytest.mark.parametrize("text", ["J9323 JW JA 1 00310-4500-12", "J9323 73"])
def test_a_line_written_again_reads_the_same(text: str) -> None:
    draft = read_billed_line(text, 1).draft
    assert draft is not None
    assert write_billed_line(draft) == text
