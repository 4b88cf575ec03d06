"""Survey files as long as wanted: eleven columns, two of them places, all people invented."""

import random
from collections.abc import Iterator
from pathlib import Path

HEADER = "姓名,人员类别,联系电话,流出地,外出时间,务工地址,工作单位,从事职业,党费收缴情况,入党时间,所在党支部"
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_GIVEN = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
_COUNTIES = ["南昌县", "西湖区", "进贤县", "安义县", "东湖区", "青山湖区", "新建区"]
_TRADES = ["建筑工人", "个体经商", "厨师", "司机", "会计", "教师"]


def lines(count: int, seed: int) -> Iterator[str]:
    """The heading and so many rows."""
    dice = random.Random(seed)
    yield HEADER
    for _ in range(count):
        yield ",".join(
            [
                dice.choice(_SURNAMES) + dice.choice(_GIVEN) + dice.choice(_GIVEN),
                "正式党员",
                f"1{dice.randrange(3 * 10**9, 10**10):010d}",
                "南昌市" + dice.choice(_COUNTIES),
                f"{dice.randrange(2000, 2024)}.{dice.randrange(2, 10)}",
                f"北京市丰台区东铁匠营横一条{dice.randrange(500)}号",
                f"公司{dice.randrange(5000)}",
                dice.choice(_TRADES),
                "已交",
                f"{dice.randrange(1985, 2000)}-0{dice.randrange(1, 10)}-1{dice.randrange(10)}",
                f"支部{dice.randrange(2000)}",
            ]
        )


def write(path: Path, count: int, seed: int) -> Path:
    with path.open("w", encoding="gb18030") as file:
        file.writelines(f"{line}\n" for line in lines(count, seed))
    return path
