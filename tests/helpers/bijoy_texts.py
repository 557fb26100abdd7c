"""Texts typed in Bijoy with their reading, as published by others: what a reader must agree with.

The districts stand in both spellings in a public table of 2016; the rest is from examples and tests of other readers
(BRAC's and the Bahar, Ekushey and Progoti ones), where they agree. No names of people but those that are everybody's.
"""

from __future__ import annotations

DISTRICTS = """
†bvqvLvjx=নোয়াখালী|XvKv (gnvbMi)=ঢাকা (মহানগর)|†dbx=ফেনী|†fvjv=ভোলা|†g‡nicyi=মেহেরপুর|†gŠjex evRvi=মৌলবী বাজার
gqgbwmsn=ময়মনসিংহ|†kicyi=শেরপুর|bIMuv=নওগাঁ|biwms`x=নরসিংদী|bovBj=নড়াইল|bv‡Uvi=নাটোর|bvivqYMÄ=নারায়ণগঞ্জ|cvebv=পাবনা
dwi`cyi=ফরিদপুর|e¸ov=বগুড়া|ev‡MinvU=বাগেরহাট|ewikvj=বরিশাল|gv¸iv=মাগুরা|gvwbKMÄ=মানিকগঞ্জ|gywÝMÄ=মুন্সিগঞ্জ|h‡kvi=যশোর
iscyi=রংপুর|ivRkvnx=রাজশাহী|j²xcyi=লক্ষ্মীপুর|kixqZcyi=শরীয়তপুর|Kzwgjøv=কুমিল্লা|KzwoMÖvg=কুড়িগ্রাম|Kzwóqv=কুষ্টিয়া
Lyjbv=খুলনা|MvRxcyi=গাজীপুর|mvZÿxiv=সাতক্ষীরা|mybvgMÄ=সুনামগঞ্জ|nweMÄ=হবিগঞ্জ|PÆMÖvg=চট্টগ্রাম|Puv`cyi=চাঁদপুর
PvcvBbeveMÄ=চাপাইনবাবগঞ্জ|PzqvWv½v=চুয়াডাঙ্গা|Rvgvjcyi=জামালপুর|SvjKvwV=ঝালকাঠি|Uv½vBj=টাঙ্গাইল|VvKziMuvI=ঠাকুরগাঁও
w`bvRcyi=দিনাজপুর|wc‡ivRcyi=পিরোজপুর|eªvþYevoxqv=ব্রাহ্মণবাড়ীয়া|wK‡kviMÄ=কিশোরগঞ্জ|wm‡jU=সিলেট|wmivRMÄ=সিরাজগঞ্জ
wSbvB`n=ঝিনাইদহ|XvKv=ঢাকা|MvBevÜv=গাইবান্ধা|cUzqvLvjx=পটুয়াখালী|†MvcvjMÄ=গোপালগঞ্জ|gv`vixcyi=মাদারীপুর|K·evRvi=কক্সবাজার
ei¸bv=বরগুনা|bxjdvgvix=নীলফামারী|ev›`ievb=বান্দরবান|ivRevox=রাজবাড়ী|jvjgwbi nvU=লালমনির হাট|LvMovQwo=খাগড়াছড়ি
iv½vgvwU=রাঙ্গামাটি|cÂMo=পঞ্চগড়|RqcyinvU=জয়পুরহাট|†bÎ‡Kvbv=নেত্রকোনা
"""

PUBLISHED = """
avgivB, XvKv=ধামরাই, ঢাকা|wcÖqv Av³vi=প্রিয়া আক্তার|¯§„wZ=স্মৃতি|kwg©jv=শর্মিলা|¯^v¶i=স্বাক্ষর|†gvt=মোঃ|ivóª=রাষ্ট্র|eªþcyÎ=ব্রহ্মপুত্র
weÁvb=বিজ্ঞান|PÂj=চঞ্চল|M½v cÙv Ck¦i KY©dzjx `¤¢=গঙ্গা পদ্মা ঈশ্বর কর্ণফুলী দম্ভ|wKsKZ©e¨weg~p iscyi=কিংকর্তব্যবিমূঢ় রংপুর
RvZxq cwiPq cÎ b¤^i=জাতীয় পরিচয় পত্র নম্বর|(†iKW©)=(রেকর্ড)|we¯ÍvwiZ=বিস্তারিত|msµvšÍ Z_¨mg~nt=সংক্রান্ত তথ্যসমূহঃ|iæ=রু
122 bs †PŠUvBj miKvix cÖv_wgK we`¨vjq=১২২ নং চৌটাইল সরকারী প্রাথমিক বিদ্যালয়|wek¦we`¨vjq=বিশ্ববিদ্যালয়|cÖavbgš¿x=প্রধানমন্ত্রী
K…wlweÁvb=কৃষিবিজ্ঞান|eÜz=বন্ধু|gyw³=মুক্তি|¯^vaxbZv=স্বাধীনতা|c~Y©=পূর্ণ|wbg©vY=নির্মাণ|nVvr=হঠাৎ|`ytL=দুঃখ|Kg©KvÐ=কর্মকাণ্ড
Kg©KZ©vi=কর্মকর্তার|mswkøó=সংশ্লিষ্ট|cÖÁvcb=প্রজ্ঞাপন|AvnŸvb=আহ্বান|MYcÖRvZš¿x=গণপ্রজাতন্ত্রী|Dch©y³=উপর্যুক্ত|hv‡”Q=যাচ্ছে
cÖwZôvb=প্রতিষ্ঠান|Z`šÍ Z`š—=তদন্ত তদন্ত|W. ‡gvt Avãyjøvn=ড. মোঃ আব্দুল্লাহ|ZvwiL: 19/09/2026=তারিখ: ১৯/০৯/২০২৬|`yb©xwZ=দুর্নীতি
Mªn‡Yi Rb¨=গ্রহণের জন্য|‡iwR÷ªvi=রেজিস্ট্রার|¯œvZ‡KvËi=স্নাতকোত্তর|Kgx©=কর্মী|wk¶v_©x=শিক্ষার্থী|ms¯‹…Z=সংস্কৃত|g„Zz¨=মৃত্যু
PZz_©=চতুর্থ|wZjvIqvZ=তিলাওয়াত|AvKvk‡Rvov †gN=আকাশজোড়া মেঘ|†W‡¯‹i=ডেস্কের|w¯Œ‡b=স্ক্রিনে|`‚ieZ©x=দূরবর্তী|†KvgjMvÜvi=কোমলগান্ধার
kx‡l †ewóZ=শীষে বেষ্টিত|ci¯úi mshy³=পরস্পর সংযুক্ত|cwi”QbœZv=পরিচ্ছন্নতা|G¨vwm÷¨v›U=এ্যাসিস্ট্যান্ট|Avngv`=আহমাদ
"""

HEADINGS = """
bvg=নাম|‡ivj=রোল|†ivj bs=রোল নং|†ivj b¤^i=রোল নম্বর|µwgK=ক্রমিক|µwgK bs=ক্রমিক নং|wcZvi bvg=পিতার নাম|gvZvi bvg=মাতার নাম
†gvevBj=মোবাইল|†gvevBj b¤^i=মোবাইল নম্বর|†dvb=ফোন|Rb¥ ZvwiL=জন্ম তারিখ|wVKvbv=ঠিকানা|wj½=লিঙ্গ|QvÎ=ছাত্র|QvÎx=ছাত্রী
†Q‡j=ছেলে|†g‡q=মেয়ে|m¤§wZ=সম্মতি|Am¤§wZ=অসম্মতি|n¨vu=হ্যাঁ|n¨v=হ্যা|bv=না|†gvU=মোট|me©‡gvU=সর্বমোট|kvLv=শাখা|†kÖwY=শ্রেণি
†kÖYx=শ্রেণী|wk¶v_©xi bvg=শিক্ষার্থীর নাম|wkÿv_©xi bvg=শিক্ষার্থীর নাম|bvgt=নামঃ|bvg t=নাম :|eqm=বয়স|gšÍe¨=মন্তব্য|gš—e¨=মন্তব্য
AwffveK=অভিভাবক|AwffveK m¤§wZ=অভিভাবক সম্মতি|cÖwZeÜx=প্রতিবন্ধী|cÖavb wk¶K=প্রধান শিক্ষক|¯^v¶i=স্বাক্ষর|¯^vÿi=স্বাক্ষর|Rb=জন
MÖvg=গ্রাম|†ckv=পেশা|Qwe=ছবি|AvBwW bs=আইডি নং|mb=সন|we`¨vjq=বিদ্যালয়|gv`ªvmv=মাদ্রাসা|evwjKv=বালিকা|evjK=বালক
"""


def pairs(listed: str) -> list[tuple[str, str]]:
    """Each typed text with its reading."""
    return [tuple(pair.split("=")) for line in listed.strip().splitlines() for pair in line.split("|")]  # type: ignore[misc]


RARE = """
iOb=রঙন|mš‘=সন্তু|e¯‘=বস্তু|P°i=চক্কর|iæw´bx=রুক্মিনী|evwº=বাগ্দি|KzÀwUKv=কুজ্ঝটিকা|evÃv=বাঞ্ছা|SÅv=ঝঞ্ঝা|AvÇv=আড্ডা|KÈK=কণ্টক|KÉ=কণ্ঠ
DÌvb=উত্থান|jÚb=লন্ঠন|jÛb=লন্ডন|K¨v‡Þb=ক্যাপ্টেন|BwáZv=ইপ্সিতা|Kwâ=কব্জি|¯Íä=স্তব্ধ|¯—ä=স্তব্ধ|jç=লম্ফ|Dév=উল্কা|dvêybx=ফাল্গুনী
Dëv=উল্টা|†Mvì=গোল্ড|Mî=গল্ফ|wbðq=নিশ্চয়|wki‡ñ`=শিরশ্ছেদ|wbõj=নিষ্ফল|öjb=স্খলন|ùwUK=স্ফটিক|wPý=চিহ্ন|D˜MxiY=উদ্গীরণ|k•L=শঙ্খ
c~e©vnè=পূর্বাহ্ণ|Zx¶è=তীক্ষ্ণ|Zxÿè=তীক্ষ্ণ|wei³=বিরক্ত|m¤£g=সম্ভ্রম|gwj−K=মল্লিক|welYœ=বিষণ্ণ|AvZ¥v=আত্মা|AvÍv=আত্মা
evU&jvi=বাট্লার|ÒiwkÓ=“রশি”|ÔiwkÕ=‘রশি’|iwk-345=রশি-৩৪৫|iwk; 78=রশি; ৭৮|iwk?!=রশি?!|[iwk]+*%=[রশি]+*%
"""
