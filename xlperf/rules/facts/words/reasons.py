"""What units write as reasons (偏差原因分析及改进措施): which of it is one, and whether a project was cancelled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from xlperf.data.names import bare

_MARKS = re.compile(r"[\W_]+")
_EMPTY = re.compile(
    r"(?:已经?|均|全部|基本|按[时期]|按计划|如期|圆满|顺利|全年|本年|年度|工作|任务|指标|目标|项目|预期|各项|较好|超额)*(?:完成|达标|达成|达到|落实|实现)(?:任务|目标|指标|工作|情况|年度|预期|全年|良好)*了?"
    r"|(?:详情?|参|请|另)?见.{0,14}|附件|附后|另附|略|无|没有|暂无|不适用|不涉及|正常|良好|较好|合格|属实|是|否|好|按实际|按实际情况|实际情况|据实|据实扣分|自评扣分|扣分|酌情扣分"
    r"|(?:无|没有|暂无|不存在|未见)(?:明显|重大|较大|任何)?(?:偏差|差异|问题|变化|异常|原因|影响)+|(?:存在|有|略有)(?:一定|较小|少量|部分|些许)?的?(?:偏差|差距|不足|差异)"
    r"|未完成|没完成|未达标|未达到|未达到目标|未完成目标|未完成任务|未全部完成|部分完成|(?:下年|今后|以后|继续|进一步|下一步)?(?:改进|努力|完善|整改|提高|加强|加强管理|改进工作|加强改进)"
    r"|(?:待)?补充|待定|说明|情况说明|原因说明|如上|客观原因|其他原因|特殊原因|工作原因|实际工作需要"
)
_FILLER = re.compile(
    r"(?:按照?|根据|实际|完成|情况|的|了|要|求|自评|酌情|比例|扣分|扣减|得分|计分|打分|未能?|没有?|达到|达成|达标|年初|年度|预期|预定|计划|设定|既定|目标值?|指标值?|任务|下一?步|下一?年|明年|来年|今后|以后|后续|将|会|继续|持续"
    r"|努力|加以|改进|加强|管理|改善|工作|措施|进一步|不断|提高|提升|完善|落实|存在|有|略有|一定|少量|较小|小|偏差|差距|差异|不足|问题|原因|全部|部分|基本|已经?|均|较好|良好|项目|数值?|[到与和及、，,。；;])+"
)
_SAME = re.compile(r"(?:原因|理由|说明)?同(?:上|前)(?:一?行|述|所述|一?项|条)?")
_CANCELLED = re.compile(r"取消|收回|调减|终止|撤销|核减|不再实施|未实施|停止|停办|撤并|压减|追减|合并|调整")


@lru_cache(maxsize=2048)
def says_same(note: str) -> bool:
    """Tell whether a note only points at the one above it (同上)."""
    return _SAME.fullmatch(_MARKS.sub("", bare(note))) is not None


def is_reason(note: str, nothing: Sequence[str]) -> bool:
    """Tell whether a note gives a reason; 已完成, 详见报告, 无 and 有偏差 give none.

    Args:
        note: as written; nothing: further words that are none, of the scoring settings.
    """
    plain = bare(note)
    return plain not in nothing and not _says_nothing(plain)


@lru_cache(maxsize=2048)
def _says_nothing(note: str) -> bool:
    text = _MARKS.sub("", note)
    return (
        not text or _EMPTY.fullmatch(text) is not None or _FILLER.fullmatch(text) is not None or _SAME.fullmatch(text) is not None
    )


def is_cancelled(head: Mapping[str, Any]) -> bool:
    """Tell whether a self-evaluation is of a project whose budget was taken back to 0, and says so."""
    if head.get("total_full_year_budget") != 0 or head.get("total_executed", Decimal(0)) != 0:
        return False
    texts = [head.get("actual_completion", ""), *(row.get("deviation_note", "") for row in head["rows"])]
    return any(_CANCELLED.search(str(each)) for each in texts)
