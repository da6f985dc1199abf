import { actionRequested, controlDecided, knowledgeFound, knowledgeGapFound } from '@attune/contracts';
import { effect, onTimer, reaction } from '@attune/messaging';
import { carryOut } from './actions/carry-out';
import { takeOutcome, takeRequest } from './actions/decide';
import type { ToolRequest, ToolRequestPersonal } from './actions/request';
import type { ToolOutcome } from './actions/tools';
import type { ResolutionEnv } from './environment';
import { cases, type Case } from './state';
import { knowledgeIsLate, takeControl, takeKnowledge } from './take-turn/decide';

/** Everything that resolution does, by name. */
export function resolutionHandlers(env: ResolutionEnv) {
  return {
    takeControlOnControlDecided: reaction({
      id: 'resolution.take-control',
      on: [controlDecided],
      document: cases,
      idOf: ({ data }) => data.conversationId,
      decide: (state, event, now) => takeControl(env, state, event, now),
    }),
    takeKnowledgeOnFoundOrGap: reaction({
      id: 'resolution.take-knowledge',
      on: [knowledgeFound, knowledgeGapFound],
      document: cases,
      idOf: ({ data }) => data.conversationId,
      decide: (state, event, now) => takeKnowledge(env, state, event, now),
    }),
    goOnWithoutKnowledge: onTimer({
      id: 'resolution.go-on-without-knowledge',
      timer: 'knowledge',
      document: cases,
      decide: (state, { about }, now) => knowledgeIsLate(env, state, about, now),
    }),
    takeRequestOnActionRequested: reaction({
      id: 'resolution.take-request',
      on: [actionRequested],
      document: cases,
      idOf: ({ data }) => data.conversationId,
      decide: (state, event, now) => takeRequest(env, state, event, now),
    }),
    carryOutAction: effect<Case, ToolRequest, ToolRequestPersonal, ToolOutcome>({
      id: 'resolution.carry-out-action',
      effect: 'tool',
      document: cases,
      leaseMs: leaseFor(env),
      run: (request) => carryOut(env, request),
      decide: (state, done, now) => takeOutcome(env, state, done, now),
    }),
  };
}

/** Longer than the slowest tool with all its tries: a lease that ends too early puts a write in doubt for nothing. */
function leaseFor({ pack }: ResolutionEnv): number {
  const longest = pack.tools.map(({ timeoutMs, retries }) => (timeoutMs + 1_000) * (retries + 1));
  return Math.max(10_000, ...longest) + 5_000;
}
