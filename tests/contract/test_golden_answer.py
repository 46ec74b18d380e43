"""The example of contract.md, field by field."""

from tests.contract.asking import DOSE, GOLDEN, REFERENCE, answer_to, ask, errors_of

FIELDS = [
    "status", "drug", "ordered_mg", "dose_mg", "given_mg", "basis", "vials", "opened_mg",
    "discarded_mg", "left_mg", "kept_mg", "lost_mg", "carried_in_mg", "avoidable_mg", "why_best",
    "draw_ml", "preparation", "units", "claim_lines", "claim_ready", "alternatives", "checklist",
    "findings",
]  # fmt: skip

BAG = {"diluent": "sodium-chloride-0.9", "ml": "100", "method": "add"}


def test_fields_come_in_the_order_of_the_contract() -> None:
    assert list(answer_to(GOLDEN)) == FIELDS


def test_724_mg_is_answered_as_the_contract_says() -> None:
    answer = answer_to(GOLDEN)
    assert {field: answer[field] for field in FIELDS[:16]} == {
        "status": "planned",
        "drug": {"id": "durvalumab", "name": "durvalumab", "brand": "Imfinzi"},
        "ordered_mg": "724",
        "dose_mg": "724",
        "given_mg": None,
        "basis": "72.4 kg × 10 mg/kg",
        "vials": [{"mg": "500", "count": 1}, {"mg": "120", "count": 2}],
        "opened_mg": "740",
        "discarded_mg": "16",
        "left_mg": "0",
        "kept_mg": "0",
        "lost_mg": "0",
        "carried_in_mg": "0",
        "avoidable_mg": "0",
        "why_best": "No combination of 500 and 120 mg opens between 724 and 739 mg.",
        "draw_ml": "14.48",
    }
    assert answer["units"] == {"administered": 73, "discarded": 1, "opened": 74}
    assert answer["claim_lines"] == [
        {
            "code": "J9323",
            "modifiers": ["JA"],
            "units": 73,
            "mg": "724",
            "ndc": "00310-4611-50",
            "ndcs": [
                {"ndc": "00310-4611-50", "ml": "10", "mg": "500"},
                {"ndc": "00310-4500-12", "ml": "4.48", "mg": "224"},
            ],
        },
        {
            "code": "J9323",
            "modifiers": ["JW", "JA"],
            "units": 1,
            "mg": "16",
            "ndc": "00310-4500-12",
        },
    ]
    assert answer["claim_ready"] is False


def test_bag_of_the_golden_answer() -> None:
    preparation = answer_to({**GOLDEN, "bag": BAG})["preparation"]
    assert list(preparation) == ["bags", "chosen", "filter"]
    chosen = {**BAG, "total_ml": "114.48", "mg_per_ml": "6.3", "ml_per_h": "114"}
    assert preparation["chosen"] == chosen
    assert list(preparation["chosen"]) == list(chosen)
    assert chosen in preparation["bags"]
    assert preparation["filter"].startswith("0.2 or 0.22 micron")


def test_other_ways_of_the_golden_answer_leave_out_the_chosen_one() -> None:
    assert answer_to(GOLDEN)["alternatives"] == [
        {
            "vials": [{"mg": "120", "count": 7}],
            "opened_mg": "840",
            "discarded_mg": "116",
            "administered": 73,
            "discarded": 11,
            "count": 7,
            "avoidable_mg": "100",
        },
        {
            "vials": [{"mg": "500", "count": 2}],
            "opened_mg": "1000",
            "discarded_mg": "276",
            "administered": 73,
            "discarded": 27,
            "count": 2,
            "avoidable_mg": "260",
        },
    ]


def test_checklist_has_words_in_the_full_answer_alone() -> None:
    brief, full = answer_to(GOLDEN)["checklist"], answer_to(GOLDEN, full=True)["checklist"]
    assert brief == [{"id": entry["id"], "state": entry["state"]} for entry in full]
    assert {entry["id"]: entry["state"] for entry in brief}["dose-ordered"] == "met"
    for entry, item in zip(full, REFERENCE.checklist, strict=True):
        assert list(entry) == ["id", "state", "text", "why", "source"]
        assert (entry["text"], entry["why"], entry["source"]) == (item.text, item.why, item.source)


def test_a_finding_has_a_source_only_where_there_is_one() -> None:
    findings = answer_to({**GOLDEN, "dose": {**DOSE, "weight": "165"}})["findings"]
    by_id = {finding["id"]: finding for finding in findings}
    assert list(by_id["weight-unusual"]) == ["id", "severity", "message"]
    assert list(by_id["code-conflict"]) == ["id", "severity", "message", "source"]
    assert by_id["code-conflict"]["message"].startswith("Code not confirmed.")


def test_an_exact_product_is_written_out() -> None:
    dose = {**DOSE, "weight": "72.123", "mg_per_kg": "3.333"}
    answer = answer_to({**GOLDEN, "dose": dose})
    assert answer["dose_mg"] == "240.385959"
    assert answer["discarded_mg"] == "119.614041"


def test_pounds_are_used_to_a_tenth_of_a_kilogram() -> None:
    answer = answer_to({**GOLDEN, "dose": {**DOSE, "weight": "159.6", "weight_unit": "lb"}})
    assert answer["dose_mg"] == "724"
    assert answer["basis"] == "159.6 lb (72.4 kg) × 10 mg/kg"


def test_a_flat_dose_needs_no_weight() -> None:
    answer = answer_to({"drug": "durvalumab", "dose": {"basis": "flat", "mg": "1500"}})
    assert answer["ordered_mg"] == "1500"
    assert answer["claim_lines"][0]["modifiers"] == ["JZ", "JA"]
    assert [finding["id"] for finding in answer["findings"]][:1] == ["flat-without-weight"]


def test_a_plan_that_a_person_chose_is_answered_as_it_is() -> None:
    plan = [{"mg": "500", "count": 2, "lot": "AB12", "expiry": "2027-01-31"}]
    answer = answer_to({**GOLDEN, "plan": plan})
    assert answer["vials"] == [{"mg": "500", "count": 2}]
    assert answer["avoidable_mg"] == "260"
    assert {"mg": "500", "count": 1} in answer["alternatives"][0]["vials"]


def test_an_expired_vial_of_the_plan_stops() -> None:
    plan = [{"mg": "500", "count": 2, "expiry": "2026-11-23"}]
    findings = answer_to({**GOLDEN, "plan": plan})["findings"]
    assert ("vial-expired", "stop") in [(found["id"], found["severity"]) for found in findings]


def test_an_old_weight_is_asked_about() -> None:
    dose = {**DOSE, "weighed_on": "2026-11-16"}
    assert "weight-old" in {
        found["id"] for found in answer_to({**GOLDEN, "dose": dose})["findings"]
    }


def test_fewest_vials_on_request() -> None:
    assert answer_to({**GOLDEN, "prefer": "fewest-vials"})["vials"] == [{"mg": "500", "count": 2}]


def test_only_what_the_shelf_names_is_used() -> None:
    answer = answer_to({**GOLDEN, "shelf": [{"mg": "120.0"}]})
    assert answer["vials"] == [{"mg": "120", "count": 7}]


def test_null_means_the_same_as_absent() -> None:
    empty = dict.fromkeys(("regimen", "cycle", "shelf", "prefer", "plan", "bag"))
    assert answer_to({**GOLDEN, **empty}) == answer_to(GOLDEN)
    assert answer_to({**GOLDEN, "dose": {**DOSE, "weighed_on": None}}) == answer_to(GOLDEN)
    limited = answer_to({**GOLDEN, "shelf": [{"mg": "500", "on_hand": None}]})
    assert limited == answer_to({**GOLDEN, "shelf": [{"mg": "500"}]})


def test_a_bag_that_the_dose_does_not_go_into_is_not_chosen() -> None:
    bag = {"diluent": "dextrose-5", "ml": "10", "method": "withdraw"}
    answer = answer_to({**GOLDEN, "bag": bag})
    assert answer["preparation"]["chosen"] is None
    assert {"stop"} <= {finding["severity"] for finding in answer["findings"]}


def test_a_short_shelf_answers_with_its_error_alone() -> None:
    ((field, sentence),) = errors_of(ask({**GOLDEN, "shelf": [{"mg": "120", "on_hand": 1}]}))
    assert field == "shelf"
    assert sentence.startswith("The shelf holds 120 mg, 604 mg short of 724 mg.")


def test_a_plan_that_is_too_small_answers_with_its_error_alone() -> None:
    ((field, sentence),) = errors_of(ask({**GOLDEN, "plan": [{"mg": "500", "count": 1}]}))
    assert field == "plan"
    assert "224 mg short of 724 mg" in sentence
