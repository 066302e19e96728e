"""Legal forms come off names; what only looks like one stays."""

import pytest

from custmdm._text import clean
from custmdm.data import legal_forms_cjk, legal_forms_spaced
from custmdm.data.legal_forms import split_legal_form, strip_legal_form
from custmdm.data.legal_forms_table import CLASSES


@pytest.mark.parametrize(
    ("name", "core", "form"),
    [
        ("ACME Widgets, Inc.", "ACME Widgets", "Inc."),
        ("Böhm Logistik GmbH", "Böhm Logistik", "GmbH"),
        ("Böhm Logistik G.m.b.H.", "Böhm Logistik", "G.m.b.H."),
        ("Böhm Logistik GmbH & Co. KG", "Böhm Logistik", "GmbH & Co. KG"),
        ("Böhm Logistik GmbH + Co KG", "Böhm Logistik", "GmbH + Co KG"),
        ("Merz AG & Co. KGaA", "Merz", "AG & Co. KGaA"),
        ("Acme UG (haftungsbeschränkt) & Co. KG", "Acme", "UG (haftungsbeschränkt) & Co. KG"),
        ("Volksbank Köln eG", "Volksbank Köln", "eG"),
        ("Hilfe gGmbH", "Hilfe", "gGmbH"),
        ("Wexmere Boulangerie S.A.R.L.", "Wexmere Boulangerie", "S.A.R.L."),
        ("Wexmere S.à r.l.", "Wexmere", "S.à r.l."),
        ("Nanjing Yuntu Chemical Co., Ltd.", "Nanjing Yuntu Chemical", "Co., Ltd."),
        ("NANJING YUNTU CHEMICAL CO.,LTD", "NANJING YUNTU CHEMICAL", "CO.,LTD"),
        ("Takahashi Seisakusho K.K.", "Takahashi Seisakusho", "K.K."),
        ("Grupo Norte, S.A. de C.V.", "Grupo Norte", "S.A. de C.V."),
        ("Grupo Norte SA DE CV", "Grupo Norte", "SA DE CV"),
        ("Ørsted A/S", "Ørsted", "A/S"),
        ("Fiat S.p.A.", "Fiat", "S.p.A."),
        ("Iyer Infotech Pvt. Ltd.", "Iyer Infotech", "Pvt. Ltd."),
        ("Iyer Infotech (P) Ltd", "Iyer Infotech", "(P) Ltd"),
        ("Acme Private Limited", "Acme", "Private Limited"),
        ("Example Company Pty Ltd", "Example", "Company Pty Ltd"),
        ("Smith & Co", "Smith", "& Co"),
        ("Merck & Co., Inc.", "Merck & Co.", "Inc."),
        ("Los Sp. z o.o.", "Los", "Sp. z o.o."),
        ("Łoś spółka z o.o.", "Łoś", "spółka z o.o."),
        ("Krumlov spol. s r.o.", "Krumlov", "spol. s r.o."),
        ("Duna Kft.", "Duna", "Kft."),
        ("Duna Zrt", "Duna", "Zrt"),
        ("Acme d.o.o.", "Acme", "d.o.o."),
        ("Padaria Lda", "Padaria", "Lda"),
        ("Padaria Ltda. ME", "Padaria", "Ltda. ME"),
        ("Koç Holding A.Ş.", "Koç Holding", "A.Ş."),
        ("Acme Ltd. Şti.", "Acme", "Ltd. Şti."),
        ("PT Telkom Indonesia Tbk", "Telkom Indonesia", "PT Tbk"),
        ("Genting Berhad", "Genting", "Berhad"),
        ("Maju Sdn. Bhd.", "Maju", "Sdn. Bhd."),
        ("Gulf PJSC", "Gulf", "PJSC"),
        ("Gulf FZ-LLC", "Gulf", "FZ-LLC"),
        ("Gulf DMCC", "Gulf", "DMCC"),
        ("OOO Gazprom", "Gazprom", "OOO"),
        ("ООО «Газпром»", "Газпром", "ООО"),
        ("Газпром, ПАО", "Газпром", "ПАО"),
        ("AB Volvo", "Volvo", "AB"),
        ("Volvo AB (publ)", "Volvo", "AB (publ)"),
        ("Oy Hello World Ab", "Hello World", "Oy Ab"),
        ('SIA "Rimi Latvia"', "Rimi Latvia", "SIA"),
        ("SC Dacia SRL", "Dacia", "SC SRL"),
        ("LLC Siemens", "Siemens", "LLC"),
        ("Công ty TNHH Sữa Việt", "Sữa Việt", "Công ty TNHH"),
        ("ΔΕΗ Α.Ε.", "ΔΕΗ", "Α.Ε."),
        ('אגד בע"מ', "אגד", 'בע"מ'),
        ("شركة المثال المحدودة", "المثال", "شركة المحدودة"),
        ("Serenity Spa Ltd", "Serenity Spa", "Ltd"),
        ("Takeda Pharmaceuticals U.S.A., Inc.", "Takeda Pharmaceuticals U.S.A.", "Inc."),
        ("Nokia Oyj Helsinki", "Nokia Helsinki", "Oyj"),
        ("Wilmer & Lee, P.A.", "Wilmer & Lee", "P.A."),
        ("Bank of America, N.A.", "Bank of America", "N.A."),
        ("腾远科技有限公司", "腾远科技", "有限公司"),
        ("腾远科技有限责任公司", "腾远科技", "有限责任公司"),
        ("腾远科技股份有限公司", "腾远科技", "股份有限公司"),
        ("騰遠科技有限責任公司", "騰遠科技", "有限責任公司"),
        ("腾远科技集团有限公司", "腾远科技", "集团有限公司"),
        ("腾远科技（集团）股份有限公司", "腾远科技", "(集团)股份有限公司"),
        ("云澜电子有限公司", "云澜电子", "有限公司"),
        ("腾讯控股有限公司", "腾讯", "控股有限公司"),
        ("深圳投资中心（有限合伙）", "深圳投资中心", "(有限合伙)"),
        ("中国烟草总公司", "中国烟草", "总公司"),
        ("腾远科技 Co., Ltd.", "腾远科技", "Co., Ltd."),
        ("株式会社サンプル", "サンプル", "株式会社"),
        ("サンプル株式会社", "サンプル", "株式会社"),
        ("㈱サンプル", "サンプル", "(株)"),
        ("医療法人社団桜会", "桜会", "医療法人社団"),
        ("삼성전자주식회사", "삼성전자", "주식회사"),
        ("삼성전자(주)", "삼성전자", "(주)"),
        ("บริษัท ซีพี ออลล์ จำกัด", "ซีพี ออลล์", clean("บริษัท จำกัด")),
    ],
)
def test_a_legal_form_comes_off_and_the_core_stays_as_written(
    name: str, core: str, form: str
) -> None:
    assert split_legal_form(clean(name))[:2] == (core, form)


@pytest.mark.parametrize(
    "name",
    [
        "Limited Brands",
        "Limited",
        "The Limited",
        "Co",
        "CO.,LTD",
        "The Company Store",
        "SA Power Networks",
        "AG Barr",
        "AB Foods",
        "SAS Institute",
        "SIA Engineering",
        "Co-operative Group",
        "U.S.A.",
        "Takeda Pharmaceuticals U.S.A.",
        "Serenity Spa",
        "Serenity Spa Resort",
        "Company of Heroes",
        "Pittsburgh PA",
        "Tesla EV",
        "红星机械厂",
        "云澜商行",
        "有限公司",
        "公司",
        "云公司",
        "北京公司之家",
        "株式会社",
        "주식회사",
        "",
    ],
)
def test_a_name_without_one_stays(name: str) -> None:
    found = split_legal_form(name)
    assert (found.core, found.form, found.branch) == (name, "", "")


@pytest.mark.parametrize(
    ("name", "core", "branch"),
    [
        ("腾远科技有限公司宁波分公司", "腾远科技", "宁波分公司"),
        ("腾远科技股份有限公司北京办事处", "腾远科技", "北京办事处"),
        ("中国工商银行股份有限公司北京市分行", "中国工商银行", "北京市分行"),
        ("招商银行深圳科技园支行", "招商银行", "深圳科技园支行"),
        ("北京网讯科技有限公司第一分公司", "北京网讯科技", "第一分公司"),
        ("云澜电子有限公司(上海分公司)", "云澜电子", "上海分公司"),
        ("腾远科技宁波分公司", "腾远科技宁波分公司", ""),
        ("ソニー株式会社 東京支店", "ソニー", "東京支店"),
        ("Deutsche Bank AG, London Branch", "Deutsche Bank", "London Branch"),
        ("Deutsche Bank AG Filiale Köln", "Deutsche Bank", "Filiale Köln"),
        ("Olive Branch", "Olive Branch", ""),
    ],
)
def test_a_branch_stays_in_the_name(name: str, core: str, branch: str) -> None:
    found = split_legal_form(name)
    assert (found.core, found.branch) == (core, branch)
    assert not branch or strip_legal_form(name) != strip_legal_form(core)


@pytest.mark.parametrize(
    ("name", "stripped"),
    [
        ("Böhm & Co. KG", "bohm"),
        ("The Acme Company", "acme"),
        ("腾讯控股有限公司", "腾讯控股"),
        ("騰遠科技有限公司", "腾远科技"),
        ("limited", "limited"),
        ("", ""),
    ],
)
def test_for_comparing_a_name_is_folded(name: str, stripped: str) -> None:
    assert strip_legal_form(name) == stripped


def test_every_form_has_a_class_that_is_documented() -> None:
    classes = {form.form_class for form in legal_forms_spaced._table().forms.values()}
    classes |= {form_class for _, form_class in legal_forms_cjk._behind().values()}
    assert classes == set(CLASSES)
