"""`flask backup`, `backup-keys` and `restore`."""

from pathlib import Path

import click

from govproj.core.backup import archive, keys, restoring
from govproj.core.backup.databases import CannotBackUp
from govproj.core.backup.record import BACKED_UP
from govproj.core.backup.restoring import CannotRestore
from govproj.core.db import db

A_PATH = click.Path(path_type=Path)
NEW_FILE = click.Path(path_type=Path, dir_okay=False)
A_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


def register(app) -> None:
    @app.cli.command("backup")
    @click.argument("file", type=A_PATH)
    @click.option(
        "--keep", type=click.IntRange(1), help="where FILE is a folder: delete all but so many of ours"
    )
    def backup(file, keep):
        """Back database and files up to a new FILE, or to one with a name of its own in a folder. No keys, no urns."""
        path = archive.path_in(file) if file.is_dir() else file
        try:
            made, missing = archive.write(path)
        except (CannotBackUp, OSError) as why:
            raise click.ClickException(str(why)) from None
        BACKED_UP.record(None, by=None, **made._asdict())
        db.session.commit()
        click.echo(f"{path}: {made.entries} entries of the record, {made.files} files, {made.bytes} bytes")
        for name in missing:
            click.echo(f"this file is spoken of and missing: {name}", err=True)
        for gone in archive.keep_newest(file, keep) if keep and file.is_dir() else ():
            click.echo(f"deleted {gone}")

    @app.cli.command("backup-keys")
    @click.argument("file", type=NEW_FILE)
    @click.password_option("--passphrase", help="asked for when it is left out, which is better")
    def backup_keys(file, passphrase):
        """Write keys and settings to a new FILE under a passphrase, to be kept elsewhere than the backups."""
        if len(passphrase) < keys.SHORTEST:
            raise click.ClickException(f"a passphrase has at least {keys.SHORTEST} characters")
        if file.exists():
            raise click.ClickException(f"{file} exists already")
        click.echo(f"{file}: {', '.join(keys.write(file, passphrase))}")

    @app.cli.command("restore")
    @click.argument("file", type=A_FILE)
    @click.option("--keys", "keys_file", type=A_FILE, help="what `flask backup-keys` wrote")
    @click.option("--without-keys", is_flag=True, help="they are lost: the site makes new ones")
    @click.option("--passphrase", help="of the keys; asked for when it is left out, which is better")
    def restore(file, keys_file, without_keys, passphrase):
        """Fill an empty instance from a backup, and check all of it."""
        if bool(keys_file) == without_keys:
            raise click.ClickException("give --keys FILE, or say --without-keys")
        try:
            found = {}
            if keys_file:
                found = keys.opened(
                    keys_file, passphrase or click.prompt("Passphrase of the keys", hide_input=True)
                )
            done = restoring.restore(file)
            keys.put_back(found)
        except (CannotRestore, CannotBackUp) as why:
            raise click.ClickException(str(why)) from None
        db.session.commit()
        for line in _told(done, found):
            click.echo(line)


def _told(done, found):
    yield f"restored: {done.rows} rows in {done.tables} tables, {done.files} files, {done.entries} entries on record"
    yield "counted again, every file and every entry of the record compared: as it was backed up"
    yield f"made at {done.made_at}; whatever happened later has to be done again. Evaluations that were open are void"
    for name in done.missing:
        yield f"missing when the backup was made already: {name}"
    if not found:
        yield (
            "without its keys: a new one signs the record, so /verify no longer knows notices printed before; check"
            " those with `flask verify-log`. The receipts handed out for reports are worth nothing any more"
        )
    if "settings.py" not in found:
        yield "settings.py is in no backup without its keys: write it anew"
