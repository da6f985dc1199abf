import { loadIntentModel, saveIntentModel, trainIntents, type Encoder, type LabelledText } from '../index';

/** Knows which words mean the same, and nothing else. */
const meanings = [
  ['card', 'plastic', 'visa'],
  ['lost', 'missing', 'gone', 'stolen'],
  ['parcel', 'package', 'delivery', 'shipment'],
  ['refund', 'reimburse', 'money'],
  ['late', 'overdue', 'delayed', 'waiting'],
];
const understanding: Encoder = {
  name: 'meanings-1',
  width: 6,
  layers: 1,
  encode(text) {
    const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
    const counts = meanings.map((same) => words.filter((word) => same.includes(word)).length);
    const length = Math.hypot(...counts, 0.5);
    return Float32Array.from([...counts, 0.5], (count) => count / length);
  },
};

const said: Record<string, string[]> = {
  lost_card: [
    'my card is lost',
    'I lost my card',
    'the card went missing',
    'card stolen',
    'my visa is gone',
    'lost card',
  ],
  late_parcel: ['my parcel is late', 'parcel delayed', 'where is my late package', 'package overdue', 'delivery late'],
  refund: ['I want a refund', 'refund please', 'give me my money back', 'reimburse me', 'when is my refund coming'],
};
const examples: LabelledText[] = Object.entries(said).flatMap(([intent, texts]) =>
  texts.map((text) => ({ text, intent })),
);

describe('intents with an encoder', () => {
  const model = trainIntents(examples, { encoder: understanding });

  it('understands words that no example has', () => {
    expect(model.assess('plastic disappeared, gone').candidates[0]?.intent).toBe('lost_card');
    expect(model.assess('still waiting on that shipment').candidates[0]?.intent).toBe('late_parcel');
  });

  it('names the encoder, and is another version than the model without', () => {
    expect(model.name).toBe('joint-svm+meanings-1');
    expect(trainIntents(examples).name).toBe('sparse-svm');
    expect(model.version).not.toBe(trainIntents(examples).version);
  });

  it('judges the same when it was saved and read', () => {
    const read = loadIntentModel(saveIntentModel(model), understanding);
    for (const text of ['plastic gone', 'refund my late parcel', 'hello', ''])
      expect(read.assess(text)).toEqual(model.assess(text));
  });

  it('is not read without its encoder', () => {
    const saved = saveIntentModel(model);
    expect(() => loadIntentModel(saved)).toThrow('trained with the encoder meanings-1, here is none');
    expect(() => loadIntentModel(saved, { ...understanding, name: 'meanings-2' })).toThrow('here is meanings-2');
  });

  it('learns from examples that the encoder cannot tell apart', () => {
    const blind: Encoder = { ...understanding, name: 'blind', encode: () => new Float32Array(6).fill(0.4) };
    expect(trainIntents(examples, { encoder: blind }).assess('refund please').candidates[0]?.intent).toBe('refund');
  });
});
