"""What is answered to a line to record: where it stands now, or why it was not recorded."""

from typing import TYPE_CHECKING

from pydantic_core import to_json

from app.contract.answer import refusal
from app.contract.visible import visible
from app.core.finding import Refused

if TYPE_CHECKING:
    from app.contract.record_shape import Recorded


def recorded_json(entry_id: str, entry_hash: str, notes: tuple[str, ...] = ()) -> bytes:
    """The entry's id and hash as a line of JSON, with what is pointed out."""
    answer: Recorded = {"id": entry_id, "hash": entry_hash}
    if notes:
        answer["notes"] = [visible(note) for note in notes]
    return to_json(answer) + b"\n"


def not_recorded_json(refused: Refused) -> bytes:
    """The errors as a line of JSON."""
    return to_json(refusal(refused.errors)) + b"\n"
