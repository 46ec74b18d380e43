"""The bag: total, strength and rate follow it; outside of the label's window is said at once."""

from app.ui.widgets.card import Chip
from tests.ui.bench import BAG, DOSE, METHOD, VIALS, WEIGHT, Bench

SALINE_50 = "50 mL sodium chloride 0.9 %"
SALINE_250 = "250 mL sodium chloride 0.9 %"


def _bag(bench: Bench) -> list[str]:
    """What is said of the bag: total, strength, window, rate."""
    return [text for text in bench.texts(VIALS) if "mL" in text and "draw" not in text][1:]


def test_a_bag_is_proposed_with_total_strength_and_rate(bench: Bench) -> None:
    bench.order("72.4", "10")

    assert _bag(bench)[1:5] == [
        "total 114.48 mL",
        "6.3 mg/mL",
        "within 1–15 mg/mL",
        "· 114 mL/h over 60 min · 0.2 or 0.22 micron in-line filter",
    ]


def test_filter_and_handling_stand_with_the_bag(bench: Bench) -> None:
    """label.md, section 2."""
    bench.order("72.4", "10")

    assert bench.says(VIALS, "0.2 or 0.22 micron in-line filter")
    assert bench.says(VIALS, "Discard a vial that is cloudy, discoloured or has particles")
    assert bench.says(VIALS, "sterile filter, low protein binding; invert gently, do not shake")


def test_another_bag_changes_total_strength_and_rate(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.pick(BAG, SALINE_250)

    text = bench.text(VIALS)
    assert "total 264.48 mL" in text
    assert "2.7 mg/mL" in text
    assert "264 mL/h over 60 min" in text
    assert "114.48" not in text


def test_another_way_of_filling_changes_total_strength_and_rate(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.pick(METHOD, "withdraw first")

    text = bench.text(VIALS)
    assert "total 100 mL" in text
    assert "7.2 mg/mL" in text
    assert "100 mL/h over 60 min" in text


def test_a_bag_outside_of_the_window_is_a_stop_with_a_sentence(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.pick(BAG, SALINE_250)
    bench.type_into(DOSE, "3")

    assert bench.says(VIALS, "217.2 mg", "254.34 mL", "under 1 mg/mL", "smaller bag")
    assert "concentration" in bench.bar()[0]
    assert "Stop: NOT within 1–15 mg/mL" in [part.accessibleName() for part in bench.parts(Chip)]


def test_a_bag_too_small_to_withdraw_from_gives_no_figures(bench: Bench) -> None:
    bench.order("260", "10")
    bench.pick(BAG, SALINE_50)
    bench.pick(METHOD, "withdraw first")

    assert bench.says(VIALS, "2,600 mg", "not go into 50 mL", "larger bag")
    text = bench.text(VIALS)
    assert "total" not in text
    assert "mL/h" not in text


def test_the_bag_a_person_chose_stays_when_the_dose_changes(bench: Bench) -> None:
    bench.order("72.4", "10")
    bench.pick(BAG, SALINE_50)
    bench.pick(METHOD, "fill empty bag")
    bench.type_into(WEIGHT, "60")

    assert SALINE_50 in bench.texts(VIALS)
    assert "fill empty bag" in bench.texts(VIALS)
    assert "total 50 mL" in bench.texts(VIALS)


def test_a_dose_too_small_for_any_bag_asks_for_one(bench: Bench) -> None:
    bench.order("4", "10")

    assert bench.says(VIALS, "1 to 15 mg/mL", "40 mg", "choose")
    assert not bench.control(METHOD).isEnabled()
    bench.pick(BAG, SALINE_50)
    assert bench.control(METHOD).isEnabled()
    assert "total 50.8 mL" in bench.texts(VIALS)
