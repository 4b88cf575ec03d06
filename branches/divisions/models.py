"""The divisions of China, from province to township. Codes are primary keys: docs/adr/0003-codes-as-keys.md.

Codes follow GB/T 2260 (six digits: province, prefecture, county); townships have the statistics office's nine.
Where the rows come from, and how exactly the days of changes are known: data/README.md.
"""

import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from branches.divisions.querysets import (
    CountyQuerySet,
    DatedDivisionQuerySet,
    DivisionQuerySet,
    FormerNameQuerySet,
    PlaceAliasQuerySet,
    TownshipQuerySet,
)

MUNICIPALITIES = frozenset({110000, 120000, 310000, 500000})
_DIRECTLY_UNDER_PROVINCE = 90  # third and fourth digit of 419000, 429000, 469000, 659000


class Province(models.Model):
    """One row is one province, autonomous region, municipality or special administrative region (360000 江西省)."""

    code = models.IntegerField(_("code"), primary_key=True)
    name = models.CharField(_("name"), max_length=30)
    short_name = models.CharField(_("short name"), max_length=10)
    abbreviation = models.CharField(_("abbreviation"), max_length=1)

    objects = DivisionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        constraints = [
            models.CheckConstraint(
                name="province_code_has_two_digits_and_zeros",
                condition=Q(Exact(F("code") % 10_000, 0), code__gte=110_000, code__lte=829_999),
                violation_error_message=_("The code of a province is two digits and four zeros."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> int:
        return self.code

    @property
    def full_name(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        return self.name


class DatedDivision(models.Model):
    """A division that began, may have ended, and then went into another one (of several, the one that took most)."""

    code = models.IntegerField(_("code"), primary_key=True)
    name = models.CharField(
        _("name"), max_length=40, help_text=_("The latest name; earlier ones are kept with their days.")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True, help_text=_("Empty: before the records."))
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("First day it no longer existed.")
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("successor"), related_name="direct_predecessors"
    )

    class Meta:
        abstract = True
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.CheckConstraint(
                name="%(class)s_with_successor_has_ended",
                condition=Q(successor=None) | Q(valid_until__isnull=False) & ~Q(successor=F("code")),
                violation_error_message=_("Only a division that has ended has a successor, and never itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> int:
        """Where it is, for scope and history: its own code."""
        return self.code

    @property
    def province_code(self) -> int:
        return self.code // 10_000 * 10_000

    def is_valid_on(self, day: datetime.date) -> bool:
        began = self.valid_from is None or self.valid_from <= day
        return began and (self.valid_until is None or day < self.valid_until)


class Prefecture(DatedDivision):
    """One row is one prefecture-level city, prefecture, league or autonomous prefecture (360100 南昌市).

    Some rows exist only because the code has four digits for them (``is_nominal``).
    """

    province = models.ForeignKey(Province, models.PROTECT, verbose_name=_("province"), related_name="prefectures")

    objects = DatedDivisionQuerySet.as_manager()

    class Meta(DatedDivision.Meta):
        verbose_name = _("prefecture")
        verbose_name_plural = _("prefectures")
        constraints = [
            *DatedDivision.Meta.constraints,
            models.CheckConstraint(
                name="prefecture_code_lies_in_its_province",
                condition=Q(Exact(F("code") % 100, 0), code__gt=F("province"), code__lt=F("province") + 10_000),
                violation_error_message=_("The code must be the province's two digits, two more and two zeros."),
            ),
        ]

    @property
    def is_nominal(self) -> bool:
        """Whether only the code needs it: the parts of a municipality, and counties directly under a province."""
        return self.province_code in MUNICIPALITIES or self.code // 100 % 100 == _DIRECTLY_UNDER_PROVINCE

    @property
    def full_name(self) -> str:
        """With its province: 江西省南昌市."""
        return self.province.name if self.province_code in MUNICIPALITIES else self.province.name + self.name

    @property
    def local_name(self) -> str:
        """Without the province: 南昌市."""
        return self.name


class County(DatedDivision):
    """One row is one county-level division under one code: a county, a district, a county-level city (360103 西湖区).

    When a county becomes a district it gets a new code: the old row ends and names its successor. When only the name
    changes the row stays and the earlier name becomes a ``FormerName``.
    """

    prefecture = models.ForeignKey(Prefecture, models.PROTECT, verbose_name=_("prefecture"), related_name="counties")

    objects = CountyQuerySet.as_manager()

    class Meta(DatedDivision.Meta):
        verbose_name = _("county")
        verbose_name_plural = _("counties")
        constraints = [
            *DatedDivision.Meta.constraints,
            # Not above but from the prefecture's code on: 441900 东莞市, without counties, is its own only county.
            models.CheckConstraint(
                name="county_code_lies_in_its_prefecture",
                condition=Q(code__gte=F("prefecture"), code__lt=F("prefecture") + 100),
                violation_error_message=_("The code must begin with the prefecture's four digits."),
            ),
        ]
        indexes = [models.Index(fields=["name"], name="county_name")]

    @property
    def local_name(self) -> str:
        """Without the province, as people say it: 南昌市西湖区, 北京市丰台区, 仙桃市. Reads the prefecture."""
        if self.province_code in MUNICIPALITIES:
            return self.prefecture.province.name + self.name
        if self.prefecture.is_nominal or self.prefecture.name == self.name:
            return self.name
        return self.prefecture.name + self.name

    @property
    def full_name(self) -> str:
        """With province and prefecture: 江西省南昌市西湖区. Reads both: select them with the county."""
        return (
            self.local_name if self.province_code in MUNICIPALITIES else self.prefecture.province.name + self.local_name
        )

    def name_on(self, day: datetime.date) -> str:
        """The name it bore on the day: 庐山区 for 360402 in 2010, 濂溪区 today. Lists use ``named_on(day)``."""
        borne = [n for n in self.former_names.all() if (n.since is None or n.since <= day) and day < n.until]
        return min(borne, key=lambda n: n.until).name if borne else self.name


class Township(models.Model):
    """One row is one township-level division of the edition: street, town, township, farm or zone (nine digits)."""

    code = models.IntegerField(_("code"), primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, verbose_name=_("county"), related_name="townships")
    name = models.CharField(_("name"), max_length=40)

    objects = TownshipQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("township")
        verbose_name_plural = _("townships")
        constraints = [
            models.CheckConstraint(
                name="township_code_lies_in_its_county",
                condition=Q(code__gt=F("county") * 1000, code__lt=F("county") * 1000 + 1000),
                violation_error_message=_("The code must be the county's code followed by three digits."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """One row is one earlier name of a county whose code stayed: 庐山区 for 360402, until it became 濂溪区."""

    county = models.ForeignKey(County, models.PROTECT, verbose_name=_("county"), related_name="former_names")
    name = models.CharField(_("name"), max_length=40)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"))

    objects = FormerNameQuerySet.as_manager()

    class Meta:
        ordering = ["county", "until", "pk"]
        verbose_name = _("former name of a county")
        verbose_name_plural = _("former names of counties")
        constraints = [
            models.UniqueConstraint(name="former_name_once_a_county", fields=["county", "name"]),
            models.CheckConstraint(
                name="former_name_ends_after_it_begins",
                condition=Q(since=None) | Q(until__gt=F("since")),
                violation_error_message=_("The end must come after the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceAlias(models.Model):
    """One row is one name people write for a place that is no division: 小蓝经开区 is 南昌县, 龙虎山 lies in 鹰潭市."""

    text = models.CharField(_("text"), max_length=40)
    county = models.ForeignKey(
        County, models.PROTECT, null=True, blank=True, verbose_name=_("county"), related_name="aliases"
    )
    prefecture = models.ForeignKey(
        Prefecture, models.PROTECT, null=True, blank=True, verbose_name=_("prefecture"), related_name="aliases"
    )
    note = models.CharField(_("note"), max_length=100, blank=True)

    objects = PlaceAliasQuerySet.as_manager()

    class Meta:
        ordering = ["text"]
        verbose_name = _("other name of a place")
        verbose_name_plural = _("other names of places")
        constraints = [
            models.UniqueConstraint(name="place_alias_text", fields=["text"]),
            models.CheckConstraint(
                name="place_alias_of_one_division",
                condition=Q(county=None, prefecture__isnull=False) | Q(county__isnull=False, prefecture=None),
                violation_error_message=_("Choose either a county or a prefecture."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class DivisionsState(models.Model):
    """The one row says which state the division tables are in: after every change of any of them another token (``triggers``)."""

    token = models.BigIntegerField()

    class Meta:
        verbose_name = _("state of the divisions")
        verbose_name_plural = _("state of the divisions")

    def __str__(self) -> str:
        return str(self.token)
