"""The bundled press web of `diemtin run --demo`: fictional outlets with texts of our own, served on loopback.

`press/<outlet>.toml` holds the articles, `templates/` the markup of each CMS family, `sources/` the outlets
as the crawler wants them described; `server.press_web()` serves it all. The traps, and where they are set:

- dead outlet (hangs up): caonguyenxanh
- maintenance page in HTML instead of a feed: ansinhviet
- cookie wall before every page, the feed readable: thodatcang
- markup changed from 2026-08-06 on: haivan (was zce)
- times `8/5/2026 5:20:00 AM` with U+202F: tinsang; `+07`: tinmang24h, saomaitv; two-digit years: songtre
- decomposed text (NFD): kinhbac
- robots.txt closes /giai-tri/, one entry dated 2062, one page with `</html>` before its body: nhipviet
- invalid JSON-LD: daicuulong
- JSON-LD times with a blank before the offset, one page gone (404): congthuongmoi
- reprints, exact and cut, with "Theo …": tinmang24h, saomaitv
- words that are not the union: "bị tấn công đoàn xe", "khách sạn Công đoàn", "Nhà văn hóa Lao động"
"""
