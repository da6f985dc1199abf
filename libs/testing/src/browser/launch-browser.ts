import { accessSync, constants } from 'node:fs';
import { missing } from '@attune/servers';
import { chromium, type Browser, type Page } from 'playwright-core';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Where a Chromium stands: `CHROMIUM` where it is set, else where it usually is.
 *
 * @throws Error that says how to get one.
 */
export function findChromium(): string {
  const own = process.env['CHROMIUM'];
  const found = (own === undefined ? usual : [own]).find(isExecutable);
  if (found !== undefined) return found;
  throw new Error(
    own === undefined
      ? 'No browser: install Chromium (Debian: apt-get install chromium), or set CHROMIUM to the path of one.'
      : `No browser: CHROMIUM names ${own}, which cannot be run.`,
  );
}

/** Why a suite must be skipped because there is no Chromium; undefined when there is one. With `CI=true` it throws instead. */
export const missingBrowser = (): string | undefined => missing(findChromium);

/** Quiet: nothing but the pages under test is asked for. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser without a window. Whoever launches it closes it. */
export const launchBrowser = (): Promise<Browser> =>
  // Without a sandbox: in containers and CI it often cannot be had, and only our own pages are opened.
  chromium.launch({ executablePath: findChromium(), headless: true, args: ['--no-sandbox', ...quiet] });

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 400, height: 860 };

/** A page of somebody of their own: cookies and storage are shared with nobody. `faults` receives what the page says went wrong. */
export async function openPage(browser: Browser, faults: string[], waitMs: number): Promise<Page> {
  const context = await browser.newContext({
    viewport: desktop,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce', // nothing glides away from under the pointer
  });
  context.setDefaultTimeout(waitMs);
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`);
  });
  return page;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
