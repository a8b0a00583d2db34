"""Mails, mailboxes, archives and Outlook files, made for tests."""

from __future__ import annotations

import struct
import zipfile
from binascii import b2a_uu
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from itertools import pairwise

_SECTOR = 512
_FREE, _END, _FAT, _LIST = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive with these files."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 9, 15, 0)), data, method)
    return content.getvalue()


def zipped_in_gbk(files: dict[str, bytes]) -> bytes:
    """Return an archive as programs of Chinese Windows write it: names in GBK, and no flag that says so."""
    content = zipped({name.encode("gbk").decode("latin-1"): data for name, data in files.items()}, zipfile.ZIP_STORED)
    for name in files:
        wrong, right = name.encode("gbk").decode("latin-1").encode("utf-8"), name.encode("gbk")
        padded = right + b" " * (len(wrong) - len(right))
        content = content.replace(wrong, padded)
    return _without_utf_8_flags(content)


def _without_utf_8_flags(content: bytes) -> bytes:
    changed = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            flags = struct.unpack_from("<H", content, place + at)[0]
            struct.pack_into("<H", changed, place + at, flags & ~0x800)
            place = content.find(mark, place + 4)
    return bytes(changed)


def mail(files: dict[str, bytes], subject: str = "报送绩效表", html: str = "", day: int = 2) -> bytes:
    """Return a mail of 张三 with these attachments, and perhaps a table in its text."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "张三 <zhangsan@example.cn>"
    message["To"] = "yusuan@example.cn"
    message["Subject"] = subject
    message["Date"] = f"Mon, {day:02} Mar 2026 09:15:00 +0800"
    message.set_content("请查收附件。")
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def mailbox(*mails: bytes) -> bytes:
    """Return a mailbox of these mails."""
    return b"".join(b"From zhangsan@example.cn Mon Mar  2 09:15:00 2026\r\n" + each.rstrip(b"\r\n") + b"\r\n\r\n" for each in mails)


SENT = 134168877000000000
"""2 March 2026, 9:15 in China, as Outlook writes it."""


def outlook_mail(files: dict[str, bytes], sender: str = "张三", subject: str = "报送绩效表") -> bytes:
    """Return a mail as Outlook saves it (.msg), sent on 2 March 2026 at 9:15 in China."""
    tree: dict[str, object] = {
        "__properties_version1.0": outlook_properties((0x00390040, SENT)),
        "__substg1.0_0C1A001F": sender.encode("utf-16-le"),
        "__substg1.0_0037001F": subject.encode("utf-16-le"),
    }
    for number, (name, data) in enumerate(files.items()):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8),
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_37010102": data,
        }
    return compound(tree)


def outlook_properties(*held: tuple[int, int]) -> bytes:
    """Return the properties of a mail by tag and value."""
    return bytes(32) + b"".join(struct.pack("<IIQ", tag, 6, value) for tag, value in held)


def compound(tree: dict[str, object]) -> bytes:
    """Return a compound file of storages (dict) and streams (bytes); small streams stand in the mini stream."""
    entries: list[list[object]] = [["Root Entry", 5, _FREE, _FREE, 0, 0]]
    sectors: list[bytes] = []
    table: list[int] = []
    mini = bytearray()
    mini_table: list[int] = []

    def stored(data: bytes, into: list[int], size: int) -> int:
        count = max(1, -(-len(data) // size))
        first = len(into)
        into += [*range(first + 1, first + count), _END]
        return first

    def large(data: bytes) -> int:
        first = stored(data, table, _SECTOR)
        padded = data.ljust(max(1, -(-len(data) // _SECTOR)) * _SECTOR, b"\0")
        sectors.extend(padded[at : at + _SECTOR] for at in range(0, len(padded), _SECTOR))
        return first

    def small(data: bytes) -> int:
        first = stored(data, mini_table, 64)
        mini.extend(data.ljust(max(1, -(-len(data) // 64)) * 64, b"\0"))
        return first

    def add(branch: dict[str, object]) -> int:
        numbers = []
        for name, content in branch.items():
            numbers.append(len(entries))
            if isinstance(content, dict):
                entries.append([name, 1, _FREE, _FREE, 0, 0])
                child = add(content)
                entries[numbers[-1]][3] = child
            else:
                assert isinstance(content, bytes)
                start = large(content) if len(content) >= 4096 else small(content)
                entries.append([name, 2, _FREE, _FREE, start, len(content)])
        for one, other in pairwise(numbers):
            entries[one][2] = other
        return numbers[0] if numbers else _FREE

    entries[0][3] = add(tree)
    entries[0][4], entries[0][5] = large(bytes(mini)), len(mini)
    mini_start = large(struct.pack(f"<{len(mini_table)}I", *mini_table).ljust(_SECTOR, b"\xff"))
    directory = b"".join(_entry(*each) for each in entries)  # type: ignore[arg-type]
    directory += bytes(-len(directory) % _SECTOR)
    directory_start = large(directory)
    fat_sectors, further = 1, 0
    while fat_sectors * 128 < len(table) + fat_sectors + further:
        fat_sectors += 1
        further = max(0, -(-(fat_sectors - 109) // 127))
    places = list(range(len(table), len(table) + fat_sectors))
    table += [_FAT] * fat_sectors
    lists = [places[at : at + 127] for at in range(109, fat_sectors, 127)]
    first_list = len(table) if lists else _END
    table += [_LIST] * further
    fat = struct.pack(f"<{len(table)}I", *table).ljust(fat_sectors * _SECTOR, b"\xff")
    for number, each in enumerate(lists):
        following = first_list + number + 1 if number + 1 < len(lists) else _END
        fat += struct.pack("<128I", *each, *[_FREE] * (127 - len(each)), following)
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)).ljust(76, b"\0")
    struct.pack_into("<II", header, 44, fat_sectors, directory_start)
    struct.pack_into("<IIIII", header, 56, 4096, mini_start, 1, first_list, len(lists))
    header += struct.pack("<109I", *places[:109], *[_FREE] * (109 - len(places)))
    return bytes(header) + b"".join(sectors) + fat


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    entry = bytearray(128)
    entry[: len(encoded)] = encoded
    struct.pack_into("<HBBIII", entry, 64, len(encoded), kind, 1, _FREE, right, child)
    struct.pack_into("<II", entry, 116, start, size)
    return bytes(entry)


def winmail(files: dict[str, bytes], long_names: bool = True, named: bytes = b"") -> bytes:
    """Return a winmail.dat: each attachment with its short name in GBK, and its long one as a property.

    Args:
        files: the attachments.
        long_names: whether there are such properties.
        named: what another property before that one is called; empty for one that has a number.
    """

    def attribute(level: int, kind: int, data: bytes) -> bytes:
        return struct.pack("<BII", level, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)

    made = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x00089006, struct.pack("<I", 0x10000))
    for number, (name, content) in enumerate(files.items()):
        made += attribute(2, 0x00069002, bytes(14))
        made += attribute(2, 0x00018010, (f"F{number}~1.XLS" if long_names else name).encode("gbk") + b"\0")
        made += attribute(2, 0x0006800F, content)
        if long_names:
            held = f"{name}\0".encode("utf-16-le")
            padded = held + bytes(-len(held) % 4)
            called = struct.pack("<II", 1, len(named)) + named + bytes(-len(named) % 4) if named else struct.pack("<II", 0, 7)
            other = struct.pack("<HH", 0x001F, 0x8001) + bytes(16) + called + struct.pack("<II", 1, 4) + b"x\0\0\0"
            fixed = struct.pack("<HHI", 0x0003, 0x3705, 1)
            listed = struct.pack("<I", 3) + fixed + other + struct.pack("<HHII", 0x001F, 0x3707, 1, len(held)) + padded
            made += attribute(2, 0x00069005, listed)
    return made


def in_the_text(name: str, content: bytes) -> bytes:
    """Return a mail whose text itself holds a file, as programs of the nineties wrote it (uuencode)."""
    lines = [b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45)]
    head = b"From: a@b.cn\nTo: c@d.cn\nSubject: x\n\n"
    return head + f"begin 644 {name}\n".encode("gbk") + b"".join(lines) + b"`\nend\n"
