"""Write N declaration workbooks with one form each and known amounts, for the benchmarks.

They look like the bureau's: merged and bordered, 12 to 18 indicators.

Usage: python tests/benchmarks/make_workbooks.py FOLDER N
"""

from __future__ import annotations

import random
import sys
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.tools.example_grids import canonical  # noqa: E402
from tests.tools.example_projects import L2, Project  # noqa: E402
from tests.tools.example_workbook import one_sheet  # noqa: E402

CATEGORIES = ("特定目标类", "其他运转类", "其他人员类")
TARGETS = {"成": "≤{}(万元)", "数": "≥{}(项)", "质": "≥9{}(%)", "时": "{}月底前", "社": "≥{}00(人次)", "满": "≥9{}(%)"}
VERBS = ("修缮", "采购", "培训", "巡查", "展览", "编印", "监测", "评审", "推广", "维护", "清理", "登记")
THINGS = ("古籍", "设备", "学员", "场所", "展品", "手册", "数据", "项目", "线路", "车辆", "档案", "账目")


def make(folder: Path, count: int) -> dict[str, Decimal]:
    """Write the workbooks; return the sum of 年度资金申请总额 by category, in 元."""
    chance = random.Random(20260101)
    sums = dict.fromkeys(CATEGORIES, Decimal(0))
    for number in range(count):
        amount = chance.randrange(50_000, 9_000_000)
        category = CATEGORIES[chance.randrange(3)]
        sums[category] += amount
        rows = tuple(
            (key, f"{chance.choice(VERBS)}{chance.choice(THINGS)}{L2[key][1][:2]}{part}", target.format(chance.randint(1, 9)))
            for key, target in TARGETS.items()
            for part in range(chance.randint(2, 3))
        )
        goal = "，".join(f"{chance.choice(VERBS)}{chance.choice(THINGS)}{chance.randint(2, 90)}项" for _ in range(12)) + "。"
        unit, name = f"云岭区第{number % 40:02d}中心", f"示例项目{number:05d}"
        one_sheet(folder / f"{number:05d}.xlsx", canonical(Project(unit, name, category, "经常性项目", amount, goal, rows)))
    return sums


if __name__ == "__main__":
    print({category: str(amount) for category, amount in make(Path(sys.argv[1]), int(sys.argv[2])).items()})
