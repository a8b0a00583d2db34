"""By which keys labels are known, and under which name those of a bureau's own are kept."""

from __future__ import annotations

from functools import lru_cache

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.values.form_text import NUMBERING, RINGED, bare_key, clean_line, key_of
from xlperf.forms.values.money_unit import UNITS, unit_alone
from xlperf.forms.values.wordings import wording

_MARKS_BEHIND = lazy_pattern(rf"(?:[*★※:：]|[(（](?:{wording('hints_in_labels')})[)）])+$")
_HINT_BEFORE = lazy_pattern(rf"\((?:{wording('hints_in_labels')})\)(?=.)")
_BODY = lazy_pattern(f"(?:{wording('headings_of_bodies')})$")
_UNIT_BEHIND = lazy_pattern(rf"(.*(?:{wording('ends_of_money')}))[/:,;|-]?({UNITS})")
_UNIT_ENDS = tuple(UNITS.split("|"))
_DOUBLED = lazy_pattern(f"(?:{wording('headings_of_values')})$")
_SEPARATOR = lazy_pattern(r"[,、;]|\)\(")
_TELLS_NOTHING = lazy_pattern(rf"{wording('hints_in_labels')}|\d+(?:\.\d+)?分?|[a-zA-Z]")
"""In a bracket behind a heading: the points of its rows, a letter of a formula, and how to fill it in."""
_WRAPPED = lazy_pattern(r"【([^【】]+)】")


@lru_cache(maxsize=1 << 13)
def keys_of(text: str) -> tuple[str, str]:
    """Return the key of a label, and that without its closing bracket; a unit behind money is put between brackets: 金额/万元."""
    key, bare = key_of(text), bare_key(text)
    if key.startswith("(") and (hint := _HINT_BEFORE.match(key)):  # 【必填】项目名称
        key, bare = key[hint.end() :], bare[hint.end() :]
    behind = _UNIT_BEHIND.fullmatch(key) if key == bare and key.endswith(_UNIT_ENDS) else None
    return (f"{behind[1]}({behind[2]})", behind[1]) if behind else (key, bare)


def told_apart(line: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the keys of a row's cells, where brackets alone tell headings apart with what these say before the name.

    指标值（实施期） | 指标值（年度） are 实施期指标值 and 年度指标值, so is the second beside a bare 指标值, and 预算（本年，万元）
    beside another is 本年预算（万元）: without their brackets the first would be taken for both.
    """
    names: dict[str, set[str]] = {}
    for key, bare in line:
        if _DOUBLED.search(bare):
            names.setdefault(bare, set()).add(key)
    return [
        _with_bracket_before(key, bare) if key != bare and len(names.get(bare, ())) > 1 else (key, bare) for key, bare in line
    ]


def _with_bracket_before(key: str, bare: str) -> tuple[str, str]:
    says = [each for each in _SEPARATOR.split(key[len(bare) :].strip("()")) if not _TELLS_NOTHING.fullmatch(each)]
    words = "".join(each for each in says if unit_alone(each) is None)
    if not words:
        return key, bare
    unit = "".join(f"({each})" for each in says if unit_alone(each) is not None)
    name = words if _BODY.search(words) and _BODY.search(bare) else f"{words}{bare}"  # 单位名称（主管部门）
    return f"{name}{unit}", name


def own_name(label: str) -> str:
    """Return the name under which the value of a bureau's own label is kept: its text without number, marks, hint and colon.

    One label is written *项目属性, 1.项目属性： and 项目属性（必填） by as many units, and is one column of the summary.
    """
    whole = clean_line(label).rstrip(":：")
    name = _MARKS_BEHIND.sub("", NUMBERING.sub("", RINGED.sub("", whole)))
    wrapped = _WRAPPED.fullmatch(name)
    return (wrapped[1] if wrapped else name) or whole
