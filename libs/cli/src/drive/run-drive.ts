import { randomBytes } from 'node:crypto';
import { systemClock } from '@attune/messaging';
import { openEvents } from '../events/open-events';
import { PlainError } from '../plain-error';
import { openBus, readKey } from '../settings/connect';
import { needed, readSettings, wayTo, type ConnectionFlags, type Settings } from '../settings/settings';
import type { Format } from '../tables/read-table';
import { tokenFor } from '../token/token-for';
import type { Customers } from './customers';
import { customersAtDoor } from './customers.door';
import { deskDoors, type Desk } from './desk';
import { drive } from './drive';
import { isBroken } from './figures';
import { showProgress } from './progress';
import { readScript } from './script';
import { tableOf } from './table';
import { customersOverInbound, inboundKid } from './customers.inbound';

export interface DriveFlags extends ConnectionFlags {
  per?: 'question' | 'conversation';
  format?: Format;
  textColumn?: string;
  conversationColumn?: string;
  limit?: number;
  rate?: number;
  concurrency?: number;
  via: 'door' | 'inbound';
  channel: string;
  agents: number;
  agentSeconds: number;
  holdLimit: number;
  turnLimit: number;
  lastWait: number;
  run?: string;
  json?: boolean;
}

/** The command as it is at the terminal. Sets the exit code. */
export async function runDrive(file: string, flags: DriveFlags): Promise<void> {
  const { conversations, skipped } = readScript(file, flags);
  const settings = readSettings(flags, process.env, process.cwd());
  wayTo(settings); // says plainly where nothing is known at all
  const run = flags.run ?? randomBytes(6).toString('hex');
  const desks = await desksOf(settings, flags, run);
  const events = await openEvents(settings, process.env);
  const progress = showProgress(process.stderr);
  let customers: Customers | undefined;
  try {
    customers = await customersOf(settings, flags, run);
    const figures = await drive(
      {
        conversations,
        skipped,
        pace: flags.rate === undefined ? { concurrency: flags.concurrency ?? 10 } : { rate: flags.rate },
        holdLimitMs: flags.holdLimit * 1000,
        turnLimitMs: flags.turnLimit * 1000,
        lastWaitMs: flags.lastWait * 1000,
        agentReplyAfterMs: flags.agentSeconds * 1000,
      },
      { customers, events, desks, clock: systemClock, onProgress: progress.show, warn: console.error },
    );
    progress.end();
    (flags.json ? console.error : console.log)(tableOf(figures));
    if (flags.json) console.log(JSON.stringify({ run, via: flags.via, ...figures }));
    if (isBroken(figures)) process.exitCode = 1;
    if (figures.turns === 0) throw nothingSaid(figures.refused);
  } finally {
    progress.end();
    await customers?.close();
    await events.close();
  }
}

const nothingSaid = (refused: number) =>
  new PlainError(
    `Nothing was accepted; ${refused} messages were refused.`,
    'Does the product run, and does its channel answer?',
  );

async function customersOf(settings: Settings, { via, channel }: DriveFlags, run: string): Promise<Customers> {
  if (via === 'door') return customersAtDoor(needed(settings, 'url'), run, systemClock);
  const secret = needed(settings, 'secret');
  needed(settings, 'brokers');
  const key = await readKey(settings, inboundKid);
  const bus = await openBus(settings, process.env);
  const customers = customersOverInbound({ bus, secret, key, channel, run, clock: systemClock });
  return { ...customers, close: () => bus.close() };
}

/** Each with a token of their own, signed here; without the deployment's secret there is only the one that was given. */
async function desksOf(settings: Settings, { agents }: DriveFlags, run: string): Promise<Desk[]> {
  const { url, secret, token } = settings;
  if (agents === 0) return [];
  if (url === undefined || (secret === undefined && token === undefined)) {
    console.error('Nobody is at the desk: for that --url and ATTUNE_SECRET (or --token) are needed.');
    return [];
  }
  if (secret === undefined) return [deskDoors(url, token ?? '', systemClock)];
  const names = Array.from({ length: agents }, (_, i) => ({
    agentId: `agt_drive_${run}_${i + 1}`,
    name: `Scripted agent ${i + 1}`,
  }));
  const tokens = await Promise.all(names.map((who) => tokenFor(secret, { ...who, roles: ['agent'] }, 24)));
  return tokens.map((one) => deskDoors(url, one, systemClock));
}
