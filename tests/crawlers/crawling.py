"""A crawl as its caller sees it: outlets as TOML, a plan as JSON, a process, a landed run."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from crawlers.landing import read_outcomes
from crawlers.records import Outcome

AGENT = "diemtin-test/1.0 (+mailto:test@congdoan.example)"
RUN_ID = "20260804T010203Z-abcdef"


@dataclass(frozen=True, slots=True)
class Crawl:
    """A crawl to be run below a folder; `plan` overrides the fields of the plan."""

    home: Path
    outlets: dict[str, str]  # id → host
    feeds: dict[str, list[str]]  # id → feed URLs
    delay_s: dict[str, float] = field(default_factory=dict)
    plan: dict[str, object] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)  # id → further lines of its TOML

    @property
    def landed(self) -> Path:
        return self.home / "landed"

    def command(self) -> list[str]:
        """Write the files that the crawl needs and give its command line."""
        folder = self.home / "sources"
        folder.mkdir(parents=True, exist_ok=True)
        for outlet, host in self.outlets.items():
            (folder / f"{outlet}.toml").write_text(self._toml(outlet, host), encoding="utf-8")
        plan = {
            "run_id": RUN_ID,
            "user_agent": AGENT,
            "sources_dir": str(folder),
            "source_ids": list(self.outlets),
            "timeout_s": 5,
            "deadline_s": 60,
        } | self.plan
        path = self.home / "plan.json"
        path.write_text(json.dumps(plan), encoding="utf-8")
        return [sys.executable, "-m", "crawlers", "crawl", "--plan", str(path), "--out", str(self.landed)]

    def run(self, timeout_s: float = 120) -> subprocess.CompletedProcess[str]:
        """Run to the end."""
        return subprocess.run(
            self.command(), capture_output=True, text=True, check=False, env=environment(), timeout=timeout_s
        )

    def start(self) -> subprocess.Popen[str]:
        """Start and leave running."""
        return subprocess.Popen(
            self.command(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
        )

    def outcomes(self) -> list[Outcome]:
        return list(read_outcomes(self.landed / str(self.plan.get("run_id", RUN_ID))))

    def _toml(self, outlet: str, host: str) -> str:
        feeds = "".join(f'\n[[feeds]]\nurl = "{url}"\nsection = "thoi-su"\n' for url in self.feeds[outlet])
        return (
            f'id = "{outlet}"\nname = "Báo {outlet}"\nkind = "central"\nowner = "Cơ quan {outlet}"\n'
            f'homepage = "http://{host}/"\nhosts = ["{host}"]\n'
            f"delay_s = {self.delay_s.get(outlet, 0.05)}\n{self.more.get(outlet, '')}\n{feeds}"
        )


def environment() -> dict[str, str]:
    """This process's environment without the proxies of the machine."""
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
