"""Archives, mails and mailboxes: what they hold is named, bounded and found again; what cannot be had is told."""

from __future__ import annotations

import struct
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.mails import mail, mailbox, outlook_mail, winmail, zipped, zipped_in_gbk
from xlperf.errors import RefusedFile
from xlperf.intake.containers.members import Member
from xlperf.intake.containers.opening import listed, member_bytes, opened
from xlperf.intake.limits import intake_settings

LIMITS = intake_settings().limits
FILES = {"子夹/表.xlsx": b"PK\x03\x04 one", "乙.xlsx": b"two" * 3000}


def _members(data: bytes) -> list[Member]:
    container = opened(data, LIMITS)
    assert container is not None
    return listed(container, (), LIMITS)


def _held(data: bytes) -> dict[str, bytes]:
    return {each.name: member_bytes(data, (each.key,), LIMITS) for each in _members(data)}


def _refusals(data: bytes) -> list[tuple[str, str]]:
    """Return the reasons and sentences of members that cannot be had, or of the container itself."""
    try:
        members = _members(data)
    except RefusedFile as error:
        return [(error.reason, error.message)]
    found = []
    for each in members:
        try:
            if each.refusal:
                raise each.refusal
            member_bytes(data, (each.key,), LIMITS)
        except RefusedFile as error:
            found.append((error.reason, error.message))
    return found


@pytest.mark.parametrize("made", [zipped, zipped_in_gbk])
def test_an_archive_gives_its_files_under_their_names(made: object) -> None:
    """Names in UTF-8 and in the GBK of Chinese Windows, folders of the archive included."""
    assert callable(made)
    assert _held(made(FILES)) == FILES


@pytest.mark.parametrize("made", [mail, outlook_mail])
def test_a_mail_gives_its_attachments(made: object) -> None:
    """By their names, with the time at which the mail was sent, and sender and subject to tell."""
    assert callable(made)
    data = made({"表.xlsx": b"one", "申报（定稿）.xlsx": b"two" * 3000})
    assert _held(data) == {"表.xlsx": b"one", "申报（定稿）.xlsx": b"two" * 3000}
    container = opened(data, LIMITS)
    assert container is not None
    assert container.note().startswith("发件人 张三") and container.note().endswith("主题“报送绩效表”")
    assert {each.modified // 86400 for each in _members(data)} == {20514}


def test_a_mailbox_gives_mail_after_mail() -> None:
    """Each mail is a container of its own, whose attachments are reached through it."""
    data = mailbox(mail({"甲.xlsx": b"one"}), mail({}), mail({"乙.xlsx": b"two"}))
    mails = _members(data)
    assert [each.name for each in mails] == ["第 1 封.eml", "第 2 封.eml", "第 3 封.eml"]
    inner = member_bytes(data, (mails[2].key,), LIMITS)
    assert _held(inner) == {"乙.xlsx": b"two"}
    assert member_bytes(data, (mails[2].key, (0, 0)), LIMITS) == b"two"


@pytest.mark.parametrize(
    "header",
    [
        'attachment; filename="=?gbk?B?se248cu1w/cueGxzeA==?="',
        'attachment; filename="=?UTF-8?Q?=E8=A1=A8=E6=A0=BC=E8=AF=B4=E6=98=8E.xlsx?="',
        "attachment; filename*=UTF-8''%E8%A1%A8%E6%A0%BC%E8%AF%B4%E6%98%8E.xlsx",
        "attachment;\r\n filename*0*=UTF-8''%E8%A1%A8%E6%A0%BC;\r\n filename*1*=%E8%AF%B4%E6%98%8E.xlsx",
        'attachment; filename="C:\\temp\\表格说明.xlsx"',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_name_is_read_however_a_mail_program_writes_it(header: str, encoding: str) -> None:
    """Encoded words, RFC 2231 in one or several pieces, and bytes that nobody encoded."""
    data = mail({"表.xlsx": b"one"}).replace(b"\r\n", b"\n")
    start = data.index(b"Content-Disposition: attachment")
    end = data.index(b"MIME-Version", start) if b"MIME-Version" in data[start:] else data.index(b"\n\n", start)
    changed = data[:start] + b"Content-Disposition: " + header.encode(encoding) + b"\n" + data[end:]
    assert list(_held(changed)) == ["表格说明.xlsx"]


def test_a_table_in_the_text_of_a_mail_is_a_member() -> None:
    """Some units paste the form into the mail itself; a text without the words of a form is none."""
    assert list(_held(mail({}, html="<table><tr><td>项目名称<td>绩效指标</table>"))) == ["正文.html"]
    assert list(_held(mail({}, html="<p>请查收</p>"))) == []


def test_the_packed_format_of_outlook_is_told() -> None:
    """A winmail.dat that is none is told."""
    data = mail({"winmail.dat": b"x"}).replace(b"application/octet-stream", b"application/ms-tnef")
    assert _refusals(data) == [("damaged", "Outlook 打包的附件（winmail.dat）已损坏。")]


def test_big_attachments_in_the_cloud_are_told() -> None:
    """A link to a file that was never attached would be lost without a word."""
    container = opened(mail({}, html='<a href="https://mail.qq.com/cgi-bin/ftnExs_download?k=1">下载</a>'), LIMITS)
    assert container is not None
    assert container.note().endswith("正文里有超大附件的下载链接，没有下载")


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"From here on\nit goes", b"to: do\nlist", b"\xff" * 99]
)
def test_what_is_no_container_is_left_to_the_readers(data: bytes) -> None:
    """A broken workbook, a text that begins like a mailbox, a list with a colon."""
    assert opened(data, LIMITS) is None


def test_a_workbook_is_no_archive() -> None:
    """Workbooks and documents are zips, too."""
    for name in ("[Content_Types].xml", "mimetype", "word/document.xml"):
        assert opened(zipped({name: b"x", "b": b"y"}), LIMITS) is None


def test_two_files_of_one_name_are_two() -> None:
    """Neither hides the other, whatever case their names have on Windows."""
    container = zipped({"a.xlsx": b"1", "A.xlsx": b"2", "b": b"3", "B": b"4"})
    assert _held(container) == {"a.xlsx": b"1", "A (2).xlsx": b"2", "b": b"3", "B (2)": b"4"}


def _patched(data: bytes, local: int, central: int, kind: str, value: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into(kind, changed, data.index(b"PK\x03\x04") + local, value)
    struct.pack_into(kind, changed, data.index(b"PK\x01\x02") + central, value)
    return bytes(changed)


def _at(data: bytes, place: int, value: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into("<I", changed, place, value)
    return bytes(changed)


PLAIN = zipped({"表.xlsx": b"0123456789" * 50})
HOSTILE = {
    "encrypted": (_patched(PLAIN, 6, 8, "<H", 0x801), "encrypted", "压缩包设有密码，无法读取。"),
    "unknown method": (_patched(PLAIN, 8, 10, "<H", 99), "unsupported", "压缩包里的这个文件用了少见的压缩方式，解不开。"),
    "wrong checksum": (_patched(PLAIN, 14, 16, "<I", 1), "damaged", "压缩包里的这个文件已损坏，解不开。"),
    "size too small": (_patched(PLAIN, 22, 24, "<I", 10), "damaged", "压缩包里的这个文件已损坏，解不开。"),
    "size too large": (_patched(PLAIN, 22, 24, "<I", 9999), "damaged", "压缩包里的这个文件与目录写的大小不符。"),
    "bomb": (zipped({"a.xlsx": bytes(20 << 20)}), "unsafe", "压缩包里的文件展开后过大，可能是压缩炸弹。"),
    "huge": (zipped({"a.xlsx": bytes(51 << 20)}), "too_large", "文件有 51 MB，超过 50 MB 的上限。"),
    "upwards": (zipped({"../a.xlsx": b"x"}), "unsafe", "压缩包里的文件名通向别的文件夹。"),
    "absolute": (zipped({"/etc/a.xlsx": b"x"}), "unsafe", "压缩包里的文件名通向别的文件夹。"),
    "drive": (zipped({"C:/a.xlsx": b"x"}), "unsafe", "压缩包里的文件名通向别的文件夹。"),
    "backslashes": (zipped({"..\\..\\a.xlsx": b"x"}), "unsafe", "压缩包里的文件名通向别的文件夹。"),
    "many files": (
        zipped({f"{each}.xlsx": b"" for each in range(2001)}),
        "too_large",
        "压缩包里有 2001 个文件，超过 2000 个的上限。",
    ),
    "overlapping": (
        _patched(zipped({"a.xlsx": b"x", "b.xlsx": b"y"}), 18, 20, "<I", 60),
        "unsafe",
        "压缩包里的文件互相重叠，可能是压缩炸弹。",
    ),
    "rar": (b"Rar!\x1a\x07\x01\x00", "unsupported", "文件是 RAR 压缩包，里面的表没有读取。"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(40), "damaged", "压缩包或邮件已损坏，无法读取（Bad7zFile）。"),
    "endless head": (b"From: a\nTo: b\n" + b"X: y\n" * (1 << 18), "damaged", "邮件的信头没有尽头，无法读取。"),
    "many parts": (
        b'From: a\nTo: b\nContent-Type: multipart/mixed; boundary="x"\n\n' + b"--x\nContent-Type: text/plain\n\na\n" * 10_000,
        "too_large",
        "邮件的部分超过 2000 个的上限。",
    ),
    "many bare parts": (
        b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n\n" * 20_001,
        "too_large",
        "邮件的部分超过 2000 个的上限。",
    ),
    "many mails": (mailbox(*[mail({})] * 2001), "too_large", "邮箱文件里有 2001 封邮件，超过 2000 封的上限。"),
    "broken outlook": (_at(outlook_mail({"表.xlsx": b"one"}), 60, 0x00FFFFFF), "damaged", "邮件文件已损坏（文件结构不完整）。"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_container_costs_what_is_hostile_in_it(name: str) -> None:
    """Each is refused with a true sentence; nothing is unpacked to disk, nothing is lost in silence."""
    data, reason, message = HOSTILE[name]
    assert (reason, message) in _refusals(data)


def test_containers_in_containers_end_somewhere() -> None:
    """Three deep is looked into, deeper is told."""
    inside = ((0, 0), (0, 0), (0, 0))
    container = opened(zipped({"a.zip": b"x"}), LIMITS)
    assert container is not None
    with pytest.raises(RefusedFile) as caught:
        listed(container, inside, LIMITS)
    assert caught.value.message == "压缩包或邮件一层套一层超过 3 层，里面的表没有读取。"


def test_nested_parts_without_end_are_refused() -> None:
    """A mail of a thousand parts in one another neither hangs nor falls over."""
    data = b"From: a\nTo: b\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (each, each) for each in range(1500)
    )
    assert _refusals(data) == [("too_large", "邮件里一层套一层的部分超过 200 个的上限。")]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_bytes_bring_anything_but_a_refusal(data: st.DataObject) -> None:
    """Whatever is cut off or changed in a container: members, a refusal, or no container."""
    whole = data.draw(st.sampled_from([zipped(FILES), mail(FILES), mailbox(mail(FILES)), outlook_mail(FILES)]))
    changed = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for place in data.draw(st.lists(st.integers(0, max(0, len(changed) - 1)), max_size=8)):
        if changed:
            changed[place] = data.draw(st.integers(0, 255))
    try:
        container = opened(bytes(changed), LIMITS)
        members = [] if container is None else listed(container, (), LIMITS)
    except RefusedFile:
        return
    for each in members:
        try:
            member_bytes(bytes(changed), (each.key,), replace(LIMITS, file_bytes=1 << 20))
        except RefusedFile:
            continue


def test_bzip2_and_lzma_are_read() -> None:
    """The ways of packing that Python knows; what one file uses costs no other."""
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_STORED):
        assert _held(zipped(FILES, method)) == FILES


@pytest.mark.parametrize("size", [1, 63, 64, 65, 128, 129, 4095, 4096, 4097])
def test_an_attachment_of_outlook_is_whole_whatever_its_size(size: int) -> None:
    """Small ones stand in pieces of 64 bytes in a stream of their own, from 4,096 bytes on in pieces of the file."""
    content = bytes(1 + each % 251 for each in range(size))
    assert _held(outlook_mail({"甲.xlsx": b"xy" * 50, "乙.xlsx": content}))["乙.xlsx"] == content


@pytest.mark.parametrize("named", [b"", b"a", b"ab", b"abc", b"abcd", b"abcde", b"x" * 40], ids=len)
def test_properties_with_names_stand_before_that_of_an_attachment(named: bytes) -> None:
    """A name takes whole fours of bytes: what stands behind it is found."""
    assert _held(winmail({"申报表.xlsx": b"one"}, named=named)) == {"申报表.xlsx": b"one"}
