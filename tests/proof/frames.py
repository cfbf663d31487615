"""Portal and forum pages around a text, with everything that differs between two fetches of an unchanged page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from random import Random

_HEADLINES = (
    "区领导调研重点项目",
    "第九届读书节开幕",
    "关于道路临时管制的通告",
    "政务服务大厅新增窗口12个",
    "全区召开经济运行分析会",
    "新建图书馆3座迎来首批读者",
    "气象台发布大风蓝色预警",
    "城市体检工作全面启动",
    "新增就业岗位推介会吸引2600人",
)
_NAV = ("首页", "政务公开", "办事服务", "互动交流", "走进本区", "数据开放")


def _headlines(rng: Random) -> str:
    rows = rng.sample(_HEADLINES, rng.randint(4, 7))
    return "".join(
        f'<li><a href="/yw/t20310{rng.randint(1, 9)}01_{n}.html">{row}</a></li>' for n, row in enumerate(rows)
    )


def _nav(rng: Random) -> str:
    names = [_NAV[0], *rng.sample(_NAV[1:], len(_NAV) - 1)]
    return "".join(f'<li><a href="/{n}/">{name}</a></li>' for n, name in enumerate(names))


def _paragraphs(lines: Sequence[str], rng: Random) -> str:
    style = rng.choice(("", ' style="text-indent:2em"', ' class="MsoNormal"'))
    span = rng.random() < 0.3
    return "\n".join(
        f"<p{style}>{'<span>' * span}{escape(line)}{'</span>' * span}</p>" for line in lines if line.strip()
    )


def _head(title: str, rng: Random) -> str:
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="csrf" content="{rng.getrandbits(64):x}"></head>'
    )


def trs(title: str, day: str, lines: Sequence[str], rng: Random) -> str:
    """An editor's frame with date, source, view count and font sizes around it."""
    return f"""{_head(title, rng)}<body><div class="nav"><ul>{_nav(rng)}</ul></div>
<div class="weather">今天 {rng.randint(1, 30)}℃ 您是第{rng.randint(10_000, 999_999)}位访客</div>
<div class="main"><h1>{escape(title)}</h1>
<div class="info">发布日期：{day} 来源：区政府办公室 浏览次数：{rng.randint(1, 9999)} 字号：大 中 小 打印</div>
<div class="TRS_Editor">{_paragraphs(lines, rng)}</div></div>
<div class="side"><h3>热点</h3><ul>{_headlines(rng)}</ul></div>
<div class="ad" id="ad{rng.randint(1, 99)}">广告{rng.randint(1, 9)}</div>
<div class="footer">网站标识码 0000000000 版权所有 页面耗时0.0{rng.randint(10, 99)}秒</div></body></html>"""


def zoom(title: str, day: str, lines: Sequence[str], rng: Random) -> str:
    """Another portal's frame; the navigation stands below, the headlines before the text."""
    return f"""{_head(title, rng)}<body><div class="left"><ul>{_headlines(rng)}</ul></div>
<div class="article"><h2 class="title">{escape(title)}</h2>
<p class="date"><span>{day}</span> <span>阅读 {rng.randint(1, 9999)}</span>
<span>{rng.randint(2, 59)}分钟前有人看过</span></p>
<div id="zoom">{_paragraphs(lines, rng)}</div>
<div class="share">分享到： 微信 微博</div></div><ul class="menu">{_nav(rng)}</ul>
<script>var formhash="{rng.getrandbits(32):08x}";</script></body></html>"""


def forum(title: str, day: str, lines: Sequence[str], rng: Random) -> str:
    """A thread of a Discuz-like board: lines broken, form hash, counts, relative times, a reply."""
    token = f"{rng.getrandbits(32):08x}"
    return f"""{_head(title, rng)}<body id="nv_forum" class="pg_viewthread">
<form><input type="hidden" name="formhash" value="{token}"></form>
<div id="postlist" class="pl bm"><table><tr><td class="pls">查看: <span>{rng.randint(1, 9999)}</span> 回复: 1</td>
<td class="plc"><h1 class="ts"><span id="thread_subject">{escape(title)}</span></h1></td></tr></table>
<div id="post_71"><table><tr><td class="pls"><div id="favatar71" class="pls favatar"><div class="authi">
<a class="xw1">林舟</a></div>积分 {rng.randint(1, 999)} [LV.{rng.randint(1, 9)}]签到天数 {rng.randint(1, 99)}</div></td>
<td class="plc"><a id="postnum71"><em>1</em></a><div class="authi"><em id="authorposton71">发表于 {day}</em></div>
<div class="pcb"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_71">
{"<br />".join(escape(line) for line in lines if line.strip())}</td></tr></table></div></div></td></tr></table></div>
<div id="post_72"><table><tr><td class="plc"><a id="postnum72"><em>2</em></a><div class="authi">
<em id="authorposton72">发表于 <span title="{day} 12:00">{rng.randint(2, 59)} 分钟前</span></em></div>
<table><tr><td class="t_f" id="postmessage_72">路过看看，新增{rng.randint(1, 99)}个赞</td></tr></table>
</td></tr></table></div></div>
<div id="ft">Processed in 0.0{rng.randint(10, 99)} second(s), {rng.randint(5, 40)} queries. GMT+8</div></body></html>"""


PORTAL_FRAMES = (trs, zoom)
FRAMES = (*PORTAL_FRAMES, forum)


def listing(name: str, rows: Sequence[tuple[str, str, str]], rng: Random) -> str:
    """A list page: (address, title, day) rows."""
    items = "".join(f'<li><a href="{url}">{escape(title)}</a><span>{day}</span></li>' for url, title, day in rows)
    return f"""{_head(name, rng)}<body><ul class="nav">{_nav(rng)}</ul><div class="list"><ul>{items}</ul></div>
<div class="side"><ul>{_headlines(rng)}</ul></div></body></html>"""


def home(rng: Random) -> str:
    """The site's home page instead of what was asked for."""
    links = "".join(f'<li><a href="/yw/t20310101_{n}.html">{_HEADLINES[n % 9]}{n}</a></li>' for n in range(60))
    return f"{_head('云州市人民政府门户网站', rng)}<body><ul>{_nav(rng)}</ul><ul>{links}</ul></body></html>"


def captcha(rng: Random) -> str:
    """A challenge that answers with status 200."""
    return (
        f"{_head('安全验证', rng)}<body><div>访问过于频繁，请输入验证码后继续访问</div>"
        f'<img src="/captcha/{rng.getrandbits(32)}.png"></body></html>'
    )


def challenge(rng: Random) -> str:
    """A script that sets a cookie and loads the page again."""
    return f"<html><script>document.cookie='k={rng.getrandbits(64):x}';location.reload();</script></html>"


def login(rng: Random) -> str:
    """A login form instead of the page."""
    return (
        f"{_head('用户登录', rng)}<body><h1>统一身份认证</h1><form>用户名<input name=u>密码"
        f'<input type="password" name=p><input type=hidden value="{rng.getrandbits(32)}"></form></body></html>'
    )


def maintenance(rng: Random) -> str:
    """Closed for the night."""
    return f"{_head('系统维护', rng)}<body><p>网站正在升级维护，请于{rng.randint(2, 9)}时以后访问。</p></body></html>"


SICK = {"home page": home, "captcha": captcha, "challenge": challenge, "login": login, "maintenance": maintenance}
"""Pages that answer with status 200 and are not the document."""
