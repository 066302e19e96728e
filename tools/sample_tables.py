"""The parts that the bundled sample is put together from: names, places, company words.

Only tables and their parsing live here; what is drawn from them is decided in `sample_world`.
"""

from __future__ import annotations

from dataclasses import dataclass


def _triples(text: str) -> list[tuple[str, str, int]]:
    return [(a, b, int(c)) for a, b, c in (item.split(":") for item in text.split())]


def _pairs(text: str) -> dict[str, str]:
    return dict(item.split(":") for item in text.split())


def _words(text: str) -> list[str]:
    return text.split()


def _list(text: str) -> list[str]:
    return [item.strip() for item in text.split(",")]


# --- Chinese names: characters, pinyin, weight ---

SURNAMES_ZH = _triples("""
王:wang:60 李:li:58 张:zhang:56 刘:liu:44 陈:chen:40 杨:yang:28 黄:huang:22 赵:zhao:20 吴:wu:20
周:zhou:19 徐:xu:15 孙:sun:14 马:ma:12 朱:zhu:12 胡:hu:12 郭:guo:11 何:he:11 高:gao:10 林:lin:10
罗:luo:9 郑:zheng:9 梁:liang:9 谢:xie:8 宋:song:8 唐:tang:7 许:xu:7 韩:han:7 冯:feng:6 邓:deng:6
曹:cao:6 彭:peng:6 曾:zeng:6 肖:xiao:5 田:tian:5 董:dong:5 袁:yuan:5 潘:pan:5 于:yu:5 蒋:jiang:5
蔡:cai:5 余:yu:5 杜:du:4 叶:ye:4 程:cheng:4 苏:su:4 魏:wei:4 吕:lv:4 丁:ding:4 任:ren:4 沈:shen:4
姚:yao:4 卢:lu:4 姜:jiang:4 崔:cui:4 钟:zhong:3 谭:tan:3 陆:lu:3 汪:wang:3 范:fan:3 金:jin:3
石:shi:3 廖:liao:3 贾:jia:3 夏:xia:3 韦:wei:3 方:fang:3 白:bai:3 邹:zou:3 孟:meng:3 熊:xiong:3
秦:qin:3 邱:qiu:3 江:jiang:3 尹:yin:3 薛:xue:3 闫:yan:3 段:duan:2 雷:lei:2 侯:hou:2 史:shi:2
陶:tao:2 黎:li:2 贺:he:2 顾:gu:2 郝:hao:2 龚:gong:2 邵:shao:2 万:wan:2 钱:qian:2 严:yan:2
单:shan:2 解:xie:1 欧阳:ouyang:4 司马:sima:2 上官:shangguan:2 诸葛:zhuge:2 慕容:murong:1
""")

GIVEN_PINYIN = _pairs("""
伟:wei 强:qiang 磊:lei 洋:yang 勇:yong 军:jun 杰:jie 涛:tao 刚:gang 辉:hui 鹏:peng 飞:fei 鑫:xin
波:bo 斌:bin 浩:hao 凯:kai 帅:shuai 旭:xu 明:ming 华:hua 宇:yu 轩:xuan 阳:yang 林:lin 龙:long
东:dong 平:ping 睿:rui 晨:chen 建:jian 志:zhi 文:wen 国:guo 海:hai 永:yong 家:jia 子:zi 天:tian
一:yi 博:bo 泽:ze 思:si 俊:jun 晓:xiao 成:cheng 芳:fang 娜:na 敏:min 静:jing 丽:li 艳:yan 娟:juan
霞:xia 燕:yan 玲:ling 萍:ping 红:hong 梅:mei 莉:li 雪:xue 婷:ting 倩:qian 洁:jie 颖:ying 琳:lin
英:ying 琪:qi 涵:han 怡:yi 瑶:yao 菲:fei 蕾:lei 薇:wei 云:yun 雨:yu 梦:meng 诗:shi 佳:jia 欣:xin
春:chun 秀:xiu 桂:gui 玉:yu 慧:hui
""")

GIVEN_ZH = {
    "M": (
        "伟强磊洋勇军杰涛刚辉鹏飞鑫波斌浩凯帅旭",
        "建志文国海永家子天一博泽思俊浩晓明成",
        "伟强军杰涛明辉鹏华飞波斌宇轩阳林龙东平凯睿晨",
    ),
    "F": (
        "芳娜敏静丽艳娟霞燕玲萍红梅莉雪婷倩洁颖琳",
        "晓雨思梦诗佳欣春秀桂玉雪子怡慧文丽",
        "芳娜敏静丽娟霞燕玲萍红英梅莉婷倩洁颖琳琪涵怡瑶菲蕾薇云",
    ),
}
"""By gender: names of one character, then first and second characters of names of two."""

TRADITIONAL = _pairs("""
张:張 刘:劉 陈:陳 杨:楊 黄:黃 赵:趙 吴:吳 孙:孫 马:馬 罗:羅 郑:鄭 谢:謝 许:許 韩:韓 冯:馮 邓:鄧
蒋:蔣 叶:葉 苏:蘇 吕:呂 卢:盧 钟:鍾 谭:譚 陆:陸 贾:賈 韦:韋 邹:鄒 闫:閆 贺:賀 顾:顧 龚:龔 万:萬
钱:錢 严:嚴 单:單 欧:歐 阳:陽 诸:諸 伟:偉 强:強 军:軍 杰:傑 涛:濤 刚:剛 辉:輝 鹏:鵬 飞:飛 凯:凱
帅:帥 华:華 轩:軒 龙:龍 东:東 国:國 泽:澤 晓:曉 静:靜 丽:麗 艳:艷 红:紅 洁:潔 颖:穎 云:雲 梦:夢
诗:詩 瑶:瑤 兰:蘭 颜:顏
""")

HOMOPHONES = _pairs("""
伟:玮 强:锵 洋:阳 勇:永 军:均 杰:洁 涛:滔 刚:钢 辉:晖 鹏:朋 飞:菲 鑫:欣 波:博 斌:彬 浩:皓 凯:楷
旭:煦 明:铭 华:桦 宇:雨 轩:萱 阳:洋 林:琳 晨:辰 建:健 志:智 文:雯 海:嗨 永:勇 家:佳 子:梓 博:波
思:斯 俊:骏 晓:小 成:诚 娜:那 静:婧 丽:莉 艳:燕 燕:艳 玲:琳 萍:苹 红:虹 梅:玫 莉:丽 婷:庭 洁:杰
颖:影 琳:林 英:瑛 琪:淇 涵:晗 怡:仪 瑶:遥 菲:霏 蕾:磊 薇:微 云:芸 雨:宇 佳:嘉 欣:新 玉:钰 慧:惠
章:张 余:于 于:余 姜:江 江:姜 程:陈 许:徐 徐:许 邱:丘
""")
"""A character typed for another one that sounds the same."""

LOOKALIKES = _pairs("""
张:弦 王:玉 李:季 杨:扬 陈:阵 郭:敦 徐:徒 肖:尚 汪:江 沈:沉 芳:芬 敏:梅 娟:绢 倩:清 旭:旮 磊:垒
平:乎 天:夭 睿:容 泽:择 芬:芳 雪:霄 春:舂 梦:楚 诗:待 东:车 志:忘 国:围
""")
"""A character mistaken for another one that looks alike."""


BRAND_SLIPS = _pairs("""
鼎:顶 瑞:睿 恒:衡 宏:鸿 博:搏 嘉:佳 盛:胜 启:起 润:闰 凌:陵 云:芸 星:兴 锦:景 汇:惠 腾:滕
远:元 信:欣 诚:成 源:元 泰:太 峰:锋 航:杭 禾:和 澜:蓝 科:柯 朗:郎
晟:盛 拓:托 森:林 卓:桌 泽:择 达:大 图:途
""")

# --- Chinese places ---


@dataclass(frozen=True, slots=True)
class DistrictZh:
    """One district of a Chinese city, with what belongs to it."""

    province: str
    province_latin: str
    city: str
    city_latin: str
    area: str
    landline: str
    name: str
    latin: str
    adcode: str
    postcode: str
    weight: int


_CITIES_ZH = """
北京市|Beijing|北京市|Beijing|10|8|14|海淀区 Haidian 110108 100080;朝阳区 Chaoyang 110105 100020;\
西城区 Xicheng 110102 100032;丰台区 Fengtai 110106 100071
上海市|Shanghai|上海市|Shanghai|21|8|14|浦东新区 Pudong 310115 200120;徐汇区 Xuhui 310104 200030;\
静安区 Jing'an 310106 200040;闵行区 Minhang 310112 201100
广东省|Guangdong|深圳市|Shenzhen|755|8|12|南山区 Nanshan 440305 518052;福田区 Futian 440304 518033;\
宝安区 Bao'an 440306 518101;罗湖区 Luohu 440303 518001
广东省|Guangdong|广州市|Guangzhou|20|8|10|天河区 Tianhe 440106 510630;越秀区 Yuexiu 440104 510030;\
海珠区 Haizhu 440105 510220
广东省|Guangdong|佛山市|Foshan|757|8|3|禅城区 Chancheng 440604 528000;南海区 Nanhai 440605 528200
浙江省|Zhejiang|杭州市|Hangzhou|571|8|9|西湖区 Xihu 330106 310013;滨江区 Binjiang 330108 310051;\
余杭区 Yuhang 330110 311100
浙江省|Zhejiang|宁波市|Ningbo|574|8|4|海曙区 Haishu 330203 315000;鄞州区 Yinzhou 330212 315100
江苏省|Jiangsu|南京市|Nanjing|25|8|6|鼓楼区 Gulou 320106 210009;秦淮区 Qinhuai 320104 210001
江苏省|Jiangsu|苏州市|Suzhou|512|8|5|姑苏区 Gusu 320508 215005;吴中区 Wuzhong 320506 215128
江苏省|Jiangsu|无锡市|Wuxi|510|8|3|滨湖区 Binhu 320211 214072;梁溪区 Liangxi 320213 214001
四川省|Sichuan|成都市|Chengdu|28|8|8|武侯区 Wuhou 510107 610041;锦江区 Jinjiang 510104 610021;\
青羊区 Qingyang 510105 610031
湖北省|Hubei|武汉市|Wuhan|27|8|7|武昌区 Wuchang 420106 430061;洪山区 Hongshan 420111 430070
陕西省|Shaanxi|西安市|Xi'an|29|8|6|雁塔区 Yanta 610113 710061;未央区 Weiyang 610112 710016
重庆市|Chongqing|重庆市|Chongqing|23|8|6|渝北区 Yubei 500112 401120;渝中区 Yuzhong 500103 400010
天津市|Tianjin|天津市|Tianjin|22|8|5|和平区 Heping 120101 300041;南开区 Nankai 120104 300100
山东省|Shandong|青岛市|Qingdao|532|8|5|市南区 Shinan 370202 266001;崂山区 Laoshan 370212 266100
山东省|Shandong|济南市|Jinan|531|8|4|历下区 Lixia 370102 250014;市中区 Shizhong 370103 250001
福建省|Fujian|厦门市|Xiamen|592|7|4|思明区 Siming 350203 361001;湖里区 Huli 350206 361006
湖南省|Hunan|长沙市|Changsha|731|8|4|岳麓区 Yuelu 430104 410006;芙蓉区 Furong 430102 410011
河南省|Henan|郑州市|Zhengzhou|371|8|4|金水区 Jinshui 410105 450003;中原区 Zhongyuan 410102 450007
辽宁省|Liaoning|沈阳市|Shenyang|24|8|3|和平区 Heping 210102 110001;铁西区 Tiexi 210106 110021
辽宁省|Liaoning|大连市|Dalian|411|8|3|中山区 Zhongshan 210202 116001;沙河口区 Shahekou 210204 116021
安徽省|Anhui|合肥市|Hefei|551|8|3|蜀山区 Shushan 340104 230031;庐阳区 Luyang 340103 230001
云南省|Yunnan|昆明市|Kunming|871|8|2|五华区 Wuhua 530102 650021
黑龙江省|Heilongjiang|哈尔滨市|Harbin|451|8|2|南岗区 Nangang 230103 150001
吉林省|Jilin|长春市|Changchun|431|8|2|朝阳区 Chaoyang 220104 130012
江西省|Jiangxi|南昌市|Nanchang|791|8|2|西湖区 Xihu 360103 330009
河北省|Hebei|石家庄市|Shijiazhuang|311|8|2|长安区 Chang'an 130102 050011
"""


def _districts() -> list[DistrictZh]:
    found = []
    for line in _CITIES_ZH.split("\n"):
        if not line:
            continue
        prov, prov_latin, city, city_latin, area, length, weight, names = line.split("|")
        landline = "6#######" if length == "8" else "5######"
        for item in names.split(";"):
            name, latin, adcode, postcode = item.split()
            found.append(
                DistrictZh(
                    prov, prov_latin, city, city_latin, area, landline,
                    name, latin, adcode, postcode, int(weight),
                )
            )  # fmt: skip
    return found


DISTRICTS_ZH = _districts()

ROADS_ZH = _pairs("""
中山路:Zhongshan_Road 人民路:Renmin_Road 解放路:Jiefang_Road 建设路:Jianshe_Road
文化路:Wenhua_Road 和平路:Heping_Road 长江路:Changjiang_Road 黄河路:Huanghe_Road
科技路:Keji_Road 学院路:Xueyuan_Road 胜利街:Shengli_Street 朝阳街:Chaoyang_Street
新华路:Xinhua_Road 光明路:Guangming_Road 振兴街:Zhenxing_Street 滨河路:Binhe_Road
迎宾大道:Yingbin_Avenue 世纪大道:Shiji_Avenue 友谊路:Youyi_Road 工业大道:Gongye_Avenue
青年路:Qingnian_Road 东风路:Dongfeng_Road 园林路:Yuanlin_Road 兴业街:Xingye_Street
湖滨路:Hubin_Road 花园路:Huayuan_Road 大学路:Daxue_Road 民生路:Minsheng_Road
北京路:Beijing_Road 南京路:Nanjing_Road
""")
ESTATES_ZH = _pairs("""
锦绣花园:Jinxiu_Garden 阳光小区:Yangguang_Community 翠湖苑:Cuihu_Court 金桂园:Jingui_Garden
幸福家园:Xingfu_Homes 碧水湾:Bishui_Bay 和谐新村:Hexie_Village 东方雅苑:Dongfang_Court
枫林苑:Fenglin_Court 听涛居:Tingtao_Residence 书香苑:Shuxiang_Court 御景园:Yujing_Garden
""")
BUILDINGS_ZH = _pairs("""
创业大厦:Chuangye_Building 国际商务中心:International_Business_Centre 科创园:Kechuang_Park
环球广场:Huanqiu_Plaza 金融大厦:Jinrong_Building 软件园:Software_Park 时代大厦:Shidai_Building
""")
MOBILE_ZH = _words(
    "130 131 132 133 135 136 137 138 139 150 151 152 153 155 156 157 158 159 166 173 175 176 177"
    " 178 180 181 182 183 185 186 187 188 189 191 198 199"
)

BRAND_ZH = (
    _pairs(
        "鼎:ding 瑞:rui 恒:heng 宏:hong 博:bo 嘉:jia 卓:zhuo 盛:sheng 启:qi 润:run 凌:ling 云:yun"
        " 星:xing 锦:jin 汇:hui 腾:teng 拓:tuo 森:sen"
    ),
    _pairs(
        "远:yuan 泽:ze 信:xin 诚:cheng 达:da 源:yuan 晟:sheng 泰:tai 峰:feng 航:hang 图:tu 禾:he"
        " 澜:lan 科:ke 朗:lang"
    ),
)
INDUSTRIES_ZH = _pairs("""
科技:Technology 贸易:Trading 电子:Electronics 机械:Machinery 食品:Food 物流:Logistics
医疗器械:Medical_Devices 文化传媒:Culture_Media 建筑工程:Construction_Engineering
信息技术:Information_Technology 服饰:Apparel 化工:Chemical 环保:Environmental_Protection
餐饮管理:Catering_Management 进出口:Import_&_Export 自动化设备:Automation_Equipment
""")
FORMS_ZH = ("有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司")


# --- Names elsewhere ---

_EN_M = """James Robert John Michael David William Richard Joseph Thomas Christopher Charles Daniel
Matthew Anthony Andrew Steven Edward Benjamin Samuel George Peter Nicholas Alexander Philip Gregory
Kenneth Timothy Ronald Stephen Jonathan"""
_EN_F = """Mary Patricia Jennifer Elizabeth Susan Margaret Katherine Deborah Rebecca Barbara Sarah
Jessica Karen Nancy Laura Emily Victoria Abigail Samantha Amanda Helen Alice Charlotte Catherine
Theresa Pamela Christine Judith Caroline Joanna"""
_EN_S = """Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson
Martin Thompson White Clark Lewis Robinson Walker Young Hall Allen King Wright Scott Hill Green
Adams Nelson Baker Carter Mitchell Roberts Turner Phillips Campbell Parker Evans Edwards Collins
Stewart Morris Rogers Cook Morgan Bell Murphy Bailey Cooper Richardson Cox Howard Ward Watson
Brooks Bennett Gray Hughes Price Foster O'Brien O'Connor McDonald MacKenzie Whitfield Hargreaves"""

NAMES: dict[str, tuple[list[str], list[str], list[str]]] = {
    "US": (
        [*_EN_M.split(), "Carlos", "Luis", "Tyrone", "Brandon"],
        [*_EN_F.split(), "Maria", "Rosa", "Ashley", "Brittany"],
        [*_EN_S.split(), "Garcia", "Martinez", "Rodriguez", "Hernandez", "Nguyen", "Kim", "Cohen"],
    ),
    "GB": (
        [*_EN_M.split(), "Nigel", "Callum", "Rhys", "Mohammed"],
        [*_EN_F.split(), "Fiona", "Siân", "Imogen", "Aisha"],
        [*_EN_S.split(), "Patel", "Khan", "Singh", "Ashworth", "Pemberton"],
    ),
    "AU": (
        [*_EN_M.split(), "Lachlan", "Angus", "Declan"],
        [*_EN_F.split(), "Matilda", "Georgia", "Tahlia"],
        [*_EN_S.split(), "Nguyen", "Papadopoulos", "Rossi", "Kelly", "Ryan"],
    ),
    "DE": (
        _words("""
        Thomas Michael Andreas Stefan Christian Wolfgang Jürgen Klaus Jörg Matthias Johannes
        Uwe Frank Markus Sebastian Tobias Günther Björn Lukas Felix Heinrich Maximilian
        """),
        _words("""
        Sabine Petra Monika Andrea Claudia Birgit Susanne Ursula Katharina Stefanie Julia
        Anna Käthe Heike Gisela Christina Franziska Lena Jana Ingrid Elisabeth
        """),
        _words("""
        Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer
        Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger
        Hofmann Hartmann Lange Köhler Maier Weiß Jäger Böhm Vogel Keller Groß Möller Kühn
        Yılmaz
        """),
    ),
    "FR": (
        _words("""
        Jean Pierre Michel Philippe Nicolas François Laurent Christophe Éric Olivier Jérôme
        Frédéric Sébastien Julien Antoine Mathieu Rémi Jean-Luc Jean-Pierre Stéphane
        """),
        _words("""
        Marie Nathalie Isabelle Sylvie Catherine Françoise Valérie Hélène Céline Aurélie
        Camille Chloé Élodie Sophie Anne-Marie Marie-Claire Léa Zoé Martine Béatrice
        """),
        _words("""
        Martin Bernard Dubois Moreau Laurent Lefèvre Leroy Roux Fournier Girard Bonnet
        Lambert Fontaine Rousseau Mercier Blanc Guérin Boyer Garnier Faure Chevalier Renaud
        Gauthier Bélanger Perrin Morel Lemaître Dumont Benali
        """),
    ),
    "ES": (
        _words("""
        José Antonio Francisco Manuel Javier Jesús Carlos Alejandro Miguel Rafael Andrés
        Iñaki Sergio Pablo Ángel Fernando
        """),
        _words("""
        María Carmen Ana Isabel Dolores Pilar Lucía Teresa Cristina Marta Begoña Inés Sofía
        Elena Rocío Concepción
        """),
        _words("""
        García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín
        Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Núñez Ibáñez
        """),
    ),
    "IN": (
        _words("""
        Rahul Amit Rajesh Sanjay Vijay Arjun Suresh Anil Vikram Karthik Deepak Manoj Rohit
        Arun Imran Harpreet
        """),
        _words("""
        Priya Anjali Sunita Kavita Neha Pooja Lakshmi Deepa Meera Ananya Divya Shreya Rekha
        Fatima Swati Nisha
        """),
        _words("""
        Sharma Verma Gupta Patel Singh Kumar Reddy Nair Iyer Rao Mehta Joshi Desai
        Chatterjee Mukherjee Pillai Khan Kapoor Bhat Naidu
        """),
    ),
    "JP": (
        _words("""
        Hiroshi Kenji Takashi Daisuke Kenta Shota Yuki Ryo Makoto Satoshi Kazuo Yuta Ichiro
        Shinji
        """),
        _words("""
        Yuko Keiko Akiko Naomi Sakura Haruka Emi Mayumi Tomoko Aiko Misaki Ayumi Noriko
        Kaori
        """),
        _words("""
        Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida
        Yamada Sasaki Matsumoto Inoue Kimura Hayashi Saito Shimizu Ono
        """),
    ),
    "SG": (
        _words("""
        Wei_Ming Jun_Jie Kok_Leong Chee_Keong Boon_Hwa Daniel Marcus Arjun Farid Hafiz Jason
        Yong_Sheng
        """),
        _words("""
        Hui_Min Mei_Ling Siew_Lan Xin_Yi Li_Ting Rachel Jasmine Priya Nurul Siti Grace
        Pei_Shan
        """),
        _words("""
        Tan Lim Lee Ng Ong Wong Goh Chua Chan Koh Teo Ang Yeo Tay Ho Low Sim Chong Nair
        Rahman
        """),
    ),
}

NICKNAMES = {
    name: short.split("/")
    for name, short in _pairs("""
Robert:Bob/Rob William:Bill/Will Elizabeth:Liz/Beth Margaret:Peggy/Maggie James:Jim/Jamie
Michael:Mike Katherine:Kate/Kathy Thomas:Tom Richard:Rick/Dick Jennifer:Jenny/Jen Alexander:Alex
Susan:Sue Christopher:Chris Daniel:Dan Matthew:Matt Andrew:Andy Joseph:Joe Patricia:Pat/Trish
Deborah:Debbie Steven:Steve Edward:Ed/Ted Benjamin:Ben Samuel:Sam Nicholas:Nick Gregory:Greg
Kenneth:Ken Timothy:Tim Ronald:Ron Stephen:Steve Jonathan:Jon Rebecca:Becky Jessica:Jess
Victoria:Vicky Abigail:Abby Samantha:Sam Theresa:Terri Pamela:Pam Christine:Chris Judith:Judy
Catherine:Cathy David:Dave Anthony:Tony Charles:Charlie/Chuck Philip:Phil Francisco:Paco José:Pepe
Dolores:Lola Johannes:Hannes Katharina:Kathi Maximilian:Max Sebastian:Basti Nicolas:Nico
Frédéric:Fred
""").items()
}

# --- Places elsewhere: city|region|postcode|landline; # a digit, % one from 1, @ a letter ---

_CITIES = {
    "US": """New York|NY|100##|212555####;Los Angeles|CA|900##|213555####;
        Chicago|IL|606##|312555####;
        Houston|TX|770##|713555####;Boston|MA|021##|617555####;Seattle|WA|981##|206555####;
        Denver|CO|802##|303555####;Atlanta|GA|303##|404555####;Austin|TX|787##|512555####;
        Portland|OR|972##|503555####;Miami|FL|331##|305555####;Newark|NJ|071##|973555####""",
    "GB": """London|Greater London|SE% #@@|2079######;Manchester||M% #@@|1618######;
        Birmingham||B% #@@|1217######;Leeds||LS% #@@|1138######;Bristol||BS% #@@|1179######;
        Edinburgh||EH% #@@|1315######;Glasgow||G% #@@|1413######;Liverpool||L% #@@|1517######""",
    "DE": """Berlin|Berlin|10###|306######;Hamburg|Hamburg|20###|406######;
        München|Bayern|80###|896######;Köln|Nordrhein-Westfalen|50###|2216######;
        Frankfurt am Main|Hessen|60###|696######;Stuttgart|Baden-Württemberg|70###|7116######;
        Düsseldorf|Nordrhein-Westfalen|40###|2116######;Leipzig|Sachsen|041##|3416######;
        Nürnberg|Bayern|90###|9116######""",
    "FR": """Paris||7500#|142######;Lyon||6900#|478######;Marseille||1300#|491######;
        Toulouse||31###|561######;Nantes||44###|240######;Lille||59###|320######;
        Bordeaux||33###|556######""",
    "AU": """Sydney|NSW|20##|292######;Melbourne|VIC|30##|396######;Brisbane|QLD|40##|733######;
        Perth|WA|60##|893######;Adelaide|SA|50##|882######""",
    "ES": """Madrid|Madrid|280##|915######;Barcelona|Barcelona|080##|934######;
        Valencia|Valencia|460##|963######;Sevilla|Sevilla|410##|954######;
        Málaga|Málaga|290##|952######""",
    "IN": """Mumbai|Maharashtra|4000##|2226######;New Delhi|Delhi|1100##|1126######;
        Bengaluru|Karnataka|5600##|8026######;Hyderabad|Telangana|5000##|4026######;
        Chennai|Tamil Nadu|6000##|4426######;Pune|Maharashtra|4110##|2026######""",
    "JP": """Tokyo|Tokyo|1##-00##|353######;Osaka|Osaka|5##-00##|663######;
        Yokohama|Kanagawa|2##-00##|456######;Nagoya|Aichi|4##-00##|529######;
        Kyoto|Kyoto|6##-80##|757######;Fukuoka|Fukuoka|8##-00##|927######""",
    "SG": "Singapore||5#####|6#######",
}
CITIES: dict[str, list[tuple[str, str, str, str]]] = {
    country: [(a, b, c, d) for a, b, c, d in (item.strip().split("|") for item in text.split(";"))]
    for country, text in _CITIES.items()
}
MOBILES = {
    "GB": ("74########", "75########", "77########", "78########", "79########"),
    "DE": ("151########", "160#######", "170#######", "171#######", "175#######", "176########"),
    "FR": ("6########", "76#######"),
    "AU": ("41#######", "42#######", "43#######", "40#######"),
    "ES": ("61#######", "62#######", "63#######", "65#######"),
    "IN": ("98########", "99########", "88########", "70########"),
    "JP": ("90%#######", "80%#######"),
    "SG": ("81######", "91######", "96######", "98######"),
}
"""Without the trunk prefix. In the US a mobile has the area code of its city."""

_EN_STREETS = """Main Street,Oak Avenue,Park Road,High Street,Church Lane,Mill Road,Station Road,
Victoria Road,Maple Drive,Elm Street,Cedar Avenue,Lake Drive,Hill Street,Queen Street,King Street,
Washington Street,River Road,Green Lane,Orchard Drive,Chestnut Avenue,Willow Lane,Bridge Street"""
STREETS = {
    "US": _list(_EN_STREETS + ",Sunset Boulevard,Lincoln Boulevard"),
    "GB": _list(_EN_STREETS),
    "AU": _list(_EN_STREETS + ",Wattle Street,Banksia Road"),
    "DE": _words("""
        Hauptstraße Bahnhofstraße Gartenstraße Schulstraße Goethestraße Lindenstraße
        Bergstraße Waldstraße Schillerstraße Kirchweg Mühlenweg Rosenweg
        """),
    "FR": ["rue de la Paix", "rue Victor Hugo", "avenue de la République", "rue des Écoles",
           "rue du Moulin", "boulevard Voltaire", "rue de l'Église", "avenue Jean Jaurès",
           "rue des Lilas", "rue Pasteur"],
    "ES": ["Calle Mayor", "Calle Real", "Avenida de la Constitución", "Calle del Sol",
           "Calle San José", "Avenida de Andalucía", "Calle Nueva", "Paseo del Prado"],
    "IN": ["MG Road", "Station Road", "Nehru Road", "Gandhi Nagar", "Link Road", "Temple Street",
           "Lake View Road", "Residency Road"],
    "JP": ["Sakuragaoka", "Midorigaoka", "Honcho", "Nakamachi", "Minamicho", "Kitamachi", "Aoba",
           "Asahicho"],
    "SG": ["Ang Mo Kio Ave 3", "Bedok North Road", "Clementi Ave 2", "Toa Payoh Lorong 4",
           "Jurong West Street 41", "Serangoon Central", "Yishun Ring Road", "Tampines Street 81"],
}  # fmt: skip

COUNTRY_NAMES = {
    "CN": ["CN", "CN", "China", "中国", "P.R. China", "CHN"],
    "US": ["US", "US", "United States", "U.S.A.", "USA"],
    "GB": ["UK", "GB", "United Kingdom", "Great Britain", "England"],
    "DE": ["DE", "Germany", "Deutschland"],
    "FR": ["FR", "France"],
    "AU": ["AU", "Australia"],
    "ES": ["ES", "Spain", "España"],
    "IN": ["IN", "India"],
    "JP": ["JP", "Japan"],
    "SG": ["SG", "Singapore"],
}

# --- Companies elsewhere ---

BRAND_EN = (
    _words("Nor Bright Hal Cal Ash Fern Stone Oak Silver Kings Wex Glen Marl Thorn Lang Red"),
    _words("moor vale ford brook wick stead mere field gate ridge croft holm"),
)
TRADES: dict[str, list[str]] = {
    "US": _list("Widgets,Software,Foods,Logistics,Medical Supplies,Analytics,Plumbing"),
    "GB": _list("Engineering,Foods,Consulting,Textiles,Logistics,Instruments"),
    "AU": _list("Mining Services,Plumbing,Foods,Constructions,Solar"),
    "SG": _list("Trading,Marine,Electronics,Logistics,Foods"),
    "IN": _list("Textiles,Pharma,Exports,Infotech,Agro Industries"),
    "DE": _list("Maschinenbau,Elektrotechnik,Logistik,Bäckerei,Werkzeuge,Metallbau"),
    "FR": _list("Menuiserie,Transports,Boulangerie,Électricité,Conserverie"),
    "ES": _list("Construcciones,Transportes,Conservas,Muebles"),
    "JP": _list("Seisakusho,Shoji,Denki,Kogyo"),
}
FORMS: dict[str, list[list[str]]] = {
    "US": [["Inc.", "Inc", "Incorporated"], ["LLC", "L.L.C."], ["Corp.", "Corporation"]],
    "GB": [["Ltd", "Limited", "Ltd."], ["plc", "PLC"]],
    "AU": [["Pty Ltd", "Pty. Ltd.", "Pty Limited"]],
    "SG": [["Pte Ltd", "Pte. Ltd.", "Private Limited"]],
    "IN": [["Pvt. Ltd.", "Private Limited", "Pvt Ltd"]],
    "DE": [["GmbH", "G.m.b.H."], ["GmbH & Co. KG", "GmbH und Co. KG"], ["AG"]],
    "FR": [["SARL", "S.A.R.L."], ["SAS", "S.A.S."]],
    "ES": [["S.L.", "SL"], ["S.A.", "SA"]],
    "JP": [["K.K.", "KK", "Co., Ltd."]],
}
"""By country the legal forms, each with its spellings."""

BRANCH_WORDS = {
    "US": "{city} Branch", "GB": "{city} Branch", "AU": "{city} Branch", "SG": "{city} Branch",
    "IN": "{city} Branch", "JP": "{city} Branch", "DE": "Niederlassung {city}",
    "FR": "Agence de {city}", "ES": "Sucursal {city}",
}  # fmt: skip

COUNTRY_WEIGHTS = [
    ("US", 28), ("GB", 17), ("DE", 15), ("FR", 9), ("AU", 9), ("IN", 7), ("JP", 6), ("SG", 5),
    ("ES", 4),
]  # fmt: skip
