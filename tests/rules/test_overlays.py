"""A department's overlays: switch off, change severity, limit or words, add rules and words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import DECLARATION_ROWS, SELF_EVALUATION_ROWS, declaration, self_evaluation
from xlperf.errors import RuleSetError
from xlperf.forms.form import Form
from xlperf.forms.values.target import parse_target
from xlperf.rules import Context, load_rule_book

OWN_RULE: dict[str, Any] = {
    "id": "DEPT-001",
    "title": "大额项目要有质量指标",
    "severity": "warning",
    "each": "form",
    "limits": {"least": 400000},
    "when": {"properties": {"annual": {"minimum": {"$limit": "least"}}}, "required": ["annual"]},
    "then": {"properties": {"levels": {"contains": {"const": "质量指标"}}}},
    "at": ["last_row"],
    "message": "年度金额 {annual} 不少于 {least}，却没有质量指标。",
    "suggestion": "请补充质量指标。",
    "basis": "本局规定",
}


def _folder(tmp_path: Path, **data: Any) -> Path:
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / "本局.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def _judged(form: Form, *folders: Path) -> dict[str, tuple[str, str]]:
    findings = load_rule_book(folders).judge_form(form, Context()).findings
    return {each.rule: (each.severity, each.message) for each in findings}


SHORT = declaration(annual_goal="做好全年阅读推广。")


def test_a_rule_can_be_switched_off(tmp_path: Path) -> None:
    """What is off finds nothing and is counted as not applicable."""
    assert "GOAL-005" in _judged(SHORT)
    assert "GOAL-005" not in _judged(SHORT, _folder(tmp_path, changes=[{"rule": "GOAL-005", "off": True}]))


def test_a_rule_that_is_off_can_be_switched_on(tmp_path: Path) -> None:
    """GOAL-012 is off in the base and speaks when a department wants it."""
    folder = _folder(tmp_path, changes=[{"rule": "GOAL-012", "off": False}])
    assert _judged(SHORT, folder)["GOAL-012"] == ("info", "年度总体目标没有量化内容。")


def test_severity_limit_and_words_can_be_changed_without_copying_the_rule(tmp_path: Path) -> None:
    """Five characters are enough for this department, and its own words are used."""
    folder = _folder(
        tmp_path,
        changes=[{"rule": "GOAL-005", "severity": "error", "limits": {"fewest": 10}, "message": "目标少于 {fewest} 个字。"}],
    )
    assert _judged(SHORT, folder)["GOAL-005"] == ("error", "目标少于 10 个字。")
    folder = _folder(tmp_path / "宽", changes=[{"rule": "GOAL-005", "limits": {"fewest": 5}}])
    assert "GOAL-005" not in _judged(SHORT, folder)


def test_a_changed_severity_holds_in_every_variant(tmp_path: Path) -> None:
    """VAL-005 is a warning for 满意度 and a hint elsewhere, until a department makes it one thing."""
    form = declaration(rows=[*DECLARATION_ROWS, ("满意度指标", "服务对象满意度指标", "社区居民满意度", "90(%)")])
    assert _judged(form)["VAL-005"][0] == "warning"
    assert _judged(form, _folder(tmp_path, changes=[{"rule": "VAL-005", "severity": "info"}]))["VAL-005"][0] == "info"


def test_a_change_can_be_meant_for_one_category(tmp_path: Path) -> None:
    """An overlay with a category leaves the other categories as they are."""
    folder = _folder(tmp_path, category="其他运转类", changes=[{"rule": "GOAL-005", "off": True}])
    assert "GOAL-005" in _judged(SHORT, folder)
    assert "GOAL-005" not in _judged(declaration(annual_goal="做好全年阅读推广。", category="其他运转类"), folder)


def test_a_department_can_add_a_rule(tmp_path: Path) -> None:
    """An own rule runs beside the built-in ones, with its own limits in its message."""
    rows = [row for row in DECLARATION_ROWS if row[1] != "质量指标"]
    judged = _judged(declaration(rows=rows), _folder(tmp_path, rules=[OWN_RULE]))
    assert judged["DEPT-001"] == ("warning", "年度金额 480,000.00 不少于 400000，却没有质量指标。")


def test_a_department_can_extend_the_word_lists(tmp_path: Path) -> None:
    """A nature of one's own district is known after it has been named once."""
    form = declaration(nature="区级专项")
    assert "HEAD-007" in _judged(form)
    assert "HEAD-007" not in _judged(form, _folder(tmp_path, vocabulary={"natures": {"区级专项": "经常性"}}))


def test_a_department_can_change_the_words_that_a_category_looks_for(tmp_path: Path) -> None:
    """What counts as running well is a word list: one's own word is found once it is in it, and the others are then none."""
    own_word, usual = (("产出指标", "质量指标", name, "≥98(%)") for name in ("书架周全率", "书架完好率"))
    running = [declaration(category="其他运转类", rows=[each]) for each in (own_word, usual)]
    assert ["CAT-201" in _judged(form) for form in running] == [True, False]
    folder = _folder(tmp_path, vocabulary={"lists": {"running_names": ["周全"]}})
    assert ["CAT-201" in _judged(form, folder) for form in running] == [False, True]


_ROWS = [[*each] for each in SELF_EVALUATION_ROWS]
_ROWS[0][2:5] = ["应急预案修订情况", parse_target("完成修订"), parse_target("挂起待议")]
HELD_UP = self_evaluation(rows=_ROWS)


def test_a_department_can_change_the_phrases_that_are_looked_for(tmp_path: Path) -> None:
    """A phrase of one's own is found by the patterns that hold it, in any order of rule books; the built-in ones come back."""
    folder = _folder(tmp_path, vocabulary={"phrases": {"put_off": ["挂起"]}})
    assert ["SELF-030" in _judged(HELD_UP, *each) for each in ((), (folder,), (), (folder,))] == [False, True, False, True]


def _aims(name: str, target: str, result: str) -> Form:
    rows = [[*each] for each in SELF_EVALUATION_ROWS]
    rows[0][2:5] = [name, parse_target(target), parse_target(result)]
    return self_evaluation(rows=rows)


@pytest.mark.parametrize(
    ("own", "form"),
    [
        ({"feasts": {"泼水节": "4月15日"}}, _aims("慰问物资发放时间", "泼水节前", "5月8日")),
        ({"grades": {"ranks": [{"best_first": [["金叶级"], ["银叶级"]]}]}}, _aims("绿化养护评定", "达到金叶级", "银叶级")),
        ({"opposites": {"pairs": [{"wanted": ["有序"], "instead": ["乱作一团"]}]}}, _aims("排队秩序", "有序", "现场乱作一团")),
    ],
)
def test_a_department_can_have_its_own_feasts_grades_and_opposites(tmp_path: Path, own: dict[str, Any], form: Form) -> None:
    """What only a department says is judged by its own words, in any order of rule books; without them nothing is said of it."""
    folder = _folder(tmp_path, vocabulary=own)
    first, with_own, again = (_judged(form, *each) for each in ((), (folder,), ()))
    assert first == again and with_own.keys() - first.keys()


def test_own_feasts_leave_the_built_in_ones_and_own_grades_those_of_the_other_kind(tmp_path: Path) -> None:
    """A feast is added or given another day; of grades only 评语 or only 等级 is replaced."""
    own = {"feasts": {"泼水节": "4月15日", "国庆节?": "9月20日"}, "grades": {"ranks": [{"best_first": [["金叶级"], ["银叶级"]]}]}}
    folder = _folder(tmp_path, vocabulary=own)
    said = (("慰问物资发放时间", "五一前", "6月8日"), ("宣传册印制时间", "国庆前", "9月25日"), ("服务评价", "优秀", "合格"))
    held = [_aims(*each) for each in said]
    built_in, mine = ([_judged(each, *folders) for each in held] for folders in ((), (folder,)))
    assert [built_in[at] == mine[at] for at in range(3)] == [True, False, True]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"feasts": {"泼水节(": "4月15日"}}, "正则表达式写错了"),
        ({"feasts": {"泼水节": "四月初"}}, "“泼水节”的写法不对，现在是 \"四月初\""),
        ({"opposites": {"pairs": [{"wanted": ["(有序)"], "instead": ["乱"]}]}}, "“(有序)”里的括号要写成 (?:…)"),
        ({"opposites": {"pairs": [{"wanted": ["有序"]}]}}, "缺少“instead”"),
        ({"grades": {"rank": []}}, "不认识“rank”"),
    ],
)
def test_own_tables_that_cannot_be_looked_for_are_refused(tmp_path: Path, own: dict[str, Any], said: str) -> None:
    """The message names file, line and word."""
    with pytest.raises(RuleSetError, match=r"规则文件 本局\.json 第 1 行：") as refused:
        _judged(HELD_UP, _folder(tmp_path, vocabulary=own))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("phrases", "said"),
    [
        ({"put_of": ["挂起"]}, "没有说法“put_of”，是否应为“put_off”"),
        ({"put_off": ["挂起("]}, "正则表达式写错了"),
        ({"put_off": ["(挂起)"]}, "“(挂起)”里的括号要写成 (?:…)"),
        ({"put_off": ["(?:挂+)+起"]}, "正则表达式“(?:挂+)+起”重复里套着重复"),
        ({"put_off": []}, "“put_off”"),
        ({"put_off": "挂起"}, "“put_off”应为列表"),
    ],
)
def test_phrases_that_cannot_be_looked_for_are_refused(tmp_path: Path, phrases: dict[str, Any], said: str) -> None:
    """The message names file and line and what to do next."""
    with pytest.raises(RuleSetError, match=r"规则文件 本局\.json 第 1 行：") as refused:
        _judged(HELD_UP, _folder(tmp_path, vocabulary={"phrases": phrases}))
    assert said in str(refused.value) and "请修改后运行 xlperf rules check 再查一遍。" in str(refused.value)


def test_later_overlays_win(tmp_path: Path) -> None:
    """Two folders are laid one over the other in the order given."""
    bureau = _folder(tmp_path / "局", changes=[{"rule": "GOAL-005", "severity": "error"}])
    office = _folder(tmp_path / "处", changes=[{"rule": "GOAL-005", "severity": "warning"}])
    assert _judged(SHORT, bureau, office)["GOAL-005"][0] == "warning"
    assert _judged(SHORT, office, bureau)["GOAL-005"][0] == "error"


def test_the_built_in_book_is_untouched_by_overlays(tmp_path: Path) -> None:
    """Loading a department's rules does not leak into a run without them."""
    _judged(SHORT, _folder(tmp_path, changes=[{"rule": "GOAL-005", "off": True}]))
    assert "GOAL-005" in _judged(SHORT)
