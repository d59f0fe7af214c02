"""Status by the scope of the cue, not by its presence; a speaker may tell his own acts, not his adversary's."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France met Germany.", "asserted"),
        ("The meeting between France and Germany is set out in a report.", "asserted"),
        ("Having met Germany in May, France has never left the club.", "asserted"),
        ("France managed to meet Germany.", "asserted"),
        ("France got to meet Germany.", "asserted"),
        ("France not only met Germany but visited Poland.", "asserted"),
        ("France, which may leave NATO, met Germany.", "asserted"),
        ("The French president, who met the German chancellor, may resign.", "asserted"),
        ("France will meet Germany.", "planned"),
        ("France is ready to meet Germany.", "planned"),
        ("France vowed to meet Germany.", "planned"),
        ("France plans to meet Germany.", "planned"),
        ("France was expected to meet Germany.", "planned"),
        ("France is going to meet Germany.", "planned"),
        ("France should meet Germany.", "demanded"),
        ("Poland urged France to meet Germany.", "demanded"),
        ("France must meet Germany.", "demanded"),
        ("France met Germany, while Polish envoys spoke of other things.", "asserted"),
        ("France may meet Germany.", "hypothetical"),
        ("If France met Germany, Poland would be angry.", "hypothetical"),
        ("Poland asked whether France had met Germany.", "hypothetical"),
        ("France did not meet Germany.", "negated"),
        ("France never met Germany.", "negated"),
        ("Far from meeting Germany, France accused Poland of it.", "negated"),
        ("France refused to meet Germany.", "negated"),
        ("France denied meeting Germany.", "negated"),
        ("France neither confirmed nor denied that it had met Germany.", "hypothetical"),
        ("France declined to confirm that it had met Germany.", "hypothetical"),
        ("France did not rule out meeting Germany.", "hypothetical"),
        ("France ruled out meeting Germany.", "negated"),
        ("France failed to meet Germany.", "negated"),
        ("France allegedly met Germany.", "claimed"),
        ("France met Germany last week, the Polish minister told parliament.", "claimed"),
        ("In the words of the Polish army, France met Germany.", "claimed"),
        ("French envoys combined to meet Germany.", "asserted"),
        ("France stopped short of meeting Germany.", "negated"),
        ("France hinted at meeting Germany.", "hypothetical"),
        ("France is not leaving NATO but did meet Germany.", "asserted"),
        ("The French president will be tried after meeting the German chancellor.", "asserted"),
        ("In the film, France meets Germany.", "hypothetical"),
        ("France to meet Germany", "planned"),
        ("France voted against meeting Germany.", "negated"),
        ("France is believed to have met Germany.", "claimed"),
        ("France is said to have met Germany.", "claimed"),
        ("France was reported to have met Germany.", "claimed"),
        ("France was told to meet Germany.", "demanded"),
        ("France met Germany; Poland said it would not follow.", "asserted"),
        ("It came on the eve of a meeting between France and Germany.", "planned"),
        ("France called for no meeting with Germany.", "negated"),
        ("Poland dropped its objections to a meeting between France and Germany.", "hypothetical"),
        ("France refrained from meeting Germany.", "negated"),
        ("France held back from meeting Germany.", "negated"),
        ("France at no time met Germany.", "negated"),
        ("France was unable to meet Germany.", "negated"),
        ("France rejected reports that it had met Germany.", "negated"),
        ("Poland said it was untrue that France had met Germany.", "negated"),
        ("Amid fears that France was meeting Germany, Poland left.", "hypothetical"),
        ("Unless France meets Germany, Poland will not stay.", "hypothetical"),
        ("Poland will leave as soon as France meets Germany.", "hypothetical"),
        ("Suppose France met Germany.", "hypothetical"),
        # What is finite shares no helper with an infinitive, and "whereas" ends a denial.
        ("France said it would visit Poland and met Germany.", "asserted"),
        ("France may visit Poland but met Germany.", "asserted"),
        ("France did not visit Poland and met Germany.", "asserted"),
        ("France has not visited Poland or met Germany.", "negated"),
        ("France has never visited Poland, whereas Spain met Germany.", "asserted"),
        ("France will stay on and is to be met by Germany.", "planned"),
        # On a condition nothing is planned; what is urged is urged whatever comes.
        ("Were France to meet Germany, Poland would leave, a study found.", "hypothetical"),
        ("Had France met Germany, Poland would have left, a study found.", "hypothetical"),
        ("France would meet Germany unless Poland left, according to a draft.", "hypothetical"),
        ("France agreed to meet Germany if Poland left.", "hypothetical"),
        ("France has offered to meet Germany if Poland leaves.", "planned"),
        ("France will meet Germany even if Poland leaves.", "planned"),
        ("Poland urged France to meet Germany if it could.", "demanded"),
        # A book may be a true account, told in the past tense; a series is mostly none of television.
        ("In the book, France meets Germany.", "hypothetical"),
        ("In a book published in May, a spy told how France met Germany.", "claimed"),
        ("The meeting between France and Germany is described in a novel.", "asserted"),
        ("In a series of talks, France met Germany.", "asserted"),
        # A party tells its own cooperation; a third one's word is a claim.
        ("France said it had met Germany.", "asserted"),
        ("Germany said France had met it.", "asserted"),
        ("Poland said France had met Germany.", "claimed"),
        ("According to Poland, France met Germany.", "claimed"),
        ("France met Germany, Poland said.", "claimed"),
        ("A French minister was arrested for meeting Germany.", "claimed"),
        ("The African Union suspended France for meeting Germany.", "asserted"),
        # Before a colon stands who says so, or but the land of which it is told.
        ("Kremlin: France met Germany", "claimed"),
        ("Poland: France met Germany", "asserted"),
        ("Elysee: France met Germany", "asserted"),
        ("Hezbollah: France met Germany", "asserted"),
        ("Attacked by Poland, France would meet Germany.", "hypothetical"),
        ("France said it would meet Germany.", "planned"),
        ("No accord was reached at a meeting between France and Germany.", "asserted"),
        ("No meeting was held between France and Germany.", "negated"),
    ],
)
def test_status(relations, text: str, expected: str) -> None:
    found = [r.status for r in relations(text) if r.relation == "met"]
    assert found == [expected]


def test_what_befell_its_own_a_nameless_ministry_claims(relations) -> None:
    (told,) = relations("Mali killed 20 Chadian civilians, the health ministry announced.")
    assert told.status == "claimed"


def test_a_spokesman_of_hers_is_of_her_land(relations) -> None:
    found = relations("The Latvian president met the Chilean minister, her spokesman Ivo Kalnins said.")
    assert {r.status for r in found if r.relation == "met"} == {"asserted"}


def test_the_speaker_is_recorded(relations) -> None:
    (met,) = [r for r in relations("Poland said France had met Germany.") if r.relation == "met"]
    assert met.speaker is not None
    assert met.speaker.actor.id == "Poland"
    (own,) = relations("France met Germany.")
    assert own.speaker is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A state's newspapers, charities and courts do not speak for it; its ministries do.
        ("Kenya arrested two Ethiopian soldiers, a Kenyan newspaper claimed.", "claimed"),
        ("Kenya arrested two Ethiopian soldiers, the Kenyan interior ministry said.", "asserted"),
        # What somebody says of the own deeds is told, what he "claims" is not.
        ("Kenyan rebels claimed that they had arrested two Ethiopian soldiers.", "claimed"),
        # What somebody is convicted of a court says.
        ("Kenyan rebels were convicted of arresting two Ethiopian soldiers.", "claimed"),
        # The speaker may stand in the midst of it, and may recount, find, retort.
        ("The Kenyan army, prosecutors allege, arrested two Ethiopian soldiers.", "claimed"),
        ("Kenya arrested two Ethiopian soldiers, two delegates recounted.", "claimed"),
        # A document says no more than is made of it.
        ("Somalia blocked a statement condemning Kenya for detaining Ethiopian soldiers.", "asserted"),
        # With what somebody is blamed or charged is claimed, as a noun too and whoever stands between.
        ("Sudan blamed Kenya for the arrest of Ethiopian soldiers.", "claimed"),
        ("Prosecutors charged two Kenyan officers with the arrest of Ethiopian soldiers.", "claimed"),
        ("Two Kenyan officers are accused by Sudan of having arrested Ethiopian soldiers.", "claimed"),
        ("Sudan condemned Kenya for the arrest of Ethiopian soldiers.", "asserted"),
        # What says only whom is spoken of is not what is reported, unless an adversary reports it.
        ("Two Ethiopian soldiers arrested by Kenya are well, their wives said.", "asserted"),
        ("Two Ethiopian soldiers who were arrested by Kenya are well, their wives said.", "asserted"),
        ("Two Ethiopian soldiers arrested by Kenya are well, the Ethiopian army said.", "claimed"),
        ("Kenya arrested two Ethiopian soldiers, their wives said.", "claimed"),
        # What an official of no named land announces is told, what he says is his word.
        ("Kenya arrested two Ethiopian soldiers, a cabinet spokesman announced.", "asserted"),
        ("Kenya was reported by officers in Mombasa to have arrested two Ethiopian soldiers.", "claimed"),
        ("Kenya arrested two Ethiopian soldiers, nothing more.", "asserted"),
        ("Kenya arrested two Ethiopian soldiers, a cabinet spokesman said.", "claimed"),
        # None of them is not done.
        ("Kenya arrested no Ethiopian soldiers.", "negated"),
    ],
)
def test_whose_word_it_is(relations, text: str, expected: str) -> None:
    found = {r.status for r in relations(text) if r.relation == "detained"}
    assert found == {expected}


@pytest.mark.parametrize(
    ("text", "date", "status"),
    [
        ("France takes over the presidency of the European Union in July.", "2024-07", "planned"),
        ("France took over the presidency of the European Union in July.", "2023-07", "asserted"),
        ("France takes over the presidency of the European Union on 1 July 2024.", "2024-07-01", "planned"),
    ],
)
def test_the_present_tense_of_a_later_day_plans(relations, text: str, date: str, status: str) -> None:
    assert [(r.date, r.status) for r in relations(text, "2024-05-15") if r.relation == "chairs"] == [(date, status)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Thursday: The Chilean president meets the French president in Paris.", "planned"),
        ("Thursday, 4 July: Talks between Chile and France in Paris.", "planned"),
        ("Thursday: The Chilean president met the French president in Paris.", "asserted"),
        ("Spain: The Chilean president meets the French president in Paris.", "asserted"),
    ],
)
def test_a_programme_plans(relations, text: str, status: str) -> None:
    assert {r.status for r in relations(text) if r.plover == "CONSULT"} == {status}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Belgian teenagers travelled to Syria to join Islamic State.", "planned"),
        ("Belgian teenagers went on to join Islamic State.", "asserted"),
        ("Belgian teenagers joined Islamic State.", "asserted"),
        ("Finland managed to join NATO.", "asserted"),
    ],
)
def test_who_sets_out_to_join_has_not_joined(relations, text: str, status: str) -> None:
    assert [r.status for r in relations(text) if r.relation in {"memberOf", "joined"}] == [status]


def test_what_we_did_no_speaker_did_alone(relations) -> None:
    text = "Hana Novak led the council. “We have fought alongside American soldiers,” Novak said."
    assert not [r for r in relations(text) if r.relation == "aided" and r.status == "asserted"]


def test_a_sentence_within_a_quotation_is_its_speakers_word(relations) -> None:
    told = relations(
        "“Every village was poor,” the envoy said. “Turkey attacked Syria. We condemn Iran.” Russia attacked Georgia."
    )
    assert {(r.source[0].text, r.status) for r in told} >= {("Turkey", "claimed"), ("Russia", "asserted")}


def test_a_capital_may_say_what_is_according_to_it(relations) -> None:
    [made] = relations("According to Kinshasa, Rwandan troops killed nine villagers.")
    assert made.status == "claimed"
    assert made.speaker is not None
    assert made.speaker.text == "Kinshasa"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru vowed to avenge the killing of its general by Chile.", "asserted"),
        ("Peru refused to condemn the killing of a Bolivian general by Chile.", "asserted"),
        ("Peru may retaliate for the killing of its general by Chile.", "asserted"),
        ("Peru would condemn any killing of Bolivian soldiers by Chile.", "hypothetical"),
        ("Peru vowed to prevent the killing of Bolivian soldiers by Chile.", "hypothetical|planned|negated"),
    ],
)
def test_what_is_avenged_was_done(relations, text: str, expected: str) -> None:
    found = [r.status for r in relations(text) if r.relation == "killed"]
    assert len(found) == 1
    assert found[0] in expected.split("|")


def test_who_is_ready_has_done_nothing(relations) -> None:
    assert {r.status for r in relations("Peru is ready to donate tanks to Chile.") if r.plover} == {"planned"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru will answer any Chilean attack with force.", "hypothetical"),
        ("Peru will not answer the Chilean attack with force.", "negated"),
    ],
)
def test_what_an_act_will_be_met_with_hangs_on_the_act(relations, text: str, status: str) -> None:
    assert [(r.relation, r.status) for r in relations(text)] == [("attacked", status)]
