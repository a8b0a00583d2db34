"""The body of the mail, as plain text and as HTML: the same blocks, rendered twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from xlperf.data.money import in_wan
from xlperf.data.words import FORM_KINDS, RETURN, REVIEW, SEVERITIES, SEVERITY_NAMES, VERDICTS
from xlperf.mail.content import MailContent, OpenForm, OpenUnit, Totals
from xlperf.rules.finding import Finding

_MOST_UNITS = 100
_MOST_FINDINGS = 5
"""Beyond these the mail points to the attachment: nobody reads a thousand lines of mail."""

_CELL = "border:1px solid #999;padding:3px 10px"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; ``depth`` is how far it is set in, ``strong`` that it stands out."""

    text: str
    depth: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A small table; the first column is text, the others are figures; ``plain`` is a row of it as plain text."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    plain: str


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the body under its heading, which may be empty."""

    heading: str
    items: tuple[Line | Table, ...]


def mail_blocks(content: MailContent, internal: bool = False, closing: Sequence[str] = ()) -> tuple[Block, ...]:
    """Return the body of the mail: what is attached and its totals.

    Args:
        content: what there is to say.
        internal: with the department's own affairs, too: the verdict, refused files, what each unit has to mend.
        closing: the last lines: contact, department, date.
    """
    names = "、".join(f"《{each.title}》" for each in content.totals)
    blocks = [Block("", (Line("您好："), Line(f"附件是{names}，请查收。")))]
    for each in content.totals:
        blocks.append(Block("合计" if len(content.totals) == 1 else f"合计：{each.title}", tuple(_totals(each))))
    blocks += _internal(content) if internal else ()
    if any(closing):
        blocks.append(Block("", tuple(Line(each) for each in closing if each)))
    return tuple(blocks)


def _internal(content: MailContent) -> list[Block]:
    """Return what a department keeps to itself unless it wants to send it."""
    blocks = [Block("校验结论", tuple(_verdict(content)))]
    if content.refused:
        lines = tuple(Line(f"{number}. {each.file}：{each.message}{each.hint}") for number, each in enumerate(content.refused, 1))
        blocks.append(Block(f"未能读取的文件（{len(content.refused)} 个），没有计入", lines))
    if content.units:
        blocks.append(Block(f"各单位待处理（{len(content.units)} 个单位）", tuple(_units(content.units))))
    if content.others:
        blocks.append(Block("其他待处理", tuple(_findings(content.others, depth=0, place=True))))
    if content.explained:
        blocks.append(Block(f"单位已说明（{len(content.explained)} 处），不再计入", tuple(_explained(content.explained))))
    return blocks


def as_text(blocks: Sequence[Block]) -> str:
    """Return the body as plain text."""
    return "\n\n".join("\n".join(_text_lines(each)) for each in blocks) + "\n"


def as_html(blocks: Sequence[Block]) -> str:
    """Return the body as HTML; every text is escaped."""
    body = "\n".join(_html(each) for each in blocks)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"></head>\n'
        f"<body style=\"font-family:'Microsoft YaHei',SimSun,sans-serif;font-size:11pt\">\n{body}\n</body></html>\n"
    )


def yuan(amount: Decimal) -> str:
    """Return an amount in 元, and in 万元 with two decimals as narrative texts give it (handbook 6.2)."""
    return f"{amount:,.2f} 元（{in_wan(amount):,} 万元）"


def _totals(totals: Totals) -> Iterator[Line | Table]:
    declared = dict(totals.verdicts).get("declaration")
    if declared or not totals.verdicts:
        yield Line(f"项目 {totals.projects} 个，年度资金申请总额 {yuan(totals.annual)}。", strong=True)
    if len(totals.categories) > 1:
        rows = tuple((each.category, f"{each.projects}", f"{each.annual:,.2f}") for each in totals.categories)
        yield Table(("项目类别", "项目（个）", "年度资金申请总额（元）"), rows, "{}：{} 个项目，{} 元")
    for kind, counts in totals.verdicts:
        forms = "，".join(f"{name} {counts[name]} 份" for name in VERDICTS)
        yield Line(f"{FORM_KINDS[kind]} {sum(counts.values())} 份：{forms}。")
    if totals.unread_amounts:
        yield Line(f"有 {totals.unread_amounts} 处金额未能读出，没有计入合计。", strong=True)
    if not totals.balanced:
        yield Line("报送文件与汇总表的合计不平，请先查看附件中的“来源核对”。", strong=True)


def _verdict(content: MailContent) -> Iterator[Line]:
    verdicts = content.verdicts
    if not sum(verdicts.values()):
        yield Line("没有读出任何表。", strong=True)
    elif verdicts[RETURN]:
        others = f"，{verdicts[REVIEW]} 份需核对" if verdicts[REVIEW] else ""
        yield Line(f"有 {verdicts[RETURN]} 份表须退回修改{others}。", strong=True)
    elif verdicts[REVIEW]:
        yield Line(f"没有须退回的表，有 {verdicts[REVIEW]} 份需核对。", strong=True)
    elif content.refused or content.errors:
        yield Line("读出的表全部通过，但还有下列事项待处理。", strong=True)
    else:
        yield Line("全部通过。", strong=True)
    settled = f"，另有 {'，'.join(f'{count} 处{name}' for name, count in content.settled.items())}" if content.settled else ""
    where = "明细见附件中的“校验结果”。" if content.errors or content.warnings or content.settled else ""
    yield Line(f"共 {content.errors} 处错误，{content.warnings} 处警告{settled}。{where}")


def _units(units: Sequence[OpenUnit]) -> Iterator[Line]:
    for unit in units[:_MOST_UNITS]:
        yield Line(f"【{unit.unit}】", strong=True)
        for number, form in enumerate(unit.forms, 1):
            yield Line(f"{number}. {form.project}（{_form_note(form)}）", 1)
            yield from _findings(form.findings, depth=2, place=False)
        yield from _findings(unit.findings, depth=1, place=True)
    if len(units) > _MOST_UNITS:
        yield Line(f"另有 {len(units) - _MOST_UNITS} 个单位，见附件中的“校验结果”。")


def _form_note(form: OpenForm) -> str:
    counts = ((SEVERITY_NAMES[severity], sum(each.severity == severity for each in form.findings)) for severity in SEVERITIES[:2])
    kind = "" if form.kind == "declaration" else f"{FORM_KINDS[form.kind]}，"
    return kind + "，".join((form.verdict, *(f"{count} 处{name}" for name, count in counts if count)))


def _findings(findings: Sequence[Finding], depth: int, place: bool) -> Iterator[Line]:
    for each in findings[:_MOST_FINDINGS]:
        where = "!".join(part for part in (each.file if place else "", each.sheet, each.cell) if part)
        said = f"（单位说明：{each.explanation}）" if each.explanation else ""
        yield Line(f"· {where + '：' if where else ''}{each.message}{said}", depth)
    if len(findings) > _MOST_FINDINGS:
        yield Line(f"· 另有 {len(findings) - _MOST_FINDINGS} 处，见附件中的“校验结果”。", depth)


def _explained(findings: Sequence[Finding]) -> Iterator[Line]:
    for each in findings[:_MOST_UNITS]:
        whose = " / ".join(part for part in (each.unit, each.project) if part)
        yield Line(f"· {whose}：{each.message}（单位说明：{each.explanation}）")
    if len(findings) > _MOST_UNITS:
        yield Line(f"· 另有 {len(findings) - _MOST_UNITS} 处，见附件中的“校验结果”。")


def _text_lines(block: Block) -> Iterator[str]:
    if block.heading:
        yield f"■ {block.heading}"
    for item in block.items:
        if isinstance(item, Line):
            yield "　" * item.depth + item.text.replace("\n", " ")
        else:
            yield from (f"　{item.plain.format(*row)}" for row in item.rows)


def _html(block: Block) -> str:
    heading = f'<p style="margin:14px 0 4px"><b>{escape(block.heading)}</b></p>\n' if block.heading else ""
    return heading + "\n".join(_html_line(each) if isinstance(each, Line) else _html_table(each) for each in block.items)


def _html_line(line: Line) -> str:
    text = escape(line.text).replace("\n", " ")
    return f'<p style="margin:2px 0 2px {line.depth * 2}em">{f"<b>{text}</b>" if line.strong else text}</p>'


def _html_table(table: Table) -> str:
    headers = "".join(f'<th style="{_CELL}">{escape(each)}</th>' for each in table.headers)
    rows = "".join(f"<tr>{''.join(_html_cell(index, each) for index, each in enumerate(row))}</tr>\n" for row in table.rows)
    return f'<table style="border-collapse:collapse;margin:6px 0;font-size:11pt">\n<tr>{headers}</tr>\n{rows}</table>'


def _html_cell(index: int, text: str) -> str:
    return f'<td style="{_CELL};text-align:{"right" if index else "left"}">{escape(text)}</td>'
