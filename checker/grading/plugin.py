"""The pytest plugin that judges one `criteria.py`: hooks and fixtures only."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from checker.course.verdict import Outcome
from checker.errors import CheckerError, LabError
from checker.grading.criterion import Criterion, Failure, legible
from checker.grading.history import History
from checker.grading.plan import plan
from checker.grading.world import World
from checker.messages import grading as say


@dataclass
class Judgement:
    """What became of one criterion."""

    outcome: Outcome = Outcome.ERROR
    expected: str = ""
    observed: str = say.NOT_EVALUATED
    advice: str = ""
    duration_s: float = 0.0
    unmet: tuple[str, ...] = ()
    """Criteria that this one needs and that did not pass (skipped only)."""


class UnmetNeedError(Exception):
    """Criteria that this one needs did not pass: their ids are the arguments."""


class CriteriaPlugin:
    """Judge the criteria of one exercise in one world, by the values that its learner was given.

    Attributes:
        judgements: one per declared criterion; « non évalué » until it is judged.
        fault: why nothing was judged, empty when all went well.
    """

    def __init__(self, declared: Sequence[str], world: World, values: Mapping[str, str]) -> None:
        self.judgements = {id_: Judgement() for id_ in declared}
        self.fault = ""
        self._declared = declared
        self._world = world
        self._values = values

    # --- collection --------------------------------------------------------------------------

    def pytest_pycollect_makeitem(
        self, collector: pytest.Collector, name: str, obj: object
    ) -> list[pytest.Item]:
        """Collect the functions marked @criterion and nothing else."""
        if isinstance(getattr(obj, "criterion", None), Criterion):
            return [pytest.Function.from_parent(collector, name=name)]
        return []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember why criteria.py could not be loaded."""
        if report.failed:
            lines = [line for line in report.longreprtext.splitlines() if line.strip()]
            self.fault = say.unreadable_criteria(legible(lines[-1].removeprefix("E ")) if lines else "")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put the criteria in order, or give up when the TOML and criteria.py disagree."""
        if self.fault:
            return
        by_id = {_mark(item).id: item for item in items}
        try:
            items[:] = [by_id[id_] for id_ in plan(self._declared, [_mark(item) for item in items])]
        except LabError as exc:
            self.fault = exc.what
            items.clear()

    # --- judging -----------------------------------------------------------------------------

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Skip a criterion whose needs are not met."""
        needs = _mark(item).needs
        unmet = [need for need in needs if self.judgements[need].outcome is not Outcome.PASSED]
        if unmet:
            raise UnmetNeedError(*unmet)

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Map what happened to an outcome; no traceback is rendered, nobody would read it."""
        judgement = self.judgements[_mark(item).id]
        judgement.duration_s += call.duration
        if call.excinfo is not None:
            _judge_exception(judgement, call.excinfo.value)
        elif call.when == "call":
            judgement.outcome, judgement.observed = Outcome.PASSED, ""
        return pytest.TestReport(
            nodeid=item.nodeid,
            location=item.location,
            keywords={},
            outcome="passed" if call.excinfo is None else "failed",
            longrepr=None,
            when=call.when,  # type: ignore[arg-type]  # never "collect" here
        )

    # --- fixtures ----------------------------------------------------------------------------

    @pytest.fixture(scope="session")
    def engine(self) -> Any:
        """Give the learner's engine: `checker.grading.engine.Engine`."""
        return self._world.engine

    @pytest.fixture
    def events(self) -> History:
        """Give what happened on the learner's engine since it started."""
        return self._world.engine.events

    @pytest.fixture(scope="session")
    def values(self) -> Mapping[str, str]:
        """Give the values that this learner was given, by name; all are texts."""
        return self._values

    @pytest.fixture(scope="session")
    def registry(self) -> Callable[..., Any]:
        """Give a function from an address to a `RegistryClient`."""
        return self._world.registry

    @pytest.fixture(scope="session")
    def tls(self) -> Any:
        """Give `checker.grading.tls.Tls`."""
        return self._world.tls

    @pytest.fixture(scope="session")
    def files(self) -> Any:
        """Give `checker.grading.files.Files`."""
        return self._world.files

    @pytest.fixture(scope="session")
    def logins(self) -> Any:
        """Give where the learner's `docker` is logged in: `checker.grading.logins.Logins`."""
        return self._world.logins

    @pytest.fixture(scope="session")
    def hub(self) -> Any:
        """Give what the training Hub saw: `checker.grading.hub_state.HubState`."""
        return self._world.hub

    @pytest.fixture(scope="session")
    def pipeline(self) -> Any:
        """Give what plays a CI file: `checker.grading.pipeline.Pipelines`."""
        return self._world.pipeline

    @pytest.fixture(scope="session")
    def machine(self) -> Any:
        """Give the machine itself, for what no other fixture offers."""
        return self._world.machine

    @pytest.fixture(scope="session")
    def server(self) -> World:
        """Give the other server (`machine2`), with `.engine`, `.files`, `.tls`, `.registry(…)` as here."""
        return self._world.server


def _mark(item: pytest.Item) -> Criterion:
    mark = getattr(item, "obj", None).criterion  # type: ignore[union-attr]
    assert isinstance(mark, Criterion)
    return mark


def _judge_exception(judgement: Judgement, exc: BaseException) -> None:
    """Only a Failure costs points; a bare assert is a bug of ours like any other exception."""
    judgement.expected = judgement.advice = ""
    if isinstance(exc, Failure):
        judgement.outcome = Outcome.FAILED
        judgement.expected, judgement.observed, judgement.advice = exc.expected, exc.observed, exc.advice
    elif isinstance(exc, UnmetNeedError):
        judgement.outcome, judgement.observed, judgement.unmet = Outcome.SKIPPED, "", exc.args
    else:
        judgement.outcome = Outcome.ERROR
        judgement.observed = legible(exc.what if isinstance(exc, CheckerError) else _bug(exc))


def _bug(exc: BaseException) -> str:
    """What went wrong in our own code, with the line of criteria.py that an author will look at."""
    frames = traceback.extract_tb(exc.__traceback__)
    lines = [f.lineno for f in frames if f.filename.endswith("criteria.py")]
    return say.internal(type(exc).__name__, str(exc), lines[-1] if lines else None)
