"""The first row below a table: a signature, a note, a remark, the heading of what follows."""

from __future__ import annotations

from dataclasses import dataclass

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.layouts.layout import LEVELS
from xlperf.forms.reading.head_part.headings import is_remark
from xlperf.forms.reading.indicators.rows import is_number, kind_of
from xlperf.forms.reading.indicators.signatures import (
    begins_foot,
    first_word,
    foot_endings,
    is_sealed,
    is_signature,
    only_signs,
    signs_as_person,
)
from xlperf.forms.reading.indicators.table_rows import TableRows, is_target
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.form_text import key_of
from xlperf.forms.values.target import is_phrase
from xlperf.forms.values.wordings import wording

_SIGNED = lazy_pattern(r"[\u4e00-\u9fff]{2,10}(?:\([^()]*\))?:")
# （以下为效益指标）, ——以下为效益指标——: none that names what is to be reached.
_SET_APART = lazy_pattern(r"\s*(?:[(（][^()（）]+[)）]|(?P<stroke>[-—–=*＊·…~～])(?P=stroke).*(?P=stroke){2})\s*")
# What begins below a form: 部门整体支出绩效目标申报表, 《…申报表》填报说明.
_HEADING = lazy_pattern(wording("titles_below_forms"))
_COUNT_OF_ROWS = lazy_pattern(r"[共计]+\d+[个项条]?(?:指标)?")
_SENTENCES = lazy_pattern(r"[,，;；].+[。.；;]\s*$")
_LONGEST_NAME = 40
_NAME_AND_TARGET = 2
_LONGEST_MARK = 3
"""Characters of a remark that could be a name by its place; hardly any indicator is called by fewer without 率, 量, 度."""


@dataclass(frozen=True, slots=True)
class FootRows(TableRows):
    """Knows which row is the foot of a table."""

    def is_foot(self, row: int, line: list[Spot]) -> bool:
        """True for the first line below a table: a signature, a note, the heading of what follows."""
        first, is_alone, footers = line[0], len(line) == 1, self.layout.footers
        key = first.key or key_of(first.text[:20])
        if len(line) <= _NAME_AND_TARGET and self._is_signed_off(line, key.rstrip(":")):
            return True
        is_at_level = self.columns.at(first.column) in LEVELS and self.is_member(line)
        if is_at_level or self.is_indicator(line) or (":" in first.key and self._is_among_members(row, line)):
            return False  # 备注 may have been written over the name of a level
        is_name = self.in_names(first)
        is_signed = self.signers.sign(line) or (is_name and is_alone and only_signs(first, footers))
        if is_signed and (signs_as_person(key, footers) or not self.goes_on(row)) and not self.comes_down(row, *LEVELS):
            return True
        if first_word(key) in footers and (is_alone or not is_name or self._is_only_note(line)):
            return True
        if is_sealed(key, footers) and not is_name:
            return True
        if is_signature(first, key, footers) and not any(is_target(each) for each in line):
            return not is_name or ":" in key or sum(begins_foot(each.key, footers) for each in line) > 1
        if not is_alone:
            signed = [each for each in line if self._is_signed(each.key)]
            return len(signed) * 2 > len(line) or (len(line) == 2 and self._is_labelled(row, line))
        if self._is_remark(row, first):
            return True
        if is_name or first.cell.kind != "text":
            return False
        is_heading = key.endswith(self.layout.headings) or (_HEADING.fullmatch(key) and not self.is_between_pages(line))
        return bool(is_heading) or len(first.text.strip()) > _LONGEST_NAME or self._is_signed(key) or self._is_note(row, first)

    def _is_among_members(self, row: int, line: list[Spot]) -> bool:
        """True for a name and a target in their columns, with no level, right between two indicators: 审核：初审 | 标准：3天.

        What signs or heads a note in the place of the target is none: 制表人：张三 | 复核人：李四 at the end of a page.
        """
        cells = self.columns.by_heading(line)
        if not {"level3", "target"} <= cells.keys() or cells["level3"] is not line[0]:
            return False
        if ":" not in cells["target"].key or begins_foot(cells["target"].key, self.layout.footers):
            return False
        near = (*self.window.rows_above(row)[-1:], *self.window.rows_below(row)[:1])
        return len(near) == 2 and all(self.is_member(self.window.row(each)) for each in near)

    def _is_signed_off(self, line: list[Spot], key: str) -> bool:
        """True for the place of a signature or a seal and, if anything, who signed: 负责人（签字）： | 周某."""
        footers, rest = self.layout.footers, line[1:]
        is_at_seal = is_sealed(key, footers)
        if not is_at_seal and not first_word(key).endswith(foot_endings(footers)):
            return False
        if any(is_target(each) or is_number(each) for each in rest):
            return False
        return is_at_seal or (self.signers.sign(rest) if rest else signs_as_person(key, footers))

    def _is_only_note(self, line: list[Spot]) -> bool:
        """True for 备注 | 无 under the headings of names and targets: no indicator is called so."""
        return len(line) == 2 and self.vocabulary.notes.fullmatch(line[0].bare) is not None and not is_target(line[1])

    def _is_labelled(self, row: int, line: list[Spot]) -> bool:
        """True for a label left of the table with sentences behind it, whose merges were lost: 绩效目标保障措施 | 加强管理，…"""
        first, says = line[0], line[-1]
        is_left = first.right < self.columns.left
        if not (is_left and first.bare.endswith(self.layout.heading_endings) and _SENTENCES.search(says.text)):
            return False
        is_level = self.heads_level(first) or first.key in self.layout.table.side_keys or self.begins_sum(first)
        return not (is_level or is_target(says) or self.has_members(row))

    def _is_signed(self, key: str) -> bool:
        """True for words before a colon that name no level."""
        if ":" not in key:
            return False
        word = key.partition(":")[0]
        is_level = word in self.vocabulary.level_names or word in self.layout.table.side_keys
        return _SIGNED.match(key) is not None and not is_level

    def _is_note(self, row: int, spot: Spot) -> bool:
        """True for words alone left of the names with no target below: the table is over there."""
        names, table = self.columns.windows.get("level3"), self.layout.table
        if names is None or spot.right >= names[0] or spot.key in table.side_keys or spot.key in table.total_keys:
            return False
        return not (self.heads_level(spot) or is_target(spot) or self.goes_on(row))

    def _is_remark(self, row: int, spot: Spot) -> bool:
        """True for a cell alone below the last indicator that is neither a name nor a target: √, 改, 已核对, 共7条.

        Right of the names it is no indicator, and under their heading it is none below the merged cells of the levels.
        """
        place = self.columns.at(spot.column)
        if self._is_worded(spot, place):
            return True
        is_left = place in LEVELS or (place is None and spot.column <= self.columns.end)
        if is_left and not _COUNT_OF_ROWS.fullmatch(spot.key):
            return False
        if place in self.columns.numbers or self.begins_sum(spot) or self.comes_down(row, *LEVELS) or self.has_members(row):
            return False
        if _COUNT_OF_ROWS.fullmatch(spot.key) or (is_number(spot) and place != "target"):
            return True
        if is_number(spot) or is_target(spot) or self.heads_level(spot):
            return False
        if place not in (None, "", "level3") and self.may_slip:  # 健全, 6月30日前: of an indicator whose name is lacking
            return not is_phrase(spot.text) and (len(spot.key) < 2 or is_remark(spot))
        is_mark = len(spot.key) <= _LONGEST_MARK and kind_of(spot, self.vocabulary) != "name"
        return place != "level3" or not self.may_slip or is_mark

    def _is_worded(self, spot: Spot, place: str | None) -> bool:
        """True for what says by its words that it is a remark: （以下为效益指标） and, where no target or result stands, 见附件."""
        is_among_names = place in (None, "", *LEVELS, "level3")
        is_worded = is_among_names and is_remark(spot)
        if not is_worded and (place in self.columns.numbers or is_target(spot) or not _SET_APART.fullmatch(spot.text)):
            return False
        return not self.heads_level(spot) and not self.is_between_pages([spot])
