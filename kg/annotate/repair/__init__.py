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
        for rule in _RULES:
            rule(tokens)
    return doc


_RULES: tuple[Callable[[list[Token]], None], ...] = (
    clauses.verb_of_a_point,
    clauses.leading_in,
    clauses.aside_in_clause,
    clauses.verb_before_clause,
    clauses.participles,
    names.beside_apposition,
    clauses.clause_behind_comma,
    clauses.content_clause,
    clauses.told_below_a_noun,
    clauses.participle_of_place,
    clauses.trailing_report,
    clauses.two_subjects,
    names.of_in_a_name,
    clauses.relative_clause,
    clauses.resumed,
    clauses.behind_relative,
    names.name_with_of,
    names.dateline,
    clauses.garden_path,
    names.among_them,
    clauses.whom_between,
    clauses.caused_behind_commas,
    clauses.talked_with,
    clauses.given_in_place,
    clauses.held,
    clauses.object_before,
    names.whose_thing,
    names.last_word,
    names.one_owner,
    clauses.fronted_gerund,
    names.name_for_verb,
    names.second_agent,
    names.interposed,
    names.titled_name,
    names.name_set_off,
    names.of_each,
    names.each,
    names.three_names,
    clauses.phrasal_gerund,
    headlines.and_verb,
    headlines.died,
    headlines.noun_for_verb,
    headlines.lost_verb,
    clauses.verb_for_noun,
    names.verb_behind_names,
    clauses.helped_to,
    headlines.plural_for_verb,
    clauses.lost_subject,
    headlines.headline,
    headlines.clause_in_headline,
    headlines.verb_behind_as,
    headlines.second_in_headline,
    headlines.bare_subject,
    names.fronted_as,
    clauses.subject_of_fronted,
    clauses.fronted_day,
    clauses.fronted_year,
    clauses.face_to_face,
    headlines.gapped,
)
"""The rules that look at a sentence, in their order: some see what those before them have mended."""
