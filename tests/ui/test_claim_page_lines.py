"""The Claim page: the lines in their views, and somebody else's claim against them."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from app.core.claim_views import View, claim_view
from app.core.payer import Setting
from app.core.worksheet import Worksheet
from app.ui.widgets.lines_text import LinesText, fitted
from tests.ui.bench import CLAIM, Bench
from tests.ui.claim_desk import (
    BILLED,
    CHARGE,
    GIVEN,
    THEIRS,
    headline,
    open_claim,
    row,
    rows,
)

OURS = "J9323 JA 73 00310-4611-50"
OUR_JW = "J9323 JW JA 1 0310-4500-12"


def _sheet(bench: Bench) -> Worksheet:
    sheet = bench.window._live.shown.answer
    assert isinstance(sheet, Worksheet)
    return sheet


@pytest.mark.parametrize(
    ("setting", "views"),
    [
        (Setting.OFFICE, {"CMS-1500": View.CMS1500, "837P": View.PROFESSIONAL}),
        (Setting.ON_CAMPUS, {"UB-04": View.UB04, "837I": View.INSTITUTIONAL}),
    ],
)
def test_each_view_is_copied_exactly_as_it_is(
    bench: Bench, setting: Setting, views: dict[str, View]
) -> None:
    open_claim(bench)
    bench.window._live.edit_claim(setting=setting)
    bench.type_into(GIVEN, "724")
    bench.type_into(CHARGE, "78.5")
    for name, view in views.items():
        bench.click(f"View: {name}")
        bench.click("Copy this view")
        assert QGuiApplication.clipboard().text() == claim_view(_sheet(bench), view)
        assert "Copied, as given" in bench.texts()
        (text,) = bench.parts(LinesText)
        words = " ".join(text.text().split())
        shown = " ".join(claim_view(_sheet(bench), view).split())
        assert words.replace(" ", "") == shown.replace(" ", "")


def test_planned_lines_say_so_in_caption_text_and_copy(bench: Bench) -> None:
    open_claim(bench)
    assert "LINES · PLANNED" in bench.texts()
    bench.alt("V")
    assert "Copied, as planned" in bench.texts()
    assert "PLANNED" in QGuiApplication.clipboard().text()
    bench.type_into(GIVEN, "724")
    assert "LINES · GIVEN, NOT READY" in bench.texts()
    assert "Copied, as planned" not in bench.texts()


def test_lines_are_ready_only_with_the_claim_and_a_missing_charge_is_said(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(GIVEN, "724")
    bench.window._live.edit_claim(code="J9173")
    assert "LINES READY BUT FOR THE CHARGE" in bench.texts()
    bench.type_into(CHARGE, "78.5")
    assert "LINES READY TO ENTER" in bench.texts()
    bench.type_into(CHARGE, "7,8")
    assert bench.says("Lines · planned", "has a comma")


def test_a_code_that_is_not_confirmed_is_said_at_the_lines(bench: Bench) -> None:
    open_claim(bench)
    assert bench.says("Lines · planned", "J9323: code not confirmed")


def test_an_exempt_setting_has_no_view_and_says_why(bench: Bench) -> None:
    open_claim(bench)
    bench.window._live.edit_claim(setting=Setting.EXEMPT)
    assert bench.says("Lines · planned", "exempt setting bills no drug line")
    assert not bench.control("Copy this view").isEnabled()
    assert not bench.is_there("View: CMS-1500")


def test_without_an_answer_there_are_no_lines(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(GIVEN, "7x")
    assert bench.parts(LinesText) == []
    assert not bench.is_there("Copy this view")


def test_a_long_line_goes_on_below_and_loses_nothing() -> None:
    line = "SV1*HC:J9323:JW:JA*charge missing*UN*1*11**1~"
    lines = fitted([line, "", "short"], 20)
    assert all(len(part) <= 20 for part in lines)
    assert "".join(part.strip() for part in lines[:-2]).replace(" ", "") == line.replace(" ", "")
    assert lines[-2:] == ["", "short"]


# --- somebody else's claim ------------------------------------------------------------------------


def test_the_same_lines_are_said_to_be_the_same(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(BILLED, OURS)
    bench.type_into("Billed line 2", OUR_JW)

    assert bench.says(THEIRS, "Read: J9323 · JA · 73 units · NDC 00310-4611-50")
    assert "The lines read are those of this order." in bench.texts(THEIRS)


def test_differences_stand_here_and_in_the_review(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(BILLED, "j9271 JA 74")

    assert bench.says(THEIRS, "J9271", "pembrolizumab")
    assert bench.says(THEIRS, "over-billed by 1")
    assert row(bench, "their code").startswith("Stop")
    assert "over-billed by 1" in row(bench, "their units")


def test_a_line_that_cannot_be_read_is_named_and_costs_no_figure(bench: Bench) -> None:
    open_claim(bench)
    bench.type_into(BILLED, OURS)
    bench.type_into("Billed line 2", "J9323 JW x1.5")

    assert bench.says(THEIRS, "Line 2 is not compared", "X1.5")
    assert len(rows(bench)) > 1
    assert headline(bench).startswith("Not ready: not given yet")


def test_lines_pasted_at_once_get_a_field_each(bench: Bench) -> None:
    open_claim(bench)
    bench.paste(BILLED, f"{OURS}\r\n\n{OUR_JW}\n")

    assert bench.text_of(BILLED) == OURS
    assert bench.text_of("Billed line 2") == OUR_JW
    assert bench.text_of("Billed line 3") == ""
    assert bench.focused() == "Billed line 3"
    assert "The lines read are those of this order." in bench.texts(THEIRS)


def test_enter_goes_from_line_to_line(bench: Bench) -> None:
    open_claim(bench)
    bench.go_to(BILLED)
    bench.keys(OURS)
    bench.enter()
    assert bench.focused() == "Billed line 2"


def test_a_line_of_text_is_no_input_of_the_mouse(bench: Bench) -> None:
    open_claim(bench)
    (text,) = bench.parts(LinesText)
    assert isinstance(text, QLabel)
    assert text.accessibleName() == "The lines in this view"
    assert "CMS-1500" in text.accessibleDescription()


def test_an_exempt_setting_has_no_lines_on_prepare_either(bench: Bench) -> None:
    bench.order()
    assert "74 of 150 MUE" in bench.texts(CLAIM)
    bench.window._live.edit_claim(setting=Setting.EXEMPT)
    assert bench.says(CLAIM, "exempt setting bills no drug line")
    assert bench.claim_lines == []
    assert not bench.says(CLAIM, "MUE")
