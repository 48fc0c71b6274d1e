"""Plan files: every clause has a row, a wrong field is named, a site's file takes a bundled one's place."""

import difflib
import re
from pathlib import Path

import pytest

from flows.campaignwindows import tet, windows
from flows.planfile import BUNDLED, PlanError, read_plans

SITE = """
[document]
id = "tinh-2027"
number = "07/KH-LĐLĐ"
title = "Truyền thông năm 2027"
issuer = "Liên đoàn Lao động tỉnh"

[[campaign]]
series = "thang-cong-nhan"
year = 2027
name = "Tháng Công nhân 2027"
ref = "III.1"
from = 2027-04-20
to = 2027-05-31
target = { articles = 200, share = 0.1 }

[[clause]]
ref = "III.1"
text = "Tuyên truyền Tháng Công nhân."
measure = { kind = "campaign", campaign = "thang-cong-nhan" }
"""


def site(tmp_path: Path, text: str) -> Path:
    (tmp_path / "nam-2027.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_new_year_is_a_new_file(tmp_path: Path) -> None:
    plans = read_plans(site(tmp_path, SITE))
    [may] = [one for one in windows(plans) if one.campaign_id == "thang-cong-nhan" and one.edition == 2027]
    assert (may.first_date.isoformat(), may.name, may.target_articles) == ("2027-04-20", "Tháng Công nhân 2027", 200)
    assert plans.version == read_plans().version  # no wording changed: nothing is read again


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('ref = "III.1"\ntext', "clause.0.*ref|clause.0"),
        ('measure = { kind = "campaign", campaign = "thang-cong-nhan" }', "measure hoặc not_measurable"),
        ('issuer = "Liên đoàn Lao động tỉnh"', "document.issuer"),
    ],
)
def test_a_missing_field_is_named(tmp_path: Path, wrong: str, told: str) -> None:
    text = SITE.replace(wrong, wrong.rpartition("\n")[2] if "\n" in wrong else "")
    with pytest.raises(PlanError, match=f"nam-2027.toml: .*({told})"):
        read_plans(site(tmp_path, text))


def test_an_unknown_campaign_is_named(tmp_path: Path) -> None:
    text = SITE.replace('campaign = "thang-cong-nhan" }', 'campaign = "thang-nong-dan" }')
    with pytest.raises(PlanError, match=r"nam-2027.toml: clause.0.measure.campaign: .*'thang-nong-dan'"):
        read_plans(site(tmp_path, text))


def test_a_wrong_phrase_is_named(tmp_path: Path) -> None:
    series = '\n[[series]]\nid = "x"\nname = "X"\nbasis = "b"\nnames = [{ say = ["(mở ngoặc"] }]\n'
    with pytest.raises(PlanError, match=r"series.0.names.0: .*mở ngoặc"):
        read_plans(site(tmp_path, SITE + series))


def test_a_wrong_site_file_never_stops_the_bundled_ones(tmp_path: Path) -> None:
    losses: list[str] = []
    plans = read_plans(site(tmp_path, "[document"), losses)
    assert [plan.document.id for plan in plans.files] == [plan.document.id for plan in read_plans().files]
    assert len(losses) == 1
    assert "nam-2027.toml" in losses[0]


def test_the_days_of_editions() -> None:
    by_key = {(one.campaign_id, one.edition): one for one in windows(read_plans())}
    planned, yearly = by_key["thang-cong-nhan", 2020], by_key["thang-cong-nhan", 2026]
    assert (planned.last_date, planned.is_planned) == (planned.first_date.replace(day=30), True)
    assert (yearly.first_date.isoformat(), str(yearly.last_date), yearly.is_planned) == (
        "2026-05-01",
        "2026-05-31",
        False,
    )
    assert tet(2026).isoformat() == "2026-02-17"
    assert by_key["tet-sum-vay", 2021].first_date < tet(2021) < (by_key["tet-sum-vay", 2021].last_date or tet(2021))
    assert by_key["thang-cong-nhan", 2026].messages == planned.messages


SECTIONS = {
    "ke-hoach-20-KH-TLD-2020.txt": ("kh20", "III. HOẠT ĐỘNG TRUYỀN THÔNG", "IV. TỔ CHỨC THỰC HIỆN"),
    "ke-hoach-201-KH-TLD-2022.txt": ("kh201", "II. ĐỐI TƯỢNG VÀ NỘI DUNG TRUYỀN THÔNG", "V. KINH PHÍ"),
}
_HEADING = re.compile(
    r"^(?:[IVX]+\.|\d+(?:\.\d+)*\.|- (?:Mục tiêu|Cách thức):"
    r"|[a-h]\) (?:Báo|Tạp|Nhà|Đài|Thông tấn|Công/Trang|Hình|Khung|Xây|Tổ chức|Thông điệp))"
)


@pytest.mark.parametrize("file", sorted(SECTIONS))
def test_every_line_of_a_plan_has_a_row(shared: Path, file: str) -> None:
    plan_id, begin, end = SECTIONS[file]
    text = (shared / "seeds" / file).read_text(encoding="utf-8")
    lines = [line.strip() for line in text[text.index(begin) : text.index(end)].splitlines() if line.strip()]
    rows = [" ".join(c.text.split()) for plan in read_plans().files if plan.document.id == plan_id for c in plan.clause]
    missing = [line for line in lines if len(line) > 40 and not _has_row(line, rows) and not _HEADING.match(line)]
    assert missing == []


def _has_row(line: str, rows: list[str]) -> bool:
    bare = re.sub(r"^(?:[-+]|[a-h]\)|\d+(?:\.\d+)*[.:])\s*", "", line)
    return any(bare in row or difflib.SequenceMatcher(None, bare, row).ratio() > 0.75 for row in rows)


def test_the_plan_of_the_readme_is_one(tmp_path: Path) -> None:
    page = (BUNDLED / "README.md").read_text(encoding="utf-8")
    example = page.partition("```toml\n")[2].partition("```")[0]
    assert read_plans(site(tmp_path, example)).files[-1].document.id == "tinh-2027"


def test_every_row_cites_its_clause_once() -> None:
    for plan in read_plans().files:
        refs = [clause.ref for clause in plan.clause]
        assert len(refs) == len(set(refs))
    assert sorted(path.name for path in BUNDLED.glob("*.toml")) == [
        "hang-nam.toml",
        "ke-hoach-20-2020.toml",
        "ke-hoach-201-2022.toml",
    ]
