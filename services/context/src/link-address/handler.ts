import { command, effect, type Runtime } from '@attune/messaging';
import { customers, type Words } from '../state';
import { arrive } from './arrive';
import type { LinkRequest } from './await-arrival';
import { leave, type Departure } from './leave';

/** The runtime of this service, for an effect that asks another document; there as soon as effects run. */
export type OwnRuntime = () => Pick<Runtime, 'execute' | 'read'>;

export const leaveCommand = () =>
  command({
    id: 'context.leave',
    document: customers,
    decide(state, request: LinkRequest & { words: Words }, now) {
      const { decision, departure } = leave(state, request, now);
      return { ...decision, answer: departure };
    },
  });

export const linkAddress = ({ runtime }: { runtime: OwnRuntime }) =>
  effect({
    id: 'context.link-address',
    effect: 'link',
    document: customers,
    async run({ id, args, personal }: { id: string; args: LinkRequest; personal?: Words }): Promise<Departure> {
      const { read, execute } = runtime();
      const { from, into, kid, turn } = args;
      const other = (await read(customers, [from])).get(from);
      // Forgotten meanwhile: there is nothing to fetch and nobody to fetch it for.
      if (!personal || other === undefined || other.status === 'forgotten') return { kind: 'nothing' };
      // It had moved before, and whoever asked for it did not live to see it.
      if (other.status === 'merged')
        return other.mergedInto === into
          ? { kind: 'moved', moved: other.moved, personal: other.personal }
          : { kind: 'nothing' };
      const departure = await execute(
        leaveCommand(),
        from,
        { ...args, words: personal },
        { commandId: id, correlationId: turn.turnId, origin: other.origin, expiryTime: turn.deadline, kid },
      );
      if (departure.kind === 'missed') throw new Error('the customer moved in this moment; asked again');
      return departure;
    },
    decide: (state, { args, result }, now) => arrive(state, args, result, now),
  });
