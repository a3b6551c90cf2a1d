"""Questions put together once, and lists of choices drawn in one go."""

import pytest
from sqlalchemy import select
from wtforms.fields.choices import SelectChoice, SelectField
from wtforms.widgets import Select

from govproj.core.db import db, prepared, rows
from govproj.core.forms import LongSelect, OpenForm, row_number
from govproj.core.i18n import _l
from govproj.villages.models import Village
from tests.factories import a_village


@prepared
def named(ids, name):
    return select(Village.id).where(Village.id.in_(ids), Village.name == name)


def test_each_asker_gets_an_answer_of_his_own(app):
    one, other = a_village(), a_village()

    assert rows(*named((one.id, other.id), one.name)) == [(one.id,)]
    assert db.session.scalars(*named((other.id,), other.name)).all() == [other.id]
    assert rows(*named((), one.name)) == []


def test_what_is_filled_in_cannot_change_the_question(app):
    @prepared
    def here(village_id):
        return select(Village) if village_id else select(Village.id)

    with pytest.raises(TypeError):
        here(1)


def test_a_blank_left_empty_is_noticed(app):
    with pytest.raises(ValueError, match="shorter"):
        named((1, 2))


class Choice(OpenForm):
    place = SelectField(coerce=row_number, default=2)


def test_a_long_select_reads_as_any_other(app):
    with app.test_request_context():
        form = Choice()
        form.place.choices = [
            SelectChoice(0, _l("全部村")),
            SelectChoice(1, '<b>"东"</b> & 西'),
            SelectChoice(2, "南"),
            SelectChoice(3, "北", render_kw={"disabled": True}),
        ]

        assert isinstance(form.place.widget, LongSelect)
        assert form.place(id="where") == Select()(form.place, id="where")
        assert '<option selected value="2">南</option>' in form.place()
        assert "<b>" not in form.place()
