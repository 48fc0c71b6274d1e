"""An alert as a mail: short, with its sentence, its link, why it came and how to get fewer; pure."""

from textwrap import fill

import css_inline

from flows.alerts import Alert
from flows.desks import Desk
from flows.templating import environment
from flows.view import Mail
from flows.wording import VIETNAM, clip, clock, number, quoted

HEADS = {
    "strike": "Có vụ ngừng việc, đình công mới",
    "criticism": "Nhiều báo cùng phê phán công đoàn",
    "claim": "Một ý phê phán công đoàn đang lan rộng",
}
MAX_SUBJECT = 180
MAX_OUTLETS = 8
LINE_WIDTH = 78  # of the text part


def alert_mail(alert: Alert, desk: Desk) -> Mail:
    """The mail of an alert for its desk."""
    context = {
        "alert": alert,
        "desk": desk,
        "head": HEADS[alert.cause],
        "url": alert.url if alert.url.startswith(("http://", "https://")) else "",
        "when": f"{clock(alert.raised_at)}/{alert.raised_at.astimezone(VIETNAM).year}",
        "published": clock(alert.news_at),
        "told": _told(alert),
        "why": (_why(alert, desk), *_place(alert, desk)),
        "how": how_to_change(desk),
    }
    html = _ENVIRONMENT.get_template("alert.html.j2").render(context)
    text = _ENVIRONMENT.get_template("alert.txt.j2").render(context)
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
    subject = clip(f"Báo nhanh: {HEADS[alert.cause]} – {alert.title}", MAX_SUBJECT)
    return Mail(alert.alert_id, subject, text.strip() + "\n", inliner.inline(html))


def how_to_change(desk: Desk) -> tuple[str, ...]:
    """How to get fewer alerts, or at other hours, in words."""
    quiet = desk.alerts.quiet_hours.replace("-", " đến ")
    rule = f"Bàn này không nhận báo nhanh từ {quiet}; " if quiet else ""
    return (
        f"{rule}{'mỗi' if rule else 'Mỗi'} câu chuyện chỉ được báo một lần cho mỗi lý do.",
        "Muốn đổi ngưỡng, giờ yên lặng hoặc thôi nhận báo nhanh: trả lời thư này, hoặc sửa mục [alerts] trong tệp "
        f"{desk.desk_id}.toml của bàn.",
    )


def _told(alert: Alert) -> str:
    shown, left = alert.outlets[:MAX_OUTLETS], len(alert.outlets) - MAX_OUTLETS
    names = ", ".join(shown) + (f" và {number(left)} nơi khác" if left > 0 else "")
    hot = " Câu chuyện đang được nhiều báo đưa dồn dập." if alert.hot else ""
    return f"Đến {clock(alert.raised_at)}, nơi đưa tin: {names}.{hot}"


def _why(alert: Alert, desk: Desk) -> str:
    owners = number(alert.owners)
    match alert.cause:
        case "strike":
            return "Tin về một vụ ngừng việc, đình công chưa có trong bản điểm tin nào đã gửi cho bàn này."
        case "claim":
            return (
                f"Cùng một ý phê phán công đoàn đã xuất hiện ở {owners} cơ quan chủ quản báo chí khác nhau "
                f"(ngưỡng của bàn: {number(desk.alerts.claim_owners)})."
            )
        case _ if alert.owners < desk.alerts.criticism_owners:
            return "Câu chuyện được nhiều báo đưa dồn dập, trong đó có bài phê phán công đoàn."
        case _:
            return (
                f"Trong {number(desk.alerts.hours)} giờ qua, {owners} cơ quan chủ quản báo chí độc lập cùng phê phán "
                f"công đoàn trong một câu chuyện (ngưỡng của bàn: {number(desk.alerts.criticism_owners)})."
            )


def _place(alert: Alert, desk: Desk) -> tuple[str, ...]:
    return () if desk.hears_all else (f"Thuộc {desk.name} vì: {alert.route}.",)


def _fold(text: str, first: str = "", then: str = "") -> str:
    return fill(text, LINE_WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)


_ENVIRONMENT = environment(line=clip, quoted=quoted, fold=_fold)
