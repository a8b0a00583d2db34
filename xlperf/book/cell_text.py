"""Text of the forms made fit for a workbook's XML, and nothing else done to it."""

from __future__ import annotations

from html import escape

from xlperf.data.lazy_patterns import lazy_pattern

CELL_LIMIT = 32_767
"""Excel holds this many UTF-16 units of text in a cell."""

CUT_MARK = "……（文字超过单元格上限，以下从略，全文见报送文件）"

FORMULA_STARTS = frozenset("=+-@\t＝＋－＠")
"""A text that begins so would turn into a formula when somebody edits its cell."""

_UNFIT = lazy_pattern("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_RETURN = lazy_pattern("\r\n?")
_CONTROL = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPE = lazy_pattern("_(?=x[0-9A-Fa-f]{4}_)")
_LINKED_ESCAPES = lazy_pattern("_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_SURROGATE = lazy_pattern("[\ud800-\udfff]")


def fits(text: str) -> bool:
    """Return True for a text that any cell can hold as it stands, as nearly all are; of another one ``fit_for_cell`` tells."""
    return len(text) * 2 <= CELL_LIMIT and text.isprintable()


def fit_for_xml(text: str) -> str:
    """Return the text without what XML 1.0 forbids.

    Line ends become ``\\n``, control characters go, and a lone surrogate (half a
    character, which would cost the whole output when it is encoded) becomes U+FFFD.
    """
    if not _UNFIT.search(text):
        return text
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", _RETURN.sub("\n", text)))


def fit_for_cell(text: str, limit: int = CELL_LIMIT) -> str:
    """Return the text, or as much of it as a cell holds, with a mark where it was cut.

    Args:
        limit: UTF-16 units of text that a cell holds.
    """
    if len(text) * 2 <= limit or _utf16_units(text) <= limit:
        return text
    room = (limit - len(CUT_MARK)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT_MARK


def as_written(text: str) -> str:
    """Return the text so that xlsxwriter writes it as it stands.

    Two texts it would change.  One that looks like ``<r>…</r>`` it takes for a rich string of its own and writes it
    raw; and of two escapes of the format that share a stroke (``_x005F_x0041_``) it shields only the first.  Such a
    text is given as what xlsxwriter asks for: a rich string of one run that holds the text, every escape shielded.
    """
    if not (text.startswith("<r>") and text.endswith("</r>")) and not _LINKED_ESCAPES.search(text):
        return text
    shielded = _ESCAPE.sub("&#95;x005F&#95;", escape(text, quote=False))
    return f'<r><t xml:space="preserve">{shielded}</t></r>'


def _utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
