"""The command line: argparse, its complaints in plain words."""

import argparse
import re
import sys
from typing import Final, NoReturn

FROM_SOURCE: Final = "python -m app"
PROGRAM: Final = "vialwise-cli" if getattr(sys, "frozen", False) else FROM_SOURCE
"""What a person types before a command: the bundle has a launcher for it."""

_PLAIN_WORDS: Final = (
    (r"argument (\S+): expected one argument", r"\1 needs a value."),
    (r"argument (\S+): ignored explicit argument .*", r"\1 takes no value."),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 and \2 do not go together."),
    (r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)", r"\1 is one of \3, not \2."),
    (r"the following arguments are required: (.*)", r"Say which \1."),
    (r"one of the arguments (\S+) (\S+) is required", r"Say \1 or \2."),
    (r"unrecognized arguments: (.*)", r"Not known here: \1."),
    (r"argument (\S+): (.*)", r"\1: \2"),
)
"""argparse's sentences and ours, tried in turn."""


class WrongCommandLineError(Exception):
    """The command line cannot be used: a sentence, and the command whose help tells how."""

    def __init__(self, sentence: str, command: str = f"{PROGRAM} calculate") -> None:
        from app.contract.visible import visible  # noqa: PLC0415 --help does without

        super().__init__(f"{visible(sentence)}\nFor help: {command} --help")


class PlainParser(argparse.ArgumentParser):
    """A parser that takes no shortened option and raises instead of leaving the program."""

    def __init__(self, command: str, description: str, epilog: str = "") -> None:
        super().__init__(
            prog=f"{PROGRAM} {command}".strip(),
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def format_help(self) -> str:
        """The help, whose examples begin as the program is called here."""
        return super().format_help().replace(FROM_SOURCE, PROGRAM)

    def error(self, message: str) -> NoReturn:
        """Raise WrongCommandLineError with the complaint in plain words."""
        raise WrongCommandLineError(_in_plain_words(message), self.prog)


def _in_plain_words(message: str) -> str:
    for theirs, ours in _PLAIN_WORDS:
        found = re.fullmatch(theirs, message, re.DOTALL)
        if found:
            return found.expand(ours).replace("'", "")
    return message
