"""Balances and flows as pictures: a site's month, a division's year, from province to province."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tracker.exports.streams import Box, Stream, draw
from tracker.graph.books import Account
from tracker.i18n import formats
from tracker.i18n.catalogue import translate, word
from tracker.usecases.ask_flows import ProvinceFlow
from tracker.usecases.mass_balance import DivisionYear, SiteMonth

#: In which column an account stands, from what comes in to what is gone.
_COLUMNS: Mapping[Account, int] = {
    Account.OUTSIDE: 0,
    Account.SITE: 1,
    Account.ROAD: 2,
    Account.PROCESS: 2,
    Account.TURNED_BACK: 3,
    Account.BUYERS: 3,
    Account.DISPOSED: 3,
    Account.LOST: 3,
    Account.BEYOND: 3,
}


def month_picture(
    found: SiteMonth, language: str, link: Callable[[str], str], alarms: int = 0
) -> str:
    """What stood there and came in, what went and stands there now, and what nobody can explain.
    ``link`` makes the address of a site's page; so many ``alarms`` are open there."""
    code = found.site.code
    boxes = [
        Box("opening", 0, _say("Opening stock", language), _kg(found.opening_g, language)),
        Box("site", 1, code, f"{found.month:%Y-%m}", "start", link(code), alarms),
    ]
    streams = [Stream("opening", "site", max(found.opening_g, 0))]
    for kind, mass_g in found.came.items():
        name = f"in-{kind.value}"
        boxes.append(Box(name, 0, _in_or_out("In", kind, language), _kg(mass_g, language)))
        streams.append(Stream(name, "site", mass_g))
    treated = {one.kind for one in found.treatments}
    for kind, mass_g in found.went.items():
        name, link_ = f"out-{kind.value}", "#treatments" if kind in treated else None
        said = _in_or_out("Out", kind, language)
        style = "treatment" if kind in treated else ""
        boxes.append(Box(name, 2, said, _kg(mass_g, language), style, link_))
        streams.append(Stream("site", name, mass_g))
    closing = _kg(found.closing_g, language)
    boxes.append(Box("closing", 2, _say("Closing stock", language), closing))
    streams.append(Stream("site", "closing", max(found.closing_g, 0)))
    for name, what, missing_g in (
        ("stock", "Stock take", found.stock.unexplained_g),
        ("process", "Treatments together", found.process.unexplained_g),
    ):
        if missing_g:
            said = f"{_say(what, language)} {_kg(missing_g, language)}"
            boxes.append(Box(name, 3, _say("Unexplained", language), said, "gap"))
            sources = [f"out-{kind.value}" for kind in sorted(treated) if kind in found.went]
            source = sources[0] if name == "process" and sources else "closing"
            streams.append(Stream(source, name, missing_g))
    return draw(_say("Balance of {month}", language, month=f"{found.month:%Y-%m}"), boxes, streams)


def year_picture(found: DivisionYear, language: str) -> str:
    """From account to account: what one gave the other took."""
    by_name = {row.account: row for row in found.accounts}
    used = {account for pair in found.moved for account in pair}
    boxes = [
        Box(
            account.value,
            column,
            word("account", account.value, language),
            f"{_say('Change', language)} {_kg(by_name[account].change_g, language)}",
            "start" if account is Account.SITE else "",
        )
        for account, column in _COLUMNS.items()
        if account in used
    ]
    streams = [
        Stream(source.value, target.value, mass_g)
        for (source, target), mass_g in found.moved.items()
    ]
    return draw(_say("Balance of {year}", language, year=found.year), boxes, streams)


def flows_picture(flows: Sequence[ProvinceFlow], names: Mapping[str, str], language: str) -> str:
    """From province to province, all months together; the greatest first."""
    sums: dict[tuple[str, str], int] = {}
    for one in flows:
        pair = one.source, one.target or ""
        sums[pair] = sums.get(pair, 0) + one.mass_g
    boxes = []
    for column, side in enumerate(("from", "to")):
        masses: dict[str, int] = {}
        for pair, mass_g in sums.items():
            masses[pair[column]] = masses.get(pair[column], 0) + mass_g
        for code, mass_g in sorted(masses.items(), key=lambda one: (-one[1], one[0])):
            said = names.get(code, code) if code else _say("nobody said where to", language)
            kind = "" if code else "gap"
            mass = _kg(mass_g, language)
            boxes.append(Box(f"{side}-{code}", column, said, mass, kind, f"#p{code}"))
    streams = [Stream(f"from-{a}", f"to-{b}", mass_g) for (a, b), mass_g in sums.items()]
    return draw(_say("From province to province", language), boxes, streams)


def _in_or_out(way: str, kind: str, language: str) -> str:
    return f"{_say(way, language)} · {word('kind', kind, language)}"


def _kg(mass_g: int, language: str) -> str:
    return formats.kilograms(mass_g, language)


def _say(msgid: str, language: str, **params: object) -> str:
    return translate(msgid, language, **params)
