import type { DialogueAct } from './dialogue-acts';

/** A way to do something by saying something. */
export interface ActPhrase {
  act: DialogueAct;
  probability: number;
  pattern: RegExp;
}

const PERSON =
  '(?:human(?: being)?s?|persons?|people|agents?|rep(?:resentative)?s?|advis[eo]rs?|operators?|managers?|supervisors?|employees?|(?:team|staff) members?|member of (?:staff|your team)|colleagues?|someone|somebody|customer (?:service|support|care)(?: (?:agent|rep|team|person|representative)s?)?|support (?:agent|team|person|staff)|assistant)';
const KIND =
  '(?:a|an|the|your|some|any|one of your|real|live|actual|human|proper|customer|service|support|different|another|other|competent|with|to|of)';
/** Not "the person who stole it": somebody in particular is not whoever is on duty. */
const ANYBODY = '(?! (?:who|whom|that|from the|named|called|i (?:spoke|talked|bought))\\b)';
const BEGIN = '^[^\\p{L}\\p{N}]*(?:(?:hi|hello|hey|ok|okay|oh|well|um+|so|please|sorry)[, .!]+)*';

const at = (pattern: string): RegExp => new RegExp(pattern, 'iu');

/** In order of certainty within an act. Applied to the text with straight apostrophes. */
export const ACT_PHRASES: readonly ActPhrase[] = [
  {
    act: 'greets',
    probability: 0.95,
    pattern: at(
      "^[^\\p{L}\\p{N}]*(?:h[iae]i+|hi+(?:ya)?|hello+|hey+(?:a| there)?|g(?:oo|u)d (?:morning|mrng|afternoon|evening|day)|dear (?:sir|madam|team|all|support|customer)\\w*|greetings|howdy)(?![\\p{L}'])",
    ),
  },
  {
    act: 'greets',
    probability: 0.85,
    pattern: at('(?<!\\p{L})(?:good (?:morning|afternoon|evening)|hello there)(?!\\p{L})'),
  },
  {
    act: 'saysGoodbye',
    probability: 0.95,
    pattern: at(
      '(?<!\\p{L})(?:good ?bye|bye(?:[- ]bye)?|byee+|see (?:you|ya)|(?:have|enjoy) (?:a|an|your) (?:\\w+ ){0,4}(?:day|evening|weekend|night|one|week)(?: (?:ahead|too+|to you|for you))*|(?:end|close) (?:the|this) chat(?: (?:now|session))*|take care|talk to you (?:later|soon)|cya|farewell)(?!\\p{L})[^\\p{L}]*$',
    ),
  },
  {
    act: 'saysGoodbye',
    probability: 0.7,
    pattern: at(
      "(?<!\\p{L})(?:that(?:'s| is| was| will be) (?:all|it|everything)(?: (?:for (?:now|today)|i (?:need|needed|wanted)|thanks?|thank you)|[,.!]+ *(?:thanks?|thank you)(?: (?:so|very) much)?)*|nothing (?:else|more)|good night|best regards|kind regards)[^\\p{L}]*$",
    ),
  },
  {
    act: 'thanks',
    probability: 0.95,
    pattern: at(
      '(?<!\\p{L})(?<!no )(?:thank(?:s| ?you|u| u)?(?! for nothing)|thx|tysm|much appreciated|(?:i |really )appreciate (?:it|that|this|your|the)|cheers|ta)(?!\\p{L})',
    ),
  },
  { act: 'thanks', probability: 0.6, pattern: at('(?<!\\p{L})no,? (?:thanks|thank you)(?!\\p{L})') },
  {
    act: 'asksForPerson',
    probability: 0.96,
    pattern: at(
      `(?<!\\p{L})(?:talk|speak|chat|connect(?: me)?|transfer(?: me)?|put me (?:through|on)|get (?:me|through)|hand me (?:over)?|pass me(?: on)?|escalate(?: (?:this|it|me))?|switch me|talking|speaking|be (?:connected|transferred|put through))(?: ${KIND})* ${PERSON}${ANYBODY}(?!\\p{L})`,
    ),
  },
  {
    act: 'asksForPerson',
    probability: 0.93,
    pattern: at(
      `(?<!\\p{L})(?:need|want|wanna|prefer|give me|get me|is there|are there|can i (?:have|get|see)|could i (?:have|get)|i'd like|would like|let me have|contact|reach|where is|where's)(?: ${KIND}){0,4} (?:real|live|actual|human|proper) (?:${PERSON}|one|being)${ANYBODY}(?!\\p{L})`,
    ),
  },
  {
    act: 'asksForPerson',
    probability: 0.9,
    pattern: at(
      `(?<!\\p{L})(?:need|want|wanna|prefer|give me|get me|is there|can i (?:have|get)|could i (?:have|get)|i'd like|would like|let me have|contact|reach)(?: ${KIND})* (?:human(?: being)?|agent|representative|rep|advis[eo]r|operator|manager|supervisor|person|customer service|customer support)(?:(?: ?please| now| here| available| instead| to (?:help|talk|speak|call|contact|deal|look)| i can| who can)|[.!?,]|$)`,
    ),
  },
  {
    act: 'asksForPerson',
    probability: 0.9,
    pattern: at(
      `(?<!\\p{L})(?:some ?(?:one|body)|anyone|anybody|a person) (?:real|human|alive|who (?:is )?(?:real|human|can actually)|i can (?:talk|speak|call)|(?:to )?(?:talk|speak) (?:to|with)(?! (?:her|him|them|my|his)\\b))(?!\\p{L})`,
    ),
  },
  {
    act: 'asksForPerson',
    probability: 0.92,
    pattern: at(
      `${BEGIN}(?:a |an |the |real |live |actual |human ){0,3}(?:humans?(?: being)?|agent|representative|operator|advis[eo]r|supervisor|manager|real person|person|customer (?:service|support|care))(?: (?:please|now|pls))*[^\\p{L}\\p{N}]*$`,
    ),
  },
  {
    act: 'asksForPerson',
    probability: 0.85,
    pattern: at(
      "(?<!\\p{L})(?:(?:not|stop|no more|hate|tired of|enough of|instead of|don'?t want|rather than)(?: (?:to|talk|talking|speak|chat|deal|dealing|with|a|an|the|this|your|these|stupid|to))* (?:ro?bots?|bots?|chat ?bots?|machines?|ai|automated \\w+)|(?:transfer|connect|put) me(?: through)?(?=[\\s.!?]*$)|call me(?: back)?(?! (?:mr|mrs|ms|by|the)\\b)(?=[\\s.!?]|$)|real (?:person|human) (?:please|now))",
    ),
  },
  {
    act: 'asksForPerson',
    probability: 0.6,
    pattern: at(
      '(?<!\\p{L})(?:are|r) (?:you|u) (?:a |an |even )*(?:(?:ro)?bot|human|real|machine|ai|chat ?bot|real person)(?!\\p{L})',
    ),
  },
  {
    act: 'stops',
    probability: 0.95,
    pattern: at(
      `${BEGIN}(?:no[, ]+)?(?:stop(?: (?:it|that|this|now|please|everything|there|here))*|never ?mind(?: that| it)?|forget (?:it|that|about it|about that|this)|quit|abort|scrap that|leave (?:it|that)(?: (?:then|for now|there))?|drop it|don'?t bother|(?:do not|don'?t) do (?:that|it|this)|cancel (?:that|this|it)(?: please)?|undo(?: that)?|(?:please )?stop)[^\\p{L}\\p{N}]*(?:thanks?|thank you|please|then)?[^\\p{L}\\p{N}]*$`,
    ),
  },
  {
    act: 'stops',
    probability: 0.85,
    pattern: at(
      "(?<!\\p{L})(?:never ?mind|forget (?:about )?(?:it|that)|scrap that|(?:i(?:'ve| have)? )?changed my mind|stop,|wait,? stop|(?<!n't |not |please )cancel that(?! \\p{L})|don'?t bother|let'?s (?:stop|leave it))(?!\\p{L})",
    ),
  },
  {
    act: 'corrects',
    probability: 0.93,
    pattern: at(
      "(?<!\\p{L})(?:i (?:actually |really )?meant|i mean(?:t)?(?! (?:it|that|business|really)\\b)|(?:that|it) should (?:be|have been|say|read)|(?:no|sorry|oops|wait|not that(?: one)?|wrong one),? (?:it'?s|its|i meant|the other|not that|it is|that'?s|the (?:first|second|third|last|right|correct))|correction|typo|mistyped|misspelled|(?:gave|sent|told|typed|entered|wrote|put)(?: \\w+)? the wrong)(?!\\p{L})",
    ),
  },
  {
    act: 'corrects',
    probability: 0.85,
    pattern: at(
      "(?<!\\p{L})(?:not (?:the |my |in |on |for )?[\\p{L}\\p{N}-]+,? (?:but|it'?s|rather)(?: the| my| in| on| for)? [\\p{L}\\p{N}-]+|(?:no|not that one|wrong)[,.!;]? (?:the|my) (?:other|first|second|third|last|previous|next|old|new|correct|right)(?: \\w+)?|no[,.;]? (?:my|the|his|her|our) \\w+ (?:is|are|was) \\S+|sorry,? (?:\\w+ ){0,2}(?:wrong|mistake)|(?:i|we) made a mistake|(?:please )?(?:change|make) (?:it|that) (?:to )?|actually,? (?:it'?s|its|the|my|it is|make|no))(?!\\p{L})",
    ),
  },
  {
    act: 'corrects',
    probability: 0.8,
    pattern: at(
      '^\\s*\\*\\s?[\\p{L}\\p{N}][\\p{L}\\p{N} -]{0,40}$|^[^\\p{L}]*no[,.;! ]+(?:#|[a-z]{0,3}-?)?\\d[\\p{L}\\p{N}-]*',
    ),
  },
  {
    act: 'repeats',
    probability: 0.95,
    pattern: at(
      "(?<!\\p{L})(?:(?:second|third|fourth|fifth|sixth|umpteenth|hundredth|[2-9]\\d*(?:nd|rd|th)) time(?=(?:,? (?:i|we|now|that|this|in a row|today|i'm|i've|asking|telling)\\b|[.!?,]|$))|how many (?:more )?times|(?:asked|told|said|wrote|written|called|contacted|explained|sent)(?: \\w+){0,4} (?:twice|before|already|again|(?:two|three|four|five|several|many|multiple|\\d+) times)|(?:i|we)(?:'ve| have)? already (?:told|said|gave|given|sent|explained|provided|answered|asked|mentioned|written|wrote|typed|entered|did that)|as i (?:said|told|mentioned|explained|wrote)|like i (?:said|told)|i(?:'ll| will| have to| must)? repeat(?: myself)?|repeating myself|(?:tell|ask|explain|write|say|repeat|telling|asking|explaining)(?: \\w+){0,3} again|same question|keep (?:asking|telling|repeating|saying))(?!\\p{L})",
    ),
  },
  {
    act: 'repeats',
    probability: 0.7,
    pattern: at(
      '(?<!\\p{L})(?:once (?:again|more)|again,|i (?:just )?(?:said|told you)|again\\s*[:!]|i (?:just |have )?(?:said|answered|sent) (?:that|this|it))(?!\\p{L})',
    ),
  },
  {
    act: 'confirms',
    probability: 0.95,
    pattern: at(
      `${BEGIN}(?:yes+|yep|yeah?|yup|ya|yh|sure(?: thing)?|correct|exactly|absolutely|of course|definitely|indeed|affirmative|certainly|please do|go ahead|do it|that(?:'s| is|s) (?:(?:al)?right|correct|fine|ok(?:ay)?|it|true|the one|me)|(?:it|this) is(?: (?:right|correct|fine|me))|(?:right|true|perfect|fine|agreed|great|good)(?=[^\\p{L}\\p{N}]*$|[,.!])|sounds (?:good|great|fine|right)|i (?:confirm|agree|do|did)(?=[^\\p{L}\\p{N}]*$)|that works|looks (?:good|right|correct)|👍|✅)(?!\\p{L})`,
    ),
  },
  {
    act: 'confirms',
    probability: 0.75,
    pattern: at(
      '^[^\\p{L}\\p{N}]*(?:ok(?:ay|ey|ie)?|k|kk|alright|all right|y|👌)(?=[^\\p{L}\\p{N}]*$|[,.! ]+(?:sure|yes|fine|thanks?|thank|please|do|go|great|good|then)\\b)',
    ),
  },
  {
    act: 'confirms',
    probability: 0.85,
    pattern: at(
      "(?<!\\p{L})(?<!not )(?:that(?:'s| is) (?:right|correct)|(?:yes|yeah|yep),? please|you(?:'re| are) right|i confirm)(?!\\p{L})",
    ),
  },
  {
    act: 'denies',
    probability: 0.95,
    pattern: at(
      `${BEGIN}(?:no+(?=[^\\p{L}\\p{N}]*$|[,.;!:]| (?:thanks?|thank|it|that|this|i|i'm|i'd|not|the|my|its|sorry|please|he|she|we|they|don'?t|never|way|need|wrong|because|but|nothing)\\b)|nope|nah|na|negative|not (?:really|at all|yet|exactly|correct|right|true|me|mine|that)|incorrect|wrong|never(?! ?mind)|(?:that|it|this)(?:'s| is|s)? (?:not|wrong|incorrect|false)|that isn'?t|n(?=[^\\p{L}\\p{N}]*$)|👎|i (?:don'?t|do not|didn'?t|did not|haven'?t|have not)[^\\p{L}\\p{N}]*$)(?!\\p{L})`,
    ),
  },
  {
    act: 'confirms',
    probability: 0.6,
    pattern: at('^[^\\p{L}\\p{N}]*(?:ok(?:ay|ey)?|alright)[,.! ]+(?:i|let|go|do|we|then|so)(?!\\p{L})'),
  },
  {
    act: 'denies',
    probability: 0.8,
    pattern: at(
      `${BEGIN}(?:no )?(?:nothing(?: else| more)?(?=[^\\p{L}\\p{N}]*$| (?:thanks?|thank|for|you|at)\\b)|(?:that|this)(?:'s| is| was|s) (?:all|everything)(?!\\p{L}))`,
    ),
  },
  {
    act: 'denies',
    probability: 0.8,
    pattern: at(
      "(?<!\\p{L})(?:(?:that|this|it)(?:'s| is) (?:not (?:right|correct|true|it|mine|me|what i)|wrong|incorrect)|(?:that|this|it) isn'?t (?:right|correct|true|it|mine|me|what i))(?!\\p{L})",
    ),
  },
];

/** Words a sentence begins with when it asks. */
export const QUESTION =
  /^(?:(?:hi|hello|hey|and|but|so|also|ok|okay|please|well|then|sorry|excuse me)[,.!]* )*(?:(?:what|where|when|why|how|who|which|whose)(?:'s|'re|s)?|(?:do|does|did|is|are|was|were|can|could|will|would|should|may|might|have|has|am|isn'?t|aren'?t|don'?t|doesn'?t|can'?t|won'?t|couldn'?t|haven'?t|hasn'?t) (?:i|you|we|it|they|he|she|u|there|this|that|these|those|the|my|your|our|any|some|all|someone|anyone|one)) /i;
export const REQUEST =
  /\b(?:(?:i|we)(?:'d| would)? (?:want|need|like|wish|wanna) (?:to|a|an|the|my|some|it|help|you)|i'd like|i would like|(?:can|could|would|will) (?:you|u|i|someone)|please (?:\w+)|tell me|let me know|(?:was|am|i'm|just) wondering|help me|looking for|how (?:do|can|long|much|to)|(?:want|like|need) to know)\b/i;
