"""What a reviewer looks for first in each 项目类别: who is paid, what keeps running, what is delivered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlperf.data.money import WAN, YUAN, YUAN_PER
from xlperf.data.names import bare
from xlperf.rules.facts.scoring import round_half_up

Facts = dict[str, Any]

_PEOPLE_UNITS = frozenset(("人", "名", "位", "人次", "户", "万人", "人/月", "人月"))
_PEOPLE_NAME = re.compile(r"人数|人次|人员数|名额|户数")
_PER_PERSON = re.compile(r"(万?)元/?[/每]?(?:人|名|位)(?:[/·每]?(月|年))?|(万?)元/(?:月|年)[/·]?人")
_PAY_TIME = re.compile(r"每月|按月|逐月|月度|月底|\d日前|每季|按季|每年|每半年|每学期|年底")
_PAY_RATE = re.compile(r"足额|准确|及时|按时|准时|到位|发放|覆盖|到账|合规|差错|拖欠|错发|漏发")
_RUNNING = re.compile(r"可用|正常运行|运行率|正常率|完好|在线|连续运行|运转|畅通|稳定|保障率|保障|无故障|故障|中断|宕机|通畅|可靠")
_FAULT = re.compile(r"故障|响应|修复|排除|抢修|恢复|处置|报修|维修|中断|宕机|投诉|差错|及时")
_ACCEPTED = re.compile(r"验收|合格|通过|达标|合规|优良|优秀|准确|完好|完成|质量|率$|成果|评审")


def add_category_facts(head: Facts, rows: Sequence[Facts]) -> None:
    """Add to the facts of a declaration whether its indicators hold what its category calls for."""
    head["people_counted"] = any(
        row.get("measure") in _PEOPLE_UNITS or ("number" in row and _PEOPLE_NAME.search(row.get("level3", ""))) for row in rows
    )
    head["pay_time"] = any(
        _PAY_TIME.search(row.get("target", "")) or row.get("target_kind") == "time"
        for row in rows
        if row.get("level2") == "时效指标"
    )
    head["pay_rate"] = any(
        _PAY_RATE.search(row.get("level3", ""))
        for row in rows
        if row.get("level2") == "质量指标" or row.get("level3", "").endswith("率")
    )
    head["keeps_running"] = any(_RUNNING.search(row.get("level3", "")) for row in rows)
    head["fault_number"] = any(
        _FAULT.search(row.get("level3", "")) and row.get("target_kind") in ("quantitative", "time") for row in rows
    )
    head["counted_work"] = any(row.get("level2") == "数量指标" and ("number" in row or "several" in row) for row in rows)
    head["accepted"] = any(
        row.get("target_kind") == "quantitative" or _ACCEPTED.search(row.get("level3", "") + row.get("target", ""))
        for row in rows
        if row.get("level2") == "质量指标"
    )
    head["cost_amount"] = any("元" in row.get("measure", "") for row in rows if _of_cost(row))
    head["unit_cost"] = any(re.search(r"元/|每|元·", row.get("measure", "")) for row in rows if _of_cost(row))
    head["numeric_benefits"] = sum(
        row.get("level1") == "效益指标" and row.get("target_kind") in ("quantitative", "time") for row in rows
    )
    head["dated_work"] = any(row.get("target_kind") == "time" for row in rows if row.get("level2") == "时效指标")
    _add_per_person(head, rows)
    _add_milestones(head, rows)


def _of_cost(row: Facts) -> bool:
    return "成本指标" in (row.get("level1"), row.get("level2"))


def _add_per_person(head: Facts, rows: Sequence[Facts]) -> None:
    """Add what the only sum per person comes to for the only number of people, in per cent of the year's money."""
    limit = head.get("yearly_amount")
    people = [row["number"] for row in rows if row.get("measure") in ("人", "名", "位") and "number" in row and not _of_cost(row)]
    rates = [
        (row["number"], found) for row in rows if "number" in row and (found := _PER_PERSON.fullmatch(bare(row.get("measure", ""))))
    ]
    if len(people) != 1 or len(rates) != 1 or not isinstance(limit, Decimal) or limit <= 0:
        return
    rate, found = rates[0]
    per_month = found[2] == "月" or "月" in found[0]
    head["paid_people"] = people[0]
    head["per_person_cost"] = rate * people[0] * YUAN_PER[WAN if "万" in found[0] else YUAN] * (12 if per_month else 1)
    head["per_person_percent"] = round_half_up(head["per_person_cost"] * 100 / limit, 1)


def _add_milestones(head: Facts, rows: Sequence[Facts]) -> None:
    """Add how many years of a plan over several years its goal and its dates name."""
    if head.get("spans_years") is not True:
        return
    first, last = head["start_year"], head["end_year"]
    texts = (str(head.get("overall_goal", "")), *(row.get("target", "") for row in rows), *(row.get("level3", "") for row in rows))
    written = {int(each) for text in texts for each in re.findall(r"(?<!\d)20\d\d(?!\d)", text)}
    phases = len({each for text in texts for each in re.findall(r"第?([一二三四五])(?:期|阶段|年)", text)})
    head["milestone_years"] = max(sum(first <= each <= last for each in written), phases)
