"""The rules in words: one rule in full, and the page ``docs/rules.md``, both made from the rule files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from xlperf.data.resources import load_json
from xlperf.data.words import FORM_KINDS, SEVERITY_NAMES
from xlperf.rules.casebook.category_table import category_table
from xlperf.rules.casebook.rule_cases import Case
from xlperf.rules.facts.catalogue import FACTS_OF
from xlperf.rules.ruleset.rule import Rule
from xlperf.rules.ruleset.rule_files import RuleSet

_REGIMES = {"A": "旧口径（成本指标在产出指标下）", "B": "新口径（成本指标为一级指标）"}
_BLOCKS = {"year": "年度的", "term": "整个实施期的"}
_TARGETS = {"quantitative": "定量", "time": "时间", "qualitative": "定性"}
_NOTES = {
    "text_number": "数字存成文本",
    "not_a_number": "不是数字",
    "not_a_date": "不是日期",
    "error_value": "公式错误",
    "uncached": "公式没有保存结果",
    "markup": "含网页代码",
    "quotes": "首尾有引号",
    "invisible": "含看不见的字符",
    "line_break": "含换行或空格",
    "own_unit": "自带单位",
    "sign_of_yuan": "带“￥”的大数",
    "about": "约数",
    "date_format": "数字所在的单元格是日期格式",
}
_NATURES = {True: "核实性（单位说明后可以通过）", False: "强制性（必须修改）"}
_EACH = {
    "form": "一张表",
    "row": "一行指标",
    "field": "一个栏目",
    "file": "一个文件",
    "remark": "读取时的一条说明",
    "copy": "一个文件与其他文件",
    "project": "一个项目的各个版本",
    "neighbour": "一张表与最相近的另一张表",
    "counted_form": "进入汇总的一张表与名单",
    "roster_unit": "名单中的一个单位",
    "roster": "整份名单",
    "list": "一份名单或对照表",
    "last_year": "给出的上年的表",
    "year_on_year": "一个延续项目的本年与上年",
    "disclosure": "公开说明中的一个数",
    "pair": "自评表与它的申报表的一处不同",
    "batch": "整个批次",
    "waiver": "一条豁免",
    "answer": "退回说明里的一条单位说明",
    "returned_file": "退回后交回来的一个文件",
}

_HEAD = """# 校验规则

本页由规则文件（`schemas/rules/*.json`、`schemas/categories/*.json`）生成，请不要直接修改；
改了规则文件后运行 `python -m xlperf rules page > docs/rules.md` 重新生成。

级别：**错误**（error，必须改，表退回）、**警告**（warning，请审核人核对）、**提示**（info，仅告知）。

## 本部门怎样改规则

不用改内置文件。在自己的文件夹里放一个 `.json` 文件，运行时加 `--rules 文件夹`：

```json
{
  "changes": [
    {"rule": "GOAL-012", "off": false},
    {"rule": "IND-016", "limits": {"fewest": 6}, "severity": "warning"}
  ],
  "rules": [
    {
      "id": "DEPT-001", "title": "大额项目要有质量指标", "severity": "warning",
      "each": "form", "limits": {"least": 400000},
      "when": {"properties": {"annual": {"minimum": {"$limit": "least"}}}, "required": ["annual"]},
      "then": {"properties": {"levels": {"contains": {"const": "质量指标"}}}},
      "message": "年度金额 {annual} 较大，却没有质量指标。",
      "suggestion": "请补充质量指标。", "basis": "本局规定"
    }
  ],
  "vocabulary": {"natures": {"区级专项": "经常性"}}
}
```

- `changes`：停用（`off`）、改级别（`severity`）、改门槛（`limits`）、改文字（`message`、`suggestion`）、
  试行（`trial`）、改性质（`explainable`）；
  文件里写上 `category` 则只对这一类项目生效。
- `rules`：增加规则。`when` 和 `then` 是 JSON Schema（2020-12），可用的关键字和栏目见本页末尾，写法由
  `schemas/rule-dialect.schema.json` 声明。
- 规则还可以写：`"trial": true`（试行：查出的只作提示，不退回）；`"explainable": true` 或 `false`（核实性：单位说明后可以通过；
  强制性：必须修改；不写则错误为强制性，警告和提示为核实性）；`"for": "department"`（主管部门自己的事，不发给单位）；
  `"nature_because"`（为什么是核实性或强制性）；`"record_only": true`（程序已处理、谁也不用做什么：
  只进 `xlperf check --format jsonl` 的记录）；
  `"reveals": true`（查出的是不得公开的内容，公开、发送之前提醒）。
- `vocabulary`：增加项目性质（`natures`），替换或增加词表（`lists`），替换程序在文字里找的说法（`phrases`，每条是一个正则表达式，
  整个换掉同名的一组），如 `{"vocabulary": {"phrases": {"put_off": ["延期", "推迟", "挂起"]}}}`；
  增加或改节日最晚是哪天（`feasts`：`{"泼水节": "4月15日"}`），
  换掉从好到差的等次（`grades` 的 `words` 或 `ranks`）、目标与反话（`opposites` 的 `pairs`）；
  有哪些、各是什么意思见 `schemas/rule-words.json`。
- `scoring`：改自评计分口径，写哪几项改哪几项，如 `{"scoring": {"reverse_formula": "ratio", "execution_weight": 20}}`；
  各项的意思见 `schemas/scoring.json` 和 `schemas/scoring.schema.json`。等级也可以写在 `xlperf.toml` 的 `[[grades]]` 里。
- 自己的规则都要有用例，应通过、应不通过的至少各一个，放在同一文件夹的 `cases/` 里，写法照 `schemas/rules/cases/`。上面这条规则的：

```json
{
  "cases": {
    "DEPT-001": {
      "pass": [{"because": "有质量指标"}],
      "fail": [
        {
          "because": "只有数量指标",
          "form": {"rows": [["产出指标", "数量指标", "开展阅读推广活动场次", "≥24(场)"]]},
          "message": "年度金额 480,000.00 较大，却没有质量指标。"
        }
      ]
    }
  }
}
```

改完后运行 `xlperf rules check 文件夹` 检查写法，运行 `xlperf rules test --rules 文件夹` 跑用例。
写错的键、不认识的关键字、重复的编号、填不出的占位符都会指出文件和行号。
"""


_INDEX = (
    "“级别”是没有填写项目类别时的级别，后面几栏是各类项目的级别（加粗的与前者不同；“—”：不检查这一类；“不启用”：默认不启用）。",
    "",
)


def rule_text(rule: Rule, rule_set: RuleSet, cases: Sequence[Case]) -> Iterator[str]:
    """Yield the lines that explain one rule in full, with its cases."""
    yield f"{rule.id} {rule.title}"
    marked = (("，试行", rule.trial), ("，只进记录", rule.record_only), ("，默认不启用", rule.off))
    marks = "".join(mark for mark, is_so in marked if is_so)
    reason = f"；理由：{rule.severity_because}" if rule.severity_because else ""
    yield f"级别：{SEVERITY_NAMES[rule.severity]}（{rule.severity}）{marks}{reason}"
    because = f"：{rule.nature_because}" if rule.nature_because else ""
    own = "；主管部门自己的事，不发给单位" if rule.addressee == "department" else ""
    yield f"性质：{_NATURES[rule.is_explainable]}{because}{own}"
    yield from (*_scope(rule), *category_differences(rule, rule_set))
    if rule.limits:
        yield "门槛：" + "，".join(f"{name} = {_plain(value)}" for name, value in rule.limits.items())
    if rule.needs_to_pass:
        yield "没有这些栏目时不算通过（记作数据不足）：" + "、".join(FACTS_OF[rule.each][name] for name in rule.needs_to_pass)
    yield f"提示：{rule.message}"
    for variant in rule.variants:
        if variant.message:
            yield f"　或：{variant.message}"
    yield f"建议：{rule.suggestion}"
    yield f"依据：{rule.basis}"
    for key, condition in (("when", rule.when), ("then", rule.then)):
        if condition is not None:
            yield f"{key}：{_json(condition)}"
    for case in cases:
        if case.rule == rule.id:
            yield _case_line(case)


def _scope(rule: Rule) -> Iterator[str]:
    applies = rule.applies
    yield f"检查对象：{_EACH[rule.each]}"
    named = (
        ("表", [FORM_KINDS[each] for each in applies.forms]),
        ("口径", [_REGIMES[each] for each in applies.regimes]),
        ("一级指标", applies.level1),
        ("二级指标", applies.level2),
        ("指标值", [_TARGETS[each] for each in applies.targets]),
        ("哪些指标", [_BLOCKS[each] for each in applies.blocks]),
        ("栏目", applies.fields),
        ("读取时发现", [_NOTES.get(each, each) for each in applies.notes]),
        ("读取说明", applies.remarks),
    )
    scope = "；".join(f"{what}：{'、'.join(values)}" for what, values in named if values)
    if scope:
        yield f"适用：{scope}"


def category_differences(rule: Rule, rule_set: RuleSet) -> Iterator[str]:
    """Yield what the category overlays change in a rule."""
    for category, changes in rule_set.changes.items():
        change = changes.get(rule.id)
        if change:
            parts = []
            if "off" in change:
                parts.append("不启用" if change["off"] else "启用")
            if "severity" in change:
                parts.append(SEVERITY_NAMES[change["severity"]])
            parts.extend(f"{name} = {_plain(value)}" for name, value in change.get("limits", {}).items())
            reason = f"；理由：{change['because']}" if "because" in change else ""
            yield f"{category}：{'，'.join(parts) or '文字不同'}{reason}"


def _case_line(case: Case) -> str:
    outcome = {"not_applicable": "（不适用）", "not_enough_data": "（数据不足）", "could_not_read": "（无法读取）"}
    if case.must_fail:
        return f"不通过的例子：{case.because} → {case.data['message']}"
    return f"通过的例子：{case.because}{outcome.get(case.data.get('outcome', ''), '')}"


def rules_page(rule_set: RuleSet, cases: Sequence[Case]) -> str:
    """Return the page ``docs/rules.md``.

    Args:
        rule_set: the built-in rules.
        cases: their cases.
    """
    parts = [_HEAD, "## 目录\n", *_INDEX, *category_table(rule_set)]
    for family, rules in groupby(rule_set.rules, key=lambda each: each.family):
        parts.append(f"\n## {family}\n")
        for rule in rules:
            lines = list(rule_text(rule, rule_set, cases))
            parts.append(f"### {lines[0]}\n")
            parts.extend(f"- {line}" if not line.startswith("　") else f"  - {line[1:]}" for line in map(_escaped, lines[1:]))
            parts.append("")
    parts.extend(_reference())
    return "\n".join(parts).rstrip() + "\n"


def _escaped(line: str) -> str:
    """Return a line in which Markdown shows braces, stars and tags as they stand."""
    key, _, condition = line.partition("：")
    if key in ("when", "then"):
        return f"{key}：`{condition}`"
    return line.replace("<", "&lt;").replace("*", "\\*")


def _reference() -> Iterator[str]:
    yield "\n## 写规则可用的关键字\n"
    yield "| 关键字 | 含义 |"
    yield "| --- | --- |"
    for name, schema in load_json("schemas", "rule-set.schema.json")["$defs"]["condition"]["properties"].items():
        if "description" in schema:
            yield f"| `{name}` | {schema['description']} |"
    yield '\n门槛写 `{"$limit": 名称}`，词表写 `{"$words": 名称}`，正则表达式里写 `{words:名称}`（词表里的任意一个）；'
    yield "词表在 `schemas/rule-words.json`。"
    yield "\n## 写规则可用的栏目\n"
    yield "没有填写的栏目不出现，所以 `required` 的意思是“已填写”。金额都是元。"
    for each, facts in FACTS_OF.items():
        yield f"\n### each = {each}（{_EACH[each]}）\n"
        yield from (f"- `{name}`：{meaning}" for name, meaning in facts.items())


def _json(condition: Any) -> str:
    return json.dumps(condition, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return "、".join(f"{_plain(each)}（{key}）" for key, each in value.items())
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value
