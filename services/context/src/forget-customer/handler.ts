import { command, effect } from '@attune/messaging';
import type { Keys } from '@attune/storage';
import { customers } from '../state';
import { forget, tellForgotten, type Forgetting } from './decide';

export const forgetCustomerCommand = () =>
  command({
    id: 'context.forget-customer',
    document: customers,
    decide(state, _: object, now) {
      const { decision, answer } = forget(state, now);
      return { ...decision, answer };
    },
  });

export const destroyKeys = ({ keys }: { keys: Pick<Keys, 'destroy'> }) =>
  effect({
    id: 'context.destroy-keys',
    effect: 'destroyKeys',
    document: customers,
    async run({ args }: { args: Forgetting }) {
      await keys.destroy(args.kids);
      return 'destroyed';
    },
    decide: (state, { args }) => tellForgotten(state, args),
  });
