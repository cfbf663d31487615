"""The theme of a statement: by its own words first, by the headings above it otherwise. The word
lists are data."""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.records import Theme

# A word counts by its length: 保障性租赁住房 outweighs 保障. A leading digit raises or lowers that by hand.
WORDS: dict[Theme, str] = {
    Theme.EMPLOYMENT: """
零工小站 零工 工会驿站 户外劳动者 残疾人就业 补贴性培训 工间休息 新型职业农民 职业农民 公益岗位 灵活就业 求职 带岗
登记失业率 城镇调查失业率 零工驿站 扩岗 招聘会 大学生留 创业者 就业 失业 创业 技能培训 职业技能 职业培训
职业技能培训 补贴性职业 招聘 岗位 就业见习 见习 农民工 零就业 稳岗 用工 劳务 公益性岗位 零工市场 技能人才 家政服务员
欠薪 工资 高校毕业生 转移就业 劳动力 高素质农民 职业技能等级 创业担保 留县就业 返乡
""",
    Theme.EDUCATION: """
上线率 名师工作室 名校长 骨干教师 各校 园位 教育专网 公办园 公益托管 托管点位 托管班 爱心托管
暑期托管 学生体质 进校园 思政课 家长学校 校舍加固 中考 高考
教育 学校 学位 幼儿园 小学 中学 初中 高中 高校 大学 学生 教师 托育 托位 职校 中职 高职 校园 义务教育 学前
普惠性幼儿园 课后服务 办学 校舍 中小学 午餐 午休 研学 学区 教室 营养餐 校车 助学金 寄宿制 职业教育 职业院校
集团化办学 教学楼 实验室 婴幼儿照护 婴幼儿 特殊教育 新增幼儿 公办率 附小
""",
    Theme.HEALTH: """
核酸 隔离 门急诊 坐诊 肺炎疫苗 医疗保障能力 执业医师 医师 护士 重点人群 医护 助产 康复床位 安宁疗护
视力筛查 口腔 窝沟封闭 孤独症筛查 药费 医养 献血屋 医院 医疗 卫生 健康 疾病 筛查 门诊 医生 家庭医生 体检 疫苗 接种
中医 卫生院 卫生室 诊疗 公共卫生 两癌 疾控 急救 救护 妇幼 病 床位数 医联体 医共体 药品 耗材 胸痛 宫颈癌 乳腺癌
免费筛查 孕妇 产前 新生儿 心理健康 AED 除颤 献血 村医 护理院 红十字 慢性病 传染病 医药 HPV 查体 胃癌 救护车 
专科 电子健康档案
""",
    Theme.ELDERLY: """
养老 老年人 老人 助餐 适老化 适老 日间照料 老年 敬老院 居家养老 养老床位 护理型床位 养老服务 养老机构 幸福院
孝老食堂 综合为老 为老服务 幸福餐桌 老年学堂 照护床位 认知障碍 敬老 爱老 老有所 照料中心 照护之家 老人家食堂 长者 高龄
失能 幸福食堂 银发 福利院 老龄 养老院 长者食堂 康养 互助养老 家庭养老床位 老年食堂 探访关爱
特殊困难老年人 老年大学 助老
""",
    Theme.SOCIAL_SECURITY: """
医疗保障基金 法律援助 民生综合体 贫困村 贫困发生率 贫困户 贫困群众 脱贫 扶贫
补差水平 补差 易地扶贫搬迁 搬迁安置点 社会救助和保障 供养标准 养育标准 供养 生活补贴 护理补贴
护理服务费用 重度失能人员 扶残 助残 社会服务保障 困境 退役军人服务站 社会保障
社会保险 医保 养老保险 医疗保险 低保 救助 残疾人
残疾 困难群众 特困 社保 补贴标准 大病保险 医疗救助 退役军人 儿童福利 孤儿 困境儿童 留守儿童 失业保险 工伤 参保 优抚
低收入 救助金 临时救助 惠民保 困难家庭 最低生活保障 长期护理保险 居民医保 门诊报销 报销 支付限额 支付比例 生育保险
康复救助 辅助器具 无障碍改造 基本医保 关爱服务 儿童友好 婴儿 未成年人保护 未成年人临时监护 妇女儿童 慈善 失独
流动人口 困难职工 社会救助 抚恤 养老金 重度
""",
    Theme.HOUSING: """
善居工程 保障性安居 建设者管理者之家 管理者之家 安居乐业 保障性安居工程 安居工程 安居房
住房 保障性住房 保障性租赁住房 租房补贴 公租房 廉租 危房 经济适用房 棚改安置房 安置房 配售型 租赁住房 人才公寓
产权证 保交楼 保交房 物业管理 物业 公积金 房改 住房保障 危房改造 农村危房 定向安置 商品房 业主委员会 住宅小区业主
抗震改造 租赁补贴 房屋产权 办证 回迁安置 青年公寓 交房
""",
    Theme.URBAN_RENEWAL: """
美丽乡村 美丽示范村 特色镇 新型农村社区 城市之家 改造小区 老旧楼院 楼院 老旧管线小区
城区功能 规划建设 片区 城市体检 小区改造 老旧小区 棚户区 旧楼区 城市更新 旧城 城中村 背街小巷 电梯 加装电梯 征拆
征收 违章建筑 违法建设 违建 地块 土地整理 老旧楼 旧住房 完整社区 美丽社区 历史文化街区 片区改造 住宅加装电梯 拆迁
完整居住社区 街区更新 老旧街区 城市设计 城区规划 规划编制 国土空间 棚户区改造 老旧住宅 二次供水改造 老楼
""",
    Theme.TRANSPORT: """
换热站 农村路 巷道 用水 群众用水 公交专线 巴士 入户工程 单村工程 井盖 生命安全防护工程 通行费
超充 快充 变电 变电工程 千伏 配电网 农网 农村电网 水窖 产业路
出行 城际 运能 积水片区 易涝点 涝点 配电 变压器 低压线路 线路 隧道 客运中心 站台 公交站 缆车 轻轨 快速路 环线 立交
高架 道路 公路 路网 桥 公交 地铁 停车 泊位 停车场 停车位 管网 供水 供热 燃气 排水 供气 电网 变电站 充电桩 充电 高速
铁路 机场 路灯 供电 水厂 自来水 农村公路 公交线路 雨污分流 断头路 管线 交通 积水 基站 5G 5G基站 通信 高铁 航道 码头
轨道 里程 国省道 通村 客运 航线 人行道 天桥 供水管网 饮水 农村饮水 饮水安全 热力 燃气管道 天然气 市政 城市道路 公厕
公共厕所 泵站 低洼 锅炉房 供热面积 汽车站 候车亭 网约车 光纤 千兆 危桥 危桥改造 通公交 路面 安防工程 充电设施
电动汽车 充换电 输电 集中供热 配套道路 行政村公路 海绵城市 过街 生命防护 班列 通航 上路 拥堵 堵点
用电 电力 饮用水
""",
    Theme.ENVIRONMENT: """
支流 干流 花卉 花漾 美丽庭院 生态步道 护岸 底泥 厕所 卫生厕所 公共厕所 旅游厕所
细颗粒物 颗粒物 农村公厕 乡村公厕 粪污 改炕 改灶 清淤 单位地区生产总值能耗 一体化污水 水源地 增绿 排口
绿化 公园 绿地 绿道 污水 垃圾 空气质量 优良天数 PM2.5 大气 河道 水质 黑臭 生态 植树 造林 森林 湿地 环境 噪声
安静居住小区 安静小区 噪声投诉 排污 碳 节能 减排 口袋公园 无废 雨污混接 污染 户厕 厕所革命 垃圾分类 扬尘 断面
矿山修复 水土流失 河长 国土绿化 绿植 乔灌木 地被植物 绿篱 草原 农村改厕 单位生产总值能耗 能耗 二氧化碳 风景林 截污
雨污 卫生区 生活污水 减污降碳 降碳 水体 街头绿地 种植各类 街心 游园 小微公园 清洁取暖 臭氧 退耕 空气 治沙 沙化
人居环境 改厕 问题点位 秸秆 土壤 林草 流域 防护林
""",
    Theme.COMMERCE: """
邻里中心 生活服务圈 促消费 消费季 首店经济 便民服务车 便民点
菜市场 便利店 便民商业 早餐 市集 夜市 商圈 生活圈 一刻钟便民 便民生活圈 社区商业 超市 商业综合体 农贸市场 家政 快递
便民 商业中心 集贸市场 步行街 首店 早点 免税店 消费券 物流配送 村级寄递 寄递 快递物流 电商服务 农产品市场 商业街
便民服务点 便民市场 网点 直通车
""",
    Theme.CULTURE: """
图书室 文创产业 阅读空间 休闲观光 书吧 智慧书吧 展演 公共阅读
龙舟 节庆 灯会 文化节 文旅集团 非遗馆 书院 戏剧 文化 旅游 演出 图书馆 博物馆 艺术 非遗 非物质文化遗产 文物 景区 游客
文旅 阅读 读书 书屋 文艺 艺术节 文化馆 展览 民宿 戏曲 电影 公益电影 惠民演出 档案馆 广播电视 书房 城市书房 文化广场
乡村旅游 旅游收入 文化活动 送戏 剧目 剧院 音乐 A级 美术馆 综合文化 农家书屋 文创 农民丰收节 纪念馆 档案 
游船 邮轮 修缮开放 旧居 文明城 文化服务 公共文化 文化遗产 国际旅游 接待游客 住宿
""",
    Theme.SPORT: """
体育 健身 全民健身 运动 球场 足球场 篮球场 健身步道 体育公园 体育场 健身器材 排球 赛事 马拉松 运动会 健身设施 健身园
社区健身园 健身路径 游泳 冰雪 体育设施 体育场地 国民体质 健身场地 体育赛事 步道 多功能运动场 啦啦操 体育卡
体育特色学校 笼式运动场 笼式足球 体质 全民健身场地
""",
    Theme.SAFETY: """
安全主题公园 电气线路 老化线路 感知设备 救生筏 救生 电动自行车充电 微型消防站 防溺水 安全教育 燃气报警器
消防站 人防示范 涉险 风险隐患 安全 消防 食品安全 应急 防汛 防灾 地质灾害 自然灾害 消防救援 治安 平安 警务 矛盾纠纷
矛盾 反诈 电信诈骗 隐患 事故 防火 救援 安全生产 食品抽检 食品药品 你点我检 电动车充电 燃气报警 智慧平安 电梯维护
监控 摄像头 人防 避难 抽检 禁毒 扫黑 信访 综治 水毁 抗震 避险搬迁 搬迁避险 森林消防 救灾 消防物联网 备灾 预警
公共安全 案件 刑事 水库除险 除险加固 交通安全 烟感 燃气安全 燃气软管 食品安全管理示范店 食品安全示范 亡人 调解
法律援助 山塘
""",
    Theme.ECONOMY: """
续建项目 新建项目 储备项目 招引项目 重点项目 重大项目 专项债 净菜 药品生产 建设用地 低效用地 田块
田块整治 灌溉渠道 机电井 农桥 田间道路 机耕路 土壤培肥 耕地质量 堰塘 高标准农田
劳动生产率 生产率 中试 技术改造 技改 远销 猕猴桃 苹果 柑橘 药材 中药材 和美乡村 示范村 股权投资
高质量发展 动能 开放 战略合作 重点实验室 科学技术奖 租赁业务 船舶 海工 海洋装备 母猪 育肥猪 奶牛 家庭农场 农户
农机购置 商贸 博览会 论坛 央企 跨境 制造 孵化 用地 楼宇 果蔬 水产 渔业 生产总值 增加值 工业 企业 产业 投资 收入 财政
预算 外资 进出口 出口 社会消费品 零售总额 消费价格 项目签约 高新技术 科技型 农业 粮食 产值 产业园 税收 经济 招商
贸易 金融 贷款 利润 科技 创新 专利 农田 高标准农田 乡村振兴 农产品 种植 养殖 亿元 上市 总部 规上 规模以上 市场主体
经营主体 集群 孵化器 技术合同 农机 蔬菜 水果 茶 畜牧 生猪 合作社 龙头企业 科技企业 研发 制造业 民营企业 外贸 存款
存贷款 信用贷 债券 资金 港口 吞吐量 集装箱 航运 数字经济 农村集体经济 脱贫 增收 农民人均 城镇化 城镇化率
居民人均可支配收入 可支配收入 价格涨幅 居民消费 品牌 绿色食品 服务业 电商 直播 有机 土地托管 农技 科技特派员
商标 基金 人才 专业技术人员 小巨人 专精特新 开发区 自贸 政府债 融资 盘活 平台公司 信创 基地 机械化率 农事
集体经济 亩均 GDP 固定资产 招商引资 国企 国有企业 股份制 挂牌 海洋 光伏 风电 新能源 储能 算力 数据中心 农业机械化
机具 冷链 仓储 粮油 油菜 大豆 玉米 播种 果园 园区 厂房 工厂 帮扶车间 经济薄弱村
""",
    Theme.GOVERNANCE: """
党群服务中心 村两委 一般性支出 三公经费 过紧日子 办件
政务服务 政务 一网通办 审批 办事 证照 行政 改革 法治 法规 规章 放管服 开办时间 营商环境 高频事项 政府系统 政府规章
12345 热线 诉求 政务公开 数字政府 提案 建议办理 代表建议 信用 一件事 事项 普法 依法 减税降费 机构改革 网上办理
办理时限 承诺制 网上办 跨省通办 证明事项 人大代表 双随机 巡察 好差评
""",
}  # fmt: skip

_WEIGHT: dict[str, tuple[tuple[Theme, float], ...]] = {}
for _theme, _words in WORDS.items():
    for _word in _words.split():
        _WEIGHT[_word] = (*_WEIGHT.get(_word, ()), (_theme, float(len(_word))))

# Words that hold another without its meaning: 市政府 is no 市政.
for _word in ("市政府", "县政府", "区政府", "州政府", "行政村", "行政区域", "实事项目", "生命安全防护", "安全防护工程"):
    _WEIGHT[_word] = ()

# Words of many contents, which settle little by themselves.
_FAINT = frozenset(
    [
        "企业",
        "安全",
        "健康",
        "环境",
        "服务",
        "改革",
        "创新",
        "基地",
        "资金",
        "品牌",
        "投资",
        "收入",
        "科技",
        "文化",
        "教育",
        "种植",
        "事项",
        "交通",
        "便民",
        "运动",
        "电力",
        "经济",
        "病",
        "碳",
        "桥",
        "茶",
        "项目",
        "演出",
        "环境",
        "生态",
        "创业",
        "人才",
        "亿元",
        "网点",
        "收入",
        "里程",
        "岗位",
        "基金",
        "农业",
        "卫生",
        "消费",
        "用电",
        "产业",
        "事故",
        "住宿",
        "行政",
        "价格",
        "展览",
        "困难家庭",
        "挂牌",
        "财政",
        "学生",
        "蔬菜",
        "园区",
        "医药",
        "监控",
        "海洋",
        "研发",
        "预警",
        "空气",
    ]
)


def _alternation() -> re.Pattern[str]:
    by_first: dict[str, list[str]] = {}
    for word in sorted(_WEIGHT, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items()))


_MATCH = _alternation()


@lru_cache(maxsize=4096)
def _scores(text: str) -> tuple[tuple[Theme, float], ...]:
    total: dict[Theme, float] = {}
    for match in _MATCH.finditer(text):
        word = match.group()
        late = 1.2 * match.end() / len(text)  # the head of a Chinese noun phrase stands last
        factor = 0.35 if word in _FAINT else 1.0
        for theme, weight in _WEIGHT[word]:
            total[theme] = total.get(theme, 0.0) + factor * (weight + late)
    return tuple((theme, min(score, _MOST)) for theme, score in total.items())


_MOST = 9.0
"""No text says more about its theme than this."""


def theme_of(
    subject: str,
    quote: str,
    headings: tuple[str, ...],
    context: str = "",
    earlier: Theme | None = None,
    title: str = "",
) -> Theme:
    """The theme by subject and quote, weighed with the topic sentence (`context`) and the nearest heading.

    Words that say nothing themselves (项目, 资金) take the theme of the row before them (`earlier`); the document's
    `title` speaks where nothing else does, unless it is that of a list or report of everything.
    """
    total = dict(_scores(subject[-200:]))
    _add(total, quote[-200:], 0.4)
    if not total and earlier is not None:
        return earlier
    money = bool(total) and _MONEY.fullmatch(subject) is not None
    if money and _LIVELIHOOD.search(subject):
        return Theme.OTHER
    if money and earlier is not None:
        return earlier
    if context:
        _add(total, context, 0.45)
    if headings:
        _add(total, headings[-1], 0.35)
    for heading in reversed(headings[:-1]):
        if not total:
            _add(total, heading, 1.0)
    if not total and not _OF_ALL.search(title):
        _add(total, title, 1.0)
    return max(total, key=total.__getitem__) if total else Theme.OTHER


_MONEY = re.compile(
    r"(?:.{0,12}(?:实事|民生|民心工程)(?:项目|工程|任务)?)?(?:完成|筹措|年度|计划|总|项目)*(?:投资|资金)(?:额|计划|规模)?(?:占?(?:全年|年度|计划|目标)*(?:计划|任务|目标))?"
)
_OF_ALL = re.compile(r"实事|民生|民心|工作报告|国民经济|重点工作|暖民心")
_LIVELIHOOD = re.compile(r"实事|民生|民心")


def _add(total: dict[Theme, float], text: str, weight: float) -> None:
    for theme, score in _scores(text):
        total[theme] = total.get(theme, 0.0) + weight * score
