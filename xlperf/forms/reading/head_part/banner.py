"""What stands once above several forms: the title, the year and a line such as 主管部门：X ｜ 单位：万元 hold for all below."""

from __future__ import annotations

from collections.abc import Sequence

from xlperf.forms.form import Field
from xlperf.forms.reading.head_part.head import Head, head_of
from xlperf.forms.reading.head_part.labelled_values import read_labels
from xlperf.forms.reading.head_part.year import read_title_and_year
from xlperf.forms.reading.regions import Region


def with_banner(head: Head, region: Region, fields: Sequence[Field]) -> list[Field]:
    """Return the fields of a head; what a form has not got itself is taken from the lines below the title that is above it.

    Args:
        head: the upper part of the form.
        region: the form.
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
