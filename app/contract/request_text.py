"""An order as typed → the request that writes it: what a record keeps, to be read back as typed."""

from app.contract.json_text import JsonObject
from app.core.claim_draft import (
    NOTHING_SAID,
    AuthorizationDraft,
    ClaimDraft,
    EvidenceDraft,
    HistoryDraft,
)
from app.core.drug import Drug, Presentation
from app.core.notation import plain, read_count
from app.core.order import Basis, OrderDraft, PlannedVialDraft, Preference


def request_of(draft: OrderDraft, drug: Drug) -> JsonObject:
    """The request that `read_request` reads as this order of this drug, without what is blank.

    A count that is no whole number cannot be written: such an order was not read either.
    """
    request: JsonObject = {"drug": drug.id or _described(drug), "dose": _dose(draft)}
    request |= _filled({"regimen": draft.regimen, "cycle": _count(draft.cycle)})
    if draft.shelf is not None:
        request["shelf"] = [
            _filled({"mg": size.mg, "on_hand": _count(size.on_hand or "")}) for size in draft.shelf
        ]
    if draft.prefer is not Preference.LEAST_DISCARD:
        request["prefer"] = draft.prefer.value
    if draft.plan is not None:
        request["plan"] = [_planned(vials) for vials in draft.plan]
    if draft.bag is not None:
        bag = draft.bag
        request["bag"] = {"diluent": bag.diluent, "ml": bag.ml, "method": bag.method.value}
    return request if draft.claim == NOTHING_SAID else request | _claim(draft.claim)


def _described(drug: Drug) -> JsonObject:
    described: JsonObject = {
        "name": drug.name,
        "code": drug.code,
        "unit_mg": plain(drug.unit_mg),
        "presentations": [_presentation(size) for size in drug.presentations],
        "multi_dose": drug.multi_dose,
    }
    return described if drug.route is None else described | {"route": drug.route.value}


def _presentation(size: Presentation) -> JsonObject:
    return _filled({"mg": plain(size.mg), "ml": plain(size.ml) if size.ml else "", "ndc": size.ndc})


def _dose(draft: OrderDraft) -> JsonObject:
    flat = draft.basis is Basis.FLAT
    dose = {"mg": draft.mg} if flat else {"mg_per_kg": draft.mg_per_kg}
    unit = draft.weight_unit.value if draft.weight_unit and draft.weight.strip() else ""
    return {"basis": draft.basis.value, **dose} | _filled(
        {"weight": draft.weight, "weight_unit": unit, "weighed_on": draft.weighed_on}
    )


def _planned(vials: PlannedVialDraft) -> JsonObject:
    about: JsonObject = {"lot": vials.lot, "expiry": vials.expiry}
    return {"mg": vials.mg, "count": _count(vials.count)} | _filled(about)


def _claim(claim: ClaimDraft) -> JsonObject:
    fields: JsonObject = {
        "payer": claim.payer,
        "setting": claim.setting.value if claim.setting else "",
        "date_of_service": claim.date_of_service,
        "diagnoses": list(claim.diagnoses),
        "source": claim.source.value if claim.source else "",
        "code": claim.code,
        "given_mg": claim.given_mg,
        "stopped": claim.stopped,
        "kept_mg": claim.kept_mg,
        "carried_in_mg": claim.carried_in_mg,
        "losses": [{"mg": loss.mg, "why": loss.why} for loss in claim.losses],
        "history": None if claim.history is None else _history(claim.history),
        "authorization": _authorization(claim.authorization),
        "evidence": None if claim.evidence is None else _evidence(claim.evidence),
        "decisions": [
            {"finding": d.finding, "choice": d.choice, "by": d.by, "why": d.why, "on": d.on}
            for d in claim.decisions
        ],
        "charge_per_unit": claim.charge_per_unit,
    }
    request = _filled(fields)
    if claim.billed_lines is not None:  # no line is a claim that bills nothing
        request["claim_lines"] = [
            {"code": line.code, "modifiers": list(line.modifiers), "units": _count(line.units)}
            | _filled({"ndc": line.ndc})
            for line in claim.billed_lines
        ]
    return request


def _history(history: HistoryDraft) -> JsonObject:
    return _filled(
        {
            "first_given_on": history.first_given_on,
            "last_given_on": history.last_given_on,
            "last_weight_kg": history.last_weight_kg,
            "doses_before": _count(history.doses_before),
            "units_in_window": _count(history.units_in_window),
            "vials_in_window": [
                {"mg": size.mg, "count": _count(size.count)} for size in history.vials_in_window
            ],
        }
    )


def _authorization(authorization: AuthorizationDraft | None) -> JsonObject | None:
    if authorization is None:
        return None
    return {
        "number": authorization.number,
        "from": authorization.first_day,
        "to": authorization.last_day,
    } | _filled(
        {
            "code": authorization.code,
            "units": _count(authorization.units),
            "visits": _count(authorization.visits),
        }
    )


def _evidence(evidence: EvidenceDraft) -> JsonObject:
    return _filled(
        {
            "biomarker": evidence.biomarker and evidence.biomarker._asdict(),
            "prior_line": evidence.prior_line,
            "response": evidence.response,
            "coverage": evidence.coverage and evidence.coverage._asdict(),
            "compendium": evidence.compendium and evidence.compendium._asdict(),
        }
    )


def _count(text: str) -> int | None:
    """The whole number that was typed, None where none was."""
    count = read_count(text) if text.strip() else None
    return count if isinstance(count, int) else None


def _filled(fields: JsonObject) -> JsonObject:
    """The fields that say something."""
    return {
        key: value
        for key, value in fields.items()
        if value is not None and value != [] and not (isinstance(value, str) and not value.strip())
    }
