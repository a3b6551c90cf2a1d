"""Word and Excel files: what they declare to be, and whether anything in them could run."""

import io
import re
import zipfile

# A part of this type makes the file what it is; files with macros and templates declare other ones.
KINDS = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
CONTENTS, MOST_OF_IT = "[Content_Types].xml", 1024 * 1024
MOST_PARTS = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
ODD = re.compile(
    r"vbaproject|macrosheets|activex|^/|\\|(^|/)\.\.(/|$)"
    r"|\.(exe|dll|com|scr|bat|cmd|ps1|vbs|js|jar|class|lnk|msi|hta|html?|swf|apk|zip|rar|7z|docm|xlsm)$",
    re.IGNORECASE,
)


def kind_of(content: bytes) -> str | None:
    """docx or xlsx; None for any other archive and for one with a surprise inside. Nothing is unpacked."""
    if content.count(b"PK\x01\x02") > MOST_PARTS:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if _has_surprises(archive.infolist()):
                return None
            with archive.open(CONTENTS) as file:
                declared = file.read(MOST_OF_IT)
    except Exception:  # a damaged archive can trip the library in any way
        return None
    kinds = [kind for main, kind in KINDS.items() if main in declared]
    return kinds[0] if len(kinds) == 1 and b"macroEnabled" not in declared else None


def _has_surprises(parts: list[zipfile.ZipInfo]) -> bool:
    names = [part.filename for part in parts]
    return (
        len(set(names)) < len(names)
        or any(map(ODD.search, names))
        or sum(part.file_size for part in parts) > MOST_UNPACKED
    )


def unpacked(content: bytes) -> int:
    """How many bytes the archive says it unpacks to; 0 for what is none."""
    if content.count(b"PK\x01\x02") > MOST_PARTS:
        return MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except Exception:  # as in kind_of()
        return 0
