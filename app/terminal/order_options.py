"""The options that write an order. No import of the core: `--help` has to be there at once."""

import argparse
from typing import Final

PREFERENCES: Final = ("least-discard", "fewest-vials")
METHODS: Final = ("add", "withdraw", "empty")

USUAL_DRUG: Final = "durvalumab"
"""What the program is for: commands were written for it before there was a second drug."""

SizeCount = tuple[str, str]
"""A size in mg and a count, as typed; a blank count is not limited."""

BagWords = tuple[str, str, str]
"""Diluent (blank: the drug's first), mL and method, as typed."""


class OrderOptions(argparse.Namespace):
    """The options of an order as typed; None: not given."""

    drug: str | None
    weight: str | None
    lb: bool
    weighed_on: str | None
    mg_per_kg: str | None
    flat: str | None
    regimen: str | None
    cycle: str | None
    on_hand: list[SizeCount] | None
    prefer: str | None
    plan: list[SizeCount] | None
    bag: BagWords | None

    def order_words(self) -> list[str]:
        """The order options that are there, as they are written: "--mg-per-kg"."""
        return self.words_of(OrderOptions)

    def words_of(self, options: "type[OrderOptions]") -> list[str]:
        """Those of the options of that class that are there, as they are written."""
        names = options.__annotations__
        return [f"--{name.replace('_', '-')}" for name in names if getattr(self, name)]


def add_order_options(parser: argparse.ArgumentParser, more: str = "") -> None:
    """Add every option that writes an order; `more` is said behind the name of each group."""
    order = parser.add_argument_group(f"the order{more}")
    order.add_argument("--drug", metavar="ID", help=f"which drug file; {USUAL_DRUG} if not said")
    order.add_argument("--weight", metavar="FIGURE", help="body weight in kg, such as 72.4")
    order.add_argument("--lb", action="store_true", help="the weight is in pounds")
    order.add_argument("--weighed-on", metavar="DATE", help="day of weighing, 2026-11-23")
    dose = order.add_mutually_exclusive_group()
    dose.add_argument("--mg-per-kg", metavar="FIGURE", help="a dose by weight")
    dose.add_argument("--flat", metavar="MG", help="a flat dose in mg")
    order.add_argument(
        "--regimen",
        metavar="ID",
        help="a row of the label; without a dose it fills the one for the weight",
    )
    order.add_argument("--cycle", metavar="N", help="which dose of the course this is")
    shelf = parser.add_argument_group(f"vials and bag{more}")
    shelf.add_argument(
        "--on-hand",
        metavar="MG=COUNT,…",
        type=read_sizes,
        help="the vials that may be opened, such as 500=6,120=9: only the sizes named; "
        "“500=” without a count is not limited, 0 is none; without this option every size "
        "is there, not limited",
    )
    shelf.add_argument(
        "--prefer", choices=PREFERENCES, help="what the best plan has; least-discard if not said"
    )
    shelf.add_argument(
        "--plan", metavar="MG=COUNT,…", type=read_sizes, help="the vials that you chose"
    )
    shelf.add_argument(
        "--bag",
        metavar="[DILUENT:]ML[:METHOD]",
        type=read_bag,
        help="the bag, such as 100 or 250:withdraw or dextrose-5:100:add; the method is add "
        "(to the full bag), withdraw (the drug's volume first) or empty (fill an empty bag)",
    )


def read_sizes(text: str) -> list[SizeCount]:
    """ "500=6,120=" → [("500", "6"), ("120", "")]; raises ArgumentTypeError."""
    sizes = []
    for entry in text.split(","):
        mg, equals, count = entry.partition("=")
        if not (mg.strip() and equals):
            raise argparse.ArgumentTypeError(f"write MG=COUNT,… such as 500=6,120=9, not “{text}”.")
        sizes.append((mg.strip(), count.strip()))
    return sizes


def read_bag(text: str) -> BagWords:
    """ "dextrose-5:100:add" → its three parts; raises ArgumentTypeError."""
    parts = [part.strip() for part in text.split(":")]
    method = parts.pop() if parts[-1] in METHODS else METHODS[0]
    diluent, ml = ["", "", *parts][-2:]
    if len(parts) not in {1, 2} or diluent[:1].isdigit():
        raise argparse.ArgumentTypeError(
            f"write ML, ML:METHOD or DILUENT:ML:METHOD, such as 100 or dextrose-5:100:add, "
            f"with a method of {', '.join(METHODS)}, not “{text}”."
        )
    return diluent, ml, method
