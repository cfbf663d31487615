"""Pages to measure on, made of the sample portal's own articles.

Two kinds, because they cost differently: `long_report` has a statement every 25 characters, as dense as an annual list;
`work_report` is prose with one every 60 or so, as work reports have (the six read by hand: one in 42 to 89).
"""

from __future__ import annotations

from html import escape

from flows.sample.content import content

FRAME = """<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="nav"><ul>{links}</ul></div>
<div class="main"><h1>{title}</h1><div class="info">发布日期：2026-01-22 来源：区政府办公室 字号：大 中 小</div>
<div class="TRS_Editor">{body}</div></div>
<div class="side"><ul>{links}</ul></div><div class="footer">网站标识码 0000000000 版权所有</div></body></html>"""

STYLE = "text-indent: 2em; line-height: 2; font-family: 仿宋_GB2312; font-size: 16pt; text-align: justify;"
REPORT_FRAME = """<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title>
<meta name="ColumnName" content="政府工作报告"><meta name="PubDate" content="2026-01-22">
<link rel="stylesheet" href="/css/base.css"><style>.nav li{{float:left}} .TRS_Editor p{{margin:0 0 1em}}</style>
<script src="/js/jquery.js"></script>
<script>var column = "zfgzbg"; function share(t) {{ window.open("/s?t=" + t); }}</script>
</head><body><div class="top"><a href="/">首页</a> <a href="/bs">无障碍</a> <a href="/en">English</a></div>
<div class="nav"><ul>{links}</ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>
<div class="main"><h1>{title}</h1><div class="info">发布日期：2026-01-22 来源：区政府办公室
字号：<a>大</a> <a>中</a> <a>小</a></div>
<div class="TRS_Editor"><div>{body}</div></div><div class="tools"><a>打印</a> <a>关闭</a></div></div>
<div class="side"><h3>相关阅读</h3><ul>{links}</ul></div>
<div class="footer"><p>主办：区人民政府办公室 网站标识码 0000000000</p><p>版权所有</p></div></body></html>"""

# What a report says between its figures; no statement is in it.
RHETORIC = (
    "过去一年的成绩来之不易，凝聚着全区干部群众的心血和汗水。",
    "我们坚持把群众的事当作自己的事，认真听取各方面意见，把好事办好、实事办实。",
    "优化空间布局，推动资源要素向一线倾斜，让发展的成色更足、底色更亮。",
    "加强部门协同，完善常态长效机制，不断提升精细化管理水平。",
    "坚持问题导向，直面短板弱项，以更实的举措回应居民关切。",
    "强化责任担当，深化作风建设，营造干事创业的浓厚氛围。",
    "着力畅通政企沟通渠道，当好服务企业的店小二，厚植发展沃土。",
    "守牢底线，压实各方责任，织密筑牢防护网络，保持大局和谐稳定。",
)


def work_report(characters: int = 12_000) -> bytes:
    """A portal page with a work report of so many characters: the sample's sentences with figures amid prose, in the
    mark-up that word processors leave in such pages."""
    report = max(content().articles, key=lambda article: len("".join(article.lines_on(1))))
    said = [part + "。" for line in report.lines_on(1) for part in line.split("。") if len(part) > 12]
    paragraphs: list[str] = []
    size = at = 0
    while size < characters:
        mixed = (said[at % len(said)], *(RHETORIC[(at + n) % len(RHETORIC)] for n in range(3 + at % 3)))
        paragraphs.append("".join(mixed))
        size += len(paragraphs[-1])
        at += 1
    body = "".join(f'<p style="{STYLE}"><span style="{STYLE}">　　{escape(p)}</span></p>\n' for p in paragraphs)
    links = "".join(f'<li><a href="/n/{n}.html" title="要闻">要闻第{n}号：新建道路{n}条</a></li>' for n in range(40))
    return REPORT_FRAME.format(title="2026年政府工作报告", links=links, body=body).encode()


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
