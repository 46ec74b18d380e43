"""Every command's parser, caught as the command is about to read its words."""

import argparse
from typing import Final, NoReturn

import pytest

from app.__main__ import main
from app.terminal.command_line import PlainParser
from app.terminal.window_options import COMMANDS

WINDOW: Final = ""
"""The program without a command."""


class _Caught(BaseException):
    """No fault of the program, and nothing in it may take it for one."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        super().__init__()
        self.parser = parser


def parser_of(command: str) -> argparse.ArgumentParser:
    """The parser that a command reads its words with."""

    def catch(self: PlainParser, *_words: object) -> NoReturn:
        raise _Caught(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlainParser, "parse_args", catch)
        with pytest.raises(_Caught) as caught:
            main([command] if command else ["--version"])
    return caught.value.parser


PARSERS: Final = {command: parser_of(command) for command in (WINDOW, *COMMANDS)}


def options_of(command: str) -> dict[str, argparse.Action]:
    """The options that a command offers, `--help` left out."""
    return {
        option: action
        for action in PARSERS[command]._actions
        if action.help is not argparse.SUPPRESS
        for option in action.option_strings
        if option.startswith("--") and option != "--help"
    }
