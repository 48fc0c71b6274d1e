"""Scrapy as this crawl uses it: downloader, cookies and decompression; all else is ours and off here."""

from typing import Any

from crawlers.plan import Plan

# What decides an outcome (robots, pace, retries, redirects) is ours; what only counts or exports costs time.
_DOWNLOADER_OFF = (
    "offsite.OffsiteMiddleware",
    "robotstxt.RobotsTxtMiddleware",
    "httpauth.HttpAuthMiddleware",
    "defaultheaders.DefaultHeadersMiddleware",
    "retry.RetryMiddleware",
    "redirect.MetaRefreshMiddleware",
    "redirect.RedirectMiddleware",
    "stats.DownloaderStats",
    "httpcache.HttpCacheMiddleware",
)
_EXTENSIONS_OFF = (
    "corestats.CoreStats",
    "logcount.LogCount",
    "telnet.TelnetConsole",
    "memusage.MemoryUsage",
    "memdebug.MemoryDebugger",
    "closespider.CloseSpider",
    "feedexport.FeedExporter",
    "logstats.LogStats",
    "spiderstate.SpiderState",
    "throttle.AutoThrottle",
    "remote_control.RemoteControl",
)
_HANDLER = "crawlers.wire.PressDownloadHandler"


def crawl_settings(plan: Plan) -> dict[str, Any]:
    """The settings of one crawl."""
    return {
        "USER_AGENT": plan.user_agent,
        "DOWNLOAD_TIMEOUT": plan.timeout_s,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 0,  # no limit: a slow host must never keep another one waiting
        "CONCURRENT_REQUESTS_PER_DOMAIN": 32,  # the gate lets one through; a proxy keeps as many connections
        "REACTOR_THREADPOOL_MAXSIZE": 32,  # names are resolved in threads, dead ones slowly
        "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER, "data": None, "file": None, "s3": None, "ftp": None},
        "DOWNLOADER_MIDDLEWARES": {f"scrapy.downloadermiddlewares.{name}": None for name in _DOWNLOADER_OFF},
        "EXTENSIONS": {f"scrapy.extensions.{name}": None for name in _EXTENSIONS_OFF},
        "ROBOTSTXT_OBEY": False,
        "TWISTED_DNS_RESOLVER": _resolver(plan),
        "TELNETCONSOLE_ENABLED": False,
        "STATS_DUMP": False,
        "LOG_LEVEL": "ERROR",
    }


def _resolver(plan: Plan) -> str:
    """Who finds addresses; behind a proxy only the proxy's own is looked up, and that is where the site put it."""
    trusted = plan.allow_private or plan.proxy is not None
    return "scrapy.resolver.CachingThreadedResolver" if trusted else "crawlers.private.PublicResolver"
