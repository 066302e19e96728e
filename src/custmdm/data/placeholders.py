"""What people and systems put into a field that they have nothing for."""

# Written as people write them; they are compared without case, accents and punctuation.
WORDS = """
    n/a|n.a.|na|none|null|nil|nan|undefined|unknown|unknwon|unkown|unkn|unk|not known|unnamed
    not available|not applicable|not provided|not given|not specified|not stated|not supplied
    not entered|not recorded|not disclosed|not set|not found|not sure|not on file|not assigned
    unspecified|undisclosed|unavailable|no data|no value|no info|no information|no answer|no details
    no response|no record|none given|none provided|none available|none known|none supplied|no entry
    tbd|tba|tbc|to be confirmed|to be determined|to be decided|to be advised|to be announced
    to be added|to be provided|to be completed|to be updated|to follow|same as above|as above
    see above|see below|see note|see notes|see comment|see comments|see remarks|see attached|ditto
    don't know|do not know|dunno|prefer not to say|rather not say|wont say|redacted|do not use
    test|testing|tester|dummy|sample|example|asdf|asdfg|asdfgh|asdfghjkl|asdasd|asdfasdf|qwer|qwert
    qwerty|qwertz|qwertyuiop|qweqwe|qweasd|qweasdzxc|azerty|zxcv|zxcvb|zxcvbn|zxcvbnm|1qaz|1qaz2wsx
    qazwsx|qazwsxedc|jkl;|lkjh|hjkl|abcd|abcde|abcdef|abcdefg|abc123|foobar|foo bar|blah|blah blah
    bla bla|blah blah blah|bla bla bla|lorem ipsum|xxx|x x x|x/x/x|zzz|yyy
    no name|noname|no email|no mail|noemail|no phone|nophone|no address|no number|no company|no website
    missing|empty|blank|void|anonymous|anon|nobody|no one|noone|some one|delete me|please delete
    unbekannt|nicht bekannt|nicht vorhanden|nicht angegeben|nicht verfügbar|keine angabe|keine angaben
    ohne angabe|ohne angaben|fehlt|entfällt|inconnu|inconnue|non renseigné|non renseignée|néant
    sans objet|non communiqué|non disponible|desconocido|desconocida|ninguno|ninguna|sin datos
    sin dato|sin nombre|no disponible|no aplica|no informado|não informado|não disponível|não consta
    desconhecido|sem nome|sem dados|sconosciuto|sconosciuta|nessuno|non disponibile|onbekend|nvt
    n.v.t.|niet bekend|niet van toepassing|okänd|ukendt|ukjent|tuntematon|нет|неизвестно|нет данных
    не указано|тест
    无|无名|无名氏|暂无|未知|不详|不明|没有|没|空|空白|空值|缺|缺失|暂缺|待定|待补|待补充|待填|待填写|待完善|待确认|待更新
    待核实|未填|未填写|未提供|未登记|未录入|未采集|未命名|未设置|未说明|未透露|未注明|未公开|未留|未记录|不知道|不清楚|不填
    不祥|不适用|不便透露|不愿透露|不想说|不告诉你|保密|匿名|匿名用户|无数据|无记录|无信息|无资料|无内容|无电话|无手机|无手机号
    无邮箱|无地址|无姓名|暂无数据|暂无信息|暂无资料|暂不提供|暂未提供|暂时没有|同上|同前|见上|见备注|见附件|见附注|详见备注|详见附件
    某某|某某某|测试|测试用户|测试客户|测试数据|测试账号|测试公司|测试员|哈哈|哈哈哈|啊啊|啊啊啊|呵呵|呵呵呵|嘿嘿嘿|嗯嗯嗯|随便|随便填
    啦啦啦|请填写|请输入|请选择|占位|占位符|示例|样例
    無|無名|無名氏|暫無|不詳|沒有|沒|未填寫|未登記|未錄入|未採集|未設置|未說明|未註明|未公開|未記錄|待補|待補充|待填寫|待確認|暫缺
    不適用|不便透露|不願透露|匿名用戶|無資料|無數據|無記錄|無電話|無地址|無姓名|無郵箱|同上|見備註|見附件|詳見備註|測試|測試用戶|測試客戶
    測試數據|測試帳號|測試公司
    不明|なし|無し|未定|未入力|未設定|該当なし|テスト|없음|미상|테스트|해당없음|해당 없음
    """

# Filler for a name, though it may be a value elsewhere.
NAME_WORDS = """
    asd|qwe|zxc|qaz|abc|aaa|bbb|fnu|lnu|nfn|nln|no first name|no last name|no surname|no given name
    no family name|first name|firstname|last name|lastname|surname|full name|fullname|your name
    customer name|contact name|enter name|name|new customer|new user|new client|guest|guest user
    unknown customer|unknown person|unknown name|unknown unknown|someone|somebody|user name|username
    姓名|名字|客户姓名|客户名称|联系人|联系人姓名|用户|用户名|客户|顾客|游客|访客|匿名者|微信用户|新用户|新客户|路人|路人甲|某人|某先生|某女士
    客戶|顧客|訪客|遊客|聯絡人|聯繫人|微信用戶|客戶姓名|客戶名稱
    """

# Filler that is also a name: 娜 and 楠 are written Na and Nan, Nat is short for Nathaniel.
ALSO_NAMES = "na|nan|nil|nat|test|tester|sample|blank|void|anon|foo bar|空|没|沒"

# Filler only when written just so: as initials, N.K. may be a person.
LITERAL = "n/k|n\\k|n/d|n/s|n/e|k.a.|k. a.|k.a|NaT|o.A.|s.o."

# In front of a number or of one of the words below, these are filler: test 2, Demo Account.
TRIAL = "test|testing|tester|teste|dummy|fake|demo|sample|example|测试|測試|テスト"
OF_TRIAL = """
    test|testing|user|users|customer|client|account|name|person|people|company|contact|record|entry
    data|email|mail|address|phone|first|last|surname|lead|only|please|ignore|delete|me
    do|not|use|this|value|string|field|input
    用户|客户|数据|账号|账户|姓名|名字|公司|人员|员|联系人|地址|企业|记录|专用|用|用戶|客戶|數據|帳號|帳戶|記錄|聯絡人
    """
