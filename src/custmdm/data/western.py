"""What one-line addresses outside China are told apart by."""

# Counties of the United Kingdom, as people still write them behind the town.
UK_COUNTIES = frozenset(
    line.strip()
    for line in """
    bedfordshire|berkshire|buckinghamshire|bucks|cambridgeshire|cambs|cheshire|cheshire east|cheshire west|cornwall|cumberland
    cumbria|derbyshire|devon|dorset|county durham|co durham|durham county|east sussex|west sussex|sussex|essex|gloucestershire
    glos|greater london|greater manchester|hampshire|hants|herefordshire|hertfordshire|herts|huntingdonshire|isle of wight|kent
    lancashire|lancs|leicestershire|leics|lincolnshire|lincs|merseyside|middlesex|middx|norfolk|northamptonshire|northants
    northumberland|nottinghamshire|notts|oxfordshire|oxon|rutland|shropshire|salop|somerset|north somerset|staffordshire|staffs
    suffolk|surrey|tyne and wear|warwickshire|west midlands|westmorland|wiltshire|wilts|worcestershire|worcs|yorkshire
    north yorkshire|south yorkshire|west yorkshire|east yorkshire|east riding of yorkshire|cleveland|avon|humberside|teesside
    aberdeenshire|angus|argyll|argyll and bute|ayrshire|east ayrshire|north ayrshire|south ayrshire|banffshire|berwickshire
    caithness|clackmannanshire|dumfriesshire|dumfries and galloway|dunbartonshire|east lothian|midlothian|west lothian|fife
    inverness shire|kincardineshire|kinross shire|kirkcudbrightshire|lanarkshire|north lanarkshire|south lanarkshire|moray
    nairnshire|peeblesshire|perthshire|renfrewshire|ross shire|roxburghshire|selkirkshire|stirlingshire|sutherland|wigtownshire
    anglesey|isle of anglesey|breconshire|caernarfonshire|cardiganshire|ceredigion|carmarthenshire|clwyd|denbighshire|dyfed
    flintshire|glamorgan|mid glamorgan|south glamorgan|west glamorgan|vale of glamorgan|gwent|gwynedd|merionethshire
    monmouthshire|montgomeryshire|pembrokeshire|powys|radnorshire
    county antrim|co antrim|antrim|county armagh|co armagh|county down|co down|county fermanagh|co fermanagh
    county londonderry|co londonderry|county tyrone|co tyrone|down
    """.replace("\n", "|").split("|")
    if line.strip()
)

# A state's code that is a country's as well; behind the name of one of its cities it is the country's.
CITIES_ABROAD = {
    "AL": "tirana|durres", "AR": "buenos aires|cordoba|rosario|mendoza|la plata", "AZ": "baku",
    "CA": "toronto|montreal|vancouver|calgary|edmonton|ottawa|winnipeg|quebec|quebec city|hamilton|kitchener|london|victoria"
    "|halifax|mississauga|brampton|surrey|burnaby|regina|saskatoon|laval|markham",
    "CO": "bogota|medellin|cali|barranquilla|cartagena",
    "DE": "berlin|hamburg|munich|munchen|muenchen|cologne|koln|koeln|frankfurt|frankfurt am main|stuttgart|dusseldorf|duesseldorf"
    "|leipzig|dortmund|essen|bremen|dresden|hannover|hanover|nuremberg|nurnberg|nuernberg|bonn|mannheim|karlsruhe|munster"
    "|wiesbaden|augsburg|aachen|kiel|mainz|freiburg|potsdam|heidelberg|darmstadt|ulm|regensburg|wolfsburg",
    "GA": "libreville", "ID": "jakarta|surabaya|bandung|medan|denpasar|bali",
    "IL": "tel aviv|tel aviv yafo|jerusalem|haifa|herzliya|petah tikva|ramat gan|beer sheva|netanya|rishon lezion",
    "IN": "mumbai|delhi|new delhi|bangalore|bengaluru|hyderabad|chennai|kolkata|pune|ahmedabad|noida|gurgaon|gurugram|jaipur"
    "|lucknow|surat|kochi|indore|bhopal|chandigarh|nagpur|coimbatore|thane|navi mumbai",
    "LA": "vientiane", "MA": "casablanca|rabat|marrakech|marrakesh|tangier|fes|agadir", "MD": "chisinau", "ME": "podgorica",
    "MN": "ulaanbaatar|ulan bator", "MO": "macau|macao", "MS": "plymouth", "MT": "valletta|sliema|st julians", "NC": "noumea",
    "NE": "niamey", "PA": "panama|panama city", "SC": "victoria|mahe", "SD": "khartoum", "TN": "tunis|sfax|sousse", "VA": "vatican city",
    "KY": "george town|grand cayman", "AK": "", "MI": "", "NL": "amsterdam|rotterdam|the hague|den haag|utrecht|eindhoven|groningen",
    "SK": "bratislava|kosice", "PE": "lima|arequipa|trujillo", "NT": "", "WA": "",
}  # fmt: skip

# What a street is called where the word stands at its end, or is the end of its name.
GERMAN_STREET = r"(?:straße|strasse|str\.?|gasse|weg|platz|pl\.|allee|damm|ufer|ring|chaussee|steig|stieg|graben|markt)"
DUTCH_STREET = r"(?:straat|laan|weg|plein|gracht|kade|dijk|singel|hof|pad|steeg)"
FRENCH_STREET = r"(?:rue|av\.|avenue|bd|boulevard|chemin|place|quai|impasse|allée|allee|route|cours|passage|faubourg|square)"
ITALIAN_STREET = r"(?:via|viale|v\.le|piazza|p\.za|piazzale|corso|c\.so|largo|vicolo|strada)"
SPANISH_STREET = r"(?:calle|c/|c\.|avda\.?|avenida|plaza|pza\.?|paseo|carrer|carretera|ronda|camino|travesía|glorieta)"

# What tells a place from a town: they end with it and no town does.
NO_TOWN = frozenset(
    "county university college hospital mall airport building tower plaza center centre office campus school church hotel"
    " house station district province region state".split()
)

# Behind St they are towns, not streets.
SAINTS = frozenset(
    "louis paul petersburg augustine charles joseph george cloud albans johns john helens helena ives neots andrews"
    " leonards catharines albert kilda marys pancras austell asaph".split()
)
