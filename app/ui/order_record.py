"""The order on the page and its entries: what recording says, what is missing, what is printed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from app.core.amounts import Status
from app.core.calculate import calculate
from app.core.claim_draft import HistoryDraft
from app.core.entry_fields import signed_as, why_not_course, why_not_encounter
from app.core.finding import Refused
from app.core.order import OrderDraft
from app.core.review import payer_windows
from app.core.settled import settle
from app.core.worksheet import Worksheet
from app.records.entry import Entry, Meaning, NewEntry
from app.records.trouble import RecordTrouble
from app.ui.answered import answered
from app.ui.live_answer import LiveAnswer
from app.ui.live_record import LiveRecord
from app.ui.live_site import LiveSite
from app.ui.recorded import KnownOfRecord, Purpose, RecordedAs
from app.ui.typed_order import typed_of
from app.wording.paths import with_broken_paths

if TYPE_CHECKING:
    from app.paper.paper_sheet import PaperSheet
    from app.records.standing import Standing

BY_THE_PROGRAM: Final = "Vialwise"
"""Who printed: the program does not know who stood before it."""


class NotSigned(NamedTuple):
    """Why nothing was recorded, and the field to go to for it, "" where none mends it."""

    sentence: str
    field: str = ""


class _Made(NamedTuple):
    """An entry to be, with the order and the worksheet that it is made of."""

    new: NewEntry
    settled: OrderDraft
    sheet: Worksheet


class _Stands(NamedTuple):
    """All entries of an order, () where they are not here, how it stands, and why it is held."""

    order: tuple[Entry, ...]
    standing: "Standing"
    held: tuple[str, ...]


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
        if why_not := self._record.why_nothing_is_recorded():
            return NotSigned(with_broken_paths(why_not))
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
        if missing is not None:
            return missing
        try:
            return self._sign(by)
        except RecordTrouble as trouble:
            return NotSigned(trouble.sentence)

    def notes(self) -> tuple[str, ...]:
        """What to look at before the page is signed.

        It is a given dose of another day than today, what looks as if it named the patient, an
        encounter that the record has in other small and capital letters, and how the record was
        opened.
        """
        from app.records.pointed_out import notes_on, notes_on_spelling  # noqa: PLC0415 when used

        made = self._made("", ())
        if isinstance(made, NotSigned):
            return ()
        try:
            record = self._record.open()
            others, opened = record.spelled_otherwise(made.new.encounter), record.note
        except RecordTrouble:  # it could be opened: said when it is signed
            others, opened = [], ""
        notes = (*notes_on_spelling(others), *notes_on(made.new))
        said = [note.partition(": ")[2] for note in notes]
        said = [self._live.shown.about_day, *said, with_broken_paths(opened)]
        return tuple(dict.fromkeys(filter(None, said)))

    def _made(self, by: str, before: Sequence[Entry]) -> "_Made | NotSigned":
        """What recording the page adds behind these entries of its encounter."""
        from app.records.entry_of import entry_of  # noqa: PLC0415 loads the contract, when used
        from app.records.one_order import key_of, order_of_next  # noqa: PLC0415
        from app.records.rules import facts_with  # noqa: PLC0415
        from app.records.standing import standing_of  # noqa: PLC0415

        shown = self._live.shown
        typed, rules, drug, meaning = shown.typed, shown.rules, shown.drug, self.meaning()
        # more of the checklist leaves the figures, and so the check of them, as they are
        as_what = Meaning.GIVEN if typed.purpose is Purpose.RECORDED else meaning
        corrects = typed.entry.id if typed.entry else ""
        order = order_of_next(before, key_of(drug), corrects)
        sheet = self._live.sheet_with(facts_with(as_what, order))
        if sheet is None:
            return NotSigned("There is no whole answer to record yet.", "weight")
        settled = settle(self._live.draft(), sheet)
        new = entry_of(
            sheet,
            settled,
            rules,
            typed.documented,
            encounter=typed.encounter.strip(),
            by=signed_as(by, rules.site),
            meaning=meaning,
            course=typed.course.strip(),
            corrects=corrects if meaning is Meaning.CORRECTED else "",
            held=standing_of(order).held,
        )
        return _Made(new, settled, sheet)

    def _sign(self, by: str) -> NotSigned | None:
        """Record the page; raises RecordTrouble."""
        from app.records.rules import (  # noqa: PLC0415 when recorded
            judge_of,
            refuse_alone,
            refuse_from_page,
        )

        typed = self._live.shown.typed
        earlier = self._record.entries_of(typed.encounter)
        made = self._made(by, earlier)
        if isinstance(made, NotSigned):
            return made
        new, settled, sheet = made
        page_of = self._entry(typed.entry) if typed.entry else None
        refuse = partial(refuse_from_page, page_of)
        if errors := refuse_alone(new, self._live.shown.rules) or refuse(new, earlier):
            error = errors[0]
            return NotSigned(error.message, "encounter" if error.field == "encounter" else "")

        def close(entry: Entry) -> None:
            self._live.name_person(by)
            self._live.close_as(recorded_as(entry), settled, sheet)

        # judged once more while nobody else can record: another workstation may have been here
        entry = self._record.record(new, judge_of(refuse, new), close)
        return NotSigned(entry) if isinstance(entry, str) else None

    def fill_course(self, filled: HistoryDraft | None) -> HistoryDraft | None:
        """Take the course so far from the record, where nobody typed another; raises RecordTrouble.

        `filled` is what was taken last; what is returned is what stands there of it now.
        """
        from app.records.course import history_in  # noqa: PLC0415 only where a course is named

        shown = self._live.shown
        typed, course = shown.typed, shown.typed.course.strip()
        if not typed.is_order_open or typed.claim.history not in (None, filled):
            return filled
        history: HistoryDraft | None = None
        if course:
            sheet = shown.answer if isinstance(shown.answer, Worksheet) else None
            windows = payer_windows(sheet.claim, sheet.drug, sheet.order.regimen) if sheet else ()
            found = history_in(
                self._record.open(),
                self._site.reference,
                course,
                shown.drug.id,
                sheet.claim.date_of_service if sheet else self._record.now().date(),
                encounter=typed.encounter.strip(),
                window_days=min(windows) if len(windows) == 1 else None,
            )
            if len(windows) > 1:  # one field cannot say the units of two windows
                found = found._replace(units_in_window="")
            history = None if found == HistoryDraft() else found
        if history != typed.claim.history:
            self._live.edit_claim(history=history)
        return history

    def look_up(self) -> str:
        """Have the page know how its order stands in the record by now; "", or why it does not."""
        from app.records.rules import facts_with  # noqa: PLC0415 when something is recorded

        shown = self._live.shown
        if shown.typed.entry is None:
            return ""
        try:
            stands = self._stands(shown.typed.entry)
        except RecordTrouble as trouble:
            return trouble.sentence
        standing, sheet = stands.standing, shown.answer
        is_not_given = isinstance(sheet, Worksheet) and sheet.status is Status.NOT_GIVEN
        signed = (
            ("prepared", standing.prepared),
            ("checked", standing.checked),
            ("nothing given" if is_not_given else "given", standing.given),
            ("claim checked", standing.claim_checked),
        )
        self._live.know(
            KnownOfRecord(
                facts_with(Meaning.GIVEN, stands.order),
                ", ".join(f"{what} {who.by}" for what, who in signed if who),
                stands.held,
                standing.way_out,
            )
        )
        return ""

    def paper(self) -> "PaperSheet | None":
        """What goes on paper of the page; None without an answer. Raises RecordTrouble."""
        from app.paper.paper_sheet import PaperSheet, Signature  # noqa: PLC0415 when printed
        from app.records.standing import signed_for  # noqa: PLC0415

        shown = self._live.shown
        typed, sheet = shown.typed, shown.answer
        if not isinstance(sheet, Worksheet):
            return None
        entry, newest = typed.entry, ""
        held: tuple[str, ...] = ()
        signed: tuple[Signature, ...] = ()
        if entry is not None and self._live.is_as_recorded:
            stands = self._stands(entry)
            newest = self._record.open().newest_hash() if stands.order else ""
            held = stands.held
            signed = tuple(
                [
                    Signature(signed_for(e, stands.standing), e.content.by, e.at)
                    for e in stands.order
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
            held,
        )

    def note_printed(self) -> str:
        """Have the record say that the page was printed; "", or why it does not.

        A page that is not recorded is not in the record, printed or not.
        """
        typed = self._live.shown.typed
        if typed.entry is None or not self._live.is_as_recorded:
            return ""
        try:
            entry = self._entry(typed.entry)
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
        request = json.dumps(entry.content.request).encode()
        read = read_request(request, reference.drugs_by_id)
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
            documented=self._documented(entry),
            entry=recorded_as(entry),
            purpose=purpose,
        )
        self._live.bring_back(drug.id, typed)
        return self.look_up()

    def _stands(self, known: RecordedAs) -> "_Stands":
        """How the order of that entry stands by now; raises RecordTrouble."""
        from app.records.one_order import of_one_order, recorded_since  # noqa: PLC0415 when recorded
        from app.records.standing import standing_of  # noqa: PLC0415

        here = self._entry(known)
        if here is None:
            return _Stands((), standing_of(()), ())
        order = of_one_order(self._record.entries_of(here.content.encounter), here)
        standing, since = standing_of(order), recorded_since(order, here)
        anew = (f"{since}: open it in Records.",) if since else ()
        return _Stands(order, standing, (*anew, *standing.held))

    def _entry(self, known: RecordedAs) -> Entry | None:
        """The page's entry, None where the record is another one by now; raises RecordTrouble.

        Another record begins at R-000001 too, with somebody else's order.
        """
        entry = self._record.open().entry(known.id)
        return entry if entry is not None and entry.hash == known.hash else None

    def _documented(self, entry: Entry) -> Mapping[str, str]:
        """What was answered in it, less what the checklist does not ask any more."""
        asked = {item.id for item in self._site.reference.checklist}
        return MappingProxyType({i: t for i, t in entry.content.answers.items() if i in asked})


def recorded_as(entry: Entry) -> RecordedAs:
    """What the page keeps of its entry."""
    content = entry.content
    return RecordedAs(entry.id, entry.hash, content.meaning.value, content.by, entry.at)
