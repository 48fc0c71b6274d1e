"""The plan of one crawl: a JSON file that the caller writes, validated."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class PlanError(Exception):
    """A plan cannot be used; the message names the file and the field."""


class Validators(BaseModel):
    """What a URL said at its last landing, to ask for news only."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    etag: str | None = None
    last_modified: str | None = None


class Plan(BaseModel):
    """One crawl of several outlets; durations in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    run_id: str
    kind: Literal["crawl"] = "crawl"
    user_agent: str = Field(min_length=1)
    proxy: str | None = None
    allow_private: bool = False  # hosts in networks of our own, such as loopback, may be asked
    sources_dir: Path | None = None  # None: the outlets shipped with the package
    source_ids: tuple[str, ...]
    feeds: frozenset[str] | None = None  # only these feeds, sitemaps and lists are asked; None: all of every source
    validators: dict[str, Validators] = Field(default_factory=dict)  # by URL: of feeds, sitemaps, lists, pages
    known: frozenset[str] = frozenset()  # article ids that need no fetch
    recheck: tuple[str, ...] = ()  # pages to be fetched again though they are known
    max_pages_per_source: int = Field(default=60, ge=0)
    pace_scale: float = Field(default=1.0, ge=0)  # a demonstration on loopback need not wait as long
    deadline_s: float = Field(default=3000, gt=0)  # an hourly crawl ends before the next one begins
    timeout_s: float = Field(default=30, gt=0)
    retries: int = Field(default=2, ge=0)
    retry_after_max_s: float = Field(default=120, ge=0)  # a host that asks for more is left alone in this run


def load_plan(path: Path) -> Plan:
    """The plan in a JSON file; PlanError names the file and every field that is wrong."""
    try:
        return Plan.model_validate_json(path.read_bytes())
    except OSError as error:
        raise PlanError(f"{path}: {error.strerror}") from error
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise PlanError(f"{path}: {wrong}") from error
