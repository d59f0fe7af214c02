"""Known mistakes of the parser, mended in one place: each rule names the construction, and is tested."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.annotate.repair import clauses, headlines, names, words


@Language.component("kg_repair", requires=["token.dep", "token.pos"], assigns=["token.dep"])
def kg_repair(doc: Doc) -> Doc:
    """Correct heads and labels where the parse is wrong in a known way."""
    for sentence in doc.sents:
        tokens = list(sentence)  # each look at a token of spaCy's makes it anew
        for token in tokens:
            words.mend(token)
        here = {token.lower_ for token in tokens}
        for asked, rule in _RULES:
            if not asked or not here.isdisjoint(asked):  # most have nothing to look at, and looking costs
                rule(tokens)
    return doc


_RULES: tuple[tuple[frozenset[str], Callable[[list[Token]], None]], ...] = tuple(
    (frozenset(asked.split()), rule) for asked, rule in (
        ("", clauses.verb_of_a_point),
        ("", clauses.leading_in),
        ("", clauses.aside_in_clause),
        ("had", clauses.verb_before_clause),
        ("", clauses.participles),
        ("", clauses.clause_behind_comma),
        ("and but while", clauses.main_clause_before),
        ("", clauses.behind_semicolon),
        ("", clauses.content_clause),
        ("", clauses.told_below_a_noun),
        ("in", clauses.participle_of_place),
        ("", clauses.trailing_report),
        ("", clauses.two_subjects),
        (",", clauses.first_of_three),
        ("of", names.of_in_a_name),
        ("which whom", clauses.some_of_which),
        ("", clauses.relative_clause),
        ("them him her it", clauses.resumed),
        ("", clauses.behind_relative),
        ("", names.name_with_of),
        ("", names.dateline),
        ("", clauses.garden_path),
        ("among", names.among_them),
        ("whom", clauses.whom_between),
        ("with", clauses.talked_with),
        ("in at during", clauses.agreed_in_talks),
        ("during", clauses.during_talks),
        ("in", clauses.given_in_place),
        ("", clauses.held),
        ("", clauses.object_before),
        ("", names.whose_thing),
        ("whose", names.where_whose),
        ("", names.last_word),
        ("", names.one_owner),
        ("", names.owner_of_each),
        ("", clauses.fronted_gerund),
        ("", clauses.subject_behind_gerund),
        ("", clauses.finite_beside_gerund),
        ("", names.name_for_verb),
        ("by", names.second_agent),
        ("", names.interposed),
        ("", names.titled_name),
        ("", names.titles_of_two),
        ("", names.name_set_off),
        ("of in", names.land_and_name),
        ("", names.beside_apposition),
        ("had", clauses.caused_behind_commas),
        ("of", names.of_each),
        ("to with", names.elsewhere),
        ("", names.second_object),
        ("each another", names.one_another),
        ("on about over", names.second_topic),
        ("each", names.each),
        ("and or &", names.three_parties),
        ("", names.initials_behind),
        ("", clauses.phrasal_gerund),
        ("", headlines.and_verb),
        ("dead killed wounded injured hurt missing", headlines.died),
        ("", headlines.noun_for_verb),
        ("", headlines.lost_verb),
        ("", clauses.verb_for_noun),
        ("", names.verb_behind_names),
        ("", clauses.helped_to),
        ("", headlines.plural_for_verb),
        ("and or", headlines.and_plural),
        ("yet either too", clauses.bare_auxiliary),
        ("and but while", clauses.object_taken_for_subject),
        ("", clauses.lost_subject),
        (",", headlines.adjectives_in_headline),
        ("", headlines.headline),
        ("as while after", headlines.clause_in_headline),
        ("as while after", headlines.verb_behind_as),
        ("to", headlines.planned_twice),
        ("", headlines.verb_behind_role),
        ("", headlines.verb_between_names),
        ("", headlines.second_in_headline),
        (",", headlines.second_verb),
        ("", headlines.bare_subject),
        ("", names.fronted_as),
        ("", clauses.subject_of_fronted),
        ("", clauses.fronted_place),
        ("in on", clauses.fronted_time),
        ("to by in", clauses.face_to_face),
        ("", headlines.gapped),
    )
)  # fmt: skip
"""The rules that look at a sentence, each with the words of which it needs one, in their order: some see what those before them have mended."""
