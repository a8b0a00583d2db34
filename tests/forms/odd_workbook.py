"""Two faultless forms as a program writes them into a package, with cells that people and their programs made odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from tests.intake.packages import MAIN, packed, parts, sheet_xml

DECLARATION: Mapping[str, object] = {
    "A1": "部门预算项目支出绩效目标申报表", "A2": "（2028年度）",
    "A3": "项目名称", "B3": "雁塘渔港清淤项目", "C3": "项目性质", "D3": "一次性项目", "E3": "项目类别", "F3": "特定目标类",
    "A4": "主管部门", "B4": "禾丰市农业农村局", "C4": "实施单位", "D4": "禾丰市水利站",
    "A5": "计划开始日期", "B5": "2028-03-01", "C5": "计划完成日期", "D5": "2028-12-15",
    "A6": "项目资金（元）", "B6": "项目资金总额", "C6": 860000, "D6": "年度资金申请总额", "E6": 860000,
    "B7": "其中：财政资金", "C7": 860000, "D7": "其中：当年财政拨款", "E7": 860000, "D8": "上年结转资金", "E8": 0,
    "B9": "其他资金", "C9": 0, "D9": "其他资金", "E9": 0,
    "A10": "项目绩效目标", "B10": "项目总目标", "D10": "年度总体目标",
    "B11": "完成辖区三十六座水闸检修并配齐备件，保障汛期安全运行。", "D11": "本年检修水闸三十六座并全部验收合格，汛前投入使用。",
    "A12": "绩效指标", "B12": "一级指标", "C12": "二级指标", "D12": "三级指标", "E12": "年度(/项目)指标值",
    "B13": "成本指标", "C13": "经济成本指标", "D13": "单座检修成本", "E13": "≤23000(元/座)",
    "B14": "产出指标", "C14": "数量指标", "D14": "检修水闸数量", "E14": "≥36(座)",
    "C15": "质量指标", "D15": "检修验收合格率", "E15": "≥98(%)", "C16": "时效指标", "D16": "检修完成时间", "E16": "5月底前",
    "B17": "效益指标", "C17": "经济效益指标", "D17": "受益农田面积", "E17": "≥5200(亩)",
    "B18": "满意度指标", "C18": "服务对象满意度指标", "D18": "灌区农户满意度", "E18": "≥92(%)",
}  # fmt: skip
EVALUATION: Mapping[str, object] = {
    "A1": "项目支出绩效自评表", "A2": "（2027年度）", "A3": "项目名称", "B3": "雁塘渔港清淤项目",
    "A4": "主管部门", "B4": "禾丰市农业农村局", "E4": "实施单位", "F4": "禾丰市水利站",
    "A5": "项目资金（万元）", "D5": "年初预算数", "E5": "全年预算数", "F5": "全年执行数", "G5": "分值", "H5": "执行率",
    "I5": "得分",
    "B6": "年度资金总额", "D6": 80, "E6": 80, "F6": 76, "G6": 10, "H6": 95, "I6": 9.5,
    "B7": "其中：当年财政拨款", "D7": 80, "E7": 80, "F7": 76, "H7": 95, "B8": "上年结转资金", "D8": 0, "E8": 0, "F8": 0,
    "B9": "其他资金", "D9": 0, "E9": 0, "F9": 0, "A10": "年度总体目标", "B10": "预期目标", "F10": "实际完成情况",
    "B11": "本年检修水闸三十六座并全部验收合格，汛前投入使用。", "F11": "本年检修水闸三十七座并全部验收合格，汛前已投入使用。",
    "A12": "绩效指标", "B12": "一级指标", "C12": "二级指标", "D12": "三级指标", "E12": "年度指标值", "F12": "实际完成值",
    "G12": "分值", "H12": "得分", "I12": "偏差原因分析及改进措施",
    "B13": "产出指标", "C13": "数量指标", "D13": "检修水闸数量", "E13": "≥36(座)", "F13": "37(座)", "G13": 15, "H13": 15,
    "C14": "质量指标", "D14": "检修验收合格率", "E14": "≥98(%)", "F14": "99(%)", "G14": 15, "H14": 15,
    "C15": "时效指标", "D15": "检修完成时间", "E15": "5月底前", "F15": "5月12日", "G15": 10, "H15": 10,
    "B16": "成本指标", "C16": "经济成本指标", "D16": "单座检修成本", "E16": "≤23000(元/座)", "F16": "21800(元/座)", "G16": 20,
    "H16": 20,
    "B17": "效益指标", "C17": "经济效益指标", "D17": "受益农田面积", "E17": "≥5200(亩)", "F17": "5260(亩)", "G17": 20, "H17": 20,
    "B18": "满意度指标", "C18": "服务对象满意度指标", "D18": "灌区农户满意度", "E18": "≥92(%)", "F18": "94(%)", "G18": 10,
    "H18": 10,
    "A19": "总分", "G19": 100, "H19": 99.5,
}  # fmt: skip
DECLARATION_MERGES = "A10:A11 A12:A18 A1:F1 A2:F2 A6:A9 B10:C10 B11:C11 D10:F10 D11:F11 D4:F4 D5:F5 E12:F12 E6:F6 E7:F7 E8:F8 E9:F9"
EVALUATION_MERGES = (
    "A10:A11 A12:A18 A19:F19 A1:I1 A2:I2 A5:A9 B10:E10 B11:E11 B3:I3 B4:D4 B6:C6 B7:C7 B8:C8 B9:C9 F10:I10 F11:I11 F4:I4"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A value under a number format, struck out or not."""

    value: object
    code: str = "General"
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Runs:
    """A text in pieces: each is a text alone, or one with how it looks (strike, superscript)."""

    pieces: tuple[str | tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Element:
    """A cell as XML, for what no library writes; ``{style}`` and ``{place}`` are filled in."""

    xml: str


def declaration(cells: Mapping[str, object], rows: Mapping[int, str] | None = None) -> bytes:
    """Return a declaration with other cells (None takes one away) and attributes of rows."""
    return _package({**DECLARATION, **cells}, DECLARATION_MERGES.split(), rows or {})


def evaluation(cells: Mapping[str, object], rows: Mapping[int, str] | None = None) -> bytes:
    """Return a self-evaluation with other cells (None takes one away) and attributes of rows."""
    return _package({**EVALUATION, **cells}, EVALUATION_MERGES.split(), rows or {})


def _package(cells: Mapping[str, object], merges: Sequence[str], rows: Mapping[int, str]) -> bytes:
    shown = [each if isinstance(each, Shown) else Shown(each) for each in cells.values()]
    styles = list(dict.fromkeys([("General", False), *((each.code, each.struck) for each in shown)]))
    lines: dict[int, list[tuple[int, str]]] = {}
    for place, each in zip(cells, shown, strict=True):
        if each.value is not None:
            line = lines.setdefault(int(place[1:]), [])
            line.append((ord(place[0]), _cell(place, each.value, styles.index((each.code, each.struck)))))
    made = "".join(
        f'<row r="{row}" {rows.get(row, "")}>{"".join(cell for _, cell in sorted(lines[row]))}</row>' for row in sorted(lines)
    )
    merged = "".join(f'<mergeCell ref="{each}"/>' for each in merges)
    return packed(parts(sheet_xml(made, f"<mergeCells>{merged}</mergeCells>"), styles=_styles(styles)), 0)


def _cell(place: str, value: object, style: int) -> str:
    if isinstance(value, Element):
        return value.xml.format(place=place, style=style)
    if isinstance(value, bool):
        return f'<c r="{place}" s="{style}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}" s="{style}"><v>{value!r}</v></c>'
    pieces = value.pieces if isinstance(value, Runs) else (str(value),)
    if isinstance(value, str) and value.startswith("="):
        return f'<c r="{place}" s="{style}"><f>{escape(value[1:], quote=False)}</f></c>'
    runs = "".join(_run(each) for each in pieces)
    return f'<c r="{place}" s="{style}" t="inlineStr"><is>{runs}</is></c>'


def _run(piece: str | tuple[str, str]) -> str:
    if isinstance(piece, str):
        return f'<r><t xml:space="preserve">{escape(piece, quote=False)}</t></r>'
    look = "<strike/>" if piece[0] == "strike" else f'<vertAlign val="{piece[0]}"/>'
    return f'<r><rPr>{look}</rPr><t xml:space="preserve">{escape(piece[1], quote=False)}</t></r>'


def _styles(styles: Sequence[tuple[str, bool]]) -> str:
    codes = "".join(f'<numFmt numFmtId="{200 + at}" formatCode="{escape(code)}"/>' for at, (code, _) in enumerate(styles))
    looks = "".join(
        f'<xf numFmtId="{0 if code == "General" else 200 + at}" fontId="{int(struck)}" applyNumberFormat="1" applyFont="1"/>'
        for at, (code, struck) in enumerate(styles)
    )
    fonts = "<fonts><font/><font><strike/></font></fonts>"
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>{fonts}<cellXfs>{looks}</cellXfs></styleSheet>'
