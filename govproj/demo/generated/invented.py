"""Invented words and lives for a generated site; nothing here resembles a real place or person."""

from datetime import date, timedelta
from random import Random

from govproj.projects.models import Category, Kind, State

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
INVENTED = "示例样试演测模"  # every invented person carries one of these
GIVEN = "安平宁和清明秀林松柏山川云雨春秋兰竹文武德才勤俭友良"
PLACES = "上村 下村 东坞 西坞 南坡 北坡 溪边 桥头 老街 新街 祠前 晒场 井旁 茶园 竹林"
TASKS = {
    Category.WATER: "山塘修缮 堰坝改造 河道清淤 灌渠衬砌",
    Category.ROAD: "道路硬化 路面拓宽 路灯安装",
    Category.FOREST_ROAD: "林道新建 林道维修",
    Category.BRIDGE: "便桥重建 桥面加固",
    Category.PIPES: "污水管网 自来水管更换",
    Category.BUILDING: "文化礼堂翻修 养老服务点改建",
    Category.GROUNDS: "停车场建设 健身场地改造",
    Category.ENVIRONMENT: "垃圾分类点改造 绿化提升",
}
GOVERNED = "庭院整治 文明公约推行 矛盾联调 志愿巡河 独居老人探访"

# How many days (least, most) after the step before it a project enters each state.
CONSTRUCTION = {
    State.PROPOSED: (2, 20),
    State.DECIDING: (2, 10),
    State.INITIATED: (8, 20),
    State.PROCURING: (5, 15),
    State.CONTRACTED: (20, 40),
    State.READY: (5, 15),
    State.BUILDING: (3, 10),
    State.COMPLETED: (270, 680),
    State.ACCEPTED: (10, 40),
    State.SETTLED: (20, 60),
    State.HANDED_OVER: (5, 20),
    State.ARCHIVED: (10, 40),
}
GOVERNANCE = {
    State.PROPOSED: (2, 20),
    State.INITIATED: (5, 20),
    State.BUILDING: (5, 20),
    State.COMPLETED: (150, 330),
    State.ACCEPTED: (10, 40),
    State.ARCHIVED: (10, 40),
}
CAN_REST = {State.BUILDING: State.SUSPENDED, State.INITIATED: State.CANCELLED, State.READY: State.TERMINATED}

SENTENCES = (
    "基础开挖和清运全部完成，现场按要求设置了围挡和警示牌。",
    "浇筑混凝土一百二十方，养护七天，监督组旁站两次。",
    "更换管道三百四十米，接口逐个试压，没有渗漏。",
    "砌筑挡墙六十米，砂石和水泥进场时由村监会成员清点签收。",
    "受连续降雨影响停工四天，已经调整工序，不影响总工期。",
    "铺设面层八百平方米，厚度抽查五处，都达到设计要求。",
    "召开一次现场会，听取了附近农户对出行和排水的意见。",
    "用工以本村村民为主，工资按月发放，名单已经贴在公开栏。",
)


def person(random: Random) -> str:
    return random.choice(SURNAMES) + random.choice(INVENTED) + random.choice(GIVEN)


def project(random: Random, kind: Kind) -> tuple[Category, str]:
    """What a project is about, and its name."""
    if kind is Kind.GOVERNANCE:
        return Category.GOVERNANCE, random.choice(PLACES.split()) + random.choice(GOVERNED.split())
    category = random.choice(list(TASKS))
    return category, random.choice(PLACES.split()) + random.choice(TASKS[category].split()) + "项目"


def life(random: Random, kind: Kind, drafted: date, today: date) -> list[tuple[State, date]]:
    """The states entered so far with their days; a few projects stand still or came to nothing."""
    steps, day = [], drafted
    for state, (least, most) in (CONSTRUCTION if kind is Kind.CONSTRUCTION else GOVERNANCE).items():
        day += timedelta(days=random.randint(least, most))
        if day > today:
            break
        steps.append((state, day))
    if steps and steps[-1][0] in CAN_REST and random.random() < 0.06:
        rested = steps[-1][1] + (today - steps[-1][1]) // 2
        steps.append((CAN_REST[steps[-1][0]], rested))
    return steps


def text(random: Random, sentences: int) -> str:
    return "".join(random.sample(SENTENCES, sentences))
