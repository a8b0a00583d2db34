"""Numbers that people write in words: 十二期, 三百人, 九成五, 百分之九十, 叁拾壹万捌仟元整, 31万8000元.

Only a number with nothing but what is counted behind it is one: 一流, 三等奖 and 一次性 are words.
"""

from __future__ import annotations

import re
from decimal import Decimal

from xlperf.data.lazy_patterns import lazy_pattern

_DIGITS = {digit: place for place, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
DIGITS_IN_WORDS = "".join(_DIGITS)
"""Digits as words, each by itself (二〇二六), for a class of a pattern."""
_PLACES = {"十": 10, "百": 100, "千": 1000}
_WAN = 10**4
_DIGIT = "[一二两三四五六七八九]"
# 三百五 is 350 where it is said, and is left alone: behind a hundred stand tens, or a zero and ones.
_TENS = f"{_DIGIT}?十{_DIGIT}?"
_HUNDREDS = f"{_DIGIT}百(?:零{_DIGIT}|{_DIGIT}十{_DIGIT}?)?"
_THOUSANDS = f"{_DIGIT}千(?:零(?:{_TENS}|{_DIGIT})|{_HUNDREDS})?"
_SMALL = f"(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS}|{_DIGIT})"
IN_WORDS = f"(?:{_SMALL}万(?:{_THOUSANDS}|零{_SMALL})?|{_SMALL}|零)"
"""A number of digits and places, as part of a pattern; ``in_figures`` says how much it is."""

COUNTED = (
    "[场次期倍个项本份册套台件家户部篇批处座块条辆名位人所间棵株元米亩吨天年]次?|个月|个?工作日|小时|分钟|万元|公里|千米|平方米|课时|学时"
)
"""What is counted, as part of a pattern."""
_TAIL = "及?以[上下内]"
_TENTHS = lazy_pattern(rf"(?:{_DIGIT}|\d(?:\.\d)?)成([一二三四五六七八九]?)(?!本|立|效|果|功|员|年|都|品|套|交)")
_MOST = lazy_pattern(r"(?<![\u4e00-\u9fff])(?:半数|一半)(?=以[上下]|$)|(?<=达到)(?:半数|一半)(?=以上|$)|(?<=[超过于])半数$")
_HUNDREDTHS = lazy_pattern(
    rf"(?P<of>[百千])分之(?P<whole>{_SMALL}|百|零|\d+(?:\.\d+)?)(?P<point>点[零〇一二两三四五六七八九]+)?(?![零〇一二三四五六七八九十百千点\d])"
)
# 1万2千, 2万8千5百, 1万2000, 1万零500: one number, and 2万5 is 25000.
_STEPPED = lazy_pattern(r"(?<![\d.])\d+(?=[万千])(?:[万千百]零?\d+(?![\d.]))+[千百]?(?![\d.万亿])")
# 120+90家, 120家+90家: as many altogether; 5+2模式 is a name, and 3×105人次 what nobody can compare.
_ADDED = lazy_pattern(
    rf"(?<![\d.+×*A-Za-z])(?P<first>\d+(?:\.\d+)?)(?:(?P<each>\([\u4e00-\u9fff]{{1,4}}\)|[\u4e00-\u9fff]{{1,4}})(?P<more>(?:\+\d+(?:\.\d+)?(?P=each))+)"
    rf"|(?P<rest>(?:\+\d+(?:\.\d+)?)+)(?=\([\u4e00-\u9fff]|[万千百]?(?:{COUNTED})))(?![+×*\d])"
)
_MULTIPLIED = lazy_pattern(r"\d+(?:\.\d+)?[\u4e00-\u9fff]{0,2}(?:[×xX*]\d+(?:\.\d+)?[\u4e00-\u9fff]{0,2})+")

_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬圆貳參陸", "一二三四五六七八九十百千万元二三六")
_CAPITAL = "".join(chr(each) for each, plain in _CAPITALS.items() if chr(plain) != "元")
_CAPITAL_COUNT = lazy_pattern(rf"(?:(?<![\u4e00-\u9fff])[{_CAPITAL}]+|[{_CAPITAL}]{{2,}})(?={COUNTED})")
_PLACED = f"(?:{_DIGIT}千?|{_DIGIT}?[十百]|零)"
_PARTS = f"(?:零?({_DIGIT})角)?(?:零?({_DIGIT})分)?"
_CAPITAL_AMOUNT = lazy_pattern(f"(?:((?:{_PLACED})+)亿)?((?:{_PLACED})*(?:(?<=.)万)?(?:{_PLACED})*)元{_PARTS}[整正]?")
_STEPS = {"亿": 10**8, "万": _WAN, "千": 1000, "百": 100, "": 1}
_BY_STEPS = lazy_pattern(r"(?:\d+[亿万千百]零?)+(?:\d+(?:\.\d+)?[亿万千百]?)?元")
_STEP = lazy_pattern(r"(\d+(?:\.\d+)?)([亿万千百]?)")


def capital_amount(text: str) -> Decimal | None:
    """Return the 元 that capital numerals say, as on bank forms: 叁拾壹万捌仟元整; None for any other text."""
    found = _CAPITAL_AMOUNT.fullmatch(text.translate(_CAPITALS))
    if found is None or not (found[1] or found[2]):
        return None
    above, below, tenths, cents = found.groups("")
    yuan = in_figures(above) * 10**8 + in_figures(below)
    return yuan + Decimal(in_figures(tenths)) / 10 + Decimal(in_figures(cents)) / 100


def with_plain_numerals(text: str) -> str:
    """Return a text with 拾贰台 as 十二台; one such numeral inside words (队伍人员, 大陆) is none."""
    return _CAPITAL_COUNT.sub(lambda found: found[0].translate(_CAPITALS), text)


def amount_by_steps(text: str) -> Decimal | None:
    """Return the 元 of 31万8000元, 3亿1800万元 and 31万零500元: each step less than one of the step before; else None."""
    if not _BY_STEPS.fullmatch(text):
        return None
    total, room = Decimal(0), Decimal("inf")
    for figures, step in _STEP.findall(text):
        part = Decimal(figures) * _STEPS[step]
        if part >= room or ("." in figures and step):
            return None
        total, room = total + part, Decimal(_STEPS[step])
    return total


def in_figures(words: str) -> int:
    """Return the number that words of digits and places say: 一百二十 is 120, 三万五千 is 35000, 两百零五 is 205."""
    whole, above, part = 0, 0, 0
    for each in words:
        if each in _DIGITS:
            part = _DIGITS[each]
        elif each == "万":
            above, whole, part = (whole + part) * _WAN, 0, 0
        else:
            whole, part = whole + (part or 1) * _PLACES[each], 0
    return above + whole + part


def counts(operators: str) -> re.Pattern[str]:
    """Return what a count in words looks like behind one of some operators, an alternative of a pattern, or none."""
    return re.compile(rf"(?P<before>(?:{operators})?)(?P<number>{IN_WORDS})(?P<unit>{COUNTED})(?P<tail>(?:{_TAIL})?)")


def with_shares(phrase: str) -> str:
    """Return a phrase with 九成五 as 95%, 百分之九十 as 90%, 千分之三 as 3‰ and 半数以上 as 50%以上."""
    if "半" in phrase:
        phrase = _MOST.sub("50%", phrase)
    if "成" in phrase:
        phrase = _TENTHS.sub(_per_cent_of_tenths, phrase)
    return _HUNDREDTHS.sub(_per_cent, phrase) if "分之" in phrase else phrase


def _per_cent_of_tenths(found: re.Match[str]) -> str:
    written = found[0].partition("成")[0]
    tenths = Decimal(_DIGITS.get(written, written))
    return f"{(tenths * 10 + _DIGITS.get(found[1], 0)).normalize():f}%"


def _per_cent(found: re.Match[str]) -> str:
    written = found["whole"]
    if not written[0].isdecimal():
        written = str(in_figures(written if written != "百" else "一百"))
    elif found["point"]:
        return found[0]
    decimals = "".join(str(_DIGITS[each]) for each in (found["point"] or "")[1:])
    sign = "%" if found["of"] == "百" else "‰"
    return f"{written}.{decimals}{sign}" if decimals else f"{written}{sign}"


# 四十五班次, 八万人次; 数十个 and 第十届 are no numbers, and one digit alone (一次性) may be a word.
_DIGITS_WRITTEN = _DIGIT[1:-1]
_LONG_COUNT = lazy_pattern(
    rf"(?<![第数几{_DIGITS_WRITTEN}十百千万点])(?=[{_DIGITS_WRITTEN}]?[十百千万])({IN_WORDS})(?=个?(?:{COUNTED}|[班所盏]))"
)


def with_long_counts(text: str) -> str:
    """Return a text with 四十五班次 as 45班次, 2万8千人 as 28000人 and 百分之八十 as 80%; 九成 is a round saying and stays."""
    plain = _HUNDREDTHS.sub(_per_cent, text) if "分之" in text else text
    return _LONG_COUNT.sub(lambda found: str(in_figures(found[0])), without_steps(plain))


# 3个半月 and 2年半 are lengths; 2027年半年 and 半个月 are none that a number begins.
_AND_A_HALF = lazy_pattern(r"(?<![\d.])(\d{1,3})(?:(个)半(?=月|小时|工作日|学期)|(天|年|小时)半(?![年月数]))")


def without_steps(text: str) -> str:
    """Return a text with 1万2千 and 1万2000 as 12000, 3个半月 as 3.5个月; a step alone (1万) and what is not one number stay."""
    if "半" in text:
        text = _AND_A_HALF.sub(lambda found: f"{found[1]}.5{found[2] or found[3]}", text)
    return _STEPPED.sub(_one_number, text) if "万" in text or "千" in text else text


def with_sums(text: str) -> str:
    """Return a text with 120+90家 and 120家+90家 as 210家."""
    return _ADDED.sub(_altogether, text) if "+" in text else text


def _altogether(found: re.Match[str]) -> str:
    total = sum(map(Decimal, re.findall(r"\d+(?:\.\d+)?", found[0])), Decimal(0))
    return f"{total}{found['each'] or ''}"


def without_products(text: str) -> str:
    """Return a text without 3×105人次 and 4期×50人, of which neither number is the one that was meant."""
    return _MULTIPLIED.sub("、", text)


def _one_number(found: re.Match[str]) -> str:
    total, room = 0, None
    for figures, step in _STEP.findall(found[0]):
        times = _STEPS[step]
        if room is not None and not step and "零" not in found[0]:
            if 1 < len(figures) < len(str(room)) - 2:
                return found[0]
            times = room // 10 if len(figures) == 1 else 1
        if room is not None and int(figures) * times >= room:
            return found[0]
        total, room = total + int(figures) * times, times
    return str(total)
