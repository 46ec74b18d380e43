"""The shapes of the record by command: a line to record, its answer, and an entry as it stands.

As with a request only the shape is judged; what a reference or initials have to look like is told
to the published schema, and the rules word the errors.
"""

from typing import Annotated, Final, Literal, NotRequired

from pydantic import Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from app.contract.answer_shape import Answer
from app.contract.request_shape import STRICT, Request, Text
from app.core.entry_fields import LONGEST_INITIALS, LONGEST_REFERENCE, SHORTEST_INITIALS

Reference = Annotated[
    str,
    Field(
        json_schema_extra={
            "pattern": r"^\S(.*\S)?$",
            "minLength": 1,
            "maxLength": LONGEST_REFERENCE,
        }
    ),
]
Initials = Annotated[
    str,
    Field(
        json_schema_extra={
            "pattern": r"^\S(.*\S)?$",
            "minLength": SHORTEST_INITIALS,
            "maxLength": LONGEST_INITIALS,
        }
    ),
]
EntryId = Annotated[str, Field(json_schema_extra={"pattern": r"^R-[0-9]{6,}$"})]
EntryHash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
MomentUtc = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$")]


@with_config(STRICT)
class RecordLine(TypedDict):
    """What is to be recorded; null means the same as absent.

    `corrects` is the id of the entry that this one puts right, and goes with "corrected" alone;
    `answers` has a text by the id of its checklist item.
    """

    encounter: Reference
    course: NotRequired[Reference | None]
    by: Initials
    meaning: Literal["prepared", "checked", "given", "corrected"]
    corrects: NotRequired[EntryId | None]
    request: Request
    answers: NotRequired[dict[str, Text | None] | None]


@with_config(STRICT)
class Recorded(TypedDict):
    """The entry is safe on disk.

    `notes` are sentences on text that looks as if it named a patient, on an encounter that the
    record has in other small and capital letters, on a dose that a second check held, and on one
    that is recorded as given already.
    """

    id: EntryId
    hash: EntryHash
    notes: NotRequired[Annotated[list[str], Field(min_length=1)]]


@with_config(STRICT)
class RecordedEntry(TypedDict):
    """An entry as it stands in the record.

    `request` holds what was sent, and where that said nothing what day, site and search filled in:
    date of service, payer, setting, source, vials and bag; so any later day answers it alike.
    `previous` is the hash of the entry before, `page` the worksheet as it was read, `tables` the
    day of each table by its name.
    """

    id: EntryId
    hash: EntryHash
    previous: EntryHash
    when: MomentUtc
    by: str
    meaning: Literal["prepared", "checked", "given", "corrected", "printed"]
    encounter: str
    course: NotRequired[str]
    corrects: NotRequired[EntryId]
    request: Request
    answers: dict[str, str]
    worksheet: Answer
    check: NotRequired[dict[str, object]]
    page: str
    program: str
    tables: dict[str, str]


RECORD_LINE: Final[TypeAdapter[RecordLine]] = TypeAdapter(RecordLine)
