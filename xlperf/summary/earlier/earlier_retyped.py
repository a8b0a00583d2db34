"""What a person typed over in a summary, as lines of the 变动: nothing of it has a place in the next summary."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from xlperf.book.sheet_writer import HEADER_ROW
from xlperf.history.changes import KEPT, Change
from xlperf.intake.limits import Limits
from xlperf.intake.own_retyped import Retyped, retyped
from xlperf.intake.own_summary import Row, header_row
from xlperf.run.levels.level_below import is_printed
from xlperf.summary.earlier.earlier_additions import LISTS
from xlperf.summary.earlier.snapshot import COMPARED, text_of
from xlperf.summary.sheets import project_sheet, self_evaluation_sheet

_HEADER = HEADER_ROW + 1
_GROUPED = (project_sheet.NAME, self_evaluation_sheet.NAME)
_TAKEN_OUT = "（删去了）"
_PROJECT = "项目名称"


def written_over(data: bytes, limits: Limits, heard: Mapping[str, Collection[str]]) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """Return what a person typed over in a summary, and what of it could not be compared, a sentence each.

    What the lists tell as a change anyhow, such as an amount of the 汇总表, is not told twice.

    Args:
        data: the summary.
        limits: of what is read.
        heard: headers of the columns to be written into, by sheet.

    Raises:
        RefusedFile: the summary cannot be read.
    """
    found = retyped(data, limits, _HEADER, heard)
    labels = {name: _labels(each.rows, name) for each in found.retyped if (name := each.sheet) in LISTS}
    changes = (
        _change(each, labels.get(each.sheet, {}))
        for each in found.retyped
        if labels.get(each.sheet, {}).get(each.column) not in COMPARED.get(each.sheet, ())
    )
    said = (f"的工作表“{each}”和写出时很不一样（插入、删去或换了列），里面改过的字没有逐格核对" for each in found.unlike)
    return tuple(changes), tuple(said)


def on_prints(written: Collection[Change]) -> Iterator[str]:
    """Yield in words that what was written on the printed forms has changed no form; nothing where nobody wrote there."""
    cells = [f"{each.sheet}!{each.cell}" for each in written if is_printed(each.sheet)]
    if cells:
        yield f"印出来的表上有 {len(cells)} 处改过或写上的字（第一处是 {cells[0]}），都没有计入：要改表，请改单位的文件后再运行"


def _labels(rows: Mapping[int, Row], sheet: str) -> Mapping[int, str]:
    """Return the names of the columns of a list, with that of their group where they have one."""
    header = header_row(rows, _HEADER)
    top, below = rows.get(header, {}), rows.get(header + 1, {}) if sheet in _GROUPED else {}
    labels, group = dict[int, str](), ""
    for column in range(1, max((*top, *below), default=0) + 1):
        group = text_of(top.get(column, group)).strip()
        labels[column] = f"{group}·{text_of(below[column]).strip()}" if column in below else group
    return labels


def _change(each: Retyped, labels: Mapping[int, str]) -> Change:
    row = each.rows.get(each.row, {})
    texts = {name: text_of(row.get(at)) for at, name in labels.items()}
    project = texts.get(_PROJECT, "") if labels else _project_above(each)
    label = "：".join(filter(None, ("改过的字", labels.get(each.column, ""))))
    text = text_of(row.get(each.column)).strip() or _TAKEN_OUT
    return Change(KEPT, texts.get("实施单位", ""), project, "", label, text, "", "", each.sheet, each.cell)


def _project_above(each: Retyped) -> str:
    """Return the project of the printed form in which a cell stands."""
    for number in range(each.row, 0, -1):
        row = each.rows.get(number, {})
        at = next((column for column, value in row.items() if "".join(str(value).split()) == _PROJECT), None)
        if at is not None:
            return next((text_of(row[column]) for column in sorted(row) if column > at), "")
    return ""
