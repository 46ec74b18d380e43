"""States of the Claim page that a look at its layout, texts and colours goes through."""

from collections.abc import Callable
from typing import Final

from tests.ui.bench import Bench
from tests.ui.claim_desk import BILLED, GIVEN, KEPT, LOST, LOST_WHY, STOPPED, answer, open_claim


def blank(bench: Bench) -> None:
    """No order yet."""
    bench.alt("2")


def planned(bench: Bench) -> None:
    """An order, nothing given, a form open with nothing typed into it."""
    open_claim(bench, diagnosis="C50.9")
    bench.click("Answer: diagnosis")
    bench.click("Accept")


def refused(bench: Bench) -> None:
    """Fields with text that cannot be read, one of them long."""
    open_claim(bench)
    bench.type_into(GIVEN, "010030310461150021TEST")
    bench.type_into(LOST, "x")
    bench.type_into("First given on", "2025-13-01")
    bench.type_into("Last weight", "7x")
    bench.click("Authorization: show")
    bench.type_into("Authorization, Code", "9323")


def stopped(bench: Bench) -> None:
    """Stopped, kept, lost, answered and declined."""
    open_claim(bench, diagnosis="C50.9")
    bench.type_into(GIVEN, "700")
    bench.type_into(KEPT, "10")
    bench.type_into(LOST, "3")
    bench.type_into(LOST_WHY, "a vial was spilt on the bench")
    answer(bench, "diagnosis", "RK", "tumour board of last week, minutes on file")
    answer(bench, "shared or lost drug", "RK", "other claim not seen", button="Decline")


def their_claim(bench: Bench) -> None:
    """Every section open, and somebody else's claim that differs in all."""
    open_claim(bench)
    bench.type_into(GIVEN, "724")
    bench.type_into(BILLED, "J9271 JZ 74 0310-4611-50")
    bench.type_into("Billed line 2", "J9173 JW PO 2")
    bench.type_into("Billed line 3", "cannot be read")
    for title in ("Authorization", "PD-L1", "Prior line", "Response", "Coverage", "Compendium"):
        bench.click(f"{title}: show")
    bench.click("View: 837P")
    bench.click("Copy this view")


def ready(bench: Bench) -> None:
    """Nothing open, the charge typed."""
    open_claim(bench)
    bench.type_into(GIVEN, "724")
    bench.type_into(STOPPED, "")
    bench.type_into("Charge per unit", "78.5")
    bench.window._live.edit_claim(code="J9173")


CLAIM_STATES: Final[dict[str, Callable[[Bench], None]]] = {
    state.__name__: state for state in (blank, planned, refused, stopped, their_claim, ready)
}
