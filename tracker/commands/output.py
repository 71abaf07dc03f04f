"""How commands speak: lines for people, one JSON object with stable keys for machines."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
import orjson

from tracker.config import WRONG_SETTINGS, SettingsError
from tracker.domain.errors import DatabaseUnavailable, DiskFull, DomainError
from tracker.domain.faults import FAULTS
from tracker.i18n.catalogue import translate
from tracker.store.embedded import EmbeddedDatabaseError
from tracker.store.fitting import TablesDoNotFit
from tracker.store.refusals import DatabaseError

#: Exit codes, documented in docs/reference/commands.md.
OK, REFUSED, USAGE, ENVIRONMENT, FINDINGS = 0, 1, 2, 3, 4

#: What is wrong with the environment, and not with what was asked.
ENVIRONMENTAL = (SettingsError, EmbeddedDatabaseError, TablesDoNotFit, DatabaseError, OSError)
#: Refusals that say nothing of what was asked, either.
OF_MACHINE = (DatabaseUnavailable, DiskFull)
#: So many tables and columns are enough to see what is the matter.
MOST_NAMED = 5

Command = Callable[..., dict[str, Any] | None]

_JSON = "One JSON object on standard output. / 以 JSON 输出"


def language() -> str:
    """The language of the terminal: English where the locale says so, else Chinese."""
    import os

    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return "en" if locale.startswith("en") else "zh"


def say(msgid: str, /, **params: object) -> str:
    """A sentence in the language of the terminal."""
    return translate(msgid, language(), **params)


def speaks_json(view: Callable[[dict[str, Any]], None]) -> Callable[[Command], Command]:
    """Give a command ``--json``; ``view`` prints its answer for people.

    Errors become one sentence (or ``{"error": {...}}``) and an exit code.
    """

    def decorator(command: Command) -> Command:
        @click.option("--json", "as_json", is_flag=True, help=_JSON)
        @functools.wraps(command)
        def wrapped(as_json: bool, **given: Any) -> None:
            try:
                answer = command(**given)
            except BrokenPipeError:
                raise  # whoever read our answer has gone
            except (DomainError, *ENVIRONMENTAL) as error:
                code, text, faults = _said(error)
                if as_json:
                    print_json({"error": {"code": code, "detail": text, "faults": faults}})
                else:
                    click.echo(text, err=True)
                    for fault in faults:
                        click.echo(f"  {fault['pointer']} {fault['detail']}".rstrip(), err=True)
                refused = isinstance(error, DomainError) and not isinstance(error, OF_MACHINE)
                sys.exit(REFUSED if refused else ENVIRONMENT)
            if answer is None:
                return
            exit_code = answer.pop("exit_code", OK)
            if as_json:
                print_json(answer)
            else:
                view(answer)
            sys.exit(exit_code)

        return wrapped

    return decorator


def _said(error: Exception) -> tuple[str, str, list[dict[str, str]]]:
    tongue = language()
    if isinstance(error, DomainError):
        faults = [
            {
                "code": f.code,
                "pointer": f.pointer,
                "detail": translate(FAULTS.get(f.code, f.code), tongue, **dict(f.params)),
            }
            for f in error.faults
        ]
        return error.code, translate(type(error).message(), tongue, **error.params), faults
    if isinstance(error, DatabaseError):
        return "database_unavailable", trouble(error), []
    if isinstance(error, OSError):
        return "file", trouble(error), []
    return str(getattr(error, "code", "settings")), trouble(error), []


def trouble(error: Exception) -> str:
    """What is wrong with settings or database, in the language of the terminal."""
    if isinstance(error, TablesDoNotFit):
        return "\n".join(other_tables(error))
    if isinstance(error, OSError):
        words = {"file": error.filename or "", "problem": error.strerror or str(error)}
        return say("{file} cannot be read or written: {problem}.", **words).lstrip()
    if isinstance(error, SettingsError):
        return " ".join(
            translate(WRONG_SETTINGS[row], language(), **words) for row, words in error.faults
        )
    if isinstance(error, EmbeddedDatabaseError):
        return "\n".join(filter(None, (translate(error.message(), language()), error.detail)))
    return say("The database does not do what it is asked: {detail}", detail=_driver_words(error))


def other_tables(error: TablesDoNotFit) -> tuple[str, str]:
    """What is wrong with tables that another state of Plumbline made, and how to mend it."""
    if error.missing:
        names = ", ".join(error.missing[:MOST_NAMED])
        wrong = say(
            "The tables are marked {revision}, but {count} tables or columns of it are missing:"
            " {names}.",
            revision=error.revision,
            count=len(error.missing),
            names=names if len(error.missing) <= MOST_NAMED else f"{names} …",
        )
    elif error.detail:
        wrong = say(
            "The tables, marked {revision}, cannot be brought to the newest form: {detail}.",
            revision=error.revision or "–",
            detail=error.detail,
        )
    else:
        wrong = say(
            "The tables are marked {revision}, which this version does not know: a newer version"
            " made them, or one that was never released.",
            revision=error.revision,
        )
    mend = say(
        "Nothing was changed. Work with the version that made them; or, if nothing in there is"
        " needed (a demonstration), begin anew: set PLUMBLINE_HOME to an empty folder, or"
        " PLUMBLINE_DATABASE_URL to an empty database."
    )
    return wrong, mend


def _driver_words(error: Exception) -> str:
    return str(getattr(error, "orig", error)).strip()


def print_json(answer: dict[str, Any]) -> None:
    """One JSON object on standard output."""
    click.echo(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode())


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, silence in a pipe; the function adds so many steps."""
    if not sys.stderr.isatty():
        yield lambda _steps: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


@contextmanager
def progress_of(label: str) -> Iterator[Callable[[int, int], None]]:
    """As ``progress`` for work whose length shows on the way: the function hears how much is done
    and how much there is."""
    if not sys.stderr.isatty():
        yield lambda _done, _whole: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def hear(done: int, whole: int) -> None:
            bar.length = max(whole, 1)
            bar.update(done - bar.pos)

        yield hear
