"""The fonts of the house: which characters they hold, and that they may be passed on."""

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


def test_the_licence_lies_beside_them():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts.OWN / "OFL.txt").read_text(encoding="utf-8")


def test_what_shows_nothing_is_taken_out():
    assert fonts.visible("甲\u202e乙\u200b丙\x07\n丁\ufeff") == "甲乙丙 丁"
