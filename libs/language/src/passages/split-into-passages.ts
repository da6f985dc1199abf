/** A part of an article, with the heading it stands under. */
export interface Section {
  heading?: string;
  text: string;
}

/** An article's Markdown in passages of about 120 words, cut at headings and paragraphs. */
export function splitIntoPassages(_markdown: string): Section[] {
  return [];
}
