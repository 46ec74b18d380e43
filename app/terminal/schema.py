"""`schema`: the JSON Schema of requests and answers, on standard output."""

from typing import Final

from app.terminal.command_line import PlainParser
from app.terminal.output import write_out

COMMAND: Final = "schema"


def run(words: list[str]) -> int:
    """Print the schema; 0. Raises WrongCommandLineError and what `write_out` raises."""
    PlainParser(
        COMMAND,
        "Print a JSON Schema (2020-12): its root is every answer, $defs/Request what is asked.",
    ).parse_args(words)
    from app.contract.schema import schema_json  # noqa: PLC0415 --help does without pydantic

    write_out(schema_json())
    return 0
