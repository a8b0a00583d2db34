"""What the operating system says of a file that could not be read or written, in Chinese: many systems say it in English."""

from __future__ import annotations

import errno
from collections.abc import Mapping

_SAID: Mapping[int, str] = {
    errno.ENOENT: "找不到这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "那是一个文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENOSPC: "磁盘空间不足",
    errno.EFBIG: "文件太大",
    errno.EROFS: "磁盘是只读的",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不足",
    errno.EAGAIN: "系统资源不足",
    errno.EBUSY: "正被别的程序使用",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EINVAL: "名称里有不能用的字符",
    errno.ENODEV: "没有这个设备",
    errno.ENXIO: "没有这个设备",
    errno.ETIMEDOUT: "等得太久，没有回音",
}


def said_of(error: OSError) -> str:
    """Return a fault as words for people, without a full stop; what is not known in the words of the system.

    Windows speaks the language of the person, and some faults are worded by ourselves: those words stay.
    """
    own = str(error.strerror or error)
    return own if not own.isascii() else _SAID.get(error.errno or 0, own)
