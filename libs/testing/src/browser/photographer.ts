import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { desktop, phone } from './launch-browser';

/** Keeps a picture of a page, wide and narrow, as `<name>-1440.png` and `<name>-400.png`; the page is wide afterwards. */
export type Photographer = (page: Page, name: string, options?: { dark?: boolean }) => Promise<void>;

export const photographerOf =
  (folder: string): Photographer =>
  async (page, name, { dark = false } = {}) => {
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport);
      const path = join(folder, `${name}${dark ? '-dark' : ''}-${viewport.width}.png`);
      await page.screenshot({ path, animations: 'disabled', caret: 'initial' });
    }
    await page.emulateMedia({ colorScheme: 'light' });
  };
