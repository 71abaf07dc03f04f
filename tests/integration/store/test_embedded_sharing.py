"""Do many processes share one embedded server, and does the last one out stop it?"""

from __future__ import annotations

import os
import threading
from contextlib import ExitStack

import psutil
import pytest

from tests.integration.store.embedded_ground import (
    HOLDS,
    ask,
    database,
    ground,
    kill_server,
    line_of,
    lives,
    made_ground,
    other_process,
    rest_of,
    server_of,
    until,
)


def test_ten_processes_that_race_at_the_first_start_share_one_server() -> None:
    body = "say(db.acquire(), db.running()); hear(); db.release()"
    with ground() as root, ExitStack() as stack:
        processes = [stack.enter_context(other_process(root, body)) for _ in range(10)]
        said = {line_of(process) for process in processes}
        assert len(said) == 1
        url, _, running = said.pop().partition(" ")
        assert running == "True"
        assert ask(url) == 1
        server = server_of(root)
        for process in processes[:-1]:
            rest_of(process)
        assert lives(server)
        rest_of(processes[-1])
        assert not lives(server)


def test_the_server_outlives_a_killed_user_as_long_as_another_remains() -> None:
    with made_ground() as root, other_process(root) as first, other_process(root) as second:
        url = line_of(first)
        assert line_of(second) == url
        server = server_of(root)
        first.kill()
        first.wait()
        assert ask(url) == 1
        rest_of(second)
        assert not lives(server)


def test_after_all_users_were_killed_the_next_one_finds_the_server_and_stops_it() -> None:
    with made_ground() as root:
        with other_process(root) as first, other_process(root) as second:
            line_of(first)
            line_of(second)
            server = server_of(root)
            for process in (first, second):
                process.kill()
                process.wait()
        assert lives(server)
        with database(root) as found:
            assert server_of(root) == server
            assert ask(found.url("postgres")) == 1
        assert not lives(server)


def test_the_data_outlives_a_stop() -> None:
    with made_ground() as root:
        with database(root) as first:
            ask(first.url("postgres"), "CREATE TABLE kept_by_stop AS SELECT 7 AS n")
        with database(root) as second:
            assert ask(second.url("postgres"), "SELECT n FROM kept_by_stop") == 7


def test_a_process_that_just_ends_stops_the_server() -> None:
    with made_ground() as root, other_process(root, "say(db.acquire())") as process:
        assert rest_of(process).startswith("postgresql+psycopg://plumbline_owner:")
        assert not database(root).running()
        assert (root / "data" / "PG_VERSION").exists()


def test_acquiring_twice_is_one_use() -> None:
    with made_ground() as root:
        user = database(root)
        assert user.acquire() == user.acquire()
        user.release()
        assert not user.running()
        user.release()


def test_two_instances_in_one_process_are_two_users() -> None:
    with made_ground() as root, database(root) as first:
        with database(root) as second:
            assert second.url("postgres") == first.url("postgres")
        assert first.running()


def test_threads_may_acquire_and_release_one_instance_at_once() -> None:
    with made_ground() as root:
        user = database(root)
        urls: list[str] = []
        threads = [threading.Thread(target=lambda: urls.append(user.acquire())) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(urls) == 8
        assert len(set(urls)) == 1
        threads = [threading.Thread(target=user.release) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not user.running()


@pytest.mark.parametrize("ending", ["sys.exit(0)", "db.release(); os._exit(0)"])
def test_a_forked_child_that_ends_does_not_stop_the_server(ending: str) -> None:
    body = f"""
db.acquire()
child = os.fork()
if child == 0:
    {ending}
os.waitpid(child, 0)
say(db.running())
db.release()
say(db.running())
"""
    with made_ground() as root, other_process(root, body) as process:
        assert rest_of(process).split() == ["True", "False"]


def test_a_fork_while_another_thread_is_at_it_does_not_block_the_child() -> None:
    body = """
import threading
db.acquire()
held, done = threading.Event(), threading.Event()
def hold():
    with db._mutex:
        held.set()
        done.wait()
threading.Thread(target=hold).start()
held.wait()
child = os.fork()
if child == 0:
    db.release()
    os._exit(7)
say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
done.set()
"""
    with made_ground() as root, other_process(root, body) as process:
        assert rest_of(process) == "7"
        assert not database(root).running()


def test_a_forked_child_that_acquires_keeps_the_server_after_its_parent() -> None:
    body = """
db.acquire()
if os.fork() == 0:
    say(db.acquire())
    hear()
    db.release()
    say("released")
    os._exit(0)
hear()
db.release()
os._exit(0)
"""
    with made_ground() as root, other_process(root, body) as parent:
        url = line_of(parent)
        server = server_of(root)
        child = psutil.Process(parent.pid).children()[0]
        assert parent.stdin is not None
        # Both read the same pipe; whichever goes first, the server stays for the other.
        parent.stdin.write("\n")
        parent.stdin.flush()
        until(lambda: parent.poll() is not None or not lives(child))
        assert ask(url) == 1
        parent.stdin.write("\n")
        parent.stdin.flush()
        until(lambda: parent.poll() is not None and not lives(child))
        assert not lives(server)


def test_a_living_fork_of_a_killed_master_keeps_the_server_and_never_stops_it() -> None:
    body = """
say(db.acquire())
if os.fork() == 0:
    hear()
    sys.exit(0)
os.kill(os.getpid(), 9)
"""
    with made_ground() as root, other_process(root, body) as master:
        url = line_of(master)
        master.wait()
        with database(root):
            pass  # comes and goes while the fork, which never acquired, still works
        assert ask(url) == 1
        master.communicate("\n", timeout=60)  # the pipe closes when the fork has ended
        assert ask(url) == 1


def test_the_terminals_interrupt_does_not_reach_the_server() -> None:
    with made_ground() as root, database(root):
        assert os.getsid(server_of(root).pid) != os.getsid(0)


def test_acquiring_again_revives_a_server_that_was_killed() -> None:
    with made_ground() as root, database(root) as user:
        ask(user.url("postgres"), "CREATE TABLE kept_by_crash AS SELECT 7 AS n")
        server = server_of(root)
        kill_server(root / "data")
        assert not user.running()
        assert ask(user.acquire(), "SELECT n FROM kept_by_crash") == 7
        assert server_of(root) != server


def test_a_user_that_stayed_keeps_the_server_that_another_revived() -> None:
    with made_ground() as root, other_process(root, HOLDS) as stayed:
        url = line_of(stayed)
        kill_server(root / "data")
        with database(root):
            assert ask(url) == 1
        assert ask(url) == 1
        rest_of(stayed)
        assert not database(root).running()
