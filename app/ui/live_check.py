"""The second check, live: holds what the checker typed, compares, and has the check recorded.

Of the preparer's worksheet nothing leaves this bridge before the second look: it is read anew at
each Compare, and what is shown is made in `check_shown`.
"""

from dataclasses import replace
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from app.core.check_arithmetic import Workings
from app.core.check_entry import CheckDraft, VialsDraft, lots_in, to_look_again
from app.core.check_figures import Figure, Moment
from app.core.double_check import Check, Comparing, Outcome, Stage, compare, finished
from app.core.drug import Drug, Presentation
from app.core.finding import FieldError
from app.core.notation import plain, read_count
from app.core.vial_scan import VialScan, read_vial_scan, vial_of
from app.records.check_content import check_object
from app.records.checked_figures import as_recorded
from app.records.entry import DrugKey, Entry, Meaning, drug_of
from app.records.one_order import of_one_order, order_of_next, worksheet_entry
from app.records.standing import why_not_checker
from app.records.trouble import RecordTrouble
from app.ui.check_shown import ShownCheck, said_of_end
from app.ui.live_answer import LiveAnswer
from app.ui.live_record import LiveRecord
from app.ui.live_site import LiveSite

ENCOUNTER: Final = "encounter"
BY: Final = "by"
PIN: Final = "pin"


class _Found(NamedTuple):
    """The worksheet that a check is of, as it is recorded now."""

    entry: Entry
    workings: Workings
    comparing: Comparing


class LiveCheck(QObject):
    """Each method is one thing that the checker does; nothing is recorded before they sign."""

    changed = Signal()
    check_begun = Signal(str)
    """The encounter whose page and record stay closed from here on."""
    check_ended = Signal()

    def __init__(self, live: LiveAnswer) -> None:
        super().__init__()
        self._record = LiveRecord.of(live)
        self._site = LiveSite.of(live)
        self._site.changed.connect(self._use_site)
        self._begun = ""
        self._clear(Moment.PREPARATION)

    def _clear(self, moment: Moment) -> None:
        self._encounter = ""
        self._draft = CheckDraft()
        self._check = Check(moment)
        self._errors: dict[str, FieldError] = {}
        self._said_of: tuple[str, str] = ("", "")
        self._serials: frozenset[tuple[str, str]] = frozenset()
        self._by = ""
        self._found: _Found | None = None
        self._end = ""
        self._cannot_end = False

    @property
    def shown(self) -> ShownCheck:
        """All that the page shows now."""
        seen = self._check.stage in (Stage.SEEN, Stage.AGREED) and len(self._check.looks) > 1
        return ShownCheck(
            encounter=self._encounter,
            draft=self._draft,
            check=self._check,
            drug=self._drug,
            drugs=self._site.reference.drugs,
            tolerance_ml=self._site.reference.rules.site.tolerance_ml,
            errors=self._errors,
            said_of=self._said_of,
            by=self._by,
            asks_pin=self._record.asks_pin,
            workings=self._found.workings if self._found and seen else None,
            end=self._end,
            may_leave=self._may_leave,
        )

    @property
    def _may_leave(self) -> bool:
        """Whether it can be left: also where it was to be recorded and could not be."""
        return bool(self._end) or self._check.may_leave or self._cannot_end

    @property
    def _drug(self) -> Drug | None:
        return self._site.reference.drug(self._draft.drug)

    # --- What is typed and picked -----------------------------------------------------------------

    def edit_encounter(self, text: str) -> None:
        """The encounter reference is being typed."""
        self._encounter = text
        self._forget_what_was_said(ENCOUNTER)
        self.changed.emit()

    def settle_encounter(self) -> None:
        """It was typed or scanned whole: from now on its page and record are closed."""
        wanted = self._encounter.strip()
        if wanted == self._begun or self._check.looks:
            return
        self._let_go()
        if wanted:
            found = self._entries()
            if found:
                self._begun = wanted
                self.check_begun.emit(wanted)
            elif found is not None:
                self._refuse(ENCOUNTER, f"Nothing is recorded under {wanted}: check the reference.")
        self.changed.emit()

    def pick_moment(self, moment: str) -> None:
        """Before the vials are opened, or before the claim; settled with the first Compare."""
        if not self._check.looks:
            self._check = Check(Moment(moment))
            self._errors = {}
            self.changed.emit()

    def pick_drug(self, chosen: str) -> None:
        """The drug in front of the checker; another one has other vials and bags."""
        if chosen != self._draft.drug:
            self._draft = replace(self._draft, drug=chosen, bag="", vials=())
            self._serials = frozenset()
        self._forget_what_was_said(Figure.DRUG)
        self.changed.emit()

    def edit(self, field: str, value: object) -> None:
        """A field of the draft."""
        self._draft = replace(self._draft, **{field: value})  # type: ignore[arg-type]  # by its name
        for figure in _SAID_OF.get(field, (field,)):
            self._forget_what_was_said(figure)
        self.changed.emit()

    def edit_vials(self, mg: str, part: str, text: str) -> None:
        """Count, lot or expiry of a size."""
        size = next((v for v in self._draft.vials if v.mg == mg), VialsDraft(mg))
        self._put(replace(size, **{part: text}))
        shown_as = {"count": "vials", "lot": "lot", "expiry": "expiry"}[part]
        self._forget_what_was_said(f"{shown_as}.{mg}")
        self.changed.emit()

    def reads_as_scan(self, text: str) -> bool:
        """Whether a text is a vial's code; bare digits are one where they are known here."""
        scan = read_vial_scan(text)
        if isinstance(scan, VialScan) and scan.is_bare:
            return not isinstance(vial_of(scan, self._site.reference.drugs), str)
        return scan is not None

    def scan(self, text: str) -> None:
        """A vial's code was scanned."""
        scan = read_vial_scan(text)
        if scan is None:
            return
        found = scan if isinstance(scan, str) else vial_of(scan, self._site.reference.drugs)
        if isinstance(scan, str) or isinstance(found, str):
            said = str(found)
        elif self._asks(Figure.VIALS):
            said = self._take(scan, *found)
        else:
            said = "A vial was scanned, but vials are not asked for now."
        self._said_of = ("vials", said)
        self.changed.emit()

    def _take(self, scan: VialScan, drug: Drug, presentation: Presentation) -> str:
        """One more vial of that size; a sentence where something is to be said of it."""
        if not self._draft.drug and self._asks(Figure.DRUG):
            self._draft = replace(self._draft, drug=drug.id, bag="", vials=())
            self._errors.pop(Figure.DRUG, None)
        if drug.id != self._draft.drug:
            mg = plain(presentation.mg)
            return f"That vial is {drug.name} {mg} mg: not the drug of this check. Not counted."
        mg = plain(presentation.mg)
        if scan.serial and (mg, scan.serial) in self._serials:
            return "That very vial was scanned already: it is counted once."
        size = next((v for v in self._draft.vials if v.mg == mg), VialsDraft(mg))
        count = read_count(size.count) if size.count.strip() else 0
        if isinstance(count, str):
            return f"The count of {mg} mg vials cannot be read, so the scan was not added."
        lots = dict.fromkeys([*lots_in(size.lot), *([scan.lot.upper()] if scan.lot else [])])
        self._serials |= {(mg, scan.serial)} if scan.serial else set()
        expiry = _earlier(size.expiry, scan.expiry)
        self._put(VialsDraft(mg, str(count + 1), ", ".join(lots), expiry))
        for part in ("vials", "lot", "expiry"):
            self._errors.pop(f"{part}.{mg}", None)
        return scan.note

    def _put(self, size: VialsDraft) -> None:
        others = [v for v in self._draft.vials if v.mg != size.mg]
        self._draft = replace(self._draft, vials=(*others, size))

    def _asks(self, figure: Figure) -> bool:
        drug = self._drug
        return not self._end and (drug is None or figure in self._check.to_enter(drug))

    # --- Compare, sign, send back -----------------------------------------------------------------

    def compare(self, by: str, pin: str) -> None:
        """Compare what was entered; who compares signs with their PIN at the first time.

        What is entered is read first, so that a PIN is asked for only once it is whole.
        """
        if self._end or self._check.stage is Stage.AGREED:
            return
        self._errors, self._said_of = {}, ("", "")
        self.settle_encounter()
        if not self._errors:
            self._compare(by, pin)
        self.changed.emit()

    def _compare(self, by: str, pin: str) -> None:
        drug = self._drug
        if not self._begun:
            self._refuse(ENCOUNTER, "Type or scan the encounter reference.")
            return
        if drug is None:
            self._refuse(Figure.DRUG, "Scan a vial, or choose the drug.")
            return
        found = self._find()
        if found is None:
            return
        if self._found is not None and found.entry.id != self._found.entry.id:
            self._check, self._found = Check(self._check.moment), None
            self._refuse(ENCOUNTER, "The worksheet was recorded anew meanwhile: enter all again.")
            return
        after = compare(self._check, self._draft, drug, found.comparing)
        if not isinstance(after, Check):
            self._errors = {error.field: error for error in after}
            return
        if not self._is_somebody_else(by, pin, found.entry):
            return
        self._check, self._found = after, found
        if after.stage is Stage.LOOKING_AGAIN:
            again = after.to_enter(drug)
            self._draft = to_look_again(self._draft, again)
            self._serials = frozenset() if Figure.VIALS in again else self._serials

    def _is_somebody_else(self, by: str, pin: str, entry: Entry) -> bool:
        """Whether who compares signs, and did not prepare what is checked."""
        if self._by:
            return True
        if why := self._record.who_signs(by, pin):
            self._refuse(PIN if pin and self._record.asks_pin else BY, why)
            return False
        if why := why_not_checker(of_one_order(self._entries() or (), entry), by):
            self._refuse(BY, why)
            return False
        self._by = by.strip().upper()
        return True

    def _find(self) -> _Found | None:
        """The worksheet as it stands; None with its sentence where there is none to check."""
        entries = self._entries() or ()
        of_drug = order_of_next(entries, DrugKey(self._draft.drug, ""))
        entry = worksheet_entry(of_drug) or worksheet_entry(entries)  # of another: that differs
        if entry is None:
            return None
        moment, reference = self._check.moment, self._site.reference
        drug = reference.drug(drug_of(entry.content.worksheet).id)
        if drug is None:
            said = "The drug of this order is not among this site’s drugs: check it on paper."
            self._refuse(ENCOUNTER, said)
            return None
        tolerance_ml = reference.rules.site.tolerance_ml
        found = as_recorded(entry, drug, moment, tolerance_ml, self._site.today())
        if isinstance(found, str):
            self._refuse(ENCOUNTER, found)
            return None
        return _Found(entry, *found)

    def sign(self) -> None:
        """The checker signs: what agrees, or units that still differ while the dose may go."""
        if self._check.may_sign:
            self._finish(Outcome.SIGNED)

    def send_back(self) -> None:
        """The preparer looks at what differs; the check is kept as it is."""
        if self._check.may_send_back:
            self._finish(Outcome.SENT_BACK)

    def _finish(self, outcome: Outcome) -> None:
        before, found = self._found, self._find()
        self._cannot_end = True  # until it is recorded
        if self._end or before is None or found is None:
            self.changed.emit()
            return
        if found.entry.id != before.entry.id:
            self._refuse(ENCOUNTER, "The worksheet was recorded anew meanwhile: check it again.")
            self.changed.emit()
            return
        check = finished(self._check, found.entry.id, outcome, found.comparing)
        content = replace(
            found.entry.content,
            by=self._by,
            meaning=Meaning.CHECKED,
            corrects="",
            check=check_object(check),
        )
        from app.records.rules import judge_of, refuse_after  # noqa: PLC0415 when it is recorded

        entry = self._record.record(content, judge_of(refuse_after, content))
        if isinstance(entry, str):
            self._said_of = ("end", entry)
        else:
            self._end = said_of_end(check, entry.id)
            self._let_go()
        self.changed.emit()

    def leave(self) -> None:
        """End here: of a check that was not signed nothing is recorded; a new one can begin.

        Once a figure was found to differ it is signed or sent back, so that this is kept.
        """
        if not self._may_leave:
            return
        self._clear(self._check.moment)
        self._let_go()
        self.changed.emit()

    # --- What is behind it ------------------------------------------------------------------------

    def _entries(self) -> tuple[Entry, ...] | None:
        """What is recorded of the encounter; None with its sentence where it cannot be read."""
        try:
            return self._record.entries_of(self._encounter)
        except RecordTrouble as trouble:
            self._refuse(ENCOUNTER, trouble.sentence)
            return None

    def _let_go(self) -> None:
        if self._begun:
            self._begun = ""
            self.check_ended.emit()

    def _refuse(self, field: str, sentence: str) -> None:
        self._errors = {**self._errors, field: FieldError(field, sentence)}

    def _forget_what_was_said(self, field: str) -> None:
        self._errors = {key: said for key, said in self._errors.items() if key != field}
        self._said_of = ("", "")

    def _use_site(self) -> None:
        if self._draft.drug and self._drug is None:
            self._draft = replace(self._draft, drug="", bag="", vials=())
        self.changed.emit()


_SAID_OF: Final = {
    "dose_mg": (Figure.DOSE,),
    "volume_ml": (Figure.VOLUME,),
    "given_mg": (Figure.GIVEN,),
    "jw_units": (Figure.JW_UNITS,),
    "weight_unit": (Figure.WEIGHT,),
    "basis": (Figure.ORDERED, Figure.WEIGHT),
    "bag": (Figure.BAG,),
}
"""The figures of which a field of the draft is said something, where it is called otherwise."""


def _earlier(typed: str, scanned: str) -> str:
    """The expiry of vials of one size: the first day on which one of them expires."""
    return min(filter(None, (typed.strip(), scanned)), default="")
