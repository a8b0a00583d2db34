"""The comments (批注) of one sheet: the unit's stay, ours come beside or behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from xlperf.intake.return_notice import COMMENT_HEAD
from xlperf.intake.sheet import address
from xlperf.returns.worksheet_part import Place, place_of
from xlperf.returns.xml_places import Edits, Element, escaped, places

AUTHOR = "xlperf"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"

_HEAD = f"{COMMENT_HEAD}\n"
_THREAD = "tc="
"""How the author of a threaded comment (Excel 365) begins; its text here is only a stand-in for older programs."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One finding in a comment: a bold first line and what follows it."""

    head: str
    body: str


def new_comments(namespace: str, comments: Mapping[Place, Sequence[Paragraph]]) -> str:
    """Return a comments part that holds nothing but these, in their order."""
    held = "".join(_comment(place, paragraphs, 0) for place, paragraphs in comments.items())
    return f'<comments xmlns="{namespace}"><authors><author>{AUTHOR}</author></authors><commentList>{held}</commentList></comments>'


@dataclass(frozen=True, slots=True)
class Merged:
    """A comments part after ours were put in.

    Attributes:
        data: its bytes.
        boxed: cells that had a comment already, and so a box.
        removed: cells whose comment, left from an earlier return, is gone.
    """

    data: bytes
    boxed: frozenset[Place]
    removed: frozenset[Place]


def merged_comments(data: bytes, comments: Mapping[Place, Sequence[Paragraph]]) -> Merged:
    """Put comments into a part.

    A cell that has a comment of the unit gets ours behind it.  What an earlier return
    said goes, for it may be mended.  A cell with a conversation keeps only that.
    """
    root = places(data)
    edits = Edits(data)
    holder, listed = root.child("authors"), root.child("commentList")
    authors = [] if holder is None else [_text(data, each) for each in holder.all("author")]
    author = authors.index(AUTHOR) if AUTHOR in authors else len(authors)
    boxed: set[Place] = set()
    removed: set[Place] = set()
    for each in () if listed is None else listed.all("comment"):
        place, by = place_of(each.attribute("ref")), _author_of(each, authors)
        if place is None or by.startswith(_THREAD):
            boxed |= {place} if place else set()
            continue
        if place not in comments and by == AUTHOR:
            edits.replace(each.start, each.end, "")
            removed.add(place)
            continue
        boxed.add(place)
        _revise(edits, data, root, each, comments.get(place, ()), by)
    added = {place: paragraphs for place, paragraphs in sorted(comments.items()) if place not in boxed}
    if added and author == len(authors):
        _add(edits, root, holder, "authors", f"<author>{AUTHOR}</author>")
    if added:
        _add(edits, root, listed, "commentList", "".join(_comment(*each, author) for each in added.items()))
    return Merged(edits.result(), frozenset(boxed), frozenset(removed))


def _author_of(comment: Element, authors: Sequence[str]) -> str:
    number = comment.attribute("authorId")
    return authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""


def _add(edits: Edits, root: Element, holder: Element | None, name: str, markup: str) -> None:
    """Put markup into a list of the part, which is made where there is none."""
    if holder is not None:
        edits.append(holder, root.markup(markup))
    elif name == "authors":
        edits.insert(root.inside, root.markup(f"<{name}>{markup}</{name}>"))
    else:
        edits.append(root, root.markup(f"<{name}>{markup}</{name}>"))


def _revise(edits: Edits, data: bytes, root: Element, comment: Element, paragraphs: Sequence[Paragraph], by: str) -> None:
    """Take out of a comment what an earlier return said, and put in what is to be said now."""
    text = comment.child("text")
    runs = root.markup(_runs(paragraphs, behind=by != AUTHOR)) if paragraphs else ""
    if text is None or text.is_empty:
        if runs:
            edits.append(text or comment, runs if text else root.markup("<text>") + runs + root.markup("</text>"))
        return
    if by == AUTHOR:
        edits.replace(text.inside, text.close, runs)
        return
    parts = [each for each in text.children if each.name in ("t", "r")]
    ours = next((number for number, each in enumerate(parts) if _is_ours(data, each)), len(parts))
    if ours < len(parts):
        edits.replace(parts[ours].start, parts[-1].end, runs)
    elif runs:
        for plain in text.all("t"):  # beside runs a text must be a run itself, or Excel shows only one of them
            edits.insert(plain.start, f"<{text.sibling_tag('r')}>")
            edits.insert(plain.end, f"</{text.sibling_tag('r')}>")
        edits.insert(parts[-1].end if parts else text.inside, runs)


def _is_ours(data: bytes, run: Element) -> bool:
    """Return True for the run with which our words begin behind those of the unit."""
    texts = [run] if run.name == "t" else list(run.all("t"))
    return any(_text(data, each).lstrip().startswith(_HEAD) for each in texts)  # a program may have joined our runs


def _comment(place: Place, paragraphs: Sequence[Paragraph], author: int) -> str:
    return f'<comment ref="{address(*place)}" authorId="{author}"><text>{_runs(paragraphs)}</text></comment>'


def _runs(paragraphs: Iterable[Paragraph], behind: bool = False) -> str:
    runs = [_run(("\n\n" if behind else "") + _HEAD, strong=True)]
    for number, each in enumerate(paragraphs):
        runs += [_run(("\n\n" if number else "") + each.head + "\n", strong=True), _run(each.body)]
    return "".join(runs)


def _run(text: str, strong: bool = False) -> str:
    weight = "<b/>" if strong else ""
    look = f'<rPr>{weight}<sz val="9"/><color indexed="81"/><rFont val="宋体"/><charset val="134"/></rPr>'
    return f'<r>{look}<t xml:space="preserve">{escaped(text)}</t></r>'


def _text(data: bytes, element: Element) -> str:
    return unescape(data[element.inside : element.close].decode("utf-8"))
