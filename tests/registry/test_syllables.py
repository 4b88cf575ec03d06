"""Characters are read alone or in their words; the words are loaded only where they are asked for."""

import subprocess
import sys

from registry.syllables import syllable_of, syllables_of


def test_a_character_in_its_word_and_alone():
    assert syllables_of("铅山驻京第10支部") == ["yan", "shan", "zhu", "jing", "di", "10", "zhi", "bu"]
    assert [syllable_of(character) for character in "铅长女䶮"] == ["qian", "zhang", "nv", "yan"]


def test_names_of_people_do_not_load_the_words():
    code = (
        "import django; django.setup(); from members.roll.pinyin import pinyin_of; assert pinyin_of('单小红') == 'shanxiaohong'\n"
        "from pypinyin.constants import PHRASES_DICT; assert not PHRASES_DICT\n"
        "from registry.syllables import syllables_of; assert syllables_of('铅山')[0] == 'yan'; assert len(PHRASES_DICT) > 10_000\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
