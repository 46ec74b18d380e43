"""The diagnoses of a drug file: ICD-10-CM codes by indication, and those of a withdrawn use."""

from app.core.codes import is_diagnosis
from app.core.drug import LabelledDiagnoses, WithdrawnDiagnoses
from app.reference.source_file import Sources, source_text
from app.reference.table import Table, not_an_id


def read_diagnoses(
    file: Table, regimens: tuple[str, ...], sources: Sources
) -> tuple[LabelledDiagnoses, ...]:
    """The codes of each labelled indication, in the order of the file.

    Raises ReferenceFileError for no code, one that is malformed or twice, and an unknown regimen.
    """
    return file.tables("diagnoses", lambda row: _labelled(row, regimens, sources))


def read_withdrawn_diagnoses(file: Table, sources: Sources) -> tuple[WithdrawnDiagnoses, ...]:
    """The codes of uses that are off the label; raises ReferenceFileError."""
    return file.tables(
        "withdrawn_diagnoses",
        lambda row: WithdrawnDiagnoses(_codes(row), row.text("why"), source_text(row, sources)),
    )


def _labelled(row: Table, known: tuple[str, ...], sources: Sources) -> LabelledDiagnoses:
    regimens = row.texts("regimens")
    for regimen in regimens:
        if regimen not in known:
            row.refuse("regimens", not_an_id(regimen, "regimen", known))
    return LabelledDiagnoses(
        codes=_codes(row),
        regimens=frozenset(regimens),
        by_payer=row.optional_flag("by_payer"),
        source=source_text(row, sources),
    )


def _codes(row: Table) -> frozenset[str]:
    codes = row.texts("codes")
    if not codes:
        row.refuse("codes", "is missing or empty")
    for code in codes:
        if not is_diagnosis(code):
            row.refuse("codes", f"“{code}” is not an ICD-10-CM code with its point, such as C34.10")
    if len(set(codes)) != len(codes):
        row.refuse("codes", "have one twice")
    return frozenset(codes)
