"""The bar at the bottom: it says as much as there is room for, whatever it said before."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QWidget

from app.site import load_site
from tests.ui.bench import Bench, OpenBench, settle, texts_of


def _bar(bench: Bench) -> QWidget:
    (bar,) = [part for part in bench.parts(QWidget) if part.property("edge") == "bottom"]
    return bar


def _break_a_file(site_folder: Path) -> None:
    (site_folder / "drugs").mkdir()
    (site_folder / "drugs" / "x.toml").write_text("format = 1\n", encoding="utf-8")


def _said(bench: Bench) -> list[str]:
    kinds = (QLabel, QAbstractButton)
    return [
        t
        for part in bench.parts(QWidget, _bar(bench))
        for t in texts_of(part)
        if t and isinstance(part, kinds)
    ]


def test_the_bar_says_the_same_of_the_same_order_whatever_was_before(
    open_bench: OpenBench, site_folder: Path
) -> None:
    _break_a_file(site_folder)
    bench = open_bench((1366, 728), site=load_site())
    for width in range(1300, 1500, 15):
        bench.resize(width, 728)
        for weight in ("72.4", "29", "72.4", "31", "72.4"):
            bench.order(weight, "10")
            said = _said(bench)
            bench.resize(width + 1, 728)  # has it measured anew
            bench.resize(width, 728)
            assert said == _said(bench), width


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_chip_is_no_wider_than_what_it_says(
    open_bench: OpenBench, site_folder: Path, scale: float
) -> None:
    _break_a_file(site_folder)
    bench = open_bench((1366, 728), scale=scale, site=load_site())
    for weight, dose in (("", ""), ("72.4", "10"), ("31", "10"), ("160", "10")):
        bench.order(weight, dose)
        settle()
        for chip in bench.parts(QFrame, _bar(bench)):
            if chip.objectName() == "chip":
                (text,) = [p for p in bench.parts(QLabel, chip) if texts_of(p)[0]]
                needed = text.fontMetrics().horizontalAdvance(text.text())
                assert chip.width() - needed < 60 * scale, (weight, text.text(), chip.width())
