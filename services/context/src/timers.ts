export const silenceTimer = (conversationId: string) => `silence:${conversationId}`;
export const promiseTimer = (promiseId: string) => `promise:${promiseId}`;
