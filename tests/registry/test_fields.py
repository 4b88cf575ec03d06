"""JSON that the database only keeps comes back as it was, from wherever it is read."""

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError

from members.models import UploadRow
from registry.fields import JSONTextField
from tests.factories.surveys import make_csv, make_upload


@pytest.mark.django_db
@pytest.mark.parametrize("cells", [[], ["张\"三'", "\\N", "\n", ""], ["𬀩㛃", "null", "{}"]])
def test_it_comes_back_as_it_was(cells):
    row = make_upload(make_csv("张三,,西湖区,,,,")).rows.content().get()
    row.cells = cells
    row.save()
    assert UploadRow.objects.get(pk=row.pk).cells == cells
    copied = next(serializers.deserialize("json", serializers.serialize("json", [row]))).object
    assert (copied.cells, copied.values) == (cells, row.values)


def test_a_text_that_is_no_json_is_refused():
    with pytest.raises(ValidationError, match="JSON"):
        JSONTextField().to_python("{")
    assert JSONTextField().to_python('{"a": null}') == {"a": None}
    assert JSONTextField(null=True).get_prep_value(None) is None
