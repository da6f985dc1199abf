import { splitIntoPassages } from '../index';

describe('splitting an article', () => {
  it('cuts at headings and names them, without the title', () => {
    const markdown =
      '---\ntitle: x\n---\n# Returns\n\nWithin 30 days.\n\n## Deadlines\n\nUnused.\n\n### Germany\n\n14 days.\n';
    expect(splitIntoPassages(markdown)).toEqual([
      { text: 'Within 30 days.' },
      { heading: 'Deadlines', text: 'Unused.' },
      { heading: 'Deadlines › Germany', text: '14 days.' },
    ]);
  });

  it('knows underlined headings, and that marks in code are none', () => {
    expect(splitIntoPassages('Title\n=====\n\nPart\n---\n\ntext\n\n```\n# no heading\n```\n')).toEqual([
      { heading: 'Part', text: 'text\n# no heading' },
    ]);
  });

  it('leaves the words of links, emphasis, lists and tables', () => {
    const markdown =
      'See **our** [policy](https://x.y "t") or `code`.\n\n* one\n* two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nsnake_case_word';
    expect(splitIntoPassages(markdown)[0]?.text).toBe(
      'See our policy or code.\n- one\n- two\na, b\n1, 2\nsnake_case_word',
    );
  });

  it('cuts what is long at sentences, and loses no word', () => {
    const sentence = 'Refunds are paid to the account that you used when you ordered. ';
    const sections = splitIntoPassages(`## Long\n\n${sentence.repeat(40)}`);
    expect(sections.length).toBeGreaterThan(3);
    for (const { heading, text } of sections) {
      expect(heading).toBe('Long');
      expect(text.split(/\s+/).length).toBeLessThanOrEqual(145);
      expect(text.endsWith('.')).toBe(true);
    }
    expect(sections.map(({ text }) => text).join(' ')).toBe(sentence.repeat(40).trim());
  });

  it('survives whatever is written', () => {
    expect(splitIntoPassages('')).toEqual([]);
    for (const unit of ['#', '# a\n', '=\n', '|', '| - ', '**a', '[a](', '<!--', '```\n', '\ud800', ' ']) {
      splitIntoPassages(unit.repeat(10_000 / unit.length));
    }
  });
});
