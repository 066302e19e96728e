"""Words and signs that stand around numbers: currencies, magnitudes, counters."""

# To the code of ISO 4217 where the sign can only mean one currency, else to itself.
CURRENCIES = {
    "$": "$", "¥": "¥", "€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "฿": "THB", "₫": "VND",
    "₴": "UAH", "₪": "ILS", "₱": "PHP", "₦": "NGN", "₸": "KZT", "zł": "PLN", "kč": "CZK", "kr": "kr", "rs.": "Rs", "rs": "Rs",
    "us$": "USD", "hk$": "HKD", "nt$": "TWD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD",
    "s$": "SGD", "r$": "BRL", "mx$": "MXN", "cn¥": "CNY", "jp¥": "JPY", "rmb": "CNY", "sfr.": "CHF", "sfr": "CHF", "fr.": "Fr",
    "euro": "EUR", "euros": "EUR", "eur": "EUR", "dollar": "$", "dollars": "$", "us dollars": "USD", "us dollar": "USD",
    "pounds": "£", "yuan": "CNY", "yen": "JPY", "rm": "MYR", "rp": "IDR", "rp.": "IDR", "cnh": "CNH",
    "人民币": "CNY", "人民幣": "CNY", "元人民币": "CNY", "元人民幣": "CNY", "元": "元", "圆": "元", "圓": "元", "块": "元", "块钱": "元",
    "美元": "USD", "美金": "USD", "欧元": "EUR", "歐元": "EUR", "港币": "HKD", "港元": "HKD", "港幣": "HKD", "澳门元": "MOP",
    "澳门币": "MOP", "日元": "JPY", "日币": "JPY", "日圆": "JPY", "日圓": "JPY", "円": "JPY", "英镑": "GBP", "英鎊": "GBP", "韩元": "KRW",
    "韩币": "KRW", "원": "KRW", "台币": "TWD", "新台币": "TWD", "新臺幣": "TWD", "新台幣": "TWD", "加元": "CAD", "加币": "CAD", "澳元": "AUD",
    "澳币": "AUD", "新加坡元": "SGD", "新加坡币": "SGD", "瑞士法郎": "CHF", "卢布": "RUB", "泰铢": "THB", "越南盾": "VND", "林吉特": "MYR",
}  # fmt: skip

# How many zeros each word adds.
MAGNITUDES = {
    "k": 3, "thousand": 3, "tsd": 3, "million": 6, "millions": 6, "mio": 6, "mio.": 6, "mn": 6, "mln": 6, "billion": 9,
    "billions": 9, "bn": 9, "mrd": 9, "mrd.": 9, "trillion": 12, "tn": 12,
}  # fmt: skip
# Only of money: 5 m may be a length.
MONEY_MAGNITUDES = {"m": 6, "b": 9}
HAN_MAGNITUDES = {
    "十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "万": 4, "萬": 4, "亿": 8, "億": 8,
}  # fmt: skip
HAN_DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "貳": 2, "兩": 2, "叁": 3, "參": 3, "肆": 4, "伍": 5, "陆": 6, "陸": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
COUNTERS = "人名位个個家岁歲户戶件台套次笔筆天"

# Languages that write 1.234,50; the others of the list write 1,234.50.
DECIMAL_COMMA = frozenset(
    "bg ca cs da de el es et eu fi fr gl hr hu id is it kk lt lv nb nl nn no pl pt ro ru sk sl sr sv tr uk vi".split()
)
DECIMAL_POINT = frozenset("en he hi ja ko ms th ur zh".split())
DECIMAL_POINT_LOCALES = frozenset({"de-ch", "de-li", "es-mx", "es-us", "es-pr", "it-ch"})
