"""Files that are no survey: one clear sentence each, never a traceback."""

from tests.members.surveys.corpus.books import BookSheet, Raw, xlsx, zipped
from tests.members.surveys.corpus.cases import Case, lines

_BOOK = xlsx(BookSheet("名册", [["姓名", "流出地", "外出时间", "联系电话"], ["张三", "南昌县", "2014.5", 13800138005]]))
_LIST = "姓名,流出地,外出时间,联系电话\n张三,南昌县,2014.5,13800138005\n"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _far_cell() -> bytes:
    """Two cells, a million rows and sixteen thousand columns apart: the reader would ask for half a terabyte."""
    far = Raw('<c/></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1048577"><c/>')
    return xlsx(BookSheet("名册", [["姓名", "流出地", "外出时间", far]]))


def _ods_with_password() -> bytes:
    """Its parts are no XML any more; the manifest says how they were made so."""
    manifest = (
        b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    return zipped({"content.xml": bytes(range(256)) * 8, "META-INF/manifest.xml": manifest})


CASES = [
    Case("empty", b"", "no byte at all", unusable="empty"),
    Case("blank", b"\r\n \r\n", "only white space", unusable="empty"),
    Case("cut_workbook", _BOOK[: len(_BOOK) // 2], "half a workbook", unusable="broken"),
    Case(
        "macros",
        xlsx(BookSheet("名册", [["姓名"]]), more_parts={"xl/vbaProject.bin": b"x"}),
        "a workbook with macros",
        unusable="macros",
    ),
    Case("document", zipped({"word/document.xml": b"<w/>"}), "a text document", unusable="not_a_table"),
    Case("archive", zipped({"photos/1.txt": b"x"}), "an archive of files", unusable="not_a_table"),
    Case(
        "bomb",
        zipped({"xl/workbook.xml": bytes(30_000_000)}),
        "thirty megabytes packed into thirty kilobytes",
        unusable="too_much",
    ),
    Case("far_cell", _far_cell(), "two cells as far apart as can be", unusable="too_much"),
    Case(
        "utf_32",
        "姓名,流出地,外出时间,联系电话\n张三,南昌县,2014.5,13800138005\n".encode("utf-32"),
        "text of four bytes a character",
        unusable="utf_32",
    ),
    Case(
        "before_1997",
        _OLE + "Book".encode("utf-16-le") + b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(8),
        "a workbook whose texts are in the code page of its time",
        unusable="before_1997",
    ),
    Case("pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "a PDF", unusable="not_a_table"),
    Case(
        "picture",
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)),
        "a photo of the list",
        unusable="not_a_table",
    ),
    Case(
        "web_page",
        lines("<html><table><tr><td>姓名</td></tr></table></html>", encoding="gb18030"),
        "a web page that a program calls .xls",
        unusable="web_page",
    ),
    *(
        Case(name, content, why, unusable="web_page")
        for name, content, why in (
            (
                "web_page_remark_first",
                lines("<!-- 导出 -->", "<tr><td>姓名</td></tr>"),
                "a web page that begins with a remark",
            ),
            ("web_page_part", lines("", "<tr><td>姓名</td><td>电话</td></tr>"), "a part of a web page"),
            (
                "web_page_utf16",
                lines("<html><table><tr><td>姓名</td></tr></table>", encoding="utf-16"),
                "one in UTF-16",
            ),
            ("xml_workbook", lines('<?xml version="1.0"?>', "<Workbook></Workbook>"), "a workbook of 2003 in XML"),
        )
    ),
    *(
        Case(name, _LIST.encode(meant).decode(taken, "replace").encode(), why, unusable="garbled")
        for name, meant, taken, why in (
            ("garbled_as_gbk", "utf-8", "gb18030", "UTF-8 opened as GBK and saved as it looked"),
            ("garbled_as_latin", "gb18030", "latin-1", "GBK opened as a western encoding and saved as it looked"),
            ("garbled_twice", "utf-8", "latin-1", "UTF-8 made into UTF-8 once more"),
        )
    ),
    Case(
        "web_archive",
        lines(
            "MIME-Version: 1.0", "Content-Type: multipart/related", "", "<html><table><tr><td>姓名</td></tr></table>"
        ),
        "a web page in an envelope, as old systems write their .xls",
        unusable="web_page",
    ),
    Case("old_cut", _OLE + bytes(600), "the first half of an old workbook", unusable="broken"),
    Case("binary", bytes(range(256)) * 8, "any bytes", unusable="not_a_table"),
    Case(
        "encrypted",
        _OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        "a workbook with a password",
        unusable="encrypted",
    ),
    Case("encrypted_ods", _ods_with_password(), "an ODS with a password", unusable="encrypted"),
    Case(
        "old_macros",
        _OLE + "Workbook_VBA_PROJECT".encode("utf-16-le") + bytes(600),
        "an old workbook with macros",
        unusable="macros",
    ),
    Case(
        "old_broken", _OLE + "Workbook".encode("utf-16-le") + bytes(600), "an old workbook, damaged", unusable="broken"
    ),
    Case("prose", lines("各位同志：", "请于本月底前报送流动党员情况。", "谢谢！"), "a letter", unusable="no_header"),
]
