"""Does the verifier of evidence rest on the standard library and `cryptography` alone?"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.architecture.sources import ROOT, files, imported

ALLOWED = {"cryptography", *sys.stdlib_module_names}


def file_of(module: str) -> str | None:
    """The file of a module of ours; None for a name inside one, or another's."""
    path = module.replace(".", "/")
    for name in (f"{path}.py", f"{path}/__init__.py"):
        if (ROOT / name).exists():
            return name
    return None


def needed(file: str, seen: set[str]) -> Iterator[str]:
    """Every module that a file imports, directly or through others of ours."""
    if file in seen:
        return
    seen.add(file)
    for module in imported(file):
        yield module
        ours = file_of(module) if module.partition(".")[0] == "interop" else None
        if ours is not None:
            yield from needed(ours, seen)


def test_nothing_foreign_is_needed_to_verify_evidence() -> None:
    seen: set[str] = set()
    modules = {name for file in files("interop/verify") for name in needed(file, seen)}
    assert "interop/checkpoints/proofs.py" in seen
    tops = {module.partition(".")[0] for module in modules}
    assert tops - ALLOWED == {"interop"}
