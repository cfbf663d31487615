"""What is known of page layouts, as data: how a page shows its layout, where its body is, what is no part of it.

A layout is told from the page itself, never from its address. To teach a new one, add a `Layout` here and a saved page
with its expected text in `tests/pages/layouts/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Cut(StrEnum):
    """How the body is cut out of the page."""

    ELEMENT = "element"
    """The body is what one element holds."""
    BETWEEN = "between"
    """The body has no element of its own: it stands between two siblings."""


class Trust(StrEnum):
    """What a body element may hold beside the document."""

    EXACT = "exact"
    """Nothing: no line of it is judged to be chrome."""
    EDITOR = "editor"
    """What an editor pasted along with the text: credits, share buttons, links to other articles."""
    FRAME = "frame"
    """That, and above the text the title and a line of date and source."""
    NAME = "name"
    """Anything: only the name speaks for the element, so what comes out must look like a document."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout. Selectors are CSS; every field that lists them is tried in order."""

    name: str
    body: tuple[str, ...]
    """The body element; for `Cut.BETWEEN` the sibling after which the body begins."""
    words: tuple[str, ...] = ()
    """Literal strings the source must hold, all of them."""
    signs: tuple[str, ...] = ()
    """Selectors that must match, all of them, beside the body."""
    posts: tuple[str, ...] = ()
    """Where a page holds several posts, each of them. The first is the document, the others are replies."""
    floor: tuple[str, ...] = ()
    """What numbers a post inside it. Above one, the first post of the page is a reply."""
    page_number: tuple[str, ...] = ()
    """What numbers the page of the thread. Above one, it holds replies only."""
    cut: Cut = Cut.ELEMENT
    until: tuple[str, ...] = ()
    """For `Cut.BETWEEN`: the sibling that ends the body."""
    head: tuple[str, ...] = ()
    """Regular expressions of lines that may open the body and are no part of it, in this order."""
    strip: tuple[str, ...] = ()
    """Elements inside the body that are no part of it."""
    hidden: tuple[str, ...] = ()
    """Elements that stand for a part the reader is not shown."""
    title: tuple[str, ...] = ()
    title_strip: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    trust: Trust = Trust.FRAME
    min_chars: int = 1
    """A body with fewer characters is not believed, and the next layout is tried."""
    max_matches: int = 3
    """More bodies than this on one page are the entries of a list."""


_EDITED = r"本帖最后由 .{1,60} 于 \d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}(?::\d{2})? 编辑"
_POST_STRIP = (
    ".jammer",
    "i.pstatus",
    "ignore_js_op",
    ".a_pr",
    ".a_pt",
    ".a_pb",
    ".attach_tips",
    ".blockcode > em",
    ".showhide > h4",
    ".tattl",
    ".post_attlist",
    ".img_one",
    ".pattl",
    ".aimg_tip",
    ".sign",
    ".qdsmile",
    ".ptg",
    ".modact",
    "#threadindex",
    "#threadpage",
    "#vfastpost",
)
_POST_HIDDEN = (".locked", ".attach_nopermission:not(.attach_tips)")

DISCUZ = (
    Layout(
        name="discuz-thread",
        posts=("#postlist > div[id^=post_]", "div.plhin[id^=post_]", "table.plhin", "table[id^=pid]"),
        body=("td[id^=postmessage_]", "div[id^=postmessage_]", ".t_f"),
        floor=("a[id^=postnum] > em",),
        page_number=("#pgt .pg > strong",),
        head=(_EDITED,),
        strip=_POST_STRIP,
        hidden=_POST_HIDDEN,
        title=("#thread_subject",),
        date=("em[id^=authorposton] span[title]", "em[id^=authorposton]"),
        trust=Trust.EXACT,
    ),
    Layout(
        name="discuz-mobile",
        posts=("div.plc[id^=pid]", "div.plc[id^=post_]", "div.vb[id^=post_]", "div.postlist > div[id^=pid]"),
        body=("div.message", "div[id^=postmessage_]", "div.postmessage"),
        floor=("li.mtit > span.y", "li.grey > em"),
        page_number=("div.page > strong", "div.pg > strong"),
        head=(_EDITED,),
        strip=(*_POST_STRIP, "div.message > span.quote", "div.message > .viewsort"),
        hidden=(*_POST_HIDDEN, "div.message > div.quote:not(:has(blockquote))"),
        title=(".view_tit", ".postlist > h2", ".vt h2"),
        title_strip=("em", "a", "span"),
        date=("li.mtime span[title]", "li.mtime", "li.rela span[title]", "li.rela"),
        trust=Trust.EXACT,
    ),
    Layout(
        name="discuz-wap",
        signs=("div.vt", "#thread_subject"),
        posts=("div.pbody",),
        body=("div[id^=postmessage_]", "div.postmessage"),
        page_number=("div.page > strong", "div.pg > strong"),
        head=(_EDITED,),
        strip=_POST_STRIP,
        hidden=(*_POST_HIDDEN, "div.mes > div.xi1"),
        title=("#thread_subject",),
        date=("em[id^=authorposton] span[title]", "em[id^=authorposton]"),
        trust=Trust.EXACT,
    ),
    Layout(
        name="discuz-archiver",
        words=("Archiver",),
        signs=("#content > p.author",),
        cut=Cut.BETWEEN,
        body=("#content > p.author",),
        until=("p.author", "div.page"),
        page_number=("#content > div.page > strong",),
        head=(_EDITED,),
        strip=("h3", *_POST_STRIP),
        hidden=_POST_HIDDEN,
        title=("#content > h3",),
        date=("#content > p.author span[title]", "#content > p.author"),
        trust=Trust.EXACT,
    ),
    Layout(
        name="discuz-printable",
        words=("window.print()",),
        signs=("hr[noshade] + b",),
        cut=Cut.BETWEEN,
        body=("hr[noshade]",),
        until=("hr[noshade]",),
        head=(r"(?:作者|Author)\s*[:：].*", r"(?:标题|主题|Subject)\s*[:：].*", _EDITED),
        strip=_POST_STRIP,
        hidden=_POST_HIDDEN,
        date=("hr[noshade] ~ span[title]",),
        trust=Trust.EXACT,
    ),
)

_FRAME_STRIP = (
    ".bdsharebuttonbox",
    ".bshare-custom",
    ".social-share",
    ".share",
    ".share-box",
    ".article-share",
    ".ewm",
    ".erweima",
    ".qrcode",
    "#qrcode",
    "#qrcodeCanvas",
    "#qr_container",
    "#div_div",
    ".print",
    ".printer",
    ".pagination",
    "#pagination",
    ".related",
    ".xgwz",
    ".xgxw",
    ".xgyd",
    ".xglj",
    ".zrbj",
    ".zebj",
    ".editor-info",
    ".breadcrumb",
    ".comment",
    ".comments",
    "#comment",
    "#comments",
    ".position",
)

# What the editors of the usual content management systems wrap a text in: nothing but the text is inside.
_EDITORS = {
    "trs": (".TRS_Editor", ".trs_editor_view", ".TRS_UEDITOR", ".trs_paper_default", ".TRS_PreAppend"),
    "vsb": (".v_news_content", "#vsb_content", "div[id^=vsb_content]"),
    "webplus": (".wp_articlecontent", ".Article_Content"),
    "ucap": ("#UCAP-CONTENT", "ucapcontent", ".pages_content"),
    "easysite": (".easysite-news-text", ".easysite-news-content"),
}
# Frames of portals and of the news sites they copy from. Some hold the title and the line of date and source too.
_FRAMES = {
    "zoom": ("#zoom", "#Zoom", "#ozoom", "#fontzoom", "#Fontzoom", ".fontzoom", "#zoomcon", "#zoom_content"),
    "jpaas": (".j-fontContent", "#J_content", "#ivs_content"),
    "zhengwen": ("#div_zhengwen", "#zhengwen", ".zhengwen", "#mainText", "#info_content", "#BodyLabel", "#conN"),
    "xxgk": (
        ".xxgk_content",
        ".xxgk-content",
        ".xxgkContent",
        ".xxgk_text",
        ".bt_content",
        ".bt-content",
        ".gknr_content",
    ),
    "news": ("#artibody", ".rm_txt_con", "#rwb_zw", "#p-detail", "#detailContent", "#endText", ".post_body"),
    "wechat": ("#js_content",),
}
# Names a good many portals gave their frame, and others gave to other things.
_NAMES = (
    ".article-content",
    ".article_content",
    ".articleContent",
    "#articleContent",
    "#article-content",
    "#article_content",
    ".article-con",
    ".article_con",
    ".articleCon",
    ".article-body",
    ".article_body",
    ".article-text",
    ".art-con",
    ".art_con",
    ".arc_cont",
    ".news-content",
    ".news_content",
    ".newsContent",
    "#newsContent",
    ".news_content_text",
    ".news_con",
    ".news-text",
    ".newstext",
    ".detail-content",
    ".detail_content",
    ".detailContent",
    ".detail-con",
    ".content-text",
    ".content_text",
    ".contentText",
    "#contentText",
    ".text_content",
    ".con-text",
    ".con_text",
    ".conTxt",
    ".common-content",
    ".content-main",
    ".main-txt",
    ".mainTxt",
    ".wzcon",
    ".wz_con",
    ".wz-content",
    ".wzy_content",
    ".nrcontent",
    ".nr_con",
    ".nrtxt",
    ".neirong",
    ".zw_content",
    ".zwnr",
    ".xl_content",
    ".xl_cont",
    ".xl-content",
    ".xiangqing",
    ".info-content",
    ".info_content",
    ".text-content",
    ".entry-content",
    ".post-content",
    "[itemprop=articleBody]",
)

PORTAL = (
    *(
        Layout(name=f"portal-{name}", body=body, strip=_FRAME_STRIP, trust=Trust.EDITOR, min_chars=8)
        for name, body in _EDITORS.items()
    ),
    *(
        Layout(name=f"portal-{name}", body=body, strip=_FRAME_STRIP, trust=Trust.FRAME, min_chars=8)
        for name, body in _FRAMES.items()
    ),
    Layout(name="portal-named", body=_NAMES, strip=_FRAME_STRIP, trust=Trust.NAME, min_chars=40, max_matches=2),
)

LAYOUTS = DISCUZ + PORTAL
"""In the order in which they are tried."""
