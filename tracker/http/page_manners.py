"""How every page behaves: who is looking, in which language, and that a form is really ours."""

from __future__ import annotations

import functools
import hmac
import secrets
from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from tracker.accounts.sessions import caller_of_session
from tracker.domain.caller import Caller
from tracker.domain.errors import (
    DomainError,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    TooLarge,
    UnknownCode,
)
from tracker.domain.roles import Right
from tracker.http.blueprint import PUBLIC, Asked
from tracker.http.errors import STATUS, fault_text, of_http
from tracker.http.house import House
from tracker.http.moment import NOW
from tracker.http.page_words import NAVIGATION, words_of_pages
from tracker.http.sender import sender_of
from tracker.i18n.catalogue import negotiate, translate
from tracker.store.refusals import DatabaseError, refusal_of

View = Callable[..., Any]

#: Pages that anybody may open.
PUBLIC_PAGES = frozenset({"pages.login", "pages.post_login", "pages.static"})
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self';"
        " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


class Pages:
    """The pages' blueprint: each view is registered with the right that it asks for.

    A view gets ``caller``; what it returns is HTML. Whoever is not logged in is sent to the login
    page; refusals become a page with a sentence, never a trace.
    """

    def __init__(self, house: House) -> None:
        self.house = house
        self.blueprint = Blueprint(
            "pages", "tracker.pages", template_folder="templates", static_folder="static"
        )
        self.guards: dict[tuple[str, str], Asked] = {("pages.static", "GET"): PUBLIC}

    def route(
        self, method: str, rule: str, *, right: Asked, most_bytes: int | None = None
    ) -> Callable[[View], View]:
        """Register ``view(caller, **path values)``; public views get no caller. ``most_bytes`` is
        the most that a form with files may have, if not the house's usual limit."""

        def decorator(view: View) -> View:
            @functools.wraps(view)
            def shown(**path: Any) -> Any:
                g.language = self.language()
                NOW.set(self.house.clock.now())
                if most_bytes is not None:
                    request.max_content_length = most_bytes
                try:
                    if method == "POST":
                        self.check_form()
                    if right != PUBLIC:
                        path["caller"] = self.caller(right)
                    return view(**path)
                except NotAuthenticated:
                    return redirect(url_for("pages.login", next=_way_back()))
                except DomainError as error:
                    return self.refusal(error)
                except RequestEntityTooLarge:
                    return self.refusal(TooLarge(limit=request.max_content_length))
                except (DatabaseError, OSError) as error:
                    refused = refusal_of(error)
                    if refused is None:
                        raise
                    return self.refusal(refused)

            self.blueprint.add_url_rule(rule, view.__name__, shown, methods=[method])
            self.guards[(f"pages.{view.__name__}", method)] = right
            return view

        return decorator

    def caller(self, right: Asked) -> Caller:
        secret = session.get("secret")
        if not isinstance(secret, str):
            raise NotAuthenticated
        house = self.house
        caller = caller_of_session(house.sessions, secret, house.clock, sender_of(request))
        g.caller = caller
        if not _allowed(caller, right):
            raise NotAllowed
        return caller

    def navigation(self, caller: Caller) -> list[tuple[str, str]]:
        """What the top of every page leads this caller to: only pages that it may open."""
        return [(address, label) for address, label, right in self._ways if _allowed(caller, right)]

    @cached_property
    def _ways(self) -> list[tuple[str, str, Asked]]:
        """Address, label and guard of each; looked up once, for every page asks."""
        ways = current_app.url_map.bind("")
        return [
            (address, label, self.guards[(ways.match(address)[0], "GET")])
            for address, label in NAVIGATION
        ]

    def check_form(self) -> None:
        """A form carries the token of the session that it was shown to (against forged ones)."""
        sent = request.form.get("csrf", "")
        if not hmac.compare_digest(sent, csrf_token()):
            raise NotAllowed

    def language(self) -> str:
        """Asked in the address, remembered in the session, or as the browser says; else Chinese."""
        asked = request.args.get("lang")
        if asked in ("zh", "en"):
            session["language"] = asked
        return negotiate(request.headers.get("Accept-Language"), session.get("language"))

    def refusal(self, error: DomainError) -> Response:
        """A refusal as a page."""
        status = STATUS.get(type(error), 422)
        said = translate(type(error).message(), g.language, **error.params)
        faults = [fault_text(fault, g.language) for fault in error.faults]
        body = render_template("refusal.html", problem=said, faults=faults)
        return make_response(body, 404 if isinstance(error, (NotFound, UnknownCode)) else status)


def _allowed(caller: Caller, right: Asked) -> bool:
    asked = right if isinstance(right, tuple) else (right,)
    return any(isinstance(one, Right) and caller.may(one) for one in asked)


def _way_back() -> str:
    """Where to go on after logging in: here, or on the page whose form was sent."""
    if request.method == "GET":
        return request.full_path
    page = urlsplit(request.referrer or "")
    return page.path if page.netloc == request.host and page.path else "/"


def _for_people() -> bool:
    """Whether the caller is a browser on its way to a page, and no application."""
    html = request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html"
    return html and not request.path.startswith(("/api/", "/interop/"))


def csrf_token() -> str:
    """The token of this session, made at first use."""
    token = session.get("csrf")
    if not isinstance(token, str):
        token = session["csrf"] = secrets.token_urlsafe(24)
    return token


def register_pages(app: Flask, pages: Pages) -> None:
    """Cookies, headers, and what every template may say."""
    app.secret_key = pages.house.secret or secrets.token_bytes(32)
    app.config.update(
        SESSION_COOKIE_NAME="plumbline",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=pages.house.settings.public_url.startswith("https://"),
    )
    app.register_blueprint(pages.blueprint)

    @app.errorhandler(404)
    @app.errorhandler(405)
    def nowhere(error: HTTPException) -> Any:
        if not _for_people():
            return of_http(error)
        g.language = pages.language()
        return pages.refusal(NotFound())

    @app.context_processor
    def words() -> dict[str, Any]:
        caller = getattr(g, "caller", None)
        navigation = pages.navigation(caller) if caller else []
        return words_of_pages(getattr(g, "language", "zh"), csrf_token, caller, navigation)

    @app.after_request
    def headers(response: Response) -> Response:
        if request.blueprint == "pages" or response.mimetype == "text/html":
            for name, value in _HEADERS.items():
                response.headers.setdefault(name, value)
            if request.endpoint == "pages.static":
                response.headers["Cache-Control"] = "public, max-age=3600"
        return response
