"""The rules that make statements, each with what it must find and what it must leave to others.

`confidence` is the share of a rule's rows that a careful reader keeps as they are, rounded to 0.05.
Examples are read as a plan unless the rule's name begins with `state`; places and numbers are invented.
"""

from __future__ import annotations

from parsers.rules import Rule, rule

RULES: tuple[Rule, ...] = (
    rule(
        "verb-object-number",
        "verb, object, number",
        0.95,
        {
            "全年新增城镇公益岗位640个。": "新增|城镇公益岗位|=640个",
            "在柳桥社区加装扶手75处。": "加装|柳桥社区扶手|=75处",
            "完成停车楼建设3处。": "完成|停车楼建设|=3处",
        },
        ("全年新增640个公益岗位。", "岗位总数达到640个。"),
    ),
    rule(
        "verb-number-noun",
        "verb, number, noun",
        0.95,
        {
            "新建7座人行天桥。": "新建|人行天桥|=7座",
            "完成青石巷等6条背街小巷整治。": "完成|背街小巷整治|=6条",
            "推进柳桥变电站及8公里输电线路建设。": "推进|输电线路建设|=8公里",
        },
        ("新建人行天桥7座。", "7座人行天桥全部完工。"),
    ),
    rule(
        "shared-verb",
        "a further number under the verb, or with the subject, of the one before",
        0.9,
        {
            "新建人行天桥7座、地下通道2条。": "新建|地下通道|=2条",
            "建成3所小学、5所幼儿园。": "建成|幼儿园|=5所",
            "改造老楼40栋、1.2万户。": "改造|老楼|=12000户",
            "灯塔月访客量达到300人、6场。": "达到|灯塔月访客量|=6场",
        },
        ("新建人行天桥7座,绿化覆盖率达到41%。", "新建人行天桥7座、改造地下通道2条。"),
    ),
    rule(
        "subject-verb-number",
        "subject, finishing verb, number",
        0.9,
        {
            "柳桥片区危房改造项目已开工52户。": "开工|柳桥片区危房改造项目|=52户",
            "固定资产投资完成31亿元。": "完成|固定资产投资|=3100000000元",
        },
        ("开工建设危房改造项目52个。",),
    ),
    rule(
        "indicator",
        "indicator, measure verb, value",
        0.95,
        {
            "旅游综合收入增长7.5%左右。": "增长|旅游综合收入|~7.5%",
            "森林覆盖率达到38%以上。": "达到|森林覆盖率|>=38%",
            "万元产值用水量控制在21立方米以内。": "控制在|万元产值用水量|<=21立方米",
        },
        ("植树38万株。", "旅游综合收入12亿元。"),
    ),
    rule(
        "indicator-topic",
        "a measure verb whose indicator stands in the clause before",
        0.9,
        {"实现茶叶产值9.4亿元,同比增长6.1%。": "增长|茶叶产值|=6.1%"},
        ("茶叶产值增长6.1%。",),
    ),
    rule(
        "share-of",
        "a share of something named",
        0.85,
        {
            "开展渔民技能轮训,已完成全年任务的62%。": "完成|渔民技能轮训全年任务|=62%",
            "投入改造资金3亿元,占年度计划的45%。": "占|改造资金占年度计划|=45%",
        },
        ("完成渔民技能轮训62%。",),
    ),
    rule(
        "name-number",
        "a name and its value without verb",
        0.85,
        {"城镇登记失业率4.1%左右。": "|城镇登记失业率|~4.1%", "其中,小学学位300个。": "|小学学位|=300个"},
        ("新增小学学位300个。",),
    ),
    rule(
        "number-noun",
        "a number and its noun, no verb in reach",
        0.5,
        {"全县26个便民驿站。": "|便民驿站|=26个"},
        ("新建26个便民驿站。", "选定的26个便民驿站。"),
    ),
    rule(
        "noun-number-verb",
        "noun, number, then the verb",
        0.8,
        {"将独居渔民820人列为关爱对象。": "列为|独居渔民关爱对象|=820人"},
        ("为820名独居渔民提供照料。",),
    ),
    rule(
        "number-noun-verb",
        "number, noun, what became of it",
        0.9,
        {
            "9家作坊完成消防验收。": "完成|作坊消防验收|=9家",
            "青石巷等4个项目全部完工。": "完工|青石巷等项目|=4个",
            "1.3万户渔民受益。": "受益|渔民|=13000户",
        },
        ("完成9家作坊消防验收。",),
    ),
    rule(
        "for-number-noun",
        "为, 对, 在 with the number, then the verb",
        0.9,
        {
            "为450名独居渔民安装报警手环。": "安装|独居渔民报警手环|=450名",
            "对6座老码头进行亮化改造。": "进行|老码头亮化改造|=6座",
        },
        ("安装报警手环450只。",),
    ),
    rule(
        "from-to",
        "an old and a new value",
        0.95,
        {
            "护林员月补贴从300元提高到420元。": "提高到|护林员月补贴|=420元",
            "企业注册由5天压缩至2天。": "压缩至|企业注册|=2天",
        },
        ("护林员月补贴提高到420元。",),
    ),
    rule(
        "respectively",
        "several names and as many values",
        0.9,
        {
            "茶叶、菌菇产量分别增长5%、8%。": "增长|菌菇产量|=8%",
            "茶叶和菌菇产值分别为3亿元和2亿元。": "为|茶叶产值|=300000000元",
        },
        ("茶叶、菌菇产量增长5%。",),
    ),
    rule(
        "each-of",
        "one value for each of several names",
        0.9,
        {"民宿客房、农家书屋均突破2万间。": "突破|农家书屋|>=20000间"},
        ("民宿客房突破2万间。",),
    ),
    rule(
        "milestone-verb-object",
        "a finishing, opening, founding or holding verb and a specific object",
        0.85,
        {"建成柳桥水文站。": "建成|柳桥水文站", "启动青石巷小学迁建工程。": "启动|青石巷小学迁建工程"},
        ("加强水文站管理。", "建成更加完善的服务体系。", "深入推进文明县城创建。"),
    ),
    rule(
        "milestone-subject-verb",
        "a specific subject and a finishing verb",
        0.85,
        {"柳桥客运中心投入使用。": "投入使用|柳桥客运中心", "确保青石巷地下管廊竣工。": "竣工|青石巷地下管廊"},
        ("全面扩大对外开放。", "推动政策落地。"),
    ),
    rule(
        "state-verb-object",
        "a finished act on a specific object, in a review",
        0.7,
        {"举办首届柳桥龙舟公开赛。": "举办|首届柳桥龙舟公开赛"},
        ("坚持依法行政。",),
    ),
    rule(
        "state-subject-verb",
        "a specific subject and what became of it, in a review",
        0.7,
        {"柳桥冷链物流园开工。": "开工|柳桥冷链物流园"},
        ("改革开放持续深化。",),
    ),
    rule(
        "state-marked",
        "已…, 正在… about named work, in a bulletin",
        0.9,
        {
            "青石巷排涝工程正在办理招标手续。": "办理|青石巷排涝工程",
            "“渔家灯火”送戏活动已全面启动。": "启动|“渔家灯火”送戏活动",
        },
        ("其余项目正在推进。", "青石巷排涝工程完成52%。"),
    ),
)

CONFIDENCE: dict[str, float] = {r.name: r.confidence for r in RULES}
