"""Desks as files: both maps, a site's own over the shipped ones, and errors that name file and field."""

from datetime import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from crawlers.provinces import MERGED, SUCCESSOR
from flows.deskfiles import SHIPPED, DeskError, desks_of, load_desk, read_desks
from flows.desks import Desk
from flows.scope import NATIONWIDE, ScopeError, slug
from flows.settings import Settings
from nlp.bodies import entities


def site(folder: Path, name: str, content: str) -> Path:
    path = folder / f"{name}.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_the_shipped_desks_can_be_used() -> None:
    found = read_desks()
    assert not found.faults
    assert next(iter(found.desks)) == NATIONWIDE
    assert found.desks[NATIONWIDE].hears_all
    assert found.served() == (), "addresses are a site's to set"
    federations = [desk for desk in found.desks.values() if desk.desk_id.startswith("ldld-")]
    assert {desk.provinces_34 for desk in federations} == {(name,) for name in MERGED}
    assert sorted(name for desk in federations for name in desk.provinces) == sorted(SUCCESSOR)
    assert all(desk.paper.issuer and desk.paper.superior for desk in found.desks.values())


def test_every_central_sector_union_has_a_desk_and_bodies_are_known() -> None:
    desks = read_desks().desks
    bodies = {body for desk in desks.values() for body in desk.bodies}
    sector_unions = {key for key, one in entities().items() if one.kind == "union" and one.level == "tinh_nganh"}
    assert sector_unions <= bodies
    assert all(body in entities() or body.startswith("cdn:") for body in bodies)


def test_a_desk_answers_for_provinces_of_both_maps(tmp_path: Path) -> None:
    content = (
        'name = "Miền Đông"\nunit = "Cụm"\nlevel = "tinh_nganh"\nprovinces_34 = ["TP.HCM"]\nprovinces = ["Tây Ninh"]'
    )
    desk = load_desk(site(tmp_path, "mien-dong", content))
    assert desk.provinces == ("Tây Ninh", "TP.HCM", "Bà Rịa - Vũng Tàu", "Bình Dương")
    assert not desk.hears_all


def test_a_site_lays_its_own_over_a_shipped_desk(tmp_path: Path) -> None:
    content = 'recipients = ["bgd@ldld.example"]\ndaily = { at = 07:00:00 }\npaper = { symbol = "BC-TG" }'
    site(tmp_path, "ldld-ha-noi", content)
    site(tmp_path, "cum-3", 'name = "Cụm 3"\nunit = "Cụm thi đua số 3"\nlevel = "co_so"\nwords = ["KCN Thăng Long"]')
    found = read_desks(tmp_path, ("chung@tld.example",))
    desk = found.desks["ldld-ha-noi"]
    assert (desk.recipients, desk.daily.at, desk.weekly.at) == (("bgd@ldld.example",), time(7), time(6, 45))
    assert (desk.paper.symbol, desk.paper.place, desk.provinces) == ("BC-TG", "Hà Nội", ("Hà Nội",))
    assert found.desks["cum-3"].words == ("KCN Thăng Long",)
    assert found.served() == (desk,), "the setting's recipients are for a site without desks"


def test_without_any_desk_of_a_site_the_settings_name_the_recipients(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, recipients=("a@tld.example", "b@tld.example"))
    (desk,) = desks_of(settings).served()
    assert (desk.desk_id, desk.recipients) == (NATIONWIDE, ("a@tld.example", "b@tld.example"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('sector = ["y_te"]', "sector: unknown field"),
        ('sectors = ["phep_thuat"]', "sectors.0: 'phep_thuat' is none of: cong_thuong"),
        ('provinces = ["Sài Gòn"]', "provinces.0: 'Sài Gòn' is none of the 63"),
        ('provinces_34 = ["Bình Dương"]', "provinces_34.0: 'Bình Dương' is none of the 34"),
        ('recipients = ["ai đó"]', "recipients.0: not a mail address: 'ai đó'"),
        ('alerts = { quiet_hours = "đêm" }', "alerts.quiet_hours: 'đêm' is no window"),
        ("weekly = { weekday = 8 }", "weekly.weekday: Input should be less than or equal to 7"),
        ('formats = ["docx"]', "formats: must name mail"),
        ("name = ", "not TOML in UTF-8"),
    ],
)
def test_a_wrong_file_names_itself_and_its_field_and_stops_no_other(tmp_path: Path, line: str, said: str) -> None:
    path = site(tmp_path, "ldld-hue", line)
    with pytest.raises(DeskError, match=r"ldld-hue\.toml: ") as caught:
        load_desk(path)
    assert said in str(caught.value)
    found = read_desks(tmp_path)
    assert set(found.faults) == {"ldld-hue"}
    assert found.desks["ldld-hue"] == load_desk(SHIPPED / "ldld-hue.toml"), "the shipped desk stands"
    assert len(found.desks) == len(read_desks().desks)


def test_what_must_be_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"moi\.toml: unit: missing; level: missing"):
        load_desk(site(tmp_path, "moi", 'name = "Mới"'))
    with pytest.raises(DeskError, match="desk_id"):
        load_desk(site(tmp_path, "Bàn mới", 'name = "Mới"\nunit = "Mới"\nlevel = "co_so"'))
    with pytest.raises(DeskError, match="no such folder"):
        read_desks(tmp_path / "nowhere")


def test_a_province_of_the_old_map_is_a_desk_when_asked_for() -> None:
    found = read_desks()
    desk = found.find("ba-ria-vung-tau")
    assert (desk.name, desk.provinces, desk.recipients) == ("Bà Rịa - Vũng Tàu", ("Bà Rịa - Vũng Tàu",), ())
    assert all(found.find(slug(name)).provinces == (name,) for name in SUCCESSOR)
    assert found.find("ldld-tp-hcm").provinces_34 == ("TP.HCM",)
    with pytest.raises(ScopeError, match="ldld-ha-noi"):
        found.find("xu-tien")


def test_a_desk_is_frozen() -> None:
    desk = read_desks().desks[NATIONWIDE]
    with pytest.raises(ValidationError):
        desk.name = "Khác"  # type: ignore[misc]
    assert isinstance(desk, Desk)
