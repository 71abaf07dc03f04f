"""Coming in and going out: GET and POST /login, POST /logout."""

from __future__ import annotations

from typing import Any

from flask import make_response, redirect, render_template, request, session, url_for

from tracker.accounts.log_in import log_in
from tracker.accounts.sessions import begin_session, end_session
from tracker.domain.caller import Caller
from tracker.domain.errors import DomainError, TooManyAttempts, WrongPassword
from tracker.domain.roles import Right
from tracker.http.errors import STATUS
from tracker.http.page_manners import Pages
from tracker.http.sender import sender_of
from tracker.i18n.catalogue import translate


def entrance(pages: Pages) -> None:
    """Register the views."""
    house = pages.house
    province = house.settings.province

    @pages.route("GET", "/login", right="public")
    def login() -> str:
        return render_template("login.html", next=inward(request.args.get("next")))

    @pages.route("POST", "/login", right="public")
    def post_login() -> Any:
        given = request.form
        onward = inward(given.get("next"))
        try:
            user = log_in(
                house.sessions,
                province,
                given.get("login", ""),
                given.get("password", ""),
                house.clock,
                sender_of(request),
            )
        except (WrongPassword, TooManyAttempts) as error:
            return _again(pages, error, onward)
        language = session.get("language")
        session.clear()  # a session that somebody else prepared is worth nothing now
        session["secret"] = begin_session(house.sessions, province, user, house.clock)
        if language:
            session["language"] = language
        return redirect(onward)

    @pages.route("POST", "/logout", right=Right.READ)
    def post_logout(caller: Caller) -> Any:
        end_session(house.sessions, province, session["secret"], house.clock)
        session.clear()
        return redirect(url_for("pages.login"))


def _again(pages: Pages, error: DomainError, onward: str) -> Any:
    said = translate(type(error).message(), pages.language(), **error.params)
    body = render_template(
        "login.html", next=onward, problem=said, login=request.form.get("login", "")
    )
    return make_response(body, STATUS[type(error)])


def inward(address: str | None) -> str:
    """Where to go after the login: a page of ours, never another site."""
    if address and address.startswith("/") and not address.startswith(("//", "/\\")):
        return address
    return "/"
