"""Text that is no request at all: a sentence each, never a traceback."""

import json

import pytest

from app.contract.json_text import LONGEST_REQUEST
from app.contract.visible import visible
from tests.contract.asking import DOSE, GOLDEN, Errors, Json, ask_text, errors_of

GOLDEN_TEXT = json.dumps(GOLDEN)
DECIDED = {"choice": "accept", "by": "N. Kaya", "why": "asked", "on": "2026-11-20"}


def refused(text: bytes) -> Errors:
    """The errors of a text that is refused."""
    return errors_of(ask_text(text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "The request is empty."),
        (b" \r\n", "The request is empty."),
        (b"{", "This is not JSON: Expecting property name"),
        (b"weight 72.4", "This is not JSON: Expecting value, line 1, column 1."),
        (b"{'drug': 1}", "This is not JSON"),
        (b'{"drug": "durvalumab"} x', "This is not JSON: Extra data"),
        (b'{"cycle": 01}', "This is not JSON"),
        (b'{"cycle": +1}', "This is not JSON"),
        (b'{"drug": "\x00"}', "This is not JSON: Invalid control character"),
        (b'{"drug": "\\ud"}', "This is not JSON: Invalid"),
        (b"\xef\xbb\xbf{}", "This is not JSON"),  # a mark in the middle of a stream
        (b"[]", "A request is a JSON object: {…}."),
        (b'"durvalumab"', "A request is a JSON object: {…}."),
        (b"null", "A request is a JSON object: {…}."),
        (b"724", "A request is a JSON object: {…}."),
        (b"NaN", "NaN is not a number in JSON."),
        (b'{"cycle": NaN}', "NaN is not a number in JSON."),
        (b'{"cycle": -Infinity}', "-Infinity is not a number in JSON."),
        (b'{"cycle": ' + b"9" * 5_000 + b"}", "A whole number in the request is too long."),
        (b"[" * 100_000, "The request is nested too deep."),
        (b'{"a":' * 100_000, "The request is nested too deep."),
        (b'{"drug": "\xff"}', "Byte 11 is not UTF-8: save the request as UTF-8."),
        (GOLDEN_TEXT.encode("utf-16"), "Byte 1 is not UTF-8: save the request as UTF-8."),
        (b'{"drug": "\xed\xa0\x80"}', "Byte 11 is not UTF-8"),
        (b'{"drug": "\\ud800"}', "a lone surrogate such as \\ud800, is not text."),
        (b'{"\\udfff": 1}', "a lone surrogate such as \\ud800, is not text."),
        (b" " * (LONGEST_REQUEST + 1), "A request of over 1,000,000 bytes is not read."),
    ],
)
def test_text_that_is_no_request_gets_one_sentence(text: bytes, sentence: str) -> None:
    ((field, found),) = refused(text)
    assert field == ""
    assert sentence in found


def test_a_request_of_the_greatest_length_is_read() -> None:
    text = GOLDEN_TEXT.encode()
    assert "errors" not in ask_text(text + b" " * (LONGEST_REQUEST - len(text)))


def test_a_long_whole_number_is_refused_in_its_field() -> None:
    text = GOLDEN_TEXT[:-1] + ', "cycle": ' + "9" * 4_000 + "}"
    ((field, sentence),) = refused(text.encode())
    assert field == "cycle"
    assert "is over 1,000,000" in sentence
    assert len(sentence) < 100


def test_a_number_beyond_any_double_is_refused_in_its_field() -> None:
    ((field, _),) = refused(GOLDEN_TEXT.replace('"72.4"', "1e999").encode())
    assert field == "dose.weight"


@pytest.mark.parametrize(
    ("text", "field", "key"),
    [
        ('{"drug": "x", "drug": "durvalumab"}', "drug", "drug"),
        ('{"dose": {"weight": "72.4", "weight": "7.24"}}', "dose.weight", "weight"),
        ('{"shelf": [{"mg": "1"}, {"mg": "1", "mg": "2"}]}', "shelf[1].mg", "mg"),
        ('{"x": [[{"y": {"z": 1, "z": 1}}]]}', "x[0][0].y.z", "z"),
        ('{"a": null, "a": null}', "a", "a"),
        ('{"\\u0061": 1, "a": 1}', "a", "a"),
        ('{"\\ud800": 1, "\\ud800": 1}', "\\ud800", "\\ud800"),
        ('{"drug": {"a": 1, "a": 2}, and then no JSON', "", "a"),
        ('{"drug": {"a": 1, "a": 2}, "b": ' + "[" * 100_000, "", "a"),
        ("[" + '{"a": 1, "a": 2}' + "]", "[0].a", "a"),
    ],
)
def test_a_key_that_is_there_twice_is_refused_where_it_is(text: str, field: str, key: str) -> None:
    assert refused(text.encode()) == [(field, f"“{key}” is there twice: write it once.")]


def test_a_key_among_very_many_is_found_twice_without_delay() -> None:
    keys = [f'"k{n}": 0' for n in range(60_000)]
    ((field, _),) = refused(("{" + ", ".join([*keys, '"k59999": 1']) + "}").encode())
    assert field == "k59999"


def test_a_surrogate_pair_is_one_character() -> None:
    ((field, sentence),) = refused(
        b'{"drug": "\\ud83d\\ude00", "dose": {"basis": "flat", "mg": "5"}}'
    )
    assert field == "drug"
    assert "😀" in sentence


def test_a_name_of_many_characters_is_cut_in_the_sentence() -> None:
    request = {"drug": "x" * 9_000, "dose": DOSE}
    ((_, sentence),) = refused(json.dumps(request).encode())
    assert len(sentence) < 120


def test_markup_and_escapes_in_a_field_stay_text() -> None:
    request = {"drug": '"}\n{"status": "planned"\x1b[2J', "dose": DOSE}
    ((field, sentence),) = refused(json.dumps(request).encode())
    assert field == "drug"
    assert '"status": "planned"' in sentence


HOSTILE = "7\u202e2\x1b[2J\u2066\u200b"
SEEN = "7\ufffd2\ufffd[2J\ufffd\ufffd"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"drug": HOSTILE}, "drug"),
        ({"dose": {**DOSE, "weight": HOSTILE}}, "dose.weight"),
        ({"bag": {"diluent": HOSTILE, "ml": "100", "method": "add"}}, "bag.diluent"),
        ({"payer": HOSTILE}, "payer"),
        (
            {"claim_lines": [{"code": "J9173", "modifiers": [HOSTILE], "units": 1}]},
            "claim_lines[0].modifiers[0]",
        ),
        ({"decisions": [{"finding": HOSTILE, **DECIDED}]}, "decisions[0].finding"),
    ],
)
def test_what_is_not_seen_is_not_repeated_in_a_sentence(fields: Json, field: str) -> None:
    ((where, sentence),) = refused(json.dumps({**GOLDEN, **fields}).encode())
    assert where == field
    assert SEEN in sentence
    assert sentence.isprintable()


def test_a_repeated_key_that_is_not_seen_is_not_repeated_either() -> None:
    ((_, sentence),) = refused(b'{"a\xe2\x80\xae": 1, "a\xe2\x80\xae": 2}')
    assert sentence == "“a\ufffd” is there twice: write it once."


def test_letters_signs_and_emoji_stay_as_they_are() -> None:
    assert visible("72,4 × 10 – “é” 😀 日本") == "72,4 × 10 – “é” 😀 日本"
    assert visible("a\nb\u2028c\u00a0d") == "a\ufffdb\ufffdc\ufffdd"
