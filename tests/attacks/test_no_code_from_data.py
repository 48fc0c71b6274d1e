"""Attack: a model, an archive or a saved value brings code; no module of ours can be made to run it."""

import ast
import hashlib
from pathlib import Path

import numpy as np
import pytest

from nlp.model import SUMS, ModelError, load_weights

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path for room in ("crawlers", "nlp", "flows", "warehouse", "notebooks") for path in (ROOT / room).rglob("*.py")
)
RUNNING = {
    "pickle",
    "cPickle",
    "dill",
    "cloudpickle",
    "joblib",
    "marshal",
    "shelve",
    "skops",
    "torch",
    "yaml",
    "xmlrpc",
}
CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "pd.read_pickle", "pandas.read_pickle"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_reads_what_may_run(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
            assert not {name.partition(".")[0] for name in names} & RUNNING
        if isinstance(node, ast.Call):
            _check(ast.unparse(node.func), {one.arg: one.value for one in node.keywords})


def _check(called: str, given: dict[str | None, ast.expr]) -> None:
    assert called not in CALLS
    assert "shell" not in given
    if called.endswith("np.load"):
        assert ast.unparse(given["allow_pickle"]) == "False"


def test_a_model_file_that_holds_objects_is_refused(tmp_path: Path) -> None:
    class Poison:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (tmp_path / "ra-ngoai",)  # type: ignore[return-value]

    path = tmp_path / "topic.npz"
    np.savez(path, weights=np.array([Poison()], dtype=object), allow_pickle=True)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    (tmp_path / SUMS).write_text(f"{sha256}  {path.name}\n", encoding="utf-8")  # by somebody who may write there, too
    with pytest.raises(ModelError, match="cannot be read"):
        load_weights("topic", tmp_path)
    assert not (tmp_path / "ra-ngoai").exists()
