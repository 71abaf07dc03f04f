"""``python -m interop.verify bundle.zip``: is this evidence sound, says whoever has a Python?

Needs this package, the standard library and `cryptography`; no database, no network, no settings.
Exit code 0: it holds, and all its keys are among those given by ``--trust``. 4: sound in itself,
keys to be compared. 1: it does not hold. 3: no bundle that can be read. 2: wrong call.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from interop.verify.archive import NoBundle
from interop.verify.bundle import check_bundle
from interop.verify.findings import UNREADABLE, conclusion
from interop.verify.sentences import sentence


def main(arguments: Sequence[str] | None = None, now: datetime | None = None) -> int:
    """The exit code; findings go to standard output, a bundle that cannot be read to the other."""
    given = _parser().parse_args(arguments)
    language = given.lang or _language()
    path = Path(given.bundle)
    try:
        checkup = check_bundle(path, frozenset(given.trust), now or datetime.now(UTC))
    except NoBundle as none:
        print(sentence("no_bundle", language, path=path, why=none), file=sys.stderr)  # noqa: T201
        return UNREADABLE
    code, exit_code = conclusion(checkup.findings)
    if given.json:
        answer = {
            "conclusion": code,
            "says": sentence(code, language),
            "findings": [finding.document(language) for finding in checkup.findings],
        }
        print(json.dumps(answer, ensure_ascii=False, indent=2))  # noqa: T201
        return exit_code
    for finding in checkup.findings:
        print(finding.line(language))  # noqa: T201
    print(sentence(code, language))  # noqa: T201
    return exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m interop.verify", description="Check a bundle of evidence. / 验证证据包"
    )
    parser.add_argument("bundle", help="the zip file / 证据包文件")
    parser.add_argument(
        "--trust",
        action="append",
        default=[],
        metavar="FINGERPRINT",
        help="a key's fingerprint from paper, repeatable / 书面留存的密钥指纹，可多次给出",
    )
    parser.add_argument("--lang", choices=("zh", "en"), help="language / 语言")
    parser.add_argument("--json", action="store_true", help="one JSON object / 输出 JSON")
    return parser


def _language() -> str:
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return "en" if locale.startswith("en") else "zh"


if __name__ == "__main__":
    sys.exit(main())
