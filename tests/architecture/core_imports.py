"""What the core may import and call, and who breaks it: an allow-list, read from the source itself.

A list of what is forbidden misses a shim: `app.core` → `app.handy` → Qt names nothing forbidden. So
everything is forbidden but what is listed here.
"""

import ast
from pathlib import Path
from typing import Final

ANY: Final = None
"""Any name of a module may be imported from it."""

ALLOWED: Final[dict[str, frozenset[str] | None]] = {
    "collections.abc": ANY,
    "dataclasses": ANY,
    "datetime": frozenset({"date"}),  # a day, never a clock
    "decimal": ANY,
    "enum": ANY,
    "functools": frozenset({"lru_cache"}),  # of a pure function, so nobody can tell
    "math": frozenset({"gcd"}),
    "re": ANY,
    "typing": ANY,
}
OWN: Final = "app.core"

FORBIDDEN_CALLS: Final = frozenset(
    {"float", "open", "print", "input", "eval", "exec", "compile", "globals", "__import__"}
)
FORBIDDEN_METHODS: Final = frozenset({"today", "now", "utcnow", "fromtimestamp", "import_module"})


def violations(source: str, name: str) -> list[str]:
    """Each thing in a module of the core that is not allowed, as "module:line: what"."""
    return [
        f"{name}:{getattr(node, 'lineno', 0)}: {what}"
        for node in ast.walk(ast.parse(source, filename=name))
        for what in _violations_of(node)
    ]


def violations_in(folder: Path) -> list[str]:
    """The same for every module of a folder, and the folders in it."""
    return [
        violation
        for path in sorted(folder.rglob("*.py"))
        for violation in violations(path.read_text("utf-8"), path.relative_to(folder).as_posix())
    ]


def _violations_of(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            # `import decimal` would hand out all of it, the context that rounds among it
            return [f"import {alias.name}" for alias in names if alias.name != "re"]
        case ast.ImportFrom(module=module, names=names, level=level):
            return _of_import(module or "", [alias.name for alias in names], level)
        case ast.Name(id=called, ctx=ast.Load()) if called in FORBIDDEN_CALLS:
            return [f"uses {called}"]
        case ast.Attribute(attr=method) if method in FORBIDDEN_METHODS:
            return [f"uses .{method}"]
        case ast.Constant(value=float() as number):
            return [f"writes the float {number}"]
        case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
            return ["divides with /: a quotient may have no end"]
        case _:
            return []


def _of_import(module: str, names: list[str], level: int) -> list[str]:
    if level:
        return [f"imports relatively from {'.' * level}{module}"]
    if module == OWN or module.startswith(f"{OWN}."):
        return [] if "*" not in names else [f"from {module} import *"]
    allowed = ALLOWED.get(module, frozenset())
    return [
        f"from {module} import {name}"
        for name in names
        if name == "*" or (allowed is not ANY and name not in allowed)
    ]
