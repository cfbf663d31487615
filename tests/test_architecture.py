"""The direction of imports, held with the code's own imports."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = {"parsers", "crawlers", "storage", "flows", "seeds", "tests", "deploy"}
MAY_IMPORT = {
    "parsers": {"parsers"},
    "crawlers": {"crawlers", "parsers"},
    "storage": {"storage", "parsers"},
    "flows": {"flows", "storage", "crawlers", "parsers"},
}
# parsers/ is pure: what opens files, sockets or a database, or reads a clock, is not imported there.
IMPURE = {"os", "pathlib", "socket", "ssl", "urllib.request", "http.client", "http.server", "sqlite3", "sqlalchemy"}
IMPURE |= {"subprocess", "shutil", "tempfile", "time", "requests", "httpx", "aiohttp", "scrapy", "prefect", "random"}


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    package = path.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: -node.level]) if node.level else ""
            yield ".".join(p for p in (base, node.module or "") if p)


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_data_flows_one_way(folder: str) -> None:
    assert modules(folder), f"{folder} holds no module"
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(folder)
        for name in imports(path)
        if name.split(".")[0] in PROJECT - MAY_IMPORT[folder]
    ]
    assert not wrong


def test_parsers_are_pure() -> None:
    wrong = []
    for path in modules("parsers"):
        for name in imports(path):
            if name in IMPURE or name.split(".")[0] in IMPURE:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} opens a file")
            if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}:
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} reads the clock")
    assert not wrong


def test_seeds_hold_no_code() -> None:
    assert not modules("seeds")


def declared() -> set[str]:
    """Names of the packages pyproject.toml asks for, extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [need for extra in project["optional-dependencies"].values() for need in extra]
    wanted = [*project["dependencies"], *extras]
    return {re.split(r"[\[<>=~! ;]", need)[0].lower().replace("_", "-") for need in wanted}


def test_only_declared_packages_are_imported() -> None:
    owners = packages_distributions()
    wanted = declared()
    wrong = set()
    for folder in MAY_IMPORT:
        for path in modules(folder):
            for name in imports(path):
                top = name.split(".")[0]
                if not top or top in PROJECT or top in sys.stdlib_module_names:
                    continue
                if not {owner.lower().replace("_", "-") for owner in owners.get(top, [])} & wanted:
                    wrong.add(f"{path.relative_to(ROOT)} imports {name}")
    assert not wrong


def test_no_machine_path_is_committed() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for folder in (*MAY_IMPORT, "seeds", "deploy", "tests", "requirements")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and path.suffix not in {".pyc", ".pdf", ".docx", ".xlsx", ".gz"}
        for text in [path.read_text(encoding="utf-8", errors="replace")]
        if str(ROOT) in text or "/work/" + "shared" in text or "pypi" + ".org" in text
    ]
    assert not wrong
