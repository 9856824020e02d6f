"""What events make of a learner's history on one exercise."""

from checker.progress.attempts import SOLUTION_AFTER, Attempts, Event, Kind


def history(exercise, *events):
    return Attempts.of(exercise, events)


def judged(verdict, at=10.0):
    return Event(verdict.exercise, Kind.VERDICT, at, verdict=verdict)


def test_nothing_has_happened_yet(exercise):
    fresh = history(exercise)
    assert (fresh.count, fresh.began, fresh.solved, fresh.best) == (0, None, None, 0)
    assert not fresh.may_open_hint and not fresh.may_see_solution


def test_a_failed_attempt_earns_one_hint_and_keeps_its_points(exercise, verdict):
    after = history(exercise, judged(verdict(exercise, "pf")))
    assert (after.count, after.failed, after.best) == (1, 1, 2)
    assert after.next_hint.id == "deux" and after.may_open_hint
    opened = after.after(Event(exercise.id, Kind.HINT, 11, criterion="deux"))
    assert opened.next_hint is None and not opened.may_open_hint


def test_the_same_hint_opened_by_two_kernels_counts_once(exercise, verdict):
    hint = Event(exercise.id, Kind.HINT, 11, criterion="un")
    assert history(exercise, judged(verdict(exercise, "ff")), hint, hint).opened == ("un",)


def test_not_evaluated_is_no_attempt(exercise, verdict):
    after = history(exercise, judged(verdict(exercise, "pf")), judged(verdict(exercise, "pe")))
    assert (after.count, after.failed) == (1, 1)
    assert not after.last.is_evaluated
    assert after.best == 2


def test_the_solution_is_earned_by_three_failures_or_a_success(exercise, verdict):
    failure = judged(verdict(exercise, "ff"))
    assert not history(exercise, *[failure] * (SOLUTION_AFTER - 1)).may_see_solution
    assert history(exercise, *[failure] * SOLUTION_AFTER).may_see_solution
    assert history(exercise, judged(verdict(exercise, "pp"))).may_see_solution
    assert not history(exercise, *[judged(verdict(exercise, "fe"))] * 5).may_see_solution


def test_the_first_success_and_the_best_points_stay(exercise, verdict):
    after = history(
        exercise,
        Event(exercise.id, Kind.SHOWN, 100),
        judged(verdict(exercise, "pp"), 160),
        judged(verdict(exercise, "ff"), 900),
        judged(verdict(exercise, "pp"), 1000),
    )
    assert (after.solved, after.lasted_s, after.best, after.count) == (160, 60, 5, 3)


def test_events_of_other_exercises_are_left_out(labs, verdict):
    first, second = labs[0].exercises
    assert history(first, judged(verdict(second, "pp"))) == Attempts(first)
