"""What an outlet's file says of its page in a social network, or of the readers' comments that it publishes.

[social]                      # only with kind = "social"
platform = "facebook"         # facebook | youtube | zalo | feed
page = "123456789"            # the page's id, channel id or OA id; "" = nobody has told it yet, not asked
days = 14                     # posts this young are read again, with their comments
every_h = 4                   # hours between two askings
comments = true               # false: posts only

[comments]                    # a press outlet's public feed of readers' comments
url = "https://…/comments?article={id}&page={page}"   # {id} from the article's address, {page} counts up
id = "-(\\d+)\\.html$"        # one group, searched in the article's address
form = "json"                 # json | feed (Atom or RSS)
items = "data.items"          # where the list stands; then the fields of one of them
text = "content"
time = "created"              # ISO 8601, seconds or milliseconds since 1970, or as Vietnamese outlets write it
author = "user.id"            # only to count voices, never kept
likes = "likes"
replies = "child.items"
first_page = 1
"""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from crawlers.urls import is_web_url


class Platform(StrEnum):
    """Where a page lives, and so which client reads it."""

    FACEBOOK = "facebook"
    YOUTUBE = "youtube"
    ZALO = "zalo"
    FEED = "feed"


def _one_group(pattern: str) -> str:
    try:
        groups = re.compile(pattern).groups
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    if groups != 1:
        raise ValueError(f"{pattern!r} must have exactly one group, the article's id")
    return pattern


def _asks(url: str) -> str:
    if not is_web_url(url) or "{id}" not in url:
        raise ValueError(f"{url!r} must be an http(s) address with {{id}} in it")
    return url


class Social(BaseModel):
    """One page of an organisation; see the module for the meaning of the fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    platform: Platform
    page: str = Field(default="", pattern=r"^[\w.\-]*$")
    days: int = Field(default=14, ge=1, le=90)
    every_h: int = Field(default=4, ge=1, le=168)
    comments: bool = True


class CommentDoor(BaseModel):
    """Where an outlet publishes what readers say under an article; see the module for the meaning of the fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[str, AfterValidator(_asks)]
    id: Annotated[str, AfterValidator(_one_group)]
    form: str = Field(default="json", pattern="^(json|feed)$")
    items: str = "data"
    text: str = "content"
    time: str = "time"
    author: str = ""
    likes: str = ""
    replies: str = ""
    first_page: int = Field(default=1, ge=0)
    max_pages: int = Field(default=20, ge=1)
