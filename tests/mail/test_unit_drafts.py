"""``xlperf return --mail``: one draft a unit, with what is its own and nothing else."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.workbooks import write_declaration
from xlperf.cli.main import cli

UNITS = ("云岭区剧团", "云岭区图书馆", "云岭区文化馆", "云岭区美术馆")
ROSTER = "\ufeff实施单位,项目名称,联系人,邮箱\n" + "".join(
    f"{unit},{project},{contact},{email}\n"
    for unit, project, contact, email in (
        (UNITS[0], "送戏下乡项目", "马蓝", "ju@example.com"),
        (UNITS[1], "古籍修复项目", "", "tu@example.com"),
        (UNITS[2], "群文活动项目", "何青", "wen@example.com; he@example.com"),
        (UNITS[3], "本年无项目", "", "mei@example.com"),
    )
)


def run(*words: object) -> Result:
    """Run xlperf without child processes."""
    return CliRunner().invoke(cli, [*map(str, words), "--workers", "0"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder: two units with faults, one of them with a damaged file too, one silent, one without projects."""
    place = tmp_path / "in"
    write_declaration(place / "剧团.xlsx", unit=UNITS[0], project_name="送戏下乡项目", fiscal=349999)
    write_declaration(place / "图书馆.xlsx", unit=UNITS[1], fiscal=340000)
    (place / UNITS[1]).mkdir()
    (place / UNITS[1] / "附件.xlsx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "名单.csv").write_text(ROSTER, "utf-8")
    return place


def drafts(folder: Path) -> dict[str, EmailMessage]:
    """Return the drafts of a folder as Python's mail parser reads them."""
    parser = BytesParser(policy=policy.default)
    return {each.stem: parser.parsebytes(each.read_bytes()) for each in sorted(folder.glob("*.eml"))}  # type: ignore[misc]


def body(message: EmailMessage) -> str:
    """Return the plain text of a mail."""
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def written(folder: Path, *more: object) -> Result:
    """Write the returns and the drafts of a folder."""
    place = folder.parent
    words = ("-o", place / "退回", "--mail", place / "信", "--roster", place / "名单.csv", "--deadline", "2026-03-15", *more)
    return run("return", folder, *words)


def test_each_unit_gets_one_draft_with_its_own(folder: Path) -> None:
    """Returned copies to whom they belong, a reminder to the silent, nothing to a unit that has no project."""
    result = written(folder)
    assert result.exit_code == 1, result.output
    assert "邮件草稿 3 封（退回 2 封，催报 1 封）" in result.stdout
    found = drafts(folder.parent / "信")
    assert list(found) == ["催报-云岭区文化馆", "退回-云岭区剧团", "退回-云岭区图书馆"]
    assert {name: str(each["To"]) for name, each in found.items()} == {
        "催报-云岭区文化馆": "wen@example.com, he@example.com",
        "退回-云岭区剧团": "ju@example.com",
        "退回-云岭区图书馆": "tu@example.com",
    }
    assert {name: [part.get_filename() for part in each.iter_attachments()] for name, each in found.items()} == {
        "催报-云岭区文化馆": [],
        "退回-云岭区剧团": ["剧团.xlsx"],
        "退回-云岭区图书馆": ["图书馆.xlsx"],
    }
    attachment = next(found["退回-云岭区剧团"].iter_attachments())
    assert attachment.get_payload(decode=True) == (folder.parent / "退回" / "剧团.xlsx").read_bytes()
    for name, message in found.items():
        others = [unit for unit in UNITS if unit not in name]
        assert not any(unit in str(message) or unit in body(message) for unit in others), name


def test_the_words_are_the_units_own(folder: Path) -> None:
    """Findings, what to do, the date; a damaged file is asked for anew and not sent back as a copy."""
    written(folder)
    found = drafts(folder.parent / "信")
    text = body(found["退回-云岭区图书馆"])
    assert "报来的表有需要改正的地方，现退回，请于 2026年3月15日 前改正并发回。" in text
    assert "有 1 个文件没有读出表来，请于 2026年3月15日 前重新报送（见下）。" in text
    assert "【必须修改】古籍修复项目 申报表 E6：年度资金申请总额 350,000.00 ≠ 当年财政拨款 340,000.00" in text
    assert "请打开原来的文件核对，另存为 .xlsx 后重新报送。" in text
    assert not any(each in text for each in ("xlperf", "再运行", "移出"))
    assert not (folder.parent / "退回" / UNITS[1] / "附件.xlsx").exists()
    reminder = body(found["催报-云岭区文化馆"])
    assert reminder.startswith("何青：\n2026年度绩效表还没有收齐，请于 2026年3月15日 前报来。")
    assert "· 群文活动项目" in reminder


def test_drafts_are_the_same_bytes_and_replace_themselves(folder: Path) -> None:
    """A second run writes the same files again and none beside them."""
    written(folder)
    first = {each.name: each.read_bytes() for each in (folder.parent / "信").iterdir()}
    written(folder)
    assert {each.name: each.read_bytes() for each in (folder.parent / "信").iterdir()} == first


def test_drafts_of_an_earlier_round_are_told(folder: Path) -> None:
    """A unit that has answered since would be written to again; what the clerk keeps there is no draft of ours."""
    left = "注意：“信”里还有 {} 封草稿不是这次写的（{}），可能是上次的，请勿误发。"
    assert "不是这次写的" not in written(folder).stderr
    (folder.parent / "信" / "自己写的.eml").write_bytes(b"Subject: x\r\n\r\n")
    write_declaration(folder / "剧团.xlsx", unit=UNITS[0], project_name="送戏下乡项目")
    assert left.format(1, f"退回-{UNITS[0]}.eml") in written(folder).stderr.splitlines()
    for each in folder.rglob("*.xlsx"):
        each.unlink()
    write_declaration(folder / "文化馆.xlsx", unit="云岭区文化馆", project_name="群文活动项目")
    (folder.parent / "名单.csv").write_text("单位,项目\n云岭区文化馆,群文活动项目\n", "utf-8")
    told = written(folder)
    assert "没有要写的邮件。" in told.stdout
    assert any(each.startswith("注意：“信”里还有 3 封草稿不是这次写的（") for each in told.stderr.splitlines()), told.stderr


ATTACKS = ("剧团\nBcc: a@example.org", "剧团\r\n\r\n<script>", "=?utf-8?q?x?= <a@b.cn>", "../剧团", "剧" * 300)


@pytest.mark.parametrize("name", ATTACKS)
def test_names_that_attack_headers_change_nothing(tmp_path: Path, name: str) -> None:
    """What stands in a unit's name stays words in the subject: no header, no address, no other folder."""
    write_declaration(tmp_path / "in" / "a.xlsx", unit=name, fiscal=349999)
    result = run("return", tmp_path / "in", "-o", tmp_path / "退回", "--mail", tmp_path / "信")
    assert result.exit_code == 1, result.output
    (draft,) = drafts(tmp_path / "信").values()
    known = {"Subject", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type"}
    assert set(draft.keys()) == known
    assert draft["Subject"].startswith("退回修改：2026年度绩效表（")
    assert "\n" not in draft["Subject"]
    assert {each.name for each in tmp_path.iterdir()} == {"in", "退回", "信"}


def test_a_file_of_several_units_goes_to_none(tmp_path: Path) -> None:
    """Nobody may see what is another's: a letter of its own, without an address, for the clerk to decide."""
    write_declaration(tmp_path / "in" / "两家.xlsx", unit=UNITS[0], fiscal=349999)
    write_declaration(tmp_path / "b.xlsx", unit=UNITS[1], fiscal=340000)
    book, other = openpyxl.load_workbook(tmp_path / "in" / "两家.xlsx"), openpyxl.load_workbook(tmp_path / "b.xlsx")
    sheet = book.create_sheet("乙")
    for row in other["申报表"].iter_rows():
        for cell in row:
            sheet[cell.coordinate] = cell.value
    book.save(tmp_path / "in" / "两家.xlsx")
    (tmp_path / "名单.csv").write_text(ROSTER, "utf-8")
    result = written(tmp_path / "in")
    draft = drafts(tmp_path / "信")[f"退回-{UNITS[0]}、{UNITS[1]}"]
    assert draft["To"] is None
    assert "没有收件人（云岭区剧团、云岭区图书馆" in result.stderr


def test_a_bad_address_is_told(folder: Path) -> None:
    """An address of the roster that is none costs only itself."""
    (folder.parent / "名单.csv").write_text(ROSTER.replace("ju@example.com", "见微信"), "utf-8")
    result = written(folder)
    assert "注意：名单里“云岭区剧团”的邮箱用不了：“见微信”不是邮箱地址。" in result.stderr
    assert drafts(folder.parent / "信")["退回-云岭区剧团"]["To"] is None


@pytest.mark.parametrize("sender", [None, "李文 <wlj@example.org>"])
def test_drafts_are_from_whom_the_settings_say(folder: Path, sender: str | None) -> None:
    """Else the mail program fills it in."""
    (folder / "xlperf.toml").write_text(f'[mail]\nfrom = "{sender}"\n' if sender else "", "utf-8")
    written(folder)
    assert {each["From"] for each in drafts(folder.parent / "信").values()} == {sender}
