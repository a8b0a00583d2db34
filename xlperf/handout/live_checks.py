"""What a handed-out form says about itself while it is filled: sentences and colours worked out by Excel.

Each check is a slip that a rule would find when the form comes back (named beside it), told while it can still be
mended at the desk.  Formulas use nothing that Excel 2010, WPS or LibreOffice lack.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlperf.data.money import YUAN
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.handout.handed_form import HandedForm

_CENT = "0.005"
_DIGITS = '{"0","1","2","3","4","5","6","7","8","9"}'
_LONGEST_TEXT = 240
"""Excel takes no text in a formula that is longer than 255."""
_SMALL_YUAN = 1000
"""Below it an amount in 元 is likely one in 万元 (FUND-009)."""
_ANNUAL = ("/funding/annual_fiscal", "/funding/annual_carryover", "/funding/annual_other")
_TOTAL = ("/funding/total_fiscal", "/funding/total_carryover", "/funding/total_other")
_GROUPS = ("产出指标", "效益指标")
_WANTED = ("成本指标", "满意度指标", "数量指标", "质量指标", "时效指标")
_PLACEHOLDERS = ("XX", "xx", "××", "待定", "某某")


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a form.

    Attributes:
        title: what is looked at.
        fails: a formula without =, true where something is to be mended.
        sentence: what then is to be done; a formula without =, or a text.
        must: it must be mended; otherwise it is to be looked at.
        at_first: it fails in the form as it is handed out.
        sentence_at_first: what it says then.
    """

    title: str
    fails: str
    sentence: str
    must: bool = True
    at_first: bool = False
    sentence_at_first: str = ""


class Formulas:
    """Writes the checks of one form as formulas on another sheet.

    Args:
        form: the form.
        sheet: the name of its sheet; empty for formulas on the sheet itself.
    """

    def __init__(self, form: HandedForm, sheet: str = "") -> None:
        self._form = form
        self._sheet = f"{quoted(sheet)}!" if sheet else ""

    def at(self, name: str) -> str:
        """Return the reference of a field outside the table, empty where the form has none."""
        address = self._form.at(name)
        return f"{self._sheet}{address}" if address else ""

    def all(self, names: tuple[str, ...]) -> list[str]:
        """Return the references of those fields that the form has."""
        return [each for each in map(self.at, names) if each]

    def column(self, key: str, first: int = 0, last: int = -1) -> str:
        """Return the reference of a column of the table."""
        return f"{self._sheet}{self._form.column(key, first, last)}"


def quoted(sheet: str) -> str:
    """Return the name of a sheet as it stands in a formula: always in quotes, as a name like 2026年运维 needs them."""
    return "'{}'".format(sheet.replace("'", "''"))


def blank(cell: str) -> str:
    """Return the condition that a cell is blank."""
    return f"LEN(TRIM({cell}))=0"


def checks_of(form: HandedForm, sheet: str, ceiling: Decimal | None, tolerance: Decimal) -> tuple[Check, ...]:
    """Return the checks of a form, in the order in which it is filled.

    Args:
        form: the form.
        sheet: on which it stands.
        ceiling: 控制数 in 元; None for none.
        tolerance: by how much an amount may differ from it, in 元.
    """
    cells = Formulas(form, sheet)
    found = [_required(form, cells), *_dates(form, cells), *_money(form, cells)]
    if ceiling is not None and cells.at("/funding/annual"):
        found.append(_ceiling(cells, ceiling, tolerance))
    return (*found, *_goals(cells), *_indicators(form, cells))


def _required(form: HandedForm, cells: Formulas) -> Check:
    names = {name: label for name, label in form.required.items() if name not in form.known}
    conditions = [blank(cells.at(name)) for name in names]
    missing = "&".join(f'IF({blank(cells.at(name))},"、{label}","")' for name, label in names.items())
    sentence = f'"还没有填："&MID({missing},2,200)'
    return Check("必填栏目", f"OR({','.join(conditions)})", sentence, True, True, f"还没有填：{'、'.join(names.values())}")


def _dates(form: HandedForm, cells: Formulas) -> Iterator[Check]:
    start, end = cells.at("/start_date"), cells.at("/end_date")
    if not (start and end):
        return
    both = f"COUNT({start},{end})=2"
    year = form.form.value("/year")
    yield Check("日期能识别", f"COUNTA({start},{end})>COUNT({start},{end})", "日期要写成 2026-03-01 的样子")  # DATE-001
    yield Check("日期先后", f"IF({both},{end}<{start},FALSE)", "计划完成日期早于计划开始日期")  # DATE-002
    within = f"OR(YEAR({start})>{year},YEAR({end})<{year})"
    yield Check("周期包含本年度", f"IF({both},{within},FALSE)", f"计划开始、完成日期之间没有 {year} 年")  # DATE-003
    total, goal = cells.at("/funding/total"), cells.at("/overall_goal")
    if total and goal:
        spans = f"YEAR({end})>YEAR({start})"
        lacks = f"OR({blank(total)},{blank(goal)})"
        yield Check("跨年项目", f"IF({both},AND({spans},{lacks}),FALSE)", "跨年项目还要填项目资金总额和项目总目标")  # DATE-005


def _money(form: HandedForm, cells: Formulas) -> Iterator[Check]:
    annual, total = cells.at("/funding/annual"), cells.at("/funding/total")
    every = ",".join(cells.all(("/funding/annual", *_ANNUAL, "/funding/total", *_TOTAL)))
    if every:
        yield Check("金额是数字", f"COUNTA({every})>COUNT({every})", "金额只写数字，不写“元”“万元”和别的文字")  # FILE-014
        yield Check("金额不为负", f"MIN({every})<0", "金额不能是负数")  # FUND-007
    for whole, parts, names in ((annual, _ANNUAL, "年度资金申请总额"), (total, _TOTAL, "项目资金总额")):
        listed = ",".join(cells.all(parts))
        if whole and listed:
            differs = f"AND(COUNT({whole},{listed})>0,ABS(N({whole})-SUM({listed}))>{_CENT})"
            shown = f'"{names} "&TEXT(N({whole}),"#,##0.00")&" 不等于下面各项之和 "&TEXT(SUM({listed}),"#,##0.00")'
            yield Check(f"{names}的构成", differs, shown)  # FUND-002, FUND-003
    if annual and total:
        both = f"COUNT({annual},{total})=2"
        yield Check("年度与项目总额", f"IF({both},{annual}>{total}+{_CENT},FALSE)", "年度资金申请总额大于项目资金总额")  # FUND-004
    if annual and form.form.amount_unit == YUAN:
        said = f"金额单位是元：是不是按万元填的？年度资金不到 {_SMALL_YUAN} 元"
        small = f"IF(COUNT({annual})=1,AND({annual}>0,{annual}<{_SMALL_YUAN}),FALSE)"
        yield Check("金额单位", small, said, must=False)  # FUND-009


def _ceiling(cells: Formulas, ceiling: Decimal, tolerance: Decimal) -> Check:
    annual = cells.at("/funding/annual")
    said = f"年度资金申请总额与控制数 {ceiling:,.2f} 元不同"
    return Check("控制数", f"IF(COUNT({annual})=1,ABS({annual}-{ceiling})>{tolerance},FALSE)", said, must=False)  # FUND-014


def _goals(cells: Formulas) -> Iterator[Check]:
    for name, label in (("/annual_goal", "年度总体目标"), ("/overall_goal", "项目总目标")):
        cell = cells.at(name)
        if cell:
            found = ",".join(f'ISNUMBER(FIND("{each}",{cell}))' for each in _PLACEHOLDERS)
            yield Check(f"{label}的内容", f"OR({found})", f"{label}里还有“XX”“待定”一类没有写完的地方")  # GOAL-008


def _indicators(form: HandedForm, cells: Formulas) -> Iterator[Check]:
    names, targets = cells.column("level3"), cells.column("target")
    torn = f"SUMPRODUCT(--((LEN({names})>0)<>(LEN({targets})>0)))"
    yield Check("名称和指标值成对", f"{torn}>0", f'"有 "&{torn}&" 行只填了三级指标或只填了指标值"')  # IND-012, IND-013
    lacking = "&".join(f'IF({_filled(form, cells, each)}=0,"、{each}","")' for each in _GROUPS)
    missing = "+".join(f"({_filled(form, cells, each)}=0)" for each in _GROUPS)
    said = f"还没有填：{'、'.join(_GROUPS)}"
    yield Check("产出、效益指标", f"{missing}>0", f'"还没有填："&MID({lacking},2,99)', True, True, said)  # IND-002, IND-003
    wanted = [each for each in _WANTED if _is_printed(form, each)]
    lacking = "&".join(f'IF({_filled(form, cells, each)}=0,"、{each}","")' for each in wanted)
    missing = "+".join(f"({_filled(form, cells, each)}=0)" for each in wanted)
    said = f"还没有填：{'、'.join(wanted)}"
    yield Check("各类指标齐全", f"{missing}>0", f'"还没有填："&MID({lacking},2,99)', False, True, said)  # IND-004 to IND-008
    measured = f"SUMPRODUCT(--ISNUMBER(FIND({_DIGITS},{targets})))"
    said = "没有一个指标值写了数，如 ≥7(人)、≥95(%)"
    yield Check("至少一个定量指标", f"{measured}=0", said, True, True, said)
    yield Check("指标不重复", _repeated(form, cells), "有三级指标的名称相同（黄色的格子）", must=False)  # IND-014
    satisfied = f'SUMPRODUCT(ISNUMBER(FIND("满意",{names}))*((LEFT({targets})="=")+(LEFT({targets})="＝")))'
    yield Check("满意度的符号", f"{satisfied}>0", "满意度一般写“≥”，不写“=”", must=False)  # VAL-004
    bare = f'SUMPRODUCT(ISNUMBER(--RIGHT({targets}))*NOT(ISNUMBER(FIND("-",{targets})))*NOT(ISNUMBER(FIND(":",{targets}))))'
    yield Check("指标值的单位", f"{bare}>0", f'"有 "&{bare}&" 个指标值的数后面没有单位"', must=False)  # VAL-009
    if form.fixed < len(form.rows) and "level1" in form.rows[0] and "level2" in form.rows[0]:
        yield _levels(form, cells)


def _repeated(form: HandedForm, cells: Formulas) -> str:
    """Return the condition that a name stands in a later row again: compared as text, for COUNTIF takes ?, * and > for patterns."""
    last = len(form.rows) - 1
    pairs = ((cells.column("level3", row, row).partition(":")[0], cells.column("level3", row + 1)) for row in range(last))
    found = "+".join(f"(LEN({name})>0)*SUMPRODUCT(--({below}={name}))" for name, below in pairs)
    return f"{found}>0"


def _levels(form: HandedForm, cells: Formulas) -> Check:
    one, two = cells.column("level1", form.fixed), cells.column("level2", form.fixed)
    names = cells.column("level3", form.fixed)
    wrong = f'SUMPRODUCT((LEN({names})>0)*NOT(ISNUMBER(FIND("|"&{one}&"/"&{two}&"|",{level_pairs(form)}))))'
    said = f'"补充的行里有 "&{wrong}&" 行没有选一级、二级指标，或两级不配"'
    return Check("补充行的级次", f"{wrong}>0", said)  # IND-009 to IND-011


def level_pairs(form: HandedForm) -> str:
    """Return the pairs of level 1 and level 2 that the form's year knows, as |one/two|one/two| in a formula."""
    text = f"|{'|'.join(f'{one}/{two}' for one, below in _levels_of(form).items() for two in below)}|"
    return "&".join(f'"{text[start : start + _LONGEST_TEXT]}"' for start in range(0, len(text), _LONGEST_TEXT))


def _levels_of(form: HandedForm) -> dict[str, tuple[str, ...]]:
    regime = load_vocabulary().regime_of(form.form.year)
    return {one: tuple(below) for one, below in regime.levels.items()}


def level_names(form: HandedForm) -> tuple[list[str], list[str]]:
    """Return the names of level 1 and of level 2 that the form's year knows."""
    levels = _levels_of(form)
    return list(levels), list(dict.fromkeys(two for below in levels.values() for two in below))


def _is_printed(form: HandedForm, level: str) -> bool:
    one, two = level_names(form)
    return level in one or level in two


def _filled(form: HandedForm, cells: Formulas, level: str) -> str:
    """Return how many indicators of a level have a name, in the rows with printed levels and in the others."""
    key = "level1" if level in level_names(form)[0] else "level2"
    rows = [index for index in range(form.fixed) if form.form.rows[index][key].value == level]
    parts = [f"SUMPRODUCT(--(LEN({cells.column('level3', rows[0], rows[-1])})>0))"] if rows else []
    if form.fixed < len(form.rows) and key in form.rows[0]:
        own, names = cells.column(key, form.fixed), cells.column("level3", form.fixed)
        parts.append(f'SUMPRODUCT(({own}="{level}")*(LEN({names})>0))')
    return f"({'+'.join(parts)})" if parts else "1"
