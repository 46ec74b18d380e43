"""The options of the program without a command: the window, its picture, its version."""

import argparse
import re
from pathlib import Path
from typing import Final

from app.terminal.command_line import PlainParser
from app.terminal.order_options import OrderOptions, add_order_options

THEMES: Final = ("light", "dark", "high-contrast")
COMMANDS: Final = (
    "backup-records",
    "calculate",
    "doctor",
    "export-records",
    "import-hcpcs",
    "record",
    "records",
    "restore-records",
    "schema",
    "self-test",
    "verify-records",
    "worksheet",
)
_SIZE: Final = re.compile(r"([1-9][0-9]{2,3})x([1-9][0-9]{2,3})", re.ASCII)

_DESCRIPTION: Final = "From an order to vials, units, claim lines and checklist. Opens the window."

_EPILOG: Final = """commands:
  backup-records   copy the whole record into a file
  calculate        the same without the window: a page to read, or JSON
  doctor           versions, folders, age of the tables, health of the record
  export-records   write the record as a table, or every entry whole
  import-hcpcs     read CMS's HCPCS file into the site's own code table
  record           record what was prepared, checked, given or corrected
  records          list what is in the record
  restore-records  bring a backup back into an empty record
  schema           the JSON Schema of requests and answers
  self-test        try the program on this computer, after unpacking it
  verify-records   whether the record is as it was recorded
  worksheet        the one-page worksheet of a request as PDF

Each has its own --help.
"""


class WindowOptions(OrderOptions):
    """What the program is to do without a command."""

    version: bool
    exit_after_first_paint: bool
    screenshot: Path | None
    size: tuple[int, int]
    theme: str | None


def read_window_options(words: list[str]) -> WindowOptions:
    """The options; raises WrongCommandLineError."""
    parser = PlainParser("", _DESCRIPTION, _EPILOG)
    parser.add_argument("--version", action="store_true", help="version and table dates")
    parser.add_argument("--theme", choices=THEMES, help="the system's, when not said")
    parser.add_argument(  # for the benchmark of the start alone
        "--exit-after-first-paint", action="store_true", help=argparse.SUPPRESS
    )
    picture = parser.add_argument_group("a picture of the page, drawn without a display")
    picture.add_argument("--screenshot", metavar="FILE.png", type=Path, help="what to write it to")
    picture.add_argument(
        "--size", metavar="1366x680", type=read_size, default=(1366, 680), help="in pixels"
    )
    add_order_options(parser, ", with --screenshot")
    if words and not words[0].startswith("-"):
        known = f"{', '.join(COMMANDS[:-1])} and {COMMANDS[-1]}"
        parser.error(f"There is no command {words[0]}: there are {known}.")
    options = parser.parse_args(words, WindowOptions())
    if options.screenshot is not None and options.cycle is not None:
        parser.error("The window has no field for --cycle yet: leave it out.")
    of_order = options.order_words()
    if options.screenshot is None and of_order:
        parser.error(f"{of_order[0]} belongs to an order: write calculate first, or --screenshot.")
    return options


def read_size(text: str) -> tuple[int, int]:
    """ "1366x680" → (1366, 680); raises ArgumentTypeError."""
    found = _SIZE.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"write WIDTHxHEIGHT in pixels, not “{text}”.")
    return int(found[1]), int(found[2])
