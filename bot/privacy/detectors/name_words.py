"""The words that stand beside names, and the names that a note holds as words."""

from __future__ import annotations

import re

from bot.privacy.reading.patterns import word_set

TITLES = word_set(
    "mr mrs ms miss mx dr doctor prof professor rev"
    " reverend pastor rabbi imam judge coach sgt officer detective nurse bishop"
    " deacon captain capt lieutenant lt sergeant cpl chaplain",
    "counselor adjuster caseworker elder ofc sister imam principal",
)
ABBREVIATED = word_set("mr mrs ms mx dr prof rev sgt")
#: Before any surname, even one that is a word: "mr stone".
SURNAMED = word_set("mr mrs mx dr prof")
KIN = word_set(
    "client clients patient patients pt son daughter husband wife partner spouse boyfriend girlfriend fiance"
    " fiancee mother mom mum father dad ",
    "brother sister aunt auntie uncle cousin grandma grandmother grandpa grandfather friend roommate baby toddler"
    " teen child kid student boss ex ",
    "stepdad stepmom stepson stepdaughter niece nephew twin twins sibling coworker hubby gf bf lady guy gentleman"
    " woman man boy girl couple boys girls triplets triplet sons daughters siblings sibs kids brothers sisters"
    " neighbor",
)
NAMING = re.compile(
    r"(?:\b(?:named|nicknamed|called|(?:first|last|maiden|middle|full|legal|real|nick)?\s?name(?:'?s|\sis|\swas|:)"
    r"|goes\sby|go\sby|known\sas|aka|a\.k\.a\.|signed|sincerely|initials?(?:\sare|\sis|:)?"
    r"|introduces?\s(?:him|her|them)sel(?:f|ves)\sas|likes?\sto\sbe\scalled|wants?\sto\sbe\scalled|nickname\sis"
    r"|ask(?:s|ed|ing)?\sfor|on\sbehalf\sof|in\smemory\sof)"
    r"\s{1,2}(?:is\s)?[\"'(]?|\bcalls?\s(?:me|him|her|them)\s)$",
    re.IGNORECASE,
)
#: The words that NAMING ends with: a quick look spares a slow one.
NAMING_ENDS = word_set(
    "named nicknamed called name names name's is was by as aka"
    " a signed sincerely initial initials are for of me him her"
    " them"
)
PARTICLES = word_set(
    "de la del los van von der den bin ibn al el da dos di du le st san o mc mac",
)
# A capital after these is as likely the start of a sentence's subject as a person's name.
VERBS = word_set(
    "is was has had lives lived works worked needs wants wanted says said told asked goes went feels felt and who"
    " struggles reports does",
)
# First names that lower-case prose uses as plain words too often to ask about.
PLAIN = word_set(
    "will may gay christian grant chase chance hope faith trinity guy drew frank earnest art mark bill junior young"
    " love summer august june april",
)
#: Names that stand where a person stands as words do: "summer is slow", "my father will need".
BEGINNERS = word_set(
    "summer autumn winter chance guy honesty patience will may joy faith hope harmony serenity charity mercy justice"
    " liberty love trinity"
)
#: Names that drugs go by, and what stands near when they do.
STREET_NAMES = word_set("molly tina mary crystal charlie")
DRUGS = re.compile(
    r"\b(?:meth|weed|shrooms|mushrooms|coke|ketamine|xans?|addy|percs|chemsex|edibles|acid|lsd|mdma|rolling|raves?|use"
    r"|uses|using|weekends|wknds|integration)\b",
    re.IGNORECASE,
)
#: Insurers that bear a surname: they are meant where a plan stands.
INSURERS = word_set("ramsey")
ASKED_FOR = re.compile(r"\bask(?:s|ed|ing)?\sfor\s$", re.IGNORECASE)
CHOSEN = re.compile(
    r"\b(?:goes\sby|go\sby|likes?\sto\sbe\scalled|wants?\sto\sbe\scalled|nickname\sis|ask\sfor"
    r"|introduces?\s(?:him|her|them)sel(?:f|ves)\sas)\s[\"'(]?$",
    re.IGNORECASE,
)
SURNAMES_IN_PROSE = word_set(
    "smith baker cooper carter parker walker turner miller fisher mason hunter foster hill wright green brown black"
    " white bell reed stone rivers ",
    "wood woods cook price rice hall ward wells banks fields gray rose marsh frost fox wolf",
)
PRONOUNS = word_set(
    "i he she they it we you this that these those my our his her their the a an and but so if is are was not to"
    " for in on at",
)
