import type { Reading } from './read';

/** Ways to say that one does not know. English and German; in other languages a question that brings nothing twice has the same effect. */
const phrases =
  /(?<!\p{L})(?:(?:i )?(?:do not|don'?t|dunno|cannot|can'?t|couldn'?t|could not)(?: really| actually)?(?: know| remember| recall| find| see| tell)(?! (?:why|how|when|what happened|where my)\b)|dunno|no idea|no clue|not sure(?! (?:why|how|when)\b)|haven'?t (?:got|a clue|any idea)|have not got|i don'?t have (?:it|that|one|the|a|any|my)|(?:i )?lost (?:it|the|my) (?:confirmation|receipt|e-?mail|number|letter)|forgot(?:ten)? (?:it|the|my)|can'?t remember|keine ahnung|weiß ich nicht|weiss ich nicht|habe ich nicht)(?!\p{L})/iu;

/** The customer says that they cannot answer, and answers nothing. */
export const doesNotKnow = ({ text, entities }: Reading): boolean =>
  entities.length === 0 && phrases.test(text.replaceAll('’', "'"));
