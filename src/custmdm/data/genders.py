"""Words for genders, in the languages of the forms that people fill in."""

# Words, titles and the numbers of ISO/IEC 5218. Titles such as Dr or Mx, and d for divers, which
# German forms print, tell what they tell: a doctor none, Mx and divers neither of the two.
WORDS = {
    "male": """
        1 m male man boy gentleman mr mister sir he him he/him masculine masculin mâle homme garçon
        monsieur hombre varón masculino niño señor homem masculino menino senhor uomo maschio maschile
        signor signore mann männlich junge herr hr man mannelijk heer mężczyzna pan erkek м муж мужчина
        мужской господин
        男 男性 男士 男生 男的 男子 男孩 先生 おとこ 男児 남 남자 남성
    """,
    "female": """
        2 f female woman girl lady mrs ms miss madam mme she her she/her w feminine féminin femme fille
        madame mademoiselle mlle mujer femenino niña señora señorita mulher feminino menina senhora
        donna femmina femminile signora signorina frau fr weiblich mädchen vrouw vrouwelijk mevrouw
        kobieta pani kadın ж жен женщина женский госпожа
        女 女性 女士 女生 女的 女子 女孩 小姐 太太 夫人 おんな 女児 여 여자 여성
    """,
    "other": """
        x o d other divers diverse nonbinary non-binary enby nb mx they them they/them intersex
        transgender third neutral genderqueer agender autre otro otra outro altro anders andere
        其他 其它 其他性别 非二元 非二元性别 双性 跨性别 第三性别 多元性别 多元
    """,
}
PHRASES = {
    "third gender": "other", "gender diverse": "other", "non binary": "other",
    "1 male": "male", "2 female": "female", "m male": "male", "f female": "female",
    "1 0": "male", "2 0": "female", "01": "male", "02": "female",  # 1.0 of a number column
    "1 男": "male", "2 女": "female", "男 male": "male", "女 female": "female",
}  # fmt: skip
NOT_STATED = """
    0 00 09 9 u unknown undefined unspecified undisclosed none na not_stated not_known not_applicable
    not_specified not_disclosed not_given prefer_not_to_say rather_not_say inconnu unbekannt
    keine_angabe k.a. desconocido no_especificado sconosciuto onbekend
    未知 保密 不详 未说明 未说明的性别 未知的性别 未填 未填写 未透露 不愿透露 不明 未 无 無 待定 不清楚 未设置 性别未知 性别保密
"""
