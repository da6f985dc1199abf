import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runKnowledgeEvaluate, runKnowledgeSearch } from '../knowledge/run-knowledge';
import { runAssess } from './run-assess';

const shop = join(__dirname, '../../../../domains/shop');
let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assess-'));
  said = [];
  jest.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  jest.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('attune assess', () => {
  it('tells on a line of JSON what is made of each sentence, earlier ones of its conversation in mind', async () => {
    const rows = [
      { conversation: '1', text: 'Where is my order A-1042? And how long can I return things?' },
      { conversation: '2', text: 'I refuse to pay that fee, I am furious' },
      { conversation: '1', text: 'Where is my order A-1042, how long can I return things' },
    ].map((row) => JSON.stringify(row));
    await runAssess(shop, { file: file('said.jsonl', rows.join('\n')), encoder: 'off' });
    const [first, second, third] = said.map((line) => JSON.parse(line) as ReturnType<typeof JSON.parse>);
    expect(said).toHaveLength(3);
    expect(first.said.map(({ intent }: { intent: string }) => intent).sort()).toEqual([
      'order_status',
      'return_policy',
    ]);
    expect(first.entities).toContainEqual(expect.objectContaining({ value: 'A-1042' }));
    expect(second.judgement.reasons).toContainEqual(
      expect.objectContaining({ kind: 'dispute', evidence: 'I refuse to pay' }),
    );
    expect(second.emotion.signals[0].evidence).toBe('furious');
    const actsOf = (one: { acts: { act: string }[] }) => one.acts.map(({ act }) => act);
    expect([actsOf(first).includes('repeats'), actsOf(third).includes('repeats')]).toEqual([false, true]);
    expect(first.model).toMatch(/^sparse-svm@/);
  });

  it('says what to do about a model that it cannot read', async () => {
    const broken = runAssess(shop, {
      file: file('x.csv', 'text\nhello\n'),
      model: file('m.json', '{}'),
      encoder: 'off',
    });
    await expect(broken).rejects.toThrow(/m\.json cannot be used: .*\nTrain it with: attune intents train/);
  });
});

describe('attune knowledge', () => {
  it('finds passages for each query', async () => {
    const queries = file('q.csv', 'question\nI forgot my password\n');
    await runKnowledgeSearch(shop, { file: queries, limit: 2, encoder: 'off' });
    const { query, answerable, passages } = JSON.parse(said[0]!) as ReturnType<typeof JSON.parse>;
    expect(query).toBe('I forgot my password');
    expect(passages[0].title).toBe('Your account and password');
    expect(answerable).toBeGreaterThan(0.5);
  });

  it('measures whether the right article is found, and what no article answers is told', async () => {
    const queries = file(
      'q.csv',
      'question,article\nI forgot my password,account\nhow do I wash wool,care-wool\nwho is the president of france,none\n',
    );
    await runKnowledgeEvaluate(shop, { file: queries, encoder: 'off' });
    const { figures } = JSON.parse(said[0]!) as ReturnType<typeof JSON.parse>;
    expect(figures.words).toMatchObject({ recallAt1: 1, recallAt10: 1, reciprocalRank: 1, answerableAuroc: 1 });
    const wrong = file('w.csv', 'question,article\nhello,no-such\n');
    await expect(runKnowledgeEvaluate(shop, { file: wrong, encoder: 'off' })).rejects.toThrow(
      /w\.csv:2 names.*no-such/,
    );
  });
});
