"""A typed order ↔ text: what is kept while it is typed, and comes back after a crash.

Everything comes back exactly as it was typed, half figures too; a text that another program or
hand wrote is refused whole.
"""

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Final, NamedTuple, cast

from app.ui.typed_order import TypedOrder

_FORMAT: Final = 1


class KeptOrder(NamedTuple):
    """A typed order and its drug's id."""

    drug: str
    typed: TypedOrder


def order_text(kept: KeptOrder) -> str:
    """The order as a text."""
    value = {"format": _FORMAT, "drug": kept.drug, "typed": _written(kept.typed)}
    return json.dumps(value, ensure_ascii=False)


def read_order_text(text: str) -> KeptOrder | None:
    """The order that was kept, or None where the text is not one that this program wrote."""
    try:
        value = json.loads(text)
        if value["format"] != _FORMAT:
            return None
        typed = cast("TypedOrder", _read(TypedOrder, value["typed"]))
        return KeptOrder(cast("str", _read(str, value["drug"])), typed)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _written(value: object) -> object:
    match value:
        case Enum():
            return cast("object", value.value)
        case Mapping():
            return {str(key): _written(inner) for key, inner in value.items()}
        case tuple() if hasattr(value, "_fields"):
            return {name: _written(getattr(value, name)) for name in value._fields}
        case tuple() | frozenset():
            return [_written(inner) for inner in value]
        case _ if is_dataclass(value):
            return {f.name: _written(getattr(value, f.name)) for f in fields(value)}
        case _:
            return value


def _read(kind: object, value: object) -> object:
    """The value of that type; raises TypeError, ValueError or KeyError where it is none."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        if value is None and type(None) in inner:
            return None
        return _read(next(one for one in inner if one is not type(None)), value)
    if origin is tuple:
        return tuple(_read(inner[0], one) for one in cast("list[object]", value))
    if origin is frozenset:
        return frozenset(_read(inner[0], one) for one in cast("list[object]", value))
    if origin is not None:  # a mapping of texts
        texts = cast("dict[str, object]", value).items()
        return types.MappingProxyType({str(key): _read(inner[1], one) for key, one in texts})
    if not isinstance(kind, type):
        raise TypeError(kind)
    if issubclass(kind, Enum):
        return kind(value)
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return _read_fields(kind, cast("dict[str, object]", value))
    if type(value) is not kind:
        raise TypeError(value)
    return value


def _read_fields(kind: type, value: dict[str, object]) -> object:
    hints = typing.get_type_hints(kind)
    names = {f.name for f in fields(kind)} if is_dataclass(kind) else set(hints)
    if set(value) != names:
        raise ValueError(kind)
    return kind(**{name: _read(hints[name], one) for name, one in value.items()})
