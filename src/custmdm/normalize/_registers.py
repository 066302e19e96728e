"""Registers of the world whose numbers check themselves, by python-stdnum."""

import importlib
from functools import cache
from typing import Any

from custmdm.normalize._person_checks import CHECKS

# By country: what a number is called, and the module that knows it. Modules that ask the clock, or
# read signs that a compact number has lost, are left out.
_PERSONS = """
AR dni=ar.dni | AT social_security_number=at.vnr | AU tax_file_number=au.tfn | BG egn=bg.egn
BR cpf=br.cpf | CA sin=ca.sin | CH social_security_number=ch.ssn | CL rut=cl.rut
CZ birth_number=cz.rc | DE tax_id=de.idnr | EE ik=ee.ik | ES dni=es.dni nie=es.nie
FR nir=fr.nir tax_id=fr.nif | GR amka=gr.amka | HR oib=hr.oib | ID nik=id.nik | IE pps=ie.pps
IL idnr=il.idnr | IN aadhaar=in_.aadhaar pan=in_.pan voter_id=in_.epic
IT codice_fiscale=it.codicefiscale | JP my_number=jp.in_ | LT asmens_kodas=lt.asmens
MX curp=mx.curp rfc=mx.rfc | MY nric=my.nric | NL bsn=nl.bsn | NZ ird=nz.ird | PE cui=pe.cui
PK cnic=pk.cnic | PL pesel=pl.pesel | PT nif=pt.nif cc=pt.cc | RO cnp=ro.cnp | RU inn=ru.inn
SI emso=si.emso | SK birth_number=sk.rc | TH pin=th.pin | TR tckimlik=tr.tckimlik
UA rntrc=ua.rntrc | US ssn=us.ssn itin=us.itin
"""
_ORGANIZATIONS = """
AR cuit=ar.cuit | AT vat=at.uid | AU abn=au.abn acn=au.acn | BE vat=be.vat | BG vat=bg.vat
BR cnpj=br.cnpj | CA business_number=ca.bn | CH uid=ch.uid vat=ch.vat | CL rut=cl.rut
CO nit=co.nit | CY vat=cy.vat | CZ vat=cz.dic | DE vat=de.vat | DK vat=dk.cvr
EE register_code=ee.registrikood vat=ee.kmkr | ES vat=es.nif | FI vat=fi.alv
FR siren=fr.siren siret=fr.siret vat=fr.tva | GB vat=gb.vat utr=gb.utr | GR vat=gr.vat
HR vat=hr.oib | HU vat=hu.anum | ID npwp=id.npwp | IE vat=ie.vat | IL hp=il.hp
IN gstin=in_.gstin pan=in_.pan | IT vat=it.iva | JP corporate_number=jp.cn
KR business_number=kr.brn | LT vat=lt.pvm | LU vat=lu.tva | LV vat=lv.pvn | MT vat=mt.vat
MX rfc=mx.rfc | NL vat=nl.btw | NO organization_number=no.orgnr vat=no.mva
NZ nzbn=ean ird=nz.ird | PE ruc=pe.ruc | PL nip=pl.nip regon=pl.regon | PT vat=pt.nif
RO vat=ro.cf | RU inn=ru.inn ogrn=ru.ogrn | SE organization_number=se.orgnr vat=se.vat
SG uen=sg.uen | SI vat=si.ddv | SK vat=sk.dph | TH tin=th.tin | TR vkn=tr.vkn | TW ubn=tw.ubn
UA edrpou=ua.edrpou | US ein=us.ein | VN mst=vn.mst | ZA tin=za.tin
"""
# What stdnum raises for a number that has the shape and is wrong, and how we call it.
_WRONG = {"InvalidChecksum": "check_digit", "InvalidComponent": "part"}


def read_person(value: str, country: str) -> tuple[str, str] | None:
    """Return which number of a person it is and what is wrong with it; None if of no shape.

    >>> read_person("536904399", "US"), read_person("11144477736", "BR"), read_person("1", "US")
    (('ssn', ''), ('cpf', 'check_digit'), None)
    """
    own = CHECKS.get(country)
    if own is None:
        return _read(value, _table(_PERSONS).get(country, ()))
    name, check = own
    right = check(value)
    return None if right is None else (name, "" if right else "check_digit")


def read_organization(value: str, country: str) -> tuple[str, str] | None:
    """Return which number of an organization it is and what is wrong with it.

    >>> read_organization("51824753556", "AU"), read_organization("552100554", "FR")
    (('abn', ''), ('siren', ''))
    """
    return _read(value, _table(_ORGANIZATIONS).get(country, ()))


def knows_persons_of(country: str) -> bool:
    """Say whether the numbers of persons of a country can be told from others."""
    return country in CHECKS or country in _table(_PERSONS)


def is_valid(value: str, module: str) -> bool:
    """Say whether a number is right for a module of stdnum.

    >>> is_valid("DE89370400440532013000", "iban"), is_valid("DE89370400440532013001", "iban")
    (True, False)
    """
    return _problem(value, module) is None


def _read(value: str, numbers: tuple[tuple[str, str], ...]) -> tuple[str, str] | None:
    wrong = None
    for name, module in numbers:
        problem = _problem(value, module)
        if problem is None:
            return name, ""
        if wrong is None and problem in _WRONG:
            wrong = name, _WRONG[problem]
    return wrong


def _problem(value: str, module: str) -> str | None:
    """Return the name of what is wrong with a number, or None."""
    if not value.isascii():
        return "InvalidFormat"
    try:
        _module(module).validate(value)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        # Some modules stumble over what they do not expect.
        return type(error).__name__
    return None


@cache
def _module(name: str) -> Any:
    return importlib.import_module(f"stdnum.{name}")


@cache
def _table(text: str) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in text.replace("\n", "|").split("|"):
        country, *numbers = row.split() or [""]
        pairs = (number.partition("=") for number in numbers)
        found[country] = tuple((name, module) for name, _, module in pairs)
    found.pop("", None)
    return found
