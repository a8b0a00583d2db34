"""What ``xlperf template`` says about layouts and about a newly registered form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlperf.data.words import FORM_KINDS
from xlperf.forms.layouts.built_in import load_vocabulary
from xlperf.forms.layouts.layout import Layout
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.templates.recognition import Recognition, Seen
from xlperf.forms.templates.registration import Registration
from xlperf.forms.templates.unknown_text import UnknownText
from xlperf.forms.values.form_text import key_of

_GAP = "　"
_SIDES = {"right": "值在右边", "below": "值在下面", "across": "值在行列交叉处"}
_PARTS = {
    "head": "先当作不读的标签（other_labels）。如果它是某个栏目，请加 --alias {text}={label}，再登记一次",
    "value": "印在填写处的说明；单位没有改动的，不当作内容",
    "long": "太长，单位没有删去的会当作内容；请从空白表里删去后再登记一次",
    "side": "当作指标表左侧的标签（table.side_labels）",
    "column": "指标表的这一列不读",
    "level": "不是已知的指标级次，按原文读",
    "body": "印在指标表里；单位没有删去的会当作内容",
    "foot": "当作表尾（footers），它以下不是指标",
}


def layout_lines(layout: Layout, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield a line for a layout and one for each of its blank workbooks."""
    names = layout.id if layout.id == layout.name else f"{layout.id}{_GAP}{layout.name}"
    origin = f"来自文件夹“{layout.folder}”" if layout.folder else "内置"
    yield f"{names}（{FORM_KINDS[layout.kind]}，{origin}）"
    for each in layout.workbooks:
        yield f"  {each.file}{_GAP}{regime_years(each.regime, vocabulary)}{_GAP}{each.unit or '元、万元都可'}"
    if not layout.workbooks:
        yield "  没有自己的空白表"


def alike_titles(layouts: Sequence[Layout]) -> Iterator[str]:
    """Yield what to know where a department's layout has the very title of a built-in one that it does not replace."""
    for own in (each for each in layouts if each.folder):
        alike = [each.id for each in layouts if not each.folder and not each.of_bureau and set(each.titles) & set(own.titles)]
        if alike:
            yield f"注意：“{own.id}”的表名与内置版式“{alike[0]}”的相同，两种都合适时按“{own.id}”读。"


def lost_blanks(layouts: Sequence[Layout], folders: tuple[Path, ...]) -> Iterator[str]:
    """Yield the blank workbooks that a department's layout names and that lie nowhere: such a form is read, but not printed."""
    from xlperf.forms.templates.template import workbook_path

    for own in (each for each in layouts if each.folder):
        for blank in own.workbooks:
            if not workbook_path(own, blank, folders).is_file():
                yield f"注意：“{own.id}”的空白表“{blank.file}”不在它的文件夹里：读表不要它，下发和打印要。"


def regime_years(regime: str, vocabulary: Vocabulary) -> str:
    """Return for which years a regime of level names holds: 2025 年起."""
    years = sorted(each.first_year for each in vocabulary.regimes)
    first = next((each.first_year for each in vocabulary.regimes if each.id == regime), None)
    if first is None:
        return "各年度"
    end = next((each for each in years if each > first), None)
    begin = f"{first} 年起" if first else ""
    return f"{begin}至 {end - 1} 年" if begin and end else begin or f"{end} 年以前" if end else begin or "各年度"


def registration_lines(found: Registration) -> Iterator[str]:
    """Yield what was recognised where, what the form lacks, and which texts nobody knows."""
    seen = found.recognition
    base = f"{seen.base['id']}（{seen.base['name']}）"
    yield f"在内置版式 {base}的基础上，登记工作表“{seen.sheet.name}”上的“{found.layout['name']}”。"
    yield f"  表名{_GAP}{seen.title[1]}“{seen.title[0]}”（前面的字样和年度不计）"
    yield f"  年度{_GAP}{found.places.get('/year', '没有地方填；请在空白表的表名下面加一行“(    年度)”')}"
    yield f"  金额单位{_GAP}{found.unit or '没有写明，按元读；请在空白表上写明'}"
    yield f"  指标口径{_GAP}{regime_years(found.layout['workbooks'][0].get('regime', ''), load_vocabulary())}"
    yield f"认出的标签 {len(seen.seen)} 个："
    yield from (_seen_line(each, found) for each in seen.seen)
    if seen.absent:
        yield f"这张表没有的栏目 {len(seen.absent)} 个（不再查找，也不提示缺少）：{'、'.join(label for _, label in seen.absent)}。"
    if found.unread:
        yield f"认得、但右边内容不读的标签：{'、'.join(f'{each.address}“{each.text.strip()}”' for each in found.unread)}。"
    if found.unknown:
        yield f"认不出的文字 {len(found.unknown)} 处，请逐处看过："
        yield from map(_unknown_line, found.unknown)
    yield f"试填 {found.filled} 项，全部读回。"


def recognised_lines(seen: Recognition) -> Iterator[str]:
    """Yield what was recognised of a form that is refused all the same: the labels and where they stand."""
    yield f"在工作表“{seen.sheet.name}”上认出表名 {seen.title[1]}“{seen.title[0]}”和 {len(seen.seen)} 个标签："
    yield from (f"  {each.spot.address}“{_short(each.spot.text)}”{_GAP}即“{each.label}”" for each in seen.seen)
    if seen.absent:
        yield f"没有认出的栏目 {len(seen.absent)} 个：{'、'.join(label for _, label in seen.absent)}。"


def _seen_line(each: Seen, found: Registration) -> str:
    text, place = _short(each.spot.text), found.places.get(each.address, "")
    if each.side == "across" and place:
        return f"  {each.spot.address}“{text}”{_GAP}合计行，{each.label}在 {place}"
    alias = f"，即“{each.label}”" if key_of(text) != key_of(each.label) else ""
    return f"  {each.spot.address}“{text}”{alias}{_GAP}{_SIDES[each.side]}{f' {place}' if place else ''}"


def _unknown_line(each: UnknownText) -> str:
    part = "long" if each.part in ("head", "value") and not each.key else each.part
    meaning = _PARTS[part].format(text=_short(each.text), label=each.likely or "标签")
    likely = f"是不是“{each.likely}”？" if each.likely else ""
    return f"  {each.cell}“{_short(each.text)}”{_GAP}{likely}{meaning}"


def _short(text: str) -> str:
    line = "".join(text.split())
    return line if len(line) <= 30 else f"{line[:30]}…"
