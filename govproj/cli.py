"""Chores run from the shell, and the daily ones that run by themselves."""

from pathlib import Path

import click

from govproj import backup_commands
from govproj.accounts import actions as accounts
from govproj.accounts.queries import by_username
from govproj.accounts.setup import setup_code
from govproj.core import catalogue, dates, log_export, schema, ticks, verify
from govproj.core.db import db


def register_commands(app) -> None:
    if app.config["DEMO"]:
        from govproj import demo

        demo.register(app)

    @app.cli.command("init")
    def init():
        """Create the database of this site, or bring an older one up to date."""
        schema.bring_up_to_date()
        click.echo(app.instance_path)

    @app.cli.command("tick")
    def tick():
        """Do today's chores if nobody has done them yet. Safe to call as often as you like."""
        click.echo("done" if tick_once(app) else "already done")

    @app.cli.command("generate")
    @click.option("--villages", default=200)
    @click.option("--projects", default=10_000)
    @click.option("--disclosures", default=100_000, help="at most; the newest months of each village")
    @click.option("--seed", default=1)
    def generate(**asked):
        """Fill an empty site with invented villages, to measure with. Its one password is known to everybody."""
        from govproj.demo import generated

        schema.bring_up_to_date()
        try:
            counted = generated.generate(**asked)
        except generated.NotEmpty:
            raise click.ClickException(f"{app.instance_path} is not empty") from None
        db.session.commit()
        for table, many in counted.items():
            click.echo(f"{many:9,} {table.name}")
        click.echo(f"sign in as {generated.USERNAME} / {generated.PASSWORD}")

    @app.cli.command("setup-code")
    def show_setup_code():
        """Print the code for /setup, on a site nobody has set up yet."""
        click.echo(setup_code(app) or "this site has been set up")

    @app.cli.command("reset-password")
    @click.argument("username")
    def reset_password(username):
        """Give somebody a new password, to be changed at the next sign-in: the way back in for an administrator."""
        person = by_username(username)
        if person is None:
            raise click.ClickException("nobody has this user name")
        click.echo(accounts.reset_password(person, by=None))
        db.session.commit()

    @app.cli.command("reset-totp")
    @click.argument("username")
    def reset_totp(username):
        """Take away somebody's second step of signing in: for the last administrator whose phone and codes are lost."""
        person = by_username(username)
        if person is None:
            raise click.ClickException("nobody has this user name")
        accounts.reset_second_step(person, by=None)
        db.session.commit()
        click.echo("the password alone opens this account, until a new phone has been set up")

    @app.cli.command("export-log")
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
    def export_log(file):
        """Write the whole record to a new FILE (.jsonl, or .jsonl.gz), to be checked on another machine."""
        log_export.write(file)
        click.echo(file)

    @app.cli.command("verify-log", context_settings={"ignore_unknown_options": True, "help_option_names": []})
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    @click.pass_context
    def verify_log(context, arguments):
        """Check an export against checkpoints kept elsewhere: 0 intact, 1 tampered, 2 cannot tell. See --help."""
        context.exit(verify.main(list(arguments)))

    @app.cli.command("verifier")
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
    def verifier(file):
        """Write the program behind verify-log to a new FILE (.pyz), for a machine without the site."""
        log_export.write_checker(file)
        click.echo(file)

    @app.cli.command("check-schema")
    @click.pass_context
    def check_schema(context):
        """Compare the database with what this version expects: 0 the same, 1 not, with every difference."""
        for difference in (found := schema.differences()):
            click.echo(difference)
        click.echo(
            "the schema is not as it should be"
            if found
            else f"the schema is {schema.newest()}, as it should be"
        )
        context.exit(1 if found else 0)

    backup_commands.register(app)

    @app.cli.command("words")
    def words():
        """For developers: add sentences that have no English yet to translations/en/, to be translated there."""
        click.echo(f"{catalogue.add_missing()} to translate")


def tick_once(app) -> bool:
    with app.app_context():
        done = ticks.run(dates.today())
        db.session.commit()
        for _piece in ticks.pieces():
            db.session.commit()
        return done
