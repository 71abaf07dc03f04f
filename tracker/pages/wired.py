"""All pages, put together."""

from __future__ import annotations

from tracker.http.house import House
from tracker.http.page_manners import Pages
from tracker.pages.views.alarms import alarms
from tracker.pages.views.approval_new import approval_new
from tracker.pages.views.approvals import approvals
from tracker.pages.views.balances import balances
from tracker.pages.views.docs import docs
from tracker.pages.views.entrance import entrance
from tracker.pages.views.event import event
from tracker.pages.views.figures import figures
from tracker.pages.views.imports import imports
from tracker.pages.views.incoming import incoming
from tracker.pages.views.manifest_new import manifest_new
from tracker.pages.views.manifest_revisions import manifest_revisions
from tracker.pages.views.manifests import manifests
from tracker.pages.views.places import places
from tracker.pages.views.search import search
from tracker.pages.views.signing_keys import signing_keys
from tracker.pages.views.today import today
from tracker.pages.views.unit import unit

VIEWS = (
    entrance,
    today,
    search,
    unit,
    event,
    places,
    manifest_new,
    manifests,
    manifest_revisions,
    approval_new,
    approvals,
    incoming,
    alarms,
    figures,
    imports,
    signing_keys,
    balances,
    docs,
)


def make_pages(house: House) -> Pages:
    """The pages' blueprint with every view registered."""
    pages = Pages(house)
    for register in VIEWS:
        register(pages)
    return pages
