"""The collector is as it was before, whoever goes in and out in whatever order."""

import gc
import threading

from registry.jobs.collecting import rarely_collected


def test_within_it_is_rare_and_afterwards_as_before():
    usual = gc.get_threshold()
    with rarely_collected(), rarely_collected():
        assert gc.get_threshold() > usual
    assert gc.get_threshold() == usual


def test_of_two_threads_the_one_that_leaves_last_puts_it_back():
    usual, is_in, may_leave = gc.get_threshold(), threading.Event(), threading.Event()

    def other() -> None:
        with rarely_collected():
            is_in.set()
            may_leave.wait(10)

    thread = threading.Thread(target=other)
    with rarely_collected():
        thread.start()
        assert is_in.wait(10)
    assert gc.get_threshold() != usual
    may_leave.set()
    thread.join(10)
    assert gc.get_threshold() == usual
