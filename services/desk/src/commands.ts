import { command } from '@attune/messaging';
import { decideAct, decideReply } from './answer/decide';
import { decideClose, decideReturn } from './leave/decide';
import { handoffs } from './state';
import { decideAccept, decideRelease, decideStillThere } from './take/decide';

/** What people at the desk do. */
export const accept = command({ id: 'desk.accept', document: handoffs, decide: decideAccept });
export const stillThere = command({ id: 'desk.still-there', document: handoffs, decide: decideStillThere });
export const reply = command({ id: 'desk.reply', document: handoffs, decide: decideReply });
export const act = command({ id: 'desk.act', document: handoffs, decide: decideAct });
export const returnToAutomation = command({ id: 'desk.return', document: handoffs, decide: decideReturn });
export const close = command({ id: 'desk.close', document: handoffs, decide: decideClose });
export const releaseHandoff = command({ id: 'desk.release', document: handoffs, decide: decideRelease });
