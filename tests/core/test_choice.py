"""Which vials are opened, what else was worth choosing, and what is said: by hand, one by one.

500 and 120 mg are durvalumab's; 724 mg is 72.4 kg × 10 mg/kg. What opens least for it is 740 mg,
1 × 500 + 2 × 120; 7 × 120 are 840 and 2 × 500 are 1,000.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.core.claim_draft import ClaimDraft
from app.core.drug import Presentation
from app.core.order import PlannedVials, Preference, Stock
from app.core.vials import Choice, Shortage, VialPlan, choose_vials
from tests.core.asking import DURVALUMAB, by_weight, flat, worksheet

LEAST, FEWEST = Preference.LEAST_DISCARD, Preference.FEWEST_VIALS
FOR_724 = "No combination of 500 and 120 mg opens between 724 and 739 mg."


def sizes(*contents: str) -> tuple[Presentation, ...]:
    """Presentations of these contents, larger first."""
    return tuple(Presentation(Decimal(mg)) for mg in contents)


def found(
    dose: str,
    marketed: tuple[Presentation, ...] = DURVALUMAB.presentations,
    on_hand: dict[str, int | None] | None = None,
    chosen: tuple[tuple[str, int], ...] | None = None,
    *,
    prefer: Preference = LEAST,
    covered: str | None = None,
) -> Choice | Shortage:
    """What is chosen; `on_hand` None: every size, not limited."""
    of_mg = {presentation.mg: presentation for presentation in marketed}
    shelf = tuple(Stock(presentation) for presentation in marketed)
    if on_hand is not None:
        shelf = tuple(Stock(of_mg[Decimal(mg)], count) for mg, count in on_hand.items())
    plan = None
    if chosen is not None:
        plan = tuple(PlannedVials(of_mg[Decimal(mg)], count) for mg, count in chosen)
    covered_mg = None if covered is None else Decimal(covered)
    return choose_vials(Decimal(dose), shelf, marketed, prefer, plan, covered_mg)


def choice(*args: object, **named: object) -> Choice:
    """What is chosen where the vials are enough."""
    made = found(*args, **named)  # type: ignore[arg-type] # as `found` takes them
    assert isinstance(made, Choice), made
    return made


def shortage(*args: object, **named: object) -> str:
    """The sentence where they are not."""
    made = found(*args, **named)  # type: ignore[arg-type] # as `found` takes them
    assert isinstance(made, Shortage), made
    return made.message


# --- As a person reads it -------------------------------------------------------------------------


def test_a_plan_reads_larger_first_with_its_counts() -> None:
    plan = choice("724").plan
    assert plan.text == "1 × 500 mg + 2 × 120 mg"
    assert plan.sizes_text == "1 × 500 + 2 × 120"
    assert (plan.opened_mg, plan.count) == (Decimal(740), 3)
    many = choice("1000", sizes("1")).plan
    assert (many.text, many.sizes_text) == ("1,000 × 1 mg", "1,000 × 1")


# --- What a person chose --------------------------------------------------------------------------


def test_a_chosen_plan_is_put_in_order_and_vials_of_a_size_together() -> None:
    made = choice("724", chosen=(("120", 1), ("500", 1), ("120", 1)))
    assert made.plan == made.best
    assert made.plan.text == "1 × 500 mg + 2 × 120 mg"


def test_a_chosen_plan_stands_whatever_is_preferred() -> None:
    for prefer in Preference:
        made = choice("724", chosen=(("120", 7),), prefer=prefer)
        assert (made.plan.text, made.best.text) == ("7 × 120 mg", "1 × 500 mg + 2 × 120 mg")
        assert made.why_best == "1 × 500 mg + 2 × 120 mg opens 740 mg, 100 mg less."
        assert [plan.text for plan in made.others] == ["1 × 500 mg + 2 × 120 mg", "2 × 500 mg"]


def test_chosen_vials_have_to_hold_the_dose_or_what_was_used_of_them() -> None:
    assert shortage("724", chosen=(("120", 6),)) == (
        "The chosen vials hold 720 mg, 4 mg short of 724 mg."
    )
    assert choice("720", chosen=(("120", 6),)).plan.text == "6 × 120 mg"
    assert choice("724", chosen=(("120", 1),), covered="120").plan.text == "1 × 120 mg"
    assert shortage("724", chosen=(("120", 1),), covered="120.001") == (
        "The chosen vials hold 120 mg, 0.001 mg short of 120.001 mg."
    )


def test_a_chosen_plan_that_opens_less_than_the_shelf_can_is_told_so() -> None:
    made = choice("724", on_hand={"120": None}, chosen=(("500", 1), ("120", 2)))
    assert made.why_best == "The shelf’s best, 7 × 120 mg, would open 100 mg more."
    assert made.best.text == "7 × 120 mg"
    assert made.avoidable(made.plan) == 0
    assert made.avoidable(made.best) == 100


def test_a_chosen_plan_is_judged_by_the_market_where_the_shelf_has_too_little() -> None:
    short: dict[str, int | None] = {"120": 1}
    worse = choice("724", on_hand=short, chosen=(("500", 2),))
    assert worse.why_best == (
        "Not on this shelf: 1 × 500 mg + 2 × 120 mg opens 740 mg, 260 mg less."
    )
    assert (worse.best.text, worse.others) == ("1 × 500 mg + 2 × 120 mg", ())
    assert [worse.avoidable(plan) for plan in (worse.plan, worse.best)] == [260, 0]
    best = choice("724", on_hand=short, chosen=(("500", 1), ("120", 2)))
    assert best.why_best == FOR_724


def test_no_market_judges_a_dose_of_more_than_a_thousand_vials() -> None:
    """1,001 mg of 1 mg vials were ordered, and 5 were given of the 10 that were opened."""
    made = shortage("1001", sizes("1"), {"1": 10}, (("1", 10),), covered="5")
    assert made == "1,001 mg takes more than 1,000 vials of these sizes."
    assert choice("1000", sizes("1"), {"1": 10}, (("1", 10),), covered="5").best.count == 1000


# --- Nothing to open ------------------------------------------------------------------------------


def test_where_all_is_carried_in_no_vial_is_opened() -> None:
    why = "All of the dose is carried in, so no vial needs to be opened."
    none = VialPlan((), Decimal(0), 0)
    assert found("0") == Choice(none, none, (), Decimal(0), why)
    opened = choice("0", chosen=(("120", 1),))
    assert (opened.plan.text, opened.best, opened.others) == ("1 × 120 mg", none, ())
    assert opened.avoidable(opened.plan) == 120


def test_a_worksheet_of_a_dose_that_is_carried_in_opens_nothing() -> None:
    sheet = worksheet(by_weight("72.4", claim=ClaimDraft(carried_in_mg="724")))
    assert (sheet.plan.vials, sheet.opened_mg, sheet.is_best) == ((), Decimal(0), True)


# --- Other plans ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of_500", "of_120", "others"),
    [
        (2, 7, ["7 × 120 mg", "2 × 500 mg"]),
        (1, 7, ["7 × 120 mg"]),
        (2, 6, ["2 × 500 mg"]),
        (1, 6, []),
        (None, None, ["7 × 120 mg", "2 × 500 mg"]),
    ],
)
def test_others_are_what_the_shelf_holds(
    of_500: int | None, of_120: int | None, others: list[str]
) -> None:
    made = choice("724", on_hand={"500": of_500, "120": of_120})
    assert made.plan.text == "1 × 500 mg + 2 × 120 mg"
    assert [plan.text for plan in made.others] == others


def test_one_size_alone_is_offered_up_to_a_thousand_vials() -> None:
    assert [plan.text for plan in choice("1000", sizes("2", "1")).others] == ["1,000 × 1 mg"]
    assert choice("1001", sizes("2", "1")).plan.text == "500 × 2 mg + 1 × 1 mg"
    assert [plan.text for plan in choice("1001", sizes("2", "1")).others] == ["501 × 2 mg"]


def test_of_plans_that_open_the_same_the_fewest_vials_come_first() -> None:
    assert [plan.text for plan in choice("8", sizes("4", "2", "1")).others] == [
        "4 × 2 mg",
        "8 × 1 mg",
    ]


def test_at_most_eight_others_are_offered_those_that_open_least() -> None:
    """60 mg: 3 × 20 is exact. Alone, 19 mg opens 76 and is the ninth."""
    made = choice("60", sizes("20", "19", "18", "17", "16", "15", "14", "13", "12", "11"))
    assert made.plan.text == "3 × 20 mg"
    assert [plan.text for plan in made.others] == [
        "4 × 15 mg", "5 × 12 mg", "4 × 16 mg", "5 × 13 mg", "6 × 11 mg", "4 × 17 mg", "5 × 14 mg",
        "4 × 18 mg",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("on_hand", "opens", "avoidable"),
    [
        ({"500": None, "120": None}, 740, 0),
        ({"500": 0, "120": None}, 840, 100),
        ({"120": None}, 840, 100),
        ({"500": None}, 1000, 260),
        ({"500": 1, "120": 2}, 740, 0),
        ({"500": 2, "120": 0}, 1000, 260),
    ],
)
def test_what_every_marketed_size_would_save_is_avoidable(
    on_hand: dict[str, int | None], opens: int, avoidable: int
) -> None:
    made = choice("724", on_hand=on_hand)
    assert made.plan.opened_mg == opens
    assert made.avoidable(made.plan) == avoidable


# --- Why ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dose", "contents", "on_hand", "why"),
    [
        ("150", ("100",), None, "No combination of 100 mg opens between 150 and 199 mg."),
        ("199", ("100",), None, "No combination of 100 mg opens exactly 199 mg."),
        ("2", ("2.5",), None, "No combination of 2.5 mg opens between 2 and 2.4 mg."),
        ("2", ("2.25",), None, "No combination of 2.25 mg opens between 2 and 2.24 mg."),
        ("2", ("2.24",), None, "No combination of 2.24 mg opens between 2 and 2.23 mg."),
        ("2", ("2.125",), None, "No combination of 2.125 mg opens between 2 and 2.124 mg."),
        ("2.1", ("3", "2"), None,
         "No combination of 3 and 2 mg opens less than 3 mg and covers 2.1 mg."),
        ("11", ("7", "5", "3"), {"7": 1, "5": None, "3": 0},
         "No combination of 7 and 5 mg on the shelf opens exactly 11 mg."),
        ("11", ("9", "7", "5"), {"9": None, "7": None, "5": None},
         "No combination of 9, 7 and 5 mg opens exactly 11 mg."),
        ("1000", ("1999", "1"), {"1999": None, "1": 5},  # a thousand of 1 mg would be enough
         "No combination of 1,999 and 1 mg on the shelf opens between 1,000 and 1,998 mg."),
        ("1000.5", ("1999", "1"), {"1999": None, "1": 5},
         ("No combination of at most 1,000 of 1,999 and 1 mg on the shelf opens between 1,000.5 "
          "and 1,998 mg.")),
    ],
)  # fmt: skip
def test_why_the_least_is_the_least(
    dose: str, contents: tuple[str, ...], on_hand: dict[str, int | None] | None, why: str
) -> None:
    assert choice(dose, sizes(*contents), on_hand).why_best == why


@pytest.mark.parametrize(
    ("dose", "on_hand", "why"),
    [
        ("400", None, "No single vial that covers 400 mg holds less than 500 mg."),
        ("400", {"500": 1, "120": 9},
         "No single vial on the shelf that covers 400 mg holds less than 500 mg."),
        ("700", {"500": 2, "120": 9},
         "1 vial on the shelf cannot cover 700 mg, and no 2 that do open less than 1,000 mg."),
        ("1100", None,  # 5 × 120 + 500 is exact, with six
         "2 vials cannot cover 1,100 mg, and no 3 that do open less than 1,120 mg."),
    ],
)  # fmt: skip
def test_why_the_fewest_are_the_fewest(
    dose: str, on_hand: dict[str, int | None] | None, why: str
) -> None:
    assert choice(dose, on_hand=on_hand, prefer=FEWEST).why_best == why


def test_the_fewest_that_open_least_as_well_are_the_least() -> None:
    assert choice("724", on_hand={"500": 1, "120": 2}, prefer=FEWEST).why_best == (
        "No combination of 500 and 120 mg on the shelf opens between 724 and 739 mg."
    )


# --- Too little -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dose", "contents", "on_hand", "message"),
    [
        ("1001", ("1",), None, "1,001 mg takes more than 1,000 vials of these sizes."),
        ("1001", ("1",), {"1": None}, "1,001 mg takes more than 1,000 vials of these sizes."),
        ("1001", ("1",), {"1": 1001},
         "1,001 mg takes more than 1,000 of the vials on the shelf."),
        ("1001", ("1",), {"1": 10}, "The shelf holds 10 mg, 991 mg short of 1,001 mg."),
        ("724", ("500", "120"), {"500": 1, "120": 1},
         "The shelf holds 620 mg, 104 mg short of 724 mg. 1 × 120 mg more would be enough."),
        ("724", ("500", "120"), {"120": 1},
         ("The shelf holds 120 mg, 604 mg short of 724 mg. 1 × 500 mg + 1 × 120 mg more would be "
          "enough.")),
        ("501", ("500", "120"), {"500": 1},
         "The shelf holds 500 mg, 1 mg short of 501 mg. 5 × 120 mg more would be enough."),
        ("724", ("500", "120"), {"500": 0, "120": 2},
         "The shelf holds 240 mg, 484 mg short of 724 mg. 1 × 500 mg more would be enough."),
        ("724", ("500", "120"), {"120": 3},
         "The shelf holds 360 mg, 364 mg short of 724 mg. 1 × 500 mg more would be enough."),
        ("724", ("500", "120"), {},
         ("The shelf holds 0 mg, 724 mg short of 724 mg. 1 × 500 mg + 2 × 120 mg more would be "
          "enough.")),
    ],
)  # fmt: skip
def test_it_is_said_how_much_is_missing_and_what_would_do(
    dose: str, contents: tuple[str, ...], on_hand: dict[str, int | None] | None, message: str
) -> None:
    assert shortage(dose, sizes(*contents), on_hand) == message


def test_a_preference_is_followed_by_the_worksheet() -> None:
    order = flat("700")
    assert worksheet(order).plan.text == "6 × 120 mg"
    assert worksheet(replace(order, prefer=FEWEST)).plan.text == "2 × 500 mg"
