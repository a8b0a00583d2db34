"""The letter to the bureau: what is attached and its sums, and nothing of the department's own affairs unless asked."""

from __future__ import annotations

import zipfile
from email import policy
from email.parser import BytesParser
from pathlib import Path

from click.testing import CliRunner, Result

from tests.workbooks import write_declaration
from xlperf.cli.main import cli


def run(*words: object) -> Result:
    """Run xlperf without child processes."""
    return CliRunner().invoke(cli, [*map(str, words), "--workers", "0"])


def body(path: Path) -> str:
    """Return the plain text of a draft."""
    part = BytesParser(policy=policy.default).parsebytes(path.read_bytes()).get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def faulty(folder: Path) -> Path:
    """Return a folder with one form that must go back, and settings that sign the letter."""
    write_declaration(folder / "图书馆.xlsx", fiscal=349999)
    (folder / "xlperf.toml").write_text('[mail]\ncontact = "李文 0571-88000000"\ndate = "2026-03-20"\n', "utf-8")
    return folder


def test_it_holds_no_internal_faults_unless_asked(tmp_path: Path) -> None:
    """Sums, contact, department and date; with --with-findings the faults, too."""
    folder = faulty(tmp_path / "in")
    plain, full = tmp_path / "a.eml", tmp_path / "b.eml"
    assert run("mail", folder, "-o", plain).exit_code == 0
    assert run("mail", folder, "-o", full, "--with-findings").exit_code == 0
    text = body(plain)
    assert "项目 1 个，年度资金申请总额 350,000.00 元" in text
    assert text.endswith("\n\n联系人：李文 0571-88000000\n示例市云岭区文化和旅游局\n2026年3月20日\n")
    assert not any(each in text for each in ("校验结论", "待处理", "相差 1.00"))
    assert "■ 各单位待处理（1 个单位）" in body(full)
    assert "相差 1.00" in body(full)


def test_what_must_go_back_is_warned_of(tmp_path: Path) -> None:
    """On the screen, for the one who sends."""
    result = run("mail", faulty(tmp_path / "in"), "-o", tmp_path / "a.eml")
    assert "里还有 1 份须退回修改的表，请确认后再发送。" in result.stderr


def test_an_empty_summary_is_warned_of(tmp_path: Path) -> None:
    """Nothing was read: the letter does not say that all is well."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    result = run("mail", tmp_path / "in", "-o", tmp_path / "a.eml", "--with-findings")
    assert "里没有读出任何表，是空的，请不要发送这份草稿。" in result.stderr
    assert "没有读出任何表。" in body(tmp_path / "a.eml")
    assert "全部通过" not in body(tmp_path / "a.eml")


def links(book: bytes, place: Path) -> list[str]:
    """Return the links of a workbook to files."""
    place.write_bytes(book)
    with zipfile.ZipFile(place) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".rels")]
    return [each for each in parts if 'TargetMode="External"' in each]


def test_a_summary_for_sending_leads_to_no_file(tmp_path: Path) -> None:
    """consolidate --for-sending, and the attachment of a mail, even of a summary that was written with links."""
    folder = faulty(tmp_path / "in")
    for words, linked in (((), True), (("--for-sending",), False)):
        run("consolidate", folder, "-o", tmp_path / "out.xlsx", *words)
        assert bool(links((tmp_path / "out.xlsx").read_bytes(), tmp_path / "x.zip")) is linked
        run("mail", folder, "-o", tmp_path / "a.eml", "--summary", tmp_path / "out.xlsx")
        draft = BytesParser(policy=policy.default).parsebytes((tmp_path / "a.eml").read_bytes())
        (attached,) = draft.iter_attachments()  # type: ignore[attr-defined]
        assert links(attached.get_payload(decode=True), tmp_path / "y.zip") == []
        (tmp_path / "out.xlsx").unlink()
