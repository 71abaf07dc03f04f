"""``python -m reports.verify FILE.zip``: 0 when all agrees, 1 when not, 2 when called wrongly."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from reports.verify.bundle import MOST_BYTES, verify


def main(arguments: Sequence[str]) -> int:
    """Check each file named; a line of JSON for each."""
    if not arguments or arguments[0].startswith("-"):
        sys.stderr.write("usage: python -m reports.verify FILE.zip ...\n")
        return 2
    agree = True
    for path in arguments:
        try:
            with open(path, "rb") as file:
                verdict = verify(file.read(MOST_BYTES + 1))
        except OSError as error:
            sys.stderr.write(f"{path}: {error.strerror}\n")
            return 2
        agree = agree and verdict.agrees
        said = {
            "file": path,
            "agrees": verdict.agrees,
            "enterprise": verdict.enterprise,
            "year": verdict.year,
            "definition": verdict.definition,
            "status": verdict.status,
            "value": verdict.figure,
            "data_digest": verdict.data_digest,
            "wrong": list(verdict.wrong),
        }
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
