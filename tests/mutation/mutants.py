"""Every small change of a module that a test should notice: its mutants, each with a name.

mutmut 3.8 was looked at first. It leaves alone what is decorated (properties, cached functions),
the text of f-strings, and what stands outside of functions: most of our sentences, the modifiers of
a day, and every constant.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from typing import Final, NamedTuple, TypeAlias

Step: TypeAlias = tuple[str, int | None]
"""From a node to one below it: the field, and the place where the field is a list."""

_MARK: Final = "XX"
_SWAPPED: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_NAMES: Final = {"min": "max", "max": "min", "any": "all", "all": "any", "ZERO": "1"}
_REMOVABLE: Final = (ast.AugAssign, ast.Break, ast.Continue, ast.Return)
_NOT_RUN: Final = frozenset({"annotation", "returns", "decorator_list", "format_spec", "bases"})
"""What a type checker reads, what runs once at the start, and what breaks at any change."""


class Mutant(NamedTuple):
    """One change: where, what stood there, what stands there instead."""

    place: str
    """The function, or the class, or `(module)`."""
    line: int
    was: str
    now: str
    nth: int
    """Which of several that read the same, from 1."""
    path: tuple[Step, ...]
    node: ast.AST
    in_function: bool
    """Whether it changes what a function does when it is called, and nothing else."""

    @property
    def name(self) -> str:
        """The same in every run, on whatever line it stands."""
        nth = f" #{self.nth}" if self.nth > 1 else ""
        return f"{self.place}: {self.was} → {self.now}{nth}"


class _Spot(NamedTuple):
    """A node, the way to it, and what it stands in."""

    node: ast.AST
    path: tuple[Step, ...]
    parent: ast.AST | None
    names: tuple[str, ...]
    in_function: bool


def mutants_of(source: str) -> list[Mutant]:
    """All mutants of a module, in the order of its lines."""
    found: list[Mutant] = []
    seen: Counter[tuple[str, str, str]] = Counter()
    line = 1
    for spot in _spots(_Spot(ast.parse(source), (), None, (), in_function=False)):
        line = getattr(spot.node, "lineno", line)
        for now in _changes(spot):
            place = ".".join(spot.names) or "(module)"
            key = (place, ast.unparse(spot.node), ast.unparse(now))
            seen[key] += 1
            found.append(Mutant(place, line, *key[1:], seen[key], spot.path, now, spot.in_function))
    return found


def mutated(source: str, mutant: Mutant) -> ast.Module:
    """The module with that one change."""
    tree = ast.parse(source)
    parent: ast.AST = tree
    for field, place in mutant.path[:-1]:
        below = getattr(parent, field)
        parent = below if place is None else below[place]
    field, place = mutant.path[-1]
    if place is None:
        setattr(parent, field, mutant.node)
    else:
        getattr(parent, field)[place] = mutant.node
    return ast.fix_missing_locations(tree)


def _spots(spot: _Spot) -> Iterator[_Spot]:
    """Everything that runs, from the outside in."""
    yield spot
    node = spot.node
    is_function = isinstance(node, ast.FunctionDef)
    names, in_function = spot.names, spot.in_function
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        names = (*names, node.name)
    for field, value in ast.iter_fields(node):
        if field in _NOT_RUN:
            continue
        inside = in_function or (is_function and field == "body")
        for place, below in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(below, ast.AST) and not _says_nothing(below, node):
                path = (*spot.path, (field, place))
                yield from _spots(_Spot(below, path, node, names, inside))


def _says_nothing(node: ast.AST, parent: ast.AST) -> bool:
    """Docstrings, imports, and the type in a `cast`."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(parent, ast.Call) and node in parent.args[:1]:
        return isinstance(parent.func, ast.Name) and parent.func.id == "cast"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changes(spot: _Spot) -> Iterator[ast.AST]:
    """What may stand in that place instead."""
    node = spot.node
    if _is_condition(node, spot.parent):
        yield ast.Constant(value=True)
        yield ast.Constant(value=False)
    if isinstance(node, ast.expr | ast.AugAssign):
        yield from _other_operators(node)
        yield from _other_values(node)
    if isinstance(node, ast.Tuple) and isinstance(spot.parent, ast.Lambda):
        for place in range(len(node.elts)):
            yield _with(node, elts=_without(node.elts, place))
    if _ends_without(node, spot.parent):
        return
    if isinstance(node, _REMOVABLE) or (isinstance(node, ast.Expr) and spot.in_function):
        yield ast.Pass()


def _ends_without(node: ast.AST, parent: ast.AST | None) -> bool:
    """Whether it is a function's last line and returns None, as the function would without it."""
    ends = isinstance(parent, ast.FunctionDef) and node is parent.body[-1]
    return ends and isinstance(node, ast.Return) and ast.unparse(node) == "return None"


def _is_condition(node: ast.AST, parent: ast.AST | None) -> bool:
    if isinstance(parent, ast.comprehension):
        return node in parent.ifs
    return isinstance(parent, ast.If | ast.IfExp | ast.While) and node is parent.test


def _other_operators(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                other = _SWAPPED[type(operator)]()
                yield _with(node, ops=[*node.ops[:place], other, *node.ops[place + 1 :]])
        case ast.BoolOp() | ast.BinOp() | ast.AugAssign() if type(node.op) in _SWAPPED:
            yield _with(node, op=_SWAPPED[type(node.op)]())
        case ast.UnaryOp():
            yield node.operand
        case _:
            return


def _other_values(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant():
            yield from _other_constants(node.value)
        case ast.Name(ctx=ast.Load()) if node.id in _NAMES:
            yield ast.parse(_NAMES[node.id], mode="eval").body
        case ast.Call():
            yield from _other_calls(node)
        case ast.Slice():
            for end in ("lower", "upper"):
                if getattr(node, end) is not None:
                    yield _with(node, **{end: None})
        case ast.FormattedValue() if node.format_spec is not None:
            yield _with(node, format_spec=None)
        case _:
            return


def _other_constants(value: object) -> Iterator[ast.AST]:
    match value:
        case bool():
            yield ast.Constant(value=not value)
        case int():
            yield ast.Constant(value=value + 1)
            yield ast.Constant(value=value - 1)
        case str() if value[-1:].isdecimal() and value.replace(".", "", 1).isdecimal():
            yield ast.Constant(value=f"{value[:-1]}{(int(value[-1]) + 1) % 10}")
        case str():
            yield ast.Constant(value=f"{_MARK}{value}{_MARK}")
        case _:
            return


def _other_calls(node: ast.Call) -> Iterator[ast.AST]:
    """Without one of the named arguments, and without a method that takes nothing."""
    for place in range(len(node.keywords)):
        yield _with(node, keywords=_without(node.keywords, place))
    if isinstance(node.func, ast.Attribute) and not node.args and not node.keywords:
        yield node.func.value


def _without(items: Sequence[ast.AST], place: int) -> list[ast.AST]:
    return [item for n, item in enumerate(items) if n != place]


def _with(node: ast.AST, **fields: object) -> ast.AST:
    other = copy(node)
    for field, value in fields.items():
        setattr(other, field, value)
    return other
