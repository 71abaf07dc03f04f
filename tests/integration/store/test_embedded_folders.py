"""Does the embedded server work in odd folders, and leave folders that are not its own alone?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.integration.store.embedded_ground import (
    another_account,
    as_root,
    ask,
    database,
    ground,
    made_ground,
    mode,
    server_of,
)
from tracker.store.embedded.account import server_account
from tracker.store.embedded.errors import (
    DataFolderIncomplete,
    FolderNotUsable,
    SocketFolderNotOurs,
)
from tracker.store.embedded.layout import LONGEST_SOCKET_FOLDER, Layout

ODD_NAMES = (
    'it\'s "quoted" 铅酸蓄电池\u3000全程',
    "a,b;c",
    "percent%20 %s $HOME `id` \\ & ? # =",
    "long-" + "x" * 115,
)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_and_long_paths_work(name: str) -> None:
    with ground(name) as root, database(root) as user:
        assert ask(user.url("postgres"), "SHOW data_directory") == str(root / "data")
        with database(root) as second:
            assert server_of(root).is_running()
            assert ask(second.url("postgres")) == 1


@pytest.mark.parametrize(
    ("name", "below_the_root"), [("short", True), ("a,b", False), ("x" * 80, False)]
)
def test_the_socket_moves_to_a_short_private_folder_only_if_it_must(
    name: str, below_the_root: bool
) -> None:
    layout = Layout(Path("/srv") / name)
    folder = layout.socket_folder(1000)
    assert (folder == layout.root / "sock") == below_the_root
    assert len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER
    assert "," not in str(folder)


def test_two_databases_never_share_a_short_socket_folder() -> None:
    first, second = (Layout(Path(f"/srv/{name},").resolve()) for name in "ab")
    assert first.socket_folder(1) != second.socket_folder(1)
    assert first.socket_folder(1) != first.socket_folder(2)


def test_a_short_socket_folder_that_is_a_link_is_refused() -> None:
    with ground("a,b") as root:
        layout = Layout(root)
        folder = layout.socket_folder(server_account(None, layout.data).uid)
        folder.symlink_to(root.parent)
        try:
            with pytest.raises(SocketFolderNotOurs, match=str(folder)):
                database(root).acquire()
        finally:
            folder.unlink()


@as_root
def test_a_short_socket_folder_of_another_account_is_refused() -> None:
    with ground("a,b") as root:
        layout = Layout(root)
        folder = layout.socket_folder(server_account(None, layout.data).uid)
        folder.mkdir()
        other = another_account().pw_uid
        os.chown(folder, other, -1)
        with pytest.raises(SocketFolderNotOurs, match=f"account number {other}"):
            database(root).acquire()
        assert folder.stat().st_uid == other


def test_data_log_and_socket_are_closed_to_others_and_so_is_the_secret() -> None:
    with made_ground() as root, database(root):
        folders = [root / name for name in ("data", "log", "sock")]
        assert [mode(folder) for folder in folders] == [0o700] * 3
        assert mode(root / "owner.secret") == 0o600
        assert mode(root / "log" / "server.log") == 0o600
        assert mode(root) == (0o711 if os.geteuid() == 0 else 0o700)


def test_existing_folders_above_the_data_keep_their_modes() -> None:
    with ground() as root:
        root.parent.chmod(0o751)
        root.mkdir()
        root.chmod(0o755)
        with database(root):
            assert (mode(root.parent), mode(root)) == (0o751, 0o755)


def test_a_data_folder_with_other_files_is_refused_and_left_alone() -> None:
    with ground() as root:
        (root / "data").mkdir(parents=True)
        account = server_account("nobody", root)
        os.chown(root / "data", account.uid, account.gid)
        (root / "data" / "letter").write_text("keep me")
        with pytest.raises(DataFolderIncomplete):
            database(root).acquire()
        assert (root / "data" / "letter").read_text() == "keep me"


def test_an_empty_data_folder_is_used() -> None:
    with ground() as root:
        (root / "data").mkdir(parents=True)
        with database(root, run_as="nobody") as user:
            assert ask(user.url("postgres")) == 1


def test_a_file_in_the_way_is_named() -> None:
    with ground() as root:
        root.write_text("a file")
        with pytest.raises(FolderNotUsable, match=str(root)):
            database(root).acquire()


def test_a_path_that_no_url_can_carry_is_refused() -> None:
    with pytest.raises(FolderNotUsable, match="broken UTF-8"):
        database(Path("/srv") / os.fsdecode(b"\xff"))
