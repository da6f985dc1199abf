const STOP_WORDS = new Set(
  (
    'a an the i my me to is it of in on for and or am are was be been do did does has have had you your can could ' +
    'would will this that with at so if as by please'
  ).split(' '),
);

/** Words that say nothing about what is wanted. "not", "?" and question words do and are not among them. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
