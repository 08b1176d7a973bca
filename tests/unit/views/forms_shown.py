"""The forms as tests and pictures show them: as they open, and with what is to be mended in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.exchange.drafts import Draft
from bot.exchange.gratitude import ThankYou
from bot.exchange.moves import Why
from bot.exchange.naming import Name, Part
from bot.exchange.oversight import Seen
from bot.exchange.sources import Answer, Notes, Origin, Reason, Source, SourceKind, Written
from bot.exchange.values import Audience
from bot.matching import Blocker, Constraint, Licence, Match, Need, Opening, OpeningKind, OwnTerm, Profile
from bot.matching.relaxing import Shortage, Waiver
from bot.privacy import Known, dangers, find_identifiers, rewrite
from bot.views import (
    claim_card,
    fit,
    full_form,
    hours_form,
    later_form,
    lists,
    members,
    names,
    niche_form,
    niche_preview,
    origin_form,
    outcome_form,
    refer_form,
    refusals,
    review,
    setup_form,
    shortage,
    source_form,
    sources,
    terms_form,
    thanks_form,
)
from bot.views.crisis import Stop
from bot.views.message import plain
from bot.views.review import Review
from bot.views.setup_form import Exposure
from tests.unit.views.filled_in import submitted
from tests.unit.views.fits import FITS
from tests.unit.views.scenes import ANA, BEN, BEST_THREE, CLEO, COLLECTIVE, DEV, NEED, PEOPLE, SAM, after, draft
from tests.unit.views.strategies import AREAS

if TYPE_CHECKING:
    from slack_sdk.models.views import View

OWN_TERMS = (OwnTerm("area", "North of the river"), OwnTerm("payment", "Larkspur Health Plan"))
NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
FOUR_WEEKS = timedelta(weeks=4)
MANY_DOUBTS = "Knows " + ", ".join(
    f"{name}wick" for name in ("Zel", "Quill", "Brack", "Thorn", "Marsh", "Fen", "Grim", "Wold", "Hart", "Dray", "Pell")
)
LONG_DOUBT = "Speaks " + "шщ" * 60
_CALL_ME = "Call me at 512-555-0142"
IDENTIFYING = "34-year-old teacher in Marfa whose husband left her.\nCall Maria at 512-555-0142, evenings are best"
THANKS = thanks_form.begun(ANA, ThankYou("form2", SAM.user_id, "ref1"), (), SAM, weekly=False)
CALLING = THANKS.with_words(_CALL_ME)
NICHELESS = replace(ANA, niche=Profile("ana"))
ANY_TIME = thanks_form.begun(NICHELESS, ThankYou("form2"), (), None, weekly=True)


def noted(note: str) -> Draft:
    """A filled-in draft with this note."""
    return draft(need=replace(NEED, note=note))


def checked(note: str) -> View:
    """The referral form that came back with what was found in the note."""
    return refer_form.render(noted(note), reviewed=Review(find_identifiers(note), reword=rewrite))


def _niche_checked(statement: str) -> View:
    told = replace(ANA, niche=replace(ANA.niche, statement=statement))
    return niche_form.render(told, niche_form.Checked("statement", Review(find_identifiers(statement))))


def _still_to_do(view: View, field: str, text: str) -> dict[str, str]:
    return review.errors(submitted(view), field, text, find_identifiers(text))


HALF_SAID = replace(
    ANA,
    niche=Profile(
        "ana",
        "I offer a safe space for all ages. I treat anxiety, depression and grief. I am holistic.",
        top_concerns=("grief",),
        opening=Opening(OpeningKind.SOME, only_client_types=("couple",), only_payments=("private_pay",)),
    ),
    practice_contact="",
)
DANGER = noted("Teen who says she wants to kill herself <tonight>, & has pills in hand")
CRISIS = "Larkspur County crisis line, 512-555-0177\nYouth mobile team & chat, evenings"


_ANA_ASKED = Seen(
    replace(ANA, niche=replace(ANA.niche, top_concerns=("infidelity", "relationship", "divorce"))), True, 4
)
_ANA_CHECKED = replace(_ANA_ASKED, member=replace(_ANA_ASKED.member, licence_checked_at=NOW), checked_by="Dev <Rao>")
MEMBERS_SEEN = (
    _ANA_CHECKED,
    Seen(replace(BEN, niche=Profile("ben", top_concerns=("anxiety",), licences=(Licence("TX"),))), True, 1),
    Seen(replace(CLEO, niche=Profile("cleo", opening=Opening(OpeningKind.NONE, date(2026, 3, 30)))), True),
    Seen(DEV),
)


def forms() -> dict[str, View]:
    """Every form as it opens or is drawn anew, by what it shows."""
    return {
        "refer, empty": refer_form.render(Draft("form1"), typed=True),
        "refer, danger typed after it": refer_form.render(Draft("form1"), typed=True, stop=Stop({}, CRISIS)),
        "refer, few": refer_form.render(Draft("form1", audience=Audience.BEST, few=True)),
        "refer, more": refer_form.with_more(submitted(refer_form.render(Draft("form1"))), AREAS),
        "refer, filled in": refer_form.render(noted("Warm, knows farm life")),
        "refer, in doubt": checked("The Zelkora or Quillfeather way"),
        "refer, certain": checked(IDENTIFYING),
        "refer, about the client": refer_form.render(
            noted("28yo nurse, husband cheated, they fight in front of the kids"),
            reviewed=Review(about_client=True, reword=rewrite),
        ),
        "refer, reworded": refer_form.render(noted("adult, couples, TX"), reviewed=Review(reworded=True)),
        "refer, taken out": refer_form.render(noted("Warm"), reviewed=Review(taken_out=["Zelkora", "Quillfeather"])),
        "refer, many doubts": checked(MANY_DOUBTS),
        "refer, stopped": refer_form.render(DANGER, more=True, stop=Stop(dangers(DANGER.need.note), CRISIS)),
        "refer, stopped edit": refer_form.render(
            replace(DANGER, editing="ref1"), more=True, stop=Stop(dangers(DANGER.need.note), "")
        ),
        "refer, lines under the concerns": refer_form.render(
            Draft("form1", need=Need(concerns=("self_harm", "substance_use")))
        ),
        "refer, similar": refer_form.render(draft(), similar=after()),
        "refer, editing": refer_form.render(draft(editing="ref1")),
        "refer, posted already": refusals.on_top(plain(lists.posted_as_first_sent()), "Posted already"),
        "niche, empty": niche_form.render(None),
        "niche, filled in": niche_form.render(ANA),
        "niche, identifying": _niche_checked(_CALL_ME),
        "niche, half written": niche_form.render(HALF_SAID, own=[OwnTerm("area", "North side")], more=True),
        "niche, coached": niche_form.untyped(submitted(niche_form.render(HALF_SAID)), ()),
        "niche, previewed": niche_preview.preview(
            replace(HALF_SAID, practice_contact=niche_preview.CONTACT_TYPED),
            Match("ana", 0, ("Treats grief",)),
            ["limits"],
        ),
        "niche, saved": niche_preview.saved(ANA, BEST_THREE[0]),
        "niche, saved with other states": niche_preview.saved(ANA, BEST_THREE[0], unchecked=True),
        "niche, saved without room": niche_preview.saved(
            replace(ANA, niche=Profile("ana", opening=Opening(OpeningKind.NONE, date(2026, 3, 30)))), Match("ana", 0)
        ),
        "setup, empty": setup_form.render(replace(COLLECTIVE, channel_id="", outside_options="")),
        "setup, filled in": setup_form.render(
            COLLECTIVE, list(Exposure), suggest_best_only=True, person_user_id="U0DEV", extra_admin_user_id="U0BEN"
        ),
        "setup, saved": setup_form.saved(setup_form.parse(submitted(setup_form.render(COLLECTIVE))), [Exposure.PUBLIC]),
        "terms, empty": terms_form.render(()),
        "terms, filled in": terms_form.render(OWN_TERMS),
        "terms, saved": terms_form.saved(),
        "outcome": outcome_form.render("ref1"),
        "outcome, saved": outcome_form.saved(claim_card.told_open_again(ANA, SAM, "ref1")),
        "full": full_form.render(ANA, NOW, "r1", FOUR_WEEKS),
        "later": later_form.render(NOW.date(), "row"),
        "pause": later_form.pause(),
        "hours": hours_form.render(ANA, COLLECTIVE),
        "paused": later_form.paused(None),
        "paused until a day": later_form.paused(NOW.date()),
        "thanks": thanks_form.render(THANKS),
        "thanks, identifying": thanks_form.render(CALLING, Review(find_identifiers(_CALL_ME))),
        "thanks, to anybody": thanks_form.render(ANY_TIME),
        "thanks, own words": thanks_form.render(thanks_form.another(CALLING, ANA, (), SAM)),
        "thanks, previewed": thanks_form.preview(ANA, "Thank you & all the best.\n\nAna"),
        "thanks, to copy": thanks_form.to_copy("Thank you & all the best."),
        "thanks, held back": thanks_form.nothing_to_show(_CALL_ME),
        "thanks, empty": thanks_form.nothing_to_show(""),
        "members": members.everybody(MEMBERS_SEEN),
        "members, nobody asked yet": members.everybody([Seen(DEV)]),
        "member": members.one(_ANA_ASKED, own=False),
        "member, licence checked": members.one(_ANA_CHECKED, own=False),
        "member, oneself": members.one(_ANA_ASKED, own=True),
        "member without a licence": members.one(MEMBERS_SEEN[2], own=False),
        "member, none": members.nobody(),
        **{name: fit.modal(shown) for name, shown in FITS.items()},
        **_sources(),
        **_where_few_fit(),
        **_names(),
    }


LAKEVIEW = Source(
    "s1", "Lakeview <Pediatrics> & Friends", SourceKind.PHYSICIANS, 3, date(2025, 12, 1), date(2025, 6, 1), 1
)
SOURCES = (
    Source("s2", "Arbor School, counseling office", SourceKind.SCHOOL, 12, date(2026, 2, 2), date(2025, 6, 1)),
    Source("s3", "Dr. Kim, my old supervisor", SourceKind.COLLEAGUE, 0, None, date(2026, 1, 5)),
    LAKEVIEW,
)
_TOLD = (Origin("ref1", "s1", Reason.NICHE, skipped=False, at=NOW), Origin("ref2", None, None, skipped=True, at=NOW))


def _sources() -> dict[str, View]:
    """A member's private list, and the question who sent a client, with the words that follow from the answer."""
    asked_for = Notes(LAKEVIEW, Reason.NICHE, "Loss and change", (replace(BEN, practice_contact="512-555-0123"),))
    return {
        "sources, none yet": sources.everything((), NOW.date()),
        "sources": sources.everything(SOURCES, NOW.date()),
        "sources, copied": sources.export(SOURCES, _TOLD),
        "source, new": source_form.render(),
        "source": source_form.render(LAKEVIEW),
        "source, words": origin_form.keep_in_touch(ANA, LAKEVIEW),
        "origin, no list yet": origin_form.render((), "ref1"),
        "origin": origin_form.render(SOURCES, "ref1"),
        "origin, poor fit": origin_form.notes(ANA, asked_for),
        "origin, full": origin_form.notes(ANA, replace(asked_for, reason=Reason.FULL)),
    }


def _where_few_fit() -> dict[str, View]:
    """Forms that nobody fits, and what a referral that was posted could do without."""
    payment = Shortage(0, Blocker(Constraint.PAYMENT, 4), Waiver(Constraint.PAYMENT, 4), full=1)
    step = Shortage(0, Blocker(Constraint.LICENCE, 0), Waiver(Constraint.FORMAT, 0))
    told = draft(told_nobody=True)
    return {
        "refer, nobody fits": refer_form.render(told, few=payment),
        "refer, nobody fits, best three": refer_form.render(replace(told, audience=Audience.BEST), few=step),
        "refer, nobody fits, names": refer_form.render(replace(told, audience=Audience.NOBODY), few=Shortage(0)),
        "refer, a wish given up": refer_form.render(told.without(Constraint.PAYMENT)),
        "refer, asked without it": refusals.on_top(plain(shortage.asked_without(Constraint.PAYMENT)), "Asked", "Done"),
        "who else, one wish": shortage.modal(
            Shortage(0, Blocker(Constraint.TIME, 2), Waiver(Constraint.TIME, 2)), NEED, "ref1"
        ),
        "who else, licence": shortage.modal(Shortage(0, Blocker(Constraint.LICENCE, 2), full=2), NEED, "ref1"),
        "who else, who comes": shortage.modal(Shortage(0, Blocker(Constraint.CLIENT_TYPE, 2)), NEED, "ref1"),
        "who else, nobody": shortage.modal(Shortage(0), NEED, "ref1"),
        "who else, one": shortage.modal(Shortage(1), NEED, "ref1"),
        "who else, next": shortage.modal(Shortage(4), NEED, "ref1"),
    }


def _names() -> dict[str, View]:
    """Names for the client of a referral, and for somebody who asks nobody."""
    part = {"ana": Part.OFFERED, "ben": Part.ASKED, "cleo": Part.UNASKED}
    told = [Name(PEOPLE[match.member_id], match.reasons, part[match.member_id]) for match in BEST_THREE]
    full = replace(
        ANA, niche=replace(ANA.niche, opening=Opening(OpeningKind.NONE, date(2026, 12, 3), confirmed_at=NOW))
    )
    few = Shortage(2, waiver=Waiver(Constraint.TIME, 5))
    return {
        "names": names.modal(told, NEED),
        "names, few": names.modal([replace(told[0], part=Part.UNASKED)], NEED, few, on_top=True),
        "names, nobody": names.modal([], NEED),
        "names, full": names.full([Name(full, ("Sees couples",))], NEED),
        "names, nobody full": names.full([], NEED),
    }


def sent_back() -> dict[str, tuple[View, dict[str, str]]]:
    """Every form that can be sent back, with what is to be mended, by field."""
    stopped = refer_form.render(DANGER, more=True, stop=Stop(dangers(DANGER.need.note), CRISIS))
    unasked, long = draft(consent=False), noted("Warm and patient, evenings. " * 12)
    nobody = replace(ANA.niche, opening=Opening(OpeningKind.SOME, only_payments=("cigna", "medicaid")))
    late = replace(ANA, niche=Profile("ana", opening=Opening(OpeningKind.NONE, NOW.date())))
    setup, identifying = setup_form.render(COLLECTIVE), checked(IDENTIFYING)
    terms = terms_form.render(OWN_TERMS)
    thanks, niche = thanks_form.render(CALLING, Review(find_identifiers(_CALL_ME))), _niche_checked(_CALL_ME)
    return {
        "refer stopped and not ticked": (
            stopped,
            refer_form.still_asked(submitted(stopped), dangers(DANGER.need.note)),
        ),
        "refer too long": (refer_form.render(long), refer_form.too_long(submitted(refer_form.render(long)), long)),
        "refer without consent": (refer_form.render(unasked), refer_form.errors(unasked)),
        "refer with a name": (identifying, _still_to_do(identifying, "note", IDENTIFYING)),
        "refer in doubt": (checked(MANY_DOUBTS), _still_to_do(checked(MANY_DOUBTS), "note", MANY_DOUBTS)),
        **{
            f"refer, {hindrance.value}": (refer_form.render(draft()), refer_form.cannot_post(hindrance))
            for hindrance in refer_form.Hindrance
        },
        "niche with room for nobody": (
            niche_form.render(replace(ANA, niche=nobody)),
            niche_form.problems(nobody, NOW.date()),
        ),
        "niche without a date": (
            niche_form.render(replace(ANA, niche=Profile("ana", opening=Opening(OpeningKind.NONE)))),
            niche_form.problems(Profile("ana", opening=Opening(OpeningKind.NONE)), NOW.date()),
        ),
        "niche with a number": (niche, _still_to_do(niche, "statement", _CALL_ME)),
        "setup with odd hours": (
            setup,
            setup_form.problems(submitted(setup, end={"selected_time": "08:00"})),
        ),
        "setup outside the channel": (setup, setup_form.cannot_post()),
        "setup without an answer": (setup, setup_form.no_answer()),
        "terms to mend": (
            terms,
            terms_form.problems(
                submitted(
                    terms,
                    area={"value": "Downtown\nDown-town"},
                    payment={"value": "Optum"},
                    concern={"value": "Whatever is long, longer and longest of all the things to say of it"},
                    modality={"value": "\n".join(map(str, range(31)))},
                    identity={"value": "Ask 512-555-0142"},
                ),
                Known(),
            ),
        ),
        "full until yesterday": (
            full_form.render(late, NOW, "r1", FOUR_WEEKS),
            full_form.problems(NOW.date(), NOW.date()),
        ),
        "hours that end before they begin": (
            hours_form.render(ANA, COLLECTIVE),
            hours_form.problems(
                submitted(
                    hours_form.render(ANA, COLLECTIVE), until={"selected_time": "08:00"}, days={"selected_options": []}
                )
            ),
        ),
        "paused until yesterday": (later_form.pause(), later_form.problems(NOW.date(), NOW.date())),
        "later, and yesterday": (
            later_form.render(NOW.date(), "row"),
            later_form.problems(NOW.date(), NOW.date()),
        ),
        **_sources_to_mend(),
        "thanks with a number": (thanks, _still_to_do(thanks, "words", _CALL_ME)),
        "thanks to oneself": (
            thanks_form.render(ANY_TIME),
            thanks_form.cannot_thank(submitted(thanks_form.render(ANY_TIME)), refusals.sentence(Why.THANKS_TO_ONESELF)),
        ),
    }


def _sources_to_mend() -> dict[str, tuple[View, dict[str, str]]]:
    new, origin = source_form.render(), origin_form.render(SOURCES, "ref1")
    number = Written(_CALL_ME, SourceKind.OTHER)
    found = find_identifiers(_CALL_ME, Known(names_source=True))
    return {
        "source without a name": (new, source_form.problems(Written("", SourceKind.OTHER), NOW.date())),
        "source met tomorrow": (new, source_form.problems(replace(number, last_contact=date(2026, 3, 3)), NOW.date())),
        "source with a number": (new, source_form.tells_somebody(number, found)),
        "source there already": (new, source_form.twice()),
        "origin of nobody": (origin, origin_form.problems(Answer("", None, Reason.FULL))),
        "origin with a number": (origin, origin_form.tells_somebody(Answer("", number, Reason.FULL), found)),
    }
