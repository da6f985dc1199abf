import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** For specs only: the smallest pack that is right in every part. */
export const smallPack: Readonly<Record<string, string>> = {
  'domain.yaml': `id: kiosk
name: The Kiosk
languages: [en]
zone: Europe/London
currency: GBP
hours:
  monday-friday: 08:00-20:00
`,
  'entities.yaml': `orderNumber:
  kind: orderNumber
  pattern: 'A-\\d{4}'
email: { kind: email }
`,
  'facts.yaml': `orderNumber:
  label: Order number
  description: Which order
  entity: orderNumber
  mayAskAgain: [stale]
note:
  label: Note
  description: Anything else
  entity: email
`,
  'queues.yaml': `- id: general
  name: Team
  serviceLevel: { answerWithinMs: 60000 }
`,
  'boundary.yaml': `defaults: { queue: general }
rules:
  - id: fed_up
    when: emotion.dissatisfaction > 0.7 && context.repeats >= 2
    nearly: emotion.dissatisfaction > 0.5
    then: person
    reason: Is fed up
  - id: the_rest
    when: overdue || exhausted || inDoubt || deliveryFailed || promiseDue || deadLetter
    then: person
    reason: Something is stuck
`,
  'tools.yaml': `lookUp:
  label: look up the order
  effect: read
  method: GET
  url: \${ORDERS_URL}/orders/{{ number }}
  takes: { number: string }
  gives: { status: string, total: money, carrier: string?, due: date, items: list }
cancel:
  label: cancel the order
  effect: write
  method: POST
  url: \${ORDERS_URL}/orders/{{ number }}/cancel
  body: {}
  takes: { number: string }
  key: [number]
`,
  'texts.yaml': `greeting: Hello
goodbye: Bye
handoff: A colleague takes over
handoffWithWait: A colleague takes over in {{ minutes }} min
handoffClosed: We are back {{ opens }}
holding: Still on it
stillOnIt: Not forgotten
cannotAnswer: I do not know
notUnderstood: Pardon?
clarify: 'Is it {{ options | list "or" }}?'
askAgain: 'Once more: {{ question }}'
personJoined: '{{ name }} is here'
personLeft: '{{ name }} has left'
openPromise: '{{ promise.what }} by {{ promise.dueAt | date }}'
stopped: Stopped
anythingElse: Anything else?
nextMatter: 'Now {{ matter }}'
`,
  'intents/order_status.yaml': `kind: task
label: your order
description: Where an order is
entities: [orderNumber]
examples:
  - Where is my order?
  - where is my parcel
  - has it been sent
  - when does it come
  - still waiting
`,
  'intents/hello.yaml': `kind: smalltalk
label: hello
description: Says hello
examples: [hi, hello, good morning, hey, evening]
reply: Hello!
`,
  'playbooks/order_status.yaml': `intent: order_status
description: Where an order is
needs: [orderNumber]
mayDo: [lookUp, cancel]
steps:
  - ask: orderNumber
    text: [Which order?, Which one is it?]
  - call: lookUp
    with: { number: '{{ facts.orderNumber }}' }
    saveAs: order
    on:
      notFound:
        - handOver: Unknown order
  - when: order.status == "lost"
    then:
      - confirm: cancel it
        text: Cancel for {{ order.total | money }}?
      - call: cancel
        with: { number: '{{ facts.orderNumber }}' }
      - resolve: done
  - say: It comes on {{ order.due | date }}.
  - resolve: answered
`,
  'knowledge/returns.md': `---
title: Returns
owner: care
---

You have 30 days. See [delivery](delivery.md).
`,
  'knowledge/delivery.md': `---
title: Delivery
owner: care
---

Three days.
`,
  'tests/status.yaml': `name: Status
turns:
  - say: Where is my order?
    must:
      - ReplyReleased: { intention: question }
    mustNot: [HandoffRequested]
  - person: accepts
  - wait: 2 h
`,
};

/** Writes files into a new folder; undefined leaves one of the small pack out. */
export function writePack(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'pack-'));
  for (const [file, text] of Object.entries({ ...smallPack, ...changes })) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
  return dir;
}

/** One file of the small pack with one place changed; the place must be there exactly once. */
export function changed(file: string, from: string, to: string): Record<string, string> {
  const text = smallPack[file] ?? '';
  if (text.split(from).length !== 2) throw new Error(`"${from}" does not stand once in ${file}`);
  return { [file]: text.replace(from, () => to) };
}
