"""Why a plan is what it is: the sentence is read as a person reads it, and checked by trying all.

A size that a sentence names is taken as named; where it says “on the shelf” the counts of the shelf
hold, and where it does not, nothing is limited. A sentence that names no size and no shelf speaks
of all the sizes that there are.
"""

import re
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import assume, example, given

from app.core.order import OrderDraft, Preference
from app.core.worksheet import ShortShelf, Worksheet
from tests import strategies
from tests.core.asking import ask, drug_of, flat, plan_of, shelf_of, vials_of, worksheet
from tests.oracle.arithmetic import exact
from tests.oracle.enumeration import least_vials
from tests.strategies import Case

NUMBER = r"([0-9][0-9,]*(?:\.[0-9]+)?)"


def _read(figure: str) -> Fraction:
    return Fraction(figure.replace(",", ""))


class _Shelf:
    """What may be opened, as the sentence means it, in whole steps of a thousandth of a mg."""

    def __init__(self, case: Case, *, named: list[Fraction] | None, counted: bool) -> None:
        limits: dict[Fraction, int | None] = {exact(p.mg): None for p in case.drug.presentations}
        if counted and case.draft.shelf is not None:
            limits = {
                exact(stock.mg): None if stock.on_hand is None else int(stock.on_hand)
                for stock in case.draft.shelf
            }
        if named is not None:
            assert set(named) <= set(limits)
            limits = {mg: limits[mg] for mg in named}
        self._sizes = [int(mg * 1_000) for mg in limits]
        self._limits = list(limits.values())

    def amounts(self, below: Fraction, most_vials: int = 1_000) -> dict[Fraction, int]:
        """Every amount under `below` that can be opened, with the fewest vials that do."""
        found = least_vials(self._sizes, self._limits, int(-(-below * 1_000 // 1)), most_vials)
        return {Fraction(amount, 1_000): vials for amount, vials in found.items()}


def _exactly(case: Case, sheet: Worksheet, dose: str) -> None:
    assert _read(dose) == exact(case.draft.mg) == exact(sheet.opened_mg)


def _none_opens(
    case: Case, sheet: Worksheet, most: str | None, sizes: str, shelf: str | None, opens: str
) -> None:
    dose, opened = exact(case.draft.mg), exact(sheet.opened_mg)
    named = [_read(size) for size in re.split(", | and ", sizes)]
    amounts = _Shelf(case, named=named, counted=bool(shelf)).amounts(
        opened + 1, 1_000 if most else 20_000
    )
    if found := re.fullmatch(f"between {NUMBER} and {NUMBER} mg", opens):
        low, high = _read(found[1]), _read(found[2])
        assert low == dose
        assert dose < high < opened
    elif found := re.fullmatch(f"exactly {NUMBER} mg", opens):
        low = high = _read(found[1])
        assert low == dose
    else:
        found = re.fullmatch(f"less than {NUMBER} mg and covers {NUMBER} mg", opens)
        assert found, opens
        low, high = _read(found[2]), _read(found[1])
        assert (low, high) == (dose, opened)
        assert not [amount for amount in amounts if low <= amount < high]
    assert not [amount for amount in amounts if low <= amount <= high and amount != opened]
    # no sum of these sizes can be written that lies above what the sentence says and below opened
    places = max(len(size.partition(".")[2]) for size in re.split(", | and ", sizes))
    assert opened - high <= Fraction(1, 10**places)
    assert not [amount for amount in amounts if dose <= amount < opened], "says too little"


def _shelf_would_open_more(case: Case, sheet: Worksheet, best: str, more: str) -> None:
    assert case.draft.plan is not None
    amounts = _Shelf(case, named=None, counted=True).amounts(_opens(best) + 1)
    assert min(a for a in amounts if a >= exact(case.draft.mg)) == _opens(best)
    assert _opens(best) - exact(sheet.opened_mg) == _read(more) > 0


def _fewer_cannot(
    case: Case, sheet: Worksheet, fewer: str, shelf: str | None, dose: str, many: str, opened: str
) -> None:
    assert case.draft.plan is None
    assert _read(dose) == exact(case.draft.mg)
    assert _read(opened) == exact(sheet.opened_mg)
    assert _read(many) == sheet.plan.count == _read(fewer) + 1
    at_hand = _Shelf(case, named=None, counted=bool(shelf))
    top = max(exact(p.mg) for p in case.drug.presentations) * sheet.plan.count + 1
    amounts = at_hand.amounts(top, sheet.plan.count)
    assert not [a for a, vials in amounts.items() if vials < sheet.plan.count and a >= _read(dose)]
    assert not [a for a in amounts if _read(dose) <= a < _read(opened)]


def _no_single(case: Case, sheet: Worksheet, shelf: str | None, dose: str, opened: str) -> None:
    assert sheet.plan.count == 1
    assert _read(dose) == exact(case.draft.mg)
    assert _read(opened) == exact(sheet.opened_mg)
    amounts = _Shelf(case, named=None, counted=bool(shelf)).amounts(_read(opened) + 1, 1)
    assert not [a for a in amounts if _read(dose) <= a < _read(opened)]


def _best_opens(case: Case, sheet: Worksheet, best: str, opened: str, less: str) -> None:
    assert case.draft.plan is not None
    assert _opens(best) == _read(opened) >= exact(case.draft.mg)
    if less == "the same with fewer vials":
        assert _read(opened) == exact(sheet.opened_mg)
        assert _vials(best) < sheet.plan.count
    else:
        assert exact(sheet.opened_mg) - _read(opened) == _read(less.removesuffix(" mg less")) > 0


def _opens(plan: str) -> Fraction:
    parts = [part.removesuffix(" mg").split(" × ") for part in plan.split(" + ")]
    return sum((_read(count) * _read(mg) for count, mg in parts), Fraction(0))


def _vials(plan: str) -> Fraction:
    return sum((_read(part.split(" × ")[0]) for part in plan.split(" + ")), Fraction(0))


SHELF = r"( on the shelf)?"
SENTENCES: dict[str, Callable[..., None]] = {
    rf"The vials hold exactly {NUMBER} mg, and no choice that covers it opens less\.": _exactly,
    rf"No combination( of at most 1,000)? of ([0-9][0-9,. and]*) mg{SHELF} opens (.*)\.":
        _none_opens,
    rf"The shelf’s best, (.*), would open {NUMBER} mg more\.": _shelf_would_open_more,
    rf"{NUMBER} vials?{SHELF} cannot cover {NUMBER} mg, and no {NUMBER} that do open less than "
    rf"{NUMBER} mg\.": _fewer_cannot,
    rf"No single vial{SHELF} that covers {NUMBER} mg holds less than {NUMBER} mg\.": _no_single,
    rf"(?:Not on this shelf: )?(.* mg) opens {NUMBER} mg, "
    r"(.* mg less|the same with fewer vials)\.": _best_opens,
}  # fmt: skip


def check(case: Case, sheet: Worksheet) -> None:
    """That the sentence is one of those known here, and true."""
    for pattern, is_true in SENTENCES.items():
        if found := re.fullmatch(pattern, sheet.why_best):
            is_true(case, sheet, *found.groups())
            return
    pytest.fail(f"nobody checks “{sheet.why_best}”")


def _checked(case: Case) -> None:
    answer = ask(case.draft, case.drug)
    assume(not isinstance(answer, ShortShelf))
    assert isinstance(answer, Worksheet), answer
    check(case, answer)


@given(strategies.cases(preference=Preference.LEAST_DISCARD))
@example(Case(drug_of("500", "120"), flat("724", shelf=shelf_of(mg500=0, mg120=None))))
@example(Case(drug_of("500", "120"), flat("739")))
@example(Case(drug_of("500", "120"), flat("739.5", shelf=shelf_of(mg500=9, mg120=9))))
@example(Case(drug_of("12.5", "0.3"), flat("12.6")))
def test_why_the_least_discard_is_least_is_true(case: Case) -> None:
    _checked(case)


@given(strategies.cases(preference=Preference.FEWEST_VIALS))
def test_why_the_fewest_vials_are_fewest_is_true(case: Case) -> None:
    _checked(case)


@given(strategies.cases(plan=True))
def test_what_is_said_of_a_chosen_plan_is_true(case: Case) -> None:
    _checked(case)


@given(strategies.cases(plan=True, multi_dose=True) | strategies.cases(multi_dose=True))
def test_what_is_said_of_multi_dose_containers_is_true(case: Case) -> None:
    _checked(case)


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [  # contract: the first of these is the contract's own; the others by hand
        (flat("724"), "No combination of 500 and 120 mg opens between 724 and 739 mg."),
        (flat("739"), "No combination of 500 and 120 mg opens exactly 739 mg."),
        (
            flat("739.5"),
            "No combination of 500 and 120 mg opens less than 740 mg and covers 739.5 mg.",
        ),
        (flat("1500"), "The vials hold exactly 1,500 mg, and no choice that covers it opens less."),
        (
            flat("724", shelf=shelf_of(mg120=9, mg500=0)),
            "No combination of 120 mg on the shelf opens between 724 and 839 mg.",
        ),
        (
            flat("700", prefer=Preference.FEWEST_VIALS),
            "1 vial cannot cover 700 mg, and no 2 that do open less than 1,000 mg.",
        ),
        (
            flat("700", plan=plan_of(("500", 1), ("120", 2))),
            "6 × 120 mg opens 720 mg, 20 mg less.",
        ),
        (
            flat("1200", plan=plan_of(("120", 10))),
            "The vials hold exactly 1,200 mg, and no choice that covers it opens less.",
        ),
    ],
)
def test_reason_reads_so(draft: OrderDraft, sentence: str) -> None:
    assert worksheet(draft).why_best == sentence


def test_plan_with_more_vials_than_needed_for_the_same_is_told_so() -> None:
    drug = drug_of("100", "50")
    draft = flat("100", plan=plan_of(("50", 2)))
    assert worksheet(draft, drug).why_best == "1 × 100 mg opens 100 mg, the same with fewer vials."
    check(Case(drug, draft), worksheet(draft, drug))


def test_fewest_vials_of_a_shelf_without_a_marketed_size_are_not_said_of_all_sizes() -> None:
    """700 mg of 500 and 100 mg, not counted: 2 × 500 mg. With 250 mg, which the shelf lacks, two
    vials (500 + 250) do open less than 1,000 mg: the sentence has to name the shelf or the sizes.
    """
    drug = drug_of("500", "250", "100")
    draft = flat("700", prefer=Preference.FEWEST_VIALS, shelf=shelf_of(mg500=None, mg100=None))
    assert vials_of(worksheet(draft, drug)) == {"500": 2}
    check(Case(drug, draft), worksheet(draft, drug))


def test_bound_of_a_thousand_vials_is_named_where_it_binds() -> None:
    """1,001 mg of 1 and 1,999 mg: 1,001 vials of 1 mg would be exact, but are one too many."""
    drug = drug_of("1", "1999", unit_mg="1")
    sheet = worksheet(flat("1001"), drug)
    assert sheet.why_best == (
        "No combination of at most 1,000 of 1,999 and 1 mg opens between 1,001 and 1,998 mg."
    )
    check(Case(drug, flat("1001")), sheet)
