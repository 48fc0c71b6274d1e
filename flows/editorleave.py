"""The page on which a reader leaves a desk's list (RFC 8058): anybody who holds the mail's token, no session.

A GET changes nothing, for programs follow the links of mails; mail providers and the page's own button send a POST.
"""

from fastapi import APIRouter, Request, Response

from flows.deskfiles import desks_of
from flows.editordoor import plain, running
from flows.leaving import PAGE, TokenError, read
from flows.scope import ScopeError
from flows.unsubscribe import secret, unsubscribe

router = APIRouter()
TITLE = "Không nhận điểm tin nữa"


@router.get(PAGE + "/{token}")
def ask(request: Request, token: str) -> Response:
    """Ask whether it is meant."""
    try:
        desk_id, _ = read(secret(running(request).desktop.home), token)
    except TokenError:
        return _unknown(request)
    line = f"Bạn sẽ không nhận điểm tin “{_name(request, desk_id)}” nữa; các điểm tin khác vẫn được gửi."
    leave = {"path": f"{PAGE}/{token}", "fields": (("List-Unsubscribe", "One-Click"),), "name": "Đồng ý, không gửi nữa"}
    return plain(request, TITLE, line, retry=leave, way=None)


@router.post(PAGE + "/{token}")
def leave(request: Request, token: str) -> Response:
    """Note that the reader wants no more mail of the desk."""
    desk = running(request)
    try:
        said = unsubscribe(desk.desktop.home, token, at=desk.now())
    except TokenError:
        return _unknown(request)
    line = f"Đã ghi: không gửi điểm tin “{_name(request, said.desk)}” tới địa chỉ này nữa."
    return plain(request, TITLE, line, "Muốn nhận lại, hãy trả lời một thư điểm tin cũ.", way=None)


def _unknown(request: Request) -> Response:
    line = "Liên kết này không đúng hoặc đã bị cắt bớt; hãy bấm lại từ trong thư."
    return plain(request, TITLE, line, status=404, way=None)


def _name(request: Request, desk_id: str) -> str:
    try:
        return desks_of(running(request).desktop.settings).find(desk_id).name
    except ScopeError:  # a desk that was taken away since
        return desk_id
