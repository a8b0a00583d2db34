"""Blank forms of invented bureaus, as an IT person receives them: other titles, other labels, other sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlperf.intake.sheet import Area, Cell, Sheet


@dataclass(slots=True)
class BlankSheet:
    """A blank sheet while it is drawn: texts by address or area, such as ``A1:F1``."""

    name: str = "Sheet1"
    texts: dict[str, str] = field(default_factory=dict)

    def sheet(self) -> Sheet:
        """Return the sheet as the readers deliver it."""
        areas = {each: _area(each) for each in self.texts}
        cells = {(area.top, area.left): Cell(self.texts[each], "text") for each, area in areas.items() if self.texts[each]}
        merges = tuple(area for area in areas.values() if (area.top, area.left) != (area.bottom, area.right))
        return Sheet(self.name, "visible", cells, merges)

    def without(self, *places: str) -> BlankSheet:
        """Return the sheet without some of its texts."""
        return BlankSheet(self.name, {each: text for each, text in self.texts.items() if each not in places})

    def having(self, texts: Mapping[str, str]) -> BlankSheet:
        """Return the sheet with other or further texts."""
        return BlankSheet(self.name, {**self.texts, **texts})


def _area(address: str) -> Area:
    first, _, last = address.partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    return Area(top, left, bottom, right)


def _place(address: str) -> tuple[int, int]:
    return int(address[1:]), ord(address[0]) - 64


PROMISE = BlankSheet(
    "承诺书",
    {
        "A1:G1": "云岭区（    年度）重点工程绩效承诺书",
        "A2:G2": "编号：                                        单位：万元",
        "A3": "工程名称", "B3:C3": "", "D3": "项目类别", "E3": "（从下拉表中选）", "F3": "责任处室", "G3": "",
        "A4": "牵头局", "B4:C4": "", "D4": "项目单位", "E4": "", "F4": "联系电话", "G4": "",
        "A5": "计划开始时间", "B5:C5": "", "D5": "计划完成时间", "E5:G5": "",
        "A6:A8": "资金情况", "B6": "项目资金总额", "C6": "", "D6": "年度资金总额", "E6:G6": "",
        "B7": "其中：财政资金", "C7": "", "D7": "当年财政拨款", "E7:G7": "",
        "B8": "其他资金", "C8": "", "D8": "其他资金", "E8:G8": "",
        "A9": "总体目标", "B9:G9": "",
        "A10": "年度目标", "B10:G10": "",
        "A11:A18": "考核指标", "B11": "一级指标", "C11": "二级指标", "D11:E11": "考核事项", "F11": "指标值", "G11": "数据来源",
        "B12:B16": "产出指标", "C12:C13": "数量指标", "C14": "质量指标", "C15": "时效指标", "C16": "成本指标",
        "D12:E12": "指标1：", "D13:E13": "……",
        "B17": "效益指标", "C17": "社会效益指标", "B18": "满意度指标", "C18": "服务对象满意度指标",
        "A19:G19": "承诺人（签字）：",
    },
)  # fmt: skip
"""A declaration of another name: goals beside their labels, unit in a line of its own, three labels that no layout knows."""
PROMISE_ALIASES = {"工程名称": "项目名称", "牵头局": "主管部门", "考核事项": "三级指标"}

RESULT = BlankSheet(
    "附件2",
    {
        "A1": "附件2",
        "A2:J2": "项目完成情况自评表",
        "A3:J3": "（2025年度）",
        "A4:E4": "项目名称", "F4:J4": "主管部门",
        "A5:E5": "", "F5:J5": "",
        "A6:B6": "实施单位", "C6:J6": "",
        "A7:A9": "项目资金（元）", "B7:C7": "",
        "D7": "年初预算", "E7": "全年预算", "F7": "全年执行", "G7": "分值", "H7": "执行率", "I7:J7": "得分",
        "B8:C8": "年度资金总额", "D8": "", "E8": "", "F8": "", "G8": "", "H8": "", "I8:J8": "",
        "B9:C9": "其他资金", "D9": "", "E9": "", "F9": "", "G9": "", "H9": "", "I9:J9": "",
        "A10:A11": "年度总体目标", "B10:E10": "预期目标", "F10:J10": "实际完成情况",
        "B11:E11": "", "F11:J11": "",
        "A12:A16": "绩效指标", "B12": "一级指标", "C12": "二级指标", "D12": "三级指标", "E12": "指标性质", "F12": "指标值",
        "G12": "度量单位", "H12": "完成值", "I12": "分值", "J12": "得分",
        "B13": "成本指标", "C13": "经济成本指标", "B14:B15": "产出指标", "C14": "数量指标", "C15": "质量指标",
        "B16": "满意度指标", "C16": "服务对象满意度指标",
        "A17:H17": "总分", "I17": "", "J17": "",
    },
)  # fmt: skip
"""A self-evaluation whose head has its values below, without the rows and columns that many bureaus leave out."""
