"""Bodies that matter, in texts of our own: named, made by rule, decided by context, left open, or chance strings."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.bodies import entities, finder
from nlp.entities import Mention, field_texts, find_entities, reader_id
from nlp.geography import provinces
from nlp.original import Original
from nlp.records import Document


def doc(*sentences: str, title: str = "", lead: str = "") -> Document:
    return Document("t", title, lead, sentences)


def found(text: str, *at: str) -> list[Mention]:
    return list(find_entities(doc(text), at))


def ids(text: str, *at: str) -> list[str]:
    return [mention.entity_id for mention in found(text, *at)]


@pytest.mark.parametrize(
    ("text", "entity_id", "level"),
    [
        ("Tổng LĐLĐ Việt Nam họp sáng nay.", "tld", "tong_lien_doan"),
        ("TLĐ vừa ban hành kế hoạch.", "tld", "tong_lien_doan"),
        ("LĐLĐ tỉnh Bình Dương trao quà.", "ldld:binh-duong", "tinh_nganh"),
        ("Liên đoàn Lao động TP.HCM trao quà.", "ldld:tp-hcm", "tinh_nganh"),
        ("LĐLĐ TP. Hà Nội trao quà.", "ldld:ha-noi", "tinh_nganh"),
        ("LĐLĐ TP.Hải Phòng trao quà.", "ldld:hai-phong", "tinh_nganh"),
        ("Công đoàn tỉnh Hà Tĩnh trao quà.", "ldld:ha-tinh", "tinh_nganh"),
        ("Công đoàn Thủ đô trao quà.", "ldld:ha-noi", "tinh_nganh"),
        ("LĐLĐ huyện Củ Chi trao quà.", "ldld:tp-hcm:cu-chi", "cap_tren_co_so"),
        ("LĐLĐ TP Thủ Đức trao quà.", "ldld:tp-hcm:thu-duc", "cap_tren_co_so"),
        ("CĐ các KCN tỉnh Đồng Nai trao quà.", "cdkcn:dong-nai", "cap_tren_co_so"),
        ("Công đoàn các khu chế xuất và công nghiệp TP.HCM trao quà.", "cdkcn:tp-hcm", "cap_tren_co_so"),
        ("Công đoàn ngành Y tế tỉnh Nghệ An trao quà.", "cdn:y-te:nghe-an", "cap_tren_co_so"),
        ("Công đoàn phường An Lạc trao quà.", "cdx:an-lac", "cap_tren_co_so"),
        ("Công đoàn Dệt May Việt Nam trao quà.", "cd-det-may", "tinh_nganh"),
        ("công đoàn ngành giáo dục Việt Nam trao quà.", "cd-giao-duc", "tinh_nganh"),
        ("Công đoàn TKV trao quà.", "cd-tkv", "tinh_nganh"),
        ("CĐCS Công ty TNHH Sao Khuê trao quà.", "cdcs:sao-khue", "co_so"),
        ("Công đoàn cơ sở Công ty cổ phần may Sao Khuê trao quà.", "cdcs:may-sao-khue", "co_so"),
        ("Công đoàn Công ty PouYuen Việt Nam trao quà.", "cdcs:pouyuen", "co_so"),
        ("Công đoàn Tổng công ty Sao Khuê trao quà.", "cdcs:sao-khue", "tinh_nganh"),
        ("LĐ-LĐ tỉnh Quảng Nam trao quà.", "ldld:quang-nam", "tinh_nganh"),
        ("Công đoàn GD thành phố HCM trao quà.", "cdn:giao-duc:tp-hcm", "cap_tren_co_so"),
        ("Công đoàn cơ sở Ngân hàng TMCP Sao Khuê trao quà.", "cdcs:sao-khue", "co_so"),
        ("Công đoàn Trường THCS Nguyễn Văn Trỗi trao quà.", "cdcs:thcs-nguyen-van-troi", "co_so"),
    ],
)
def test_union_bodies(text: str, entity_id: str, level: str) -> None:
    (mention,) = found(text)
    assert (mention.entity_id, mention.level, mention.kind) == (entity_id, level, "union")
    assert text.startswith(mention.surface)


@pytest.mark.parametrize("form", ["LĐLĐ tỉnh {}", "Liên đoàn Lao động {}", "Công đoàn tỉnh {}", "LĐLĐ thành phố {}"])
def test_every_province_has_its_federation(form: str) -> None:
    missed = [p for p in provinces() if [m.province for m in found(form.format(p) + " họp.")] != [p]]
    assert missed == []


def test_the_34_units_keep_their_names() -> None:
    for merged in {p.merged for p in provinces().values()}:
        (mention,) = found(f"LĐLĐ {merged} họp.")
        assert mention.province is not None


@pytest.mark.parametrize(
    "text",
    [
        "Địch tấn công đoàn xe cứu trợ.",
        "Ban tổ chức tổ chức thành công đoàn kết quân dân.",
        "Cảnh sát phân công đoàn viên trực chốt.",
        "Anh nghỉ tại khách sạn Công đoàn ở Vũng Tàu.",
        "Quốc hội khóa này bàn Luật Công đoàn.".removeprefix("Quốc hội khóa này "),
        "Đóng công đoàn phí hằng tháng.",
        "Các cấp công đoàn cơ sở đã họp.",
        "Cán bộ y tế và cán bộ xây dựng nông thôn.",
    ],
)
def test_chance_strings_are_no_bodies(text: str) -> None:
    assert ids(text) == []


def test_an_unnamed_federation_is_decided_by_the_context() -> None:
    text = "LĐLĐ tỉnh cho biết sẽ hỗ trợ."
    assert ids(text, "Long An") == ["ldld:long-an"]
    assert ids(text) == ["ldld:?"]
    assert ids(text, "Long An", "Bến Tre") == ["ldld:?"]
    assert ids("LĐLĐ tỉnh Bến Tre họp. Sau đó LĐLĐ tỉnh kết luận.") == ["ldld:ben-tre", "ldld:ben-tre"]


def test_a_district_that_many_provinces_have() -> None:
    text = "LĐLĐ huyện Châu Thành trao quà."
    assert ids(text) == ["ldld:?:chau-thanh"]
    assert ids(text, "Long An") == ["ldld:long-an:chau-thanh"]
    assert ids("LĐLĐ huyện Châu Thành, Tây Ninh trao quà.")[0] == "ldld:tay-ninh:chau-thanh"


def test_offices_hold_their_body_and_no_person() -> None:
    text = "Ông Lê Văn Mẫu, Phó Chủ tịch Thường trực LĐLĐ tỉnh Bình Dương, và bà Mẫu Thị Ví, Bộ trưởng Bộ Nội vụ."
    first, second = found(text)
    assert first.entity_id == "pho-chu-tich-thuong-truc@ldld:binh-duong"
    assert first.surface == "Phó Chủ tịch Thường trực LĐLĐ tỉnh Bình Dương"
    assert second.entity_id == "bo-truong@bo-noi-vu"
    assert not any(
        word in mention.name + mention.surface for mention in (first, second) for word in ("Lê", "Thị", "Mẫu")
    )


def test_a_persons_name_is_no_part_of_a_company() -> None:
    (mention,) = found("Chủ tịch Công đoàn Công ty TNHH Sao Khuê Nguyễn Thị Mẫu phát biểu.")
    assert mention.surface == "Chủ tịch Công đoàn Công ty TNHH Sao Khuê"
    assert found("Chủ tịch công đoàn công ty Nguyễn Thị Mẫu phát biểu.") == []


@pytest.mark.parametrize(
    ("text", "entity_id", "kind", "province"),
    [
        ("Bộ LĐ-TB&XH trình dự thảo.", "bo-ldtbxh", "state", None),
        ("BHXH Việt Nam trả lời.", "bhxh-viet-nam", "state", None),
        ("BHXH tỉnh Long An trả lời.", "bhxh:long-an", "agency", "Long An"),
        ("Sở Nội vụ TP.HCM trả lời.", "so-noi-vu:tp-hcm", "agency", "TP.HCM"),
        ("KCN Sóng Thần đông công nhân.", "kcn:binh-duong:song-than", "park", "Bình Dương"),
        ("Khu công nghiệp Sao Khuê đông công nhân.", "kcn:?:sao-khue", "park", None),
        ("Công ty PouYuen Việt Nam tuyển người.", "pouyuen", "employer", "TP.HCM"),
        ("Công ty TNHH Sao Khuê tuyển người.", "cty:sao-khue", "employer", None),
        ("Doanh nghiệp tư nhân Sao Khuê tuyển người.", "cty:sao-khue", "employer", None),
        ("Trung tâm Dịch vụ việc làm Thái Bình tuyển người.", "trung-tam-viec-lam:thai-binh", "agency", "Thái Bình"),
        ("Báo Người lao động đưa tin.", "nguoi-lao-dong", "union_press", None),
        ("Báo Lao Động đưa tin.", "bao-lao-dong", "union_press", None),
        ("Trường Đại học Công đoàn tuyển sinh.", "dh-cong-doan", "union_unit", None),
        ("VCCI có ý kiến.", "vcci", "employer_body", None),
    ],
)
def test_others_that_matter(text: str, entity_id: str, kind: str, province: str | None) -> None:
    (mention,) = found(text)
    assert (mention.entity_id, mention.kind, mention.province) == (entity_id, kind, province)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("Công nhân ở KCN VSIP bị ngất.", ("Hải Phòng",), ["kcn:hai-phong:vsip"]),
        ("Công nhân ở KCN VSIP Nghệ An bị ngất.", (), ["kcn:nghe-an:vsip-nghe-an"]),
        ("Công nhân ở KCN VSIP bị ngất.", (), ["kcn:?:vsip"]),
        ("Công nhân ở Khu công nghiệp Sao Khuê bị ngất.", ("Đồng Nai",), ["kcn:dong-nai:sao-khue"]),
        ("LĐLĐ đã kiến nghị trả lương.", ("Long An",), ["ldld:long-an"]),
        ("LĐLĐ đã kiến nghị trả lương.", (), ["ldld:?"]),
        ("Các LĐLĐ kiến nghị; LĐLĐ các cấp làm theo Kế hoạch 43/KH-LĐLĐ; LĐLĐ Sao Khuê.", ("Long An",), []),
        ("Liên đoàn Lao động (LĐLĐ) huyện Củ Chi trao quà.", (), ["ldld:tp-hcm:cu-chi"]),
        ("Liên đoàn Lao động (LĐLĐ) tỉnh Long An trao quà.", (), ["ldld:long-an"]),
        ("Tổng Liên đoàn Lao động (LĐLĐ) Việt Nam họp.", (), ["tld"]),
    ],
)
def test_a_name_that_many_bear_is_decided_by_where_it_happened(
    text: str, at: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(text, *at) == expected


@pytest.mark.parametrize("firm", ["công ty Nhật Bản", "công ty may Hàn Quốc", "Cty X", "công ty K.X", "công ty gỗ"])
def test_a_country_or_an_initial_is_no_firm(firm: str) -> None:
    assert ids(f"Chị làm cho {firm} đã lâu.") == []


def test_a_board_is_no_office() -> None:
    assert ids("Đoàn làm việc với ban giám đốc Công ty TNHH Sao Khuê.") == ["cty:sao-khue"]
    assert ids("Giám đốc Công ty TNHH Sao Khuê trả lời.") == ["giam-doc@cty:sao-khue"]


def test_bodies_abroad_are_not_ours() -> None:
    assert ids("Bộ Nội vụ Pháp ra thông báo.") == []


def test_fields_are_kept_apart() -> None:
    one = doc("TLĐ họp.", "LĐLĐ tỉnh Long An họp.", title="TLĐ họp", lead="TLĐ họp.")
    assert [m.field for m in find_entities(one)] == ["title", "sapo", "body", "body"]
    assert_in_place(one)


def test_ids_are_unique_and_the_reader_is_stable() -> None:
    assert len(entities()) > 70
    assert finder() is finder()
    assert len(reader_id()) == 12


PIECES = st.sampled_from(
    ["LĐLĐ tỉnh Thừa Thiên Huế", "Công đoàn Khu kinh tế Hải Phòng", "Bộ Nội vụ", "KCN Hòa Khánh", "KCN Hoà Khánh",
     "công nhân", "hòa giải", "thuỷ sản", "Công ty TNHH Sao Khuê", "TLĐ", ",", "."]
)  # fmt: skip
SPACES = st.sampled_from([" ", "  ", "\u00a0", " \u200b", "\t", "\n", "\ufeff "])


@given(st.lists(st.tuples(PIECES, SPACES, st.sampled_from(["NFC", "NFD"])), max_size=12))
def test_offsets_lead_back_to_the_text_as_written(parts: list[tuple[str, str, str]]) -> None:
    raw = "".join(unicodedata.normalize(form, piece) + space for piece, space, form in parts)  # type: ignore[arg-type]
    assert_in_place(Document("t", raw, raw, (raw,)))


@given(st.text(max_size=60))
def test_any_text_can_be_read(raw: str) -> None:
    original = Original(raw)
    for start in range(len(original.text)):
        if not original.text[start].isspace():
            begin, end = original.span(start, start + 1)
            assert 0 <= begin < end <= len(raw)
    assert_in_place(Document("t", raw, "", (raw,)))


def assert_in_place(one: Document) -> None:
    texts = field_texts(one)
    for mention in find_entities(one):
        assert texts[mention.field][mention.start : mention.end] == mention.surface


def test_nfd_and_old_tone_placement_are_found() -> None:
    raw = unicodedata.normalize("NFD", "Sáng nay, LĐLĐ tỉnh  Khánh Hoà họp.")
    (mention,) = found(raw)
    assert mention.entity_id == "ldld:khanh-hoa"
    assert unicodedata.normalize("NFC", mention.surface) == "LĐLĐ tỉnh  Khánh Hoà"
