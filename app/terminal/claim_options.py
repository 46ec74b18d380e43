"""The options of what goes on the claim. No import of the core: `--help` has to come at once."""

import argparse
from typing import Final

from app.terminal.order_options import OrderOptions

SETTINGS: Final = (
    "office",
    "hospital-on-campus",
    "off-campus-excepted",
    "off-campus-non-excepted",
    "exempt",
)
SOURCES: Final = ("purchased", "340b", "white-bag", "free", "trial")
VIEWS: Final = ("cms-1500", "ub-04", "837p", "837i")

IN_JSON_ONLY: Final = ("authorization", "evidence", "history", "decisions", "claim_lines")
"""The fields of a claim that have no option."""

LossWords = tuple[str, str]
"""mg and why, as typed."""


class ClaimOptions(OrderOptions):
    """The options of a claim as typed; None: not given."""

    payer: str | None
    setting: str | None
    date_of_service: str | None
    diagnosis: list[str] | None
    source: str | None
    code: str | None
    given: str | None
    stopped: str | None
    kept: str | None
    carried_in: str | None
    loss: list[LossWords] | None
    charge_per_unit: str | None
    view: str | None

    def claim_words(self) -> list[str]:
        """The claim options that are there, as they are written: "--carried-in"."""
        return self.words_of(ClaimOptions)


def add_claim_options(parser: argparse.ArgumentParser) -> None:
    """Add every option that says what goes on the claim."""
    claim = parser.add_argument_group(
        "the claim", f"{', '.join(IN_JSON_ONLY[:-1])} and {IN_JSON_ONLY[-1]} are in JSON only"
    )
    claim.add_argument("--payer", metavar="ID", type=_said, help="such as medicare-part-b")
    claim.add_argument(
        "--setting", choices=SETTINGS, help="where it is given; the site's if not said"
    )
    claim.add_argument("--date-of-service", metavar="DATE", type=_said, help="today if not said")
    claim.add_argument(
        "--diagnosis",
        metavar="CODE",
        type=_said,
        action="append",
        help="ICD-10-CM with its point, such as C34.12; once for each, first-listed first",
    )
    claim.add_argument("--source", choices=SOURCES, help="where the drug came from")
    claim.add_argument(
        "--code", metavar="CODE", type=_said, help="the HCPCS code, in place of the site's"
    )
    claim.add_argument(
        "--charge-per-unit", metavar="USD", type=_said, help="for --view; the site's if not said"
    )
    given = parser.add_argument_group("what was really given; without --given it is a plan")
    given.add_argument("--given", metavar="MG", type=_said, help="what the patient got; 0: nothing")
    given.add_argument("--stopped", metavar="WHY", type=_said, help="why it was less than the dose")
    given.add_argument("--kept", metavar="MG", type=_said, help="really used for another patient")
    given.add_argument(
        "--carried-in", metavar="MG", type=_said, help="of this dose, from another patient's vial"
    )
    given.add_argument(
        "--loss",
        metavar="MG:WHY",
        type=read_loss,
        action="append",
        help="spilt, broken or expired, such as 3:spilt; once for each",
    )
    parser.add_argument(
        "--view",
        choices=VIEWS,
        help="print the claim lines as that form or transaction has them, in place of the page",
    )


def read_loss(text: str) -> LossWords:
    """ "3:spilt" → ("3", "spilt"); raises ArgumentTypeError."""
    mg, _, why = text.partition(":")
    if not (mg.strip() and why.strip()):
        raise argparse.ArgumentTypeError(f"write MG:WHY, such as 3:spilt, not “{text}”.")
    return mg.strip(), why.strip()


def _said(text: str) -> str:
    """A value with something in it: a blank one would pass for one that was not given."""
    if not text.strip():
        raise argparse.ArgumentTypeError("blank: give a value or leave the option out.")
    return text
