"""What each finding is called in two or three words: on screen, on paper and in the record."""

from typing import Final

SHORT_NAMES: Final = {
    "weight-switch": "weight near 30 kg",
    "weight-looks-like-lb": "kg or lb",
    "weight-unusual": "unusual weight",
    "weight-old": "old weight",
    "dose-off-label-row": "dose off the label",
    "dose-unusual": "unusual dose",
    "regimen-unverified": "regimen not verified",
    "flat-without-weight": "no weight",
    "course-limit": "length of course",
    "discard-avoidable": "avoidable discard",
    "concentration-out-of-range": "concentration",
    "vial-expired": "expired vial",
    "code-conflict": "billing code",
    "code-look-alike": "look-alike code",
    "code-unknown": "unknown code",
    "code-not-yet-valid": "code not yet valid",
    "code-ended": "code ended",
    "table-stale": "stale code table",
    "ndc-other-drug": "product of another drug",
    "mue-exceeded": "too many units",
    "payer-limit-exceeded": "payer’s limit",
    "diagnosis-malformed": "diagnosis",
    "diagnosis-not-labelled": "diagnosis",
    "authorization-missing": "authorization",
    "biomarker-missing": "biomarker",
    "prior-line-missing": "prior line",
    "response-missing": "response",
    "given-early": "early dose",
    "stopped-jw-unsettled": "JW of a stopped dose",
    "stopped-without-reason": "reason for stopping",
    "shared-vial": "shared or lost drug",
    "modifier-dropped": "modifier",
    "rounding-proposed": "rounding",
    "weight-changed": "changed weight",
    "given-over-dose": "more than the dose",
    "coverage-unconfirmed": "coverage",
    "claim-code-differs": "their code",
    "claim-units-differ": "their units",
    "claim-modifier-missing": "their modifiers",
    "claim-modifier-wrong": "their modifiers",
    "claim-line-missing": "their lines",
    "claim-ndc-differs": "their NDC",
    "code-kept-by-site": "code kept by the site",
    "remainder-under-one-unit": "remainder",
    "nothing-given": "nothing given",
    "not-bought": "drug not bought",
}
"""What a finding is called, in two or three words."""


def name_of_finding(finding_id: str) -> str:
    """Its name; of one that an older program asked about, the words of its id."""
    return SHORT_NAMES.get(finding_id) or finding_id.replace("-", " ")
