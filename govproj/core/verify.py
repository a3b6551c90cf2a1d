"""`flask verify-log`, also on a machine without the site: `flask verifier FILE` packs this and what it needs.

Exit codes: 0 intact, 1 tampered, 2 cannot tell.
"""

import argparse
import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

from govproj.core import kept_proofs, log_check

WORDS = {
    log_check.INTACT: "完好：没有被改动。 Intact.",
    log_check.TAMPERED: "不对：记录被改动过。 Tampered.",
    log_check.CANNOT_TELL: "无法判断。 Cannot tell.",
}


def main(arguments: list[str] | None = None) -> int:
    """Check as the arguments say, print what was found, return the exit code."""
    asked = _options().parse_args(arguments)
    try:
        kept = _kept(asked)
        with _opened(asked.export) as lines:
            finding = log_check.check(lines, kept)
    except (OSError, EOFError, ValueError) as why:
        finding = log_check.Finding(doubts=[f"读不了：{why} Cannot be read."])
    return _told(finding)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="verify-log", description=__doc__.splitlines()[-1])
    parser.add_argument("export", type=Path, help="what `flask export-log` or the page 留痕 gave, .gz or not")
    parser.add_argument(
        "--checkpoint",
        action="append",
        default=[],
        metavar="FILE-OR-LETTERS",
        help="a signed checkpoint kept in a file, or the 16 letters of a notice; as often as you like",
    )
    parser.add_argument("--receipt", action="append", default=[], help="as 1235-7K2M-PQ4X-W9CA-3FHT")
    parser.add_argument("--older", type=Path, metavar="EXPORT", help="an export that was kept")
    parser.add_argument(
        "--key", default="", help="the public key of /verify, noted down earlier; text or file"
    )
    parser.add_argument("--files", type=Path, metavar="DIR", help="a copy of the folder files/")
    return parser


def _kept(asked) -> kept_proofs.Kept:
    older = []
    if asked.older:
        with _opened(asked.older) as lines:
            older = log_check.hashes_in(lines)
    if asked.files and not asked.files.is_dir():
        raise kept_proofs.Unreadable(f"{asked.files} is not a folder")
    return kept_proofs.Kept(
        checkpoints=[kept_proofs.read_checkpoint(_text(typed)) for typed in asked.checkpoint],
        receipts=[kept_proofs.read_receipt(typed) for typed in asked.receipt],
        key=_text(asked.key),
        older=older,
        files=asked.files,
    )


def _text(typed: str) -> str:
    """The content of a file of this name, if there is one; else what was typed."""
    try:
        is_file = bool(typed) and Path(typed).is_file()
    except (OSError, ValueError):  # a note is no name of a file
        is_file = False
    return Path(typed).read_text("utf-8") if is_file else typed


def _opened(path: Path):
    with path.open("rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rt", encoding="utf-8") if zipped else path.open(encoding="utf-8")


def _told(finding: log_check.Finding) -> int:
    for line in _report(finding):
        print(line)
    return finding.exit_code


def _report(finding: log_check.Finding) -> Iterator[str]:
    yield WORDS[finding.exit_code]
    if finding.size:
        yield f"记录共 {finding.size} 条。 Entries: {finding.size}."
    if finding.first_bad is not None:
        yield f"最早从第 {finding.first_bad + 1} 条起不可信。 First bad entry: {finding.first_bad + 1}."
    for sentence in (*finding.problems, *finding.doubts, *finding.remarks):
        yield f"- {sentence}"


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a console that knows no Chinese still shows the English
    sys.exit(main())
