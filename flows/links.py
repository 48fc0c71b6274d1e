"""How a reader answers from within a mail: by a letter already addressed, or on the editor's desk."""

from dataclasses import dataclass
from urllib.parse import quote

from flows.view import ArticleLine
from flows.wording import clip


@dataclass(frozen=True, slots=True)
class Links:
    """Where corrections go, and the address of the editor's desk without a last slash; "" when there is none."""

    mail_to: str = ""
    desk_url: str = ""

    def mailto(self, article: ArticleLine, digest_id: str) -> str:
        """A letter with the article's id filled in (RFC 6068); "" without an address."""
        if not self.mail_to:
            return ""
        title = clip(article.title, 60)
        body = f"Mã bài: {article.article_id}\r\n{title}\r\nBản tin: {digest_id}\r\nSai ở: \r\nNhãn đúng: \r\n"
        subject = f"Sửa nhãn {article.article_id}"
        return f"mailto:{quote(self.mail_to, safe='@')}?subject={quote(subject)}&body={quote(body)}"

    def at_desk(self, article: ArticleLine) -> str:
        """The article's labels on the editor's desk; "" without one."""
        return f"{self.desk_url}/tin/{quote(article.article_id)}" if self.desk_url else ""
