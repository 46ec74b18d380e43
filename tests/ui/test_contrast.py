"""Contrast of every two colours that meet on screen, in each theme (WCAG 2.2, 1.4.3 and 1.4.11).

Every page is drawn once with a colour of its own for each name of the theme file, so that what
meets is found out and not listed by hand: a new text, sign or state is in it by itself.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from app.reference.resources import RESOURCES
from app.ui.theme import Theme, dress, put_in_force
from app.ui.widgets.fields import paint_field
from tests.ui.bench import OpenBench, settle
from tests.ui.colour_pairs import pairs_in, probe_colours
from tests.ui.contrast import colours_at, contrast, ground_at, ink_at
from tests.ui.every_page import EVERY_PAGE, in_front, open_page

SHEET = (RESOURCES / "theme" / "window.qss").read_text(encoding="utf-8")
COLOURS = tomllib.loads((RESOURCES / "theme" / "colours.toml").read_text(encoding="utf-8"))

LEAST_OF_TEXT: Final = {"light": 4.5, "dark": 4.5, "high-contrast": 7.0}
LEAST_OF_SIGNS: Final = 3.0

GROUNDS: Final = frozenset(
    ("window", "panel", "bar", "field", "row_chosen", "segment_on", "confirm", "ask", "stop")
) | {"disabled", "vial_label"}
"""What is written and drawn on."""

SIGNS: Final = frozenset(
    ("field_border", "accent", "vial_outline", "vial_drug", "discard_hatch", "stop_text")
)
"""What has to be seen without being read: edges of fields, where the keyboard is, drawings."""

NOT_TOLD_APART: Final = {
    frozenset(("accent", "segment_on")): "on what is chosen, the ring inside is on_accent",
    frozenset(("field_border", "segment_on")): "a chosen word is told by its fill",
    frozenset(("field_border", "disabled")): "an edge beside what cannot be used",
}
"""Two that meet and need not stand out from each other, and why."""

STATES_THAT_NO_PICTURE_HAS: Final = [
    ("text", "row_chosen"),  # a button that is pressed
    ("accent", "bar"),  # the edge of a button under the pointer
]

NEVER_WHOLE: Final = {"vial_label_border"}
"""Drawn one pixel wide between two pixels, and so never quite in its colour."""


@pytest.fixture(scope="module")
def probe() -> dict[str, str]:
    """A colour of its own for each name."""
    return probe_colours(list(COLOURS["light"]))


@pytest.fixture
def in_probe_colours(light: None, qapp: QApplication, probe: dict[str, str]) -> Iterator[None]:
    """All that is drawn has the colours of the probe."""
    put_in_force(qapp, Theme("light", 1.0, probe))
    dress(qapp)
    yield
    put_in_force(qapp, Theme("light", 1.0))
    dress(qapp)


@pytest.fixture
def met(
    in_probe_colours: None,
    open_bench: OpenBench,
    probe: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> dict[frozenset[str], str]:
    """Every two names that meet, and in which state they do so first."""
    found: dict[frozenset[str], str] = {}
    for number, state in enumerate(EVERY_PAGE):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.setenv("VIALWISE_SITE", str(folder))
        bench = open_page(open_bench, folder, state, (1366, 1400))
        for pair in pairs_in(in_front(bench, state).grab().toImage(), probe):
            found.setdefault(pair, state)
        bench.window.close()
    return found


def _is_text(name: str) -> bool:
    return name == "on_accent" or "text" in name


def _too_close(theme: str, one: str, other: str, least: float) -> str:
    ratio = contrast(QColor(COLOURS[theme][one]), QColor(COLOURS[theme][other]))
    return f"{theme}: {one} on {other} {ratio:.2f}" if ratio < least else ""


def test_all_that_meets_on_screen_stands_out_in_each_theme(
    met: dict[frozenset[str], str], probe: dict[str, str]
) -> None:
    faults, texts, signs = [], 0, 0
    for pair, state in met.items():
        for ground in pair & GROUNDS:
            (other,) = pair - {ground}
            for theme, least in LEAST_OF_TEXT.items():
                if _is_text(other):
                    texts += 1
                    fault = _too_close(theme, other, ground, least)
                elif other in SIGNS and pair not in NOT_TOLD_APART:
                    signs += 1
                    fault = _too_close(theme, other, ground, LEAST_OF_SIGNS)
                else:
                    continue
                faults += [f"{fault}, {state}"] * bool(fault)
    assert faults == []
    assert texts > 3 * 30
    assert signs > 3 * 10
    assert set(probe) - {name for pair in met for name in pair} == NEVER_WHOLE


@pytest.mark.parametrize("theme", COLOURS)
@pytest.mark.parametrize(("ink", "ground"), STATES_THAT_NO_PICTURE_HAS)
def test_what_only_a_pointer_brings_stands_out_too(theme: str, ink: str, ground: str) -> None:
    least = LEAST_OF_TEXT[theme] if _is_text(ink) else LEAST_OF_SIGNS
    assert not _too_close(theme, ink, ground, least)


@pytest.mark.parametrize("theme", COLOURS)
def test_text_and_ground_of_one_rule_of_the_style_sheet_stand_out(theme: str) -> None:
    """Lists that open, tips and headings of tables are in no picture of the window."""
    seen = 0
    for _, body in re.findall(r"([^{}]+)\{((?:[^{}]|\{\d+\})*)\}", SHEET):
        ink = re.search(r"(?<!-)\bcolor: @(\w+)", body)
        ground = re.search(r"(?<!-)\bbackground: @(\w+)", body)
        if ink and ground:
            seen += 1
            assert not _too_close(theme, ink[1], ground[1], LEAST_OF_TEXT[theme])
    assert seen >= 5


@pytest.mark.parametrize("theme", COLOURS)
def test_the_ring_of_the_keyboard_stands_out_from_the_edge_without_it(theme: str) -> None:
    """Where an edge only changes its colour, the change itself has to be seen; it also widens."""
    ring, edge = COLOURS[theme]["accent"], COLOURS[theme]["field_border"]
    assert ring != edge
    assert not _too_close(theme, "on_accent", "segment_on", LEAST_OF_TEXT[theme])


def test_in_high_contrast_every_edge_of_a_card_is_seen() -> None:
    for edge in ("panel_border", "row_line", "ask_border", "stop_border", "confirm_border"):
        assert not _too_close("high-contrast", edge, "panel", LEAST_OF_SIGNS)
    assert not _too_close("high-contrast", "disabled_border", "panel", LEAST_OF_SIGNS)


@pytest.mark.parametrize("theme", COLOURS)
def test_where_the_keyboard_is_is_seen_on_a_field_that_was_refused(
    theme: str, light: None, qapp: QApplication
) -> None:
    """The red border stays, so that the ring around it has to tell."""
    put_in_force(qapp, Theme(theme, 1.0))
    panel, edges = QColor(COLOURS[theme]["panel"]), []
    for focused in (False, True):
        field = QWidget()
        field.resize(80, 30)
        picture = QImage(field.size(), QImage.Format.Format_RGB32)
        picture.fill(panel)
        painter = QPainter(picture)
        paint_field(painter, field, focused=focused, wrong=True)
        painter.end()
        edges.append([picture.pixelColor(40, y) for y in range(4)])
    put_in_force(qapp, Theme("light", 1.0))
    without, ring = edges
    accent = QColor(COLOURS[theme]["accent"])
    assert accent in ring
    assert accent not in without
    assert contrast(accent, panel) >= LEAST_OF_SIGNS


@pytest.mark.parametrize("theme", LEAST_OF_TEXT)
def test_a_link_that_cannot_be_used_looks_so_and_can_be_read(
    open_bench: OpenBench, theme: str
) -> None:
    bench = open_bench(theme_name=theme)
    bench.order("72.4", "10")
    bench.alt("2")
    link = bench.control("Compare and choose…")
    seen = []
    for enabled in (True, False):
        link.setEnabled(enabled)
        settle()
        picture, place = bench.window.grab().toImage(), bench.place(link)
        seen.append(colours_at(picture, place).most_common(3)[1:])
        assert contrast(ink_at(picture, place), ground_at(picture, place)) >= LEAST_OF_TEXT[theme]
    live, dead = seen
    assert live[0][0] == QColor(COLOURS[theme]["accent_text"]).rgb()
    assert dead[0][0] == QColor(COLOURS[theme]["disabled_text"]).rgb()
    assert live[0][1] > dead[0][1] + 40  # the line below it is gone too
