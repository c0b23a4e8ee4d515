"""Running a generator of progress, and turning one into another."""

from __future__ import annotations

import pytest

from pesviz.workflows.progress import Progress, run, translate


@pytest.fixture
def closed():
    return []


@pytest.fixture
def counting(closed):
    def count(n):
        try:
            yield from range(n)
            return n
        finally:
            closed.append(n)

    return count


def test_the_value_of_a_generator_is_the_result(counting):
    seen = []
    assert run(counting(3), seen.append) == 3
    assert seen == [0, 1, 2]
    assert run(counting(2)) == 2


def test_a_callback_that_fails_closes_the_generator(counting, closed):
    def fail(number):
        raise ValueError(number)

    with pytest.raises(ValueError, match="0"):
        run(counting(5), fail)
    assert closed == [5]


def test_a_generator_of_something_else_becomes_progress(counting, closed):
    steps = translate(counting(2), lambda number: Progress("fitting", done=number, total=2))
    seen = []
    assert run(steps, seen.append) == 2
    assert [event.done for event in seen] == [0, 1]
    left = translate(counting(7), lambda number: Progress("fitting", done=number))
    next(left)
    left.close()
    assert closed == [2, 7]
