"""Room on the disk before work: DuckDB ends the whole process when a disk fills in the middle of some commits."""

import shutil
from pathlib import Path

from warehouse.errors import DiskFullError

# bytes: an hour's captures of a press day (1.4 GB / 24), or DuckDB's log at its longest (16 MB) and what is made of it
LEAST = 64 * 2**20


def require_room(folder: Path, *beside: Path) -> None:
    """DiskFullError, naming the folder, where less than LEAST and the size of the files `beside` is free.

    `beside`: what a step writes anew while the old one stays; it takes about as many bytes again.
    """
    needed = LEAST + sum(path.stat().st_size for path in beside if path.is_file())
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise DiskFullError(
            f"{folder}: sắp hết chỗ trên đĩa, chỉ còn trống {_mb(free)} mà bước này cần ít nhất {_mb(needed)}; "
            "chưa ghi gì, dữ liệu cũ còn nguyên; hãy dọn ổ đĩa hoặc chuyển thư mục sang ổ khác rồi chạy lại"
        )


def _mb(size: int) -> str:
    return f"{size / 2**20:.1f} MB".replace(".", ",")
