"""The sector of the workers concerned."""

import pytest

from nlp.facets import facets
from nlp.geography import read_toml
from nlp.records import Document
from nlp.sector import SECTORS


@pytest.mark.parametrize(
    ("title", "lead", "sector"),
    [
        ("Giáo viên mầm non nghỉ việc vì lương thấp", "Nhiều cô giáo ở trường công lập xin thôi việc.", "giao_duc"),
        (
            "Công nhân may được thưởng Tết hai tháng lương",
            "Công ty may mặc thưởng cho 2.000 công nhân may.",
            "det_may_da_giay",
        ),
        ("Điều dưỡng bệnh viện kiệt sức", "Bác sĩ, điều dưỡng trực liên tục, ngành y tế thiếu người.", "y_te"),
        ("Ba thợ lò tử vong vì bục nước", "Tai nạn xảy ra trong hầm lò của một công ty than.", "than_khoang_san"),
        ("Sập giàn giáo, hai thợ xây tử vong", "Tai nạn xảy ra tại công trình xây dựng chung cư.", "xay_dung"),
    ],
)
def test_sector(title: str, lead: str, sector: str) -> None:
    assert facets([Document("x", title, lead, ())])[0].sector == sector


def test_the_gazetteer_knows_all_sectors() -> None:
    assert set(read_toml("sectors.toml")["sector"]) == set(SECTORS) - {"none"}
