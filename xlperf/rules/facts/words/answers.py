"""Results (实际完成值) that are written in words: the number inside them, the bounds of a range, a plain no.

A number is taken only where one number of the target's own unit stands in the words;
two different ones, or one that is only nearly reached (近, 不足), are left to a person.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from xlperf.data.names import bare
from xlperf.forms.values.number_in_words import in_figures

_DATES = re.compile(
    r"20\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?日?|20\d\d年度?|\d{1,2}月(?:\d{1,2}[日号])?|第[\d一二三四五六七八九十]+|[一二三四\d]季度"
)
_UNIT = (
    r"%|‰|百分点|㎡|[A-Za-z]+|[万亿千百]?(?:人次|场次|台次|架次|车次|批次|课时|学时|人天|个?工作日|个?小时|个月|分钟|平方米|平方公里|公里|公顷"
    r"|元/[\u4e00-\u9fff]{1,3}|[\u4e00-\u9fff])"
)
_QUANTITY = re.compile(
    rf"(?P<before>近|不足|不到|未达到?|少于|低于|接近|将近)?(?P<number>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)[余多来]?(?P<unit>{_UNIT})?"
)
_HAN_QUANTITY = re.compile(
    r"(?<![一二两三四五六七八九十百千万零])(?P<number>[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?P<unit>人次|场次|批次|[场次期个项册本篇份家人名台套处件门条户])(?!性|[一-龥]?以上)"
)

_DO = (
    "完成|建立|建成|开展|实施|达|通过|启动|执行|落实|举办|组织|召开|采购|验收|交付|形成|制定|出台|健全|提升|提高|改善|实现|进行|到位"
    "|上线|投入|使用|运行|发放|配备|购置|签订|编制|印发|安排|推进|开工|完工|竣工|更新|覆盖|满足|涉及|覆盖|支付|付款|采集|整改|解决|做|办|公开|签约|竞价|成立|归档|移交|结题|审批|修订"
)
_NO = re.compile(
    rf"(?<!无)(?<!杜绝)(?<!避免)(?<!不存在)(?<!没有)(?<!未出现)(?<!未发生)(?:未能?|没能?|没有|尚未|暂未|并未|不曾|无法)"
    rf"(?:按[时期]|按要求|按计划|如期|及时|全部|完全|有效|正式|予以|明显|显著|充分|真正|再|能|有)*(?:{_DO})"
    r"|(?<!无)未能(?!发现|查到|收到)|^[^，,。；;]{0,6}不(?:够|太|甚|尽|大)(?!于)[\u4e00-\u9fff]{1,6}$"
    r"|^(?:仍|还|尚)?(?:欠[佳妥缺]|不[佳力畅好]|(?:较|很|极)?差)$"
    r"|因故|(?:已|均|全部|项目|活动|计划|任务|被|而|情)取消|取消(?:举办|开展|实施|活动|项目|了|$|[,，。;；(])|^取消"
    r"|(?<![未无不没防])(?:延期|推迟|暂停|中止|终止|停办|搁置|停滞|延后|滞后|顺延)(?!率|次)"
    r"|(?<![无没])(?<!没有)不(?:达标|合格|通过|到位|及时|满意|稳定|完善|健全|规范|足|理想|明显|显著)|失败|停工|停建|流标|废标|烂尾|(?:尚|仍|还)(?:在|需|待)[^，,。；;]{0,6}(?:进行|推进|办理|实施|施工|建设|筹备|审批|招标|采购|安装|编制|完善|整改|[中]$)|^(?:正在)?(?:进行|办理|施工|建设|筹备|审批|招标|采购|安装|审核|编制)中$|^[否无]$|^没有?$|^未$|^尚未$|^不是$"
)
_ALL = re.compile(r"全部|全覆盖|全员|百分之百|悉数|全额|^均|足额|无一")
_SAID_OF = re.compile(r"^(?:已|均|全部|项目|活动|计划|任务|被|而|情)(?=取消)")
_NONE_HAPPENED = re.compile(r"^(?:全年|本年|本年度|项目期内)?(?:均|暂)?(?:无|零|没有|未(?:发生|出现|收到|接到|发现|产生))")
_NOT_COUNTED = re.compile(r"元|时|分钟|秒|天|日|周|月|年")
_ANSWERED = re.compile(r"完成|达[到成标]|实现|超额|[0-9一二两三四五六七八九十百千万]")


# 未入库 where 入库 is wanted; what a target itself denies (无事故, 不中断) is no such want.
_DENIED = re.compile(
    r"(?:未能?|没有?|不)(?:按[时期]|及时|全部|完全|全面|如期|正式|实际|真正|再|曾)*(?P<wanted>[\u4e00-\u9fff]{2})(?![\u4e00-\u9fff]{0,6}率)"
)
_NEAR = 24
"""Characters beside a no that say what it is about."""
_SHUNNED = re.compile(r"(?:无(?!法)|没有?|未(?:出现|发生|发现|产生|见)|不存在|杜绝|避免|防止|消除|对(?!象))[^，,。；;]{0,3}$")
_MENDED = re.compile(
    r"[^，,。；;]{0,8}?(?:为|是|降[至为]|占)?(?:(?<!\d)0(?![.\d])|零)"
    r"|[^，,。；;]{0,8}?(?:全部|均|已|得到|予以)[^，,。；;]{0,4}(?:整改|处[置理]|关停|补[发齐缴足]|清退|销毁|解决|纠正|退回|改正|消除|下架|召回)"
    r"|(?:假冒|伪劣|违[规禁法]|超标|高[耗污]|不合格|过期|禁用|淘汰)"
)
_DENIAL = re.compile(r"(?:[不未无零没]|杜绝|避免|防止|禁止|减少|降低|下降|控制)[\u4e00-\u9fff]{0,8}")


@lru_cache(maxsize=4096)
def says_no(actual: str, target: str) -> bool:
    """Tell whether a result says by its own words that nothing came of it (未建立, 因故未开展, 已取消).

    What the target itself says in the same words (不延期, 取消收费) is no such answer.
    """
    wanted, said = bare(target), bare(actual)
    meant = _DENIAL.sub("、", wanted)
    denied = [hit for hit in _DENIED.finditer(said) if hit["wanted"] in meant]
    stated = [hit for hit in _NO.finditer(said) if _SAID_OF.sub("", hit[0]) not in wanted]
    return any(not _is_about_another(said, hit) for hit in (*denied, *stated))


def _is_about_another(said: str, hit: re.Match[str]) -> bool:
    """Tell whether a no is itself denied (未出现不及时), of what was mended (不合格产品全部下架) or of what is to be shunned."""
    before, behind = said[max(0, hit.start() - _NEAR) : hit.start()], said[hit.end() : hit.end() + _NEAR]
    return _SHUNNED.search(before) is not None or _MENDED.match(behind) is not None


@lru_cache(maxsize=4096)
def is_answer(actual: str) -> bool:
    """Tell whether a result for a target in numbers says anything that could be meant as one (完成, 达标, 二十)."""
    return _ANSWERED.search(bare(actual)) is not None or _ALL.search(bare(actual)) is not None


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[tuple[Decimal, str | None, bool], ...]:
    """Return the numbers in a text with their units, dates and ordinals left out; the last part is True for 近 and 不足."""
    plain = _DATES.sub("、", bare(text))
    found = [(Decimal(hit["number"].replace(",", "")), hit["unit"], hit["before"] is not None) for hit in _QUANTITY.finditer(plain)]
    if not found:
        found = [(Decimal(in_figures(hit["number"])), hit["unit"], False) for hit in _HAN_QUANTITY.finditer(plain)]
    return tuple(found)


@lru_cache(maxsize=4096)
def implied_number(actual: str, target: Decimal, unit: str | None, at_most: bool = False) -> Decimal | None:
    """Return the number that a result without one stands for: 全部完成 for 100%, 未发生 for =0; None for anything else.

    Args:
        actual: the result; target, unit: what it is held against.
        at_most: the target is a limit (≤2件); then 无 is none of what is counted, but no time and no money.
    """
    text = bare(actual)
    if any(each.isdigit() for each in text):
        return None
    counted = at_most and unit is not None and not _NOT_COUNTED.search(bare(unit))
    if (target == 0 or counted) and _NONE_HAPPENED.match(text):
        return Decimal(0)
    if unit is not None and bare(unit) == "%" and _ALL.search(text) and not says_no(actual, ""):
        return Decimal(100)
    return None


_NUMBER = r"(\d+(?:,\d{3})*(?:\.\d+)?)"
_BOUNDS = re.compile(
    rf"(?<![\d-])[≥>]?=?{_NUMBER}[^\d]{{0,6}}?(?:-|—|–|~|～|至|到)[≤<]?=?{_NUMBER}(?!\d*[-/月年])"
    rf"|(?:[≥>]=?|不少于|不低于){_NUMBER}[^\d≤<]{{0,8}}(?:[≤<]=?|不超过|不高于|不多于){_NUMBER}"
)


@lru_cache(maxsize=4096)
def bounds(text: str) -> tuple[Decimal, Decimal] | None:
    """Return both ends of a range that a target names (20-30(场), ≥90%且≤95%); None for anything else."""
    hit = _BOUNDS.search(bare(text))
    if hit is None:
        return None
    low, high = (Decimal(each.replace(",", "")) for each in hit.groups() if each is not None)
    return (low, high) if low < high else None
