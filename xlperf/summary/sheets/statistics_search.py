"""Formulas of the 分类统计 that look names up on the 汇总表."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name

from xlperf.book.criteria import Criteria
from xlperf.data.names import usual_spellings
from xlperf.summary.sheets import project_sheet
from xlperf.summary.tables.projects import FIRST_ROW, ProjectTable

_FIELDS: tuple[tuple[str, int], ...] = (
    ("/category", project_sheet.At.CATEGORY),
    ("/nature", project_sheet.At.NATURE),
    ("/unit", project_sheet.At.UNIT),
)


class ProjectSearch:
    """Conditions over the columns of the 汇总表.

    Args:
        table: its rows.
    """

    def __init__(self, table: ProjectTable) -> None:
        forms = [each.form for each in table.projects]
        self._criteria = {column: Criteria(form.text(name) for form in forms) for name, column in _FIELDS}
        units = usual_spellings(form.text("/unit") for form in forms)
        # The usual spelling of a unit finds none of its others.
        self._respelt = frozenset(usual for written, usual in units.items() if written != usual)
        self._rows = (FIRST_ROW + 1, max(table.total_row, FIRST_ROW + 1))

    def column(self, column: int) -> str:
        """Return the reference of a column of the 汇总表, from its first project to its last 小计."""
        letters, (first, last) = xl_col_to_name(column), self._rows
        return f"'{project_sheet.NAME}'!${letters}${first}:${letters}${last}"

    def conditions(self, names: tuple[str | None, ...], cells: tuple[str, ...]) -> str | None:
        """Return the arguments of COUNTIFS that find the projects of a category, nature and unit.

        Args:
            names: category, nature and unit as the forms write them; None when they write several things.
            cells: that hold these names.

        Returns:
            the arguments, None when one of the names cannot be searched for.
        """
        found = [self.condition(column, name, cell) for (_, column), name, cell in zip(_FIELDS, names, cells, strict=True)]
        wanted = [each for each in found if each]
        return f'{",".join(wanted)},{self.column(0)},">0"' if len(wanted) == len(found) else None

    def condition(self, column: int, name: str | None, cell: str) -> str | None:
        """Return one pair of arguments, None for a name that cannot be searched for or stands in several spellings."""
        is_one = name is not None and not (column == project_sheet.At.UNIT and name in self._respelt)
        criterion = None if name is None or not is_one else self._criteria[column].of(name, cell)
        return None if criterion is None else f"{self.column(column)},{criterion}"

    def projects_of_unit(self, unit: str, cell: str) -> str | None:
        """Return the formula that counts the projects of a unit, None when its name cannot be searched for."""
        condition = self.condition(project_sheet.At.UNIT, unit, cell)
        return condition and f'=COUNTIFS({condition},{self.column(0)},">0")'
