"""The way into the editor's desk: its running state, the session behind a request, forms that may be believed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from flows import editorpages as pages
from flows.editorguard import COOKIE, SESSION_LASTS, Door, Session
from flows.editorwork import Desktop

MAX_FIELDS = 300  # of a form; all topics and provinces of one article are about 80
router = APIRouter()


class NoSessionError(Exception):
    """The request comes from nobody who showed the token, or from a form that no page of the session made."""


@dataclass(frozen=True, slots=True)
class Running:
    """What a running desk knows: `names` are its host names; `is_public`: behind TLS, its cookie is secure."""

    desktop: Desktop
    door: Door
    names: frozenset[str]
    now: Callable[[], datetime]
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, texts only, in the order sent."""

    fields: tuple[tuple[str, str], ...]

    def one(self, name: str) -> str:
        """The field of this name, "" without one."""
        return next((value for key, value in self.fields if key == name), "")

    def given(self, name: str) -> str | None:
        """The same, None without one."""
        return next((value for key, value in self.fields if key == name), None)

    def listed(self, name: str) -> list[str]:
        """All fields of this name."""
        return [value for key, value in self.fields if key == name]


def running(request: Request) -> Running:
    """The desk that answers."""
    state = request.app.state.running
    assert isinstance(state, Running)  # noqa: S101 -- the application sets it
    return state


def session_of(request: Request) -> Session:
    """The session of the request's cookie; NoSessionError without one."""
    desk = running(request)
    session = desk.door.find(request.cookies.get(COOKIE), desk.now())
    if session is None:
        raise NoSessionError
    return session


async def form_of(request: Request, session: Annotated[Session, Depends(session_of)]) -> Form:
    """The fields of a form that a page of this session made; NoSessionError for any other."""
    form = await _read(request)
    if not session.may_write(form.one("csrf")):
        raise NoSessionError
    return form


async def _read(request: Request) -> Form:
    sent = await request.form(max_files=0, max_fields=MAX_FIELDS)
    form = Form(tuple((name, value) for name, value in sent.multi_items() if isinstance(value, str)))
    request.state.form = form  # for the busy page, which offers to send it again
    return form


def frame(request: Request, session: Session | None) -> Mapping[str, object]:
    """What every page needs beside its own values; messages are told once."""
    messages = session.take_messages() if session else []
    return {"session": session, "messages": messages}


def plain(request: Request, title: str, *lines: str, status: int = 200, **more: object) -> HTMLResponse:
    """A page of a few sentences."""
    values = {"again_s": 0, "again_at": "", "retry": None, "asks_token": False, "way": ("Về bàn biên tập", "/"), **more}
    desk = running(request)
    session = desk.door.find(request.cookies.get(COOKIE), desk.now())
    html = pages.fill("desk_plain.html.j2", title=title, lines=lines, **values, **frame(request, session))
    return HTMLResponse(html, status)


@router.get("/vao")
def ask_in(request: Request, token: str = "") -> Response:
    """Take the token of the link that was printed at the start, or ask for it."""
    if token:
        return _enter(request, token)
    return plain(request, "Vào bàn biên tập", asks_token=True, way=None)


@router.post("/vao")
async def come_in(request: Request) -> Response:
    """Take the token of the form."""
    form = await _read(request)
    return _enter(request, form.one("token").strip())


@router.post("/thoat")
def leave(request: Request, form: Annotated[Form, Depends(form_of)]) -> Response:
    """End the session."""
    running(request).door.leave(request.cookies.get(COOKIE))
    response = RedirectResponse("/vao", 303)
    response.delete_cookie(COOKIE, path="/")
    return response


def _enter(request: Request, token: str) -> Response:
    desk = running(request)
    session_id = desk.door.enter(token, desk.now())
    if session_id is None:
        lines = ("Mã không đúng, hoặc bàn biên tập đã được mở lại và có mã mới.",)
        return plain(request, "Chưa vào được", *lines, status=403, asks_token=True, way=None)
    # a page that goes on by itself: after a redirect from elsewhere browsers would not send a strict cookie
    response = plain(request, "Mời vào", again_s=1, again_at="/", way=("Vào bàn biên tập", "/"))
    lasts = int(SESSION_LASTS.total_seconds())
    response.set_cookie(
        COOKIE, quote(session_id), lasts, path="/", httponly=True, samesite="strict", secure=desk.is_public
    )
    return response
