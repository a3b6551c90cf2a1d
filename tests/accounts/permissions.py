"""Who gets in where: signing in and out, one's own account, keeping accounts, an empty site's first day."""

from govproj.accounts.models import DeclaredRelative, KeptText
from tests.factories import a_party_member, saved


def a_relative(world) -> int:
    """The secretary's own."""
    return saved(DeclaredRelative(user_id=world.people["S"].id, name="示例亲", relation="子女")).id


def a_kept_text(world) -> int:
    """The secretary's own."""
    fields = [["summary", "写了一半。"]]
    return saved(KeptText(user_id=world.people["S"].id, path="/workbench", fields=fields)).id


def a_member(world):
    return a_party_member(world.village)


def more(world):
    for _ in range(10):
        saved(DeclaredRelative(user=a_member(world), name="示例亲", relation="子女"))


THINGS = {
    "village_id": lambda world: world.village.id,
    "user_id": lambda world: world.value({"it": a_member}, "it").id,
    "office_id": lambda world: world.value({"it": a_member}, "it").offices[0].id,
    "relative_id": a_relative,
    "kept_id": a_kept_text,
}

TABLE = """
endpoint                      method A V P L C S J T M Y X   A V P L C S J T M Y X
accounts.sign_in              GET    + + + + + + + + + + +   + + + + + + + + + + +
accounts.sign_in              POST   + + + + + + + + + + +   + + + + + + + + + + +
accounts.sign_out             POST   > + + + + + + + + + +   > + + + + + + + + + +
accounts.setup                GET    . . . . . . . . . . .   . . . . . . . . . . .
accounts.setup                POST   . . . . . . . . . . .   . . . . . . . . . . .
accounts.enter_code           GET    > > > > > > > > > > >   > > > > > > > > > > >
accounts.enter_code           POST   > > > > > > > > > > >   > > > > > > > > > > >
accounts.second_step          GET    > x x x + + + + + + +   > x x x + + + + + + +
accounts.change_second_step   POST   > x x x + + + + + + +   > x x x + + + + + + +
accounts.finish_second_step   POST   > x x x + + + + + + +   > x x x + + + + + + +
accounts.account              GET    > + + + + + + + + + +   > + + + + + + + + + +
accounts.change_password      POST   > + + + + + + + + + +   > + + + + + + + + + +
accounts.sign_out_elsewhere   POST   > + + + + + + + + + +   > + + + + + + + + + +
accounts.drop_kept            POST   > . . . . + . . . . .   > . . . . . . . . . .
accounts.declare_relative     GET    > x + + + + + x x x x   > x + + + + + x x x x
accounts.declare_relative     POST   > x + + + + + x x x x   > x + + + + + x x x x
accounts.end_declaration      POST   > . . . . + . . . . .   > . . . . . . . . . .
users.index                   GET    > x x x x x x x + x +   > x x x x x x x + x +
users.new                     GET    > x x x x x x x + x +   > x x x x x x x + x +
users.new                     POST   > x x x x x x x + x +   > x x x x x x x + x +
users.show                    GET    > . . . . . . . + . +   > . . . . . . . . . +
users.edit                    GET    > . . . . . . . + . +   > . . . . . . . . . +
users.edit                    POST   > . . . . . . . + . +   > . . . . . . . . . +
users.grant                   GET    > . . . . . . . + . +   > . . . . . . . . . +
users.grant                   POST   > . . . . . . . + . +   > . . . . . . . . . +
users.end_office              GET    > . . . . . . . + . +   > . . . . . . . . . +
users.end_office              POST   > . . . . . . . + . +   > . . . . . . . . . +
users.disable                 POST   > . . . . . . . + . +   > . . . . . . . . . +
users.enable                  POST   > . . . . . . . + . +   > . . . . . . . . . +
users.reset_second_step       POST   > . . . . . . . + . +   > . . . . . . . . . +
users.reset_password          POST   > . . . . . . . + . +   > . . . . . . . . . +
people.of_village             GET    > x x x + + + + + + x   > x x x x x x x x x x
people.show                   GET    > . . . + + + + + + .   > . . . . . . . . . .
"""
