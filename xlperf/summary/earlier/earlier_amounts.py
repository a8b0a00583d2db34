"""The file with last year's amounts: the summary that xlperf wrote then, or a list that the department keeps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xlperf.errors import RefusedFile, SettingsError
from xlperf.intake.limits import intake_settings
from xlperf.intake.own_output import is_own_workbook
from xlperf.intake.workbook_reader import read_bytes
from xlperf.lists.last_year import LastYear, YearlyAmount, last_year_of
from xlperf.lists.list_usage import ListUsage
from xlperf.lists.table_file import TableKind, read_table
from xlperf.summary.earlier.earlier_summary import listed_amounts

_HINT = "它应是 xlperf 上年写出的汇总表，或有一行标题（实施单位、项目名称、上年金额）的表，下面每行一个项目。"
_KIND = TableKind("上年金额表", "last-year.json", ("unit", "project", "amount"), _HINT)


def load_last_year(path: Path) -> LastYear:
    """Read last year's amounts.

    Args:
        path: a summary that xlperf wrote (its 汇总表 and 自评汇总表 are read), or an .xlsx, .xls or
            .csv with the columns 实施单位, 项目名称 and 金额.

    Raises:
        SettingsError: the file cannot be read, holds an amount that is no number, or gives none.
    """
    amounts, usage = _listed(path)
    found = replace(last_year_of(amounts), usage=usage)
    if not found.amounts:
        raise SettingsError(f"{_KIND.noun}“{path.name}”里没有一个项目的金额。", _HINT)
    return found


def _listed(path: Path) -> tuple[list[YearlyAmount], ListUsage]:
    limits = intake_settings().limits
    try:
        data = read_bytes(path, limits)
        if is_own_workbook(data):
            amounts = list(listed_amounts(data, limits))
            return amounts, ListUsage(_KIND.noun, path.name, len(amounts))
    except RefusedFile as problem:
        raise SettingsError(f"{_KIND.noun}“{path.name}”不能读取：{problem.message}", problem.hint) from problem
    table = read_table(path, _KIND)
    amounts = [YearlyAmount(each.unit, each.project, each.amount) for each in table.lines if each.amount is not None]
    return amounts, replace(table.usage, lines=len(amounts))
