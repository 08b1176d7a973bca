"""What a phrase of danger is, and the words from which they are made: who, what is done, with what, what is meant.

The words are joined as they stand, so a space in them is a space of the note. Every repeat is bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Flag, StrEnum, auto

_WORD = r"\b"


class DangerKind(StrEnum):
    """Who or what is in danger now."""

    SUICIDE = "suicide"
    VIOLENCE = "violence"  # toward others
    ABUSE = "abuse"  # by somebody close, of an adult or of whom the phrase does not say
    CHILD = "child"


class Only(Flag):
    """When a phrase counts."""

    ALWAYS = 0
    RECENT = auto()  # with "today", "last night" or the like in the same clause: by itself it may be long past
    NAMED = auto()  # a list of nouns, which one "no" or "denies" at its head takes back: "denies si, plan, intent"
    FEARED = auto()  # not in a note that speaks of OCD, whose fears are of what nobody intends


@dataclass(frozen=True)
class Phrase:
    """One way of saying that somebody is in danger."""

    kind: DangerKind
    only: Only
    expression: re.Pattern[str]


def phrase(kind: DangerKind, only: Only, *ways: str) -> Phrase:
    """One phrase of several ways to say it, each a pattern of lower-case text whose blanks are single.

    The ways that start with a word are tried only where one starts, which is a third of the work.
    """
    words = [way.removeprefix(_WORD) for way in ways if way.startswith(_WORD)]
    anywhere = [way for way in ways if not way.startswith(_WORD)]
    if words:
        anywhere.append(rf"{_WORD}(?=[\w'])(?:{'|'.join(words)})")
    return Phrase(kind, only, re.compile("|".join(anywhere)))


SELF = r"(?:him|her|them|my|your|it|one) ?sel(?:f|ves)"
HIS = r"(?:his|her|their|my|the|thier)"
SOMEBODY = (
    r"(?:he|she|they|i|client|ct|pt|patient|who|teen|kid|man|woman|boy|girl|family|husband|wife|dad|mom|son|daughter"
    r"|\d\d[mf])"
)
GOING_TO = (
    r"\b(?:(?:(?:plan|want|intend|threaten|try|need|hop|vow)(?:s|n?ing|es|ies|ing)? to|(?:plan|want|intend|need"
    r"|hope) to|(?:tries|about|ready|decided|prepared|determined|means?|swears|swore"
    r"|sworn) to|plan(?:s|ning)? on|intent (?:to|on)|going"
    rf" (?:to|2)|g[ou]nna|wanna|has to|wants? 2)"
    rf"|{SOMEBODY}(?:'?ll| will| might| may|'d| would(?! rather)| would rather(?! jump)))"
    r" (?:just |really |still |go |try to |actually |either |then |all of ){0,2}"
)
DID = r"\b(?:tried|wanted|planned|meant|threatened|attempted|trying) to "
END_SELF = (
    rf"(?:kil+(?:ing)? {SELF}|kms|kys|unaliv(?:e|ing)(?: {SELF})?"
    r"|end(?:ing)? (?:it all|it (?:tonight|tonite|today|now|this)|(?:his|her|their|my|thier)"
    r" li(?:fe|ves))|com+it+(?:ing)? sui?cide|die by suicide|(?:hang|gas|shoot|drown|starve|poison|cut"
    rf"|stab|hurt|harm|burn)(?:ing)? {SELF}|(?:od|o\.d\.|overdose)(?:ing)?\b|slit(?:ting)? (?:his|her|their)|off"
    rf" {SELF}|tak(?:e|ing) (?:his|her|their|my) (?:own )?life(?! (?:in|back|to|seriously|for|slow|one)\b)"
    r"|(?:driv|walk|run|step|jump|crash)(?:e|ing)? (?:(?:his|her|their|the) car )?(?:into|in front of|off|under)"
    r" (?:a |an |the |oncoming ){0,2}(?:traffic|train|bus|truck|bridge|cliff|tree|wall|tracks)"
    rf"|do something (?:stupid|drastic)|take {SELF} out\b"
    rf"|take all (?:of )?(?:his|her|their|the) (?:\w{{3,10}} )?(?:pills|meds|medication)|do {SELF} in\b"
    r"|blow(?:ing)? (?:his|her|their|my) (?:brains?|head)|jump(?:ing)?(?: (?:off|from|in front)|(?= ?[,.;!?\n]|$)))"
)
ONE = (
    r"(?:kid(?:do|s)?|child(?:ren)?|bab(?:y|ies)|newborn|infant|toddler|daughters?|sons?|wife|husband|hubby|spouse"
    r"|mom|mother|dad|father|parents?|girlfriend|gf|boyfriend|bf|partner|famil(?:y|ies)|ex(?: wife| husband)?"
    r"|neighbors?|boss|co-?workers?|brothers?|sisters?|siblings?|step\w{3,8}|roommate|teachers?|classmates?"
    r"|therapist|students?|abuser|rapist|cousin|uncle|aunt|grand\w{2,8}|supervisor|manager|cops?|boys?|girls?"
    r"|nurse|doctor|guard|officer|colleagues?"
    r"|twins|dogs?|cats?|nieces?|nephews?|landlord)"
)
PERSON = (
    r"(?:her|him|them|me|us|someone|somebody|people|every(?:one|body)|any(?:one|body)|others|(?:his|her|their|my"
    rf"|the|a) (?:\w{{2,12}} )?{ONE})\b(?!(?:'s)? (?:self|selves|feelings|heart|buttons?|confidence|faith|marriage"
    rf"|grades"
    r"|career|chances|dreams|schedule|mood|soul|goals?|sleep|back|knees?|out|off|fears?|anxiety|addiction"
    r"|depression|record|time|chances|up for|to the|at (?:chess|golf|tennis|cards|games|school)|for (?:a|fun)"
    r"|stride)\b)"
)
HARM = (
    r"(?:kil+|shoot|stab|hurt|harm|murder|strangle|choke|burn|poison|drown|smother|attack|beat(?: up)?|suffocate"
    r"|shake|rape|behead)"
)
BY = (
    r"\b(?:he|she|they|who|(?:step ?-?)?(?:dad(?:dy)?|father|mom(?:my)?|mother|son|brother|sister)|husband|hubby|wife"
    r"|spouse|partner|bf|boy ?friend|gf|girl ?friend|ex|uncle|aunt(?:ie)?|cousin|grand(?:pa|ma|father|mother|dad)"
    r"|coach|teacher|caregiver|room ?mate|parents?|foster (?:mom|dad|parents?)|babysitter|nanny|pastor"
    r"|family)(?:'?s| is| are|'?re| keeps?| still| just| been| has been| have been| always| regularly| sometimes"
    r"| also| currently| both| physically| sexually| just| (?:1[6-9]|[2-6]\d)){0,3} "
)
HURTS = (
    r"(?:hits|hitting|beats|beating(?: up)?|chokes|choking|strangles|strangling|punches|punching|kicks|kicking"
    r"|slaps|slapping|burns|burning|rapes|raping|molests|molesting|hurting|abuses|abusing|shoves|shoving|shakes"
    r"|shaking|starves|starving|whips|whipping|traffics|trafficking|assaults|assaulting|attacks|attacking"
    r"|drags|dragging|slams|slamming|throw(?:s|ing) (?:things|stuff) at"
    r"|(?:puts?|putting|lays|laying) (?:his |her |their )?hands on|(?:hit"
    r"|beat)(?= (?:the kids|(?:her|him|them|me) (?:again|daily|every|all|most|whenever|when (?:he|she) (?:drink"
    r"|is)))))"
)
STRIKES = rf"{HURTS}(?: (?:and|&|or) {HURTS})?"
VICTIM = rf"(?!(?:someone|somebody|people|every|any|others)){PERSON}"
STRUCK = (
    r"(?:hit|beat(?:en)?(?: up)?|punched|choked|strangled|raped|kicked|shoved"
    r"|pushed(?! (?:again|back|out|off|to|through)\b)"
    r"|slapped|stabbed|assaulted"
    r"|threw|dragged|slammed|pinned|grabbed|bruised|burned|hurt|cut)"
)
BEING_HURT = (
    r"being (?:(?:sexual|physical|sever|current|activ)\w{1,4} ){0,2}(?:abused|beaten|beat|molested"
    r"|hit(?! hard| (?:by|with) (?:\w{1,4} )?(?:lay|debt|tax|bill|wave|grief|cars?\b))"
    r"|raped|starved|trafficked|shaken|touched(?! out)|hurt|choked|strangled|assaulted|tortured|neglected"
    r"|threatened with"
    r"|held (?:by|captive|hostage|against)|stalked(?! by debt)|followed)\b"
)
KIN = (
    r"(?:step ?-?(?:dad|father|mom|brother)|uncle|coach|teacher|cousin|grand(?:pa|father|dad)|dad(?:dy)?|father"
    r"|pastor|babysitter|(?:mom|mother)'?s (?:new )?(?:bf|boy ?friend)|(?:older )?brother|neighbor)"
)
YOUNG = (
    r"(?:kid(?:do|s)?|child(?:ren)?|bab(?:y|ies)|newborn|infants?|toddlers?|nephew|niece"
    r"|\d{1,2} ?(?:yo|y/o|yr old|years? old))"
)
GUN = r"(?:hand ?gun|shot ?gun|gun|rifle|pistol|revolver|axe|firearm|knife|weapon|machete|razor|blade)"
PILLS = (
    r"(?:pills?|meds|medication|tylenol|xanax|insulin|ibuprofen|advil|benadryl|klonopin|ativan|antidepressants"
    r"|tablets|lithium|seroquel|aspirin|oxy|paracetamol|amitriptyline"
    r"|valium|percocet|ambien|morphine|trazodone|gabapentin|hydroxyzine|oxycodone|vicodin|norco|fentanyl|methadone"
    r"|lorazepam|clonazepam|acetaminophen|nyquil|unisom|zoloft|prozac|lexapro|wellbutrin|effexor|lamictal|painkillers)"
)
SI = (
    r"(?:\bs\.?i\.?(?![\w'])|\bsui?cid\w{0,6}|\bsiucid\w{1,5}|\bideations?\b|\bhomicid\w{0,5}|\bhi(?= ?(?:\+"
    r"|w/|with|and|&) ?(?:a |clear |active )?(?:plan|intent)))"
)
PLAN = (
    r"(?:\baccess to (?:\w{1,8} )?(?:means|firearms?|guns?|weapons?|pills)\b"
    r"|\b(?:guns?|firearms?|pills|rope) (?:at home|in (?:the )?(?:house|home))\b|\bintent(?:ion)?\b"
    r"|\bintends\b(?! to (?:pay|use|stay|come|meet|stop|return))|\bmeans\b(?! (?:test|that|to"
    r" me))|(?:\b(?:with|w/?|has|have|and|an?|the|current|active|specific|clear|detailed|concrete|now)"
    r"|[&+,/:;]) ?plans?\b(?! (?:b|year|is|w/|with|changed?|resets?|covers?|ends|of (?:care|safety)|for (?:safety"
    r"|school|work|care|college)|to (?:return|meet|step|move|taper|start|see|stay|keep))\b))"
)
NOT_TAKEN_BACK = r"(?:(?!\b(?:no|not|w/o|without|denie[sd]|deny(?:ing)?|neg|safety|never|but|or)\b)[^.;!?\n])"
HIGH_PLACE = (
    r"(?:bridge|ledge|roof(?:top)?|(?:train |railroad )?tracks|overpass|cliff)\b(?! (?:loan|business|crew|job"
    r"|project|team))"
)
STUFF = r"(?:all )?(?:of )?(?:his|her|their) (?:stuff|things|belongings|possessions|clothes|records)"
