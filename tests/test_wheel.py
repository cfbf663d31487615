"""The built wheel holds all four packages and their data, and works outside the checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(out), str(ROOT)],
        check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    (built,) = out.glob("minxin-*.whl")
    return built


@pytest.mark.slow
def test_every_committed_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "crawlers", "flows", "parsers", "storage", "seeds"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    with zipfile.ZipFile(wheel) as file:
        names = set(file.namelist())
    assert tracked
    assert [name for name in tracked if name not in names] == []
    assert not [name for name in names if name.startswith(("tests", "deploy", "requirements"))]


@pytest.mark.slow
def test_it_works_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    subprocess.run([*pip, "install", "-qq", "--no-deps", "--no-index", str(wheel)], check=True, timeout=120)
    # The packages it needs are those of this environment, found behind its own.
    site = next((home / "lib").glob("python*")) / "site-packages"
    (site / "needs.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = subprocess.run(
        [str(python), "-c", "import flows, seeds; print(flows.__file__, list(seeds.__path__))"],
        check=True, capture_output=True, text=True, cwd=tmp_path,
    ).stdout  # fmt: skip
    assert str(ROOT) not in where.split("[")[0]
    done = subprocess.run(
        [str(home / "bin" / "minxin"), "demo", "--folder", str(tmp_path / "demo")],
        capture_output=True, text=True, cwd=tmp_path, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2,400个 → 2,150个" in done.stdout
