"""Forms out of a PDF (打印件): each is marked, and those that were not read cleanly are refused.

A PDF knows no cells: they are guessed from its lines.  Where the guess is wrong, texts stand where no label asks for
them, which the ledger of the reader finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlperf.errors import RefusedFile
from xlperf.forms.form import UNREAD, Form, Remark
from xlperf.intake.documents.document_kind import DOCUMENT_NAMES

MOST_UNREAD = 3
"""A form out of a PDF with more unread cells was taken apart wrongly."""


def original_wanted(forms: Sequence[Form]) -> tuple[Form, ...]:
    """Return the forms of a PDF, each with the remark that it is to be held against the original.

    Raises:
        RefusedFile: more than a few cells of a form belong to nothing.
    """
    kind = DOCUMENT_NAMES["pdf"]
    for form in forms:
        unread = [each for each in form.remarks if each.kind == UNREAD]
        if len(unread) > MOST_UNREAD:
            project = form.text("/project_name")
            named = f"“{project}”" if project else "其中一张"
            quoted = "、".join(f"“{each.detail['text']}”" for each in unread[:2])
            message = f"文件是{kind}，{named}的表有 {len(unread)} 格认不出是哪一栏的（如{quoted}），整个文件没有读取。"
            raise RefusedFile("unsupported", message, "请让报送单位发 Excel 原件。")
    return tuple(replace(form, remarks=(*form.remarks, _mark(form, kind))) for form in forms)


def _mark(form: Form, kind: str) -> Remark:
    return Remark("document", form.source.sheet, form.source.cell, {"format": kind})
