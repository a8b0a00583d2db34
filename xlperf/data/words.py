"""Words that people read, each written once; whoever shows one takes it from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from xlperf.data.resources import load_json

CATEGORIES: tuple[str, ...] = tuple(load_json("schemas", "rule-words.json")["lists"]["categories"])
"""Order of the groups, as in ``schemas/rule-words.json``; whatever else is printed follows in the order of input."""

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Worst first."""

Addressee = Literal["unit", "department"]
"""Whom a finding concerns: the unit that sent the form, or the department that collects them."""

ADDRESSEES: Mapping[Addressee, str] = {"unit": "报送单位", "department": "主管部门"}
"""Who has to do something about a finding."""

SEVERITY_NAMES: Mapping[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
"""级别: how grave a finding is."""

DEMANDS: Mapping[Severity, str] = {"error": "必须修改", "warning": "建议修改", "info": "供参考"}
"""处理: what a unit is to do about a finding."""

OR_EXPLAIN = "或说明"
"""Stands behind 处理 where an explanation of the unit settles a finding (核实性)."""

ASIDE: Mapping[str, str] = {"superseded": "旧版本", "waived": "已豁免", "approved": "已核准", "explained": "已说明"}
"""不计的原因: why a finding does not stand; what the department approved in a summary is not what its list waives."""

SETTLED = "、".join(ASIDE[each] for each in ("waived", "approved", "explained"))
"""What is settled between the department and the unit, where all of it is meant."""

APPROVED = "核准"
"""What the department writes beside a finding that it accepts."""

STATES: Mapping[str, str] = {"open": "待改", **ASIDE, "mended": "已改正"}
"""状态: how far a finding is settled between the department and the unit."""

Verdict = Literal["通过", "需核对", "退回"]
PASSED: Verdict = "通过"
REVIEW: Verdict = "需核对"
RETURN: Verdict = "退回"
VERDICTS: tuple[Verdict, ...] = (PASSED, REVIEW, RETURN)
"""校验结论: what becomes of a form, by the gravest of its findings; best first."""

FORM_KINDS: Mapping[str, str] = {"declaration": "申报表", "self_evaluation": "自评表"}
"""表种: what a kind of form is called, and the sheet its printed forms stand on."""

PROJECTS_SHEET = "汇总表"
EVALUATIONS_SHEET = "自评汇总表"
INDICATORS_SHEET = "指标明细"
FINDINGS_SHEET = "校验结果"
CHANGES_SHEET = "变动"
SOURCES_SHEET = "来源核对"
"""The sheets of a summary that are read again: by the next summary, and by that of the level above."""

NO_UNIT = "未填实施单位"
NO_PROJECT = "未填项目名称"
NO_CATEGORY = "未填项目类别"
NO_NATURE = "未填项目性质"
NO_DEPARTMENT = "主管部门未填"
NO_YEAR = "年度未填"
"""What stands where a form leaves blank what it is grouped or named by."""

BLANK = "空白"
"""Stands for the amount of a cell in which there is none."""


def verdict_of(severities: set[Severity]) -> Verdict:
    """Return the verdict on a form with findings of these severities."""
    return RETURN if "error" in severities else REVIEW if "warning" in severities else PASSED


GUIDE_HEADERS = ("工作表", "检查内容", "结果", "待改")
"""The headers of the sheet in a handed-out workbook that says what is still to be mended: no unit wrote what stands there."""
