import { strictEqual, ok, deepStrictEqual, match, doesNotMatch } from 'node:assert';
import { launchBrowser, openPage } from './launch-browser';
import { AgentAtDesk } from './agent';
import { CustomerAtChat } from './customer';
import { photographerOf, type Photographer } from './photographer';
import { words } from './strangers-story';
import { WatcherAtLive } from './watcher';

export interface StoryOptions {
  /** Of the product with the example shop. */
  url: string;
  signInUrl: string;
  /** Folder for pictures of each page. */
  shots: string;
  /** How long anything may take to show, ms. Default 20,000. */
  waitMs?: number;
  /** How long after the return what was promised falls due, ms: there must be time for two turns before. Default 30,000. */
  promiseMs?: number;
}

interface Cast {
  customer: CustomerAtChat;
  agent: AgentAtDesk;
  /** Whom the customer sees. */
  agentName: string;
  watcher: WatcherAtLive;
  shoot: Photographer;
  promiseMs: number;
}

/**
 * Plays the story of a stranger with two people in a real browser: a customer in Chat and an agent at Desk, who looks at Live in the
 * end. Throws where a page does not show what the story says, or logs an error.
 */
export async function playStory({ url, signInUrl, shots, waitMs = 20_000, promiseMs = 30_000 }: StoryOptions) {
  const browser = await launchBrowser();
  const faults: string[] = [];
  const shoot = photographerOf(shots);
  try {
    const customer = new CustomerAtChat(await openPage(browser, faults, waitMs), url);
    const agentsPage = await openPage(browser, faults, waitMs);
    const agent = new AgentAtDesk(agentsPage);
    const watcher = new WatcherAtLive(agentsPage);
    await agent.signsIn(signInUrl);
    await shoot(agentsPage, 'home');
    const agentName = await agent.goesToDesk();
    const cast = { customer, agent, agentName, watcher, shoot, promiseMs };
    await automationAnswers(cast);
    await aPersonTakesOver(cast);
    await automationGoesOn(cast);
    await thePromiseIsKept(cast);
    await theOutcomeIsMeasured(cast);
    await theHistoryIsKept(cast);
    deepStrictEqual(faults, [], 'the pages say that something went wrong');
  } catch (error) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    for (const [index, page] of pages.entries()) await shoot(page, `failed-${index + 1}`).catch(() => undefined);
    if (error instanceof Error && faults.length > 0) error.message += `\nThe pages said: ${faults.join('\n')}`;
    throw error;
  } finally {
    await browser.close();
  }
}

async function automationAnswers({ customer, shoot }: Cast): Promise<void> {
  await customer.comes();
  await shoot(customer.page, 'chat-1-welcome');
  match(await customer.asks(words.returns), /30 days/);
  const article = await customer.opensCitation();
  match(article.text, /within 30 days/);
  await shoot(customer.page, 'chat-2-article');
  await customer.closesArticle();

  match(await customer.asks(words.whereabouts), /which order|order number/i);
  const found = await customer.asks(words.number);
  match(found, /A-1042/);
  match(found, /Royal Mail/); // only the order service knows that
  await shoot(customer.page, 'chat-3-answered');
}

async function aPersonTakesOver({ customer, agent, agentName, shoot }: Cast): Promise<void> {
  await customer.says(words.fedUp);
  await customer.notice('A person takes over').waitFor();
  await customer.whoAnswers('A person is taking over');
  await shoot(customer.page, 'chat-4-handed-over');

  const line = agent.line(/fed up/).first();
  match(await line.innerText(), /\d+ s/, 'how long the customer has been waiting');
  await shoot(agent.page, 'desk-1-queue');
  await agent.opens(/fed up/);
  const brief = await agent.brief.innerText();
  for (const known of ['A-1042', 'Order status', 'Look up order', 'fed up', '1 repeat'])
    ok(brief.includes(known), `brief: ${known}`);
  match(brief, /upset/i);
  const said = await agent.conversation.innerText();
  for (const one of [words.returns, words.whereabouts, words.fedUp, '30 days', 'Royal Mail'])
    ok(said.includes(one), one);
  await shoot(agent.page, 'desk-2-brief');
  await agent.turnsToBrief();
  await shoot(agent.page, 'desk-2-brief-pane');

  await agent.accepts();
  await customer.whoAnswers(agentName);
  await agent.replies(words.persons);
  strictEqual(await customer.hears(agentName), words.persons);
  await shoot(customer.page, 'chat-5-person');
  await shoot(agent.page, 'desk-3-replied');
}

async function automationGoesOn({ customer, agent, promiseMs, shoot }: Cast): Promise<void> {
  const { decided, promise } = words;
  await agent.handsBack({ decided, promise, dueAt: new Date(Date.now() + promiseMs) });
  await shoot(agent.page, 'desk-4-handing-back');
  await agent.confirms('Hand back');
  await customer.whoAnswers('Attune');
  const latest = await customer.asks(words.onwards);
  match(latest, /A-1042/);
  ok(latest.includes(promise), `the promise is known: ${latest}`);
  doesNotMatch(latest, /order number|which order/i, 'nothing is asked again');
  await customer.asks(words.enough);
  await shoot(customer.page, 'chat-6-goodbye');
}

/** While a promise is open the conversation is; when it falls due, whoever gave it is asked to keep it, and closes. */
async function thePromiseIsKept({ customer, agent, agentName, promiseMs, shoot }: Cast): Promise<void> {
  await agent
    .line('What was promised is due now')
    .first()
    .waitFor({ timeout: promiseMs + 30_000 });
  await agent.opens('What was promised is due now');
  await shoot(agent.page, 'desk-5-promise-due');
  await agent.accepts();
  await customer.whoAnswers(agentName);
  await agent.replies(words.kept);
  await agent.closes(words.note);
  await shoot(agent.page, 'desk-6-closing');
  await agent.confirms('Close');
}

async function theOutcomeIsMeasured({ watcher, shoot }: Cast): Promise<void> {
  await watcher.comes();
  await watcher.event('').first().waitFor();
  await shoot(watcher.page, 'live-1-all');
  const conversationId = await watcher.opens('Resolved');
  await watcher.event('OutcomeMeasured').first().waitFor();
  await shoot(watcher.page, 'live-2-conversation');
  const panel = await watcher.looksInto('OutcomeMeasured');
  await panel.getByRole('button', { name: /ConversationResolved/ }).waitFor();
  await shoot(watcher.page, 'live-3-event');
  await shoot(watcher.page, 'live-3-event', { dark: true });

  const events = await watcher.eventsOf(conversationId);
  for (const name of told) ok(events.includes(name), `${name} among ${events.join(' ')}`);
  for (const name of ['EventDeadLettered', 'TurnOverdue', 'ReplySuperseded', 'ResolutionExhausted'])
    ok(!events.includes(name), `no ${name}`);
}
const told = [
  ...['MessageReceived', 'TurnReceived', 'ConversationOpened', 'TurnStarted', 'IntentAssessed', 'KnowledgeFound'],
  ...['ControlDecided', 'ReplyPrepared', 'ReplyReleased', 'TurnClosed', 'ReplyDelivered', 'FactLearned'],
  ...['ActionStarted', 'ActionPerformed', 'HandoffRequested', 'HandoffQueued', 'HandoffAccepted'],
  ...['ConversationReturned', 'PromiseMade', 'PromiseDue', 'PromiseKept', 'ConversationClosed'],
  ...['ConversationResolved', 'OutcomeMeasured'],
];

async function theHistoryIsKept({ customer, agent, agentName, shoot }: Cast): Promise<void> {
  const before = await customer.reads();
  await customer.page.reload();
  await customer.of(agentName).first().waitFor();
  deepStrictEqual(await customer.reads(), before);
  await shoot(customer.page, 'chat-7-reloaded', { dark: true });
  await agent.page.goBack();
}
