"""Documents to mutate: invented ones that come with the project, and the real ones of ../shared, if there."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache

from parsers.records import Comparator, DocumentKind, Facts, Number, Statement, StatementKind, Theme, WorkStatus
from tests.conftest import SHARED

LIST_TEXT = """云州市临江区2031年民生实事项目清单
一、扩大教育供给
1.新建改建中小学校6所，新增义务教育学位3640个。
2.新建公办幼儿园4所，新增学前教育学位1260个。
二、提升就业质量
3.城镇新增就业2.3万人，帮扶就业困难人员1850人。
4.开展职业技能培训9600人次，9月底前完成。
三、改善居住条件
5.完成老旧小区改造17个、惠及居民6200户。
6.加装电梯不少于85部。
7.筹集保障性租赁住房1450套。
四、健全养老服务
8.建设嵌入式养老服务中心12个，新增家庭养老床位520张。
9.完成适老化改造730户。
五、优化出行环境
10.新建公共停车泊位2400个。
11.改造人行道38公里，维修桥梁9座。
12.滨江南路下穿通道建成通车。
六、增添城市绿意
13.新建口袋公园15个，新增绿化面积21万平方米。
14.更新健身路径64处。
七、守护群众健康
15.改造提升社区卫生服务站11个。
16.为适龄女生免费接种疫苗4300人。
17.区妇幼保健院新院区投入使用。
18.居民医保住院报销比例提高3个百分点。
"""
REPORT_TEXT = """云州市青禾县2031年政府工作报告
一、2030年工作回顾
过去一年，全县地区生产总值增长6.2%，一般公共预算收入达到41.7亿元。
城镇新增就业5300人，转移农村劳动力1.15万人。
改造农村公路126公里，新建桥梁7座。
完成棚户区改造860套，改造老旧小区9个。
新建高标准农田4.6万亩，粮食总产量达到32.8万吨。
新增养老床位310张，建成村级幸福院24个。
二、2031年主要目标和重点工作
今年的主要目标是：地区生产总值增长6%左右，城镇新增就业5000人，居民人均可支配收入增长7%以上。
改造农村公路95公里，建成充电桩420个。
新建高标准农田3.8万亩，培育家庭农场65家。
县第二人民医院迁建项目竣工，新增医疗床位280张。
新增公办学位1900个，建成县职教中心实训楼。
实施老旧小区改造12个，涉及居民2750户。
治理水土流失面积54平方公里，造林2.1万亩。
建设标准化村卫生室36个，培训乡村医生240人次。
"""
BULLETIN_TEXT = """云州市临江区2031年民生实事一季度进展情况
截至3月底，各项工作进展如下。
1.教育方面，新增义务教育学位960个，新增学前教育学位300个。
2.就业方面，城镇新增就业6100人，帮扶就业困难人员520人。
3.老旧小区改造已完成4个，加装电梯26部。
4.筹集保障性租赁住房510套。
5.新增家庭养老床位140张，完成适老化改造215户。
6.新建公共停车泊位730个，改造人行道11.5公里。
7.新建口袋公园3个，更新健身路径18处。
8.免费接种疫苗1275人。
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A document as its text, with what is known of it."""

    name: str
    facts: Facts
    text: str


def invented() -> list[Source]:
    """The project's own three: a list, a report that looks back and forward, a bulletin."""
    return [
        Source("invented list", _facts(DocumentKind.LIST, "云州市临江区", "民生实事项目清单", "year"), LIST_TEXT),
        Source("invented report", _facts(DocumentKind.REPORT, "云州市青禾县", "政府工作报告", "year"), REPORT_TEXT),
        Source(
            "invented bulletin", _facts(DocumentKind.BULLETIN, "云州市临江区", "一季度进展情况", "Q1"), BULLETIN_TEXT
        ),
    ]


def _facts(kind: DocumentKind, place: str, title: str, period: str | None) -> Facts:
    return Facts(kind=kind, place=place, year=2031, period=period, title=title, published_at=None)


def real() -> list[Source]:
    """The documents with gold; empty where ../shared is absent."""
    table = SHARED / "gold" / "documents.tsv"
    if not table.is_file():
        return []
    with table.open(encoding="utf-8", newline="") as lines:
        rows = {r["file"]: r for r in csv.DictReader(lines, delimiter="\t")}
    found = []
    for path in sorted((SHARED / "gold" / "texts").glob("*.txt")):
        r = rows.get(
            path.stem, {"kind": "report", "place": "天津市", "year": "2024", "period": "year", "title": path.stem}
        )
        facts = Facts(
            kind=DocumentKind(r["kind"]),
            place=r["place"],
            year=int(r["year"]) if r["year"] else 2030,
            period=r["period"] or None,
            title=r["title"] or path.stem,
            published_at=None,
        )
        found.append(Source(path.stem, facts, path.read_text(encoding="utf-8")))
    return found


@lru_cache
def gold(name: str) -> tuple[Statement, ...]:
    """The gold statements of a real document, in file order."""
    with (SHARED / "gold" / "statements" / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return tuple(_statement(r) for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _number(cell: str) -> Number | None:
    if not cell:
        return None
    return float(cell) if "." in cell else int(cell)


def _statement(r: dict[str, str]) -> Statement:
    return Statement(
        kind=StatementKind(r["kind"]), quote=r["quote"], start=0, end=len(r["quote"]), action=r["action"],
        subject=r["subject"], theme=Theme(r["theme"]), rule="gold", confidence=1.0,
        cmp=Comparator(r["cmp"]) if r["cmp"] else None, low=_number(r["low"]), high=_number(r["high"]),
        unit=r["unit"] or None, old=_number(r["from"]), status=WorkStatus(r["status"]) if r["status"] else None,
    )  # fmt: skip
