"""What goes on a sheet of paper: the worksheet, its answers, who signed, and where it is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from app.core.worksheet import Worksheet

_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2})?Z")


class PaperSize(StrEnum):
    """The papers that a worksheet is laid out for."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points, of which 72 are an inch."""
        return (612, 792) if self is PaperSize.LETTER else (595.276, 841.89)


class PaperRefusedError(Exception):
    """Nothing is printed; the one plain sentence says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Signature(NamedTuple):
    """Who signed for what and when, as the record has it; `at` is UTC, "2026-11-24T12:34:56Z"."""

    meaning: str
    by: str
    at: str

    @property
    def text(self) -> str:
        """ "RK, 2026-11-24 12:34 UTC"."""
        found = _MOMENT.fullmatch(self.at)
        return f"{self.by}, {f'{found[1]} {found[2]} UTC' if found else self.at}"


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """All of one sheet; what is blank was not recorded or not said, and the paper says so.

    `answers` are the checklist's, by the id of their item; `code_table` is the name of the HCPCS
    table that the code was checked against; the hashes are the record's; `held` has the
    sentences on why it must not go on as it is.
    """

    sheet: Worksheet
    answers: Mapping[str, str] = field(default_factory=dict)
    code_table: str = ""
    encounter: str = ""
    course: str = ""
    signatures: tuple[Signature, ...] = ()
    record_id: str = ""
    record_hash: str = ""
    newest_hash: str = ""
    held: tuple[str, ...] = ()
