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
    "identifier.check_digit": {"en": "has a wrong check digit", "zh": "校验码错误"},
    "identifier.several": {"en": "holds more than one id", "zh": "包含多个编号"},
    "number.not_a_number": {"en": "is not a number", "zh": "不是数字"},
    "number.ambiguous_separator": {
        "en": "may be thousands or decimals; give the locale",
        "zh": "分隔符可能是千分位或小数点，请指定 locale",
    },
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
    "phone.words": {
        "en": "stands among words that are no label: check whose number it is",
        "zh": "号码旁另有文字，请核对归属",
    },
    "phone.emergency": {"en": "is an emergency number", "zh": "是紧急电话"},
    "phone.several": {"en": "holds more than one number", "zh": "包含多个号码"},
    "phone.placeholder": {"en": "is a made-up number", "zh": "是虚构号码"},
    "email.no_at": {"en": "has no @", "zh": "缺少 @"},
    "email.syntax": {"en": "is not a valid email address", "zh": "不是有效的电子邮箱"},
    "email.repaired": {
        "en": "was put right: check that it is what was meant",
        "zh": "已修正，请核对是否符合原意",
    },
    "email.domain_typo": {"en": "has a domain that looks mistyped", "zh": "邮箱域名疑似有误"},
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
    "name.several": {"en": "names more than one person", "zh": "包含多个人名"},
    "name.organization": {"en": "is the name of an organization", "zh": "是单位名称"},
    "name.number_removed": {
        "en": "stood beside a telephone number, which was left out",
        "zh": "姓名旁的号码已去除",
    },
    "name.family_unknown": {
        "en": "begins with no known family name",
        "zh": "姓氏不常见，拆分存疑",
    },
    "postal_address.ambiguous": {
        "en": "names a place of which there are several",
        "zh": "地名不唯一",
    },
    "postal_address.divisions_disagree": {
        "en": "names a city or county that lies elsewhere",
        "zh": "省、市、县互相矛盾",
    },
    "place.retired": {"en": "is a division that is no more", "zh": "是已撤销的行政区划"},
    "postal_address.retired": {
        "en": "names a division that is no more",
        "zh": "使用了已撤销的行政区划",
    },
    "postal_address.place_in_name": {
        "en": "names its place only in the name of an institution",
        "zh": "地名仅出现在机构名称中",
    },
    "postal_address.text_before": {"en": "has text before the address", "zh": "地址前有其他文字"},
    "postal_address.other_text": {
        "en": "holds a name or number besides the address",
        "zh": "除地址外还含有姓名或号码",
    },
    "postal_address.postcode_region": {
        "en": "has a postcode of another state",
        "zh": "邮政编码与州（省）不符",
    },
    "postcode.format": {"en": "does not look like a postcode there", "zh": "邮政编码格式不符"},
    "postcode.zeros_added": {
        "en": "had lost its leading zeros",
        "zh": "丢失了前导零，已补齐",
    },
    "country.unknown": {"en": "is no known country", "zh": "不是已知国家"},
    "country.ambiguous": {"en": "fits several countries", "zh": "对应多个国家"},
    "country.no_code": {"en": "has no country code of its own", "zh": "没有单独的国家代码"},
    "country.retired": {"en": "is a country that is no more", "zh": "是已不存在的国家"},
    "currency.unknown": {"en": "is no known currency", "zh": "不是已知货币"},
    "currency.ambiguous": {
        "en": "is a sign of several currencies; give the country",
        "zh": "对应多种货币，请指定国家",
    },
    "currency.retired": {"en": "is a currency that is no more", "zh": "是已停用的货币"},
    "gender.unknown": {"en": "is no known gender", "zh": "不是已知性别"},
    "gender.not_stated": {"en": "is not stated", "zh": "未说明"},
    "national_id.part": {"en": "holds a part that no such number has", "zh": "含有不存在的号段"},
    "national_id.shape": {
        "en": "does not look like an identity number of that country",
        "zh": "不符合该国身份证件号码格式",
    },
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
    "phone.area_differs": {
        "en": "has the area code of another city than {other}",
        "zh": "区号与 {other} 的城市不一致",
    },
    "phone.country_differs": {
        "en": "has the country code of another country than {other}",
        "zh": "国际区号与 {other} 不一致",
    },
    "organization_id.part": {
        "en": "holds a part that no such number has",
        "zh": "含有不存在的号段",
    },
    "organization_id.shape": {
        "en": "does not look like a register number of that country",
        "zh": "不符合该国组织登记号码格式",
    },
    "organization_id.check_digit": {"en": "has a wrong check character", "zh": "校验码错误"},
    "website.not_a_url": {"en": "is not a web address", "zh": "不是网址"},
    "website.several": {"en": "holds more than one web address", "zh": "包含多个网址"},
    "website.credentials": {"en": "held a user name or password", "zh": "含有用户名或密码"},
    "account.no_id": {"en": "holds no id", "zh": "缺少账号"},
    "account.no_service": {
        "en": "does not say the service that it is of",
        "zh": "未注明所属服务",
    },
    "account.several": {"en": "holds more than one account", "zh": "包含多个账号"},
    "updated_at.not_a_time": {"en": "is not a date or time", "zh": "不是日期或时间"},
    "key.missing": {"en": "holds no key; the row was left out", "zh": "缺少主键，该行已略过"},
    "encoding.suspect": {
        "en": "looks decoded with the wrong encoding",
        "zh": "疑似编码错误（乱码）",
    },
    "block.split": {
        "en": "{count} values are shared by more than {limit} records each; these were compared "
        "only where they agree on another field too",
        "zh": "有 {count} 个值各被超过 {limit} 条记录共用，仅在另一字段也一致时才比较这些记录",
    },
    "block.too_large": {
        "en": "{count} values, alone or with another field, are shared by more than {limit} records "
        "each and were not used to find pairs",
        "zh": "有 {count} 个值（单独或与另一字段合用）各被超过 {limit} 条记录共用，未用于查找候选对",
    },
    "constraint.not_applied": {
        "en": "the one on {left} and {right} was not applied: these are not two records of one "
        "type here",
        "zh": "关于 {left} 与 {right} 的约束未生效：此处不存在同一类型的这两条记录",
    },
    "result.uncertain": {
        "en": "the matches are too uncertain to be used as they are: an F1 of {expected_f1} is "
        "expected; add fields that tell who somebody is, or labels",
        "zh": "匹配结果过于不确定，不宜直接使用：预期 F1 仅为 {expected_f1}；请增加可识别客户的字段或提供标注",
    },
}


def message(code: str, params: Mapping[str, object], locale: str) -> str:
    """Return what a code says, in English or Chinese ("zh"); a code of a user's is its own text."""
    language = "zh" if locale.lower().startswith("zh") else "en"
    return MESSAGES.get(code, {}).get(language, code).format_map(params)
