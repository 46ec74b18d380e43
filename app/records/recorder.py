"""Lines to record → entries on disk, each answered once it is there."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from app.contract.json_text import refused
from app.contract.record_answer import not_recorded_json, recorded_json
from app.contract.record_line import LineToRecord, inside_request, read_record_line
from app.contract.reply import whatever_happens
from app.core.calculate import calculate
from app.core.drug import Drug
from app.core.entry_fields import signed_as
from app.core.finding import FieldError, Refused
from app.core.rules import Rules
from app.core.settled import settle
from app.core.worksheet import ShortShelf, Worksheet
from app.records.check_by_command import with_check
from app.records.entry import Meaning, NewEntry
from app.records.entry_of import entry_of
from app.records.one_order import key_of, order_of_next
from app.records.pointed_out import notes_after, notes_on, notes_on_spelling
from app.records.record import (
    Entry,
    Query,
    Record,
    RecordPlace,
    RecordTrouble,
    find_place,
    open_record,
)
from app.records.rules import (
    RefusedEntryError,
    depends_on_others,
    facts_with,
    judge_of,
    read_answers,
    refuse_after,
    refuse_alone,
    wrong_fields,
)
from app.records.standing import standing_of
from app.site.fault_log import FaultLog
from app.site.load import Site


class Recorder:
    """Records by the drugs and rules that it holds, in the record at that place.

    The record is opened at the first line that may be recorded. Where the store is in trouble, that
    line is answered with its sentence and nothing else was done; the next one tries again, so that
    a server which comes back serves, and answer n is always the answer to line n.
    """

    def __init__(self, place: RecordPlace, drugs: Mapping[str, Drug], rules: Rules) -> None:
        self._place = place
        self._drugs = drugs
        self._rules = rules
        self._record: Record | None = None
        self._faults = FaultLog("record")

    @classmethod
    def of(cls, site: Site) -> "Recorder":
        """Records where that site keeps its record, by what it settled."""
        return cls(find_place(site), site.reference.drugs_by_id, site.reference.rules)

    def reply(self, line: bytes, at: datetime) -> tuple[bytes, bool]:
        """The answer as a line of JSON, and whether the entry is recorded; `at` has a time zone."""
        answer = whatever_happens(partial(self._answer, line, at), self._faults.id_of)
        if isinstance(answer, Refused):
            return not_recorded_json(answer), False
        entry, notes = answer
        return recorded_json(entry.id, entry.hash, notes), True

    def _answer(self, line: bytes, at: datetime) -> tuple[Entry, tuple[str, ...]] | Refused:
        said = read_record_line(line, self._drugs)
        if isinstance(said, Refused):
            return said
        try:
            return self._recorded(said, at)
        except RefusedEntryError as error:
            return Refused(error.errors)
        except RecordTrouble as trouble:
            return refused("", trouble.sentence)

    def _recorded(self, said: LineToRecord, at: datetime) -> tuple[Entry, tuple[str, ...]]:
        """The entry, safe on disk, and what is pointed out; raises RecordTrouble."""
        before = self._before(said)
        new = self._new_entry(said, at, before)
        _may(refuse_alone(new, self._rules))
        if new.meaning is Meaning.CHECKED:
            tolerance_ml = self._rules.site.tolerance_ml
            checked = with_check(new, before, said.drug, tolerance_ml, at.date())
            if isinstance(checked, FieldError):
                raise RefusedEntryError((checked,))
            new = checked
        judge = judge_of(refuse_after, new) if depends_on_others(new) else None
        record = self._opened()
        others = record.spelled_otherwise(new.encounter)
        notes = notes_on_spelling(others) + notes_after(new, before) + notes_on(new)
        notes += (record.note,) if record.note else ()
        return record.append(new, at, judge), notes

    def _before(self, said: LineToRecord) -> tuple[Entry, ...]:
        """What is recorded of the encounter; nothing has to be for what is prepared."""
        if said.meaning == Meaning.PREPARED or not said.encounter:
            return ()
        return tuple(self._opened().entries(Query(encounter=said.encounter)))

    def _new_entry(self, said: LineToRecord, at: datetime, before: tuple[Entry, ...]) -> NewEntry:
        """What the line asks to record, computed now and settled as the window's page is.

        Raises RefusedEntryError where nothing can be recorded.
        """
        meaning, rules = Meaning(said.meaning), self._rules
        order = order_of_next(before, key_of(said.drug), said.corrects)
        recorded = facts_with(meaning, order)
        sheet = calculate(said.draft, said.drug, rules, at.date(), recorded)
        errors = wrong_fields(said.encounter, said.course, said.by, rules)
        answers = read_answers(said.answers, rules)
        errors += answers if isinstance(answers, list) else []
        if not isinstance(sheet, Worksheet):
            of_sheet = (sheet.error,) if isinstance(sheet, ShortShelf) else sheet.errors
            errors += inside_request(Refused(of_sheet)).errors
        if errors or isinstance(answers, list) or not isinstance(sheet, Worksheet):
            raise RefusedEntryError(tuple(errors))
        return entry_of(
            sheet,
            settle(said.draft, sheet),
            rules,
            answers,
            encounter=said.encounter,
            by=signed_as(said.by, rules.site),
            meaning=meaning,
            course=said.course,
            corrects=said.corrects,
            held=standing_of(order).held,
        )

    def _opened(self) -> Record:
        if self._record is None:
            self._record = open_record(self._place)
        return self._record


def _may(errors: tuple[FieldError, ...]) -> None:
    if errors:
        raise RefusedEntryError(errors)
