import type { EmotionKind } from './emotion';

/** A way to say a feeling. */
export interface Phrase {
  kind: EmotionKind;
  score: number;
  pattern: RegExp;
  /** "not angry" says nothing; "not suicidal" is still worth a look, and "do not recognise" has its own negation. */
  canBeNegated: boolean;
}

const RELATIVE =
  '(?:husband|wife|partner|spouse|mother|mum|mom|father|dad|parents?|son|daughter|child|baby|brother|sister|grand(?:mother|father|ma|pa|son|daughter)|nan|aunt|uncle|friend|boyfriend|girlfriend|fianc[eé]e?)';

/** By feeling and score: words and phrases, as alternatives of a regular expression. */
const LEXICON: Record<EmotionKind, Record<string, string>> = {
  anger: {
    '0.95': 'furious|livid|enraged|assholes?|fuck\\w*|f\\*+\\w*|mother\\s?f\\w+',
    '0.85':
      'outrage(?:d|ous)|bullshit|bastards?|wtf|idiots?|morons?|pissed(?: off)?|incompetent|how dare you|screw you|piss off',
    '0.8':
      "fed up|sick (?:and tired )?of|(?:have|had|has|'ve) (?:just )?(?:had )?enough(?! (?:time|money|space|information|room|to))|disgrace(?:ful)?|disgust(?:ed|ing)|angry|unacceptable|thanks for nothing",
    '0.7':
      'ridiculous|pathetic|useless|worst|sh[i*]t(?:ty|e)?|what the hell|appalling|shameful|shame on you|mad at|rip[- ]?off|lost my patience|absurd',
    '0.6':
      '(?:is|what) a (?:complete |total |bad |sick )?joke|are you kidding|terrible|horrible|awful|dreadful|stupid|atrocious|crap|damn|rude|nonsense|liars?|lying|lied to',
    '0.5': 'bloody|rubbish|shocking|poor show|garbage',
  },
  frustration: {
    '0.75':
      'frustrat(?:ed|ing|ion)|waste of (?:my )?(?:time|money)|how many (?:more )?times|(?:going|sent|running) (?:round )?in circles|end of my tether',
    '0.65':
      "annoy(?:ed|ing)|tired of|exhaust(?:ed|ing) (?:of|by|with)|had it with|no(?:body| one) (?:\\w+ )?(?:answer|repl|respond|help|care|call|get)\\w*|not good enough|let (?:me )?down|never again|giv(?:e|ing) up|ignor(?:ed|ing) me|can'?t believe|drives? me (?:mad|crazy|nuts)",
    '0.6':
      "disappoint(?:ed|ing|ment)|unhappy|dissatisfied|(?:second|third|fourth|fifth|sixth|umpteenth|hundredth|[2-9]\\d*(?:nd|rd|th)) time(?= (?:i|we|now|that|this|you|in a row|today|i'm|asking|$))|(?:poor|bad|lousy) (?:\\w+ )?(?:service|experience|support|quality)|fail(?:ed|ing) me|(?:file|make|lodge|raise) a (?:formal )?complaint|complaint about|unbelievable",
    '0.5':
      "again and again|over and over|yet again|already (?:told|said|sent|asked|explained|gave|given|provided|answered|called|written)|keep(?:s)? (?:asking|telling|saying|failing|happening|getting|sending|being)|unhelpful|not help(?:ful|ing)|why is (?:it|this) so (?:hard|difficult|complicated)|nothing (?:works|happens|helps|has happened|has changed)|complain(?:ing)? about|(?:tell|ask|explain|write|call|repeat)(?:ing)? (?:you |this |it |myself |to you |all of this |everything )*again|should not have to|shouldn'?t have to|as i (?:said|told)|like i said",
    '0.35':
      "still (?:not|no|nothing|waiting|haven'?t|hasn'?t|isn'?t|doesn'?t|won'?t)|for (?:\\w+ )?(?:weeks|months)|impossible|yet to (?:receive|hear)|no (?:reply|response|answer)",
  },
  sadness: {
    '0.85': 'heart ?broken|devastated|in tears|crying',
    '0.65': 'upset|depressed|miserable|hopeless',
    '0.55': 'sad|sadly|gutted|lonely',
  },
  worry: {
    '0.75': 'panick?(?:ing|ed)?|terrified|desperate(?:ly)?',
    '0.65': 'worr(?:ied|ying|y)|anxious|anxiety|scared|stress(?:ed|ful|ing)(?: out)?|afraid (?:of|for)|freaking out',
    '0.5': 'concerned|nervous|uneasy|unsafe',
  },
  vulnerability: {
    '0.95':
      "domestic (?:abuse|violence)|abusive (?:partner|husband|wife|ex)|terminally ill|end of life|palliative|suicid(?:e|al)|kill(?:ing)? myself|end(?:ing)? (?:my (?:own )?life|it all)|(?:do not|don'?t) want to (?:live|be alive)(?: any ?more)?|(?:want|going) to die|self[- ]harm(?:ing)?|hurt(?:ing)? myself",
    '0.8':
      "cancer|chemo(?:therapy)?|dementia|alzheimer'?s|can(?:'?t|not) cope|seriously ill|very ill|intensive care|homeless|mental health|power of attorney|refuge",
    '0.7':
      "disab(?:led|ility)|wheelchair|(?:i am|i'm|is) (?:partially )?(?:blind|deaf)|visually impaired|hard of hearing|autis(?:m|tic)|my carer|i(?:'m| am) (?:a|her|his) carer|stroke|heart attack|life support|learning difficult\\w+",
    '0.6':
      'pregnant|elderly|pensioner|dyslexi[ac]|(?:in|from|to) (?:the )?hospital|surgery|insulin|dialysis|medication|bedridden|vulnerable',
  },
  legalThreat: {
    '0.95':
      'legal (?:action|proceedings|steps)|(?:will|going to|gonna|shall|have to|could|can) sue|sue (?:you|your|them)|small claims|see you in court|take (?:you|this|it) to court',
    '0.85':
      '(?:my|a|the|an?) (?:lawyer|solicitor|attorney)s?|lawyers?|ombudsman|trading standards|legal advice|consumer (?:protection|tribunal)|letter before action|statutory rights',
    '0.65':
      '(?:report|reporting) (?:you|this|your (?:company|business)|it) to|gdpr|data protection (?:authority|act)|regulator|consumer rights|better business bureau|chargeback',
  },
  fraud: {
    '0.95': 'identity theft|stole(?:n)? my (?:card|identity|account|details|data|money)',
    '0.85':
      "fraud(?:ulent|ster)?|scam(?:med|mer|mers|s)?|hack(?:ed|er|ers)|phish(?:ing|ed)|unauthori[sz]ed|(?:some(?:one|body)|somebody) (?:else )?(?:is |has |have )?(?:been )?(?:us(?:ed|ing)|order(?:ed|ing)|log(?:ged|ging)|access(?:ed|ing)|bought|got into|taken over)|(?:did not|didn'?t|never) (?:make|made|authori[sz]ed?|place[d]?|do|approve[d]?) (?:this|that|these|those|the|any|such an?) (?:payment|purchase|order|charge|transaction|transfer|withdrawal)s?|(?:account|card) (?:was|has been|got|is) (?:compromised|cloned|stolen)",
    '0.65':
      "(?:do not|don'?t|did not|didn'?t|cannot|can'?t) recogni[sz]e|suspicious (?:payment|charge|transaction|activity|e-?mail|message|login)",
  },
  bereavement: {
    '0.95': `passed away|bereave(?:d|ment)|(?:death|passing) of (?:my|a|our)|lost my (?:late |dear |beloved )?${RELATIVE}|(?:my|our) (?:late )?${RELATIVE}(?: has| have| had| just| recently| suddenly| sadly)* died|(?:my|our) late ${RELATIVE}`,
    '0.85': 'deceased|funeral|widow(?:er|ed)?|died (?:last|this|on|in|yesterday|suddenly)|next of kin|probate',
  },
  hardship: {
    '0.9':
      "lost my job|bankrupt(?:cy)?|food ?bank|evict(?:ed|ion)|struggling (?:to pay|financially|with money|to make ends meet)|make ends meet|(?:can'?t|cannot) feed|bailiffs?",
    '0.8':
      "(?:can(?:'?t|not)|could ?n(?:'?t|ot)|not able to|unable to) (?:really )?(?:afford|pay (?:my |the )?(?:rent|bills?|mortgage|debts?))|financial (?:difficult\\w+|hardship|trouble)|unemployed|(?:made|being made) redundant|in (?:a lot of )?debt|behind (?:on|with) (?:my )?(?:rent|payments|bills)",
    '0.65':
      "no money (?:left|for)|i have no money|(?:i am|i'm|we are|we're|totally|completely) broke|living on benefits|universal credit|short of money|payment plan|out of work|zero[- ]hours",
  },
  selfHarm: {
    '1': 'kill(?:ing)? my ?self|suicid(?:e|al)|end(?:ing)? my (?:own )?life|tak(?:e|ing) my own life',
    '0.95':
      "(?:want(?:ed)?|wish|rather|going) to die|wish i (?:was|were) dead|end it all|(?:don'?t|do not) want to (?:live|be alive|be here) (?:any ?more|any longer)|no (?:reason|point) (?:to|in) (?:live|living)|better off dead|better off without me|can'?t go on (?:living|any ?more|like this)",
    '0.9':
      '(?:hurt|harm|cut|cutting|harming|hurting)(?:ing)? my ?self (?:again|on purpose|because|if)|self[- ]?harm(?:ing)?|harm(?:ing)? myself',
  },
  leaving: {
    '0.9':
      '(?:los(?:t|e|ing) (?:a|me as a|this) (?:\\w+ )?customer|take my (?:business|money|custom) elsewhere|(?:switch(?:ing)?|mov(?:e|ing)|go(?:ing)?|chang(?:e|ing)) (?:over )?(?:to (?:a |your |another |one of your )?(?:different |other )?(?:competitors?|competition|provider|company|shop|bank|store|supplier)|elsewhere|somewhere else))',
    '0.8':
      "never (?:\\w+ ){0,2}(?:order|buy|shop|use|come back|book|bank|deal|purchase)\\w* (?:\\w+ ){0,4}again|last time i(?:'ll| will)? (?:\\w+ )?(?:order|buy|shop|use|book)|done with (?:you|this (?:company|shop|bank|service))|won'?t be (?:back|ordering|buying|shopping)",
    '0.55':
      '(?:cancel|close|delete|terminate|end) my (?:\\w+ )?(?:account|subscription|membership|contract|plan)|unsubscribe',
  },
};

const NEGATABLE: ReadonlySet<EmotionKind> = new Set([
  'anger',
  'frustration',
  'sadness',
  'worry',
  'leaving',
  'hardship',
  'vulnerability',
]);

export const PHRASES: readonly Phrase[] = Object.entries(LEXICON).flatMap(([kind, byScore]) =>
  Object.entries(byScore).map(([score, alternatives]) => ({
    kind: kind as EmotionKind,
    score: Number(score),
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, 'giu'),
    canBeNegated: NEGATABLE.has(kind as EmotionKind),
  })),
);

/** Good words turned round: "not happy", "never helpful". */
export const NOT_GOOD =
  /(?<!\p{L})(?:not|isn'?t|wasn'?t|aren'?t|don'?t|doesn'?t|didn'?t|never|hardly|can'?t (?:say|be)|no longer)(?: (?:at|all|really|very|too|so|been|feel|find|exactly|be|a|any|the|particularly|that|this|it|is|i'm|i am|one|bit|being)){0,3} (?:happy|satisfied|pleased|impressed|acceptable|okay|helpful|fair|funny|amused|amusing|thrilled|right way|professional)(?!\p{L})/giu;

/** Good words, which take the edge off. */
export const GOOD =
  /(?<!\p{L})(?:thank(?:s| you)|great|perfect|love(?:ly|d)?|happy|wonderful|excellent|awesome|brilliant|fantastic|good job|well done|appreciate|pleased|satisfied)(?!\p{L})/giu;

export const URGENT: readonly (readonly [RegExp, number])[] = [
  [/\b(?:urgent(?:ly)?|emergency|life or death)\b/i, 0.9],
  [/\b(?:asap|a\.s\.a\.p|immediate(?:ly)?|at once|right (?:now|away)|straight away|this (?:minute|instant))\b/i, 0.85],
  [
    /\b(?:as soon as possible|hurry|time[- ]critical|running out of time|stranded|locked out|(?:stuck|waiting) (?:at|outside))\b/i,
    0.75,
  ],
  [
    /\b(?:wedding|flight|birthday|funeral|exam|interview|deadline|party|trip|holiday|surgery|event|moving)\b.{0,30}\b(?:today|tomorrow|tonight|this (?:morning|afternoon|evening)|in (?:an?|\d+|two|three) hours?)\b/i,
    0.8,
  ],
  [
    /\b(?:today|tomorrow|tonight|this (?:morning|afternoon|evening)|in (?:an?|\d+|two|three) hours?)\b.{0,30}\b(?:wedding|flight|birthday|funeral|exam|interview|deadline|party|trip|holiday|surgery|event|moving)\b/i,
    0.8,
  ],
  [
    /\b(?:(?:by|before|until) (?:today|tomorrow|tonight|noon|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|need (?:it|this|them|that|my \w+) (?:today|tomorrow|tonight|now)|deadline|quickly|can'?t wait (?:any longer|much longer)|now[!.]*$)/i,
    0.6,
  ],
  [
    /\b(?:tonight|tomorrow|soon|still waiting|waiting for (?:\w+ )?(?:days|weeks|months)|for (?:\w+ )?(?:weeks|months) now)\b/i,
    0.35,
  ],
  [/\btoday\b/i, 0.25],
];

export const NOT_URGENT =
  /\b(?:not urgent|isn'?t urgent|no (?:rush|hurry|urgency)|whenever you|when(?:ever)? you have (?:time|a moment)|take your time|at your convenience)\b/i;
