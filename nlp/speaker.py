"""Who speaks: the role, and the office or body; a private person's name is used to follow a voice, never given out."""

import re
from dataclasses import dataclass

from .entities import Mention, find_entities
from .records import Document

ROLES = ("union", "worker", "employer", "state", "expert", "other", "unknown")
ROLE_NAMES = {"worker": "người lao động", "expert": "chuyên gia", "other": "người khác"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Role, what may be said of the speaker (office, body or role, no private name), and the body's entity id."""

    role: str
    label: str | None = None
    entity_id: str | None = None


UNKNOWN = Speaker("unknown")
_CUES = tuple(
    (role, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"))
    for role, pattern in (
        (
            "worker",
            r"(?:nam |nữ |nhiều |một số |các |một |hai |cựu )*(?:công nhân(?! công đoàn)(?: viên)?"
            r"|người lao động|lao động nữ|nlđ|đoàn viên"
            r"|tài xế|lái xe|giáo viên|thợ \w+|shipper|lao công|điều dưỡng|nhân viên|ngư dân|thuyền viên"
            r"|người thợ|cô giáo|thầy giáo"
            r"|lao động(?= (?:đang|làm|ở|tại|quê|này|cho|từ)))",
        ),
        (
            "union",
            r"(?:(?:phó |nguyên |quyền )*(?:chủ tịch|cán bộ|lãnh đạo|đại diện|trưởng ban|ủy viên"
            r"|chánh văn phòng|thường trực) )?"
            r"(?:(?:ban chấp hành|bch|các cấp|tổ chức) )*(?:công đoàn|cđcs|cđ|lđlđ|tổng liên đoàn"
            r"|liên đoàn lao động|tlđ|tổng lđlđ\w*)",
        ),
        (
            "state",
            r"(?:(?:phó |nguyên |quyền )*(?:chủ tịch|giám đốc|tổng giám đốc|lãnh đạo|đại diện|trưởng phòng"
            r"|trưởng ban|bí thư|cán bộ|chủ nhiệm) )?"
            r"(?:ubnd|hđnd|sở(?! hữu)|bhxh|bảo hiểm xã hội|bảo hiểm thất nghiệp|phòng (?:lđ|lao động|nội vụ"
            r"|giáo dục|gd)|ban quản lý|bql|cục|chi cục"
            r"|vụ(?= (?:bảo|lao|pháp|tiền|quan))|quốc hội|trung tâm (?:dịch vụ )?việc làm|bộ(?= (?:lđ|lao động"
            r"|nội vụ|y tế|gd|giáo dục|tài|công|xây|kế|nông|tư))"
            r"|tòa án|tand|công an|thanh tra|kho bạc|trung tâm|tỉnh ủy|huyện ủy|thành ủy)"
            r"|(?:phó )?bộ trưởng|thứ trưởng|(?:phó )?thủ tướng|(?:phó )?cục trưởng|(?:phó )?vụ trưởng|đại biểu"
            r"|đbqh|cơ quan chức năng|bí thư"
            r"|chủ tịch nước|(?:phó )?tổng bí thư|chính phủ|đại tá|thượng tá|trung tá|thiếu tá|đại sứ"
            r"|lãnh đạo (?:tỉnh|thành phố|huyện|xã|phường)",
        ),
        (
            "employer",
            r"(?:(?:phó |nguyên )*(?:chủ tịch|tổng giám đốc|giám đốc|lãnh đạo|đại diện|quản lý|trưởng phòng"
            r"|phụ trách|bộ phận) )*"
            r"(?:(?:phía |ban lãnh đạo |các |một )*(?:công ty|cty|doanh nghiệp|nhà máy|xí nghiệp|tập đoàn"
            r"|tổng công ty|hãng|chủ đầu tư|khách sạn|ngân hàng)"
            r"|ceo|hiệp hội|vcci|hành chính nhân sự|phòng nhân sự|nhân sự)"
            r"|chủ doanh nghiệp|chủ cơ sở|chủ xưởng|chủ quán|nhà đầu tư|giới chủ"
            r"|(?:phó )?(?:tổng )?giám đốc(?! bệnh viện)(?: điều hành| nhân sự| sản xuất)?|doanh nhân",
        ),
        (
            "expert",
            r"(?:các )?(?:chuyên gia|luật sư|nhà nghiên cứu|tiến sĩ|giáo sư|ts\.?|pgs\.?|gs\.?|ths\.?|bác sĩ"
            r"|bs\.?|giảng viên|ilo|nhà kinh tế)"
            r"|(?:phó )?viện trưởng|giám đốc trung tâm nghiên cứu"
            r"|(?:phó )?(?:giám đốc|lãnh đạo|đại diện) bệnh viện",
        ),
        (
            "other",
            r"(?:báo(?! cáo| chí)(?= )|bí thư (?:[^,.;]{0,25})?(?:trung ương|thành|tỉnh|huyện) đoàn"
            r"|người dân|phụ huynh|học sinh"
            r"|sinh viên|bệnh nhân|nhân chứng|hàng xóm|hành khách|chủ nhà trọ|chủ trọ|ca sĩ|linh mục|đạo diễn"
            r"|nghệ sĩ)",
        ),
    )
)
_HONORIFIC = re.compile(
    r"(?<!\w)(ông|bà|anh|chị|em|cô|chú|bác|đồng chí|đ/c|vợ chồng anh|vợ chồng chị)(?= [A-ZĐÀ-Ỹ]|$|,| này| nói"
    r"| cho| chia| kể)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|em|cô|chú|bác|đồng chí|luật sư|[Tt][Ss]\.?|bộ trưởng|thứ trưởng|chủ tịch|giám đốc) "
    r"((?:[A-ZĐÀ-Ỹ][\w.]*)(?: [A-ZĐÀ-Ỹ][\w.]*){0,4})",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r", (?:cũng )?(?P<person>(?:ông|bà|anh|chị|cô)(?: này| ta| (?P<name>[^\W\d_]\w*)))(?: cũng| còn| tiếp tục)?$"
)
_WORKERLY = ("anh", "chị", "em", "cô", "vợ chồng anh", "vợ chồng chị")
_BARE = re.compile(r"(?:phó |nguyên )*(?:tổng )?(?:giám đốc|chủ tịch)", re.IGNORECASE)
_SAME = re.compile(
    r"^\W*(?:theo )?(?:cũng )?(?:vẫn )?(?:ông|bà|anh|chị|cô|vị (?:này|lãnh đạo này|đại diện này)|người này"
    r"|nữ công nhân này)(?: (?:này|ta|ấy))?\W*$",
    re.IGNORECASE,
)
_UNION_IDS = ("ldld", "cd", "tld", "cong-doan", "vien-cong-nhan", "dh-cong-doan", "bao-lao-dong")
_STATE_IDS = (
    *(
        "bo-",
        "so-",
        "bhxh",
        "cuc-",
        "ub-",
        "ban-quan-ly",
        "chinh-phu",
        "quoc-hoi",
        "hoi-dong",
        "nhnn",
        "tandtc",
        "thanh-tra",
    ),
    *("hepza", "ilo"),
)
_BY_KIND = {
    "union": "union", "union_press": "union", "union_unit": "union", "state": "state", "agency": "state",
    "employer": "employer", "employer_body": "employer", "international": "expert",
}  # fmt: skip


class Voices:
    """The speakers of one article in order: a name met again, or "ông nói", is the one introduced before."""

    def __init__(self, provinces: tuple[str, ...]) -> None:
        self._provinces = provinces
        self._known: dict[str, Speaker] = {}
        self._last: dict[str, Speaker] = {}

    def of(self, phrase: str) -> Speaker:
        """Give who the attribution `phrase` ("ông …, Chủ tịch LĐLĐ tỉnh") names."""
        phrase = self._again(phrase.strip())
        address = _address(phrase)
        speaker = self._same(address) if _SAME.match(phrase) else self._told(phrase)
        named = [match for match in _NAME.finditer(phrase) if match.group(1)[0].isupper()]
        # "bà Mẫu Thị Ví, Chủ tịch LĐLĐ tỉnh": the person, not what is presided over
        persons = [match for match in named if _HONORIFIC.match(match.group())]
        names = [match.group(1).split() for match in persons or named]
        if names and (speaker.role == "unknown" or _BARE.fullmatch(speaker.label or "")):
            speaker = self._known.get(names[-1][-1].lower().strip("."), speaker)
        if speaker.role == "unknown" and address in _WORKERLY:
            speaker = Speaker("worker", ROLE_NAMES["worker"])
        if names and speaker.role != "unknown":
            self._known.setdefault(names[-1][-1].lower().strip("."), speaker)
        self._last[address], self._last[""] = speaker, speaker
        return speaker

    def _again(self, phrase: str) -> str:
        """Only the person, when one who was introduced takes the word again: "Theo đề nghị của Chính phủ, bà Ý"."""
        match = _AGAIN.search(phrase)
        if match is None or (match["name"] and match["name"].lower() not in self._known):
            return phrase
        return match["person"]

    def _same(self, address: str) -> Speaker:
        """The one who was addressed so before; "ông" is not the "chị" who spoke last."""
        last = self._last.get("", UNKNOWN)
        return self._last.get(address, UNKNOWN if address and last.role == "worker" else last)

    def introduce(self, sentence: str) -> None:
        """Remember who is presented by name and office in a sentence that quotes nobody."""
        for match in _NAME.finditer(sentence):
            if match.group(1)[0].isupper():
                around = sentence[match.start() : match.end() + 90]
                speaker = self._told(re.split(r"[.;]|, (?=trong|khi|đã|tại)", around)[0])
                if speaker.role != "unknown":
                    self._known.setdefault(match.group(1).split()[-1].lower(), speaker)

    def _told(self, phrase: str) -> Speaker:
        """By office or body, else by the noun; what stands nearest the person decides."""
        honorifics = list(_HONORIFIC.finditer(phrase))
        at = honorifics[-1].start() if honorifics else len(phrase)
        # without a person in it the last part between commas that names a role is the subject
        for part in [phrase[at:], *reversed(re.split(r",(?= )| - | – ", phrase[:at]))]:
            found = self._cued(part)
            if found.role != "unknown":
                return found
        return UNKNOWN

    def _cued(self, part: str) -> Speaker:
        low = part.lower()
        cues = [
            _Cue(m.start(), m.end(), role, part[m.start() : m.end()]) for role, cue in _CUES for m in cue.finditer(low)
        ]
        mentions = find_entities(Document("", part, "", ()), self._provinces)
        bodies = [_Cue(m.start, m.end, role, m.name, m.entity_id) for m in mentions if (role := role_of(m))]
        found = sorted([*cues, *bodies], key=lambda cue: (cue.start, -cue.end))
        if not found:
            return UNKNOWN
        first = found[0]
        if first.role in ROLE_NAMES:
            return Speaker(first.role, ROLE_NAMES[first.role])
        near = (one for one in bodies if first.start <= one.end and one.start <= first.end + 40)
        body = next((one for one in near if one.role == first.role), first)
        return Speaker(body.role, body.label, body.entity_id)


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    role: str
    label: str
    entity_id: str | None = None


def role_of(mention: Mention) -> str | None:
    """Give the role in which a body speaks; None for parks."""
    if mention.kind != "office":
        return _BY_KIND.get(mention.kind)
    body = mention.entity_id.split("@", 1)[1]
    if body.startswith(_UNION_IDS):
        return "union"
    return "state" if body.startswith(_STATE_IDS) else "employer"


def _address(phrase: str) -> str:
    """The word by which the person is addressed last: "anh", "chị" in the labour press are workers."""
    found = _HONORIFIC.findall(phrase)
    return str(found[-1]).lower() if found else ""
