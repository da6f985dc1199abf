import type { Locator, Page } from 'playwright-core';
import { phone } from './launch-browser';

/** A person at the desk. */
export class AgentAtDesk {
  constructor(readonly page: Page) {}

  async signsIn(signInUrl: string): Promise<void> {
    await this.page.goto(signInUrl);
    await this.page.getByRole('heading').first().waitFor();
  }

  /** Resolves to the name that they are signed in with. */
  async goesToDesk(): Promise<string> {
    await this.page.getByRole('link', { name: /^Desk/ }).first().click();
    return (await this.page.getByRole('banner').locator('.me').innerText()).split('\n')[0] ?? '';
  }

  get queue(): Locator {
    return this.page.getByRole('navigation', { name: 'Queue' });
  }
  get brief(): Locator {
    return this.page.getByRole('complementary', { name: 'Brief' });
  }
  get conversation(): Locator {
    return this.page.getByRole('region', { name: 'Conversation', exact: true });
  }

  /** The line of the queue in which this stands. */
  line = (text: string | RegExp): Locator => this.queue.getByRole('button').filter({ hasText: text });

  async opens(text: string | RegExp): Promise<void> {
    await this.line(text).first().click();
    await this.brief.getByRole('heading', { name: 'Why a person' }).waitFor();
  }

  /** On a narrow page the brief stands behind a tab. */
  async turnsToBrief(): Promise<void> {
    await this.page.setViewportSize(phone);
    await this.conversation.getByRole('tab', { name: 'Brief' }).click();
  }

  /** Resolves when they may write. */
  async accepts(): Promise<void> {
    await this.conversation.getByRole('button', { name: 'Accept' }).click();
    await this.conversation.getByRole('button', { name: 'Hand back' }).waitFor();
  }

  async replies(text: string): Promise<void> {
    await this.page.getByLabel('Your reply to the customer').fill(text);
    await this.conversation.getByRole('button', { name: /^Send/ }).click();
    await this.conversation.locator('.message:not(.pending) .bubble').filter({ hasText: text }).waitFor();
  }

  /** Fills in the form for handing back, which stays open until `confirms`. */
  async handsBack({ decided, promise, dueAt }: { decided: string; promise: string; dueAt: Date }): Promise<void> {
    await this.conversation.getByRole('button', { name: 'Hand back' }).click();
    const form = this.page.getByRole('dialog', { name: 'Hand back to automation' });
    await form.getByLabel('What was decided').fill(decided);
    await form.getByRole('button', { name: 'Add a promise' }).click();
    await form.getByLabel('What is promised').fill(promise);
    await form.getByLabel('By when').fill(await this.inPageTime(dueAt));
  }

  async closes(note: string): Promise<void> {
    await this.conversation.getByRole('button', { name: 'Close' }).click();
    const form = this.page.getByRole('dialog', { name: 'Close the conversation' });
    await form.getByLabel('Note').fill(note);
  }

  /** Sends the form that is open; resolves when the handoff is over. */
  async confirms(button: 'Hand back' | 'Close'): Promise<void> {
    const form = this.page.getByRole('dialog');
    await form.locator('button[type=submit]').filter({ hasText: button }).click();
    await form.waitFor({ state: 'detached' });
    await this.conversation.getByText('This handoff is over').waitFor();
  }

  /** As the field for date and time wants it: without a zone, in the page's. */
  private inPageTime = (at: Date): Promise<string> =>
    this.page.evaluate((time) => {
      const date = new Date(time);
      return new Date(time - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
    }, at.getTime());
}
