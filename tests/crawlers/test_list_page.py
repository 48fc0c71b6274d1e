"""Section list pages: their articles, in order, and nothing of their menus."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.ingest import Hosts
from crawlers.list_page import is_article_address, read_list
from crawlers.source import Source

HOSTS = Hosts(
    [
        Source.model_validate(
            {
                "id": "bao",
                "name": "Báo",
                "kind": "central",
                "owner": "Hội",
                "homepage": "https://bao.example/",
                "hosts": ["bao.example", "laodong.vn"],
            }
        )
    ]
)
URL = "https://bao.example/cong-doan/"
PAGE = """<!doctype html><html><head><title>Công đoàn</title></head><body class="has-menu">
<header><a href="/">Trang chủ</a><a href="/noi-bat-post900.html">Bài trên đầu trang, trong thanh trình đơn</a></header>
<nav class="main"><a href="/doi-song">Đời sống</a><a href="/quang-cao-post901.html">Quảng cáo cho tòa soạn báo</a></nav>
<div class="breadcrumb"><a href="/cong-doan/">Công đoàn</a></div>
<main><article><header><h3><a href="/cong-nhan-duoc-thuong-post11.html">Công nhân được thưởng</a></h3></header>
<a href="/cong-nhan-duoc-thuong-post11.html#binh-luan"><img src="/1.jpg" alt="Công nhân được thưởng Tết"></a></article>
<article><a href="https://m.bao.example/luong-toi-thieu-tang-post12.html?utm_source=list" title="Lương tăng">Lương</a>
<a href="/cong-doan/tag/luong">Thẻ lương</a></article>
<div class="item"><a href="/bua-an-ca-cua-cong-nhan">Bữa ăn ca của công nhân đã khác trước</a></div>
<div class="item"><a href="/tin?id=77">Tổ công đoàn về thăm nhà đoàn viên</a></div>
<div class="item"><a href="https://khac.example/tin-khac-post13.html">Tin của một tờ báo khác, không phải báo</a></div>
<a href="/cong-doan/trang-2">Trang sau</a><a href="javascript:void(0)">Xem thêm nhiều bài viết khác nữa</a>
<a href="/van-ban-cua-tong-lien-doan-ve-tien-luong.pdf">Văn bản của Tổng Liên đoàn về tiền lương</a></main>
<div id="footer"><a href="/gioi-thieu-ve-toa-soan-bao-chung-toi">Giới thiệu về tòa soạn của báo</a></div>
</body></html>"""


def links(text: str, url: str = URL) -> list[str]:
    return list(read_list(text.encode(), url=url, hosts=HOSTS))


def test_articles_in_the_order_of_the_page() -> None:
    assert links(PAGE) == [
        "https://bao.example/cong-nhan-duoc-thuong-post11.html",
        "https://bao.example/luong-toi-thieu-tang-post12.html",
        "https://bao.example/bua-an-ca-cua-cong-nhan",
        "https://bao.example/tin?id=77",
    ]


def test_a_base_element_counts() -> None:
    text = '<head><base href="https://laodong.vn/cong-doan/"></head><a href="thuong-tet-1234567.ldo">Thưởng</a>'
    assert links(text) == ["https://laodong.vn/cong-doan/thuong-tet-1234567.ldo"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://laodong.vn/cong-doan/thuong-tet-1234567.ldo", True),
        ("https://bao.example/thuong-tet-20260804083000123.htm", True),
        ("https://bao.example/tin-tuc/thuong-tet-a12345.html", True),
        ("https://bao.example/doan-vien-duoc-nghi-them-mot-ngay", True),
        ("https://bao.example/bao-hiem-xa-hoi", False),
        ("https://bao.example/cong-doan/trang-12", False),
        ("https://bao.example/", False),
        ("https://bao.example/anh-20260804083000123.jpg", False),
        ("mailto:toasoan@bao.example", False),
    ],
)
def test_what_an_address_says(url: str, expected: bool) -> None:
    assert is_article_address(url) is expected


def test_other_bodies_show_nothing() -> None:
    assert links("") == []
    assert links('{"a": 1}') == []
    assert read_list(b"<a href='/x-post1.html'>x</a>" + b" " * (5 << 20), url=URL, hosts=HOSTS) == ()


@given(st.text(max_size=200), st.integers(0, len(PAGE)))
def test_any_damage_is_survived(junk: str, place: int) -> None:
    links(PAGE[:place] + junk + PAGE[place:])
