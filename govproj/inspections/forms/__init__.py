"""What may be typed about supervision: plans, what was seen in the field, orders and draws."""

from govproj.inspections.forms.field import CheckForm, HandOnForm, VisitForm, form_for
from govproj.inspections.forms.orders import DrawForm, JoinForm, OrderForm, ThemeForm
from govproj.inspections.forms.plans import PlanForm

__all__ = [
    "CheckForm",
    "DrawForm",
    "HandOnForm",
    "JoinForm",
    "OrderForm",
    "PlanForm",
    "ThemeForm",
    "VisitForm",
    "form_for",
]
