"""督查: one plan and one group a project, weekly and monthly checks, visits that are ordered, what they bring up."""


def register(app):
    from govproj.core import ticks
    from govproj.inspections import actions
    from govproj.inspections.actions import generation
    from govproj.projects.actions import state_changed

    ticks.daily(actions.enter_checks)
    state_changed.connect(generation.follow)
