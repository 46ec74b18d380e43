"""A claim that a second check holds: it reads "ready" nowhere, and says how the hold ends."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from app.records.entry import Meaning
from app.site import load_site
from app.ui.live_site import LiveSite
from app.ui.widgets.card import Chip
from tests.ui.bench import Bench, OpenBench, name_of, settle
from tests.ui.check_desk import at_check, compare, enter_all, with_people
from tests.ui.claim_desk import CHARGE, REVIEW, headline
from tests.ui.records_desk import AS_IT_WAS, at_records, rows
from tests.ui.test_recording import ENCOUNTER, entries, prepared, record, standing

HELD = "Claim held: JW units differ, found by MB."
READY = "Ready to enter"
_SETTLED = """
initials_alone = true

[[code_decisions]]
drug = "durvalumab"
code = "J9173"
by = "TS"
why = "the table has it"
on = 2026-11-24
table_dated = 2026-11-24
"""


@pytest.fixture
def desk(open_bench: OpenBench, site_folder: Path) -> Bench:
    """72.4 kg, prepared by RK; MB finds 2 JW units in the place of 1, and signs all the same."""
    with_people(site_folder, _SETTLED)
    bench = open_bench(site=load_site())
    bench.order("72.4", "10")
    bench.type_into("Diagnoses", "Z51.12, C34.12")
    bench.type_into(ENCOUNTER, "A-20417")
    bench.alt("2")
    bench.type_into(CHARGE, "78.5")
    bench.alt("1")
    record(bench)
    at_check(bench)
    enter_all(bench, jw="2")
    compare(bench)
    bench.keys("2")
    bench.alt("C")
    bench.alt("I")
    return bench


@pytest.fixture
def given(desk: Bench) -> Bench:
    """The same, once 724 mg were given and recorded by MB."""
    desk.alt("1")
    desk.click("Enter given dose…")
    desk.keys("724")
    record(desk, by="MB")
    assert [entry.content.meaning for entry in entries(desk)][-1] is Meaning.GIVEN
    desk.alt("2")
    return desk


def copied(bench: Bench, button: str) -> str:
    """What that button copies, in one line."""
    bench.click(button)
    return " ".join(QGuiApplication.clipboard().text().split())


def test_a_claim_would_be_ready_but_for_the_check(given: Bench) -> None:
    assert headline(given) == "Not ready: held"
    sheet = given.window._live.shown.answer
    assert getattr(sheet, "is_ready")  # noqa: B009 a Worksheet, or it fails here


@pytest.mark.parametrize("button", ["Copy this view", "Copy claim lines", "Copy worksheet"])
def test_what_is_copied_of_a_held_claim_says_that_it_is_held(given: Bench, button: str) -> None:
    text = copied(given, button)
    assert HELD in text
    assert READY not in text
    assert "held" in text.replace(HELD, "").lower()
    assert any("Copied" in said or "copied" in said for said in given.texts())
    assert any(said.endswith(", held") for said in given.texts())


def test_the_lines_of_a_held_claim_are_not_headed_ready(given: Bench) -> None:
    assert "LINES · GIVEN, NOT READY, HELD" in given.texts()
    assert "READY TO ENTER" not in given.text()
    assert READY not in given.text()


def test_the_entry_that_is_recorded_while_the_claim_is_held_says_so(given: Bench) -> None:
    page = " ".join(entries(given)[-1].content.page.split())
    assert f"STOP: {HELD}" in page
    assert "Not ready: held" in page
    assert READY not in page


def test_the_list_of_the_record_shows_that_the_claim_is_held_beside_the_check(given: Bench) -> None:
    at_records(given)
    [row] = rows(given)
    assert row[4] == "claim held"
    assert READY not in given.text(AS_IT_WAS)


def test_a_held_claim_says_how_the_hold_ends(given: Bench) -> None:
    assert given.says(
        REVIEW,
        "The claim is held until a check “Before the claim” agrees: on Double-check, by somebody "
        "who neither prepared, gave nor corrected it.",
    )


def test_what_was_recorded_is_confirmed_though_the_claim_is_held(given: Bench) -> None:
    said = [name_of(chip) for chip in given.parts(Chip)]
    assert f"Stop: {HELD}" in said
    assert standing(given) == "Recorded: prepared RK, checked MB, given MB, R-000003"
    assert "Recorded: given MB, R-000003" in given.bar() or standing(given) in given.bar()


def test_decisions_that_are_closed_say_how_they_are_opened(open_bench: OpenBench) -> None:
    bench = open_bench(site=load_site())
    prepared(bench)
    bench.alt("2")
    assert not bench.control("Answer next").isEnabled()
    assert not bench.control("Compare and choose…").isEnabled()
    assert bench.says(REVIEW, "Recorded: press Enter given dose… on Prepare to go on, or Correct…")
    bench.ctrl("K")
    bench.alt("2")
    assert bench.control("Answer next").isEnabled()
    assert "Recorded: press" not in bench.text()
    bench.type_into("Amount given", "724")
    record(bench)
    bench.alt("2")
    assert bench.says(REVIEW, "Recorded: press Correct… (Ctrl+K) to change it or to answer.")


def test_code_settled_after_the_lines_were_recorded_says_that_they_stay(
    open_bench: OpenBench, site_folder: Path
) -> None:
    bench = open_bench(site=load_site())
    prepared(bench)
    since = (
        "The site bills J9173 since 2026-11-24. The recorded lines stay as they are: Correct… "
        "(Ctrl+K) applies it."
    )
    assert since not in bench.text()
    assert LiveSite.of(bench.window._live).settle_code("durvalumab", "J9173", "TS", "table") == ""
    settle()
    assert "J9323" in bench.text("Claim lines · planned")
    assert bench.says("Claim lines · planned", since)
    bench.alt("2")
    assert bench.says(REVIEW, since)
    bench.ctrl("K")
    settle()
    assert since not in bench.text()
    bench.alt("1")
    assert "J9323" not in bench.text("Claim lines · planned")
