"""Write examples/2026申报 and examples/2026自评: the workbooks of an invented department in the shapes a department receives.

Usage: python tests/tools/make_examples.py [FOLDER]
"""

from __future__ import annotations

import datetime
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.tools.evaluation_grids import WIDTHS as EVALUATION_WIDTHS  # noqa: E402
from tests.tools.evaluation_grids import evaluation_grid  # noqa: E402
from tests.tools.example_evaluations import EVALUATIONS, Evaluation  # noqa: E402
from tests.tools.example_grids import canonical, notes, pasted, relabelled, revalued, shifted, split, stacked  # noqa: E402
from tests.tools.example_projects import DEPARTMENT, PROJECTS, YEAR, Project  # noqa: E402
from tests.tools.example_workbook import Workbook, one_sheet  # noqa: E402


def faulty(name: str, **changes: Any) -> Project:
    """Return a project with faults put in."""
    project = by_name(name)
    rows = changes.pop("rows", project.rows)
    return replace(project, rows=rows, changes=changes)


def by_name(name: str) -> Project:
    """Return a project of the data module."""
    return next(each for each in PROJECTS if each.name == name)


def evaluation(name: str) -> Evaluation:
    """Return a self-evaluation of the data module by the name of its project."""
    return next(each for each in EVALUATIONS if each.project.name == name)


def write_evaluations(folder: Path) -> None:
    """Write the workbooks with self-evaluations: one project each, a project a sheet, two on one sheet."""
    for name, file in (
        ("古籍修复项目", "图书馆-古籍修复项目自评.xlsx"),
        ("图书馆信息系统运维项目", "图书馆-信息系统运维自评.xlsx"),
    ):
        grid = evaluation_grid(evaluation(name), "万元", operators=False)
        one_sheet(folder / file, grid, name="自评表", widths=EVALUATION_WIDTHS)
    book = Workbook(folder / "文化馆自评表（2个项目）.xlsx")
    for name in ("公益文化培训项目", "群众文艺汇演项目"):
        book.sheet(name, evaluation_grid(evaluation(name)), widths=EVALUATION_WIDTHS)
    book.close()
    museum = evaluation_grid(evaluation("临时展览项目"), "万元", operators=False)
    one_sheet(folder / "博物馆临时展览自评表.xlsx", museum, name="自评表", widths=EVALUATION_WIDTHS)
    centre = [evaluation_grid(evaluation(name)) for name in ("旅游宣传推广项目", "旅游咨询服务项目")]
    heading = f"{DEPARTMENT}{YEAR}年度项目绩效自评汇总表"
    one_sheet(folder / "旅游中心自评.xlsx", *stacked(*centre, heading=heading, columns=9), name="汇总", widths=EVALUATION_WIDTHS)


def write_all(folder: Path) -> None:
    """Write every workbook with declarations."""
    library(folder / "云岭区图书馆")
    one_sheet(
        folder / "云岭区文化馆" / "文化馆2026年项目绩效目标汇总.xlsx",
        *stacked(
            canonical(faulty("公益文化培训项目", fiscal=550_000)),
            *(canonical(by_name(name)) for name in ("群众文艺汇演项目", "剧场设备更新项目", "文化馆物业管理项目")),
        ),
        name="汇总",
    )
    museum(folder / "云岭区博物馆")
    team(folder / "云岭区文化市场综合执法队")
    tourism(folder / "云岭区旅游发展中心")
    office(folder / "局机关")


def library(folder: Path) -> None:
    """Write the library's workbooks: one project each, two versions of one of them."""
    one_sheet(folder / "古籍修复项目.xlsx", canonical(by_name("古籍修复项目")))
    wide = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
    typed = revalued(canonical(by_name("图书采购项目")), lambda value: f"{value:,.2f}".translate(wide) if value else "0.00元")
    one_sheet(folder / "图书采购项目.xlsx", typed)
    first = replace(by_name("图书馆信息系统运维项目"), annual=450_000)
    one_sheet(folder / "信息系统运维项目.xlsx", canonical(first))
    one_sheet(folder / "信息系统运维项目（修改后）.xlsx", canonical(by_name("图书馆信息系统运维项目")))
    staff = faulty("编外人员经费", start=datetime.date(2026, 1, 1), end=datetime.date(2026, 12, 31))
    one_sheet(folder / "编外人员经费.xlsx", canonical(staff))
    (folder / "~$古籍修复项目.xlsx").write_bytes(b"\x06user" + b"\0" * 60)


def museum(folder: Path) -> None:
    """Write the museum's workbook: one project a sheet, with instructions and hidden options."""
    book = Workbook(folder / "博物馆各项目申报表.xlsx")
    lines = (
        "填表说明",
        "一、每个项目填一张表，不要改动表名。",
        "二、金额单位为元，保留两位小数。",
        "三、指标值写成“≥90(%)”的样子。",
    )
    book.sheet("填表说明", notes(*lines))
    for name in ("临时展览项目", "文物库房改造项目", "安全保卫项目"):
        book.sheet(name, canonical(by_name(name)))
    book.sheet("讲解员劳务经费", canonical(faulty("讲解员劳务经费", end="2025-12-31")))
    book.sheet("选项", notes("特定目标类", "其他运转类", "其他人员类"), hidden=True)
    book.close()


def team(folder: Path) -> None:
    """Write the inspection team's workbooks: shifted, labels drifted, amounts in 万元."""
    one_sheet(folder / "执法检查.xlsx", notes("附件2"), shifted(canonical(by_name("文化市场执法检查项目")), 4, 2), name="Sheet1")
    drift = {"项目名称": "项　目　名　称", "实施单位": "实施\n单位：", "项目资金(元)": " 项目资金（ 元）", "项目总目标": "项目总体目标（2026年-2026年）",
             "满意度指标": "满意度指\n标", "服务对象满意度指标": "服务对象满意度", "年度(/项目)指标值": "年度（／项目）指标值："}  # fmt: skip
    one_sheet(folder / "执法装备购置.xlsx", relabelled(canonical(by_name("执法装备购置项目")), lambda text: drift.get(text, text)))
    ten_thousands = revalued(canonical(by_name("执法车辆运行项目"), unit="万元"), lambda value: value / 10_000)
    one_sheet(folder / "执法车辆运行.xlsx", ten_thousands)


def tourism(folder: Path) -> None:
    """Write the tourism centre's workbooks: pasted from a text document, cut by a page break, dates as text."""
    promotion = faulty(
        "旅游宣传推广项目", goal="<p>参加旅游推介会八场，拍摄宣传片两部。</p><p>新媒体推送三百条，提升区域旅游知名度。</p>"
    )
    first = pasted(canonical(promotion))
    second = shifted(pasted(canonical(by_name("旅游咨询服务项目"))), first.height + 2)
    one_sheet(folder / "两个项目（从Word粘贴）.xlsx", first, second, name="Sheet1")
    one_sheet(folder / "景区厕所提升.xlsx", split(canonical(by_name("景区厕所提升项目")), 15))
    dates = faulty("旅游统计监测平台运维项目", start="2026年1月1日", end="2026.12.31")
    one_sheet(folder / "监测平台运维.xlsx", canonical(dates))


def office(folder: Path) -> None:
    """Write the head office's workbooks, and what is no form at all."""
    for name in ("非遗保护项目", "文旅活动周项目", "公共文化服务绩效评价项目"):
        one_sheet(folder / f"{name}.xlsx", canonical(by_name(name)))
    devices = by_name("机关办公设备维护项目")
    one_sheet(folder / "机关办公设备维护项目.xlsx", canonical(faulty(devices.name, rows=devices.rows[:-1])))
    experts = by_name("聘用专家费用")
    rows = tuple((key, name, "" if name == "评审意见采纳率" else target) for key, name, target in experts.rows)
    one_sheet(folder / "聘用专家费用.xlsx", canonical(faulty(experts.name, rows=rows)))
    shutil.copyfile(ROOT / "templates" / "declaration-2025.xlsx", folder / "空白模板.xlsx")
    whole = (folder / "非遗保护项目.xlsx").read_bytes()
    (folder / "打不开的文件.xlsx").write_bytes(whole[: len(whole) // 2])
    (folder / "报送说明.txt").write_text("请于十月底前报送。\n", encoding="utf-8")


if __name__ == "__main__":
    examples = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples"
    write_all(examples / f"{YEAR}申报")
    write_evaluations(examples / f"{YEAR}自评")
