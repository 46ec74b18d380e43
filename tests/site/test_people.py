"""People sign with initials and a PIN: it tells who did it slows guessing, locks nobody out."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.site_choices import Person, SiteChoices
from app.site.people import (
    WrongPins,
    hash_pin,
    initials_of,
    pin_fits,
    why_not_a_pin,
    why_not_signed,
)

KEPT = hash_pin("2580")
SITE = SiteChoices(people=(Person("RK", KEPT), Person("MB", "")))


@dataclass
class Clock:
    """A clock that a test sets."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


# --- The PIN --------------------------------------------------------------------------------------


@pytest.mark.parametrize("pin", ["2580", "1357", "121212", "135790246813", "0012"])
def test_a_pin_of_4_to_12_digits_is_taken(pin: str) -> None:
    assert why_not_a_pin(pin) == ""


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "12a4", "٢٥٨٠", " 2580", "2580\n"])
def test_anything_else_is_no_pin(pin: str) -> None:
    assert "4 to 12 digits" in why_not_a_pin(pin)


@pytest.mark.parametrize("pin", ["0000", "1111", "1234", "4321", "0123", "7890", "123456", "9876"])
def test_what_is_tried_first_is_refused(pin: str) -> None:
    assert "first that anybody would try" in why_not_a_pin(pin)


def test_what_is_kept_tells_no_pin_and_differs_each_time() -> None:
    assert "2580" not in KEPT
    assert KEPT.startswith("scrypt$16384$8$1$")
    assert hash_pin("2580") != KEPT
    assert pin_fits("2580", KEPT)


@settings(max_examples=15)
@given(st.text("0123456789", min_size=4, max_size=12))
def test_only_the_pin_itself_fits(pin: str) -> None:
    assert pin_fits(pin, KEPT) == (pin == "2580")


@pytest.mark.parametrize(
    "kept",
    [
        "", "2580", "scrypt$16384$8$1$x", "scrypt$16384$8$1$c2FsdA==$", "md5$16384$8$1$c2E=$a2V5",
        "scrypt$2$8$1$c2FsdA==$a2V5", "scrypt$99999999999$8$1$c2FsdA==$a2V5",
        "scrypt$16385$8$1$c2FsdA==$a2V5", "scrypt$x$8$1$c2FsdA==$a2V5", "scrypt$16384$8$1$§$a2V5",
    ],
)  # fmt: skip
def test_what_is_none_of_ours_fits_nothing(kept: str) -> None:
    assert not pin_fits("2580", kept)


# --- Signing --------------------------------------------------------------------------------------


def test_initials_and_pin_sign_however_the_initials_are_written() -> None:
    assert why_not_signed(SITE, " rk ", "2580", WrongPins()) == ""
    assert initials_of(" rk2 ") == "RK2"


@pytest.mark.parametrize(
    ("typed", "pin", "said"),
    [
        ("", "2580", "two to six"),
        ("R", "2580", "two to six"),
        ("R K", "2580", "two to six"),
        ("XX", "2580", "XX is not among"),
        ("MB", "2580", "MB has no PIN yet"),
        ("RK", "", "Type your PIN"),
        ("RK", "2581", "not the PIN of RK"),
    ],
)
def test_whoever_does_not_sign_is_told_why(typed: str, pin: str, said: str) -> None:
    assert said in why_not_signed(SITE, typed, pin, WrongPins())


def test_initials_alone_sign_where_the_site_chose_that() -> None:
    alone = SiteChoices(people=SITE.people, initials_alone=True)
    assert why_not_signed(alone, "mb", "", WrongPins()) == ""
    assert "XX is not among" in why_not_signed(alone, "XX", "", WrongPins())
    nobody = SiteChoices(initials_alone=True)
    assert why_not_signed(nobody, "XX", "", WrongPins()) == ""
    assert "two to six" in why_not_signed(nobody, "7", "", WrongPins())


def test_until_there_is_a_list_initials_alone_sign() -> None:
    assert why_not_signed(SiteChoices(), "RK", "", WrongPins()) == ""
    assert "two to six" in why_not_signed(SiteChoices(), "R", "", WrongPins())


# --- Wrong PINs -----------------------------------------------------------------------------------


def test_wrong_pins_wait_longer_each_time_and_never_longer_than_30_s() -> None:
    clock = Clock()
    wrong = WrongPins(clock=clock)
    waits = []
    for _ in range(8):
        assert "not the PIN" in why_not_signed(SITE, "RK", "2581", wrong)
        waits.append(wrong.wait_s("RK"))
        assert f"wait {waits[-1]} s" in why_not_signed(SITE, "RK", "2580", wrong)
        clock.now += waits[-1]
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]
    assert wrong.wait_s("MB") == 0
    assert why_not_signed(SITE, "RK", "2580", wrong) == ""
    why_not_signed(SITE, "RK", "2581", wrong)
    assert wrong.wait_s("RK") == 1


def test_a_try_while_waiting_counts_for_nothing() -> None:
    clock = Clock()
    wrong = WrongPins(clock=clock)
    for _ in range(5):
        why_not_signed(SITE, "RK", "2581", wrong)
    assert wrong.wait_s("RK") == 1


def test_a_clock_that_is_set_back_makes_nobody_wait_longer() -> None:
    clock = Clock()
    wrong = WrongPins(clock=clock)
    wrong.count_wrong("RK")
    clock.now -= 86_400
    assert wrong.wait_s("RK") == 1
    clock.now += 2
    assert wrong.wait_s("RK") == 0


def test_two_windows_of_one_user_wait_as_one(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "wrong-pins.json"
    one, other = WrongPins(file, clock), WrongPins(file, clock)
    for _ in range(5):
        one.count_wrong("RK")
    assert other.wait_s("RK") == 16
    other.count_wrong("RK")
    assert one.wait_s("RK") == 30
    other.forget("RK")
    assert one.wait_s("RK") == 0


def test_a_new_start_of_the_program_does_not_end_the_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIALWISE_USER_DATA", str(tmp_path / "user"))
    first = WrongPins.of_user()
    for _ in range(5):
        first.count_wrong("RK")
    assert WrongPins.of_user().wait_s("RK") > 10
    first.forget("RK")
    assert WrongPins.of_user().wait_s("RK") == 0


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"RK": 1}', '{"RK": ["x", 1]}', '{"RK": [9, NaN]}', "[" * 9_999]
)
def test_a_damaged_file_of_waits_keeps_nobody_from_signing(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIALWISE_USER_DATA", str(tmp_path))
    (tmp_path / "wrong-pins.json").write_text(text, encoding="utf-8")
    assert why_not_signed(SITE, "RK", "2580", WrongPins.of_user()) == ""


def test_a_folder_that_cannot_be_written_keeps_nobody_from_signing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    wrong = WrongPins(tmp_path / "file" / "wrong-pins.json")
    wrong.count_wrong("RK")
    assert wrong.wait_s("RK") == 1
