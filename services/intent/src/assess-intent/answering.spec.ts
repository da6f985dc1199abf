import { exampleSnapshot } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import type { DialogueAct, FoundEntity } from '@attune/language';
import { answering, openAsks } from './answering';

const facts = [{ name: 'orderNumber', entity: 'orderNumber' }, { name: 'damage' }];
const pack = { facts } as unknown as Pack; // only its facts are looked at
const order: FoundEntity = {
  name: 'orderNumber',
  kind: 'orderNumber',
  value: 'A-1042',
  text: 'A-1042',
  span: [0, 6],
  probability: 1,
};
const asked = (fact: string, mode: 'open' | 'confirm' = 'open') => [{ fact, mode }];
const turn = (text: string, more: { acts?: DialogueAct[]; entities?: FoundEntity[]; newMatter?: boolean } = {}) => ({
  text,
  entities: more.entities ?? [],
  acts: (more.acts ?? []).map((act) => ({ act, probability: 0.9, evidence: [0, 1] as [number, number] })),
  newMatter: more.newMatter ?? false,
});

describe('an answer to what we asked', () => {
  it('is the value that was asked for', () => {
    expect(answering(pack, asked('orderNumber'), turn('A-1042', { entities: [order] }))).toEqual({
      answers: true,
      only: true,
    });
  });

  it('may come with a matter of its own', () => {
    const text = 'A-1042, and how long can I return it?';
    const both = answering(
      pack,
      asked('orderNumber'),
      turn(text, { entities: [order], acts: ['asks'], newMatter: true }),
    );
    expect(both).toEqual({ answers: true, only: false });
  });

  it('is a yes or no where we asked to confirm', () => {
    expect(answering(pack, asked('step', 'confirm'), turn('yes please', { acts: ['confirms'] })).answers).toBe(true);
    expect(answering(pack, asked('orderNumber'), turn('yes please', { acts: ['confirms'] })).answers).toBe(false);
  });

  it('is whatever is said where anything may be the answer, but not a question', () => {
    const broken = turn('the lamp arrived in a hundred little pieces');
    expect(answering(pack, asked('damage'), broken)).toEqual({ answers: true, only: true });
    expect(answering(pack, asked('damage'), turn('how long can I return?', { acts: ['asks'] })).answers).toBe(false);
    expect(answering(pack, asked('damage'), turn('cancel my other order', { newMatter: true })).answers).toBe(false);
  });

  it('is nothing where we asked nothing', () => {
    expect(answering(pack, [], turn('A-1042', { entities: [order] })).answers).toBe(false);
  });
});

describe('what we asked last', () => {
  const snapshot = {
    ...exampleSnapshot,
    asked: [
      { fact: 'damage', mode: 'open' as const, turnId: 'trn_1' },
      { fact: 'orderNumber', mode: 'open' as const, turnId: 'trn_2' },
    ],
  };

  it('is the question of the last turn', () => {
    expect(openAsks(snapshot).map(({ fact }) => fact)).toEqual(['orderNumber']);
  });

  it('is over when it is known', () => {
    const known = [{ name: 'orderNumber', provenance: { who: 'customer' as const, at: '2026-03-02T09:15:04.120Z' } }];
    expect(openAsks({ ...snapshot, facts: known })).toEqual([]);
  });
});
