"""Which files of others do our pages carry, and are they what their makers published?

usage: vendor_assets.py swagger-ui-dist-5.35.0.tgz
The archive comes from: npm pack swagger-ui-dist@5.35.0 --ignore-scripts
"""

import hashlib
import sys
import tarfile
from pathlib import Path

#: Archive -> (SHA-256, files taken out of it). Swagger UI: Apache-2.0.
ARCHIVES = {
    "swagger-ui-dist-5.35.0.tgz": (
        "1b8e891893404ea4c3558b6a87e2a3e494e7eedba41168c2ece5800a391a6ea6",
        {
            "package/swagger-ui.css": "swagger-ui.css",
            "package/swagger-ui-bundle.js": "swagger-ui-bundle.js",
            "package/LICENSE": "swagger-ui.LICENSE.txt",
        },
    ),
}
TARGET = Path(__file__).parent.parent / "tracker/pages/static/vendor"


def main() -> int:
    """Exit code 0 when every archive given is the known one and its files are in place."""
    for name in sys.argv[1:]:
        archive = Path(name)
        known = ARCHIVES.get(archive.name)
        if known is None or hashlib.sha256(archive.read_bytes()).hexdigest() != known[0]:
            print(f"{archive.name} is not an archive that we know")
            return 1
        with tarfile.open(archive) as inside:
            for member, target in known[1].items():
                content = inside.extractfile(member)
                if content is not None:
                    (TARGET / target).write_bytes(content.read())
    return 0 if len(sys.argv) > 1 else 2


if __name__ == "__main__":
    raise SystemExit(main())
