"""Words in Arabic letters: one spelling, a light stem, and the article and the small words before it taken off.

A first و, ب or ل may be the word's own (وسادة, بلغة) or a small word (ونجوم, بنجمة). Words of the trade whose own it is
are named below; of any other word both readings are kept.
"""

import re

# Without punctuation, digits and tatweel.
LETTERS = (
    r"\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    r"\u0750-\u077f\u08a0-\u08c9"
)

# Forms of alef, hamza on its carriers, and the letters of Persian, Urdu and Moroccan keyboards.
SPELLINGS = str.maketrans("أإآٱٲٳىیېےؤئةہھەۀگڭݣکڨپڤژچ", "ااااااييييويههههه" + "ككككقبفزج")
MIN_STEM = 3
MIN_AFTER_ARTICLE = 2
ARTICLE = re.compile(rf"(?:[وف]?[بك]?ال|[وف]?لل)(?=.{{{MIN_AFTER_ARTICLE}}})")
SUFFIXES = ("تها", "تان", "تين", "ات", "ان", "ون", "ين", "ها", "ه", "ي")

# Broken plurals of the trade (زرابي is the plural of زربية); no rule finds them without finding others that are none.
PLURALS = """
زربية زرابي | قفطان قفاطن قفاطين | جلابة جلالب جلاليب جلابيب | كندورة كنادر كنادير | سلهام سلاهم سلاهيم |
بلغة بلاغي | شربيل شرابل شرابيل | حزام أحزمة | حقيبة حقائب | محفظة محافظ | شكارة شكاير شكائر | قفة قفف |
سلة سلال | طبق أطباق | صحن صحون | زلافة زلايف زلائف | كأس كؤوس كيسان | فنجان فناجين فناجن | إبريق أباريق |
براد براريد برارد | صينية صواني | طاجين طواجين طواجن | قصعة قصاع قصع | جرة جرار جرات | خابية خوابي |
فانوس فوانيس فوانس | ثريا ثريات | مرآة مرايا | شمعة شموع | صندوق صناديق | مكحلة مكاحل | سوار أساور أسورة |
دملج دمالج دماليج | دبليج دبالج | خاتم خواتم خواتيم | قرط أقراط | قلادة قلائد | عقد عقود | بزيم بزايم |
وسادة وسائد | مخدة مخاد | غطاء أغطية | حنبل حنابل | حصيرة حصائر | سجادة سجاجيد | منديل مناديل |
طاقية طواقي | شاشية شواشي | مروحة مراوح | لون ألوان | خط خطوط | نجمة نجوم | وردة ورود | زهرة أزهار زهور |
شريط أشرطة | هدب أهداب | رمز رموز | قارورة قوارير | قنينة قناني | لوح ألواح | قناع أقنعة | قوس أقواس |
حجر أحجار | خشب أخشاب | جلد جلود | صوف أصواف | خيط خيوط | حبل حبال | زيت زيوت | تمر تمور | عشب أعشاب |
كرسي كراسي | طبلة طبالي | مائدة موائد | لباس ألبسة | هدية هدايا | صانع صناع | مشط أمشاط | إناء أواني |
مبخرة مباخر | مهراز مهارز مهاريز | مصباح مصابيح | قنديل قناديل | ستارة ستائر | حذاء أحذية | صندل صنادل |
قميص قمصان | سروال سراويل سراول | برنوس برانس | عمامة عمائم | كيس أكياس | لعبة ألعاب | طبل طبول |
دمية دمى | درهم دراهم | أحمر حمراء حمر | أخضر خضراء | أزرق زرقاء زرق | أبيض بيضاء | أسود سوداء سود |
أصفر صفراء | فضة فضي
"""
# Their first letters are their own.
OWN_FIRST_LETTER = """
وردي ورق ورقة ورشة واحد واحدة وعاء وجه وبر ولد وادي واحة وطني واسع وراين وزان ورزازات وزرة
بلدي بنين بوقال بطانية بنفسجي برتقال بروكار بدعية برونز بلبولة بذور بندق بلد بيت باب بنت بهار بابونج بخور بصل
بطيخ بودرة بسكويت بوف بزطام بركوكس بلوط بلاستيك بقرة بستان بوغولان بوشرويط بوفكوس
ليمون لوبان لوحة لازورد لويزة ليلة لوز لحاف لبان لؤلؤ لبن لعب
ألماس ألياف ألف ألمنيوم
"""
# Their endings are their own, and the rest is another word: olives are not oil, and Tétouan is not folded.
OWN_ENDING = frozenset({"زيتون", "تطوان"})


def fold(word: str) -> str:
    """One spelling. Marks and tatweel are gone already."""
    word = word.translate(SPELLINGS)
    return word.removesuffix("ء") if len(word) > MIN_STEM else word


def stem(word: str) -> str:
    """Of a folded word without its article."""
    while word not in SINGULARS:
        suffix = next((s for s in SUFFIXES if word.endswith(s) and len(word) - len(s) >= MIN_STEM), None)
        if suffix is None or word in OWN_ENDING:
            return word
        word = word.removesuffix(suffix)
    return SINGULARS[word]


def readings(word: str) -> tuple[list[str], list[str]]:
    """What a folded word may be without what is written onto it: surely (an article), and perhaps (و, ب or ل)."""
    if _is_own(word):
        return [], []
    article = ARTICLE.match(word)
    surely = [word[article.end() :]] if article else []
    perhaps = []
    rest = word
    for letters in ("و", "بل"):
        if rest[0] in letters and len(rest) > MIN_STEM:
            rest = rest[1:]
            # بألوان is no وان with an article.
            if not article or _is_own(rest):
                perhaps.append(rest)
            if _is_own(rest):
                break
    return surely, perhaps


def _is_own(word: str) -> bool:
    return stem(word) in OWN_STEMS


def _singulars() -> dict[str, str]:
    families = [[fold(word) for word in family.split()] for family in PLURALS.split("|")]
    return {form: stem(singular) for singular, *forms in families for form in forms}


# Empty at first, so that singulars are stemmed by the rules while the table is made.
SINGULARS: dict[str, str] = {}
SINGULARS |= _singulars()
OWN_STEMS = frozenset({stem(fold(word)) for word in OWN_FIRST_LETTER.split()} | set(SINGULARS.values()))
