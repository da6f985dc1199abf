import type { Locator, Page } from 'playwright-core';

/** Somebody who watches the choreography; signed in already. */
export class WatcherAtLive {
  constructor(readonly page: Page) {}

  async comes(): Promise<void> {
    await this.page.getByRole('banner').getByRole('link', { name: /^Live/ }).click();
    await this.page.getByRole('navigation', { name: 'Conversations' }).waitFor();
  }

  /** Chooses the conversation whose line says this; resolves to its id. */
  async opens(text: string | RegExp): Promise<string> {
    const list = this.page.getByRole('navigation', { name: 'Conversations' });
    await list.getByRole('button').filter({ hasText: text }).first().click();
    await this.page.waitForURL(/\/live\/./);
    return decodeURIComponent(new URL(this.page.url()).pathname.slice('/live/'.length));
  }

  /** What is drawn of an event: its shape with its name. */
  event = (name: string): Locator => this.page.locator('[data-event]').filter({ hasText: name });

  /** Opens one event; resolves when all about it is shown. */
  async looksInto(name: string): Promise<Locator> {
    await this.event(name).last().locator('.shape').click();
    const panel = this.page.getByRole('complementary', { name: 'Event' });
    await panel.getByRole('heading', { name }).waitFor();
    return panel;
  }

  /** The names of all events of a conversation, in their order, as the door gives them to who may see them. */
  async eventsOf(conversationId: string): Promise<string[]> {
    const answer = await this.page.request.get(
      new URL(`/api/insights/conversations/${conversationId}/events`, this.page.url()).href,
    );
    const { events } = (await answer.json()) as { events: { name: string }[] };
    return events.map(({ name }) => name);
  }
}
