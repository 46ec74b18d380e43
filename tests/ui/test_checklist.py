"""The checklist: answered in place with few keys, by the order or by a person, never both."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel

from app.ui.widgets.answer_head import AnswerHead
from app.ui.widgets.card import Card
from tests.ui.bench import CHECKLIST, REGIMEN, STAGE_3, WEIGHED_ON, WEIGHT, Bench, settle
from tests.ui.claim_desk import GIVEN

ARRIVED = "Patient arrived and weighed"
LABS = "Laboratory values, toxicity: reviewed by"
STAGE = "Histology and stage"
PROGRESSION = "No progression after chemoradiation"
VIALS = "Vials: NDC, lot and expiry"
CHECK = "Second check by another person"
TIMES = "Infusion: start, stop, minutes"
ROUTE = "Route"
REACTIONS = "Adverse reactions: none, or described"
CLINICIAN = "Supervising clinician"
DISCARD = "Discard: date, time, reason, disposal"
MORE = "Show what is not asked"
NOT_YET = "Not yet: the infusion is not entered."


def _count(bench: Bench) -> str:
    """What stands beside the card's caption."""
    labels = bench.parts(QLabel, bench.part(Card, CHECKLIST))
    (count,) = [part.text() for part in labels if part.property("role") == "strong"]
    return count


def _line(bench: Bench, name: str) -> str:
    """An item with its answer, as it is read in the list."""
    return bench.part(QCheckBox, name).text()


def _answer(bench: Bench, name: str, *texts: str) -> None:
    """Type an answer: from the item's line into its fields, Enter after each."""
    bench.go_to(name)
    bench.press(Qt.Key.Key_Space)
    for text in texts:
        bench.keys(text)
        bench.enter()


def _enter_given(bench: Bench) -> None:
    bench.alt("2")
    bench.type_into(GIVEN, "724")
    bench.alt("1")


def test_items_are_counted_on_the_card_and_what_is_left_in_the_bar(bench: Bench) -> None:
    bench.order("72.4", "10")
    assert _count(bench) == "2 of 22"
    assert bench.bar()[-1] == "20 checklist items open"

    bench.click(ARRIVED)
    assert _count(bench) == "3 of 22"
    assert bench.bar()[-1] == "19 checklist items open"
    bench.click(ARRIVED)
    assert _count(bench) == "2 of 22"


def test_the_day_has_three_parts_each_with_its_count(bench: Bench) -> None:
    bench.order("72.4", "10")
    texts = bench.texts(CHECKLIST)
    for heading, count in (
        ("BEFORE THE VIALS ARE OPENED", "2 of 14"),
        ("INFUSION", "0 of 6"),
        ("AFTERWARDS", "0 of 2"),
    ):
        assert texts[texts.index(heading) + 1] == count
    assert texts.count(NOT_YET) == 2


def test_a_text_is_typed_in_place_and_enter_goes_to_the_next_open_item(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.go_to(LABS)
    bench.keys("M")
    assert bench.focused() == f"{LABS}: answer"
    bench.keys("B, grade 0")
    assert _line(bench, LABS) == f"{LABS}: MB, grade 0"
    assert bench.is_on(LABS)

    bench.enter()
    assert bench.focused() == "Diagnosis"  # what the order answers in between is passed over
    settle()
    assert not bench.is_there(f"{LABS}: answer")
    assert bench.is_on(LABS)


def test_the_space_bar_puts_in_the_usual_answer_that_the_line_shows(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.pick(REGIMEN, STAGE_3)
    bench.go_to(PROGRESSION)
    assert "Space: confirmed" in bench.keyboard.accessibleDescription()
    bench.press(Qt.Key.Key_Space)
    assert _line(bench, PROGRESSION) == f"{PROGRESSION}: confirmed"
    assert bench.focused() == PROGRESSION


def test_an_answer_is_changed_and_cleared_in_its_field(bench: Bench) -> None:
    bench.order("72.4", "10")
    _answer(bench, STAGE, "IIIA")
    bench.click(STAGE)
    assert bench.text_of(f"{STAGE}: answer") == "IIIA"
    bench.keys("IIIB")  # it is chosen whole, so that typing takes its place
    assert _line(bench, STAGE) == f"{STAGE}: IIIB"
    bench.go_to(STAGE)
    bench.keys("x")
    assert _line(bench, STAGE) == f"{STAGE}: IIIB"
    bench.clear(f"{STAGE}: answer")
    assert _line(bench, STAGE) == STAGE
    assert not bench.is_on(STAGE)


def test_escape_leaves_the_field_and_loses_nothing(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click(STAGE)
    bench.keys("IIIA")
    bench.press(Qt.Key.Key_Escape)
    settle()
    assert bench.focused() == STAGE
    assert _line(bench, STAGE) == f"{STAGE}: IIIA"


def test_minutes_are_computed_from_start_and_stop_and_asked_about(bench: Bench) -> None:
    bench.order("72.4", "10")
    _enter_given(bench)
    bench.go_to(TIMES)
    bench.press(Qt.Key.Key_Space)
    bench.keys("1005")
    bench.enter()
    assert bench.focused() == f"{TIMES}: stop"
    bench.keys("1107")
    assert _line(bench, TIMES) == f"{TIMES}: 10:05 to 11:07, 62 min"
    assert bench.is_on(TIMES)

    bench.type_into(f"{TIMES}: stop", "1130")
    assert bench.says(CHECKLIST, "85 min, expected 60: check the times, or write why.")
    assert not bench.is_on(TIMES)
    bench.enter()
    assert bench.focused() == f"{TIMES}: reason"
    bench.keys("slowed for flushing")
    assert _line(bench, TIMES) == f"{TIMES}: 10:05 to 11:30, 85 min; slowed for flushing"
    assert bench.is_on(TIMES)
    assert not bench.says(CHECKLIST, "check the times")


def test_a_time_that_cannot_be_read_is_said_once_the_keyboard_has_left(bench: Bench) -> None:
    bench.order("72.4", "10")
    _enter_given(bench)
    bench.go_to(TIMES)
    bench.press(Qt.Key.Key_Space)
    bench.keys("1:05")
    bench.enter()
    bench.keys("1107")
    assert not bench.says(CHECKLIST, "is not a time")
    bench.enter()
    settle()
    assert bench.says(CHECKLIST, "“1:05” is not a time", "24-hour clock")
    assert _line(bench, TIMES) == f"{TIMES}: 1:05, 1107"


def _lots(bench: Bench, expiry_120: str = "2027-12") -> None:
    """Type lots at the shelf, the 120 mg vials' expiry last."""
    bench.type_into("durvalumab 500 mg vials, lot", "AB123")
    bench.type_into("durvalumab 500 mg vials, expiry", "2027-12")
    bench.type_into("durvalumab 120 mg vials, lot", "CD456")
    bench.type_into("durvalumab 120 mg vials, expiry", expiry_120)


def test_lots_come_from_the_shelf_and_the_list_says_so(bench: Bench) -> None:
    bench.order("72.4", "10")
    box = bench.part(AnswerHead, VIALS)
    assert box.whole_text == f"{VIALS}  type them at the shelf"
    assert box.accessibleDescription().startswith("Open, type them at the shelf. ")
    assert not box.isEnabled()

    _lots(bench, expiry_120="")
    assert not box.isChecked()
    bench.type_into("durvalumab 120 mg vials, expiry", "2027-12")
    assert _line(bench, VIALS) == (
        f"{VIALS}: 1 × 500 mg: lot AB123, expiry 2027-12-31; "
        "2 × 120 mg: lot CD456, expiry 2027-12-31"
    )
    assert box.isChecked()
    assert not box.isEnabled()
    assert _count(bench) == "3 of 22"


def test_an_expired_vial_leaves_its_item_open_and_says_why(bench: Bench) -> None:
    bench.order("72.4", "10")
    _lots(bench, expiry_120="2026-10")
    assert bench.part(AnswerHead, VIALS).whole_text == f"{VIALS}  a vial has expired"
    assert not bench.is_on(VIALS)


def test_the_discard_takes_date_time_reason_and_disposal_mostly_by_the_space_bar(
    bench: Bench,
) -> None:
    bench.order("72.4", "10")
    _enter_given(bench)
    _answer(bench, DISCARD, " ", "1120", " ", " ")
    assert _line(bench, DISCARD) == (
        f"{DISCARD}: 16 mg, 2026-11-24 11:20; rest of a single-dose vial; hazardous waste bin"
    )
    assert bench.is_on(DISCARD)


def test_a_semicolon_is_left_where_it_was_typed_and_refused(bench: Bench) -> None:
    bench.order("72.4", "10")
    _enter_given(bench)
    _answer(bench, DISCARD, " ", "1120", "rest; of it", "bin")
    settle()
    assert bench.says(CHECKLIST, "without a semicolon")
    bench.click(DISCARD)
    assert bench.text_of(f"{DISCARD}: reason") == "rest; of it"
    assert bench.text_of(f"{DISCARD}: disposal") == "bin"


def test_nothing_is_answered_that_did_not_happen_yet(bench: Bench) -> None:
    bench.order("72.4", "10")
    for item in (TIMES, ROUTE, REACTIONS, CLINICIAN, DISCARD):
        assert not bench.control(item).isEnabled(), item
    bench.click(ROUTE)
    assert _line(bench, ROUTE) == ROUTE
    assert _count(bench) == "2 of 22"

    _enter_given(bench)
    bench.go_to(ROUTE)
    bench.press(Qt.Key.Key_Space)
    assert _line(bench, ROUTE) == f"{ROUTE}: intravenous"
    assert bench.is_on(ROUTE)
    assert _count(bench) == "4 of 22"  # the dose given, which the order answers, and the route
    assert NOT_YET not in bench.texts(CHECKLIST)


def test_what_the_order_answers_is_shown_with_what_and_is_no_persons_to_change(
    bench: Bench,
) -> None:
    bench.order("72.4", "10")
    box = bench.part(QCheckBox, "Weight and its date")
    assert not box.isEnabled()
    assert not box.isChecked()

    bench.type_into(WEIGHED_ON, "2026-11-23")
    assert box.text() == "Weight and its date: 72.4 kg, 2026-11-23"
    assert not box.isEnabled()
    assert _count(bench) == "3 of 22"

    bench.type_into(WEIGHED_ON, "")
    assert box.text() == "Weight and its date"
    assert _count(bench) == "2 of 22"


def test_what_is_not_asked_is_folded_away_and_says_why(bench: Bench) -> None:
    bench.order("72.4", "10")
    assert not bench.is_there(PROGRESSION)
    assert _line(bench, MORE) == f"{MORE}: 5 items"
    assert "no such regimen" not in bench.text(CHECKLIST)

    bench.click(MORE)
    assert f"– {PROGRESSION} (no such regimen)" in bench.text(CHECKLIST)
    assert "– Whole vials given (part-used or multi-dose vial)" in bench.text(CHECKLIST)
    bench.pick(REGIMEN, STAGE_3)
    assert bench.is_there(PROGRESSION)
    assert "no such regimen" not in bench.text(CHECKLIST)
    bench.type_into(WEIGHT, "72")
    assert "– Planned discard and reason (none planned)" in bench.text(CHECKLIST)


def test_space_ticks_and_enter_does_not(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.go_to(ARRIVED)
    bench.enter()
    assert not bench.is_on(ARRIVED)

    bench.go_to(ARRIVED)
    bench.press(Qt.Key.Key_Space)
    assert bench.is_on(ARRIVED)


def test_a_key_that_the_card_names_goes_to_the_first_open_item(bench: Bench) -> None:
    bench.order("72.4", "10")
    assert "first open: F2" in bench.texts(CHECKLIST)
    bench.press(Qt.Key.Key_F2)
    assert bench.focused() == ARRIVED
    bench.press(Qt.Key.Key_Space)
    bench.go_to(WEIGHT)
    bench.press(Qt.Key.Key_F2)
    assert bench.focused() == LABS


def test_enter_after_the_last_open_item_goes_on_to_what_is_not_asked(bench: Bench) -> None:
    bench.order("72.4", "10")
    _enter_given(bench)
    _answer(bench, DISCARD, " ", "1120", " ", " ")
    assert bench.focused() == MORE


def test_answers_stay_while_the_weight_is_typed_anew(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.click(ARRIVED)
    _answer(bench, STAGE, "IIIA")
    bench.clear(WEIGHT)
    bench.keys("80.1")

    assert bench.is_on(ARRIVED)
    assert _line(bench, STAGE) == f"{STAGE}: IIIA"


def test_each_item_says_why_it_is_asked_and_how_it_stands(bench: Bench) -> None:
    bench.order("72.4", "10")
    for box in bench.parts(QCheckBox, bench.part(Card, CHECKLIST)):
        if box.accessibleName() != MORE:
            assert "Source: " in box.toolTip()
            assert "Source: " in box.accessibleDescription()
    _answer(bench, STAGE, "IIIA")
    assert bench.control(STAGE).accessibleDescription().startswith("Answered: IIIA. ")


def test_second_check_is_the_record_s_to_answer_and_nobody_s_word(bench: Bench) -> None:
    bench.order("72.4", "10")
    box = bench.part(AnswerHead, CHECK)
    assert box.whole_text == f"{CHECK}  comes from Double-check"
    assert not box.isEnabled()


def test_what_was_answered_for_one_bag_does_not_count_for_another(bench: Bench) -> None:
    bench.order("72.4", "10")
    _enter_given(bench)
    _answer(bench, TIMES, "1005", "1107")
    assert bench.is_on(TIMES)
    bench.pick("Bag", "250 mL sodium chloride")
    assert not bench.is_on(TIMES)


def test_a_new_order_starts_with_a_blank_list_and_undo_brings_it_back(bench: Bench) -> None:
    bench.order("72.4", "10")
    _answer(bench, STAGE, "IIIA")
    bench.new_order()
    bench.order("72.4", "10")
    assert _line(bench, STAGE) == STAGE

    bench.new_order()
    bench.undo()
    bench.click(STAGE)
    assert bench.text_of(f"{STAGE}: answer") == ""
    bench.keys("IV")
    bench.new_order()
    bench.undo()
    assert _line(bench, STAGE) == f"{STAGE}: IV"
    bench.click(STAGE)
    assert bench.text_of(f"{STAGE}: answer") == "IV"


def test_a_long_answer_is_shown_whole_and_one_that_is_too_long_is_refused(bench: Bench) -> None:
    bench.order("72.4", "10")
    _answer(bench, STAGE, "x" * 200)
    assert _line(bench, STAGE) == f"{STAGE}: {'x' * 200}"
    assert bench.is_on(STAGE)
    bench.click(STAGE)
    bench.press(Qt.Key.Key_End)
    bench.keys("y")
    bench.enter()
    settle()
    assert bench.says(CHECKLIST, "at most 200 characters: these are 201")
    assert not bench.is_on(STAGE)


def test_the_whole_list_before_the_vials_are_opened_takes_few_keys(bench: Bench) -> None:
    """From the order to the first moment's last item, what is typed left out: under 40 keys."""
    bench.order("72.4", "10")
    bench.type_into(WEIGHED_ON, "2026-11-23")
    bench.pick(REGIMEN, STAGE_3)
    pressed = 0
    bench.press(Qt.Key.Key_F2)
    answers = {LABS: "MB", "Diagnosis": "C34.12", STAGE: "IIIA"}
    while bench.focused() != MORE:
        name = bench.focused()
        if name in (ARRIVED, PROGRESSION):
            bench.press(Qt.Key.Key_Space)
            pressed += 1
        else:
            bench.keys(answers.get(name, "in the chart")[0])  # goes on in the field
            bench.keys(answers.get(name, "in the chart")[1:])
        bench.enter()
        pressed += 1
        assert pressed < 40
    assert bench.is_on(STAGE)


def test_words_that_look_as_if_they_named_a_patient_are_pointed_out(bench: Bench) -> None:
    bench.order("72.4", "10")
    _answer(bench, "Response so far, progression, symptoms", "stable, MRN 4471902")
    settle()
    assert bench.says(CHECKLIST, "looks like a record number", "nothing that names a patient")
    assert bench.is_on("Response so far, progression, symptoms")  # it is pointed out, no more
