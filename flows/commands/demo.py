"""`minxin demo`: the embedded portal on loopback, watched over two nights."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from flows.demo import Shown
    from flows.summary import Summary


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    folder: Annotated[Path | None, typer.Option(help="Where to put ledger and captures; must be new or empty.")] = None,
    language: Annotated[str, typer.Option(help="Language of the notices: zh or en.")] = "zh",
    html: Annotated[Path | None, typer.Option(help="Write the notice as it looks in a mail to this file.")] = None,
) -> int:
    """Watch a sample portal over two nights.

    It is served on this machine about an invented city; at the end stand the notices as a reader would get them.
    """
    from rich.console import Console

    from flows.demo import run_demo
    from flows.errors import WrongUse
    from flows.notices.preview import mail, plain
    from flows.sample import sample_facts

    if language not in ("zh", "en"):
        raise WrongUse(f"--language knows zh and en, not {language!r}")
    if folder is not None and folder.exists() and any(folder.iterdir()):
        raise WrongUse(f"{folder} is not empty; name a new folder")
    where = folder or Path(tempfile.mkdtemp(prefix="minxin-demo-"))
    facts = sample_facts()
    console = Console(highlight=False, soft_wrap=True)
    shown = run_demo(where, (facts.first_night, facts.second_night), _teller(console))
    _found(console, "第一夜（基线）", shown.first)
    _found(console, "第二夜", shown.second)
    console.rule("通知（读者收到的样子）")
    console.print(_notices(shown, language, plain) or "（没有）", markup=False)
    if html is not None and shown.announced:
        html.write_text(_notices(shown, language, mail), encoding="utf-8")
    console.rule()
    console.print(f"台账    {shown.folder / 'minxin.db'}", markup=False)
    console.print(f"存档    {shown.folder / 'captures'}", markup=False)
    console.print(f"再看看  {_program()} export pledges --config {shown.folder / 'minxin.toml'}", markup=False)
    return 1 if shown.first.problems or shown.second.problems else 0


def _teller(console: Console) -> Callable[[int], Callable[[str], None]]:
    def teller(night: int) -> Callable[[str], None]:
        console.rule(f"第 {night} 夜")
        return lambda line: console.print(f"  {line}", markup=False, style="dim")

    return teller


def _program() -> str:
    """How this program is called here: by its name where the shell finds it, else by its path."""
    called = Path(sys.argv[0])
    if called.name != "minxin" or shutil.which("minxin"):
        return "minxin"
    return str(called)


def _found(console: Console, title: str, summary: Summary) -> None:
    console.rule(title)
    counts = summary.counts()
    console.print(
        f"抓取 {counts['fetched']} 次（{_outcomes(summary)}），"
        f"比对 {counts['documents']} 篇，陈述 {counts['statements']} 条，"
        f"事件 {counts['events']} 个，其中需通知 {counts['announced']} 个"
    )
    for address, why in summary.suspect:
        console.print(f"可疑页面（不比对，下次再取）：{address}（{why}）", markup=False)
    for problem in summary.problems:
        console.print(f"问题：{problem}", markup=False, style="red")


def _outcomes(summary: Summary) -> str:
    words = {"ok": "成功", "not_modified": "未变", "http_error": "出错页", "robots": "robots.txt 不许"}
    return "，".join(f"{words.get(name, name)} {n}" for name, n in summary.fetched.most_common())


def _notices(shown: Shown, language: str, form: Callable[..., str]) -> str:
    """What a channel without filters would get of the second night, by the real composing and rendering."""
    from flows.config import Channel
    from flows.notices.compose import POINTS
    from storage.ledger import Ledger
    from storage.outbox import Outbox

    channel = Channel.model_validate({"name": "demo", "url": "json://localhost", "language": language})
    ids = {e.pledge_id for e in shown.announced if e.pledge_id is not None}
    with Ledger.open(shown.config.storage.url.get_secret_value()) as ledger:
        known = Outbox(ledger.database).pledges(ids, POINTS)
    return form(shown.announced, known=known, channel=channel)
