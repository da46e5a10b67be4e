"""
Small wrong changes to a Python file: what a slip of the hand could have made of it.

Each change is one node of the syntax tree replaced by another: a comparison turned, a
condition that always or never holds, a statement left out, an argument left out or
swapped with its neighbour, a number one off, an enum's next member. Docstrings,
annotations, imports and decorators are left alone.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

COMPARED: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
COUNTED: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
DROPPED = ast.Expr | ast.AugAssign | ast.Continue | ast.Break | ast.Raise
SKIPPED_FIELDS = {"annotation", "returns", "decorator_list", "ctx", "type_params"}
SKIPPED_NODES = (ast.Import, ast.ImportFrom, ast.expr_context)
TRUE, FALSE, NONE = ast.Constant(True), ast.Constant(False), ast.Constant(None)  # noqa: FBT003


@dataclass(slots=True)
class Mutant:
    """One wrong change, which can be made to the tree and taken back."""

    line: int
    scope: str
    """Name of the function or class around it."""
    was: str
    now: str
    _parent: ast.AST
    _field: str
    _index: int | None
    _old: ast.AST
    _new: ast.AST

    def make(self) -> None:
        """Put the wrong node in."""
        self._put(self._new)

    def undo(self) -> None:
        """Put the right node back."""
        self._put(self._old)

    def _put(self, node: ast.AST) -> None:
        if self._index is None:
            setattr(self._parent, self._field, node)
        else:
            getattr(self._parent, self._field)[self._index] = node


def mutants_of(tree: ast.Module, enums: Mapping[str, list[str]]) -> Iterator[Mutant]:
    """Yield every change to a file, in the order of its text."""
    yield from _below(tree, "", enums)


def enum_members(source: str) -> dict[str, list[str]]:
    """Return the members of each enum that a file defines."""
    return {
        node.name: [
            target.id
            for statement in node.body
            if isinstance(statement, ast.Assign)
            for target in statement.targets
            if isinstance(target, ast.Name)
        ]
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
        and any("Enum" in ast.unparse(base) for base in node.bases)
    }


def _below(
    parent: ast.AST, scope: str, enums: Mapping[str, list[str]]
) -> Iterator[Mutant]:
    if isinstance(parent, ast.FunctionDef | ast.ClassDef):
        scope = f"{scope}.{parent.name}".lstrip(".")
    for field, value in ast.iter_fields(parent):
        if field in SKIPPED_FIELDS:
            continue
        nodes = value if isinstance(value, list) else [value]
        for index, node in enumerate(nodes):
            if not isinstance(node, ast.AST) or _is_skipped(node):
                continue
            for new in _changes(node, enums):
                ast.copy_location(new, node)
                yield Mutant(
                    line=_line(node),
                    scope=scope,
                    was=_text(node),
                    now=_text(new),
                    _parent=parent,
                    _field=field,
                    _index=index if isinstance(value, list) else None,
                    _old=node,
                    _new=ast.fix_missing_locations(new),
                )
            yield from _below(node, scope, enums)


def _is_skipped(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING"
    is_docstring = (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
    is_type = isinstance(node, ast.Assign) and (
        ast.unparse(node.value).startswith(("tuple[", "dict[", "list[", "Mapping["))
    )
    return is_docstring or is_type or isinstance(node, SKIPPED_NODES)


def _line(node: ast.AST) -> int:
    """Return where a node stands; a comprehension stands where its target does."""
    here = node.target if isinstance(node, ast.comprehension) else node
    return int(getattr(here, "lineno", 0))


def _text(node: ast.AST) -> str:
    return ast.unparse(node).strip().split("\n")[0]


def _with(node: ast.AST, **fields: object) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _changes(node: ast.AST, enums: Mapping[str, list[str]]) -> Iterator[ast.AST]:
    """Yield what may wrongly stand in the place of a node."""
    if isinstance(node, ast.stmt):
        yield from _changed_statement(node)
    elif isinstance(node, ast.Constant):
        yield from _changed_constant(node)
    elif isinstance(node, ast.Call):
        yield from _changed_call(node)
    elif isinstance(node, ast.Attribute):
        yield from _changed_member(node, enums)
    elif isinstance(node, ast.expr):
        yield from _changed_operation(node)
        yield from _changed_display(node)
    elif isinstance(node, ast.comprehension):
        for index in range(len(node.ifs)):
            yield _with(node, ifs=[*node.ifs[:index], *node.ifs[index + 1 :]])


def _changed_operation(node: ast.expr) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare):
        for index, op in enumerate(node.ops):
            for other in COMPARED[type(op)]:
                ops = [*node.ops[:index], other(), *node.ops[index + 1 :]]
                yield _with(node, ops=ops)
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        yield from node.values
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.BinOp):
        if type(node.op) in COUNTED:
            yield _with(node, op=COUNTED[type(node.op)]())
        yield from (node.left, node.right)
    elif isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)


def _changed_statement(node: ast.stmt) -> Iterator[ast.AST]:
    if isinstance(node, ast.If):
        yield from (_with(node, test=TRUE), _with(node, test=FALSE))
    elif isinstance(node, ast.While):
        yield _with(node, test=FALSE)
    elif isinstance(node, ast.Return):
        if node.value is not None and not _is_none(node.value):
            yield _with(node, value=NONE)
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
        yield _with(node, value=NONE)
    elif isinstance(node, DROPPED) or _is_stored(node):
        yield ast.Pass()


def _is_stored(node: ast.stmt) -> bool:
    """Tell whether a statement puts something into a dict or a list."""
    return isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _changed_constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif isinstance(value, float):
        yield from (ast.Constant(value * 1.1), ast.Constant(value + 1.0))
    elif isinstance(value, str):
        yield ast.Constant(f"{value}X" if value else "X")


def _changed_call(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Name) and node.func.id in NAMED:
        yield _with(node, func=ast.Name(NAMED[node.func.id], ast.Load()))
    for first, second in pairwise(range(len(node.args))):
        args = list(node.args)
        args[first], args[second] = args[second], args[first]
        yield _with(node, args=args)
    for index in range(len(node.keywords)):
        keywords = [*node.keywords[:index], *node.keywords[index + 1 :]]
        yield _with(node, keywords=keywords)


def _changed_member(
    node: ast.Attribute, enums: Mapping[str, list[str]]
) -> Iterator[ast.AST]:
    if isinstance(node.value, ast.Name) and node.attr in enums.get(node.value.id, ()):
        members = enums[node.value.id]
        following = members[(members.index(node.attr) + 1) % len(members)]
        yield _with(node, attr=following)


def _changed_display(node: ast.expr) -> Iterator[ast.AST]:
    """Leave out an element of a list, a set, a tuple or a dict."""
    if isinstance(node, ast.Tuple | ast.Set | ast.List):
        if isinstance(getattr(node, "ctx", None), ast.Store):
            return
        for index in range(len(node.elts)):
            yield _with(node, elts=[*node.elts[:index], *node.elts[index + 1 :]])
    elif isinstance(node, ast.Dict):
        for index in range(len(node.keys)):
            yield _with(
                node,
                keys=[*node.keys[:index], *node.keys[index + 1 :]],
                values=[*node.values[:index], *node.values[index + 1 :]],
            )
