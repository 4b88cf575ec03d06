"""The guide is read in the site: in the language of the page, from where one is, and only as the files have it."""

import re
from html import unescape

import pytest
from django.urls import reverse

from registry.catalogue import CATALOGUES, read
from registry.guide.pages import SUBJECTS, page

LANGUAGES = ("zh-hans", "en")


@pytest.fixture
def clerk(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("clerk"))
    return client


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_has_a_page_in_each_language(subject, language):
    shown = page(subject, language)

    assert shown.title
    assert len(shown.sections) > 1
    assert all(f'<h2 id="{section.anchor}">' in shown.body for section in shown.sections)
    assert len({section.anchor for section in shown.sections}) == len(shown.sections)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_nothing_of_the_notation_is_left_and_no_link_leads_astray(subject, language):
    body = page(subject, language).body

    assert re.findall(r"(?<![\d*])\*\*|^\||\]\(|^#", body, re.MULTILINE) == []
    assert re.findall(r'href="(?!#)', body) == []


def test_both_languages_have_the_same_subjects_and_as_many_sections():
    for subject in SUBJECTS:
        chinese, english = (page(subject, language) for language in LANGUAGES)
        assert len(chinese.sections) == len(english.sections)


def test_a_chinese_sentence_has_no_blank_where_a_line_of_the_file_ends():
    body = page("surveys", "zh-hans").body

    assert re.findall(r"[\u4e00-\u9fff，、；][\n ]+[\u4e00-\u9fff]", re.sub(r">\s+", ">", body)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("zh-hans", "摸底文件怎么导入"), ("en", "A survey file comes in")])
def test_it_is_read_in_the_language_of_the_page(clerk, language, words):
    clerk.cookies["django_language"] = language

    assert words in clerk.get(reverse("guide")).content.decode()


@pytest.mark.django_db
def test_what_it_does_not_speak_of_is_not_found(clerk):
    assert clerk.get(reverse("guide", args=["elsewhere"])).status_code == 404


@pytest.mark.django_db
def test_from_the_surveys_one_comes_to_what_is_said_of_surveys(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("boss"))

    assert f'href="{reverse("guide", args=["surveys"])}"' in client.get(reverse("surveys:list")).content.decode()
    assert f'href="{reverse("guide", args=["office"])}"' in client.get(reverse("members:list")).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_stands_in_bold_is_called_so_in_the_site(subject, language):
    """Words in bold are those of a page, a button or a state; but for those with which a paragraph begins, full stop included."""
    catalogue = [message for message in read(CATALOGUES[0]) if message.id]
    texts = [message.id if language == "en" else message.string for message in catalogue]
    said = "\n".join(text if isinstance(text, str) else "\n".join(text) for text in texts)
    said = re.sub(r" ?%\(\w+\)[sd] ?", " " if language == "en" else "…", said)
    bold = [
        " ".join(words.split()) for words in re.findall(r"<strong>(.+?)</strong>", page(subject, language).body, re.S)
    ]

    assert [words for words in bold if not words.endswith((".", "。")) and unescape(words) not in said] == []
