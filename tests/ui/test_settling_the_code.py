"""A newcomer finds and settles the conflict about the billing code, by keyboard alone.

Counted by hand from a first start with an empty site folder, the keyboard in Weight: 4 keys for
72.4, Alt+S, 2 for 10; the notice is read; Alt and the letter of Compare; the comparison is read;
Tab, the name, Tab, the reason, Tab, Space. That is 12 keys and two short texts. At one key a second
and 30 letters of text at three a second it is 22 seconds: well under a minute, with time to read.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from app.core.checklist import ItemState
from app.core.site_choices import CodeDecision, SiteChoices
from app.core.worksheet import Worksheet
from app.reference import Reference
from app.reference.resources import RESOURCES
from app.site import load_site
from tests.ui.at_site_setup import at_setup
from tests.ui.bench import CLAIM, OpenBench
from tests.ui.comparing import (
    COMPARE,
    KEPT_MARK,
    WHO,
    WHY,
    Counting,
    back_at_the_window,
    codes_on_the_lines,
    compare,
    is_open,
    letter_of,
    saved,
    settle_by_keyboard,
    texts_in,
)

LOOKED_UP: Final = "Name who looked it up…"
KEYS: Final = 12
"""As counted by hand above."""


@pytest.fixture
def newcomer(open_bench: OpenBench) -> Counting:
    """A first start: nothing in the site folder, nothing typed."""
    return Counting(open_bench(site=load_site()).window)


def test_a_newcomer_settles_the_code_by_keyboard_alone(
    newcomer: Counting, open_bench: OpenBench, site_folder: Path
) -> None:
    newcomer.order()
    before = newcomer.bar()
    newcomer.new_order()
    newcomer.pressed = 0

    settle_by_keyboard(newcomer, tabs_to_the_button=1)
    assert newcomer.pressed <= KEYS
    assert newcomer.pressed + newcomer.letters / 3 < 30

    assert codes_on_the_lines(newcomer) == ["J9173", "J9173"]
    assert "not confirmed" not in newcomer.text(CLAIM)
    assert how_many(newcomer.bar()) == how_many(before) - 1
    assert saved(site_folder) == [
        {
            "drug": "durvalumab",
            "code": "J9173",
            "by": WHO,
            "why": WHY,
            "on": date(2026, 11, 24),
            "table_dated": date(2025, 10, 1),
        }
    ]

    again = open_bench(site=load_site())
    again.order()
    assert codes_on_the_lines(again) == ["J9173", "J9173"]
    assert "not confirmed" not in again.text(CLAIM)


def how_many(bar: list[str]) -> int:
    """How many findings the bar says are open."""
    counts = [text.split(" to answer")[0] for text in bar if " to answer" in text]
    return int(counts[0]) if counts else 0


def test_a_kept_code_stays_marked(
    newcomer: Counting, open_bench: OpenBench, site_folder: Path
) -> None:
    settle_by_keyboard(newcomer, tabs_to_the_button=2)

    assert codes_on_the_lines(newcomer) == ["J9323", "J9323"]
    assert saved(site_folder)[0]["code"] == "J9323"
    again = open_bench(site=load_site())
    again.order()
    for bench in (newcomer, again):
        assert KEPT_MARK in bench.text(CLAIM)
        assert WHO in bench.text(CLAIM)
        assert WHY in bench.text(CLAIM)
        assert "Code not confirmed" not in bench.text(CLAIM)


def test_a_kept_code_is_asked_about_again_when_a_newer_table_comes(
    open_bench: OpenBench, reference: Reference
) -> None:
    bench = open_bench(reference=with_decision(reference, "J9323", newer=False))
    bench.order()
    assert KEPT_MARK in bench.text(CLAIM)

    bench = open_bench(reference=with_decision(reference, "J9323", newer=True))
    bench.order()
    assert "Code not confirmed" in bench.text(CLAIM)
    assert "confirm it again" in bench.text(CLAIM)
    compare(bench)
    assert "The table is newer now: settle it again." in texts_in(bench)


def with_decision(reference: Reference, code: str, *, newer: bool) -> Reference:
    """A site that settled on that code, against the table of then."""
    codes = reference.rules.codes
    settled = CodeDecision("durvalumab", code, WHO, WHY, date(2026, 1, 5), codes.dated)
    site = SiteChoices(code_decisions=(settled,))
    if newer:
        codes = replace(codes, name="HCPCS table of October 2026", dated=date(2026, 10, 1))
    return reference._replace(rules=replace(reference.rules, codes=codes, site=site))


def test_nothing_goes_to_the_clipboard(newcomer: Counting) -> None:
    """The letter of the comparison is no other button's, least of all that of Copy claim lines."""
    QGuiApplication.clipboard().setText("before")
    newcomer.order()
    newcomer.alt(letter_of(newcomer, COMPARE))
    assert is_open(newcomer)
    assert QGuiApplication.clipboard().text() == "before"


# --- A code that no table here has ----------------------------------------------------------------


def with_a_drug_of_its_own(site_folder: Path) -> None:
    """The template's drug, whose J9999 is in no table here."""
    text = (RESOURCES / "templates" / "drug.toml").read_text(encoding="utf-8")
    own = site_folder / "drugs" / "exampleumab.toml"
    own.parent.mkdir()
    own.write_text(text.replace('id = "drug"', 'id = "exampleumab"'), encoding="utf-8")


def at_the_own_drug(bench: Counting) -> Counting:
    """An order of it on the page."""
    bench.pick("Drug", "exampleumab")
    bench.order_flat("1500")
    return bench


def test_who_looked_up_a_code_that_no_table_has_is_named_in_the_window(
    open_bench: OpenBench, site_folder: Path
) -> None:
    with_a_drug_of_its_own(site_folder)
    bench = at_the_own_drug(Counting(open_bench(site=load_site()).window))
    assert "J9999 is not among the" in bench.text(CLAIM)
    assert is_to_do(bench, "Billing code settled")

    bench.alt(letter_of(bench, LOOKED_UP))
    assert is_open(bench)
    said = texts_in(bench)
    assert "No table here has J9999, or another code for exampleumab." in said
    assert "not in the HCPCS table of October 2025" in said
    assert "J9999 is still called not checked wherever its lines are shown" in said
    bench.tab()
    bench.words(WHO)
    bench.tab()
    bench.words(WHY)
    bench.alt("K")
    back_at_the_window(bench)

    assert saved(site_folder) == [
        {
            "drug": "exampleumab",
            "code": "J9999",
            "by": WHO,
            "why": WHY,
            "on": date(2026, 11, 24),
            "table_dated": date(2025, 10, 1),
        }
    ]
    again = at_the_own_drug(Counting(open_bench(site=load_site()).window))
    for one in (bench, again):
        assert not is_to_do(one, "Billing code settled")
        assert f"codes here: not checked. {WHO}, 2026-11-24: “{WHY}”." in one.text(CLAIM)
        assert "It fits" not in one.text(CLAIM)


def test_site_setup_names_who_looked_up_such_a_code(
    open_bench: OpenBench, site_folder: Path
) -> None:
    with_a_drug_of_its_own(site_folder)
    bench = Counting(open_bench(site=load_site()).window)
    at_setup(bench).click("Name who looked up the code of exampleumab…")
    assert "No table here has J9999" in texts_in(bench)
    bench.type_into("Who answers: billing code of exampleumab", WHO)
    bench.type_into("Why: billing code of exampleumab", WHY)
    bench.alt("K")
    back_at_the_window(bench)
    card = "Billing code of each drug"
    assert f"In force since 2026-11-24, by {WHO}: {WHY}" in bench.text(card)
    assert "not checked" in bench.text(card)


def is_to_do(bench: Counting, item: str) -> bool:
    """Whether the checklist still asks for it."""
    sheet = bench.window._live.shown.answer
    assert isinstance(sheet, Worksheet)
    return any(e.item.text == item and e.state is ItemState.OPEN for e in sheet.checklist)


def test_a_site_with_drugs_of_its_own_has_no_letter_twice_in_site_setup(
    open_bench: OpenBench, site_folder: Path
) -> None:
    with_a_drug_of_its_own(site_folder)
    bench = at_setup(open_bench(site=load_site()))
    texts = [part.text() for part in bench.parts(QPushButton)]
    texts += [part.text() for part in bench.parts(QLabel)]
    letters = [text[text.index("&") + 1].upper() for text in texts if "&" in text]
    assert len(letters) > 15
    assert len(set(letters)) == len(letters), sorted(letters)
