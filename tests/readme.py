"""The two READMEs taken apart: their code blocks, commands and channel tables."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"


def blocks(readme: Path, language: str) -> list[str]:
    """The contents of the fenced blocks of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.M | re.S)


def commands(readme: Path = ENGLISH) -> list[str]:
    """Every command of the `sh` blocks without its comment, in order."""
    lines = "".join(blocks(readme, "sh")).splitlines()
    return [re.sub(r"\s+#\s.*$", "", line) for line in lines if line.strip()]


def calls(program: str, readme: Path = ENGLISH) -> list[list[str]]:
    """The arguments of every call of a program."""
    words = [shlex.split(command) for command in commands(readme)]
    return [w[1:] for w in words if w[0] == program]


@dataclass(frozen=True)
class ChannelRow:
    """A row of the table of channels: its addresses in full, scheme by scheme, limit, unit and format as written."""

    addresses: tuple[str, ...]
    limit: int
    unit: str
    form: str

    @property
    def schemes(self) -> list[str]:
        """The schemes of its addresses."""
        return [address.split("://")[0] for address in self.addresses]


def channel_rows(readme: Path) -> list[ChannelRow]:
    """The rows of the table of channels that have a limit of their own."""
    found = []
    for line in readme.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != 4 or "://" not in cells[1]:
            continue
        limit, unit = re.match(r"([\d,]+) (\w+)", cells[2]).groups()  # type: ignore[union-attr]
        addresses = tuple(re.findall(r"`(\w+://[^`]*)`", cells[1]))
        found.append(ChannelRow(addresses, int(limit.replace(",", "")), unit, cells[3]))
    return found
