import { deepStrictEqual } from 'node:assert';
import { AgentAtDesk } from './agent';
import { launchBrowser, openPage } from './launch-browser';
import { photographerOf } from './photographer';
import type { StoryOptions } from './play-story';

/** Lets Live play its example customers, and watches until all of them are through. */
export async function playExamples({ signInUrl, shots, waitMs = 20_000 }: StoryOptions): Promise<void> {
  const browser = await launchBrowser();
  const faults: string[] = [];
  try {
    const page = await openPage(browser, faults, waitMs);
    await new AgentAtDesk(page).signsIn(signInUrl);
    await page.getByRole('link', { name: /^Live/ }).first().click();
    const shoot = photographerOf(shots);
    await page.getByRole('button', { name: 'Play example customers' }).click();
    const customers = page.getByRole('navigation', { name: 'Conversations' }).getByRole('listitem');
    await customers.nth(4).waitFor({ timeout: 60_000 }); // below the line for all of them
    await shoot(page, 'live-4-playing');
    await page.getByRole('button', { name: 'Play example customers' }).waitFor({ timeout: 120_000 });
    // Events appear in slow motion: what the page shows follows a moment later.
    await customers.filter({ hasText: 'Waiting for a person' }).waitFor();
    await customers.filter({ hasText: 'Resolved' }).nth(3).waitFor();
    await shoot(page, 'live-5-played');
    deepStrictEqual(faults, [], 'the page says that something went wrong');
  } finally {
    await browser.close();
  }
}
