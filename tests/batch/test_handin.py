"""A notebook made ready to hand in: secrets leave it, the course's own words stay, a later change is seen."""

from __future__ import annotations

import base64
import json

import pytest

from checker.batch.credentials import Scrubber, find_credentials
from checker.batch.handin import make_handin, write_handin
from checker.batch.submission import read_submission
from checker.cli.main import main
from checker.course.lab import read_labs

SECRET = "Tr0ub4dor&3x"
ENCODED = base64.b64encode(f"moi:{SECRET}".encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        f"docker login -u moi -p '{SECRET}'",
        f"docker login --username moi --password={SECRET.replace('&', 'e')} registre.exemple.fr:5000",
        f"echo '{SECRET}' | docker login -u moi --password-stdin",
        f"printf '%s' \"{SECRET}\" | docker login -u moi --password-stdin localhost:5000",
        f"docker login -u moi --password-stdin <<< '{SECRET}'",
        f"skopeo copy --src-creds moi:'{SECRET}' docker://a docker://b",
        f"curl -s -u 'moi:{SECRET}' https://registre.exemple.fr/v2/",
        "curl https://moi:s3cret-mot@registre.exemple.fr/v2/_catalog",
        f"htpasswd -Bbn moi '{SECRET}' > htpasswd",
        f"htpasswd -c -b ~/auth/htpasswd moi '{SECRET}'",
        f"docker run --rm --entrypoint htpasswd httpd:2 -Bbn moi '{SECRET}' > ~/auth/htpasswd",
        f"MOT_DE_PASSE='{SECRET}'",
        f"export REGISTRY_PASSWORD='{SECRET}'",
        f'{{"auths": {{"https://index.docker.io/v1/": {{"auth": "{ENCODED}"}}}}}}',
        f"< Authorization: Basic {ENCODED}",
        "export X=dckr_pat_AbCdEfGh12345",
        "remote: ghp_abcdefghijklmnopqrstuvwxyz0123",
    ],
)
def test_a_secret_is_found_where_people_type_it(text):
    scrubber = Scrubber([])
    scrubber.look_at(text)
    cleaned = scrubber.clean(text)
    assert scrubber.count >= 1
    for secret in (SECRET, ENCODED, "s3cret-mot", "AbCdEfGh12345", "ghp_abcdef", "Tr0ub4dore3x"):
        assert secret not in cleaned


@pytest.mark.parametrize(
    "text",
    [
        "docker run -d -p 5000:5000 --name registry registry:2",
        'echo "$MOT_DE_PASSE" | docker login -u moi --password-stdin',
        "docker login -u moi --password-stdin < ~/jeton.txt",
        "docker pull nginx@sha256:4fa3c1d2",
        "docker run -e REGISTRY_AUTH=htpasswd -e REGISTRY_AUTH_HTPASSWD_REALM=Registre "
        "-e REGISTRY_AUTH_HTPASSWD_PATH=/auth/htpasswd registry:2",
        "curl -s http://localhost:5000/v2/_catalog",
        "curl -u moi https://localhost/v2/",
        'TOKEN=$(curl -s "https://auth.docker.io/token")',
        "mkdir -p ~/auth && cp -p a b",
    ],
)
def test_what_is_no_secret_is_left_alone(text):
    assert list(find_credentials(text)) == []


def test_the_same_secret_gets_the_same_word_everywhere():
    scrubber = Scrubber([])
    scrubber.look_at("htpasswd -Bbn moi motsecret > f")
    scrubber.look_at("docker login -u moi -p motsecret localhost:5000")
    first, second = scrubber.clean("htpasswd -Bbn moi motsecret"), scrubber.clean("docker login -p motsecret")
    assert first.split()[-1] == second.split()[-1] != "motsecret"


def test_a_secret_of_the_course_is_none():
    scrubber = Scrubber(["Connectez-vous avec apprenant-2026."])
    scrubber.look_at("docker login -u apprenant -p apprenant-2026")
    scrubber.look_at(f'"auth": "{base64.b64encode(b"apprenant:apprenant-2026").decode()}"')
    assert scrubber.count == 0


def test_a_notebook_is_scrubbed_in_its_cells_and_in_its_outputs(copy):
    copy.answer_all()
    copy.answer("03", f"docker login -u moi -p '{SECRET}'\ndocker push localhost:5000/mysql:8.0")
    shown = {"output_type": "stream", "name": "stdout", "text": ['"auth":\n', f'"auth": "{ENCODED}"\n']}
    copy.cell("03")["outputs"] = [shown]
    before = copy.save().read_bytes()
    handin = make_handin(copy.path, read_labs())
    assert handin.secrets == 2
    assert SECRET not in handin.content
    assert ENCODED not in handin.content
    assert "docker push localhost:5000/mysql:8.0" in handin.content
    assert copy.path.read_bytes() == before


def test_a_change_after_it_was_made_ready_is_remarked(copy, tmp_path):
    copy.answer_all()
    target = tmp_path / "remise.ipynb"
    write_handin(make_handin(copy.save(), read_labs()), target)
    assert read_submission(target, read_labs()).remarks == ()
    content = json.loads(target.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if "checker" in cell["metadata"]:
            cell["source"] = "docker ps"
    target.write_text(json.dumps(content), encoding="utf-8")
    (remark,) = read_submission(target, read_labs()).remarks
    assert "modifiée" in remark


def test_the_command_says_what_is_missing_and_writes_one_file(copy, capsys):
    copy.answer("01", "docker run -d -p 5000:5000 --name registry registry:2")
    assert main(["collect", str(copy.save()), "--name", "../Zoé <b>Martin</b>"]) == 0
    said = capsys.readouterr().out
    assert f"1 exercice répondu sur {len(copy.lab.exercises)}" in said
    assert "Sans réponse" in said
    assert [p.name for p in copy.path.parent.glob("*Zoé*")] == ["Zoé bMartinb 02-registre-prive.ipynb"]


def test_a_notebook_that_could_not_be_graded_is_refused(tmp_path, capsys):
    path = tmp_path / "x.ipynb"
    path.write_text('{"nbformat": 4, "cells": []}')
    assert main(["collect", str(path)]) == 1
    assert "aucune cellule de réponse" in capsys.readouterr().err


def test_the_notebook_itself_is_never_replaced(copy, capsys):
    copy.answer_all()
    path = copy.save()
    before = path.read_bytes()
    assert main(["collect", str(path), "--out", str(path)]) == 1
    assert path.read_bytes() == before
