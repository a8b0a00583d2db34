"""One-line faults: what a slip of the hand makes of a module, each alone."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_SWAPPED: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
_OTHER_ENDS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
_LEAVES = (ast.Return, ast.Raise, ast.Continue, ast.Break)


@dataclass(frozen=True, slots=True)
class Fault:
    """One replacement in a source.

    Attributes:
        start, end: offsets in characters of what is replaced.
        line: 1-based line where it begins.
        old, new: the text before and after.
        kind: what kind of slip it is.
    """

    start: int
    end: int
    line: int
    old: str
    new: str
    kind: str

    def put_into(self, source: str) -> str:
        """Return the source with this fault."""
        return source[: self.start] + self.new + source[self.end :]


def faults_in(source: str) -> list[Fault]:
    """Return every fault that this program knows to make in a module, in the order of the text."""
    tree = ast.parse(source)
    starts = _line_starts(source)
    typing = _typing_only(tree)
    found: set[Fault] = set()
    for node in ast.walk(tree):
        if id(node) in typing:
            continue
        for kind, make in _KINDS.items():
            for target, new in make(node, source):
                start, end = _offset(target, starts, source)
                old = source[start:end]
                if old != new and "\n" not in old:
                    found.add(Fault(start, end, target.lineno, old, new, kind))
    return sorted(found, key=lambda each: (each.start, each.end, each.kind, each.new))


_Change = tuple[ast.expr, str]


def _constants(node: ast.AST, source: str) -> Iterator[_Change]:
    """A number one up or doubled, True for False; a text only where Decimal reads it as a number."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield node, repr(node.value + 1 if isinstance(node.value, int) else node.value * 2)
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield node, str(not node.value)
    elif isinstance(node, ast.Call) and _name(node.func) == "Decimal" and node.args:
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            try:
                yield first, repr(str(Decimal(first.value) * 2 or 1))
            except InvalidOperation:
                return


def _comparisons(node: ast.AST, source: str) -> Iterator[_Change]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        left, right = _text(node.left, source), _text(node.comparators[0], source)
        yield node, f"{left} {_SWAPPED[type(node.ops[0])]} {right}"


def _conditions(node: ast.AST, source: str) -> Iterator[_Change]:
    """A condition that is turned round."""
    if isinstance(node, (ast.If, ast.IfExp, ast.While)):
        yield node.test, f"not ({_text(node.test, source)})"
    elif isinstance(node, ast.comprehension):
        for test in node.ifs:
            yield test, "True"


def _guards(node: ast.AST, source: str) -> Iterator[_Change]:
    """A guard that never holds: an ``if`` that only leaves, or the special case of a choice."""
    if isinstance(node, ast.If) and not node.orelse and isinstance(node.body[-1], _LEAVES):
        yield node.test, "False"
    elif isinstance(node, ast.IfExp):
        yield node, _text(node.body, source)
        yield node, _text(node.orelse, source)


def _connectives(node: ast.AST, source: str) -> Iterator[_Change]:
    """``and`` for ``or``, and each part of them left out."""
    if isinstance(node, ast.BoolOp):
        parts = [_text(each, source) for each in node.values]
        yield node, (" or " if isinstance(node.op, ast.And) else " and ").join(parts)
        for left_out in range(len(parts)):
            rest = parts[:left_out] + parts[left_out + 1 :]
            yield node, (" and " if isinstance(node.op, ast.And) else " or ").join(rest)


def _returned_arguments(node: ast.AST, source: str) -> Iterator[_Change]:
    """What went into the last call is returned instead of what came out of it."""
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Call) and node.value.args:
        first = node.value.args[0]
        if not isinstance(first, (ast.Starred, ast.GeneratorExp, ast.Constant)):
            yield node.value, _text(first, source)


def _operators(node: ast.AST, source: str) -> Iterator[_Change]:
    swaps: dict[type[ast.operator], str] = {ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*"}
    if isinstance(node, ast.BinOp) and type(node.op) in swaps and not isinstance(node.right, ast.JoinedStr):
        yield node, f"{_text(node.left, source)} {swaps[type(node.op)]} {_text(node.right, source)}"


def _other_ends(node: ast.AST, source: str) -> Iterator[_Change]:
    """``min`` for ``max``, ``any`` for ``all``, and an order that is not made."""
    if isinstance(node, ast.Call) and _name(node.func) in _OTHER_ENDS:
        if _name(node.func) == "sorted":
            yield node, f"list({_text(node.args[0], source)})"
        else:
            yield node.func, _OTHER_ENDS[_name(node.func)]


_KINDS: dict[str, Callable[[ast.AST, str], Iterator[_Change]]] = {
    "constant": _constants,
    "comparison": _comparisons,
    "condition": _conditions,
    "guard": _guards,
    "connective": _connectives,
    "argument": _returned_arguments,
    "operator": _operators,
    "ends": _other_ends,
}


def _typing_only(tree: ast.Module) -> set[int]:
    """Return the nodes that no run reads: annotations, and types that only a checker looks at."""
    roots: list[ast.AST | None] = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            arguments = node.args
            named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
            roots += [node.returns, *(each.annotation for each in named if each is not None)]
        elif isinstance(node, ast.AnnAssign):
            roots.append(node.annotation)
        elif isinstance(node, ast.Call) and _name(node.func) in (
            "dataclass",
            "lru_cache",
        ):  # how much is remembered changes no result
            roots.append(node)
        elif isinstance(node, ast.Call) and _name(node.func) == "zip":
            roots += node.keywords  # strict= only says what holds
        elif isinstance(node, ast.Call) and _name(node.func) == "field":
            roots += [each for each in node.keywords if each.arg == "repr"]  # what a developer is shown
        elif isinstance(node, ast.If) and _name(node.test) == "TYPE_CHECKING":
            roots.append(node)
    return {id(below) for root in roots if root is not None for below in ast.walk(root)}


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _text(node: ast.expr, source: str) -> str:
    text = ast.get_source_segment(source, node) or ""
    return f"({text})" if isinstance(node, (ast.BoolOp, ast.IfExp, ast.NamedExpr, ast.BinOp, ast.Compare)) else text


def _line_starts(source: str) -> list[int]:
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _offset(node: ast.expr, starts: list[int], source: str) -> tuple[int, int]:
    """Return where a node stands in characters; the parser counts bytes."""
    assert node.end_lineno is not None and node.end_col_offset is not None
    return _place(starts, source, node.lineno, node.col_offset), _place(starts, source, node.end_lineno, node.end_col_offset)


def _place(starts: list[int], source: str, line: int, column: int) -> int:
    text = source[starts[line - 1] : starts[line]]
    return starts[line - 1] + len(text.encode()[:column].decode())
