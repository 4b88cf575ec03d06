"""Many members at once, for surveys: one chunk, one transaction, one deed. Sets of rows are written, not row after row.

::

    Arrivals.add([arrival(Newcomer(...), batch=12, line=4, stripe=...)])  # beforehand
    entered = enter(newcomers=Arrivals(12, first, last), changes=[Change(...)], scope=..., about=upload, by=user, today=...)
    taken = take_back(rows=[Taken(member, version, before)], about=upload, by=user, today=...)

The chunk moves the tallies by one sum for each (home, branch, kind), and its deed has every member and ``about`` as subjects. What
each row was before is handed to the caller (``Entered.before``), who keeps it with the line of the file; the deed carries a keyed
digest of it. Rules about single values (dates, places, look-alikes) are asked while planning; here only what must hold is asked again.
"""

from members.roll.actions.guard import lock_roll
from members.roll.bulk.arrivals import Arrivals, arrival
from members.roll.bulk.changing import hold
from members.roll.bulk.entering import enter
from members.roll.bulk.locks import lock_stripes
from members.roll.bulk.rows import Change, Entered, Newcomer, Taken, TakenBack
from members.roll.bulk.undoing import take_back

__all__ = [
    "Arrivals",
    "Change",
    "Entered",
    "Newcomer",
    "Taken",
    "TakenBack",
    "arrival",
    "enter",
    "hold",
    "lock_roll",
    "lock_stripes",
    "take_back",
]
