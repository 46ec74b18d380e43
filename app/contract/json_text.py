"""Bytes → JSON object, strictly: what a lenient reader repairs in silence is refused here."""

import json
from typing import Final, NoReturn

from app.core.finding import FieldError, Refused

LONGEST_REQUEST: Final = 1_000_000
"""Bytes; a real request has some hundreds."""

JsonObject = dict[str, object]


def read_json_object(text: bytes) -> JsonObject | Refused:
    """The JSON object that `text` writes, or why it is none.

    Refused are text that is not UTF-8 or not JSON, a key that is twice in one object, NaN and
    Infinity, half of a surrogate pair, anything but an object, and what is too long or too deep.
    """
    if len(text) > LONGEST_REQUEST:
        return refused("", f"A request of over {LONGEST_REQUEST:,} bytes is not read.")
    try:
        written = text.decode()
    except UnicodeDecodeError as error:
        return refused("", f"Byte {error.start + 1:,} is not UTF-8: save the request as UTF-8.")
    try:
        value: object = _DECODER.decode(written)
        if "\\u" in written:
            json.dumps(value, ensure_ascii=False).encode()  # fails on half of a surrogate pair
    except (ValueError, RecursionError, _RepeatedKeyError) as error:
        return _refuse(written, error)
    if not isinstance(value, dict):
        return refused("", "A request is a JSON object: {…}.")
    return value


def refused(field: str, message: str) -> Refused:
    """A refusal with one sentence."""
    return Refused((FieldError(field, message),))


def _refuse(written: str, error: Exception) -> Refused:
    """The refusal for what the JSON reader raised."""
    match error:
        case _RepeatedKeyError():
            key = _encodable(error.key[:60])
            return refused(
                _path_of_repeated_key(written), f"“{key}” is there twice: write it once."
            )
        case json.JSONDecodeError():
            return refused("", _why_not_json(written, error))
        case RecursionError():
            return refused("", "The request is nested too deep.")
        case UnicodeEncodeError():
            return refused(
                "", "Half of a character, a lone surrogate such as \\ud800, is not text."
            )
        case _NotANumberError():
            return refused("", f"{error} is not a number in JSON.")
        case _:  # Python reads no whole number of over 4,300 digits
            return refused("", "A whole number in the request is too long.")


def _why_not_json(written: str, error: json.JSONDecodeError) -> str:
    if not written.strip():
        return "The request is empty."
    what = error.msg.removesuffix(" at")
    return f"This is not JSON: {what}, line {error.lineno:,}, column {error.colno:,}."


class _RepeatedKeyError(Exception):
    """A key is twice in one object."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class _NotANumberError(ValueError):
    """NaN or Infinity, which Python would read and JSON does not know."""


def _object(pairs: list[tuple[str, object]]) -> JsonObject:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise _RepeatedKeyError(_first_repeated([key for key, _ in pairs]))
    return fields


def _not_a_number(word: str) -> NoReturn:
    raise _NotANumberError(word)


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_not_a_number)


class _Pairs(list[tuple[str, object]]):
    """An object as it is written, repeated keys and all."""


def _path_of_repeated_key(written: str) -> str:
    """Where the key is that is twice in one object ("shelf[1].mg"); read again, as it is rare.

    "" where the rest of the text, which was not read before, cannot be read.
    """
    try:
        value: object = json.loads(written, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return ""
    to_look_at = [("", value)]
    while to_look_at:
        path, value = to_look_at.pop()
        if isinstance(value, _Pairs):
            inner = [(f"{path}.{key}" if path else key, entry) for key, entry in value]
            if repeated := _first_repeated([here for here, _ in inner]):
                return _encodable(repeated)
            to_look_at += inner
        elif isinstance(value, list):
            to_look_at += [(f"{path}[{place}]", entry) for place, entry in enumerate(value)]
    return ""


def _first_repeated(words: list[str]) -> str:
    """The first word that is there again, "" where each is there once."""
    seen: set[str] = set()
    for word in words:
        if word in seen:
            return word
        seen.add(word)
    return ""


def _encodable(text: str) -> str:
    """The text with half a surrogate pair written out, so that the answer can be UTF-8."""
    return text.encode(errors="backslashreplace").decode()
