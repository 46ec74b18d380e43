"""Two codes side by side: figures worked out by hand from billing.md 0.1 and 8.1."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.core.code_comparison import ComparedAmount, Comparison, compare_codes
from app.core.code_table import CodeEntry, Rate, RateFor
from app.core.payer import Setting
from tests.core.asking import DURVALUMAB, TODAY
from tests.core.rules_by_hand import CODES

CMS_LIMITS = "CMS Part B payment limits, October 2026"
ADDENDUM_B = "CMS OPPS Addendum B"


def _rate(code: str, paid: RateFor, first_day: date, usd: str | None, note: str = "") -> Rate:
    source = CMS_LIMITS if paid is RateFor.OFFICE else ADDENDUM_B
    return Rate(code, paid, first_day, None if usd is None else Decimal(usd), note, source)


TABLE = replace(
    CODES,
    rates=(
        _rate("J9173", RateFor.OFFICE, date(2026, 10, 1), "87.658"),
        _rate("J9323", RateFor.OFFICE, date(2026, 10, 1), None, "absent from the file"),
        _rate("J9173", RateFor.HOSPITAL, date(2025, 10, 1), "85.120"),
        _rate("J9173", RateFor.HOSPITAL, date(2026, 4, 1), "86.146"),
        _rate("J9323", RateFor.HOSPITAL, date(2025, 10, 1), "0.125"),
        _rate("J9323", RateFor.HOSPITAL, date(2026, 4, 1), None, "status E1, not paid"),
    ),
)
FLAT = ComparedAmount(Decimal(1500), Decimal(0))


def compared(
    day: date = TODAY, setting: Setting = Setting.OFFICE, amount: ComparedAmount | None = FLAT
) -> Comparison:
    """J9323 beside what the table has for durvalumab."""
    return compare_codes(DURVALUMAB, "J9323", TABLE, day, setting, amount)


def test_an_office_is_paid_the_limit_of_october_2026() -> None:
    found = compared()
    assert found.published is not None
    # 150 × $87.658 = $13,148.70
    assert found.published.payment.usd == Decimal("13148.70")
    assert found.published.payment.usd_per_unit == Decimal("87.658")
    assert found.published.payment.paid is RateFor.OFFICE
    assert found.published.payment.first_day == date(2026, 10, 1)
    assert found.published.payment.is_current
    assert found.published.payment.source == CMS_LIMITS


@pytest.mark.parametrize(
    "setting",
    [Setting.ON_CAMPUS, Setting.OFF_CAMPUS_EXCEPTED, Setting.OFF_CAMPUS_NON_EXCEPTED],
)
def test_a_hospital_is_paid_the_opps_rate_of_april_2026(setting: Setting) -> None:
    found = compared(date(2026, 5, 4), setting)
    assert found.published is not None
    # 150 × $86.146 = $12,921.90
    assert found.published.payment.usd == Decimal("12921.90")
    assert found.published.payment.paid is RateFor.HOSPITAL
    assert found.published.payment.is_current
    assert found.published.payment.source == ADDENDUM_B


def test_j9323_is_paid_nothing_and_it_is_said_why() -> None:
    office, hospital = compared().ours.payment, compared(setting=Setting.ON_CAMPUS).ours.payment
    assert (office.usd, office.why_none) == (None, "absent from the file")
    assert (hospital.usd, hospital.why_none) == (None, "status E1, not paid")


def test_on_an_earlier_day_the_rate_of_that_day_holds() -> None:
    found = compared(date(2025, 10, 15), Setting.ON_CAMPUS)
    assert found.published is not None
    # billing.md 0: 150 × $85.120 = $12,768.00 and 150 × $0.125 = $18.75
    assert found.published.payment.usd == Decimal("12768.00")
    assert found.ours.payment.usd == Decimal("18.75")


def test_an_office_is_never_shown_a_hospitals_rate() -> None:
    before_the_limits = compared(date(2026, 5, 4)).published
    assert before_the_limits is not None
    assert before_the_limits.payment.usd is None
    assert before_the_limits.payment.why_none == (
        "no office rate of J9173 up to 2026-05-04 is known here"
    )


def test_a_rate_of_an_earlier_quarter_is_told_as_such() -> None:
    found = compared(date(2026, 7, 1), Setting.ON_CAMPUS).published
    assert found is not None
    assert found.payment.usd == Decimal("12921.90")
    assert not found.payment.is_current
    last_day = compared(date(2026, 6, 30), Setting.ON_CAMPUS).published
    assert last_day is not None
    assert last_day.payment.is_current


def test_an_exempt_setting_has_neither_rate() -> None:
    found = compared(setting=Setting.EXEMPT).published
    assert found is not None
    assert (found.payment.paid, found.payment.usd) == (None, None)
    assert "exempt" in found.payment.why_none


def test_the_units_are_those_of_the_order_and_the_same_under_both() -> None:
    # 724 mg of 740: 73 units and 1 JW
    found = compared(amount=ComparedAmount(Decimal(724), Decimal(16)))
    assert found.published is not None
    assert (found.ours.units, found.published.units) == (74, 74)
    assert found.same_units
    # 74 × $87.658 = $6,486.692
    assert found.published.payment.usd == Decimal("6486.692")


def test_without_an_order_150_units_are_compared_and_told_as_an_example() -> None:
    found = compared(amount=None)
    assert found.ours.units == 150
    assert not found.amount.is_of_order


def test_units_of_another_size_are_counted_anew() -> None:
    # J9271 counts 1 mg: 724 mg are 724 units and 16 JW
    found = compare_codes(
        DURVALUMAB,
        "J9271",
        TABLE,
        TODAY,
        Setting.OFFICE,
        ComparedAmount(Decimal(724), Decimal(16)),
    )
    assert found.published is not None
    assert (found.ours.units, found.published.units) == (740, 74)
    assert not found.same_units


def test_both_codes_are_shown_with_what_the_table_says() -> None:
    found = compared()
    assert found.published is not None
    assert found.ours.entry is not None
    assert found.ours.entry.descriptor == "Injection, pemetrexed ditromethamine, 10 mg"
    assert not found.ours.is_of_drug
    assert found.published.code == "J9173"
    assert found.published.is_of_drug
    assert found.published.is_valid
    assert (found.table, found.table_dated) == ("HCPCS table of October 2025", date(2025, 10, 1))
    assert found.differ
    most = [code.most_units for code in (found.ours, found.published)]
    assert [m and m.value for m in most] == [150, 150]


def test_the_crosswalk_gives_both_vials_to_j9173_and_none_to_j9323() -> None:
    found = compared()
    assert found.published is not None
    assert [(m.presentation.mg, m.row.ndc, m.row.units) for m in found.published.vials] == [
        (Decimal(500), "00310-4611-50", 50),
        (Decimal(120), "00310-4500-12", 12),
    ]
    assert (found.ours.vials, found.ours.other_codes) == ((), ("J9173",))


def test_a_claim_of_2018_does_not_offer_a_code_that_has_ended() -> None:
    found = compared(date(2018, 6, 1))
    assert found.published is not None
    assert found.published.code == "J9173"
    assert not found.published.is_valid


def test_a_drug_whose_code_is_the_published_one_leaves_nothing_to_choose() -> None:
    found = compare_codes(DURVALUMAB, "J9173", TABLE, TODAY, Setting.OFFICE, None)
    assert not found.differ


def test_a_drug_that_the_table_does_not_have_has_one_column() -> None:
    other = DURVALUMAB._replace(name="zolbetuximab", code="J9999")
    found = compare_codes(other, "J9999", TABLE, TODAY, Setting.OFFICE, None)
    assert found.published is None
    assert found.ours.entry is None
    assert not found.differ


def test_a_code_that_is_not_in_mg_counts_no_units() -> None:
    """J3490 is "Unclassified drugs": nobody can say how many mg one of them is."""
    unclassified = CodeEntry("J3490", "Unclassified drugs", None, None, "", "", "by hand", "CMS")
    table = replace(TABLE, entries={**TABLE.entries, "J3490": unclassified})
    ours = compare_codes(DURVALUMAB, "J3490", table, TODAY, Setting.OFFICE, FLAT).ours
    assert (ours.unit_mg, ours.units, ours.is_of_drug) == (None, None, False)


def test_a_code_that_no_table_has_is_to_settle_where_the_table_is_not_whole() -> None:
    """Where the table has every code, one that it lacks is none: nobody settles on that."""
    own = DURVALUMAB._replace(id="exampleumab", name="exampleumab", code="J9999")
    for is_whole in (False, True):
        table = replace(TABLE, is_whole=is_whole)
        found = compare_codes(own, "J9999", table, TODAY, Setting.OFFICE, None)
        assert (found.published, found.ours.entry) == (None, None)
        assert found.is_in_no_table is not is_whole
        assert found.is_to_settle is not is_whole


def test_a_code_of_another_drug_is_to_settle_also_where_the_table_has_none_to_bill() -> None:
    own = DURVALUMAB._replace(id="exampleumab", name="exampleumab")
    found = compare_codes(own, "J9323", TABLE, TODAY, Setting.OFFICE, None)
    assert (found.published, found.is_in_no_table, found.is_to_settle) == (None, False, True)


def test_the_drugs_own_code_is_not_to_settle() -> None:
    found = compare_codes(DURVALUMAB, "J9173", TABLE, TODAY, Setting.OFFICE, None)
    assert not found.is_to_settle
    # before its first day the table has no code for the drug; J9173 is its own all the same
    early = replace(TABLE, dated=date(2015, 1, 1))
    found = compare_codes(DURVALUMAB, "J9173", early, date(2015, 1, 1), Setting.OFFICE, None)
    assert (found.published, found.is_to_settle) == (None, False)
