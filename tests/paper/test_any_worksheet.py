"""Whatever order is answered: one page, every text of it there, nothing on top of another."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.core.calculate import calculate
from app.core.claim_draft import ClaimDraft
from app.core.order import OrderDraft
from app.core.worksheet import Worksheet
from app.paper.paper_sheet import PaperSheet, PaperSize
from app.paper.pdf import worksheet_pdf
from app.paper.worksheet_contents import worksheet_contents
from tests.contract.asking import REFERENCE, TODAY
from tests.paper.reading import outside, overlapping, read_page
from tests.paper.sheets import GOLDEN
from tests.paper.test_longest_contents import texts_of
from tests.strategies import Case, cases, claims, orders_by_weight
from tests.wording.reading import broken_rules

few = settings(max_examples=12, suppress_health_check=list(HealthCheck))


def check(answer: object, size: PaperSize) -> None:
    """The page of an answer, where there is one."""
    assume(isinstance(answer, Worksheet))
    assert isinstance(answer, Worksheet)
    paper = PaperSheet(answer, code_table=REFERENCE.rules.codes.name, encounter="A-20417")
    page = read_page(worksheet_pdf(paper, size))
    missing = [text for text in texts_of(worksheet_contents(paper)) if text not in page.text]
    assert missing == []
    assert outside(page, 17) == []
    assert overlapping(page) == []
    assert broken_rules(page.text) == []


@few
@given(orders_by_weight(), st.sampled_from(PaperSize))
def test_any_order_of_durvalumab_is_complete(draft: OrderDraft, size: PaperSize) -> None:
    check(calculate(draft, REFERENCE.drugs[0], REFERENCE.rules, TODAY), size)


@few
@given(claims("724"), st.sampled_from(PaperSize))
def test_any_claim_is_complete(claim: ClaimDraft, size: PaperSize) -> None:
    draft = replace(GOLDEN, claim=replace(claim, payer=""))
    check(calculate(draft, REFERENCE.drugs[0], REFERENCE.rules, TODAY), size)


@few
@given(cases(plan=True, multi_dose=None, with_ml=True), st.sampled_from(PaperSize))
def test_any_drug_is_complete(case: Case, size: PaperSize) -> None:
    assume(all(sized.ml is None or sized.ml > 0 for sized in case.drug.presentations))
    check(calculate(case.draft, case.drug, REFERENCE.rules, TODAY), size)
