"""What villagers are asked. A round keeps the wording it was opened with, so later changes do not touch it."""

from govproj.core.i18n import _l, in_chinese
from govproj.core.states import LabelledEnum

OVERALL = "overall"
LEAD = "lead_performance"

QUESTIONS = (  # key, what the result calls it, what the villager reads
    ("openness", _l("公开透明"), _l("本项目的内容、资金和进度，公开得及时、清楚吗？")),
    ("participation", _l("民主参与"), _l("立项和定方案时，征求村民意见、表决做得怎么样？")),
    ("schedule", _l("进度"), _l("项目推进的速度和工期安排，您满意吗？")),
    ("quality", _l("质量"), _l("工程质量（用料、做工、耐用）怎么样？")),
    ("safety", _l("安全文明"), _l("施工安全、扬尘噪声、出行保障做得怎么样？")),
    ("integrity", _l("资金廉洁"), _l("钱花得合理、公道吗？")),
    (LEAD, _l("领办履职"), _l("领办党员尽责、沟通和解决问题的情况怎么样？")),
    (OVERALL, _l("总体"), _l("总的来说，您对这个项目满意吗？")),
)
THEMES = {
    "schedule": _l("进度"),
    "quality": _l("质量"),
    "openness": _l("公开"),
    "safety": _l("安全"),
    "money": _l("花钱"),
    "communication": _l("沟通"),
    "compensation": _l("占地补偿"),
    "other": _l("其他"),
}
LEVELS = {
    "a": _l("非常满意"),
    "b": _l("满意"),
    "c": _l("基本满意"),
    "d": _l("不满意"),
    "u": _l("不了解"),
}
STRATA = {"party": _l("党员"), "villager": _l("群众")}
REASONS = {
    "low_rate": _l("满意率低"),
    "low_score": _l("得分低"),
    "fell": _l("比上一轮下降多"),
    "among_lowest": _l("各方面里最低"),
    "mentioned": _l("点名要改进的人多"),
}
TRIGGERS = {
    "rectify": _l("总体满意率低于规定：必须整改，按期公布整改方案，并向村民说明。"),
    "alarm": _l("总体满意率过低：镇里已列为红色，要约谈负责人。"),
    "replace_lead": _l("领办人连续两轮评价过低：启动更换领办人的程序。"),
    "recheck_disclosure": _l("公开透明的满意率低于规定：村监会要重新核对这个项目的公示。"),
}
TO_DO = {
    "rectify": _l("向村民说明"),
    "alarm": _l("记下约谈"),
    "replace_lead": _l("启动更换领办人"),
    "recheck_disclosure": _l("记下公示核对的结果"),
}
CASE_THEMES = {  # under which theme of a rectification the answer to a weak link is counted
    "openness": "openness",
    "participation": "procedure",
    "schedule": "schedule",
    "quality": "quality",
    "safety": "safety",
    "integrity": "money",
    "money": "money",
    LEAD: "duty",
}
ASPECTS = {key: name for key, name, _text in QUESTIONS}
THEME = "theme"
MOST_NEED = _l("最需要改进的是什么？（可以多选，也可以不选）")
SIGNS = "abcdefgh"  # of the choices of one question, in their order


class Kind(LabelledEnum):
    """How a question is answered."""

    SCALE = "scale", _l("量表")
    SINGLE = "single", _l("单选")
    MULTIPLE = "multiple", _l("多选")
    TEXT = "text", _l("填空")
    POINTS = "points", _l("打分")
    TIER = "tier", _l("层次")


def asked(*, led: bool) -> list[dict]:
    """The nine questions as a round stores them; where no project has a lead, nobody judges one."""
    scales = [
        {"key": key, "kind": "scale", "text": in_chinese(text)}
        for key, _name, text in QUESTIONS
        if led or key != LEAD
    ]
    return [*scales, {"key": THEME, "kind": "multiple", "text": in_chinese(MOST_NEED)}]


def about_leads(questions: list[dict], led: list[int]) -> list[dict]:
    """Where only some of a round's projects have a lead, nobody judges the lead of the others."""
    return [question | {"only": led} if question["key"] == LEAD else question for question in questions]


class Asked(list):
    """The questions of a round or of a set, by kind. What was stored before kinds existed is a scale."""

    def of(self, *kinds: str) -> list[dict]:
        return [question for question in self if question.get("kind", "scale") in kinds]

    @property
    def scales(self) -> list[dict]:
        return self.of("scale")

    def scales_of(self, project_id: int) -> list[tuple[int, dict]]:
        """(place among the round's signs, question) of what is asked about one project."""
        return [
            (place, question)
            for place, question in enumerate(self.scales)
            if project_id in question.get("only", (project_id,))
        ]

    @property
    def choices(self) -> list[dict]:
        """Those with choices of their own."""
        return [question for question in self.of("single", "multiple") if question["key"] != THEME]

    @property
    def texts(self) -> list[dict]:
        return self.of("text")

    @property
    def themes(self) -> bool:
        """Whether villagers are asked what needs improvement most."""
        return any(question["key"] == THEME for question in self) or not any("kind" in q for q in self)

    @property
    def points(self) -> list[dict]:
        """Criteria of a score sheet."""
        return self.of("points")

    def tier(self, percent) -> str:
        """The name of the tier a score falls into; empty below the lowest."""
        tiers = sorted(self.of("tier"), key=lambda tier: tier["from"], reverse=True)
        return next((tier["name"] for tier in tiers if percent is not None and percent >= tier["from"]), "")

    @property
    def headline(self) -> str:
        """The key of the question whose rate stands for the whole."""
        keys = [question["key"] for question in self.scales]
        return OVERALL if OVERALL in keys or not keys else keys[0]

    def name(self, key: str):
        """What the result calls a question."""
        if key in ASPECTS:
            return ASPECTS[key]
        return next((q.get("name") or q["text"] for q in self if q["key"] == key), key)

    def options(self, key: str) -> dict[str, str]:
        """The choices of a question by their signs."""
        found = next((question for question in self if question["key"] == key), {})
        return dict(zip(SIGNS, found.get("options", ()), strict=False))


def theme_or_name(aspect: str, asked: Asked):
    """What a weak link is called: a theme villagers named, or a question of the round."""
    theme = aspect.removeprefix("theme:")
    if theme != aspect and theme in THEMES:
        return _l("村民点名：%(theme)s", theme=THEMES[theme])
    return asked.name(aspect)
