import type { Locator, Page } from 'playwright-core';

/** A customer in front of the chat page: writes, and reads what the page shows. */
export class CustomerAtChat {
  private heard = 0;
  private readonly log: Locator;

  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {
    this.log = page.getByRole('log', { name: 'Conversation' });
  }

  async comes(): Promise<void> {
    await this.page.goto(`${this.url}/chat`);
    await this.page.getByRole('heading', { name: 'What can we do for you?' }).waitFor();
  }

  async says(text: string): Promise<void> {
    await this.page.getByLabel('Your message').fill(text);
    await this.page.getByRole('button', { name: 'Send', exact: true }).click();
  }

  /** Says it and resolves to what automation answers. */
  async asks(text: string): Promise<string> {
    await this.says(text);
    return this.hears('Attune');
  }

  /** The next thing that `voice` says; the last of it is `answer`. */
  async hears(voice: string): Promise<string> {
    const next = this.of(voice).nth(voice === 'Attune' ? this.heard++ : 0);
    return next.locator('.bubble').last().innerText();
  }

  /** What one voice said: the customer's own is `You`. */
  of = (voice: string): Locator => this.log.getByRole('region', { name: voice, exact: true });

  /** Who the head of the page says is answering. */
  whoAnswers = (name: string): Promise<void> =>
    this.page.getByRole('banner').getByRole('heading', { name, exact: true }).waitFor();

  notice = (name: string): Locator => this.log.getByRole('region', { name, exact: true });

  /** Opens the article behind the last answer; resolves to its title and text. */
  async opensCitation(): Promise<{ title: string; text: string }> {
    const chip = this.log.getByRole('list', { name: 'From these articles' }).last().getByRole('button').first();
    const title = await chip.innerText();
    await chip.click();
    const sheet = this.page.getByRole('dialog', { name: title });
    await sheet.locator('.prose').waitFor();
    return { title, text: await sheet.innerText() };
  }

  async closesArticle(): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  /** All that stands in the conversation, in order, by voice. */
  async reads(): Promise<string[]> {
    const bubbles = this.log.locator('.said .bubble, .turning p');
    await bubbles.first().waitFor();
    return bubbles.allInnerTexts();
  }
}
