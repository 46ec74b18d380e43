"""Somebody else's claim lines against ours: each difference with what it means."""

from app.core.billing import DISCARDED, NOTHING_BILLED_AS_DISCARDED, ClaimLine
from app.core.claim import BilledLine
from app.core.code_table import CodeTable
from app.core.drug import Drug
from app.core.finding import Finding, Severity
from app.core.ndc import claim_ndc
from app.core.notation import counted, shown

_FIELD = "claim_lines"
_WASTE = frozenset({DISCARDED, NOTHING_BILLED_AS_DISCARDED})


def compare_billed_lines(
    billed: tuple[BilledLine, ...],
    ours: tuple[ClaimLine, ...],
    drug: Drug,
    codes: CodeTable,
) -> list[Finding]:
    """What differs: code, administered units, JW, JZ, other modifiers, product codes."""
    given = [line for line in billed if DISCARDED not in line.modifiers]
    discarded = [line for line in billed if DISCARDED in line.modifiers]
    our_given = [line for line in ours if not line.is_discard]
    our_discarded = [line for line in ours if line.is_discard]
    findings = _codes(billed, drug, codes)
    findings += _administered(given, our_given, drug)
    findings += _discard(discarded, our_discarded, drug)
    findings += _jz(billed, our_given, bool(discarded))
    findings += _other_modifiers(given, our_given, "the administered line")
    if discarded and our_discarded:
        findings += _other_modifiers(discarded, our_discarded, "the JW line")
    return findings + _products(billed, ours, drug, codes)


def _codes(billed: tuple[BilledLine, ...], drug: Drug, codes: CodeTable) -> list[Finding]:
    """A code that is not ours, with what it is."""
    findings = []
    for code in dict.fromkeys(line.code for line in billed):
        if code == drug.code:
            continue
        entry = codes.entry(code)
        another = entry is not None and not entry.is_for(drug.name)
        what = f" is {entry.substance}" if entry else " is not in the table here"
        meaning = f"wrong drug’s code, {drug.name} goes as {drug.code}" if another else "check it"
        findings.append(
            Finding(
                "claim-code-differs",
                Severity.STOP if another else Severity.ASK,
                f"Billed {code}{what}; this order goes as {drug.code}: {meaning}.",
                _FIELD,
                entry.source if entry else None,
            )
        )
    return findings


def _administered(given: list[BilledLine], ours: list[ClaimLine], drug: Drug) -> list[Finding]:
    if not given:
        if not ours:
            return []
        return [
            _ask(
                "claim-line-missing",
                f"No administered line: {counted(sum(line.units for line in ours), 'unit')} of "
                f"{drug.name} missing. A JW line alone is rejected.",
            )
        ]
    billed_units, our_units = sum(g.units for g in given), sum(line.units for line in ours)
    if billed_units == our_units:
        return []
    return [_units_differ("administered", billed_units, our_units)]


def _discard(discarded: list[BilledLine], ours: list[ClaimLine], drug: Drug) -> list[Finding]:
    billed_units, our_units = sum(d.units for d in discarded), sum(line.units for line in ours)
    if discarded and not ours:
        return [
            _ask(
                "claim-modifier-wrong",
                f"JW false: {counted(billed_units, 'JW unit')} billed where this order has none.",
            )
        ]
    if ours and not discarded:
        return [
            _ask(
                "claim-line-missing",
                f"JW missed: {counted(our_units, 'discarded unit')} of {drug.name} not billed.",
            )
        ]
    if billed_units != our_units:
        return [_units_differ("JW", billed_units, our_units)]
    return []


def _units_differ(which: str, billed: int, ours: int) -> Finding:
    what = "over-billed" if billed > ours else "under-billed"
    return _ask(
        "claim-units-differ",
        f"{counted(billed, f'{which} unit')} billed, {shown(ours)} by this order: {what} by "
        f"{shown(abs(billed - ours))}.",
    )


def _jz(billed: tuple[BilledLine, ...], ours: list[ClaimLine], has_jw: bool) -> list[Finding]:
    with_jz = [line for line in billed if NOTHING_BILLED_AS_DISCARDED in line.modifiers]
    wants_jz = any(NOTHING_BILLED_AS_DISCARDED in line.modifiers for line in ours)
    if with_jz and has_jw:
        return [_ask("claim-modifier-wrong", "JZ with JW: a claim of one drug bears one of them.")]
    if with_jz and not wants_jz:
        return [_ask("claim-modifier-wrong", "JZ false: this order bills none on this line.")]
    if wants_jz and not with_jz and billed and not has_jw:
        return [
            _ask(
                "claim-modifier-missing",
                "JZ missing: without JW or JZ the claim is returned as unprocessable.",
            )
        ]
    return []


def _other_modifiers(billed: list[BilledLine], ours: list[ClaimLine], where: str) -> list[Finding]:
    """Modifiers beside JW and JZ, over all lines of that kind."""
    theirs = {m for line in billed for m in line.modifiers} - _WASTE
    wanted = {m for line in ours for m in line.modifiers} - _WASTE
    if not billed or not ours:
        return []
    findings = []
    if missing := sorted(wanted - theirs):
        message = f"{', '.join(missing)} missing on {where}."
        findings.append(_ask("claim-modifier-missing", message))
    if extra := sorted(theirs - wanted):
        message = f"{', '.join(extra)} on {where}, where this order has none."
        findings.append(_ask("claim-modifier-wrong", message))
    return findings


def _products(
    billed: tuple[BilledLine, ...], ours: tuple[ClaimLine, ...], drug: Drug, codes: CodeTable
) -> list[Finding]:
    """Product codes that no vial of this order has, with whose they are where that is known."""
    known = {share.ndc for line in ours for share in line.ndcs}
    findings = []
    for ndc in dict.fromkeys(claim_ndc(line.ndc) for line in billed if line.ndc):
        if ndc in known:
            continue
        row = codes.crosswalk.get(ndc)
        whose = ""
        if row is not None:
            whose = f", {row.code} in CMS’s crosswalk" if row.code else f", {row.note}"
        sizes = [p for p in drug.presentations if p.ndc and claim_ndc(p.ndc) == ndc]
        if sizes:
            whose = f", the {shown(sizes[0].mg)} mg vial"
        message = f"NDC {ndc}{whose}, is of no vial opened here: correct the NDC or the vials."
        findings.append(_ask("claim-ndc-differs", message))
    return findings


def _ask(finding_id: str, message: str) -> Finding:
    return Finding(finding_id, Severity.ASK, message, _FIELD)
