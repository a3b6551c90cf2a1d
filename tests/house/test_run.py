"""The one command says in one sentence what stands in its way, before it does anything long."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WITHOUT_ENSUREPIP = "import sys; sys.modules['ensurepip'] = None"
AS_PYTHON_3_10 = "import sys; sys.version_info = (3, 10, 12, 'final', 0); sys.version = '3.10.12 (main)'"


@pytest.fixture
def copy(tmp_path):
    """run.py alone in a folder: nothing is installed there, so a missed refusal ends in another sentence."""
    folder = tmp_path / "copy"
    folder.mkdir()
    shutil.copy(ROOT / "run.py", folder)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (folder / name).write_text("no-such-package-anywhere==1.0\n")
    (folder / "wheels").mkdir()  # keeps an installer that is started after all away from the network
    return folder


def run(folder, *arguments, sitecustomize=""):
    """Runs it as a person would, on a machine without uv; `sitecustomize` makes Python another one."""
    (folder / "sitecustomize.py").write_text(sitecustomize)
    return subprocess.run(
        [sys.executable, folder / "run.py", *arguments],
        env={**os.environ, "PATH": "/nonexistent", "PYTHONPATH": str(folder)},
        cwd=folder.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def assert_refused(answer, *, chinese, english):
    assert answer.returncode == 1
    sentences = answer.stderr.splitlines()
    assert len(sentences) == 2, answer.stderr
    assert chinese in sentences[0]
    assert english in sentences[1]


def nothing_was_made_in(folder):
    return not (folder / ".venv").exists() and not (folder / "instance").exists()


def test_help_needs_nothing_installed(copy):
    answer = run(copy, "--help")

    assert answer.returncode == 0
    for option in ("--host", "--port", "--instance", "--no-demo", "--allow-demo"):
        assert option in answer.stdout
    assert nothing_was_made_in(copy)


def test_a_port_in_use_is_named(copy):
    with socket.create_server(("127.0.0.1", 0)) as somebody_else:
        port = str(somebody_else.getsockname()[1])
        answer = run(copy, "--port", port)

    assert_refused(answer, chinese=f"端口 {port}", english=f"port {port}")
    assert nothing_was_made_in(copy)


@pytest.mark.parametrize("port", ["0", "65536", "99999", "five thousand"])
def test_a_port_that_is_none_is_named(copy, port):
    assert_refused(run(copy, "--port", port), chinese=f"端口 {port}", english=f"port {port}")


def test_a_host_that_is_not_this_machine_is_named(copy):
    answer = run(copy, "--no-demo", "--host", "192.0.2.1", "--port", free_port())

    assert_refused(answer, chinese="192.0.2.1", english="192.0.2.1")


@pytest.mark.parametrize("mode", [(), ("--no-demo",)])
def test_a_folder_that_cannot_be_written_is_named(copy, mode):
    in_the_way = copy / "notes.txt"
    in_the_way.write_text("a file, not a folder")

    answer = run(copy, *mode, "--instance", in_the_way / "site", "--port", free_port())

    assert_refused(answer, chinese=f"{in_the_way / 'site'} 不能写入", english="cannot be written")
    assert in_the_way.read_text() == "a file, not a folder"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "village.example"])
def test_the_demo_stays_on_this_machine(copy, host):
    answer = run(copy, "--host", host, "--port", free_port())

    assert_refused(answer, chinese="--allow-demo", english="--allow-demo")
    assert nothing_was_made_in(copy)


def test_the_demo_leaves_this_machine_only_when_told_to(copy):
    everywhere = ("--host", "0.0.0.0", "--port", free_port())
    answer = run(copy, *everywhere, "--allow-demo", sitecustomize=WITHOUT_ENSUREPIP)

    assert_refused(answer, chinese="venv", english="venv")  # it went on to the installation


def test_a_missing_venv_module_names_the_package_to_install(copy):
    answer = run(copy, "--port", free_port(), sitecustomize=WITHOUT_ENSUREPIP)

    package = f"python3.{sys.version_info.minor}-venv"
    assert_refused(answer, chinese=f"apt install {package}", english=f"apt install {package}")
    assert nothing_was_made_in(copy)


@pytest.mark.parametrize("arguments", [(), ("test",)])
def test_an_old_python_is_refused(copy, arguments):
    answer = run(copy, *arguments, sitecustomize=AS_PYTHON_3_10)

    assert_refused(answer, chinese="Python 3.11", english="this is 3.10.12")


def test_requirements_that_cannot_be_had_end_in_one_sentence_and_are_tried_again(copy):
    for _ in range(2):
        answer = run(copy, "--port", free_port())

        assert answer.returncode == 1
        assert answer.stderr.splitlines()[-1].endswith("check the network, or put the packages into wheels/.")
        assert "Traceback" not in answer.stderr


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return str(server.getsockname()[1])
