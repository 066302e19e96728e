"""Services that people have accounts with, and how their names are written."""

# The first name of each line is the one that is stored.
_NAMES = """
    wechat 微信 weixin wx 微信号 wechatid 微信账号 微信帐号
    wecom 企业微信 企微 wxwork qywx
    qq 扣扣 qq号 qq号码 qqid tencentqq 腾讯qq
    weibo 微博 新浪微博 sinaweibo sina
    alipay 支付宝 支付宝账号 zfb
    douyin 抖音 抖音号
    tiktok
    kuaishou 快手 快手号
    xiaohongshu 小红书 小红书号 redbook rednote xhs
    bilibili 哔哩哔哩 b站
    zhihu 知乎
    taobao 淘宝 淘宝账号 旺旺 阿里旺旺 wangwang
    jd 京东 jingdong
    pinduoduo 拼多多 pdd
    meituan 美团
    dingtalk 钉钉 钉钉号 dingding
    feishu 飞书
    lark
    baidu 百度
    facebook fb facebookid
    messenger fbmessenger
    instagram ig insta
    twitter x twitterhandle
    linkedin 领英
    youtube yt
    github
    gitlab
    google googleid
    apple appleid
    microsoft msn live
    telegram tg telegramid
    whatsapp wa
    line lineid
    kakao kakaotalk 카카오톡
    viber
    signal
    skype skypeid
    discord
    slack
    snapchat snap
    pinterest
    reddit
    vk vkontakte
    paypal
    amazon
    ebay
    salesforce sfdc
    hubspot
    shopify
    stripe
    """
SERVICES = {name: line.split()[0] for line in _NAMES.splitlines() for name in line.split()}

# Their ids mean the same in capitals: names that people choose, and numbers.
CASELESS = frozenset(
    "qq weibo twitter instagram github gitlab facebook linkedin telegram skype reddit pinterest vk "
    "tiktok paypal whatsapp viber snapchat".split()
)
