"""Officials by their office: the title that stands right before a body's name, never the person's name."""

import re

from .bodies import slug

_OFFICE = re.compile(
    r"(?<!\w)((?:quyền |phó |nguyên |tân )*(?:phó |quyền )?"
    r"(?:chủ tịch(?: thường trực)?|chủ nhiệm|bộ trưởng|thứ trưởng|tổng giám đốc|(?<!ban )giám đốc|chánh văn phòng"
    r"|trưởng ban|viện trưởng"
    r"|hiệu trưởng|tổng biên tập|cục trưởng|vụ trưởng|tổng thư ký|thống đốc|thủ tướng|ủy viên ban thường vụ"
    r"|ủy viên thường vụ"
    r"|ủy viên đoàn chủ tịch|tổng bí thư|thường trực|trưởng ban nữ công|chủ tịch hội đồng quản trị|trưởng phòng)"
    r"(?: thường trực| chuyên trách)?)"
    r"(?: (?:ban chấp hành|bch|đoàn chủ tịch|ban thường vụ|hội đồng quản trị|hđqt|hội đồng thành viên|của))* $",
    re.IGNORECASE,
)


def office_before(text: str, start: int) -> tuple[int, tuple[str, str] | None]:
    """Give where the office before text[start] begins and (its key, its title); `start` and None when there is none."""
    match = _OFFICE.search(text, max(0, start - 80), start)
    if match is None:
        return start, None
    title = match.group(1)
    return match.start(1), (slug(title), title[0].upper() + title[1:].lower())
