"""What holds files, or leads to them, and is not opened: named by its first bytes, with what to do."""

from __future__ import annotations

from xlperf.errors import RefusedFile

_UNPACK = "请解压到文件夹，或改压缩为 .zip 后再运行一次。"
_BRING = "请把文件本身复制到文件夹里。"
_SAVE = "请在 Outlook 里把附件存进文件夹，或把邮件另存为 .msg。"
_DOWNLOAD = "请打开网址下载表格，存进文件夹后再运行一次。"
_MARKS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"Rar!\x1a\x07", "RAR 压缩包，里面的表", _UNPACK),
    (0, b"\x1f\x8b\x08", "gzip 压缩包，里面的表", _UNPACK),
    (0, b"\xfd7zXZ\0", "xz 压缩包，里面的表", _UNPACK),
    (0, b"BZh91AY&SY", "bzip2 压缩包，里面的表", _UNPACK),
    (257, b"ustar", "tar 压缩包，里面的表", _UNPACK),
    (2, b"-lh", "LZH 压缩包，里面的表", _UNPACK),
    (7, b"**ACE**", "ACE 压缩包，里面的表", _UNPACK),
    (0, b"MSCF\0\0\0\0", "CAB 压缩包，里面的表", _UNPACK),
    (0, b"MSWIM\0\0\0", "WIM 压缩包，里面的表", _UNPACK),
    (32769, b"CD001", "光盘映像，里面的表", _UNPACK),
    (0, b"!BDN", "Outlook 的邮箱数据文件，里面的邮件", _SAVE),
    (0, b"L\0\0\0\x01\x14\x02\0", "快捷方式，不是表本身，它指向的文件", _BRING),
    (0, b"[InternetShortcut]", "网址链接，网上的表", _DOWNLOAD),
    (0, b"bplist00\xd1\x01\x02SURL", "网址链接，网上的表", _DOWNLOAD),
)
_EMBEDDED = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")


def unopened(data: bytes) -> RefusedFile | None:
    """Return the refusal of a file that holds others or leads to them and is not opened, None for anything else.

    Args:
        data: the file, or as much of its beginning as there is.
    """
    for place, mark, what, hint in _MARKS:
        if data.startswith(mark, place) or (place == 0 and data.startswith(mark, 3) and data.startswith(b"\xef\xbb\xbf")):
            return RefusedFile("unsupported", f"文件是 {what}没有读取。" if what[0].isascii() else f"文件是{what}没有读取。", hint)
    head = data[:1024]
    if head.lstrip().startswith(b"<?xml") and b"<plist" in head and b"<key>URL</key>" in head:
        return RefusedFile("unsupported", "文件是网址链接，网上的表没有读取。", _DOWNLOAD)
    if data.startswith(b"MZ") and b"\0" in data[:64] and any(each in data for each in _EMBEDDED):
        message = "文件是程序，多半是自解压的压缩包，没有打开。"
        return RefusedFile("unsafe", message, "请向报送单位核实，让其改发 Excel 文件或 .zip 压缩包。")
    return None
