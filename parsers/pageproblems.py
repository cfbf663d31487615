"""Pages that are not what was asked for: script challenges, blocks, maintenance, logins, messages, home pages.

They answer with status 200 and must never be compared. Rules are data; a phrase only counts on a page that has little
text beside it, so that an article about the maintenance of a system stays an article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.addresses import join, split
from parsers.bodies import find_body
from parsers.charset import decode
from parsers.filetypes import file_kind
from parsers.layouts import LAYOUTS, Trust
from parsers.records import PageProblem
from parsers.rendering import one_line, text_lines
from parsers.selecting import Page, parse, too_heavy


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a page, and in words why that is believed."""

    problem: PageProblem
    detail: str


@dataclass(frozen=True, slots=True)
class _Rule:
    problem: PageProblem
    detail: str
    pattern: re.Pattern[str]
    most_text: int
    """Characters a reader sees on such a page at most, all told."""


_CHALLENGES = (
    _Rule(
        PageProblem.CHALLENGE,
        "script challenge",
        re.compile(
            r"__jsl_clearance|acw_sc__v[23]|\barg1\s*=\s*'[0-9A-F]{40}'|\$_ts\s*=\s*window|cf[-_]chl|challenge-platform"
            r"|_waf_|waf_?captcha|btwaf|safedog|aliyun_?waf|yundun|TencentCaptcha|/captcha/|geetest|slider-?captcha",
            re.I,
        ),
        200,
    ),
    _Rule(
        PageProblem.CHALLENGE,
        "a script sets a cookie and loads the page again",
        re.compile(
            r"document\.cookie\s*=.{0,2000}?(?:location\.(?:reload|replace|href|assign)|location\s*=|window\.open)"
            r"|(?:location\.(?:reload|replace)|location\.href\s*=).{0,2000}?document\.cookie\s*=",
            re.S,
        ),
        60,
    ),
)
_PHRASES = (
    _Rule(
        PageProblem.CHALLENGE,
        "asks for a proof of being human",
        re.compile(
            "安全验证|人机(?:验证|识别)|滑动验证|拖动.{0,6}滑块|请?输入(?:图片|图形)?验证码|请完成.{0,8}验证|"
            "(?:浏览器|环境|正在(?:进行)?)安全检[查测]|正在检[查测].{0,8}浏览器|开启JavaScript|启用JavaScript|"
            "enable JavaScript|Just a moment|Checking your browser|Web应用防护|网站防火墙|"
            "(?:您的?|当前|此次|该)(?:请求|访问|行为|操作).{0,12}(?:威胁|攻击|不合法|恶意|异常|拦截|阻断|拒绝)|"
            "(?:请求|访问)(?:已|被|已被)(?:拦截|阻断|拒绝)",
            re.I,
        ),
        600,
    ),
    _Rule(
        PageProblem.RATE_LIMITED,
        "too many requests",
        re.compile(
            "(?:访问|请求|操作|刷新|浏览|查询).{0,8}(?:过于|太|过|较为)频繁|频率.{0,4}(?:过高|过快|限制|超)|"
            "访问.{0,8}(?:过多|超限|超过.{0,6}限制)|IP.{0,12}(?:限制|封禁|禁止|黑名单)|Too Many Requests|rate limit",
            re.I,
        ),
        600,
    ),
    _Rule(
        PageProblem.MAINTENANCE,
        "closed for maintenance or out of order",
        re.compile(
            "(?:维护|升级|改版|建设)中|正在(?:进行)?(?:系统|网站|升级|紧急)?(?:维护|升级|改版|建设)|"
            "(?:系统|网站|本站|站点|平台|服务器|升级)维护(?![:：单])|(?:维护|升级)(?:公告|通知|期间)|"
            "(?:系统|网站|本站|站点|平台|服务器|数据库|服务)(?:繁忙|故障|异常|出错|错误|已?(?:临时|暂时)?关闭)|"
            "暂停(?:服务|访问|开放)|(?:服务|访问).{0,4}不可用|Service Unavailable|Bad Gateway|Gateway Time-?out|"
            "Internal Server Error|Database Error|under maintenance",
            re.I,
        ),
        600,
    ),
    _Rule(
        PageProblem.MESSAGE,
        "says that the page is not there",
        re.compile(
            "(?:页面|网页|文章|内容|信息|资源|主题|帖子|文件|栏目).{0,16}"
            "(?:不存在|已被?删除|已?被?移除|找不到|未找到|无法找到|没有找到|已下线|正在审核|待审核)|"
            "找不到.{0,10}(?:页面|网页|文件)|"
            "404.{0,6}Not Found|Not Found|无权(?:访问|查看)|没有权限|参数错误|非法(?:请求|访问)",
            re.I,
        ),
        600,
    ),
)
_LOGIN = re.compile("登\\s*录|登\\s*陆|登入|用户名|帐号|账号|统一身份认证|单点登录|log\\s?in|sign\\s?in", re.I)
_LOGIN_NEEDED = re.compile("尚未登录|需要?登录|请先?登录|登录后|没有权限|无权|游客|会员.{0,6}才(?:能|可)", re.I)
_LOGIN_TEXT = 400
_MOST_BYTES = 20_000_000
SHORT = 100
"""A body in a known layout below this many characters may still be a message of the site."""
_CHALLENGE_WITHIN = 50_000
_MESSAGES = ("#messagetext", ".jump_c", "#main_message .alert_error", ".showmessage")
_BOARDS = ("tbody[id^=normalthread_]", "#threadlist", "body.pg_forumdisplay", "#moderate", ".threadlist li.list")
_INDEXES = ("body#nv_forum.pg_index", "body#nv_portal.pg_index", "body.pg_index")
_NOTHING = re.compile(
    "暂无(?:数据|内容|信息|记录|相关|文章|主题)|没有(?:找到|查询到|检索到|相关|符合)|无(?:相关|符合条件的?)(?:数据|信息|记录|内容)|"
    "(?:尚|还)(?:无|没有)(?:主题|帖子|内容|信息)|共\\s*0\\s*(?:条|篇|项|页)|记录为空|列表为空"
)
_HOME_TITLE = re.compile("首页|门户网站$|欢迎(?:您|访问|光临)")
_SITE_TITLE = re.compile("(?:政府网|人民政府|政务网|网站|委员会|管委会|新闻网|[局厅])$")
_HOME_PATH = re.compile(r"/?(?:(?:index|default|home|main|portal)(?:\.\w{2,5})?)?/?", re.I)
_HOME_LINKS = 40
_SITE_LINKS = 100
_LIST_LINKS = 3
_LIST_OF = 6
_LIST_LINK_TEXT = 8


def page_problem(data: bytes, *, url: str | None = None, content_type: str | None = None) -> Finding | None:
    """Whether a fetched page, list or article, is blocked, broken or foreign. None means nothing speaks against it.

    A page with a document in a known layout is what it is, whatever its words. Files that are no HTML are not judged.
    Home pages are recognised only where `url` is given and asks for something deeper.
    """
    page = _page(data, content_type)
    return None if page is None else _problem(page, url)


def list_problem(data: bytes, *, url: str | None = None, content_type: str | None = None) -> Finding | None:
    """`page_problem` for a page that should list others: a list without entries is a problem too.

    Only for pages whose entries stand in the HTML; where a script builds the list, count what the script was given.
    """
    page = _page(data, content_type)
    if page is None:
        return Finding(PageProblem.EMPTY_LIST, "no HTML page")
    return _problem(page, url) or empty_list(page)


def _page(data: bytes, content_type: str | None) -> Page | None:
    if len(data) > _MOST_BYTES or file_kind(data, content_type) is not None:
        return None
    text = decode(data, content_type).text
    return None if "<" not in text or too_heavy(text) else parse(text)


def _problem(page: Page, url: str | None) -> Finding | None:
    message = forum_message(page)
    if message is not None:
        return message
    for layout in LAYOUTS:
        if layout.trust is not Trust.NAME:
            body = find_body(page, layout, None)
            if body is not None and (layout.trust is Trust.EXACT or sum(map(len, body.lines)) >= SHORT):
                return None
    return blocked(page) or home_page(page, url)


def blocked(page: Page) -> Finding | None:
    """Whether the page is a challenge, a block, a maintenance notice, a login or a message instead of content."""
    message = forum_message(page)
    if message is not None:
        return message
    seen = " ".join(text_lines(page.root))
    size = len(re.sub(r"\s+", "", seen))
    for rule in _CHALLENGES:
        if size <= rule.most_text and rule.pattern.search(page.source, 0, _CHALLENGE_WITHIN):
            return Finding(rule.problem, rule.detail)
    login = _login(page, seen, size)
    if login is not None:
        return login
    title = page.first(("title",))
    told = (one_line(title) if title is not None else "") + " " + seen
    for rule in _PHRASES if len(_content_links(page)) < _LIST_OF else ():
        if size <= rule.most_text:
            match = rule.pattern.search(told)
            if match:
                return Finding(rule.problem, f"{rule.detail}: {match[0]}")
    return None


def forum_message(page: Page) -> Finding | None:
    """A forum's message page, told apart by what it says."""
    message = page.first(_MESSAGES)
    if message is None or page.select("[id^=postmessage_]"):
        return None
    text = one_line(message)
    short = text[:80]
    if _LOGIN_NEEDED.search(text):
        return Finding(PageProblem.LOGIN, f"the forum wants a login: {short}")
    for rule in _PHRASES:
        if rule.problem in (PageProblem.RATE_LIMITED, PageProblem.MAINTENANCE) and rule.pattern.search(text):
            return Finding(rule.problem, f"the forum says: {short}")
    return Finding(PageProblem.MESSAGE, f"the forum says: {short}")


def hidden_problem(notice: str) -> PageProblem:
    """What to call a post that shows `notice` instead of its text."""
    return PageProblem.LOGIN if _LOGIN_NEEDED.search(notice) else PageProblem.MESSAGE


def _login(page: Page, seen: str, size: int) -> Finding | None:
    # Discuz shows a small login form on top of every page.
    passwords = [
        field
        for field in page.root.iter("input")
        if (field.get("type") or "").lower() == "password"
        and not any(form.get("id") == "lsform" for form in field.iterancestors("form"))
    ]
    if passwords and size <= _LOGIN_TEXT and _LOGIN.search(seen + page.source[:4096]):
        return Finding(PageProblem.LOGIN, "a login form instead of the page")
    return None


def home_page(page: Page, url: str | None) -> Finding | None:
    """Whether a site's home page was served for a deeper address."""
    if url is None or is_home_address(url):
        return None
    canonical = page.first(("link[rel=canonical]", "meta[property='og:url']"))
    if canonical is not None:
        target = join(url, canonical.get("href") or canonical.get("content") or "")
        here, there = split(url), split(target)
        if here and there and is_home_address(target) and here.hostname == there.hostname:
            return Finding(PageProblem.HOME_PAGE, "the page names the site's root as its own address")
    if page.first(_INDEXES) is not None:
        return Finding(PageProblem.HOME_PAGE, "the forum's index instead of the page")
    links = page.root.xpath("count(//a[@href])")
    metas = page.metas()
    if not isinstance(links, float) or links < _HOME_LINKS or metas.get("articletitle"):
        return None
    element = page.first(("title",))
    title = one_line(element) if element is not None else ""
    named = _HOME_TITLE.search(title) or title == metas.get("sitename")
    if title and (named or (links >= _SITE_LINKS and _SITE_TITLE.search(title))) and not re.search(r"[-_|—]", title):
        return Finding(PageProblem.HOME_PAGE, f"the site's home page instead of the page: {title[:40]}")
    return None


def is_home_address(url: str) -> bool:
    """Whether an address is the root of a site or one of the usual names of its index page."""
    parts = split(url)
    return parts is not None and not parts.query and _HOME_PATH.fullmatch(parts.path) is not None


def is_board(page: Page) -> bool:
    """Whether the page is a forum's list of threads."""
    return page.first(_BOARDS) is not None


def empty_list(page: Page) -> Finding | None:
    """Whether a list page says, or shows, that it has no entries."""
    found = _NOTHING.search(" ".join(text_lines(page.root)))
    links = _content_links(page)
    if found and len(links) < _LIST_LINKS:
        return Finding(PageProblem.EMPTY_LIST, f"the list says: {found[0]}")
    if not links:
        return Finding(PageProblem.EMPTY_LIST, "no entry is linked")
    return None


def _content_links(page: Page) -> list[str]:
    """Texts of links long enough to be titles."""
    return [text for a in page.root.iter("a") if a.get("href") and len(text := one_line(a)) >= _LIST_LINK_TEXT]
