"""Errors that name their own cause, one small tree a room; the command line shows each in one line.

crawlers  SourceError · LayoutError · LandingError · PageIndexError · SheetError
nlp       ModelError; warehouse: WarehouseError
flows     LabelError · CorrectionError · StoryError · ChoiceError · HomeError · ClusterError · CrawlError · InputError
          DigestError · ScopeError · OutboxError · JournalError · ArchiveError · DeskError · SectionError · ServerError
          SigningError · UnsubscribeError · AlertError · BackupError · SecretError · KnowledgeError · TakedownError
          WatchError · LedgerError · AuditError · PlanError · CampaignError · PeriodError · SeriesError · RebuttalError
          PlanReportError · WordError · ClockError; OSError where the disk itself fails
"""

from pydantic import ValidationError

from crawlers.landing import LandingError
from crawlers.layout import LayoutError
from crawlers.page_files import PageIndexError
from crawlers.public_records import SheetError
from crawlers.source import SourceError
from flows.alertfile import AlertError
from flows.archive import ArchiveError
from flows.auditresult import AuditError
from flows.balance import LedgerError
from flows.campaigncard import CampaignError
from flows.choices import ChoiceError
from flows.clocktrust import ClockError
from flows.cluster import ClusterError
from flows.compliance import PeriodError
from flows.crawling import CrawlError
from flows.deliveries import JournalError
from flows.deskfiles import DeskError
from flows.digestwords import WordError
from flows.home import HomeError
from flows.job import ServerError
from flows.kept import OutboxError
from flows.knowledge import KnowledgeError
from flows.labelcli import LABEL_ERRORS
from flows.load import DigestError
from flows.planfile import PlanError
from flows.planreports import PlanReportError
from flows.rebuttalfixes import RebuttalError
from flows.restoring import BackupError
from flows.scope import ScopeError
from flows.secretfile import SecretError
from flows.sections import SectionError
from flows.series import SeriesError
from flows.signing import SigningError
from flows.storyfixes import StoryError
from flows.takedowns import TakedownError
from flows.texttools import InputError
from flows.trace import TraceError
from flows.unsubscribe import UnsubscribeError
from flows.watchfile import WatchError
from nlp.model import ModelError
from warehouse.db import WarehouseError

KNOWN_ERRORS = (
    *(SourceError, LayoutError, LandingError, PageIndexError, SheetError),
    *(ModelError, ChoiceError, StoryError, WarehouseError, *LABEL_ERRORS),
    *(
        HomeError,
        ClusterError,
        CrawlError,
        InputError,
        DigestError,
        ScopeError,
        OutboxError,
        JournalError,
        ArchiveError,
    ),
    *(DeskError, SectionError, ServerError, SigningError, UnsubscribeError, AlertError, BackupError, SecretError),
    *(KnowledgeError, TraceError, TakedownError, WatchError, LedgerError, AuditError, WordError),
    *(PlanError, CampaignError, PeriodError, SeriesError, RebuttalError, PlanReportError, ClockError),
    OSError,
)


def told(error: Exception) -> str:
    """The error in words; of one that the system raised its file and reason."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


def wrong_settings(error: ValidationError) -> str:
    """Which environment variables can't be used, and why."""
    return "; ".join(
        f"DIEMTIN_{'_'.join(map(str, item['loc'])).upper()}: {str(item['msg']).removeprefix('Value error, ')}"
        for item in error.errors()
    )
