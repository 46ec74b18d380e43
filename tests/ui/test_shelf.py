"""The shelf: blank is not limited, 0 is none; a short one keeps what is true and hides the rest."""

import json
import os
from pathlib import Path

from PySide6.QtCore import Qt

from app.site.shelf_memory import ShelfMemory
from tests.ui.bench import (
    CHECKLIST,
    CLAIM,
    DOSE,
    ON_HAND_120,
    ON_HAND_500,
    ORDER,
    SHELF,
    VIALS,
    WAYS,
    WEIGHT,
    Bench,
    OpenBench,
)


def test_blank_is_not_limited(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.type_into(ON_HAND_120, "1")
    assert bench.headline == "durvalumab 2 × 500 mg"

    bench.clear(ON_HAND_120)
    assert bench.headline == "durvalumab 1 × 500 mg + 2 × 120 mg"


def test_nought_is_none(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.type_into(ON_HAND_500, "0")

    assert bench.headline == "durvalumab 7 × 120 mg"
    assert bench.pulls == ["0", "7"]
    assert bench.says(SHELF, "100 mg", "marketed sizes")


def test_a_short_shelf_keeps_dose_and_draw_and_says_what_is_missing(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.type_into(ON_HAND_500, "1")
    bench.type_into(ON_HAND_120, "0")

    assert bench.dose == "724 mg"
    assert bench.amounts == ["724 mg | to give | · draw 14.48 mL"]
    assert bench.headline == (
        "durvalumab 724 mg. The shelf holds 500 mg, 224 mg short of 724 mg. "
        "2 × 120 mg more would be enough."
    )


def test_a_short_shelf_hides_plan_units_lines_and_checklist(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click("Patient arrived and weighed")
    bench.type_into(ON_HAND_500, "0")
    bench.type_into(ON_HAND_120, "0")

    assert bench.texts(VIALS) == ["724 mg", "to give", "· draw 14.48 mL"]
    assert bench.texts(CLAIM) == ["CLAIM LINES · PLANNED", "Lines and units come with the vials."]
    assert bench.texts(WAYS) == ["OTHER WAYS", "Other combinations come with the vials."]
    assert bench.texts(CHECKLIST) == [
        "DOCUMENTATION CHECKLIST",
        "What to document comes with the vials.",
    ]
    assert bench.pulls == ["", ""]
    assert not any("short of" in text for text in bench.texts(SHELF))  # the headline says it
    assert bench.bar() == ["Stop: not enough vials"]
    assert not bench.control("Copy claim lines").isEnabled()


def test_a_short_shelf_still_asks_about_the_order(bench: Bench) -> None:
    bench.order("165", "10")
    bench.type_into(ON_HAND_500, "0")
    bench.type_into(ON_HAND_120, "0")

    assert "165 kg, or 165 lb (74.8 kg)? Check the unit." in bench.texts(ORDER)
    assert bench.bar() == [
        "Stop: not enough vials; 3 to answer: kg or lb, unusual weight and 1 more"
    ]


def test_the_program_never_changes_a_count(bench: Bench) -> None:
    bench.type_into(ON_HAND_500, "6")
    bench.type_into(ON_HAND_120, "09")
    bench.order("72.4", "10")
    bench.type_into(ON_HAND_120, "9")
    bench.press(Qt.Key.Key_Tab)
    bench.click("Copy worksheet")
    bench.type_into(WEIGHT, "100")
    bench.new_order()

    assert (bench.text_of(ON_HAND_500), bench.text_of(ON_HAND_120)) == ("6", "9")


def test_counts_survive_a_new_order_and_hold_for_it(bench: Bench) -> None:
    bench.type_into(ON_HAND_500, "0")
    bench.order("72.4", "10")
    bench.new_order()
    bench.order("72.4", "10")

    assert bench.text_of(ON_HAND_500) == "0"
    assert bench.headline == "durvalumab 7 × 120 mg"


def test_counts_are_remembered_for_next_time(open_bench: OpenBench, tmp_path: Path) -> None:
    memory = ShelfMemory(tmp_path / "deep" / "shelf.json")
    first = open_bench(memory=memory)
    first.type_into(ON_HAND_500, "6")
    first.type_into(ON_HAND_120, "0")
    first.window.close()

    second = open_bench(memory=memory)
    assert (second.text_of(ON_HAND_500), second.text_of(ON_HAND_120)) == ("6", "0")
    second.order("72.4", "10")
    assert second.headline == "durvalumab 2 × 500 mg"


def test_a_count_that_was_cleared_is_not_limited_next_time(
    open_bench: OpenBench, tmp_path: Path
) -> None:
    memory = ShelfMemory(tmp_path / "shelf.json")
    first = open_bench(memory=memory)
    first.type_into(ON_HAND_500, "0")
    first.clear(ON_HAND_500)

    assert open_bench(memory=memory).text_of(ON_HAND_500) == ""


def test_nothing_but_counts_is_remembered(open_bench: OpenBench, tmp_path: Path) -> None:
    memory = ShelfMemory(tmp_path / "shelf.json")
    bench = open_bench(memory=memory)
    bench.order("72.4", "10")
    bench.type_into(ON_HAND_500, "6")

    assert json.loads((tmp_path / "shelf.json").read_text()) == {"durvalumab": {"500": "6"}}


def test_a_damaged_memory_is_set_aside_and_said(open_bench: OpenBench, tmp_path: Path) -> None:
    path = tmp_path / "shelf.json"
    for damaged in ("", "{", "[1]", '{"durvalumab": {"500": 6}}', '{"durvalumab": {"x": "6"}}'):
        path.write_text(damaged)
        bench = open_bench(memory=ShelfMemory(path))

        assert bench.text_of(ON_HAND_500) == ""
        assert (tmp_path / "shelf.damaged").read_text() == damaged
        assert not path.exists()
        said = (
            "Remembered counts could not be read; the file is kept as shelf.damaged. Count again."
        )
        assert said in bench.texts(SHELF)
        bench.type_into(ON_HAND_500, "6")
        assert said not in bench.texts(SHELF)


def test_a_folder_that_cannot_be_written_disturbs_nobody(
    open_bench: OpenBench, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    bench = open_bench(memory=ShelfMemory(tmp_path / "file" / "shelf.json"))
    bench.type_into(ON_HAND_500, "0")
    bench.order("72.4", "10")

    assert bench.headline == "durvalumab 7 × 120 mg"


def test_a_memory_is_written_whole_or_stays_as_it_was(
    open_bench: OpenBench, tmp_path: Path
) -> None:
    folder = tmp_path / "counts"
    path = folder / "shelf.json"
    bench = open_bench(memory=ShelfMemory(path))
    bench.type_into(ON_HAND_500, "6")
    before = path.read_bytes()
    assert [file.name for file in folder.iterdir()] == ["shelf.json"]

    (
        folder / f"shelf.json.{os.getpid()}.new"
    ).mkdir()  # what is written first can no longer be written
    bench.type_into(ON_HAND_500, "77")
    assert path.read_bytes() == before
    assert bench.text_of(DOSE) == ""
