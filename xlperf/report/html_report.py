"""The report (网页报告): one HTML file to look at, without network: totals, a heat map, every finding, every form.

Texts of forms reach the page as JSON in a data block, every < escaped, and are shown as text only; the one script
of the page is named by its hash in the page's own security policy, so nothing else runs.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from xlperf import __version__
from xlperf.book.book_report import MARK
from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import usual_spellings
from xlperf.data.resources import data_folder
from xlperf.data.words import FORM_KINDS, NO_UNIT, PASSED, RETURN, REVIEW, SEVERITY_NAMES, VERDICTS, Verdict
from xlperf.forms.form import Form
from xlperf.report.form_tables import FormTable, form_table, pattern_rows
from xlperf.rules.finding import Finding
from xlperf.run.results import Batch
from xlperf.run.titles import summary_title
from xlperf.summary.tables.figures import amount_in
from xlperf.summary.tables.finding_units import FindingUnits

_TONES: Mapping[Verdict, str] = {PASSED: "good", REVIEW: "warning", RETURN: "error"}
_MONEY = {"declaration": "/funding/annual", "self_evaluation": "/funding/total/executed"}
_PLACEHOLDER = lazy_pattern(r"%([A-Z_]+)%")
"""What the page leaves open; filled in one pass, so that what was put in is not looked at again."""

_HOT = (1, 3, 8, 20)
"""From how many findings on a cell of the heat map is shown warmer."""


def html_report(batch: Batch, families: Mapping[str, str], templates: tuple[Path, ...] = ()) -> bytes:
    """Return the report of a batch, the same bytes for the same batch.

    Args:
        batch: what the run found.
        families: the family of each rule by its id.
        templates: folders with layouts of a department's own.

    Raises:
        LayoutError: a template workbook cannot be read.
    """
    batch = _placed(batch)
    page = (data_folder("templates") / "report.html").read_text("utf-8")
    script = (data_folder("templates") / "report.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    parts = {
        "TITLE": html.escape(_shown(summary_title(batch))),
        "HEAD": _head(batch),
        "OVERVIEW": _overview(batch, families),
        "VERSION": __version__,
        "SCRIPT_HASH": f"sha256-{digest}",
        "DATA": _data(batch, families, templates),
        "SCRIPT": script,
    }
    return _PLACEHOLDER.sub(lambda found: parts[found[1]], page).encode("utf-8")


def _placed(batch: Batch) -> Batch:
    """Return the batch with the unit of each finding about a file, as far as anything tells whose it is."""
    units = FindingUnits(batch)
    return replace(batch, findings=tuple(each if each.form else replace(each, unit=units.of(each)) for each in batch.findings))


def _head(batch: Batch) -> str:
    note = "查看：点项目名称看整张表和它的问题；点下面色块只看那个单位那一类的问题。"
    return f'<meta name="keywords" content="{MARK}"><p class="note">{note}</p>'


def _overview(batch: Batch, families: Mapping[str, str]) -> str:
    verdicts = Counter(batch.verdicts(each.source for each in batch.counted).values())
    fates = Counter(each.fate for each in batch.files)
    standing = Counter(each.severity for each in batch.standing.findings)
    cards = [
        ("项目", len(batch.counted)),
        *((f"其中：{name}", verdicts[name]) for name in VERDICTS if verdicts[name]),
        *((name, standing[kind]) for kind, name in SEVERITY_NAMES.items() if standing[kind]),
        ("未能读取的文件", fates["refused"]),
    ]
    shown = "".join(f'<div class="card"><b>{count}</b><span>{name}</span></div>' for name, count in cards)
    return f'<div class="cards">{shown}</div>{_units(batch)}{_heat(batch, families)}'


def _units(batch: Batch) -> str:
    """Return the table of units × outcome with their money."""
    verdicts = batch.verdicts(each.source for each in batch.counted)
    rows: dict[str, Counter[Verdict]] = {}
    money: dict[str, Any] = {}
    units = usual_spellings(form.text("/unit") for form in batch.counted)
    for form in batch.counted:
        unit = units[form.text("/unit")] or NO_UNIT
        rows.setdefault(unit, Counter())[verdicts[form.source]] += 1
        amount = amount_in(form.get("/funding/annual")) if form.kind == "declaration" else None
        money[unit] = money.get(unit, 0) + (amount if not isinstance(amount, str) and amount is not None else 0)
    head = "".join(f'<th class="n">{each}</th>' for each in ("项目", *VERDICTS, "申报年度金额（元）"))
    body = "".join(
        f"<tr><td>{_text(unit)}</td>"
        + "".join(f'<td class="n">{each}</td>' for each in (sum(count.values()), *(count[name] or "" for name in VERDICTS)))
        + f'<td class="n">{money[unit]:,.2f}</td></tr>'
        for unit, count in rows.items()
    )
    table = f'<div class="scroll"><table><thead><tr><th>实施单位</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    return f"<h2>单位</h2>{table}" if rows else ""


def _heat(batch: Batch, families: Mapping[str, str]) -> str:
    """Return the heat map: units × families of rules, standing findings, hints left out."""
    counts = Counter(
        (each.unit or NO_UNIT, families.get(each.rule, "")) for each in batch.standing.findings if each.severity != "info"
    )
    columns = [each for each in dict.fromkeys(families.values()) if any(family == each for _, family in counts)]
    units = sorted({unit for unit, _ in counts}, key=lambda unit: (-sum(counts[unit, each] for each in columns), unit))
    if not units:
        return ""
    head = "".join(f"<th>{_text(each)}</th>" for each in columns)
    rows = (f"<td>{_text(unit)}</td>{''.join(_hot(unit, each, counts[unit, each]) for each in columns)}" for unit in units)
    body = "".join(f"<tr>{each}</tr>" for each in rows)
    table = f'<table class="heat"><thead><tr><th>实施单位</th>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<h2>哪个单位、哪一类问题多（错误和警告）</h2><div class="scroll">{table}</div>'


def _hot(unit: str, family: str, count: int) -> str:
    if not count:
        return '<td class="h"></td>'
    heat = sum(count >= each for each in _HOT)
    named = "" if unit == NO_UNIT else unit
    button = f'<button type="button" data-unit="{_text(named)}" data-family="{_text(family)}">{count}</button>'
    return f'<td class="h h{heat}">{button}</td>'


def _data(batch: Batch, families: Mapping[str, str], templates: tuple[Path, ...]) -> str:
    tables = [form_table(each, templates) for each in batch.counted]
    patterns = {id(each.pattern): each.pattern for each in tables}
    numbers = {known: number for number, known in enumerate(patterns)}
    verdicts = batch.verdicts(each.source for each in batch.counted)
    projects = [
        _project(form, table, numbers[id(table.pattern)], verdicts[form.source])
        for form, table in zip(batch.counted, tables, strict=True)
    ]
    places = {
        (form.source.file, form.source.sheet, form.source.range): (number, table.places)
        for number, (form, table) in enumerate(zip(batch.counted, tables, strict=True))
    }
    found = {families.get(each.rule) for each in batch.findings}
    data = {
        "projects": projects,
        "findings": [_finding(each, families, places) for each in batch.findings],
        "patterns": [pattern_rows(each) for each in patterns.values()],
        "families": [each for each in dict.fromkeys(families.values()) if each in found],
        "words": {"severities": SEVERITY_NAMES},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Nothing in a text ends the data block or begins another; lone surrogates, which no file can hold, show as such.
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode("utf-8", "replace").decode("utf-8")


def _project(form: Form, table: FormTable, pattern: int, verdict: Verdict) -> dict[str, Any]:
    amount = amount_in(form.get(_MONEY[form.kind]))
    return {
        "name": form.text("/project_name"),
        "unit": form.text("/unit"),
        "department": form.text("/department"),
        "category": form.text("/category"),
        "kind": FORM_KINDS[form.kind],
        "amount": "" if amount is None else amount if isinstance(amount, str) else f"{amount:,.2f}",
        "verdict": [_TONES[verdict], verdict],
        "file": form.source.file,
        "sheet": form.source.sheet,
        "range": form.source.range,
        "pattern": pattern,
        "rows": table.rows,
        "spans": table.spans,
    }


def _finding(
    each: Finding, families: Mapping[str, str], places: Mapping[tuple[str, str, str], tuple[int, Mapping[str, tuple[int, int]]]]
) -> dict[str, Any]:
    number, cells = places.get((each.file, each.sheet, each.form), (-1, {}))
    return {
        "r": each.rule,
        "t": each.title,
        "v": each.severity,
        "y": families.get(each.rule, ""),
        "u": each.unit,
        "pn": each.project,
        "p": number,
        "f": each.file,
        "h": each.sheet,
        "c": each.cell,
        "a": cells.get(each.cell),
        "l": each.label,
        "fd": each.found,
        "x": each.expected,
        "m": each.message,
        "s": each.suggestion,
        "o": each.set_aside,
    }


def _text(text: str) -> str:
    return html.escape(_shown(text), quote=True)


def _shown(text: str) -> str:
    """Return a text without what no page can hold."""
    return "".join(each if each.isprintable() or each in "\n\t" else "\ufffd" for each in text)
