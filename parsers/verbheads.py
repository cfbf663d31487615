"""Verbs that are verbs only at the head of their words, most known by how they are formed: 布设, 再建, 下沉, 植树."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType


def trie_pattern(words: list[str], guards: Mapping[str, str] = MappingProxyType({})) -> str:
    """An alternation grouped by first character, longest first: several times faster than a flat one. `guards`: what
    must hold behind a first character; in front of all of them it would keep the search from skipping to them."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        by_first.setdefault(word[0], []).append(word[1:])
    parts = []
    for first, rests in by_first.items():
        rest = "" if rests == [""] else f"(?:{'|'.join(map(re.escape, rests))})"
        parts.append(re.escape(first) + guards.get(first, "") + rest)
    return "|".join(parts)


_HEADS = """
布控 布局 布点 输转 输出 下沉 下拨 援助 支援 帮教 巡护 抚慰 入园
入库 入户 入企 配套 募集 发掘 挖掘 接管 摸排 排摸 走访 看望 托养
照护 照料 供养 收住 收养 接通 连通 联通 加密 串联 织密 消纳 焚烧
填埋 转运 收运 打捞 放流 增殖 饲养 出栏 收割 储存 存储 轮换 销售
放贷 承保 理赔 赔付 补偿 奖补 兑付 清欠 清偿 追讨 讨回 调处 仲裁
侦办 处罚 劝导 管控 消杀 竣工 享受 享有 受惠 护送 讲授 宣讲 巡演
巡诊 义诊 会诊 结业 扩招 退税 免征 免除 抵扣 缓缴 续贷 展期 吸收
归集 征用 征购 征占 腾挪 盘整 平整 整平 清除 救援 救助 搜救 转诊
接送 运送 运输 承运 托运 投运 接访 下访 约访 上访 答疑 回访 核查
核实 核销 核准 核发 审核 审查 复审 复查 复核 评议 评价 测评 测试
检验 检疫 检修 巡检 普测 化验 筛选 公示 公开 公布 印制 出具 开具
打印 刊登 播报 直播 展播 展出 展示 展销 参展 布展 巡展 汇编 编写
撰写 译制 摄制 录制 上映 标定 勘定 测绘 勘察 悬挂 张贴 粉刷 涂装
喷涂 刷新 美化 净化 洁化 彩化 序化 拓展 拓宽 取直 分流 引流 通达
直达 加宽 加高 接引 吸附 容纳 纳管 垦造 开垦 围垦 搭载 承载 搬离
迁出 迁入 迁移 迁建 征迁 安葬 安放 存放 停放 摆放 发售 售出 出售
出租 承租 租赁 租用 借用 借阅 流通 流转 托管 撬动 牵引 辐射 联系
联结 对口 包保 包抓 派遣 轮训 轮岗 挂职 交流 选调 遴选
"""

_HOLDING = (
    "植树 种树 栽树 栽花 护林 治沙 治水 稳岗 拓岗 减排 减税 降费 退税 融资 筹资 引资 复耕 改厕 改水 改电 改路 拆违 "
    "除险 送戏 送医 送岗 送教 送书 截污 治污 造地 清违 清障 引水 调水 蓄水 供水 供气 供热 供暖 注资 增资 招工 招生 授课"
)

_FIRSTS = "新改扩增续补再复重加迁共援联代移拆翻筹投布埋敷架开选抽调配购采引招聘培评添更整清植栽种繁划施搭组"

_SECONDS = "建设装植造购招引聘训办改修扩添换拓拆配播种育栽送放派调录创评签挖疏治增列聚盖架铺挂织订拨"

HEAD = re.compile(
    rf"(?:{trie_pattern(_HEADS.split())}|[{_FIRSTS}][{_SECONDS}])(?=[^的了器率费量额者证性员款型类点站局所部室厅科\s、，]|、[{_FIRSTS}][{_SECONDS}]|$)"
    r"(?!设施|工程|项目|用房|资金|企业数|机构|学校|单位|办法|制度|体系|设备|成本|能力|面积|中心|计划|人数|总|水平|标准|"
    r"收入|支出|规模|情况|工作|任务|时间|时限|和|与|及)"
)

HELD = re.compile(rf"(?:{trie_pattern(_HOLDING.split())})(?:了|近|约|超)?$")

DONE = re.compile(r"(?:[已共]|(?=在建))(?P<v>在建|[建送办改修种发签招引拆清装铺设开播投换通访])$")
