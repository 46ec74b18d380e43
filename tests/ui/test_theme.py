"""The look is data: named colours and one style sheet, from which all that is drawn is drawn."""

import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.reference.resources import RESOURCES
from app.site.site_table import THEMES
from app.terminal import window_options
from app.ui import theme as theme_module
from app.ui.theme import Theme, theme
from app.ui.widgets.card import Chip, Notice
from app.ui.widgets.signs import Tone
from tests.ui.bench import Bench, OpenBench, name_of
from tests.ui.contrast import colours_at, contrast, ground_at
from tests.ui.states import STATES

UI = Path(theme_module.__file__).parent
SHEET = (RESOURCES / "theme" / "window.qss").read_text(encoding="utf-8")
COLOURS = tomllib.loads((RESOURCES / "theme" / "colours.toml").read_text(encoding="utf-8"))


def test_every_theme_names_the_same_colours_and_can_be_chosen_everywhere() -> None:
    assert set(COLOURS) == set(THEMES) == set(window_options.THEMES)
    assert {frozenset(colours) for colours in COLOURS.values()} == {frozenset(COLOURS["light"])}


def test_every_colour_is_known_and_used() -> None:
    used = set(re.findall(r"@(\w+)", SHEET)) | set(_painted())
    tones = {f"{tone}_text" for tone in (Tone.CONFIRM, Tone.ASK, Tone.STOP)}
    assert (used | tones) - set(COLOURS["light"]) == set()
    assert set(COLOURS["light"]) - (used | tones) == set()


def test_the_filled_style_sheet_has_no_sign_left() -> None:
    for name in COLOURS:
        filled = Theme(name, 1.5).style_sheet()
        assert "@" not in filled.split("*/")[1]
        assert not re.search(r"\{\d+\}", filled)


def test_no_colour_is_written_in_code() -> None:
    literal = re.compile(
        r"#[0-9A-Fa-f]{6}\b|QColor\(\s*[\"'\d]|GlobalColor|\brgba?\(|fromRgb|fromHsv"
    )
    for file in UI.rglob("*.py"):
        assert not literal.search(file.read_text(encoding="utf-8")), file.name
    assert not re.search(r"#[0-9A-Fa-f]{6}\b|\brgba?\(", SHEET)


def _painted() -> list[str]:
    """The colours that widgets and the palette ask for by name."""
    found: list[str] = []
    for file in UI.rglob("*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if re.search(r"colour\(|ColorRole\.|border = ", line):
                found += re.findall(r"[( ]\"(\w+)\"", line)
    return found


# --- what is really on screen ---------------------------------------------------------------------


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("state", ["blank", "refused", "short_shelf", "many_asks", "copied"])
def test_each_label_is_written_in_its_colour_and_stands_out(
    open_bench: OpenBench, state: str, name: str
) -> None:
    bench = open_bench((1366, 1400), theme_name=name)
    STATES[state](bench)
    picture = bench.window.grab().toImage()
    for label in bench.parts(QLabel):
        if not label.text().strip() or label.visibleRegion().boundingRect() != label.rect():
            continue
        ground = ground_at(picture, bench.place(label))
        wanted = _text_colour(label)
        assert contrast(wanted, ground) >= 4.5, label.text()
        assert _nearest(picture, bench, label, wanted) < 110, f"{label.text()} is not in its colour"


@pytest.mark.parametrize("name", COLOURS)
def test_a_placeholder_can_be_read(open_bench: OpenBench, name: str) -> None:
    bench = open_bench(theme_name=name)
    for line in bench.parts(QLineEdit):
        colour = line.palette().placeholderText().color()
        assert colour.alpha() == 255
        assert contrast(colour, theme().colour("field")) >= 4.5


def _text_colour(label: QLabel) -> QColor:
    """The colour that the style sheet has for a label, by its tone and role."""
    for attribute in ("tone", "role"):
        value = label.property(attribute)
        rule = re.search(rf"QLabel\[{attribute}=\"{value}\"\].*[^-]color: @(\w+)", SHEET)
        if rule:
            return theme().colour(rule[1])
    return theme().colour("text")


def _nearest(picture: QImage, bench: Bench, part: QWidget, wanted: QColor) -> int:
    """How far the pixel that is nearest to a colour is from it, all three parts together."""
    return min(
        abs(pixel.red() - wanted.red())
        + abs(pixel.green() - wanted.green())
        + abs(pixel.blue() - wanted.blue())
        for pixel in map(QColor.fromRgb, colours_at(picture, bench.place(part)))
    )


def test_a_chip_takes_the_colours_of_what_it_says(bench: Bench) -> None:
    bench.order()
    bench.type_into("durvalumab 500 mg vials on hand", "0")
    bench.type_into("durvalumab 120 mg vials on hand", "0")
    (chip,) = [label for label in bench.parts(QLabel) if label.text() == "not enough"]
    picture = bench.window.grab().toImage()

    assert ground_at(picture, bench.place(chip)) == theme().colour("stop")
    assert _nearest(picture, bench, chip, theme().colour("stop_text")) < 60


def test_every_sign_has_a_word_beside_its_colour(bench: Bench) -> None:
    STATES["many_asks"](bench)
    for part in [*bench.parts(Chip), *bench.parts(Notice)]:
        assert name_of(part).split(":")[0] in {tone.word for tone in Tone}
