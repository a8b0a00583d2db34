"""What the goal texts say beside the rest of the form: years, numbers, money, and results copied from the goal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlperf.data.money import YUAN_PER
from xlperf.data.names import bare
from xlperf.forms.values.amounts import is_blank_mark
from xlperf.forms.values.amounts import says_nothing as stands_for_nothing
from xlperf.forms.values.dates import years_in_figures
from xlperf.rules.facts.goal_numbers import mentions, other_money, row_against_goal

Facts = dict[str, Any]

_QUOTED = re.compile(r"《[^》]*》")
_SPAN = re.compile(r"(?<!\d)(20\d\d)(?:年)?\s*[-－—–~～至]+\s*(20\d\d)(?!\d)(?!年?度?已)年?")
_STATED_YEAR = re.compile(
    r"(?P<before>^|[\n。；;！，,、:：]|在|于)\s*(?:[(（]?[\d一二三四五六七八九十]+[、.．)）])?\s*(?P<year>20\d\d)年(?P<after>(?:度?[，,])?[^。；;\n，,]{0,24})"
)
# 力争2024年底完成: the end of a year is one that the goal means, and no history.
_DUE_YEAR = re.compile(
    r"(?:力争|争取|确保|计划(?:在|于)?|拟[在于]?|预计)(?P<year>20\d\d)年(?:\d{1,2}月)?[底末内]?前?[^。；;\n，,已]{0,24}"
)
_THIS = re.compile(r"(?:本年度?|今年|当年)[是即为(（:：]{0,2}(20\d\d)年|(20\d\d)年度?[(（](?:本年|今年|当年)")
_TOLD = re.compile(
    r"^度?[，,]?(?:已|[底末初前起至到]|以[来前]|之前|[-—~～]|同期|相比|同比|基础|水平|立项|印发|发布|出台|制定|颁布|批复|审计|决算|结转|尾款|欠款|遗留"
    r"|建成|投入|启动|签订|中标|试点|普查|第|政府|市|区|全国|工作要点|任务)|基础上|结转|尾款|欠款|质保|已(?:经)?(?:完成|建成|开展|实施)|较上年|同期|遗留"
)
_MEANT = re.compile(
    r"^度?[，,]?(?:[^，,]{0,6}?)(?:计划|拟|将|预计|全年|继续|开展|举办|组织|实施|完成|采购|购置|培训|建设|推进|开工|新增|改造|服务|保障|维护|做好|聘用|发放|编印|开设|安排)"
)
# 完成2025年度设备维护160台: work counted by the year. What is done about a year that is over (考核, 决算) is this year's work.
_WORK_OF_YEAR = re.compile(
    r"(?:^|[\n。；;！，,、:：])\s*(?:完成|开展|做好|实施|组织)(?P<year>20\d\d)年度?(?P<after>[^。；;\n，,]{0,24})"
)
_COUNTED_WORK = re.compile(r"(?:维护|培训|采购|购置|建设|改造|服务|巡查|巡护|检修|保养|演出|展览|活动|修缮|发放|编印).{0,6}\d")
_ABOUT_A_YEAR = re.compile(
    r"考核|评[价审估比]|审[计核]|决算|结算|结转|清[缴算]|年[报检鉴审]|统计|总结|验收|整改|归档|档案|公开|公示|立项|签订|延续|剩余|遗留|尾款|欠款|质保|已"
)
_HOLLOW = re.compile(
    r"(?:详|参|另|请)见.{2,24}|(?:同|参照|比照)(?:预算|年初|申报|绩效|总体)?(?:目标|申报|去年|往年|上年)(?:表|执行|完成)?|"
    r"(?:目标|内容|情况)?(?:(?:详|参|另|请|具体)?见(?:附|上|下|后|报告|方案|文|申报|项目|总|年度|自评|计划|说明|材料|表|《).{0,14}"
    r"|(?:同|参照|按照?|依照|沿用|延续|与)(?:上|去|往|前|历|总目标|项目总|年度|申报|左|右).{0,14}|附件|附后|另附.{0,6}|略|无|暂无|[-—/]+"
    r"|(?:严格)?(?:按照?|根据)(?:计划|要求|规定|上级要求|实际情况|工作安排|有关规定|相关规定)(?:完成|执行|实施|推进|开展|落实)?(?:各项|相关)?(?:工作|任务|目标)*"
    r"|(?:确保|保证|保质|保量|按[时期质量]|按照?|根据|计划|要求|全面|全部|圆满|较好|顺利|如期|努力|高质量|全年|年度|本年度?|年初)*(?:完成|落实|做好|开展|推进)好?了?"
    r"(?:全年|年度|本年度?|当年|年初|上级|部门|单位|制定|确定|下达|布置|交办|安排|既定|预定|预期|计划|的|各项|相关|其他|有关|目标|任务|工作|指标)+)"
)
_FILLING = re.compile(
    r"(?:达到|取得|实现|发挥)(?:预期|良好|较好|年度|一定|应有)?的?(?:效果|目标|效益|成效|作用|要求)|(?:做好|开展好?|落实好?)(?:各项|相关|本职|日常|有关)?工作"
    r"|(?:确保|保障|保证)(?:项目|工作|单位|机关|各项工作)*(?:正常|顺利|有序)*(?:开展|运行|运转|实施|进行)?|(?:不断)?(?:提高|提升)(?:工作|服务|管理)?(?:效率|水平|质量)|执行到位|落实到位"
)


_BREAKS = re.compile(r"[\s，,。；;、！()（）]+")
_LONGEST_HOLLOW = 120
"""Characters from which on a text is not asked whether it says nothing."""


def says_nothing(text: str) -> bool:
    """Tell whether a goal or a result says nothing at all: 同上年, 详见附件, 按要求完成各项工作任务."""
    if len(text) >= _LONGEST_HOLLOW:
        return False
    clauses = [each for each in _BREAKS.split(bare(text.replace("\n", "。"))) if each]
    hollow = [_HOLLOW.fullmatch(each) is not None for each in clauses]
    return any(hollow) and all(one or _FILLING.fullmatch(each) for one, each in zip(hollow, clauses, strict=True))


def says_none(text: str) -> bool:
    """Tell whether a text says that there is nothing to be written: what stands for no amount does, and 暂无."""
    said = text.replace("暂无", "无")
    return is_blank_mark(said) or stands_for_nothing(said)


_TAIL = re.compile(
    r"尾款|质保金|保证金|结算款|余款|欠款|清算|后续支付|剩余(?:工程)?款|决算款|进度款|还本付息|工程结算|竣工结算|项目结算|合同款"
)


def old_year(text: str, year: int, first: int | None, last: int | None) -> str | None:
    """Return the year or span that shows a goal to be the one of another year, None where it is told history or the plan.

    Args:
        text: the goal; year: of the form; first, last: years of the plan.
    """
    span = next((each for each in _SPAN.finditer(text) if int(each[2]) < year), None)
    if span is not None:
        return span[0]
    plain = years_in_figures(_QUOTED.sub("", text))
    this = _THIS.search(plain)
    if this is not None and int(this[1] or this[2]) != year:
        return f"{this[1] or this[2]}年"
    if "20" not in plain or str(year) in plain or re.search(r"本年|今年|当年", plain):
        return None
    for hit in _STATED_YEAR.finditer(plain):
        stated = int(hit["year"])
        if stated > year and plain[: hit.start("year")].strip("一1、.（(） )目标：:在于"):
            continue  # what follows next year, told behind this year's work
        planned = first is not None and last is not None and first <= stated <= last
        if stated != year and not planned and not _TOLD.search(hit["after"]) and _MEANT.match(hit["after"]):
            return f"{stated}年"
    due = _DUE_YEAR.search(plain)
    if due is not None and int(due["year"]) < year and not (first is not None and first <= int(due["year"])):
        return f"{due['year']}年"
    return _year_of_work(plain, year, first, last)


def _year_of_work(text: str, year: int, first: int | None, last: int | None) -> str | None:
    """Return the earlier year for which counted work is promised, None where there is none."""
    for hit in _WORK_OF_YEAR.finditer(text):
        stated, after = int(hit["year"]), hit["after"]
        planned = first is not None and last is not None and first <= stated <= last
        if stated < year and not planned and _COUNTED_WORK.search(after) and not _ABOUT_A_YEAR.search(after):
            return f"{stated}年"
    return None


def pays_a_tail(texts: Sequence[str]) -> bool:
    """Tell whether one of the texts says that what is left of a finished project is paid (尾款, 质保金, 结算)."""
    return any(_TAIL.search(each) for each in texts)


_MARKS = re.compile(r"[\W_]+")
_FILLER = re.compile(r"已经?|圆满|全部|顺利|按期|按时|如期|均|了|累计|实际|总共|共|完成")
_SHORTEST = 12
"""Texts below this length are alike by chance."""


def copied(goal: str, done: str) -> str | None:
    """Return how far a result is the goal again: ``same`` word for word, ``nearly`` but for 已 and 完成, else None."""
    wanted, got = (_MARKS.sub("", bare(each)) for each in (goal, done))
    if len(wanted) < _SHORTEST:
        return None
    if wanted == got:
        return "same"
    return "nearly" if abs(len(wanted) - len(got)) < 12 and _FILLER.sub("", wanted) == _FILLER.sub("", got) else None


def add_goal_facts(head: Facts, rows: Sequence[Facts], amounts: Mapping[str, Decimal]) -> None:
    """Add what the goals say to the facts of a form and its rows.

    Args:
        head: facts of the form; rows: of its rows, both completed in place.
        amounts: the amounts in the head of the form, by fact.
    """
    goal, year = head.get("annual_goal"), head.get("year")
    if isinstance(goal, str) and isinstance(year, int):
        found = old_year(goal, year, head.get("start_year"), head.get("end_year"))
        if found is not None:
            head["goal_old_year"] = found
    done = head.get("actual_completion")
    if isinstance(done, str):
        if isinstance(year, int) and (found := old_year(done, year, None, None)) is not None:
            head["done_old_year"] = found
        if isinstance(goal, str) and (how := copied(goal, done)) is not None:
            head["done_copied"] = how
    if head["kind"] != "declaration":
        return
    if pays_a_tail([str(head.get(each, "")) for each in ("project_name", "overall_goal", "annual_goal")]):
        head["tail_payment"] = True
    if isinstance(goal, str):
        _add_numbers(head, goal, rows, tuple(amounts.values()))


def _add_numbers(head: Facts, goal: str, rows: Sequence[Facts], amounts: Sequence[Decimal]) -> None:
    costs = [row["number"] * YUAN_PER[row["measure"]] for row in rows if row.get("measure") in YUAN_PER and "number" in row]
    money = other_money(goal, amounts, costs)
    if money is not None:
        head["goal_money"] = money
    said = mentions(goal)
    counted = [row for row in rows if "number" in row and "measure" in row and "level3" in row]
    wanted = [(row["level3"], row["number"], row["measure"]) for row in counted]
    for row, each in zip(counted, wanted, strict=True):
        other = row_against_goal(*each, said, wanted)
        if other is not None:
            row["goal_number"] = other
