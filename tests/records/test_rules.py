"""What may be recorded and what may not, by whom, in which order; on a file and on a server."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from app.core.checklist_item import AnswerForm
from app.core.fact import Fact
from app.records.entry import Entry, Meaning
from app.records.one_order import key_of, order_of_next
from app.records.places import RecordPlace, place_of_file
from app.records.pointed_out import notes_on
from app.records.record import open_record
from app.records.rules import depends_on_others, facts_with, refuse_after, refuse_alone
from app.records.standing import standing_of
from tests.contract.asking import DESCRIBED, DOSE, GOLDEN, REFERENCE
from tests.records.entries import entry
from tests.records.lines import ANOTHER_DOSE, AT, GIVEN, LINES, Desk, line

Fields = dict[str, Any]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A site that lists nobody, with a record in a file."""
    return Desk(place_of_file(tmp_path / "record.sqlite"))


def test_the_day_of_one_dose(place: RecordPlace) -> None:
    desk = Desk(place)
    assert desk.record("prepared", "RK") == "R-000001"
    assert desk.record("checked", "MB") == "R-000002"
    assert desk.record("given", "MB", answers={"route": "done"}) == "R-000003"
    assert desk.record("corrected", "MB", corrects="R-000003", request=GIVEN) == "R-000004"
    stands = list(open_record(place).entries())
    assert [(e.content.by, e.content.meaning.value) for e in stands] == [
        ("RK", "prepared"),
        ("MB", "checked"),
        ("MB", "given"),
        ("MB", "corrected"),
    ]
    assert stands[2].content.worksheet["given_mg"] == "724"
    assert stands[2].content.answers == {"route": "done"}
    assert stands[3].content.corrects == "R-000003"


def test_what_day_site_and_search_filled_in_stands_in_the_request(place: RecordPlace) -> None:
    """Late in the evening east of London, where the day that a reader in UTC sees is another."""
    desk = Desk(place)
    late = datetime(2026, 11, 25, 1, 30, tzinfo=timezone(timedelta(hours=9)))
    described = {**GOLDEN, "drug": DESCRIBED}
    for request in (GOLDEN, {**GOLDEN, "date_of_service": "2026-11-20"}, described):
        assert "errors" not in desk.send(line(request=request), late)
    ours, theirs, trial = [e.content.request for e in open_record(place).entries()]
    assert ours == {
        **GOLDEN,
        "plan": [{"mg": "500", "count": 1}, {"mg": "120", "count": 2}],
        "bag": {"diluent": "sodium-chloride-0.9", "ml": "100", "method": "add"},
        "payer": "medicare-part-b",
        "setting": "office",
        "source": "purchased",
        "date_of_service": "2026-11-25",
    }
    assert theirs == ours | {"date_of_service": "2026-11-20"}
    assert trial["plan"] == [{"mg": "25", "count": 29}]
    assert trial["drug"] == DESCRIBED | {"multi_dose": False}


@pytest.mark.parametrize("encounter", ["A", "A-20417", "x" * 40, "20417/3 b", "Ä-1"])
def test_a_reference_of_1_to_40_characters_is_taken(desk: Desk, encounter: str) -> None:
    desk.record(encounter=encounter, course=encounter)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"encounter": ""}, ("encounter", "Type the encounter’s reference.")),
        ({"encounter": " A"}, ("encounter", "Write the reference in one line, without blanks")),
        ({"encounter": "A "}, ("encounter", "Write the reference in one line, without blanks")),
        ({"encounter": " "}, ("encounter", "Write the reference in one line, without blanks")),
        ({"encounter": "A\nB"}, ("encounter", "Write the reference in one line, without blanks")),
        ({"encounter": "A\u202eB"}, ("encounter", "Write the reference in one line")),
        ({"encounter": "x" * 41}, ("encounter", "A reference has at most 40 characters.")),
        ({"encounter": ...}, ("encounter", "“encounter” is required.")),
        ({"encounter": None}, ("encounter", "“encounter” is required.")),
        ({"encounter": 20417}, ("encounter", "A JSON string is needed here.")),
        ({"course": ""}, ("course", "Blank: leave the field out.")),
        ({"course": "x" * 41}, ("course", "A reference has at most 40 characters.")),
        ({"course": "C "}, ("course", "Write the reference in one line, without blanks")),
        ({"by": ""}, ("by", "Type the initials of who did it.")),
        ({"by": "R"}, ("by", "Initials have 2 to 40 characters.")),
        ({"by": "R" * 41}, ("by", "Initials have 2 to 40 characters.")),
        ({"by": "RK "}, ("by", "Write initials in one line, without blanks around them.")),
        ({"by": "R\x00K"}, ("by", "Write initials in one line, without blanks around them.")),
        ({"by": ...}, ("by", "“by” is required.")),
        ({"meaning": ...}, ("meaning", "“meaning” is required.")),
        (
            {"meaning": "printed"},
            ("meaning", 'Write "prepared", "checked", "given" or "corrected"'),
        ),
        ({"meaning": "Prepared"}, ("meaning", 'Write "prepared", "checked", "given"')),
        ({"request": ...}, ("request", "“request” is required.")),
        ({"request": []}, ("request", "A JSON object, {…}, is needed here.")),
        ({"request": {"dose": DOSE}}, ("request.drug", "“request.drug” is required.")),
        (
            {"request": {**GOLDEN, "shelf": [{"mg": 500}]}},
            ("request.shelf[0].mg", "Write this fig"),
        ),
        (
            {"request": {**GOLDEN, "regimen": " "}},
            ("request.regimen", "Blank: leave the field out"),
        ),
        ({"request": {**GOLDEN, "drug": "x"}}, ("request.drug", "There is no drug file “x”.")),
        ({"request": {**GOLDEN, "dose": {}}}, ("request.dose.basis", 'Write "weight" or "flat".')),
        (
            {"request": {**GOLDEN, "dose": {**DOSE, "weight": "7x2.4"}}},
            ("request.dose.weight", "“7x2.4” is not a plain number"),
        ),
        (
            {"request": {**GOLDEN, "shelf": [{"mg": "120", "on_hand": 1}]}},
            ("request.shelf", "The shelf holds 120 mg, 604 mg short of 724 mg."),
        ),
        ({"patient": "x"}, ("patient", "There is no such field in a line to record.")),
        ({"answers": []}, ("answers", "A JSON object, {…}, is needed here.")),
        ({"answers": {"route": 1}}, ("answers.route", "A JSON string is needed here.")),
        ({"answers": {"rout": "IV"}}, ("answers.rout", "There is no checklist item “rout”.")),
        ({"answers": {"route": " "}}, ("answers.route", "")),
        ({"answers": {"route": "x" * 201}}, ("answers.route", "Write ")),
        ({"answers": {"route": "a\nb"}}, ("answers.route", "Write ")),
        ({"corrects": "R-000001"}, ("corrects", "Only a correction names an entry")),
        ({"corrects": ""}, ("corrects", "Blank: leave the field out.")),
    ],
)
def test_a_field_that_cannot_be_used_is_named(
    desk: Desk, fields: Fields, error: tuple[str, str]
) -> None:
    desk.record()  # the entry that a line may name
    ((field, sentence),) = desk.refused(**fields)
    assert field == error[0]
    assert sentence.startswith(error[1])
    assert desk.record() == "R-000002"  # nothing was recorded between


def test_an_answer_is_kept_as_the_checklist_reads_it(tmp_path: Path) -> None:
    place = place_of_file(tmp_path / "record.sqlite")
    desk = Desk(place)
    times = _item(AnswerForm.START_STOP)
    desk.record("given", answers={times: "1005 to 1105"})
    (kept,) = open_record(place).entries()
    assert kept.content.answers == {times: "10:05 to 11:05, 60 min"}
    assert desk.refused("given", answers={times: "1005 to"}) == [
        (f"answers.{times}", "Write start and stop, such as 10:05 to 11:05.")
    ]
    by_program = _item(AnswerForm.PROGRAM)
    assert desk.refused("given", answers={by_program: "yes"}) == [
        (f"answers.{by_program}", "The order answers this: type it there.")
    ]


def _item(form: AnswerForm) -> str:
    """The id of an item that is answered in that way."""
    return next(item.id for item in REFERENCE.rules.checklist if item.form is form)


def test_what_the_record_knows_of_a_dose_is_not_asked_again(tmp_path: Path) -> None:
    place = place_of_file(tmp_path / "record.sqlite")
    desk = Desk(place)

    def state() -> str:
        """Where the item stands on the worksheet that was recorded last."""
        sheet: Any = list(open_record(place).entries())[-1].content.worksheet
        return str(
            next(e["state"] for e in sheet["checklist"] if e["id"] == "prepared-and-checked")
        )

    desk.record("given", "RK", encounter="A-2")
    assert state() == "open"
    desk.record("prepared", "RK")
    assert state() == "open"
    desk.record("checked", "MB")
    desk.record("given", "LN")
    assert state() == "met"
    desk.record("corrected", "LN", corrects="R-000004", request={**GIVEN, "kept_mg": "5"})
    assert state() == "open"  # until somebody checks what was corrected


def test_all_that_is_wrong_is_said_at_once(desk: Desk) -> None:
    wrong = desk.refused(
        encounter=" A",
        by="R",
        answers={"x": "y"},
        request={**GOLDEN, "dose": {**DOSE, "weight": "900"}},
    )
    assert [field for field, _ in wrong] == ["encounter", "by", "answers.x", "request.dose.weight"]


@pytest.mark.parametrize("by", ["MB", "mb", "Mb"])
def test_where_people_are_listed_one_of_them_signs_as_listed(tmp_path: Path, by: str) -> None:
    place = place_of_file(tmp_path / "record.sqlite")
    desk = Desk(place, "RK", "MB")
    desk.record(by=by)
    assert [e.content.by for e in open_record(place).entries()] == ["MB"]
    assert desk.refused(by="XX") == [
        ("by", "“XX” is not among the people of this site in Site setup.")
    ]


def test_nobody_checks_what_is_not_prepared(desk: Desk) -> None:
    nothing = "No durvalumab is prepared for A-20417: there is nothing to check."
    assert desk.refused("checked", "MB") == [("meaning", nothing)]
    desk.record("prepared", "RK", encounter="A-20418")
    assert desk.refused("checked", "MB") == [("meaning", nothing)]


@pytest.mark.parametrize("same", ["RK", "rk", "Rk"])
@pytest.mark.parametrize("meaning", ["prepared", "given"])
def test_nobody_checks_what_they_did(desk: Desk, meaning: str, same: str) -> None:
    desk.record(meaning, "RK")
    request = GIVEN if meaning == "given" else GOLDEN
    ((field, sentence),) = desk.refused("checked", same, request=request)
    assert (field, sentence.endswith(": somebody else has to check it.")) == ("by", True)
    desk.record("checked", "MB", request=request)


def test_neither_who_prepared_first_nor_who_corrected_it_checks(desk: Desk) -> None:
    desk.record("prepared", "RK")
    desk.record("corrected", "MB", corrects="R-000001", request=ANOTHER_DOSE)
    for by in ("RK", "MB"):
        assert [f for f, _ in desk.refused("checked", by, request=ANOTHER_DOSE)] == ["by"]
    desk.record("checked", "LN", request=ANOTHER_DOSE)


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (
            {**GOLDEN, "dose": {**DOSE, "weight": "74.2"}},
            (
                "Weight, dose to give, volume drawn, vials, units given and JW units differ from "
                "R-000001: settle which is right first."
            ),
        ),
        (
            {**GOLDEN, "plan": [{"mg": "120", "count": 7}]},
            "Vials and JW units differ from R-000001: settle which is right first.",
        ),
        (
            {**GOLDEN, "bag": {"diluent": "sodium-chloride-0.9", "ml": "250", "method": "add"}},
            "Bag differs from R-000001: settle which is right first.",
        ),
    ],
)
def test_a_check_of_something_else_is_none(desk: Desk, request_: Fields, sentence: str) -> None:
    desk.record("prepared", "RK")
    assert desk.refused("checked", "MB", request=request_) == [("request", sentence)]
    desk.record("checked", "MB")


def test_a_check_is_of_the_worksheet_as_it_stands(desk: Desk) -> None:
    desk.record("prepared", "RK")
    desk.record("corrected", "RK", corrects="R-000001", request=ANOTHER_DOSE)
    ((field, sentence),) = desk.refused("checked", "MB")
    assert (field, "from R-000002: " in sentence) == ("request", True)
    desk.record("checked", "MB", request=ANOTHER_DOSE)


@pytest.mark.parametrize(
    ("recorded", "checked", "sentence"),
    [
        ("given", GOLDEN, "The dose was given already: check the claim instead."),
        ("prepared", GIVEN, "No dose given is recorded here yet: the claim is checked once it is."),
    ],
)
def test_a_check_is_of_the_same_moment(
    desk: Desk, recorded: str, checked: Fields, sentence: str
) -> None:
    desk.record(recorded, "RK")
    assert desk.refused("checked", "MB", request=checked) == [("meaning", sentence)]


def test_a_check_with_an_expired_vial_is_none(desk: Desk) -> None:
    plan = [{"mg": "500", "count": 2, "lot": "BX4471", "expiry": "2026-11-23"}]
    desk.record("prepared", "RK", request={**GOLDEN, "plan": plan})
    assert desk.refused("checked", "MB", request={**GOLDEN, "plan": plan}) == [
        ("request.plan", "500 mg vial, lot BX4471, expired on 2026-11-23: take another vial.")
    ]


def test_a_claim_is_checked_by_the_day_of_the_dose_however_much_later(desk: Desk) -> None:
    plan = [{"mg": "500", "count": 2, "lot": "BX4471", "expiry": "2026-11-24"}]
    request = {**GIVEN, "plan": plan}
    desk.record("given", "RK", request=request)
    later = desk.send(line("checked", "MB", request=request), AT + timedelta(days=7))
    assert later.get("errors") is None


def test_a_check_is_kept_as_the_windows_are_and_stands_in_the_record(place: RecordPlace) -> None:
    desk = Desk(place)
    desk.record("prepared", "RK")
    desk.record("checked", "MB")
    desk.record("given", "LN")
    desk.record("checked", "MB", request=GIVEN)
    standing = standing_of(list(open_record(place).entries()))
    signed = (standing.prepared, standing.checked, standing.given, standing.claim_checked)
    assert [(each.by, each.entry) for each in signed if each] == [
        ("RK", "R-000001"),
        ("MB", "R-000002"),
        ("LN", "R-000003"),
        ("MB", "R-000004"),
    ]
    assert (standing.dose_held, standing.claim_held) == ("", "")


def test_a_drug_that_the_request_describes_is_checked_too(desk: Desk) -> None:
    order = {"drug": DESCRIBED, "dose": {"basis": "flat", "mg": "40"}}
    desk.record("prepared", "RK", request=order)
    desk.record("checked", "MB", request=order)


def test_a_described_drug_of_the_same_name_is_another_drug(desk: Desk) -> None:
    desk.record()
    sizes = [{"mg": "120", "ml": "2.4"}, {"mg": "500", "ml": "10"}]
    drug = {"name": "durvalumab", "code": "J9999", "unit_mg": "10", "presentations": sizes}
    ((field, sentence),) = desk.refused("checked", "MB", request={"drug": drug, "dose": DOSE})
    assert field == "request"
    assert sentence.startswith("Drug")


def test_each_of_two_drugs_that_are_called_alike_is_checked_by_itself(desk: Desk) -> None:
    described = {**GOLDEN, "drug": {**DESCRIBED, "name": "durvalumab"}}
    desk.record()
    desk.record(request=described)
    desk.record("checked", "MB")
    desk.record("checked", "MB", request=described)


def test_lots_that_are_on_the_worksheet_are_read_from_the_vials_again(desk: Desk) -> None:
    """As in the window: a checker who wrote none has not looked."""
    lots = {"500": ("BX1", "2027-05-31"), "120": ("BW1", "2027-02-28")}
    counts = {"500": 1, "120": 2}
    plan = [
        {"mg": mg, "count": counts[mg], "lot": lot, "expiry": day}
        for mg, (lot, day) in lots.items()
    ]
    desk.record(request={**GOLDEN, "plan": plan})
    half = [plan[0], {"mg": "120", "count": 2}]
    assert desk.refused("checked", "MB", request={**GOLDEN, "plan": half}) == [
        ("request.plan", "Write lot and expiry of the 120 mg vials, as read from them.")
    ]
    assert desk.refused("checked", "MB") != []
    desk.record("checked", "MB", request={**GOLDEN, "plan": plan})


def test_what_was_corrected_to_another_drug_is_not_checked_as_the_first(desk: Desk) -> None:
    other = {"drug": "tremelimumab", "dose": {"basis": "flat", "mg": "300"}}
    desk.record("prepared", "RK")
    desk.record("corrected", "RK", corrects="R-000001", request=other)
    assert [field for field, _ in desk.refused("checked", "MB")] == ["meaning"]
    desk.record("checked", "MB", request=other)


def test_two_drugs_of_one_day_are_checked_each(desk: Desk) -> None:
    other = {"drug": "tremelimumab", "dose": {"basis": "flat", "mg": "300"}}
    desk.record("prepared", "RK")
    assert desk.refused("checked", "MB", request=other) == [
        ("meaning", "No tremelimumab is prepared for A-20417: there is nothing to check.")
    ]
    desk.record("prepared", "RK", request=other)
    desk.record("checked", "MB")
    desk.record("checked", "MB", request=other)


def test_given_says_how_many_mg(desk: Desk) -> None:
    assert desk.refused("given", request=GOLDEN) == [
        ("request.given_mg", "Say how many mg the patient got, 0 where it was nothing.")
    ]
    desk.record("given", request={**GOLDEN, "given_mg": "0", "stopped": "fever"})


@pytest.mark.parametrize("given_mg", [None, "724", "0"])
def test_who_writes_down_afterwards_that_it_was_prepared_may(
    desk: Desk, given_mg: str | None
) -> None:
    stopped = {"stopped": "fever"} if given_mg == "0" else {}
    desk.record("prepared", request={**GOLDEN, "given_mg": given_mg, **stopped})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Say which entry is corrected: its id, such as R-000001."),
        ({"corrects": "R-000009"}, "A-20417 has no entry “R-000009”."),
        ({"corrects": "R-000002"}, "A-20417 has no entry “R-000002”."),
        ({"corrects": "r-000001"}, "A-20417 has no entry “r-000001”."),
        ({"corrects": "x" * 90}, f"A-20417 has no entry “{'x' * 20}”."),
    ],
)
def test_a_correction_names_an_entry_of_the_same_encounter(
    desk: Desk, fields: Fields, sentence: str
) -> None:
    desk.record()
    desk.record(encounter="A-20418")
    assert desk.refused("corrected", **fields) == [("corrects", sentence)]


def test_what_was_corrected_is_corrected_there(desk: Desk) -> None:
    desk.record()
    desk.record("corrected", corrects="R-000001")
    assert desk.refused("corrected", corrects="R-000001") == [
        ("corrects", "R-000002 has corrected R-000001: correct that one.")
    ]
    desk.record("corrected", corrects="R-000002")


def test_a_check_is_not_corrected_but_made_again(desk: Desk) -> None:
    desk.record("prepared", "RK")
    desk.record("checked", "MB")
    assert desk.refused("corrected", "MB", corrects="R-000002") == [
        ("corrects", "R-000002 is a check: correct the order, and check again.")
    ]


def test_what_was_given_stays_given_when_it_is_corrected(desk: Desk) -> None:
    desk.record("given")
    desk.record("corrected", corrects="R-000001", request=GIVEN)
    assert [f for f, _ in desk.refused("corrected", corrects="R-000002")] == ["request.given_mg"]


def test_a_printed_page_is_recorded_by_the_program_and_not_corrected(tmp_path: Path) -> None:
    place = place_of_file(tmp_path / "record.sqlite")
    printed = entry(meaning="printed", by="RK")
    open_record(place).append(printed, AT)
    assert Desk(place).refused("corrected", corrects="R-000001") == [
        ("corrects", "R-000001 says that a page was printed: correct the order.")
    ]
    errors = refuse_alone(replace(printed, answers={}), REFERENCE.rules)
    assert [(e.field, e.message) for e in errors] == [
        ("meaning", "Printed is recorded by the program alone.")
    ]


def test_a_check_of_a_worksheet_that_was_recorded_anew_meanwhile_is_none(tmp_path: Path) -> None:
    record = open_record(place_of_file(tmp_path / "record.sqlite"))
    for _ in range(2):
        record.append(entry(), AT)
    before = list(record.entries())
    new = entry(meaning="checked", by="MB")
    assert refuse_after(replace(new, check={"of": "R-000002"}), before) == ()
    (error,) = refuse_after(replace(new, check={"of": "R-000001"}), before)
    assert "recorded anew meanwhile" in error.message


def test_earlier_entries_are_looked_at_only_where_it_depends_on_them() -> None:
    new = replace(entry(), answers={})
    assert refuse_alone(new, REFERENCE.rules) == ()
    assert not depends_on_others(new)
    checked = replace(entry(meaning="checked"), answers={})
    assert depends_on_others(checked)
    assert refuse_alone(replace(checked, by=""), REFERENCE.rules)[0].field == "by"
    assert refuse_after(checked, ())[0].field == "meaning"


def test_who_loses_a_race_is_told_and_nothing_is_recorded(place: RecordPlace) -> None:
    """Both workstations saw the same entry; the second correction is judged as it is recorded."""
    one, other = Desk(place), Desk(place)
    one.record()
    one.record("corrected", corrects="R-000001")
    assert other.refused("corrected", corrects="R-000001") == [
        ("corrects", "R-000002 has corrected R-000001: correct that one.")
    ]
    assert len(list(open_record(place).entries())) == 2


def test_who_judges_sees_the_encounter_alone_and_what_is_raised_is_handed_on(
    place: RecordPlace,
) -> None:
    record = open_record(place)
    for encounter in ("A-1", "A-2", "A-1"):
        record.append(entry(encounter), AT)

    def judge(before: tuple[Entry, ...]) -> None:
        raise LookupError(" ".join(e.id for e in before))

    with pytest.raises(LookupError, match=r"^R-000001 R-000003$"):
        record.append(entry("A-1"), AT, judge)
    assert record.append(entry("A-1"), AT, lambda _: None).id == "R-000004"


@pytest.mark.parametrize(
    ("fields", "notes"),
    [
        ({}, []),
        ({"encounter": "Kowalczyk, John"}, ["encounter"]),
        ({"course": "MRN 4471"}, ["course"]),
        ({"encounter": "4471209", "course": "20261124003"}, []),
        (
            {"answers": {"adverse-reactions": "John Kowalczyk had rash"}},
            ["answers.adverse-reactions"],
        ),
        (
            {"request": {**GIVEN, "given_mg": "700", "stopped": "Mr Kowalczyk fainted"}},
            ["request.stopped"],
        ),
        (
            {"request": {**GIVEN, "losses": [{"mg": "3", "why": "DOB 1958-03-14"}]}},
            ["request.losses[0].why"],
        ),
        (
            {
                "request": {
                    **GOLDEN,
                    "authorization": {
                        "number": "447120933",
                        "from": "2026-01-01",
                        "to": "2026-12-31",
                    },
                    "evidence": {
                        "coverage": {
                            "by": "Ann Kowalczyk",
                            "reference": "99812345",
                            "on": "2026-11-02",
                        }
                    },
                }
            },
            [],
        ),
    ],
)
def test_what_names_a_patient_is_recorded_and_pointed_out(
    desk: Desk, fields: Fields, notes: list[str]
) -> None:
    meaning = "given" if "given_mg" in fields.get("request", {}) else "prepared"
    answer = desk.send(line(meaning, **fields))
    assert [note.partition(":")[0] for note in answer.get("notes", [])] == notes
    assert answer["id"] == "R-000001"


def test_a_dose_that_is_recorded_as_given_twice_is_pointed_out(desk: Desk) -> None:
    desk.record("given")
    desk.record("corrected", corrects="R-000001", request=GIVEN)
    assert desk.send(line("given"))["notes"] == [
        "R-000002 says already what was given: correct it if this is the same."
    ]
    other = {"drug": "tremelimumab", "dose": {"basis": "flat", "mg": "300"}, "given_mg": "300"}
    assert "notes" not in desk.send(line("given", request=other))


def test_a_described_drug_that_is_called_like_a_drugs_id_was_not_given_before(
    place: RecordPlace,
) -> None:
    """Nor was it prepared."""
    desk, ours = Desk(place), REFERENCE.drug("durvalumab")
    assert ours is not None
    desk.record("prepared")
    desk.record("given")
    before = list(open_record(place).entries())
    described = {**GIVEN, "drug": {**DESCRIBED, "name": "durvalumab"}}
    assert "notes" not in desk.send(line("given", request=described))
    for drug in (ours, ours._replace(name="durvalumab of another name")):
        of_it = order_of_next(before, key_of(drug))
        assert facts_with(Meaning.GIVEN, of_it) == {Fact.PREPARATION_RECORDED}
    assert order_of_next(before, key_of(ours._replace(id=""))) == ()
    assert facts_with(Meaning.GIVEN, ()) == frozenset()


def test_a_dose_that_a_second_check_held_is_recorded_as_given_and_pointed_out(
    place: RecordPlace,
) -> None:
    desk, record = Desk(place), open_record(place)
    desk.record("prepared", "RK")
    (prepared,) = record.entries()
    look = {
        "entered": {"weight": "74.2 kg"},
        "results": {"weight": "differs"},
        "after_seeing": False,
    }
    check: Fields = {
        "moment": "preparation",
        "of": "R-000001",
        "outcome": "sent-back",
        "looks": [look],
        "worksheet": {"weight": "72.4 kg"},
        "expired": [],
        "tolerance_ml": "0.1",
    }
    sent_back = replace(prepared.content, by="MB", meaning=Meaning.CHECKED, check=check)
    record.append(sent_back, AT)
    assert desk.send(line("given"))["notes"] == ["Dose held: weight differs, found by MB."]


@pytest.mark.parametrize(
    ("there", "typed"), [("A-9", "a-9"), ("a-9", "A-9"), ("ab-9", "Ab-9"), ("aB-9", "Ab-9")]
)
def test_an_encounter_that_differs_in_small_and_capital_letters_alone_is_pointed_out(
    place: RecordPlace, there: str, typed: str
) -> None:
    desk = Desk(place)
    for encounter in (there, there, f"{there}0", "A-20417"):
        assert "notes" not in desk.send(line(encounter=encounter))
    for meaning in ("prepared", "given"):
        assert desk.send(line(meaning, encounter=typed))["notes"] == [
            f"encounter: The record has “{there}” too, in other letters: check the reference."
        ]
    assert "notes" not in desk.send(line())


def test_colleagues_are_not_pointed_out() -> None:
    assert notes_on(entry(by="Ann Kowalczyk")) == ()


def test_every_line_here_is_one_that_the_schema_allows() -> None:
    for meaning in ("prepared", "checked", "given", "corrected"):
        LINES.validate(line(meaning, course="C-1", answers={"route": "done"}, corrects="R-000001"))
