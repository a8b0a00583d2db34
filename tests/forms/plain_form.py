"""One small declaration, drawn as rows of texts, for tests that put something odd into it or beside it."""

from __future__ import annotations

from collections.abc import Mapping

from tests.forms.reading import cells_of
from xlperf.intake.sheet import Area, Cell, SetAside, Sheet

ROWS = (
    ("财政项目支出绩效目标申报表",),
    ("(2026年度)",),
    ("项目名称", "河堤巡护", "项目性质", "经常性项目", "项目类别", "特定目标类"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
    ("项目资金（元）", "项目资金总额", "48", "年度资金申请总额", "48"),
    ("项目绩效目标", "项目总目标", "", "年度总体目标"),
    ("", "全年巡护河堤。", "", "全年巡护河堤六十次。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"),
    ("", "产出指标", "数量指标", "巡护次数", "≥60(次)"),
    ("", "", "质量指标", "隐患处置率", "≥95(%)"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90(%)"),
)
HEAD_OF_ONE_YEAR = (
    ("项目支出绩效目标申报表",),
    ("项目名称", "河堤巡护"),
    ("主管部门", "云溪市水务局", "", "实施单位", "云溪市河道所"),
    ("项目资金（万元）", "年度资金总额", "48"),
    ("", "其中：财政拨款", "48"),
    ("", "其他资金", "0"),
)
"""The head of the published blank of one year, but for its goal."""
_MERGES = (Area(1, 1, 1, 6), Area(2, 1, 2, 6), Area(9, 2, 10, 2))


def drawn(
    rows: tuple[tuple[str, ...], ...] = ROWS,
    name: str = "表",
    added: Mapping[str, str] | None = None,
    aside: Mapping[tuple[int, int], SetAside] | None = None,
) -> Sheet:
    """Return a sheet of texts.

    Args:
        rows: from the first row on; an empty text is a blank cell.
        name: of the sheet.
        added: further cells by an address of one letter, such as F4.
        aside: what cells hold that is no value.
    """
    cells = cells_of(rows)
    cells |= {(int(at[1:]), ord(at[0]) - 64): Cell(text, "text") for at, text in (added or {}).items()}
    return Sheet(name=name, state="visible", cells=cells, merges=_MERGES if rows is ROWS else _MERGES[:1], set_aside=aside or {})
