"""Denial risks found before the claim goes out; each says what, why and what to do."""

import re
from collections.abc import Iterable
from typing import Final

from app.core.billing import TB_ALONE_FROM, TB_FROM, ClaimLine, Units
from app.core.claim import Claim
from app.core.code_table import CodeTable
from app.core.codes import is_diagnosis
from app.core.course import dose_number
from app.core.dated import DatedValue
from app.core.drug import Drug, LabelledDiagnoses, Regimen
from app.core.finding import Finding, Severity, ask
from app.core.notation import counted, shown
from app.core.order import Basis, Order
from app.core.payer import DrugSource, MueBy, QuantityLimit, Setting
from app.core.vials import VialPlan

_WITHOUT_POINT: Final = re.compile(r"[A-Za-z][0-9][0-9A-Za-z][0-9A-Za-z]{1,4}", re.ASCII)
_SECONDARY: Final = re.compile(r"Z|C7[789]")
"""An encounter, a history or a metastasis: beside the malignancy, never in its place."""


def review(
    order: Order,
    drug: Drug,
    claim: Claim,
    plan: VialPlan,
    lines: tuple[ClaimLine, ...],
    most: DatedValue[int] | None,
) -> list[Finding]:
    """The findings on units, diagnoses, authorization and evidence of a claim.

    `most` is what `most_units` says.
    """
    findings = _over_most(drug, claim, lines, most)
    findings += _over_payer_limits(order, drug, claim, plan, lines)
    findings += _about_source(claim, drug)
    findings += find_about_diagnoses(order, drug, claim)
    return findings + _about_payer(order, claim, drug, lines)


# --- Units ----------------------------------------------------------------------------------------


def count_units_against_most(claim: Claim, lines: tuple[ClaimLine, ...]) -> int:
    """The units that the payer holds against the most of them.

    MAI 3 counts the day, JW with the rest; some Medicaid programmes the line (billing.md 0.1).
    """
    units = [line.units for line in lines]
    return max(units, default=0) if _is_by_line(claim) else sum(units)


def most_units(drug: Drug, claim: Claim, codes: CodeTable) -> DatedValue[int] | None:
    """The most units of the drug's code on that day (MUE), None where it is not known."""
    rule = codes.most_units.get(drug.code)
    return None if rule is None else rule.on(claim.date_of_service)


def _over_most(
    drug: Drug, claim: Claim, lines: tuple[ClaimLine, ...], most: DatedValue[int] | None
) -> list[Finding]:
    units = count_units_against_most(claim, lines)
    if most is None or units <= most.value:
        return []
    how = "on one line" if _is_by_line(claim) else "on one day, JW counted"
    message = (
        f"{shown(units)} units {how}, over {shown(most.value)}, the MUE of {drug.code}: expect a "
        "denial. Have order, amounts and need at hand."
    )
    return [ask("mue-exceeded", message, "", most.source)]


def _is_by_line(claim: Claim) -> bool:
    return claim.payer.mue_by.value_on(claim.date_of_service, MueBy.DAY) is MueBy.LINE


def _over_payer_limits(
    order: Order, drug: Drug, claim: Claim, plan: VialPlan, lines: tuple[ClaimLine, ...]
) -> list[Finding]:
    history, regimen = claim.history, order.regimen
    before = (history.units_in_window or 0) if history else 0
    vials_before = dict(history.vials_in_window) if history else {}
    units = before + sum(line.units for line in lines)
    findings = []
    for limit in _limits_on(claim, drug, regimen):
        days = counted(limit.days, "day")
        if limit.units is not None and units > limit.units:
            over = f"{counted(units, 'unit')} in {days}, over {shown(limit.units)}"
            findings.append(_over_limit(claim, over, limit.source))
        for mg, most in limit.vials:
            opened = sum(v.count for v in plan.vials if v.mg == mg) + vials_before.get(mg, 0)
            if opened > most:
                over = f"{shown(opened)} × {shown(mg)} mg in {days}, over {shown(most)}"
                findings.append(_over_limit(claim, over, limit.source))
    return findings


def payer_windows(claim: Claim, drug: Drug, regimen: Regimen | None) -> frozenset[int]:
    """In how many days the payer counts units or vials of that drug; none where it counts none."""
    return frozenset([limit.days for limit in _limits_on(claim, drug, regimen)])


def _limits_on(claim: Claim, drug: Drug, regimen: Regimen | None) -> list[QuantityLimit]:
    """The limits that hold for the drug on that day under that regimen."""
    return [
        limit
        for limit in claim.payer.limits
        if limit.drug == drug.id
        and claim.date_of_service >= limit.first_day
        and (not limit.regimens or (regimen is not None and regimen.id in limit.regimens))
    ]


def _over_limit(claim: Claim, over: str, source: str) -> Finding:
    return ask(
        "payer-limit-exceeded",
        f"{over}, {claim.payer.name}’s limit: ask for an exception before the dose.",
        "payer",
        source,
    )


# --- Where the drug came from ---------------------------------------------------------------------


def _about_source(claim: Claim, drug: Drug) -> list[Finding]:
    if not claim.source.is_bought:
        return [
            Finding(
                "not-bought",
                Severity.NOTE,
                f"{drug.name} was not bought by the site ({_NOT_BOUGHT[claim.source]}): no drug "
                "line goes on the claim.",
                "source",
                "AAO, coding for injectable drugs: no charge for a drug that was not bought",
            )
        ]
    day = claim.date_of_service
    if claim.source is DrugSource.DISCOUNTED_340B and TB_FROM <= day < TB_ALONE_FROM:
        return [
            ask(
                "modifier-dropped",
                f"No 340B modifier is on the lines: before {TB_ALONE_FROM} it was JG or TB by the "
                "kind of hospital. Add the one that held.",
                "source",
                "CMS HCPCS file of October 2026: JG ended on 2024-12-31",
            )
        ]
    return []


_NOT_BOUGHT: Final = {
    DrugSource.WHITE_BAG: "white-bagged",
    DrugSource.FREE: "free goods",
    DrugSource.TRIAL: "a trial’s",
}


def find_about_dropped(
    dropped: tuple[str, ...], claim: Claim, units: Units, lines: tuple[ClaimLine, ...]
) -> list[Finding]:
    """Which modifiers did not fit, four go on a line; and JW units that are on none."""
    findings = []
    if lines and units.discarded and not any(line.is_discard for line in lines):
        who = "An exempt setting" if claim.setting is Setting.EXEMPT else claim.payer.name
        message = f"{who} takes no JW: {counted(units.discarded, 'discarded unit')} not billed."
        findings.append(Finding("modifier-dropped", Severity.NOTE, message))
    if not dropped:
        return findings
    return [
        *findings,
        Finding(
            "modifier-dropped",
            Severity.NOTE,
            f"Four modifiers fit on a line: {', '.join(dropped)} is left off.",
            "",
            "Visante: a claim line holds up to four modifiers",
        ),
    ]


# --- Diagnoses ------------------------------------------------------------------------------------


def find_about_diagnoses(order: Order, drug: Drug, claim: Claim) -> list[Finding]:
    """Malformed ones, and whether one of them is a labelled indication of the drug.

    Z51.12 may come first, the malignancy second (ICD-10-CM guideline). Drugs without a list of
    diagnoses are asked about their form alone.
    """
    malformed = [d for d in claim.diagnoses if not is_diagnosis(d)]
    if malformed:
        return [_malformed(text) for text in malformed]
    twice = [d for n, d in enumerate(claim.diagnoses) if d in claim.diagnoses[:n]]
    if twice:
        message = f"{twice[0]} is there twice: leave one out."
        return [Finding("diagnosis-malformed", Severity.STOP, message, "diagnoses")]
    if not drug.diagnoses:
        return []
    if not claim.diagnoses:
        return [
            Finding(
                "diagnosis-not-labelled",
                Severity.ASK if claim.given_mg is None else Severity.STOP,
                "No diagnosis yet: a claim needs one that the label or a compendium supports.",
                "diagnoses",
            )
        ]
    main = [d for d in claim.diagnoses if not _SECONDARY.match(d)]
    fitting = [row for row in drug.diagnoses if _goes_with(row, order)]
    if any(d in row.codes for row in fitting if not row.by_payer for d in main):
        return _no_such_dose(main, fitting, order, drug)
    longer = [c for c in _labelled(fitting) for d in main if c.startswith(d) and c != d]
    if longer:
        sentence = f"{' and '.join(main[:3])} is incomplete: write {_some(longer)}."
        return [Finding("diagnosis-malformed", Severity.STOP, sentence, "diagnoses")]
    message, source = _why_not_labelled(main, fitting, order, drug)
    compendium = claim.evidence.compendium
    if compendium is not None and compendium.name:
        recorded = ", ".join(t for t in (compendium.name, compendium.category) if t)
        when = f", {compendium.on}" if compendium.on else ""
        return [
            Finding(
                "diagnosis-not-labelled",
                Severity.NOTE,
                f"{message} Supported by {recorded}{when}, as recorded.",
                "diagnoses",
                "Medicare Benefit Policy Manual ch. 15, section 50.4.5",
            )
        ]
    return [ask("diagnosis-not-labelled", message, "diagnoses", source)]


def _no_such_dose(
    main: list[str], fitting: list[LabelledDiagnoses], order: Order, drug: Drug
) -> list[Finding]:
    """A dose that no labelled row for these diagnoses has, where no regimen was picked.

    10 mg/kg with C67.9 was the urothelial use, which is withdrawn; the labelled one is 1,500 mg.
    """
    if order.regimen is not None or order.weight is None:
        return []
    ids = {i for row in fitting for i in row.regimens if any(d in row.codes for d in main)}
    rows = [
        regimen.dose_for(order.weight.exact_kg)
        for regimen in drug.regimens
        if regimen.id in ids and not regimen.withdrawn
    ]
    known = {(row.mg_per_kg, row.flat_mg) for row in rows if row is not None}
    flat_mg = order.ordered_mg if order.basis is Basis.FLAT else None
    if not known or (order.mg_per_kg, flat_mg) in known:
        return []
    dose = f"{shown(order.ordered_mg)} mg flat"
    if order.mg_per_kg is not None:
        dose = f"{shown(order.mg_per_kg)} mg/kg"
    message = (
        f"{dose} is no labelled dose of {drug.name} for {' and '.join(main[:3])}: pick the "
        "regimen, or confirm with the prescriber."
    )
    return [ask("dose-off-label-row", message, order.dose_field)]


def _malformed(text: str) -> Finding:
    hint = "write category, point, rest, such as C34.12"
    if _WITHOUT_POINT.fullmatch(text):
        pointed = f"{text[:3]}.{text[3:]}".upper()
        hint = f"with its point it would be {pointed}; without it, it may be a procedure’s code"
    elif is_diagnosis(text.upper()):
        hint = f"write {text.upper()}"
    return Finding(
        "diagnosis-malformed",
        Severity.STOP,
        f"“{text[:24]}” is not an ICD-10-CM code: {hint}.",
        "diagnoses",
    )


def _labelled(fitting: list[LabelledDiagnoses]) -> list[str]:
    return sorted({code for row in fitting for code in row.codes})


def _some(codes: list[str]) -> str:
    """The first few: "C34.10, C34.11 or another like it"."""
    return f"{', '.join(codes[:3])} or another like it"


def _goes_with(row: LabelledDiagnoses, order: Order) -> bool:
    return not row.regimens or order.regimen is None or order.regimen.id in row.regimens


def _why_not_labelled(
    main: list[str], fitting: list[LabelledDiagnoses], order: Order, drug: Drug
) -> tuple[str, str | None]:
    if not main:
        return f"No malignancy among the diagnoses: {drug.name} is labelled for one.", None
    named = " and ".join(main[:3])
    for withdrawn in drug.withdrawn_diagnoses:
        if any(d in withdrawn.codes for d in main):
            return (
                f"{named}: {withdrawn.why}. Record a compendium or do not bill.",
                withdrawn.source,
            )
    for row in fitting:
        if row.by_payer and any(d in row.codes for d in main):
            return (
                f"{named}: not on the label’s list, some payers take it. Ask the payer.",
                row.source,
            )
    near = [code for code in _labelled(fitting) if code[:3] == main[0][:3]]
    if len(main) == 1 and near:
        return f"{named} is not on the list; labelled are {_some(near)}. Check the digits.", None
    use = order.regimen.indication if order.regimen else f"{drug.name}’s labelled indications"
    return f"{named} is outside {use}: correct it, or record the compendium that supports it.", None


# --- What the payer asks --------------------------------------------------------------------------


def _about_payer(
    order: Order, claim: Claim, drug: Drug, lines: tuple[ClaimLine, ...]
) -> list[Finding]:
    day, payer, evidence = claim.date_of_service, claim.payer, claim.evidence
    findings: list[Finding] = []
    asks = payer.authorization.on(day)
    if (asks is not None and asks.value) or claim.authorization is not None:
        source = asks.source if asks else None
        findings += [
            ask("authorization-missing", f"{what} Settle it with {payer.name}.", "", source)
            for what in _authorization_faults(order, claim, drug, lines)
        ]
    wanted = payer.biomarker.on(day)
    if wanted is not None:
        rule, result = wanted.value, evidence.biomarker
        needs = f"{payer.name} asks for {rule.name} of {shown(rule.least_percent)} % or more"
        if result is None or not result.assay or result.on is None:
            message = f"{needs}: record value, assay and day."
            findings.append(ask("biomarker-missing", message, "", wanted.source))
        elif result.percent < rule.least_percent:
            message = f"{needs}; recorded is {shown(result.percent)} %: expect a denial."
            findings.append(ask("biomarker-missing", message, "", wanted.source))
    prior = payer.prior_line.on(day)
    if prior is not None and prior.value and not evidence.prior_line:
        message = f"{payer.name} asks what was given before: record the prior line and its outcome."
        findings.append(ask("prior-line-missing", message, "", prior.source))
    after = payer.response_after_cycles.on(day)
    number = dose_number(order, claim.history)
    if after is not None and number is not None and number > after.value and not evidence.response:
        message = (
            f"Dose {shown(number)}: {payer.name} asks for the response after "
            f"{shown(after.value)}. Record it."
        )
        findings.append(ask("response-missing", message, "", after.source))
    return findings + _coverage(claim)


def _authorization_faults(
    order: Order, claim: Claim, drug: Drug, lines: tuple[ClaimLine, ...]
) -> Iterable[str]:
    """What is wrong with the authorization, each in a sentence."""
    given, day = claim.authorization, claim.date_of_service
    if given is None or not given.number:
        yield "No authorization number."
        return
    if given.first_day is not None and day < given.first_day:
        yield f"The authorization begins on {given.first_day}, after the date of service, {day}."
    if given.last_day is not None and day > given.last_day:
        yield f"The authorization ended on {given.last_day}, before the date of service, {day}."
    if given.code and given.code != drug.code:
        yield f"The authorization is for {given.code}, the lines bear {drug.code}."
    before = (claim.history.units_in_window or 0) if claim.history else 0
    units = before + sum(line.units for line in lines)
    if given.units is not None and units > given.units:
        yield f"{shown(units)} units, over the {shown(given.units)} authorized."
    number = dose_number(order, claim.history)
    if given.visits is not None and number is not None and number > given.visits:
        yield f"Visit {shown(number)}, over the {shown(given.visits)} authorized."


def _coverage(claim: Claim) -> list[Finding]:
    payer = claim.payer
    asks = payer.coverage.on(claim.date_of_service)
    if asks is None or not asks.value or is_confirmed(claim):
        return []
    message = (
        f"Coverage for this diagnosis is not confirmed with {payer.name} before the dose: record "
        "who confirmed it, when, and the reference."
    )
    return [ask("coverage-unconfirmed", message, "", asks.source)]


def is_confirmed(claim: Claim) -> bool:
    """Whether somebody confirmed coverage by the day of the dose, with a reference."""
    coverage = claim.evidence.coverage
    if coverage is None or coverage.on is None or coverage.on > claim.date_of_service:
        return False
    return bool(coverage.by and coverage.reference)
