"""What may be typed about supervision: plans, what was seen in the field, orders and draws."""

from govproj.inspections.forms.equipment import EquipmentForm, TestForm
from govproj.inspections.forms.field import CheckForm, HandOnForm, VisitForm, form_for
from govproj.inspections.forms.filters import ChecksForm, ProblemsForm, TasksForm
from govproj.inspections.forms.orders import DrawForm, JoinForm, OrderForm, ThemeForm
from govproj.inspections.forms.plans import PlanForm

__all__ = [
    "CheckForm",
    "ChecksForm",
    "DrawForm",
    "EquipmentForm",
    "HandOnForm",
    "JoinForm",
    "OrderForm",
    "PlanForm",
    "ProblemsForm",
    "TasksForm",
    "TestForm",
    "ThemeForm",
    "VisitForm",
    "form_for",
]
