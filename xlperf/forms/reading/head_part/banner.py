"""What stands once above several forms: the title, the year and a line such as 主管部门：X ｜ 单位：万元 hold for all below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.data.names import ends_as_body
from xlperf.forms.form import Field
from xlperf.forms.reading.fields import read_field
from xlperf.forms.reading.head_part.codes import is_coded_body, with_code
from xlperf.forms.reading.head_part.head import Head, head_of
from xlperf.forms.reading.head_part.labelled_values import read_labels
from xlperf.forms.reading.head_part.year import read_title_and_year
from xlperf.forms.reading.labels import Spot
from xlperf.forms.reading.places.evidence import named_in
from xlperf.forms.reading.places.regions import Region
from xlperf.forms.values.form_text import clean_line
from xlperf.forms.values.wordings import label_words, wording
from xlperf.intake.sheet import Cell, row_of

_DEPARTMENT, _UNIT, _NAME = "/department", "/unit", "/project_name"
_SHORTEST_NAME = 4
_YEAR_BEFORE = lazy_pattern(r"^(?:19|20)\d\d年度?")
_NO_NAME = lazy_pattern(wording("no_names_in_titles"))
_TITLE_OF_BODY = lazy_pattern(
    rf"(?:附[件表]?\d{{0,2}}[:：.、]?)?(?P<body>[\u4e00-\u9fff]{{3,24}}?(?:{wording('bodies_in_titles')}))"
    rf"(?={wording('behind_bodies_in_titles')})"
)


def with_body_of_title(head: Head, region: Region, fields: Sequence[Field]) -> list[Field]:
    """Return the fields of a head as ``with_banner``; a form that does not ask for 主管部门 is of the body in its title.

    云溪市水务局2026年度项目支出绩效自评表 with 实施单位 云溪市河道所.  A finance bureau prints its name on the forms of all.
    """
    title = region.title or (region.banner.title if region.banner else None)
    found = with_name_of_title(head, title, _with_unit_above(head, region, with_banner(head, region, fields)))
    at = _lacking(found, _DEPARTMENT)
    if at is None or title is None:
        return found
    named = _TITLE_OF_BODY.match(clean_line(title.text))
    units = {each.value for each in found if each.name == _UNIT}
    if named is None or named["body"] in units or any(each in named["body"] for each in label_words("printing_bodies")):
        return found
    head.not_missing([found[at].label])
    field = read_field(_DEPARTMENT, found[at].label, "line", Cell(named["body"], "text"), title.address, head.unit)
    return [*found[:at], field, *found[at + 1 :]]


def with_name_of_title(head: Head, title: Spot | None, fields: list[Field]) -> list[Field]:
    """Return the fields of a head; a form without 项目名称 may name its project in its title: 古树养护项目支出绩效自评表."""
    at = _lacking(fields, _NAME)
    if at is None or title is None:
        return fields
    text = clean_line(title.text)
    ends = [text.rfind(each) for each in head.layout.titles if each in text]
    name = _YEAR_BEFORE.sub("", text[: min(ends, default=0)])
    if len(name) < _SHORTEST_NAME or _NO_NAME.search(name) or ends_as_body(name) or _TITLE_OF_BODY.match(text):
        return fields
    head.not_missing([fields[at].label])
    field = read_field(_NAME, fields[at].label, "line", Cell(name, "text"), title.address, head.unit)
    return [*fields[:at], field, *fields[at + 1 :]]


def _lacking(fields: Sequence[Field], name: str) -> int | None:
    """Return the index of a field that has no cell on the form, None where it has."""
    return next((at for at, each in enumerate(fields) if each.name == name and each.blank and each.cell is None), None)


def with_banner(head: Head, region: Region, fields: Sequence[Field]) -> list[Field]:
    """Return the fields of a head; what a form has not got itself is taken from the lines below the title that is above it.

    Args:
        fields: its title, its year and what stands beside its labels.
    """
    if region.banner is None:
        return list(fields)
    above = head_of(region.banner, None)
    found = {each.name: each for each in (*read_title_and_year(region.banner, above), *read_labels(above)) if not each.blank}
    if region.banner.layout.kind != head.layout.kind:
        found.pop("/title", None)  # of a form of the other kind
    always = {"/title", head.layout.year_field}
    taken = {each.name for each in fields if each.blank and each.name in found and (each.name in always or each.cell is None)}
    head.not_missing([found[each].label for each in taken])
    return [found[each.name] if each.name in taken else each for each in fields]


def _with_unit_above(head: Head, region: Region, fields: list[Field]) -> list[Field]:
    """Return the fields of a head; what does not ask for 实施单位 may name it above its labels, or above several forms.

    It has a code there (207101云溪市松桥区法院), or 单位：before it, which else says the unit of amounts.
    """
    at = _lacking(fields, _UNIT)
    if at is None:
        return fields
    label = next(each for each in head.layout.labels if each.field == _UNIT)
    for spot in _above_labels(head, region, fields):
        named = named_in(spot, label_words("units_of_nil_returns"))
        text = named if ends_as_body(named) else spot.text if is_coded_body(spot.text) else ""
        if text:
            head.not_missing([label.label])
            field = read_field(_UNIT, label.label, "line", Cell(text, "text"), spot.address, head.unit)
            return [*fields[:at], *with_code(field, label), *fields[at + 1 :]]
    return fields


def _above_labels(head: Head, region: Region, fields: Sequence[Field]) -> Iterator[Spot]:
    """Yield the cells above the first label of a form, also where each stands in one cell with its value, and those over it."""
    named = [row_of(each.cell) for each in fields if each.cell is not None and each.name == _NAME]
    labels = [row for row, _ in head.labels] or named
    yield from head.window.spots_above(min(labels, default=0))
    if region.banner is not None:
        yield from region.banner.window.spots()
