"""Present danger as it is told in whole sentences: further phrases, as patterns whose repeats are all bounded."""

from __future__ import annotations

from bot.privacy.danger.vocabulary import (
    BY,
    GUN,
    HIGH_PLACE,
    KIN,
    ONE,
    PERSON,
    PILLS,
    SELF,
    YOUNG,
    DangerKind,
    Only,
    phrase,
)

_S, _V, _A, _C = DangerKind.SUICIDE, DangerKind.VIOLENCE, DangerKind.ABUSE, DangerKind.CHILD
_ANY, _RECENT, _NAMED = Only.ALWAYS, Only.RECENT, Only.NAMED
_MY = r"(?:his|her|their|my)"
_THEY = r"(?:he|she|they|i|it)"
_SOME = r"[^.;!?\n]{0,25}"
_MATE = rf"(?:{KIN}|{ONE}|employer|carer|grandson|granddaughter)"
_WOUND = r"(?:black eye|(?:split|broken|swollen) \w{3,6}|bruis(?:e|es|ed)|cuts|burns|welts)"

_WISHES = (
    phrase(_S, _ANY,
        r"\b(?:(?:do|does) not|don'?t|doesn'?t|no longer) wants? to (?:live|be alive|exist|go on living)\b(?! (?:with\b"
        r"|in|at|near|here|there|like (?!this)|together|on|by|under|next|up|off|a|an|the|this|far|close|alone|as)\b)",
        r"\b(?:wish(?:es)?|longs?) to (?:die|be dead)\b(?! (?:at|of|in|from|with|on|alone|peacefully)\b)",
        r"\bwants? to (?:be dead(?! set)|sleep and (?:not|never) wake)\b",
        r"\b(?:nothing|no reason)(?: left)? to live for\b|\bout of this life\b(?! stage)",
        rf"\b(?:join|follow) {_MY} (?:dead |late |twin |first ){{0,2}}{ONE} (?:in heaven|soon|by|tonight|before"
        rf"|on (?:his|her|the) (?:birthday|anniversary))\b",
        rf"\b(?:be with|join) (?:(?:her|him|them)|{_MY} (?:\w{{2,6}} )?(?:{ONE}|twin)) (?:soon|again soon|in heaven"
        r"|on the other side)\b",
        r"\b(?:tells?|told|says?|said)\b[^.;!?\n]{0,30} (?:\w{3,6}day|tomorrow) (?:is|will be)"
        rf" {_MY} last (?:day|night)\b(?! (?:at|of|in|with|on (?!earth)))",
        rf"\b(?:chosen|chose|picked) (?:the|a|{_MY}) (?:tree|bridge|method|beam|spot|(?:day|date|place) and)\b",
        rf"\bhow many (?:\w{{2,10}} )?{PILLS} (?:it (?:takes|would)|would|to (?:take|die))",
        rf"\bhow many {PILLS} it\b",
        rf"\bwhich (?:{PILLS}|dose|poison|drugs?)\b{_SOME}(?:quick|fatal|lethal|kill|painless|deadly)",
        rf"\b(?:saving|saved|hoard\w{{1,3}}|stash\w{{1,3}})(?: up)? (?:\w{{2,10}} ){{0,4}}{PILLS}\b",
        rf"\b(?:swallow|take) all (?:of )?{_MY} (?:\w{{3,9}} )?(?:{PILLS}|medicines?)\b",
        rf"\bto use on {SELF}\b|\b(?:{GUN}|{PILLS}|rope)\b{_SOME} for (?!it){SELF}\b",
        r"\b(?:bought|ordered)(?: a tank of| some)? helium\b(?! balloon)",
        r"\b(?:by|before) the time you (?:read|get|see|find) this\b",
        r"\b(?:cannot|can'?t|won'?t|will not) promise\b[^.;!?\n]{0,30} alive\b",
        rf"\b(?:no longer trusts?|(?:does not|doesn'?t|cannot|can'?t) trust) {SELF} (?:with (?:the|a|her"
        rf"|his) (?:\w{{3,8}} )?(?:kni|pills|meds|gun|razor|baby|kids|car)|alone|around|tonight)",
        r"\b(?:fatal|lethal|deadly) dose\b|\blast (?:text|message|call) was an? (?:good ?bye|farewell)\b",
        rf"\b(?:regrets?|angry|sorry|upset|disappointed) that (?:{_THEY} (?:did not|didn'?t) (?:work|die|succeed)"
        rf"|{_THEY} (?:failed|survived|is (?:still )?alive|was (?:found|saved)))",
        rf"\b{_THEY}(?:'ll| will| wants to| plans to) try (?:it )?again (?:once|as soon|when|tonight|tomorrow|if)\b",
        r"\bnext time\b[^.;!?\n]{0,12} (?:go deeper|be deeper|do it (?:properly|right)|not fail|be for good)\b",
        r"\bdo it (?:properly|right) next time\b",
        rf"\b{_THEY}(?:'ll| will) do it (?:properly|right|for good|once|as soon)\b",
        rf"\bdo something (?:tonight|today|to {SELF})",
        r"\b(?:not|won'?t) (?:survive|make it through|live through) (?:the|this|another) (?:night|weekend|week|day)\b",
        rf"\bsa(?:ys|id|ying) good ?byes? to (?:everyone|everybody|us all)\b|\bgood ?byes?\b{_SOME}one by one",
        r"\bsui?cide (?:is |has been )?planned\b",
        rf"\b(?:says?|tells?|told|said)\b{_SOME}(?:tomorrow|tonight) (?:everything|it|all) (?:will|would) be over"),
    phrase(_S, _NAMED,
        r"\bactive plan\b|\bhas the means\b(?! to (?:pay|live))|\bplan(?:ned)?,? (?:has |and )?(?:the )?means\b"),
    phrase(_S, _ANY,
        rf"\bthr(?:ew|ow|ows|owing|own) {SELF} (?:in front|off|under|from|out of|into the|down)",
        r"\bwalk(?:s|ed|ing)? into the (?:sea|ocean|river|lake|water)\b(?! to (?:swim|fish))",
        r"\bgarage with the (?:motor|engine|car) (?:on|running)|\b(?:car|truck) with a hose\b",
        rf"\bat the (?:top|edge|railing|side) of (?:the|a|an) (?:{HIGH_PLACE}|parking|tall)",
        r"\bbarrel in (?:his|her|their) mouth",
        rf"\bsleeps? (?:with|beside|next to) an? (?:loaded )?(?:rope|{GUN})\b",
        rf"\b(?:fresh|open|new) (?:cuts|wounds)\b{_SOME}(?:arms?|legs?|wrists?|thighs?)\b",
        r"\bbleeding (?:heavily|badly|a lot)\b[^.;!?\n]{0,20} (?:refus\w{2,4}|won'?t|will not)\b"),
    phrase(_S, _RECENT,
        r"\bjump(?:ed)? (?:off|from|out of) (?:the|a|an|his|her) (?:\w{3,8} )?(?:balcony|roof|bridge|window|floor"
        r"|building|overpass)\b",
        rf"\bcut (?:both |{_MY} ){{1,2}}(?:wrists?|arms?|legs?|thighs?)\b",
        rf"\btook {_MY} (?:mom|mother|dad|father|wife|husband|\w{{3,8}}er)'?s (?:\w{{3,9}} )?{PILLS}",
        rf"\binjected (?:{SELF}|the|a|all)\b{_SOME}insulin",
        r"\bdrank (?:half )?(?:a |the )?(?:\w{3,6} )?(?:of )?(?:drain cleaner|bleach|antifreeze|lye)\b",
        r"\bswallowed (?:batteries|glass|pins|needles|razor)",
        rf"\bbought an? (?:hunting )?{GUN}\b(?! (?:house|safe|range))"),
)  # fmt: skip
_BLOWS = (
    phrase(_V, Only.FEARED,
        rf"\b(?:must|has to|have to) (?:kill|burn|stab|drown|cut|hurt) (?:it out|{PERSON}|their)",
        rf"\b(?:thinks?|talks?|speaks?) (?:of|about) nothing but (?:stabbing|killing|shooting|hurting) {PERSON}"),
    phrase(_V, _ANY,
        r"\bvoices?\b(?! (?:teacher|coach|lesson))[^.;!?\n]{0,35} to (?:kill|stab|walk into|jump|burn|hang|hurt"
        r"|drown)\b",
        rf"\bwaits? for (?:him|her|them) with an? {GUN}",
        r"\blist of (?:\w{3,12} ){0,2}(?:whom?|that)? ?(?:he|she|they)(?:'?ll| will| wants to| would)"
        r" (?:shoot|kill|stab)",
        r"\b(?:nobody|no one|none of (?:them|us))\b[^.;!?\n]{0,24} will (?:see|live|survive|wake up|get out)\b",
        r"\btake (?:the|his|her|their) (?:kids|children|family|wife) with (?:him|her|them) (?:when|and (?:none|they))",
        r"\b(?:will|'ll|going to) finish (?:her|him|them) ?(?:off)?(?=[,.;!?\n]|$)",
        r"\b(?:said|says?|told \w{2,6}) (?:that )?(?:she|he|they)(?:'s| is|'re| are) next(?=[,.;!?\n]|$)",
        r"\bnot live to see\b",
        rf"\b{GUN} (?:that )?(?:he|she|they) (?:will|would|is going to) use\b",
        rf"\b(?:picture|photo|photograph)s? of (?:a|the|his) {GUN}",
        rf"\bhas an? {GUN} in (?:his|her|their) (?:bag|backpack|locker|coat|waistband)"),
    phrase(_V, _RECENT,
        r"\b(?:fired|shot) at (?:her|him|them|his|their)(?: (?:car|house|window|door|home))?(?: (?:last|this"
        r"|yesterday|today"
        r"|from|on|twice|when|while)|(?=[,.;!?\n]|$))",
        r"\bset (?:her|his|their|the) (?:\w{3,7} )?(?:car|house|home|bed|room|apartment) on fire",
        r"\bset fire to (?:her|his|their|the) (?:bed|house|home|car|room)\b",
        r"\bslashed (?:her|his|their) tires"),
    phrase(_A, _RECENT,
        r"\bthrown (?:against|down|across|out of) (?:a|the|his|her)\b"),
    phrase(_A, _ANY,
        r"\b(?:husband|partner|boy ?friend|bf|employer|in-laws?|family)\b[^.;!?\n]{0,4} (?:took|takes|keeps|holds)"
        r" (?:away )?(?:her|his) (?:phone|passport)\b",
        r"\bnot (?:been )?allow(?:ed)? (?:her |him |them )?(?:to )?(?:leave (?:the|her) (?:house|flat|home|apartment)"
        r"|outdoors|go out alone)(?! (?:in|during) (?:lockdown|quarantine|covid))",
        rf"\b(?:chok|strangl)(?:ed|es|ing) (?:{PERSON}) (?:until|unconscious|till)",
        r"\buntil (?:she|he|they) (?:blacked|passed) out\b",
        rf"\b{_WOUND} (?:from|by) (?:his|her|their|the) (?:new )?{_MATE}\b",
        r"\bc(?:ame|omes) (?:in |today |to session ){0,2}with an? (?:black eye|split lip|broken (?:lip|nose|arm))",
        r"\bhid(?:es|ing) (?:the|her|his) bruises",
        r"\bknocked out (?:\w{2,5} of )?(?:his|her|their) (?:\w{3,5} )?teeth",
        r"\b(?:tied|ties|chained|chains|locks?|locked) (?:him|her|them|(?:the|his|her"
        r"|an?) \w{2,11}(?: \w{2,11})?) (?:to|in)"
        r" (?:the|a|his|her) (?:chair|bed|cellar|basement|attic|closet|cage|room)\b",
        r"\b(?:is|are|been|being) (?:tied|chained) to (?:the|a|his|her) (?:chair|bed)\b",
        r"\blocks (?:her|him|them) (?:in|up)\b",
        rf"\b(?:employer|boss|grandson|granddaughter|carer|captor)\b[^.;!?\n]{{0,30}} (?:beats|hits) {PERSON}",
        r"\b(?:with me|is being|being|still) sold\b|\bsold for sex\b",
        r"\b(?:marry|married) (?:her |him )?(?:off|by force)\b|\bforced (?:in)?to marr"),
    phrase(_C, _ANY,
        rf"{BY}makes (?:her|him|them|me) (?:touch|undress|do sexual|lick|watch (?:him|porn))",
        r"\bmakes (?:her|him|them) touch (?:him|her|it)\b",
        r"\b(?:photos?|photographs|pictures|videos?) of (?:her|him|them) (?:in the (?:bath|shower)|naked"
        r"|undressed)(?! body)",
        rf"\b(?:{KIN}|partner|boy ?friend|bf|man) (?:\w{{2,6}} )?(?:comes|gets|climbs"
        rf"|sneaks) (?:in ?)?(?:to )?(?:(?:her|his"
        r"|their) bed|bed with (?:her|him))\b",
        r"\b(?:shook|shakes|shaken) (?:the|her|his|my) (?:baby|newborn|infant)",
        r"\b(?:limp|unconscious) since\b",
        rf"\b(?:{YOUNG}|year old)\b[^.;!?\n]{{0,14}} (?:left )?alone (?:every|all|overnight|with the baby)",
        r"\b(?:whips?|whipped|beats?|beaten|hits?|thrash\w{2,3})\b[^.;!?\n]{0,20} with (?:a|an|the|his) (?:cable|belt"
        r"|cord|stick|wire|hose|paddle|iron|broom)\b",
        r"\b(?:puts?|held|holds) (?:her|his|their|my) hands? (?:on|to|over|in) (?:the|a) (?:stove|fire|iron|flame)"),
)  # fmt: skip

#: Every phrase, in lower case.
TOLD = (*_WISHES, *_BLOWS)
