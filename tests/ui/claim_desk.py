"""What a biller does on the Claim page, and what there is to read on it."""

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QLabel

from app.core.dated import DatedValue, Rule
from app.core.payer import BiomarkerRule, Payer
from app.core.quantity import ZERO
from app.reference import Reference
from app.ui.widgets.card import Card
from tests.core.rules_by_hand import LONG_AGO, always
from tests.ui.bench import Bench, texts_of

GIVEN: Final = "Amount given"
STOPPED: Final = "Stopped because"
KEPT: Final = "Kept for another patient"
CARRIED_IN: Final = "Carried in from another’s vial"
LOST: Final = "Lost 1, amount"
LOST_WHY: Final = "Lost 1, why"
CHARGE: Final = "Charge per unit"
BILLED: Final = "Billed line 1"

CARD: Final = "Given"
QUESTIONS: Final = "Payer’s questions"
REVIEW: Final = "Review"
FINDINGS: Final = "Findings"
THEIRS: Final = "Somebody else’s claim"


def open_claim(bench: Bench, weight: str = "72.4", diagnosis: str = "C34.12") -> Bench:
    """Order 10 mg/kg on Prepare, then go to the Claim page."""
    bench.order(weight)
    if diagnosis:
        bench.type_into("Diagnoses", diagnosis)
    bench.alt("2")
    return bench


def headline(bench: Bench) -> str:
    """Where the claim stands, in one line."""
    (line,) = [
        texts_of(part)[0]
        for part in bench.parts(QLabel, bench.part(Card, REVIEW))
        if part.property("role") == "drug"
    ]
    return line


def rows(bench: Bench) -> list[str]:
    """The review from the top, each finding's texts as one; the rest of the page left out."""
    found: dict[int, list[QLabel]] = {}
    for part in bench.parts(QLabel, bench.part(Card, FINDINGS)):
        parent = part.parentWidget()
        if part.text() and parent is not None and not isinstance(parent, Card):
            found.setdefault(bench.place(parent).y(), []).append(part)
    return [
        "\n".join(texts_of(part)[0] for part in sorted(parts, key=lambda p: bench.place(p).y()))
        for _, parts in sorted(found.items())
    ]


def row(bench: Bench, name: str) -> str:
    """The finding of that name."""
    (found,) = [text for text in rows(bench) if text.splitlines()[0].endswith(f": {name}")]
    return found


def answer(bench: Bench, name: str, who: str, why: str, button: str = "Accept") -> None:
    """Answer a finding of the review."""
    bench.click(f"Answer: {name}")
    bench.type_into(f"Who answers: {name}", who)
    bench.type_into(f"Why: {name}", why)
    bench.click(button)


def asking(payer: Payer) -> Payer:
    """The payer as one that asks for everything."""
    return replace(
        payer,
        authorization=always(True),
        biomarker=Rule((DatedValue(LONG_AGO, BiomarkerRule("PD-L1", ZERO + 1), "by hand"),)),
        prior_line=always(True),
        response_after_cycles=always(6),
        coverage=always(True),
    )


def with_asking_payer(reference: Reference) -> Reference:
    """Reference files whose first payer asks for everything."""
    rules = reference.rules
    usual = rules.payer(rules.site.payer)
    assert usual is not None
    payers = tuple(asking(payer) if payer is usual else payer for payer in rules.payers)
    return reference._replace(rules=replace(rules, payers=payers))
