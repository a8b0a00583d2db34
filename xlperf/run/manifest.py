"""How a summary was made: what a second person needs to make the same bytes (清单、规则、版式、设置、选项).

Names are without folders, so that no output holds an absolute path; there is no clock and no count of processors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf import __version__
from xlperf.data.resources import data_folder
from xlperf.rules import WAIVER_FILE
from xlperf.rules.context import Context
from xlperf.settings.values import SETTINGS_FILE

if TYPE_CHECKING:
    from xlperf.run.run_settings import RunSettings

_DATA = ("*.json", "*.xlsx")
_SHORT = 16


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One thing that a summary was made with.

    Attributes:
        what: its sort, such as 规则 or 名单.
        said: its name or value, and what of it was used.
        digest: SHA-256 of its bytes; empty for what is said in full.
    """

    what: str
    said: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that a summary was made with, in a fixed order."""

    ingredients: tuple[Ingredient, ...]

    def with_option(self, name: str, value: str) -> Manifest:
        """Return the manifest with one more option; an option of that name stands in it once."""
        known = (each for each in self.ingredients if not (each.what == "选项" and each.said.startswith(f"{name} = ")))
        return replace(self, ingredients=(*known, Ingredient("选项", f"{name} = {value}")))

    def digest(self, what: str = "") -> str:
        """Return one short digest over all ingredients, or those of a sort; empty when there is none."""
        chosen = [each for each in self.ingredients if what in ("", each.what)]
        return hashlib.sha256(repr(chosen).encode("utf-8", "surrogatepass")).hexdigest()[:_SHORT] if chosen else ""


def manifest_of(settings: RunSettings, paths: Sequence[Path]) -> Manifest:
    """Return what a run is made with.

    Args:
        settings: of the run.
        paths: the folders and files that are read; settings and waivers may lie in them.
    """
    made = [
        Ingredient("程序", f"xlperf {__version__}"),
        Ingredient("规则", "内置规则", _built_in("schemas")),
        Ingredient("版式", "内置版式", _built_in("templates")),
    ]
    made += [Ingredient("规则", f"本部门的规则“{each.name}”", _of_folder(each)) for each in settings.rules]
    made += [Ingredient("版式", f"本部门的版式“{each.name}”", _of_folder(each)) for each in settings.templates]
    usages = {each.file: each for each in settings.context.lists}
    for path in settings.input_files:
        usage = usages.get(path.name)
        said = f"{usage.noun}“{path.name}”：{usage.said}" if usage else f"“{path.name}”"
        made.append(Ingredient("名单", said, _of_folder(path)))
    for name, what in ((SETTINGS_FILE, "设置"), (WAIVER_FILE, "豁免")):
        made += [Ingredient(what, name, _of_folder(each / name)) for each in paths if (each / name).is_file()]
    return Manifest((*made, *(Ingredient("选项", each) for each in _options(settings))))


def _options(settings: RunSettings) -> Iterable[str]:
    """Yield what was asked for beside the files, where it is not what it is without asking."""
    context, usual = settings.context, Context()
    names = ("batch_year", "department", "regime_switch", "project_expenditure", "keep_every_version", "versions")
    for name in names:
        value = getattr(context, name)
        if value != getattr(usual, name):
            yield f"{name} = {'、'.join(value) if isinstance(value, tuple) else value}"
    if settings.waivers is not None and context.today is not None:
        yield f"today = {context.today.isoformat()}"  # waivers expire; without them the day changes nothing


@cache
def _built_in(room: str) -> str:
    return _of_folder(data_folder(room))


def _of_folder(path: Path) -> str:
    """Return the SHA-256 of a file, or of the data files of a folder with their names; empty for what cannot be read."""
    digest = hashlib.sha256()
    try:
        if path.is_file():
            return hashlib.sha256(path.read_bytes()).hexdigest()
        files = sorted((each for kind in _DATA for each in path.rglob(kind)), key=lambda each: each.relative_to(path).as_posix())
        for each in files:
            digest.update(each.relative_to(path).as_posix().encode("utf-8", "surrogatepass") + b"\0")
            digest.update(hashlib.sha256(each.read_bytes()).digest())
    except OSError:
        return ""
    return digest.hexdigest()
