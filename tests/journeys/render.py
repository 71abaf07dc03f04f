"""``python -m tests.journeys.render`` writes docs/reference/journeys.md out of the journeys."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import tests.journeys
from tests.journeys.journey import Journey, Night, Step, Wait

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "journeys.md"
_HEAD = """# 流程示例 Journeys

每个流程是一张表：谁、做什么、发什么请求、得到什么答复。
同一张表既作为测试运行，也生成本页（`python -m tests.journeys.render`）：
本页所写的就是系统所做的。
`$number`、`$carrier` 等代表前面步骤得到的值或某单位的代码。

Each journey is a table: who, does what, by which request, and what is answered. The same rows run
as tests and make this page, so what it says is what the system does. `$number`, `$carrier` …
stand for what an earlier step answered, or for an organisation's code.
"""


def all_journeys() -> list[Journey]:
    """The journeys of every file in this folder, by name of file and in the order they are told."""
    found: list[Journey] = []
    for module in sorted(pkgutil.iter_modules(tests.journeys.__path__), key=lambda m: m.name):
        told = importlib.import_module(f"tests.journeys.{module.name}")
        if hasattr(told, "JOURNEY"):
            found.append(told.JOURNEY)
        if module.name not in ("test_journeys",):
            found.extend(getattr(told, "JOURNEYS", ()))
    return found


def rendered(journeys: Sequence[Journey]) -> str:
    """The page."""
    contents = "\n".join(f"- [{one.zh} · {one.en}](#{one.name})" for one in journeys)
    return "\n".join([_HEAD, contents, "", *(part for one in journeys for part in _told(one))])


def _told(journey: Journey) -> Iterator[str]:
    yield f'<a id="{journey.name}"></a>\n\n## {journey.zh} · {journey.en}\n'
    if journey.start is not None:
        yield f"{journey.start}\n"
    yield "| | 谁 Who | 做什么 What | 请求 Request | 答复 Answer |\n|---|---|---|---|---|"
    for number, step in enumerate(journey.steps, 1):
        if isinstance(step, (Wait, Night)):
            yield f"| {number} | | *{step.zh} · {step.en}* | | |"
        else:
            yield _row(number, step)
    yield ""


def _row(number: int, step: Step) -> str:
    body = "" if step.body is None else f"<br>`{_plain(step.body)}`"
    expected = f" `{_plain(step.expect)}`" if step.expect else ""
    faults = f" `{', '.join(step.faults)}`" if step.faults else ""
    answer = f"{step.status}{faults}{expected}"
    what = f"{step.zh}<br>{step.en}"
    return f"| {number} | {step.who} | {what} | `{step.request}`{body} | {answer} |"


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(rendered(all_journeys()), encoding="utf-8")
