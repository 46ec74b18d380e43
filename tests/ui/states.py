"""States of the page that a look at its layout, texts and colours goes through, typed by hand."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt

from tests.ui.bench import (
    DOSE,
    ON_HAND_120,
    ON_HAND_500,
    REGIMEN,
    WEIGHED_ON,
    WEIGHT,
    Bench,
)


def blank(bench: Bench) -> None:
    """Nothing typed: the first screen."""


def refused(bench: Bench) -> None:
    """Three fields with text that cannot be read, one of them long."""
    bench.order("7x2.4", "1.2.3")
    bench.type_into(WEIGHED_ON, "0100303104611500")
    bench.type_into(ON_HAND_500, "010030310461150021TEST")


def labelled(bench: Bench) -> None:
    """724 mg by a labelled regimen, weighed in time, a checklist item ticked."""
    bench.type_into(WEIGHT, "72.4")
    bench.pick(REGIMEN, "Unresectable stage III NSCLC, after chemoradiation, 10 mg/kg")
    bench.type_into(WEIGHED_ON, "2026-11-23")
    bench.click("Patient arrived and weighed")
    bench.click("How the units come about")


def documented(bench: Bench) -> None:
    """A list half filled in: long answers, a length that is off, a vial expired, fields open."""
    labelled(bench)
    bench.type_into("durvalumab 500 mg vials, lot", "AB123")
    bench.type_into("durvalumab 500 mg vials, expiry", "2026-10")
    bench.click("Show what is not asked")
    for name, texts in (
        ("Histology and stage", ["adenocarcinoma of the left upper lobe, " * 4]),
        ("Infusion: start, stop, minutes", ["1005", "1130"]),
        ("Second check by another person", ["x" * 201]),
        ("Discard: date, time, reason, disposal", ["2026-11-24"]),
    ):
        bench.go_to(name)
        bench.press(Qt.Key.Key_Space)
        for text in texts:
            bench.keys(text)
            bench.enter()


def short_shelf(bench: Bench) -> None:
    """The shelf holds too little."""
    bench.order()
    bench.type_into(ON_HAND_500, "1")
    bench.type_into(ON_HAND_120, "0")


def many_asks(bench: Bench) -> None:
    """A weight that may be lb, an old date, a dose off an unverified row, over the usual dose."""
    bench.type_into(WEIGHT, "165")
    bench.pick(REGIMEN, "Metastatic NSCLC, from cycle 5")
    bench.type_into(WEIGHED_ON, "2026-10-01")
    bench.type_into(DOSE, "2360")


def near_the_switch(bench: Bench) -> None:
    """66.1 lb, under 30 kg though it shows as 30.0 kg, by an unverified row, 120 mg vials only."""
    bench.type_into(WEIGHT, "66.1")
    bench.click("Weight unit: lb")
    bench.pick(REGIMEN, "Extensive-stage SCLC, maintenance")
    bench.type_into(ON_HAND_500, "0")


def many_vials(bench: Bench) -> None:
    """The largest dose, from small vials, with a remainder in no unit and an avoidable discard."""
    bench.order_flat("3999.999")
    bench.type_into(ON_HAND_500, "2")


def fewest_vials(bench: Bench) -> None:
    """Fewest vials, in a bag that is too weak, with an order to go back to."""
    bench.order("40")
    bench.new_order()
    bench.order()
    bench.click("Choose vials for: Fewest vials")
    bench.pick("Bag", "250 mL dextrose")
    bench.type_into(DOSE, "3.001")


def undo_at_hand(bench: Bench) -> None:
    """A new order after a full one: the widest bottom bar."""
    labelled(bench)
    bench.new_order()


def copied(bench: Bench) -> None:
    """Something was just copied, and three things are open."""
    many_asks(bench)
    bench.click("Copy claim lines")


State = Callable[[Bench], None]

STATES: Final[dict[str, State]] = {
    state.__name__: state
    for state in (
        blank,
        refused,
        labelled,
        documented,
        short_shelf,
        many_asks,
        near_the_switch,
        many_vials,
        fewest_vials,
        undo_at_hand,
        copied,
    )
}
