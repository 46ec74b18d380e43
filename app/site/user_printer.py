"""The printer that a user chose for worksheets or for inserts, in the user's own folder."""

import json
from enum import StrEnum
from typing import Final, NamedTuple

from app.site.site_folder import user_data_folder
from app.site.whole_file import write_beside

_FILE: Final = "printers.json"


class PrintedThing(StrEnum):
    """What a printer is remembered for: a sheet and a small insert seldom come from the same."""

    WORKSHEET = "worksheet"
    INSERT = "insert"


class UserPrinter(NamedTuple):
    """A printer by its name, and the paper that is in it: "a4", "letter", "" for an insert."""

    name: str
    paper: str


def read_user_printer(what: PrintedThing) -> UserPrinter | None:
    """The printer that was remembered; None where there is none, or what is there is no such."""
    found = _read().get(what)
    match found:
        case {"name": str(name), "paper": str(paper)} if name:
            return UserPrinter(name, paper)
        case _:
            return None


def remember_user_printer(what: PrintedThing, printer: UserPrinter) -> str:
    """Keep the choice for next time; a sentence where it cannot be kept, else ""."""
    file = user_data_folder() / _FILE
    content = {**_read(), what.value: printer._asdict()}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_beside(file, json.dumps(content, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        return f"The printer is not remembered for next time ({error.strerror})."
    return ""


def _read() -> dict[str, object]:
    """What the file holds; nothing where it is missing or damaged: then one is chosen again."""
    try:
        content = json.loads((user_data_folder() / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
