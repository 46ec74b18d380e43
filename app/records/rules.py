"""Why an entry may not be recorded, in sentences with the contract's paths.

The store keeps whatever it is handed: window and commands ask here first. What depends on earlier
entries is asked with `judge_of` inside `Record.append`, where no other workstation can record
between judging and recording.
"""

from collections.abc import Callable, Mapping, Sequence

from app.core.checklist_answer import MOST_CHARACTERS, read_answer
from app.core.entry_fields import why_not_by, why_not_course, why_not_encounter
from app.core.fact import Fact
from app.core.finding import FieldError
from app.core.rules import Rules
from app.records.entry import Entry, Meaning, NewEntry, drug_of
from app.records.kept_sheet import is_planned, part_in, text_in
from app.records.one_order import (
    of_one_order,
    order_of_next,
    orders_in,
    recorded_since,
    stands_for,
    worksheet_entry,
)
from app.records.standing import standing_of, why_not_checker
from app.records.trouble import RecordTrouble


class RefusedEntryError(RecordTrouble):
    """Nothing may be recorded, for these reasons; the sentence is that of the first."""

    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


def judge_of(
    refuse: Callable[[NewEntry, Sequence[Entry]], tuple[FieldError, ...]], new: NewEntry
) -> Callable[[tuple[Entry, ...]], None]:
    """What has `Record.append` refuse the entry by that rule: it raises RefusedEntryError."""

    def judge(before: tuple[Entry, ...]) -> None:
        if errors := refuse(new, before):
            raise RefusedEntryError(errors)

    return judge


def refuse_alone(new: NewEntry, rules: Rules) -> tuple[FieldError, ...]:
    """Every reason in the entry itself why it may not be recorded; none where there is none."""
    errors = wrong_fields(new.encounter, new.course, new.by, rules)
    errors += _wrong_answers(new.answers, rules)
    if meaning := _why_not_meaning(new):
        errors.append(meaning)
    return tuple(errors)


def depends_on_others(new: NewEntry) -> bool:
    """Whether earlier entries have to be looked at before it may be recorded."""
    return new.meaning in {Meaning.CHECKED, Meaning.CORRECTED}


def refuse_after(new: NewEntry, before: Sequence[Entry]) -> tuple[FieldError, ...]:
    """Why it may not follow those entries of its encounter, oldest first; none where it may."""
    match new.meaning:
        case Meaning.CHECKED:
            error = _why_not_checked(new, before)
        case Meaning.CORRECTED:
            error = _why_not_corrected(new, before)
        case _:
            error = None
    return () if error is None else (error,)


def refuse_from_page(
    page_of: Entry | None, new: NewEntry, before: Sequence[Entry]
) -> tuple[FieldError, ...]:
    """Why a page may not be recorded after those entries of its encounter; none where it may.

    `page_of` is the entry that the page goes on from, None where it begins an order. A line that
    comes by command names none: there, what is prepared twice is recorded twice.
    """
    error = _why_taken(new, before) if page_of is None else _why_not_from(page_of, new, before)
    return refuse_after(new, before) if error is None else (error,)


def wrong_fields(encounter: str, course: str, by: str, rules: Rules) -> list[FieldError]:
    """What is wrong with the references and with who signs."""
    fields = (
        why_not_encounter(encounter),
        why_not_course(course),
        why_not_by(by, rules.site),
    )
    return [error for error in fields if error is not None]


def read_answers(answers: Mapping[str, str], rules: Rules) -> dict[str, str] | list[FieldError]:
    """The answers as they are kept, each whole; or why they are none.

    The window records what is half answered too, as it stands, and the item stays open.
    """
    known = {item.id: item for item in rules.checklist}
    kept, errors = {}, []
    for item_id, text in answers.items():
        item = known.get(item_id)
        read = _no_such_item(item_id) if item is None else read_answer(item, text)
        if isinstance(read, str):
            errors.append(FieldError(f"answers.{item_id}", read))
        else:
            kept[item_id] = read.text
    return errors or kept


def facts_with(meaning: Meaning, order: Sequence[Entry]) -> frozenset[Fact]:
    """What the record knows of a dose once an entry of that meaning is in it, for its checklist.

    `order` are the entries of its order so far, oldest first. A correction has to be checked anew.
    """
    if meaning in {Meaning.PREPARED, Meaning.CHECKED}:
        check = {Fact.SECOND_CHECK_RECORDED} if meaning is Meaning.CHECKED else set()
        return frozenset({Fact.PREPARATION_RECORDED} | check)
    standing = standing_of(order)
    facts = {Fact.PREPARATION_RECORDED} if standing.prepared else set()
    if standing.checked and meaning is not Meaning.CORRECTED:
        facts.add(Fact.SECOND_CHECK_RECORDED)
    return frozenset(facts)


def _why_not_meaning(new: NewEntry) -> FieldError | None:
    """Whether meaning, what it corrects, and the worksheet's status go together.

    Prepared goes with every status: who writes it down after the infusion has one order, in which
    the mg given stand already, and the worksheet says so. Given says that it is over.
    """
    match new.meaning:
        case Meaning.PRINTED:
            return FieldError("meaning", "Printed is recorded by the program alone.")
        case Meaning.CORRECTED if not new.corrects:
            return FieldError("corrects", "Say which entry is corrected: its id, such as R-000001.")
        case Meaning.PREPARED | Meaning.CHECKED | Meaning.GIVEN if new.corrects:
            return FieldError("corrects", "Only a correction names an entry: leave it out.")
        case Meaning.GIVEN if is_planned(new.worksheet):
            return FieldError(
                "request.given_mg", "Say how many mg the patient got, 0 where it was nothing."
            )
    return None


def _wrong_answers(answers: Mapping[str, str], rules: Rules) -> list[FieldError]:
    """What no item of the checklist asks, and what cannot be kept as one line."""
    known = {item.id for item in rules.checklist}
    errors = []
    for item_id, text in answers.items():
        if item_id not in known:
            errors.append(FieldError(f"answers.{item_id}", _no_such_item(item_id)))
        elif len(text) > MOST_CHARACTERS or not text.isprintable():
            sentence = f"Write one line of at most {MOST_CHARACTERS} characters."
            errors.append(FieldError(f"answers.{item_id}", sentence))
    return errors


def _no_such_item(item_id: str) -> str:
    return f"There is no checklist item “{item_id[:60]}”."


def _why_taken(new: NewEntry, before: Sequence[Entry]) -> FieldError | None:
    """Whether the encounter has an order of the drug already: a page that begins one is new."""
    order = order_of_next(before, drug_of(new.worksheet))
    if not order:
        return None
    first = order[0].content
    return FieldError(
        "meaning",
        f"{new.encounter} has an order of {_drug_name(new)} already, {first.meaning} by "
        f"{first.by}. Open it in Records, or check the reference.",
    )


def _why_not_from(page_of: Entry, new: NewEntry, before: Sequence[Entry]) -> FieldError | None:
    """Whether a page that goes on from that entry may: not elsewhere, nor behind somebody else's.

    What is recorded from an older page would stand as the newest, and undo theirs unseen.
    """
    encounter = page_of.content.encounter
    if encounter != new.encounter:
        was = f"{page_of.id} is of {encounter}"
        said = f"{was}: an order stays under its reference. Record another as New order."
        return FieldError("encounter", said)
    if since := recorded_since(of_one_order(before, page_of), page_of):
        said = f"{since}. Nothing was recorded: open it in Records, and go on there."
        return FieldError("meaning", said)
    if new.corrects == page_of.id and _says_the_same(new, page_of.content):
        said = f"This says the same as {page_of.id}: there is nothing to correct."
        return FieldError("meaning", said)
    return None


def _says_the_same(new: NewEntry, old: NewEntry) -> bool:
    """Whether a correction corrects nothing; what is met of the checklist follows from the rest."""
    return (
        new.request == old.request
        and new.answers == old.answers
        and new.course == old.course
        and {**new.worksheet, "checklist": None} == {**old.worksheet, "checklist": None}
    )


def _drug_name(new: NewEntry) -> str:
    """What a person calls a worksheet's drug."""
    drug = part_in(new.worksheet, "drug")
    return text_in(drug, "name") or text_in(drug, "id")


def to_check(new: NewEntry, before: Sequence[Entry]) -> Entry | FieldError:
    """The entry that a check is of: the worksheet of its drug as it stands; or why there is none.

    Nobody checks an order of which they prepared, gave or corrected anything. Where there is none
    of the drug itself, one that is called alike is compared, and found to be another.
    """
    drug = drug_of(new.worksheet)
    order = order_of_next(before, drug)
    stands = worksheet_entry(order)
    for alike in orders_in(before) if stands is None else ():
        found = worksheet_entry(alike)
        if found is not None and drug_of(found.content.worksheet).listed_as == drug.listed_as:
            order, stands = alike, found
    if stands is None:
        sentence = (
            f"No {_drug_name(new)} is prepared for {new.encounter}: there is nothing to check."
        )
        return FieldError("meaning", sentence)
    why = why_not_checker(order, new.by)
    return FieldError("by", why) if why else stands


def _why_not_checked(new: NewEntry, before: Sequence[Entry]) -> FieldError | None:
    """Whether somebody else's worksheet is there, and is the one that was looked at still."""
    found = to_check(new, before)
    if isinstance(found, FieldError):
        return found
    if new.check is not None and new.check.get("of") != found.id:
        return FieldError("meaning", "The worksheet was recorded anew meanwhile: check it again.")
    return None


def _why_not_corrected(new: NewEntry, before: Sequence[Entry]) -> FieldError | None:
    """Whether the entry that is corrected is there, and the newest of its own corrections."""
    wrong = next((e for e in before if e.id == new.corrects), None)
    if wrong is None:
        sentence = f"{new.encounter} has no entry “{new.corrects[:20]}”."
        return FieldError("corrects", sentence)
    if wrong.content.meaning is Meaning.PRINTED:
        return FieldError(
            "corrects", f"{wrong.id} says that a page was printed: correct the order."
        )
    if wrong.content.meaning is Meaning.CHECKED:
        return FieldError("corrects", f"{wrong.id} is a check: correct the order, and check again.")
    newer = next((e for e in before if e.content.corrects == wrong.id), None)
    if newer is not None:
        return FieldError("corrects", f"{newer.id} has corrected {wrong.id}: correct that one.")
    given = stands_for(wrong, before) is Meaning.GIVEN
    if given and is_planned(new.worksheet):
        sentence = f"{wrong.id} says what was given: write how many mg, 0 where it was nothing."
        return FieldError("request.given_mg", sentence)
    return None
