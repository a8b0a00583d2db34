"""What type of value a fact holds, so that a rule which asks a date for its letters is refused before it runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from xlperf.rules.facts.catalogue import AMOUNTS, EXECUTION_FACTS

FactType = Literal["number", "text", "date", "truth", "names", "rows"]

FACT_TYPE_NAMES: Mapping[FactType, str] = {
    "number": "数字",
    "text": "文字",
    "date": "日期",
    "truth": "是或否",
    "names": "一组名称",
    "rows": "指标行",
}
"""What people call each type."""

_NUMBERS = """
    year total_weight total_score last_year_factor start_year end_year batch_year row_count qualitative_percent
    annual_goal_length weight_sum due_weight_sum due_execution_weight score_sum recomputed_total due_rate rate_gap
    due_execution_score execution_gap budget_change index sheet_row number actual_number weight score due_score
    score_gap over deducted score_decimals tier_low tier_high n counted goal_shared goal_percent rows_shared
    rows_percent expected_n received missing_n surplus_n continued gap_beyond fiscal_total expenditure used lines unbound
    change_yuan change_percent usual_year counts_hidden yearless_n part_year
"""
_TEXTS = """
    title project_name nature category department unit amount_unit overall_goal annual_goal actual_completion
    regime nature_class own_department department_name grade known_grade due_grade level_weights due_level_weights
    due_rate_text budget_direction level1 level2 level3 printed_level1 printed_level2 target target_kind operator
    measure clean_target actual actual_kind actual_operator actual_measure deviation_note direction tier name
    field raw read_value fate reason refusal hint remark label near sheet cell format files chosen goal_other
    rows_other nearest nearly_listed_as listed_as roster_project control_unit unchecked subject figure rule by project kind years
    short_part noun text_file columns aside likely_unit way dropped lowered says_nothing roster_name perhaps departments renamed
    goal_twin score_slip_of goal_past_year
"""
_TRUTHS = """
    known_title spans_years unit_missing money_unread rows_unread all_full money_explained guessed explained no_result met
    claims_less full
    units_differ weaker in_tier name_matches same_content in_roster expected_project unpublished whole named copied redated
    yearly_told fiscal_told other_told rate_told execution_told spent_told money_doubt overspent_told score_told score_doubt
    score_by_formula score_slip weights_unfilled weight_by_execution
    twin_counted settled goal_item mixed_units expired without_level2 without_levels level2_blank note_says_no annual_unread
    partly only_equal caps_all
"""

FACT_TYPES: Mapping[str, FactType] = {
    **dict.fromkeys((*AMOUNTS, *EXECUTION_FACTS.values(), *_NUMBERS.split()), "number"),
    **dict.fromkeys(_TEXTS.split(), "text"),
    **dict.fromkeys(_TRUTHS.split(), "truth"),
    **dict.fromkeys(("start_date", "end_date", "until"), "date"),
    **dict.fromkeys(("levels", "notes"), "names"),
    "rows": "rows",
}
"""The type of every fact that has only one; ``value`` and a few others hold whatever a field holds."""
