"""Set-up shared by tests that watch a portal on loopback."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flows.demo import CONFIG, watch
from flows.sample import SamplePortal
from flows.sample.content import SAMPLE


def watch_sample(portal: SamplePortal, folder: Path, extra: str = "") -> Path:
    """Write a configuration that watches the sample portal; its path."""
    config = watch(portal, folder)
    config.write_text(CONFIG + extra, encoding="utf-8")
    return config


SOURCE = """\
[[source]]
id = "{id}"
place = "临岚市青屿区"
layout = "portal"
start = ["{start}"]
follow = "实事|进展"
allow_loopback = true
{extra}
"""


def watch_site(starts: Mapping[str, str], folder: Path, extra: str = "") -> Path:
    """Write a configuration that watches lists on loopback, `starts` naming each source's address; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "regions.csv").write_bytes((SAMPLE / "regions.csv").read_bytes())
    (folder / "sources").mkdir(exist_ok=True)
    for name, start in starts.items():
        text = SOURCE.format(id=name, start=start, extra=extra)
        (folder / "sources" / f"{name}.toml").write_text(text, encoding="utf-8")
    config = folder / "minxin.toml"
    config.write_text(CONFIG, encoding="utf-8")
    return config
