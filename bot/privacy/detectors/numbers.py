"""Ways to reach a person and numbers that stand for one: phone, e-mail, web, records, plans, accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from bot.privacy.findings import Certainty, Finding, Kind
from bot.privacy.reading.patterns import matches, pattern

_SURE, _ASK = Certainty.CERTAIN, Certainty.DOUBTFUL
_TLD = (
    r"(?:com|org|net|edu|gov|mil|io|co|me|us|uk|ca|info|health|biz|app|dev|care|tv|de|fr|es|mx|eu|au|nz|in|ie|nl|ch"
    r"|at|se|no|dk|fi|pl|pt|br|it|be|cz)"
)
# What joins a context word to its number: "MRN: 123", "claim no. 123", "plan number is #123".
_JOIN = (
    r"[\s:,]{0,3} (?:(?:\#|shows?|reads|has|no\b\.?|num\b\.?|numbers?\b|nbr\b|id\b|ids\b|is|was|ending|ends|in|of"
    r"|with)[\s:.\#=-]{0,3}){0,4} [\s:\#=(-]{0,3}"
)
_CODE = r"(?P<it>(?=[a-z-]{0,8}\d|[a-z\d/-]{1,12}\d)[a-z\d](?:[\s.-]?[a-z\d/]){2,24}(?<![\s.-]))"
_TIGHT = r"(?P<it>\#?(?!\d\ds\b)(?=[a-z/-]{0,10}\d|[a-z\d/-]{1,12}\d)[a-z\d](?:[./-]?[a-z\d]){2,28})(?![a-z\d])"
_DOT_WORD = r"(?:\bdot\b|\(dot\)|\[dot\])"
_AT = r"[(\[]?(?:@|\bat\b)[)\]]?"
_DIGIT_WORD = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|[0-9]{1,4})"

_PATTERNS = (
    pattern(Kind.EMAIL, _SURE, "is an e-mail address", r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
    pattern(
        Kind.EMAIL, _SURE, "is an e-mail address in words",
        rf"(?<![\w.+-])[\w.+-]{{1,40}}(?:\s?{_DOT_WORD}\s?[\w+-]{{1,30}}){{0,3}}\s{{0,2}}{_AT}\s{{0,2}}[\w-]{{1,40}}"
        rf"(?:\s{{0,2}}{_DOT_WORD}\s{{0,2}}[\w-]{{1,30}}){{0,2}}"
        rf"(?:\s{{0,2}}{_DOT_WORD}\s{{0,2}}{_TLD}|\.(?:com|net|org|edu|gov))\b",
        cues="dot .com .net .org .edu .gov",
    ),
    pattern(Kind.EMAIL, _SURE, "is an e-mail address",
        r"[\w.+-]{2,40}\s(?:at\s)?(?:gmail|hotmail|yahoo|icloud|protonmail)\b(?:\.com)?",
        cues="gmail hotmail icloud protonmail yahoo"),
    pattern(Kind.URL, _SURE, "is a web address", r"\b(?:https?|ftp)://[^\s<>\"]{2,300} | \bwww\.[^\s<>\"]{2,300}",
        cues=":// www."),
    pattern(
        Kind.URL, _SURE, "is a web address",
        r"\b(?<!@)[a-z\d][a-z\d-]{1,62}(?:\.[a-z\d-]{2,62}){0,3}\.(?:com|org|net|edu|gov|io|info|biz"
        r"|co\.uk)\b(?:/[^\s<>\"]{0,200})?",
    ),
    pattern(Kind.URL, _SURE, "is an account on the net", r"(?<![\w.@])@[a-z_][\w.]{2,30}\b"),
    pattern(
        Kind.URL, _ASK, "looks like an account on the net",
        r"\b(?:instagram|insta|ig|tiktok|twitter|snapchat|snap|venmo|facebook|fb)\b[\s:]{1,3}(?:handle|name|user"
        r"|username|is|@)[\s:]{0,3}(?P<it>[\w.]{3,30})",
    ),
    pattern(Kind.IP, _SURE, "is an internet address",
        r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]\d)"),
    pattern(Kind.IP, _SURE, "is an internet address",
        r"(?<![\w:])(?:[\da-f]{1,4}:){3,7}(?::?[\da-f]{1,4}){1,4}(?![\w:])"),
    pattern(Kind.DEVICE, _SURE, "is a device's address", r"\b(?:[\da-f]{2}[:-]){5}[\da-f]{2}\b"),
    pattern(Kind.SSN, _SURE, "is a Social Security number", r"(?<![\d-])\d{3}([-.\s])\d{2}\1\d{4}(?![\d-])"),
    pattern(
        Kind.SSN, _SURE, "is part of a Social Security number",
        r"\b(?:ssn|ss\s?\#|social(?:\s(?:security|sec))?|itin)\b(?:[\s:\#.,'(-]{0,3}(?:number|num|no|last|four|4"
        r"|digits?|of|are|is|ends?|ending|in|with|s)\b){0,7}"
        r"[\s:\#.,(-]{0,4}(?P<it>\d{4}|\d{9}|\d{3}[-\s]?\d{2}[-\s]?\d{4}|x{3}[-\s]x{2}[-\s]\d{4})\b",
    ),
    pattern(Kind.SSN, _SURE, "is part of a Social Security number", r"\b[x*]{3}[-\s][x*]{2}[-\s]\d{4}\b"),
    pattern(
        Kind.FAX, _SURE, "is a fax number",
            r"\bfax\b[\s:.\#]{0,3}(?:(?:is|no|number|to"
            r"|at)[\s:.\#]{0,3}){0,2}(?P<it>\+?[\d(](?:[\s().-]{0,2}\d){6,14})",
        cues="fax",
    ),
    pattern(Kind.PHONE, _SURE, "is a phone number in words",
        rf"\b(?=[\d\s,-]{{0,12}}[a-z]){_DIGIT_WORD}(?:[\s,.-]{{1,3}}{_DIGIT_WORD}){{6,14}}\b"),
    pattern(
        Kind.PHONE, _SURE, "is a phone number",
        r"\b(?:phone|cell|call(?:\s(?:me|her|him|them))?(?:\s(?:on|at|back))?|text(?:\s(?:me|her|him"
        r"|them))?(?:\s(?:on|at))?|ph|tel|mobile|contact|reach(?:ed)?\s(?:\w{1,6}\s)?(?:on|at)|dial|number\sis"
        r"|answering\sat)\b"
        r"[\s:.\#,]{0,3}(?:(?:is|no|number|to|at"
        r"|on)\b[\s:.\#]{0,3}){0,3}(?P<it>[+(]?\d(?:[\s().-]{0,2}\d){6,14})(?!\d)",
    ),
    pattern(Kind.PHONE, _SURE, "is a phone number",
        r"(?<![\d-])\(?\d{3}\)?[\s.-]{0,2}\d{3}[\s.-]{1,3}\d{4}(?!\d) | (?<![\d.$-])\d{3}[-.]\d{4}(?![\d-])"),
    pattern(Kind.PHONE, _ASK, "looks like a phone number",
        r"(?<!\d)(?:\+\d{1,3}[\s.-]?)?(?:\(\d{1,4}\)[\s.-]?)\d{2,4}(?:[\s.-]?\d{2,4}){1,3}(?!\d) "
        r"| (?<![\d.])0\d{2,4}[\s-]\d{3}[\s-]?\d{3,4}(?!\d)"),
    pattern(
        Kind.MEDICAL_RECORD, _SURE, "is a record number",
        rf"\b(?:mrn|medical\srecord|med\srec|records?|chart|patient\s(?:id|no|number|\#)|pt\s(?:id|\#)"
        rf"|client\s(?:id|no|number|\#)|file)\b{_JOIN}{_TIGHT}",
    ),
    pattern(Kind.MEDICAL_RECORD, _SURE, "is a record number", rf"\bmrn[\#:\s]{{0,3}}{_TIGHT}", cues="mrn"),
    pattern(
        Kind.HEALTH_PLAN, _SURE, "is a health plan number",
        rf"\b(?:member|subscriber|policy|insurance|plan|group|medicaid|medicare|beneficiary|coverage"
        rf"|auth(?:orization)?|hicn|mbi|ins|hpn)\b{_JOIN}{_TIGHT}",
    ),
    pattern(
        Kind.ACCOUNT, _SURE, "is an account or card number",
        rf"\b(?:account|acct|card|invoice|routing|iban|swift|bank|checking|statement|visa|mastercard"
        rf"|amex)\b{_JOIN}{_CODE}",
    ),
    pattern(Kind.ACCOUNT, _SURE, "is a bank account", r"\b[a-z]{2}\d{2}[a-z\d]{11,30}\b"),
    pattern(
        Kind.LICENCE, _SURE, "is a licence or certificate number",
        rf"\b(?:licen[sc]e|lic|dl|driver'?s?|passport|certificate|cert|badge|green\scard|alien|visa|inmate|booking"
        rf"|doc|service|employee|student|a-?number)\b{_JOIN}{_TIGHT}",
    ),
    pattern(Kind.VEHICLE, _SURE, "is a vehicle's number",
        rf"\b(?:vin|plates?|tags?|registration)\b{_JOIN}{_TIGHT}", cues="plate registration tag vin"),
    pattern(Kind.VEHICLE, _SURE, "is a vehicle's number",
        rf"\b(?:plates?|tags?)\b{_JOIN}(?P<it>[a-z]{{2,4}}[\s-]\d{{2,5}}|\d{{1,4}}[\s-][a-z]{{2,4}})\b",
        cues="plate tag"),
    pattern(Kind.VEHICLE, _SURE, "is a vehicle's number",
        r"\b(?=[a-z\d]{0,16}\d)(?=[a-z\d]{0,16}[a-z])[a-hj-npr-z\d]{17}\b"),
    pattern(Kind.DEVICE, _SURE, "is a device's number",
        rf"\b(?:serial|device|imei|udi|pump|pacemaker|implant|s/n)\b{_JOIN}{_TIGHT}",
        cues="device imei implant pacemaker pump s/n serial udi"),
    pattern(
        Kind.UNIQUE_CODE, _SURE, "is a case or claim number",
        rf"\b(?:case|claim|docket|cause|court|order|matter|ticket|reference|ref|confirmation|warrant|cps|study"
        rf"|trial|referral|intake)\b{_JOIN}{_TIGHT}",
    ),
    pattern(Kind.UNIQUE_CODE, _ASK, "looks like a number kept for one person",
        r"(?<![\w$./-])(?:[A-Z]{1,4}[-\#]?\d{5,12}|[A-Z]{1,4}-\d{3,8}(?:-[A-Z\d]{1,8})?|\d{2,6}-[A-Z]{1,4}-?\d{2,8}"
        r"|\#\d{4,12})(?![\w-])", case=True),
    pattern(Kind.URL, _ASK, "looks like an account on the net", r"(?<![\w#])[a-z][\w.]{2,30}\#\d{4}\b"),
    pattern(Kind.UNIQUE_CODE, _ASK, "looks like a number kept for one person",
        r"\b(?:id|number|no|num|\#|tag|plate|code|licen[sc]e|lic|reads|claim|case|cause|docket|invoice|policy"
        r"|group)\b[\s:.\#]{0,3}"
        r"(?:(?:is|reads|rn|lpc|lcsw|lmft|tx|[a-z]{2,4})[\s:\#]{1,3}){0,2}"
        r"(?P<it>(?=(?:[a-z\s-]{0,4}\d){4})[a-z\d]{1,10}(?:[\s-][a-z]{0,3}\d{1,6}){0,4}(?<=\d)[a-z]{0,2}\d{0,6})(?![\w%])"),
    pattern(Kind.UNIQUE_CODE, _ASK, "looks like a number kept for one person",
        r"(?<![\w$.,/-])\d{7,11}(?![\w-]|[.,]\d)"),
    pattern(Kind.PHOTO, _ASK, "points to a picture of a person",
        r"\b(?:attach(?:ed|ing)?|see|sent|here'?s)\s(?:a\s|the\s|her\s|his\s|their\s)?(?:photo|picture|pic|selfie"
        r"|headshot|video)s?\b"),
    pattern(Kind.BIOMETRIC, _ASK, "is a mark of one body", r"\b(?:finger|voice|retina|iris)\s?(?:print|scan)s?\b",
        cues="print scan"),
)  # fmt: skip

# Billing codes of psychotherapy look like zip codes and record numbers.
_BILLING = re.compile(r"90[78]\d\d|99[2-4]\d\d|961\d\d|H\d{4}")
_DIALLABLE = re.compile(r"\d(?:[\Wx]{0,4}\d){5}|\+\W{0,4}\d")
#: Kinds whose words stand beside amounts as well: "plan has 500 left", "group at 6pm", "policy from 2021".
_KEPT = frozenset((Kind.HEALTH_PLAN, Kind.LICENCE, Kind.UNIQUE_CODE, Kind.ACCOUNT))
_AMOUNT = re.compile(r"(?:19|20)\d\d|\d{1,2}\w{0,4}|\d{3,4}[a-z]{1,4}|\d{3}", re.IGNORECASE)
_CARD = re.compile(r"(?<![\w.-])\d(?:[\s-]?\d){11,18}(?![\w-])")


def find_numbers(text: str) -> Iterator[Finding]:
    """Numbers and addresses in a normalised text."""
    for finding in matches(_PATTERNS, text):
        number = text[finding.start : finding.end]
        small = finding.kind in _KEPT and _AMOUNT.fullmatch(number)
        if not small and not _BILLING.fullmatch(number):
            yield finding
    for match in _CARD.finditer(text):
        yield Finding(match.start(), match.end(), Kind.ACCOUNT, _SURE, "is an account or card number")
    yield from _dialled(text)


def _dialled(text: str) -> Iterator[Finding]:
    """Phone numbers of any country; the matcher is slow, so it reads only what has the digits of one in a row."""
    if not _DIALLABLE.search(text):
        return
    possible = list(phonenumbers.PhoneNumberMatcher(text, "US", phonenumbers.Leniency.POSSIBLE, max_tries=50))
    valid = phonenumbers.PhoneNumberMatcher(text, "US", phonenumbers.Leniency.VALID, max_tries=50) if possible else ()
    for numbers, certainty in ((valid, _SURE), (possible, _ASK)):
        for number in numbers:
            yield Finding(number.start, number.end, Kind.PHONE, certainty, "is a phone number")
