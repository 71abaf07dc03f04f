"""Where the parts meet: the only module, beside the commands, that knows all of them."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_smorest import Api

from interop.api.disclosures import disclosures_blueprint
from interop.api.exchange import exchange_blueprint
from interop.api.exchange_status import exchange_status_blueprint
from interop.api.notices import notices_blueprint
from interop.notices_wired import tell
from interop.pages.disclosures import disclosures_pages
from interop.pages.notices import notices_pages
from interop.wired import ask_abroad, compare_at_work, exchange_at_work, watch_at_work
from reports.api.assessments import assessments_blueprint
from reports.api.frozen_rates import frozen_rates_blueprint
from reports.api.rates import rates_blueprint
from reports.pages.assessments import assessments_pages
from reports.pages.rates import rates_pages
from tracker.api.alarms import alarms_blueprint
from tracker.api.anomalies import anomalies_blueprint
from tracker.api.approvals import approvals_blueprint
from tracker.api.attachments import attachments_blueprint
from tracker.api.balances import balances_blueprint
from tracker.api.battery_models import battery_models_blueprint
from tracker.api.calendar import calendar_blueprint
from tracker.api.codes import codes_blueprint
from tracker.api.containers import containers_blueprint
from tracker.api.demonstration_enterprises import demonstration_enterprises_blueprint
from tracker.api.divisions import divisions_blueprint
from tracker.api.emergency_plans import emergency_plans_blueprint
from tracker.api.epcis import epcis_blueprint
from tracker.api.filings import filings_blueprint
from tracker.api.imports import imports_blueprint
from tracker.api.incoming import incoming_blueprint
from tracker.api.insurances import insurances_blueprint
from tracker.api.licences import licences_blueprint
from tracker.api.manifest_confirmations import manifest_confirmations_blueprint
from tracker.api.manifest_revisions import manifest_revisions_blueprint
from tracker.api.manifests import manifests_blueprint
from tracker.api.number_blocks import number_blocks_blueprint
from tracker.api.organisations import organisations_blueprint
from tracker.api.parameters import parameters_blueprint
from tracker.api.planned_transfers import planned_transfers_blueprint
from tracker.api.provenance import provenance_blueprint
from tracker.api.sales_declarations import sales_declarations_blueprint
from tracker.api.scans import scans_blueprint
from tracker.api.signatures import signatures_blueprint
from tracker.api.sites import sites_blueprint
from tracker.api.storage import storage_blueprint
from tracker.api.take_back_agreements import take_back_agreements_blueprint
from tracker.api.tokens import tokens_blueprint
from tracker.api.trace_sets import trace_sets_blueprint
from tracker.api.traces import traces_blueprint
from tracker.api.track_summaries import track_summaries_blueprint
from tracker.api.vehicles import vehicles_blueprint
from tracker.api.video_summaries import video_summaries_blueprint
from tracker.api.waste_returns import waste_returns_blueprint
from tracker.api.weighings import weighings_blueprint
from tracker.api.white_list_entries import white_list_blueprint
from tracker.http.blueprint import PUBLIC, ProblemSchema
from tracker.http.errors import register_errors
from tracker.http.health import health_blueprint
from tracker.http.house import House
from tracker.http.json_body import MOST_BODY_BYTES, OrjsonProvider
from tracker.http.page_manners import register_pages
from tracker.http.unread import register_unread
from tracker.jobs.worker import REST_SECONDS, Job
from tracker.pages.wired import make_pages

#: What commands may do with the wings, beside building the application.
__all__ = ["ask_abroad", "create_app", "jobs_of_wings"]

BLUEPRINTS = (
    scans_blueprint,
    tokens_blueprint,
    traces_blueprint,
    trace_sets_blueprint,
    balances_blueprint,
    codes_blueprint,
    # registers
    organisations_blueprint,
    sites_blueprint,
    licences_blueprint,
    vehicles_blueprint,
    battery_models_blueprint,
    take_back_agreements_blueprint,
    sales_declarations_blueprint,
    demonstration_enterprises_blueprint,
    white_list_blueprint,
    emergency_plans_blueprint,
    filings_blueprint,
    insurances_blueprint,
    planned_transfers_blueprint,
    track_summaries_blueprint,
    video_summaries_blueprint,
    divisions_blueprint,
    containers_blueprint,
    # what happens there
    weighings_blueprint,
    manifests_blueprint,
    manifest_confirmations_blueprint,
    manifest_revisions_blueprint,
    signatures_blueprint,
    number_blocks_blueprint,
    approvals_blueprint,
    incoming_blueprint,
    waste_returns_blueprint,
    alarms_blueprint,
    anomalies_blueprint,
    storage_blueprint,
    parameters_blueprint,
    calendar_blueprint,
    notices_blueprint,
    exchange_status_blueprint,
    disclosures_blueprint,
    attachments_blueprint,
    imports_blueprint,
    # in other people's words
    epcis_blueprint,
    provenance_blueprint,
    # what comes of it
    rates_blueprint,
    frozen_rates_blueprint,
    assessments_blueprint,
)

#: Routes beside the blueprints that anybody may call.
OPEN = (("health.healthz", "GET"), ("health.readyz", "GET"), ("api-docs.openapi_json", "GET"))


class HouseApi(Api):  # type: ignore[misc]  # flask-smorest is untyped
    """flask-smorest without its own error answers: ours are problem+json."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """All errors are answered in ``tracker.http.errors``."""


def create_app(house: House) -> Flask:
    """The application around the given parts; nothing is read from the environment here."""
    app = Flask(__name__, static_folder=None)
    app.json = OrjsonProvider(app)
    app.url_map.merge_slashes = False  # a Digital Link is an address inside an address
    app.config.update(
        API_TITLE="Plumbline 铅蓄电池全生命周期溯源",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
        MAX_CONTENT_LENGTH=MOST_BODY_BYTES,
    )
    app.extensions["house"] = house
    api = HouseApi(app)
    guards = app.extensions["guards"] = {}
    for make in BLUEPRINTS:
        made = make(house)
        api.register_blueprint(made.blueprint)
        guards.update(made.guards)
    partners = exchange_blueprint(house)
    app.register_blueprint(partners.blueprint)
    guards.update(partners.guards)
    app.register_blueprint(health_blueprint(house))
    pages = make_pages(house)
    rates_pages(pages)
    assessments_pages(pages)
    notices_pages(pages)
    disclosures_pages(pages)
    register_pages(app, pages)
    guards.update(pages.guards)
    guards.update(dict.fromkeys(OPEN, PUBLIC))
    register_errors(app)
    register_unread(app)
    return app


def jobs_of_wings(house: House) -> tuple[Job, ...]:
    """What the worker does for those rooms that it does not know itself."""
    rest = timedelta(seconds=REST_SECONDS)
    return (
        Job("notices", rest, lambda _now: dict(tell(house))),
        Job("exchange", rest, lambda _now: dict(exchange_at_work(house))),
        Job("exchange_watch", timedelta(hours=1), lambda _now: dict(watch_at_work(house))),
        Job("exchange_days", timedelta(days=1), lambda _now: dict(compare_at_work(house))),
    )
