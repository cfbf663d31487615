"""Telling an article's own lines from the chrome around them: buttons, counters, credits, lists of links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.rendering import CELL_SEPARATOR

_LONGEST_CHROME = 80
_LONGEST_IMPRINT = 300
_IMPRINT = re.compile(
    "网站标识码|ICP备\\s?\\d|公网安备|版权所有|Copyright ©|建议使用.{0,20}(?:浏览|分辨率)|技术支持[:：]|"
    "本(?:网)?站由.{2,40}(?:主办|承办)|未经.{0,8}(?:许可|授权|同意).{0,8}(?:转载|复制)|"
    "^(?:主办|承办|协办|维护)(?:单位)?[:：]|地址[:：].{4,60}邮(?:政)?编"
)
_IMPRINT_CUE = re.compile(
    "网站标识码|ICP备|公网安备|版权所有|Copyright|建议使用|技术支持|本站由|本网站由|未经|主办|承办|协办|维护|地址"
)
"""A part of whatever `_IMPRINT` matches; each word begins plainly, so that the search can skip to it."""
_LEAST_ROWS = 3
_SQUEEZE = re.compile(r"[\s【】\[\]（）()|｜·>＞<＜/:：,，、]")
_BUTTONS = re.compile(
    "(?>打印(?:本页|本文|此页|页面|预览)?|关闭(?:窗口|本页|页面)?|加入收藏|收藏|返回(?:顶部|列表|首页|上页|上一页)?|顶部|分享(?:到|至)?|"
    "我要纠错|纠错|字号|字体|文字大小|大号?|中号?|小号?|默认|特大|超大|较大|标准|正常|放大|缩小|增大|减小|保护视力色?|阅读模式|"
    "微信|微博|新浪微博|腾讯微博|QQ空间|QQ好友|QQ|qq|朋友圈|人人网|豆瓣|更多|下载|复制链接|回到顶部|繁体|简体|点赞|赞|评论|"
    "语音播报|朗读|播放|暂停|无障碍|听全文|全文|展开|收起)++\\d{0,6}"
)
_LINE = re.compile(
    "(?:扫一扫|微信扫|用?手机扫|扫描(?:左侧|下方|上方|右侧)?二维码|长按识别).{0,30}"
    "|(?:浏览|阅读|点击|访问|查看)(?:次数|人次|总数|量|数|率)?\\d{0,9}次?"
    "|[（(【]?(?:责任编辑|责编|本文编辑|网站编辑|值班编辑|文字编辑|美术编辑|编辑|校对|初审|复审|终审|一审|二审|三审|编审)\\s*[:：].{0,40}"
    "|(?:上一篇|下一篇|上一条|下一条|前一篇|后一篇)(?:\\W.*|没有了)?"
    "|.{0,24}(?:版权所有|网站标识码|ICP备|公网安备|技术支持\\W).{0,60}"
    "|.{0,8}第\\s*\\d+\\s*位(?:访客|访问者|浏览者).{0,6}"
    "|(?:今日|昨日|累计|总|本页)?(?:访问|浏览)(?:量|人数|人次|次数)\\W{0,3}\\d+.{0,3}"
    "|附件【.{1,120}】已下载\\d*次"
    "|本文(?:标题|地址|链接|网址)\\W.*"
    "|您?(?:当前|现在)(?:的)?(?:所在)?位置\\W.*|首页\\s*[>＞»].*"
)
_LINE_CUE = re.compile(
    "扫一扫|微信扫|手机扫|扫描|长按识别|浏览|阅读|点击|访问|查看|责任编辑|责编|编辑|校对|初审|复审|终审|一审|二审|三审|编审|"
    "上一篇|下一篇|上一条|下一条|前一篇|后一篇|版权所有|网站标识码|ICP备|公网安备|技术支持|位访|位浏|附件【|本文|位置|首页"
)
"""A part of whatever `_LINE` matches; each word begins plainly, so that the search can skip to it."""
_INFO = re.compile(
    "(?:发布|发文|更新|成文|信息)?(?:时间|日期|来源|机构)\\W|作者\\W|(?:浏览|阅读|点击)(?:次数|量|数|\\W)|字号|字体|打印"
)
_SURE_INFO = re.compile("发布(?:时间|日期)|来源\\s*[:：].{0,30}$")
_LEAST_INFO = 2
_TAIL = re.compile(
    "[【\\[]?(?:相关(?:链接|阅读|新闻|文章|稿件|信息|文档|文件|解读|报道|内容|推荐|资讯)|延伸阅读|推荐阅读|热点(?:新闻|推荐|排行)|猜你喜欢|"
    "你可能(?:还)?(?:喜欢|感兴趣)|本站推荐|热门(?:文章|推荐|新闻|标签)|最新(?:文章|资讯|更新)|友情链接|网友评论|发表评论|"
    "分享到|分享至|上一篇|下一篇|上一条|下一条|本文标题|标签|关键词)"
    "[】\\]]?\\s*(?:[:：].*)?"
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
    if len(line) <= _LONGEST_IMPRINT and _IMPRINT_CUE.search(line) and _IMPRINT.search(line):
        return True
    if len(line) > _LONGEST_CHROME:
        return False
    squeezed = _SQUEEZE.sub("", line)
    if not squeezed or _BUTTONS.fullmatch(squeezed):
        return True
    return _LINE_CUE.search(line) is not None and _LINE.fullmatch(line) is not None


def is_prose(line: str) -> bool:
    """Whether a line reads as part of a document: a sentence or a numbered item."""
    if _HAN.search(line) is None:
        return False
    if is_sentence(line):
        return len(line) >= 8
    if is_item(line):
        return len(line) >= 6
    return len(line) >= 18 and _COMMA.search(line) is not None


def is_sentence(line: str) -> bool:
    """Whether a line holds a sentence mark."""
    return _SENTENCE.search(line) is not None and _HAN.search(line) is not None


def is_item(line: str) -> bool:
    """Whether a line opens with an item's number or bullet."""
    return _ITEM.match(line) is not None and _HAN.search(line) is not None


def prose_share(lines: Sequence[str]) -> float:
    """Characters that stand in lines of prose, as a share of all outside table rows; of rows alone, those with digits.

    A row tells nothing of itself: a bar of links is written with the same strokes.
    """
    running = [line for line in lines if CELL_SEPARATOR not in line]
    if not running:
        return sum(any(map(str.isdigit, line)) for line in lines) / len(lines) if len(lines) >= _LEAST_ROWS else 0.0
    return sum(len(line) for line in running if is_prose(line)) / sum(map(len, running))


def without_chrome(lines: Sequence[str]) -> list[str]:
    """The lines without those that are chrome wherever they stand, and without a tail that lists other articles."""
    kept = [line for line in lines if not is_chrome(line)]
    for i in range(max(1, len(kept) - _LAST_LINES), len(kept)):
        if len(kept[i]) <= 60 and _TAIL.fullmatch(kept[i]) and not any("。" in line for line in kept[i + 1 :]):
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
        if _is_title(line, title) or _SURE_INFO.search(line) or len(_INFO.findall(line)) >= _LEAST_INFO:
            begin = i + 1
    return list(lines[begin:])


def _is_title(line: str, title: str | None) -> bool:
    """Whether a line repeats the title, or most of it."""
    if not title:
        return False
    bare = line.strip("《》 ")
    return title in line or (bare in title and 2 * len(bare) > len(title))
