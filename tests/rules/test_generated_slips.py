"""Slips and honest oddities put together at random: the slips are found, nobody honest is accused."""

from __future__ import annotations

from random import Random

from tests.builders import DECLARATION_ROWS, declaration
from xlperf.rules import Context, load_rule_book

THINGS = ("古籍", "展板", "讲座", "巡展", "义诊", "绿道", "路灯", "泵站", "课桌", "苗木", "档案", "救生衣", "水表", "公厕")
WORKS = ("修复", "巡检", "维护", "布展", "更新", "清点", "检测", "推广")
BOOK = load_rule_book()


def _slip(random: Random) -> tuple[str, str, str, str]:
    what = random.choice(THINGS) + random.choice(WORKS)
    number = random.randrange(2, 400)
    return random.choice(
        (
            ("产出指标", "数量指标", f"{what}场次", f"≥{number}(%)"),
            ("产出指标", "数量指标", f"{what}人数", f"≥{number}(场)"),
            ("产出指标", "数量指标", f"{what}数量", f"≥{number}(万元)"),
            ("产出指标", "质量指标", f"{what}合格率", f"≤{random.randrange(80, 100)}(%)"),
            ("产出指标", "质量指标", f"{what}合格率", f"≥{random.randrange(101, 180)}(%)"),
            ("产出指标", "时效指标", f"{what}响应时间", f"≥{random.randrange(1, 9)}(小时)"),
            ("产出指标", "质量指标", f"{what}故障次数", f"≥{random.randrange(1, 9)}(次)"),
            ("产出指标", "数量指标", f"{what}数量", "≥**(个)"),
            ("产出指标", "数量指标", f"{what}数量", "____个"),
            ("产出指标", "质量指标", f"≥{random.randrange(80, 100)}(%)", f"{what}合格率"),
            ("满意度指标", "服务对象满意度指标", f"{what}对象满意度", f"≤{random.randrange(80, 99)}(%)"),
            ("满意度指标", "服务对象满意度指标", f"{what}对象满意度", f"={random.randrange(80, 101)}(%)"),
        )
    )


def _honest(random: Random) -> tuple[str, str, str, str]:
    what = random.choice(THINGS) + random.choice(WORKS)
    number = random.randrange(2, 400)
    return random.choice(
        (
            ("产出指标", "数量指标", f"{what}事故应急演练次数", f"≥{number}(次)"),
            ("产出指标", "数量指标", f"{what}投诉电话接听数量", f"≥{number}(个)"),
            ("产出指标", "数量指标", f"待定岗人员{what}培训人数", f"≥{number}(人)"),
            ("产出指标", "质量指标", f"{what}不合格率", f"≤{random.randrange(1, 9)}(%)"),
            ("产出指标", "质量指标", f"{what}平均无故障时间", f"≥{number}(小时)"),
            ("产出指标", "数量指标", f"{what}面积", f"≥{number}(万平方米)"),
            ("产出指标", "数量指标", f"{what}人次", f"≥{number}(次)"),
            ("产出指标", "时效指标", f"{what}完成时间", f"{random.randrange(2, 13)}月底前"),
            ("效益指标", "社会效益指标", f"{what}设施利用率", f"≥{random.randrange(80, 140)}(%)"),
            ("效益指标", "社会效益指标", f"{what}发病率", f"≤{random.randrange(1, 30)}(1/10万)"),
            ("效益指标", "经济效益指标", f"{what}带动居民消费", f"≥{number}(万元)"),
            ("效益指标", "社会效益指标", f"{what}事故数", "=0(起)"),
        )
    )


def _new(row: tuple[str, str, str, str]) -> list[str]:
    form = declaration(rows=[*DECLARATION_ROWS, row])
    return [each.severity for each in BOOK.judge_form(form, Context()).findings if each.severity != "info"]


def test_nine_in_ten_slips_are_found() -> None:
    """Of 300 slips in the target, the name or the unit of an indicator at least nine in ten are told."""
    random = Random(7)
    found = sum(bool(_new(_slip(random))) for _ in range(300))
    assert found >= 270, found


def test_honest_oddities_are_left_alone() -> None:
    """Of 300 honest oddities none is an error and at most two in a hundred are a warning."""
    random = Random(8)
    told = [each for _ in range(300) for each in _new(_honest(random))]
    assert told.count("error") == 0
    assert len(told) <= 6, len(told)
