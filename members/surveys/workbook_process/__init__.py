"""The process that opens a workbook, apart from the site: a hostile file can exhaust or kill the reader, and kills only this.

``python -m members.surveys.workbook_process PATH [SHEET]`` writes marshalled frames to stdout: first ``{"error": reason}`` or a dict of
facts (``reading.workbooks.Opened``), then lists of ``(row, cells)``, at last None. With ``others`` behind the sheet it writes the
beginnings of the others, one in each frame. Imports nothing of Django: it starts in no time.
"""
