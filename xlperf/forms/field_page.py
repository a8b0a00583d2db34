"""docs/fields.md: every field of the forms with its label, made from the layouts.

Usage: python -m xlperf.forms.field_page > docs/fields.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlperf.data.resources import load_json
from xlperf.forms.layouts.built_in import built_in_layouts
from xlperf.forms.layouts.layout import EVERY_FORM

_HEAD = """# 栏目

<!-- 本页由版式文件生成：python -m xlperf.forms.field_page > docs/fields.md -->

一张表上的每一项叫一个栏目。它在 `xlperf read` 输出里的位置（JSON 指针）、表上印的标签、标签的别的写法，都写在
`templates/` 的版式文件里；比较标签时不看空格、换行、序号、冒号和括号的全半角，所以“项 目 名 称：”和“1.项目名称”不必另写。
单位改了标签的叫法、财政局换了新表，照抄一份版式文件改好，运行时加 `--templates 文件夹` 即可，不用改程序；
`id` 与内置的相同就代替内置的，不同就是新增一种表。写错的地方会说出在第几行。
"""
_READING = """## 怎样读

| 写作 | 读成 |
| --- | --- |
| `line` | 一行文字：去掉换行和汉字旁的空格；只写“—”“/”的算空白 |
| `text` | 可以分段的文字：去掉网页代码，段落间换行 |
| `amount` | 金额，一律换算成元：`20万元`、`￥1,000`、全角数字、`(1,000)`（负数）都认；不是数字的留空并提示，绝不当作 0 |
| `number` | 数：`10`、`10分`、`10%` 都是 10；“—”“/”算空白 |
| `percent` | 百分数：`98.38%`、设成百分比格式的 0.9838、98.38 是同一个数 |
| `start_date` | 日期：`2026-01-01`、`2026/1/1`、`2026.1.1`、`2026年1月1日`、`20260101`、中文数字、Excel 日期；只有月或年的取首日 |
| `end_date` | 同上，只有月或年的取末日；一格里写了起止两个日期的，开始和完成各取一头 |
| `level1` `level2` | 指标级次：合并单元格管到的各行都算；别的写法换成规范名称；丢了的按下一级推出 |
| `target` | 指标值：分成种类（定量、时间、定性）、比较符号、数、单位；区间（90%-95%）和分数（1/3）算定量，但没有单独的一个数 |
| `operator` `measure` | 单独成列的指标性质（≥、≤…）和度量单位，并入指标值 |

金额单位依次看：资金标签里的括号（项目资金（万元））、“单位：万元”一类的字样、表名上方、表格下方；都没有就按元读，并提示。
年度依次看：表名下面一行、“年度”标签右边、表名、几张表上面的总标题。
"""


def field_page() -> str:
    """Return the page ``docs/fields.md``: the fields of every built-in layout, the level names, how values are read."""
    layouts = [each for each in built_in_layouts() if "varies" not in each]
    parts = [
        _HEAD,
        *(part for data in layouts for part in _layout(data)),
        *_of_every_form(),
        *_levels(load_json("templates", "vocabulary.json")),
        _READING,
    ]
    return "\n".join(parts)


def _layout(data: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {data['name']}\n"
    yield f"版式文件 `templates/{data['id']}.json`；表名：{_words(data['titles'])}（前面可以有年度、区名）。\n"
    year = data["year"]
    rows = [
        ["/title", "表名", "", "上方", "`line`", "是"],
        [year["field"], "年度", _words(year["labels"][1:]), "表名下面", "年份", ""],
    ]
    rows += [_label(each) for each in data["labels"] if "field" in each]
    rows += [_optional(each) for each in data.get("optional", ())]
    grid = data.get("grid")
    if grid:
        rows += [_crossing(grid["field"], row, column) for row in grid["rows"] for column in grid["columns"]]
    rows += [_column(each) for each in data["table"]["columns"]]
    rows += [
        [each["field"], each["label"], "", "合计行", f"`{each['type']}`", ""]
        for each in data["table"].get("total", {}).get("fields", ())
    ]
    yield _table(["位置", "标签", "别的写法", "值在", "怎样读", "模板必有"], [[f"`{row[0]}`", *row[1:]] for row in rows])
    if "total" in data["table"]:
        yield f"合计行的标签：{_words(data['table']['total']['labels'])}。\n"
    for name in load_json("schemas", "every-form.schema.json")["required"]:
        if name in data:
            yield f"只有这种表才有的 `{name}`：{_words(data[name])}。\n"


def _of_every_form() -> Iterator[str]:
    yield "## 每张表都可能有的字样\n"
    yield f"不是栏目，各版式共用，在 `templates/{EVERY_FORM}`；只有一种版式才有的写在那个版式里，键名相同。\n"
    data, schema = load_json("templates", EVERY_FORM), load_json("schemas", "every-form.schema.json")
    titles = {name: schema["properties"][name]["title"] for name in schema["required"]}
    yield _table(["键", "字样", "认的是"], [[f"`{name}`", _words(data[name]), title] for name, title in titles.items()])


def _label(entry: Mapping[str, Any]) -> list[str]:
    where = "标签右边" if entry["value"] == "right" else "标签下面"
    if "below" in entry:
        where += f"（“{entry['below']}”那一栏）"
    return [
        entry["field"],
        entry["label"],
        _words(entry.get("aliases", ())),
        where,
        f"`{entry['type']}`",
        "是" if entry.get("required") else "",
    ]


def _optional(entry: Mapping[str, Any]) -> list[str]:
    where = f"{'表头' if entry.get('above') else '表头或合计行以下'}，标签右边或同一格；有的表才有，不在记录里"
    return [entry["field"], entry["label"], _words(entry.get("aliases", ())), where, f"`{entry['type']}`", ""]


def _crossing(field: str, row: Mapping[str, Any], column: Mapping[str, Any]) -> list[str]:
    needed = "是" if row.get("required") and column.get("required") else ""
    aliases = _words([*row.get("aliases", ()), *column.get("aliases", ())])
    label = f"{row['label']} × {column['label']}"
    return [f"{field}/{row['key']}/{column['key']}", label, aliases, "行列交叉", f"`{column['type']}`", needed]


def _column(entry: Mapping[str, Any]) -> list[str]:
    part = entry["type"] in ("operator", "measure")
    pointer = "/indicators/*/" + ("target" if part else entry["column"])
    needed = "是" if entry.get("required") or entry["column"] in ("level1", "level2") else ""
    return [pointer, entry["label"], _words(entry.get("aliases", ())), "指标表的一列", f"`{entry['type']}`", needed]


def _levels(data: Mapping[str, Any]) -> Iterator[str]:
    yield "## 指标级次\n"
    yield "写在 `templates/vocabulary.json`；`first_year` 是口径开始的年度，可按本地情况修改。\n"
    for regime in data["regimes"]:
        since = f"{regime['first_year']} 年起" if regime["first_year"] else "以前"
        yield f"口径 {regime['id']}（{since}）：\n"
        yield _table(["一级指标", "二级指标"], [[one, _words(below)] for one, below in regime["levels"].items()])
    aliases = {**data["level1_aliases"], **{name: f"{full}（二级）" for name, full in data["level2_aliases"].items()}}
    yield "别的写法：\n"
    yield _table(["写作", "读成"], [[name, full] for name, full in aliases.items()])
    guesses = "；".join(f"“{name}”按“{full}”处理，并提示核对" for name, full in data["level1_guesses"].items())
    yield f"认不出的写法：{guesses}。\n"
    yield f"与上一行相同的写法：{_words(data['dittos'])}。\n"
    signs = [f"{word}（{sign}）" if sign else word for word, sign in data["natures"].items()]
    yield f"“指标性质”一栏的写法：{_words(signs)}。\n"
    yield f"表下面另一种小表（测算明细等）的列名，指标表到它为止：{_words(data['other_tables'])}。\n"
    yield f"指标表下面单独的人名由姓认得：{_words(data['surnames'])}。\n"
    yield f"一张表列许多项目时，合计行的写法：{_words(data['sums'])}；只编号的列：{_words(data['row_numbers'])}。\n"
    patterns = (
        ("汇总得分的行", "sums_of_scores"), ("由合计算出的行", "rates_of_scores"), ("表外的附注", "notes"), ("填报说明", "guides"),
        ("下面各行的一级指标", "heads"), ("指标行之间、不是指标的", "between"),
    )  # fmt: skip
    yield _table(["正则表达式", "认的是"], [[f"`{each}`", what] for what, key in patterns for each in data[key]])
    for room, heading, kind in (("wordings", "表上的字样", "正则表达式"), ("label_words", "标签、表名里的字", "写法")):
        titles = load_json("schemas", "vocabulary.schema.json")["properties"][room]["properties"]
        yield f"{heading}（`{room}`，各局不能另写）：\n"
        words = (("、".join(f"`{each}`" for each in own), titles[key]["title"]) for key, own in data[room].items())
        yield _table([kind, "认的是"], list(words))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(each.replace('|', '&#124;') for each in line)} |" for line in lines) + "\n"


def _words(words: Sequence[str]) -> str:
    return "、".join(words)


if __name__ == "__main__":
    sys.stdout.buffer.write(field_page().encode("utf-8"))
