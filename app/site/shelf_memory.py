"""The shelf counts as they were typed, remembered for next time in the user's own folder."""

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from app.core.notation import read_count
from app.site.site_folder import user_data_folder
from app.site.whole_file import write_beside

OnHand = dict[str, dict[Decimal, str]]
"""For each drug and size in mg, the count as it was typed."""


class ShelfMemory(NamedTuple):
    """One small file; without a path nothing is remembered."""

    path: Path | None

    @classmethod
    def of_user(cls) -> "ShelfMemory":
        """In the user's data folder; VIALWISE_USER_DATA names another."""
        return cls(user_data_folder() / "shelf.json")

    @classmethod
    def none(cls) -> "ShelfMemory":
        """Remembers nothing, for pictures and tests."""
        return cls(None)

    def read(self) -> tuple[OnHand, str]:
        """The counts remembered, and a sentence where they cannot be read, else "".

        A damaged file is set aside beside its place, so that nothing of it is lost.
        """
        if self.path is None:
            return {}, ""
        try:
            return _counts(json.loads(self.path.read_text(encoding="utf-8"))), ""
        except FileNotFoundError:
            return {}, ""
        except OSError as error:
            return {}, f"Remembered counts could not be read ({error.strerror}). Count again."
        except (ValueError, TypeError, AttributeError, InvalidOperation, RecursionError):
            return {}, f"Remembered counts could not be read{_set_aside(self.path)}. Count again."

    def write(self, on_hand: OnHand) -> str:
        """Remember these counts, whole or not at all; a sentence where it cannot be done, else "".

        Only counts are kept: whatever else was typed or scanned there could name somebody.
        """
        if self.path is None:
            return ""
        text = json.dumps(
            {
                drug: {
                    str(mg): count
                    for mg, count in sizes.items()
                    if not count.strip() or isinstance(read_count(count), int)
                }
                for drug, sizes in on_hand.items()
            }
        )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_beside(self.path, text.encode())
        except OSError as error:
            return f"These counts are not remembered for next time ({error.strerror})."
        return ""


def _set_aside(path: Path) -> str:
    """Keep a damaged file under another name, and say under which."""
    aside = path.with_suffix(".damaged")
    try:
        path.replace(aside)
    except OSError:
        return ""
    return f"; the file is kept as {aside.name}"


def _counts(found: dict[str, dict[str, str]]) -> OnHand:
    return {
        str(drug): {Decimal(mg): _text(count) for mg, count in sizes.items()}
        for drug, sizes in found.items()
    }


def _text(count: str) -> str:
    if not isinstance(count, str):
        raise TypeError
    return count
