"""Where what stands on the 来源核对: its formulas count these columns."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from xlsxwriter.utility import xl_col_to_name

from xlperf.book.list_columns import Column
from xlperf.data.words import FORM_KINDS, SOURCES_SHEET
from xlperf.forms.file_result import Fate
from xlperf.forms.form import FormKind
from xlperf.forms.money_fields import MONEY_FIELDS

NAME = SOURCES_SHEET
FATES: Mapping[Fate, str] = {"read": "已读取", "refused": "未能读取", "passed_over": "按规则跳过"}


class At(IntEnum):
    """The columns of the file list, 0-based."""

    NUMBER = 0
    FILE = 1
    LINK = 2
    FATE = 3
    REASON = 4
    MESSAGE = 5
    DECLARATIONS = 6
    EVALUATIONS = 7
    COUNTED = 8
    LEFT_OUT = 9
    ANNUAL = 10
    ANNUAL_LEFT_OUT = 11
    UNREAD = 12
    SIZE = 13
    SHA256 = 14


LAST = At.SHA256
"""The last column of the file list; behind it stands what only the proof counts."""

PRINTED = At.UNREAD
"""The last column for people; what is technical folds away behind it."""

INDICATORS: Mapping[FormKind, int] = {"declaration": LAST + 1, "self_evaluation": LAST + 2}
"""Where the indicators of a file are counted, by the kind of form."""

_FIRST_PROVEN = {"declaration": LAST + 3, "self_evaluation": LAST + 3 + len(MONEY_FIELDS["declaration"])}


def proven(kind: FormKind, index: int) -> int:
    """Return the column of a money field that is proven (``MONEY_FIELDS``)."""
    return _FIRST_PROVEN[kind] + index


COLUMNS: tuple[Column, ...] = (
    Column("序号", 5, "count"),
    Column("文件", 21),
    Column("链接", 6, "jump"),
    Column("处理结果", 9, "center"),
    Column("原因", 9, "center"),
    Column("说明", 20),
    Column("申报表\n（份）", 6.5, "count"),
    Column("自评表\n（份）", 6.5, "count"),
    Column("计入汇总\n（份）", 7.5, "count"),
    Column("重复未计入\n（份）", 8.5, "count"),
    Column("年度资金申请总额", 16, "money"),
    Column("其中重复未计入", 16, "money"),
    Column("未读出的\n金额（处）", 9, "count"),
    Column("大小\n（字节）", 10, "count", folded=True),
    Column("SHA-256", 60, "code", folded=True),
)


PROVEN_COLUMNS: tuple[Column, ...] = (
    *(Column(f"计入汇总：\n{name}的指标（条）", 14, "count", folded=True) for name in FORM_KINDS.values()),
    *(Column(f"计入汇总：\n{label}", 16, "money", folded=True) for fields in MONEY_FIELDS.values() for _, label in fields),
)
"""Columns behind the printed ones: what the forms of a file that are counted hold."""


def letter(column: int) -> str:
    """Return the letters of a 0-based column."""
    return str(xl_col_to_name(column))
