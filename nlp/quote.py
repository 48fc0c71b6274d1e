"""What people say in a text: words between marks, after a colon, and reported speech, with the role of who speaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .entities import field_texts
from .original import Original
from .records import Document
from .segment import split_sentences
from .speaker import UNKNOWN, Speaker, Voices

FORMS = ("direct", "colon", "indirect")
_STRONG = (
    r"cho biết(?: thêm)?|cho hay|cho rằng|khẳng định|nhấn mạnh|nhận định|thừa nhận|lưu ý|cảnh báo|bày tỏ"
    r"|giải thích|tiết lộ"
    r"|xác nhận|nhìn nhận|bộc bạch|tâm sự|than thở|nêu rõ|chỉ rõ|kiến nghị"
)
_WEAK = (
    r"đánh giá|chia sẻ(?: thêm)?|nói(?: thêm| rõ| rằng| với [^,.:;“\"]{2,25})?|đề nghị|đề xuất"
    r"|thông tin(?: thêm)?|kể(?: lại)?|than|phản ánh|phát biểu|trả lời"
    r"|phân tích|bức xúc|lo lắng|lo ngại|băn khoăn|trăn trở|hỏi|đặt câu hỏi|đặt vấn đề|yêu cầu|tuyên bố"
    r"|nêu(?: ý kiến| quan điểm| thực tế)?|dẫn chứng"
    r"|cam kết|mong muốn|hy vọng|nhắn nhủ|nhắn gửi|bổ sung|chỉ ra|kêu gọi|phấn khởi|xúc động|nghẹn ngào|hồ hởi"
    r"|ngậm ngùi|thở dài|cười"
    r"|quả quyết|trình bày|góp ý|tính toán|dặn|nhắc|trần tình|phân trần|giãi bày|gợi ý|kết luận|chỉ đạo|nói"
)
_VERB = re.compile(rf"(?<!\w)(?:{_STRONG}|{_WEAK})(?!\w)", re.IGNORECASE)
_REPORT = re.compile(rf"(?<!\w)(?:(?:{_STRONG})(?: rằng)?(?!\w),?|(?:{_WEAK}) rằng) (?=\S)", re.IGNORECASE)
_COLON = re.compile(rf"(?<!\w)(?:{_STRONG}|{_WEAK})(?:,? [^.:;“”\"]{{0,40}})? ?:(?: ?[-–])? [\"“«]?\s*", re.IGNORECASE)
_NOT_SAID = re.compile(
    r"(?:không|chưa|được|để|cần|hãy|nhằm|phải|từ chối|việc|muốn|thể|bị|quyền|khi|có|hồ sơ|lời|sẽ|và|,|văn bản"
    r"|đơn|bản|thêm|gửi|các|những|nhiều|một số) $",
    re.IGNORECASE,
)
_THEO = re.compile(
    r"^\W*Theo (?!đó\b|quy |luật|điều |nghị |thông tư|kế hoạch|quyết |hướng |chỉ đạo|kết |ghi nhận|hợp đồng"
    r"|phương |dự |chương |đề án|tôi\b|tìm hiểu"
    r"|công văn|văn bản|giấy|lịch|khoản|mức|nguyên tắc|nội dung|bộ luật|đơn |hồ sơ|cách|hình thức|tờ trình"
    r"|phong tục|kinh nghiệm|lộ trình|đề xuất|biên bản|cam kết|cáo trạng|yêu cầu)"
    r"(?![Tt]hông tư|[Ll]uật|[Nn]ghị định|[Qq]uyết định|[Bb]ộ luật|[Cc]ông văn)"
    r"(?:(?:báo cáo|thống kê|thông tin|số liệu|khảo sát|phản ánh|chia sẻ|đánh giá|nhận định|lời"
    r"|tính toán)(?: sơ bộ| mới nhất| ban đầu)?(?: của| từ)? )?"
)
_NAMED_THING = re.compile(
    r"(?:chủ đề|phong trào|cuộc vận động|chương trình|phương châm|khẩu hiệu|tội|tên|danh hiệu|cuộc thi"
    r"|thông điệp|mô hình|bài|đề tài|hội thảo|tiêu đề|bộ phim"
    r"|cụm từ|chữ|chuyên đề|kiểu|là|dòng chữ|dự án|đề án|hội nghị|quỹ|câu lạc bộ|giải|bài hát|gọi|như|ngày hội"
    r"|tháng|lễ|nhãn hiệu|thương hiệu|chuyên mục|phương án(?: \d+)?|điều \d+|(?:chúng tôi|phóng viên|pv"
    r"|tôi) (?:\w+ ){0,3}hỏi(?: [^,.:;]{0,40})?) ?:? ?$",
    re.IGNORECASE,
)
_MOST = 1500  # characters of one direct quote: a mark left open must not swallow the article
_CLOSERS = {"“": "”", "«": "»", "„": "“”"}
_MARK = re.compile(f'["{"".join(_CLOSERS)}]')


@dataclass(frozen=True, slots=True)
class Quote:
    """Words at text[start:end] of a field, who says them, in which sentences (0 title, -1 lead, body from 1)."""

    field: str
    start: int
    end: int
    text: str
    form: str
    role: str
    speaker: str | None
    entity_id: str | None
    sentence: int
    last_sentence: int


def find_quotes(doc: Document, provinces: Sequence[str] = ()) -> tuple[Quote, ...]:
    """Give the quotes of `doc` in order; offsets point into `entities.field_texts`, `provinces` are the event's."""
    voices = Voices(tuple(provinces))
    found: list[Quote] = []
    for number, (field, raw) in enumerate(field_texts(doc).items()):
        found += _Field(field, raw, number).quotes(voices)
    return tuple(found)


class _Field:
    """One field of a text; `spans` are its sentences in the normalised text."""

    def __init__(self, name: str, raw: str, number: int) -> None:
        self.name = name
        self.original = Original(raw)
        self.text = self.original.text
        self._first = (0, -1, 1)[number]
        self.spans = _spans(self.text, number)

    def quotes(self, voices: Voices) -> Iterator[Quote]:
        """Every quote, the direct ones first where they overlap."""
        marked = list(_marked(self.text))
        taken: list[tuple[int, int]] = []
        for number, (start, end) in enumerate(self.spans):
            inside = [span for span in marked if start <= span[0] < end]
            if not inside:
                found = None if any(a <= start < b for a, b in taken) else self._unmarked(number, voices)
                if found:
                    yield found
                else:
                    voices.introduce(self.text[start:end])
                continue
            for span in inside:
                speaker = self._speaker(span, voices)
                if speaker:
                    taken.append(span)
                    yield self._quote(*span, "direct", speaker)

    def _unmarked(self, number: int, voices: Voices) -> Quote | None:
        start, end = self.spans[number]
        sentence = self.text[start:end]
        match = _THEO.match(sentence)
        if match:
            stop = _end_of_source(sentence, match.end())
            speaker = voices.of(sentence[match.end() : stop]) if stop else None
            if speaker and stop and speaker.role != "unknown":
                return self._quote(start + stop + 2, end, "indirect", speaker)
            return None
        for form, pattern in (("colon", _COLON), ("indirect", _REPORT)):
            match = pattern.search(sentence)
            if match and match.end() < len(sentence) - 10 and not _NOT_SAID.search(sentence[: match.start()]):
                speaker = voices.of(sentence[: match.start()])
                if match.start() > 3 and speaker.role != "unknown":
                    return self._quote(start + match.end(), end, form, speaker)
        return None

    def _speaker(self, span: tuple[int, int], voices: Voices) -> Speaker | None:
        """Who says the marked words; None when they are a title or a word held at a distance, not speech."""
        start, end = span
        words = self.text[start:end].split()
        first, last = self._sentence_of(start), self._sentence_of(end - 1)
        before = self.text[self.spans[first][0] : start].rstrip('“"«„ ')
        after = self.text[end : self.spans[last][1]].lstrip('”"» ')
        if len(words) < 4 or _NAMED_THING.search(before):
            return None
        following = re.match(r"[,.\-–: ]*([^“\".;]{0,160}?)(?=\W*$|[.;“\"])", after)
        tail = following.group(1) if following else ""
        verb = _VERB.search(tail)
        embedded = before[-1:].isalnum() and len(before.split()) > 2
        if verb and not embedded and (after[:1] in ",-–" or tail[:1].islower() or len(words) > 7):
            return voices.of(tail[: verb.start()] or tail[verb.end() :])
        verbs = list(_VERB.finditer(before))
        if verbs and (before.rstrip().endswith((":", "rằng", "-", "–")) or len(before) - verbs[-1].end() < 3):
            return voices.of(before[: verbs[-1].start()])
        return self._unattributed(before, words, tail, voices)

    def _unattributed(self, before: str, words: list[str], tail: str, voices: Voices) -> Speaker | None:
        """A whole sentence between marks is speech, too: the voice is named right after it, or went on."""
        if len(words) < 10 or not words[0][:1].isupper() or (len(before) > 3 and not before.endswith(":")):
            return None
        return voices.of(tail) if tail and not before else UNKNOWN

    def _sentence_of(self, position: int) -> int:
        return next((n for n, (_, end) in enumerate(self.spans) if position < end), len(self.spans) - 1)

    def _quote(self, start: int, end: int, form: str, speaker: Speaker) -> Quote:
        first, last = self._sentence_of(start), self._sentence_of(end - 1)
        numbers = [self._first + (n if self.name == "body" else 0) for n in (first, last)]
        start, end = self.original.span(start, end)
        text = self.original.raw[start:end]
        return Quote(self.name, start, end, text, form, speaker.role, speaker.label, speaker.entity_id, *numbers)


def _end_of_source(sentence: str, at: int) -> int | None:
    """Where the source after "Theo" ends: at the first comma, or the next ones when an office stands between."""
    stop = sentence.find(", ", at)
    while stop > 0:
        following = sentence.find(", ", stop + 1)
        part = sentence[stop + 2 : following] if following > 0 else ""
        if not re.match(
            r"(?:Phó|Chủ tịch|Giám đốc|Trưởng|Tổng|Bộ|Cục|Viện|Thứ|[Cc]ông nhân|[Cc]hủ tịch|[Pp]hó|[Gg]iám đốc"
            r"|[Tt]rưởng|TP|tỉnh|huyện)\b",
            part,
        ):
            break
        stop = following
    return stop if 0 < stop < min(len(sentence) - 12, at + 220) else None


def _spans(text: str, number: int) -> list[tuple[int, int]]:
    """The sentences of a field; the body's lines are sentences already."""
    found, at = [], 0
    for sentence in [text] if number == 0 else text.split("\n") if number == 2 else split_sentences(text):
        start = text.index(sentence, at)
        at = start + len(sentence)
        if sentence:
            found.append((start, at))
    return found or [(0, len(text))]


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """The spans between quotation marks, without them; straight marks open and close in turn."""
    at = 0
    while (match := _MARK.search(text, at)) is not None:
        at, mark = match.start(), match.group()
        if mark in _CLOSERS:
            ends = [e for closer in _CLOSERS[mark] if (e := text.find(closer, at + 1, at + _MOST)) > 0]
        else:
            ends = [e] if _may_open(text, at) and (e := _straight_end(text, at)) > 0 else []
        if ends and len(text[at + 1 : ends[0]].strip()) > 1:
            inner = text[at + 1 : ends[0]]
            yield at + 1 + len(inner) - len(inner.lstrip()), at + 1 + len(inner.rstrip())
        at = ends[0] + 1 if ends else at + 1


def _may_open(text: str, at: int) -> bool:
    return (at == 0 or not text[at - 1].isalnum()) and at + 1 < len(text)


def _straight_end(text: str, at: int) -> int:
    """The straight mark that closes the one at `at`; -1 when there is none near."""
    end = text.find('"', at + 1, at + _MOST)
    # a mark that opens again before this one closed: the first was left open
    if end > 0 and end + 1 < len(text) and text[end + 1].isalnum() and text[end - 1] in " \n(":
        return -1
    return end
