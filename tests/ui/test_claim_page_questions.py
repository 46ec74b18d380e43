"""The Claim page: what this payer asks stands first and open, the rest is at hand."""

from PySide6.QtWidgets import QLabel

from app.reference import Reference
from app.ui.widgets.card import Card
from tests.ui.bench import Bench, OpenBench
from tests.ui.claim_desk import QUESTIONS, open_claim, rows, with_asking_payer

TITLES = ("Authorization", "PD-L1", "Prior line", "Response", "Coverage", "Compendium")


def _titles(bench: Bench) -> list[str]:
    labels = [p for p in bench.parts(QLabel, bench.part(Card, QUESTIONS)) if p.text() in TITLES]
    return [p.text() for p in sorted(labels, key=lambda part: bench.place(part).y())]


def test_what_is_not_asked_is_folded_and_can_be_opened_by_keyboard(bench: Bench) -> None:
    open_claim(bench)
    assert "Medicare Part B" in bench.texts(QUESTIONS)
    assert _titles(bench) == list(TITLES)
    assert not bench.is_there("Compendium, Name")
    bench.go_to("Compendium: show")
    bench.keys(" ")
    assert bench.is_there("Compendium, Name")
    assert bench.is_there("Compendium: hide")


def test_what_is_asked_is_open_first_and_says_what_is_missing(
    open_bench: OpenBench, reference: Reference
) -> None:
    bench = open_bench(reference=with_asking_payer(reference))
    open_claim(bench)
    assert bench.texts(QUESTIONS).count("asked, to settle") == 4
    bench.type_into("Authorization, Number", "A-1")
    bench.type_into("PD-L1, Value", "50")
    bench.type_into("PD-L1, Assay", "SP263")
    bench.type_into("PD-L1, Tested on", "2026-10-01")
    bench.type_into("Prior line, What was given before, and its outcome", "cisplatin, stable")
    bench.type_into("Coverage, Confirmed by", "RK")
    bench.type_into("Coverage, On", "2026-11-01")
    bench.type_into("Coverage, Reference", "R-77")

    assert bench.texts(QUESTIONS).count("asked, recorded") == 4
    assert len(rows(bench)) == 1  # the code
    assert bench.is_there("Compendium: show")


def test_a_wrong_entry_is_said_below_it(bench: Bench) -> None:
    open_claim(bench)
    bench.click("PD-L1: show")
    bench.type_into("PD-L1, Value", "101")
    assert bench.says(QUESTIONS, "101 % is over 100 %.")
    bench.click("Authorization: show")
    bench.type_into("Authorization, Code", "9323")
    assert bench.says(QUESTIONS, "one capital letter and four digits")


def test_a_compendium_turns_the_ask_into_a_note(bench: Bench) -> None:
    open_claim(bench, diagnosis="C50.9")
    bench.click("Compendium: show")
    bench.type_into("Compendium, Name", "NCCN")
    bench.type_into("Compendium, Category", "2A")

    assert any(text.startswith("Note: diagnosis") for text in rows(bench))
    bench.clear("Compendium, Name")
    bench.clear("Compendium, Category")
    assert bench.window._live.shown.typed.claim.evidence is None


def test_asked_sections_move_up_and_tab_goes_with_them(
    open_bench: OpenBench, reference: Reference
) -> None:
    bench = open_bench(reference=with_asking_payer(reference))
    open_claim(bench)
    assert _titles(bench) == list(TITLES)
    bench.alt("1")
    bench.pick("Payer", "Medicaid")
    bench.alt("2")
    titles = _titles(bench)
    stops = [
        name.split(":")[0] for name in _tab_names(bench) if name.endswith((": show", ": hide"))
    ]
    assert stops == titles
    assert not bench.is_there("PD-L1, Value")


def _tab_names(bench: Bench) -> list[str]:
    bench.go_to("Amount given")
    names: list[str] = []
    while bench.focused() not in names:
        names.append(bench.focused())
        bench.tab()
    return names


def test_prepare_says_what_is_to_know_of_the_payer_and_what_the_page_is(bench: Bench) -> None:
    assert bench.says("Claim", "Original Medicare, office and hospital outpatient.")
    bench.pick("Payer", "Medicare Advantage")
    assert bench.says("Claim", "Plans differ")
    assert bench.says("Claim", "No patient names", "protected health information")
