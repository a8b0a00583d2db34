"""A choice made by ticking: ☑经常性项目 □一次性项目, 经常性项目（√）一次性项目（ ）, √经常性项目.

The tick stands before, behind or in place of a box, or alone beside one of several
words.  Where none is ticked, or two are, the text stays as it is: that is for the
rules to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlperf.data.lazy_patterns import lazy_pattern
from xlperf.forms.values.wordings import label_words, wording

_TICK, _EMPTY = "☑", "□"
# The last of both are what the fonts Wingdings and Wingdings 2 show as ticks and boxes.
_TICKS = "☑☒⊠▣√✓✔■◼◾⬛✅🗹🗸●◉⦿⊙þý\uf0fe\uf0fd\uf0fc\uf052\uf053\uf050"
_BOXES = "□☐⬜▢○◯◻◽❑❒❏❐▫🔲¨\uf0a8\uf06f\uf0a3"
# R其他运转类 £其他人员类: the letters of Wingdings 2, where the font is lost.
_LETTERS = lazy_pattern(r"(?:[R£]\s*[\u4e00-\u9fff]+[\s;；、,，]*)+|(?:[\u4e00-\u9fff]+\s*[R£][\s;；、,，]*)+")
# 二○二六年, 二○二○年: a circle among numerals is a zero; that of ○一次性项目 is a box.
_CIRCLE_ZERO = lazy_pattern("(?<=[一二三四五六七八九])○+(?=[一二三四五六七八九年])")
_BRACKETED = lazy_pattern(rf"[(（\[【〔]\s*([{_TICKS}]?|[×xX✗✘vV]|[{_BOXES}])\s*[)）\]】〕]")
# （请打√）, (在□内打“√”): how to choose is no choice.
_HOW_TO = lazy_pattern(rf"[(（][^()（）]*(?:{wording('how_to_choose')})[^()（）]*[)）]")
_CIRCLE = "◎"  # an empty one beside ◉, and a bullet anywhere else
_BULLET = lazy_pattern("[■▣◼◾⬛●◉⦿⊙]")
_MAYBE = "⌧"  # [x] is a tick where no other mark is one
_MARKING = frozenset(f"{_TICKS}{_BOXES}{_MAYBE}(（[【〔")
"""A text without any of them offers no choice, as most do."""
_CROSSED = lazy_pattern(r"[×✗✘]")
_BEFORE = lazy_pattern(f"{_TICK}([^{_TICK}{_EMPTY}]+)")
_BEHIND = lazy_pattern(f"([^{_TICK}{_EMPTY}]+){_TICK}")
_WORD = lazy_pattern(r"[^\s;；、,，/|]+")
# Ends of the words that forms offer to choose from; √2号楼改造 is a name.
_CHOICES = label_words("ends_of_options")
# A一次性项目 □  B经常性项目 ☑
_LETTER = lazy_pattern(r"^[A-Ga-g][\s.、．)）]*(?=[\u4e00-\u9fff])")
_AROUND = " \t\n;；、,，:：./／|｜"
# ①经常性项目√②一次性项目, A.特定目标类 B.其他运转类 ✓ C.其他人员类: a number begins each option, and the mark belongs to one
_NUMBERED = lazy_pattern(r"(?<![A-Za-z0-9])(?:[\u2460-\u2473]|[A-Ga-g1-9][.、．)）])\s*")
# 其他运转类：□专项运转类□信息化维护类 特定目标类：□基建类 ☑发展建设类
_GROUP = lazy_pattern(rf"([\u4e00-\u9fff]{{2,10}})\s*[:：]\s*(?=[{_TICK}{_EMPTY}])")


def chosen(text: str) -> str:
    """Return the one ticked choice of a text; any other text as it is."""
    if "£" in text and _LETTERS.fullmatch(text.strip()):
        return chosen(text.replace("R", _TICK).replace("£", _EMPTY))
    if _MARKING.isdisjoint(text):
        return text
    text = _HOW_TO.sub("", text)
    marked = _BRACKETED.sub(_box, _CIRCLE_ZERO.sub(lambda found: "〇" * len(found[0]), text))
    if "◉" in marked:
        marked = marked.replace(_CIRCLE, _EMPTY)
    marked = "".join(_TICK if each in _TICKS else _EMPTY if each in _BOXES else each for each in marked)
    marked = marked.replace(_MAYBE, _EMPTY if _TICK in marked else _TICK)
    if _EMPTY in marked:
        marked = _CROSSED.sub("", marked)
    if marked.count(_TICK) != 1:
        return text
    if _EMPTY not in marked:  # ■ alone is a bullet, and what stands behind it no choice
        return text if _BULLET.search(text) else _alone(marked) or text
    group, marked = _ticked_group(marked)
    # The boxes stand before the choices or behind them, whichever the text begins with.
    found = (_BEFORE if marked.strip()[0] in (_TICK, _EMPTY) else _BEHIND).findall(marked)
    choice = _LETTER.sub("", found[0].strip(_AROUND)) if len(found) == 1 else ""
    return f"{group}{choice}" if choice else text


def _ticked_group(marked: str) -> tuple[str, str]:
    """Return the heading of the group of choices that has the tick, with its colon, and the group; all of a text without groups.

    A heading that is no choice itself (项目类别：☑特定目标类 □其他运转类) is a label.
    """
    groups = _GROUP.split(marked)
    pairs = zip(groups[1::2], groups[2::2], strict=True)
    ticked = next(((heading, choices) for heading, choices in pairs if _TICK in choices), None)
    if ticked is None or groups[0].strip():
        return "", marked
    heading, choices = ticked
    return f"{heading}：" if heading.endswith(_CHOICES) else "", choices


def is_choice(text: str) -> bool:
    """Tell whether a text ends like the words that forms offer to choose from."""
    return text.strip().endswith(_CHOICES)


def in_cells(texts: Sequence[str], is_apart: bool) -> tuple[str, int]:
    """Return the options of a choice that stand in cells of their own as one text, and how many; none where they are none.

    Args:
        texts: what stands in the cells of a row: □其他运转类 | ☑特定目标类, √ | 经常性项目 | □ | 一次性项目.
        is_apart: a blank cell, in which a mark may be missing, stands before the first.
    """
    options = [_BRACKETED.sub(_box, each.strip()) for each in texts]
    last = next((at for at, each in enumerate(options) if not _is_option(each)), len(options))
    options = options[:last]
    alone = [len(each) == 1 and _is_option(each) for each in options]
    if last < len(("one", "other")) or all(alone):
        return "", 0
    is_before = alone[0] or (not alone[-1] and is_apart)
    gaps = ("" if (alone[at] if is_before else alone[at + 1]) else " " for at in range(last - 1))
    joined = "".join(f"{each}{gap}" for each, gap in zip(options, (*gaps, ""), strict=True))
    return (joined, last) if sum(map(_is_marked, options)) > 1 or chosen(joined) != joined else ("", 0)


def _is_marked(text: str) -> bool:
    return any(each in _TICKS or each in _BOXES for each in text)


def _is_option(text: str) -> bool:
    return _is_marked(text) or text.endswith(_CHOICES)


def _box(found: re.Match[str]) -> str:
    """Return a pair of brackets as a box: ticked, empty or crossed out; an x may mean either."""
    if found[1] in ("x", "X", "v", "V"):
        return _MAYBE
    return _TICK if found[1] and found[1] in _TICKS else _EMPTY


def _alone(marked: str) -> str:
    """Return the word of choice beside the only mark there is, before it or behind it, empty where it is none."""
    numbered = _ticked_number(marked)
    if numbered:
        return numbered
    marked = _BETWEEN.sub(_beside_the_nearer, marked)
    words = _WORD.findall(marked)
    place = next(index for index, each in enumerate(words) if _TICK in each)
    word = words[place].replace(_TICK, "")
    if not word and len(words) > 1 and place in (0, len(words) - 1):  # the mark stands apart from the word
        word = words[1 if place == 0 else place - 1]
    word = word.strip(_AROUND)
    return word if word.endswith(_CHOICES) else ""


_BETWEEN = lazy_pattern(rf"(?<=\S)(\s+){_TICK}(\s+)(?=\S)")


def _beside_the_nearer(found: re.Match[str]) -> str:
    """Return a mark between two words beside the one that fewer blanks part it from: 经常性项目 √   一次性项目."""
    before, behind = len(found[1]), len(found[2])
    if before == behind:
        return found[0]
    return f"{_TICK}{found[2]}" if before < behind else f"{found[1]}{_TICK}"


def _ticked_number(marked: str) -> str:
    """Return the word of the numbered option that has the only mark, empty where options have no numbers or it is no choice.

    A mark between two options belongs to the one before it, unless it stands right before the number of the next.
    """
    starts = [found.span() for found in _NUMBERED.finditer(marked)]
    at = marked.index(_TICK)
    if len(starts) < len(("one", "other")):
        return ""
    before = [index for index, (start, _) in enumerate(starts) if start < at]
    ahead = before[-1] + 1 if before else 0
    is_next = ahead < len(starts) and starts[ahead][0] == at + 1 and (at == 0 or marked[at - 1].isspace())
    chosen_one = ahead if is_next or not before else before[-1]
    end = starts[chosen_one + 1][0] if chosen_one + 1 < len(starts) else len(marked)
    word = marked[starts[chosen_one][1] : end].replace(_TICK, "").strip(_AROUND)
    return word if word.endswith(_CHOICES) else ""
