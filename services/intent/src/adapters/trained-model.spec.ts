import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Intent } from '@attune/domain';
import { saveIntentModel } from '@attune/language';
import { givenModel, trainedModel } from './trained-model';

const intent = (id: string, examples: string[]) => ({ id, examples }) as unknown as Intent; // no more is looked at
const pack = {
  intents: [
    intent('order_status', [
      'where is my order',
      'has my parcel been sent',
      'when does my order arrive',
      'track my parcel',
    ]),
    intent('return_policy', ['how long can I return', 'can I send it back', 'return policy please', 'returning shoes']),
    intent('shipping_cost', ['what does delivery cost', 'price of shipping', 'is delivery free', 'shipping fee']),
  ],
};

describe('a trained model', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-models-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('knows the intents of the pack, and is kept by the hash of its examples', () => {
    const model = trainedModel(pack, folder);
    expect(model.assess('where is my parcel').candidates[0]?.intent).toBe('order_status');
    const [file = ''] = readdirSync(folder);
    expect(file).toMatch(/^intent-[0-9a-f]{16}\.json$/);
    expect(trainedModel(pack, folder).version).toBe(model.version);
  });

  it('is trained anew where the kept one cannot be read', () => {
    const [file = ''] = readdirSync(folder);
    writeFileSync(join(folder, file), 'half of a mod');
    expect(trainedModel(pack, folder).assess('what does shipping cost').candidates[0]?.intent).toBe('shipping_cost');
  });

  it('may be given as a file, if it knows the intents of the pack', () => {
    const file = join(folder, 'given.json');
    writeFileSync(file, saveIntentModel(trainedModel(pack)));
    expect(givenModel(file, pack).assess('where is my parcel').candidates[0]?.intent).toBe('order_status');
    const other = { intents: [...pack.intents.slice(1), intent('greeting', ['hello'])] };
    expect(() => givenModel(file, other)).toThrow(/given\.json.*it lacks greeting, the pack has no order_status/);
    expect(() => givenModel(join(folder, 'none.json'), pack)).toThrow(/Train it again with: attune intents train/);
  });
});
