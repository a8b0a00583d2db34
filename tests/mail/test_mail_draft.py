"""The draft: what it says, how it is built, and that it is the same for the same input."""

from __future__ import annotations

import hashlib
import socket
from dataclasses import replace
from decimal import Decimal
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message

import pytest

from tests.builders import declaration, self_evaluation
from tests.mail.drafts import draft_of, envelope, parts_of
from tests.summary.batches import batch_of, eventful, finding, three_categories
from xlperf.forms.file_result import FileResult
from xlperf.mail.message import as_bytes, draft
from xlperf.run.results import Batch
from xlperf.settings.mail_subject import fill_subject, subject_fault


def parsed(message: EmailMessage) -> EmailMessage:
    """Return the message as the standard library reads the bytes of the .eml file."""
    found = message_from_bytes(as_bytes(message), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def plain(message: EmailMessage) -> str:
    """Return the plain text of a mail, with the line ends of this test."""
    body = parsed(message).get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def text_of(batch: Batch) -> str:
    """Return the plain text of a batch's mail."""
    return plain(draft_of(batch))


def test_a_faultless_batch_is_told_in_a_few_lines() -> None:
    """Totals in 元 and 万元, verdict, and nothing that is still open."""
    assert text_of(batch_of(declaration())) == (
        "您好：\n"
        "附件是《云溪市文化和旅游局2025年度项目绩效目标汇总表》，请查收。\n"
        "\n"
        "■ 合计\n"
        "项目 1 个，年度资金申请总额 480,000.00 元（48.00 万元）。\n"
        "申报表 1 份：通过 1 份，需核对 0 份，退回 0 份。\n"
        "\n"
        "■ 校验结论\n"
        "全部通过。\n"
        "共 0 处错误，0 处警告。\n"
    )


def test_totals_are_given_by_category_and_agree_with_the_summary() -> None:
    """Each category has its count and money in the order of the 汇总表; the sum is exact."""
    text = text_of(three_categories())
    assert "项目 5 个，年度资金申请总额 10,617,171.20 元（1,061.72 万元）。\n" in text
    assert (
        "　特定目标类：2 个项目，10,617,167.90 元\n"
        "　其他运转类：1 个项目，0.20 元\n"
        "　其他人员类：1 个项目，0.10 元\n"
        "　基本支出：1 个项目，3.00 元\n"
    ) in text


def test_what_is_open_is_listed_by_unit_with_the_place_of_each_fault() -> None:
    """A unit can be called with the mail in hand: project, verdict, cell and message; errors before warnings."""
    wrong = declaration(file="a.xlsx", unit="云溪市图书馆", project_name="甲项目")
    doubtful = declaration(file="b.xlsx", unit="云溪市博物馆", project_name="乙项目")
    fine = declaration(file="c.xlsx", unit="云溪市文化馆", project_name="丙项目")
    evaluation = self_evaluation(file="d.xlsx", unit="云溪市图书馆", project_name="丁项目")
    batch = batch_of(
        wrong,
        doubtful,
        fine,
        evaluation,
        findings=(
            finding(wrong, "GOAL-005", "warning", cell="D11", message="年度总体目标只有 3 个字，内容可能不完整。"),
            finding(wrong),
            finding(doubtful, "VAL-007", "warning", cell="E18", message="目标偏低。"),
            finding(fine, "GOAL-006", "info"),
            finding(evaluation, "SELF-001", message="得分合计不对。", cell="H40"),
            finding(wrong, "IND-001", waived="已同意（王局）"),
        ),
    )
    text = text_of(batch)
    assert (
        "■ 校验结论\n"
        "有 2 份表须退回修改，1 份需核对。\n"
        "共 2 处错误，2 处警告，另有 1 处已豁免。明细见附件中的“校验结果”。\n"
        "\n"
        "■ 各单位待处理（2 个单位）\n"
        "【云溪市图书馆】\n"
        "　1. 甲项目（退回，1 处错误，1 处警告）\n"
        "　　· 申报表!E6：年度资金申请总额与三项之和不相等。\n"
        "　　· 申报表!D11：年度总体目标只有 3 个字，内容可能不完整。\n"
        "　2. 丁项目（自评表，退回，1 处错误）\n"
        "　　· 自评表!H40：得分合计不对。\n"
        "【云溪市博物馆】\n"
        "　1. 乙项目（需核对，1 处警告）\n"
        "　　· 申报表!E18：目标偏低。\n"
    ) in text
    assert "自评表 1 份：通过 0 份，需核对 0 份，退回 1 份。\n" in text


def test_refused_files_are_named_with_their_reason_once() -> None:
    """What could not be read is said, and the finding about the same file does not repeat it."""
    batch = batch_of(declaration())
    refused = FileResult("乙馆/坏.xlsx", "refused", reason="damaged", message="文件已损坏。", hint="请让报送单位重新发送。")
    about = replace(finding(declaration()), rule="FILE-001", file=refused.file, sheet="", cell="", form="", unit="", project="")
    text = text_of(replace(batch, files=(*batch.files, refused), findings=(about,)))
    assert "■ 未能读取的文件（1 个），没有计入\n1. 乙馆/坏.xlsx：文件已损坏。请让报送单位重新发送。\n" in text
    assert "读出的表全部通过，但还有下列事项待处理。\n" in text
    assert text.count("乙馆/坏.xlsx") == 1


def test_a_finding_of_a_file_goes_to_the_unit_that_sent_it_and_one_of_the_batch_stands_apart() -> None:
    """Nothing that is open is left out of the mail because it concerns no single form."""
    form = declaration(file="a.xlsx", unit="云溪市图书馆")
    of_file = replace(finding(form), rule="FILE-009", sheet="", cell="", form="", unit="", project="", message="文件带有宏。")
    of_batch = replace(of_file, rule="SUM-004", file="", message="合计与预算表不符。")
    of_absent = replace(of_batch, rule="SUM-001", unit="云溪市美术馆", message="名单中的单位没有报送。")
    text = text_of(batch_of(form, findings=(of_file, of_batch, of_absent)))
    assert "【云溪市图书馆】\n　1. 公共阅读推广项目（退回）\n　· a.xlsx：文件带有宏。\n" in text
    assert "【云溪市美术馆】\n　· 名单中的单位没有报送。\n" in text
    assert "■ 其他待处理\n· 合计与预算表不符。\n" in text


def test_faults_of_a_replaced_version_are_open_no_more() -> None:
    """A unit that has sent a mended version is not asked again about the old one."""
    old, new = declaration(file="a.xlsx"), declaration(file="b.xlsx")
    batch = batch_of(old, new, findings=(finding(old),))
    batch = replace(batch, counted=(new,), superseded={old.source: new.source})
    assert "各单位待处理" not in text_of(batch)


def test_long_lists_end_with_a_pointer_to_the_attachment() -> None:
    """A mail of a thousand lines is read by nobody."""
    forms = [declaration(file=f"{index:03}.xlsx", unit=f"单位{index:03}") for index in range(120)]
    many = tuple(finding(forms[0], cell=f"E{row}") for row in range(10, 18))
    text = text_of(batch_of(*forms, findings=(*many, *(finding(form) for form in forms[1:]))))
    assert "　　· 另有 3 处，见附件中的“校验结果”。\n" in text
    assert "另有 20 个单位，见附件中的“校验结果”。\n" in text
    assert "【单位099】" in text
    assert "【单位100】" not in text


def test_amounts_that_could_not_be_read_and_totals_that_differ_are_said() -> None:
    """The mail never passes over what the proof of the summary shows."""
    batch = eventful()
    (part,) = parts_of(batch)
    uneven = replace(part, report=replace(part.report, balanced=False))
    text = plain(draft(batch, [uneven], envelope()))
    assert "有 2 处金额未能读出，没有计入合计。\n" in text
    assert "报送文件与汇总表的合计不平，请先查看附件中的“来源核对”。\n" in text


def test_html_says_the_same_and_escapes_what_forms_hold() -> None:
    """A project name is text in HTML too, whatever a unit typed."""
    form = declaration(project_name='<img src=x onerror="alert(1)">&')
    html = parsed(draft_of(batch_of(form, findings=(finding(form, message="<script>\x0b坏\ud800</script>"),)))).get_body(("html",))
    assert html is not None
    content = html.get_content()
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;（退回，1 处错误）" in content
    assert "&lt;script&gt;坏\ufffd&lt;/script&gt;" in content
    assert "<img" not in content
    assert "<script" not in content
    assert "<b>有 1 份表须退回修改。</b>" in content


def test_the_attachment_arrives_whole_under_its_chinese_name() -> None:
    """The workbook has the same hash; the name is read by RFC 2231 and by the encoded words that Outlook and Foxmail read."""
    batch = batch_of(declaration(department="示例省云溪市高新技术产业开发区文化广播电视和旅游体育局（新闻出版局）"))
    batch = replace(batch, department=batch.counted[0].text("/department"))
    (part,) = parts_of(batch)
    name = "示例省云溪市高新技术产业开发区文化广播电视和旅游体育局（新闻出版局）2025年度项目绩效目标汇总表.xlsx"
    assert part.name == name
    content = as_bytes(draft(batch, [part], envelope()))
    (attachment,) = message_from_bytes(content, policy=policy.default).iter_attachments()  # type: ignore[attr-defined]
    assert attachment.get_filename() == name
    assert attachment.get_content_type() == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert hashlib.sha256(attachment.get_content()).digest() == hashlib.sha256(part.workbook).digest()
    old = [each for each in message_from_bytes(content).walk() if each.get_filename()]
    assert [make_header(decode_header(str(each.get_param("name")))) == name for each in old] == [True]
    assert Message.get_filename(old[0]) == name


def test_lines_are_short_ascii_and_end_with_crlf() -> None:
    """Any server and any mail program takes the file: no 8-bit text, no bare line feed, and no long line but the type."""
    content = as_bytes(draft_of(eventful(), envelope(cc="王芳 <w@example.com>")))
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    long = [line for line in content.split(b"\r\n") if len(line) > 78]
    assert long == [b"Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;"]


def test_the_same_batch_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """No clock, no random boundary, no name of this machine."""
    for name in ("gethostname", "getfqdn"):
        monkeypatch.setattr(socket, name, lambda *_: pytest.fail("asked for the name of this machine"))
    content = as_bytes(draft_of(eventful()))
    assert content == as_bytes(draft_of(eventful()))
    head = content.partition(b"\r\n\r\n")[0]
    assert b"Date:" not in head
    other = as_bytes(draft_of(batch_of(declaration(annual=Decimal("1.00")))))
    assert parsed_id(content) != parsed_id(other)


def parsed_id(content: bytes) -> str:
    """Return the Message-ID."""
    return str(message_from_bytes(content)["Message-ID"])


def test_the_head_is_that_of_a_draft() -> None:
    """Outlook opens it for sending; names of people are kept; without a sender the mail program fills it in."""
    message = parsed(draft_of(batch_of(declaration()), envelope(cc="王芳 <w@example.com>", sender="")))
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "云溪市文化和旅游局2025年度项目绩效目标汇总表"
    assert message["To"] == "区财政局绩效科 <jixiao@example.com>"
    assert message["Cc"] == "王芳 <w@example.com>"
    assert message["From"] is None


@pytest.mark.parametrize(
    ("pattern", "subject"),
    [
        ("报送{department}{year}年度绩效目标（{projects} 个项目）", "报送云溪市文化和旅游局2025年度绩效目标（1 个项目）"),
        ("{title}\r\nBcc: x@example.com", "云溪市文化和旅游局2025年度项目绩效目标汇总表 Bcc: x@example.com"),
    ],
)
def test_the_subject_follows_its_pattern_on_one_line(pattern: str, subject: str) -> None:
    """Whatever the pattern or a form holds, it adds no header."""
    message = parsed(draft_of(batch_of(declaration()), envelope(subject=pattern)))
    assert message["Subject"] == subject
    assert message["Bcc"] is None


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("{titel}", "主题里不能用占位符“{titel}”，是否应为“title”"),
        ("{title", "主题里的大括号不成对"),
        ("{}", "主题里不能用占位符“{}”，可以用的有：title、department、year、projects"),
        ("{title!r}", "主题里的占位符“{title}”后面不能再写格式"),
        ("{year:>9999999999}", "主题里的占位符“{year}”后面不能再写格式"),
        ("{title.__class__}", "主题里不能用占位符“{title.__class__}”，可以用的有：title、department、year、projects"),
        ("{{{title}}}", ""),
    ],
)
def test_a_pattern_that_cannot_be_filled_is_refused(pattern: str, fault: str) -> None:
    """A misspelt placeholder is told; nothing but the four names can be reached."""
    assert subject_fault(pattern).startswith(fault)
    if not fault:
        assert fill_subject(pattern, dict.fromkeys(("title", "department", "year", "projects"), "x")) == "{x}"


def test_several_summaries_go_with_one_mail() -> None:
    """A folder of two departments: one block of totals each, both workbooks attached."""
    one = batch_of(declaration(file="a.xlsx"))
    two = replace(batch_of(declaration(file="b.xlsx", department="云溪市教育局")), department="云溪市教育局")
    whole = batch_of(*one.counted, *two.counted)
    message = draft(whole, parts_of(one, two), envelope())
    assert [each.get_filename() for each in parsed(message).iter_attachments()] == [
        "云溪市文化和旅游局2025年度项目绩效目标汇总表.xlsx",
        "云溪市教育局2025年度项目绩效目标汇总表.xlsx",
    ]
    assert "■ 合计：云溪市教育局2025年度项目绩效目标汇总表\n项目 1 个" in plain(message)
