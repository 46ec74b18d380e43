"""What is recorded of an order answers alike on a later day and by another site's choices."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.core.claim_draft import ClaimDraft
from app.core.order import BagDraft, BagMethod, ChosenBag, PlannedVialDraft
from app.core.payer import Setting
from app.core.settled import settle
from app.core.site_choices import SiteChoices
from app.core.worksheet import Worksheet
from tests.core.asking import DURVALUMAB, TODAY, ask, by_weight, durvalumab_file, worksheet
from tests.core.rules_by_hand import RULES
from tests.strategies import any_drafts

USUAL = replace(
    RULES,
    site=SiteChoices(
        setting=Setting.ON_CAMPUS,
        usual_bags=(("durvalumab", ChosenBag("saline", Decimal(250), BagMethod.ADD)),),
    ),
)


def test_what_was_filled_in_is_written_out() -> None:
    draft = by_weight("72.4")
    settled = settle(draft, worksheet(draft, rules=USUAL))
    assert settled.plan == (PlannedVialDraft("500", "1"), PlannedVialDraft("120", "2"))
    assert settled.bag == BagDraft("saline", "250", BagMethod.ADD)
    assert settled.claim.date_of_service == "2026-11-24"
    assert settled.claim.payer == RULES.payers[0].id
    assert settled.claim.setting is Setting.ON_CAMPUS
    later = worksheet(settled, today=date(2026, 12, 24))
    assert later.claim.date_of_service == TODAY
    assert later.preparation == worksheet(draft, rules=USUAL).preparation


def test_what_was_typed_stays_as_it_was_typed() -> None:
    plan = (PlannedVialDraft("500", " 2 ", "BX4471", "2027-05-31"),)
    claim = ClaimDraft(payer="medicaid", date_of_service=" 2026-11-20 ", diagnoses=("c34.11",))
    draft = by_weight(
        " 72.40 ", plan=plan, claim=claim, bag=BagDraft("saline", "50.0", BagMethod.EMPTY)
    )
    settled = settle(draft, worksheet(draft))
    assert (settled.weight, settled.plan, settled.bag) == (" 72.40 ", plan, draft.bag)
    assert settled.claim.diagnoses == ("c34.11",)
    assert settled.claim.date_of_service == "2026-11-20"


def test_vials_in_hand_keep_their_lots() -> None:
    plan = (PlannedVialDraft("500", "1", "BX4471", "2027-05-31"), PlannedVialDraft("120", "2"))
    sheet = worksheet(by_weight("72.4", plan=plan))
    assert settle(by_weight("72.4"), sheet).plan == plan


@given(st.data())
def test_settled_order_is_answered_with_the_same_figures(data: st.DataObject) -> None:
    drug = durvalumab_file()
    draft = data.draw(any_drafts(drug))
    before = ask(draft, drug)
    if not isinstance(before, Worksheet):
        return
    after = worksheet(settle(draft, before), drug, today=date(2027, 1, 1))
    assert after.claim_lines == before.claim_lines
    assert after.plan.vials == before.plan.vials
    assert (after.amounts, after.units, after.draw) == (before.amounts, before.units, before.draw)
    assert after.preparation == before.preparation


def test_drug_without_a_known_preparation_gets_no_bag() -> None:
    drug = DURVALUMAB._replace(preparation=None)
    draft = by_weight("72.4")
    assert settle(draft, worksheet(draft, drug)).bag is None
