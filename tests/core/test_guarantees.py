"""What holds for every order, each test named after what it guarantees."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, example, given
from hypothesis import strategies as st

from app.core.drug import Drug
from app.core.order import OrderDraft, PlannedVialDraft, Preference, ShelfDraft
from app.core.worksheet import ShortShelf, Worksheet
from tests import strategies
from tests.core.asking import ask, by_weight, drug_of, flat, shelf_of, worksheet
from tests.oracle.arithmetic import exact, half_up, single_dose_units
from tests.strategies import Case

POUND = Fraction(45_359_237, 100_000_000)


def _sheet(case: Case) -> Worksheet:
    """The answer; a case whose shelf is short says nothing about plans."""
    answer = ask(case.draft, case.drug)
    assume(not isinstance(answer, ShortShelf))
    assert isinstance(answer, Worksheet), answer
    return answer


def _discard(draft: OrderDraft, drug: Drug) -> Fraction | None:
    answer = ask(draft, drug)
    return exact(answer.discarded_mg) if isinstance(answer, Worksheet) else None


# --- The dose -------------------------------------------------------------------------------------


@given(strategies.orders_by_weight())
@example(by_weight("72.123", "3.333"))
def test_dose_is_weight_times_mg_per_kg_exactly(draft: OrderDraft) -> None:
    drug = drug_of("100", unit_mg="1")
    kg = exact(draft.weight)
    if draft.weight_unit == "lb":
        kg = half_up(kg * POUND, "0.1")
    dose = kg * exact(draft.mg_per_kg)
    assume(dose <= 10_000)
    assume(Fraction(2) <= exact(draft.weight) * (POUND if draft.weight_unit == "lb" else 1) <= 500)
    assert exact(worksheet(draft, drug).dose_mg) == dose


def test_no_place_of_a_product_is_lost() -> None:
    assert f"{worksheet(by_weight('72.123', '3.333')).dose_mg:f}" == "240.385959"
    assert f"{worksheet(by_weight('499.999', '19.999'), drug_of('500')).dose_mg:f}" == "9999.480001"


@given(strategies.doses())
def test_flat_dose_is_what_was_typed(mg: str) -> None:
    assert exact(worksheet(flat(mg), drug_of("500", "10", unit_mg="1")).dose_mg) == exact(mg)


# --- The vials ------------------------------------------------------------------------------------


@given(strategies.cases())
def test_plan_covers_the_dose(case: Case) -> None:
    sheet = _sheet(case)
    opened = sum(exact(vial.mg) * vial.count for vial in sheet.plan.vials)
    assert opened == exact(sheet.opened_mg) >= exact(case.draft.mg)
    assert sheet.plan.count == sum(vial.count for vial in sheet.plan.vials) <= 1_000


@given(strategies.cases() | strategies.cases(plan=True))
def test_plan_lists_larger_vials_first_and_no_size_without_a_vial(case: Case) -> None:
    contents = [vial.mg for vial in _sheet(case).plan.vials]
    assert contents == sorted(set(contents), reverse=True)
    assert all(vial.count > 0 for vial in _sheet(case).plan.vials)


@given(strategies.cases())
def test_plan_takes_no_more_of_a_size_than_there_is(case: Case) -> None:
    sheet = _sheet(case)
    if case.draft.shelf is not None:
        on_hand = {exact(stock.mg): stock.on_hand for stock in case.draft.shelf}
        for plan in (sheet.plan, *(other.plan for other in sheet.alternatives)):
            for vial in plan.vials:
                there = on_hand[exact(vial.mg)]
                assert there is None or vial.count <= int(there)


@given(strategies.cases())
def test_discard_of_a_chosen_plan_is_below_its_smallest_vial(case: Case) -> None:
    """Else that vial could have stayed closed."""
    sheet = _sheet(case)
    assert 0 <= sheet.discarded_mg < min(vial.mg for vial in sheet.plan.vials)


@given(strategies.cases())
def test_opened_is_given_and_discarded(case: Case) -> None:
    sheet = _sheet(case)
    assert exact(sheet.opened_mg) == exact(sheet.dose_mg) + exact(sheet.discarded_mg)


@given(strategies.cases(), st.data())
def test_more_stock_never_discards_more(case: Case, data: st.DataObject) -> None:
    shelf = data.draw(strategies.shelves(case.drug, limited=True))
    added = [data.draw(st.none() | st.integers(0, 5)) for _ in shelf]
    more = tuple(
        ShelfDraft(stock.mg, None if n is None else str(int(stock.on_hand or 0) + n))
        for stock, n in zip(shelf, added, strict=True)
    )
    before = _discard(replace(case.draft, shelf=shelf, prefer=Preference.LEAST_DISCARD), case.drug)
    after = _discard(replace(case.draft, shelf=more, prefer=Preference.LEAST_DISCARD), case.drug)
    if before is not None:
        assert after is not None
        assert after <= before


@given(strategies.cases(shelf=False), strategies.contents(), st.sampled_from(Preference))
def test_adding_a_size_never_discards_more(case: Case, size: str, prefer: Preference) -> None:
    contents = [f"{p.mg:f}" for p in case.drug.presentations]
    assume(len(contents) < 6 and Decimal(size) not in {p.mg for p in case.drug.presentations})
    draft = replace(case.draft, prefer=Preference.LEAST_DISCARD)
    unit = f"{case.drug.unit_mg:f}"
    before = _discard(draft, drug_of(*contents, unit_mg=unit))
    after = _discard(draft, drug_of(*contents, size, unit_mg=unit))
    assert before is not None
    assert after is not None
    assert after <= before


@given(strategies.cases())
def test_fewest_vials_are_never_more_than_those_of_the_least_discard(case: Case) -> None:
    least = _sheet(replace_preference(case, Preference.LEAST_DISCARD))
    fewest = _sheet(replace_preference(case, Preference.FEWEST_VIALS))
    assert fewest.plan.count <= least.plan.count
    assert fewest.discarded_mg >= least.discarded_mg


def replace_preference(case: Case, prefer: Preference) -> Case:
    """The same case with another preference."""
    return Case(case.drug, replace(case.draft, prefer=prefer))


@given(strategies.cases())
def test_least_discard_plan_has_nothing_avoidable_when_every_size_is_at_hand(case: Case) -> None:
    sheet = _sheet(
        Case(case.drug, replace(case.draft, shelf=None, prefer=Preference.LEAST_DISCARD))
    )
    assert sheet.avoidable_mg == 0
    assert sheet.is_best


@given(strategies.cases() | strategies.cases(plan=True))
def test_plan_is_called_the_best_only_where_the_shelf_has_none_better(case: Case) -> None:
    sheet = _sheet(case)
    best = ask(replace(case.draft, plan=None, prefer=Preference.LEAST_DISCARD), case.drug)
    if not isinstance(best, Worksheet):  # the shelf is short of the plan too: all sizes count
        best = worksheet(
            replace(case.draft, plan=None, shelf=None, prefer=Preference.LEAST_DISCARD), case.drug
        )
    assert sheet.is_best == (sheet.plan == best.plan)
    if sheet.is_best:
        assert sheet.opened_mg == best.opened_mg


@given(strategies.cases(plan=True, multi_dose=None) | strategies.cases(multi_dose=None))
def test_discard_that_could_be_avoided_is_asked_about_and_no_other(case: Case) -> None:
    sheet = _sheet(case)
    asked = [f.message for f in sheet.findings if f.id == "discard-avoidable"]
    if sheet.avoidable_mg:
        [sentence] = asked
        found = re.search(r"would discard ([0-9.,]+) mg less", sentence)
        assert found is not None
        assert exact(found[1].replace(",", "")) == exact(sheet.avoidable_mg)
    else:
        assert not asked


@given(strategies.cases(plan=True, multi_dose=None))
def test_avoidable_is_never_more_than_is_discarded(case: Case) -> None:
    """What is not discarded, a multi-dose container's rest, cannot be an avoidable discard."""
    sheet = _sheet(case)
    assert 0 <= sheet.avoidable_mg <= sheet.discarded_mg
    for other in sheet.alternatives:
        assert 0 <= other.avoidable_mg <= other.discarded_mg


# --- A plan that a person chose -------------------------------------------------------------------


@given(strategies.cases(plan=True))
def test_chosen_plan_is_taken_as_given(case: Case) -> None:
    """Whatever the shelf holds; nothing is taken away from it or added."""
    sheet = _sheet(case)
    chosen: dict[Fraction, int] = {}
    for vials in case.draft.plan or ():
        chosen[exact(vials.mg)] = chosen.get(exact(vials.mg), 0) + int(vials.count)
    taken = {exact(vial.mg): vial.count for vial in sheet.plan.vials}
    assert taken == {mg: count for mg, count in chosen.items() if count}


@given(strategies.cases(plan=True))
def test_chosen_plan_that_does_not_cover_is_short_by_what_it_says(case: Case) -> None:
    answer = ask(case.draft, case.drug)
    opened = sum(exact(v.mg) * int(v.count) for v in case.draft.plan or ())
    if opened >= exact(case.draft.mg):
        assert isinstance(answer, Worksheet)
    else:
        assert isinstance(answer, ShortShelf)
        assert answer.error.field == "plan"
        assert f"{exact(case.draft.mg) - opened}" == _short_by(answer.error.message)


def _as_typed(mg: Fraction) -> str:
    """A content of at most three places as a request writes it."""
    return f"{Decimal(mg.numerator) / Decimal(mg.denominator):f}"


def _short_by(message: str) -> str:
    before, _, _ = message.partition(" mg short")
    return str(Fraction(before.rpartition(" ")[2].replace(",", "")))


@given(strategies.cases(plan=True))
def test_chosen_plan_is_judged_against_the_best_of_all_sizes(case: Case) -> None:
    sheet = _sheet(case)
    best = worksheet(
        replace(case.draft, plan=None, shelf=None, prefer=Preference.LEAST_DISCARD), case.drug
    )
    assert exact(sheet.avoidable_mg) == exact(sheet.opened_mg) - exact(best.opened_mg)


# --- A shelf that cannot --------------------------------------------------------------------------


@given(strategies.cases(shelf=False), st.data())
def test_short_shelf_says_by_how_much_and_its_advice_is_enough(
    case: Case, data: st.DataObject
) -> None:
    shelf = data.draw(strategies.shelves(case.drug, limited=True))
    answer = ask(replace(case.draft, shelf=shelf), case.drug)
    held = sum(exact(stock.mg) * int(stock.on_hand or 0) for stock in shelf)
    if held >= exact(case.draft.mg):
        assert isinstance(answer, Worksheet)
        return
    assert isinstance(answer, ShortShelf)
    assert answer.error.field == "shelf"
    assert _short_by(answer.error.message) == str(exact(case.draft.mg) - held)
    advised = answer.error.message.split("mg. ", 1)[1].removesuffix(" more would be enough.")
    counts = {exact(stock.mg): int(stock.on_hand or 0) for stock in shelf}
    for part in advised.split(" + "):
        count, _, mg = part.removesuffix(" mg").partition(" × ")
        content = exact(mg.replace(",", ""))
        counts[content] = counts.get(content, 0) + int(count)
    enough = tuple(ShelfDraft(_as_typed(mg), str(n)) for mg, n in counts.items())
    assert isinstance(ask(replace(case.draft, shelf=enough), case.drug), Worksheet)


def test_advice_to_a_short_shelf_is_enough_with_a_thousand_vials_on_it_already() -> None:
    """No plan has more than 1,000 vials, so more of the smallest may not be the way."""
    drug = drug_of("1", "499", unit_mg="1")
    answer = ask(flat("1499", shelf=shelf_of(mg1=1000)), drug)
    assert isinstance(answer, ShortShelf)
    assert "499 mg short" in answer.error.message
    assert isinstance(ask(flat("1499", shelf=shelf_of(mg1=1000, mg499=1)), drug), Worksheet) or (
        "1 × 499 mg more would be enough" not in answer.error.message
    )


# --- Other plans ----------------------------------------------------------------------------------


@given(strategies.cases(plan=True) | strategies.cases())
def test_alternatives_are_sorted_few_and_never_the_plan_itself(case: Case) -> None:
    sheet = _sheet(case)
    plans = [other.plan for other in sheet.alternatives]
    assert len(plans) <= 8
    assert plans == sorted(plans, key=lambda plan: (plan.opened_mg, plan.count))
    assert len({tuple((v.mg, v.count) for v in plan.vials) for plan in plans}) == len(plans)
    assert sheet.plan not in plans


@given(strategies.cases(multi_dose=None))
def test_alternative_has_the_figures_that_it_would_have_as_a_chosen_plan(case: Case) -> None:
    """An optimiser must not show one plan beside the claim of another."""
    sheet = _sheet(case)
    for other in sheet.alternatives:
        chosen = tuple(
            PlannedVialDraft(f"{vial.mg:f}", str(vial.count)) for vial in other.plan.vials
        )
        as_chosen = worksheet(replace(case.draft, plan=chosen), case.drug)
        assert as_chosen.plan == other.plan
        assert as_chosen.units == other.units
        assert as_chosen.discarded_mg == other.discarded_mg
        assert as_chosen.avoidable_mg == other.avoidable_mg


# --- Units and lines ------------------------------------------------------------------------------


@given(strategies.cases(plan=True) | strategies.cases())
def test_dose_is_rounded_up_and_discard_down(case: Case) -> None:
    sheet = _sheet(case)
    units = sheet.units
    expected = single_dose_units(
        exact(sheet.dose_mg), exact(sheet.opened_mg), exact(case.drug.unit_mg)
    )
    assert (units.administered, units.discarded, units.opened) == expected


@given(strategies.cases(plan=True, whole_units=True) | strategies.cases(whole_units=True))
def test_given_and_discarded_units_are_the_opened_ones_where_each_vial_is_whole_units(
    case: Case,
) -> None:
    units = _sheet(case).units
    assert units.administered + units.discarded == units.opened


@given(strategies.cases(plan=True) | strategies.cases())
def test_units_never_stand_for_a_whole_unit_that_was_not_in_the_vials(case: Case) -> None:
    sheet = _sheet(case)
    billed = sheet.units.administered + sheet.units.discarded
    assert billed * exact(case.drug.unit_mg) < exact(sheet.opened_mg) + exact(case.drug.unit_mg)
    if sheet.units.discarded:
        assert billed * exact(case.drug.unit_mg) <= exact(sheet.opened_mg)


@given(strategies.cases(plan=True, multi_dose=None) | strategies.cases(multi_dose=None))
def test_lines_bear_the_modifiers_of_the_contract(case: Case) -> None:
    sheet = _sheet(case)
    route = ("JA",) if case.drug.route == "intravenous" else ()
    lines = [(line.code, line.modifiers, line.units, line.mg) for line in sheet.claim_lines]
    units, code = sheet.units, case.drug.code
    if case.drug.multi_dose:
        assert lines == [(code, route, units.administered, sheet.dose_mg)]
    elif units.discarded:
        assert lines == [
            (code, route, units.administered, sheet.dose_mg),
            (code, ("JW", *route), units.discarded, sheet.discarded_mg),
        ]
    else:
        assert lines == [(code, ("JZ", *route), units.administered, sheet.dose_mg)]


@given(strategies.cases(plan=True, multi_dose=True) | strategies.cases(multi_dose=True))
def test_rest_of_a_multi_dose_container_is_left_and_not_discarded(case: Case) -> None:
    sheet = _sheet(case)
    assert sheet.discarded_mg == 0
    assert exact(sheet.left_mg) == exact(sheet.opened_mg) - exact(sheet.dose_mg)
    assert sheet.units.discarded == 0


@given(strategies.cases(plan=True) | strategies.cases())
def test_discard_that_no_unit_stands_for_is_said_in_mg(case: Case) -> None:
    """Where given and JW units are less than what was opened, it says which mg are in none."""
    sheet = _sheet(case)
    said = [f.message for f in sheet.findings if f.id == "remainder-under-one-unit"]
    billed = (sheet.units.administered + sheet.units.discarded) * exact(case.drug.unit_mg)
    in_no_unit = max(Fraction(0), exact(sheet.opened_mg) - billed)
    assert exact(sheet.in_no_unit_mg) == in_no_unit
    if in_no_unit or (sheet.discarded_mg and not sheet.units.discarded):
        [sentence] = said
        figures = {Fraction(w.replace(",", "")) for w in sentence.split() if w[0].isdigit()}
        assert (in_no_unit if sheet.units.discarded else exact(sheet.discarded_mg)) in figures
    else:
        assert not said


# --- The whole answer -----------------------------------------------------------------------------


@given(strategies.cases(plan=True, multi_dose=None, with_ml=True))
def test_same_draft_twice_gives_equal_answers(case: Case) -> None:
    assert ask(case.draft, case.drug) == ask(case.draft, case.drug)


@given(strategies.cases(multi_dose=None))
def test_order_of_the_shelf_does_not_matter(case: Case) -> None:
    shelf = case.draft.shelf
    turned = replace(case.draft, shelf=None if shelf is None else shelf[::-1])
    first, second = ask(case.draft, case.drug), ask(turned, case.drug)
    if isinstance(first, Worksheet):
        assert first == second
    else:
        assert isinstance(first, ShortShelf)
        assert isinstance(second, ShortShelf)
        assert first.error == second.error
