"""The words of printed commitments and responsibility letters, by who gives them; a village may use its own paper."""

from typing import NamedTuple

from govproj.core.i18n import _l
from govproj.engagement.states import Link


class Pledge(NamedTuple):
    """A form to be printed, signed by hand before a witness, and scanned."""

    title: object
    sentences: tuple


EDITION = "2022-1"
LETTER = "letter"
PLEDGES = {
    Link.BUYER.value: Pledge(
        _l("发包方廉洁承诺书"),
        (
            _l("按民主决策结果和规定方式发包，不拆分工程，不指定施工单位、材料和供应商。"),
            _l("不收受施工单位、供应单位的礼金、礼品、宴请和回扣，不在其中入股、兼职、报销费用。"),
            _l("按合同和进度付款，款项只付到合同账户，重要开支及时公开。"),
            _l("违反承诺的，自愿接受组织处理，并承担由此造成的损失。"),
        ),
    ),
    Link.PROJECT_TEAM.value: Pledge(
        _l("项目组廉洁承诺书"),
        (
            _l("如实申报本人和近亲属与施工、供应单位的关系，该回避的回避。"),
            _l("量、价、人数、工时按现场实际记，不虚报，不代签，不事后补签。"),
            _l("不向施工、供应单位借钱借物，不介绍亲友承揽本项目的活。"),
            _l("自觉接受村监会和群众监督，问题按期整改。"),
        ),
    ),
    Link.SUPPLIER.value: Pledge(
        _l("施工和供应单位廉洁承诺书"),
        (
            _l("不送礼金、礼品、回扣，不宴请，不为村干部、领办人及其亲属安排工作或好处。"),
            _l("不围标串标，不转包，不违法分包，不借用他人资质。"),
            _l("不偷工减料，不以次充好；变更先批准、后施工，隐蔽工程先验收、后覆盖。"),
            _l("按月足额支付农民工工资，安全费用专款专用。"),
            _l("违反承诺的，同意按合同扣除履约保证金，并记入信用评价。"),
        ),
    ),
    Link.FAMILY.value: Pledge(
        _l("家庭助廉承诺书"),
        (
            _l("不代收与项目有关的钱、物、购物卡，不参加施工、供应单位的宴请和旅游。"),
            _l("本人和亲友不承揽本项目的工程、材料、设备和用工。"),
            _l("常算廉洁账，常提醒，发现苗头及时劝止、及时反映。"),
        ),
    ),
    LETTER: Pledge(
        _l("项目廉政责任书"),
        (
            _l("领办人和联系人对本项目的廉政建设负责，做到项目和廉政一起部署、一起检查。"),
            _l("小微权力清单逐项办理，步骤、材料、签字齐全，不缺项、不倒签。"),
            _l("每月按时公开进度、付款和变更，有异议按期答复。"),
            _l("配合村监会、镇纪委监督，发现问题立即整改并报告。"),
        ),
    ),
}
