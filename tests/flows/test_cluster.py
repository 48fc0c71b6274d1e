"""Work on a Dask cluster: the same rows as here, also when a worker is lost; what can't be used is told."""

from collections.abc import Iterator
from functools import partial

import pytest

from flows.annotate import label_batch
from flows.cluster import ClusterError, cluster
from nlp.annotator import load_annotator
from tests import dask_processes
from tests.dask_processes import DaskProcesses, dask_cluster

WORDS = (
    "Công nhân ngừng việc đòi lương",
    "Công đoàn thương lượng tăng lương",
    "Đội tuyển thắng trận",
    "Mưa lớn ở miền núi",
)
PARTS = [
    [
        {
            "text_id": f"{part}-{place}",
            "title": words,
            "sapo": f"{words} sáng {part + 1}/8.",
            "body": "Hơn 300 người.",
            "source_id": "bao",
            "published_at": None,
        }
        for place, words in enumerate(WORDS)
    ]
    for part in range(12)
]


@pytest.fixture
def two() -> Iterator[DaskProcesses]:
    """A scheduler and two workers; the test is skipped without distributed."""
    lack = dask_processes.missing()
    if lack:
        pytest.skip(lack)
    with dask_cluster(2) as processes:
        yield processes


@pytest.mark.slow
def test_a_worker_lost_in_the_middle_loses_nothing(two: DaskProcesses) -> None:
    work = partial(label_batch, load_annotator())
    with cluster(two.address, workers=2) as workers:
        coming = workers.map(work, PARTS)
        labels = [next(coming)]
        two.kill_one()
        labels += coming
    assert labels == [work(part) for part in PARTS]


def test_a_cluster_that_is_not_there_is_named() -> None:
    pytest.importorskip("distributed")
    told = r"tcp://127\.0\.0\.1:9: no Dask scheduler answers there \(DIEMTIN_DASK\)"
    with pytest.raises(ClusterError, match=told), cluster("tcp://127.0.0.1:9", patience_s=0.5):
        pass
