"""Every fault a cell or a row can have, by code, in one place."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    # any column
    "missing": _("This must not be empty."),
    "ditto": _("“Same as above” cannot be read; write the value itself."),
    "unknown_value": _("“%(text)s” is not a value known here; explain it or write it in other words."),
    "contradictory": _("The columns contradict each other (%(text)s); look at the line again."),
    "only_yes_or_no": _("“%(text)s” says only yes or no; nothing was taken from it."),
    "answered": _("“%(text)s” was read as it was explained before."),
    "extra_cells": _("The row has more cells than the heading: %(text)s"),
    "too_long": _("Longer than %(limit)s characters."),
    "error_cell": _("“%(text)s” is an error of the spreadsheet program; nothing was taken from it."),
    "damaged_text": _("Some characters were lost before this file was made; write the text anew."),
    # names
    "not_a_name": _("“%(text)s” is not a person's name; one person in a row, with the full name."),
    "name_with_note": _("“%(text)s” was left out of the name."),
    "perhaps_gone": _("“%(text)s” stands beside the name; take it out where the member is still to be registered."),
    # dates
    "ambiguous_date": _("“%(text)s” can be read in more than one way; write it like 2016-03-05 or 2016-03."),
    "no_such_day": _("“%(text)s” is not in the calendar; look at it again."),
    "future_date": _("“%(text)s” lies in the future; look at it again."),
    "too_early": _("“%(text)s” is before 1921; look at it again."),
    "excel_serial": _("“%(text)s” is a day number of a spreadsheet program; read as %(date)s."),
    "short_year": _("“%(text)s” has a year of two digits; read as %(date)s."),
    "vague_date": _("“%(text)s” is vague; only %(date)s was taken."),
    "unreadable_date": _("“%(text)s” is not a date; write it like 2016-03-05, 2016-03 or 2016."),
    "confirmed_before_joined": _("Became a formal member before joining; look at both days again."),
    "confirmed_not_exact": _("Write it as exactly as the day of joining: as it is, it could lie before that."),
    "probation_length": _(
        "The time between joining and becoming a formal member is unusual for that year; look at both days again."
    ),
    # phones and numbers
    "digits_lost": _("A spreadsheet program has rounded this number; its last digits are lost. Ask for it again."),
    "too_few_digits": _("“%(text)s” has too few digits; ask for the whole number."),
    "masked_phone": _("“%(text)s” is masked, so the number is not known; ask for the whole one."),
    "no_number": _("“%(text)s”: no number that reaches him; the contact counts as unknown."),
    "phone_of_another": _("“%(text)s” is somebody else's number: kept beside, not taken as the member's own."),
    "zero_lost": _("“%(text)s” has lost the zero of its area code; add it."),
    "no_area_code": _("“%(text)s” is a fixed line without its area code; add it."),
    "unreadable_phone": _("“%(text)s” is not a phone number; look at it again."),
    "short_identity": _("An identity number has 18 digits, an old one 15; look at it again."),
    "unreadable_identity": _("This is not an identity number; leave it empty where there is none."),
    "masked_identity": _("The identity number is masked and recognises nobody; nothing was taken from it."),
    "bad_check_digit": _("The check digit of the identity number is wrong: a digit was mistyped."),
    "no_such_birthday": _(
        "The day of birth in the identity number is not in the calendar, or not yet past: a digit was mistyped."
    ),
    "born_otherwise": _(
        "The day of birth is not that of the identity number: make sure that the number is his. It may rightly differ: his file counts."
    ),
    "other_sex": _("The sex is not that of the identity number: make sure that the number is his."),
    # kinds
    "not_a_member": _("“%(text)s”: not a member. The registry holds members and nobody else."),
    # what a note says of who it stands with
    "standing_in_note": _(
        "“%(text)s” stands there: perhaps nobody to be registered. Say what it means, or correct the cell."
    ),
    "gone": _("“%(text)s”: no member here any more; the line is not taken."),
    "out_of_contact": _("“%(text)s” stands there: registered all the same; who is out of contact is a member still."),
    # places
    "unknown_place": _("“%(text)s” is not a place known here; name the county."),
    "ambiguous_place": _("“%(text)s” is the name of several places; say which one."),
    "not_a_county": _("“%(text)s” does not say which county; add it."),
    "outside_scope": _("“%(text)s” lies outside the place this file is for."),
    # people and branches
    "registered_elsewhere": _("Registered already by another office; ask the province's administrator."),
    "likely_duplicate": _("Name, home and one more fact agree with line %(line)s: perhaps the same person."),
    "in_another_branch": _("Belongs to another branch already; transfer him by hand if that is meant."),
    "left_since": _("Left a branch or the roll after this survey; let him join by hand if that is meant."),
    "contradicts_roll": _(
        "Not taken: beside the roll's dates of %(number)s he would be a formal member before joining."
    ),
    "older_survey": _("Not taken: %(number)s has another value from a newer or nearer survey, or set by hand since."),
    "changed_since_preview": _("The registry has changed since this line was shown; look again and apply again."),
    "unknown_branch": _("“%(text)s” is not a branch known here; he joins none."),
}


def message_of(code: str, params: dict[str, str]) -> str:
    """The sentence of a fault in the active language."""
    return str(MESSAGES[code]) % params
