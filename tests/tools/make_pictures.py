"""Make the pictures of docs/使用手册.md from examples/ with LibreOffice, poppler and Chromium.

Usage: python tests/tools/make_pictures.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "图"
WIDTH = 1300
"""Pixels; whatever the paper, all of its width is shown."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The upper part of one page.

    Attributes:
        name: of the file, and of the sheet.
        title: words in the first line of the page.
        share: of the height of the page that is shown.
        after: of the pages with that title, how many are left out.
    """

    name: str
    title: str
    share: float
    after: int = 0


DECLARATIONS = (
    Picture("总览", "绩效情况总览", 0.75),
    Picture("汇总表", "绩效目标汇总表", 0.55),
    Picture("分类统计", "绩效目标分类统计", 0.9),
    Picture("统计图", "各类项目年度资金申请总额", 0.95),
    Picture("指标明细", "绩效指标明细", 0.4),
    Picture("申报表", "财政项目支出绩效目标申报表", 0.75),
    Picture("校验结果", "校验结果", 0.55),
    Picture("来源核对", "来源核对", 0.8),
)
RETURNED = (Picture("退回说明", "退回说明", 0.45), Picture("标色的表", "财政项目支出绩效目标申报表", 0.5, after=3))
CHANGES = (Picture("变动", "与上次的汇总表相比的变动", 0.5),)
EVALUATIONS = (Picture("自评汇总表", "自评汇总表", 0.6), Picture("自评表", "财政项目支出绩效自评表", 0.8))


def main() -> None:
    """Write every picture."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for index, (workbook, pictures) in enumerate(_workbooks(place)):
            pdf = _printed(workbook, place / f"{index}")
            titles = _titles(pdf)
            for each in pictures:
                pages = [page for page, line in enumerate(titles, start=1) if each.title in line]
                _take(pdf, pages[each.after], each)


def _workbooks(place: Path) -> Iterator[tuple[Path, tuple[Picture, ...]]]:
    declarations = place / "申报.xlsx"
    _consolidate(ROOT / "examples" / "2026申报", declarations)
    yield declarations, DECLARATIONS
    returned = place / "退回"
    _run("return", str(ROOT / "examples" / "2026申报"), "-o", str(returned), "--deadline", "2026-03-15")
    yield returned / "云岭区博物馆" / "博物馆各项目申报表.xlsx", RETURNED
    before = place / "2026申报"
    shutil.copytree(ROOT / "examples" / "2026申报", before)
    for gone in ("云岭区图书馆/信息系统运维项目（修改后）.xlsx", "局机关/聘用专家费用.xlsx"):
        (before / gone).unlink()
    changed = place / "变动.xlsx"
    _consolidate(before, changed)
    _consolidate(ROOT / "examples" / "2026申报", changed)
    yield changed, CHANGES
    report = place / "报告.html"
    _run("consolidate", str(ROOT / "examples" / "2026申报"), "-o", str(place / "同上.xlsx"), "--report", str(report))
    _photograph(report, place, "网页报告")
    evaluations = place / "自评.xlsx"
    _consolidate(ROOT / "examples" / "2026自评", evaluations)
    yield evaluations, EVALUATIONS


def _consolidate(folder: Path, summary: Path) -> None:
    _run("consolidate", str(folder), "-o", str(summary))


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "xlperf", *words], cwd=ROOT, check=False, stdout=subprocess.DEVNULL)


def _photograph(page: Path, place: Path, name: str) -> None:
    """Keep what a browser shows of a page first."""
    target = PICTURES / f"{name}.png"
    window = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={place / 'browser'}"]
    taken = [f"--window-size={WIDTH},900", f"--screenshot={target}"]
    subprocess.run(["chromium", *window, *taken, page.as_uri()], check=True, capture_output=True, timeout=120)


def _printed(workbook: Path, place: Path) -> Path:
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(place), str(workbook)]
    subprocess.run(convert, check=True, capture_output=True)
    return place / f"{workbook.stem}.pdf"


def _titles(pdf: Path) -> list[str]:
    """Return the first line of every page."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8").stdout
    return [page.lstrip().partition("\n")[0] for page in text.split("\f")]


def _take(pdf: Path, page: int, picture: Picture) -> None:
    """Keep the upper part of one page as a picture of the usual width, portrait pages at two thirds of it."""
    one_page = ["-f", str(page), "-l", str(page)]
    said = subprocess.run(["pdfinfo", *one_page, str(pdf)], check=True, capture_output=True, encoding="utf-8").stdout
    size = next(line for line in said.splitlines() if "size:" in line and line.startswith("Page")).split()
    width, height = float(size[3]), float(size[5])
    pixels = WIDTH if width > height else WIDTH * 2 // 3
    shown = int(pixels * height / width * picture.share)
    scale = ["-scale-to-x", str(pixels), "-scale-to-y", "-1", "-x", "0", "-y", "0", "-W", str(pixels), "-H", str(shown)]
    target = PICTURES / picture.name
    subprocess.run(["pdftoppm", "-png", *one_page, "-singlefile", *scale, str(pdf), str(target)], check=True)


if __name__ == "__main__":
    main()
