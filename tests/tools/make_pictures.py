"""Make the pictures of docs/使用手册.md from examples/ with LibreOffice and poppler.

Usage: python tests/tools/make_pictures.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHEETS = {"汇总表": "绩效目标汇总表", "校验结果": "校验结果", "来源核对": "来源核对"}
"""Sheet, and the words that stand in the first line of its first page."""


def main() -> None:
    """Write one picture a sheet: the upper part of its first page."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        command = [sys.executable, "-m", "xlperf", "consolidate", "examples/2026申报", "-o", str(place / "all.xlsx")]
        subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(place), str(place / "all.xlsx")]
        subprocess.run(convert, check=True, capture_output=True)
        text = subprocess.run(["pdftotext", "-layout", str(place / "all.pdf"), "-"], check=True, capture_output=True, encoding="utf-8").stdout
        pages = [each.lstrip().partition("\n")[0] for each in text.split("\f")]
        for sheet, title in SHEETS.items():
            number = next(page for page, line in enumerate(pages, start=1) if title in line)
            picture(place / "all.pdf", number, ROOT / "docs" / "图" / sheet)


def picture(pdf: Path, page: int, target: Path) -> None:
    """Keep the upper part of one page."""
    area = ["-x", "40", "-y", "40", "-W", "1210", "-H", "560"]
    subprocess.run(["pdftoppm", "-r", "110", "-png", "-f", str(page), "-l", str(page), "-singlefile", *area, str(pdf), str(target)], check=True)


if __name__ == "__main__":
    main()
