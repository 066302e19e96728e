"""Legal forms come off folded names; what only looks like one stays."""

import pytest

from custmdm._text import fold
from custmdm.data.legal_forms import split_legal_form, strip_legal_form


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("ACME Widgets, Inc.", "acme widgets"),
        ("Böhm Logistik GmbH", "bohm logistik"),
        ("Böhm Logistik G.m.b.H.", "bohm logistik"),
        ("Böhm Logistik GmbH & Co. KG", "bohm logistik"),
        ("Böhm Logistik G.m.b.H. & Co. KG", "bohm logistik"),
        ("Wexmere Boulangerie S.A.R.L.", "wexmere boulangerie"),
        ("Nanjing Yuntu Chemical Co., Ltd.", "nanjing yuntu chemical"),
        ("Takahashi Seisakusho K.K.", "takahashi seisakusho"),
        ("Grupo Norte, S.A. de C.V.", "grupo norte"),
        ("Ørsted A/S", "orsted"),
        ("Iyer Infotech Pvt. Ltd.", "iyer infotech"),
        ("Acme Private Limited", "acme"),
        ("Smith & Co", "smith"),
        ("smith and co", "smith"),
        ("Los Sp. z o.o.", "los"),
        ("腾远科技有限公司", "腾远科技"),
        ("腾远科技有限责任公司", "腾远科技"),
        ("腾远科技股份有限公司", "腾远科技"),
        ("腾远科技集团有限公司", "腾远科技"),
        ("腾远科技（集团）有限公司", "腾远科技"),
        ("腾远科技集团", "腾远科技"),
        ("深圳投资中心（有限合伙）", "深圳投资中心"),
        ("腾远科技 Co., Ltd.", "腾远科技"),
        ("株式会社サンプル", "サンプル"),
        ("サンプル株式会社", "サンプル"),
    ],
)
def test_a_legal_form_comes_off(name: str, core: str) -> None:
    assert strip_legal_form(fold(name)) == core


@pytest.mark.parametrize(
    "name",
    [
        "limited brands",
        "limited",
        "the limited",
        "co",
        "u s a",
        "takeda pharmaceuticals u s a",
        "serenity spa resort",
        "company of heroes",
        "红星机械厂",
        "云澜商行",
        "有限公司",
        "公司",
        "云公司",
        "北京公司之家",
        "",
    ],
)
def test_a_name_without_one_stays(name: str) -> None:
    assert strip_legal_form(name) == name


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("takeda pharmaceuticals u s a inc", "takeda pharmaceuticals u s a"),
        ("serenity spa ltd", "serenity spa"),
        ("serenity s p a", "serenity"),
        ("阿里巴巴控股有限公司", "阿里巴巴控股"),
    ],
)
def test_no_more_than_the_form_comes_off(name: str, core: str) -> None:
    assert strip_legal_form(name) == core


@pytest.mark.parametrize(
    ("name", "core", "branch"),
    [
        ("腾远科技有限公司宁波分公司", "腾远科技", "宁波分公司"),
        ("腾远科技股份有限公司北京办事处", "腾远科技", "北京办事处"),
        ("中国工商银行股份有限公司北京市分行", "中国工商银行", "北京市分行"),
        ("腾远科技宁波分公司", "腾远科技宁波分公司", ""),
    ],
)
def test_a_branch_stays_in_the_name(name: str, core: str, branch: str) -> None:
    found = split_legal_form(name)
    assert (found.core, found.branch) == (core, branch)
    assert strip_legal_form(name) == core + branch != strip_legal_form("腾远科技有限公司")
