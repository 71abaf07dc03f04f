"""What does the command line say when it is called wrongly, or asked for help, in each language?

The library that reads command lines asks a function for every sentence that it says, one in each of
its modules. Here all of them are given ours: the sentence in the language of the terminal, out of
the same catalogue as every other.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

from tracker.commands.output import language, say

_SPEAKERS: tuple[ModuleType, ...] = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.termui,
    click.types,
)

#: The library's sentences that a user of ours can meet, without their marks for quotes (``!r``):
#: Chinese has its own. Those that count stand in both numbers.
USAGE = (
    "Usage:",
    "Options",
    "Commands",
    "Positional arguments",
    "Aborted!",
    "Error: {message}",
    "Try '{command} {option}' for help.",
    "Show this message and exit.",
    "Show the version and exit.",
    "Did you mean {possibility}?",
    "(Did you mean one of: {possibilities}?)",
    "Missing command.",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "Missing {param_type}",
    "Missing parameter: {param_name}",
    "No such option {name}.",
    "No such command {name}.",
    "Got unexpected extra argument ({args})",
    "Got unexpected extra arguments ({args})",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "Option {name} does not take a value.",
    "Option {name} requires an argument.",
    "Option {name} requires {nargs} arguments.",
    "Argument {name} takes {nargs} values.",
    "Takes {nargs} values but 1 was given.",
    "Takes {nargs} values but {len} were given.",
    "{len_type} values are required, but {len_value} was given.",
    "{len_type} values are required, but {len_value} were given.",
    "Choose from:\n\t{choices}",
    "{value} is not {choice}.",
    "{value} is not one of {choices}.",
    "{value} does not match the format {format}.",
    "{value} does not match the formats {formats}.",
    "{value} is not in the range {range}.",
    "{value} is not a valid boolean. Recognized values: {states}",
    "{value} is not a valid {number_type}.",
    "{value} is not a valid UUID.",
    "{name} {filename} does not exist.",
    "{name} {filename} is a file.",
    "{name} {filename} is a directory.",
    "{name} {filename} is not readable.",
    "{name} {filename} is not writable.",
    "{name} {filename} is not executable.",
    "Could not open file {filename}: {message}",
    "unknown error",
    "file",
    "directory",
    "path",
    "default: {default}",
    "env var: {var}",
    "required",
    "Do you want to continue?",
    "Repeat for confirmation",
    "Error: The two entered values do not match.",
    "Error: invalid input",
)


def speak_the_users_language() -> None:
    """From now on the library's sentences are said in the language of the terminal, and of help in
    two languages the half that the terminal speaks."""
    for kind, name in _HELPFUL:
        setattr(kind, name, _in_one_language(getattr(kind, name)))
    for speaker in _SPEAKERS:
        if hasattr(speaker, "_"):
            vars(speaker)["_"] = say_of_library
        if hasattr(speaker, "ngettext"):
            vars(speaker)["ngettext"] = say_counted


#: What the library writes help with.
_HELPFUL = (
    (click.core.Command, "format_help_text"),
    (click.core.Command, "get_short_help_str"),
    (click.core.Option, "get_help_record"),
)
_PARTED = re.compile(r"\s/\s(?=[^/]*[\u4e00-\u9fff])")


def half_of(help_: str | None) -> str | None:
    """Of "English / 中文" the half for the terminal; what stands in one language only, as it is."""
    english, *chinese = _PARTED.split(help_ or "", maxsplit=1)
    return (chinese[0] if language() == "zh" else english) if chinese else help_


def _in_one_language(write: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(write)
    def written(spoken: Any, *given: Any, **more: Any) -> Any:
        whole = spoken.help
        spoken.help = half_of(whole)
        try:
            return write(spoken, *given, **more)
        finally:
            spoken.help = whole

    return written


def say_of_library(sentence: str) -> str:
    """One sentence, its places as they are: the library fills them."""
    plain = unquoted(sentence)
    said = say(plain)
    if said == plain:
        return sentence
    if plain.startswith("{name} {filename}"):  # its word for a file was chosen before we spoke
        said = said.replace("{name}", say("path"))
    return said


def say_counted(one: str, several: str, count: int) -> str:
    """The sentence for one, or that for several; Chinese says both alike."""
    return say_of_library(one if count == 1 else several)


def unquoted(sentence: str) -> str:
    """The sentence as it stands in ``USAGE``: places without marks for quotes."""
    return sentence.replace("!r}", "}")
