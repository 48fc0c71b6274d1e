# ruff: noqa: E501 — one kind of identity a line reads as a table
"""Made-up comments with made-up identities of forty-seven kinds, in the spellings in which people type them."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

SURNAMES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Hoàng",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Ngô",
    "Dương",
    "Lý",
    "Trịnh",
    "Đinh",
    "Mai",
    "Cao",
    "Lương",
)
MIDDLES = (
    "Văn",
    "Thị",
    "Minh",
    "Ngọc",
    "Thanh",
    "Hồng",
    "Quốc",
    "Đức",
    "Thu",
    "Xuân",
    "Kim",
    "Hữu",
    "Thị Thu",
    "Thị Hồng",
    "Thị Ngọc",
)
GIVENS = (
    "Hằng",
    "Tuấn",
    "Nhung",
    "Hùng",
    "Oanh",
    "Quỳnh",
    "Trâm",
    "Dũng",
    "Thắm",
    "Thúy",
    "Huệ",
    "Phượng",
    "Yến",
    "Khôi",
    "Loan",
    "Nga",
    "Cường",
    "Duyên",
    "Hạnh",
    "Lan",
    "Hoa",
    "Trung",
    "Bình",
    "Sơn",
    "Hương",
    "Mai",
    "Linh",
    "Phúc",
    "Thảo",
    "Vân",
)
STREETS = ("Lê Văn Việt", "Nguyễn Trãi", "Cách Mạng Tháng Tám", "Phạm Văn Đồng", "Trường Chinh", "Hoàng Hoa Thám")
WARDS = ("Tân Phú", "Hiệp Bình", "Long Bình", "Thuận Giao", "An Phú", "Bình Hòa")
WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
OPINIONS = (
    "Cảm ơn công đoàn đã quan tâm đến công nhân", "cong doan chi biet thu tien thoi", "công ty nợ lương 3 tháng rồi mà chưa ai giải quyết",
    "bao giờ có quà tết vậy ạ", "BHXH một lần có được rút không", "lương 5.310.000 đồng/tháng sống sao nổi", "tăng ca 60 giờ mà không có phụ cấp",
    "mong công đoàn hỗ trợ kịp thời", "cty k đóng bảo hiểm", "chính sách mới này rất hợp lý",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planted:
    """One comment, its kind of identity, and what must be found nowhere."""

    kind: str
    text: str
    secrets: tuple[str, ...]


def bare(text: str) -> str:
    """The text as typed without marks."""
    import unicodedata

    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in parts if not unicodedata.combining(char))


class Maker:
    """Makes comments of all kinds from one seed."""

    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)

    def digits(self, n: int, first: str = "123456789") -> str:
        return self.r.choice(first) + "".join(self.r.choice("0123456789") for _ in range(n - 1))

    def name(self) -> str:
        return f"{self.r.choice(SURNAMES)} {self.r.choice(MIDDLES)} {self.r.choice(GIVENS)}"

    def phone(self) -> str:
        return "0" + self.r.choice(("9", "3", "7", "8", "5")) + self.digits(8, "0123456789")

    def spaced(self, number: str) -> str:
        mark, cuts = (
            self.r.choice((".", " ", "-", ". ", " - ")),
            self.r.choice(((4, 7), (3, 6), (2, 4, 6, 8), (4, 6, 8), (5,))),
        )
        parts = [number[a:b] for a, b in zip((0, *cuts), (*cuts, None), strict=False)]
        return mark.join(part for part in parts if part)

    def word_digits(self, number: str) -> str:
        words = " ".join(WORDS[int(digit)] for digit in number)
        return self.r.choice((words, bare(words)))

    def user(self) -> str:
        given, sur = bare(self.r.choice(GIVENS)).lower(), bare(self.r.choice(SURNAMES)).lower()
        return self.r.choice(
            (f"{given}{sur}{self.digits(3)}", f"{given}.{sur}.{self.digits(2)}", f"{sur}_{given}{self.digits(2)}")
        )

    def plate(self) -> str:
        series = self.r.choice(("A", "X1", "F", "K2", "B", "LD"))
        tail = self.r.choice((f"{self.digits(3)}.{self.digits(2)}", self.digits(5), self.digits(4)))
        return f"{self.r.randint(11, 99)}{self.r.choice(('-', '', ' '))}{series}{self.r.choice((' ', '-'))}{tail}"


def _told(form: str, secret: str) -> tuple[str, str]:
    return form.replace("{}", secret), secret


def _pick(m: Maker, *forms: str) -> str:
    return m.r.choice(forms)


# for each kind what makes (the words of the comment, the secret in them)
KINDS: dict[str, Callable[[Maker], tuple[str, str]]] = {
    "full_name": lambda m: _told(_pick(m, "tôi là {} ở chuyền 4", "{} đã bị đuổi việc", "nhờ giúp bạn {} với"), m.name()),
    "name_small": lambda m: _told(_pick(m, "{} nói vậy đó", "hôm qua {} có hỏi"), m.name().lower()),
    "name_bare": lambda m: _told("chi {} lam to may", bare(f"{m.r.choice(SURNAMES[:2])} {m.r.choice(('Văn', 'Thị'))} {m.r.choice(GIVENS)}").lower()),
    "name_capitals": lambda m: _told(_pick(m, "{} KÝ TÊN", "người gửi {}"), m.name().upper()),
    "introduced": lambda m: _told(_pick(m, "em tên là {}", "mình tên {} ạ", "tên tôi là {}"), m.name()),
    "called": lambda m: _told(_pick(m, "chị {} cho em hỏi", "anh {} xem giúp", "cô {} giúp em"), f"{m.r.choice(GIVENS[:18])} ơi"),
    "signed": lambda m: _told(_pick(m, "Trân trọng, {}", "- {}, tổ 5", "Kính thư\n{}"), m.name()),
    "mentioned": lambda m: _told(_pick(m, "@{} vào đọc đi", "@{}"), m.name()),
    "tagged": lambda m: _told("{} đọc nè", f"{m.r.choice(GIVENS)} {m.r.choice(SURNAMES)} {m.r.choice(GIVENS)}"),
    "handle": lambda m: _told(_pick(m, "tiktok {}", "@{}", "nick {} nhé", "fb: {}"), m.user()),
    "phone": lambda m: _told(_pick(m, "gọi {}", "sđt {} nha", "{} gặp em"), m.phone()),
    "phone_spaced": lambda m: _told(_pick(m, "lh {}", "{} zalo", "số {} ạ"), m.spaced(m.phone())),
    "phone_abroad": lambda m: _told("số em {}", _pick(m, "+84", "84", "0084", "(+84) ", "+84 ") + m.phone()[1:]),
    "phone_words": lambda m: _told(_pick(m, "gọi {}", "số là {} ạ"), m.word_digits(m.phone())),
    "email": lambda m: _told(_pick(m, "mail {}", "gửi {} giúp em"), f"{m.user()}{_pick(m, '@', ' @ ', ' (at) ')}{_pick(m, 'gmail', 'yahoo', 'congty')}.{_pick(m, 'com', 'vn')}"),
    "profile_link": lambda m: _told(_pick(m, "xem {}", "{} là trang của em"), _pick(m, "https://www.facebook.com/", "fb.com/", "m.facebook.com/", "https://zalo.me/", "t.me/", "https://www.tiktok.com/@") + m.user()),
    "profile_id": lambda m: _told("https://facebook.com/profile.php?id={}", "1000" + m.digits(11)),
    "avatar": lambda m: _told("ảnh {}", f"https://scontent.fsgn.example.net/v/t1/{m.digits(12)}_{m.digits(9)}.jpg"),
    "identity_card": lambda m: _told(_pick(m, "CCCD {}", "căn cước số {}", "{} là số căn cước của em"), "0" + m.digits(11)),
    "old_card": lambda m: _told(_pick(m, "CMND {}", "cmt số: {}"), m.digits(9)),
    "insurance_number": lambda m: _told(_pick(m, "mã số bhxh {}", "số sổ {} chưa chốt", "BHXH số {}"), _pick(m, "79", "74", "01", "75") + m.digits(8, "0123456789")),
    "health_card": lambda m: _told(_pick(m, "thẻ bhyt {}", "{} là mã thẻ của con em"), _pick(m, "DN4", "GD4", "TE1", "HS4") + m.digits(12)),
    "bank_account": lambda m: _told(_pick(m, "stk {} vietcombank", "chuyển giúp vào {} MB bank", "tk: {}"), m.spaced(m.digits(13))),
    "bank_card": lambda m: _told("thẻ {}", " ".join(m.digits(4) for _ in range(4))),
    "plate": lambda m: _told(_pick(m, "xe {} đậu chắn cổng", "biển số {}", "{} tông em ở cổng"), m.plate()),
    "address": lambda m: _told(_pick(m, "nhà em {}", "trọ ở {}", "gửi về {}"), f"số {m.r.randint(1, 300)}/{m.r.randint(2, 90)} đường {m.r.choice(STREETS)}, phường {m.r.choice(WARDS)}"),
    "alley": lambda m: _told("em ở {}", f"{_pick(m, 'ngõ', 'hẻm', 'kiệt')} {m.r.randint(2, 400)} {m.r.choice(STREETS)}"),
    "passport": lambda m: _told(_pick(m, "hộ chiếu {}", "passport số {}"), _pick(m, "B", "C", "N") + m.digits(7)),
    "tax_number": lambda m: _told(_pick(m, "mst {}", "mã số thuế: {}"), m.digits(10)),
    "worker_number": lambda m: _told(_pick(m, "mã nhân viên {}", "msnv: {}", "thẻ số {}"), _pick(m, "NV", "A", "") + m.digits(7)),
    "birthday": lambda m: _told(_pick(m, "sinh ngày {}", "em sn {}"), f"{m.r.randint(1, 28):02d}/{m.r.randint(1, 12):02d}/{m.r.randint(1965, 2004)}"),
    "place_on_earth": lambda m: _told("vị trí {}", f"10.{m.digits(6)}, 106.{m.digits(6)}"),
    "any_figures": lambda m: _told(_pick(m, "gọi {}", "{} gặp em"), dressed(m, m.phone())),
    "any_signs": lambda m: _told(_pick(m, "sđt {}", "stk {}", "cccd {}"), _pick(m, " x ", "🌟", "&", "''", "‒", "<>").join(re.findall("..", m.phone()))),
    "number_in_parts": lambda m: _told(_pick(m, "{} nhé", "số em {}"), f"0{m.digits(3)} rồi {m.digits(2)}7 rồi {m.digits(2)}9"),
    "invisible_signs": lambda m: _told("anh {} đuổi em", m.r.choice("\u200b\u2060\U000e0020\u00ad").join(m.name())),
    "pasted_letters": lambda m: _told("bạn {} biết", "".join(chr(0x1D41A + ord(c) - 97) if c.isalpha() else c for c in bare(m.name()).lower())),
    "look_alikes": lambda m: _told("chị {} mắng em", bare(m.name()).translate(str.maketrans("aeopc", "аеорс"))),
    "other_scripts": lambda m: _told(_pick(m, "giám đốc {} bỏ trốn", "ông {} chửi em"), _pick(m, "王小明", "김철수", "田中太郎", "Иван Петров")),
    "rare_surname": lambda m: _told(_pick(m, "nghe {} nói", "{} đuổi em", "({})"), f"{_pick(m, 'khà', 'lã', 'cồ', 'sầm', 'thiều')} {_pick(m, 'thanh', 'hoài', 'ngọc')} {_pick(m, 'đượm', 'thoan', 'nhài')}"),
    "copied_page": lambda m: _told(_pick(m, "{} · 2 giờ trước", "{} Fan cứng", "{} đã bình luận", "{} (Tác giả)"), m.name()),
    "taken_apart": lambda m: _told("gặp {} nhé", _pick(m, ".", "-", "*", " . ").join(m.name().split())),
    "hyphened_handle": lambda m: _told(_pick(m, "yt: {}", "{} a vòng gmail"), bare(f"{m.r.choice(GIVENS)}-{m.r.choice(SURNAMES)}").lower()),
    "code_of_a_worker": lambda m: _told(_pick(m, "sbd {}", "code {}", "số công nhân {}", "đuôi {}"), m.digits(10)),
    "birth_year_in_words": lambda m: _told("sinh năm {}", "một chín chín " + _pick(m, "hai", "ba", "năm")),
    "street_small": lambda m: _told(_pick(m, "sn {}", "địa chỉ {}", "số nhà {}"), f"{m.digits(3)} {m.r.choice(STREETS).lower()}"),
    "network_address": lambda m: _told("ip {}", ".".join(str(m.r.randint(11, 250)) for _ in range(4))),
}  # fmt: skip


def dressed(m: Maker, number: str) -> str:
    """A number in figures of other scripts, in circles or on keys."""
    zero = m.r.choice((0xFF10, 0x660, 0x17E0, 0x1D7CE))
    return m.r.choice(
        (
            "".join(chr(zero + int(c)) for c in number),
            "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(c)] for c in number),
            "".join(f"{c}\ufe0f\u20e3" for c in number),
        )
    )


def planted(n: int, seed: int = 7) -> list[Planted]:
    """`n` comments, all kinds in turn, each in an opinion."""
    maker = Maker(seed)
    makers = list(KINDS.items())
    found = []
    for i in range(n):
        kind, make = makers[i % len(makers)]
        words, secret = make(maker)
        opinion = maker.r.choice(OPINIONS)
        text = maker.r.choice(
            (f"{opinion}. {words}", f"{words}. {opinion}", f"{opinion}, {words}", f"{words}\n{opinion}")
        )
        found.append(Planted(kind, text, (secret,)))
    return found
