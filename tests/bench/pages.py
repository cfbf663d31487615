"""Pages to measure on, made of the sample portal's own articles."""

from __future__ import annotations

from html import escape

from flows.sample.content import content

FRAME = """<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="nav"><ul>{links}</ul></div>
<div class="main"><h1>{title}</h1><div class="info">发布日期：2026-01-22 来源：区政府办公室 字号：大 中 小</div>
<div class="TRS_Editor">{body}</div></div>
<div class="side"><ul>{links}</ul></div><div class="footer">网站标识码 0000000000 版权所有</div></body></html>"""


def long_report(characters: int = 12_000) -> bytes:
    """A portal page whose article has so many characters, repeating the sample's own paragraphs."""
    lines = [line for article in content().articles for line in article.lines_on(1)]
    chosen: list[str] = []
    size = at = 0
    while size < characters:
        chosen.append(lines[at % len(lines)])
        size += len(chosen[-1])
        at += 1
    links = "".join(f'<li><a href="/n/{n}.html">要闻第{n}号：新建道路{n}条</a></li>' for n in range(40))
    body = "".join(f"<p>　　{escape(line)}</p>" for line in chosen)
    return FRAME.format(title="2026年工作报告", links=links, body=body).encode()
