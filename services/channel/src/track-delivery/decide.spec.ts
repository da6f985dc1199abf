import { historyOf } from '../history';
import { releaseReply } from '../release-reply/decide';
import { chat, conversationId, replyOf, spoken, start, told, turnId } from '../testing';
import { confirmDelivery, failDelivery } from './decide';

const one = spoken('msg_1');
const state = releaseReply(one, replyOf({ answers: [turnId(one, 1)] }), chat, start + 100)!.state;
const messageId = state.releases[0]!.messageId;

describe('delivery of a released message', () => {
  it('is confirmed once', () => {
    const decision = confirmDelivery(state, messageId);
    expect(told(decision)).toMatchObject([['ReplyDelivered', { messageId, conversationId }]]);
    expect(historyOf(decision?.state).messages.at(-1)).toMatchObject({ messageId, delivered: true });
    expect(confirmDelivery(decision?.state, messageId)).toBeUndefined();
  });
  it('fails once, and may still succeed', () => {
    const failed = failDelivery(state, messageId, 'unreachable');
    expect(told(failed)).toMatchObject([['DeliveryFailed', { messageId, reason: 'unreachable' }]]);
    expect(failDelivery(failed?.state, messageId, 'expired')).toBeUndefined();
    expect(told(confirmDelivery(failed?.state, messageId))).toMatchObject([['ReplyDelivered', {}]]);
  });
  it('does not fail any more when it has arrived', () => {
    expect(failDelivery(confirmDelivery(state, messageId)?.state, messageId, 'expired')).toBeUndefined();
  });
  it('of something that was not released here is nothing', () => {
    expect(confirmDelivery(state, 'msg_else')).toBeUndefined();
    expect(failDelivery(undefined, messageId, 'refused')).toBeUndefined();
  });
});
