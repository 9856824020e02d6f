"""pyproject.toml, the constraints and environment.yml describe one and the same environment."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
CONSTRAINTS = ROOT / "checker/constraints.txt"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT = PYPROJECT["project"]
DECLARED = [
    Requirement(text) for text in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"])
]


def pins() -> dict[str, str]:
    lines = [line.split("#")[0].strip() for line in CONSTRAINTS.read_text().splitlines()]
    return {
        canonicalize_name(name): version for name, version in (line.split("==") for line in lines if line)
    }


def closure() -> set[str]:
    """Every distribution that the project brings on this machine, its own extras' included."""
    seen: set[tuple[str, str]] = set()
    queue = [(r, extra) for r in DECLARED for extra in ("", *r.extras)]
    while queue:
        requirement, extra = queue.pop()
        key = (canonicalize_name(requirement.name), extra)
        if key in seen:
            continue
        seen.add(key)
        try:
            texts = distribution(requirement.name).requires or []
        except PackageNotFoundError:
            continue
        for text in texts:
            child = Requirement(text)
            if child.marker is None or child.marker.evaluate({"extra": extra}):
                queue += [(child, e) for e in ("", *child.extras)]
    return {name for name, _ in seen}


def imported(folder: str) -> set[str]:
    """The top-level modules of others that the Python files below a folder import."""
    names, own = set(), {"checker"}
    for path in (ROOT / folder).rglob("*.py"):
        if "context" in path.parts:  # runs inside containers, with their Python
            continue
        own.add(path.stem)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - own


def distributions(modules: set[str]) -> set[str]:
    owners = packages_distributions()
    return {canonicalize_name(owners.get(module, [module])[0]) for module in modules}


def test_what_the_package_imports_is_declared():
    declared = {canonicalize_name(Requirement(text).name) for text in PROJECT["dependencies"]}
    assert distributions(imported("checker")) - declared == set()


def test_what_the_tests_import_is_declared():
    assert distributions(imported("tests")) - {canonicalize_name(r.name) for r in DECLARED} == set()


def test_every_line_is_an_exact_version():
    for line in CONSTRAINTS.read_text().splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!-]+|#.*|", line), line


@pytest.mark.parametrize("requirement", DECLARED, ids=lambda r: r.name)
def test_a_declared_dependency_is_pinned_within_its_range(requirement):
    version = pins().get(canonicalize_name(requirement.name))
    assert version is not None, f"{requirement.name} has no pin in checker/constraints.txt"
    assert requirement.specifier.contains(version, prereleases=True)


def test_what_the_dependencies_bring_is_pinned_too_and_nothing_else():
    assert set(pins()) == closure()


def test_this_environment_has_the_pinned_versions():
    installed = {name: distribution(name).version for name in pins()}
    assert installed == pins()


def test_conda_installs_the_same_project_with_the_same_pins():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    (pip_lines,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    assert pip_lines == ["-c checker/constraints.txt", "-e .[dev]"]
    plain = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    assert [re.split("[=<>]", entry)[0] for entry in plain] == ["python", "pip"]


def test_conda_chooses_a_python_that_the_project_supports():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    (python,) = [e for e in environment["dependencies"] if isinstance(e, str) and e.startswith("python=")]
    version = Version(python.partition("=")[2])
    assert SpecifierSet(PROJECT["requires-python"]).contains(version)
    assert PYPROJECT["tool"]["mypy"]["python_version"] == str(version)
    assert PYPROJECT["tool"]["ruff"]["target-version"] == f"py{version.major}{version.minor}"
