import { customerSocket, say, startSession } from '../doors/customer';
import { openSocket } from '../doors/socket';
import { exampleCustomers, type ExampleCustomer } from './example-customers';

export interface Playing {
  /** Customers who have said everything. */
  done: number;
  of: number;
}

const answerWithinMs = 15_000;

/** How long somebody takes to read the answer and write this, ms: so that it looks like people. */
export const humanPause = (answer: string, text: string): number =>
  Math.min(4_500, 900 + answer.length * 7 + text.length * 22);

/** Plays the example customers side by side; `onChange` after each that is through. Aborting stops all of them. */
export async function playExamples(onChange: (playing: Playing) => void, signal: AbortSignal): Promise<void> {
  const of = exampleCustomers.length;
  let done = 0;
  onChange({ done, of });
  await Promise.all(
    exampleCustomers.map(async (customer) => {
      await play(customer, signal);
      done += 1;
      onChange({ done, of });
    }),
  );
}

async function play({ name, startsAfter, says }: ExampleCustomer, signal: AbortSignal): Promise<void> {
  await pause(startsAfter, signal);
  if (signal.aborted) return;
  const session = await startSession({ name, origin: 'demo' });
  let heard: (text: string) => void = () => undefined;
  let opened: () => void = () => undefined;
  const isOpen = new Promise<void>((resolve) => (opened = resolve));
  const socket = openSocket(
    customerSocket,
    {
      onState: (state) => state === 'open' && opened(),
      onMessage(given) {
        const { message } = given as { message?: { messageId: string; from: string; text: string } };
        if (given.type !== 'message' || !message || message.from === 'customer') return;
        socket.send({ type: 'received', messageId: message.messageId });
        heard(message.text);
      },
    },
    session.token,
  );
  try {
    await Promise.race([isOpen, pause(answerWithinMs, signal)]);
    let answer = '';
    for (const line of says) {
      const text = typeof line === 'string' ? line : line.ifAsked;
      if (typeof line !== 'string' && !answer.includes('?')) continue;
      await pause(answer === '' ? 0 : humanPause(answer, text), signal);
      if (signal.aborted) return;
      const next = new Promise<string>((resolve) => (heard = resolve));
      await say(session, text, crypto.randomUUID());
      answer = (await Promise.race([next, pause(answerWithinMs, signal)])) ?? 'no answer yet';
    }
    await pause(600, signal); // the last acknowledgement
  } finally {
    socket.close();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve(undefined);
      },
      { once: true },
    );
  });
}
