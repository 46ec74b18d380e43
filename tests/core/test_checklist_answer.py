"""Answers to checklist items: read strictly, written as one line, and read back as the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.checklist_answer import ReadAnswer, fields_of, line_of, read_answer
from app.core.checklist_item import AnswerForm, ChecklistItem, ItemMoment

ITEM = ChecklistItem("item", "", "", "", frozenset(), frozenset(), "", ItemMoment.BEFORE)


def _read(form: AnswerForm, text: str) -> ReadAnswer | str:
    return read_answer(replace(ITEM, form=form), text)


def _said(form: AnswerForm, text: str) -> str:
    read = _read(form, text)
    assert isinstance(read, str), read
    return read


def _kept(form: AnswerForm, text: str) -> str:
    read = _read(form, text)
    assert isinstance(read, ReadAnswer), read
    return read.text


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


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (AnswerForm.TEXT, ("MB, ",)),  # a blank may be on its way
        (AnswerForm.START_STOP, ("10", "", "")),
        (AnswerForm.START_STOP, ("", "1105", "")),
        (AnswerForm.DISCARD, ("", "11", "", "")),
        (AnswerForm.DISCARD, ("2026-11-24", "", "rest, of it", "waste bin")),
    ],
)
def test_what_is_half_typed_is_kept_as_it_is_and_comes_back(
    form: AnswerForm, fields: tuple[str, ...]
) -> None:
    line = line_of(form, fields)
    assert fields_of(form, line) == fields


def test_a_whole_answer_comes_back_into_its_fields_as_it_is_kept() -> None:
    line = line_of(AnswerForm.START_STOP, ("1005", "1130", "slowed"))
    assert line == "10:05 to 11:30, 85 min; slowed"
    assert fields_of(AnswerForm.START_STOP, line) == ("10:05", "11:30", "slowed")


@pytest.mark.parametrize("form", AnswerForm)
def test_blank_fields_are_no_answer(form: AnswerForm) -> None:
    fields = tuple(" " for _ in fields_of(form, ""))
    assert line_of(form, fields) == ""


def test_an_answer_that_is_too_long_only_as_it_is_kept_is_refused() -> None:
    """14 characters of the times, 2 before the reason: 184 are left, and ", 62 min" takes 8."""
    times = "10:05 to 11:07"
    longest = f"{times}; {'x' * 176}"
    assert len(_kept(AnswerForm.START_STOP, longest)) == 200
    assert "at most 200 characters: these are 201" in _said(AnswerForm.START_STOP, f"{longest}x")


@given(form=st.sampled_from(AnswerForm), text=st.text(max_size=220))
def test_any_text_is_read_or_gets_a_sentence(form: AnswerForm, text: str) -> None:
    read = _read(form, text)
    if isinstance(read, ReadAnswer):
        assert read.text.isprintable()
        assert read.text == read.text.strip()
        assert _read(form, read.text) == read
    else:
        assert read.endswith(".")


def test_a_discard_at_no_time_of_day_is_refused() -> None:
    assert _said(AnswerForm.DISCARD, "2026-11-24 25:00; rest; bin")
