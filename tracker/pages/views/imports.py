"""Ledgers in and out: GET and POST /imports, /imports/{job}, marked files, templates, exports."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, g, redirect, render_template, request, url_for

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed, NotFound
from tracker.domain.moments import day_of
from tracker.domain.roles import Right
from tracker.http.page_manners import Pages
from tracker.http.workbook import marked_name, workbook
from tracker.ledgers.beside import begin
from tracker.ledgers.export import Period, exported
from tracker.ledgers.form import Form
from tracker.ledgers.forms import FORMS, form_named
from tracker.ledgers.jobs import Brought, Office, bring_file, list_jobs, marked_file, show_job
from tracker.ledgers.say import job_in_words
from tracker.ledgers.templates import template
from tracker.ledgers.zip_guard import MOST_BYTES
from tracker.store.queries.overview import sites_of

#: A page waits so long for a small file; a longer one goes on while the page is reloaded.
PATIENCE_SECONDS = 3.0
KEEPERS = (Right.SCAN, Right.EDIT_OWN, Right.EDIT_REFERENCE)
_FORM_BYTES = 100_000


def imports(pages: Pages) -> None:
    """Register the views."""
    _coming_in(pages)
    _going_out(pages)


def _coming_in(pages: Pages) -> None:
    """Ledgers are brought, and come back marked."""
    house = pages.house

    @pages.route("GET", "/imports", right=KEEPERS)
    def list_imports(caller: Caller) -> str:
        jobs = [
            {**job_in_words(job, pages.language()), "recorded_at": job.recorded_at}
            for job in list_jobs(caller, _office(pages))
        ]
        return render_template(
            "imports.html",
            forms=FORMS,
            sites=sites_of(house.sessions, caller),
            jobs=jobs,
            has_ledgers=caller.organisation is not None,
        )

    @pages.route("POST", "/imports", right=KEEPERS, most_bytes=MOST_BYTES + _FORM_BYTES)
    def post_import_page(caller: Caller) -> Any:
        file = request.files.get("file")
        if file is None or not file.filename:
            raise Malformed(Fault("one_file", "/file"))
        brought = Brought(
            name=file.filename.replace("\\", "/").rpartition("/")[2],
            content=file.stream.read(MOST_BYTES + 1),
            form=request.form.get("form") or None,
            site=request.form.get("site") or None,
            dry_run="dry_run" in request.form,
            language=pages.language(),
        )
        job = bring_file(brought, caller, _office(pages))
        begin(job, _office(pages), PATIENCE_SECONDS)
        return redirect(url_for("pages.show_import", job=job), 303)

    @pages.route("GET", "/imports/<int:job>", right=KEEPERS)
    def show_import(caller: Caller, job: int) -> str:
        found = job_in_words(show_job(job, _office(pages), caller), pages.language())
        return render_template("import.html", job=found, forms={f.name: f for f in FORMS})

    @pages.route("GET", "/imports/<int:job>/marked", right=KEEPERS)
    def show_marked(caller: Caller, job: int) -> Response:
        content = marked_file(job, _office(pages), caller)
        brought = show_job(job, _office(pages), caller).file_name
        return workbook(content, f"import-{job}-marked.xlsx", marked_name(brought))


def _going_out(pages: Pages) -> None:
    """Empty forms and ledgers are taken out."""
    house = pages.house

    @pages.route("GET", "/imports/templates/<form>.xlsx", right=KEEPERS)
    def show_template(caller: Caller, form: str) -> Response:
        if form not in {one.name for one in FORMS}:
            raise NotFound
        found = form_named(form)
        return workbook(template(found), f"{form}.xlsx", f"{_called(found)}.xlsx")

    @pages.route("GET", "/imports/ledger", right=KEEPERS)
    def show_ledger(caller: Caller) -> Response:
        form = request.args.get("form", "")
        if form not in {one.name for one in FORMS}:
            raise NotFound
        period = Period(_day("first"), _day("last"))
        province = house.settings.province
        found = form_named(form)
        content = exported(found, house.sessions, province, caller, period)
        day = f"{day_of(house.clock.now()):%Y%m%d}"
        return workbook(content, f"{form}-{day}.xlsx", f"{_called(found)}-{day}.xlsx")


def _office(pages: Pages) -> Office:
    house = pages.house
    return Office(house.sessions, house.settings.province, house.clock)


def _called(form: Form) -> str:
    """A form's name as the reader knows it, without what parts folders."""
    return (form.en if g.language == "en" else form.zh).replace("/", "、")


def _day(name: str) -> date | None:
    """A day of the query, None if it names none; Malformed if it is no day."""
    text = request.args.get(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Malformed(Fault("not_a_day", f"/{name}")) from error
