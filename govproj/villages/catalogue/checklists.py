"""What a checklist holds for small works, and from which sum families of key posts commit themselves."""

from govproj.core.i18n import _l
from govproj.villages.catalogue.kinds import Kind, Rule

SUBJECT = _l("清单、承诺和廉政教育")

RULES = (
    Rule(
        "checklist.small_works_fen",
        50_000_00,
        Kind.FEN,
        _l("零星工程"),
        _l("预算低于这个数的零星工程，清单里不列勘察设计、预算审核。0 表示都要列。"),
        most=1_000_000_00,
        zero=_l("没有零星工程，都要列"),
        for_villagers=True,
    ),
    Rule(
        "commitment.family_from_fen",
        200_000_00,
        Kind.FEN,
        _l("家属承诺从多大的合同起"),
        _l("合同达到这个数的项目，关键岗位家属也要签家庭助廉承诺。"),
        most=100_000_000_00,
        for_villagers=True,
    ),
    Rule(
        "education.per_project",
        1,
        Kind.COUNT,
        _l("每个项目廉政教育"),
        _l("每个在建项目至少开展这么多次廉政教育。"),
        most=50,
        unit=_l("次"),
    ),
)
