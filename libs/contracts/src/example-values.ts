/** Values that the examples of all event types share, so that one story can be followed through the catalogue. */
const at = '2026-03-02T09:15:04.120Z';
const turnId = 'trn_Jq1Tz8mVb0cXlYpK3sWe';
const addressId = 'adr_9fH2kQmXw3LrTzN8vB1c';
const messageId = 'msg_a7Gd0pLqZ5xWcV2nBm4k';

export const examples = {
  at,
  turnId,
  addressId,
  messageId,
  messageId2: 'msg_c3Rt6yUiO9pAsDfGhJ1k',
  conversationId: 'cnv_Zx8cVb7nMq6wEr5tYu4i',
  customerId: 'cus_Pq2wOe3rIt4yUu5aYi6s',
  replyId: 'rpl_Lk9jHg8fDs7aPo6iUy5t',
  handoffId: 'hnd_Mn1bVc2xZl3kJh4gFd5s',
  actionId: 'act_Qa1zWs2xEd3cRf4vTg5b',
  promiseId: 'prm_Yh6nUj7mIk8oLp9qAz1w',
  articleId: 'art_returns',
  matterId: 'mat_Sx2eDc3rFv4tGb5yHn6u',
  agentId: 'agt_kim',
  turn: {
    turnId,
    number: 1,
    addressId,
    channel: 'chat',
    messageIds: [messageId],
    acceptedAt: at,
    deadline: '2026-03-02T09:15:11.120Z',
    length: 38,
  },
};
