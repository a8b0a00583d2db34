"""What is reckoned for the rules of one 项目类别: what the people of a form cost, which years a plan over several names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.money import WAN, YUAN, YUAN_PER
from xlperf.data.names import bare
from xlperf.rules.facts.scoring import round_half_up

Facts = dict[str, Any]

_PER_PERSON = lazy_pattern(r"(万?)元/?[/每]?(?:人|名|位)(?:[/·每]?(月|年))?|(万?)元/(?:月|年)[/·]?人")


def add_category_facts(head: Facts, rows: Sequence[Facts]) -> None:
    """Add to the facts of a declaration what a rule of its category holds its figures against."""
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
    head["paid_people"] = people[0]
    head["per_person_cost"] = rate * people[0] * YUAN_PER[WAN if "万" in found[0] else YUAN] * (12 if "月" in found[0] else 1)
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
