import type { BusRecord } from '@attune/messaging';
import { Arrivals } from '@attune/testing';
import type { Chronicle, Happened } from './chronicle';

/** Services whose events keep the sequence of another's (protocols.md §2). */
const translators = ['intent', 'knowledge'];

type Names = Record<string, (event: Happened) => void>;

/**
 * What must never be, looked at in the step in which an event is on the bus: order and sequence without gaps, one outcome a turn, one
 * reply of automation a turn and none under an epoch that has passed, one holder with a reason for each change, nothing started or
 * ended twice. Shares no code with the services.
 */
export class Watch {
  /** One line each. */
  readonly violations: string[] = [];
  private readonly arrivals = new Arrivals((what) => this.violations.push(what), translators);
  private readonly once = new Set<string>();
  private readonly control = new Map<string, { holder: unknown; epoch: number }>();
  private readonly highest = new Map<string, number>();
  private collisions = 0;

  constructor(private readonly chronicle: Chronicle) {}

  take(record: BusRecord): void {
    const { chronicle, violations } = this;
    const before = chronicle.events.length;
    chronicle.take(record);
    this.arrivals.take(record);
    for (; this.collisions < chronicle.collisions.length; this.collisions++)
      violations.push(chronicle.collisions[this.collisions]!);
    const event = chronicle.events[before];
    if (event) this.looks[event.name]?.(event);
  }

  private readonly looks: Names = {
    TurnReceived: ({ data }) => {
      for (const messageId of (data['turn'] as { messageIds: string[] }).messageIds)
        this.first(`message ${messageId} is in a turn`);
    },
    TurnStarted: ({ data }) => this.first(`${(data['turn'] as { turnId: string }).turnId} is started`),
    TurnClosed: ({ data }) => this.first(`${String(data['turnId'])} has an outcome`),
    ReplyReleased: (event) => this.released(event),
    ReplySuperseded: ({ data }) => this.first(`reply ${String(data['replyId'])} has its end`),
    ControlDecided: (event) => this.decided(event),
    ActionStarted: ({ data }) => this.first(`${String(data['actionId'])} is started`),
    ActionPerformed: ({ data }) => this.first(`${String(data['actionId'])} has ended`),
    ActionFailed: ({ data }) => this.first(`${String(data['actionId'])} has ended`),
    ActionInDoubt: ({ data }) => this.first(`${String(data['actionId'])} has ended`),
    PromiseMade: ({ data }) => this.first(`promise ${String(data['promiseId'])} is made`),
    PromiseDue: ({ data }) => this.first(`promise ${String(data['promiseId'])} is due`),
  };

  private first(what: string): void {
    if (this.once.has(what)) this.violations.push(`${what}, for the second time`);
    this.once.add(what);
  }

  /** Automation answers a turn once at most, and says nothing under an epoch that has passed. */
  private released({ subject, epoch, data }: Happened): void {
    const { kind, by, answers, replyId } = data as {
      kind: string;
      by?: { kind: string };
      answers: string[];
      replyId?: string;
    };
    if (replyId !== undefined) this.first(`reply ${replyId} has its end`);
    if (by?.kind === 'automation') for (const turnId of answers) this.first(`automation has answered ${turnId}`);
    if (epoch === undefined) return;
    const key = `${subject} ${String(data['conversationId'])}`;
    const before = this.highest.get(key) ?? 0;
    if ((kind === 'reply' || kind === 'initiative') && epoch < before)
      this.violations.push(`${key}: released under epoch ${epoch} after ${before}`);
    this.highest.set(key, Math.max(before, epoch));
  }

  /** One holder at any time: epochs rise by one with each change, and each change has its reasons. */
  private decided({ subject, data }: Happened): void {
    const before = this.control.get(subject) ?? { holder: 'automation', epoch: 1 };
    const { holder, previous, decision, handoffId } = data as {
      holder: string;
      previous: string;
      decision: { fired: unknown[] };
      handoffId?: string;
    };
    const epoch = Number(data['epoch']);
    const moved = holder !== before.holder;
    const wrong = (what: string) => this.violations.push(`${subject}: ${what}`);
    if (previous !== before.holder) wrong(`${previous} was said to hold, it was ${String(before.holder)}`);
    if (epoch !== before.epoch + (moved ? 1 : 0))
      wrong(`epoch ${before.epoch} → ${epoch} while the holder ${moved ? 'moved' : 'stayed'}`);
    if (moved && decision.fired.length === 0) wrong(`${previous} → ${holder} without a reason`);
    const accepted = this.chronicle.of('HandoffAccepted', { handoffId, epoch: before.epoch });
    if (moved && holder === 'person' && accepted.length === 0)
      wrong(`a person holds, and nobody has accepted ${handoffId} at epoch ${before.epoch}`);
    this.control.set(subject, { holder, epoch });
  }
}
