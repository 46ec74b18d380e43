"""What changed between two entries of the record, in the words of the bench."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from app.contract.json_text import JsonObject
from app.core.double_check import Outcome
from app.core.drug import Drug
from app.core.notation import shown
from app.core.order import BagMethod
from app.core.payer import SETTINGS, SOURCES, DrugSource, Setting
from app.records.check_content import check_in
from app.records.entry import Entry
from app.reference import Reference
from app.wording.vial_lines import METHODS

if TYPE_CHECKING:
    from app.contract.answer_shape import Answer, BagAnswer

_CHECK: Final = "Second check"
"""Of one entry alone: the next one takes nothing of it back."""

NOTHING: Final = "–"
"""Stands where one of the two says nothing."""

_STATUS: Final = {"planned": "planned", "given": "given", "not-given": "nothing given"}
_CHOICES: Final = {"accept": "accepted", "keep": "kept", "decline": "declined"}


class Change(NamedTuple):
    """One thing that differs: what it is, and what it said before and after."""

    what: str
    before: str
    after: str

    @property
    def text(self) -> str:
        """As a person reads it: "Weight: 72.4 kg → 74.2 kg"."""
        return f"{self.what}: {self.before} → {self.after}"


def changes(before: Entry, after: Entry, reference: Reference) -> tuple[Change, ...]:
    """Every field that differs, in the order in which a worksheet is read."""
    old, new = worded(before, reference), worded(after, reference)
    order = list(new)
    for place, what in enumerate(old):  # one that is gone stands where it stood
        if what not in new:
            order.insert(min(place, len(order)), what)
    return tuple(
        [
            Change(what, old.get(what, NOTHING), new.get(what, NOTHING))
            for what in order
            if old.get(what) != new.get(what) and (what != _CHECK or what in new)
        ]
    )


def worded(entry: Entry, reference: Reference) -> dict[str, str]:
    """What an entry says, each field under its name; a blank field is left out."""
    new = entry.content
    sheet, request = cast("Answer", new.worksheet), new.request
    drug = reference.drug(_text(_part(sheet, "drug"), "id"))
    said = {
        "Encounter reference": new.encounter,
        "Course reference": new.course,
        **_ordered(sheet, request, drug),
        **_vials(sheet, request),
        **_bag(sheet, drug),
        **_claim(request, reference),
        **_given(request),
        **_course(request),
        **_evidence(request),
        **_lines(sheet),
        **_decisions(request),
        **_documented(sheet, new.answers),
        _CHECK: _check(entry),
        "Code table of": new.tables.get("hcpcs", ""),
        "Program version": new.program,
    }
    return {what: text for what, text in said.items() if text}


def _ordered(sheet: "Answer", request: JsonObject, drug: Drug | None) -> dict[str, str]:
    dose = _part(request, "dose")
    regimen = drug.regimen(_text(request, "regimen")) if drug else None
    basis = _with_unit(dose, "mg_per_kg", "mg/kg") or _with_unit(dose, "mg", "mg")
    return {
        "Drug": _text(_part(sheet, "drug"), "name"),
        "Regimen": regimen.indication if regimen else _text(request, "regimen"),
        "Dose number": _count(request, "cycle"),
        "Weight": _with_unit(dose, "weight", _text(dose, "weight_unit") or "kg"),
        "Weighed on": _text(dose, "weighed_on"),
        "Dose on the order": basis,
        "Ordered": _with_unit(sheet, "ordered_mg", "mg"),
        "Dose to give": _with_unit(sheet, "dose_mg", "mg"),
    }


def _vials(sheet: "Answer", request: JsonObject) -> dict[str, str]:
    vials = [f"{shown(size['count'])} × {figure(size['mg'])} mg" for size in sheet["vials"]]
    said = {
        "Vials": " + ".join(vials),
        "Opened": _with_unit(sheet, "opened_mg", "mg"),
        "Discarded": _with_unit(sheet, "discarded_mg", "mg"),
        "Of it avoidable": _with_unit(sheet, "avoidable_mg", "mg"),
        "Left in the vials": _not_0(sheet, "left_mg"),
        "Drawn": _with_unit(sheet, "draw_ml", "mL"),
    }
    sizes: dict[str, list[str]] = {}
    for vials_of_lot in _parts(request, "plan"):
        lot, expiry = _text(vials_of_lot, "lot"), _text(vials_of_lot, "expiry")
        if lot or expiry:
            text = " ".join(filter(None, (lot, f"expires {expiry}" if expiry else "")))
            sizes.setdefault(figure(_text(vials_of_lot, "mg")), []).append(text)
    for mg, lots in sizes.items():
        said[f"Lot of the {mg} mg vials"] = ", ".join(lots)
    return said


def _bag(sheet: "Answer", drug: Drug | None) -> dict[str, str]:
    preparation = sheet["preparation"]
    chosen = preparation["chosen"] if preparation else None
    if chosen is None:
        return {}
    return {
        "Bag": _bag_text(chosen, drug),
        "Volume in all": _with_unit(chosen, "total_ml", "mL"),
        "Concentration": _with_unit(chosen, "mg_per_ml", "mg/mL"),
        "Rate": _with_unit(chosen, "ml_per_h", "mL/h"),
    }


def _bag_text(bag: "BagAnswer", drug: Drug | None) -> str:
    diluent = drug.preparation.diluent(bag["diluent"]) if drug and drug.preparation else None
    name = diluent.name if diluent else bag["diluent"]
    return f"{figure(bag['ml'])} mL {name}, {METHODS[BagMethod(bag['method'])]}"


def _claim(request: JsonObject, reference: Reference) -> dict[str, str]:
    payer, setting = _text(request, "payer"), _text(request, "setting")
    source = _text(request, "source")
    names = {known.id: known.name for known in reference.rules.payers}
    diagnoses = cast("Sequence[str]", request.get("diagnoses") or ())
    charge = _with_unit(request, "charge_per_unit", "")
    return {
        "Payer": names.get(payer, payer),
        "Setting": SETTINGS[Setting(setting)] if setting else "",
        "Date of service": _text(request, "date_of_service"),
        "Diagnoses": ", ".join(diagnoses),
        "Drug source": SOURCES[DrugSource(source)] if source else "",
        "Code chosen": _text(request, "code"),
        "Charge for one unit": f"USD {charge}" if charge else "",
    }


def _given(request: JsonObject) -> dict[str, str]:
    losses = [
        f"{_with_unit(loss, 'mg', 'mg')} ({_text(loss, 'why')})"
        for loss in _parts(request, "losses")
    ]
    return {
        "Given": _with_unit(request, "given_mg", "mg"),
        "Stopped": _text(request, "stopped"),
        "Kept for another patient": _with_unit(request, "kept_mg", "mg"),
        "Carried in from another’s vial": _with_unit(request, "carried_in_mg", "mg"),
        "Lost": ", ".join(losses),
    }


def _course(request: JsonObject) -> dict[str, str]:
    history = _part(request, "history")
    vials = [
        f"{_count(size, 'count')} × {_with_unit(size, 'mg', 'mg')}"
        for size in _parts(history, "vials_in_window")
    ]
    return {
        "First given on": _text(history, "first_given_on"),
        "Last given on": _text(history, "last_given_on"),
        "Last weight": _with_unit(history, "last_weight_kg", "kg"),
        "Doses before": _count(history, "doses_before"),
        "Units in the payer’s window": _count(history, "units_in_window"),
        "Vials in the payer’s window": " + ".join(vials),
    }


def _evidence(request: JsonObject) -> dict[str, str]:
    authorization, evidence = _part(request, "authorization"), _part(request, "evidence")
    marker, coverage = _part(evidence, "biomarker"), _part(evidence, "coverage")
    compendium = _part(evidence, "compendium")
    days = [_text(authorization, "from"), _text(authorization, "to")]
    units, visits = _count(authorization, "units"), _count(authorization, "visits")
    return {
        "Authorization": _listed(
            _text(authorization, "number"),
            " to ".join(filter(None, days)),
            _text(authorization, "code"),
            f"{units} units" if units else "",
            f"{visits} visits" if visits else "",
        ),
        "Biomarker": _listed(_text(marker, "value"), _text(marker, "assay"), _text(marker, "on")),
        "Prior line": _text(evidence, "prior_line"),
        "Response": _text(evidence, "response"),
        "Coverage confirmed": _listed(
            _text(coverage, "by"), _text(coverage, "reference"), _text(coverage, "on")
        ),
        "Compendium": _listed(
            _text(compendium, "name"), _text(compendium, "category"), _text(compendium, "on")
        ),
    }


def _lines(sheet: "Answer") -> dict[str, str]:
    units = sheet["units"]
    lines = [
        f"{line['code']} {', '.join(line['modifiers']) or 'no modifier'} {shown(line['units'])}"
        for line in sheet["claim_lines"]
    ]
    open_points = [
        finding["message"]
        for finding in sheet["findings"]
        if finding["severity"] != "note" and "decision" not in finding
    ]
    return {
        "Status": _STATUS[sheet["status"]],
        "Units given": shown(units["administered"]),
        "JW units": shown(units["discarded"]),
        "Claim lines": "; ".join(lines) or "none",
        "Claim ready": "yes" if sheet["claim_ready"] else "no",
        "To answer": " ".join(open_points),
    }


def _decisions(request: JsonObject) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    for decision in _parts(request, "decisions"):
        choice = _text(decision, "choice")
        what = f"Decided on {_text(decision, 'finding').replace('-', ' ')}"
        by, on, why = (_text(decision, key) for key in ("by", "on", "why"))
        text = f"{_CHOICES.get(choice, choice)} by {by} on {on}: {why}"
        said.setdefault(what, []).append(text)
    return {what: "; ".join(dict.fromkeys(texts)) for what, texts in said.items()}


def _check(entry: Entry) -> str:
    """What a second check came to, and which figures differed on the way."""
    check = check_in(entry.content)
    if check is None:
        return ""
    found = ["agreed" if check.outcome is Outcome.SIGNED else "sent back"]
    for what, figures in (
        ("differed at first", check.differed_at_first),
        ("differ still", check.differing),
        ("corrected after seeing", check.corrected_after_seeing),
    ):
        if figures:
            found.append(f"{what}: {', '.join(figure.words for figure in figures)}")
    return "; ".join([*found, *(f"expired: {vial}" for vial in check.expired)])


def _documented(sheet: "Answer", answers: Mapping[str, str]) -> dict[str, str]:
    texts = {item["id"]: item.get("text", item["id"]) for item in sheet["checklist"]}
    return {
        f"Checklist, {texts.get(item_id, item_id)}": answer.strip()
        for item_id, answer in answers.items()
    }


def figure(text: str) -> str:
    """A figure as a person reads it; what is none stays as it is."""
    try:
        return shown(Decimal(text.strip()))
    except InvalidOperation:
        return text.strip()


def _with_unit(fields: Mapping[str, object], key: str, unit: str) -> str:
    text = _text(fields, key)
    return f"{figure(text)} {unit}".rstrip() if text.strip() else ""


def _not_0(fields: Mapping[str, object], key: str) -> str:
    return "" if _text(fields, key) == "0" else _with_unit(fields, key, "mg")


def _count(fields: Mapping[str, object], key: str) -> str:
    value = fields.get(key)
    return shown(value) if isinstance(value, int) else ""


def _text(fields: Mapping[str, object], key: str) -> str:
    value = fields.get(key)
    return value.strip() if isinstance(value, str) else ""


def _part(fields: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = fields.get(key)
    return value if isinstance(value, dict) else {}


def _parts(fields: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = fields.get(key)
    return value if isinstance(value, list) else []


def _listed(*texts: str) -> str:
    return ", ".join(filter(None, texts))
