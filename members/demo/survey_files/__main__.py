"""Write the files into demo/ (or into the folder named)."""

import sys
from pathlib import Path

from members.demo.survey_files.anyi import write_workbook
from members.demo.survey_files.nanchang import as_bytes

if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "demo")
    folder.mkdir(exist_ok=True)
    (folder / "nanchang-survey.csv").write_bytes(as_bytes())
    write_workbook(folder / "anyi-survey.xlsx")
