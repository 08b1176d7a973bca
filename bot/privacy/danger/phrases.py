"""What present danger sounds like in a therapist's note: the phrases, as patterns whose repeats are all bounded."""

from __future__ import annotations

from bot.privacy.danger.vocabulary import (
    BEING_HURT,
    BY,
    DID,
    END_SELF,
    GOING_TO,
    GUN,
    HARM,
    HIGH_PLACE,
    HIS,
    KIN,
    NOT_TAKEN_BACK,
    ONE,
    PERSON,
    PILLS,
    PLAN,
    SELF,
    SI,
    STRIKES,
    STRUCK,
    STUFF,
    VICTIM,
    YOUNG,
    DangerKind,
    Only,
    phrase,
)

_S, _V, _A, _C = DangerKind.SUICIDE, DangerKind.VIOLENCE, DangerKind.ABUSE, DangerKind.CHILD
_ANY, _RECENT, _NAMED = Only.ALWAYS, Only.RECENT, Only.NAMED
_WISHES = (
    phrase(_S, _ANY,
        rf"(?:{GOING_TO}|\b(?:will|might) (?:just )?){END_SELF}"),
    phrase(_S, _RECENT,
        rf"(?:{DID}|\b){END_SELF}"),
    phrase(_S, _ANY,
        r"\bplan(?:s|ning)? (?:his |her |their |a |on )?sui?cide\b",
        r"\b(?:(?:going to|gonna|will|'ll) (?:just )?end|ending) it\b(?! (?:with|w/))",
        r"\b(?:will|'ll|going to|plans to) do it on (?:his|her|their|\w{3,6}day)",
        r"\b(?:he|she|they|i)(?:'?ll| will) be gone (?:by|after|before|tomorrow)",
        r"\b(?:hoard|sav|stash|collect)(?:s|ed|ing|es)(?: up)? (?:\w{2,5} )?(?:pills|meds|tylenol|insulin)\b",
        r"\b(?:picked|chose|has)(?: out)? (?:a|the) (?:spot|bridge|method|day|date) (?:to|and|for it)",
        r"\bknows how (?:she|he|they)(?:'?d|'?ll| would| will) (?:do it|die)\b",
        r"\b(?:psych(?:iatric)?|mental health) emergency\b",
        r"\bneeds? (?:a |to be in |an? )?(?:psych |inpatient |inpt )?(?:bed|hospital|inpt|inpatient|er) (?:bed )?"
        r"(?:now|tonight|today|asap)\b",
        r"\b(?:bleeding out|unresponsive|won'?t wake up|passed out after)\b",
        r"\bcut(?:s|ting)?\b[^.;!?\n]{0,15} (?:so deep|deeper|stitches)",
        r"\bplanning (?:how to (?:do it|die|kill|hurt)|an? (?:shooting|attack|murder|overdose))\b",
        r"\bwants? (?:it|this)(?: all)? to be over (?:tonight|today|now)",
        r"\bto (?<!tried to )(?<!wanted to )(?<!attempted to )(?<!trying to )(?:end (?:his|her|their|my) (?:own )?life"
        r"|com+it sui?cide)\b",
        rf"\bto (?<!tried to )(?<!wanted to )(?<!attempted to )(?<!trying to )kill {SELF}\b",
        rf"\b{PILLS}[^.;!?\n]{{0,12}} to die\b",
        r"\b(?:be|is|she'?s|he'?s) dead by (?:the|this|next|tonight|tomorrow|morning|\w{3,6}day)",
        r"\b(?:googl\w{1,3}|research\w{0,3}|look(?:s|ing|ed)? up|search\w{0,3}(?: for)?) (?:ways|how|methods"
        r"|painless)[^.;!?\n]{0,20} (?:die|kill|hang|od|overdose|sui?cide)\b",
        r"\b(?:starving|drinking) (?:him|her|them)sel(?:f|ves) to d(?:ie|eath)"),
    phrase(_S, _NAMED,
        rf"\btell(?:s|ing)? (?:him|her|them) to (?:{HARM}|jump|die)\b",
        r"\b(?:voices?|hallucinations?|commands?|ah|cah|demons?)\b[^.;!?\n]{0,25} (?:to )?(?:kill|jump|hurt|die|stab"
        r"|shoot|harm|drown|burn|cut|end|do it)\b"),
    phrase(_S, _NAMED,
        r"\b(?:is|he'?s|she'?s|i'?m|they'?re) (?:feeling |still |very |acutely )?sui?cidal\b(?! (?:at times|at"
        r" baseline|when))"),
    phrase(_S, _ANY,
        r"\b(?:wants? to|wanna|ready to|plan(?:s|ning)? to|intends to|decided to|going to let (?:him|her)self)"
        r" die\b(?! (?:at|of|in|from|with|on|alone|peacefully|laughing|(?:her|his|my) hair)\b)",
        r"\b(?:set|has|picked) a date to die",
        r"\bdate picked"),
    phrase(_S, _NAMED,
        rf"{SI}{NOT_TAKEN_BACK}{{0,40}}?{PLAN}"),
    phrase(_S, _NAMED,
        r"\bplans? ?(?:and|&|/|,|\+|w/|with) ?(?:intent|means)\b",
        r"\bintent ?(?:and|&|/|,|\+) ?(?:plan|means)\b",
        r"\bsui?cid(?:e|al) (?:plan|intent)",
        r"\bmeans and intends",
        r"\b5150\b",
        r"\bhigh lethality",
        r"\bdone (?:living|with (?:life|living))\b",
        r"\bimminent(?:ly)? (?:risk|danger|suicid)(?! of (?:losing|eviction|divorce))"),
    phrase(_S, _NAMED,
        r"\bactive(?:ly)? (?:si\b|sui?cid\w{1,6})",
        r"\bsi (?:has )?(?:turned|is now|now|became|went) active\b",
        r"\b(?:acutely|currently|presently) sui?cidal",
        r"\bsui?cidal[^.;!?\n]{0,12} (?:cops|police|ambulance|ems|911)\b"),
    phrase(_S, _NAMED | _RECENT,
        r"\bsui?cidal\b",
        r"\bsui?cide attempt\b",
        r"\bneeds? to be hospitali[sz]ed\b",
        r"\battempted(?= ?(?:[,.]|$|sui|today|last|this))",
        r"\b(?:self ?-?harm(?:ing)?|cutting(?! (?:ties|off|hours|costs|classes))|bleeding(?! (?:every|money)))\b"
        r"(?! (?:back|down|out|edge))"),
    phrase(_S, _ANY,
        r"\b(?:tonight|tonite) is the night",
        r"\b(?:this|today|tonight) is (?:my|her|his|their) last (?:night|day)\b(?! (?:at|of|in|with|on))",
        r"\bjust attempted\b",
        r"\b(?:cut|cutting|slit|slitting|slashed|slashing) (?:his|her|their|my) (?:wrists|throat)\b"
        r"(?! (?:in|last|years?|as) )",
        r"\bjump(?:ing)? off (?:the|a) (?:bridge|roof|overpass|building|balcony|parking)",
        r"\bblood everywhere",
        r"\b(?:she|he|they)(?:'?d|'?s|'?ll| will| would| is| are)? (?:going to |gonna )?(?:has to |have to )?(?:do"
        r"|doing) it (?:tonight|tonite|today)"),
    phrase(_S, _ANY,
        r"\b(?:do not|don'?t|doesn'?t|not|won'?t) (?:want to |wanna )?be (?:here|alive|around) (?:tomorrow"
        r"|any ?more|in the morning|next week)",
        r"\b(?:do not|don'?t|doesn'?t|does not|no longer) (?:wants? to |wanna )live\b(?:(?= ?(?:[,.;!?\n]|and\b|$))"
        r"| (?:any ?(?:more|longer)|like this any ?(?:more|longer))\b)"),
    phrase(_S, _ANY,
        r"\b(?:can'?t|cannot|can not|won'?t|unable to|not able to) (?:promise [^.;!?\n]{0,20}alive|be alive"
        rf"|(?:contract|commit|agree|stick) (?:for|to) (?:a |the )?safety|keep {SELF} safe|stay safe|be safe"
        r"|be left alone)"),
    phrase(_S, _ANY,
        rf"\b(?:not|no longer|isn'?t|doesn'?t|does not|never|un) ?(?:feel(?:s|ing)? )?safe (?:from {SELF}|with"
        rf" {SELF}|by {SELF}|to be (?:left )?alone)"),
    phrase(_V, Only.FEARED,
        rf"{GOING_TO}(?!kill me (?:if i|for)\b){HARM} (?:up )?(?:{PERSON}|{ONE}\b)"),
    phrase(_V, _RECENT,
        rf"{DID}{HARM} {PERSON}"),
    phrase(_V, Only.FEARED,
        rf"\bfeels? like (?:hurting|killing|stabbing|shooting) {PERSON}",
        rf"{GOING_TO}(?:shoot up|burn down|blow up) (?:the|his|her|their|my)\b"),
    phrase(_V, _ANY,
        rf"\bthreat(?:ened|ening|ens|ning|end|s)? (?:to (?:shoot up|burn down|blow up|bomb)|to {HARM}\b|(?:me|her"
        r"|him|them|us|staff|mom|the kids|wife|(?:his|her) \w{2,9}) (?:with|w/?) an? )"),
    phrase(_S, _ANY,
        rf"\bthreat(?:ened|ening|ens|ning|end)? (?:sui?cide|to {END_SELF})"),
    phrase(_V, _NAMED,
        r"\bhi (?:toward|towards|against)\b",
        r"\b(?:actively|acutely|currently) homicidal",
        r"\bactive hi\b",
        r"\bhomicidal (?:rn|right now|now|today|tonight)",
        r"\bkill list\b",
        r"\blist of (?:kids|people|classmates|students)[^.;!?\n]{0,8} (?:wants to|to|will) kill"),
)  # fmt: skip
_MEANS = (
    phrase(_S, _ANY,
        r"\b(?:pills?|bottle) in (?:his |her |their )?hands?\b",
        rf"\b{PILLS} (?:are )?(?:counted|lined up|laid out|ready)",
        rf"\bstockpil(?:ed|ing|es)\b[^.;!?\n]{{0,12}}{PILLS}"),
    phrase(_S, _ANY,
        rf"\b{GUN} (?:to|in|against|at|up to) {HIS} (?:own )?(?:head|throat|hands?|mouth|wrists?|neck|chest|temple"
        r"|arm|car|lap)\b"),
    phrase(_S, _ANY,
        rf"\b(?:on|at|off) (?:the|a) (?:edge of the )?{HIGH_PLACE} (?:rn|right now|now)\b",
        r"\b(?:standing|sit+ing|siting|is|out|she'?s|he'?s|up) (?:out )?on (?:the|a) (?:edge of (?:the|a)"
        rf" )?{HIGH_PLACE}\b"),
    phrase(_S, _ANY,
        r"\bgarage (?:door )?(?:closed|shut)[^.;!?\n]{0,12}engine",
        r"\brope (?:in|around|hung|ready|tied)\b",
        r"\b(?:found|with|w/?|made) ?a noose",
        r"\b(?:bought|got|has|tied|hid) (?:a|the|his|her) (?:rope|noose)\b(?! (?:swing|climb|course|toy))"),
    phrase(_S, _ANY,
        r"\b(?:took|swallowed|taken|ingested|downed) (?:a |the |an |her |his )?(?:whole|entire|full|handful of"
        rf"|bunch of|all) (?:(?:a|the|her|his|their|of|bottles?) ){{0,4}}{PILLS}",
        rf"\b(?:swallowed|took|taken) \d{{2,3}} ?{PILLS}",
        r"\b(?:drank|drinking) (?:bleach|antifreeze|drano|ammonia)"),
    phrase(_S, _RECENT,
        rf"\b(?:od(?:'?e?d|s|ing)?|overdos(?:ing|ed?)(?! prev)|cut (?:his|her|their|deep|{SELF})|slit (?:his|her"
        r"|their) wrists?|crashed [^.;!?\n]{0,12}on purpose|took (?:a bunch|too many)|got a gun)\b"),
    phrase(_S, _ANY,
        r"\b(?:wrote|written|writing|left|posted|sent|found|has|texted) (?:me |his |her |a |the |us"
        r" ){0,2}['\"]?(?:goodbyes?|suicide|farewell) ?(?:letters?|notes?|texts?|post|video|on\b|,"
        r"|messages?)(?! to (?!(?:her|his|their|my|the|both|each|all|me"
        r"|us|every\w{3,4}|mom|dad)\b))",
        r"\bleft a (?:note|letter) and\b",
        r"\b(?:texted|messaged|emailed|said|sent)(?: me| us| her \w{2,8}| his \w{2,8}| everyone)?(?: his| her| their"
        r"| a)? goodbyes?\b(?! (?:to|card|session|group))",
        r"\bmissing since[^.;!?\n]{0,20}, ?left a note",
        r"\bsaid goodbye[^.;!?\n]{0,20} (?:hung up|stopped|blocked)",
        r"\bkys (?:notes?|plan)"),
    phrase(_S, _ANY,
        rf"\b(?:giving|gave|given) (?:away {STUFF}|{STUFF} away)",
        r"\bwon'?t need anything after\b"),
    phrase(_S, _ANY,
        rf"\bwalked out with (?:the|a) {GUN}",
        r"\b(?:won'?t|refuses to) (?:give up|hand over|surrender) (?:the|his|her) (?:guns?|pills|rifle|weapons?)"),
    phrase(_V, _ANY,
        rf"\b{GUN}\b[^.;!?\n]{{0,30}} (?:will|going to|gonna|threat\w{{2,7}} to|plans? to) (?:use|shoot|kill)\b",
        rf"\bhas an? {GUN} (?:and|&) (?:is|he|she|they|says?|drunk|threat)",
        rf"\bloaded {GUN}",
        r"\b(?:drunk|drinking|sui?cid\w{2,4}|hopeless|crying|psychotic|manic|raging|furious|angry)\b[^.;!?\n]{0,30}"
        rf" has (?:his|her|a|the) (?:service |loaded )?{GUN}\b",
        rf"\bhas (?:a|the|his|her) {GUN} (?:and|&|w/|with) (?:a |the )?(?:plan|intent|note|bullets|ammo)",
        rf"\bbr(?:ing|inging|ought) (?:a |his |her |the )?{GUN} to (?:school|work|campus|class)",
        r"\b(?:he|she|ex|husband|bf|boyfriend)(?:'?s| is) armed\b",
        rf"\b(?:with|w/?|has|holding|carrying) ?a (?:loaded )?{GUN} (?:on (?:him|her|them)|outside|looking for|at"
        r" (?:the|her|his) (?:door|house))"),
    phrase(_V, _ANY,
        rf"\b(?:showed|shows|came|pulled) (?:up |over |out )?(?:with |w/? ?)?an? {GUN}\b",
        rf"\boutside (?:with|w/?) ?an? {GUN}",
        rf"\boutside (?:her|his|their|my|the) (?:house|apartment|apt|door|work|home) (?:with|w/?) ?an? {GUN}",
        r"\b(?:(?:driving|walking) around|ran off|took off|left|broke in(?:to \w{2,6} \w{2,9})?(?: last night|"
        rf" today)?) (?:with|w/?) ?(?:an?|the|his|her|\w{{2,6}} \w{{2,8}}'s) {GUN}"),
)  # fmt: skip
_BLOWS = (
    phrase(_A, _ANY,
        rf"{BY}{STRIKES} (?:on |up )?(?:{VICTIM}|mom\b|dad\b|grandm?a\b|(?:my )?(?:client|ct|pt)\b)",
        rf"(?:\band |[,;&.] ?|^){STRIKES} (?:up )?(?!{HIS} (?:\w{{3,6}} )?(?:brother|sister|sibling)){VICTIM}",
        r"\block(?:s|ing) (?:her|him|them|the (?:kids?|children|boys?|girls?|baby)) in\b",
        r"\b(?:pimp|trafficker) (?:is|has|was|still|wants|will|found|keeps|took|knows)\b|\b(?:her|his|the|a) (?:pimp"
        r"|trafficker)\b",
        r"\b(?:held |holding \w{2,6} )hostage\b|\bagainst (?:her|his|their) will\b",
        r"\b(?:hiding|hid) in (?:the|a|her|his) (?:closet|bathroom|car|garage|bedroom) from\b",
        rf"\b(?:hit|beat|shook|slapped|burned|dropped) (?:the|my|our) {YOUNG}\b"),
    phrase(_A, _ANY,
        rf"{BY}(?:broke|breaks|dislocated|fractured) (?:his|her|their) (?:arm|nose|jaw|ribs?|wrist|leg"
        r"|finger|collarbone)",
        rf"{BY}(?:forces|forcing) (?:{SELF} on|{PERSON} (?:to have sex|into sex))"),
    phrase(_A, _RECENT,
        rf"\b(?!(?:burned|hurt|cut|bruised) {HIS} (?:hands?|back|knee|foot|fingers?|ankle|shoulder|tongue)\b)"
        rf"(?:{STRUCK}|molested) (?:{PERSON}|by (?:{HIS} |an? )?(?:\w{{2,8}} )?(?:{ONE}|{KIN})\b)",
        rf"\b(?:was|were|been|got|gets) (?!hurt|cut|threw|grabbed|burned){STRUCK}\b"
        r"(?! (?:by|with (?:a|the)|in the (?:final|election|match|game|race))\b)",
        r"\b(?:broke|punched|stabbed|hit) (?:her|him|his|their) (?:\w{2,8} ){0,3}(?:arm|nose|jaw|ribs?|face"
        r"|wrist|leg|stomach|finger|eye|belly)\b",
        r"\bpunched in (?:the|her) ",
        rf"\b(?:held|holds?|holding|put|pulled) an? {GUN} (?:to|on|against|at) (?:{PERSON}|mom\b|{HIS} (?:neck|throat"
        r"|head))",
        r"\bpunched (?:a |the )?(?:hole|wall|door)",
        r"\blocked (?:her|him|them|the kids) out\b(?! of)",
        r"\bhands around (?:her|his|their|my) (?:neck|throat)"),
    phrase(_A, _ANY,
        r"(?:\b(?:is|are|still|currently|disclosed|reports?|reporting|kids?|child|baby|hes|shes|\d ?(?:yo|y/o)) |'s"
        rf" |^|[,.;] ?){BEING_HURT}"),
    phrase(_A, _ANY,
        rf"\b{BEING_HURT} by (?:(?:her|his|their|a|the|mom'?s|my) )?(?:new )?{ONE}"),
    phrase(_A, _NAMED,
        r"\b(?:active|ongoing|current)(?:ly)? (?:(?:sexual|physical|child|domestic|partner) ){0,2}(?:abuse|dv|ipv"
        r"|violence)\b(?! (?:of|shelter|work|advoc|counsel|special|group|serv|prev|cases?|train))"),
    phrase(_C, _NAMED | _RECENT,
        r"\b(?:sexual|physical|child) abuse\b"),
    phrase(_A, _RECENT,
        rf"\b{BEING_HURT}"),
    phrase(_A, _ANY,
        r"\b(?:not|isn'?t|never|doesn'?t feel|don'?t feel|un) ?safe (?:to go home|at home|in the home|going home"
        r"|there tonight|tonight)",
        r"\b(?:won'?t|will not|doesn'?t|refuses to) let (?:her|him|them|me) leave\b(?! (?:for|early|the team|work))"),
    phrase(_A, Only.FEARED,
        r"\b(?:scared|afraid|terrified|convinced) (?:that )?(?:he|she|they)(?:'?ll|'?s| is| will|"
        rf" might| may) (?:going to |gonna )?{HARM} {PERSON}",
        r"\bafraid for (?:her|his|their) li(?:fe|ves)\b",
        r"\b(?:fleeing|running from|hiding from|escaping|getting away from) (?:her|his|their|an?|the) (?:\w{2,9} )?"
        r"(?:abus\w{2,4}|husband|wife|ex|bf|boyfriend|partner|dad|stepdad)\b",
        r"\b(?:won'?t|will not|never) (?:leave|make it out|get out|walk away|come home) alive\b",
        r"\b(?:put|puts|putting) a bullet in\b|\bend up dead\b",
        r"\b(?:found|knows|figured)(?: out)? where (?:she|he|they) (?:lives?|works?|is|are|stays?)\b",
        r"\bneeds? (?:a )?safe (?:place|house|housing) (?:to \w{2,5} )?(?:right now|now|tonight|today|asap)",
        r"\b(?:stalker|ex|abuser|husband|bf|boyfriend|he)(?:'?s| is) (?:sitting |parked |waiting )?outside (?:my|her"
        r"|his|their|the) (?:office|house|home|apartment|apt|work|door|place|school|shelter)",
        r"\btied (?:her|him|them) up\b",
        r"\babuser (?:found|is|has|followed|knows)\b",
        r"\b(?:needs?|looking for) (?:a |dv )?shelter (?:now|tonight|today|asap)",
        r"\bscared to leave (?:him|her|them)\b",
        r"\blocked (?:(?:her|him|them)(?:sel(?:f|ves))? )?in (?:the|a|his|her) ?(?:bathroom|closet|basement|house)"),
    phrase(_A, _ANY,
        r"\bin (?:immediate|imminent|serious|grave|real) danger\b",
        r"\b(?:is|are|child|kids?|baby) (?:now |currently )?in danger\b(?! of (?:losing|failing|divorc))",
        r"\bviolent (?:tonight|right now|rn|now|again|today)"),
    phrase(_C, _ANY,
        rf"\b{KIN}(?:'?s| is| keeps?| has been){{0,2}} (?:touches|touching|fondles|fondling) (?:{PERSON}|{YOUNG})",
        r"\b(?:dad|father|step ?-?dad|uncle|brother|cousin|boyfriend|bf|grandpa|he) (?:comes|sneaks|goes)"
        r" (?:in(?:to)?|to) (?:her|his|their) (?:room|bed)"),
    phrase(_C, _ANY,
        r"\b(?:hits|hitting|beats|beating|hurting|burning|burns|shaking|starving|abusing|molesting|neglects"
        r"|neglecting) (?:up )?(?:the"
        rf"|my|our|those|a|these) {YOUNG}\b",
        rf"\b{YOUNG} [^.;!?\n]{{0,25}}(?:locked in|tied (?:up|to)|chained)\b",
        r"\b(?:w/?o|no|without|any) food (?:in the house|at home)"),
    phrase(_C, _ANY,
        r"\b(?:bruises?|welts?|burns?|marks|black eye)\b[^.;!?\n]{0,20} (?:from|by) (?:his |her |the |their"
        rf" )?(?:{KIN}|mom(?:my)?|mother|parents?)\b",
        r"\bwelts on\b",
        r"\b(?:mom|dad|stepdad|stepmom|parents?) says? (?:he|she|they) fell\b",
        r"\b(?:hurt|touch|kiss|lick|rub)(?:s|es|ed|ing)? (?:her|his|their|my) (?:privates?|genitals|vagina|penis)\b",
        r"\bbelt marks?\b|\bhand ?prints? on\b",
        r"\b(?:scared|afraid|terrified|refus(?:es|ing)|begg(?:ed|ing) not) to go home\b",
        r"\b(?:touch|fondl)\w{1,3} (?:(?:her|him|them|me) )?(?:inappropriately|sexually|private|down there)",
        rf"\b{YOUNG}\b[^.;!?\n]{{0,20}} {STRUCK}[^.;!?\n]{{0,20}} by (?:(?:his|her|their|the|a) )?(?:foster )?"
        rf"(?:{KIN}|mom|mother|parents?|step ?mom|bf|boyfriend)\b",
        r"\bcigarette burns?",
        r"\b(?:mom|dad)(?:my|dy) did it"),
    phrase(_C, _ANY,
        rf"\b{YOUNG}\b[^.;!?\n]{{0,20}} left (?:home )?alone (?:all|every|for|overnight|at night|today|now)"),
)  # fmt: skip

#: Every phrase, in lower case; each is tried on the whole note.
PHRASES = (*_WISHES, *_MEANS, *_BLOWS)
