"""The self-evaluations of the invented department: what became of seven of its projects.

Every figure and sentence is invented.  Names, goals and targets are those of the
declarations in example_projects.py; a row here adds the result, 分值, 得分 and the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tests.tools.example_projects import PROJECTS, Project

SAME = "〃"
"""In place of a reason: the one of the row above covers this row too, in one merged cell."""


@dataclass(frozen=True)
class Result:
    """What became of one indicator."""

    actual: str
    weight: str
    score: str
    note: str = ""
    target: str = ""
    """Printed instead of the declared target: a fault put in on purpose."""


@dataclass(frozen=True)
class Evaluation:
    """One self-evaluation: amounts in 元, all of it 当年财政拨款 but the declared 其他资金."""

    project: Project
    full_year_budget: int
    executed: int
    completion: str
    results: tuple[Result, ...]
    changes: dict[str, object] = field(default_factory=dict)
    """Faults put in on purpose, by field."""

    @property
    def rate(self) -> Decimal:
        """执行率 in per cent, two decimals."""
        return (Decimal(self.executed) * 100 / self.full_year_budget).quantize(Decimal("0.01"))

    @property
    def execution_score(self) -> Decimal:
        """得分 of 预算执行 out of 10."""
        return (Decimal(self.executed) * 10 / self.full_year_budget).quantize(Decimal("0.01"))

    @property
    def total(self) -> Decimal:
        """总分."""
        return self.execution_score + sum(Decimal(each.score) for each in self.results)


def _results(text: str) -> tuple[Result, ...]:
    return tuple(Result(*each.split()) for each in text.strip().splitlines())


def _project(name: str) -> Project:
    return next(each for each in PROJECTS if each.name == name)


EVALUATIONS: tuple[Evaluation, ...] = (
    Evaluation(_project("古籍修复项目"), 350_000, 342_000, "全年修复古籍312册，扫描入库5.4万页，修复件全部通过验收，古籍阅览室如期开放。", _results("""
980元/册 20 20
312册 10 10
5.4万页 10 10 两台扫描仪返修一个月，未扫描的部分转入下年。
99% 10 10
11月20日 10 10
5600人次 10 10
建立健全 10 10
94% 10 10""")),
    Evaluation(_project("图书馆信息系统运维项目"), 420_000, 415_800, "借还系统、自助设备和网站全年运行稳定，每月巡检、备份一次。", _results("""
41.58万元 20 20
12次 20 20
100% 10 10
18分钟 10 10
99.6% 20 20
89% 10 9.89 自助设备排队较长，下年增设两台。""")),
    Evaluation(_project("公益文化培训项目"), 560_000, 521_000, "举办公益文化艺术培训40期，培训1860人次，展出学员作品72件。", _results(f"""
262元/人次 20 20
40期 10 10
1860人次 10 9.3 八月场馆检修停课两周，下年提前安排备用教室。
88% 10 9.78 {SAME}
12月20日 10 10
72件 20 20
95% 10 10"""), changes={"total_score": Decimal("98.88")}),
    Evaluation(_project("群众文艺汇演项目"), 830_000, 830_000, "汇演和街镇巡演共13场，3.3万人次到场观看，没有发生安全事故。", _results("""
58000元/场 20 20
13场 20 20
0次 10 10
10月18日 10 10
3.3万人次 10 10
持续加强 10 10
93% 10 10""")),
    Evaluation(_project("临时展览项目"), 1_040_000, 995_000, "举办临时展览5个，教育活动41场，接待观众16.2万人次。", _results("""
18.6万元 20 20
5个 10 8.33
41场 10 10 新增馆校合作课程十二场。
100% 10 10
每季度 10 10
16.2万人次 20 20
95% 10 10""")),
    Evaluation(_project("旅游宣传推广项目"), 1_480_000, 1_332_000, "参加推介会6场，完成宣传片两部，新媒体推送325条；两场推介会取消，经费结余。", (
        *_results("24万元 20 20"), Result("6场", "10", "10", target="6场"), *_results("""
325条 10 10
100% 10 10
9月12日 10 10
5.6% 10 10
238万次 10 10
91% 10 10"""))),
    Evaluation(_project("旅游咨询服务项目"), 390_000, 386_100, "五个咨询点全年开放，接待咨询6.3万人次，发放资料9.8万份，有效投诉2次。", _results("""
76000元/个 20 20
63000人次 10 10
98000份 10 9.8 年末一批资料印制延后，次年一月补发。
99% 10 10
356天 10 10
2次 20 20
92% 10 10""")),
)  # fmt: skip
