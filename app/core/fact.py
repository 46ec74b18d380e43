"""What can hold of an order: the words that conditions in the reference files may name."""

from enum import StrEnum


class Fact(StrEnum):
    """The closed list of things that a condition in the checklist file may name."""

    DOSE_ORDERED = "dose-ordered"
    BY_WEIGHT = "by-weight"
    FLAT = "flat"
    WEIGHT_KNOWN = "weight-known"
    WEIGHING_DATED = "weighing-dated"
    REGIMEN_CHOSEN = "regimen-chosen"
    LATER_DOSE = "later-dose"
    AFTER_CHEMORADIATION = "after-chemoradiation"
    SINGLE_DOSE_VIALS = "single-dose-vials"
    SOME_DISCARDED = "some-discarded"
    NOTHING_DISCARDED = "nothing-discarded"
    NOTHING_AVOIDABLE = "nothing-avoidable"
    DIAGNOSIS_KNOWN = "diagnosis-known"
    INFUSION_ENTERED = "infusion-entered"
    AUTHORIZATION_ASKED = "authorization-asked"
    AUTHORIZATION_KNOWN = "authorization-known"
    BIOMARKER_ASKED = "biomarker-asked"
    BIOMARKER_KNOWN = "biomarker-known"
    COVERAGE_ASKED = "coverage-asked"
    COVERAGE_KNOWN = "coverage-known"
