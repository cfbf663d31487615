"""Telling an article's own lines from the chrome around them: buttons, counters, credits, lists of links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.rendering import CELL_SEPARATOR

_LONGEST_CHROME = 80
_SQUEEZE = re.compile(r"[\s【】\[\]（）()|｜·>＞<＜/:：,，、]+")
_BUTTONS = re.compile(
    "(?>打印(?:本页|本文|此页|页面|预览)?|关闭(?:窗口|本页|页面)?|加入收藏|收藏|返回(?:顶部|列表|首页|上页|上一页)?|顶部|分享(?:到|至)?|"
    "我要纠错|纠错|字号|字体|文字大小|大号?|中号?|小号?|默认|特大|超大|较大|标准|正常|放大|缩小|增大|减小|保护视力色?|阅读模式|"
    "微信|微博|新浪微博|腾讯微博|QQ空间|QQ好友|QQ|qq|朋友圈|人人网|豆瓣|更多|下载|复制链接|回到顶部|繁体|简体|点赞|赞|评论|"
    "语音播报|朗读|播放|暂停|无障碍|听全文|全文|展开|收起)++\\d{0,6}"
)
_LINE = re.compile(
    "(?:扫一扫|微信扫|用?手机扫|扫描(?:左侧|下方|上方|右侧)?二维码|长按识别).{0,30}"
    "|(?:浏览|阅读|点击|访问|查看)(?:次数|人次|总数|量|数|率)?\\d{0,9}次?"
    "|[（(]?(?:责任|本文|网站|值班|文字|美术)?编辑(?:[^\\w]|[:：]).{0,24}|(?:责任编辑|责编|校对|初审|复审|终审|一审|二审|三审|编审)\\W.{0,24}"
    "|(?:上一篇|下一篇|上一条|下一条|前一篇|后一篇)(?:\\W.*|没有了)?"
    "|.{0,24}(?:版权所有|网站标识码|ICP备|公网安备|技术支持\\W).{0,60}"
    "|本文(?:标题|地址|链接|网址)\\W.*"
    "|您?(?:当前|现在)(?:的)?(?:所在)?位置\\W.*|首页\\s*[>＞»].*"
)
_INFO = re.compile(
    "(?:发布|发文|更新|成文|信息)?(?:时间|日期|来源|機構|机构)\\W|作者\\W|(?:浏览|阅读|点击)(?:次数|量|数|\\W)|字号|字体|来源[:：]"
)
_TAIL = re.compile(
    "[【\\[]?(?:相关(?:链接|阅读|新闻|文章|稿件|信息|文档|文件|解读|报道|内容|推荐|资讯)|延伸阅读|推荐阅读|热点(?:新闻|推荐|排行)|猜你喜欢|"
    "你可能(?:还)?(?:喜欢|感兴趣)|本站推荐|热门(?:文章|推荐|新闻|标签)|最新(?:文章|资讯|更新)|友情链接|网友评论|发表评论|"
    "分享到|分享至|上一篇|下一篇|上一条|下一条|本文标题|标签[:：]|关键词[:：])"
)
_DECLARATION = re.compile("[【\\[(（*]?(?:版权声明|免责声明|特别声明|郑重声明|声明[:：]|凡本网注明)")
_LAST_LINES = 25
_DECLARATION_LINES = 6
_FIRST_LINES = 8
_SENTENCE = re.compile("[。；！？!?;]")
_COMMA = re.compile("[，、：,:]")
_ITEM = re.compile(
    "(?:第?[一二三四五六七八九十百]+[、.．章节条项]|[（(][一二三四五六七八九十\\d]+[)）]|\\d{1,3}[.、．)）]|[①-⑳●■◆])"
)
_HAN = re.compile("[\u4e00-\u9fff]")


def is_chrome(line: str) -> bool:
    """Whether a line is a button, a counter, a credit or a notice of the site wherever it stands."""
    if len(line) > _LONGEST_CHROME:
        return False
    squeezed = _SQUEEZE.sub("", line)
    return not squeezed or _BUTTONS.fullmatch(squeezed) is not None or _LINE.fullmatch(line) is not None


def is_prose(line: str) -> bool:
    """Whether a line reads as part of a document: a sentence, a numbered item, a table row."""
    if CELL_SEPARATOR in line:
        return True
    if _HAN.search(line) is None:
        return len(line) >= 60 and " " in line
    if _SENTENCE.search(line):
        return len(line) >= 8
    if _ITEM.match(line):
        return len(line) >= 6
    return len(line) >= 18 and _COMMA.search(line) is not None


def prose_share(lines: Sequence[str]) -> float:
    """Characters that stand in lines of prose, as a share of all."""
    total = sum(map(len, lines))
    return sum(len(line) for line in lines if is_prose(line)) / total if total else 0.0


def without_chrome(lines: Sequence[str]) -> list[str]:
    """The lines without those that are chrome wherever they stand, and without a tail that lists other articles."""
    kept = [line for line in lines if not is_chrome(line)]
    for i in range(max(1, len(kept) - _LAST_LINES), len(kept)):
        if len(kept[i]) <= 60 and _TAIL.match(kept[i]) and not any("。" in line for line in kept[i + 1 :]):
            return kept[:i]
        if len(kept) - i <= _DECLARATION_LINES and _DECLARATION.match(kept[i]):
            return kept[:i]
    return kept


def without_header(lines: Sequence[str], title: str | None) -> list[str]:
    """The lines after the title and the line of date, source and counters, where these open the text."""
    begin = 0
    for i, line in enumerate(lines[:_FIRST_LINES]):
        if len(line) > 120 or _SENTENCE.search(line):
            break
        if (title and line.strip("《》 ") in title) or (title and title in line) or len(_INFO.findall(line)) >= 1:
            begin = i + 1
    return list(lines[begin:])
