"""What has to hold while there is no answer: not one figure of an earlier one is in sight."""

from tests.ui.bench import CHECKLIST, CLAIM, VIALS, WAYS, Bench

WAITING = {
    VIALS: [],
    CLAIM: ["CLAIM LINES · PLANNED"],
    WAYS: ["OTHER WAYS"],
    CHECKLIST: ["DOCUMENTATION CHECKLIST"],
}
"""What each card of the answer shows without one, once there was one."""


def assert_no_figures(bench: Bench) -> None:
    """Dose, vials, bag, lines, other ways, checklist, pulls and the bar are empty."""
    assert {card: bench.texts(card) for card in WAITING} == WAITING
    assert bench.dose == "–"
    assert bench.pulls == ["", ""]
    assert bench.bar() in ([], ["Stop: to correct"], ["Stop: not enough vials"])
    assert not bench.control("Copy claim lines").isEnabled()
    assert not bench.control("Copy worksheet").isEnabled()
