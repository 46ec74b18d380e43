"""Somebody else's claim lines against ours: each difference with what it means."""

from collections.abc import Sequence

from app.core.billing import (
    DISCARDED,
    INTRAVENOUS,
    NOTHING_BILLED_AS_DISCARDED,
    ClaimLine,
)
from app.core.claim import BilledLine, Claim
from app.core.code_check import BilledCode, Standing
from app.core.code_table import CodeTable
from app.core.drug import Drug
from app.core.finding import Finding, Severity, ask
from app.core.ndc import claim_ndc
from app.core.notation import counted, shown
from app.core.payer import Asked, NdcLines

_FIELD = "claim_lines"
_ABOUT_DISCARD = frozenset({DISCARDED, NOTHING_BILLED_AS_DISCARDED})


def compare_billed_lines(
    claim: Claim, ours: tuple[ClaimLine, ...], drug: Drug, code: BilledCode, codes: CodeTable
) -> list[Finding]:
    """What differs: code, administered units, JW, JZ, other modifiers, product codes.

    Lines of other drugs and of procedures beside this drug's are another matter and left alone.
    """
    billed = _of_this_drug(claim.billed_lines or (), drug, codes)
    given = [line for line in billed if DISCARDED not in line.modifiers]
    discarded = [line for line in billed if DISCARDED in line.modifiers]
    our_given = [line for line in ours if not line.is_discard]
    our_discarded = [line for line in ours if line.is_discard]
    findings = _codes(billed, drug, code, codes, claim)
    findings += _administered(given, our_given, drug)
    findings += _discard(discarded, our_discarded, drug)
    findings += _jz(billed, our_given, claim, has_jw=bool(discarded))
    for theirs, wanted, where in (
        (given, our_given, "the administered line"),
        (discarded, our_discarded, "the JW line"),
    ):
        findings += _other_modifiers(theirs, wanted, where, claim)
        findings += _products(theirs, wanted, where, claim, drug, codes)
    return findings + _others(claim, billed, drug, codes)


def _of_this_drug(billed: tuple[BilledLine, ...], drug: Drug, codes: CodeTable) -> list[BilledLine]:
    """The lines that are for this drug, by code or product.

    Where none of them is for what was given, those of other drugs are what was meant.
    """
    products = {claim_ndc(p.ndc) for p in drug.presentations if p.ndc}
    meant = [
        line
        for line in billed
        if line.code == drug.code
        or codes.is_code_of(drug.name, line.code)
        or (line.ndc and claim_ndc(line.ndc) in products)
    ]
    if any(DISCARDED not in line.modifiers for line in meant):
        return meant
    return [line for line in billed if not line.code.isdigit()]


def _others(
    claim: Claim, compared: Sequence[BilledLine], drug: Drug, codes: CodeTable
) -> list[Finding]:
    """Other drugs that the table knows on the same claim: rightly, or in place of this one."""
    findings = []
    for code in dict.fromkeys(line.code for line in claim.billed_lines or ()):
        entry = codes.entry(code)
        if entry is not None and code not in [line.code for line in compared]:
            message = (
                f"{code}, {entry.substance}, is on this claim beside {drug.name}: not compared."
            )
            findings.append(Finding("claim-code-differs", Severity.NOTE, message, _FIELD))
    return findings


def _codes(
    billed: Sequence[BilledLine],
    drug: Drug,
    code: BilledCode,
    codes: CodeTable,
    claim: Claim,
) -> list[Finding]:
    """A code that is not ours, with what it is; ours may be the one that is not settled."""
    proper = codes.code_for(drug.name, claim.date_of_service)
    findings = []
    for billed_code in dict.fromkeys(line.code for line in billed):
        if billed_code == drug.code:
            continue
        entry = codes.entry(billed_code)
        if codes.is_code_of(drug.name, billed_code):
            standing = "not settled" if code.standing is Standing.NOT_CONFIRMED else "another"
            findings.append(
                ask(
                    "claim-code-differs",
                    f"Billed {billed_code} is {drug.name} in the table; {drug.code} of this order "
                    f"is {standing}: settle which is billed.",
                    _FIELD,
                    entry.source if entry else None,
                )
            )
            continue
        right = f": {drug.name} is {proper.code}" if proper else ""
        what = f"is {entry.substance}" if entry else "is not in the table here"
        findings.append(
            Finding(
                "claim-code-differs",
                Severity.STOP if entry else Severity.ASK,
                f"Billed {billed_code} {what}, {'wrong drug’s code' if entry else 'check it'}"
                f"{right}.",
                _FIELD,
                entry.source if entry else None,
            )
        )
    return findings


def _administered(
    given: Sequence[BilledLine], ours: Sequence[ClaimLine], drug: Drug
) -> list[Finding]:
    our_units = sum(line.units for line in ours)
    if not given:
        if not ours:
            return []
        message = (
            f"No administered line: {counted(our_units, 'unit')} of {drug.name} missing. A JW line "
            "alone is rejected."
        )
        return [ask("claim-line-missing", message, _FIELD)]
    if not ours:
        units = counted(sum(g.units for g in given), "unit")
        message = f"{units} of {drug.name} billed, where this order has no line: over-billed."
        return [ask("claim-units-differ", message, _FIELD)]
    findings = []
    if len(given) > len(ours):
        message = (
            f"{counted(len(given), 'administered line')}, {shown(len(ours))} by this payer: lines "
            "of one drug are denied as duplicates (Palmetto)."
        )
        findings.append(ask("claim-units-differ", message, _FIELD))
    billed_units = sum(g.units for g in given)
    if billed_units != our_units:
        findings.append(_units_differ("administered", billed_units, our_units))
    return findings


def _discard(
    discarded: Sequence[BilledLine], ours: Sequence[ClaimLine], drug: Drug
) -> list[Finding]:
    billed_units, our_units = sum(d.units for d in discarded), sum(line.units for line in ours)
    if discarded and not ours:
        units = counted(billed_units, "JW unit")
        message = f"JW false: {units} billed where this order has none."
        return [ask("claim-modifier-wrong", message, _FIELD)]
    if ours and not discarded:
        units = counted(our_units, "discarded unit")
        return [ask("claim-line-missing", f"JW missed: {units} of {drug.name} not billed.", _FIELD)]
    if billed_units != our_units:
        return [_units_differ("JW", billed_units, our_units)]
    return []


def _units_differ(which: str, billed: int, ours: int) -> Finding:
    what = "over-billed" if billed > ours else "under-billed"
    message = (
        f"{counted(billed, f'{which} unit')} billed, {shown(ours)} by this order: {what} by "
        f"{shown(abs(billed - ours))}."
    )
    return ask("claim-units-differ", message, _FIELD)


def _jz(
    billed: Sequence[BilledLine], ours: Sequence[ClaimLine], claim: Claim, *, has_jw: bool
) -> list[Finding]:
    with_jz = [line for line in billed if NOTHING_BILLED_AS_DISCARDED in line.modifiers]
    wants_jz = any(NOTHING_BILLED_AS_DISCARDED in line.modifiers for line in ours)
    if with_jz and has_jw:
        message = "JZ with JW: a claim of one drug bears one of them."
        return [ask("claim-modifier-wrong", message, _FIELD)]
    if with_jz and ours and not wants_jz:
        message = "JZ false: this order bills none on this line."
        return [ask("claim-modifier-wrong", message, _FIELD)]
    if wants_jz and not with_jz and billed and not has_jw:
        asked = claim.payer.jz.value_on(claim.date_of_service, Asked.NOT_ASKED)
        message = "JZ missing: this payer takes it."
        if asked is Asked.REQUIRED:
            message = "JZ missing: without JW or JZ the claim is returned as unprocessable."
        return [ask("claim-modifier-missing", message, _FIELD)]
    return []


def _other_modifiers(
    billed: Sequence[BilledLine], ours: Sequence[ClaimLine], where: str, claim: Claim
) -> list[Finding]:
    """Modifiers beside JW and JZ: line by line where there are as many, else over all of them.

    JA that the payer takes and does not demand may be left off: no payer was found that demands it
    for a drug without another form (billing.md 5).
    """
    if not billed or not ours:
        return []
    pairs = _paired(billed, ours)
    if not pairs:
        theirs = {m for line in billed for m in line.modifiers}
        pairs = [(theirs, {m for line in ours for m in line.modifiers})]
    findings = []
    asked = claim.payer.ja.value_on(claim.date_of_service, Asked.NOT_ASKED)
    may_lack = frozenset() if asked is Asked.REQUIRED else frozenset({INTRAVENOUS})
    for theirs, wanted in pairs:
        if left_off := (wanted - theirs) & may_lack:
            message = (
                f"{', '.join(left_off)} not on {where}: this payer takes it, does not demand it."
            )
            findings.append(Finding("claim-modifier-missing", Severity.NOTE, message, _FIELD))
        if missing := sorted(wanted - theirs - _ABOUT_DISCARD - may_lack):
            message = f"{', '.join(missing)} missing on {where}."
            findings.append(ask("claim-modifier-missing", message, _FIELD))
        if extra := sorted(theirs - wanted - _ABOUT_DISCARD):
            message = f"{', '.join(extra)} on {where}, where this order has none."
            findings.append(ask("claim-modifier-wrong", message, _FIELD))
    return list(dict.fromkeys(findings))


def _paired(
    billed: Sequence[BilledLine], ours: Sequence[ClaimLine]
) -> list[tuple[set[str], set[str]]]:
    """Each billed line's modifiers with ours for the same product, else in the same place."""
    if len(billed) != len(ours):
        return []
    left = list(ours)
    pairs = []
    for line in billed:
        ndc = claim_ndc(line.ndc) if line.ndc else ""
        same = [our for our in left if ndc in [share.ndc for share in our.ndcs]]
        our = (same or left)[0]
        left.remove(our)
        pairs.append((set(line.modifiers), set(our.modifiers)))
    return pairs


def _products(
    billed: Sequence[BilledLine],
    ours: Sequence[ClaimLine],
    where: str,
    claim: Claim,
    drug: Drug,
    codes: CodeTable,
) -> list[Finding]:
    """Product codes that this line of the order has not, with whose they are; or none at all."""
    known = {share.ndc for line in ours for share in line.ndcs}
    if not known or not billed:
        return []
    findings = []
    payer, day = claim.payer, claim.date_of_service
    wants_each = payer.ndc_lines.value_on(day, NdcLines.ONE) is not NdcLines.ONE
    if wants_each and any(not line.ndc for line in billed):
        message = f"No NDC on {where}: {payer.name} wants one on each line."
        findings.append(ask("claim-ndc-differs", message, _FIELD))
    for ndc in dict.fromkeys(claim_ndc(line.ndc) for line in billed if line.ndc):
        if ndc in known:
            continue
        message = f"NDC {ndc}{_whose(ndc, drug, codes)}, is not of {where}: correct it."
        findings.append(ask("claim-ndc-differs", message, _FIELD))
    return findings


def _whose(ndc: str, drug: Drug, codes: CodeTable) -> str:
    sizes = [p for p in drug.presentations if p.ndc and claim_ndc(p.ndc) == ndc]
    if sizes:
        return f", the {shown(sizes[0].mg)} mg vial"
    row = codes.crosswalk.get(ndc)
    if row is None:
        return ""
    return f", {row.code} in CMS’s crosswalk" if row.code else f", {row.note}"
