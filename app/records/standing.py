"""Where an order stands by its entries: prepared, checked, given, and what is held and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from app.core.check_figures import Figure, Moment, differ
from app.core.double_check import Outcome, SecondCheck
from app.records.check_content import check_in
from app.records.checked_figures import lots_text
from app.records.entry import Entry, Meaning
from app.records.kept_sheet import is_planned, part_in, parts_in, text_in
from app.records.one_order import WITH_WORKSHEET

_HOW_A_CLAIM_GOES: Final = (
    "The claim is held until a check “Before the claim” agrees: on Double-check, by somebody who "
    "neither prepared, gave nor corrected it."
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who did it, when (UTC, as in the record), and by which entry."""

    by: str
    at: str
    entry: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Who signed what for one order; a check counts while the worksheet it was of still holds.

    `dose_held` and `claim_held` are sentences, "" where nothing is held; `held` is both.
    """

    prepared: Signature | None = None
    checked: Signature | None = None
    given: Signature | None = None
    claim_checked: Signature | None = None
    dose_held: str = ""
    claim_held: str = ""

    @property
    def held(self) -> tuple[str, ...]:
        """What second checks hold: these words in the window, on paper and by command."""
        return tuple(filter(None, (self.dose_held, self.claim_held)))

    @property
    def way_out(self) -> str:
        """How the hold on a claim ends, by `why_not_checker` too; "" where there is none."""
        return _HOW_A_CLAIM_GOES if self.claim_held else ""


def why_not_checker(entries: Sequence[Entry], by: str) -> str:
    """Why that person cannot check the order of these entries, "" where they can.

    Nobody checks what they prepared, gave or corrected themselves.
    """
    for entry in entries:
        content = entry.content
        if content.meaning in WITH_WORKSHEET and _letters(content.by) == _letters(by):
            what = "recorded what was given" if content.meaning is Meaning.GIVEN else "prepared it"
            return f"{by.strip().upper()} {what}: somebody else has to check it."
    return ""


def _letters(initials: str) -> str:
    """Initials without what they are parted by: RK, "r.k." and "R K" are one person."""
    letters = "".join(filter(str.isalnum, normalize("NFKC", initials))).upper()
    return letters or initials.strip()


def standing_of(entries: Sequence[Entry]) -> Standing:
    """Where an order stands; `entries` are all of that one order, oldest first."""
    reading = _Reading()
    for entry in entries:
        reading.read(entry)
    return reading.standing()


def signed_for(entry: Entry, standing: Standing) -> str:
    """What an entry stands for among the signatures of its order, in a word or two.

    Only the check that holds still is "checked": not one that was sent back, nor one of the claim.
    """
    check = check_in(entry.content)
    if check is None:
        return entry.content.meaning.value
    if check.outcome is Outcome.SENT_BACK:
        return "check sent back"
    claim = check.moment is Moment.CLAIM
    counts = standing.claim_checked if claim else standing.checked
    what = "claim checked" if claim else "checked"
    return what if counts is not None and counts.entry == entry.id else f"{what} earlier"


class _Reading:
    """One walk through the entries of an order."""

    def __init__(self) -> None:
        self._worksheets: dict[str, Entry] = {}
        self._signed: dict[Meaning, Signature] = {}
        self._checks: dict[Moment, tuple[Entry, SecondCheck]] = {}
        self._units_settled = False

    def read(self, entry: Entry) -> None:
        meaning = entry.content.meaning
        if meaning in WITH_WORKSHEET:
            self._worksheets[entry.id] = entry
            self._signed[meaning] = Signature(entry.content.by, entry.at, entry.id)
        check = check_in(entry.content)
        if meaning is Meaning.CHECKED and check is not None:
            self._checks[check.moment] = (entry, check)
            if check.moment is Moment.PREPARATION:
                self._units_settled = False
            elif check.outcome is Outcome.SIGNED:
                self._units_settled = True

    def standing(self) -> Standing:
        signed, units = self._signed, ""
        if not self._units_settled:
            units = self._held(Moment.PREPARATION, claim=True)
        return Standing(
            signed.get(Meaning.PREPARED),
            self._checked(Moment.PREPARATION),
            signed.get(Meaning.GIVEN),
            self._checked(Moment.CLAIM),
            self._held(Moment.PREPARATION, claim=False),
            self._held(Moment.CLAIM, claim=True) or units,
        )

    def _checked(self, moment: Moment) -> Signature | None:
        """Who signed the check, where what they checked is still what stands."""
        if moment not in self._checks:
            return None
        entry, check = self._checks[moment]
        if check.outcome is not Outcome.SIGNED or self._is_void(moment, check):
            return None
        return Signature(entry.content.by, entry.at, entry.id)

    def _held(self, moment: Moment, *, claim: bool) -> str:
        if moment not in self._checks:
            return ""
        entry, check = self._checks[moment]
        figures = check.holds_claim if claim else check.holds_dose
        holds_vial = bool(check.expired) and claim is (moment is Moment.CLAIM)
        if not figures and not holds_vial:
            return ""
        why = differ(figures) if figures else ""
        why = " and ".join(filter(None, [why, "a vial has expired" if holds_vial else ""]))
        what = "Claim held" if claim else "Dose held"
        again = " Corrected since: check it again." if self._is_void(moment, check) else ""
        return f"{what}: {why}, found by {entry.content.by}.{again}"

    def _is_void(self, moment: Moment, check: SecondCheck) -> bool:
        """Whether the worksheet that was checked is another one by now."""
        was = self._worksheets.get(check.of)
        later = [
            e
            for e in self._worksheets.values()
            if was is not None
            and e.place > was.place
            and (moment is Moment.CLAIM or e.content.meaning is not Meaning.GIVEN)
        ]
        if was is None or not later:
            return was is None
        now = later[-1]
        return _is_another(was, now, moment) or _has_other_lots(check, now)


_PARTS: Final = {
    Moment.PREPARATION: ("draw_ml", "vials", "units"),
    Moment.CLAIM: ("given_mg", "vials", "claim_lines"),
}


def _is_another(was: Entry, now: Entry, moment: Moment) -> bool:
    """Whether what a check was of is another thing now. Once it was given, the plan is past."""
    parts, later = _parts(was, moment), _parts(now, moment)
    if parts["order"] != later["order"]:
        return True
    if moment is Moment.PREPARATION and not is_planned(now.content.worksheet):
        return False
    lots, lots_now = _lots(was), _lots(now)
    return parts != later or any(lots[mg] != lots_now.get(mg, lots[mg]) for mg in lots)


def _parts(entry: Entry, moment: Moment) -> dict[str, object]:
    request, sheet = entry.content.request, entry.content.worksheet
    bag = part_in(sheet, "preparation").get("chosen")
    return {
        "order": (request.get("drug"), request.get("dose"), sheet.get("dose_mg")),
        "bag": bag if moment is Moment.PREPARATION else None,
        **{part: sheet.get(part) for part in _PARTS[moment]},
    }


def _has_other_lots(check: SecondCheck, now: Entry) -> bool:
    """Whether lots or days stand there now that are not those which the checker read."""
    if check.moment is not Moment.PREPARATION or not is_planned(now.content.worksheet):
        return False
    entered = dict(pair for look in check.looks for pair in look.entered)
    read = _by_size(entered.get(Figure.LOTS, ""))
    return any(read.get(mg, text) != text for mg, text in _by_size(lots_text(now.content)).items())


def _by_size(text: str) -> dict[str, str]:
    """ "500 mg: BX1, until 2027-05-31; …" by size, without those of which a part is not written."""
    whole = [part for part in text.split("; ") if "no lot" not in part and "no expiry" not in part]
    return dict(part.partition(": ")[::2] for part in whole)


def _lots(entry: Entry) -> dict[str, list[tuple[str, str]]]:
    """Lots and expiry of each size, where they were written; written later, they are no change."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in parts_in(entry.content.request, "plan"):
        lot = (text_in(row, "lot"), text_in(row, "expiry"))
        if any(lot):
            found.setdefault(text_in(row, "mg"), []).append(lot)
    return found
