"""A check that came as a whole request: its worksheet against the one that stands.

What the window asks for in fields is worked out here from the checker's own order. Where all of it
agrees the check is kept as the window's are; where anything differs nothing is recorded, as nobody
is there to look again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.core.check_figures import Moment, VialsOfSize, differ
from app.core.double_check import Outcome, compared, finished
from app.core.drug import Drug
from app.core.finding import FieldError
from app.core.notation import shown
from app.records.check_content import check_object
from app.records.checked_figures import as_recorded, workings_of
from app.records.entry import Entry, NewEntry
from app.records.kept_sheet import is_planned
from app.records.rules import to_check


def with_check(
    new: NewEntry, before: Sequence[Entry], drug: Drug, tolerance_ml: Decimal, today: date
) -> NewEntry | FieldError:
    """The entry with the check that its worksheet makes, or why it makes none.

    `drug` is that of the entry, `before` are all of its encounter, oldest first.
    """
    theirs = to_check(new, before)
    if isinstance(theirs, FieldError):
        return theirs
    planned = is_planned(new.worksheet)
    moment = Moment.PREPARATION if planned else Moment.CLAIM
    stands = as_recorded(theirs, drug, moment, tolerance_ml, today)
    if isinstance(stands, str):
        return FieldError("meaning", stands)
    entered = workings_of(new, drug, moment)
    if isinstance(entered, str):
        return FieldError("meaning", entered)
    with_ = stands.comparing
    if planned and (size := _not_read(entered.figures.vials, stands.workings.figures.vials)):
        sentence = f"Write lot and expiry of the {shown(size.mg)} mg vials, as read from them."
        return FieldError("request.plan", sentence)
    check = compared(moment, entered.figures, drug, with_)
    if check.expired:
        return FieldError("request.plan", check.expired[0])
    if check.differing:
        what = differ(check.differing)
        sentence = f"{what[0].upper()}{what[1:]} from {theirs.id}: settle which is right first."
        return FieldError("request", sentence)
    kept = finished(check, theirs.id, Outcome.SIGNED, with_)
    return replace(new, check=check_object(kept))


def _not_read(ours: tuple[VialsOfSize, ...], theirs: tuple[VialsOfSize, ...]) -> VialsOfSize | None:
    """A size of which the worksheet has lots or a day and the checker has not."""
    written = {size.mg: size for size in theirs}
    for size in ours:
        there = written.get(size.mg, VialsOfSize(size.mg, 0))
        if (there.lots and not size.lots) or (there.expiry and not size.expiry):
            return size
    return None
