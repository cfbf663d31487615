"""What stands before a list, or below it on the page, does not change what the list promises."""

from __future__ import annotations

import pytest

from flows.reading import read_bytes
from parsers.records import Given

TITLE = "青石区2031年民生实事项目\n"
ITEMS = (
    "1.新增机动车停车泊位1200个。\n2.改造老旧小区16个，惠及居民5200户。\n3.新建幼儿园3所。\n"
    "4.完成适老化改造400户。\n5.新建口袋公园9座。\n"
)
PROSE = (
    "办好渔校教育。完成9处操场建设；完成35所渔校的黑板更换。\n"
    "实施养老服务工程。新建日间照料中心6家，开展上门服务2000人次。\n实施道路提升工程。改造背街小巷14条。\n"
)

OPENINGS = (
    "",
    "近日，记者从区政府获悉，2031年全区十件民生实事已经区人代会票决产生。",
    "1月8日上午，区第十八届人民代表大会第五次会议举行，会议表决通过了2031年民生实事项目。",
    "去年，我区20项民心工程全部完成，群众满意度达到98%。今年，区委、区政府将继续办好一批民生实事。",
    "2030年，全区十件民生实事全部完成。2031年十件民生实事项目如下：",
    "经过公开征集、专家论证、代表票决，2031年民生实事项目正式出炉啦！一起来了解下吧！",
    "现将2031年民生实事项目予以公布，请认真组织实施。",
    "截至2030年12月底，共征集到意见建议1200余条，经筛选形成了候选项目，并提交人代会票决。",
    "区人大常委会对2030年项目完成情况进行了满意度测评。今年继续实行票决制，票决产生的项目如下。",
    "记者了解到，自2030年以来，我区累计实施民生实事60件。",
)
BELOW = (
    "",
    "上一篇：区政府召开会议，回顾2030年工作 下一篇：截至10月底我区民生实事已完成90%\n",
    "主办：区人民政府 承办：区政府办公室 累计访问量：1234567\n",
)


def _kinds(opening: str, body: str, below: str) -> set[str]:
    text = TITLE + (opening + "\n" if opening else "") + body + below
    main, document = read_bytes(text.encode(), Given(), name="list.txt")
    own = main.text.find(body[:8])
    end = main.text.find(body.rstrip()[-8:]) + 8
    return {s.kind.value for s in document.statements if own <= s.start < end and s.low is not None}


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("body", [ITEMS, PROSE], ids=["items", "prose"])
@pytest.mark.parametrize("opening", OPENINGS)
def test_a_list_promises_whatever_stands_around_it(opening: str, body: str, below: str) -> None:
    assert _kinds(opening, body, below) == {"target"}


RESULTS = (
    "1.新增机动车停车泊位：目前已新增820个。\n2.老旧小区改造：已完成改造9个，惠及居民3100户。\n"
    "3.新建幼儿园：已竣工2所。\n4.适老化改造：累计完成310户。\n"
)


@pytest.mark.parametrize(
    "opening",
    [
        "",
        "2031年，区委、区政府确定了10件民生实事。",
        "年初以来，全区上下将民生实事作为头等大事来抓，力争年底前全部完成。",
        "“今年一定要把民生实事办好！”年初，区长在部署会上强调。",
        "为确保2031年民生实事项目如期完成，区政府建立月调度机制，现将进展情况通报如下：",
    ],
)
def test_a_bulletin_reports_whatever_stands_above_it(opening: str) -> None:
    text = "青石区2031年民生实事项目上半年进展情况\n" + (opening + "\n" if opening else "") + RESULTS
    _, document = read_bytes(text.encode(), Given(), name="bulletin.txt")
    numbers = [s.kind.value for s in document.statements if s.low in (820, 9, 3100, 2, 310)]
    assert numbers == ["achieved"] * 5


REVIEW = "就业形势稳定向好。新增渔民就业4800人，开展技能培训820人次。\n渔村面貌持续改善。改造渔村16个，新建渔港3座。\n"


def test_what_stands_above_the_plans_of_a_report_looks_back() -> None:
    text = (
        "青石区政府工作报告\n（一）内需潜力持续释放。拉动消费7亿元，新增渔市15家，改造渔村16个，完善渔港设施，方便渔民出行和就医。\n"
        "三、2031年重点工作\n今年经济社会发展主要预期目标是：渔业产值增长5%。新建渔港6座。\n"
    )
    _, document = read_bytes(text.encode(), Given(), name="report.txt")
    kinds = {s.low: s.kind.value for s in document.statements if s.low is not None}
    assert kinds == {7e8: "achieved", 15: "achieved", 16: "achieved", 5: "target", 6: "target"}


def test_a_review_without_its_heading_opens_with_what_came_about() -> None:
    _, document = read_bytes(("青石区政府工作报告\n" + REVIEW).encode(), Given(), name="report.txt")
    assert {s.kind.value for s in document.statements if s.low is not None} == {"achieved"}


def test_a_plan_opens_with_what_to_do() -> None:
    text = "青石区政府工作报告\n扩大就业。新增渔民就业4800人。\n推动渔村面貌持续改善。改造渔村16个，新建渔港3座。\n"
    _, document = read_bytes(text.encode(), Given(), name="report.txt")
    assert {s.kind.value for s in document.statements if s.low is not None} == {"target"}


def test_a_list_that_lost_its_title_and_reports_to_the_house_tells_results() -> None:
    text = (
        "2031年，区政府工作报告确定的6项民生实事，由9个部门承办。截至12月31日，均已按期办结。现报告如下：\n"
        "1.新建渔校3所，新增学位900个。\n2.渔民体检率由上年的71%上升到78%。\n"
        "3.计划改造渔村8个，实际完成9个。\n4.渔港连通工程将于明年6月底前建成，累计完成投资2亿元。\n"
    )
    _, document = read_bytes(text.encode(), Given(), name="report.txt")
    done = [s.kind.value for s in document.statements if s.subject in ("渔校", "学位", "渔民体检率")]
    assert done == ["achieved"] * 3
