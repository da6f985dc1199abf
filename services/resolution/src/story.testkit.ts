import {
  exampleValues as x,
  deriveId,
  type ActionRequested,
  type Assessment,
  type ControlDecided,
  type FoundPassage,
  type KnowledgeFound,
} from '@attune/contracts';
import type { Pack } from '@attune/domain';
import type { Decision, EffectRequest, Fact } from '@attune/messaging';
import { takeOutcome, takeRequest } from './actions/decide';
import type { ToolRequest, ToolRequestPersonal } from './actions/request';
import type { ToolOutcome } from './actions/tools';
import type { ResolutionEnv } from './environment';
import { shop } from './shop.testkit';
import type { Case } from './state';
import { knowledgeIsLate, takeControl, takeKnowledge } from './take-turn/decide';

/** What is said in a turn, as the other services would have told it. */
export interface Said {
  intents?: Record<string, number>;
  /** Those of the intents that were said; default: the likeliest. */
  several?: string[];
  noneOfThese?: number;
  acts?: string[];
  orders?: string[];
  facts?: Record<string, unknown>;
  holder?: ControlDecided['data']['holder'];
  epoch?: number;
  trigger?: ControlDecided['data']['decision']['trigger'];
  /** The turn's number; default: one more than the last. */
  number?: number;
  withoutTurn?: boolean;
  /** What automation may do; default: all tools. */
  tools?: string[];
}

/** A conversation against the pure decisions: no runtime, no clock, everything at hand to look at. */
export class Story {
  state: Case | undefined;
  facts: Fact[] = [];
  effects: EffectRequest[] = [];
  timers: Record<string, number | null> = {};
  now = Date.parse('2026-03-02T09:15:00.000Z');
  private number = 0;
  readonly env: ResolutionEnv;

  constructor(pack: Pack = shop) {
    const tools = { call: () => Promise.reject(new Error('nothing is called in a pure story')) };
    this.env = { pack, secret: 'a secret of thirty-two characters', tools };
  }

  says(text: string, said: Said = {}): this {
    return this.take(takeControl(this.env, this.state, this.control(text, said), this.now));
  }

  control(text: string, said: Said = {}): ControlDecided {
    const { holder = 'automation', epoch = this.state?.epoch || 1, withoutTurn = false } = said;
    const number = said.number ?? ++this.number;
    const turnId = `trn_${number}`;
    const data: ControlDecided['data'] = {
      conversationId: x.conversationId,
      customerId: x.customerId,
      addressId: x.addressId,
      holder,
      previous: 'automation',
      epoch,
      decision: { trigger: said.trigger ?? 'turn', fired: [], nearly: [], evidence: {}, boundaryVersion: '1' },
      authority: { tools: said.tools ?? this.env.pack.tools.map(({ name }) => name), gather: false },
      ...(!withoutTurn && {
        turn: { ...x.turn, turnId, number, length: text.length },
        assessment: assessment(said),
        snapshot: {
          version: number,
          verified: false,
          facts: [],
          intents: [],
          asked: [],
          promises: [],
          effort: { turns: number, repeats: 0, switches: 0, transfers: 0, waitingMs: 0 },
          mood: [],
          holder,
          handoffs: 0,
          earlier: [],
        },
      }),
    };
    const entities = (said.orders ?? []).map((value) => ({ name: 'orderNumber', value, text: value }));
    const personal = {
      messages: [{ messageId: x.messageId, text }],
      snapshot: { facts: said.facts ?? {}, promises: {}, recent: [] },
      entities,
    };
    return { data, ...(!withoutTurn && { personal }) } as ControlDecided;
  }

  /** Knowledge's word about the last turn, or about one with a number. */
  finds(passages: Partial<FoundPassage>[], answerable = 0.9, number = this.number): this {
    const whole = passages.map((one, index) => ({
      articleId: `art_${index}`,
      version: '1',
      title: '',
      text: '',
      score: 5 - index,
      ...one,
    }));
    const about = { conversationId: x.conversationId, customerId: x.customerId, turnId: `trn_${number}` };
    const event = { data: { ...about, passages: whole, answerable } } as KnowledgeFound;
    return this.take(takeKnowledge(this.env, this.state, event, this.now));
  }

  /** Nobody waits for knowledge any longer. */
  waitedForKnowledge(): this {
    if (!this.state) throw new Error('nothing has happened yet');
    return this.take(knowledgeIsLate(this.env, this.state, `trn_${this.number}`, this.now));
  }

  /** What the outside says to the action that was started last. */
  outside(outcome: { kind: ToolOutcome['kind']; value?: unknown; meaning?: string }): this {
    const effect = this.effects.pop();
    if (!effect || !this.state) throw new Error('no action was started');
    const result = { attempts: 1, tookMs: 5, status: 404, reason: 'noAnswer', ...outcome } as ToolOutcome;
    return this.take(takeOutcome(this.env, this.state, { args: effect.args as ToolRequest, result }, this.now));
  }

  personAsksFor(tool: string, args: Record<string, unknown>, epoch: number, name = 'one'): this {
    const data = {
      ...{ conversationId: x.conversationId, customerId: x.customerId, addressId: x.addressId, handoffId: x.handoffId },
      ...{ agentId: x.agentId, epoch, actionId: deriveId('act', name), tool },
    };
    return this.take(
      takeRequest(this.env, this.state, { data, personal: { with: args } } as ActionRequested, this.now),
    );
  }

  private take(decision: Decision<Case> | undefined): this {
    this.facts = [...(decision?.facts ?? [])];
    if (!decision) return this;
    // As stored: what is not JSON does not survive.
    this.state = JSON.parse(JSON.stringify(decision.state)) as Case;
    this.effects.push(...(decision.effects ?? []));
    this.timers = { ...this.timers, ...decision.timers };
    return this;
  }

  /** Names of the facts of the last step. */
  get names(): string[] {
    return this.facts.map(({ definition }) => definition.name);
  }
  get reply(): string | undefined {
    return (this.personalOf('ReplyPrepared') as { text: string } | undefined)?.text;
  }
  get args(): unknown {
    return (this.effects.at(-1)?.personal as ToolRequestPersonal | undefined)?.with;
  }
  dataOf(name: string): Record<string, unknown> {
    return this.facts.find(({ definition }) => definition.name === name)?.data as Record<string, unknown>;
  }
  personalOf(name: string): unknown {
    return this.facts.find(({ definition }) => definition.name === name)?.options.personal;
  }
}

function assessment({ intents = {}, several, noneOfThese = 0.02, acts = [] }: Said): Assessment {
  const candidates = Object.entries(intents)
    .map(([intent, probability]) => ({ intent, probability }))
    .sort((a, b) => b.probability - a.probability);
  const said = several ?? candidates.slice(0, 1).map(({ intent }) => intent);
  return {
    model: 'test@1',
    candidates,
    noneOfThese,
    matters: said.map((intent) => ({ matterId: `mat_${intent}`, matterKey: `mat_k${intent}`, intent })),
    acts: acts.map((act) => ({ act: act as 'asks', probability: 0.9 })),
    entities: [],
    emotion: { dissatisfaction: 0, urgency: 0, signals: [] },
    complexity: { score: 0, reasons: [] },
    repeats: 1,
  };
}
