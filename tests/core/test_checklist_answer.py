"""Answers to checklist items: read strictly, written as one line, and read back as the same."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.checklist_answer import Lot, ReadAnswer, fields_of, line_of, read_answer
from app.core.checklist_item import AnswerForm, ChecklistItem, Moment

ITEM = ChecklistItem("item", "", "", "", frozenset(), frozenset(), "", Moment.BEFORE)
TWO = ("0310-4611-50", "0310-4500-12")


def _read(form: AnswerForm, text: str) -> ReadAnswer | str:
    return read_answer(replace(ITEM, form=form), text)


def _said(form: AnswerForm, text: str) -> str:
    read = _read(form, text)
    assert isinstance(read, str), read
    return read


@pytest.mark.parametrize(
    ("form", "text", "kept"),
    [
        (AnswerForm.TICK, "done", "done"),
        (AnswerForm.TEXT, "  MB, grade 0 ", "MB, grade 0"),
        (AnswerForm.DATE, "2026-11-24", "2026-11-24"),
        (AnswerForm.START_STOP, "1005 to 1107", "10:05 to 11:07, 62 min"),
        (AnswerForm.START_STOP, "10:05 to 11:07, 62 min", "10:05 to 11:07, 62 min"),
        (AnswerForm.START_STOP, "2340 to 0041", "23:40 to 00:41, 61 min"),
        (AnswerForm.START_STOP, "0000 to 0100; slow", "00:00 to 01:00, 60 min; slow"),
        (
            AnswerForm.DISCARD,
            "2026-11-24 1120; rest of the vial; waste bin",
            "2026-11-24 11:20; rest of the vial; waste bin",
        ),
        (
            AnswerForm.LOTS,
            "0310-4611-50 A 2027-12; 0310-4500-12 C 2028-02-29, D 2027-01",
            "0310-4611-50 lot A exp 2027-12; 0310-4500-12 lot C exp 2028-02-29, lot D exp 2027-01",
        ),
        (AnswerForm.LOTS, "500 mg AB12 2027-12", "500 mg lot AB12 exp 2027-12"),
    ],
)
def test_an_answer_is_kept_as_one_readable_line_that_reads_as_itself(
    form: AnswerForm, text: str, kept: str
) -> None:
    read = _read(form, text)
    assert isinstance(read, ReadAnswer), read
    assert read.text == kept
    assert _read(form, kept) == read


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        (AnswerForm.TICK, "yes", "Write “done”"),
        (AnswerForm.TEXT, "", "Nothing is written"),
        (AnswerForm.TEXT, "x" * 201, "at most 200 characters: these are 201"),
        (AnswerForm.TEXT, "one\ntwo", "one line"),
        (AnswerForm.TEXT, "\u202eturned", "one line"),
        (AnswerForm.DATE, "24.11.2026", "is not a date"),
        (AnswerForm.DATE, "2026-02-30", "There is no day"),
        (AnswerForm.START_STOP, "1005", "start and stop"),
        (AnswerForm.START_STOP, "1005 to ", "start and stop"),
        (AnswerForm.START_STOP, "105 to 1105", "“105” is not a time"),
        (AnswerForm.START_STOP, "1:05 to 2:05", "24-hour clock"),  # may be 13:05
        (AnswerForm.START_STOP, "1005 to 2400", "“2400” is not a time"),
        (AnswerForm.START_STOP, "1005 to 1005", "both 10:05"),
        (AnswerForm.START_STOP, "1107 to 1005", "Stop 10:05 is before start 11:07"),
        (AnswerForm.START_STOP, "10:05 to 11:07, 60 min", "is 62 min, not 60"),
        (AnswerForm.DISCARD, " ; ; ", "date"),
        (AnswerForm.DISCARD, "2026-11-24 ; a; b", "time"),
        (AnswerForm.DISCARD, "2026-11-24 1120; ; bin", "why"),
        (AnswerForm.DISCARD, "2026-11-24 1120; rest; ", "how"),
        (AnswerForm.DISCARD, "2026-11-24 1120; rest; of it; bin", "without a semicolon"),
        (AnswerForm.LOTS, "0310-4611-50 ", "lot and expiry"),
        (AnswerForm.LOTS, "AB12 2027-12", "lot and expiry"),
        (AnswerForm.LOTS, "0310-4611-50 AB12", "“AB12” is not a lot and its expiry"),
        (AnswerForm.LOTS, "0310-4611-50 AB12 2027-13", "no expiry 2027-13"),
        (AnswerForm.LOTS, "0310-4611-50 AB12 2207-12", "after 2099"),
        (AnswerForm.LOTS, "0310-4611-50 A 2027-12; 0310-4500-12 ", "lot and expiry"),
        (AnswerForm.PROGRAM, "settled", "The order answers this"),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_a_sentence(
    form: AnswerForm, text: str, words: str
) -> None:
    said = _said(form, text)
    assert words in said
    assert said.endswith(".")


def test_minutes_are_counted_over_midnight_up_to_four_hours() -> None:
    read = _read(AnswerForm.START_STOP, "2200 to 0200")
    assert isinstance(read, ReadAnswer)
    assert read.minutes == 240
    assert "before start" in _said(AnswerForm.START_STOP, "2200 to 0201")


def test_an_expiry_without_a_day_ends_with_its_month() -> None:
    read = _read(AnswerForm.LOTS, "500 mg A 2028-02, B 2027-12, C 2027-06-15")
    assert isinstance(read, ReadAnswer)
    assert read.lots == (
        Lot("500 mg", "A", date(2028, 2, 29)),
        Lot("500 mg", "B", date(2027, 12, 31)),
        Lot("500 mg", "C", date(2027, 6, 15)),
    )


@pytest.mark.parametrize(
    ("form", "fields", "products"),
    [
        (AnswerForm.TEXT, ("MB, ",), ()),  # a blank may be on its way
        (AnswerForm.START_STOP, ("10", "", ""), ()),
        (AnswerForm.START_STOP, ("", "1105", ""), ()),
        (AnswerForm.DISCARD, ("", "11", "", ""), ()),
        (AnswerForm.DISCARD, ("2026-11-24", "", "rest, of it", "waste bin"), ()),
        (AnswerForm.LOTS, ("AB12", ""), TWO),
        (AnswerForm.LOTS, ("", "CD34 20"), TWO),
        (AnswerForm.LOTS, ("AB12 2027", ""), ("500 mg", "1,000 mg")),
    ],
)
def test_what_is_half_typed_is_kept_as_it_is_and_comes_back(
    form: AnswerForm, fields: tuple[str, ...], products: tuple[str, ...]
) -> None:
    line = line_of(form, fields, products)
    assert fields_of(form, line, products) == fields


def test_a_whole_answer_comes_back_into_its_fields_as_it_is_kept() -> None:
    line = line_of(AnswerForm.START_STOP, ("1005", "1130", "slowed"))
    assert line == "10:05 to 11:30, 85 min; slowed"
    assert fields_of(AnswerForm.START_STOP, line) == ("10:05", "11:30", "slowed")
    line = line_of(AnswerForm.LOTS, ("A1 2027-12, B2 2028-01", "C3 2027-06"), ("500 mg", "120 mg"))
    assert line == "500 mg lot A1 exp 2027-12, lot B2 exp 2028-01; 120 mg lot C3 exp 2027-06"
    assert fields_of(AnswerForm.LOTS, line, ("500 mg", "120 mg")) == (
        "A1 2027-12, B2 2028-01",
        "C3 2027-06",
    )


@pytest.mark.parametrize("form", AnswerForm)
def test_blank_fields_are_no_answer(form: AnswerForm) -> None:
    fields = tuple(" " for _ in fields_of(form, "", TWO))
    assert line_of(form, fields, TWO) == ""


def test_an_answer_that_is_too_long_only_as_it_is_kept_is_refused() -> None:
    """8 lots of 22 characters; "lot" and "exp" put 8 more into each."""
    typed = "500 mg " + ", ".join(["LOT-1234567 2027-12-31"] * 8)
    assert len(typed) < 200
    assert "at most 200 characters" in _said(AnswerForm.LOTS, typed)


@given(form=st.sampled_from(AnswerForm), text=st.text(max_size=220))
def test_any_text_is_read_or_gets_a_sentence(form: AnswerForm, text: str) -> None:
    read = _read(form, text)
    if isinstance(read, ReadAnswer):
        assert read.text.isprintable()
        assert read.text == read.text.strip()
        assert _read(form, read.text) == read
    else:
        assert read.endswith(".")
