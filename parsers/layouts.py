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
    until: tuple[str, ...] = ()
    """For `Cut.BETWEEN`: the sibling that ends the body."""
    cut: Cut = Cut.ELEMENT
    strip: tuple[str, ...] = ()
    """Elements inside the body that are no part of it."""
    hidden: tuple[str, ...] = ()
    """Elements inside the body that stand for a part the reader is not shown."""
    title: tuple[str, ...] = ()
    title_strip: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    first_only: bool = False
    """The first match is the document and the others are replies; otherwise the longest match is taken."""
    exact: bool = False
    """The body holds what its author wrote and nothing else: no line of it is judged to be chrome."""
    min_chars: int = 1
    """A body with fewer characters is not believed, and the next layout is tried."""
    max_matches: int = 3
    """More bodies than this on one page are the entries of a list."""


_POST_STRIP = (
    ".jammer",
    "i.pstatus",
    ".a_pr",
    ".a_pt",
    ".a_pb",
    ".attach_tips",
    ".blockcode > em",
    ".showhide > h4",
    ".tattl",
    ".pattl",
    ".tip_4",
    ".aimg_tip",
    "div[id^=aimg_][id$=_menu]",
    ".xs0.tip",
    ".sign",
    ".qdsmile",
    ".ptg",
    ".modact",
)
_POST_HIDDEN = (".locked", ".attach_nopermission")

DISCUZ = (
    Layout(
        name="discuz-thread",
        body=("div[id^=post_] td[id^=postmessage_]", "td[id^=postmessage_]"),
        strip=_POST_STRIP,
        hidden=_POST_HIDDEN,
        title=("#thread_subject",),
        date=("em[id^=authorposton] span[title]", "em[id^=authorposton]"),
        first_only=True,
        exact=True,
    ),
    Layout(
        name="discuz-mobile",
        body=("div.plc[id^=pid] div.message", "div[id^=postmessage_]", "div.postmessage"),
        strip=(*_POST_STRIP, ".message > .quote:first-child:not(:has(blockquote))"),
        hidden=_POST_HIDDEN,
        title=(".view_tit", ".postlist > h2", ".vt h2"),
        title_strip=("em", "a", "span"),
        date=("li.mtime", "li.grey.rela"),
        first_only=True,
        exact=True,
    ),
    Layout(
        name="discuz-archiver",
        words=("Archiver",),
        signs=("#content > p.author",),
        cut=Cut.BETWEEN,
        body=("#content > h3", "#content > p.author"),
        until=("p.author", "div.page"),
        strip=_POST_STRIP,
        hidden=_POST_HIDDEN,
        title=("#content > h3",),
        date=("#content > p.author",),
        first_only=True,
        exact=True,
    ),
    Layout(
        name="discuz-printable",
        words=("window.print()",),
        signs=("hr[noshade] + b",),
        cut=Cut.BETWEEN,
        body=("hr[noshade]",),
        until=("hr[noshade]",),
        strip=_POST_STRIP,
        hidden=_POST_HIDDEN,
        first_only=True,
        exact=True,
    ),
)

_FRAME_STRIP = (
    ".bdsharebuttonbox",
    ".bshare-custom",
    ".share",
    ".share-box",
    ".article-share",
    ".ewm",
    ".qrcode",
    "#qrcode",
    "#qrcodeCanvas",
    ".print",
    ".printer",
    ".pagination",
    ".related",
    ".xgwz",
    ".xgxw",
    ".zrbj",
    ".zebj",
)

_FRAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    # TRS WCM: the editor's own wrapper, whatever the portal's frame around it.
    ("trs", (".TRS_Editor", ".trs_editor_view", ".TRS_UEDITOR", ".trs_paper_default")),
    ("ucap", ("#UCAP-CONTENT", "ucapcontent", ".pages_content")),
    ("vsb", (".v_news_content", "#vsb_content", "div[id^=vsb_content]")),
    ("webplus", (".wp_articlecontent", ".Article_Content")),
    ("zoom", ("#zoom", "#Zoom", "#ozoom", "#fontzoom", "#Fontzoom", ".fontzoom")),
    ("xxgk", (".xxgk_content", ".xxgk-content", ".xxgkContent", ".bt_content", ".bt-content", ".gknr_content")),
)

FRAMES = tuple(Layout(name=f"portal-{name}", body=body, strip=_FRAME_STRIP, min_chars=8) for name, body in _FRAMES)

LAYOUTS = DISCUZ + FRAMES
"""In the order in which they are tried."""
