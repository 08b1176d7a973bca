"""The words by which a statement tells who comes, with what and what changes; and those that tell nothing.

The words were found by reading what therapists write of themselves in directories and on their own pages.
"""

from __future__ import annotations

import re
from types import MappingProxyType


def _any_of(*patterns: str) -> re.Pattern[str]:
    """Any of them as whole words; an apostrophe in a pattern stands for either kind."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b".replace("'", "['’]"), re.IGNORECASE)


_NOUNS = (
    "couples?|partners?|spouses?|husbands?|wives|wife|newlyweds|parents?|mothers?|moms?|mums?|fathers?|dads?"
    "|famil(?:y|ies)|stepfamilies|stepparents?|caregivers?|carers?|grandparents?|siblings?|sisters?|brothers?"
    "|daughters?|sons|child|children|kids?|toddlers?|preschoolers?|teen(?:s|agers?)?|tweens?|adolescents?|youth"
    "|adults?|elders?|seniors|retirees|men|women|girls?|boys?|students?|graduates?|undergraduates?|athletes?"
    "|professionals?|executives?|founders?|entrepreneurs?|managers?|leaders?|lawyers?|attorneys?|physicians?|doctors?"
    "|nurses?|clinicians?|therapists?|helpers|teachers?|academics?|scientists?|engineers?|farmers?|ranchers?|workers?"
    "|clergy|pastors?|veterans?|soldiers?|service members?|first responders?|firefighters?|police|officers?|medics?"
    "|survivors?|widows?|widowers?|adoptees?|immigrants?|refugees?|newcomers?|expats?|artists?|musicians?|performers?"
    "|writers?|creatives?|perfectionists?|overthinkers?|worriers?|introverts?|lgbtq?\\w*\\+?|gay|lesbian|bisexual|queer"
    "|trans(?:gender)?|nonbinary|polyamorous|autistics?|adhders?|singles|drinkers?|gamers?|mourners?"
)
_ANYBODY = "people|folks|clients|patients|individuals|persons|humans|somebody|someone|anyone|anybody|those|ones"
#: Somebody whom one can picture; "people" alone are nobody, "people who ..." are.
WHO = _any_of(
    _NOUNS,
    rf"(?:{_ANYBODY})(?: of \w+)? (?:who|whose|whom|that|after|living|facing|raised|caught|leaving|recovering|coming"
    "|going|carrying|grieving|returning|in (?:their|the|recovery|mourning)|of (?:color|faith))",
)

#: What somebody struggles with, beside what the vocabulary knows.
STRUGGLE = _any_of(
    r"struggl\w+|stuck|fight(?:s|ing)?|lost|losing|loss(?:es)?|afraid|fears?|fearful|scared|terrified|terrible",
    r"worr(?:y|ies|ied)",
    r"overwhelm\w*|exhaust\w*|tired|worn out|burn(?:ed|t) out|dread\w*|guilt\w*|sham(?:e|ed|ing)|ashamed|numb",
    r"empty|alone",
    r"can't|cannot|couldn't|won't|no longer|never|hurt(?:s|ing)?|pain(?:s|ful)?|ach(?:e|es|ing)|crisis|betray\w*",
    r"anger|angry",
    r"suffer\w*|surviv(?:ed|es|ing)|haunt(?:ed|s)|rituals?|cry(?:ing)?|death|died|dying|ill(?:ness)?|diagnos\w+",
    r"conflicts?",
    r"fall(?:s|ing|en)? apart|too (?:much|many|hard)|more than they|walk(?:s|ing|ed)? on eggshells|flinch\w*",
    r"lies? awake",
    r"(?:stop|stopp)(?:ped|s)? (?:going|eating|sleeping|talking|leaving|touching)|tantrums?|fists?|outbursts?",
    r"melt ?downs?",
    r"miss(?:es|ing)? each other|roommates|drift(?:ed|ing) apart|secrets?|carr(?:y|ies|ying) everyone|look(?:s)? fine",
    r"eat(?:s)? (?:their|the) (?:day|morning|evening|life)s?|after (?:a|an|the|their|his|her) \w+|in (?:raw|pieces)",
    # A clause about who they are tells it too: "parents who are splitting up", "adults whose moods swing".
    r"(?:who|whose|when) \w+ \w+",
    r"(?:hard|difficult|stormy|rough) (?:time|times|season|year|years|marriage|childhood)|unhappy|unseen|unheard",
    r"harm(?:ed)?",
)

_THEY = "they|you|most|we|clients|couples|parents|families|children|kids|teens|women|men|people|and"
#: What is different afterwards.
CHANGE = _any_of(
    rf"(?:{_THEY}) leave|to leave (?:able|with|feeling)|they (?:end up|go back|go home)",
    r"so (?:that )?(?:they|you|he|she|we|people|clients|parents|couples|families)",
    r"(?<!not )(?<!n't )(?<!n’t )able to|learns?(?! (?:disab|diff|disor))|instead of|rather than|without \w+ing|until",
    r"re(?:build|connect|gain|claim|pair|store|discover)s?|recovers?|return(?:s)? to|get(?:s|ting)? [^.!?]{0,40}\bback",
    r"(?<!and )(?<!over )(?<!yet )again(?! and again)",
    r"find(?:s|ing)? (?:\w+ ){0,3}(?:ways?|peace|footing|voice|joy|meaning|calm|language|words|rest|relief|each other)",
    r"feel(?:s|ing)? (?:\w+ )?(?:like (?:themselves|yourself)|at home|steady|lighter|free|alive|confident|close)",
    r"feel(?:s|ing)? (?:\w+ )?(?:safe|calm)\w*",
    rf"(?:{_THEY}|to) (?:\w+ )?(?:stop|start|begin|come) (?:\w+ing|to)",
    r"(?:better|quieter|calmer|lighter|easier|kinder|steadier|closer|softer|warmer|sooner)(?! (?:or|known))",
    rf"(?:{_THEY}) (?:can |\w+ly )?(?:sleep|rest|laugh|trust|talk|choose|grow|carry|decide|dare|play)",
    rf"(?:{_THEY}) (?:can |\w+ly )?(?:set|say|know|belong)",
    rf"(?:{_THEY}) (?:are|come out|walk out|get|make it) (?:home|back|through|out|free|unstuck|better|proud|there)",
    r"(?:decide|put down|let go|set down|make sense|make peace|speak up|stand up|come to terms|get unstuck|come home)",
    r"(?:decide|put down|let go|choose) (?:what|who|whether|how)|on time|through the night",
)

_TELLING_NOTHING = {
    "shared": "safe space; safe place; safe and supportive; supportive environment; judgment free; non judgmental; "
    "warm and compassionate; compassionate care; meet you where you are; meet clients where they are; "
    "meet people where they are; meet them where they are; client centered; open minded; collaborative approach",
    "breadth": "wide range; wide variety; broad range; variety of issues; variety of concerns; all kinds of; "
    "range of issues; range of concerns; many issues; life's challenges; life challenges; all ages; any age; "
    "across the lifespan; all walks of life; for everyone; with everyone; for everybody; with anyone; all backgrounds; "
    "not limited to; and more; all populations",
    "method": "holistic; eclectic; integrative; tailored; individualized; whole person; mind body; toolbox; "
    "coping skills; tools and strategies; different modalities; variety of techniques; variety of approaches",
    "promise": "healing journey; your journey; their journey; on a journey; best self; best version; full potential; "
    "fullest life; thrive; flourish; empower; authentic self; authentic life; live authentically; wellness; "
    "personal growth; quality of life; meaningful life",
    "jargon": "evidence based; trauma informed; attachment based; strengths based; psychodynamic; biopsychosocial; "
    "psychoeducation; dysregulation; maladaptive; comorbid; co occurring; presenting problems; symptomatology; "
    "interventions; modalities; therapeutic alliance; somatic; parts work; interpersonal effectiveness; "
    "distress tolerance; nervous system; insight oriented; culturally responsive",
    "about_me": "years of experience; passionate about; my passion; my approach; my training; certified; "
    "i specialize; areas of expertise; specialties include; i believe; my style; free consultation",
}
#: Phrases that tell a colleague nothing, with why (a code of `bot.matching.advice.coaching.Vague`).
VAGUE = MappingProxyType({each: why for why, phrases in _TELLING_NOTHING.items() for each in phrases.split("; ")})

#: The same in another spelling, each with how the table writes it.
ONE_SPELLING = MappingProxyType(
    {
        "nonjudgmental": "non judgmental",
        "non judgemental": "non judgmental",
        "nonjudgemental": "non judgmental",
        "judgement free": "judgment free",
        "meet you where you're at": "meet you where you are",
        "meet clients where they're at": "meet clients where they are",
        "meet people where they're at": "meet people where they are",
        "client centred": "client centered",
        "individualised": "individualized",
        "empowering": "empower",
        "empowers": "empower",
        "empowered": "empower",
        "thriving": "thrive",
        "years experience": "years of experience",
        "specializing in": "i specialize",
        "specialize in": "i specialize",
    }
)
