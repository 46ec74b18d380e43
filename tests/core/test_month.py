"""The month's figures, by hand."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.core.amounts import Amounts, Status
from app.core.month import DayDiscard, Month, summarise_month
from app.core.quantity import percent_of
from app.core.recorded_dose import ProductUse, newest_states
from tests.core.recorded import DAY, NDC_120, NOTHING_GIVEN, PLANNED_724, recorded, texts

NOVEMBER = Month(2026, 11)


def test_two_doses_of_a_month_are_added_up() -> None:
    """724 and 724 mg: 146 and 2 units, 2 of 148 are 1.4 % (1.35 exactly), 32 mg discarded."""
    other = recorded("R-2", encounter="A-20418", avoidable_mg=Decimal(5), open_items=0)
    summary = summarise_month(NOVEMBER, newest_states([recorded("R-1"), other]))
    sums = summary.all
    assert (sums.doses, sums.not_given) == (2, 0)
    assert texts(sums.discarded_mg, sums.avoidable_mg, sums.unavoidable_mg) == ["32", "5", "27"]
    assert (sums.given_units, sums.jw_units, sums.billed_units) == (146, 2, 148)
    assert sums.jw_percent == Decimal("1.4")
    assert (sums.open_items, sums.doses_with_open_items, sums.not_ready) == (3, 1, 2)
    assert summary.days == (DayDiscard(DAY, Decimal(27), Decimal(5)),)


def test_a_claim_that_a_second_check_holds_is_not_ready() -> None:
    ready = recorded("R-1", claim_ready=True)
    held = recorded("R-2", encounter="A-20418", claim_ready=True, is_held=True)
    assert summarise_month(NOVEMBER, newest_states([ready, held])).all.not_ready == 1


def test_by_product_opened_is_given_and_jw_and_remainders() -> None:
    summary = summarise_month(NOVEMBER, [recorded("R-1"), recorded("R-2", encounter="A-20418")])
    large, small = [product.use for product in summary.products]
    assert texts(large.opened_mg, large.given_mg) == ["1000", "1000"]
    assert texts(small.vials, small.opened_mg, small.given_mg) == ["4", "480", "448"]
    assert texts(small.jw_mg, small.remainder_mg) == ["20", "12"]
    assert large.adds_up
    assert small.adds_up


def test_a_plan_is_never_counted_as_given() -> None:
    summary = summarise_month(NOVEMBER, [recorded(amounts=PLANNED_724)])
    assert summary.is_empty
    assert texts(summary.all.discarded_mg, summary.all.jw_percent) == ["0", "0"]
    assert not summary.products


def test_what_was_corrected_counts_once_and_as_corrected() -> None:
    amounts = Amounts(Status.GIVEN, Decimal(720), Decimal(20))
    corrected = recorded(
        "R-2", corrects="R-1", amounts=amounts, discarded_units=2, given_units=72, jw_units=2
    )
    sums = summarise_month(NOVEMBER, newest_states([recorded("R-1"), corrected])).all
    assert texts(sums.doses, sums.given_mg, sums.discarded_mg) == ["1", "720", "20"]
    assert sums.jw_units == 2


def test_a_dose_belongs_to_the_month_of_its_service() -> None:
    last_of_october = recorded("R-2", encounter="A-20418", day=date(2026, 10, 31))
    doses = [recorded("R-1"), last_of_october]
    assert summarise_month(NOVEMBER, doses).all.doses == 1
    assert summarise_month(Month(2026, 10), doses).days[0].day == date(2026, 10, 31)


def test_vials_opened_for_nothing_count_as_discarded_and_in_no_unit() -> None:
    nothing = recorded(
        amounts=NOTHING_GIVEN,
        discarded_units=0,
        given_units=0,
        jw_units=0,
        products=(ProductUse(NDC_120, Decimal(120), 1, Decimal(120), unbilled_mg=Decimal(120)),),
    )
    summary = summarise_month(NOVEMBER, [nothing])
    assert texts(summary.all.doses, summary.all.not_given) == ["1", "1"]
    assert texts(summary.all.discarded_mg) == ["740"]
    assert summary.products[0].use.discarded_mg == 120


def test_drugs_are_told_apart_in_the_order_of_their_names() -> None:
    other = recorded("R-2", drug_id="tremelimumab", drug="tremelimumab", jw_units=0)
    summary = summarise_month(NOVEMBER, [other, recorded("R-1")])
    assert [(drug, sums.jw_units) for drug, sums in summary.by_drug] == [
        ("durvalumab", 1),
        ("tremelimumab", 0),
    ]


def test_a_share_is_rounded_half_up_to_a_tenth() -> None:
    assert percent_of(1, 74) == Decimal("1.4")  # 1.351
    assert percent_of(1, 80) == Decimal("1.3")  # 1.25
    assert percent_of(1, 3) == Decimal("33.3")
    assert percent_of(0, 0) == 0


def test_months_follow_each_other_over_the_year() -> None:
    assert Month(2026, 12).after == Month(2027, 1)
    assert Month(2026, 1).before == Month(2025, 12)
    assert (Month(2026, 2).days, Month(2028, 2).days, Month(2026, 12).days) == (28, 29, 31)
    assert Month(2026, 3).text == "2026-03"


@given(st.dates(date(1, 2, 1), date(9999, 11, 30)))
def test_the_month_before_the_month_after_is_the_month(day: date) -> None:
    month = Month.of(day)
    assert month.after.before == month
    assert day in month
    assert day not in month.after
