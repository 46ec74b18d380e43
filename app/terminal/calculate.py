"""`calculate`: an order from options to a worksheet, or requests in JSON to answers in JSON."""

from typing import Final

from app.terminal.claim_options import ClaimOptions, add_claim_options
from app.terminal.command_line import PlainParser
from app.terminal.order_options import add_order_options

COMMAND: Final = "calculate"

_DESCRIPTION: Final = (
    "Vials, draw, units and claim lines for one dose, as a page to read or as JSON."
)

_EPILOG: Final = """examples:
  python -m app calculate --weight 72.4 --mg-per-kg 10
  python -m app calculate --weight 159.6 --lb --mg-per-kg 10 --on-hand 500=6,120=9
  python -m app calculate --flat 1500 --weight 72.4 --bag dextrose-5:250:withdraw
  python -m app calculate --weight 72.4 --mg-per-kg 10 --given 724 --loss 3:spilt
  python -m app calculate --jsonl orders.jsonl > answers.jsonl

Exit status: 0 all answered, 1 at least one refused, 2 the command line was wrong.
"""


class CalculateOptions(ClaimOptions):
    """All options of the command."""

    json: str | None
    jsonl: str | None


def run(words: list[str]) -> int:
    """Answer what the command line asks; the exit status.

    Raises WrongCommandLineError and what `output.write_out` raises.
    """
    options = read_words(words)
    if options.json is not None or options.jsonl is not None:
        from app.terminal.json_requests import answer_lines, answer_one  # noqa: PLC0415 pydantic

        if options.json is not None:
            return answer_one(options.json)
        return answer_lines("" if options.jsonl is None else options.jsonl)
    from app.terminal.worksheet_page import show_worksheet  # noqa: PLC0415 --help does without

    return show_worksheet(options)


def read_words(typed: list[str]) -> CalculateOptions:
    """The options that were typed; raises WrongCommandLineError."""
    parser = PlainParser(COMMAND, _DESCRIPTION, _EPILOG)
    add_order_options(parser)
    add_claim_options(parser)
    requests = parser.add_argument_group(
        "requests in JSON instead", "see `python -m app schema`; FILE may be - for standard input"
    ).add_mutually_exclusive_group()
    requests.add_argument("--json", metavar="FILE", help="one request")
    requests.add_argument(
        "--jsonl",
        metavar="FILE",
        help="one request a line, each answered with one line, in order; a blank one is refused",
    )
    options = parser.parse_args(typed, CalculateOptions())
    in_json = options.json is not None or options.jsonl is not None
    words = options.order_words() + options.claim_words()
    if in_json and words:
        parser.error(f"{words[0]} has no meaning beside requests in JSON.")
    if not (in_json or options.mg_per_kg or options.flat or options.regimen):
        parser.error("Say the dose: --mg-per-kg with --weight, --flat, or --regimen.")
    return options
