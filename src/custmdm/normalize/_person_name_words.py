"""The words around names in Latin, Greek, Cyrillic and other letters, of our own making.

Each is looked up as `word_key` gives it: lower case, without points and accents.
"""

from custmdm._text import fold


def word_key(word: str) -> str:
    """Return a word as the tables have it: M.D. and md are one."""
    return fold(word).replace(" ", "")


def _keys(text: str) -> frozenset[str]:
    return frozenset(map(word_key, text.split()))


# Before a name. Words that are as often given names (Earl, Dean, Justice) are not here.
_SALUTATIONS = """
    mr mister mrs missus ms miss mx messrs sir dame lady lord madam madame mme mlle mademoiselle
    monsieur herr hr frau fräulein fr fru frk fröken herra rouva neiti señor señora señorita
    senor sr sra srta doña signor signore signora signorina sig senhor senhora dhr mevr mevrouw
    mw meneer mijnheer jonkheer jhr pani panna paní gospodin gospođa gospodična gospa gospod
    domnul doamna dl dna shri shree smt shrimati kumari thiru tmt datuk dato tuan puan encik
    owura khun господин госпожа пан пані г-н г-жа κύριος κυρία κος κα السيد السيدة श्री श्रीमती
    """
_PROFESSIONS = """
    dr dra doctor doktor prof profa professor professeur med mudr mvdr judr phdr rndr paeddr thdr
    mgr ing bc mag dipl dipling diplkfm drs ir ra dott dottssa avv arch geom engr eng atty
    attorney adv advocate barrister lic lcdo nurse coach maestro проф д-р доктор профессор акад
    инж д-ръ
    """
_CHURCH = """
    rev revd reverend hon honorable honourable pastor father fr mother sister sr brother br friar
    deacon rabbi canon vicar monsignor uncle aunt auntie msgr pope cardinal archbishop bishop
    imam sheikh shaikh shaykh sheik mullah ayatollah maulana mawlana maulvi haji hajji hajj swami
    guru lama acharya pandit pt ven venerable saint st
    """
_RANKS = """
    gen general col colonel maj major capt captain cpt lt lieutenant ltcol ltgen majgen sgt
    sergeant cpl corporal pvt pfc adm admiral radm vadm cmdr cdr commander lcdr brig brigadier
    ens ensign cwo wo msgt ssgt tsgt sfc csm spc 1stlt 2ndlt
    """
_OFFICES = """
    president pres vice chairman chairwoman chairperson secretary minister premier chancellor
    ambassador amb governor gov mayor senator sen representative rep congressman congresswoman
    councillor councilor councilman councilwoman cllr alderman ald judge magistrate sheriff
    deputy chief officer detective det inspector insp superintendent supt commissioner director
    king queen prince princess duchess count countess baron baroness viscount viscountess
    marquess marchioness emperor empress tsar czar sultan emir maharaja maharani freiherr
    freifrau graf gräfin fürst fürstin greve grevinna ritter majesty highness excellency eminence
    holiness
    """
SALUTATIONS = _keys(_SALUTATIONS)
TITLES = SALUTATIONS | _keys(_PROFESSIONS + _CHURCH + _RANKS + _OFFICES)
TITLE_JOINERS = frozenset("of the".split())
# Only before another title.
TITLE_OPENERS = _keys(
    "the right rt very most his her your their royal serene associate vice asst assistant"
)
# A single name behind them is a given name.
GIVEN_NAME_TITLES = _keys(
    """
    sir dame prince princess king queen pope sister brother father mother emperor empress tsar czar
    sultan sheikh shaikh shaykh sheik swami guru lama saint uncle aunt auntie
    """
)
# Names too: titles only with a point.
POINTED_TITLES = _keys("gen sen ing sig mag bc det lic amb fr br pt dl dna")
# Given names as they were once abbreviated: no titles.
ABBREVIATED_GIVEN = _keys(
    "Wm Chas Geo Thos Jas Jos Robt Saml Danl Edw Benj Jno Richd Alex Fred Ed Hy Theo"
)

GENERATIONS = _keys(
    """
    jr sr jnr snr junior senior jun ii iii iv vi vii viii ix 2nd 3rd 4th 5th esq esquire mlađi
    stariji mladší starší ml fils père hijo младший старший мл sénior júnior सीनियर जूनियर
    """
) - {"st"}
# One letter: only behind two names, the last of them no initial.
NUMERALS = frozenset("i v x 2 3 4".split())
# Nobody is called so, in whatever letters they come.
CREDENTIALS = _keys(
    """
    phd dphil edd psyd dba dsc scd drph thd dmin md mbbs mbchb dds dmd dvm vmd od dc dpm pharmd
    rph dnp rn lpn lvn fnp fnp-c fnpbc crna cnm bsn msn aprn arnp pac pa-c cpa cfa cisa cissp pmp
    cphr mba emba mph mpa mfa msw lcsw lmft lpc lmhc ncc jd llb llm lld bsc msc mphil meng beng
    btech mtech bcom mcom bba fca acca cfp clu chfc lutc cpcu ccim gri crs mpp mep qc kbe obe mbe
    cbe gbe dbe kcb kcmg cmg gcb gcmg dso dfc dsm frs frcp frcs mrcp mrcs frcpc facs facp facc
    faan fache frse rics frics mrics ceng mrcvs usaf usn usmc uscg ret retd csc drsc knt kt bart
    ofm osb osfs csp cssr sdb psm ch ing.dis realtor attorney dclinpsy mscs mdiv mlis mls msed
    med bed ccna mcse fccp facep facog facr faap faia aia asla leedap ot/l otr otr/l ccc-slp slp
    lac dipac ms-ccc dach dabr cna emt emtp
    """
)  # fmt: skip
# Names too: credentials only in capitals or with points.
DOUBTFUL_CREDENTIALS = _keys(
    """
    ma ba bs ms do pe ra ca pa mc ed ab am as be bt jp sc cm pt ot pc sj op me vd vc gc np aa mp
    sra dm arm rai ing cma cia aca kc mla med msc pls dd oc mm th
    """
)
CREDENTIAL_WORDS = CREDENTIALS | GENERATIONS

# They begin a family name. The first are never given names.
NEVER_GIVEN = _keys(
    """
    de der den des del dell' dello degli dei dos das do du d' zu zum zur auf af av ibn 't vd vander
    vanden dalla dalle ó ní nic uí ua bint bte bani
    """
)
PARTICLES = NEVER_GIVEN | _keys(
    """
    van von della delle di da dal la le les el al ter ten ben bin bar mac mc st san santa abu aben
    los las vom pour
    """
)
CONNECTIVES = _keys("and und et y e i og och en of и і та") | {"&", "+"}
# Those that may join two persons.
LONG_CONNECTIVES = CONNECTIVES - frozenset("yei") - {"of"}

BOUND_GIVEN = _keys("abdul abdel abdal abd abdur abdus abdu abou abu umm عبد أبو")
# Given names of two words, each of which stands for nobody alone.
DOUBLE_GIVEN = frozenset(
    (first, second)
    for first in "mary jo betty peggy billy bobbie bobby jim".split()
    for second in "jo beth lou kay ellen anne sue bob".split()
    if (first, second) != ("mary", "anne")
)

MAIDEN = _keys("née nee né geb geborene nata nato rozená urozená rozenou født født roz dzd")
SHORT_MAIDEN = frozenset({("z", "domu"), ("z", "d"), ("de", "soltera"), ("maiden", "name")})

# Given names of women that next to nobody has as a family name.
GIVEN_ONLY = _keys(
    """
    abigail adriana agnieszka aileen alejandra alessandra alexandra alicia amanda amelia andrea
    angela angelina anita anna annette annie antonia audrey barbara beatrice beatriz bernadette
    bethany bonnie brenda bridget brittany candice carla carolina caroline carolyn caterina
    catherine charlotte cheryl christina christine cindy claudia colleen connie crystal cynthia
    daniela danielle deborah debbie debra denise diana diane donna doris dorothy eileen elaine
    eleanor elisabeth elizabeth emily erica erika esther ethel eugenia eva evelyn felicia fiona
    francesca gabriela gabriella geraldine gertrude giovanna gloria graciela gwendolyn heather
    heidi helen helena ilona ingrid irene isabel isabella isabelle jacqueline janet janice
    jeanette jennifer jenny jessica joanna joanne johanna josephine juanita judith judy julia
    juliana julie justyna karen karin katarzyna katherine kathleen kathryn kathy katie kimberly
    krista kristen kristin kristina kristine laura lauren lillian linda lisa lorena loretta
    lorraine louisa louise lucille luisa lydia lynette madeleine magdalena malgorzata marcia
    margaret margarita marianne marilyn marjorie martha matilda maureen megan melanie melinda
    melissa michelle mildred miriam monica monika muriel nadia nancy naomi natalia natalie
    natasha nicole nina nora olga olivia pamela patricia paulina pauline peggy penelope phyllis
    priscilla rachel raquel rebecca renata rebekah roberta rosalie roxanne sabrina samantha
    sandra sarah sharon sheila sherry shirley silvia sofia sonia sophia sophie stefania stella
    stephanie susan susana suzanne sylvia tamara tammy tanya theresa tiffany tina ursula valeria
    valerie vanessa veronica vicki vivian wanda wendy yolanda yvette yvonne zoe
    """
)
