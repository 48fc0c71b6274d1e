"""The house rules that a machine can see."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("crawlers", "nlp", "flows", "warehouse")
TOP = {"pyproject.toml", "crawlers", "nlp", "flows", "warehouse", "notebooks", "tests", "README.md"}
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
COMMANDS = sorted(command.name or command.callback.__name__ for command in app.registered_commands if command.callback)


def tracked() -> list[str]:
    """The files under version control; skipped in an export without git."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    if done.returncode:
        pytest.skip("no git checkout here")
    return done.stdout.splitlines()


def test_a_migration_is_never_changed() -> None:
    log = ["git", "log", "--diff-filter=M", "--format=", "--name-only", "--", "warehouse/migrations"]
    done = subprocess.run(log, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("no history beside the files")
    changed = {Path(line).stem for line in done.stdout.splitlines() if line}
    # before anybody had it; and two of whose comments schema.py knows both forms
    assert changed <= {"0072_ops_touched_texts", "0084_core_stances", "0088_core_plan_readings"}


def test_the_top_level_is_the_design_card() -> None:
    names = {name.split("/")[0] for name in tracked() if not name.startswith(".")}
    assert names <= TOP | {"LICENSE"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_one_clear_idea(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 250, "a file past 250 lines holds more than one idea"
    tree = ast.parse(source)
    assert source == "" or ast.get_docstring(tree), "a module says what it is for"
    long = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= 50
    ]
    assert not long, f"functions of over 50 lines: {long}"
    assert not re.search(r"^\s*(import|from) pickle\b", source, re.M), "models and caches are never pickled"
    assert "executemany" not in source, "a row at a time is 1.2 ms: insert in bulk"
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", source)


def test_every_dependency_says_why() -> None:
    block = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[project.scripts]")[0]
    lines = [line for line in block.splitlines() if re.match(r'\s+"[a-z]', line)]
    assert len(lines) > 20
    assert not [line for line in lines if "# " not in line]


def test_constraints_are_pins_only() -> None:
    lines = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.\-]+==[0-9][\w.+]*", line)]


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=\[]", one)[0].lower().replace("_", "-") for one in wanted}
    pins = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert names <= {pin.split("==")[0].lower().replace("_", "-") for pin in pins}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0, result.output
    assert f"diemtin {command}" in result.output


def test_no_path_of_a_machine_is_committed() -> None:
    home = re.compile(r"/(root|home/\w+|work)/|index-url\s*=|registry\s*=\s*http")
    hits = [
        name
        for name in tracked()
        if Path(name).suffix in {".py", ".toml", ".md", ".txt", ".sql", ".j2", ".json", ""}
        and (ROOT / name).is_file()
        and name != "tests/test_house.py"
        and home.search((ROOT / name).read_text(encoding="utf-8", errors="ignore"))
    ]
    assert not hits
