"""The claim lines as a CMS-1500, a UB-04 and 837 text show them (billing.md 4).

Pure text of one worksheet: no figure is made here but the charge, the paper form of a quantity, and
the date's form. Lines that begin with "# " are for the biller and belong to no form and no segment.

Two product codes on one line (a payer with `NdcLines.ONE`): loop 2410 takes one, so the other goes
- 837P: into NTE*ADD of loop 2400 (Palmetto), which stands before loop 2410 or is refused;
- CMS-1500: into item 19 (Palmetto);
- 837I: into NTE*ADD of loop 2300, the billing note, once a claim. Loop 2400 of 005010X223A2 takes
  NTE*TPO alone, for third parties (pyx12's map). No payer's own text was found;
- UB-04: into FL 80, remarks, the same place on paper.

X12 RFI 2151: the paper's way of writing a quantity is not the 837's, which takes a plain decimal.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final

from app.core.amounts import Status
from app.core.claim_view_parts import (
    CHARGE_MISSING,
    DIAGNOSIS_MALFORMED,
    DIAGNOSIS_MISSING,
    QUANTITY_MISSING,
    charge_of,
    most_letters,
)
from app.core.codes import is_diagnosis
from app.core.finding import Severity
from app.core.notation import shown, usd
from app.core.paper_views import cms1500, ub04
from app.core.payer import PLACES_OF_SERVICE, SETTINGS, Setting
from app.core.quantity import ZERO
from app.core.segment_check import segment_faults
from app.core.worksheet import Worksheet
from app.core.x12_views import institutional, professional


class View(StrEnum):
    """A form, or a kind of 837; the word is the command's."""

    CMS1500 = "cms-1500"
    UB04 = "ub-04"
    PROFESSIONAL = "837p"
    INSTITUTIONAL = "837i"


TITLES: Final = {
    View.CMS1500: "CMS-1500",
    View.UB04: "UB-04",
    View.PROFESSIONAL: "837P",
    View.INSTITUTIONAL: "837I",
}


_MOST_USD: Final = Decimal("99999.99")
"""Of one claim (First Coast, 2025-06-16)."""


def views_for(sheet: Worksheet) -> tuple[View, ...]:
    """The views that the setting bills by; none for an exempt one, `claim_view` says why."""
    if sheet.claim.setting is Setting.EXEMPT:
        return ()
    if sheet.claim.setting.is_hospital:
        return (View.UB04, View.INSTITUTIONAL)
    return (View.CMS1500, View.PROFESSIONAL)


def claim_view(sheet: Worksheet, view: View, held: Sequence[str] = ()) -> str:
    """The lines as `view` shows them, under what a biller must see first; each line ends in "\\n".

    `held` are the record's sentences on why the claim must not go out as it is. Where there is
    nothing to show, the sentence that says why stands in its place.
    """
    heading = _heading(sheet, view, held)
    why_nothing = _why_nothing(sheet, view)
    if why_nothing:
        return _text([*_comments([*heading, why_nothing])])
    invalid = [f"NOT VALID: {fault}" for fault in (*_gaps(sheet), *our_own_faults(sheet))]
    return _text([*_comments([*heading, *invalid, *_remarks(sheet, view)]), *_body(sheet, view)])


def our_own_faults(sheet: Worksheet) -> tuple[str, ...]:
    """What is wrong in the lines by our own rules; the outside checkers each miss some of it.

    Read in the segments as they are written, so that what is checked is what goes out.
    """
    if not sheet.claim_lines:
        return ()
    view = View.INSTITUTIONAL if sheet.claim.setting.is_hospital else View.PROFESSIONAL
    return segment_faults("\n".join(_body(sheet, view)))


# --- What stands above the lines ------------------------------------------------------------------


def _text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _comments(lines: list[str]) -> list[str]:
    """For the biller alone; whatever stands in a name, it stays in its own line."""
    return [f"# {''.join(c if c.isprintable() else '?' for c in line)}" for line in lines]


def _heading(sheet: Worksheet, view: View, held: Sequence[str]) -> list[str]:
    drug, claim = sheet.drug, sheet.claim
    name = f"{drug.name} ({drug.brand})" if drug.brand else drug.name
    where = SETTINGS[claim.setting]
    if view in (View.CMS1500, View.PROFESSIONAL) and claim.setting in PLACES_OF_SERVICE:
        where += f", place of service {PLACES_OF_SERVICE[claim.setting]}"
    lines = [
        f"{TITLES[view]}, drug lines only: {name}, dose {shown(sheet.dose_mg)} mg",
        _status_line(sheet),
        f"{claim.payer.name}; {where}; {claim.date_of_service}",
    ]
    if sheet.code.mark:
        lines.append(f"! {sheet.code.code}: {sheet.code.mark}")
    stops = sum(finding.severity is Severity.STOP for finding in sheet.open_findings)
    asks = len(sheet.open_findings) - stops
    why_not_ready = ["held"] if held else []
    why_not_ready += [f"{shown(stops)} to correct"] if stops else []
    why_not_ready += [f"{shown(asks)} to answer"] if asks else []
    if why_not_ready:
        lines.append(f"NOT READY TO BILL: {', '.join(why_not_ready)}")
    return [*lines, *held]


def _status_line(sheet: Worksheet) -> str:
    match sheet.status:
        case Status.PLANNED:
            return "PLANNED, nothing is given yet: not to be sent"
        case Status.GIVEN:
            return f"GIVEN on {sheet.claim.date_of_service}: {shown(sheet.billed_mg)} mg"
        case Status.NOT_GIVEN:  # pragma: no branch - there is no other
            return "NOT GIVEN"


def _why_nothing(sheet: Worksheet, view: View) -> str:
    """Why there is nothing to show, "" where there is."""
    fitting = views_for(sheet)
    if not fitting:
        return "An exempt setting bills no drug line by these forms: there is no view of it."
    if view not in fitting:
        known = " and ".join(TITLES[each] for each in fitting)
        where = SETTINGS[sheet.claim.setting]
        return f"{TITLES[view]} does not go with this setting ({where}): see {known}."
    if sheet.claim_lines:
        return ""
    if sheet.status is Status.NOT_GIVEN:
        return "No line to bill: nothing was given."
    return "No drug line to bill: the drug was not bought by the site."


def _gaps(sheet: Worksheet) -> list[str]:
    """What is missing for a valid claim; the same words stand in its place."""
    gaps = []
    if sheet.claim.charge_per_unit is None:
        gaps.append(f"{CHARGE_MISSING}. Enter what is charged for a unit.")
    elif any(charge_of(line, sheet) == ZERO for line in sheet.claim_lines):
        gaps.append("the charge of a line is under a cent.")
    if not sheet.claim.diagnoses:
        gaps.append(f"{DIAGNOSIS_MISSING}.")
    gaps += [
        f"{DIAGNOSIS_MALFORMED}: “{diagnosis}”."
        for diagnosis in sheet.claim.diagnoses
        if not is_diagnosis(diagnosis)
    ]
    shares = [share for line in sheet.claim_lines for share in line.ndcs]
    unknown = dict.fromkeys(share.ndc for share in shares if share.ml is None)
    gaps += [f"{QUANTITY_MISSING}, the volume of {ndc} is not known." for ndc in unknown]
    return gaps


def _remarks(sheet: Worksheet, view: View) -> list[str]:
    """What a biller should know, though nothing is wrong with it."""
    remarks = []
    if sheet.claim.charge_per_unit is not None:
        total = sum((charge_of(line, sheet) or ZERO for line in sheet.claim_lines), ZERO)
        remarks.append(f"Charge of these lines together: {usd(total)}")
        if total > _MOST_USD:
            remarks.append(f"Over {usd(_MOST_USD)}: split the claim, modifier 76 on the later one")
    for number, line in enumerate(sheet.claim_lines, 1):
        rest_mg = line.mg - sum((share.mg for share in line.ndcs), ZERO)
        if rest_mg:
            remarks.append(f"Line {number}: no NDC known for {shown(rest_mg)} mg of it")
    if view is View.CMS1500 and len(sheet.claim.diagnoses) > most_letters(sheet) == 1:
        remarks.append("24E: A alone, as Medicare takes one letter on paper (manual 26, item 24E)")
    return remarks


def _body(sheet: Worksheet, view: View) -> list[str]:
    match view:
        case View.CMS1500:
            return cms1500(sheet)
        case View.UB04:
            return ub04(sheet)
        case View.PROFESSIONAL:
            return professional(sheet)
        case View.INSTITUTIONAL:  # pragma: no branch - there is no other
            return institutional(sheet)
