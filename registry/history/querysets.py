from typing import Self

from django.contrib.auth import get_user_model
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from registry.access import Scope
from registry.history.verbs import Verb


class DeedQuerySet(QuerySet):
    def about(self, subject: Model) -> Self:
        """Deeds that touched this object, newest first."""
        return self.about_key(subject._meta.label_lower, subject.pk)

    def about_key(self, kind: str, key: int) -> Self:
        """Deeds that touched the object of this kind (``members.member``) and key, newest first."""
        from registry.history.models import DeedSubject

        subjects = DeedSubject.objects.order_by().filter(kind=kind)
        alone = subjects.filter(key=key)
        in_a_run = subjects.filter(key__range=(key - DeedSubject.LONGEST, key), last__gte=key)
        return self.filter(pk__in=alone.values("deed").union(in_a_run.values("deed"))).order_by("-pk")

    def by_accounts_called(self, text: str) -> Self:
        """Deeds by accounts with the text in their name, today's or an earlier one, whatever they were called when they did it."""
        from registry.history.models import Deed, DeedSubject

        accounts = get_user_model().objects.filter(Q(name__icontains=text) | Q(username__icontains=text))
        renamed = Deed.objects.order_by().filter(verb=Verb.ACCOUNT_CHANGED, before__name__icontains=text)
        earlier = DeedSubject.objects.order_by().filter(kind=accounts.model._meta.label_lower, deed__in=renamed)
        return self.filter(by__in={*accounts.values_list("pk", flat=True), *earlier.values_list("key", flat=True)})

    def within(self, scope: Scope) -> Self:
        """Deeds of which at least one subject lies in the scope; the whole history only for who may see everywhere."""
        if scope.is_everywhere:
            return self
        from registry.history.models import DeedSubject

        touched = DeedSubject.objects.filter(scope.branches("place"), deed=OuterRef("pk"))
        return self.filter(Exists(touched))
