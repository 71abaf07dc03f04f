"""Can this Python make our virtual environment? Says what is missing and how to get it."""

import importlib.util
import sys


def main() -> int:
    """Exit code 0 when it can, 1 with one clear sentence when it cannot."""
    wanted = "3.11"
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < (3, 11):  # noqa: UP036  the very question this file is for
        print(f"Plumbline needs Python {wanted} or newer; {sys.executable} is {found}.")
        print("Name another one: make PYTHON=/path/to/python3.12 demo")
        return 1
    missing = [m for m in ("venv", "ensurepip") if importlib.util.find_spec(m) is None]
    if missing:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        print(f"{sys.executable} lacks {' and '.join(missing)}.")
        print(f"On Debian or Ubuntu: apt-get install {package}")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
