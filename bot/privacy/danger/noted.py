"""Present danger as a colleague notes it between two sessions: further phrases, as patterns with bounded repeats."""

from __future__ import annotations

from bot.privacy.danger.vocabulary import (
    GOING_TO,
    GUN,
    HARM,
    KIN,
    ONE,
    PERSON,
    PILLS,
    SELF,
    SI,
    YOUNG,
    DangerKind,
    Only,
    phrase,
)

_S, _V, _A, _C = DangerKind.SUICIDE, DangerKind.VIOLENCE, DangerKind.ABUSE, DangerKind.CHILD
_ANY, _RECENT, _NAMED = Only.ALWAYS, Only.RECENT, Only.NAMED
_MY = r"(?:his|her|their|my|the)"
_SHE = r"(?:he|she|they|i)"
_WITH = r"(?:with |w/? ?)"
_SOME = r"[^.;!?\n]{0,30}"
_PLACE = r"(?:house|home|place|building|school|office|clinic|church|apartment|apt|store|restaurant|shelter)"
_DOOR = r"(?:house|home|place|apartment|apt|work|job|door|office|school|car|shelter)"
_EDGE = (
    r"(?:bridge|overpass|cliffs?|train tracks|tracks|ledge|rooftop|freeway|golden gate|parking (?:structure|garage))"
)
_DAY = r"(?:tonight|tonite|today|tomorrow|this \w{3,9}|on \w{3,6}day|(?:after|before) (?:her|his|my)\b)"
_CLOSE = r"(?:ex|husband|wife|partner|boy ?friend|bf|gf|girl ?friend|he|she|dad|father|step ?-?(?:dad|father)|son)"
_END = r"(?=[,.;!?\n]|$| and\b| on\b| right\b| now\b| as\b| while\b| in\b)"

_SUICIDE = (
    phrase(_S, _NAMED,
        rf"\b(?:has|have|w/?|with|made) (?:an? |the )?plan (?:and|&|w/?|with|for|to use) (?:\w{{1,9}} ){{0,3}}"
        rf"(?:{PILLS}|{GUN}|means(?! to)|rope|method|note|(?:tonight|today)(?=[,.;!?\n]|$))",
        rf"{SI}(?:(?!\b(?:no|not|w/o|without|denie[sd]|deny|neg|safety|never|but|or|loss|survivor)\b)[^.;!?\n]){{0,30}}"
        rf"\b(?:has|have|with|w/?) (?:an? |the |his |her )?(?:method|{GUN}|rope|noose)\b",
        r"\bnoose\b[^.;!?\n]{0,12} (?:tied|hung|hanging|up|ready|made|in (?:the|his|her))\b|\bhas (?:a )?noose\b"),
    phrase(_S, _ANY,
        r"\b(?:can'?t|cannot|won'?t|will not|unable to|refuses to|couldn'?t|wouldn'?t) (?:promise|guarantee|commit"
        r"|agree"
        r"|say|tell me|assure)\b[^.;!?\n]{0,25} (?:(?:be|stay(?:ing)?) (?:safe|alive)|safety (?:plan|contract)"
        rf"|(?:not )?(?:hurt|kill) {SELF}|keep {SELF} safe|not do (?:it|anything))\b",
        rf"\bthreat(?:s|ened|ening|ens|ning|ning)? (?:\w{{2,6}} )?to (?:jump|die|overdose|od|end (?:it|things)|do it"
        rf"|use it|cut {SELF}|hang)\b",
        rf"{GOING_TO}(?:(?:step|jump|walk|run|throw {SELF}|lie|lay) (?:down )?(?:in front of|onto the tracks"
        rf"|off (?:of )?"
        rf"(?:the|a|his|her) (?:\w{{3,8}} ){{0,2}}(?:{_EDGE}|roof|balcony|building|pier|boat))"
        rf"|(?:drive|crash|wreck) (?:(?:{_MY}|a) (?:car|truck|bike|suv) )?(?:off (?:of )?(?:the|a)\b"
        rf"|into (?:a|the|oncoming) (?:\w{{3,9}} )?(?:wall|tree|river|lake|canyon|traffic|divider|pole|ocean))"
        r"|attempt(?=[,.;!?\n]|$| again| tonight| suicide| this| today| tomorrow))",
        rf"\b(?:gonna|going to|will|'ll) do it (?:{_DAY}|with (?:the|his|her|a)"
        rf" (?:{GUN}|{PILLS}|car))",
        r"\b(?:'d|'ll|will|would|going to|gonna|wants to|plans to) finish (?:the job|what (?:she|he|they|i) started"
        r"|it (?:off|tonight|at home|once|when|next|this))\b",
        r"\bnot (?:leaving|coming out|getting out|walking out|coming (?:home|back))\b[^.;!?\n]{0,12} alive\b",
        r"\breasons? not to(?=[,.;!?\n]|$)|\bno reason to (?:live|stay alive|be alive|wake up|go on)\b(?! (?:in|near"
        r"|with|there|here|to))",
        r"\bbottle of \w{2,9} (?:and|&|\+) (?:a |the |his |her )?(?:bottle|handful|bunch) of\b",
        r"\bthank(?:s| you) for everything\b[^.;!?\n]{0,60} (?:blame|goodbye|gone|better off|heaven"
        r"|phone|answer\w{0,3}|voicemail)\b",
        r"\b(?:sent|sends|text\w{0,4}|wrote|left|voicemail|email\w{0,3}|messag\w{1,3})\b[^.;!?\n]{0,40}"
        r" (?:do not|don'?t) blame (?:yourself|yourselves|me|any\w{3,4})",
        rf"\b(?:says?|said|told \w{{2,7}}|text\w{{0,4}}(?: \w{{2,4}})?) (?:that )?{_SHE}(?: will not|"
        rf" won'?t| is not going to|'s not going to| isn'?t going to) be (?:here|around|alive)(?=[,.;!?\n]|$| tomorrow"
        r"| next (?:week|time)| after| by| in the morning| any| much| when)",
        r"\b(?:says?|said|told \w{2,7}|text\w{0,4}(?: \w{2,4})?) (?:that )?this (?:is|was) (?:goodbye|the end)"
        r"(?=[,.;!?\n]|$)",
        rf"\bjoin(?:ing)? {_MY} (?:\w{{3,8}} )?{ONE}\b{_SOME}{PILLS}",
        r"\btonight(?:'s| is) (?:it|the end)(?=[,.;!?\n]|$)",
        r"\b(?:text\w{0,3}|messaged|emailed|wrote|said|voicemail)\b[^.;!?\n]{0,12} (?:['\"“])?(?:it'?s over|i'?m done"
        r"|i can'?t do this)"
        r"\b[^.;!?\n]{0,30} (?:not|isn'?t|won'?t|stopped|can'?t) (?:pick\w{0,3} up|answer\w{0,3}|respond\w{0,3}|reach)",
        r"\bswallow(?:ed|ing) (?:bleach|antifreeze|drano|ammonia|cleaner|poison|lye)\b"),
    phrase(_S, _RECENT,
        r"\battempted\b(?! to (?!kill|hang|end|die|od|overdose|jump|drown|shoot|cut)\b)",
        r"\bbaker act(?:ed)?\b|\bstomach pumped\b|\bwelfare check\b",
        rf"\b(?:bought|got|purchased|picked up|borrowed|stole|loaded) (?:an? |the |his |her |\w{{3,7}}'s )"
        rf"(?:\w{{3,8}} )?(?:{GUN}|ammo|bullets)\b(?! (?:range|safe|class|house))",
        rf"\b(?:cut|sliced|slashed|stabbed|burned|hung|hanged|shot|drowned|poisoned|gassed) {SELF}\b"),
    phrase(_S, _ANY,
        r"\battempt(?:ed)? (?:again )?(?:yesterday|last (?:night|nite)|today|tonight|this (?:am|morning|week\w{0,3})"
        r"|\d{1,2} (?:hrs?|hours|days) ago|an hour ago)",
        r"\b(?:took|swallowed|taken|ingested|downed|ate|drank) (?:down )?(?:the|a|an|her|his|their|my)? ?(?:whole"
        r"|entire|full|rest of (?:the|her|his)) (?:\w{3,9} )?(?:bottle|pack|blister|box|script|prescription)\b"
        r"(?! of (?:wine|beer|water|milk|vodka|champagne|pizza))",
        rf"\b(?:took|swallowed|taken|ingested|downed|ate|popped) (?:about |like |around |at least |over "
        rf"|maybe )?(?:\d{{2,3}}"
        rf"|twenty|thirty|forty|fifty|sixty|a hundred) (?:or so )?(?:of )?(?:her |his |their |the "
        rf"|my )?(?:\w{{3,9}} )?{PILLS}",
        rf"\b(?:{PILLS}|bottle) (?:are |is |already |all |right |sitting |laid |lined ){{0,3}}(?:counted|lined up"
        rf"|laid out"
        rf"|poured out|saved up|stashed|hoarded|stockpiled|in front of (?:her|him|them)|(?:next to|beside|with)"
        rf" (?:her|him|them){_END}|on the (?:nightstand|bed)\b)",
        rf"\b{GUN} (?:is |was |right |already |sitting ){{0,2}}(?:loaded|(?:next to|beside|in front of|with|on)"
        rf" (?:her|him|them){_END}|in (?:his|her|their) (?:lap|hand|mouth))",
        rf"\b(?:loading|cleaning) (?:his|her|the|a) {GUN}\b",
        r"\b(?:call|whisper|text|phon)\w{2,4} (?:me |us )?from (?:the|a|her|his) (?:\w{3,9} )?(?:closet|bathroom|bridge"
        r"|roof|ledge|tracks|overpass|cliff|balcony|trunk)\b",
        rf"\b(?:standing|sitting|lying|parked|pacing|dangling|hanging) (?:\w{{2,5}} ){{0,2}}(?:on|by|at"
        rf"|near|off|over) (?:the|a) (?:edge of (?:the|a) )?(?:\w{{3,8}} ){{0,2}}{_EDGE}\b",
        r"\b(?:driving|drove|headed|heading|on (?:his|her|their) way|walking) (?:\w{2,5} )?to (?:the|a)"
        r" (?:\w{3,8} ){0,2}(?:bridge|overpass|tracks)\b",
        r"\b(?:won'?t|not|can'?t) stop bleeding|\bbleeding (?:through|all over|on camera|won'?t stop|profusely)",
        r"\b(?:refus\w{2,3}|won'?t (?:go|call)|will not (?:go|call)|declin\w{2,3}|doesn'?t want|does not want) (?:to )?"
        r"(?:go |call |be taken )?(?:to )?(?:the |an )?(?:ambulance|911|ems|paramedics)\b",
        r"\b(?:911|police|cops|ambulance|ems|paramedics)(?: (?:is|are|were|was|already|just)){0,2} (?:on (?:the|their)"
        r" way|en route|coming|been called|at the (?:house|door|scene))\b",
        r"\b(?:gave|giving|given) (?:away )?(?:his|her|their) (?:dog|cat|pets?|jewelry|guitar|ring|savings|car|watch)"
        r" away\b"),
)  # fmt: skip
_VIOLENCE = (
    phrase(_V, Only.FEARED,
        rf"{GOING_TO}(?:(?:burn|blow|shoot) (?:the|his|her|their|my|this|that|our)? ?(?:\w{{3,9}} )?{_PLACE} (?:down"
        rf"|up)\b"
        rf"|{HARM} (?:whoever|another\b|the (?:guy|man|woman|judge|neighbor|next)|that (?:guy|man|woman|bitch)"
        rf"|anyone|as many|strangers|(?:a|some) (?:guy|man|woman|member|patient|stranger|resident))"
        rf"|(?:run|mow) (?:{PERSON} (?:over|down)\b|(?:over|down) {PERSON})|(?:bash|smash|cave|kick) (?:his|her"
        rf"|their) (?:head|face"
        rf"|skull|teeth)|put (?:him|her|them) in (?:the ground|the hospital|a grave|the morgue|a body bag)"
        rf"|make (?:him|her|them)(?: all)? pay(?=[,.;!?\n]|$| tonight)"
        rf"|push (?:her|him|them|me|some\w{{3,4}}|people|{_MY} {ONE}) (?:off the|in front|down the)"
        rf"|cut (?:his|her|their) throats?|beat the \w{{3,8}} out of)",
        rf"\bthreats? (?:\w{{2,9}} ){{0,2}}to (?:shoot|burn|blow|bomb|{HARM})\b",
        r"\bput(?:s|ting)? (?:something|poison|pills|antifreeze|bleach|crushed) (?:\w{3,8} )?in"
        r" (?:his|her|their|my) (?:\w{3,10} )?(?:food|drink|coffee|tea|smoothie|soup|bottle)\b(?! (?:instead|to help))",
        r"\btak(?:e|ing) (?:everyone|everybody|as many|a few|them all|people|somebody|the (?:kids|whole family)|his"
        r" (?:kids|family|wife)|her (?:kids|family|husband)) (?:and (?:him|her)self|(?:down |out )with (?:him|her"
        r"|them))"),
    phrase(_V, _ANY,
        rf"\b(?:on (?:his|her|their|the) way|heading|headed|driving|drove|walking|waiting|parked|sitting|went"
        rf"|over there"
        rf"|at (?:her|his|the) (?:house|door|work))\b(?:(?!hunt|range|class|sport|target)[^.;!?\n]){{0,30}} {_WITH}"
        rf"(?:an? |his |her |the )(?:\w{{3,9}} )?(?:{GUN}|bat|crowbar)\b",
        rf"\b(?:pointing|waving|aiming|holding|swinging) (?:a|the|his|her) (?:\w{{3,8}} )?(?:{GUN}|bat|hammer) (?:at"
        rf"|on|to"
        rf"|against|around)\b",
        rf"\b{GUN}\b[^.;!?\n]{{0,25}} (?:and|&|while|he'?s|she'?s|is|been) (?:is |has been |been )?(?:drunk|drinking"
        rf"|high"
        rf"|wasted|using meth)\b",
        r"\bhit ?list\b|\bbullets? with (?:his|her|their|my|\w{3,9}'?s) name\b"),
    phrase(_V, _NAMED,
        r"\bhi w/? ?(?:a )?(?:plan|intent|means)\b"),
    phrase(_V, _RECENT,
        rf"\b(?:pointed|waved|aimed|pulled|swung) (?:an?|the|his|her) (?:\w{{3,8}} )?(?:{GUN}|bat|hammer) (?:at|on|to"
        rf"|against"
        rf"|around)\b",
        r"\b(?:killed|kicked|strangled|shot|drowned|hurt|poisoned) (?:the|her|their|his) (?:dog|cat|puppy|kitten)\b"),
)  # fmt: skip
_ABUSE = (
    phrase(_A, _ANY,
        r"\b(?:pounding|banging|kicking|breaking|beating|bashing) (?:on |in |down )(?:the|her|his|their"
        r"|my) (?:\w{3,8} )?"
        r"(?:door|window)s?\b(?! to)",
        r"\b(?:violat\w{2,3}|ignor\w{2,3}|broke|breaking) (?:the|his|her|a) (?:restraining|protect\w{3,4}"
        r"|no contact) order\b"
        r"|\b(?:restraining|protective|no contact) order (?:ignored|violated|broken)\b",
        r"\b(?:scared|afraid|terrified|convinced|thinks|worried) (?:that )?(?:he|she|they)(?:'s|'ll| will| is| may|"
        r" might)? ?(?:going to )?(?:com(?:e|ing) (?:back|after|for)|find(?:s)?|hunt) (?:her|him|them|me|tonight)?"
        r"(?=[,.;!?\n]|$| with| tonight| and)",
        r"\b(?:won'?t|doesn'?t|does not|refuses to|not) (?:let|letting|allow\w{0,3}) (?:her|him|them"
        r"|me) (?:to )?(?:out of"
        r" (?:the|her|his)|out alone|leave the|see a doctor|eat(?=[,.;!?\n]|$| for| anything))",
        r"\b(?:takes|took|taking|hides|hid|hiding|keeps|withhold\w{1,3}) (?:away )?(?:her|his|their) (?:insulin|inhaler"
        r"|passport|walker|wheelchair|oxygen|papers)\b[^.;!?\n]{0,6} (?:away|from (?:her|him))\b",
        r"\b(?:found|put|hid) (?:an? )?(?:gps |\w{5} )?(?:tracker|air ?tag|gps) (?:on|in|under) (?:her|his|their"
        r"|my) (?:car|bag|purse|truck|coat)\b",
        r"\b(?:can'?t|cannot|afraid to|scared to|not safe to|unsafe to) go (?:back )?(?:home|there) (?:tonight|today"
        r"|now)\b",
        r"\bgetting (?:beat(?:en)?(?: up)?|hit|choked|slapped|punched) (?:by (?:his|her|their)|at home)\b"
        r"|\bif (?:you|she|he|i) (?:leaves?|goe?s?|tells?),? (?:you|she|he|i)(?:'ll| will)? dies?\b",
        rf"\bbarricaded (?:{SELF} )?in\b",
        r"\b(?:hurt|kill|beat|hit|punish|do) (?:her|him|them|me|worse|it)(?: \w{4,6})? if (?:i|she|he|they|anyone|cps)"
        r" (?:tells?|finds? out|reports?|calls?|says? anything|talks?|leaves?)\b"),
    phrase(_A, _RECENT,
        rf"\b{_CLOSE} (?:just |has )?(?:showed|shows|turned|turns) up (?:at"
        rf"|outside) (?:\w{{2,8}}(?:'s)? )?(?:\w{{3,8}} )?"
        rf"{_DOOR}\b",
        r"\b(?:broke|kicked|smashed|busted) (?:in|down|through|into)? ?(?:the|her|his|their|my) (?:\w{3,8} )?(?:door"
        r"|window"
        r"|house|apartment|phone|car)s?\b",
        r"\b(?:fled|escaped|ran out)\b[^.;!?\n]{0,15} (?:house|home|him|her|apartment|kids|barefoot)\b",
        r"\bput (?:his|her|their) hands (?:on|around) (?:her|him|them|me)\b|\bstrangulation\b",
        rf"\b(?:threw|shoved|pushed|knocked) {PERSON} (?:across|down|against|into|to the (?:floor|ground))\b"),
)  # fmt: skip
_CHILDREN = (
    phrase(_C, _ANY,
        rf"\b(?:is|are|'s|been|keeps|caught|admits?|admitted(?: to)?) (?:\w{{2,9}} )?(?:touching|fondling|molesting"
        rf"|abusing"
        rf"|raping|grooming|having sex with|starving|beating|hitting) (?:his|her|the|their|my|a|an) "
        rf"(?:(?!inner|own)\w{{1,7}} ){{0,4}}?(?:daughters?|step ?-?(?:daughter|son|kids?)s?|sons?|nieces?|nephews?"
        rf"|grand(?:kids?|daughter|son)|{YOUNG}|students?|twins)\b(?! (?:brother|sister))",
        rf"\b(?:{KIN}|{_CLOSE}) (?:still )?(?:comes|sneaks|goes|came|climbs|gets) (?:in|into|in to|to) (?:her|his"
        rf"|their|my)"
        rf" (?:room|bed)\b(?=[^.;!?\n]{{0,12}} (?:at night|when|last night|and (?:touch|lie|get|lock)|every|drunk"
        rf"|naked))",
        rf"\b(?:left|leaves|leaving) (?:\w{{2,8}} ){{0,3}}(?:{YOUNG}|toddlers|infants|twins) (?:home "
        rf"|by \w{{4,9}} )?alone"
        rf" (?!with)(?:\w{{2,9}} ){{0,4}}(?:overnight|all (?:night|day|weekend)|since|for (?:days|hours|the)|tonight"
        rf"|now|every)\b",
        r"\b(?:whips?|whipped|beats?|beat|beaten|hits?|thrash\w{2,3}|spanks?|spanked)\b[^.;!?\n]{0,20} w(?:ith"
        r"|/)? ?(?:a"
        r"|an|the|his|her) (?:\w{4,9} )?(?:cable|belt|cord|stick|wire|hose|paddle|iron|broom|bat|shoe|hanger|switch)\b",
        r"\bvoices?\b[^.;!?\n]{0,30} to (?:put|throw|drop|drown|get rid of|sacrifice|shake) (?:the|her|his|their)"
        r" (?:\w{3,7} )?(?:baby|kids?|child\w{0,3}|son|daughter|infant|newborn)\b",
        rf"\bc(?:ame|omes|ame in|oming) (?:in |today |to (?:session|school|group) ){{0,2}}{_WITH}(?:an? |two |fresh "
        rf"|new ){{0,2}}"
        rf"(?:black eyes?|split lip|bruis\w{{1,3}}|hand ?prints?|welts|burn marks?)\b(?! (?:from|by)\b)",
        rf"\b(?:kept|keeps|keeping|locked|locks?|locking) (?:{PERSON}|(?:{_MY} )?{YOUNG}\b) (?:\w{{4,6}} )?in (?:the"
        rf"|a|an) (?:\w{{3,5}} )?(?:crate|cage|kennel"
        r"|shed|closet|basement|trunk|attic)\b",
        r"\b(?:baby|kid|child|infant|newborn|toddler|son|daughter)(?:'?s| is) (?:not|barely) breathing\b",
        rf"\b(?:adult|grown|\d{{2}} ?(?:yo|y/o|year old)) (?:man|men|guy|male)\b{_SOME}(?:nudes|naked|hotel)\b",
        rf"\b(?:shakes|shaking|hits|beats|burns|burning|starves|starving|touches|molests) {_MY} \d{{1,2}} ?(?:month"
        rf"|week|day|year"
        rf"|yr|mo|wk|yo)",
        rf"\b(?:having sex|sleeping|in a relationship) with (?:{_MY}|an?) (?:1[0-7]|\d) ?(?:yo|y/o|year|yr)",
        rf"\b{YOUNG} (?:is |are |were |been |left )?(?:home )?alone (?:for (?:\w{{3,6}} )?(?:days|nights)|since"
        rf"|overnight)\b",
        rf"\bpregnant by (?:her|the) (?:\w{{3,8}} )?(?:{KIN}|mom'?s)\b"),
    phrase(_C, _RECENT,
        r"\b(?:cps|dcfs|child abuse) (?:report|hotline|call)\b"
        r"|\b(?:called|calling|call|report\w{0,3} to) (?:cps|dcfs)\b"),
)  # fmt: skip

#: Every phrase, in lower case.
NOTED = (*_SUICIDE, *_VIOLENCE, *_ABUSE, *_CHILDREN)
