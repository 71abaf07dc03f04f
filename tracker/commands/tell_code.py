"""``plumbline code``: what is this code?"""

from __future__ import annotations

import sys
from typing import Any

import click

from tracker.api.codes import code_in_words
from tracker.commands.output import OK, REFUSED, language, print_json
from tracker.domain.identifiers.recognise import recognise


def code_answer(text: str) -> dict[str, Any]:
    """What machines are told of any text, always with these five keys. ``error`` is in English,
    as GS1's own engine words it, so that answers can be compared; None when there is none."""
    found = recognise(text)
    return {
        "schemes": [scheme.value for scheme in found.schemes],
        "digital_link": found.digital_link.value,
        "elements": found.elements,
        "canonical": found.canonical,
        "error": found.error,
    }


# A code may begin with a hyphen: what is no option of ours is the text.
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("text")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One JSON object on standard output / 输出一个 JSON 对象",
)
def code(text: str, as_json: bool) -> None:
    """What is this code? / 这是什么码"""
    answer = code_answer(text)
    if as_json:
        print_json(answer)
    else:
        _say(code_in_words(text, language()))
    sys.exit(OK if answer["schemes"] else REFUSED)


def _say(answer: dict[str, Any]) -> None:
    click.echo(" / ".join(answer["schemes"]) or "—")
    for name in ("value", "elements", "canonical", "error"):
        if answer[name]:
            click.echo(f"  {name}: {answer[name]}")
    for warning in answer["warnings"]:
        click.echo(f"  ! {warning}")
