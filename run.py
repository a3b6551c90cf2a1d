#!/usr/bin/env python3
"""Starts the site or its tests on a machine that has only Python 3.11+, venv and git."""

import argparse
import gc
import hashlib
import importlib.util
import ipaddress
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
SITE = ["requirements.txt"]
TESTS = ["requirements.txt", "requirements-dev.txt"]


class Refused(Exception):
    """Why the command cannot run: one sentence in Chinese, the same in English."""

    def __init__(self, chinese, english):
        super().__init__(f"{chinese}\n{english}")


def main(arguments):
    need_python()
    if arguments[:1] == ["test"]:
        install(TESTS)
        return become([VENV_PYTHON, ROOT / "tests" / "everything.py", *arguments[1:]])
    options = read_options(arguments)
    options.port = port_number(options.port)
    folder = options.instance or ROOT / "instance" / ("demo" if options.demo else "site")
    need_loopback_for_demo(options)
    need_writable(folder)
    need_free_port(options.host, options.port)
    install(SITE)
    if Path(sys.prefix).resolve() != VENV.resolve():
        return become([VENV_PYTHON, ROOT / "run.py", *arguments])
    gc.disable()  # starting only makes things that stay; looking for garbage among them takes a fifth of the time
    from govproj.serving import serve

    return serve(folder.resolve(), host=options.host, port=options.port, demo=options.demo)


def read_options(arguments):
    parser = argparse.ArgumentParser(
        prog="run.py",
        description="Serve the demo village, or with --no-demo a real site. `run.py test` runs all tests.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--port", default="5000", help="port to listen on (default %(default)s)")
    parser.add_argument("--instance", type=Path, metavar="DIR", help="folder of database, files and keys")
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="a real site, empty at first")
    parser.add_argument("--allow-demo", action="store_true", help="let the demo listen beyond this machine")
    return parser.parse_args(arguments)


# ---- what must be true before anything long begins ----


def need_python():
    if sys.version_info < (3, 11):
        raise Refused(
            f"需要 Python 3.11 或更新版本，当前是 {sys.version.split()[0]}。",
            f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.",
        )


def need_loopback_for_demo(options):
    """The demo shows its passwords on the sign-in page, so it stays on this machine unless told otherwise."""
    if options.demo and not options.allow_demo and not is_loopback(options.host):
        raise Refused(
            f"演示站点的密码是公开的，不能监听 {options.host}；确需如此请加 --allow-demo。",
            f"The demo's passwords are public, so it will not listen on {options.host}: "
            "add --allow-demo if you mean it.",
        )


def is_loopback(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def need_writable(folder):
    """Tries it out, in the nearest part of the path that exists, and leaves nothing behind."""
    place = folder.resolve()
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        tempfile.TemporaryFile(dir=place).close()
    except OSError as error:
        raise Refused(
            f"数据文件夹 {folder} 不能写入，请用 --instance 换一个。",
            f"The folder {folder} cannot be written ({error.strerror}); choose another with --instance.",
        ) from None


def port_number(typed):
    """Beyond 65535 the number would silently become another one, 0 would mean any."""
    if not (typed.isdecimal() and 1 <= int(typed) <= 65535):
        raise Refused(
            f"端口 {typed} 不能用，请填 1 到 65535 的数。",
            f"The port {typed} cannot be used: choose a number from 1 to 65535.",
        )
    return int(typed)


def need_free_port(host, port):
    """Tries it out on every address that `host` stands for."""
    try:
        for family, kind, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            with socket.socket(family, kind) as attempt:
                if os.name == "posix":  # elsewhere this option would let two servers share the port
                    attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                attempt.bind(address)
    except OSError as error:
        raise Refused(
            f"不能监听 {host} 的端口 {port}（可能已被占用），请用 --port 换一个。",
            f"Cannot listen on {host} port {port} ({getattr(error, 'strerror', None) or error}); "
            "choose another with --port.",
        ) from None


# ---- the virtual environment ----


def install(requirements):
    """Installs the locked requirements beside this file, once for each version of them."""
    if already_installed(requirements):
        return
    say("正在安装依赖，约需半分钟 … Installing the requirements, about half a minute …")
    try:
        if not (install_with_uv(requirements) or install_with_pip(requirements)):
            raise Refused(
                "依赖没有装成（原因见上）：请检查网络，或把安装包放进 wheels/。",
                "The requirements could not be installed, for the reason above: "
                "check the network, or put the packages into wheels/.",
            )
        for name in requirements:
            stamp(name).write_text(fingerprint(name))
    except PermissionError as error:
        raise Refused(
            f"程序文件夹不能写入：{error.filename}。",
            f"The program's folder cannot be written: {error.filename}.",
        ) from None


def already_installed(requirements):
    return VENV_PYTHON.exists() and all(
        stamp(name).exists() and stamp(name).read_text() == fingerprint(name) for name in requirements
    )


def stamp(name):
    return VENV / f"installed-{name}.sha256"


def fingerprint(name):
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def install_with_uv(requirements):
    """False when uv is missing or fails: pip may still know a mirror, whose settings uv does not read."""
    uv = shutil.which("uv")
    if not uv or not succeeds([uv, "--version"]):
        return False
    make = [uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, VENV]
    made = VENV_PYTHON.exists() or succeeds(make)
    # Compiled once here, as pip does: importing the sources would cost every start a second.
    install = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", VENV_PYTHON]
    return made and succeeds([*install, *what_to_install(requirements)])


def install_with_pip(requirements):
    need_venv_module()
    pip = [VENV_PYTHON, "-m", "pip"]
    made = VENV_PYTHON.exists() or run([sys.executable, "-m", "venv", "--clear", VENV])
    has_pip = made and (succeeds([*pip, "--version"]) or run([VENV_PYTHON, "-m", "ensurepip"]))
    install = [*pip, "install", "--quiet", "--disable-pip-version-check"]
    return has_pip and run([*install, *what_to_install(requirements)])


def need_venv_module():
    """Debian splits venv's other half, ensurepip, off into a package of its own."""
    if importable("venv") and importable("ensurepip"):
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    raise Refused(
        f"这个 Python 缺少 venv 模块，请先安装：apt install {package}。",
        f"This Python lacks the venv module; install it first: apt install {package}.",
    )


def importable(module):
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def what_to_install(requirements):
    wheels = ROOT / "wheels"
    offline = ["--no-index", "--find-links", wheels] if wheels.is_dir() else []
    return [*offline, "--require-hashes", *(part for name in requirements for part in ("-r", ROOT / name))]


# ---- talking to people and to other programs ----


def say(sentence):
    print(sentence, flush=True)


def run(command):
    """Its words go to the console; True when it succeeded."""
    return subprocess.run(list(map(str, command)), check=False).returncode == 0


def succeeds(command):
    """Its words go nowhere: there is another way when it fails."""
    return subprocess.run(list(map(str, command)), check=False, capture_output=True).returncode == 0


def become(command):
    """Hands this process over to `command`; Windows has no exec, so there the parent waits."""
    command = list(map(str, command))
    if os.name == "nt":
        return subprocess.run(command, check=False).returncode
    os.execv(command[0], command)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a console that knows no Chinese still shows the English
    try:
        sys.exit(main(sys.argv[1:]))
    except Refused as why:
        print(why, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
