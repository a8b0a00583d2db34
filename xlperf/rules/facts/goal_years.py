"""Years that a goal or a result names: of the form, of the plan, of history, or of another form that was copied."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.values.dates import years_in_figures
from xlperf.rules.facts.words.phrases import phrases

_QUOTED = lazy_pattern(r"《[^》]*》")
_SPAN = lazy_pattern(
    r"(?<!\d)(20\d\d)(?:年)?\s*[-－—–~～至]+\s*(20\d\d)(?!\d)"
    r"(?!年?度?(?:已|的?(?:试点|经验|做法|成果|建设成果|期间)))年?"
)
# 2021至2025年立项的项目开展后评价: the work of this year is about those years.
_ABOUT_YEARS = lazy_pattern(rf"[^，,。；;\n]{{0,16}}?(?:{phrases('about_a_year')}|{phrases('about_past_work')})")
# 2025年1月至12月，对18条河道开展保洁: the months of that year, at the head of a sentence.
_MONTHS_OF_YEAR = lazy_pattern(
    r"(?:^|[\n。；;])\s*(?:[(（]?[\d一二三四五六七八九十]+[、.．)）])?\s*(?P<year>20\d\d)年(?=[^，,]{0,16}月)\d{1,2}(?:月(?:\d{1,2}日)?)?"
    r"(?:[-—~～至到]+(?:(?P=year)年)?\d{1,2}月(?:\d{1,2}日)?)?(?:[，,]|期间)(?P<after>[^。；;\n，,]{0,24})"
)
_STATED_YEAR = lazy_pattern(
    r"(?P<before>^|[\n。；;！，,、:：]|在|(?<![建立成工用设办馆])于|本?项目|[一二三四五六]是)\s*(?:[(（]?[\d一二三四五六七八九十]+[、.．)）])?\s*(?P<year>20\d\d)年(?P<after>(?:度?内?[，,])?[^。；;\n，,]{0,24})"
)
# 力争2024年底完成: the end of a year is one that the goal means, and no history.
_DUE_YEAR = lazy_pattern(rf"(?:{phrases('is_to_be')})(?P<year>20\d\d)年(?:\d{{1,2}}月)?[底末内]?前?[^。；;\n，,已]{{0,24}}")
_THIS = lazy_pattern(r"(?:本年度?|今年|当年|全年)[是即为(（:：]{0,2}(20\d\d)年|(20\d\d)年度?[(（](?:本年|今年|当年)")
_NOW = lazy_pattern(phrases("this_year"))
# 全市2024年 is told, 2024年全市改造… is work.
_FORMER = (
    rf"{phrases('former')}|全[国省市区县镇乡](?!(?:{phrases('works')}))"
    rf"|\d{{1,2}}月(?![上中下]?[旬底末]?前|[底末])[^，,]{{0,6}}(?:{phrases('first_steps')})"
)
_FORMER_BEHIND = phrases("former_behind")
_BEHIND_A_FORMER = lazy_pattern(_FORMER_BEHIND)
_TOLD = lazy_pattern(rf"^度?[，,]?(?:已|[底末初]|建成|投入|{_FORMER})|{_FORMER_BEHIND}|已(?:经)?(?:完成|建成|开展|实施)")
_MEANT = lazy_pattern(
    rf"^度?内?[，,]?(?:[^，,]{{0,6}}?|(?:{phrases('directed_at')})[^，,]{{1,16}}?)(?:{phrases('meant_by_a_year')})"
    rf"|^度?(?:{phrases('directed_at')})[^，,。；;]{{1,16}}?(?:{phrases('given_in_a_year')})"
)
# What somebody counted, or a paper: no work that is promised, whatever number follows.
_STATISTIC = lazy_pattern(rf"^.{{0,8}}?(?:{phrases('papers_and_figures')})|[了过的]|需求|不足|隐患")
_COUNTED = lazy_pattern(r"\d[\d,.]*[余多]?[万千百]?(?![\d.,年月日%‰元亿号]|个百分点|个?月)[\u4e00-\u9fff]")
# 按照“十三五”规划要求: a plan of five years that is over; what is left of it and what it came to is this year's work.
_PLANS = lazy_pattern(r"十[“”\"'‘’]?([一二三四五六七八九])五")
_BY_A_PLAN = lazy_pattern(
    rf"(?<!已)(?:{phrases('by_a_plan')})[^，,。；;\n]{{0,14}}?[“\"'‘《]?(?P<plan>十(?P<nth>[一二三四五六七八九])五)[”\"'’]?(?P<after>[^，,。；;\n]{{0,16}})"
)
_PLANNED = lazy_pattern(phrases("told_by_a_plan"))
_FIRST_PLAN, _YEARS_OF_A_PLAN = 2005, 5
"""The last year of the plan before 十一五, and how long one lasts."""
_TURNS_TO_NOW = lazy_pattern(phrases("turns_to_now"))
# 完成2025年度设备维护160台, 做好2025年保洁工作: work of a year. What is done about a past year (考核, 决算) is this year's work.
_VERB_OF_YEAR = r"(?:^|[\n。；;！，,、:：])\s*为?了?(?:{})好?(?P<year>20\d\d)年度?(?P<after>[^。；;\n，,]{{0,24}})"
_WORK_OF_YEAR = lazy_pattern(_VERB_OF_YEAR.format(phrases("carries_out")))
# 保障2025年厂区安保服务, 用于2025年工资发放.
_FOR_A_YEAR = lazy_pattern(_VERB_OF_YEAR.format(phrases("meets_a_year")))
# 通过2026年度的专项检查，…: by work of that year; 通过2026年的试点 and 通过2026年检查发现的问题 are history.
_BY_WORK_OF_YEAR = lazy_pattern(
    rf"(?:^|[\n。；;！，,、:：])\s*(?:通过|以)(?P<year>20\d\d)年度?的?[^，,。；;的了过]{{0,8}}(?:{phrases('works')})(?:项目|工作|活动)?(?=[，,])"
)
_COUNTED_WORK = lazy_pattern(rf"(?:{phrases('counted_work')}).{{0,6}}\d")
_ALL_THE_WORK = lazy_pattern(r"[^的]{2,16}工作$")
_ABOUT_A_YEAR = lazy_pattern(phrases("about_a_year"))
_UNTIL = lazy_pattern(r"(?:截至|截止到?)(?P<year>20\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日|[底末])?")
_OF_THAT_YEAR = lazy_pattern(r"20\d\d年度?(?:全年)?")
# 到2024年底，建成站点8个 is aimed at; 截至 may be history. 24年看护… is 2024 where that is the year before.
_BY_THE_END = lazy_pattern(
    r"(?:^|[\n。；;！，,])[到至](?P<year>20\d\d)年(?:[底末]|12月(?:底|31日)?)前?[，,]?(?P<after>[^。；;\n，,]{0,24})"
)
_A_YEAR = lazy_pattern(r"20\d\d年")
_SHORT_YEAR = lazy_pattern(
    rf"(?:^|[\n。；;！])[’‘'′]?(?P<year>\d\d)年度?[，,]?(?P<after>(?!{phrases('no_short_year')})[^。；;\n，,]{{0,24}})"
)
# 上一年度举办展览6期: the first words of a goal that has no word of this year.
_LAST_YEAR = lazy_pattern(
    rf"\s*(?P<year>{phrases('last_year')})"
    rf"(?![^\d]*(?:{phrases('about_past_work')}|{phrases('earlier_steps')}|{phrases('first_steps')}|{phrases('former_behind')}))"
    rf"(?:{phrases('work_of_last_year')})"
)
_ALL_YEAR = lazy_pattern(phrases("all_the_year"))
_TELLS_OF_THE_PAST = lazy_pattern(
    rf"{phrases('about_a_year')}|{phrases('former_behind')}|{phrases('about_past_work')}|{phrases('pays_the_rest')}|{phrases('tells_past')}"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_THOUSANDS = lazy_pattern(r"(?<=\d)[,，](?=\d{3}(?!\d))")  # 1,800名: no end of a clause
_YEAR_APART = lazy_pattern(rf"(?<=(?<!\d)20\d\d)(?:{phrases('between_year_and_figures')})")
_NEAR = 300
"""Characters behind a year in which a sentence is looked at."""
_WHOLE_YEAR = lazy_pattern(phrases("whole_year"))


def old_year(text: str, year: int, first: int | None, last: int | None) -> str | None:
    """Return the year or span that shows a goal to be the one of another year, None where it is told history or the plan.

    Args:
        text: the goal; year: of the form; first, last: years of the plan.
    """
    text = _plain_numbers(text)
    span = next((each for each in _SPAN.finditer(text) if int(each[2]) < year and not _ABOUT_YEARS.match(text[each.end() :])), None)
    if span is not None:
        return span[0]
    plain = years_in_figures(_QUOTED.sub("", text))
    this = _THIS.search(plain)
    if this is not None and int(this[1] or this[2]) != year:
        return f"{this[1] or this[2]}年"
    if "五" in text and (plan := _old_plan(text, first or year)) is not None:
        return plan
    if str(year) in plain or _NOW.search(plain):
        return None
    if not _A_YEAR.search(plain):
        return _last_year(plain) or _short_year(plain, year)
    planned = range(first, last + 1) if first is not None and last is not None else range(0)
    for hit in _STATED_YEAR.finditer(plain):
        stated = int(hit["year"])
        if stated > year and plain[: hit.start("year")].strip("一1、.（(） )目标：:在于"):
            continue  # what follows next year, told behind this year's work
        if stated == year or stated in planned or _TOLD.search(hit["after"]):
            continue
        if _MEANT.match(hit["after"]) or (stated < year and _promises(hit["after"], plain[hit.end() : hit.end() + _NEAR])):
            return f"{stated}年"
    for hit in _MONTHS_OF_YEAR.finditer(plain):
        is_meant = _MEANT.match(hit["after"]) or _promises(hit["after"], plain[hit.end() : hit.end() + _NEAR])
        if int(hit["year"]) not in (year, *planned) and is_meant and not _TOLD.search(hit["after"]):
            return f"{hit['year']}年"
    due = _DUE_YEAR.search(plain)
    if due is not None and int(due["year"]) < year and not (first is not None and first <= int(due["year"])):
        return f"{due['year']}年"
    return next((f"{each}年" for each in _years_of_work(plain) if each < year and each not in planned), None)


def only_past_year(text: str, year: int, first: int | None) -> str | None:
    """Return the past year that alone a goal names where it tells nothing of the past: it may have been copied, nobody can tell."""
    plain = years_in_figures(_QUOTED.sub("", _plain_numbers(text)))
    if _NOW.search(plain) or _SPAN.search(plain) or _TELLS_OF_THE_PAST.search(plain):
        return None
    named = {int(each[:4]) for each in _A_YEAR.findall(plain)}
    is_past = named and all(each < year and (first is None or each < first) for each in named) and max(named) == year - 1
    return f"{max(named)}年" if is_past else None


def _plain_numbers(text: str) -> str:
    return _YEAR_APART.sub("", _THOUSANDS.sub("", text.translate(_FULL_WIDTH)))


def _old_plan(text: str, year: int) -> str | None:
    """Return the plan that a goal is written by (十三五) where it was over more than a year before, and no later plan is named."""
    last = max(("一二三四五六七八九".index(each) for each in _PLANS.findall(text)), default=0)
    hits = (hit for hit in _BY_A_PLAN.finditer(text) if _PLANNED.search(hit["after"]))
    over = (hit for hit in hits if not _ABOUT_A_YEAR.search(hit["after"]) and not _BEHIND_A_FORMER.search(hit["after"]))
    ends = _FIRST_PLAN + _YEARS_OF_A_PLAN * (last + 1)
    return next((hit["plan"] for hit in over if "一二三四五六七八九".index(hit["nth"]) == last and ends + 1 < year), None)


def _short_year(text: str, year: int) -> str | None:
    """Return the year before where a goal begins with its last two figures and an amount of work (24年看护基地840亩)."""
    hits = (hit for hit in _SHORT_YEAR.finditer(text) if int(hit["year"]) == (year - 1) % 100)
    return next((f"{hit['year']}年" for hit in hits if _is_work(hit["after"], text[hit.end() : hit.end() + _NEAR])), None)


def _last_year(text: str) -> str | None:
    """Return the words for the year before that a goal begins with, where work of it follows and nothing turns to the present."""
    hit = _LAST_YEAR.match(text)
    return hit["year"] if hit is not None and not _TURNS_TO_NOW.search(_ALL_YEAR.sub("", text[hit.end() :])) else None


def _is_work(after: str, rest: str) -> bool:
    is_meant = _MEANT.match(after) is not None and not _TOLD.search(after) and not _TURNS_TO_NOW.search(_ALL_YEAR.sub("", rest))
    return is_meant or _promises(after, rest)


def _promises(after: str, rest: str) -> bool:
    """Tell whether what follows a year is an amount of work, and nothing behind it turns from that year to the present."""
    clause = after.lstrip("度内，,")
    counted = _COUNTED.search(clause)
    return counted is not None and not _STATISTIC.search(clause[: counted.end()]) and not _TURNS_TO_NOW.search(rest)


# 应免畜禽免疫密度100%; what is compared (较上年提高) is of two years.
_SHARE = lazy_pattern(r"[，,]?[\u4e00-\u9fff]{2,16}[率度](?:为|达到?|保持在?)?\d+(?:\.\d+)?%")
_OF_TWO_YEARS = lazy_pattern(rf"{phrases('goes_up')}|{phrases('goes_down')}|{phrases('of_before')}|[较比从由]|基[数期线]|目标")


def _tells_a_share(after: str, text: str) -> bool:
    return _SHARE.match(after) is not None and not _OF_TWO_YEARS.search(text) and not _TURNS_TO_NOW.search(text)


def _years_of_work(text: str) -> Iterator[int]:
    """Yield the years whose work is promised, counted or as a whole."""
    for hit in _WORK_OF_YEAR.finditer(text):
        after = hit["after"]
        if (_COUNTED_WORK.search(after) or _ALL_THE_WORK.fullmatch(after)) and not _ABOUT_A_YEAR.search(after):
            yield int(hit["year"])
    for hit in _FOR_A_YEAR.finditer(text):
        if hit["after"] and not _ABOUT_A_YEAR.search(hit["after"]) and not _TOLD.search(hit["after"]):
            yield int(hit["year"])
    for hit in _BY_WORK_OF_YEAR.finditer(text):
        if not _TURNS_TO_NOW.search(text[hit.end() : hit.end() + _NEAR]):
            yield int(hit["year"])
    for hit in _BY_THE_END.finditer(text):
        if "已" not in hit["after"] and _promises(hit["after"], text[hit.end() : hit.end() + _NEAR]):
            yield int(hit["year"])


# 截至2024年12月底，完成绿地养护: the first words of a result, of which only a first step (招标) is no result of that year.
_ALL_DONE_BY = lazy_pattern(
    r"\s*(?:截至|截止到?)?(?P<year>20\d\d)年(?:度|\d{1,2}月)?(?:\d{1,2}日|[底末])?[，,]?(?:已经?|全面|全部|如期|按期)*完成(?![的后])"
)
_EARLIER_STEP = lazy_pattern(rf"{phrases('earlier_steps')}|{phrases('turns_to_now')}|{phrases('this_year')}")
_DONE_BEFORE = lazy_pattern(
    rf"^[^，,]{{0,8}}(?:{phrases('earlier_steps')})|^度?[，,]?(?:[底末初]|{_FORMER})|{_FORMER_BEHIND}|[了过]?的"
)


# 去年购置16台, 2026年养护530公里 in a result of 2025: of another year from the first word.
_FIRST_YEAR = lazy_pattern(
    r"\s*(?P<said>(?P<year>20\d\d)年|去年|上一?年)(?!度?(?:同期|相比|基础|水平|启动|立项))度?(?P<after>[^。；;\n，,]{0,24})"
)
_IN_ALL = lazy_pattern(rf"^(?:{phrases('all_in_all')})+")
_PLANS_TO = lazy_pattern(phrases("plans_to"))


_NO_OTHER_YEAR = r"(?!20\d\d年)[^。；;\n]"
# 已为1.2万名老人免费体检，2024年体检异常者复查312人: behind what was done the year says of whom.
_RESULTS_FIRST = lazy_pattern(
    rf"[^。；;\n\d]*(?:{phrases('already')})(?:{_NO_OTHER_YEAR})*?(?<!\d)\d[\d.]*[^，,\d。；;\n]+[，,](?:{_NO_OTHER_YEAR})*20\d\d年"
)


def done_in_old_year(text: str, year: int) -> str | None:
    """Return the other year whose results a result tells, and none of its own; None where that year is history or compared.

    What was done by then (截至2024年底) or in that year (2024年共补助34家) is the result of another form, unless
    anything is told of the year itself.
    """
    text = _plain_numbers(text)
    plain = years_in_figures(_QUOTED.sub("", text))
    if _RESULTS_FIRST.match(plain):
        return None
    found = old_year(text, year, None, None)
    if found is not None or str(year) in plain or _NOW.search(plain):
        return found
    first = _FIRST_YEAR.match(plain)
    if first is not None and first["year"] and int(first["year"]) < year and _tells_a_share(first["after"], plain):
        return f"{first['year']}年"
    if first is not None and _promises(_IN_ALL.sub("", first["after"]), plain) and not _PLANS_TO.search(plain):
        if not first["year"]:
            return first["said"]
        if int(first["year"]) > year:
            return f"{first['year']}年"
    if "20" not in plain:
        return found
    if _WHOLE_YEAR.search(_OF_THAT_YEAR.sub("", plain)):
        return None
    whole = _ALL_DONE_BY.match(plain)
    if whole is not None and int(whole["year"]) < year and not _EARLIER_STEP.search(plain):
        return f"{whole['year']}年"
    for hit in (*_UNTIL.finditer(plain), *_STATED_YEAR.finditer(plain)):
        sentence = re.split(r"[。；;\n]", plain[hit.end("year") : hit.end("year") + _NEAR])[0]
        if int(hit["year"]) < year and not _DONE_BEFORE.search(hit.groupdict().get("after") or "") and _COUNTED.search(sentence):
            return f"{hit['year']}年"
    return None
