"""What people do to projects. No request, no form, no commit."""

from govproj.projects.actions.building import (
    add_to_concealed,
    file_paper,
    post_start_notice,
    record_acceptance,
    record_concealed,
    report_completion,
    sign_concealed,
)
from govproj.projects.actions.life import (
    add_work_item,
    books,
    change,
    changed,
    create,
    created,
    move,
    paid_by_the_books,
    record_month,
    state_changed,
)
from govproj.projects.actions.milestones import accept_milestone, plan_milestones, report_milestone
from govproj.projects.actions.objects import (
    advance_objects,
    change_object,
    enter_objects,
    note_visit,
    put_object_back,
    set_up_board,
)

__all__ = [
    "accept_milestone",
    "add_to_concealed",
    "add_work_item",
    "advance_objects",
    "books",
    "change",
    "change_object",
    "changed",
    "create",
    "created",
    "enter_objects",
    "file_paper",
    "move",
    "note_visit",
    "paid_by_the_books",
    "plan_milestones",
    "post_start_notice",
    "put_object_back",
    "record_acceptance",
    "record_concealed",
    "record_month",
    "report_completion",
    "report_milestone",
    "set_up_board",
    "sign_concealed",
    "state_changed",
]
