"""With which settings does the embedded server run?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tracker.store.embedded.errors import SettingNotUsable
from tracker.store.embedded.layout import PORT

# For a laptop that does other things, too, and a disk without moving parts.
DEFAULTS: dict[str, str] = {
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",  # the wheel is built without LLVM; elsewhere it slows short queries
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
    "log_checkpoints": "off",
    "lc_messages": "C",
}

# Given on the command line, where neither ALTER SYSTEM nor our file can override them: other
# processes find the server by them, and the password is all that guards it.
FIXED = (
    "config_file",
    "data_directory",
    "external_pid_file",
    "hba_file",
    "ident_file",
    "listen_addresses",
    "port",
    "unix_socket_directories",
    "unix_socket_group",
    "unix_socket_permissions",
)


def command_line(socket_folder: Path) -> list[str]:
    """The arguments that fix how the server is reached: by one private socket only."""
    quoted = str(socket_folder).replace('"', '""')  # the setting is a list of names
    rows = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": f'"{quoted}"',
        "unix_socket_permissions": "0700",
    }
    return [part for name, value in rows.items() for part in ("-c", f"{name}={value}")]


def settings_file(chosen: Mapping[str, str]) -> str:
    """The content of the settings file: the defaults, overridden by `chosen`.

    Raises SettingNotUsable for a fixed setting or one that would break the file's lines.
    """
    rows = DEFAULTS | {name.lower(): value for name, value in chosen.items()}
    lines = ["# Written anew at every start."]
    for name, value in rows.items():
        if name in FIXED or not re.fullmatch(r"[a-z_][a-z0-9_.]*", name) or "\n" in value:
            raise SettingNotUsable(f"{name} = {value!r}")
        escaped = value.replace("\\", "\\\\").replace("'", "''")
        lines.append(f"{name} = '{escaped}'")
    return "\n".join(lines) + "\n"
