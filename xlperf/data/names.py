"""When two names are the same: of a department (主管部门), a unit (实施单位) or a project (项目名称).

One spelling drifts from one form to the next: brackets and digits of either width, blanks, stops at the end, （汇总）
or （本级） behind a body, the code that a budget system prints before or behind a name, quotation marks and the form's own
year in a project's name, radicals that a converter wrote for characters.  Whoever compares names asks here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache, lru_cache

from xlperf.data.characters import ONE_KIND, with_characters
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.resources import load_json

MEMBER_MARK = " › "
"""Stands between a container (压缩包、邮件) and what it holds: 报送.eml › 表.xlsx."""

_BLANK = lazy_pattern(r"\s+")
_BETWEEN_WORDS = lazy_pattern(r"(?:(?<!\d)[\W_]|[\W_](?!\d))+")
"""What divides words; between two digits (2-3号楼) it is part of the name."""

_PLAIN = lazy_pattern(r"[\u4e00-\u9fff]*")
_PUNCTUATION = lazy_pattern(r"[\W_]+")
_YEAR = lazy_pattern(r"20\d\d(?:年度?)?")
# (105001)某局, 105-某局, 105001某局; a number that belongs to the name (120急救中心, 12345热线) stays.
_BODY_CODE = lazy_pattern(r"^(?:\((\d{3,})\)|(\d{3,})(?=[-:_.、])|(\d{6,})(?=\D))[-:_.、]*(?=.)|(?<=.)(?:\((\d{3,})\)|-(\d{6,}))$")
# A project's code has digits and, as a rule, letters; (2026) is a year and no code.
_PROJECT_CODE = lazy_pattern(
    r"^(?:\((?!20\d\d\))([0-9a-z]*\d[0-9a-z]*)\)[-:_]*|(?=[a-z]*\d)([0-9a-z]{8,})[-:_]+)(?=.)"
    r"|(?<=.)(?:\((?!20\d\d(?:年度?)?\))((?=[a-z]*\d)[0-9a-z]{6,})\)|[-_]((?=[a-z]*\d)[0-9a-z]{8,}))$"
)
# The same in a name as written, which keeps its own brackets.
_OPEN, _CLOSE = r"\s*[\[【〔(（]\s*", r"\s*[\]】〕)）]\s*"
_SHOWN_CODE = lazy_pattern(
    rf"^(?:{_OPEN}\d{{3,}}{_CLOSE}[-—－:：]*|\d{{3,}}\s*[-—－:：]+|\d{{6,}}(?=[^\s\d]))\s*(?=\S)|(?<=\S){_OPEN}\d{{3,}}{_CLOSE}$"
)
# Nobody's name ends in a stop.
_STOPS = "。、,，;；:：."
_FEWEST = 4
"""Characters of a name below which another one may well be another name."""
_LONG = 9
"""Characters of a name from which on as many of them as _MOST_SLIPS may be mistaken; in a shorter one it is one."""
_MOST_SLIPS = 2
_SHOWN_MARK = lazy_pattern(rf"(?<=\S)(?:{_OPEN}(?:部门|单位)?汇总{_CLOSE}|\s*[-—－]\s*汇总)$")


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return a text as compared: NFKC, characters for radicals, without any white space (handbook 2.2)."""
    return text if _PLAIN.fullmatch(text) else _BLANK.sub("", unicodedata.normalize("NFKC", with_characters(text)))


_NTH, _NTHS = lazy_pattern(r"(?<=第)[1-9](?=[\u4e00-\u9fff])"), "一二三四五六七八九"


@lru_cache(maxsize=8192)
def body_key(text: str) -> str:
    """Return the name of a department or unit as compared: without code, （汇总）, （本级）, brackets around 机关, 第1 as 第一."""
    spelt = _spelt(text)
    name = _BODY_CODE.sub("", spelt.strip(_STOPS) or spelt)
    name = _NTH.sub(lambda hit: _NTHS[int(hit[0]) - 1], name)
    return _office().sub(r"\1", _mark().sub("", name)) or name


def without_office(key: str) -> str:
    """Return the name of a body, as compared, without the 机关 or 本部 behind it: 某局机关 is probably 某局, but not surely."""
    return _office_end().sub("", key)


def is_own_office(key: str) -> bool:
    """Tell whether a name, as compared, is what people of a department call the department itself: 局机关, 本级, 局."""
    return _own_office().fullmatch(key) is not None


@lru_cache(maxsize=8192)
def short_body(key: str) -> str:
    """Return the name of a body, as compared, with long names shortened as people do (第一中学 is 一中)."""
    for long, short in _short_forms():
        key = long.sub(short, key)
    return key


def same_body(one: str, other: str) -> bool:
    """Tell whether two names are of one department or unit."""
    return body_key(one) == body_key(other)


@lru_cache(maxsize=8192)
def project_name_key(text: str, year: int | str | None = None) -> str:
    """Return a project's name as compared within a year: without its code, punctuation and the year of the form.

    Another year stays: 2025年设备采购 and 2026年设备采购 may both be paid for in 2026.

    Args:
        text: 项目名称.
        year: of the form; None or empty where it is not known.
    """
    name = _PROJECT_CODE.sub("", _spelt(text))
    lasting = (year and re.sub(rf"(?<!\d)\(?{year}(?:年度?)?\)?(?!\d)", "", name)) or name
    return _BETWEEN_WORDS.sub("", lasting) or lasting


def same_project(one: str, other: str, year: int | str | None = None) -> bool:
    """Tell whether two names are of one project of a unit within a year."""
    return project_name_key(one, year) == project_name_key(other, year)


@lru_cache(maxsize=8192)
def without_project_end(key: str) -> str:
    """Return a project's name, as compared, without 项目, 经费 or 工程 behind it: probably the same project, but not surely."""
    return re.sub(rf"(?<=.)(?:{_either('project_ends')})$", "", key)


def twins_of(ones: Iterable[str], others: Iterable[str]) -> dict[str, str]:
    """Return for project names, as compared, that stand on one side only the name of the other side that probably means the same.

    They differ in a 项目, 经费 or 工程 at the end, and no second name of either side could be meant.

    Args:
        ones: names of one side, say of the forms of a unit; others: those of the other, say of the roster.
    """
    left, right = set(ones), set(others)
    plain = Counter(map(without_project_end, left - right))
    known: dict[str, list[str]] = {}
    for each in right - left:
        known.setdefault(without_project_end(each), []).append(each)
    single = {key: found[0] for key, found in known.items() if len(found) == plain[key] == 1}
    return {each: single[key] for each in left - right if (key := without_project_end(each)) in single}


def is_slip(one: str, other: str) -> bool:
    """Tell whether one of two names, as compared, may be the other mistyped: a character or, of long names, two are others.

    Characters that tell names apart (一期 and 二期, 东区 and 西区) are no slip where both sides have such, or one lacks it.
    """
    shorter = min(len(one), len(other))
    if one == other or shorter < _FEWEST or len(set(one) ^ set(other)) > 2 * _MOST_SLIPS:
        return False
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    changes = [(one[first:last], other[start:end]) for kind, first, last, start, end in blocks if kind != "equal"]
    telling = _telling_characters()
    is_small = sum(max(map(len, each)) for each in changes) <= (_MOST_SLIPS if shorter >= _LONG else 1)
    return is_small and not any(telling.issuperset(left + right) for left, right in changes)


def are_numbered_apart(one: str, other: str) -> bool:
    """Tell whether two names, as compared, differ in nothing but characters that tell names apart: 一期 and 二期, 东区 and 西区."""
    telling = _telling_characters()
    plain = ["".join(each for each in name if each not in telling) for name in (one, other)]
    return one != other and plain[0] == plain[1]


@lru_cache(maxsize=8192)
def lasting_name(text: str) -> str:
    """Return a project's name as it is the same from year to year: without code, years, punctuation, white space and case."""
    name = _PROJECT_CODE.sub("", _spelt(text))
    return _PUNCTUATION.sub("", _YEAR.sub("", name))


def body_code(text: str) -> str:
    """Return the code that stands beside the name of a department or unit; empty when there is none."""
    return _code(_BODY_CODE, text)


def project_code(text: str) -> str:
    """Return the code that stands beside a project's name; empty when there is none.  Two codes, two projects of one name."""
    return _code(_PROJECT_CODE, text)


@lru_cache(maxsize=8192)
def path_key(text: str) -> str:
    """Return a relative path as compared: either stroke, one composition of accents, no ``./`` in front, no case (Windows)."""
    path = unicodedata.normalize("NFC", text).replace("\\", "/").strip()
    return path.removeprefix("./").lstrip("/").casefold()


def same_file(named: str, file: str) -> bool:
    """Tell whether somebody who writes a file's path, or its name alone, means this file of the folder."""
    wanted, path = path_key(named), path_key(file)
    member = path.rpartition(MEMBER_MARK)[2]
    return wanted in (path, path.rpartition("/")[2], member, member.rpartition("/")[2])


@lru_cache(maxsize=1024)
def shown_body(text: str) -> str:
    """Return the name of a department or unit as it is printed: as written, without code and the mark （汇总）."""
    name = _SHOWN_CODE.sub("", text.strip())
    shown = _SHOWN_MARK.sub("", name).strip()
    return shown.strip(_STOPS).rstrip() or shown


def spellings(names: Iterable[str]) -> Counter[str]:
    """Count the names of departments or units, each under the spelling that is used most (the first of equal ones)."""
    found: dict[str, Counter[str]] = {}
    for name in filter(None, map(shown_body, names)):
        found.setdefault(body_key(name), Counter())[name] += 1
    return Counter({spelt.most_common(1)[0][0]: spelt.total() for spelt in found.values()})


def usual_spellings(names: Iterable[str]) -> dict[str, str]:
    """Return for each name of a department or unit, as written, the spelling of it that most use; of equal ones the shortest.

    Bodies of one name under two codes are two.
    """
    found: dict[str, Counter[str]] = {}
    for name in names:
        found.setdefault(body_key(name), Counter())[name] += 1
    usual: dict[str, str] = {}
    for spelt in found.values():
        codes = {name: body_code(name) for name in spelt}
        is_one = len(set(filter(None, codes.values()))) <= 1
        for name in spelt:
            same = [other for other in spelt if is_one or codes[other] == codes[name]]
            usual[name] = min(same, key=lambda each: (-spelt[each], len(each)))
    return usual


def _code(kind: re.Pattern[str], text: str) -> str:
    match = kind.search(_spelt(text))
    return next(filter(None, match.groups())) if match else ""


def _spelt(text: str) -> str:
    return bare(text).translate(ONE_KIND).casefold()


@cache
def _short_forms() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(long), short) for long, short in load_json("schemas", "names.json")["short_forms"]]


@cache
def _telling_characters() -> frozenset[str]:
    return frozenset(load_json("schemas", "names.json")["telling_characters"])


@cache
def _mark() -> re.Pattern[str]:
    marks = _either("body_marks")
    return re.compile(rf"(?:(?<=.)\((?:{marks})\)|(?<=.)-(?:{marks})|(?:{_behind_a_body()})(?:{marks}))+$")


def are_place_and_body(first: str, second: str) -> bool:
    """Return True for the name of a body in two pieces: 云溪县 and 水利站."""
    words = load_json("schemas", "names.json")
    return first.endswith(tuple(words["place_ends"])) and second.endswith(tuple(words["body_ends"]))


def ends_as_body(text: str) -> bool:
    """Return True for words that end as names of departments and units do: 柳川市路灯管理所."""
    return text.strip().endswith(tuple(load_json("schemas", "names.json")["body_ends"]))


def goes_on_with(first: str, second: str) -> bool:
    """Return True for the end of a project's name in a line of its own: 项目二期, 维修工程, （续建）; 东湖林场 may be a unit."""
    ends = "|".join(map(re.escape, load_json("schemas", "names.json")["project_ends"]))
    is_end = re.fullmatch(rf".*(?:{ends}|[一二三四五六七八九十]期)|[(（][^()（）]+[)）]", second) is not None
    return is_end and not first.endswith((second, "；", "。"))


@cache
def _office() -> re.Pattern[str]:
    offices = _either("office_marks")
    return re.compile(rf"(?<=.)(?:\(|-)({offices})\)?$")


@cache
def _office_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{_behind_a_body()})(?:{_either('office_marks')})$")


@cache
def _own_office() -> re.Pattern[str]:
    bodies = "".join(each for each in load_json("schemas", "names.json")["body_ends"] if len(each) == 1)
    office = rf"{_either('office_marks')}|本级"
    return re.compile(rf"[本{bodies}]?(?:{office})(?:{office})?|[{bodies}]")


def _behind_a_body() -> str:
    return "|".join(f"(?<={re.escape(each)})" for each in load_json("schemas", "names.json")["body_ends"])


def _either(name: str) -> str:
    return "|".join(map(re.escape, load_json("schemas", "names.json")[name]))
