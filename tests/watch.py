"""Set-up shared by tests that watch a portal on loopback."""

from __future__ import annotations

from pathlib import Path

from flows.sample import SamplePortal
from flows.sample.content import SAMPLE

CONFIG = """\
[storage]
url = "sqlite:///minxin.db"
archive = "captures"
[crawl]
sources = ["sources"]
delay = 0.0
timeout = 10.0
[places]
files = ["regions.csv"]
"""


def watch_sample(portal: SamplePortal, folder: Path, extra: str = "") -> Path:
    """Write a configuration that watches the sample portal; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "regions.csv").write_bytes((SAMPLE / "regions.csv").read_bytes())
    portal.write_sources(folder / "sources")
    config = folder / "minxin.toml"
    config.write_text(CONFIG + extra, encoding="utf-8")
    return config
