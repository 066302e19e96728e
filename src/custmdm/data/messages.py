"""What each code says, in English and Chinese."""

from collections.abc import Mapping

__all__ = ["MESSAGES", "message"]

MESSAGES: dict[str, dict[str, str]] = {
    "value.placeholder": {"en": "was only typed to fill the field", "zh": "是占位内容"},
    "value.wrong_type": {
        "en": "holds a value of type {type}, text was expected",
        "zh": "的值类型为 {type}，应为文本",
    },
    "value.too_long": {"en": "is too long to be a customer value", "zh": "内容过长"},
    "value.masked": {"en": "was made unreadable in part", "zh": "内容已脱敏"},
    "value.not_allowed": {"en": "is none of the allowed values", "zh": "不在允许的取值范围内"},
    "value.rejected": {"en": "has no standard form", "zh": "无法标准化"},
    "value.shared": {
        "en": "is shared by {count} customers and says little of who it is",
        "zh": "被 {count} 个客户共用，难以据此识别客户",
    },
    "text.no_characters": {"en": "holds no letters or digits", "zh": "不含任何文字或数字"},
    "identifier.no_characters": {"en": "holds no letters or digits", "zh": "不含任何字母或数字"},
    "identifier.all_zero": {"en": "is all zeros", "zh": "全部为零"},
    "identifier.exponent": {
        "en": "was rounded by a spreadsheet; its digits are lost",
        "zh": "被电子表格改为科学计数，位数已丢失",
    },
    "identifier.several": {"en": "holds more than one id", "zh": "包含多个编号"},
    "number.not_a_number": {"en": "is not a number", "zh": "不是数字"},
    "phone.not_a_number": {"en": "is not a phone number", "zh": "不是电话号码"},
    "phone.too_short": {"en": "has too few digits for a phone number", "zh": "电话号码位数不足"},
    "phone.too_long": {"en": "has too many digits for a phone number", "zh": "电话号码位数过多"},
    "phone.no_country": {
        "en": "has no country code and no country is given",
        "zh": "没有国家代码，也未指定国家",
    },
    "phone.no_area_code": {"en": "lacks the area code", "zh": "缺少区号"},
    "phone.letters": {"en": "holds letters among the digits", "zh": "数字中夹有字母"},
    "phone.exponent": {
        "en": "was rounded by a spreadsheet; its digits are lost",
        "zh": "被电子表格改为科学计数，位数已丢失",
    },
    "phone.not_assigned": {
        "en": "has the right length but its number range is not in use",
        "zh": "长度正确，但号段未启用",
    },
    "phone.several": {"en": "holds more than one number", "zh": "包含多个号码"},
    "phone.placeholder": {"en": "is a made-up number", "zh": "是虚构号码"},
    "email.no_at": {"en": "has no @", "zh": "缺少 @"},
    "email.syntax": {"en": "is not a valid email address", "zh": "不是有效的电子邮箱"},
    "email.several": {"en": "holds more than one address", "zh": "包含多个邮箱"},
    "email.placeholder": {"en": "is a made-up address", "zh": "是虚构邮箱"},
    "date.not_a_date": {"en": "is not a date", "zh": "不是日期"},
    "date.impossible": {"en": "is a date that does not exist", "zh": "日期不存在"},
    "date.ambiguous_order": {
        "en": "may be day/month or month/day; give date_order",
        "zh": "日月顺序不明，请指定 date_order",
    },
    "date.sentinel": {"en": "is a date that systems fill in", "zh": "是系统填充的日期"},
    "date.no_year": {"en": "has no year", "zh": "缺少年份"},
    "date.two_digit_year": {
        "en": "has a year of two digits; its century is assumed",
        "zh": "年份只有两位，世纪为推定",
    },
    "date.unlikely_year": {"en": "has an unlikely year", "zh": "年份不合常理"},
    "date.after": {"en": "lies too late", "zh": "日期过晚"},
    "birth_date.too_old": {"en": "lies before 1880", "zh": "早于 1880 年"},
    "name.no_letters": {"en": "holds no letters", "zh": "不含文字"},
    "name.digits": {"en": "holds digits", "zh": "含有数字"},
    "name.not_split": {
        "en": "cannot be taken apart into given and family name",
        "zh": "无法拆分姓和名",
    },
    "postcode.shape": {"en": "does not look like a postcode there", "zh": "邮政编码格式不符"},
    "postcode.zeros_added": {
        "en": "had lost its leading zeros",
        "zh": "丢失了前导零，已补齐",
    },
    "country.unknown": {"en": "is no known country", "zh": "不是已知国家"},
    "country.ambiguous": {"en": "fits several countries", "zh": "对应多个国家"},
    "gender.unknown": {"en": "is no known gender", "zh": "不是已知性别"},
    "gender.not_stated": {"en": "is not stated", "zh": "未说明"},
    "national_id.check_digit": {"en": "has a wrong check digit", "zh": "校验码错误"},
    "national_id.birth_date": {
        "en": "encodes an impossible birth date",
        "zh": "所含出生日期不存在",
    },
    "national_id.birth_date_differs": {
        "en": "encodes another birth date than {other} holds",
        "zh": "所含出生日期与 {other} 不一致",
    },
    "national_id.gender_differs": {
        "en": "encodes another gender than {other} holds",
        "zh": "所含性别与 {other} 不一致",
    },
    "national_id.region_differs": {
        "en": "was given out in another province than {other} lies in",
        "zh": "发证省份与 {other} 不一致",
    },
    "organization_id.region_differs": {
        "en": "was given out in another province than {other} lies in",
        "zh": "登记省份与 {other} 不一致",
    },
    "organization_id.sort_differs": {
        "en": "is of another sort of organization than {other} names",
        "zh": "机构类别与 {other} 不一致",
    },
    "phone.country_differs": {
        "en": "has the country code of another country than {other}",
        "zh": "国际区号与 {other} 不一致",
    },
    "organization_id.check_digit": {"en": "has a wrong check character", "zh": "校验码错误"},
    "website.not_a_url": {"en": "is not a web address", "zh": "不是网址"},
    "updated_at.not_a_time": {"en": "is not a date or time", "zh": "不是日期或时间"},
    "key.missing": {"en": "holds no key; the row was left out", "zh": "缺少主键，该行已略过"},
    "encoding.suspect": {
        "en": "looks decoded with the wrong encoding",
        "zh": "疑似编码错误（乱码）",
    },
    "block.too_large": {
        "en": "{count} values are shared by more than {limit} records each and were not used "
        "to find pairs",
        "zh": "有 {count} 个值各被超过 {limit} 条记录共用，未用于查找候选对",
    },
}


def message(code: str, params: Mapping[str, object], locale: str) -> str:
    """Return what a code says, in English or Chinese ("zh"); a code of a user's is its own text."""
    language = "zh" if locale.lower().startswith("zh") else "en"
    return MESSAGES.get(code, {}).get(language, code).format_map(params)
