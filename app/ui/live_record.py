"""The record, live: opened when it is used first; what the page shows is recorded in it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QObject, Signal

from app.core.amounts import Status
from app.core.calculate import calculate
from app.core.entry_fields import signed_as, why_not_by, why_not_course, why_not_encounter
from app.core.finding import Refused
from app.core.settled import settle
from app.core.worksheet import Worksheet
from app.records.entry import Entry, Meaning, NewEntry, Query
from app.records.places import find_place
from app.records.trouble import RecordTrouble
from app.ui.live_answer import LiveAnswer, answered
from app.ui.live_site import LiveSite
from app.ui.recorded import Purpose, RecordedAs
from app.ui.typed_order import TypedOrder, typed_of

if TYPE_CHECKING:
    from app.records.record import Record


class NotSigned(NamedTuple):
    """Why nothing was recorded, and the field to go to for it, "" where none mends it."""

    sentence: str
    field: str = ""


class LiveRecord(QObject):
    """Holds the open record; each method is one thing that a person does."""

    changed = Signal()
    """Something was recorded, or a second check began or ended."""

    def __init__(self, live: LiveAnswer, site: LiveSite, now: Callable[[], datetime]) -> None:
        super().__init__(live)
        self._live = live
        self._site = site
        self._now = now
        self._record: Record | None = None
        self._checking = ""
        site.changed.connect(self._let_go_of_another_place)

    @classmethod
    def of(cls, live: LiveAnswer) -> "LiveRecord":
        """The one that goes with a live answer."""
        found = cast("LiveRecord | None", live.findChild(cls))  # the stubs know no None
        if found is None:
            raise RuntimeError("this answer has no record: build_window makes both")
        return found

    def open(self) -> "Record":
        """The record of the site; raises RecordTrouble where it cannot be opened."""
        if self._record is None:
            from app.records.record import open_record  # noqa: PLC0415 150 ms that only a use takes

            self._record = open_record(find_place(self._site.site))
        return self._record

    def entries_of(self, encounter: str) -> tuple[Entry, ...]:
        """All that is recorded of that encounter, oldest first; raises RecordTrouble."""
        return tuple(self.open().entries(Query(encounter=encounter.strip())))

    def newest(self, encounter: str) -> Entry | None:
        """The newest entry of that encounter; raises RecordTrouble."""
        found = self.entries_of(encounter)
        return found[-1] if found else None

    def record(self, new: NewEntry) -> Entry | str:
        """The entry as it stands in the record now, or the sentence on why it does not."""
        try:
            entry = self.open().append(new, self._now())
        except RecordTrouble as trouble:
            return trouble.sentence
        self.changed.emit()
        return entry

    @property
    def asks_pin(self) -> bool:
        """Whether people here sign with a PIN."""
        site = self._site.reference.rules.site
        return bool(site.people) and not site.initials_alone

    def who_signs(self, by: str, pin: str) -> str:
        """ "", or the sentence on why these initials may not sign."""
        site = self._site.reference.rules.site
        wrong = why_not_by(by.strip(), site)
        if wrong is not None:
            return wrong.message
        return self._site.why_not_signed(by, pin) if site.people else ""

    # --- The order on the page --------------------------------------------------------------------

    def meaning(self) -> Meaning:
        """What recording the page would say now."""
        shown = self._live.shown
        match shown.typed.purpose:
            case Purpose.CORRECTING | Purpose.RECORDED:
                return Meaning.CORRECTED
            case Purpose.GIVING:
                return Meaning.GIVEN
            case Purpose.NEW:
                sheet = shown.answer
                planned = not isinstance(sheet, Worksheet) or sheet.is_planned
                return Meaning.PREPARED if planned else Meaning.GIVEN

    def why_not_yet(self) -> NotSigned | None:
        """What has to be there before the page can be recorded, None where all of it is."""
        shown = self._live.shown
        typed, sheet = shown.typed, shown.answer
        if not isinstance(sheet, Worksheet):
            return NotSigned("There is no whole answer to record yet.", "weight")
        wrong_reference = why_not_encounter(typed.encounter.strip()) or why_not_course(
            typed.course.strip()
        )
        if wrong_reference is not None:
            return NotSigned(wrong_reference.message, wrong_reference.field)
        wrong = next((lot.why_no_expiry for lot in typed.lots if lot.why_no_expiry), "")
        if wrong:
            return NotSigned(wrong, "expiry")
        if typed.purpose is Purpose.RECORDED and not typed.changed:
            return NotSigned("It is recorded already; nothing was changed since.")
        if typed.purpose is Purpose.GIVING and sheet.status is Status.PLANNED:
            return NotSigned("Enter the amount given first.", "given_mg")
        return None

    def sign(self, by: str) -> NotSigned | None:
        """Record the page, signed by these initials; None once it stands in the record."""
        missing = self.why_not_yet()
        sheet, typed = self._live.shown.answer, self._live.shown.typed
        if missing is not None or not isinstance(sheet, Worksheet):
            return missing
        try:
            taken = self._taken(typed)
        except RecordTrouble as trouble:
            return NotSigned(trouble.sentence)
        if taken is not None:
            return taken
        return self._sign(sheet, typed, by)

    def _sign(self, sheet: Worksheet, typed: TypedOrder, by: str) -> NotSigned | None:
        from app.records.entry_of import entry_of  # noqa: PLC0415 loads the contract, when used
        from app.records.rules import refuse_entry  # noqa: PLC0415

        settled = settle(self._live.draft(), sheet)
        rules, meaning = self._live.shown.rules, self.meaning()
        new = entry_of(
            sheet,
            settled,
            rules,
            dict.fromkeys(typed.ticked, "done"),
            encounter=typed.encounter.strip(),
            by=signed_as(by, rules.site),
            meaning=meaning,
            course=typed.course.strip(),
            corrects=typed.entry.id if typed.entry and meaning is Meaning.CORRECTED else "",
        )
        try:
            refused = refuse_entry(new, lambda: self.entries_of(new.encounter), rules)
        except RecordTrouble as trouble:
            return NotSigned(trouble.sentence)
        if refused:
            return NotSigned(refused[0].message)
        entry = self.record(new)
        if isinstance(entry, str):
            return NotSigned(entry)
        self._live.name_person(by)
        self._live.close_as(recorded_as(entry), settled)
        return None

    def load(self, entry: Entry, purpose: Purpose) -> str:
        """Put the order of an entry on the page, open for that; "", or why it cannot be.

        Today's rules answer it: what was recorded then stands in the record as it was.
        """
        from app.contract.request import read_request  # noqa: PLC0415 half of a start, when used

        reference = self._site.reference
        drugs = {drug.id: drug for drug in reference.drugs}
        read = read_request(json.dumps(entry.content.request).encode(), drugs)
        if isinstance(read, Refused):
            return f"{entry.id} cannot be opened: {read.errors[0].message}"
        draft, drug = read
        if not drug.id:
            return f"{entry.id} is of a drug that no file here describes: use the terminal."
        undecided = replace(draft, claim=replace(draft.claim, decisions=()))
        asked = calculate(undecided, drug, reference.rules, self._now().astimezone().date())
        typed = replace(
            typed_of(draft),
            answers=answered(draft.claim.decisions, asked),
            encounter=entry.content.encounter,
            course=entry.content.course,
            entry=recorded_as(entry),
            purpose=purpose,
        )
        self._live.bring_back(drug.id, typed)
        return ""

    def _taken(self, typed: TypedOrder) -> NotSigned | None:
        """That this encounter has an order of this drug already; raises RecordTrouble."""
        if typed.entry is not None:
            return None
        drug = self._live.shown.drug
        query = Query(encounter=typed.encounter.strip(), drug=drug.id or drug.name)
        found = tuple(self.open().entries(query))
        if not found:
            return None
        first = found[0].content
        return NotSigned(
            f"{typed.encounter.strip()} has an order of {drug.name} already, {first.meaning} by "
            f"{first.by}. Open it in Records, or check the reference.",
            "encounter",
        )

    def _let_go_of_another_place(self) -> None:
        if self._record is not None and self._record.place != find_place(self._site.site):
            self._record = None


def recorded_as(entry: Entry) -> RecordedAs:
    """What the page keeps of its entry."""
    content = entry.content
    return RecordedAs(entry.id, entry.hash, content.meaning.value, content.by, entry.at)
