"""The diagnoses of the drug files: valid ICD-10-CM codes, by the indications of label.md, 3."""

import warnings

import pytest

from app.core.drug import Drug
from app.reference import load_reference

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # it reads its data in an outdated way
    import simple_icd_10_cm as icd

DRUGS = load_reference().drugs

# Transcribed from the project's collection (label.md, section 3; drugs.json): indication by its
# regimens' first words, the categories or codes, and whether "by payer".
SITES = """
nsclc        C33 C34                        listed
sclc         C33 C34                        listed
btc          C22.1 C23 C24.0 C24.8 C24.9    listed
btc          C24.1                          by-payer
uhcc         C22.0                          listed
uhcc         C22.8 C22.9                    by-payer
endometrial  C54.1                          listed
endometrial  C54.0 C54.2 C54.3 C54.8 C54.9 C55  by-payer
mibc         C67                            listed
nmibc        C67 D09.0                      listed
gastric      C16                            listed
gastric      C15                            by-payer
"""


def _valid_below(code: str) -> set[str]:
    """Every code that can be billed in a category, or the code itself."""
    return {c for c in [code, *icd.get_descendants(code)] if icd.is_leaf(c)}


def _codes(drug: Drug, site: str, *, by_payer: bool) -> set[frozenset[str]]:
    """The codes of each regimen whose id begins with `site`."""
    return {
        frozenset(
            code
            for row in drug.diagnoses
            if regimen.id in row.regimens and row.by_payer is by_payer
            for code in row.codes
        )
        for regimen in drug.regimens
        if regimen.id.startswith(f"{site}-") or regimen.id == site
    }


@pytest.mark.parametrize("line", SITES.strip().splitlines())
def test_indication_of_durvalumab_has_every_valid_code_of_its_sites(line: str) -> None:
    site, *categories, how = line.split()
    expected = frozenset().union(*(_valid_below(code) for code in categories))
    assert _codes(DRUGS[0], site, by_payer=how == "by-payer") == {expected}


def test_every_regimen_but_the_withdrawn_one_has_diagnoses() -> None:
    for drug in DRUGS:
        named = {regimen for row in drug.diagnoses for regimen in row.regimens}
        assert named == {regimen.id for regimen in drug.regimens if not regimen.withdrawn}


@pytest.mark.parametrize("drug", DRUGS, ids=lambda drug: drug.id)
def test_every_code_can_be_billed(drug: Drug) -> None:
    rows = [row.codes for row in drug.diagnoses] + [row.codes for row in drug.withdrawn_diagnoses]
    assert {code for codes in rows for code in codes if not icd.is_leaf(code)} == set()


def test_withdrawn_use_has_the_urothelial_sites_outside_the_bladder() -> None:
    (withdrawn,) = DRUGS[0].withdrawn_diagnoses
    assert withdrawn.codes == _valid_below("C65") | _valid_below("C66") | _valid_below("C68")
    assert "02/2021" in withdrawn.why
    assert not any(withdrawn.codes & row.codes for row in DRUGS[0].diagnoses)


def test_tremelimumab_has_the_sites_of_its_two_indications() -> None:
    drug = DRUGS[1]
    lung, liver = _valid_below("C33") | _valid_below("C34"), {"C22.0"}
    assert _codes(drug, "nsclc", by_payer=False) == {frozenset(lung)}
    assert _codes(drug, "uhcc", by_payer=False) == {frozenset(liver)}
    assert _codes(drug, "uhcc", by_payer=True) == {frozenset({"C22.8", "C22.9"})}
