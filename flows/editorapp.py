"""The editor's desk as a web application: what guards every request, what becomes of every failure, its server."""

from collections.abc import Awaitable, Callable

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from flows import editordoor, editorleave, editorlooks, editorsays
from flows.auditresult import AuditError
from flows.digestwords import WordError
from flows.editordoor import Form, NoSessionError, Running, plain, running
from flows.editorguard import HEADERS, refusal
from flows.editorwork import SentError, StaleError
from flows.failures import KNOWN_ERRORS, told
from flows.labelfile import LabelError
from flows.load import DigestError
from flows.storyfixes import StoryError
from warehouse.db import LockedError

BUSY_S = 5  # how long the busy page waits before it asks again


def desk_app(state: Running) -> FastAPI:
    """The application of a running desk."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.state.running = state
    app.middleware("http")(_guard)
    for part in (editordoor, editorleave, editorlooks, editorsays):
        app.include_router(part.router)
    app.add_exception_handler(NoSessionError, _nobody)
    app.add_exception_handler(LockedError, _busy)
    app.add_exception_handler(StaleError, _too_late)
    app.add_exception_handler(SentError, _too_late)
    for known in KNOWN_ERRORS:
        app.add_exception_handler(known, _failed)
    return app


def serve(state: Running, *, host: str, port: int) -> None:
    """Answer until stopped (Ctrl+C)."""
    uvicorn.run(
        desk_app(state), host=host, port=port, log_level="warning", access_log=False,
        server_header=False, proxy_headers=False,
    )  # fmt: skip


async def _guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    turned = refusal(request.method, request.headers, running(request).names)
    response = PlainTextResponse(turned[1], turned[0]) if turned else await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _nobody(request: Request, error: Exception) -> Response:
    if request.method == "GET" and request.headers.get("sec-fetch-site") == "cross-site":
        # on the way from a mail browsers hold a strict cookie back; asked again by a page of ours they bring it
        return plain(request, "Đang mở…", again_s=1, way=("Mở", request.url.path))
    if request.method == "GET":
        return RedirectResponse("/vao", 303)
    lines = ("Phiên làm việc đã hết hoặc biểu mẫu không do trang này tạo ra. Chưa ghi gì.",)
    return plain(request, "Chưa ghi được", *lines, status=403, way=("Vào lại", "/vao"))


def _busy(request: Request, error: Exception) -> Response:
    """The warehouse is held by another process: a page that asks again by itself, a form that can be sent again."""
    line = "Một đợt thu thập hoặc phân loại đang ghi vào kho; thường xong trong một, hai phút."
    if request.method == "GET":
        response = plain(request, "Kho đang bận", line, "Trang tự tải lại.", status=503, again_s=BUSY_S, way=None)
    else:
        form = getattr(request.state, "form", Form(()))
        retry = {"path": request.url.path, "fields": form.fields, "name": "Thử lại"}
        response = plain(
            request, "Kho đang bận", line, "Chưa ghi gì. Bấm Thử lại sau ít phút.", status=503, retry=retry
        )
    response.headers["Retry-After"] = str(BUSY_S)
    return response


def _too_late(request: Request, error: Exception) -> Response:
    way = ("Xem bản mới nhất", request.url.path.removesuffix("/noi").removesuffix("/soan"))
    return plain(request, "Chưa ghi được", str(error), "Hãy xem lại rồi làm lại nếu vẫn cần.", status=409, way=way)


def _failed(request: Request, error: Exception) -> Response:
    if isinstance(error, DigestError):
        return plain(request, "Không có bản tin này", told(error), status=404)
    if isinstance(error, StoryError | LabelError | WordError | AuditError):
        return plain(request, "Chưa ghi được", *told(error).splitlines(), status=400)
    return plain(request, "Có trục trặc", told(error), "Hãy báo người vận hành.", status=500)
