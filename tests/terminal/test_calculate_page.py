"""`calculate` with an order in options: the page, or the sentence and the option it is about."""

import pytest

from app.__main__ import main
from app.core.order import BagMethod, Preference
from app.terminal.order_options import METHODS, PREFERENCES
from tests.wording.reading import broken_rules

Capture = pytest.CaptureFixture[str]

BY_WEIGHT = ("--weight", "72.4", "--mg-per-kg", "10")


def page_of(capsys: Capture, *words: str) -> str:
    """What is printed for an order that is answered."""
    assert main(["calculate", *words]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert broken_rules(out) == []
    assert max(map(len, out.splitlines())) <= 80
    return out


def refused(capsys: Capture, *words: str) -> list[str]:
    """The sentences for an order that is refused."""
    assert main(["calculate", *words]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


def test_724_mg_of_the_contract(capsys: Capture) -> None:
    page = page_of(capsys, *BY_WEIGHT)
    assert page.startswith("durvalumab (Imfinzi) 50 mg/mL ")
    assert "724 mg of durvalumab = 72.4 kg × 10 mg/kg\n" in page
    assert "  Pull            durvalumab 1 × 500 mg + 2 × 120 mg\n" in page
    assert "  J9323  JW, JA         1  16 mg to discard\n" in page


def test_pounds(capsys: Capture) -> None:
    page = page_of(capsys, "--weight", "159.6", "--lb", "--mg-per-kg", "10")
    assert "724 mg of durvalumab = 159.6 lb (72.4 kg) × 10 mg/kg\n" in page


def test_a_flat_dose_is_written_with_its_comma(capsys: Capture) -> None:
    assert "  Dose            1,500 mg of durvalumab, flat\n" in page_of(capsys, "--flat", "1500")


def test_only_the_sizes_on_hand_are_opened(capsys: Capture) -> None:
    assert "durvalumab 7 × 120 mg\n" in page_of(capsys, *BY_WEIGHT, "--on-hand", "120=9")
    assert "durvalumab 7 × 120 mg\n" in page_of(capsys, *BY_WEIGHT, "--on-hand", "500=0, 120=")
    assert "durvalumab 2 × 500 mg\n" in page_of(capsys, *BY_WEIGHT, "--on-hand", "500=6,120=1")


def test_fewest_vials(capsys: Capture) -> None:
    page = page_of(capsys, *BY_WEIGHT, "--prefer", "fewest-vials")
    assert "durvalumab 2 × 500 mg\n" in page


def test_a_plan_of_ones_own(capsys: Capture) -> None:
    assert "durvalumab 7 × 120 mg\n" in page_of(capsys, *BY_WEIGHT, "--plan", "120=7")


@pytest.mark.parametrize(
    ("bag", "line"),
    [
        ("250", "250 mL sodium chloride 0.9 %, drug added to the full bag"),
        ("100:withdraw", "100 mL sodium chloride 0.9 %, the drug’s volume withdrawn first"),
        ("dextrose-5:250", "250 mL dextrose 5 %, drug added to the full bag"),
        ("dextrose-5:100:empty", "100 mL dextrose 5 %, empty bag filled to this volume"),
    ],
)
def test_a_bag_of_ones_own(capsys: Capture, bag: str, line: str) -> None:
    page = page_of(capsys, *BY_WEIGHT, "--bag", bag)
    assert f" Bag {line} Total " in " ".join(page.split())


def test_a_regimen_fills_the_dose_for_the_weight_and_says_the_rule(capsys: Capture) -> None:
    heavy = page_of(capsys, "--regimen", "sclc-limited-stage", "--weight", "30")
    assert "  Dose            1,500 mg of durvalumab, flat\n" in heavy
    assert "1,500 mg every 4 weeks at 30 kg or more (" in heavy
    light = page_of(capsys, "--regimen", "sclc-limited-stage", "--weight", "29.9")
    assert "  Dose            598 mg of durvalumab = 29.9 kg × 20 mg/kg\n" in light
    assert "20 mg/kg every 4 weeks below 30 kg (" in light


def test_the_exact_weight_decides_which_row_fills_the_dose(capsys: Capture) -> None:
    page = page_of(capsys, "--regimen", "sclc-limited-stage", "--weight", "66.1", "--lb")
    assert "600 mg of durvalumab = 66.1 lb (30 kg) × 20 mg/kg\n" in page


def test_a_dose_beside_a_regimen_stays_as_ordered(capsys: Capture) -> None:
    page = page_of(capsys, *BY_WEIGHT, "--regimen", "sclc-limited-stage", "--cycle", "2")
    assert "724 mg of durvalumab = 72.4 kg × 10 mg/kg\n" in page
    assert "The label’s dose here is 1,500 mg every 4 weeks" in " ".join(page.split())


def test_a_short_shelf_prints_dose_draw_and_what_is_missing(capsys: Capture) -> None:
    assert main(["calculate", *BY_WEIGHT, "--on-hand", "120=1"]) == 1
    out, err = capsys.readouterr()
    assert "  Draw            14.48 mL in all\n" in out
    assert "The shelf holds 120 mg, 604 mg short of 724 mg." in " ".join(out.split())
    assert "J9323" not in out
    assert err == ""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--mg-per-kg", "10"), "--weight: Type the patient’s weight for durvalumab."),
        (("--weight", "1.2.3", "--mg-per-kg", "10"), "--weight: “1.2.3” has more than one point."),
        (("--weight", "-5", "--mg-per-kg", "10"), "--weight: “-5” has a sign"),
        (("--weight", "600", "--mg-per-kg", "10"), "--weight: 600 kg is over 500 kg"),
        (("--weight", "72", "--mg-per-kg", "10,5"), "--mg-per-kg: “10,5” has a comma"),
        (("--flat", "1,500"), "--flat: “1,500” has a comma: write 1500"),
        (("--flat", "5", "--weighed-on", "yesterday"), "--weighed-on: “yesterday” is not a date"),
        (("--flat", "5", "--cycle", "two"), "--cycle: “two” is not a whole number"),
        (("--flat", "5", "--drug", "imfinzi"), "--drug: There is no drug file “imfinzi”."),
        (("--flat", "5", "--on-hand", "500=6,121=2"), "--on-hand: durvalumab has no 121 mg vial"),
        (("--flat", "5", "--plan", "500=x"), "--plan: “x” is not a whole number"),
        (("--flat", "5", "--bag", "100ml"), "--bag: “100ml” is not a plain number"),
        (("--flat", "5", "--bag", "water:100"), "--bag: “water” is not a diluent"),
        (("--regimen", "none"), "--regimen: durvalumab has no regimen “none”."),
        (("--regimen", "nmibc-with-bcg", "--weight", "20"), "--regimen: The label has no dose"),
        (("--regimen", "urothelial-previously-treated", "--weight", "70"), "no longer labelled"),
    ],
)
def test_a_refusal_names_the_option_and_says_what_is_wrong(
    capsys: Capture, words: tuple[str, ...], sentence: str
) -> None:
    (line,) = refused(capsys, *words)
    assert sentence in line


def test_what_is_missing_waits_until_nothing_is_wrong(capsys: Capture) -> None:
    (line,) = refused(capsys, "--mg-per-kg", "x")
    assert line.startswith("--mg-per-kg: ")


def test_options_offer_what_the_core_knows() -> None:
    assert set(PREFERENCES) == {preference.value for preference in Preference}
    assert set(METHODS) == {method.value for method in BagMethod}
