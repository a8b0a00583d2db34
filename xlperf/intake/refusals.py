"""The refusals that several readers share, so that one fault has one sentence."""

from __future__ import annotations

from xlperf.errors import RefusedFile
from xlperf.intake.limits import Limits

_SPLIT_HINT = "请把内容分到几个工作簿后重新报送。"


def damaged(message: str) -> RefusedFile:
    """Return the refusal of a file that is broken."""
    return RefusedFile("damaged", message, "请让报送单位用 Excel 或 WPS 打开、另存为 .xlsx 后重新发送。")


def unsafe(message: str) -> RefusedFile:
    """Return the refusal of a file that carries an attack."""
    return RefusedFile("unsafe", message, "请不要打开此文件，向报送单位核实来源后让其重新导出。")


def encrypted() -> RefusedFile:
    """Return the refusal of a file that wants a password."""
    return RefusedFile(
        "encrypted", "文件设有打开密码，无法读取。", "请取消打开密码（文件→信息→保护工作簿→用密码进行加密）后重新报送。"
    )


def no_sheet() -> RefusedFile:
    """Return the refusal of a workbook without a sheet: what it held is lost."""
    return damaged("工作簿中没有任何工作表。")


def broken_part(part: str) -> RefusedFile:
    """Return the refusal of a package with a part that is no well-formed XML."""
    return damaged(f"文件已损坏，内部部件 {part} 不是完整的 XML。")


def unreadable_sheet(name: str) -> RefusedFile:
    """Return the refusal of a sheet that its library cannot read."""
    return damaged(f"文件已损坏，工作表“{name}”的内容读不出来。")


def too_large(message: str, hint: str = _SPLIT_HINT) -> RefusedFile:
    """Return the refusal of a file beyond a limit."""
    return RefusedFile("too_large", message, hint)


def too_many_sheets(limits: Limits) -> RefusedFile:
    """Return the refusal of a workbook with more sheets than are read."""
    return too_large(f"工作簿的工作表超过 {limits.sheets} 张的上限。")


def too_many_cells(sheet: str, limits: Limits) -> RefusedFile:
    """Return the refusal of a sheet with more cells than are kept."""
    return too_large(f"工作表“{sheet}”中有内容的单元格超过 {limits.cells_per_sheet} 个的上限。")


def too_many_merges(sheet: str, limits: Limits) -> RefusedFile:
    """Return the refusal of a sheet with more merged areas than are kept."""
    return too_large(f"工作表“{sheet}”的合并单元格超过 {limits.merges_per_sheet} 个的上限。")
