"""Which entries of an encounter are one order: by their drug, and by what corrects what."""

from dataclasses import replace

from app.contract.json_text import JsonObject
from app.records.entry import DrugKey, Entry, Meaning, NewEntry
from app.records.one_order import (
    of_one_order,
    order_of_next,
    orders_in,
    stands_for,
    worksheet_entry,
)
from app.records.standing import standing_of, why_not_checker
from tests.records.doses import check
from tests.records.entries import entry
from tests.records.orders import stand

DURVALUMAB, TREMELIMUMAB = DrugKey("durvalumab", ""), DrugKey("tremelimumab", "")


def of(drug: str, meaning: str = "prepared", corrects: str = "", **more: str) -> NewEntry:
    """An entry of that drug."""
    new = entry(drug=drug, meaning=meaning, corrects=corrects, **more)
    return replace(new, request=new.request | {"drug": drug})


def ids(orders: list[tuple[Entry, ...]]) -> list[list[int]]:
    """The places of the entries of each order."""
    return sorted([entry.place for entry in order] for order in orders)


def test_two_drugs_of_one_encounter_are_two_orders() -> None:
    entries = stand(of("durvalumab"), of("tremelimumab"), of("durvalumab", "given"))
    assert ids(orders_in(entries)) == [[1, 3], [2]]
    assert of_one_order(entries, entries[0]) == (entries[0], entries[2])
    assert order_of_next(entries, TREMELIMUMAB) == (entries[1],)
    assert order_of_next(entries, DrugKey("", "durvalumab")) == ()
    assert orders_in(()) == []
    assert of_one_order(entries[:1], entries[1]) == ()


def test_the_worksheet_that_stands_is_no_check_and_no_print() -> None:
    entries = stand(of("durvalumab"), of("durvalumab", "checked"), of("durvalumab", "printed"))
    assert worksheet_entry(entries) == entries[0]
    assert worksheet_entry(entries[1:]) is None


def test_a_correction_to_another_drug_takes_its_order_with_it() -> None:
    entries = stand(
        of("durvalumab"), of("durvalumab", "checked"), of("tremelimumab", "corrected", "R-000001")
    )
    assert ids(orders_in(entries)) == [[1, 2, 3]]
    assert order_of_next(entries, TREMELIMUMAB) == entries
    assert order_of_next(entries, DURVALUMAB) == ()
    assert order_of_next(entries, DURVALUMAB, "R-000003") == entries


def test_after_it_the_drug_that_was_wrong_is_an_order_of_its_own() -> None:
    entries = stand(of("durvalumab"), of("tremelimumab", "corrected", "R-000001"), of("durvalumab"))
    assert ids(orders_in(entries)) == [[1, 2], [3]]


def test_a_correction_to_a_drug_that_has_an_order_brings_the_two_together() -> None:
    entries = stand(
        of("durvalumab"), of("tremelimumab"), of("tremelimumab", "corrected", "R-000001")
    )
    assert ids(orders_in(entries)) == [[1, 2, 3]]
    assert order_of_next(entries[:2], TREMELIMUMAB, "R-000001") == entries[:2]


def test_a_print_that_was_too_late_is_of_the_order_that_it_was_of() -> None:
    entries = stand(
        of("durvalumab"),
        of("tremelimumab", "corrected", "R-000001"),
        of("durvalumab", "printed"),
    )
    assert ids(orders_in(entries)) == [[1, 2, 3]]


def test_a_dose_that_was_held_for_its_drug_stays_held_until_the_right_one_is_checked() -> None:
    found: JsonObject = check("R-000001", outcome="sent-back", drug="differs")
    held = replace(of("durvalumab", "checked", by="MB"), check=found)
    entries = stand(of("durvalumab"), held, of("tremelimumab", "corrected", "R-000001", by="AN"))
    assert standing_of(orders_in(entries)[0]).dose_held == (
        "Dose held: drug differs, found by MB. Corrected since: check it again."
    )
    assert why_not_checker(orders_in(entries)[0], "RK").startswith("RK prepared it")
    again = replace(of("tremelimumab", "checked", by="MB"), check=check("R-000003", drug="same"))
    settled = standing_of(orders_in(stand(*[e.content for e in entries], again))[0])
    assert (settled.dose_held, settled.checked is not None) == ("", True)


def test_a_correction_stands_for_what_was_corrected_first() -> None:
    entries = stand(
        of("durvalumab", "given"),
        of("durvalumab", "corrected", "R-000001"),
        of("durvalumab", "corrected", "R-000002"),
        of("durvalumab", "corrected", "R-000009"),
    )
    assert stands_for(entries[2], entries) is Meaning.GIVEN
    assert stands_for(entries[3], entries) is Meaning.CORRECTED
