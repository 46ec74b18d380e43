"""A fault of the program itself: noted in the log, told in one sentence, without what was typed.

A table of the program that cannot be used is no riddle: its name and key are told instead.
"""

import sys
from typing import Final

from app.reference.file_error import ReferenceFileError
from app.site.fault_log import FILE, FaultLog, log_folder
from app.terminal.output import write_error
from app.terminal.window_options import COMMANDS

STATUS: Final = 3
"""What the program ends with: not answered, not refused, and the command line was right."""


def tell_fault(fault: Exception, words: list[str]) -> int:
    """Note a command's fault and tell it on standard error; the exit status."""
    command = words[0] if words and words[0] in COMMANDS else "the picture or version"
    write_error(_told(fault, command, "nothing more is answered"))
    return STATUS


def tell_no_window(fault: Exception) -> str:
    """The same of a window that could not be opened; the sentences, to be shown as well."""
    sentence = _told(fault, "the start", "the window is not open")
    if sys.stderr is not None:  # None in a program without a console
        write_error(sentence)
    return sentence


def _told(fault: Exception, place: str, what_came: str) -> str:
    if isinstance(fault, ReferenceFileError):
        ours = "A file of the program itself cannot be used, and"
        return f"{ours} {what_came}: {fault.sentence_of_ours}"
    noted = FaultLog(place).note(fault)
    sentence = f"Something went wrong in Vialwise ({noted.id}), and {what_came}."
    if noted.why_not:
        sentence += f" It could not be written to the log ({noted.why_not})."
        return f"{sentence} Give the id to whoever looks after this computer."
    log = log_folder() / FILE
    return f"{sentence} Give the id and {log} to whoever looks after this computer."
