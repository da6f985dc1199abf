import type { ActPhrase } from './act-phrases';

const at = (pattern: string): RegExp => new RegExp(pattern, 'iu');

const COST = '(?:fees?|charges?|costs?|penalt(?:y|ies)|fines?|interest|premium|prices?|amount)';
const COMPANY = '(?:bank|company|airline|provider|shop|store|competitors?|insurer|card|place)';
const OURS = '(?:my|our|this|the) (?:\\w+ )?(?:account|card|membership|subscription|contract|policy|business|custom)';

/** How people stand up to what was decided: what asks for judgement, not for information. English. */
export const STANDING_PHRASES: readonly ActPhrase[] = [
  {
    act: 'disputes',
    probability: 0.9,
    pattern: at(
      `(?<!\\p{L})(?:(?:i )?(?:strongly |completely |totally )?(?:disagree|object to)|(?<!(?:do|can|could|should|may|must|to|if|when) )i (?:strongly |completely |totally )?(?:dispute|contest)|(?:i )?(?:refuse|won'?t|will not|am not going|'m not going) (?:to )?(?:pay|accept|agree)|(?:that|this|it)(?:'s| is| was|s)? (?:really |just |so |simply |completely |totally )?(?:unfair|unjust|not fair|not (?:my|our) fault|unacceptable)|(?:isn'?t|is not|not|hardly|how is (?:that|this)) (?:exactly )?fair|you(?:'re| are| people are) (?:simply |just )?(?:wrong|mistaken)|your (?:decision|answer|reasoning|calculation|records?) (?:is|are|was|must be) (?:wrong|incorrect|a mistake)|(?:reconsider|overturn|appeal|review) (?:your|the|this|that) (?:decision|refusal|answer|rejection))(?!\\p{L})`,
    ),
  },
  {
    act: 'disputes',
    probability: 0.8,
    pattern: at(
      `(?<!\\p{L})(?:(?:i|we|you) (?:should(?:n'?t| not) (?:have been|be|have to)|never should have been|did(?:n'?t| not) deserve to be) (?:charged|billed|declined|refused|pay(?:ing)?|blocked|made to)|(?:i|we)(?:'ve| have)? (?:been |was |were )?(?:wrongly|unfairly|incorrectly|overly) (?:charged|billed|declined|refused|blocked)|${COST} (?:that )?should(?:n'?t| not) (?:be|have been)|(?:it |this |that )?should(?:n'?t| not) have (?:been (?:done|charged|taken)|happened)|wrongly (?:mentioned|charged|billed|stated)|who (?:do you think|are you to))(?!\\p{L})`,
    ),
  },
  {
    act: 'asksException',
    probability: 0.9,
    pattern: at(
      `(?<!\\p{L})(?:(?:make|grant|allow)(?: me| us)? (?:an?|one|this) exceptions?|(?:just|only) (?:for )?this (?:once|one time)|(?:bend|stretch|overlook|ignore|relax) (?:the|your|this|that) (?:rules?|policy|polic(?:y|ies)|deadline)|(?:waive|waiv(?:e|ing)|drop|write off|forgive|cancel out) (?:the|this|that|my|any) (?:\\w+ ){0,2}${COST}|(?:i know|i understand|i realise|i realize|i'?m aware)[^.?!]{0,80}(?:but|however|is there (?:any|a) way|could you|can you still)[^.?!]*(?:still|anyway|please|somehow|any way)?|as a (?:gesture|sign) of good ?will|goodwill gesture)(?!\\p{L})`,
    ),
  },
  {
    act: 'asksException',
    probability: 0.75,
    pattern: at(
      `(?<!\\p{L})(?:(?:can|could|would|is it possible|may|might) (?:you|i|we|to)[^.?!]{0,60}(?:even though|although|despite|anyway|after the deadline|past the deadline|without (?:the|my|a) (?:receipt|id|original|card|verification))|even (?:though|if) (?:my|the|it|i|we)[^.?!]{0,60}(?:not (?:been |yet )?(?:verified|passed|gone through)|has ?n'?t (?:been |yet )?(?:verified|passed|gone)|expired|too late|past)|(?:faster|sooner|quicker|earlier) than (?:usual|normal)|(?:extend|push back) (?:the|my) (?:deadline|due date|return))(?!\\p{L})`,
    ),
  },
  {
    act: 'bargains',
    probability: 0.9,
    pattern: at(
      `(?<!\\p{L})(?:(?:what|how much) (?:can|could|will|would) you (?:offer|give|do for)(?: me| us)?|(?:can|could|will|would)(?:n'?t)? you (?:\\w+ )?(?:do|offer|give|be able to (?:offer|give)|match|beat|throw in|knock|take)(?: me| us)? (?:any(?:thing)? |a |an |some |me )?(?:better|lower|cheaper|special |bigger )?(?:price|deal|rate|offer|discount|voucher|credit|compensation|off\\b)|(?:price|rate)[- ]?match|(?:i(?:'d| would)? |we )?(?:want|expect|demand|deserve|am owed|'m owed|am entitled to|'m entitled to|ask for|asking for|request) (?:some |a |full |proper |\\w+ )?(?:compensation|discount|credit|voucher|reduction|money off)|(?:meet (?:me|us) (?:in the middle|half ?way)|best (?:you can do|price|offer)|not (?:good )?enough(?:,|;)? (?:i want|make it)|negotiat\\w+)|if (?:you|i|we) [^.?!]{2,60}(?:,| then) ?(?:i(?:'ll| will)|we(?:'ll| will)) (?:stay|keep|pay|accept|take|renew|sign))(?!\\p{L})`,
    ),
  },
  {
    act: 'bargains',
    probability: 0.75,
    pattern: at(
      `(?<!\\p{L})(?:(?:get|receive|be able to (?:offer|get)) (?:me |us )?(?:a |any |some )?(?:\\w+ )?discounts?|compensat(?:e|ed) (?:me|us)|(?:too|so) (?:expensive|high|much)[^.?!]{0,40}(?:lower|less|reduce|cheaper)|(?:lower|reduce|cut|halve) (?:the|my|your|this) (?:\\w+ )?${COST}|(?:cheaper|better (?:rate|deal|price)) (?:elsewhere|at|with|from)|(?:\\w+ )?offered me (?:a )?(?:better|lower|cheaper))(?!\\p{L})`,
    ),
  },
  {
    act: 'threatensToLeave',
    probability: 0.93,
    pattern: at(
      `(?<!\\p{L})(?:(?:take|taking|move|moving|bring|bringing) (?:my|our|all my) (?:business|money|custom|account|savings) (?:elsewhere|away|to|somewhere)|(?:switch(?:ing)?|mov(?:e|ing)|chang(?:e|ing)|go(?:ing)?|leav(?:e|ing)) (?:over )?(?:to |for )?(?:(?:an)?other|a different|a better|your|some other) ${COMPANY}|(?:go(?:ing)?|look(?:ing)?|shop(?:ping)?) elsewhere|think(?:ing)? (?:about|of) (?:leaving|switching|closing|cancel(?:l?ing))|(?:never|not) (?:\\w+ )?(?:use|fly|buy|shop|order|bank|deal|do business)(?:ing)? (?:with |from |at )?(?:you|your|this|here|them)[^.?!]{0,30}(?:again|any ?more)|lose me as a customer|(?:you(?:'ve| have)?|just) lost (?:a|another|my|me as a) (?:customer|client|business)|(?:i'?m|i am|we'?re|we are) (?:leaving(?= you| your|\\s*(?:[.!]|$))|done with (?:you|this|your)))(?!\\p{L})`,
    ),
  },
  {
    act: 'threatensToLeave',
    probability: 0.85,
    pattern: at(
      `(?<!\\p{L})(?:(?:(?:clos|cancel|terminat|end)(?:e|ing|l?ing)? ${OURS}|(?:close|cancel) it)[^.?!]{0,60}(?:unless|if (?:you|this|it|nothing)|because|due to|since i|over this|(?:poor|bad|terrible|awful) )|(?:unless|if (?:you|this|it|nothing|i)) [^.?!]{0,80}(?:close|cancel|leave|leaving|switch|closing)(?! (?:the |your )?(?:chat|order|card payment)))`,
    ),
  },
  {
    act: 'threatensToLeave',
    probability: 0.7,
    pattern: at(
      `(?:(?:not (?:happy|satisfied|pleased)|unhappy|dissatisfied|disappointed|fed up|unsatisfactory|terrible|awful|poor (?:customer )?service)[\\s\\S]{0,80}(?:clos|cancel)\\w* (?:my|our) (?:account|card|membership|subscription)|(?:clos|cancel)\\w* (?:my|our) (?:account|card|membership|subscription)[\\s\\S]{0,60}(?:not (?:happy|satisfied|pleased)|unhappy|dissatisfied|disappointed|fed up|unsatisfactory|terrible|awful|poor (?:customer )?service))`,
    ),
  },
];
