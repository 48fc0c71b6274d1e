"""What a mail leaves to the attached list, and what that list says: pure, from a DigestView."""

from flows.sentences import headings
from flows.view import DigestView, StoryView
from flows.wording import number


def more(view: DigestView, list_name: str) -> str:
    """What stands for the stories that the mail doesn't tell."""
    articles = sum(1 + len(story.others) for story in view.rest)
    return f"{number(len(view.rest))} sự việc khác ({number(articles)} bài) có trong tệp đính kèm {list_name}."


def more_urgent(count: int) -> str:
    """What stands for those among them that ask for an answer."""
    return f"Còn {number(count)} việc cần phản hồi nữa, xem đầu tệp danh sách đính kèm."


def listed(view: DigestView) -> tuple[tuple[str, tuple[StoryView, ...]], ...]:
    """The attached list: every story of the digest, those that the mail doesn't tell first in their section."""
    told = tuple(story for topic in view.topics for story in topic.stories)
    names = headings(view)
    parts = (
        (f"{names['attention']}, chưa có trong thư", view.attention_rest),
        ("Các tin khác, chưa có trong thư", view.rest),
        ("Đã có trong thư", (*view.attention, *told, *view.good)),
    )
    return tuple((name, stories) for name, stories in parts if stories)


def list_note(view: DigestView) -> str:
    """What the attached list holds."""
    return (
        f"Toàn bộ {number(view.figures.stories)} sự việc, {number(view.figures.relevant)} tin trong kỳ; "
        "thư chỉ kể những việc đáng chú ý nhất."
    )
