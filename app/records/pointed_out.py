"""What is recorded all the same, and pointed out to who records it."""

from collections.abc import Iterator, Sequence
from typing import Final

from app.core.personal_text import looks_personal
from app.records.entry import Entry, Meaning, NewEntry, drug_of
from app.records.one_order import order_of_next, stands_for
from app.records.standing import standing_of

_NOT_LOOKED_AT: Final = frozenset({"drug", "dose", "by", "assay", "name"})
"""Fields of a request that name a drug, a figure, a colleague or a test."""
_REFERENCES: Final = frozenset({"number", "reference", "lot"})


def notes_on(new: NewEntry) -> tuple[str, ...]:
    """What looks as if it named a patient, each with its path: pointed out, recorded all the same.

    Initials and names of colleagues are what some fields ask for, and are not looked at.
    """
    found = [
        ("encounter", looks_personal(new.encounter, is_reference=True)),
        ("course", looks_personal(new.course, is_reference=True)),
        *((f"answers.{item}", looks_personal(text)) for item, text in new.answers.items()),
        *(
            (path, looks_personal(text, is_reference=key in _REFERENCES))
            for path, key, text in _texts("request", new.request)
        ),
    ]
    return tuple([f"{path}: {sentence}" for path, sentence in found if sentence])


def notes_on_spelling(others: Sequence[str]) -> tuple[str, ...]:
    """That an encounter is in the record in other letters, its `spelled_otherwise`.

    Two encounters may be called so; one that is typed in two ways would be two orders.
    """
    sentence = "encounter: The record has “{}” too, in other letters: check the reference."
    return tuple([sentence.format(other) for other in others])


def notes_after(new: NewEntry, before: Sequence[Entry]) -> tuple[str, ...]:
    """What a person should know of a dose that is recorded as given after those entries.

    It was given and is recorded so; a check that held it, or an entry that says the same already,
    is pointed out.
    """
    if new.meaning is not Meaning.GIVEN:
        return ()
    order = order_of_next(before, drug_of(new.worksheet))
    notes = list(standing_of(order).held)
    corrected = {entry.content.corrects for entry in order}
    given = [e for e in order if e.id not in corrected and stands_for(e, order) is Meaning.GIVEN]
    if given:
        notes.append(f"{given[-1].id} says already what was given: correct it if this is the same.")
    return tuple(notes)


def _texts(path: str, value: object, key: str = "") -> Iterator[tuple[str, str, str]]:
    """Each text of a request that a person may have typed freely: its path, its field, itself."""
    if isinstance(value, str):
        yield path, key, value
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts(f"{path}[{place}]", inner, key)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in _NOT_LOOKED_AT:
                yield from _texts(f"{path}.{name}", inner, name)
