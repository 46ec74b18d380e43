"""The record dose by dose, newest first: what was prepared, checked and given, and by whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from app.core.amounts import Status
from app.core.notation import counted, shown
from app.records.entry import Entry, Meaning, Query, drug_of
from app.records.kept_sheet import KeptSheet, NotWholeError, read_sheet
from app.records.one_order import of_one_order, worksheet_entry
from app.records.recorded_dose import moment_of, open_items
from app.records.standing import Standing, standing_of
from app.records.trouble import RecordTrouble
from app.reference import Reference
from app.wording.page import hanging
from app.wording.readiness import READY

if TYPE_CHECKING:
    from app.records.record import Record
    from app.records.rows import Read


class Search(NamedTuple):
    """Which doses are wanted; what is blank or None asks for nothing.

    `reference` is that of an encounter or a course, or the number of an entry. Days and person are
    those of any entry of a dose. `with_open`: something of the checklist is open in its newest one.
    """

    reference: str = ""
    first_day: date | None = None
    last_day: date | None = None
    by: str = ""
    with_open: bool = False


class StepState(StrEnum):
    """How a step of a dose stands."""

    DONE = "done"
    ASKED = "asked"
    """It was done and does not hold as it is."""
    NOT_YET = "not yet"


class Step(NamedTuple):
    """A step of a dose: how it stands, in one or two words, and the same with who and when."""

    state: StepState
    word: str
    text: str


_NOT_YET: Final = Step(StepState.NOT_YET, "not yet", "not yet")


@dataclass(frozen=True)
class DoseEntries:
    """An order with all its entries, oldest first; there is at least one."""

    entries: tuple[Entry, ...]
    reference: Reference

    @property
    def newest(self) -> Entry:
        """What stands now, a print among them."""
        return self.entries[-1]

    @property
    def encounter(self) -> str:
        """Its reference."""
        return self.newest.content.encounter

    @cached_property
    def state(self) -> Entry:
        """The newest entry that is more than a check or a print; the first, where there is none."""
        return worksheet_entry(self.entries) or self.entries[0]

    @property
    def dose_text(self) -> str:
        """Drug and dose: "durvalumab 724 mg"; what was given, once that is known."""
        sheet = self._sheet
        mg = sheet.dose_mg if sheet.given_mg is None else sheet.given_mg
        return f"{sheet.drug_name} {shown(mg)} mg"

    @cached_property
    def prepared(self) -> Step:
        """Who prepared it."""
        return self._step(Meaning.PREPARED)

    @cached_property
    def checked(self) -> Step:
        """Who checked it; a check that found something, or does not hold any more, is asked about.

        One that was recorded without what was looked at holds until a correction.
        """
        newest, standing = self._newest_of(Meaning.CHECKED), self._standing
        if standing.dose_held:
            return Step(StepState.ASKED, "held", standing.dose_held)
        if standing.checked is not None:
            return Step(StepState.DONE, standing.checked.by, self._signed(standing.checked.entry))
        if newest is None:
            return _NOT_YET
        if newest.content.check is None:
            corrected = self._newest_of(Meaning.CORRECTED)
            if corrected is None or corrected.place < newest.place:
                return Step(StepState.DONE, newest.content.by, signed_text(newest))
        if (newest.content.check or {}).get("outcome") == "sent-back":
            return Step(StepState.ASKED, "sent back", f"sent back, {signed_text(newest)}")
        return Step(StepState.ASKED, "recheck", f"before the correction, {signed_text(newest)}")

    @cached_property
    def claim_checked(self) -> Step | None:
        """Who checked the claim, or why it is held; None where nobody looked at it."""
        standing = self._standing
        if standing.claim_held:
            return Step(StepState.ASKED, "held", standing.claim_held)
        if standing.claim_checked is None:
            return None
        signed = self._signed(standing.claim_checked.entry)
        return Step(StepState.DONE, standing.claim_checked.by, signed)

    @property
    def checked_in_short(self) -> Step:
        """What one word has to say of all checks: a hold before who checked, the dose's first."""
        standing = self._standing
        if standing.claim_held and not standing.dose_held:
            return Step(StepState.ASKED, "claim held", standing.claim_held)
        return self.checked

    @cached_property
    def given(self) -> Step:
        """Who recorded what was given, or that nothing was; who corrected it later gave nothing.

        Where it was written by a correction alone, whoever made that one.
        """
        status = self._sheet.status
        if status is Status.PLANNED:
            return _NOT_YET
        signed = self._newest_of(Meaning.GIVEN) or self.state
        text = signed_text(signed)
        if status is Status.NOT_GIVEN:
            return Step(StepState.ASKED, "nothing", f"nothing given, {text}")
        return Step(StepState.DONE, signed.content.by, text)

    def page_of(self, entry: Entry) -> str:
        """Its worksheet as it was recorded; what is held by now stands above, and is not ready.

        A check comes after the worksheet that it holds, and what was recorded stays as it was.
        """
        page, held = entry.content.page, self._standing.held
        if not held:
            return page
        said = " ".join(page.split())
        lines = [line for why in held if why not in said for line in hanging(_SINCE, why)]
        return "\n".join([*lines, page.replace(READY, _READY_ONCE)])

    @property
    def why_not_shown(self) -> str:
        """The sentence on a worksheet that is not whole, as no program of ours records one."""
        try:
            _ = self._sheet
        except NotWholeError:
            return f"{self.state.id} is not shown: its worksheet is not whole."
        return ""

    @cached_property
    def open_items(self) -> list[str]:
        """What is still to be documented."""
        return open_items(self._sheet, self.state.content.answers, self.reference)

    def before(self, entry: Entry) -> Entry | None:
        """What an entry is compared with: what it corrects, else the one before it."""
        earlier = [other for other in self.entries if other.place < entry.place]
        corrected = [other for other in earlier if other.id == entry.content.corrects]
        found = corrected or earlier
        return found[-1] if found else None

    @cached_property
    def _sheet(self) -> KeptSheet:
        return read_sheet(self.state.content.worksheet)

    @cached_property
    def _standing(self) -> Standing:
        return standing_of(self.entries)

    def _signed(self, entry_id: str) -> str:
        return next(signed_text(entry) for entry in self.entries if entry.id == entry_id)

    def _newest_of(self, meaning: Meaning) -> Entry | None:
        found = [entry for entry in self.entries if entry.content.meaning is meaning]
        return found[-1] if found else None

    def _step(self, meaning: Meaning) -> Step:
        newest = self._newest_of(meaning)
        if newest is None:
            return _NOT_YET
        return Step(StepState.DONE, newest.content.by, signed_text(newest))


_SINCE: Final = "SINCE THEN: "
_READY_ONCE: Final = f"Not ready: held. When recorded: {READY.partition(': ')[2]}"
_ENTRY: Final = re.compile(r"R-[0-9]+", re.ASCII)


def signed_text(entry: Entry) -> str:
    """Who and when, by this computer's clock: "RK 2026-11-23 12:34"."""
    return f"{entry.content.by} {moment_of(entry):%Y-%m-%d %H:%M}"


def entry_text(entry: Entry) -> str:
    """An entry in a line: "R-000123 · given by RK 2026-11-23 12:34 · corrects R-000120"."""
    corrects = f" · corrects {entry.content.corrects}" if entry.content.corrects else ""
    return f"{entry.id} · {entry.content.meaning.value} by {signed_text(entry)}{corrects}"


def find_doses(
    record: "Record", search: Search, reference: Reference
) -> Iterator[DoseEntries | str | None]:
    """The doses that are asked for, each once, the one with the newest entry first.

    A sentence comes for an entry that cannot be read, and None now and then, so that whoever waits
    may stop. Raises RecordTrouble.
    """
    seen: set[str] = set()
    for query in _queries(record, search):
        for read in _newest_first(record, query):
            if read is None:
                yield None
            elif read.entry is None:
                yield read.trouble
            elif read.entry.id not in seen:
                try:
                    dose = dose_of(record, read.entry, reference)
                except RecordTrouble as trouble:  # an older entry does not stand, the newest does
                    yield trouble.sentence
                    dose = DoseEntries((read.entry,), reference)
                seen.update(entry.id for entry in dose.entries)
                if why := dose.why_not_shown:
                    yield why
                elif not search.with_open or dose.open_items:
                    yield dose


def dose_of(record: "Record", entry: Entry, reference: Reference) -> DoseEntries:
    """All entries of the order that an entry belongs to; raises RecordTrouble."""
    there = tuple(record.entries(Query(encounter=entry.content.encounter)))
    return DoseEntries(of_one_order(there, entry) or (entry,), reference)


def _queries(record: "Record", search: Search) -> list[Query]:
    base = Query(by=search.by, first_day=search.first_day, last_day=search.last_day)
    reference = search.reference.strip()
    if not reference:
        return [base]
    written = list(dict.fromkeys((reference, reference.upper())))
    queries = [base._replace(encounter=text) for text in written]
    queries += [base._replace(course=text) for text in written]
    named = record.entry(reference.upper()) if _ENTRY.fullmatch(reference.upper()) else None
    if named is not None:
        of_drug = drug_of(named.content.worksheet).listed_as
        queries.append(base._replace(encounter=named.content.encounter, drug=of_drug))
    return queries


def _newest_first(record: "Record", query: Query) -> Iterator["Read | None"]:
    below = 0
    while found := record.newest(query, below):
        yield from found
        below = found[-1].place
        yield None


def counted_text(doses: int, *, all_of_them: bool) -> str:
    """ "12 doses", "the newest 50 doses"."""
    said = counted(doses, "dose")
    return said if all_of_them else f"The newest {said}"
