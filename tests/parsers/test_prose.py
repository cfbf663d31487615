"""Lines of chrome, and lines of documents that look a little like them."""

from __future__ import annotations

import pytest

from parsers.prose import is_chrome, is_prose, prose_share, without_chrome, without_header


@pytest.mark.parametrize(
    "line",
    [
        "扫一扫在手机打开当前页",
        "【打印本页】 【关闭窗口】",
        "字号：[ 大 中 小 ]",
        "分享到： 微信 微博",
        "浏览次数：1024",
        "责任编辑：张三",
        "（责任编辑：李四）",
        "上一篇：关于召开会议的通知",
        "下一条：没有了",
        "您是第 1082736 位访客",
        "本页浏览量：33",
        "主办：石桥区人民政府办公室　网站标识码：9900000012",
        "澜ICP备20310001号-1 澜公网安备 99010302000123号",
        "版权所有：石桥区人民政府",
        "当前位置：首页 > 政务公开",
        "本文地址：http://www.shiqiao.example/a.html",
        "附件【任务分解.docx】已下载9次",
    ],
)
def test_chrome(line: str) -> None:
    assert is_chrome(line)


@pytest.mark.parametrize(
    "line",
    [
        "石桥区第3次全体会议召开",
        "累计500人次参加培训",
        "今日新增就业120人",
        "总投资3000万元",
        "编辑、记者5名",
        "一审案件受理320件",
        "访问企业86家",
        "扩大阅读空间，新建书屋12个",
        "中小企业",
        "大力发展养老服务",
        "版权登记量增长12%，全年完成作品登记3000件，其中数字作品占比超过四成，位居全市前列，并建成版权服务工作站2个。",
        "地址：建设路9号，新建停车场1处",
        "收藏品市场改造1处",
    ],
)
def test_documents(line: str) -> None:
    assert not is_chrome(line)


BODY = ["一、新建社区食堂4个。", "二、改造提升7个。", "三、整治积水点12处。"]


@pytest.mark.parametrize(
    "tail",
    [
        ["相关阅读", "石桥区新增停车泊位700个"],
        ["相关链接：", "政策解读"],
        ["版权声明：凡注明来源的稿件，转载请注明出处。", "违者必究。"],
        ["打印", "关闭"],
        [],
    ],
)
def test_tails(tail: list[str]) -> None:
    assert without_chrome(BODY + tail) == BODY


def test_a_heading_that_begins_like_a_tail_stays() -> None:
    lines = [*BODY, "相关文件要求", "落实资金保障", "加强督促检查"]
    assert without_chrome(lines) == lines


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        (["石桥区民生实事", "发布时间：2031-03-01 来源：区府办"], []),
        (["石桥区民生实事", "（2031年）", "日期：2031-03-01 点击：5"], []),
        (["来源：石桥日报"], []),
        (["时间：3月5日上午"], ["时间：3月5日上午"]),
        (["（截至3月底）"], ["（截至3月底）"]),
        ([], []),
    ],
)
def test_headers(head: list[str], kept: list[str]) -> None:
    assert without_header(head + BODY, "石桥区民生实事") == kept + BODY


def test_prose() -> None:
    assert is_prose("新建社区食堂4个。")
    assert is_prose("1. 新建社区食堂4个")
    assert not is_prose("首页 政务公开 互动交流")
    assert not is_prose("Processed in 0.03 second(s), 21 queries, Gzip On, Redis On, GMT+8, 2031-3-2 09:14")
    assert prose_share(["首页 | 政务公开", "新建社区食堂4个。"]) == 1.0
    assert prose_share(["首页 | 政务公开"]) == 0.0
    assert prose_share([f"{i} | 食堂 | {i}个" for i in range(3)]) == 1.0


def test_long_runs_of_button_words_take_no_time() -> None:
    assert not is_chrome("返回顶部" * 19 + "X。")
    assert not is_chrome("大" * 79 + "食")
