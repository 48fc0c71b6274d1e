"""A press that writes all day: what every outlet has published at a moment is a function of the moment alone."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from functools import cache
from xml.sax.saxutils import escape

VIETNAM = timezone(timedelta(hours=7))
HOUR = timedelta(hours=1)
LISTED = 24  # hours that a feed reaches back
OUTLETS = {"nguoitho": "Người Thợ", "songtre": "Sống Trẻ", "tinsang": "Tin Sáng", "miendong": "Miền Đông"}
# the third one prints what the first one wrote an hour before
REPRINTS = {"tinsang": "nguoitho"}
_WHO = ("Công ty May Bình Minh", "Công ty Giày Sao Mai", "Nhà máy Gỗ Hòa An", "Công ty Điện tử Nam Việt")
_WHERE = ("Bình Dương", "Đồng Nai", "Hải Phòng", "Bắc Ninh", "Cần Thơ", "Nghệ An", "Quảng Nam")
_LABOUR = (
    "Công nhân {who} ở {where} đình công đòi trả lương đúng hạn",
    "Công đoàn {who} thương lượng được bữa ăn ca 30.000 đồng",
    "Liên đoàn Lao động {where} trao {number} suất quà cho đoàn viên khó khăn",
    "{who} tại {where} nợ bảo hiểm xã hội của {number} lao động",
    "Đề nghị tăng lương tối thiểu vùng: ý kiến của công nhân {where}",
)
_OTHER = (
    "{where} đón {number} lượt khách du lịch trong tuần",
    "Đội bóng {where} thắng {number} trận sân nhà liên tiếp",
    "Giá nông sản ở {where} tăng trở lại sau mưa lớn",
    "{where} khánh thành cây cầu dài {number} mét",
    "Học sinh {where} giành {number} huy chương khoa học",
)
_SAID = (
    "Theo ghi nhận sáng cùng ngày, sự việc được nhiều người quan tâm.",
    "Đại diện địa phương cho biết đã nắm tình hình và cử cán bộ xuống làm việc với các bên.",
    "Một số ý kiến đề nghị cơ quan chức năng sớm có hướng dẫn cụ thể trong tháng này.",
    "Công việc dự kiến kết thúc trước cuối tháng, kết quả sẽ được thông báo công khai.",
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One article; `at` is the moment it appeared."""

    outlet: str
    at: datetime
    url: str
    title: str
    body: tuple[str, ...]


def pieces(outlet: str, at: datetime, hours: int = LISTED) -> list[Piece]:
    """What an outlet published in the last hours before a moment (aware), newest first."""
    last = at.astimezone(VIETNAM).replace(minute=0, second=0, microsecond=0)
    found = [one for back in range(hours) for one in _written(outlet, last - back * HOUR)]
    return [one for one in found if one.at <= at]


def find(url: str, at: datetime) -> Piece | None:
    """The article at an address, None when there is none yet; its address tells its hour."""
    outlet = url.split("/")[2].removesuffix(".example")
    hour = datetime.strptime(url.rsplit("-", 2)[1], "%Y%m%d%H").replace(tzinfo=VIETNAM)
    return next((one for one in _written(outlet, hour) if one.url == url and one.at <= at), None)


def feed(outlet: str, at: datetime) -> bytes:
    """The outlet's feed at a moment."""
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{one.url}</link><description>{escape(one.body[0])}"
        f"</description><pubDate>{format_datetime(one.at)}</pubDate></item>"
        for one in pieces(outlet, at)
    )
    channel = f"<channel><title>{OUTLETS[outlet]}</title>{items}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0">{channel}</rss>'.encode()


def page(piece: Piece) -> bytes:
    """The page of an article."""
    head = f"<!doctype html><html><head><title>{escape(piece.title)}</title></head><body><article>"
    text = "".join(f"<p>{escape(part)}</p>" for part in piece.body)
    return f"{head}<h1>{escape(piece.title)}</h1>{text}</article></body></html>".encode()


def outlet_toml(outlet: str) -> str:
    """The outlet's file."""
    host = f"{outlet}.example"
    return (
        f'id = "{outlet}"\nname = "{OUTLETS[outlet]}"\nkind = "central"\nowner = "Cơ quan {OUTLETS[outlet]}"\n'
        f'homepage = "http://{host}/"\nhosts = ["{host}"]\ndelay_s = 1.0\n\n'
        f'[[feeds]]\nurl = "http://{host}/rss/home.rss"\n'
    )


@cache
def _written(outlet: str, hour: datetime) -> tuple[Piece, ...]:
    """The articles of one hour: fewer by night."""
    if outlet in REPRINTS:
        return tuple(_reprint(outlet, one) for one in _written(REPRINTS[outlet], hour - HOUR)[:1])
    chance = random.Random(f"{outlet} {hour:%Y%m%d%H}")
    count = chance.choice((0, 1, 1)) if 6 <= hour.hour <= 21 else chance.choice((0, 0, 0, 1))
    return tuple(_piece(outlet, hour, number, chance) for number in range(count))


def _piece(outlet: str, hour: datetime, number: int, chance: random.Random) -> Piece:
    words = {"who": chance.choice(_WHO), "where": chance.choice(_WHERE), "number": chance.randint(11, 990)}
    title = chance.choice(_LABOUR if chance.random() < 0.4 else _OTHER).format(**words)
    said = chance.sample(_SAID, 3)
    told = f"theo tin ngày {hour.day}/{hour.month} của {OUTLETS[outlet]}, bản tin số {chance.randint(1, 9999)}"
    url = f"http://{outlet}.example/tin-{hour:%Y%m%d%H}-{number}.html"
    return Piece(outlet, hour + timedelta(minutes=chance.randint(0, 59)), url, title, (f"{title}, {told}.", *said))


def _reprint(outlet: str, first: Piece) -> Piece:
    at = first.at + HOUR
    return Piece(outlet, at, f"http://{outlet}.example/tin-{at:%Y%m%d%H}-0.html", first.title, first.body)
