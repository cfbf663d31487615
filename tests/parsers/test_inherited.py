"""What a number is about where its own clause does not say, or says it with more words than belong to it."""

from __future__ import annotations

import pytest

from parsers.normalise import to_main
from parsers.records import DocumentKind, Facts
from parsers.statements import extract

BULLETIN = Facts(DocumentKind.BULLETIN, "海北市", 2031, None, None, None, None)
LIST = Facts(DocumentKind.LIST, "海北市", 2031, "year", None, None, None)
Counted = tuple[str, str, float]
"""Action, subject, number."""


def _counted(text: str, facts: Facts) -> list[Counted]:
    """In the order of the numbers: rows whose quote begins with another's stand before what they report on."""
    main = to_main(text)
    found = sorted((s for s in extract(main, facts) if s.low is not None), key=lambda s: s.end)
    return [(s.action, s.subject, float(s.low)) for s in found if s.low is not None]


REPORTED: list[tuple[str, list[Counted]]] = [
    # what was counted in the same unit
    (
        "改造老渔村9个、渔屋21栋，目前已完工5个，另有4个在建。",
        [("改造", "老渔村", 9), ("改造", "渔屋", 21), ("完工", "老渔村", 5), ("在建", "老渔村", 4)],
    ),
    ("实施渔屋改造32个，涉及渔民94户。", [("实施", "渔屋改造", 32), ("涉及", "渔屋改造渔民", 94)]),
    ("实施渔屋改造32个。截至9月底，已开工30个。", [("实施", "渔屋改造", 32), ("开工", "渔屋改造", 30)]),
    ("渔桥改造5座，已完工2座。", [("改造", "渔桥", 5), ("完工", "渔桥改造", 2)]),
    # a step of the work
    ("渔港公路改造48公里，已完成路基31公里。", [("改造", "渔港公路", 48), ("完成", "渔港公路改造路基", 31)]),
    # the verb behind what was named with its own verb
    ("新改建渔路完工72公里。", [("完工", "新改建渔路", 72)]),
    ("渔桥改造竣工4座。", [("竣工", "渔桥改造", 4)]),
    ("渔村饮水改造惠及1300户。", [("惠及", "渔村饮水改造", 1300)]),
    ("困难渔民就业950人。", [("就业", "困难渔民", 950)]),
    ("渔女免费筛查900人。", [("筛查", "渔女", 900)]),
    # when it happens and how far it is are no part of what is counted
    ("8所渔校已于9月1日投入使用。", [("投入使用", "渔校", 8)]),
    ("11项实事按序时进度推进。", [("推进", "实事", 11)]),
    ("20件渔民实事中已有13件提前完成。", [("完成", "渔民实事", 13)]),
    ("剩余7个渔村全部通水。", [("通水", "剩余渔村", 7)]),
    # names of several
    ("“渔工”“海员”培训分别完成115人和260人。", [("完成", "“渔工”培训", 115), ("完成", "“海员”培训", 260)]),
    ("海难事故起数、死亡人数分别下降18%和25%。", [("下降", "海难事故起数", 18), ("下降", "海难事故死亡人数", 25)]),
    ("渔医院、渔诊所达标率均达到100%。", [("达到", "渔医院、渔诊所达标率", 100)]),
    ("渔童体检、渔女筛查率均达到95%。", [("达到", "渔童体检率", 95), ("达到", "渔女筛查率", 95)]),
    ("十件渔民实事全部办结。", [("办结", "渔民实事", 10)]),
    # a work named with its verb last has none; said of what was counted, it has
    ("渔船抽检4500批次。", [("", "渔船抽检", 4500)]),
    ("铺设渔栏9公里，渔业培训600人次。", [("铺设", "渔栏", 9), ("", "渔业培训", 600)]),
    ("植树造林300亩。", [("", "植树造林", 300)]),
    ("渔民累计培训600人次。", [("培训", "渔民", 600)]),
    # 其中: what was done to the whole was done to the part; a part named without what is counted has the whole's name
    ("新增渔港泊位900个，其中公用泊位300个。", [("新增", "渔港泊位", 900), ("新增", "公用泊位", 300)]),
    ("新增渔电桩80个，其中快充30个。", [("新增", "渔电桩", 80), ("新增", "快充渔电桩", 30)]),
    ("引进渔企43个，其中投资过亿元企业6个。", [("引进", "渔企", 43), ("引进", "投资过亿元企业", 6)]),
    ("改造渔村22个，目前19个已完工。", [("改造", "渔村", 22), ("完工", "渔村", 19)]),
    ("20件渔民实事已完成6件，完成投资3亿元，占年计划5亿元的60%。", [
        ("完成", "渔民实事", 6), ("完成", "投资", 3e8), ("占", "投资年计划", 60),
    ]),
    ("渔港建设比序时进度慢20个百分点。", [("慢", "渔港建设序时进度", 20)]),
    ("渔税收入扣除退税因素后增长6%。", [("增长", "渔税收入", 6)]),
    ("调解渔场纠纷90件，成功率97%。", [("调解", "渔场纠纷", 90), ("", "渔场纠纷成功率", 97)]),
    ("建设路雨污分流工程铺设管道5公里。", [("铺设", "建设路雨污分流工程管道", 5)]),
    ("海神幼儿园已于9月1日开园，提供学位360个。", [("提供", "海神幼儿园学位", 360)]),
    ("渔亭加装顶棚已完工12部，另开工8部。", [("完工", "渔亭加装顶棚", 12), ("开工", "渔亭加装顶棚", 8)]),
    ("渔产值增长7%，两年平均增长4%。", [("增长", "渔产值", 7), ("增长", "渔产值", 4)]),
    ("渔村贫困发生率由24.6%降至零。", [("降至", "渔村贫困发生率", 0)]),
    # who set them is no part of what they are
    ("市人代会确定的十个方面30件渔民实事全部完成。", [("完成", "渔民实事", 30)]),
    # a document's own places and sums
    ("渔保工程惠及渔民6.3万人次。", [("惠及", "渔保工程渔民", 63000)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), REPORTED, ids=[row[0] for row in REPORTED])
def test_reported(text: str, wanted: list[Counted]) -> None:
    assert _counted(text, BULLETIN) == wanted


PROMISED: list[tuple[str, list[Counted]]] = [
    # for whom stays, the comparator in front of it counts
    ("渔民低保标准提高到每人每月590元。", [("提高到", "渔民低保标准每人每月", 590)]),
    ("渔民低保标准由每人每月570元提高到590元。", [("提高到", "渔民低保标准每人每月", 590)]),
    ("渔品抽检达到每千人4.5批次。", [("达到", "渔品抽检每千人", 4.5)]),
    # kinds, not names
    ("打通云栖路、湖东路等断头路5条。", [("打通", "断头路", 5)]),
    ("举办“渔灯会”“开渔节”等民俗活动60场。", [("举办", "民俗活动", 60)]),
    ("县财政统筹安排渔港资金3亿元。", [("安排", "渔港资金", 3e8)]),
    ("实现每个渔村卫生所至少有2名医生。", [("实现", "每个渔村卫生所医生", 2)]),
    ("为8处渔村诊所配齐检验设备。", [("配齐", "渔村诊所检验设备", 8)]),
    ("还要再建2处渔工驿站。", [("再建", "渔工驿站", 2)]),
    ("改(新)建渔村厕所2900座。", [("改(新)建", "渔村厕所", 2900)]),
    ("5 ．新打渔村水井 5 眼。", [("新打", "渔村水井", 5)]),
    ("改造供热一次网6.4公里、二次网22公里。", [("改造", "供热一次网", 6.4), ("改造", "二次网", 22)]),
    ("购置32米登高平台消防车1台。", [("购置", "32米登高平台消防车", 1)]),
    ("渔站500米覆盖率达到98%。", [("达到", "渔站500米覆盖率", 98)]),
    ("新增视频监控420路，开通12路公交。", [("新增", "视频监控", 420)]),
    ("渔民人均预期寿命提高到79岁，补贴80岁渔民。", [("提高到", "渔民人均预期寿命", 79)]),
    ("送书2万册。", [("送书", "书", 20000)]),
    ("设置早市、夜市疏导点各3处。", [("设置", "早市疏导点", 3), ("设置", "夜市疏导点", 3)]),
    ("硬化20户以上自然屯道路21公里。", [("硬化", "20户以上自然屯道路", 21)]),
    ("满意率低于60%的渔业项目限期整改，开展巡讲百场以上。", [("开展", "巡讲", 100)]),
    (
        "建成10公里以上绿道2条，渔民人均体育场地较上年增加3%。",
        [("建成", "10公里以上绿道", 2), ("增加", "渔民人均体育场地", 3)],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), PROMISED, ids=[row[0] for row in PROMISED])
def test_promised(text: str, wanted: list[Counted]) -> None:
    assert _counted(text, LIST) == wanted


COMPARED = [
    ("渔民低保标准不低于每人每月600元。", ">="),
    ("渔民收入增长 7% 左右。", "~"),
    ("渔民失业率控制在 4.5% 以内。", "<="),
    ("实现每个渔村卫生所至少有2名医生。", ">="),
]


@pytest.mark.parametrize(("text", "cmp"), COMPARED)
def test_comparators(text: str, cmp: str) -> None:
    assert [s.cmp.value for s in extract(to_main(text), LIST) if s.cmp] == [cmp]


FINISHED = [
    ("渔湾大桥10月合龙。", ["渔湾大桥"]),
    ("海神小学秋季开学。", ["海神小学"]),
    ("建成海神学校并于9月1日开学。", ["海神学校"]),
    ("海神医院创建三级甲等医院。", ["海神医院三级甲等医院"]),
    ("完成第二污水厂扩容并通水。", ["第二污水厂扩容"]),
    ("规划建设渔妇幼保健院新院，并争取明年6月底前开工。", ["渔妇幼保健院新院"]),
    ("开放海神健身中心。", ["海神健身中心"]),
    ("实现渔村危房动态清零。", []),
    ("落实渔村文化场所免费开放。", []),
    ("今年是建成现代渔港的关键之年。", []),
]


@pytest.mark.parametrize(("text", "subjects"), FINISHED)
def test_milestones(text: str, subjects: list[str]) -> None:
    assert [s.subject for s in extract(to_main(text), LIST) if s.low is None] == subjects


STATED = [
    ("海神幼儿园完成内外墙粉刷。", ["海神幼儿园内外墙粉刷"]),
    ("海神街完成管道铺设，正在进行路面摊铺。", ["海神街路面摊铺"]),
    ("1.海神中学迁建。目前正在办理用地手续。", ["海神中学迁建"]),
    ("《海北市渔民实事方案》已经市政府同意。", []),
    ("海神馆工程完成总工程量的八成。", []),
    ("海神公园二期开始绿化施工。", ["海神公园二期"]),
    ("海神敬老院改造提升完成招标。", ["海神敬老院改造提升"]),
    ("海神救助中心挂牌运行。", ["海神救助中心"]),
    ("海神渡口因征地受阻，目前仍处于招标阶段。", ["海神渡口"]),
    ("渔网采购项目尚处于方案论证阶段。", ["渔网采购项目"]),
    ("渔民探访关爱服务正常开展。", ["渔民探访关爱服务"]),
    ("海神水厂工艺改造启动调试。", ["海神水厂工艺改造"]),
    ("海神幼儿园6月20日通过竣工验收。", ["海神幼儿园竣工验收"]),
    ("海神码头受潮汐影响，进度滞后，目前仅完成桩基。", ["海神码头"]),
    ("海神大剧院建成并向渔民开放。", ["海神大剧院"]),
    ("海神渔港因移民进展偏慢，目前仅完成工程量的四成左右。", []),
]


@pytest.mark.parametrize(("text", "subjects"), STATED)
def test_states(text: str, subjects: list[str]) -> None:
    assert [s.subject for s in extract(to_main(text), BULLETIN) if s.low is None] == subjects


def test_the_progress_cell_counts_what_the_cell_beside_it_promised() -> None:
    text = "序号 | 目标 | 进展 |\n1 | 渔民就业510人，渔女培训145人 | 分别完成520人、149人 |"
    assert {number: subject for _, subject, number in _counted(text, BULLETIN)} == {
        510: "渔民", 145: "渔女培训", 520: "渔民就业", 149: "渔女培训",
    }  # fmt: skip
