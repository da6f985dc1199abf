/**
 * What is said in the story of a stranger: an answer from an article, an order that is looked up, a customer who has had enough, a
 * person, a promise, automation that knows of it, the end. In words that stand in no pack: neither its examples nor its tests.
 */
export const words = {
  returns: 'Hello! Say a jumper does not suit me, how many days do I get to send it back?',
  whereabouts: 'I have been expecting a shirt for days, do you know where it is at?',
  number: 'Sure, hold on, it says A-1042 here',
  fedUp:
    'Look, I keep asking you the very same thing. Third message about this parcel and still nothing, I am sick of it.',
  persons: 'Sorry about this. I rang the carrier myself: the parcel sat in the wrong depot and moves on tonight.',
  decided: 'The carrier found A-1042 in the wrong depot and sends it on tonight',
  promise: 'the parcel leaves the depot',
  onwards: 'Okay, and how is my parcel doing?',
  enough: 'Lovely, nothing else from me. Cheers, bye!',
  kept: 'It left the depot at six, as I said it would. Enjoy it!',
  note: 'Arrived; the customer is happy.',
} as const;
