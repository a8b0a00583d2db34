"""Chinese words in code: what decides how a form is read or judged stands in data, where a department's IT person finds it.

``tests/data/words_in_code.json`` says of each module that still has some how many characters of them at the most, and why.
The numbers may fall and never rise: a word that is missing goes to ``templates/vocabulary.json`` (``wordings``, ``label_words``)
or to ``schemas/rule-words.json`` (``phrases``).
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[1]
_PACKAGE = _REPOSITORY / "xlperf"
_ROOMS = ("forms/reading", "forms/values", "rules/facts", "rules/dialect", "rules/versions")
"""Rooms that decide; others word what people read, which no data says better."""
_TOLD = ("catalogue.py", "catalogue_of_batch.py")
"""Modules that only word what facts there are."""
HELD = json.loads((_REPOSITORY / "tests" / "data" / "words_in_code.json").read_text("utf-8"))
_HAN = re.compile(r"[\u3400-\u9fff]")
_RAISES = (ast.Raise, ast.Assert)


def _words(tree: ast.AST) -> Iterator[str]:
    """Yield the texts of a module that hold Chinese, those aside that only explain it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, _RAISES) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        yield from _words(node)


def _characters(path: Path) -> int:
    return sum(len(_HAN.findall(each)) for each in _words(ast.parse(path.read_text("utf-8"))))


COUNTED = {
    path.relative_to(_PACKAGE).as_posix(): count
    for room in _ROOMS
    for path in sorted((_PACKAGE / room).rglob("*.py"))
    if path.name not in _TOLD and (count := _characters(path))
}
