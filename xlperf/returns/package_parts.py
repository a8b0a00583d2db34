"""A package whose parts are replaced or added one by one; every other part keeps its bytes."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable
from io import BytesIO
from itertools import count

from xlperf.intake.formats.package import Package
from xlperf.intake.limits import Limits
from xlperf.intake.own_output import COPY_MARK
from xlperf.returns.xml_places import Edits, Element, UnpatchablePart, escaped, places

_CONTENT_TYPES = "[Content_Types].xml"
_PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The first date that a zip entry can bear: the same input gives the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)
# A signature would no longer hold, and a workbook shared with its history lists its sheets elsewhere, too.
_UNTOUCHABLE = ("_xmlsignatures/", "xl/revisions/")


class PackageParts:
    """The parts of one package, as they are and as they shall be.

    Args:
        data: the bytes of the package.
        limits: upper bounds.

    Raises:
        RefusedFile: the package cannot be opened.
        UnpatchablePart: it is signed, or shared with its history.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self.package = Package(data, limits)
        if any(name.startswith(_UNTOUCHABLE) for name in self.package.names()):
            raise UnpatchablePart("工作簿有数字签名或修订记录。")
        self._changed: dict[str, bytes] = {}
        self._added: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name in self.package or name in self._added

    def names(self) -> list[str]:
        """Return the names of all parts, those added last."""
        return [*self.package.names(), *self._added]

    def text(self, name: str) -> bytes:
        """Return an XML part as it now is, in UTF-8 and in its own namespaces."""
        key = name.casefold()
        if name in self._added:
            return self._added[name]
        return self._changed[key] if key in self._changed else self.package.text(name)

    def put(self, name: str, content: bytes) -> None:
        """Replace a part, or add it."""
        if name in self.package:
            self._changed[name.casefold()] = content
        else:
            self._added[name] = content

    def add(self, pattern: str, content: str, content_type: str) -> str:
        """Add a part under the first free name and tell its content type.

        Args:
            pattern: of the name, such as ``xl/comments{}.xml``; without braces the only name there is.

        Returns:
            its name.
        """
        taken = {each.casefold() for each in self.names()}
        names: Iterable[str] = map(pattern.format, count(1)) if "{}" in pattern else (pattern,)
        name = next((each for each in names if each.casefold() not in taken), "")
        if not name:
            raise UnpatchablePart(f"部件 {pattern} 已经有了。")
        self._added[name] = ((_XML if name.endswith(".xml") else "") + content).encode("utf-8")
        self._declare(name, content_type)
        return name

    def _declare(self, name: str, content_type: str) -> None:
        """Tell the content type of a new part: of all parts of its extension, or of this one where that is taken."""
        data, root = self.root(_CONTENT_TYPES)
        extension = name.rpartition(".")[2]
        defaults = {each.attribute("Extension").casefold(): each.attribute("ContentType") for each in root.all("Default")}
        if defaults.get(extension) == content_type:
            return
        edits = Edits(data)
        if extension in defaults or extension == "xml":
            edits.append(root, root.markup(f'<Override PartName="/{escaped(name)}" ContentType="{content_type}"/>'))
        else:
            edits.insert(root.inside, root.markup(f'<Default Extension="{extension}" ContentType="{content_type}"/>'))
        self.put(_CONTENT_TYPES, edits.result())

    def relationships(self, owner: str) -> dict[str, tuple[str, str]]:
        """Return the relationships of a part inside the package: id to (last word of the type, part)."""
        listing = _listing_of(owner)
        if listing not in self:
            return {}
        folder = posixpath.dirname(owner)
        found = {}
        for each in places(self.text(listing)).children:
            target = each.attribute("Target")
            if each.attribute("TargetMode") != "External":
                part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found[each.attribute("Id")] = (each.attribute("Type").rpartition("/")[2], part)
        return found

    def relate(self, owner: str, kind: str, target: str) -> str:
        """Add a relationship of a type (a whole address) between two parts; return its id."""
        listing = _listing_of(owner)
        if listing not in self:
            self._added[listing] = f'{_XML}<Relationships xmlns="{_PACKAGE_RELATIONSHIPS}"/>'.encode()
        data, root = self.root(listing)
        taken = {each.attribute("Id").casefold() for each in root.children}
        new_id = next(each for each in map("rId{}".format, count(1)) if each.casefold() not in taken)
        way = posixpath.relpath(target, posixpath.dirname(owner) or ".")
        edits = Edits(data)
        edits.append(root, root.markup(f'<Relationship Id="{new_id}" Type="{kind}" Target="{escaped(way)}"/>'))
        self.put(listing, edits.result())
        return new_id

    def root(self, name: str) -> tuple[bytes, Element]:
        """Return a part and the places of all its elements."""
        data = self.text(name)
        return data, places(data)

    def result(self) -> bytes:
        """Return the whole package: old parts in their order, then the new ones."""
        stream = BytesIO()
        with zipfile.ZipFile(BytesIO(self._data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
            new.comment = COPY_MARK
            for info in old.infolist():
                key = info.filename.replace("\\", "/").lstrip("/").casefold()
                content = self._changed.get(key)
                entry = zipfile.ZipInfo(info.filename, info.date_time)
                entry.compress_type = zipfile.ZIP_STORED if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
                entry.external_attr, entry.create_system = info.external_attr, info.create_system
                new.writestr(entry, old.read(info) if content is None else content)
            for name, content in self._added.items():
                entry = zipfile.ZipInfo(name, _DATE)
                # The system that wrote an entry stands in it: the same everywhere.
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
                new.writestr(entry, content)
        return stream.getvalue()


def _listing_of(owner: str) -> str:
    folder, _, name = owner.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")
