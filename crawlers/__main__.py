"""`python -m crawlers crawl --plan plan.json --out LANDED_DIR`: one crawl, one landed run.

The last line on stdout is the path of the landed run. Exit code 0: fine; 1: landed, but our own code failed
for an outlet (see the notes in run.json); 2: nothing landed, the reason is on stderr.
"""

import argparse
import faulthandler
import os
import sys
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess

from crawlers.landing import LandingError, RunWriter, recover_runs
from crawlers.plan import Plan, PlanError, load_plan
from crawlers.scrapy_settings import crawl_settings
from crawlers.source import SourceError, read_sources
from crawlers.spider import PressSpider, choose_sources


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m crawlers", description=(__doc__ or "").splitlines()[0])
    crawl = parser.add_subparsers(required=True).add_parser("crawl", help="crawl the outlets of a plan")
    crawl.add_argument("--plan", type=Path, required=True, help="JSON file with the fields of crawlers.plan.Plan")
    crawl.add_argument("--out", type=Path, required=True, help="folder of landed runs")
    options = parser.parse_args(arguments)
    try:
        plan = load_plan(options.plan)
        proxy = plan.proxy or os.environ.get("DIEMTIN_PROXY")  # with a password it stands in no plan
        return _crawl(plan.model_copy(update={"proxy": proxy}), options.out)
    except (PlanError, SourceError, LandingError) as error:
        print(error, file=sys.stderr)  # noqa: T201 — the command's own output
        return 2


def _crawl(plan: Plan, landed_dir: Path) -> int:
    recover_runs(landed_dir)
    run = landed_dir / plan.run_id
    notes = [] if run.exists() else _land(plan, landed_dir)
    print(run)  # noqa: T201 — the command's own output
    return 1 if notes else 0


def _land(plan: Plan, landed_dir: Path) -> list[str]:
    """Crawl into a new run; returns what went wrong in our own code."""
    try:
        sources = choose_sources(plan, read_sources(plan.sources_dir).sources)
    except KeyError as error:
        raise PlanError(f"source_ids: no source {error} in {plan.sources_dir or 'the shipped outlets'}") from error
    with RunWriter(landed_dir, plan.run_id, plan.kind, user_agent=plan.user_agent) as writer:
        process = AsyncCrawlerProcess(crawl_settings(plan))
        crawler = process.create_crawler(PressSpider)
        process.crawl(crawler, plan=plan, sources=sources, writer=writer)
        # signals are the spider's own: it books what is still open before it stops
        process.start(install_signal_handlers=False)
        _check(crawler.spider)
    return writer.notes


def _check(spider: object) -> None:
    """Raise what kept the spider from closing its books, so that the run is not landed as a whole one."""
    if not isinstance(spider, PressSpider):
        raise LandingError("the spider did not start")
    if isinstance(spider.failure, BaseExceptionGroup):
        raise spider.failure.exceptions[0]
    if not spider.finished:
        raise LandingError("the crawl was broken off") from spider.failure


if __name__ == "__main__":
    faulthandler.enable()  # a crash of native code tells where; the stderr of a crawl is read by who started it
    sys.exit(main())
