"""What may be typed about talks, and who came to a session."""

from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from govproj.core import dates
from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    VersionedForm,
    choices_of,
    long_text,
    not_in_the_future,
    row_number,
    text,
)
from govproj.core.i18n import _l
from govproj.engagement.states import Occasion


class AttendeesForm(VersionedForm):
    """The key posts who came."""

    people = SelectMultipleField(
        _l("关键岗位谁到场了"),
        coerce=row_number,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, people, came=(), **kwargs):
        super().__init__(data={"people": list(came)}, **kwargs)
        self.people.choices = [SelectChoice(person.id, person.name) for person in people]


class TalkForm(BaseForm):
    """Read by both sides and by discipline above them only."""

    person = SelectField(_l("约谈谁"), coerce=row_number)
    occasion = SelectField(_l("为什么约谈"), choices=choices_of(Occasion))
    held_on = DayField(
        _l("日期"), [InputRequired(_l("请填写日期。")), not_in_the_future], default=dates.today
    )
    place = text(_l("地点"), most=80)
    content = long_text(_l("谈了什么"), most=2000, required=_l("请写明谈了什么。"))
    promise = long_text(_l("本人表态和打算"), most=1000)

    def __init__(self, people, **kwargs):
        super().__init__(**kwargs)
        self.person.choices = [SelectChoice(person.id, person.name) for person in people]

    def facts(self) -> dict:
        known = {name: self[name].data for name in ("held_on", "place", "content", "promise")}
        return known | {"occasion": Occasion(self.occasion.data)}
