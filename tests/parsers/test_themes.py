"""The theme by the words of a statement, by what stands around it otherwise."""

from __future__ import annotations

import pytest

from parsers.records import Theme
from parsers.themes import theme_of
from parsers.themewords import WORDS

BY_CONTENT = [
    ("零工市场", "新建零工市场4个", Theme.EMPLOYMENT),
    ("家政服务人员", "培训家政服务人员900人", Theme.EMPLOYMENT),
    ("学校校园食堂", "改造学校校园食堂12个", Theme.EDUCATION),
    ("血液透析室", "新设血液透析室3间", Theme.HEALTH),
    ("孕产妇死亡率", "孕产妇死亡率降至每十万人6人", Theme.HEALTH),
    ("社区助浴点", "设社区助浴点15个", Theme.ELDERLY),
    ("残疾儿童康复救助", "残疾儿童康复救助330人", Theme.SOCIAL_SECURITY),
    ("公益性公墓", "建公益性公墓2处", Theme.SOCIAL_SECURITY),
    ("直管公房维修", "直管公房维修5000平方米", Theme.HOUSING),
    ("户外广告招牌", "清理户外广告招牌600块", Theme.URBAN_RENEWAL),
    ("地下综合管廊", "建地下综合管廊2.4公里", Theme.TRANSPORT),
    ("二次供水设施", "改造二次供水设施31处", Theme.TRANSPORT),
    ("单位GDP能耗", "单位GDP能耗下降2%", Theme.ENVIRONMENT),
    ("雨污分流改造", "雨污分流改造18个片区", Theme.ENVIRONMENT),
    ("离境退税商店", "离境退税商店增至7家", Theme.COMMERCE),
    ("革命旧址", "修缮革命旧址4处", Theme.CULTURE),
    ("社会体育指导员", "培训社会体育指导员210名", Theme.SPORT),
    ("农产品质量安全监测合格率", "农产品质量安全监测合格率达到97%以上", Theme.SAFETY),
    ("动力电池生产线", "动力电池生产线投产3条", Theme.ECONOMY),
    ("便民服务中心标准化建设", "便民服务中心标准化建设完成9个", Theme.GOVERNANCE),
    ("消费帮扶金额", "消费帮扶金额完成700万元", Theme.OTHER),
    ("老旧电梯", "更新老旧电梯70台", Theme.SAFETY),
    ("民生实事子项目", "人大代表票决产生的民生实事共32个子项目", Theme.OTHER),
]


@pytest.mark.parametrize(("subject", "quote", "theme"), BY_CONTENT, ids=[row[0] for row in BY_CONTENT])
def test_content_tells_the_theme(subject: str, quote: str, theme: Theme) -> None:
    assert theme_of(subject, quote, ()) is theme


AROUND = [
    ("heading", theme_of("项目", "实施项目6个", ("三、优化养老服务",)), Theme.ELDERLY),
    ("row before", theme_of("总里程", "总里程3", (), earlier=Theme.SPORT), Theme.TRANSPORT),
    ("nothing else", theme_of("任务", "任务6个", (), earlier=Theme.SPORT), Theme.SPORT),
    ("title", theme_of("任务", "任务6个", (), title="城市书房建设方案"), Theme.CULTURE),
    ("title of everything", theme_of("任务", "任务6个", (), title="十件民生实事"), Theme.OTHER),
]


@pytest.mark.parametrize(("told", "theme"), [(a, b) for _, a, b in AROUND], ids=[row[0] for row in AROUND])
def test_what_stands_around_tells_it_otherwise(told: Theme, theme: Theme) -> None:
    assert told is theme


def test_every_theme_has_words() -> None:
    assert set(WORDS) == set(Theme)


@pytest.mark.parametrize("theme", list(Theme))
def test_no_word_weighs_twice(theme: Theme) -> None:
    words = WORDS[theme].split()
    assert sorted(words) == sorted(set(words))
