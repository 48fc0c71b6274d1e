"""The forms of the editor's desk: each lands what was said and leads back to the page that it came from."""

import re
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from flows.auditresult import AuditError
from flows.audits import Answer
from flows.digestwords import MAX_NOTE, Word
from flows.editordoor import Form, form_of, plain, running, session_of
from flows.editorguard import Session
from flows.editorwork import original_cells
from flows.labelcheck import LISTS
from flows.labelfields import EVIDENCE, FIELDS
from flows.outbox import is_served
from flows.wording import clip, one_line
from warehouse.db import LockedError

router = APIRouter()
Known = Annotated[Session, Depends(session_of)]
Said = Annotated[Form, Depends(form_of)]
SAID = {
    "move": "Đã đổi chỗ.",
    "move_topic": "Đã đổi chỗ chủ đề.",
    "seat": "Đã xếp lại.",
    "hide": "Đã bỏ tin ra; lý do được in trong thư.",
    "show": "Đã lấy lại tin.",
    "note": "Đã lưu ghi chú.",
    "approve": "Đã duyệt.",
    "reopen": "Đã bỏ duyệt.",
}
OLD_PAGE = "Từ lúc trang được mở, người khác hoặc tin mới đã làm bản tin đổi; đây là bản mới nhất."
_ARTICLE = re.compile(r"[\w.-]{1,64}")


@router.post("/ban-tin/{digest_id}/soan")
def compose(request: Request, session: Known, form: Said, digest_id: str) -> Response:
    """Compose a digest, or take in what came since."""
    running(request).desktop.compose(digest_id)
    session.messages.append("Đã soạn bản tin với những tin có đến lúc này.")
    return RedirectResponse(f"/ban-tin/{quote(digest_id)}", 303)


@router.post("/ban-tin/{digest_id}/noi")
def say(request: Request, session: Known, form: Said, digest_id: str) -> Response:
    """Land one word on a digest."""
    desk = running(request)
    value = form.given("value")
    word = Word(form.one("kind"), form.given("subject"), one_line(value) if value is not None else None)
    try:
        is_old = desk.desktop.say(digest_id, word, seen=form.one("seen"), at=desk.now())
    except LockedError:
        if word.kind == "approve":
            raise  # what could not be compared with the page is not approved
        lines = ("Điều bạn vừa làm đã được ghi lại. Kho dữ liệu đang bận nên bản tin chưa kịp đổi theo.",)
        retry = {"path": f"/ban-tin/{quote(digest_id)}/soan", "fields": (("csrf", session.csrf),), "name": "Thử lại"}
        return plain(request, "Kho đang bận", *lines, status=503, retry=retry)
    session.messages.append(SAID.get(word.kind, "Đã ghi."))
    if is_old:
        session.messages.append(OLD_PAGE)
    anchor = f"#tin-{quote(word.subject)}" if word.subject and word.kind in ("move", "note", "seat", "show") else ""
    return RedirectResponse(f"/ban-tin/{quote(digest_id)}{anchor}", 303)


@router.post("/tin/{article_id}/nhan")
def relabel(request: Request, session: Known, form: Said, article_id: str) -> Response:
    """Land the labels of an article that were changed."""
    desk = running(request)
    number = desk.desktop.relabel(
        form.one("text_id"),
        cells_of(form),
        original=form.given("original") or "{}",
        reviewed=bool(form.one("reviewed")),
        at=desk.now(),
    )
    session.messages.append(f"Đã ghi {number} nhãn." if number else "Không có nhãn nào khác trước.")
    return _back(request, form, article_id)


@router.post("/cau-chuyen")
def fix_story(request: Request, session: Known, form: Said) -> Response:
    """Join, part or name stories."""
    desk = running(request)
    desk.desktop.fix_story(form.one("kind"), form.one("left"), form.one("right"), at=desk.now())
    said = {"link": "Đã nhập hai câu chuyện.", "split": "Đã tách.", "rename": "Đã đặt tên."}
    session.messages.append(said[form.one("kind")])
    return _back(request, form, form.one("left"))


@router.post("/kiem-dinh")
def answer_audit(request: Request, session: Known, form: Said) -> Response:
    """Land one answer of the weekly audit."""
    desk = running(request)
    if form.one("is_worthy") not in ("0", "1"):
        raise AuditError("thiếu câu trả lời: đáng đưa hay không")
    is_worthy = form.one("is_worthy") == "1"
    answer = Answer(form.one("week"), form.one("article_id"), is_worthy, clip(form.one("note"), MAX_NOTE))
    desk.desktop.answer_audit(answer, at=desk.now())
    session.messages.append("Đã ghi câu trả lời.")
    return RedirectResponse("/kiem-dinh", 303)


def cells_of(form: Form) -> dict[str, str]:
    """The label cells of a form, as a file of labels has them: of a list all that is ticked, none ticked is empty."""
    whole = form.given("original") is not None
    names = [name for name in (*FIELDS, *EVIDENCE) if form.given(name) is not None or (whole and name in LISTS)]
    before = original_cells(form.given("original") or "{}")
    return {name: "; ".join(_in_order(form.listed(name), before.get(name, ""))) for name in names}


def _in_order(ticked: list[str], before: str) -> list[str]:
    """What was there keeps its order, for the first topic is the weightiest; what is new follows."""
    known = [one for one in before.split("; ") if one in ticked]
    return [*known, *(one for one in ticked if one not in known)]


def _back(request: Request, form: Form, article_id: str) -> Response:
    """To the digest, composed anew with what was said, or to the list that asks."""
    digest_id = form.one("ban_tin")
    if not digest_id:
        return RedirectResponse("/can-xem", 303)
    desktop = running(request).desktop
    if not is_served(desktop.home, digest_id):
        desktop.compose(digest_id)
    anchor = f"#tin-{quote(article_id)}" if _ARTICLE.fullmatch(article_id) else ""
    return RedirectResponse(f"/ban-tin/{quote(digest_id)}{anchor}", 303)
