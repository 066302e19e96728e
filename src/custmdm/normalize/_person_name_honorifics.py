"""What stands around names in Chinese characters, and what only looks like such a name."""

from custmdm._pattern import lazy_pattern
from custmdm.data.han import simplified
from custmdm.data.surnames import surname_size

# Taken off wherever they end a name, the longest first.
HONORIFICS = """
    先生 女士 小姐 太太 夫人 老师 老師 教授 副教授 博士 医生 醫生 医师 醫師 大夫 护士 護士 护士长
    主任 副主任 总 總 总经理 總經理 副总经理 副总 副總 总监 總監 总裁 總裁 总统 總統 总理 總理
    主教 副总裁 经理 經理 副经理 董事长 董事長 董事 老板 老闆 老板娘 主管 主席 店长 店長 厂长
    廠長 院长 院長 校长 校長 处长 處長 科长 科長 局长 局長 部长 部長 市长 市長 省长 县长 镇长
    村长 区长 队长 隊長 组长 組長 班长 班長 站长 行长 行長 所长 所長 会长 會長 社长 社長 课长
    課長 理事长 秘书长 书记 書記 委员 委員 议员 議員 国会議員 律师 律師 会计 會計 会计师 會計師
    工程师 工程師 设计师 师傅 師傅 师父 師父 法师 法師 神父 牧师 牧師 警官 法官 检察官 将军 將軍
    教练 教練 司机 顾问 顧問 助理 秘书 秘書 客服 专家 院士 同学 同學 同志 阿姨 叔叔 大爷 大妈
    大哥 大姐 大叔 小朋友 少爷 公子 本人 亲启 親啟 敬启 様 殿 君様 御中
    """.split()
_ALL = frozenset(HONORIFICS)
# Taken off only behind a bare surname: 李玉姐 is a name, 李姐 is none.
AFTER_SURNAME = frozenset("工 哥 姐 叔 姨 嫂 伯 婶 爷 董 局 处 队 导 老 师 科 主 某 某某".split())
_SPACED = frozenset("氏 君 工 收 转 様 殿 兄 弟 台".split())
_HONORIFIC_END = lazy_pattern(f"({'|'.join(sorted(HONORIFICS, key=len, reverse=True))})$")
ADDRESSED = lazy_pattern("^(?:尊敬的|敬爱的|亲爱的|老板|客户|买家|卖家|会员|顾客)(?=.{2})")
ORGANIZATIONS = """
    公司 集团 集團 银行 銀行 医院 醫院 诊所 学校 學校 大学 大學 学院 學院 中学 中學 小学 小學 幼儿园
    酒店 饭店 餐厅 宾馆 旅馆 超市 商店 商行 商场 经营部 门市部 事务所 事務所 工作室 委员会 研究院
    研究所 协会 基金会 合作社 工厂 药房 药店 中心 政府 办公室 服务部 有限 厂家 旗舰店 专卖店
    """.split()
ORGANIZATION = lazy_pattern(f"(?:{'|'.join(ORGANIZATIONS)})$")
# Those of Japan whose first character is a Chinese surname, or that are written alike.
JAPANESE = frozenset(
    """
    佐藤 鈴木 铃木 高橋 高桥 田中 伊藤 渡辺 渡邊 渡边 山本 中村 小林 加藤 吉田 山田 佐々木 山口
    松本 井上 木村 斎藤 斉藤 齋藤 清水 山崎 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田
    長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川
    原田 松田 竹内 小野 田村 中山 和田 石田 森田 上田 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本
    大野 小島 谷口 工藤 今井 高田 丸山 増田 村田 杉山 大塚 新井 藤本 平野 野口 小山 武田 上野
    千葉 菊地 松井 野村 木下 佐野 菅原 北村 久保 市川 熊谷 松尾 本田 安田 島田 水野 桜井 吉川
    山内 西田 菊池 秋山 五十嵐 川口 鎌田 黒田 服部 浜田 関口 大西 浅野 宮田 徳川 織田 豊臣 伊達
    """.split()
)


def without_honorific(name: str) -> tuple[str, str]:
    """Return a name without what addresses its bearer, and that.

    >>> without_honorific("张学友先生"), without_honorific("王姐"), without_honorific("李玉姐")
    (('张学友', '先生'), ('王', '姐'), ('李玉姐', ''))
    """
    found: list[str] = []
    while True:
        head, _, last = name.rpartition(" ")
        if head and (last in _SPACED or is_honorific(last)):
            name = head
            found.insert(0, last)
            continue
        match = _HONORIFIC_END.search(name)
        if match and match.start():
            name = name[: match.start()].rstrip()
            found.insert(0, match.group())
            continue
        break
    if is_honorific(name):
        return "", name
    for size in (2, 1):
        head, last = name[:-size], name[-size:]
        if last in AFTER_SURNAME and is_surname(head):
            return head, "".join((last, *found))
    return name, "".join(found)


def is_honorific(text: str) -> bool:
    """Say whether text is an honorific or a job title.

    >>> is_honorific("先生"), is_honorific("先")
    (True, False)
    """
    return text in _ALL


def is_surname(name: str) -> bool:
    plain = simplified(name)
    return bool(plain) and surname_size(plain) == len(plain)
