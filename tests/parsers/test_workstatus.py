"""How far work has come, by the words of its verb, object and share."""

from __future__ import annotations

import pytest

from parsers.records import WorkStatus
from parsers.workstatus import of_counted, of_share, of_words, of_work

PREPARING, STARTED = WorkStatus.PREPARING, WorkStatus.STARTED
UNDER_WAY, COMPLETED = WorkStatus.UNDER_WAY, WorkStatus.COMPLETED


@pytest.mark.parametrize(
    ("mark", "said", "subject", "status"),
    [
        ("正在", "开展方案设计", "渔馆迁建项目", PREPARING),
        ("已", "完成征地拆迁", "渔港水厂", PREPARING),
        ("已", "取得用地批复", "渔港水厂", PREPARING),
        ("已", "列入省重点项目清单", "渔港水厂", PREPARING),
        ("正在", "做施工准备", "渔港公园", PREPARING),
        ("已经", "完成", "渔灯安装招标工作", PREPARING),
        ("已", "完成竣工验收备案", "渔港幼儿园", COMPLETED),
        ("已", "进场", "渔港小区改造", STARTED),
        ("已", "开工建设", "渔馆", STARTED),
        ("已", "进场施工", "渔路改造工程", STARTED),
        ("已", "进入设备安装调试阶段", "渔港水厂二期", UNDER_WAY),
        ("已", "完成主体建设", "渔港中学扩建工程", UNDER_WAY),
        ("已", "封顶", "渔馆主体", UNDER_WAY),
        ("已", "到货", "渔馆设备", UNDER_WAY),
        ("仍在", "调试", "渔港水厂", UNDER_WAY),
        ("已", "完成", "渔港小区改造", COMPLETED),
        ("已", "投入使用", "渔港幼儿园", COMPLETED),
    ],
)
def test_what_is_said_of_a_work(mark: str, said: str, subject: str, status: WorkStatus) -> None:
    assert of_words(mark, said, subject) is status


@pytest.mark.parametrize(
    ("verb", "subject", "status"),
    [
        ("完成", "渔馆施工图设计", PREPARING),
        ("通过", "渔港医院三级医院评审", COMPLETED),
        ("未开工", "渔路改造工程", PREPARING),
        ("启动", "渔馆迁建", STARTED),
        ("封顶", "渔馆主体", UNDER_WAY),
        ("合龙", "渔港大桥", UNDER_WAY),
        ("完工", "渔馆主体", UNDER_WAY),
        ("完成", "渔馆桩基工程", UNDER_WAY),
        ("完成", "渔港水厂设备安装", UNDER_WAY),
        ("完工", "渔馆迁建工程", COMPLETED),
        ("完成", "渔灯安装", COMPLETED),
    ],
)
def test_what_a_verb_finished(verb: str, subject: str, status: WorkStatus) -> None:
    assert of_work(verb, subject) is status


@pytest.mark.parametrize(
    ("verb", "subject", "going_on", "status"),
    [
        ("完成", "渔屋", False, COMPLETED),
        ("完成", "渔屋选址", False, PREPARING),
        ("办理", "渔屋用地手续", True, PREPARING),
        ("招标", "渔屋", True, PREPARING),
        ("施工", "渔屋", True, UNDER_WAY),
        ("完工", "渔屋主体", False, UNDER_WAY),
        ("完成", "渔路路基", False, COMPLETED),
        ("进场施工", "渔屋", False, STARTED),
        ("新增", "渔位", False, None),
        ("完成投资", "渔港项目", False, None),
    ],
)
def test_counted_things(verb: str, subject: str, going_on: bool, status: WorkStatus | None) -> None:
    assert of_counted(verb, subject, going_on=going_on) is status


@pytest.mark.parametrize(
    ("verb", "subject", "share", "status"),
    [
        ("完成", "渔馆工程量", 75, UNDER_WAY),
        ("", "渔屋改造完成率", 102, COMPLETED),
        ("", "渔屋改造完成率", 85.3, UNDER_WAY),
        ("达到", "渔屋开工率", 100, STARTED),
        ("占", "渔屋改造年度任务", 60, UNDER_WAY),
        ("为", "渔民就业年度目标", 108, COMPLETED),
        ("占", "渔民人口", 20, None),
        ("达到", "渔民满意率", 98, None),
    ],
)
def test_shares(verb: str, subject: str, share: float, status: WorkStatus | None) -> None:
    assert of_share(verb, subject, share) is status
