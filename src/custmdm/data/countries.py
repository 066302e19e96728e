"""Names of countries as people write them, beside those of ISO 3166."""

# Names that fit several countries: reported, never guessed.
AMBIGUOUS = frozenset({"korea", "congo"})

ALIASES = {
    # English
    "usa": "US", "u.s.a.": "US", "u s": "US", "america": "US", "united states of america": "US",
    "uk": "GB", "u.k.": "GB", "great britain": "GB", "britain": "GB", "england": "GB",
    "scotland": "GB", "wales": "GB", "northern ireland": "GB",
    "prc": "CN", "p.r.c.": "CN", "p.r. china": "CN", "pr china": "CN", "mainland china": "CN",
    "people's republic of china": "CN", "china (mainland)": "CN", "chn": "CN",
    "hong kong sar": "HK", "hongkong": "HK", "macau": "MO", "macao sar": "MO", "taiwan": "TW",
    "russia": "RU", "turkey": "TR", "turkiye": "TR", "south korea": "KR", "republic of korea": "KR",
    "north korea": "KP", "vietnam": "VN", "viet nam": "VN", "laos": "LA", "syria": "SY",
    "iran": "IR", "bolivia": "BO", "venezuela": "VE", "tanzania": "TZ", "moldova": "MD",
    "czech republic": "CZ", "holland": "NL", "the netherlands": "NL", "uae": "AE", "u.a.e.": "AE",
    "emirates": "AE", "ivory coast": "CI", "cape verde": "CV", "swaziland": "SZ", "burma": "MM",
    "macedonia": "MK", "brunei": "BN", "palestine": "PS", "vatican": "VA", "deutschland": "DE",
    "germany (brd)": "DE", "osterreich": "AT", "schweiz": "CH", "espana": "ES", "italia": "IT",
    "nippon": "JP", "brasil": "BR", "east timor": "TL", "dr congo": "CD", "drc": "CD",
    "democratic republic of the congo": "CD", "republic of the congo": "CG",
    # Chinese
    "中国": "CN", "中國": "CN", "中华人民共和国": "CN", "中國大陸": "CN", "中国大陆": "CN", "大陆": "CN",
    "香港": "HK", "中国香港": "HK", "澳门": "MO", "澳門": "MO", "中国澳门": "MO", "台湾": "TW",
    "臺灣": "TW", "台灣": "TW", "中国台湾": "TW", "美国": "US", "美國": "US", "英国": "GB", "英國": "GB",
    "德国": "DE", "德國": "DE", "法国": "FR", "法國": "FR", "日本": "JP", "韩国": "KR", "韓國": "KR",
    "南韩": "KR", "朝鲜": "KP", "新加坡": "SG", "马来西亚": "MY", "泰国": "TH", "越南": "VN", "印度": "IN",
    "印度尼西亚": "ID", "印尼": "ID", "菲律宾": "PH", "澳大利亚": "AU", "澳洲": "AU", "新西兰": "NZ",
    "加拿大": "CA", "墨西哥": "MX", "巴西": "BR", "阿根廷": "AR", "智利": "CL", "俄罗斯": "RU", "俄国": "RU",
    "意大利": "IT", "西班牙": "ES", "葡萄牙": "PT", "荷兰": "NL", "比利时": "BE", "卢森堡": "LU", "瑞士": "CH",
    "瑞典": "SE", "挪威": "NO", "丹麦": "DK", "芬兰": "FI", "冰岛": "IS", "爱尔兰": "IE", "奥地利": "AT",
    "波兰": "PL", "捷克": "CZ", "匈牙利": "HU", "希腊": "GR", "土耳其": "TR", "乌克兰": "UA", "以色列": "IL",
    "阿联酋": "AE", "沙特": "SA", "沙特阿拉伯": "SA", "卡塔尔": "QA", "伊朗": "IR", "伊拉克": "IQ", "埃及": "EG",
    "南非": "ZA", "尼日利亚": "NG", "肯尼亚": "KE", "巴基斯坦": "PK", "孟加拉国": "BD", "哈萨克斯坦": "KZ",
    "蒙古": "MN", "缅甸": "MM", "柬埔寨": "KH", "老挝": "LA", "斯里兰卡": "LK", "尼泊尔": "NP",
}  # fmt: skip
