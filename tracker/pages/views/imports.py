"""Bringing in ledgers: GET and POST /imports, GET /imports/{job}, its marked file, templates."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, request, url_for

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed, NotFound
from tracker.domain.roles import Right
from tracker.http.page_manners import Pages
from tracker.ledgers.beside import begin
from tracker.ledgers.forms import FORMS, form_named
from tracker.ledgers.jobs import Brought, Office, bring_file, list_jobs, marked_file, show_job
from tracker.ledgers.say import job_in_words
from tracker.ledgers.templates import template
from tracker.ledgers.zip_guard import MOST_BYTES
from tracker.store.queries.overview import sites_of

#: A page waits so long for a small file; a longer one goes on while the page is reloaded.
PATIENCE_SECONDS = 3.0
KEEPERS = (Right.SCAN, Right.EDIT_OWN, Right.EDIT_REFERENCE)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORM_BYTES = 100_000


def imports(pages: Pages) -> None:
    """Register the views."""
    house = pages.house
    office = Office(house.sessions, house.settings.province, house.clock)

    @pages.route("GET", "/imports", right=KEEPERS)
    def list_imports(caller: Caller) -> str:
        jobs = [job_in_words(job, pages.language()) for job in list_jobs(caller, office)]
        return render_template(
            "imports.html", forms=FORMS, sites=sites_of(house.sessions, caller), jobs=jobs
        )

    @pages.route("POST", "/imports", right=KEEPERS)
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
        job = bring_file(brought, caller, office)
        begin(job, office, PATIENCE_SECONDS)
        return redirect(url_for("pages.show_import", job=job), 303)

    @pages.route("GET", "/imports/<int:job>", right=KEEPERS)
    def show_import(caller: Caller, job: int) -> str:
        found = job_in_words(show_job(job, office, caller), pages.language())
        return render_template("import.html", job=found, forms={f.name: f for f in FORMS})

    @pages.route("GET", "/imports/<int:job>/marked", right=KEEPERS)
    def show_marked(caller: Caller, job: int) -> Response:
        return _workbook(marked_file(job, office, caller), f"import-{job}-marked.xlsx")

    @pages.route("GET", "/imports/templates/<form>.xlsx", right=KEEPERS)
    def show_template(caller: Caller, form: str) -> Response:
        if form not in {one.name for one in FORMS}:
            raise NotFound
        return _workbook(template(form_named(form)), f"{form}.xlsx")


def _workbook(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, 200, headers, mimetype=_XLSX)
