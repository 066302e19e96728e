"""The legal forms of organizations in the alphabets that put spaces between words.

The facts are those of national company law and of the list of entity legal forms of ISO 20275; the
table is our own. A line is: the class, the standard short form (of Cyrillic and Greek ones in Latin
letters, so that OOO and ООО have one), and its spellings. In a spelling a
word with points inside, ``g.m.b.h``, is found as one word and as single letters; case, accents and
all other punctuation do not count.
"""

__all__ = [
    "ALONE_IN_FRONT",
    "CLASSES",
    "DOUBTFUL",
    "ENGLISH_CO",
    "FORMS",
    "FRONT_ONLY",
    "IN_FRONT",
    "IN_THE_MIDDLE",
    "MORE_DOUBTFUL",
]

# What a form is anywhere in the world; `parts["legal_form_class"]` is one of these.
CLASSES = {
    "llc": "a company of limited liability whose shares are not offered to all: Ltd, GmbH, 有限公司",
    "plc": "a company limited by shares that may be offered to all: PLC, AG, SA, 股份有限公司",
    "corp": "an American corporation: Inc, Corp",
    "company": "a company, more is not said: Co, Company, 公司",
    "partnership": "a partnership where all are liable: OHG, SNC, 普通合伙",
    "lp": "a limited partnership: LP, KG, GmbH & Co. KG, 有限合伙",
    "llp": "a partnership of limited liability: LLP, 特殊普通合伙",
    "sole_trader": "a business of one person: e.K., ИП, 个体工商户",
    "cooperative": "a cooperative: eG, 农民专业合作社",
    "nonprofit": "an association, a foundation, a company not for profit: e.V., gGmbH, ASBL",
    "state": "a body or an enterprise of the state: ФГУП, AöR, 独立行政法人",
    "group": "a group of companies, more is not said: 集团",
}

FORMS = """
corp|Inc|inc;incorporated;incorp
corp|Corp|corp;corporation;corpn
corp|PC|p.c;professional corporation;prof corp;a professional corporation;a.p.c;a law corporation;a professional law corporation;a prof corp
corp|PA|p.a;professional association;a professional association
corp|PS|p.s;professional service corporation
corp|SC|s.c;service corporation;a service corporation
corp|Chtd|chtd;chartered
corp|NA|n.a;national association
corp|FSB|f.s.b;federal savings bank
corp|SSB|s.s.b;state savings bank
corp|PBC|p.b.c;public benefit corporation
company|Co|co;company;coy;& co;& company;and comp
company|Cie|cie;& cie
company|Cía|cia;& cia
llc|Co Ltd|co ltd;company limited;co limited;company ltd;corp ltd;corporation ltd;corp limited;corporation limited;coltd;co ltda;ltd co
llc|LLC|co l.l.c;company l.l.c
llc|Ltd|l.t.d;limited;limited company;private limited company;private company limited by shares;ltd liability co
llc|Pte Ltd|pte ltd;pte limited;pte;co pte ltd;company pte ltd;company pte limited
llc|Pvt Ltd|pvt ltd;pvt limited;private limited;private ltd;p ltd;pvt;co pvt ltd;company pvt ltd;company private limited;o.p.c pvt ltd;o.p.c private limited;s.m.c pvt ltd;s.m.c private limited;smc private ltd
llc|Pty Ltd|pty ltd;pty limited;proprietary limited;proprietary ltd;p.l;pty;co pty ltd;company pty ltd;company pty limited
llc|LLC|l.l.c;limited liability company;limited liability co;ltd liability company
llc|LC|l.c
llc|PLLC|p.l.l.c;professional limited liability company;professional l.l.c
llc|ULC|u.l.c;unlimited liability company;unlimited company
llc|WLL|w.l.l;with limited liability;co w.l.l;company w.l.l
llc|DAC|d.a.c;designated activity company
llc|Teo|teoranta
llc|Cyf|cyfyngedig;cyf
llc|FZE|f.z.e;free zone establishment
llc|FZCO|fzco;f.z.c;free zone company
llc|FZ-LLC|fz l.l.c;fzl.l.c;f.z l.l.c
llc|DMCC|d.m.c.c
llc|CC|c.c;close corporation
nonprofit|CIC|c.i.c;community interest company
nonprofit|CIO|charitable incorporated organisation
nonprofit|CLG|c.l.g;company limited by guarantee
nonprofit|NPC|n.p.c;non profit company;nonprofit corporation;non profit corporation
state|SOC Ltd|soc ltd;soc limited
plc|PLC|p.l.c;public limited company;public ltd co;co p.l.c
plc|PCL|p.c.l;public company limited;public co ltd;co p.c.l
plc|JSC|j.s.c;joint stock company;joint stock co;co j.s.c
plc|OJSC|o.j.s.c;open joint stock company
plc|CJSC|c.j.s.c;closed joint stock company
plc|PJSC|p.j.s.c;public joint stock company;private joint stock company;pr j.s.c;prjsc
plc|SJSC|s.j.s.c
plc|BSC|b.s.c;b.s.c closed;bscc
plc|KSC|k.s.c;k.s.c.p;k.s.c.c;k.s.c closed
plc|SAOG|s.a.o.g
plc|SAOC|s.a.o.c
plc|QPSC|q.p.s.c;q.s.c
plc|SAE|s.a.e
plc|Bhd|bhd;berhad
llc|Sdn Bhd|sdn bhd;sendirian berhad;sdn berhad;sdn
llp|PLT|p.l.t
plc|Tbk|tbk;terbuka
llc|PT|perseroan terbatas
state|Persero|persero;persero tbk
lp|LP|l.p;limited partnership;ltd partnership
llp|LLP|l.l.p;limited liability partnership
llp|LLLP|l.l.l.p;limited liability limited partnership
partnership|GP|g.p;general partnership
sole_trader|Sole Trader|sole trader;sole proprietor;sole proprietorship
llc|GmbH|g.m.b.h;gesellschaft mit beschränkter haftung;m.b.h;ges m.b.h;gesmbh;g.m.b.h i g;g.m.b.h i l;g.m.b.h i gr;gmbh co;mit beschränkter haftung
llc|UG|u.g;u.g haftungsbeschränkt;unternehmergesellschaft;unternehmergesellschaft haftungsbeschränkt
nonprofit|gGmbH|ggmbh;gemeinnützige g.m.b.h;gemeinnützige gesellschaft mit beschränkter haftung;gem g.m.b.h
nonprofit|gUG|gug;gug haftungsbeschränkt
plc|AG|a.g;aktiengesellschaft;a.g i l;a.g i.l
nonprofit|gAG|gag
plc|SE|s.e;societas europaea;european company
lp|KGaA|k.g.a.a;kommanditgesellschaft auf aktien;a.g & co k.g.a.a;s.e & co k.g.a.a;g.m.b.h & co k.g.a.a;a.g co k.g.a.a;s.e co k.g.a.a;g.m.b.h co k.g.a.a;& co k.g.a.a
lp|KG|k.g;kommanditgesellschaft;& co k.g;co k.g
lp|GmbH & Co. KG|g.m.b.h & co k.g;g.m.b.h co k.g;g.m.b.h & co kommanditgesellschaft;g.m.b.h & compagnie k.g;m.b.h & co k.g;m.b.h co k.g;g.m.b.h u co k.g;g.m.b.h & cie k.g;g.m.b.h & k.g;gmbh u cokg;gmbh cokg;gmbh & cokg;gmbhcokg;gesellschaft mit beschränkter haftung & co k.g;gesellschaft mit beschränkter haftung & co kommanditgesellschaft
lp|UG & Co. KG|u.g & co k.g;u.g co k.g;u.g haftungsbeschränkt & co k.g;u.g haftungsbeschränkt co k.g
lp|AG & Co. KG|a.g & co k.g;a.g co k.g
lp|SE & Co. KG|s.e & co k.g;s.e co k.g
partnership|GmbH & Co. OHG|g.m.b.h & co o.h.g;a.g & co o.h.g
partnership|OHG|o.h.g;offene handelsgesellschaft;& co o.h.g
partnership|GbR|g.b.r;gesellschaft bürgerlichen rechts;gdbr;bgb gesellschaft
partnership|eGbR|egbr
partnership|PartG|partg;partnerschaftsgesellschaft
llp|PartG mbB|partgmbb;part g m.b.b;partg m.b.b;partnerschaft m.b.b;partnerschaftsgesellschaft m.b.b;partmbb
cooperative|eG|e.g;eingetragene genossenschaft
nonprofit|eV|e.v;eingetragener verein
sole_trader|e.K.|e.k;e.kfm;e.kfr;e kfm;e kfr;ekfm;ekfr;eingetragener kaufmann;eingetragene kauffrau
sole_trader|e.U.|e.u;eingetragenes unternehmen
sole_trader|Einzelunternehmen|einzelunternehmen;einzelfirma
partnership|OG|o.g;offene gesellschaft
plc|VVaG|v.v.a.g;versicherungsverein auf gegenseitigkeit
state|AöR|aör;anstalt des öffentlichen rechts
state|KdöR|kdör;körperschaft des öffentlichen rechts
nonprofit|SdbR|stiftung bürgerlichen rechts
plc|SA|s.a;société anonyme;sociedad anónima;sociedade anônima;spółka akcyjna;societate pe acțiuni
plc|SAS|s.a.s;société par actions simplifiée;sociedad por acciones simplificada
plc|SASU|s.a.s.u;société par actions simplifiée unipersonnelle
llc|SARL|s.a.r.l;s.a rl;sa r.l;s.a r.l;société à responsabilité limitée;s.a.r.l unipersonnelle;s.a.r.l.u;s.a.r.l.a.u;s.a.r.l a.u;s.a.r.l s
llc|SUARL|s.u.a.r.l
llc|EURL|e.u.r.l;entreprise unipersonnelle à responsabilité limitée
sole_trader|EIRL|e.i.r.l;entreprise individuelle à responsabilité limitée;empresa individual de responsabilidad limitada
sole_trader|EI|entreprise individuelle
partnership|SNC|s.n.c;société en nom collectif;società in nome collettivo
lp|SCS|s.c.s;société en commandite simple
lp|SCSp|s.c.s.p;société en commandite spéciale
lp|SCA|s.c.a;société en commandite par actions
partnership|SCI|s.c.i;société civile immobilière
partnership|SCP|s.c.p;société civile professionnelle
partnership|SCM|société civile de moyens
llc|SELARL|s.e.l.a.r.l
plc|SELAS|s.e.l.a.s
partnership|GIE|g.i.e;groupement d'intérêt économique
partnership|GAEC|g.a.e.c
llc|EARL|e.a.r.l
cooperative|SCOP|s.c.o.p
cooperative|SCIC|s.c.i.c
plc|SICAV|s.i.c.a.v
plc|SEM|société d'économie mixte
llc|SPRL|s.p.r.l;s.p.r.l.u
llc|BVBA|b.v.b.a;besloten vennootschap met beperkte aansprakelijkheid
cooperative|SCRL|s.c.r.l
cooperative|CVBA|c.v.b.a
nonprofit|ASBL|a.s.b.l;association sans but lucratif
nonprofit|VZW|v.z.w;vereniging zonder winstoogmerk
plc|SA/NV|s.a n.v;n.v s.a
llc|Ltée|ltée;limitée;cie ltée;& cie ltée
sole_trader|Enr|enr;enregistrée;enrg
partnership|SENC|s.e.n.c;s.e.n.c.r.l
plc|NV|n.v;naamloze vennootschap
llc|BV|b.v;besloten vennootschap
partnership|VOF|v.o.f;vennootschap onder firma
lp|CV|c.v;commanditaire vennootschap;comm v
cooperative|Coöperatie UA|coöperatie u.a;coöperatief u.a;coöperatieve u.a;u.a
sole_trader|Eenmanszaak|eenmanszaak
plc|SpA|s.p.a;società per azioni;sociedad por acciones;s.p.a a socio unico;s.p.a unipersonale;società per azioni con socio unico
llc|Srl|s.r.l;società a responsabilità limitata;sociedad de responsabilidad limitada;societate cu răspundere limitată;s.r.l a socio unico;s.r.l unipersonale;s.r.l.u;s.r.l d;s r l s u
llc|Srls|s.r.l.s;s.r.l semplificata
lp|Sas|società in accomandita semplice;s.a.s di
lp|SapA|s.a.p.a
cooperative|Soc. Coop.|soc coop;società cooperativa;soc coop a r.l;soc coop ar.l;società cooperativa a r.l;soc coop p.a;s.c.a.r.l;s.c.r.l;s.c.p.a;soc coop sociale;società cooperativa sociale;soc coop agricola;società cooperativa agricola
llc|A r.l.|a r.l;società consortile a r.l
nonprofit|ONLUS|o.n.l.u.s
sole_trader|Ditta individuale|ditta individuale
plc|SAU|s.a.u;sociedad anónima unipersonal
llc|SL|s.l;sociedad limitada;soc lim;s.l unipersonal
llc|SLU|s.l.u;sociedad limitada unipersonal
llc|SLNE|s.l.n.e;sociedad limitada nueva empresa
llc|SLL|s.l.l;sociedad limitada laboral
llc|SLP|s.l.p;sociedad limitada profesional
plc|SAL|s.a.l;sociedad anónima laboral;s.a.l offshore;s.a.l holding
cooperative|S. Coop.|s coop;s coop ltda;sociedad cooperativa;s coop and;s coop v;scoop
partnership|CB|c.b;comunidad de bienes
plc|SA de CV|s.a de c.v;s.a d c.v;sociedad anónima de capital variable;sa cv
plc|SAB de CV|s.a.b de c.v;s.a.b;sociedad anónima bursátil de capital variable
plc|SAPI de CV|s.a.p.i de c.v;s.a.p.i
llc|S de RL de CV|s de r.l de c.v;sociedad de responsabilidad limitada de capital variable;s de r.l c.v
llc|S de RL|s de r.l
partnership|SC|sociedad civil;s.c de r.l;s.c de r.l de c.v
plc|SAC|s.a.c;sociedad anónima cerrada
plc|SAA|s.a.a;sociedad anónima abierta
plc|SAIC|s.a.i.c;s.a.c.i;s.a.c.i.f;s.a.c.i.f.i.a;s.a.i.c.f;s.a.c.i.a
plc|CA|c.a;compañía anónima
llc|Cía. Ltda.|cia ltda;compañía limitada;& cia ltda;cia limitada
lp|S. en C.|s en c;sociedad en comandita;s en c por a
partnership|S. en N.C.|s en n.c
nonprofit|AC|a.c;asociación civil
llc|Ltda|ltda;limitada;sociedade limitada;ltda me;ltda m.e;ltda e.p.p;ltda m e i
llc|Lda|lda;unipessoal lda;sociedade unipessoal lda;sociedade unipessoal limitada
llc|EIRELI|eireli;eireli me;eireli epp
sole_trader|MEI|m.e.i;microempreendedor individual
plc|SGPS|s.g.p.s s.a;s.g.p.s
plc|AB|a.b;aktiebolag;a.b publ;publ a.b;aktiebolag publ
plc|AB|publ
plc|Abp|abp;publikt aktiebolag
llc|Oy|o.y;osakeyhtiö;o.y a.b;a.b o.y;o.y ltd;a.b o.y ltd;o.y a.b ltd
plc|Oyj|o.y.j;julkinen osakeyhtiö;oyj abp;abp oyj
lp|Ky|k.y;kommandiittiyhtiö
sole_trader|Tmi|tmi;t mi;toiminimi
cooperative|Osk|osk;osuuskunta
nonprofit|ry|r.y;rekisteröity yhdistys
llc|AS|as;aksjeselskap;aksjeselskab
plc|ASA|a.s.a;allmennaksjeselskap
partnership|ANS|a.n.s;ansvarlig selskap
partnership|DA|d.a
sole_trader|ENK|enk;enkeltpersonforetak
cooperative|SA|samvirkeforetak
plc|A/S|a s;aktieselskab
llc|ApS|a.p.s;anpartsselskab
llc|IVS|i.v.s;iværksætterselskab
lp|K/S|k s;kommanditselskab
lp|P/S|p s
partnership|I/S|i s;interessentskab
cooperative|A.M.B.A.|a.m.b.a;f.m.b.a;s.m.b.a
partnership|HB|h.b;handelsbolag
lp|KB|k.b;kommanditbolag
cooperative|Ek. för.|ek för;ekonomisk förening
nonprofit|Ideell förening|ideell förening
sole_trader|Enskild firma|enskild firma;enskild näringsverksamhet
plc|hf|hf;h.f;hlutafélag
llc|ehf|ehf;e.h.f;einkahlutafélag
partnership|slf|slf
llc|UAB|u.a.b;uždaroji akcinė bendrovė
plc|AB|akcinė bendrovė
llc|MB|mažoji bendrija
nonprofit|VšĮ|všį;viešoji įstaiga
sole_trader|IĮ|individuali įmonė
llc|SIA|s.i.a;sabiedrība ar ierobežotu atbildību
plc|AS|akciju sabiedrība;aktsiaselts
llc|OÜ|o.ü;osaühing
nonprofit|MTÜ|mtü
sole_trader|FIE|f.i.e
llc|Sp. z o.o.|sp z o.o;sp z oo;sp zoo;spzoo;sp z.o.o;spółka z o.o;spolka zoo;spółka z ograniczoną odpowiedzialnością;sp zo.o
lp|Sp. z o.o. sp.k.|sp z o.o sp k;sp zoo sp k;sp zoo spk;sp z o.o spk;sp z o.o spółka komandytowa;spółka z ograniczoną odpowiedzialnością spółka komandytowa;sp z o.o s.k
lp|Sp.k.|sp k;spk;spółka komandytowa
partnership|Sp.j.|sp j;spj;spółka jawna
lp|SKA|s.k.a;spółka komandytowo akcyjna
plc|PSA|p.s.a;prosta spółka akcyjna
partnership|s.c.|spółka cywilna
llp|Sp.p.|sp p;spółka partnerska
llc|s.r.o.|s.r.o;spol s r.o;spol sr.o;s r o;sro;společnost s ručením omezeným;spoločnosť s ručením obmedzeným;spoločnost s ručením obmedzeným
plc|a.s.|akciová společnost;akciová spoločnosť;akc spol
partnership|v.o.s.|v.o.s;veřejná obchodní společnost;verejná obchodná spoločnosť
lp|k.s.|k.s;komanditní společnost;komanditná spoločnosť
state|s.p.|státní podnik;štátny podnik
nonprofit|z.s.|z.s;zapsaný spolek
nonprofit|o.p.s.|o.p.s;obecně prospěšná společnost;z.ú;n.o
cooperative|družstvo|družstvo
llc|Kft|kft;k.f.t;korlátolt felelősségű társaság
plc|Zrt|zrt;z.r.t;zártkörűen működő részvénytársaság
plc|Nyrt|nyrt;nyilvánosan működő részvénytársaság
plc|Rt|rt;részvénytársaság
lp|Bt|bt;betéti társaság
partnership|Kkt|kkt;közkereseti társaság
nonprofit|Nonprofit Kft|nonprofit kft;non profit kft;nonprofit korlátolt felelősségű társaság;kht
llc|d.o.o.|d.o.o;društvo s ograničenom odgovornošću;društvo sa ograničenom odgovornošću;družba z omejeno odgovornostjo;d o o;j.d.o.o
plc|d.d.|d.d;dioničko društvo;delniška družba
plc|a.d.|a.d;akcionarsko društvo;akcionersko društvo
partnership|d.n.o.|d.n.o;j.t.d
sole_trader|s.p.|s.p
llc|DOOEL|d.o.o.e.l
llc|OOD|o.o.d
llc|EOOD|e.o.o.d
plc|EAD|e.a.d
partnership|SD|s.d
sole_trader|ET|едноличен търговец
llc|Sh.p.k.|sh.p.k;sh p k;shpk
plc|Sh.a.|sh.a;sh a
sole_trader|PFA|p.f.a;persoană fizică autorizată
sole_trader|ÎI|întreprindere individuală
plc|A.Ş.|anonim şirketi;anonim ortaklığı;a.ş
llc|Ltd. Şti.|ltd şti;limited şirketi;ltd şirketi;limited şti
partnership|Koll. Şti.|koll şti;kollektif şirketi
llc|K.K.|k.k;kabushiki kaisha;kabushiki gaisha;kabushikikaisha;kabushikigaisha
llc|G.K.|g.k;godo kaisha;godo gaisha
llc|Y.K.|y.k;yugen kaisha;yugen gaisha
llc|Co Ltd|youxian gongsi;youxian zeren gongsi;zeren youxian gongsi
plc|Co Ltd|gufen youxian gongsi
llc|Jusik Hoesa|jusik hoesa;chusik hoesa
llc|MMC|m.m.c;məhdud məsuliyyətli cəmiyyət
llc|MChJ|mchj
llc|TNHH|công ty trách nhiệm hữu hạn;công ty tnhh;công ty tnhh mtv;công ty tnhh một thành viên;công ty trách nhiệm hữu hạn một thành viên;cty tnhh;cty tnhh mtv;ct tnhh;tnhh;tnhh mtv;công ty tnhh hai thành viên trở lên
plc|CTCP|công ty cổ phần;công ty cp;ctcp;cty cp;cty cổ phần
sole_trader|DNTN|doanh nghiệp tư nhân;dntn
cooperative|HTX|hợp tác xã;htx
group|Tập đoàn|tập đoàn
state|Tổng công ty|tổng công ty
company|Công ty|công ty;cty
llc|EPE|ε.π.ε;εταιρεία περιορισμένης ευθύνης;μονοπρόσωπη ε.π.ε;μονοπροσωπη επε;e.p.e
plc|AE|α.ε;ανώνυμη εταιρεία;ανώνυμος εταιρεία;α.β.ε.ε;α.ε.β.ε;α.ε.ε;α.τ.ε;a.b.e.e;a.e.b.e;α.ε.γ.α;μονοπρόσωπη α.ε;μ.α.ε
partnership|OE|ο.ε;ομόρρυθμη εταιρεία
lp|EE|ε.ε;ετερόρρυθμη εταιρεία
llc|IKE|ι.κ.ε;ιδιωτική κεφαλαιουχική εταιρεία;μονοπρόσωπη ι.κ.ε;μ ι.κ.ε;i.k.e
llc|OOO|о.о.о;общество с ограниченной ответственностью;таварыства з абмежаванай адказнасцю
llc|OOO|o.o.o;obshchestvo s ogranichennoy otvetstvennostyu
llc|ODO|о.д.о;общество с дополнительной ответственностью
llc|TOO|т.о.о;товарищество с ограниченной ответственностью;жшс;жауапкершілігі шектеулі серіктестігі
llc|TOV|т.о.в;товариство з обмеженою відповідальністю;tov
llc|OsOO|осоо
llc|ChUP|чуп;чтуп;частное унитарное предприятие;частное предприятие
plc|AO|а.о;акционерное общество;ақ
plc|AO|aktsionernoe obshchestvo
plc|OAO|о.а.о;открытое акционерное общество
plc|OAO|o.a.o
plc|ZAO|з.а.о;закрытое акционерное общество
plc|ZAO|z.a.o
plc|PAO|п.а.о;публичное акционерное общество
plc|PAO|p.a.o
plc|NAO|н.а.о;непубличное акционерное общество
plc|MKPAO|мкпао;мкао
plc|AT|а.т;акціонерне товариство
plc|PAT|п.а.т;публічне акціонерне товариство
plc|PrAT|прат;приватне акціонерне товариство
plc|VAT|в.а.т;відкрите акціонерне товариство
plc|ZAT|з.а.т;закрите акціонерне товариство
llc|PP|п.п;приватне підприємство
llc|ChP|ч.п
sole_trader|IP|и.п;индивидуальный предприниматель;ж к ип;жк
sole_trader|FOP|ф.о.п;фізична особа підприємець
sole_trader|KFKh|к.ф.х;крестьянское фермерское хозяйство
state|FGUP|ф.г.у.п;федеральное государственное унитарное предприятие;fgup
state|GUP|г.у.п;государственное унитарное предприятие
state|MUP|м.у.п;муниципальное унитарное предприятие
state|UP|унитарное предприятие;руп;республиканское унитарное предприятие
state|FGBU|ф.г.б.у;федеральное государственное бюджетное учреждение
state|FGBOU|ф.г.б.о.у;ф.г.б.о.у во;ф.г.б.о.у впо;ф.г.а.о.у во;ф.г.а.о.у
state|FKU|ф.к.у
state|GBU|г.б.у;государственное бюджетное учреждение;гбуз;гку;гау
state|GBOU|г.б.о.у;гапоу;гбпоу;гаоу;государственное бюджетное общеобразовательное учреждение
state|MBU|м.б.у;мбоу;мбдоу;маоу;мадоу;мку;муниципальное бюджетное учреждение;муниципальное бюджетное общеобразовательное учреждение
state|DP|д.п;державне підприємство
state|KP|к.п;комунальне підприємство
state|RGP|р.г.п
nonprofit|ANO|а.н.о;автономная некоммерческая организация;ано до;ано дпо
nonprofit|NKO|н.к.о;некоммерческая организация
nonprofit|NP|н.п;некоммерческое партнерство
nonprofit|TSZh|т.с.ж;товарищество собственников жилья;тсн;снт
nonprofit|ChOU|ч.о.у;чу;чудпо
nonprofit|GO|громадська організація
cooperative|SPK|с.п.к;сельскохозяйственный производственный кооператив
cooperative|PK|производственный кооператив;жск;гск
lp|KD|к.д;командитно дружество
plc|KDA|к.д.а
partnership|SD|с.д;събирателно дружество
llc|OOD|о.о.д;дружество с ограничена отговорност
llc|EOOD|е.о.о.д;еднолично дружество с ограничена отговорност
plc|AD|а.д;акционерно дружество;акционарско друштво
plc|EAD|е.а.д;еднолично акционерно дружество
llc|DOO|д.о.о;друштво са ограниченом одговорношћу
llc|DOOEL|дооел
llc|KhKhK|х.х.к;хязгаарлагдмал хариуцлагатай компани
plc|KhK|хувьцаат компани
llc|შპს|შ.პ.ს;შეზღუდული პასუხისმგებლობის საზოგადოება
plc|სს|ს.ს;სააქციო საზოგადოება
llc|ՍՊԸ|ս.պ.ը;սահմանափակ պատասխանատվությամբ ընկերություն
plc|ՓԲԸ|փ.բ.ը;բ.բ.ը
llc|בע"מ|בע מ;בעמ;בעירבון מוגבל;בערבון מוגבל
nonprofit|ע"ר|ע ר
nonprofit|חל"צ|חל צ;חברה לתועלת הציבור
company|شركة|شركة;شرکت
company|شركة|وشركاه;وشركاؤه
llc|ذ.م.م|المحدودة;محدودة;ذات مسؤولية محدودة;ذات المسؤولية المحدودة;ذ.م.م;ش.ذ.م.م;ش.م.م;با مسئولیت محدود;مسئولیت محدود
llc|م.م.ح|م.م.ح;ش.م.ح;منطقة حرة
plc|ش.م|مساهمة;المساهمة;مساهمة عامة;المساهمة العامة;مساهمة مقفلة;ش.م.ع;ش.م.ك;ش.م.ك.ع;ش.م.ب;ش.م.ل;ش.م.ق;ش.م.س;سهامی خاص;سهامی عام
sole_trader|مؤسسة|مؤسسة فردية
llc|प्रा. लि.|प्राइवेट लिमिटेड
"""

# In front of a name, though nothing behind it says so. Each is tried with what may follow it.
IN_FRONT = """
ооо|оао|зао|пао|ао|нао|мкпао|одо|тоо|тов|осоо|ат|пат|прат|ват|зат|пп|чп|чуп|чтуп|ип|фоп|кфх|ано|нко|нп|тсж|тсн|снт|спк|фгуп
гуп|муп|фгбу|фгбоу|фку|гбу|гбуз|гку|гау|гбоу|гапоу|гбпоу|гаоу|мбу|мбоу|мбдоу|маоу|мадоу|мку|дп|кп|ргп|руп|чоу|чу|жск|гск
к д|кд|общество с ограниченной ответственностью|общество с дополнительной ответственностью
товарищество с ограниченной ответственностью|товариство з обмеженою відповідальністю
акционерное общество|открытое акционерное общество|закрытое акционерное общество
публичное акционерное общество|непубличное акционерное общество|акціонерне товариство
публічне акціонерне товариство|приватне акціонерне товариство|приватне підприємство
частное предприятие|частное унитарное предприятие|унитарное предприятие
индивидуальный предприниматель|фізична особа підприємець
федеральное государственное унитарное предприятие|государственное унитарное предприятие
муниципальное унитарное предприятие|автономная некоммерческая организация
федеральное государственное бюджетное учреждение|государственное бюджетное учреждение
муниципальное бюджетное учреждение|муниципальное бюджетное общеобразовательное учреждение
державне підприємство|комунальне підприємство|еднолично акционерно дружество
ooo|oao|zao|pao|fgup|tov|o o o|o a o|z a o|uab|u a b|oy|o y|oyj|gmbh|g m b h|ggmbh|llc|l l c|llp|ojsc|cjsc|pjsc|jsc
sarl|s a r l|eurl|e u r l|selarl|sasu|gaec|scop|asbl|vzw|perseroan terbatas|kabushiki kaisha
kabushiki gaisha|kk|k k|osakeyhtiö|vof|bvba|sprl|osaühing|aktsiaselts
công ty trách nhiệm hữu hạn|công ty tnhh|công ty tnhh mtv|công ty tnhh một thành viên|cty tnhh
công ty trách nhiệm hữu hạn một thành viên|cty tnhh mtv|ct tnhh|công ty cổ phần|công ty cp|ctcp
cty cp|cty cổ phần|doanh nghiệp tư nhân|dntn|hợp tác xã|htx|tổng công ty|công ty|cty|tập đoàn
société anonyme|sociedad anónima|société à responsabilité limitée|société civile immobilière
شركة|شرکت|შპს|სს|všį|жшс
"""

# In front of a name, and never behind it.
FRONT_ONLY = """
llc|PT|pt;p t
plc|AB|aktiebolaget
plc|A/S|aktieselskabet
sole_trader|ET|ет
cooperative|ПК|пк
"""

# In front of a name only with no other legal form behind it but that of the second column.
ALONE_IN_FRONT = {
    "ab": "publ oy",
    "a b": "publ oy",
    "ou": "",
    "sc": "srl sa snc",
    "s c": "srl sa snc",
}

# Words and abbreviations of other things too. They are taken for a form behind a comma, with points
# or a slash in them, or in capitals where the name has small letters.
DOUBTFUL = """
ps is eg ou ua ac cb hb kb ry lc pl gp sd sp zs no zu sha earl fie dd ad ska dac npc cic pbc apc enk ans
osk pfa sal saa slp ksc bsc ike epe persero terbuka chartered coy mei
"""

# These not even in capitals: states, and things that are written so; but eV is a form, EV is none.
MORE_DOUBTFUL = "pa sc na ev eu me ca cc hf da ky og"

# With "&" in front these belong to the name where another form of the English-speaking follows:
# Merck & Co., Inc. is a corporation.
ENGLISH_CO = ("& co", "& company", "and comp")

# So sure a sign that the name may go on behind it: Acme GmbH Dortmund.
IN_THE_MIDDLE = """
gmbh|g m b h|ggmbh|gmbh and co kg|gmbh co kg|kgaa|oy|oyj|ltd|ltda|llc|l l c|llp|inc|incorporated|plc|kft|zrt|nyrt|srl
sarl|pty ltd|pte ltd|pvt ltd|private limited|co ltd|sdn bhd|s r o|sro|d o o|doo|eood|aps|bvba|sprl
sp z o o|spzoo|ltd sti|k k|s r l|s a r l|s p a|sa de cv|s a de c v
"""
