"""Cells as people's programs leave them: what is odd, what is read of it, and what is told; some hundred of them, by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.forms.odd_workbook import DECLARATION, EVALUATION, Element, Runs, Shown

_ANNUAL, _TOTAL, _SPENT = "/funding/annual", "/funding/total", "/funding/total/executed"
_DEPARTMENT, _UNIT = str(DECLARATION["B4"]), str(DECLARATION["D4"])


@dataclass(frozen=True, slots=True)
class Odd:
    """One odd form.

    Attributes:
        kind: what is odd, and a number.
        form: d for a declaration, s for a self-evaluation.
        cells: instead of those of the faultless form.
        values: JSON pointer -> what is read; a tuple holds several readings that are all right.
        told: rules, or ``@`` and a cell, one of which is found; where there are none, no finding is an error.
        quiet: rules that find nothing.
        rows: attributes of row elements.
    """

    kind: str
    form: str
    cells: Mapping[str, object]
    values: Mapping[str, object] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    rows: Mapping[int, str] = field(default_factory=dict)


def all_odd() -> list[Odd]:
    """Return every odd form, each kind numbered."""
    made = [odd for kind in _KINDS for odd in kind()]
    counts: dict[str, int] = {}
    found = []
    for each in made:
        counts[each.kind] = counts.get(each.kind, 0) + 1
        name = f"{each.kind}-{counts[each.kind]}"
        found.append(Odd(name, each.form, each.cells, each.values, each.told, each.quiet, each.rows))
    return found


def _d(kind: str, cells: Mapping[str, object], values: Mapping[str, object], *told: str, quiet: tuple[str, ...] = ()) -> Odd:
    return Odd(kind, "d", cells, values, told, quiet)


def _s(kind: str, cells: Mapping[str, object], values: Mapping[str, object], *told: str, quiet: tuple[str, ...] = ()) -> Odd:
    return Odd(kind, "s", cells, values, told, quiet)


def _unseen() -> Iterator[Odd]:
    for z in "\u200b\ufeff\u202d\u00ad\ufe0e\uf0d8\u180b\U000e0020\u3164":
        yield _d(
            "unseen",
            {"B4": z + _DEPARTMENT, "D4": f"{_UNIT[:3]}{z}{_UNIT[3:]}", "D3": f"一次{z}性项目", "F3": f"特定{z}目标类",
            "B5": f"2028{z}年3月1日",
             "E6": f"86{z}0000", "A2": f"（20{z}28年度）", "E14": f"≥{z}3{z}6(座)", "C14": f"数量{z}指标",
             "A6": f"项目资金（{z}元）", "A3": f"{z}项目名称"},
            {"/department": _DEPARTMENT, "/unit": _UNIT, "/nature": "一次性项目", "/category": "特定目标类",
            "/start_date": "2028-03-01",
             _ANNUAL: "860000.00", "/year": 2028, "/indicators/1/target/number": "36", "/indicators/1/level2": "数量指标"},
        )  # fmt: skip
        yield _s(
            "unseen",
            {"F6": f"7{z}6", "G13": f"{z}15", "H13": f"1{z}5", "H19": f"99{z}.5", "F13": f"3{z}7(座)", "A19": f"总{z}分",
            "F12": f"实际{z}完成值"},
            {_SPENT: "760000.00", "/indicators/0/weight": "15", "/indicators/0/score": "15", "/total_score": "99.5",
            "/indicators/0/actual/number": "37"},
        )  # fmt: skip


_RADICALS = str.maketrans(
    "年月日人力口土大女子小工心手方比水田目示行里金門青非食", "年⽉⽇⼈⼒⼝⼟⼤⼥⼦⼩⼯⼼⼿⽅⽐⽔⽥⽬⽰⾏⾥⾦⾨⻘⾮⻝"
)


def _radicals() -> Iterator[Odd]:
    turned = {place: text.translate(_RADICALS) for place, text in DECLARATION.items() if isinstance(text, str)}
    read = {
        "/department": _DEPARTMENT,
        "/unit": _UNIT,
        _ANNUAL: "860000.00",
        "/category": "特定目标类",
        "/indicators/4/target/unit": "亩",
    }
    yield _d("radicals", turned, read)
    turned = {place: text.translate(_RADICALS) for place, text in EVALUATION.items() if isinstance(text, str)}
    yield _s("radicals", turned, {"/department": _DEPARTMENT, _SPENT: "760000.00", "/indicators/1/level3": "检修验收合格率"})


def _ticks() -> Iterator[Odd]:
    for nature, category in (
        ("√ 一次性项目　□ 经常性项目", "□运转类 √特定目标类"), ("①经常性项目□ ②一次性项目☑", "1.其他运转类□；2.特定目标类☑"),
        ("◉一次性项目 ○经常性项目", "○其他运转类 ●特定目标类"), ("【√】一次性项目【 】经常性项目",
        "【 】其他运转类【√】特定目标类"),
        ("经常性项目□\n一次性项目■", "其他运转类□\n特定目标类■"), ("✓一次性项目", "✓特定目标类"), ("( )经常性项目 (V)一次性项目",
        "( )其他运转类 (V)特定目标类"),
        ("□经常性项目 🗹一次性项目", "□其他运转类 ✅特定目标类"), ("一次性", "22-特定目标类项目"), ("一次性项目",
        "（三）特定目标类"),
    ):  # fmt: skip
        yield _d(
            "ticks",
            {"D3": nature, "F3": category},
            {"/nature": "一次性项目", "/category": "特定目标类"},
            quiet=("HEAD-007", "HEAD-008"),
        )
    for category in ("□其他运转类 □特定目标类", "√其他运转类 √特定目标类", "○其他运转类 ○特定目标类"):
        yield _d("ticks_of_no_choice", {"F3": category}, {}, "@F3")


def _pictures() -> Iterator[Odd]:
    picture = '=_xlfn.DISPIMG("ID_A90C",1)'
    for place, pointer in (
        ("D11", "/annual_goal"),
        ("D14", "/indicators/1/level3"),
        ("E6", _ANNUAL),
        ("B4", "/department"),
        ("E14", "/indicators/1/target"),
    ):
        yield _d("pictures", {place: picture}, {pointer: None}, f"@{place}")
    yield _s("pictures", {"H13": picture}, {"/indicators/0/score": None}, "@H13")
    yield _d("pictures_below", {"A19": "单位负责人：", "C19": picture, "B20": picture}, {"/indicators/6": None})


def _struck() -> Iterator[Odd]:
    for place, pieces, pointer, value in (
        ("B3", (("strike", "旧桥拆除"), "雁塘渔港清淤项目"), "/project_name", "雁塘渔港清淤项目"), ("D4", (_UNIT, ("strike",
        "（筹）")), "/unit", _UNIT),
        ("B5", (("strike", "2028-01-01"), "2028-03-01"), "/start_date", "2028-03-01"), ("A2", ("（", ("strike", "2027"),
        "2028年度）"), "/year", 2028),
        ("E14", (("strike", "≥30(座)"), "≥36(座)"), "/indicators/1/target/number", "36"), ("E6", (("strike", "800000"), "860000"),
        _ANNUAL, "860000.00"),
        ("A6", ("项目资金（", ("strike", "万"), "元）"), _ANNUAL, "860000.00"), ("F3", (("strike", "其他运转类"), "特定目标类"),
        "/category", "特定目标类"),
        ("E17", ("≥5200(m", ("superscript", "2"), ")"), "/indicators/4/target/number", "5200"),
    ):  # fmt: skip
        yield _d("pieces", {place: Runs(pieces)}, {pointer: value})
    yield _d("pieces", {"E6": Runs(("860000", ("superscript", "1")))}, {_ANNUAL: (None, "860000.00")}, "@E6")
    yield _s(
        "pieces",
        {"H13": Runs((("strike", "12"), "15")), "F6": Runs((("strike", "70"), "76"))},
        {"/indicators/0/score": "15", _SPENT: "760000.00"},
    )
    yield _s("struck", {"I13": Shown("工期延误，已追赶", struck=True)}, {"/indicators/0/deviation_note": None}, "FILE-022")
    yield _d(
        "struck",
        {f"{column}17": Shown(DECLARATION[f"{column}17"], struck=True) for column in "BCDE"},
        {"/indicators/5": None},
        "FILE-022",
    )


def _no_number() -> Iterator[Odd]:
    for text in (
        "①860000", "860000²", "½", "860000 790000", "860000\n（原820000）", "86万/90万", "860000→900000", "860000～900000",
        "捌拾陆万元整",
        "八十六万", "待定", "86,00", "1.268.000", "#DIV/0!", "TRUE",
    ):  # fmt: skip
        yield _d("no_amount", {"E6": text}, {_ANNUAL: None}, "FUND-001")
    for text in ("15/12", "15 12", "15\n12", "15（12）", "①15", "15²"):
        yield _s("no_score", {"H13": text}, {}, "@H13")
    for text in ("76（含结转3）", "76/80", "七十六"):
        yield _s("no_spending", {"F6": text}, {_SPENT: None}, "@F6")
    yield _d("about", {"E6": "约86万元"}, {_ANNUAL: "860000.00"}, "FUND-015")
    yield _s("about", {"F6": "约76"}, {_SPENT: "760000.00"}, "FUND-015")


def _scores() -> Iterator[Odd]:
    for text in ("15分", "１５", "15 分", "(15)", "15%"):
        yield _s("weights", {"G13": text}, {"/indicators/0/weight": "15"})
    for text in ("99.5分", "９９．５", "99.5（优）"):
        yield _s("totals", {"H19": text}, {"/total_score": "99.5"})
    for text in ("76万", "760,000元", "７６", "76．00", "0.0076亿元"):
        yield _s("spending", {"F6": text}, {_SPENT: "760000.00"})
    for category in ("特定目标类▼", "特定目标类（请选择）", "3特定目标类"):
        yield _d("list_marks", {"F3": category}, {"/category": "特定目标类"}, quiet=("HEAD-008",))


def _amounts() -> Iterator[Odd]:
    for text in (
        "８６００００", "860，000", "860,000.00元", "￥860,000.00", "860 000", "人民币860000元", "860000元整", "860000.00（元）",
        "86.00万", "86万元整",
        "__860000__", "860000&nbsp;", "860,000.00 ", "+860000", "8.6E5",
    ):  # fmt: skip
        yield _d("amounts", {"E6": text}, {_ANNUAL: "860000.00"})
    for code in (
        '0.00,"千元"', '0!.0,"万元"', '0!.0000"万元"', "#,##0.00_);[Red](#,##0.00)", '[DBNum2][$-804]General"元整"',
        '"¥"#,##0.00', '[DBNum1]General',
        '0.00"元"', '_ "¥"* #,##0.00_ ', "@",
    ):  # fmt: skip
        yield _d("formats_of_amounts", {"E6": Shown(860000, code), "E7": Shown(860000, code)}, {_ANNUAL: "860000.00"})
    for dash in ("--", "—", "／", "―", "……", "〇", "不涉及"):
        yield _d("dashes", {"E8": dash, "E9": dash}, {"/funding/annual_carryover": (None, "0.00")})
    rest = {"C6": 860000.0000000001, "C7": 860000.0000000001, "E6": 860000.0000000001, "E7": 860000.0000000001}
    yield _d("float_rests", rest, {_ANNUAL: "860000.00", _TOTAL: "860000.00"})


def _units() -> Iterator[Odd]:
    for label, number in (
        ("项目资金（千元）", 860), ("项目资金（百万元）", 0.86), ("项目资金\n(单位:万元)", 86), ("项目资金(亿元)", 0.0086),
        ("项 目 资 金（ 万 元 ）", 86),
        ("项目资金/万元", 86), ("项目资金（万）", 86), ("项目资金（人民币万元）", 86), ("项目资金（单位：人民币元）", 860000),
    ):  # fmt: skip
        yield _d(
            "units", {"A6": label, **dict.fromkeys(("C6", "C7", "E6", "E7"), number)}, {_ANNUAL: "860000.00", _TOTAL: "860000.00"}
        )
    plain = {"A6": "项目资金", **dict.fromkeys(("C6", "C7", "E6", "E7"), 86)}
    for elsewhere in (
        {"A19": "说明：本表资金以万元计。"},
        {"H1": "单位：", "I1": "万元"},
        {"A2": "（2028年度）　　金额单位：万元"},
    ):
        yield _d("units_elsewhere", {**plain, **elsewhere}, {_ANNUAL: "860000.00"})
    yield _d("units_in_cells", {"C6": "86万元", "E6": "86万元", "C7": "860000元"}, {_ANNUAL: "860000.00", _TOTAL: "860000.00"})


def _shown() -> Iterator[Odd]:
    for number, code, text in (
        (1200, '[DBNum1][$-804]General"座"', "一千二百座"), (36, "[DBNum2][$-804]General", "叁拾陆"), (36, '"≥"0"座"', "≥36座"),
        (36000, '0,"千"', "36千"),
        (36000000, '0.00,,"百万"', "36.00百万"), (0, '[=0]"不涉及";0', "不涉及"), (0, '0;-0;"无"', "无"), (10123, "000-0000",
        "001-0123"),
        (0.985, "0.0%", "98.5%"), (3.5, "# ?/?", "3 1/2"), (0.4375, "h:mm", "10:30"), (7, "000", "007"), (36, '[>30]"≥"0"座";0',
        "≥36座"),
        (1.5, '[h]"小时"', "36小时"), (5200, '#,##0"亩"', "5,200亩"),
        (46904, '[DBNum1][$-804]m"月"d"日"', "五月三十一日"), (46904, 'm"月"d"日"', "5月31日"), (46904, 'yyyy"年"m"月""底前"',
        "2028年5月底前"),
    ):  # fmt: skip
        yield _d("shown", {"E14": Shown(number, code)}, {"/indicators/1/target/text": text})
        yield _s("shown", {"F13": Shown(number, code)}, {"/indicators/0/actual/text": text})
    yield _d(
        "shown_number",
        {"E14": Shown(36, '[DBNum1]General"座"')},
        {"/indicators/1/target/number": "36", "/indicators/1/target/unit": "座"},
    )
    yield _d(
        "number_as_a_day", {"E14": Shown(36, "yyyy-mm-dd"), "E16": Shown(202805, "yyyy/m/d")},
        {"/indicators/1/target/text": "36", "/indicators/3/target/text": "2028-05"}, "FILE-026",
    )  # fmt: skip
    yield _s(
        "number_as_a_day", {"D6": Shown(80, 'm"月"d"日"'), "G13": Shown(15, "yyyy-mm-dd"), "H13": Shown(15, "yyyy-mm-dd")},
        {"/funding/total/initial_budget": "800000.00", "/indicators/0/weight": "15", "/indicators/0/score": "15"}, "FILE-026",
    )  # fmt: skip
    yield _d("month_as_a_day", {"B5": Shown(202803, "yyyy-mm-dd"), "D5": Shown(202812, 'yyyy"年"m"月"')},
             {"/start_date": "2028-03-01", "/end_date": "2028-12-31"}, quiet=("DATE-003",))  # fmt: skip
    yield _d("shown_year", {"A2": Shown(2028, '"（"0"年度）"')}, {"/year": 2028})
    yield _d("shown_year", {"A2": Shown(46753, '[DBNum1]yyyy"年度"')}, {"/year": 2028})
    yield _d("shown_name", {"B3": Shown(123, "00000")}, {"/project_name": "00123"})


def _dates() -> Iterator[Odd]:
    for start, end in (
        ("2028.3.1", "2028.12.15"), ("２０２８年３月１日", "２０２８年１２月１５日"), ("二〇二八年三月一日",
        "二〇二八年十二月十五日"), ("20280301", "20281215"),
        ("2028年03月01日（星期三）", "2028年12月15日 周五"), ("2028/03/01 上午", "2028/12/15 下午"), ("自2028年3月1日",
        "至2028年12月15日"),
        ("2028年3月1号", "2028年12月15号"), ("2028–03–01", "2028–12–15"), ("_2028_年_3_月_1_日", "2028-12-15&nbsp;"),
        (Shown(46813, "yyyy-mm-dd"), Shown(47102, '[$-804]yyyy"年"m"月"d"日" dddd')), (Shown(46813, '[DBNum1]yyyy"年"m"月"d"日"'),
        Shown(47102, "d-mmm")),
    ):  # fmt: skip
        yield _d("dates", {"B5": start, "D5": end}, {"/start_date": "2028-03-01", "/end_date": "2028-12-15"})


def _years() -> Iterator[Odd]:
    for line in (
        "填报日期：2027年10月8日　　　（2028年度）", "2028年度（2027年10月填报）", "（二〇二八年度）", "（２０２８年度）",
        "（2028 年 度）", "（__2028__年度）",
        "制表日期2027/10/8 预算年度2028年", "2028年",
    ):  # fmt: skip
        yield _d("years", {"A2": line}, {"/year": 2028}, quiet=("HEAD-002", "DATE-003"))
    in_one = {"A1": "部门预算项目支出绩效目标申报表（2028年度）　　单位：元", "A2": None, "A6": "项目资金"}
    yield _d("years", in_one, {"/year": 2028, _ANNUAL: "860000.00"})
    yield _d(
        "years", {"A1": "2028年部门预算项目支出绩效目标申报表（2027年9月版）", "A2": None}, {"/year": 2028}, quiet=("HEAD-002",)
    )


def _targets() -> Iterator[Odd]:
    for text, number in (
        ("≥5200㎡", "5200"), ("≥5200m²", "5200"), ("≤15μg/m³", "15"), ("≥1.2万亩", "1.2"), ("＞＝36座", "36"), ("36座及以上",
        "36"), ("≧36座", "36"),
        ("≥３６座", "36"), ("≥1，200座", "1200"), ("不低于 36（座）", "36"), ("≥36&nbsp;(座)", "36"), ("≥__36__(座)", "36"),
        ("1:30", None), ("≥36【座】", "36"), ("≥36[座]", "36"), ("≥36②(座)", "36"),
    ):  # fmt: skip
        yield _d(
            "targets",
            {"E17": text},
            {"/indicators/4/target/number": number, "/indicators/4/target/kind": "quantitative"},
            quiet=("VAL-009",),
        )
    for text in ("五月底前", "十二月三十一日", "6月30日", "每月", "全年", "31-May"):
        yield _d("times", {"E16": text}, {"/indicators/3/target/kind": "time"})
    for target, actual in (
        ("1:30", "1:28"), ("≥5200㎡", "5260平方米"), ("≤15μg/m³", "12μg/m³"), ("300册", "300余册"), ("≤30元/册", "28元"),
        ("≥30元/册", "38元"), ("≥2次/年", "2次"),
        ("≤23000元/座", "2.18万元/座"), ("≥1.2万亩", "12600亩"), ("≥36座", "37座（含新增1座）"),
    ):  # fmt: skip
        yield _s("pairs", {"E13": target, "F13": actual}, {"/indicators/0/actual/text": actual}, quiet=("SELF-024", "SELF-014"))


def _references() -> Iterator[Odd]:
    for place, pointer in (
        ("B4", "/department"),
        ("D4", "/unit"),
        ("B3", "/project_name"),
        ("D14", "/indicators/1/level3"),
        ("D11", "/annual_goal"),
    ):
        yield _d("zero_of_a_blank", {place: 0}, {pointer: None}, f"@{place}")
    yield _s("zero_of_a_blank", {"I13": 0}, {"/indicators/0/deviation_note": None})
    yield _d("lines", {"B4": "__________", "D4": "＿＿＿＿"}, {"/department": None, "/unit": None}, "@B4")
    yield _d(
        "lines", {"B4": f"____{_DEPARTMENT}____", "F3": "_特定目标类_"}, {"/department": _DEPARTMENT, "/category": "特定目标类"}
    )
    yield _d("markup", {"B4": f"&nbsp;{_DEPARTMENT}", "D4": f"<span>{_UNIT}</span>"}, {"/department": _DEPARTMENT, "/unit": _UNIT})
    yield _d("truth", {"E14": True}, {"/indicators/1/target/number": None})


def _labels() -> Iterator[Odd]:
    read = {
        "/department": _DEPARTMENT,
        "/unit": _UNIT,
        "/start_date": "2028-03-01",
        "/end_date": "2028-12-15",
        _ANNUAL: "860000.00",
    }
    yield _d(
        "labels", {"A3": "项\n目\n名\n称", "A4": "主\n管\n部\n门", "A6": "项\n目\n资\n金\n（元）", "A12": "绩\n效\n指\n标"}, read
    )
    yield _d(
        "labels",
        {"A3": "项  目  名  称", "A4": "主　管　部　门", "C4": "实 施 单 位", "B12": "一 级 指 标", "D12": "三 级 指 标"},
        read,
    )
    yield _d(
        "labels",
        {"A3": "项目名称：", "A4": "主管部门:", "C4": "*实施单位：", "A5": "★计划开始日期", "C5": "计划完成日期（必填）"},
        read,
    )
    yield _d(
        "labels",
        {"A3": "1.项目名称", "A4": "2、主管部门", "C4": "（3）实施单位", "A5": "④计划开始日期", "C5": "❺计划完成日期"},
        read,
    )


def _programs() -> Iterator[Odd]:
    yield _d("uncalculated", {"E6": "=SUM(E7:F9)", "C6": "=C7+C9"}, {_ANNUAL: "860000.00", _TOTAL: "860000.00"})
    yield _s("uncalculated", {"H19": "=SUM(H13:H18,I6)", "F6": "=F7+F8+F9"}, {"/total_score": "99.5", _SPENT: "760000.00"})
    yield _d(
        "inline_text_in_v",
        {"B4": Element(f'<c r="{{place}}" s="{{style}}" t="inlineStr"><v>{_DEPARTMENT}</v></c>')},
        {"/department": _DEPARTMENT},
    )
    sounds = f'<is><t>{_DEPARTMENT}</t><rPh sb="0" eb="2"><t>HE FENG</t></rPh><phoneticPr fontId="1"/></is>'
    yield _d("how_it_sounds", {"B4": Element(f'<c r="{{place}}" t="inlineStr">{sounds}</c>')}, {"/department": _DEPARTMENT})
    yield _d(
        "number_as_text", {"E6": Element('<c r="{place}" t="str"><f>TEXT(E7,"0")</f><v>860000</v></c>')}, {_ANNUAL: "860000.00"}
    )
    yield _d("error", {"E6": Element('<c r="{place}" t="e"><f>1/0</f><v>#DIV/0!</v></c>')}, {_ANNUAL: None}, "FILE-010")
    yield _d("another_workbook", {"E6": Element("<c r=\"{place}\"><f>'[1]汇总'!B2</f><v>860000</v></c>")}, {_ANNUAL: "860000.00"})
    yield Odd("hidden_row", "d", {}, {"/indicators/5/level3": "灌区农户满意度"}, ("FILE-009",), rows={15: 'hidden="1"'})
    yield Odd("hidden_by_height", "d", {}, {}, ("FILE-009",), rows={17: 'ht="0" customHeight="1"'})
    yield Odd("hidden_by_one_pixel", "d", {}, {}, ("FILE-009",), rows={17: 'ht="0.75" customHeight="1"'})
    yield Odd("low_and_seen", "d", {}, {}, (), rows={17: 'ht="6" customHeight="1"'})


_KINDS = (
    _unseen, _radicals, _ticks, _pictures, _struck, _no_number, _scores, _amounts, _units, _shown, _dates, _years,
    _targets, _references,
    _labels, _programs,
)  # fmt: skip
