"""What a record keeps of an order is read back as the order that was typed."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.contract.request import read_request
from app.contract.request_text import request_of
from app.core.calculate import calculate
from app.core.claim_draft import (
    AuthorizationDraft,
    BilledLineDraft,
    BiomarkerDraft,
    ClaimDraft,
    CompendiumDraft,
    CoverageDraft,
    DecisionDraft,
    EvidenceDraft,
    HistoryDraft,
    LossDraft,
    VialsBeforeDraft,
)
from app.core.finding import Refused
from app.core.order import (
    BagDraft,
    BagMethod,
    Basis,
    OrderDraft,
    PlannedVialDraft,
    Preference,
    ShelfDraft,
    WeightUnit,
)
from app.core.payer import DrugSource, Setting
from app.core.worksheet import Worksheet
from tests.contract.asking import DESCRIBED, REFERENCE, REPLIER, REQUESTS, TODAY, answer_to
from tests.strategies import any_drafts, claims

DURVALUMAB = REFERENCE.drugs[0]

WHOLE = OrderDraft(
    basis=Basis.WEIGHT,
    mg_per_kg="10",
    weight="159.6",
    weight_unit=WeightUnit.LB,
    weighed_on="2026-11-23",
    regimen="nsclc-stage-3-10-mg-per-kg",
    cycle="3",
    shelf=(ShelfDraft("500"), ShelfDraft("120", "9")),
    prefer=Preference.FEWEST_VIALS,
    plan=(PlannedVialDraft("500", "1", "LOT-1", "2027-05-31"), PlannedVialDraft("120", "2")),
    bag=BagDraft("saline", "100", BagMethod.WITHDRAW),
    claim=ClaimDraft(
        payer="medicaid",
        setting=Setting.OFF_CAMPUS_EXCEPTED,
        date_of_service="2026-11-24",
        diagnoses=("Z51.12", "C34.11"),
        source=DrugSource.DISCOUNTED_340B,
        code="J9173",
        given_mg="700",
        stopped="reaction",
        kept_mg="1",
        carried_in_mg="2",
        losses=(LossDraft("3", "spilt"),),
        history=HistoryDraft(
            "2026-09-01", "2026-11-10", "72", "2", "146", (VialsBeforeDraft("500", "2"),)
        ),
        authorization=AuthorizationDraft("A-1", "2026-10-01", "2027-03-31", "J9173", "900", "13"),
        evidence=EvidenceDraft(
            BiomarkerDraft("50", "22C3", "2026-08-01"),
            "carboplatin",
            "stable",
            CoverageDraft("RK", "ref 1", "2026-11-20"),
            CompendiumDraft("NCCN", "2A", "2026-10-01"),
        ),
        decisions=(DecisionDraft("weight-old", "accept", "RK", "seen", "2026-11-24"),),
        charge_per_unit="120.50",
        billed_lines=(BilledLineDraft("J9173", ("JZ", "JA"), "73", "00310-4611-50"),),
    ),
)


def test_every_field_comes_back_as_it_was_typed() -> None:
    request = request_of(WHOLE, DURVALUMAB)
    REQUESTS.validate(request)
    read = read_request(json.dumps(request).encode(), REPLIER.drugs)
    assert read == (WHOLE, DURVALUMAB)


def test_a_claim_without_a_line_stays_one_that_bills_nothing() -> None:
    nothing = replace(WHOLE, claim=ClaimDraft(billed_lines=()))
    read = read_request(json.dumps(request_of(nothing, DURVALUMAB)).encode(), REPLIER.drugs)
    assert read == (nothing, DURVALUMAB)


def test_drug_that_no_file_describes_is_written_out() -> None:
    request = {"drug": DESCRIBED, "dose": {"basis": "flat", "mg": "20"}}
    read = read_request(json.dumps(request).encode(), {})
    assert not isinstance(read, Refused)
    written = request_of(*read)
    assert read_request(json.dumps(written).encode(), {}) == read
    assert answer_to(written) == answer_to(request)


@settings(max_examples=300)
@given(st.data())
def test_whatever_was_answered_is_answered_alike(data: st.DataObject) -> None:
    draft = data.draw(any_drafts(DURVALUMAB))
    if data.draw(st.booleans()):
        draft = replace(draft, claim=data.draw(claims("724")))
    answer = calculate(draft, DURVALUMAB, REPLIER.rules, TODAY)
    if isinstance(answer, Worksheet):
        read = read_request(json.dumps(request_of(draft, DURVALUMAB)).encode(), REPLIER.drugs)
        assert not isinstance(read, Refused)
        assert calculate(*read, REPLIER.rules, TODAY) == answer
