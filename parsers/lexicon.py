"""The verbs of official prose, by how they behave beside a number. Data, with the matcher made from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from parsers.clauses import skip_adverbs, skip_times
from parsers.edges import first_characters, last_characters
from parsers.verbheads import DONE, HEAD, HELD, trie_pattern


class VerbClass(StrEnum):
    """How a verb behaves. The examples say what each class means."""

    STRONG = "strong"  # seldom a noun: 新建, 开展, 发放
    WEAK = "weak"  # a verb at the head of a clause, else often a noun: 建设, 改造, 培训
    NOUNY = "nouny"  # a verb only at the head: 服务, 保障
    MEASURE = "measure"  # joins an indicator to its value: 增长, 达到, 提高到
    EVENT = "event"  # finishes a subject without object: 开工, 完工, 受益
    CONTROL = "control"  # leads another verb: 推动, 确保
    MEANS = "means"  # names a means: 利用, 依托
    HOLDING = "holding"  # holds its object: 植树, 送戏


class Verb:
    """The members of `VerbClass`: they are asked for thousands of times a page, and an enum is slow to ask."""

    STRONG = VerbClass.STRONG
    WEAK = VerbClass.WEAK
    NOUNY = VerbClass.NOUNY
    MEASURE = VerbClass.MEASURE
    EVENT = VerbClass.EVENT
    CONTROL = VerbClass.CONTROL
    MEANS = VerbClass.MEANS
    HOLDING = VerbClass.HOLDING


WORDS: dict[VerbClass, str] = {
    Verb.HOLDING: "",
    Verb.STRONG: """
聘任 聘请 巩固 巩固提升 夯实 壮大 唤醒
新建 改建 扩建 改扩建 新改扩建 新改建 新扩建 新(改)建 新(改、扩)建 新(改扩)建 新建(改造) 新建(改扩建) 改(扩)建 续建
建成 建立 建好 建强 修建 兴建 筹建 援建 共建 迁建 重建 创建 创成 建设运营 建成运营 投建 打造 培育 培养 引进 引入
引育 招引 招聘 招录 招募 新招 新增 净增 增加 增设 增开 增建 增配 增植 新开 新开工 新设 新设立 新开业 新引进 新培育
新认定 新签约 新签 新植 新造 新购 新购置 新注册 新发展 新组建 新登记 新办 新入库 新落地 新投放 新创建 新打造 新开通
新启动 开启 更整新 适配 增补 维修养护 改造建设 免费送
新改造 新发现 开设 开办 开通 开展 组织开展 组织实施 组织举办 推行 启动 启用 推出 推广 推荐 推介 实施 实现
完成 完善 改造提升 提升改造 提质改造 更换 拆除 征拆 征收 征迁 盘活 出让 筹集 筹措 配建 配备 配置 配租 配售 分配 发放
发行 发布 发送 投放 投入 投入使用 投保 支付 拨付 争取 落实 安排 下达 办理 办结 办好 办成 受理 查处 查办 查获 侦破
破获 打掉 抓获 排查 整改 检查 抽检 抽查 监测 帮扶 资助 救助 奖励 减免 压减 压缩 削减 淘汰 关停 关闭 清退 取缔 栽植
栽种 种植 补植 播种 营造 铺设 敷设 架设 加装 安装 改装 加固 疏浚 疏通 打通 贯通 硬化 亮化 美化 提供 惠及 解决 化解
消除 安置 转移 转移就业 接待 接收 接种 接诊 举办 承办 主办 举行 召开 组织 组建 成立 设立 设置 签订 签约 签署 达成
认定 认证 评选 评定 获评 获批 获得 荣获 斩获 入选 入围 摘得 夺得 申请 申报 制定 制订 修订 出台 印发 编制 编印 审议
提请 提请审议 修改 废止 选派 选聘 选树 选拔 派出 派驻 下派 出动 调解 接访 处理 处置 回收 收储 收回 收购 实际利用
实际使用 利用外资 交付 回迁 采购 购置 购买 赠送 放映 播放 发展壮大 做优做强 做优做活 做强做大 带动 拉动 撬动 形成
拥有 吸引 吸纳 促成 聚集 集聚 汇聚 储备 谋划 策划 划定 划拨 划设 施划 补充 充实 创作 复垦 修编 纳入 列入 建档 走访
慰问 探访 审结 执结 征集 梳理 梳理形成 收集 开行 颁发 换发 兑现 追回 挽回 节约 节省 释放 授信 参加 参与 接入 上架
配送 研发 涉及 播出 选育 开建 缴纳 调运 晋升 培树 铺装 种草 抢通 采集 采摘 收获 对口帮扶 对口支援 招标 恢复 签发 投递
增发 树立 进行 给予 实行 遴选 筛选 挑选 评审 评估 确定 筹集认定 完工 竣工 新竣工 招收 录取 输送 覆盖 接续 延伸 延长
规划建设 开工建设 建设改造 建设提升 补充维护更新 更新改造 补建 复绿 退还 返还 偿还 归还 化债 置换 腾退 腾出 腾空
处置变现 搭建 绘制 制作 拍摄 出版 推送 解答 回应 答复 办复 开辟 拓宽 拓展 新辟 调整优化 优化调整 优化 提升
更新 修缮 修复 清理 清运 清掏 清淤 疏解 关联 对接 承接 落地 落户 孵化 转化 转移支付 撤并 整合 合并 取消 下放 精简
归集 汇集 改善 减轻 降低 减少 缩减 抢修 排除 封堵 收治 救治 诊疗 帮助 扶持 结对 结对帮扶 组织培训 选址 认领 认养
供给 供应 上报 报送 曝光 约谈 问责 处分 立案 起诉 审判 追缴 铲除 捣毁 缴获 收缴 查扣 销毁 下调 上调 新评 评为 被评为
授予 命名 挂牌 列为 转为 提取 缴存 植树造林 造林 绿化提升 植绿 存入 争取到 增收 扩岗 争取到位 争创 贷放 
建造 建 建有 设有 设 引 增 改 修 培训 解救 劝返 劝阻 疏散 转移安置 搬迁安置 易地搬迁 建立健全 新建更新 提标改造 提标
扩容 升级改造 升级 增容 动建 新动建 续接 成交 进驻 扩充 新上
容纳 拿出 拔除 创设 取得 聘用 减负 续贷 出栏 新入驻 新入园 新入库 邀请 领取 检出 新识别 识别 引领 开工改造
开工新建 启动改造 配齐 拆并
浇筑 新打 大中修 补充更新 掘进 列支 新(扩)建
改(新)建 新(改)扩建
加宽 接通 拜访 援助 启动实施
建(改)成 改(建)成 告别 发生 死亡 免收 调增 调减 报批 清理处置
""",
    Verb.WEAK: """
建设 改造 整治 治理 整理 维护 养护 更新 提升 认定 更换 建造 重建 修复 综合整治 清洁 防治 提质 管护 维修 维修养护
粉刷 修补 铺装 规划 托管 流转 确权 普查 搬迁 拆迁 运营 运行 普及 改革 改良 种养 轮作 休耕 抚育 造林
""",
    Verb.NOUNY: """
就业 互认
绿化 服务 保障 培训 补贴 补助 救助 监测 检测 筛查 体检 管理 发展 保护 演出 销售 生产 出口 进口 消费 投资 贷款 保险
采购 登记 注册 检查 安置 转移 保洁 供应 使用 评选 宣传 展演 展览 巡查 执法 支持 加强 推进 加快 深化 强化 开发 协同
创新 签约 招商 教育 审批 备案 奖励 参保 缴费 报销 结算 就诊 随访 诊疗 建档立卡 种植 养殖 体验
提升 处理 改善 处置 更新 修复 优化 转化 分配 抽检 回收 供给 整合 救治 减免 采集 输送 配送 评估 评审 整改 孵化 扶持
培育 培养 对接 淘汰 配置 认证 诊治 配租 配售 回迁 返还 调解
""",
    Verb.MEASURE: """
达到或超过 增长 增长到 增长至 增至 增加到 增加至 增加 达 达到 达成 突破 超过 超 升至 升高 升到 上升 上升到
上升至 下降 下降到
下降至 下降了 降至 降到 降低 降低到 降低至 减少 减少到 减少至 回落 回落至 回升 回升至 收窄 上涨 上涨到 收窄至
下滑 攀升至 跨上 迈上
回升到 恢复到 恢复至 提至 调至 涨至 升至 高出 扩增至 提高 提高到 提高至 提升 提升到 提升至 扩大
扩大到 扩大至 缩短 缩短至 缩短到 缩小 缩小至 压缩至 压缩到
压减至 压降 压减 压缩 稳定在 保持在 控制在 维持在 稳控在 调整到 调整为 调整至 为 占 高于 低于 逾 接近 保持 实现 完成
延长至 延长到 放宽至 跃升至 跃居 提前 位居 居 仅 下浮 上浮 上调 下调 不低于 不高于 不少于 不超过 降 升 涨 增 减 翻
翻了 增产 减产 减收 高达 低 高 快 缩减至 由 锐减 递增 多 少 分别为 分别达 跌 达标
""",
    Verb.EVENT: """
开工 复工 开复工 完工 竣工 投产 试投产 试生产 投产运行 投运 投用 达产
量产 通车 通水 通气 通电 通航 开业 开放 开诊 开园
开学 开馆 运营 投入运营 投入使用 正式运营 上线 上线运行 试运行 投入运行 落户 落地 落地建设 入库 上市 入驻 受益 到位
开行 收官 完成 推进 开门迎客 开门纳客 应保尽保 应助尽助 建成 建成投用
建成投产 建成开诊 建成使用 建成开放 建成启用 建成通车
应救尽救 应改尽改 应治尽治 应帮尽帮 应纳尽纳 应享尽享 应检尽检 应接尽接 再就业 留省就业 留市就业 留县就业
留区就业 编制完成 脱贫 摘帽 通过
通过验收 验收 转型 退出
市场化运营 封顶 主体完工 主体封顶 交付 交付使用 交房 回迁 签约 挂牌 启动 启动建设 清零 出列 见效 获批 被评为
被认定为 达标 参保 留用 办结 整改完成 改造完成 修缮开放 实现 纳入 落成 揭牌 供地 摘牌 并网 并网发电 点亮 进场 动工
开建 竣工投产 竣工投用 竣工交付 下线 滞后 外出务工 助餐 上岗 在岗 合龙 招生 通水 结顶 入住 办件
动工建设
建成交付 建成开学
建成招生 建成入驻 建成通水 完工通车
破土动工 新落户 新入驻 新开工 动态为零 动态清零 结题 关停 列为 成为 入选 获奖 签约落地 出让 建设 融入 开机
复学
复产 达成 投入 惠及 降低 远销 畅销
""",
    Verb.CONTROL: """
推动 促进 确保 力争 推进 支持 引导 鼓励 加快 加快推进 加强 争取 努力 全力 保障 深化 强化 持续 实现 要求 带动 助力
协助 组织 预计 统筹 扎实推进 服务 督促 指导 帮助 做好 抓好 落实 聚焦
""",
    Verb.MEANS: """
利用 依托 通过 围绕 结合 按照 根据 借助 采取 运用 参照 聚焦 针对 面向 瞄准 立足 探索 采用 坚持
""",
}

_PRIORITY = (Verb.STRONG, Verb.EVENT, Verb.MEASURE, Verb.CONTROL, Verb.MEANS, Verb.WEAK, Verb.NOUNY)
CLASSES: dict[str, frozenset[VerbClass]] = {}
for _kind in _PRIORITY:
    for _word in WORDS[_kind].split():
        CLASSES[_word] = CLASSES.get(_word, frozenset()) | {_kind}

# Other single characters are nearly always parts of words.
_SCANNED = [w for w in CLASSES if len(w) > 1 or w in "达超为占降增"]


_SCAN = re.compile(rf"(?!共建[设成立造]|主办理)(?:{trie_pattern(_SCANNED)})")
_JOIN = re.compile(r"(?:、|和|或|及|并|与|或者|以及)?")
NO_MERGE = frozenset(
    [
        "完成",
        "实施",
        "推进",
        "启动",
        "开展",
        "实现",
        "进行",
        "提供",
        "推动",
        "促进",
        "确保",
        "力争",
        "支持",
        "加快",
        "通过",
        "利用",
        "加强",
        "落实",
        "组织",
        "做好",
        "参加",
        "办理",
        "发放",
        "获得",
        "帮扶",
        "吸纳",
        "带动",
        "惠及",
        "覆盖",
        "达",
        "达到",
        "突破",
        "超过",
        "为",
        "占",
        "举办",
        "解决",
        "争取",
        "参与",
        "超",
        "新增",
        "提高",
        "安排",
        "签订",
        "签约",
        "投入",
        "抓好",
        "办好",
        "纳入",
        "鼓励",
        "引导",
        "努力",
        "服务",
        "保障",
        "强化",
        "深化",
        "持续",
        "接待",
        "培训",
        "计划",
        "依托",
        "围绕",
        "探索",
        "增长",
        "转移就业",
        "列入",
        "列为",
    ]
)


@dataclass(slots=True)
class Token:
    """A verb, or verbs joined (新建、改建; 加固改造), at `start`..`end` of the text."""

    start: int
    end: int
    word: str
    kinds: frozenset[VerbClass]

    def any(self, *kinds: VerbClass) -> bool:
        """Whether the verb belongs to one of the classes."""
        return not self.kinds.isdisjoint(kinds)


_FALSE_AFTER = re.compile(
    r"(?P<always>[器率费量额者证性员款]|情况|进展|进度|比例|程度|后|时|以来)|项目|工程(?!款)|任务|机构|办法|条例|"
    r"制度|体系|单位|设备|价格|成本|能力|"
    r"面积|中心|计划|活动|行动|大赛|服务"
)
_FALSE_FIRST = first_characters(_FALSE_AFTER.pattern)
_WORD_PARTS = {
    "增加": "值|额|量",
    "消费": "[品者券季额帮扶]",
    "配售": "型",
    "配租": "型",
    "搬迁": "群众|户|人口|对象|农户|家庭|居民",
    "购置": "补贴|税",
    "监测": "对象|点|站|预警|户|平台",
    "涉及": "面|范围",
    "压缩": "中转|站|机",
    "助餐": "点|服务|车|机构|食堂|补贴|补助",
    "研发": "投入|经费|强度|费用|中心|机构|平台|人员|活动",
    "投入": "强度|产出",
    "招聘": "会|季|夜市|专场",
    "服务": "站|中心|点|社区|人员|设施|平台|体系|机构|业|车|大厅|窗口|队|圈|综合体|驿站",
    "教育": "寄宿|学校|阶段|资源|质量|机构|集团|公园|基地|学位|阵地|大班",
    "硬化": "路(?!面)",
    "就业": "困|创|局|中|岗|服|援|见|帮|率|形|驿|技|培|专|人|目|优|指|渠|空|质|容|环|压|意|扶|者|季|单|信|难",
    "建档立卡": "贫|劳|户|人|家|困|学|搬",
    "增长": "率|极|点",
    "延伸": "线|段|至",
    "启动": "区|资金|仪式",
    "安置": "房|点|区|小区",
    "回迁": "房|安置|难",
    "占": "地|比|有率|用|道",
    "储备": "库|粮|金|基地|中心",
    "集聚": "区",
    "孵化": "器|园|基地",
    "示范": "区",
    "开放": "度|型|日",
    "引导": "员|基金",
    "改造": "升级",
    "签约": "服务",
    "征收": "率|补偿",
    "招商": "引资",
    "提前": "[一-鿿]",
    "开发": "区|商|力度",
    "保障": "性|房|金|网",
    "建成": r"区(?=\d|绿|面积|内|黑臭|污|基本|范围|的)",
    "建设": "用地|者|局|厅|部|委",
    "脱贫": "攻坚|户|人口|村|县|地区|群众|劳动力|家庭|监测|成果|不稳定",
}
_PARTS = {word: re.compile(parts) for word, parts in _WORD_PARTS.items()}


_TRADE = re.compile("业(?![主务态绩余户])")
"""服务业, 制造业, 种植业 name a trade; 新建业务用房 and 新增业主委员会 keep their verb."""
_BEFORE_NUMBER = ("不", "约", "近", "全", "了", "到", "至", "逾", "超")


def _part_of_word(masked: str, word: str, stop: int, end: int) -> bool:
    """Whether the word up to `stop` is no verb here: 超 in 超市, 为 in 为老, 孵化 in 孵化器."""
    if len(word) == 1 and stop < end and not masked.startswith(_BEFORE_NUMBER, stop):
        return not (word == "达" and masked.startswith("每", stop))  # 达每人每月80元
    if word == "为" and masked.startswith("全", stop) and masked[stop + 1 : stop + 2] in "省市区县州旗镇":
        return True  # 为全区2万名
    if masked.startswith("业", stop) and _TRADE.match(masked, stop):
        return True
    guard = _PARTS.get(word)
    return guard is not None and guard.match(masked, stop) is not None


CARRIERS = NO_MERGE | frozenset(
    [
        "新增",
        "建成",
        "引进",
        "储备",
        "谋划",
        "落地",
        "组织",
        "招引",
        "承接",
        "策划",
        "争取",
        "新签约",
        "落户",
        "引入",
        "拥有",
        "新建",
        "打造",
        "形成",
        "实施",
        "制定",
        "出台",
        "新设",
        "购买",
        "采购",
        "办好",
        "安排",
        "申报",
    ]
)


def is_noun(masked: str, token: Token) -> bool:
    """Whether what follows makes a noun of the verb: 新改扩建项目, 完成情况, 使用率."""
    if masked[token.end : token.end + 1] not in _FALSE_FIRST:
        return False
    match = _FALSE_AFTER.match(masked, token.end)
    return match is not None and (match["always"] is not None or token.word not in CARRIERS)


_DONE_LAST = last_characters(DONE.pattern)
_HEAD_FIRST = first_characters(HEAD.pattern) | first_characters(HELD.pattern) | set("新再")


def tokens(masked: str, start: int, end: int) -> list[Token]:
    """Verbs in `masked[start:end]`, adjacent or joined ones merged."""
    found: list[Token] = []
    head = _head(masked, start, end)
    for match in _SCAN.finditer(masked, start, end):
        word, (begin, stop) = match[0], match.span()
        if _part_of_word(masked, word, stop, end):
            continue
        token = Token(begin, stop, word, CLASSES[word])
        if found and _merges(masked, found[-1], token):
            last = found.pop()
            kinds = last.kinds | (token.kinds if last.kinds & {Verb.STRONG} else token.kinds & {Verb.EVENT})
            token = Token(last.start, token.end, masked[last.start : token.end], kinds - {Verb.CONTROL, Verb.MEANS})
        found.append(token)
    done = DONE.search(masked, max(start, end - 3), end) if masked[end - 1 : end] in _DONE_LAST else None
    if done is not None and (not found or found[-1].end <= done.start()):
        found.append(Token(done.start("v"), end, done["v"], frozenset((Verb.STRONG, Verb.EVENT))))
    if head is not None:
        found = [t for t in found[:3] if not (head.start <= t.start and t.end <= head.end)] + found[3:]
    if head is not None and not any(t.start < head.end and head.start < t.end for t in found[:3]):
        at = sum(t.start < head.start for t in found)
        if at < len(found) and found[at].start == head.end and found[at].any(Verb.STRONG, Verb.WEAK):
            head = Token(head.start, found[at].end, masked[head.start : found.pop(at).end], head.kinds)
        found.insert(at, head)
    return found


_AND_HEAD = re.compile(rf"[、和及](?:{HEAD.pattern})")


def _head(masked: str, start: int, end: int) -> Token | None:
    """A verb that is one only at the head of its words: 下沉事项, 再建5座; most of them by how they are formed."""
    times, adverbs = skip_times(masked, start, end), skip_adverbs(masked, start, end)
    again = adverbs - 1 if masked.startswith("再", adverbs - 1) and adverbs > start else adverbs  # 还要再建2处
    for at in {times, adverbs, again}:
        if masked[at : at + 1] not in _HEAD_FIRST:
            continue
        match = HEAD.match(masked, at, end)
        if match is not None and match.group() not in CLASSES:
            joined = _AND_HEAD.match(masked, match.end(), end)  # 新聘、续聘
            stop = joined.end() if joined else match.end()
            return Token(at, stop, masked[at:stop], frozenset((Verb.STRONG,)))
        renewed = masked[at + 1 : at + 3] if masked.startswith(("新", "再"), at) else ""
        kinds = CLASSES.get(renewed, frozenset()) if renewed != "就业" else frozenset()  # 新就业形态
        if at + 3 <= end and not kinds.isdisjoint((Verb.STRONG, Verb.WEAK, Verb.NOUNY, Verb.EVENT)):
            return Token(at, at + 3, masked[at : at + 3], frozenset((Verb.STRONG,)))
        held = HELD.match(masked, at, end)
        if held is not None:
            return Token(at, at + 2, masked[at : at + 2], frozenset((Verb.STRONG, Verb.HOLDING)))
    return None


_APART = frozenset(("投入", "惠及", "涉及", "覆盖", "带动", "吸引", "安置"))
"""改造投入资金9万元: the work before is what it is spent on."""


def _merges(masked: str, last: Token, token: Token) -> bool:
    if (
        (last.word in NO_MERGE and last.word != "新增")
        or not last.any(Verb.STRONG, Verb.WEAK)
        or not token.any(Verb.STRONG, Verb.WEAK)
    ):
        return False
    if token.word.startswith("新") and not last.any(Verb.STRONG):
        return False
    gap = masked[last.end : token.start]
    if gap == "" and (last.word in NO_MERGE or (token.word in _APART and not last.any(Verb.STRONG))):
        return False
    if gap == "":
        return not token.any(Verb.NOUNY) or token.any(Verb.STRONG)
    noun = token.any(Verb.NOUNY) and not token.any(Verb.STRONG)
    return len(gap) <= 2 and _JOIN.fullmatch(gap) is not None and not noun
