"""The order on the page and its entries: what recording says, what is missing, what is printed."""

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from app.core.amounts import Status
from app.core.calculate import calculate
from app.core.entry_fields import signed_as, why_not_course, why_not_encounter
from app.core.finding import Refused
from app.core.settled import settle
from app.core.worksheet import Worksheet
from app.records.entry import Entry, Meaning, NewEntry
from app.records.trouble import RecordTrouble
from app.ui.live_answer import LiveAnswer, answered
from app.ui.live_record import LiveRecord
from app.ui.live_site import LiveSite
from app.ui.recorded import Purpose, RecordedAs
from app.ui.typed_order import TypedOrder, typed_of

if TYPE_CHECKING:
    from app.paper.paper_sheet import PaperSheet

BY_THE_PROGRAM: Final = "Vialwise"
"""Who printed: the program does not know who stood before it."""


class NotSigned(NamedTuple):
    """Why nothing was recorded, and the field to go to for it, "" where none mends it."""

    sentence: str
    field: str = ""


class OrderRecord:
    """Each method is one thing that a person does with the order on the page and the record."""

    def __init__(self, live: LiveAnswer) -> None:
        self._live = live
        self._record = LiveRecord.of(live)
        self._site = LiveSite.of(live)

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
        return self._sign(sheet, typed, by)

    def _sign(self, sheet: Worksheet, typed: TypedOrder, by: str) -> NotSigned | None:
        from app.records.entry_of import entry_of  # noqa: PLC0415 loads the contract, when used
        from app.records.rules import refuse_after, refuse_alone  # noqa: PLC0415

        settled = settle(self._live.draft(), sheet)
        rules, meaning = self._live.shown.rules, self.meaning()
        new = entry_of(
            sheet,
            settled,
            rules,
            typed.documented,
            encounter=typed.encounter.strip(),
            by=signed_as(by, rules.site),
            meaning=meaning,
            course=typed.course.strip(),
            corrects=typed.entry.id if typed.entry and meaning is Meaning.CORRECTED else "",
        )
        if refused := refuse_alone(new, rules):
            return NotSigned(refused[0].message)

        def judge(before: tuple[Entry, ...]) -> None:
            """Look once more while nobody else can record: another workstation may have been."""
            if typed.entry is None and (taken := self._taken(new, before)):
                raise RecordTrouble(taken)
            if errors := refuse_after(new, before):
                raise RecordTrouble(errors[0].message)

        entry = self._record.record(new, judge)
        if isinstance(entry, str):
            return NotSigned(entry)
        self._live.name_person(by)
        self._live.close_as(recorded_as(entry), settled)
        return None

    def paper(self) -> "PaperSheet | None":
        """What goes on paper of the page; None without an answer. Raises RecordTrouble."""
        from app.paper.paper_sheet import PaperSheet, Signature  # noqa: PLC0415 when printed
        from app.records.standing import of_one_order  # noqa: PLC0415

        shown = self._live.shown
        typed, sheet = shown.typed, shown.answer
        if not isinstance(sheet, Worksheet):
            return None
        entry, newest = typed.entry, ""
        signed: tuple[Signature, ...] = ()
        if entry is not None and not typed.changed:
            newest = self._record.open().newest_hash()
            here = self._record.open().entry(entry.id)
            entries = of_one_order(self._record.entries_of(typed.encounter), here) if here else ()
            signed = tuple(
                [
                    Signature(e.content.meaning.value, e.content.by, e.at)
                    for e in entries
                    if e.content.meaning is not Meaning.PRINTED
                ]
            )
        return PaperSheet(
            sheet,
            typed.documented,
            shown.rules.codes.name,
            typed.encounter.strip(),
            typed.course.strip(),
            signed,
            entry.id if newest and entry else "",
            entry.hash if newest and entry else "",
            newest,
        )

    def note_printed(self) -> str:
        """Have the record say that the page was printed; "", or why it does not.

        A page that is not recorded is not in the record, printed or not.
        """
        typed = self._live.shown.typed
        if typed.entry is None or typed.changed:
            return ""
        try:
            entry = self._record.open().entry(typed.entry.id)
        except RecordTrouble as trouble:
            return trouble.sentence
        if entry is None:
            return ""
        printed = replace(
            entry.content, by=BY_THE_PROGRAM, meaning=Meaning.PRINTED, corrects="", check=None
        )
        said = self._record.record(printed)
        return said if isinstance(said, str) else ""

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
        asked = calculate(undecided, drug, reference.rules, self._record.now().date())
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

    def _taken(self, new: NewEntry, before: tuple[Entry, ...]) -> str:
        """That this encounter has an order of this drug already, "" where it has none."""
        name = self._live.shown.drug.name
        same = [e.content for e in before if e.content.request["drug"] == new.request["drug"]]
        if not same:
            return ""
        return (
            f"{new.encounter} has an order of {name} already, {same[0].meaning} by {same[0].by}. "
            "Open it in Records, or check the reference."
        )


def recorded_as(entry: Entry) -> RecordedAs:
    """What the page keeps of its entry."""
    content = entry.content
    return RecordedAs(entry.id, entry.hash, content.meaning.value, content.by, entry.at)
