import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rehearsePack } from './rehearse-pack';

// The first test trains the model of the pack.
jest.setTimeout(60_000);

/** The example shop with one test of its own. */
describe('a rehearsal', () => {
  const dir = mkdtempSync(join(tmpdir(), 'attune-rehearsal-'));
  cpSync(join(__dirname, '../../../domains/shop'), dir, { recursive: true });
  afterAll(() => rmSync(dir, { recursive: true }));
  const play = (test: string) => {
    writeFileSync(join(dir, 'tests/only-this.yaml'), test);
    return rehearsePack(dir, { only: 'only-this', modelsFolder: join(dir, '.models') });
  };

  it('says file, line, what was said and what was different', async () => {
    const { report, failed } = await play(
      'name: Wrong\nturns:\n  - say: Please cancel A-1044\n    must:\n      - ReplyReleased: { intention: answer }\n',
    );
    expect(failed).toBe(1);
    expect(report).toContain('tests/only-this.yaml:3 must happen: ReplyReleased; it did, but');
    expect(report).toContain('intention was "question", not "answer"');
    expect(report).toContain('customer Please cancel A-1044');
  });

  it('lets a test say what the outside answers, from a step on', async () => {
    const { report, failed } = await play(`name: Refused at the last moment
turns:
  - say: Please cancel A-1044
  - say: Yes, please
    outside: { cancelOrder: { fails: refused } }
    must:
      - ActionFailed: { tool: cancelOrder, reason: refused }
      - resolution.ReplyPrepared: { playbook: cancel_order }
`);
    expect([failed, report.includes('✗')]).toEqual([0, false]);
  });

  it('fails where nobody says what the outside answers', async () => {
    writeFileSync(join(dir, 'tests/outside.yaml'), '');
    const { report, failed } = await play('name: Nobody home\nturns:\n  - say: Please cancel A-1044\n');
    expect(failed).toBe(1);
    expect(report).toContain('nothing says what the outside answers to lookUpOrder {"number":"A-1044"}');
  });

  it('counts which steps, rules and intents were touched', async () => {
    const { coverage } = await play('name: A person\nturns:\n  - say: Can I please talk to a real person?\n');
    expect(coverage.rules.covered).toBe(1);
    expect(coverage.rules.missed).not.toContain('asks_for_person');
    expect(coverage.steps.covered).toBe(0);
  });
});
