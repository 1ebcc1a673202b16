"""Made-up bulletins, as many as a measurement needs: of 40 articles each, and the same every time."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

ARTICLES = 40  # in a bulletin
OPENING = "新华社{place}{month}月{day}日电（记者{reporter}）"
SECTIONS = {
    "国际": ("驻外使馆 外交部门 两国元首 援建项目组 当地华侨 国际组织", "双边协议 直飞航线 停火协定 人道救援 联合声明"),
    "体育": ("联赛冠军 国家女排 主教练 青年棋手 组委会 羽毛球名将", "半决赛 总冠军 世锦赛金牌 赛会纪录 小组赛"),
    "社会": ("社区居民 快递小哥 消防救援队 气象部门 志愿者 派出所民警", "便民热线 寒潮险情 邻里矛盾 老旧小区 返乡旅客"),
    "经济": (
        "统计部门 央行分行 制造企业 产业园区 外贸公司 粮食市场",
        "工业增加值 贷款利率 芯片生产线 农产品价格 跨境订单",
    ),
    "文化": ("博物馆 考古队 非遗传承人 地方剧团 古籍修复师 青年作家", "青铜器 民间戏曲 长篇小说 石窟壁画 传统年画"),
}
PLACES = ("北京", "广州", "成都", "杭州", "西安", "哈尔滨", "昆明", "拉萨", "长春", "南京")
VERBS = ("发布", "修复", "开通", "走访", "推进", "展出", "签署", "夺得", "走进", "扩大")
WAYS = ("持续", "稳步", "积极", "有序", "率先", "逐步", "着力", "深入")
STARTS = ("据介绍", "记者了解到", "近年来", "与此同时", "数据显示", "目前", "下一步", "截至目前")
ENDINGS = ("取得新的进展", "受到广泛关注", "形成示范效应", "得到群众认可", "进入全新阶段", "运行总体平稳")
NAMES = "伟芳娜敏静磊洋勇艳杰娟涛明超霞平刚鹏飞华亮玲佳琪宇轩浩然"


def bulletin(day: date, number: int, opening: str = OPENING) -> str:
    """A made-up bulletin: its text depends on the day, its number and the opening alone.

    Args:
        day: the day of the issue.
        number: of the bulletin within the day.
        opening: how its articles begin, with `{place}`, `{reporter}`, and `{month}` and `{day}` of the day before.
    """
    chance = random.Random(f"{day}:{number}")  # noqa: S311  # the same articles every time
    pick = chance.choice
    lines = []
    before = day - timedelta(days=1)
    for _ in range(ARTICLES):
        whos, whats = SECTIONS[pick(list(SECTIONS))]
        who, what = whos.split(), whats.split()
        reporter = "王" + "".join(chance.choices(NAMES, k=2))
        title = f"{pick(who)}{pick(WAYS)}{pick(VERBS)}{pick(what)} 第{chance.randrange(9999)}例"
        dateline = opening.format(place=pick(PLACES), reporter=reporter, month=before.month, day=before.day)
        lines += [f"# {title}", "", dateline + _paragraph(chance, who, what), ""]
        for _ in range(chance.randint(4, 8)):
            lines += [_paragraph(chance, who, what), ""]
    return "\n".join(lines)


def _paragraph(chance: random.Random, who: Sequence[str], what: Sequence[str]) -> str:
    pick = chance.choice

    def sentence() -> str:
        said = f"{pick(who)}{pick(WAYS)}{pick(VERBS)}{pick(what)}{chance.randrange(2, 999)}项"
        return f"{pick(STARTS)}，{said}，{pick(ENDINGS)}。"

    return "".join(sentence() for _ in range(chance.randint(2, 4)))
