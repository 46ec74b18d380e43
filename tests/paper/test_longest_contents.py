"""The longest contents: still one page, nothing cut, nothing under the smallest size, or a word."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.claim_draft import (
    CompendiumDraft,
    CoverageDraft,
    DecisionDraft,
    EvidenceDraft,
    LossDraft,
)
from app.paper.contents import Contents, Item, Labelled, Sentence, Table, Vials
from app.paper.marks import TextMark
from app.paper.paper_sheet import PaperRefusedError, PaperSheet, PaperSize
from app.paper.pdf import worksheet_pdf, write_pdf
from app.paper.worksheet_contents import worksheet_contents
from app.paper.worksheet_page import MARGIN, SMALLEST, lay_out_worksheet
from tests.paper.reading import outside, overlapping, read_page
from tests.paper.sheets import ANSWER, HASH, LONG_CLAIM, NEWEST, longest
from tests.wording.reading import broken_rules

both_papers = pytest.mark.parametrize("size", PaperSize)


def everything_typed(answer: str) -> PaperSheet:
    """The longest sheet with every other text at 200 characters and four decisions besides."""
    findings = ("code-conflict", "weight-unusual", "shared-vial", "diagnosis-not-labelled")
    return longest(
        replace(
            LONG_CLAIM,
            losses=(LossDraft("3", ANSWER), LossDraft("25", "broken")),
            evidence=EvidenceDraft(
                None,
                ANSWER,
                ANSWER,
                CoverageDraft("N. Kaya", "R-5", "2026-11-20"),
                CompendiumDraft("NCCN", "2A", "2026-11-01"),
            ),
            decisions=tuple(
                DecisionDraft(
                    finding,
                    "keep" if finding == "code-conflict" else "accept",
                    "N. Kaya",
                    ANSWER,
                    "2026-11-20",
                )
                for finding in findings
            ),
        ),
        answer,
    )


def texts_of(contents: Contents) -> Iterator[str]:
    """Every text that has to be on the page."""
    yield from (contents.title, contents.status, contents.also_signed)
    yield from (*contents.below_title, *contents.stops, *contents.footer)
    for figure in contents.figures:
        yield from figure
    for signed in contents.signed:
        yield from (signed.title, *signed.texts)
    for section in contents.sections:
        yield section.heading
        for part in section.parts:
            match part:
                case Labelled(label, text):
                    yield from (label, text)
                case Table(rows):
                    for row in rows:
                        yield from row.cells
                        yield from (*row.below.texts, row.below.mark) if row.below else ()
                case Sentence(text):
                    yield text
                case Item(_, asked, stands):
                    yield f"{asked}: {stands}"
                case Vials(vials):
                    for vial in vials:
                        yield from (vial.size, *vial.captions)


def test_the_longest_sheet_is_as_long_as_it_claims() -> None:
    paper = longest()
    assert len(ANSWER) == 200
    assert len(paper.sheet.checklist) == 30
    assert len(paper.sheet.plan.vials) == 6
    assert len(paper.sheet.claim_lines) == 6
    assert len(paper.sheet.open_findings) == 15


@both_papers
def test_the_longest_sheet_is_complete_on_one_page(size: PaperSize) -> None:
    paper = longest()
    page = read_page(worksheet_pdf(paper, size))
    missing = [text for text in texts_of(worksheet_contents(paper)) if text not in page.text]
    assert missing == []
    assert page.text.count(ANSWER) == 31  # each item and why it was stopped
    assert outside(page, MARGIN - 1) == []
    assert overlapping(page) == []
    assert broken_rules(page.text.replace(HASH, "").replace(NEWEST, "")) == []


@both_papers
def test_every_other_text_at_its_longest_fits_with_answers_of_100(size: PaperSize) -> None:
    paper = everything_typed(ANSWER[:100].strip())
    page = read_page(worksheet_pdf(paper, size))
    missing = [text for text in texts_of(worksheet_contents(paper)) if text not in page.text]
    assert missing == []
    assert overlapping(page) == []


@both_papers
@pytest.mark.parametrize("make", [longest, lambda: everything_typed("done")])
def test_no_letter_is_smaller_than_the_smallest(
    make: Callable[[], PaperSheet], size: PaperSize
) -> None:
    page = lay_out_worksheet(make(), size)
    sizes = {mark.size for mark in page.marks if isinstance(mark, TextMark)}
    assert SMALLEST == 6
    assert min(sizes) >= SMALLEST


@both_papers
def test_what_does_not_fit_is_refused_in_a_sentence_and_nothing_is_written(
    tmp_path: Path, size: PaperSize
) -> None:
    with pytest.raises(PaperRefusedError) as refused:
        write_pdf(everything_typed(ANSWER), tmp_path / "sheet.pdf", size)
    assert refused.value.sentence == (
        "The worksheet does not fit on one page in letters of 6 points, and nothing is cut: "
        "shorten the longest answers and reasons, then print again."
    )
    assert list(tmp_path.iterdir()) == []
