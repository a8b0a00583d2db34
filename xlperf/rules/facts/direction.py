"""Which way a target points when its form does not say so, and when two values can be compared at all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import bare
from xlperf.forms.form import Target
from xlperf.forms.values.time_phrase import lengths_in_figures
from xlperf.rules.facts.scoring import Direction
from xlperf.rules.facts.scoring_settings import DirectionWords, ScoringSettings, Units
from xlperf.rules.facts.words.counted_things import counts_the_same
from xlperf.rules.facts.words.phrases import phrases

_TWICE_ALL, _HALF = Decimal(2), Decimal(50)
"""A number without a sign below the first may be a share (1.05 of all) where the other, in per cent, is at least the second."""
_OPERATORS: dict[str, Direction] = {"≥": "positive", ">": "positive", "=": "equal", "≤": "reverse", "<": "reverse"}
_REMARK = lazy_pattern(r"\([^()]*\)$")
_TIME_UNIT = "个?小时|分钟|秒|天|日|个?工作日|个?日历天|个?自然日|周|个月"
_DURATION = lazy_pattern(rf"(?!(?:19|20)\d\d年)(\d+(?:\.\d+)?)({_TIME_UNIT}|年)")
# 5个工作日内, 接报后30分钟内到达; 每月5日内 is a day.
_WITHIN = lazy_pattern(rf"(?<![月年\d.])(\d+(?:\.\d+)?)({_TIME_UNIT})(?:以内|之内|内)")
_NUMBER = lazy_pattern(r"\d+(?:\.\d+)?")
# 缩短至30分钟, 降至3%, 压减到30万元: less is better.
_ONE_OF = lazy_pattern(r"[\u4e00-\u9fff]{1,2}")
_FOR_EACH = lazy_pattern(phrases("names_money_for_each"))
_WORKED_ON = lazy_pattern(rf"(?:{phrases('amounts_worked_on')})$")
_DOWN_TO = lazy_pattern(r"(?:缩短|缩减|压缩|压减|减少|下降|降低|精简|回落|控制|降)(?:至|到|为)")


def direction_of(
    operator: str | None, name: str, levels: tuple[str, ...], target: Decimal, settings: ScoringSettings
) -> Direction | None:
    """Return which way a target points (handbook 3.3, remark under the table of directions).

    Args:
        operator: as printed, or that of the declaration where the form leaves it out.
        name: 三级指标; levels: its level-1 and level-2 names.
        target: the number aimed at.

    Returns:
        The direction of the operator; without one reverse for a name that says so and
        positive otherwise.  None where a guess could accuse somebody wrongly: a cost
        that is to be "more" or "equal" and came out lower, a length of time, a target
        of 0 whose name does not say what it counts.
    """
    lower = lower_is_better(name, levels, settings.directions)
    if operator is not None:
        direction = _OPERATORS.get(operator)
        doubtful = direction == "positive" or (direction == "equal" and target != 0)
        return None if lower and doubtful else direction
    if lower:
        return "reverse"
    return None if target == 0 or _undecided(name, settings.directions) else "positive"


def lower_is_better(name: str, levels: tuple[str, ...], words: DirectionWords) -> bool:
    """Tell whether a name counts what should not happen, or a cost or delay (故障次数, 投诉数, 响应时间, 单价 …).

    故障处置率 and 无安全事故运行时间 hold such words but mean the opposite.
    """
    plain = _plain_name(name)
    event = words.ends_in_event(plain)
    if _WORKED_ON.search(plain):
        return False
    if words.holds_excepted(plain if event is None else plain[: event.start()]):
        return False
    if plain.endswith(words.endings) or words.ends_in_wait(plain) or any(level in words.levels for level in levels):
        return True
    return event is not None and not words.holds_event_except(plain)


def higher_is_better(name: str, words: DirectionWords) -> bool:
    """Tell whether a name is a share or a degree of what should happen (满意度, 合格率, 及时率); 不合格率 is none."""
    plain = _plain_name(name)
    if not plain.endswith(words.good_endings) or words.holds_good_except(plain):
        return False
    return words.holds_good(plain) is not None and not lower_is_better(name, (), words)


def lasts(name: str, words: DirectionWords) -> bool:
    """Tell whether a name is of a time of which more is better: 使用年限, 质保期, 开放时长."""
    return _plain_name(name).endswith(words.undecided_except)


def is_limit(name: str, words: DirectionWords) -> bool:
    """Tell whether a name is of a time of which less is better, or may be: 响应时间, 移送时限; no 服务时长."""
    return not lasts(name, words) and (_undecided(name, words) or lower_is_better(name, (), words))


def _undecided(name: str, words: DirectionWords) -> bool:
    plain = _plain_name(name)
    return plain.endswith(words.undecided_endings) and not plain.endswith(words.undecided_except)


def _plain_name(name: str) -> str:
    """Return a name as it is held against the word lists: without a remark in brackets at its end."""
    plain = bare(name).casefold()
    return _REMARK.sub("", plain) if plain.endswith(")") else plain


def same_unit(one: str | None, other: str | None, units: Units) -> bool:
    """Tell whether two units are the same or convert into each other; a unit left out is no other unit."""
    if one is None or other is None:
        return True
    one, other = _without_noun(one, other, units), _without_noun(other, one, units)
    wanted, given = _base(one, units)[0], _base(other, units)[0]
    return units.are_alike(wanted, given)


def same_but_per(one: str, other: str, units: Units) -> bool:
    """Tell whether one of two units only leaves out per what it counts (38元 for 元/册, 元/月 for 元/人/月): no other unit."""
    (wanted, *pers), (given, *others) = (_base(each, units)[0].replace("·", "/").split("/") for each in (one, other))
    is_left_out = set(pers) < set(others) or set(others) < set(pers)
    return is_left_out and _base(wanted, units)[0] == _base(given, units)[0]


def in_unit_of(target: Target, actual: Target, name: str, units: Units) -> Target:
    """Return a result in the unit of the target, its own multiple kept, where both count one thing (12站, 12个站点)."""
    if target.unit is None or actual.unit is None or same_unit(target.unit, actual.unit, units):
        return actual
    money, _, per = bare(target.unit).partition("/")
    if per and _ONE_OF.fullmatch(per) and _FOR_EACH.search(name + actual.text) and same_unit(money, actual.unit, units):
        return replace(actual, unit=f"{bare(actual.unit)}/{per}")  # 人均620元 for 元/人
    multiples = [each for each, _ in units.prefixes]
    if not counts_the_same(units.usual(target.unit), units.usual(actual.unit), name, multiples, units.are_alike):
        return actual
    multiple, plain = (next((each for each in multiples if bare(unit).startswith(each)), "") for unit in (actual.unit, target.unit))
    return replace(actual, unit=multiple + bare(target.unit).removeprefix(plain))


def measured(phrase: Target) -> Target:
    """Return a length of time such as 2小时 as the quantity it is; a form prints it without an operator like a date.

    What is to be done within it (2小时内), and what a number is to come down to (降至3%), is at most that.
    """
    if phrase.operator is None and phrase.number is not None and _DOWN_TO.search(bare(phrase.text)) is not None:
        return replace(phrase, operator="≤")
    text = lengths_in_figures(bare(phrase.text))
    within = _WITHIN.search(text) if phrase.number is None and len(_NUMBER.findall(text)) == 1 else None
    found = within or (_DURATION.fullmatch(text) if phrase.kind == "time" else None)
    if found is None:
        return phrase
    return replace(phrase, kind="quantitative", operator="≤" if within else None, number=Decimal(found[1]), unit=found[2])


def comparable_actual(target: Target, actual: Target, units: Units) -> Decimal | None:
    """Return the actual number in the unit of the target (handbook 3.3: values parsed on both sides, same unit).

    人 and 人次 are near and yet not the same: such a pair is left to a person (SELF-024)
    unless the department's ``alike`` says otherwise.

    Returns:
        None when a side has no number, the units do not fit, or a bare 0.97 may be
        meant as 97 per cent.
    """
    number = actual.number
    if target.number is None or number is None or target.number < 0:
        return None
    if _went_the_other_way(target.text, actual.text):
        number = -number
    if target.unit is None or actual.unit is None:
        one_is_percent = "%" in (bare(target.unit or ""), bare(actual.unit or ""))
        if actual.unit is None and target.unit is not None:
            number = _in_multiple(number, target.number, target.unit, units)
        bare_number, other = (number, target.number) if actual.unit is None else (target.number, number)
        may_be_share = 0 < bare_number <= 1 or (0 < bare_number < _TWICE_ALL and other >= _HALF)  # 1.05 beside 100%
        return None if one_is_percent and may_be_share and target.number != number else number
    wanted, times = _base(_without_noun(target.unit, actual.unit, units), units)
    given, factor = _base(_without_noun(actual.unit, target.unit, units), units)
    return number * factor / times if units.are_alike(wanted, given) else None


def _in_multiple(number: Decimal, wanted: Decimal, unit: str, units: Units) -> Decimal:
    """Return a number without a unit in that of its target: 12480 beside 1.2万人 counts persons, 1.3 counts 万人."""
    times = next((times for prefix, times in units.prefixes if units.usual(unit).startswith(prefix)), None)
    return number / times if times is not None and wanted and times >= _TIMES_APART <= number / wanted else number


_TIMES_APART = 100
_DOWN, _UP = (lazy_pattern(phrases(each)) for each in ("goes_down", "goes_up"))


def _went_the_other_way(target: str, actual: str) -> bool:
    """Tell whether what was to go down by a number went up by one (下降≥2%: 上升1.2%), or the other way round."""
    for wanted, other in ((_DOWN, _UP), (_UP, _DOWN)):
        if wanted.search(target) and not other.search(target):
            found = other.search(actual)
            return found is not None and not wanted.search(actual) and _NUMBER.match(bare(actual[found.end() :])) is not None
    return False


# What makes another unit of one that it follows: 人次, 台班, 吨公里, 元每人, 人学期; 十天以内 is one phrase.
_OF_A_UNIT = lazy_pattern(r"(?:次|天|日|月|年|时|元|每|以|之|班|公里|公顷|公斤|平方|立方|小时|分钟|工作日|课时|学时|学期|季|周|吨)")
_LONGEST_NOUN = 12
_NO_COUNT = lazy_pattern(r"[万亿千百十]+|.*[元%‰]|个?(?:月|小时|工作日)|时|天|日|年|周|分钟|秒|分")


def _without_noun(unit: str, beside: str, units: Units) -> str:
    """Return a unit without the thing that is counted, where the other unit is the same without it (家食堂 beside 家)."""
    plain, meant = bare(unit), units.usual(beside)
    if any(plain == prefix for prefix, _ in units.prefixes):  # 561.2万, the thing left out
        return plain + next((meant.removeprefix(each) for each, _ in units.prefixes if meant.startswith(each)), meant)
    either = _EITHER.fullmatch(plain)
    if either is not None and meant in map(units.usual, either.groups()):
        return beside
    spellings = (bare(beside), *(each for each, same in units.same.items() if same == meant))
    other = next((each for each in spellings if each and plain.startswith(each)), "")
    noun = plain.removeprefix(other)
    if other == "%" and _is_noun(noun):
        return other  # 100%满意
    if not other or not noun or _NO_COUNT.fullmatch(other):
        return unit
    return other if noun in units.nouns or _is_noun(noun) else unit


# 台(套), 处(点) may be either; 人(次) says 人次.
_EITHER = lazy_pattern(r"([^()/]+)\(([^()/次]{1,3})\)")


def _is_noun(text: str) -> bool:
    if not 2 <= len(text) <= _LONGEST_NOUN or _OF_A_UNIT.match(text) or text[-1] in "次天日月年时班元":
        return False
    return all("\u4e00" <= each <= "\u9fff" for each in text)


def _base(unit: str, units: Units) -> tuple[str, Decimal]:
    """Return the unit that this one is a multiple of, and how many of it: 万元 is 10,000 元."""
    name = units.usual(unit)
    times = Decimal(1)
    for prefix, multiple in units.prefixes:
        if name.startswith(prefix) and len(name) > len(prefix):
            name, times = name.removeprefix(prefix), multiple
            name = units.usual(name)
            break
    smaller = units.scales.get(name)
    return (smaller[0], times * smaller[1]) if smaller else (name, times)
