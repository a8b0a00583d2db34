"""The names of the facts of everything that is no form: files, remarks, rosters, pairs, the batch; see ``catalogue.py``."""

from __future__ import annotations

FILE_FACTS = {
    "fate": "read（已读取）、refused（无法使用）或 passed_over（按规定略过）",
    "reason": "无法使用的原因代号",
    "refusal": "无法使用的说明",
    "hint": "建议的下一步",
    "n": "表单数",
    "unit": "实施单位",
    "project": "项目名称",
    "name_matches": "文件名里有没有单位或项目名称",
}
"""Every fact of a file."""

REMARK_FACTS = {
    "remark": "说明的种类，如 hidden_rows",
    "label": "标题",
    "near": "应在的位置",
    "sheet": "工作表",
    "cell": "单元格",
    "format": "文件格式",
    "actual": "文件的实际格式",
    "required": "no 表示该标题可以没有",
    "first": "第一处的单元格",
    "kind": "隐藏的是什么：工作表、行、列",
    "which": "隐藏的行号或列号，明细表的范围，按地区分列的有几栏",
    "detail": "补充说明",
    "part": "没有读取的内容在哪里：head、table、amount、below（表下面）、words（表外的文字）、sheet（另一张工作表）；"
    "years（按年度分列的资金）、layout、more 表示多得像另一版式；steps（资金和指标以外的小表）；"
    "或是什么：struck、picture、lost、lost_outside（表外）、text_box、comment",
    "text": "没有读取的内容",
    "count": "这张表没有读取的处数，或这个文件的问题数",
    "n": "没有列出的问题数",
    "row": "错位或拿不准的是第几行",
    "how": "这一行、这张表的金额按什么读取",
    "other": "另一种读法，或另一个金额单位",
    "margin": "两种读法差多少，0 或 1 就是分不清",
    "block": "移动过的是哪一块：money 资金，没有就是指标表",
}
"""Every fact of a remark of the reader."""

COPY_FACTS = {"other": "内容完全相同的另一个文件"}
PROJECT_FACTS = {
    "n": "版本数",
    "unit": "实施单位",
    "project": "项目名称",
    "files": "各版本的文件",
    "chosen": "采用的文件",
    "same_content": "各版本读出的内容是否一致",
    "settled": "采用这一份不用再问：别的是退回前的、内容一致的",
    "why": "为什么采用这一份",
    "counted": "进入汇总的次数",
    "marked": "采用的这一份为什么像是不该计入的（工作表隐藏，或名称里有旧、作废、备份、样表）",
    "sheet": "填报示例的工作表",
    "withdrawn": "单位较新的工作簿里没有这个项目：out（没有计入汇总）或 in（不能确定，仍计入）",
    "newer": "单位较新的工作簿",
    "example": "这是填报示例，没有计入：own（和同一文件里的表是同一单位）或 other",
}
NEIGHBOUR_FACTS = {
    "yearly_amount": "本年度金额（元）",
    "goal_twin": "那个项目是同一单位的，名称只多调整一类的字、只差一个字（name），"
    "只在末尾多“项目”“经费”一类的字（end），目标、指标、金额全同（content），指标、金额全同（rows）；或两个单位的名称也全同（units）",
    "goal_item": "那个项目名称相同，是另一个单位的",
    "goal_other": "目标最相近的另一个项目",
    "goal_shared": "相同文字的字数",
    "goal_percent": "相同文字占较短一篇的百分比",
    "rows_other": "指标最相近的另一个项目",
    "rows_shared": "完全相同的指标数",
    "rows_percent": "相同指标占较少一方的百分比",
}
COUNTED_FORM_FACTS = {
    "yearly_amount": "本年度金额（元）",
    "unit_twin": "本批次里可能是同一单位的另一种写法",
    "twin_counted": "那个单位也报了同名的项目",
    "year": "表内年度（与其他表不同时）",
    "usual_year": "同部门、同种表几乎都是的年度（这一张是另一年度、没有指定年度时）",
    "evaluated": "申报的项目有自评表（同部门、同年度的项目多有自评表时）",
    "evaluated_only": "该单位有自评表、没有申报表的项目（这个项目没有自评表时）",
    "evaluated_by": "另一个有同名项目的自评表、没有它的申报表的单位（这个项目没有自评表、该单位也没有别的自评表可比时）",
    "unit_same": "肯定是同一单位，只是写法不同",
    "in_roster": "实施单位在名单中",
    "nearest": "名单中最相近的单位",
    "expected_project": "项目在名单中",
    "roster_project": "名单中的项目名称（与表中不同时）",
    "roster_name": "名单中的单位名称（写得更全、按同一单位核对时）",
    "unpublished": "项目在不公开名单中（给出不公开名单时）",
    "nearly_listed_as": "不公开名单中只差一两个字、或写得较短的一行（项目不在名单中时）",
    "listed_as": "不公开名单中的写法（与表中不同时）",
    "control": "该项目的预算控制数（元）",
    "control_rounded": "与控制数的差在名单四舍五入的范围以内",
    "control_unit": "控制数的单位",
}
ROSTER_UNIT_FACTS = {
    "unit": "单位",
    "whole": "是全部单位合计",
    "named": "名单列出了项目",
    "expected_n": "应报项目数",
    "received": "已收项目数",
    "missing": "未收到的项目",
    "missing_n": "未收到的项目数",
    "surplus_n": "名单以外的项目数",
    "total": "汇总金额",
    "control": "控制数",
    "gap": "差额",
    "gap_beyond": "超出允许误差的差额（元）",
    "control_unit": "控制数的单位",
    "lines": "名单行数",
    "roster_name": "名单中怎么写（各表写得更全、按同一单位核对时）",
    "perhaps": "名单以外的、可能就是它的单位（它没有报送时）",
}
LAST_YEAR_FACTS = {
    "n": "上年的项目数",
    "continued": "其中本批次也有的项目数：同单位、同名称",
    "years": "上年的表是哪个年度的（不是本批次的上一年度时）",
    "renamed": "上年的表中写法不同、按同一单位比较的单位",
}
"""Every fact of what was given as last year's."""

YEAR_FACTS = {
    "yearly_amount": "本年度金额（元）",
    "last_year_amount": "上年金额（元）",
    "change_yuan": "增减额（元，不分正负）",
    "change_percent": "增减百分比（不分正负）",
    "last_year_factor": "本年度金额与上年金额，大数是小数的几倍",
    "way": "增加或减少",
    "dropped": "取消的指标",
    "lowered": "目标值降低的指标",
    "copied": "年度目标和全部指标与上年相同（年份不计）",
    "redated": "目标或指标里只有年份与上年不同",
}
"""Every fact of a project beside that of last year."""

LIST_FACTS = {
    "noun": "是什么，如名单",
    "text_file": "文件名",
    "n": "用了几行",
    "columns": "用了哪些列",
    "aside": "没有用上的：像是要用的列、行、不是数字的金额、没有读的工作表",
}
"""Every fact of a list that the department keeps."""

ROSTER_FACTS = {
    "n": "名单行数",
    "likely_unit": "控制数多半是哪个单位（与申报的金额都差一万倍左右时）",
    "unbound": "没有用上的行数：它的部门或年度在本文件夹里没有表",
    "departments": "名单中的主管部门（没有一个在本文件夹里有表、名单仍按单位核对时）",
    "years": "本文件夹里的几个年度（名单没有年度、每个年度都按整份名单核对时）",
}
DISCLOSURE_FACTS = {
    "text_file": "公开说明的文件名",
    "unchecked": "未能核对的原因：no_sentence（没有找到句子）、other_year（没有该年度的表）、several_years（年度不明确）、"
    "several_departments（有几个主管部门）、no_forms（没有这种表）、unread_amounts（有金额未能读出）、"
    "rough_figure（约数）、passed_over（句中别的金额、百分比、得分）",
    "subject": "说明的是什么：编报绩效目标 或 绩效自评",
    "kind": "用来核对的表：declaration（申报表）或 self_evaluation（自评表）",
    "text": "说明原文",
    "figure": "哪个数：预算单位、项目、资金、执行数、执行率、平均得分",
    "stated": "说明中的数",
    "computed": "按本批次计算的数",
    "gap": "两数之差（个、万元、元、百分点或分）",
    "counts_hidden": "这个数把几个不公开的项目也算在内",
    "partly": "同一句里别的数没有把它们算在内",
    "units": "按本批次计算的单位数",
    "projects": "按本批次计算的项目数",
    "amount_wan": "按本批次计算的资金（万元）",
}
PAIR_FACTS = {
    "change": "不同之处：dropped（少报）、added（新增）、renamed（改名）、changed（改值）、lowered（调低）、"
    "rewritten（全部改换）、money（金额）、goal（目标）",
    "name": "指标名称，或栏目名称",
    "declared": "申报表里的内容",
    "evaluated": "自评表里的内容",
}
BATCH_FACTS = {
    "mixed_units": "同时有元和万元的表",
    "yearless_n": "版式没有年度一栏的表数",
    "part_year": "这些表和哪一年度的表一起汇总（有别的表写了年度时）",
    "batch_year": "本批次年度",
    "fiscal_total": "当年财政拨款合计（元）",
    "expenditure": "部门预算的项目支出合计（元）",
    "x": "当年财政拨款合计（万元）",
    "y": "项目支出合计（万元）",
}
WAIVER_FACTS = {
    "rule": "豁免的规则",
    "project": "项目",
    "unit": "单位",
    "reason": "理由",
    "by": "批准人",
    "until": "到期日",
    "expired": "已到期",
    "perhaps": "同一规则的问题里，可能就是它说的单位、项目（没有用到时）",
    "used": "用到的次数",
}
ANSWER_FACTS = {
    "fate": "说明的问题：mended（已经没有了）、unmatched（对不上）",
    "answer": "单位写的说明",
    "problem": "退回时的问题",
    "about": "退回时的规则",
    "project": "项目",
    "unit": "单位",
}
RETURNED_FILE_FACTS = {
    "unchanged": "表的内容与退回时相同",
    "left": "没有改、也没有说明的问题个数",
    "answers": "单位写了说明的条数",
    "project": "项目",
    "unit": "单位",
}
