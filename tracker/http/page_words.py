"""What may every template say? Sentences, words of the trade, moments, masses in its language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from tracker.domain.caller import Caller
from tracker.domain.sight import sight_of
from tracker.graph.facts import KnownSite
from tracker.i18n import formats
from tracker.i18n.catalogue import translate, word

#: What the top of every page leads to: address and msgid.
NAVIGATION = (
    ("/", "First page"),
    ("/today", "Today"),
    ("/manifests", "Manifests"),
    ("/approvals", "Transfers into other provinces"),
    ("/incoming", "From other provinces"),
    ("/alarms", "Alarms"),
    ("/imports", "Bring in ledgers"),
    ("/balance", "Balance and flows"),
    ("/rates", "Recovery rates"),
    ("/assessments", "Recognition of rates"),
    ("/figures", "Figures and working days"),
    ("/notices", "Notices"),
    ("/exchange/disclosures", "What other provinces were told"),
    ("/docs", "API documentation"),
)

#: How lists of jobs and records are said: what stands in the books -> msgid.
SAID = {
    "waiting": "waiting",
    "running": "being worked on",
    "done": "done",
    "refused": "refused",
    "event": "event",
    "sales_declaration": "sales declaration",
    "exchanged_record": "record of the exchange",
    "told_before": "told by another system, too: counted there",
    "received_before": "had been received here before",
    "unlicensed": "receiver without a valid licence",
    "moved_on": "was accepted by a lawful recycler before",
    "production_scrap": "production scrap",
    "unsold_stock": "unsold stock",
    "no_mass": "mass unknown",
    "no_dispatch": "no dispatch recorded",
    "applied": "applied for",
    "examined": "examined",
    "sampled": "sampled",
    "correcting": "correction asked for",
    "corrected": "corrected",
    "concluded": "concluded",
    "recognised": "recognised",
    "published": "published",
    "declined": "declined",
    "withdrawn": "withdrawn",
    "apply": "apply",
    "examine": "freeze and examine",
    "sample": "draw a sample",
    "ask_correction": "ask for a correction",
    "correct": "say what was corrected",
    "conclude": "conclude",
    "recognise": "recognise",
    "publish": "publish",
    "decline": "decline",
    "withdraw": "withdraw",
    "out_of_tolerance": "masses at both ends differ too much",
    "other_year": "sold in another year",
    "mail": "mail",
    "webhook": "webhook",
    "told": "told",
    "answered": "answered without success",
    "not_reached": "not reached",
    "assay_missing": "lead share unknown",
    "manifest_open": "manifest not closed",
    "late": "arrived too late",
    "most_days": "nobody said within how many days it must arrive",
    "no_collector": "collector unknown",
}


def words_of_pages(
    language: str,
    csrf: Callable[[], str],
    caller: Caller | None,
    navigation: Sequence[tuple[str, str]],
) -> dict[str, Any]:
    """``_`` says a sentence, ``word`` a word of the trade; ``kg``, ``tonnes``, ``moment`` and
    ``name`` show masses, moments and things that have a name in each language. ``sees_site``
    tells whether a site that an answer names has a page for this caller."""
    eyes = None if caller is None else sight_of(caller)

    def say(msgid: str, **params: object) -> str:
        return translate(msgid, language, **params)

    def term(section: str, value: object) -> str:
        return "" if value is None else word(section, value, language)

    def kg(mass_g: int | None) -> str:
        return formats.kilograms(mass_g, language)

    def tonnes(mass_g: int | None) -> str:
        return formats.tonnes(mass_g, language)

    def moment(value: datetime | None) -> str:
        return "" if value is None else formats.moment(value, language)

    def name(zh: str, en: str | None) -> str:
        return en if language == "en" and en else zh

    def said(key: str | None) -> str:
        return say(SAID.get(key, key)) if key else ""

    def sees_site(site: KnownSite) -> bool:
        return eyes is not None and eyes.sees(site.organisation, site.division)

    return {
        "_": say,
        "word": term,
        "kg": kg,
        "tonnes": tonnes,
        "moment": moment,
        "name": name,
        "language": language,
        "csrf": csrf,
        "navigation": navigation,
        "sees_site": sees_site,
        "said": said,
        "caller": caller,
    }
