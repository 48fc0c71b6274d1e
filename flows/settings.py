"""What a site may set, read once at the edge from the environment (DIEMTIN_*)."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from crawlers import facebook, youtube, zalo
from crawlers.shares import ShareError, parse_share
from flows.message import AddressError, check_address

CONTACT = "https://congdoan.vn"


class Settings(BaseSettings):
    """Settings of one installation; every field is the environment variable DIEMTIN_<FIELD>."""

    model_config = SettingsConfigDict(env_prefix="DIEMTIN_", frozen=True, extra="ignore")

    home: Path = Path("var")
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_user: str | None = None
    smtp_password_file: Path | None = None  # never the password itself: environments leak into logs
    smtp_starttls: bool = True
    mail_from: str = "diem-tin@localhost"
    warehouse: str | None = None  # ducklake:…, shared by many machines; None: a file in the home
    warehouse_files: str | None = None  # where the Parquet of a lake lies, a folder or s3://…; None: HOME/lake
    crawl_share: str = "1/1"  # 2/4: the second of four workers that crawl
    dask: str | None = None  # tcp://scheduler:8786; None: the processors of this machine
    inbox: Path | None = None  # Maildir or mbox of mail_from: bounces and who wants no more
    dkim_selector: str | None = None  # signs when set, for the domain of mail_from
    dkim_key_file: Path | None = None  # mode 600
    recipients: Annotated[tuple[str, ...], NoDecode] = ("thuong-truc@localhost",)
    operator: Annotated[tuple[str, ...], NoDecode] = ()  # who is told of outlets in trouble
    proxy: str | None = Field(default=None, exclude=True, repr=False)  # may hold a password: told to nobody
    allow_private: bool = False  # outlets in networks of our own may be asked
    user_agent: str = f"diemtin/0.1 (+{CONTACT}; theo doi bao chi theo Ke hoach 20/KH-TLD)"
    sources_dir: Path | None = None  # None: the bundled outlets
    desks_dir: Path | None = None  # laid over the bundled desks
    desk_url: str | None = None  # where readers reach the editor's desk
    max_pages_per_source: int = Field(default=200, ge=1)
    crawl_deadline_s: float = Field(default=2400.0, gt=0)  # an hourly crawl must end before the next one
    keep_pages_days: int | None = Field(default=None, ge=7, le=36_500)  # None: for ever; days after which a thing goes
    keep_feeds_days: int | None = Field(default=None, ge=7, le=36_500)
    keep_irrelevant_days: int | None = Field(default=None, ge=30, le=36_500)  # labels of today need their texts
    pace_scale: float = Field(default=1.0, gt=0)
    # keys of social networks: files of mode 600, never the keys themselves
    facebook_token_file: Path | None = None
    youtube_key_file: Path | None = None
    zalo_keys_file: Path | None = None
    facebook_api: str = facebook.BASE
    youtube_api: str = youtube.BASE
    youtube_feed: str = youtube.FEED
    zalo_api: str = zalo.BASE
    zalo_oauth: str = zalo.OAUTH
    comment_days: int = Field(default=180, ge=1, le=36_500)  # older comments are deleted, their figures stay

    @field_validator("mail_from")
    @classmethod
    def _sendable(cls, value: str) -> str:
        try:
            return check_address(value)
        except AddressError as error:
            raise ValueError(str(error)) from error

    @field_validator("crawl_share")
    @classmethod
    def _dividing(cls, value: str) -> str:
        try:
            parse_share(value)
        except ShareError as error:
            raise ValueError(str(error)) from error
        return value

    @field_validator("recipients", "operator", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Accept `a@x.vn, b@y.vn`."""
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value
