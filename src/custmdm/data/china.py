"""The province-level divisions of China, and what a city in a name or an address looks like."""

# Each with the word that its full name ends with; traditional characters too.
MUNICIPALITIES = "北京 天津 上海 重庆 重慶".split()
PROVINCES = {
    "省": "河北 山西 辽宁 遼寧 吉林 黑龙江 黑龍江 江苏 江蘇 浙江 安徽 福建 江西 山东 山東 河南 湖北 湖南 广东 廣東 "
    "海南 四川 贵州 貴州 云南 雲南 陕西 陝西 甘肃 甘肅 青海 台湾 台灣 臺灣".split(),
    "自治区": "内蒙古 內蒙古 西藏 广西 廣西 宁夏 寧夏 新疆".split(),
    "壮族自治区": ["广西"],
    "回族自治区": ["宁夏"],
    "维吾尔自治区": ["新疆"],
    "特别行政区": "香港 澳门".split(),
}
# The cities whose names have more than three characters.
_LONG_CITIES = (
    "呼和浩特|乌鲁木齐|齐齐哈尔|鄂尔多斯|克拉玛依|乌兰察布|巴彦淖尔|锡林浩特|乌兰浩特|二连浩特|霍林郭勒|"
    "五大连池|图木舒克|可克达拉|阿拉山口|额尔古纳"
)
HAN = "[\u4e00-\u9fff]"
# What ends in 市 or begins with it and is no city: a market, a supermarket, a "big city".
_NO_CITY = rf"(?!{HAN}{{1,2}}[超夜菜早闹集门股]市)(?!{HAN}{{2}}[城都]市|[新大][城都]市)"
# Real cities that look like those.
_CITY_ALL_THE_SAME = "厦门|荆门|江门|天门|海门|玉门|辛集"
CITY = rf"(?:(?:{_LONG_CITIES}|{_CITY_ALL_THE_SAME})|{_NO_CITY}{HAN}{{2,3}}?)市(?![场部区级郊]|[东南西北中]区)"
