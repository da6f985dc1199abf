import {
  actionFailed,
  actionPerformed,
  exampleTurnPersonal,
  factLearned,
  type HandoffRequested,
} from '@attune/contracts';
import { decideControl } from '../decide-control/decide';
import { angry, assessed, at, event, factsOf, iso, testPack } from '../test-pack';
import { decideOnActionEnded, decideOnFactLearned } from './decide';

const pack = testPack();
const withOrders = { ...pack, facts: pack.facts.map((fact) => ({ ...fact, entity: 'orderNumber' })) };
const known = decideControl(undefined, assessed(1), at(10), pack).state;
const learned = (value: unknown, seconds: number) =>
  event(
    factLearned,
    { fact: 'orderNumber', provenance: { who: 'customer', at: iso(seconds) } },
    { personal: { value } },
  );
const briefOf = (state: typeof known, turn = assessed(2, angry)) => {
  const [, handoff] = factsOf(decideControl(state, turn, at(20), withOrders));
  return { brief: (handoff!.data as HandoffRequested['data']).brief, personal: handoff!.options.personal };
};
const named = () => {
  const turn = assessed(2, angry);
  turn.personal = { ...exampleTurnPersonal, entities: [{ name: 'orderNumber', value: 'A-1042', text: 'a-1042' }] };
  return turn;
};

describe('what automation did', () => {
  it('stands in the brief, also where it failed', () => {
    const once = decideOnActionEnded(known, event(actionPerformed, { outcome: 'ok' }))!;
    const twice = decideOnActionEnded(once.state, event(actionFailed, { tool: 'cancelOrder', reason: 'notAllowed' }))!;
    expect(twice.facts).toBeUndefined();
    expect(briefOf(twice.state).brief.tried).toMatchObject([
      { what: 'lookUpOrder', outcome: 'ok' },
      { what: 'cancelOrder', outcome: 'failed: notAllowed' },
    ]);
  });

  it('is nothing where no turn was ever decided on', () => {
    expect(decideOnActionEnded(undefined, event(actionPerformed))).toBeUndefined();
    expect(decideOnFactLearned(undefined, learned('A-1042', 1))).toBeUndefined();
  });
});

describe('what became known after the snapshot', () => {
  it('stands in the brief with its value', () => {
    const { state } = decideOnFactLearned(known, learned('A-1042', 11))!;
    const { brief, personal } = briefOf(state);
    expect(brief.facts).toMatchObject([{ name: 'orderNumber', provenance: { at: iso(11) } }]);
    expect(personal).toMatchObject({ facts: { orderNumber: 'A-1042' } });
  });

  it('costs no write when it is known already', () => {
    const { state } = decideOnFactLearned(known, learned('A-1042', 11))!;
    expect(decideOnFactLearned(state, learned('A-1042', 12))).toBeUndefined();
    expect(decideOnFactLearned(state, learned('A-1043', 12))?.state.personal?.turn.snapshot.facts).toEqual({
      orderNumber: 'A-1043',
    });
  });

  it('also where the turn itself names it: then nobody need tell', () => {
    const { brief, personal } = briefOf(known, named());
    expect(brief.facts).toMatchObject([{ name: 'orderNumber', provenance: { who: 'customer' } }]);
    expect(personal).toMatchObject({ facts: { orderNumber: 'A-1042' } });
    const { state } = decideControl(known, named(), at(20), withOrders);
    expect(decideOnFactLearned(state, learned('A-1042', 21))).toBeUndefined();
  });

  it('gives way to what a later snapshot says', () => {
    const { state } = decideOnFactLearned(known, learned('A-1042', 11))!;
    const later = assessed(2, angry, { facts: [{ name: 'orderNumber', provenance: { who: 'person', at: iso(15) } }] });
    later.personal = {
      ...exampleTurnPersonal,
      snapshot: { ...exampleTurnPersonal.snapshot, facts: { orderNumber: 'A-2000' } },
    };
    expect(briefOf(state, later).personal).toMatchObject({ facts: { orderNumber: 'A-2000' } });
  });
});
