"""What can be done with two records that may be of one person: each verb atomic, with rights over both, and one deed about both."""

from members.roll.merging.actions.deciding import say_two_people, withdraw_two_people
from members.roll.merging.actions.merging import merge
from members.roll.merging.actions.parting import take_back

__all__ = ["merge", "say_two_people", "take_back", "withdraw_two_people"]
