"""Why a workbook without a form is refused, told so that its unit knows what to send instead."""

from __future__ import annotations

from collections.abc import Sequence

from xlperf.errors import RefusedFile
from xlperf.forms.form import Form, Remark
from xlperf.forms.reading.places.regions import Fragment
from xlperf.forms.reading.uncovered import other_kind
from xlperf.forms.values.form_text import clean_line
from xlperf.intake.sheet import Sheet, Workbook, column_letters

_LONGEST_QUOTE = 40
_MOST_LACKING = 6
_REGISTER_HINT = "请信息技术人员用 xlperf template register 登记它的空白表，再运行一次。"
_TEMPLATE_HINT = "请使用下发的模板填报，不要改动表名和左侧标题。"


def refusal_of(
    blank: Sequence[Form], fragments: Sequence[tuple[Sheet, Fragment]], uncovered: Sequence[Remark], workbook: Workbook
) -> RefusedFile:
    """Return the refusal of a workbook without a form that was filled in.

    Args:
        blank: the forms that were not.
        fragments: places that look like a form, each with its sheet.
        uncovered: remarks on tables that are of no form.
    """
    if blank:
        return RefusedFile("blank_form", "表格是空白模板，没有填写内容。", "如是误发，请向报送单位索取填好的表。")
    other = next(((sheet.name, each.other) for sheet, each in fragments if each.other), None)
    if other is None and fragments:
        return _unknown_form(*fragments[0]) if fragments[0][1].known else _only_title(*fragments[0])
    if not any(sheet.cells for sheet in workbook.sheets):
        return RefusedFile("no_form", "工作簿是空的，没有任何内容。", _TEMPLATE_HINT)
    other = other or next(((each.name, title) for each in workbook.sheets if (title := other_kind(each))), None)
    if other is None and uncovered and uncovered[0].detail["part"] == "other":
        other = uncovered[0].sheet, uncovered[0].detail["label"]
    if other:
        return RefusedFile(
            "no_form",
            f"工作表“{other[0]}”中是“{other[1]}”，这种表不在汇总范围内，没有读取。",
            "如果还应报送项目支出绩效目标申报表或绩效自评表，请另行报送。",
        )
    if uncovered:
        found = uncovered[0]
        return RefusedFile(
            "no_form",
            f"工作表“{found.sheet}”的 {found.cell} 起有一张指标表（{found.detail['label']}），版式不认识，没有读取。",
            f"如果是另一个文件里那张表的续页，请并成一张表重新报送；如果是另一种表，{_REGISTER_HINT}",
        )
    return RefusedFile("no_form", f"没有找到绩效目标申报表或绩效自评表{_first_words(workbook)}。", _TEMPLATE_HINT)


def _only_title(sheet: Sheet, piece: Fragment) -> RefusedFile:
    """Return the refusal of a title without a form."""
    missing = "、".join(f"“{each}”" for each in piece.missing[:_MOST_LACKING])
    return RefusedFile(
        "no_form",
        f"工作表“{sheet.name}”中只有表名“{piece.spot.text.strip()}”，缺少{missing or '表格内容'}，不是完整的表。",
        _TEMPLATE_HINT,
    )


def _unknown_form(sheet: Sheet, piece: Fragment) -> RefusedFile:
    """Return the refusal of a titled form with a table of indicators whose head has too few labels that are known."""
    names = {each.label for each in piece.layout.labels if each.starts_form}
    lacks = [each for each in piece.missing if each in names] or piece.missing
    known, lacking = ("、".join(f"“{each}”" for each in several[:_MOST_LACKING]) for several in (piece.known, lacks))
    return RefusedFile(
        "no_form",
        f"工作表“{sheet.name}”有表名“{piece.spot.text.strip()}”和一张指标表，认得{known}，没有找到{lacking}，没有读取。",
        f"请看没有找到的栏是不是换了写法；如果是贵地的另一种版式，{_REGISTER_HINT}",
    )


def _first_words(workbook: Workbook) -> str:
    """Return what stands first on the first sheet that holds anything, so that a person knows which table was meant."""
    sheet = next((each for each in workbook.sheets if each.cells), None)
    if sheet is None:
        return ""
    (row, column), cell = min(sheet.cells.items())
    text = clean_line(str(cell.value))
    shown = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
    return f"，工作表“{sheet.name}”的 {column_letters(column)}{row} 是“{shown}”"
