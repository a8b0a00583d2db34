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
from xlperf.rules.facts.goal_numbers import mentions, other_money, row_against_goal
from xlperf.rules.facts.goal_years import done_in_old_year, old_year

Facts = dict[str, Any]

_HOLLOW = re.compile(
    r"(?:详|参|另|请)见.{2,24}|(?:同|参照|比照)(?:预算|年初|申报|绩效|总体)?(?:目标|申报|去年|往年|上年)(?:表|执行|完成)?|"
    r"(?:目标|内容|情况)?(?:(?:详|参|另|请|具体)?见(?:附|上|下|后|报告|方案|文|申报|项目|总|年度|自评|计划|说明|材料|表|《).{0,14}"
    r"|(?:同|参照|按照?|依照|沿用|延续|与)(?:上|去|往|前|历|总目标|项目总|年度|申报|左|右).{0,14}|附件|附后|另附.{0,6}|略|无|暂无|[-—/]+"
    r"|(?:已经?|均|全部|全面|圆满|顺利|基本|按[期时]|如期|按计划|各项|项目|工作|任务|目标|指标|年度|预期)+"
    r"(?:完成|达成|实现|实施|落实|达标)(?:了|良好|较好|情况良好|到位|完毕)?|完成(?:情况)?(?:良好|较好|优秀|到位)"
    r"|(?:同|与|参照|按照?|依照|沿用|延续|比照)20\d\d年?度?的?(?:申报|预算|绩效|年度|总体)*(?:目标|内容|情况|标准|表|水平|要求)?(?:一致|相同|一样|不变|执行|实施|填[报写]|完成)?"
    r"|(?:严格)?(?:按照?|根据)(?:计划|要求|规定|上级要求|实际情况|工作安排|有关规定|相关规定)(?:完成|执行|实施|推进|开展|落实)?(?:各项|相关)?(?:工作|任务|目标)*"
    r"|(?:确保|保证|保质|保量|按[时期质量]|按照?|根据|计划|要求|全面|全部|圆满|较好|顺利|如期|努力|高质量|全年|年度|本年度?|年初)*(?:完成|落实|做好|开展|推进)好?了?"
    r"(?:全年|年度|本年度?|当年|年初|上级|部门|单位|制定|确定|下达|布置|交办|安排|既定|预定|预期|计划|的|各项|相关|其他|有关|目标|任务|工作|指标)+)"
)
_FILLING = re.compile(
    r"(?:达到|取得|实现|发挥)(?:预期|良好|较好|年度|一定|应有)?的?(?:效果|目标|效益|成效|作用|要求)|(?:做好|开展好?|落实好?)(?:各项|相关|本职|日常|有关)?工作"
    r"|(?:确保|保障|保证)(?:项目|工作|单位|机关|各项工作)*(?:正常|顺利|有序)*(?:开展|运行|运转|实施|进行)?|(?:不断)?(?:提高|提升)(?:工作|服务|管理)?(?:效率|水平|质量)|执行到位|落实到位"
    r"|(?:总体|整体)?(?:效果|效益|成效|运行|执行|情况)(?:总体|整体)?(?:良好|较好|正常|显著|明显)"
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
        if isinstance(year, int) and (found := done_in_old_year(done, year)) is not None:
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
