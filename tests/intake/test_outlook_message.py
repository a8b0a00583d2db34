"""Mails saved by Outlook: who sent them when, what is attached to them and to the mails within them."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import Any

import pytest

from tests.intake.mails import SENT, compound, outlook_properties
from xlperf.errors import RefusedFile
from xlperf.intake.containers.opening import listed, member_bytes, noted, opened
from xlperf.intake.limits import intake_settings

LIMITS = intake_settings().limits
PROPERTIES, STREAM = "__properties_version1.0", "__substg1.0_"
SUBMITTED, DELIVERED = 0x00390040, 0x0E060040
YEAR = 365 * 24 * 3600 * 10_000_000


def _wide(**texts: str) -> dict[str, Any]:
    return {f"{STREAM}{tag.removeprefix('_')}001F": text.encode("utf-16-le") for tag, text in texts.items()}


def _note(tree: dict[str, Any], *properties: tuple[int, int]) -> str:
    container = opened(compound({PROPERTIES: outlook_properties(*properties), **tree}), LIMITS)
    assert container is not None
    return noted(container)


def _attached(content: bytes = b"one", **texts: str) -> dict[str, Any]:
    return {PROPERTIES: bytes(8), f"{STREAM}37010102": content, **_wide(**texts)}


def _within(mail: dict[str, Any]) -> dict[str, Any]:
    """Return the attachment that holds a mail."""
    return {PROPERTIES: bytes(8), f"{STREAM}3701000D": {PROPERTIES: bytes(24), **mail}, **_wide(_3001="转发")}


def _mail(*attachments: dict[str, Any]) -> dict[str, Any]:
    return {f"__attach_version1.0_#{number:08X}": each for number, each in enumerate(attachments)}


def _held(tree: dict[str, Any]) -> dict[str, bytes]:
    data = compound({PROPERTIES: outlook_properties(), **tree})
    container = opened(data, LIMITS)
    assert container is not None
    return {each.name: member_bytes(data, (each.key,), LIMITS) for each in listed(container, (), LIMITS)}


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"_0C1A": "张三", "_5D01": "zhang@example.cn"}, "发件人 张三 <zhang@example.cn>"),
        ({"_0C1A": "张三", "_0C1F": "zhang@example.cn"}, "发件人 张三 <zhang@example.cn>"),
        ({"_0C1A": "张三", "_5D01": "zhang@example.cn", "_0C1F": "/o=局/cn=zhang"}, "发件人 张三 <zhang@example.cn>"),
        ({"_0C1A": "张三", "_0C1F": "/o=局/cn=zhang"}, "发件人 张三"),
        ({"_0C1A": "zhang@example.cn", "_5D01": "zhang@example.cn"}, "发件人 zhang@example.cn"),
        ({"_5D01": "zhang@example.cn"}, "发件人 zhang@example.cn"),
        ({"_0037": "报送"}, "主题“报送”"),
        ({"_0C1A": "张三", "_0037": "报送"}, "发件人 张三，主题“报送”"),
        ({}, ""),
    ],
)
def test_sender_and_subject_of_a_mail_are_told(texts: dict[str, str], said: str) -> None:
    """The address beside the name where it is one of the internet, and nothing that the mail does not say."""
    assert _note(_wide(**texts)) == said


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ([(SUBMITTED, SENT)], "2026-03-02 09:15"),
        ([(0x00170003, 1), (DELIVERED, SENT)], "2026-03-02 09:15"),
        ([(SUBMITTED, SENT + YEAR), (DELIVERED, SENT)], "2027-03-02 09:15"),
        ([(0x00170003, SENT)], ""),
        ([(SUBMITTED, (1 << 64) - 1)], ""),
        ([(SUBMITTED, 0)], "1601-01-01 08:00"),
        ([], ""),
    ],
)
def test_the_time_of_a_mail_is_told_as_in_china(properties: list[tuple[int, int]], said: str) -> None:
    """When it was submitted or delivered, whichever it says first; a time that no calendar has is none."""
    assert _note({}, *properties) == said


def test_a_text_without_its_mark_of_width_is_read_in_its_code_page() -> None:
    """Old programs write eight bits, and an end behind the text."""
    narrow = {f"{STREAM}0C1A001E": "张三\0".encode("gbk"), f"{STREAM}0037001E": "报送\0".encode()}
    assert _note(narrow) == "发件人 张三，主题“报送”"


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        ({"_3707": "申报表.xlsx", "_3704": "申报~1.XLS", "_3001": "附件"}, "申报表.xlsx"),
        ({"_3704": "申报~1.XLS", "_3001": "附件"}, "申报~1.XLS"),
        ({"_3001": "附件"}, "附件"),
        ({"_3707": "C:\\temp\\申报表.xlsx"}, "申报表.xlsx"),
        ({}, "没有名称的附件"),
    ],
)
def test_an_attachment_has_the_longest_of_its_names(texts: dict[str, str], name: str) -> None:
    """Its long one, its short one, its label; the folder it came from is no part of it."""
    assert _held(_mail(_attached(**texts))) == {name: b"one"}


@pytest.mark.parametrize(("around", "names"), [(1, ["内.xlsx"]), (4, ["内.xlsx"]), (5, ["转发"])])
def test_what_is_attached_to_mails_within_a_mail_is_found(around: int, names: list[str]) -> None:
    """Four of them deep; the fifth stands for itself."""
    mail = _mail(_attached(_3707="内.xlsx"))
    for _ in range(around):
        mail = _mail(_within(mail))
    assert list(_held(mail)) == names


def test_attachments_come_in_the_order_of_their_numbers() -> None:
    """Those of a mail within stand where that mail does."""
    inner = _within(_mail(_attached(_3707="乙.xlsx"), _attached(_3707="丙.xlsx")))
    tree = dict(reversed(_mail(_attached(_3707="甲.xlsx"), inner, _attached(_3707="丁.xlsx")).items()))
    assert list(_held(tree)) == ["甲.xlsx", "乙.xlsx", "丙.xlsx", "丁.xlsx"]


@pytest.mark.parametrize(("sent", "modified"), [([(SUBMITTED, SENT)], 1_772_414_100), ([(SUBMITTED, 0)], 0), ([], 0)])
def test_an_attachment_is_as_old_as_its_mail(sent: list[tuple[int, int]], modified: int) -> None:
    """In seconds since 1970; how large it is the mail does not say. Recipients are no attachments."""
    tree = {"__recip_version1.0_#00000000": {PROPERTIES: bytes(8)}, **_mail(_attached(_3707="a.xlsx"))}
    container = opened(compound({PROPERTIES: outlook_properties(*sent), **tree}), LIMITS)
    assert container is not None
    assert [(each.name, each.size, each.modified) for each in listed(container, (), LIMITS)] == [("a.xlsx", 0, modified)]


def test_an_attachment_without_content_is_an_empty_file() -> None:
    """A link to a file on a server has none."""
    assert _held(_mail({PROPERTIES: bytes(8), **_wide(_3707="链接.xlsx")})) == {"链接.xlsx": b""}


@pytest.mark.parametrize("size", [7_000_000, 7_200_000, 16_000_000])
def test_a_mail_with_a_large_attachment_is_read(size: int) -> None:
    """From seven megabytes on the header has no room for the whole table of sectors: lists of its places stand elsewhere."""
    content = bytes(range(251)) * (size // 251)
    assert _held(_mail(_attached(content, _3707="大.xlsx"))) == {"大.xlsx": content}


def test_a_mail_without_lists_of_sectors_may_name_any_place_for_them() -> None:
    """Some programs write 0 for none."""
    data = bytearray(compound({PROPERTIES: outlook_properties(), **_mail(_attached(_3707="a.xlsx"))}))
    struct.pack_into("<II", data, 68, 0, 0)
    container = opened(bytes(data), LIMITS)
    assert container is not None
    assert [each.name for each in listed(container, (), LIMITS)] == ["a.xlsx"]


@pytest.mark.parametrize("depth", [16, 17])
def test_storages_within_storages_end_somewhere(depth: int) -> None:
    """Sixteen of them deep are followed; deeper the file is broken."""
    tree: dict[str, Any] = {"x": b"1"}
    for _ in range(depth):
        tree = {"s": tree}
    data = compound({PROPERTIES: outlook_properties(), **tree})
    if depth == 16:
        assert opened(data, LIMITS) is not None
        return
    with pytest.raises(RefusedFile) as refused:
        opened(data, LIMITS)
    assert refused.value.message == "邮件文件已损坏（文件结构不完整）。"


def _broken(data: bytes, kind: str, place: int, value: int) -> str:
    """Return what is said of a mail with another number in one place."""
    changed = bytearray(data)
    struct.pack_into(kind, changed, place, value)
    with pytest.raises(RefusedFile) as refused:
        opened(bytes(changed), LIMITS)
    return refused.value.message


def test_a_mail_whose_tables_lead_nowhere_is_refused() -> None:
    """Small sectors of a size that there is not, an entry that is beyond the directory."""
    data = compound({PROPERTIES: outlook_properties(), **_mail(_attached(_3707="a.xlsx"))})
    entry = data.index("__attach_version1.0_#00000000".encode("utf-16-le"))
    places = [("<H", 32, 7), ("<I", entry + 76, 9999)]
    assert {_broken(data, *each) for each in places} == {"邮件文件已损坏（文件结构不完整）。"}


def test_a_list_of_sectors_that_follows_itself_ends() -> None:
    """What it lists is read once; the mail is as whole as it was."""
    content = bytes(7_200_000)
    data = bytearray(compound({PROPERTIES: outlook_properties(), **_mail(_attached(content, _3707="a.xlsx"))}))
    (first,) = struct.unpack_from("<I", data, 68)
    struct.pack_into("<I", data, (first + 1) * 512 + 508, first)
    container = opened(bytes(data), LIMITS)
    assert container is not None
    assert [container.content(each.key) == content for each in listed(container, (), LIMITS)] == [True]


@pytest.mark.parametrize(("size", "held"), [(100, 128), (5000, 5120)])
def test_an_attachment_that_ends_before_its_size_is_refused(size: int, held: int) -> None:
    """Half a workbook would be taken for a broken one of the unit, or its last rows be lost in silence."""
    data = bytearray(compound({PROPERTIES: outlook_properties(), **_mail(_attached(bytes(size), _3707="a.xlsx"))}))
    place = data.index(f"{STREAM}37010102".encode("utf-16-le")) + 120
    struct.pack_into("<I", data, place, held)
    assert len(member_bytes(bytes(data), ((0, 0),), LIMITS)) == held
    struct.pack_into("<I", data, place, held + 1)
    with pytest.raises(RefusedFile) as refused:
        member_bytes(bytes(data), ((0, 0),), LIMITS)
    assert refused.value.message == "附件已损坏，后面的部分不见了。"


def test_an_attachment_may_be_as_large_as_a_file() -> None:
    """One byte more is told."""
    data = compound({PROPERTIES: outlook_properties(), **_mail(_attached(bytes(5000), _3707="a.xlsx"))})
    assert len(member_bytes(data, ((0, 0),), replace(LIMITS, file_bytes=5000))) == 5000
    with pytest.raises(RefusedFile) as refused:
        member_bytes(data, ((0, 0),), replace(LIMITS, file_bytes=4999))
    assert refused.value.message == "附件超过 0 MB 的上限。"
