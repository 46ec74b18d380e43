"""A worksheet on the page → the entry that records it."""

from collections.abc import Mapping, Sequence
from typing import cast

from app import __version__
from app.contract.answer import answer_of
from app.contract.json_text import JsonObject
from app.contract.request_text import request_of
from app.core.order import OrderDraft
from app.core.rules import Rules
from app.core.worksheet import Worksheet
from app.records.entry import Meaning, NewEntry
from app.wording.worksheet_text import worksheet_text


def entry_of(  # noqa: PLR0913 it is what an entry is made of, each by its name
    sheet: Worksheet,
    draft: OrderDraft,
    rules: Rules,
    answers: Mapping[str, str],
    *,
    encounter: str,
    by: str,
    meaning: Meaning,
    course: str = "",
    corrects: str = "",
    check: JsonObject | None = None,
    held: Sequence[str] = (),
) -> NewEntry:
    """The whole worksheet as the program computed it from that draft, with what it stands on.

    `held`: what the order's earlier entries hold, which its page says.
    """
    codes = rules.codes
    return NewEntry(
        encounter=encounter,
        by=by,
        meaning=meaning,
        request=request_of(draft, sheet.drug),
        worksheet=cast("JsonObject", answer_of(sheet, full=True)),
        page=worksheet_text(sheet, answers, codes.name, held),
        answers=dict(answers),
        program=__version__,
        tables={"hcpcs": codes.dated.isoformat()},
        course=course,
        corrects=corrects,
        check=check,
    )
