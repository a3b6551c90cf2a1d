"""The words of risk screening: where a risk lies, how grave it is, what has become of it."""

from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum


class Link(LabelledEnum):
    """Where in the course of a project a risk lies; the first six are followed on every project from end to end."""

    TENDER = "tender", _l("协作队伍招投标")
    PURCHASE = "purchase", _l("物资采购")
    RENTAL = "rental", _l("设备租赁")
    SETTLEMENT = "settlement", _l("财务结算")
    SAFETY_FEE = "safety_fee", _l("安全费用")
    EXPENSES = "expenses", _l("三公经费")
    OTHER = "other", _l("其他环节")


# Items of the list of powers that say what can go wrong in each link.
POWERS_OF = {
    Link.TENDER: ("P08", "P09"),
    Link.PURCHASE: ("P11",),
    Link.RENTAL: ("P12",),
    Link.SETTLEMENT: ("P18", "P21"),
    Link.SAFETY_FEE: ("P17",),
    Link.EXPENSES: (),
}
# The one link no item of the list is about: what can go wrong, and what is done against it.
EXPENSES = (
    (_l("以项目名义吃喝、用车、发福利"), _l("项目资金不得列支招待费，报销单由村监会逐笔审")),
    (_l("把个人开支混进项目费用"), _l("票据写明事由、经手人、证明人，每月公开")),
)
FOLLOWED = tuple(POWERS_OF)


class State(LabelledEnum):
    """Of a risk point: 登记 → 落实 → 复评 → 降级或销号."""

    OPEN = "open", _l("防控中")
    CLOSED = "closed", _l("已销号")

    @property
    def mark(self) -> str:
        return {"open": "soon", "closed": "good"}[self.value]
