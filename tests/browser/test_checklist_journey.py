"""One item of a checklist from its first evidence to the signature and to the town that looks again."""

import pytest

from tests.disclosures.pictures import a_phone_photo

pytestmark = pytest.mark.browser

ITEM = (
    "SELECT i.id FROM checklist_item i JOIN project p ON p.id = i.project_id"
    " WHERE p.code = 'QTW-03' AND i.code = 'P12'"
)


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_an_item_is_proved_signed_and_looked_at_again_by_the_town(script, as_, site):
    address = f"/checklist-items/{site.number(ITEM)}"

    cadre = as_("cadre-2", script=script).open(address)
    for step in cadre.page.locator("[name=steps]").all():
        step.check()
    cadre.press("记录办理")
    photo, name = a_phone_photo("台班单.jpg")
    file = {"name": name, "mimeType": "image/jpeg", "buffer": photo.read()}
    cadre.page.get_by_label("选择文件").set_input_files(file)
    cadre.press("上传佐证")
    assert "台班单.jpg" in cadre.words
    assert cadre.page.get_by_role("button", name="签字确认").count() == 0, "not by those who did it"

    supervisor = as_("supervisor-2", script=script).open("/workbench")
    supervisor.follow("审签清单：西塘清淤（1 项）")
    supervisor.press("签署其余各项")
    assert "已签 1 项。" in supervisor.notices

    inspector = as_("town-inspector", script=script).open("/checklists").follow("西塘清淤")
    inspector.follow("P12 设备租赁").follow("抽查")
    inspector.page.get_by_label("有问题，重开这一项").check()
    inspector.type("看了什么，发现了什么", "台班单少一人签字。").press("记下抽查")
    assert "抽查已记下。" in inspector.notices
    if script:
        assert inspector.problems() == []
    assert "▲ P12 设备租赁：台班单少一人签字。" in inspector.open("/checklists").words

    cadre.open("/workbench").follow("答复问题：P12 设备租赁（西塘清淤）")
    cadre.type("情况和处理", "已补签，附说明。").press("答复")
    supervisor.open(address).press("签字确认")
    assert "已签字。" in supervisor.notices
    assert [*cadre.complaints, *supervisor.complaints, *inspector.complaints] == []
