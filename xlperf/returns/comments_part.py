"""The comments (批注) of one sheet: the unit's stay, ours come beside or behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlperf.intake.sheet import address
from xlperf.returns.worksheet_part import Place
from xlperf.returns.xml_places import Edits, Element, escaped, places

AUTHOR = "xlperf"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"

_THREAD = "tc="
"""How the author of a threaded comment (Excel 365) begins; its text here is only a stand-in for older programs."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One finding in a comment: a bold first line and what follows it."""

    head: str
    body: str


def new_comments(namespace: str, comments: Mapping[Place, Sequence[Paragraph]]) -> str:
    """Return a comments part that holds nothing but these."""
    held = "".join(_comment(place, paragraphs, 0) for place, paragraphs in sorted(comments.items()))
    return f'<comments xmlns="{namespace}"><authors><author>{AUTHOR}</author></authors><commentList>{held}</commentList></comments>'


def merged_comments(data: bytes, comments: Mapping[Place, Sequence[Paragraph]]) -> tuple[bytes, set[Place]]:
    """Add comments to a part.

    A cell that has a comment of the unit gets ours behind it, one that has ours from an
    earlier return gets the new one in its place.  A cell with a conversation keeps only that.

    Returns:
        the part, and the cells that had a comment already.
    """
    root = places(data)
    edits = Edits(data)
    holder, listed = root.child("authors"), root.child("commentList")
    authors = [] if holder is None else [_text(data, each) for each in holder.all("author")]
    existing = {each.attribute("ref"): each for each in (() if listed is None else listed.all("comment"))}
    author = authors.index(AUTHOR) if AUTHOR in authors else len(authors)
    added: list[str] = []
    had: set[Place] = set()
    for place, paragraphs in sorted(comments.items()):
        found = existing.get(address(*place))
        if found is None:
            added.append(root.markup(_comment(place, paragraphs, author)))
            continue
        had.add(place)
        number = found.attribute("authorId")
        by = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        _extend(edits, data, found, root.markup(_runs(paragraphs, behind=by != AUTHOR)), by)
    if author == len(authors) and added:
        name = root.markup(f"<author>{AUTHOR}</author>")
        if holder is not None:
            edits.append(holder, name)
        else:
            edits.insert(root.inside, root.markup("<authors>") + name + root.markup("</authors>"))
    if added and listed is not None:
        edits.append(listed, "".join(added))
    elif added:
        edits.append(root, root.markup("<commentList>") + "".join(added) + root.markup("</commentList>"))
    return edits.result(), had


def _extend(edits: Edits, data: bytes, comment: Element, runs: str, by: str) -> None:
    if by.startswith(_THREAD):
        return
    text = comment.child("text")
    if text is None:
        edits.append(comment, f"<{comment.sibling_tag('text')}>{runs}</{comment.sibling_tag('text')}>")
    elif by == AUTHOR:
        edits.replace(text.inside, text.close, runs)
    else:
        for plain in text.all("t"):  # beside runs a text must be a run itself, or Excel shows only one of them
            edits.insert(plain.start, f"<{text.sibling_tag('r')}>")
            edits.insert(plain.end, f"</{text.sibling_tag('r')}>")
        last = [each for each in text.children if each.name in ("t", "r")]
        if last or not text.is_empty:
            edits.insert(last[-1].end if last else text.inside, runs)
        else:
            edits.append(text, runs)


def _comment(place: Place, paragraphs: Sequence[Paragraph], author: int) -> str:
    return f'<comment ref="{address(*place)}" authorId="{author}"><text>{_runs(paragraphs)}</text></comment>'


def _runs(paragraphs: Iterable[Paragraph], behind: bool = False) -> str:
    runs = [_run(f"{AUTHOR}：\n", strong=True)] if not behind else [_run(f"\n\n{AUTHOR}：\n", strong=True)]
    for number, each in enumerate(paragraphs):
        runs += [_run(("\n\n" if number else "") + each.head + "\n", strong=True), _run(each.body)]
    return "".join(runs)


def _run(text: str, strong: bool = False) -> str:
    weight = "<b/>" if strong else ""
    look = f'<rPr>{weight}<sz val="9"/><color indexed="81"/><rFont val="宋体"/><charset val="134"/></rPr>'
    return f'<r>{look}<t xml:space="preserve">{escaped(text)}</t></r>'


def _text(data: bytes, element: Element) -> str:
    return data[element.inside : element.close].decode("utf-8")
