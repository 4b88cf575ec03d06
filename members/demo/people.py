"""Invented names, numbers and phones. Whoever bears one of these names is not meant."""

from random import Random

from members.roll.identity import check_digit

# Surnames common in Jiangxi, the more frequent ones first; the weights only have the shape of reality.
_SURNAMES = (
    *"刘李王张陈黄胡徐杨吴周罗熊万邓曾朱郭谢涂余彭曹钟汪付程赖邹叶肖艾饶章廖龚何江郑许宋汤占揭游乐危过帅聂俞祝桂温古巫丁卢",
    "欧阳",
    "上官",
    "司马",
)
_WEIGHTS = [max(100 // (place + 3), 1) for place in range(len(_SURNAMES))]

_MEN = (
    "志建国文小海永春水金明新华德福家光正玉庆长云冬根细火秋学俊一子宇",
    "华明军平生根发林辉强勇峰斌亮武涛波鹏伟飞祥旺贵才清泉荣兵龙轩浩",
)
_WOMEN = ("小春秀玉美丽晓雪海文凤桂爱冬金婷思雨梦佳红素水细", "英兰红梅芳华玲燕霞萍珍香莲娟琴云敏静婷娇妹怡琪萱")
_SINGLE = "勇军伟斌涛敏静燕丽芳平辉鹏波亮超刚峰磊凯婷玲洁帆琳威"
# Characters that many programs lose: some lie outside the basic plane, some only in GB18030.
_RARE = "㛃䶮𬀩𬭚赟翀祎堃翯淼喆珺玥昉頔旸烜镕㻪燚"

# No operator in the mainland numbers its subscribers 154: these phones ring nowhere.
_PHONE_PREFIX = "154"
# No division has ever had a code that begins with 99: this identity number is nobody's.
_IMPOSSIBLE_AREA = "990100"


def invented_name(random: Random) -> str:
    """A name of two to four characters; about one in seventy has a rare character."""
    surname = random.choices(_SURNAMES, _WEIGHTS)[0]
    if random.random() < 0.015:
        return surname + random.choice(_RARE)
    if random.random() < 0.14:
        return surname + random.choice(_SINGLE)
    first, second = _MEN if random.random() < 0.72 else _WOMEN
    return surname + random.choice(first) + random.choice(second)


def invented_phone(random: Random) -> str:
    """Eleven digits that look like a mobile phone and belong to nobody."""
    return f"{_PHONE_PREFIX}{random.randrange(10**8):08}"


def invented_identity_number(random: Random) -> str:
    """Eighteen digits with a right check digit and an area that cannot be."""
    born = f"{random.randint(1955, 1998)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    body = f"{_IMPOSSIBLE_AREA}{born}{random.randint(1, 999):03}"
    return body + check_digit(body)
