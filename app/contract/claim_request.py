"""What a request says of its claim → the claim as typed; figures and days stay text for the core.

A text that may be absent is refused where it is blank: only null means the same as absent.
"""

from collections.abc import Iterator
from typing import Final

from app.contract.request_shape import (
    CLAIM_FIELDS,
    AuthorizationEntry,
    BilledLineEntry,
    EvidenceEntry,
    HistoryEntry,
    Request,
)
from app.core.claim_draft import (
    NOTHING_SAID,
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
from app.core.finding import FieldError
from app.core.payer import DrugSource, Setting

_SETTINGS: Final = {setting.value: setting for setting in Setting}
_SOURCES: Final = {source.value: source for source in DrugSource}


def says_nothing(request: Request) -> bool:
    """Whether the request has no field of a claim."""
    return CLAIM_FIELDS.isdisjoint(request)


def claim_draft(request: Request) -> ClaimDraft:
    """The claim as typed; `NOTHING_SAID` itself where all of it is null.

    No line is a claim that bills nothing, where absent lines are no claim.
    """
    setting, source = request.get("setting"), request.get("source")
    history, authorization = request.get("history"), request.get("authorization")
    evidence, billed = request.get("evidence"), request.get("claim_lines")
    draft = ClaimDraft(
        request.get("payer") or "",
        None if setting is None else _SETTINGS[setting],
        request.get("date_of_service") or "",
        tuple(request.get("diagnoses") or ()),
        None if source is None else _SOURCES[source],
        request.get("code") or "",
        request.get("given_mg") or "",
        request.get("stopped") or "",
        request.get("kept_mg") or "",
        request.get("carried_in_mg") or "",
        tuple([LossDraft(loss["mg"], loss["why"]) for loss in request.get("losses") or ()]),
        None if history is None else _history(history),
        None if authorization is None else _authorization(authorization),
        None if evidence is None else _evidence(evidence),
        tuple([DecisionDraft(**decision) for decision in request.get("decisions") or ()]),
        request.get("charge_per_unit") or "",
        None if billed is None else tuple([_billed_line(line) for line in billed]),
    )
    return NOTHING_SAID if draft == NOTHING_SAID else draft


def blank_texts(request: Request) -> list[FieldError]:
    """The texts of a claim that are there without a character."""
    errors = [
        FieldError(path, "Blank: leave the field out.")
        for path, text in _texts_that_may_be_absent(request)
        if text is not None and not text.strip()
    ]
    errors += [
        FieldError(path, f"“{path}” is required.")
        for path, text in _texts_that_must_be_there(request)
        if not text.strip()
    ]
    return errors


def _texts_that_may_be_absent(request: Request) -> Iterator[tuple[str, str | None]]:
    yield "payer", request.get("payer")
    yield "date_of_service", request.get("date_of_service")
    yield "code", request.get("code")
    yield "given_mg", request.get("given_mg")
    yield "stopped", request.get("stopped")
    yield "kept_mg", request.get("kept_mg")
    yield "carried_in_mg", request.get("carried_in_mg")
    yield "charge_per_unit", request.get("charge_per_unit")
    history, evidence = request.get("history"), request.get("evidence")
    authorization = request.get("authorization")
    if history is not None:
        yield "history.first_given_on", history.get("first_given_on")
        yield "history.last_given_on", history.get("last_given_on")
        yield "history.last_weight_kg", history.get("last_weight_kg")
    if authorization is not None:
        yield "authorization.code", authorization.get("code")
    if evidence is not None:
        yield "evidence.prior_line", evidence.get("prior_line")
        yield "evidence.response", evidence.get("response")
    for place, line in enumerate(request.get("claim_lines") or ()):
        yield f"claim_lines[{place}].ndc", line.get("ndc")


def _texts_that_must_be_there(request: Request) -> Iterator[tuple[str, str]]:
    """Those that a half-typed page may leave blank for a while; the core says the others."""
    authorization, evidence = request.get("authorization"), request.get("evidence")
    if authorization is not None:
        yield "authorization.number", authorization["number"]
        yield "authorization.from", authorization["from"]
        yield "authorization.to", authorization["to"]
    if evidence is None:
        return
    biomarker, coverage = evidence.get("biomarker"), evidence.get("coverage")
    compendium = evidence.get("compendium")
    if biomarker is not None:
        yield "evidence.biomarker.assay", biomarker["assay"]
        yield "evidence.biomarker.on", biomarker["on"]
    if coverage is not None:
        yield "evidence.coverage.by", coverage["by"]
        yield "evidence.coverage.reference", coverage["reference"]
        yield "evidence.coverage.on", coverage["on"]
    if compendium is not None:
        yield "evidence.compendium.name", compendium["name"]
        yield "evidence.compendium.category", compendium["category"]
        yield "evidence.compendium.on", compendium["on"]


def _history(history: HistoryEntry) -> HistoryDraft:
    return HistoryDraft(
        history.get("first_given_on") or "",
        history.get("last_given_on") or "",
        history.get("last_weight_kg") or "",
        _count(history.get("doses_before")),
        _count(history.get("units_in_window")),
        tuple(
            [
                VialsBeforeDraft(size["mg"], str(size["count"]))
                for size in history.get("vials_in_window") or ()
            ]
        ),
    )


def _authorization(authorization: AuthorizationEntry) -> AuthorizationDraft:
    return AuthorizationDraft(
        authorization["number"],
        authorization["from"],
        authorization["to"],
        authorization.get("code") or "",
        _count(authorization.get("units")),
        _count(authorization.get("visits")),
    )


def _evidence(evidence: EvidenceEntry) -> EvidenceDraft:
    biomarker, coverage = evidence.get("biomarker"), evidence.get("coverage")
    compendium = evidence.get("compendium")
    return EvidenceDraft(
        None if biomarker is None else BiomarkerDraft(**biomarker),
        evidence.get("prior_line") or "",
        evidence.get("response") or "",
        None if coverage is None else CoverageDraft(**coverage),
        None if compendium is None else CompendiumDraft(**compendium),
    )


def _billed_line(line: BilledLineEntry) -> BilledLineDraft:
    return BilledLineDraft(
        line["code"], tuple(line["modifiers"]), str(line["units"]), line.get("ndc") or ""
    )


def _count(count: int | None) -> str:
    return "" if count is None else str(count)
