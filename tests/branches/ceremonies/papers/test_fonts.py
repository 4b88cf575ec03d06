"""The fonts of the house: which characters they hold, and that they may be passed on."""

import struct

import pytest

from branches.ceremonies.papers import fonts


def test_the_main_blocks_are_complete():
    blocks = {"CJK unified ideographs": (0x4E00, 0x9FFF), "extension A": (0x3400, 0x4DBF), "ASCII": (0x21, 0x7E)}
    missing = {name: fonts.lacking(map(chr, range(low, high + 1))) for name, (low, high) in blocks.items()}
    assert missing == {name: [] for name in blocks}


def test_the_characters_of_the_general_standard_table_beyond_them():
    """通用规范汉字表 (2013) has 196 characters outside the two blocks; these stand for their ranges. So do the letters of forms."""
    assert (
        fonts.lacking(
            "𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭"
        )
        == []
    )
    assert (
        fonts.lacking(
            "𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪"
        )
        == []
    )
    assert fonts.lacking("〔〕《》「」【】（），。、；：？！“”‘’—…·〇№①⑳Ⅰ□×→㎡") == []


def test_both_weights_hold_the_same_characters():
    regular, bold = (fonts.OWN / f"NotoSerifSC-{weight}.ttf" for weight in ("Regular", "Bold"))
    assert set(fonts._codes(regular.read_bytes())) == set(fonts._codes(bold.read_bytes()))


def test_every_name_character_of_gb18030_is_there():
    """GB 18030-2022, implementation level 3: the extensions B to F as far as the standard has them."""
    extensions = {
        "B": (0x20000, 0x2A6D6),
        "C": (0x2A700, 0x2B734),
        "D": (0x2B740, 0x2B81D),
        "E": (0x2B820, 0x2CEA1),
        "F": (0x2CEB0, 0x2EBE0),
    }
    missing = {name: fonts.lacking(map(chr, range(low, high + 1))) for name, (low, high) in extensions.items()}
    assert missing == {name: [] for name in extensions}


def test_what_only_a_font_of_one_weight_shows_is_known():
    """𬀩 is in both weights of the serif; 𠮷 is borrowed; 𰻞 (extension G) is nowhere."""
    assert fonts.borrowed(["中国𬀩", "𠮷𰻞𪜀", "𠮷"]) == "𠮷𪜀"


@pytest.mark.parametrize("table_format", [4, 12])
def test_a_font_more_closes_the_gap(settings, tmp_path, table_format):
    """A file with nothing but a table of characters is enough to say what it holds."""
    assert fonts.lacking("\u2fff\U00030001") != []
    code = 0x2FFF if table_format == 4 else 0x30001
    (tmp_path / "more.ttf").write_bytes(font_with(code, table_format))
    settings.REGISTRY_FONT_DIRS = [str(tmp_path)]
    assert fonts.lacking(chr(code)) == []
    assert fonts.lacking("\U00030002") == ["\U00030002"]


def font_with(code: int, table_format: int) -> bytes:
    """An OpenType file whose cmap maps one character."""
    if table_format == 12:
        table = struct.pack(">HHIII", 12, 0, 28, 0, 1) + struct.pack(">III", code, code, 1)
    else:
        ends, starts = (code, 0xFFFF), (code, 0xFFFF)
        table = struct.pack(">HHHHHHH", 4, 32, 0, 4, 0, 0, 0) + struct.pack(">HHHHH", *ends, 0, *starts) + bytes(8)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table
    return struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0) + struct.pack(">4sIII", b"cmap", 0, 28, len(cmap)) + cmap


def test_the_licence_lies_beside_them():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts.OWN / "OFL.txt").read_text(encoding="utf-8")


def test_what_shows_nothing_is_taken_out():
    assert fonts.visible("甲\u202e乙\u200b丙\x07\n丁\ufeff") == "甲乙丙 丁"
