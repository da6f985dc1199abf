import { join } from 'node:path';
import { loadRehearsal, type LoadedPack } from '@attune/domain';
import { trainedModel } from '@attune/intent';
import { LightTheatre } from './light-theatre';

jest.setTimeout(120_000);

/** What is said, with the value that is corrected in place of `*`; then a yes to whatever is asked. */
const scenarios: [pack: string, opening: string, wrong: string, right: string, answers: string[]][] = [
  ['shop', 'Please cancel *', 'A-1050', 'A-1044', []],
  ['shop', 'I want to return *', 'A-1046', 'A-1060', []],
  ['shop', 'Change the delivery address of *', 'A-1050', 'A-1044', ['12 Mill Lane, York YO1 7AB']],
  ['shop', 'Please pause my subscription *', 'SUB-2001', 'SUB-2005', []],
  ['shop', 'I want to cancel my subscription *', 'SUB-2001', 'SUB-2002', []],
  ['bank', 'I lost my card *', 'K-20441', 'K-20444', []],
  ['bank', 'Please cancel my transfer *', 'T-3001', 'T-3006', []],
  ['bank', 'Can you raise my daily limit? *', 'K-20441', 'K-20444', ['£1,500']],
];
/** Things that there is only one of in the pack's own tests. */
const more = {
  shop: [
    ['lookUpOrder', { number: 'A-1060' }, { number: 'A-1046' }],
    ['lookUpSubscription', { number: 'SUB-2005' }, { number: 'SUB-2001' }],
  ],
  bank: [['lookUpTransfer', { reference: 'T-3006' }, { reference: 'T-3001' }]],
} as Record<string, [string, Record<string, unknown>, Record<string, unknown>][]>;

const packs = new Map<string, Promise<{ loaded: LoadedPack; model: ReturnType<typeof trainedModel> }>>();
const packOf = (name: string) => {
  const known = packs.get(name);
  if (known) return known;
  const read = loadRehearsal(join(__dirname, '../../../domains', name)).then((loaded) => ({
    loaded,
    model: trainedModel(loaded.pack),
  }));
  packs.set(name, read);
  return read;
};

/** What is true in the world in the end: effects that were done and not taken back. */
function lasting({ world, events }: LightTheatre, { pack }: LoadedPack): string[] {
  const failed = events.filter(({ name }) => name === 'ActionFailed').map(({ data }) => data['tool']);
  if (failed.length > 0) throw new Error(`failed: ${failed.join(', ')}`);
  const done: { tool: string; about: string }[] = [];
  for (const call of world.calls) {
    const tool = pack.tools.find(({ name }) => name === call.tool);
    if (tool?.effect !== 'write') continue;
    const about = String(Object.values(call.with)[0]);
    const undone = done.findIndex(
      (one) =>
        one.about === about && pack.tools.some(({ name, undo }) => name === one.tool && undo?.call === call.tool),
    );
    if (undone >= 0) done.splice(undone, 1);
    else done.push({ tool: call.tool, about });
  }
  return done.map(({ tool, about }) => `${tool} ${about}`).sort();
}

async function play(name: string, said: readonly string[]): Promise<{ effects: string[]; holder: unknown }> {
  const { loaded, model } = await packOf(name);
  const copies = (more[name] ?? []).map(([tool, args, like]) => {
    const [[field, value]] = Object.entries(args) as [[string, unknown]];
    const found = loaded.outside.find((one) => one.tool === tool && one.with[field] === Object.values(like)[0])!;
    const gives = found.answer.kind === 'gives' ? (found.answer.value as object) : {};
    return { ...found, with: args, answer: { kind: 'gives' as const, value: { ...gives, [field]: value } } };
  });
  const theatre = new LightTheatre({ pack: loaded.pack, model, outside: [...copies, ...loaded.outside] });
  const say = async (text: string) => {
    await theatre.say('kim@example.com', text, { channel: 'chat', verifiedAs: 'cus_kim' });
    await theatre.passes(2_000);
  };
  for (const text of said) await say(text);
  const asked = () =>
    theatre.events.findLast(({ name, service }) => name === 'ReplyPrepared' && service === 'resolution')?.data['asks'];
  for (let turn = 0; turn < 4 && (asked() as { mode: string }[]).some(({ mode }) => mode === 'confirm'); turn++)
    await say('Yes');
  const holder = theatre.events.findLast(({ name }) => name === 'ControlDecided')?.data['holder'];
  return { effects: lasting(theatre, loaded), holder };
}

describe('a correction comes to the same as if it had been said right the first time', () => {
  it.each(scenarios)('%s: %s, first %s, then %s', async (name, opening, wrong, right, answers) => {
    const first = await play(name, [opening.replace('*', right), ...answers]);
    expect(first.effects.length).toBeGreaterThan(0);
    const whole = [opening.replace('*', wrong), ...answers, 'Yes'];
    // At once, after each answer, and after everything was done.
    for (let at = 1; at <= whole.length; at++) {
      const said = [...whole.slice(0, at), `Sorry, I meant ${right}`];
      const left = answers.slice(Math.max(0, at - 1));
      expect([at, await play(name, [...said, ...left])]).toEqual([at, first]);
    }
  });
});
