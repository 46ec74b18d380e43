"""What looks like a patient in a free text, and bench language that must not be taken for one."""

from time import perf_counter

import pytest

from app.core.personal_text import looks_personal

BENCH = [
    "",
    " ",
    "sodium chloride",
    "name: durvalumab",
    "patient name: pending",
    "Sodium Chloride 0.9 %",
    "NORMAL SALINE",
    "Grade 2 rash, prednisone",
    "Grade Two Rash",
    "Rash, Prednisone started",
    "LOT BX4471",
    "lot 4471209, exp 2027-03-31",
    "Lot no. 123456",
    "NDC 0310-4500-12",
    "NDC 00310450012",
    "N400310461150",
    "C34.11",
    "C34.12, Z51.12",
    "RK 10:32",
    "RK/MB",
    "pneumonitis",
    "Immune-mediated pneumonitis, grade 1",
    "Hashimoto Thyroiditis",
    "Stevens-Johnson excluded",
    "Guillain Barre excluded",
    "Myasthenia Gravis in history",
    "Dr on call",
    "Dr. Alvarez, supervising",
    "Dr Maria Alvarez",
    "Maria Alvarez, RN",
    "Nurse Maria Alvarez",
    "reviewed by pharmacist RK",
    "none",
    "None",
    "No progression on CT of 2026-10-02",
    "CT 10/02/2026, MRI 10/14/26",
    "chemoradiation ended 2025-12-19",
    "cisplatin and etoposide, 2014 to 2015",
    "3 cycles 12/2019",
    "PD-L1 40 %, Ventana SP263, 2026-09-01",
    "ECOG 1, Karnofsky 80",
    "ALT 45, AST 38, creatinine 0.9, TSH 2.1",
    "platelets 150000",
    "WBC 6.1, ANC 3,200",
    "BP 120/80, pulse 72",
    "start 10:05 stop 11:07, 62 min",
    "1 × 500 mg + 2 × 120 mg",
    "14.48 mL in 100 mL",
    "16 mg discarded 2026-11-24 10:40, sharps container",
    "J9173, JW",
    "Auth 447120933, 2026-01-01 to 2026-06-30",
    "ref 20261124001",
    "call reference 99812345",
    "Blue Cross Blue Shield",
    "Palmetto GBA",
    "United Healthcare Medicare Advantage",
    "NCCN Compendium, category 1",
    "A-20417",
    "ENC-2026-004711",
    "20261124-3",
    "Chair 4, Bay 2",
    "Port Flushed, Line Patent",
    "Infusion Held. Restarted at half rate",
    "Patient Arrived",
    "patient weighed at 09:50",
    "Pt Stable",
    "MR brain, MS Contin",
    "E. Coli bacteriuria",
    "T Cell lymphoma",
    "Chest Xray Clear",
    "Durvalumab Consolidation",
    "Imfinzi and Imjudo",
    "Partial Response, RECIST 1.1",
    "May 3, 2026",
    "will return May 12",
    "mark on vial, grace period",
    "10 mL @ 60 mL/h",
    "vial dropped: cap cracked",
    "Stage III A, T4 N2 M0",
    "Squamous Cell Carcinoma",
    "Dose Reduced By Physician",
    "First Second Third",
    "BCBS North Dakota, West Virginia Medicaid",
    "Told the patient. Rounding accepted",
    "denial 76/77/59",
    "ANA Titer normal",
    "CT Jan 2026",
    "MRI of brain, 12 ms more",
    "Blood Pressure Rechecked",
    "Baxter Viaflex",
    "Solu Medrol 125 mg",
    "Ann Arbor Stage II",
    "Child Pugh A",
    "PA 1234567",
    "Reviewed by A. Patel NP",
    "Foundation Medicine CDx",
    "mrs white",
    "2026-11-24 11:20; single-dose vial; pharmaceutical waste",
    "10:05 to 11:05, 60 min",
]

NAMES = [
    "Mary Miller",
    "mary miller",
    "MARY MILLER",
    "Miller, Mary",
    "Mary Johnson",
    "MARY WHITE",
    "Anna Fleming",
    "John Reed",
    "MILLER,MARY",
    "Kowalczyk, Zbigniew",
    "Zbigniew Kowalczyk",
    "Mary Q. Miller",
    "John O’Brien",
    "María García",
    "Anna van der Berg",
    "Mr Miller",
    "Mr. MILLER",
    "mrs miller",
    "Ms. Kowalczyk tolerated it",
    "Patient Kowalczyk",
    "pt. Kowalczyk arrived",
    "J. Kowalczyk",
    "Kowalczyk, J.",
    "john.kowalczyk",
    "john_kowalczyk",
    "MILLER-JOHN",
    "told John Kowalczyk about rash",
    "patient’s name is Kowalczyk",
    "Name: Kowalczyk",
    "pt name: J Kowalczyk",
    "Mrs White",
    "Mr Price fell",
    "Nguyen Thi Mai",
    "Patient: John Kowalczyk",
]
BIRTH_DATES = [
    "DOB 3/14",
    "dob: unknown",
    "D.O.B. on chart",
    "date of birth 1958",
    "born 1958",
    "1958-03-14",
    "3/14/1958",
    "14.03.1958",
    "03-14-1958",
    "3/14/58",
    "14 March 1958",
    "Mar 14, 1958",
    "14-MAR-1958",
    "19580314",
    "seen 2026-11-24, 1958/03/14",
]
NUMBERS = [
    "MRN 4471",
    "mrn:0044712",
    "MRN# A4471",
    "medical record number 44-71",
    "chart no. 4471",
    "chart # 4471",
    "member ID XYZ123",
    "patient id 4471",
    "4471209",
    "id 004471",
    "1EG4-TE5-MK73",
    "SSN on file",
    "123-45-6789",
    "social security 6789",
    "(555) 010-4477",
    "555-010-4477",
    "555.010.4477",
    "+1 555 010 4477",
    "phone 010-4477",
    "someone@example.org",
    "mail to some.one+x@mail.example.org today",
]


@pytest.mark.parametrize("text", BENCH)
def test_bench_language_is_left_alone(text: str) -> None:
    assert looks_personal(text) == ""


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_pointed_out(text: str) -> None:
    assert "looks like a person’s name" in looks_personal(text)


@pytest.mark.parametrize("text", BIRTH_DATES)
def test_a_birth_date_is_pointed_out(text: str) -> None:
    assert "looks like a birth date" in looks_personal(text)


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_or_address_of_a_person_is_pointed_out(text: str) -> None:
    sentence = looks_personal(text)
    assert "looks like" in sentence
    assert any(kind in sentence for kind in ("number", "address")), sentence


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("123-45-6789", "a social security number"),
        ("555-010-4477", "a telephone number"),
        ("someone@example.org", "an e-mail address"),
        ("MRN 4471", "a record number"),
        ("4471209", "a record number"),
    ],
)
def test_the_kind_is_said(text: str, kind: str) -> None:
    assert f"looks like {kind}" in looks_personal(text)


def test_what_was_found_is_quoted() -> None:
    assert looks_personal("told John Kowalczyk about rash").startswith("“John Kowalczyk” looks")


@pytest.mark.parametrize("text", ["4471209", "ENC 20411234", "2026112400317"])
def test_a_reference_may_be_a_long_number(text: str) -> None:
    assert looks_personal(text) != ""
    assert looks_personal(text, is_reference=True) == ""


@pytest.mark.parametrize("text", ["Miller, Mary", "MRN 4471209", "123-45-6789", "19580314"])
def test_a_reference_that_names_somebody_is_pointed_out_still(text: str) -> None:
    assert looks_personal(text, is_reference=True) != ""


@pytest.mark.parametrize(
    "text", ["\u202e" * 5, "\ud800", "a" * 100_000, "A. " * 20_000, "1-" * 50_000, "Aa " * 30_000]
)
def test_no_text_makes_it_stumble(text: str) -> None:
    """A second is long for the longest of them: no pattern turns in circles."""
    began = perf_counter()
    sentence = looks_personal(text)
    assert perf_counter() - began < 1
    assert sentence.replace("\ud800", "").isprintable()
