import { checkPack, describe as inWords, loadPack, PackError } from './index';
import { changed, smallPack, writePack } from './test-pack';

const check = async (changes: Record<string, string | undefined>) => (await checkPack(writePack(changes))).map(inWords);

it('finds nothing in a good pack', async () => {
  expect(await check({})).toEqual([]);
});

/** What is changed, and the one mistake that must come of it: the whole line, with file, line and column. */
const mistakes: [name: string, change: Record<string, string | undefined>, found: string][] = [
  [
    'something that is not YAML',
    changed('queues.yaml', 'name: Team', 'name: Team: one'),
    'queues.yaml:2:9 error: this is not YAML: Nested mappings are not allowed in compact mappings (a text that holds ": " or begins with {{, [, * or & stands in single quotes)',
  ],
  [
    'a name that stands twice',
    changed('facts.yaml', 'note:\n', 'orderNumber:\n'),
    'facts.yaml:6:1 error: this name stands here twice (keep one of them)',
  ],
  ['a missing file', { 'texts.yaml': undefined }, 'texts.yaml:1:1 error: the pack has no texts.yaml'],
  ['a missing value', changed('domain.yaml', 'currency: GBP\n', ''), 'domain.yaml:1:1 error: "currency" is missing'],
  [
    'a value of the wrong type',
    changed('queues.yaml', '60000', 'soon'),
    'queues.yaml:3:35 error: "answerWithinMs" must be a number, not "soon"',
  ],
  [
    'a misspelt key',
    changed('intents/order_status.yaml', 'description:', 'desription:'),
    'intents/order_status.yaml:3:1 error: "desription" is not known here (did you mean "description"?)',
  ],
  [
    'a misspelt choice',
    changed('intents/order_status.yaml', 'kind: task', 'kind: taks'),
    'intents/order_status.yaml:1:7 error: "kind" must be one of question, task, smalltalk, not "taks" (did you mean "task"?)',
  ],
  [
    'a time zone that does not exist',
    changed('domain.yaml', 'Europe/London', 'Europe/Lundon'),
    'domain.yaml:4:7 error: "Europe/Lundon" is not a time zone (such as Europe/London)',
  ],
  [
    'hours that are none',
    changed('domain.yaml', '08:00-20:00', '08:00-07:00'),
    'domain.yaml:7:18 error: "08:00-07:00" is not a stretch of a day (write 08:00-20:00 or closed)',
  ],
  [
    'a weekday that is none',
    changed('domain.yaml', 'monday-friday', 'monday-fryday'),
    'domain.yaml:7:3 error: "monday-fryday" is not a weekday or a stretch of them (did you mean "friday"?)',
  ],
  [
    'deadlines that do not follow each other',
    changed('domain.yaml', 'currency', 'channels: { chat: { overdueMs: 20000 } }\ncurrency'),
    'domain.yaml:5:19 error: "chat": holdingMs must be later than overdueMs (a notice only makes sense after that)',
  ],
  [
    'an entity that is not there',
    changed('facts.yaml', 'entity: orderNumber', 'entity: orderNmber'),
    'facts.yaml:4:11 error: there is no entity "orderNmber" (did you mean "orderNumber"?)',
  ],
  [
    'a pattern that is no regular expression',
    changed('entities.yaml', "'A-\\d{4}'", "'A-(\\d'"),
    'entities.yaml:3:12 error: "A-(\\d" is not a regular expression: Unterminated group',
  ],
  [
    'an example under two intents',
    changed('intents/hello.yaml', 'hey', 'Still waiting!'),
    'intents/order_status.yaml:10:5 error: "still waiting" is also an example of hello (keep it in one of them)',
  ],
  [
    'too few examples',
    changed('intents/hello.yaml', '[hi, hello, good morning, hey, evening]', '[hi]'),
    'intents/hello.yaml:4:11 warning: only 1 examples: too few to learn from (write 15 or more)',
  ],
  [
    'smalltalk with nothing to say',
    changed('intents/hello.yaml', 'reply: Hello!\n', ''),
    'intents/hello.yaml:1:7 error: smalltalk needs a "reply": what is said back',
  ],
  [
    'a task that nobody does',
    { 'playbooks/order_status.yaml': undefined },
    'intents/order_status.yaml:1:7 warning: nobody does "order_status": no playbook has this intent (write playbooks/order_status.yaml)',
  ],
  [
    'a playbook for no intent',
    changed('playbooks/order_status.yaml', 'intent: order_status', 'intent: order_state'),
    'playbooks/order_status.yaml:1:9 error: there is no intent "order_state" (did you mean "order_status"?)',
  ],
  [
    'a step that is none',
    changed('playbooks/order_status.yaml', '- say:', '- tell:'),
    'playbooks/order_status.yaml:21:5 error: "tell" is not a step (a step is one of ask, call, when, confirm, say, handOver, resolve, answer, do, each)',
  ],
  [
    'a step that does two things',
    changed('playbooks/order_status.yaml', '  - resolve: answered', '    resolve: answered'),
    'playbooks/order_status.yaml:21:5 error: this step does two things at once: say and resolve (make two steps of it)',
  ],
  [
    'a question for an unknown fact',
    changed('playbooks/order_status.yaml', '- ask: orderNumber', '- ask: ordernumber'),
    'playbooks/order_status.yaml:6:10 error: there is no fact "ordernumber" (did you mean "orderNumber"?)',
  ],
  [
    'a fact that is asked again though it must not be',
    {
      ...changed('facts.yaml', '  mayAskAgain: [stale]\n', ''),
      ...changed(
        'playbooks/order_status.yaml',
        'text: [Which order?, Which one is it?]',
        'text: [Which order?, Which?]\n    again: true',
      ),
    },
    'playbooks/order_status.yaml:8:12 error: "orderNumber" must not be asked again: nothing a customer has told us is (give it mayAskAgain: [stale] in facts.yaml if its value can turn out wrong)',
  ],
  [
    'a need that no step asks for',
    changed('playbooks/order_status.yaml', '[orderNumber]', '[orderNumber, note]'),
    'playbooks/order_status.yaml:3:22 error: "note" is needed, but no step asks for it',
  ],
  [
    'a call of an unknown tool',
    changed('playbooks/order_status.yaml', 'call: lookUp', 'call: lookup'),
    'playbooks/order_status.yaml:8:11 error: there is no tool "lookup" (did you mean "lookUp"?)',
  ],
  [
    'a tool that the playbook may not use',
    changed('playbooks/order_status.yaml', '[lookUp, cancel]', '[lookUp]'),
    'playbooks/order_status.yaml:18:15 error: this playbook may not do "cancel" (add it to mayDo)',
  ],
  [
    'an effect without a confirmation',
    changed(
      'playbooks/order_status.yaml',
      '      - confirm: cancel it\n        text: Cancel for {{ order.total | money }}?\n',
      '',
    ),
    'playbooks/order_status.yaml:16:15 error: "cancel" changes something, and nobody has confirmed it (put a confirm step before it, or confirm: false in tools.yaml)',
  ],
  [
    'an argument that the tool does not take',
    changed(
      'playbooks/order_status.yaml',
      "with: { number: '{{ facts.orderNumber }}' }\n    saveAs",
      "with: { number: '{{ facts.orderNumber }}', numbr: x }\n    saveAs",
    ),
    'playbooks/order_status.yaml:9:48 error: "lookUp" takes no "numbr" (did you mean "number"?)',
  ],
  [
    'a missing argument',
    changed(
      'playbooks/order_status.yaml',
      "with: { number: '{{ facts.orderNumber }}' }\n    saveAs",
      'with: {}\n    saveAs',
    ),
    'playbooks/order_status.yaml:8:5 error: "lookUp" needs "number" (add it under with)',
  ],
  [
    'a way on after a failure that lacks its answer',
    changed('playbooks/order_status.yaml', '- handOver: Unknown order', '- say: Hm.'),
    'playbooks/order_status.yaml:12:7 error: after "notFound" the playbook goes on, but "order" is not there (end with resolve or handOver, or call again and save it)',
  ],
  [
    'a failure that no call has',
    changed('playbooks/order_status.yaml', 'notFound:', 'notfound:'),
    'playbooks/order_status.yaml:12:7 error: "notfound" is not known here (did you mean "notFound"?)',
  ],
  [
    'an unknown name in a condition of a playbook',
    changed('playbooks/order_status.yaml', 'order.status ==', 'order.state =='),
    'playbooks/order_status.yaml:14:17 error: there is no "state" in there (did you mean "status"?)',
  ],
  [
    'an unknown field of the open promise',
    changed('playbooks/order_status.yaml', 'order.status == "lost"', 'promise != null && promise.waht == "x"'),
    'playbooks/order_status.yaml:14:30 error: there is no "waht" in "promise" (did you mean "what"?)',
  ],
  [
    'an unknown name in a text',
    changed('playbooks/order_status.yaml', '{{ order.due | date }}', '{{ ordr.due | date }}'),
    'playbooks/order_status.yaml:21:25 error: nothing is called "ordr" here (did you mean "order"?)',
  ],
  [
    'a date that nobody would say like that',
    changed('playbooks/order_status.yaml', '{{ order.due | date }}', '{{ order.due }}'),
    'playbooks/order_status.yaml:21:25 error: "order.due" is a date and would not read well as it is (write {{ order.due | date }})',
  ],
  [
    'something that may be unknown in a text',
    changed('playbooks/order_status.yaml', '{{ order.due | date }}', '{{ order.carrier }}'),
    'playbooks/order_status.yaml:21:25 warning: "order.carrier" may be unknown here, and then nothing can be said (write {{ order.carrier | or "…" }}, ask for it first, or put it under a when that asks for it)',
  ],
  [
    'a filter that does not exist',
    changed('playbooks/order_status.yaml', '{{ order.due | date }}', '{{ order.due | day }}'),
    'playbooks/order_status.yaml:21:25 error: there is no filter "day"; there are date, time, money, list, or, capital, lower',
  ],
  [
    'half a placeholder',
    changed('playbooks/order_status.yaml', '{{ order.due | date }}', '{{ order.due'),
    'playbooks/order_status.yaml:21:22 error: a placeholder is "{{ name }}"; here one half is missing',
  ],
  [
    'a step that nothing leads to',
    changed('playbooks/order_status.yaml', '  - resolve: answered\n', '  - resolve: answered\n  - resolve: done\n'),
    'playbooks/order_status.yaml:23:5 warning: nothing leads to this step: the one before it ends the matter',
  ],
  [
    'a playbook with an open end',
    changed('playbooks/order_status.yaml', '  - resolve: answered\n', ''),
    'playbooks/order_status.yaml:21:5 warning: this playbook may come to its end with the matter open (end with resolve or handOver)',
  ],
  [
    'a queue that is not there',
    changed('playbooks/order_status.yaml', 'Unknown order', 'Unknown order\n          queue: generel'),
    'playbooks/order_status.yaml:14:18 error: there is no queue "generel" (did you mean "general"?)',
  ],
  [
    'a reason that holds something personal',
    changed('playbooks/order_status.yaml', 'Unknown order', "'Unknown order {{ facts.orderNumber }}'"),
    'playbooks/order_status.yaml:13:21 error: a reason stands in the record and must hold nothing personal (leave the names out)',
  ],
  [
    'two steps of one name',
    changed(
      'playbooks/order_status.yaml',
      '  - resolve: answered\n',
      '    id: end\n  - resolve: answered\n    id: end\n',
    ),
    'playbooks/order_status.yaml:24:9 error: there are two steps "end"',
  ],
  [
    'a write without a key',
    changed('tools.yaml', '  key: [number]\n', ''),
    'tools.yaml:9:3 error: "cancel" writes, but "key" is missing: without it the same effect could happen twice (name the arguments that make it the same effect, such as key: [number])',
  ],
  [
    'a write that is tried again',
    changed('tools.yaml', '  key: [number]\n', '  key: [number]\n  retries: 2\n'),
    'tools.yaml:16:12 error: a write is never tried again by itself (leave "retries" out)',
  ],
  [
    'an unknown argument in a url',
    changed('tools.yaml', '/orders/{{ number }}\n', '/orders/{{ nmber }}\n'),
    'tools.yaml:5:32 error: nothing is called "nmber" here (did you mean "number"?)',
  ],
  [
    'an environment name that is none',
    changed('tools.yaml', '${ORDERS_URL}/orders/{{ number }}\n', '${ORDERS_URL}/${shop}/{{ number }}\n'),
    'tools.yaml:5:8 error: "${shop}" is not a name from the environment (write ${SHOP_URL}: capitals, digits and _)',
  ],
  [
    'a condition with an unknown variable',
    changed('boundary.yaml', 'nearly: emotion', 'nearly: emotoin'),
    'boundary.yaml:5:13 error: nothing is called "emotoin" here (did you mean "emotion"?)',
  ],
  [
    'a condition with an unknown field',
    changed('boundary.yaml', 'context.repeats', 'context.repeat'),
    'boundary.yaml:4:52 error: there is no "repeat" in there (did you mean "repeats"?)',
  ],
  [
    'a condition that is not CEL',
    changed('boundary.yaml', 'context.repeats >= 2', 'context.repeats >='),
    'boundary.yaml:4:62 error: this is not a CEL expression: Unexpected token: EOF',
  ],
  [
    'a condition that compares what cannot be compared',
    changed('boundary.yaml', 'context.repeats >= 2', 'context.repeats >= "two"'),
    'boundary.yaml:4:44 error: these types do not go together: double >= string (numbers are double or int, text is string, true and false are bool)',
  ],
  [
    'a condition that is neither true nor false',
    changed('boundary.yaml', 'nearly: emotion.dissatisfaction > 0.5', 'nearly: context.repeats'),
    'boundary.yaml:5:13 error: this condition is a double, not true or false (compare it with something)',
  ],
  [
    'a condition over an intent that is not there',
    changed('boundary.yaml', 'nearly: emotion.dissatisfaction > 0.5', 'nearly: intent.id == "order_stats"'),
    'boundary.yaml:5:27 error: there is no intent "order_stats" (did you mean "order_status"?)',
  ],
  [
    'a condition over an act that nobody does',
    changed('boundary.yaml', 'nearly: emotion.dissatisfaction > 0.5', `nearly: '"asksForPersons" in acts'`),
    'boundary.yaml:5:15 error: there is no dialogue act "asksForPersons" (did you mean "asksForPerson"?)',
  ],
  [
    'two rules of one name',
    changed('boundary.yaml', 'id: the_rest', 'id: fed_up'),
    'boundary.yaml:8:9 error: there are two rules "fed_up"',
  ],
  [
    'what no rule takes to a person',
    changed('boundary.yaml', ' || deadLetter', ''),
    'boundary.yaml:3:3 warning: no rule says what happens when "deadLetter": nobody may take care of it',
  ],
  [
    'a text that is missing',
    changed('texts.yaml', 'holding: Still on it\n', ''),
    'texts.yaml:1:1 error: "holding" is missing',
  ],
  [
    'a text that nobody says',
    changed('texts.yaml', 'goodbye: Bye', 'goodbye: Bye\ngoodby: Bye'),
    'texts.yaml:3:1 error: nobody says "goodby" (did you mean "goodbye"?)',
  ],
  [
    'a language that is not filled',
    changed('domain.yaml', '[en]', '[en, de]'),
    'texts.yaml:1:11 warning: this text is not there in de',
  ],
  [
    'an article without front matter',
    { 'knowledge/returns.md': 'You have 30 days.\n' },
    'knowledge/returns.md:1:1 error: an article begins with a front matter (put title and owner between two lines of ---)',
  ],
  [
    'an article without an owner',
    changed('knowledge/returns.md', 'owner: care\n', ''),
    'knowledge/returns.md:2:1 error: "owner" is missing',
  ],
  [
    'an article that says nothing',
    changed('knowledge/delivery.md', '\nThree days.\n', ''),
    'knowledge/delivery.md:5:1 error: this article says nothing',
  ],
  [
    'an article that ends before it begins',
    changed('knowledge/delivery.md', 'owner: care\n', 'owner: care\nvalidFrom: 2026-02-01\nvalidUntil: 2026-01-01\n'),
    'knowledge/delivery.md:5:13 error: this article ends before it begins',
  ],
  [
    'a link to no article',
    changed('knowledge/returns.md', '(delivery.md)', '(shipping.md)'),
    'knowledge/returns.md:6:32 error: there is no article "shipping.md" to link to',
  ],
  [
    'a file that nobody reads',
    { 'playbook/x.yaml': 'a: 1\n' },
    'playbook/x.yaml:1:1 warning: nobody reads this file (did you mean "playbooks"?)',
  ],
  [
    'an event in a test that is none',
    changed('tests/status.yaml', '- ReplyReleased:', '- replyReleased:'),
    'tests/status.yaml:5:9 error: "replyReleased" is not the name of an event (such as ReplyPrepared or desk.ReplyPrepared)',
  ],
  [
    'a step of a test in which nothing happens',
    changed('tests/status.yaml', '- person: accepts', '- must: [ReplyReleased]'),
    'tests/status.yaml:7:5 error: nothing happens in this step (write say, person, wait or lost)',
  ],
];

it.each(mistakes)('finds %s', async (_, change, found) => {
  expect(await check(change)).toContain(found);
});

it('makes one mistake of one mistake: what refers to a broken thing is not wrong too', async () => {
  expect(await check(changed('tools.yaml', 'label: look up the order\n  ', ''))).toEqual([
    'tools.yaml:2:3 error: "label" is missing',
  ]);
});

it('says where a mistake stands inside a literal block', async () => {
  const when = 'when: |\n      context.turns > 1 &&\n      context.foo';
  const change = changed('boundary.yaml', 'when: emotion.dissatisfaction > 0.7 && context.repeats >= 2', when);
  expect(await check(change)).toContain('boundary.yaml:6:15 error: there is no "foo" in there');
});

it('loads nothing from a wrong pack, and lists every mistake at once', async () => {
  const dir = writePack({
    ...changed('queues.yaml', '60000', 'soon'),
    ...changed('domain.yaml', 'Europe/London', 'Nowhere'),
    ...changed('texts.yaml', 'holding: Still on it\n', ''),
  });
  const error: unknown = await loadPack(dir).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(PackError);
  const found = (error as PackError).mistakes.map(({ file }) => file);
  expect(found).toEqual(expect.arrayContaining(['queues.yaml', 'domain.yaml', 'texts.yaml']));
  expect((error as PackError).message).toContain('domain.yaml:4:7 error: "Nowhere" is not a time zone');
});

it('loads a pack that has only warnings', async () => {
  const dir = writePack(changed('boundary.yaml', ' || deadLetter', ''));
  expect((await loadPack(dir)).id).toBe('kiosk');
});

it('says so where there is no pack', async () => {
  expect((await checkPack('/nowhere/at/all')).map(inWords)).toEqual([
    '.:1:1 error: there is no folder /nowhere/at/all',
  ]);
});

it.each([
  'domain.yaml',
  'boundary.yaml',
  'tools.yaml',
  'texts.yaml',
  'playbooks/order_status.yaml',
  'intents/hello.yaml',
])('has words for %s whatever stands in it', async (file) => {
  for (const text of [
    '',
    '- 1\n- 2\n',
    'null',
    '"text"',
    '{}',
    'a: &x [*x]',
    '\u0000',
    '*',
    smallPack['queues.yaml'] ?? '',
  ]) {
    expect((await check({ [file]: text })).length).toBeGreaterThan(0);
  }
});
