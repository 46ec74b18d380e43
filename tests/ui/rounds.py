"""The round of Tab through a page, and whether it goes as the page is read."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.widgets.card import Card
from tests.ui.bench import Bench, name_of


def round_of_tab(bench: Bench) -> list[QWidget]:
    """What Tab stops at, from the top of the window."""
    bench.go_to("Prepare")
    stops: list[QWidget] = []
    while bench.keyboard not in stops:
        stops.append(bench.keyboard)
        bench.tab()
    return stops


def stops_of(bench: Bench) -> list[QWidget]:
    """Everything in sight that takes the keyboard."""
    return [
        part
        for part in bench.parts(QWidget)
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus and not part.isWindow()
    ]


def tab_follows_the_eye(
    bench: Bench, pinned: str = "", above: str = "", most_few: int = 25
) -> None:
    """Tab goes down a column, then to the next; a card `pinned` stands above the one of `above`.

    `most_few`: there are more stops than that, so that the round is not just of the bars.
    """
    stops = round_of_tab(bench)
    assert len(stops) > most_few
    assert name_of(stops[0]) == "Prepare"
    if bench.is_there("Copy worksheet"):  # the bar of the order
        assert name_of(stops[-1]) in ("Copy worksheet", "Record")
    column_of = {part: _column(bench, part, pinned, above) for part in stops}
    for part, next_part in pairwise(stops):
        order = f"{name_of(part)} before {name_of(next_part)}"
        assert column_of[part] <= column_of[next_part], order
        if column_of[part] == column_of[next_part]:
            y, next_y = _line(part), _line(next_part)
            assert y <= next_y, order
            if y == next_y:
                assert bench.place(part).x() < bench.place(next_part).x(), order


def _column(bench: Bench, part: QWidget, pinned: str, above: str) -> float:
    """0 for the bar above, then the columns from the left, then the bar below.

    What is pinned above a column comes before all of that column.
    """
    areas = sorted(bench.parts(QScrollArea), key=lambda area: bench.place(area).x())
    for number, area in enumerate(areas, start=1):
        if area.isAncestorOf(part):
            return number
        beside = above and area.isAncestorOf(bench.part(Card, above))
        if beside and bench.part(Card, pinned).isAncestorOf(part):
            return number - 0.5
    return 0 if bench.place(part).y() < 50 else len(areas) + 1


def _line(part: QWidget) -> int:
    """The middle of a part on its page, in steps of half a line; a bar is one line."""
    page: QWidget = part
    while (above := page.parentWidget()) and not isinstance(above.parentWidget(), QScrollArea):
        page = above
    if above is None:
        return 0
    return part.mapTo(above, part.rect().center()).y() // 8
