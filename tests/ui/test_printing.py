"""What is printed is what the page shows, and the record says that it was."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.core.check_figures import Figure, Moment
from app.core.double_check import Look, Outcome, Result, SecondCheck
from app.records.check_content import check_object
from app.records.entry import Entry, Meaning
from app.site import load_site
from app.ui.live_record import LiveRecord
from app.ui.print_bar import PrintBar
from tests.ui.bench import WEIGHT, Bench, OpenBench
from tests.ui.test_recording import entries, prepared


@pytest.fixture
def desk(open_bench: OpenBench) -> Bench:
    return open_bench(site=load_site())


ACTIONS = ["Print worksheet", "Print bag insert", "Save PDF…", "Choose printer…"]


def test_each_action_of_the_bar_has_keys_that_press_it_while_it_is_open(desk: Bench) -> None:
    desk.order("72.4", "10")
    desk.ctrl("P")
    assert desk.focused() == ACTIONS[0]
    bar = desk.part(PrintBar, "Print")
    bar.blockSignals(True)  # nothing is printed by this test
    pressed: list[str] = []
    for place, name in enumerate(ACTIONS, start=1):
        button = desk.part(QPushButton, name)
        assert button.text() == f"{name}   Ctrl+{place}"
        button.clicked.connect(lambda _on, name=name: pressed.append(name))
    for key in "1234":
        desk.ctrl(key)
        QTest.qWait(120)  # a button is seen pressed for a moment
    assert pressed == ACTIONS
    desk.press(Qt.Key.Key_Escape)
    assert not bar.isVisible()
    desk.go_to(WEIGHT)
    desk.ctrl("3")
    QTest.qWait(120)
    assert (pressed, desk.text_of(WEIGHT)) == (ACTIONS, "72.4")


def _text(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    text: str = document[0].get_textpage().get_text_range()
    document.close()
    return " ".join(text.split())


def _save(bench: Bench, path: Path) -> str:
    bench.window._order.printing.save_pdf(path)
    return _text(path)


def test_recorded_worksheet_bears_its_entry_and_the_newest_hash(
    desk: Bench, tmp_path: Path
) -> None:
    prepared(desk)
    text = _save(desk, tmp_path / "sheet.pdf")
    prepared_entry, printed_entry = entries(desk)
    assert "R-000001" in text
    assert prepared_entry.hash in text.replace(" ", "")
    assert "RK" in text
    assert (printed_entry.content.meaning, printed_entry.content.by) == (
        Meaning.PRINTED,
        "Vialwise",
    )
    assert printed_entry.content.worksheet == prepared_entry.content.worksheet
    assert "Saved as sheet.pdf." in desk.text()


def test_check_that_was_sent_back_is_no_signature_and_its_hold_stands_on_paper(
    desk: Bench, tmp_path: Path
) -> None:
    prepared(desk)
    [entry] = entries(desk)
    weight = ((Figure.WEIGHT, "74.2 kg"),)
    look = Look(weight, ((Figure.WEIGHT, Result.DIFFERS),))
    found = SecondCheck(
        Moment.PREPARATION, entry.id, Outcome.SENT_BACK, (look, look), ((Figure.WEIGHT, "72.4 kg"),)
    )
    back = replace(entry.content, by="MB", meaning=Meaning.CHECKED, check=check_object(found))
    assert isinstance(LiveRecord.of(desk.window._live).record(back), Entry)
    text = _save(desk, tmp_path / "sheet.pdf")
    assert "STOP: Dose held: weight differs, found by MB." in text
    assert "Check sent back by MB" in text
    assert "Checked: MB" not in text
    assert "Checked: not recorded" in text


def test_page_that_another_workstation_recorded_anew_says_so_on_paper(
    desk: Bench, tmp_path: Path
) -> None:
    """Else "planned" would stand above who gave it."""
    prepared(desk)
    [entry] = entries(desk)
    given = replace(entry.content, by="MB", meaning=Meaning.GIVEN)
    assert isinstance(LiveRecord.of(desk.window._live).record(given), Entry)
    text = _save(desk, tmp_path / "sheet.pdf")
    assert "STOP: R-000002 was given since by MB: open it in Records." in text


def test_order_that_is_not_recorded_says_so_on_paper_and_makes_no_entry(
    desk: Bench, tmp_path: Path
) -> None:
    desk.order("72.4", "10")
    text = _save(desk, tmp_path / "sheet.pdf")
    assert "not recorded" in text.lower()
    assert "R-0" not in text
    assert entries(desk) == ()


def test_page_that_was_changed_since_bears_no_entry(desk: Bench, tmp_path: Path) -> None:
    prepared(desk)
    desk.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    desk.type_into(WEIGHT, "84")
    text = _save(desk, tmp_path / "sheet.pdf")
    assert "R-000001" not in text
    assert "not recorded" in text.lower()
    assert len(entries(desk)) == 1


def test_ctrl_p_opens_the_bar_and_escape_closes_it(desk: Bench) -> None:
    desk.order("72.4", "10")
    desk.ctrl("P")
    assert desk.focused() == "Print worksheet"
    assert "durvalumab, planned, not given" in desk.text()
    desk.press(Qt.Key.Key_Escape)
    assert not desk.is_there("Print worksheet")


def test_without_an_answer_there_is_nothing_to_print(desk: Bench) -> None:
    desk.ctrl("P")
    assert "There is no whole answer to print yet." in desk.text()


def test_folder_that_is_not_there_is_a_sentence(desk: Bench, tmp_path: Path) -> None:
    desk.order("72.4", "10")
    desk.window._order.printing.save_pdf(tmp_path / "none" / "sheet.pdf")
    assert any("could not be written" in text for text in desk.texts())
