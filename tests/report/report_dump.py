"""What is published and what the report shows of a batch, as lines of text: without style and program, tables and data only.

``python -m tests.report.report_dump`` writes the file that ``test_reports_whole.py`` holds the program to.  It pins what is
written now, right or wrong: read its difference before you commit it.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from tests.summary.batches import eventful
from xlperf.report.html_report import html_report
from xlperf.report.publication import publication

STORED = Path(__file__).parents[1] / "data" / "reports.txt"
_FAMILIES = {"FUND-002": "资金", "GOAL-003": "目标", "FILE-001": "文件", "IND-018": "指标"}


def dumped() -> list[str]:
    """Return all lines."""
    return [*_report(), *_published()]


def _report() -> Iterator[str]:
    page = html_report(eventful(), _FAMILIES).decode("utf-8")
    plain = re.sub(r"<(style|script)\b(?![^>]*application/json).*?</\1>|sha256-[\w+/=]+", "", page, flags=re.DOTALL)
    shown, _, rest = plain.partition('<script type="application/json" id="data">')
    yield "## 报告"
    yield from re.sub(r"(?<=>)(?=<(?:h\d|tr|p|div|table|section|label))", "\n", shown).splitlines()
    for key, value in json.loads(rest.partition("</script>")[0]).items():
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else [("", value)]
        for name, each in items:
            parts = each.items() if isinstance(each, dict) else [("", each)]
            yield from (f"{key} {name} {part}: {json.dumps(said, ensure_ascii=False)}" for part, said in parts)


def _published() -> Iterator[str]:
    batch = eventful()
    chosen = [form for form in batch.counted if form.year == 2025]
    chosen = [chosen[0], chosen[-1]]
    with zipfile.ZipFile(BytesIO(publication(batch, chosen))) as package:
        for name in package.namelist():
            if name == "word/document.xml":
                yield f"## {name}"
                yield from re.sub(r"(?=<w:(?:tr|p|sectPr)\b)", "\n", package.read(name).decode("utf-8")).splitlines()


def main() -> None:
    """Write what is shown now."""
    STORED.write_text("\n".join(dumped()) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
