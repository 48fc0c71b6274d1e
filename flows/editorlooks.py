"""The pages of the editor's desk that look and change nothing."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from flows import editorpages as pages
from flows.deskfiles import desks_of
from flows.digest import digest_id_of
from flows.editordoor import frame, plain, running, session_of
from flows.editorguard import PREVIEW_POLICY, Session
from flows.editorwork import Draft, parsed
from flows.keeping import links_of, mail_of
from flows.load import PERIODS, DigestError
from flows.paper import MEDIA_TYPE, paper
from flows.view import Mail

router = APIRouter()
Known = Annotated[Session, Depends(session_of)]


@router.get("/")
def index(request: Request, session: Known) -> Response:
    """The digests that are edited now, by desk."""
    desk = running(request)
    slots = desk.desktop.slots(desk.now())
    every = [(one.desk_id, one.name) for one in desks_of(desk.desktop.settings).desks.values()]
    return HTMLResponse(
        pages.fill("desk_index.html.j2", title="Bản tin", desks=slots, every=every, **frame(request, session))
    )


@router.get("/ban-tin/{digest_id}")
def digest(request: Request, session: Known, digest_id: str) -> Response:
    """One digest with its stories."""
    try:
        draft = running(request).desktop.draft(digest_id)
    except DigestError:
        parsed(digest_id)
        compose = {
            "path": f"/ban-tin/{digest_id}/soan",
            "fields": (("csrf", session.csrf),),
            "name": "Soạn bản tin này",
        }
        return plain(request, "Chưa soạn bản tin này", status=404, retry=compose)
    return HTMLResponse(pages.digest_page(draft, **frame(request, session)))


@router.get("/mo")
def find(request: Request, session: Known, ban: str, ngay: date, ky: str) -> Response:
    """The digest of a desk and day."""
    digest_id = digest_id_of(ngay, ban, ky) if ky in PERIODS else ""
    parsed(digest_id)
    return RedirectResponse(f"/ban-tin/{digest_id}", 303)


@router.get("/ban-tin/{digest_id}/thu")
def preview(request: Request, session: Known, digest_id: str) -> Response:
    """The mail as it would leave now, around its HTML."""
    draft = running(request).desktop.draft(digest_id)
    receivers = desks_of(running(request).desktop.settings).find(draft.view.scope).recipients
    html = pages.fill(
        "desk_mail.html.j2",
        title="Thư sẽ gửi",
        digest_id=digest_id,
        mail=_mail(request, draft),
        receivers=", ".join(receivers) or "chưa khai người nhận",
        **frame(request, session),
    )
    return HTMLResponse(html)


@router.get("/ban-tin/{digest_id}/thu.html", dependencies=[Depends(session_of)])
def preview_html(request: Request, digest_id: str) -> Response:
    """The HTML part alone, for the frame: it may run nothing and load nothing."""
    mail = _mail(request, running(request).desktop.draft(digest_id))
    headers = {"Content-Security-Policy": PREVIEW_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse(mail.html, headers=headers)


@router.get("/ban-tin/{digest_id}/bao-cao.docx", dependencies=[Depends(session_of)])
def preview_paper(request: Request, digest_id: str) -> Response:
    """The paper as it would be now."""
    draft = running(request).desktop.draft(digest_id)
    desk = desks_of(running(request).desktop.settings).find(draft.view.scope)
    content = paper(draft.view, desk, _mail(request, draft).text)
    name = f"bao-cao-diem-tin-{draft.view.digest_id}.docx"
    return Response(content, media_type=MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/tin/{article_id}")
def article(request: Request, session: Known, article_id: str, ban_tin: str = "") -> Response:
    """One article with its labels and its story."""
    desktop = running(request).desktop
    row = desktop.article(article_id)
    others: list[tuple[str, str]] = []
    if ban_tin:
        own = {member["article_id"] for member in row["members"]}
        others = [one for one in pages.stories_of(desktop.draft(ban_tin).view) if one[0] not in own]
    return HTMLResponse(pages.article_page(row, others, digest_id=ban_tin, **frame(request, session)))


@router.get("/can-xem")
def review(request: Request, session: Known) -> Response:
    """What the model is not sure of."""
    rows = running(request).desktop.review()
    return HTMLResponse(pages.fill("desk_review.html.j2", title="Cần xem", rows=rows, **frame(request, session)))


@router.get("/kiem-dinh")
def audit(request: Request, session: Known) -> Response:
    """The weekly sample that people check, a page at a time."""
    rows = running(request).desktop.audit()
    return HTMLResponse(pages.fill("desk_audit.html.j2", title="Kiểm định", rows=rows, **frame(request, session)))


@router.get("/tinh/{name}")
def static(name: str) -> Response:
    """The style and the script of the pages; they say nothing, so nobody is asked who they are for."""
    kinds = {"desk.css": "text/css", "desk.js": "text/javascript"}
    if name not in kinds:
        return PlainTextResponse("Không có tệp này.", 404)
    return Response(pages.asset(name), media_type=f"{kinds[name]}; charset=utf-8")


def _mail(request: Request, draft: Draft) -> Mail:
    settings = running(request).desktop.settings
    return mail_of(draft.view, desks_of(settings).find(draft.view.scope), links_of(settings))
