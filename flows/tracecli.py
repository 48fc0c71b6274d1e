"""`diemtin trace`: from a figure's article back to the captured bytes."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer

from flows.lookcli import ATTENTION, home_of, out, settings_of
from flows.retrace import Proof
from flows.trace import Row, Trace
from flows.wording import DELIVERY_NAMES, TARGET_NAMES, VIETNAM, full_date, topic_name

_NAMES = {"capture": "Bản chụp", "extraction": "Đọc trang", "text": "Lời văn", "labels": "Nhãn"}
_VERDICTS = {True: "giống", False: "KHÁC", None: "không làm lại được"}


def trace(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="An article id, an address, or DIGEST_ID#POSITION.")],
    verify: Annotated[bool, typer.Option("--verify", help="Do every link again from the captured bytes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show the whole chain behind an article: capture, extraction, text, labels, story, digests, deliveries.

    Example: diemtin trace https://laodong.vn/cong-doan/bai-1234567.ldo --verify
    """
    from flows import readingsteps, retrace
    from flows import trace as tracing

    home = home_of(context)
    chain = tracing.trace(home, name)
    proofs = retrace.prove(home, chain, readingsteps.layouts_of(settings_of(context))) if verify else []
    if as_json:
        told = asdict(chain) | ({"proofs": [asdict(one) for one in proofs]} if verify else {})
        out.print_json(json.dumps(told, ensure_ascii=False, default=str))
    else:
        for line in (*_lines(chain), *_proof_lines(proofs)):
            out.print(line, markup=False)
    raise typer.Exit(ATTENTION if any(one.same is False for one in proofs) else 0)


def _lines(chain: Trace) -> Iterator[str]:
    yield from _wordings(chain)
    yield from _labels(chain)
    yield from _afterwards(chain)


def _wordings(chain: Trace) -> Iterator[str]:
    best = chain.best
    yield f"{best['title']}"
    yield f"  {best['outlet']} · {_moment(best['published_at'])} · {best['url']}"
    yield f"  bài {chain.article_id}, {len(chain.versions)} lời văn"
    for version in chain.versions:
        yield from _wording(version)


def _wording(version: Row) -> Iterator[str]:
    yield f"Bản chụp{' (lời văn đang dùng)' if version['is_best'] else ''}"
    yield f"  {version['warc_file']}, từ byte {version['warc_offset']}; lấy lúc {_moment(version['fetched_at'])}"
    yield f"  {version['request_url']} (HTTP {version['status']}); robots.txt: {version['robots'] or 'không ghi'}"
    yield f"  SHA-256 {version['capture_sha256']}"
    how = f"{version['method'] or 'feed'}{', mẫu ' + version['layout'] if version['layout'] else ''}"
    yield f"Đọc trang: {how}; chương trình {version['extractor_id'] or 'không ghi'}"
    yield f"Lời văn: {version['text_id']} (lần thấy {version['version_id']})"


def _labels(chain: Trace) -> Iterator[str]:
    row = chain.labels
    if row is None:
        yield "Nhãn: chưa gắn"
        return
    yield f"Nhãn: mô hình {row['annotator_id']}"
    topics = ", ".join(f"{topic_name(c)} {p:.2f}" for c, p in zip(row["topics"], row["topics_p"], strict=True))
    yield f"  liên quan {row['relevance']} ({row['relevance_p']:.2f}); chủ đề: {topics or 'không'}"
    for target, spoken in TARGET_NAMES.items():
        label = row[f"stance_{target}"]
        if label not in (None, "none"):
            doubt = ", mô hình chưa chắc" if row[f"stance_{target}_abstain"] else ""
            yield f"  {spoken}: {label} ({row[f'stance_{target}_p']:.2f}{doubt})"
            if row[f"stance_{target}_evidence"]:
                yield f"    “{row[f'stance_{target}_evidence']}”"
    for said in chain.corrections:
        yield f"  sửa {said['field']} thành {said['value']}: {said['said_by']}, {_moment(said['said_at'])}"


def _afterwards(chain: Trace) -> Iterator[str]:
    story = chain.story
    if story is None:
        yield "Câu chuyện: không thuộc câu chuyện nào"
    else:
        copied = f"; chép lại lời văn {story['duplicate_of']}" if story["duplicate_of"] else ""
        yield f"Câu chuyện: {story['story_id']}, {story['texts']} lời văn{copied}"
    if not chain.digests:
        yield "Điểm tin: chưa đứng trong bản nào"
    for row in chain.digests:
        place = {"shown": "đứng riêng", "merged": "gộp vào bài khác"}.get(
            row["disposition"], f"không nêu ({row['reason']})"
        )
        yield f"Điểm tin: {row['digest_id']}#{row['position']}, {place}"
        for sent in row["deliveries"]:
            status = DELIVERY_NAMES.get(sent["status"], sent["status"])
            yield f"  {sent['recipient']}: {status}{' lúc ' + _moment(sent['sent_at']) if sent['sent_at'] else ''}"


def _proof_lines(proofs: list[Proof]) -> Iterator[str]:
    if proofs:
        yield "Làm lại từ bản chụp"
    for one in proofs:
        yield f"  {_NAMES[one.link]}: {_VERDICTS[one.same]}{' – ' + one.reason if one.reason else ''}"


def _moment(at: Any) -> str:
    if not isinstance(at, datetime):
        return "không rõ lúc nào"
    local = at.astimezone(VIETNAM)
    return f"{local:%H:%M:%S} {full_date(local.date())}"
