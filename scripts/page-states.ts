/** The main states of the page: how a person gets to each. The accessibility test and the screenshots go through all of them. */
import type { Page } from '@playwright/test';

export interface PageState {
  /** Short, for a file's name. */
  readonly name: string;
  /** What stands behind the page's address. */
  readonly query?: string;
  /** The column that it is about, where there is room for one only. */
  readonly column: 'Gateway' | 'Token' | 'Request and answer';
  readonly go?: (page: Page) => Promise<void>;
}

/** Types over a JSON editor. */
async function write(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: label, exact: true }).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

const expired = '{\n  "sub": "1234567890",\n  "pol": "gold",\n  "exp": "now - 72 min"\n}';

async function showColumn(page: Page, column: PageState['column']): Promise<void> {
  const tab = page.getByRole('navigation', { name: 'Columns' }).getByRole('button', { name: column });
  if (await tab.isVisible()) {
    // A sheet may lie over the tab of the column that is shown.
    if ((await tab.getAttribute('aria-current')) !== 'true') await tab.click();
    return;
  }
  const steps = page.getByRole('navigation', { name: 'Columns' });
  if (!(await steps.isVisible())) return;
  const [to, at] = [column, await steps.textContent()];
  const order = ['Gateway', 'Token', 'Request and answer'];
  const from = order.findIndex((name) => (at ?? '').includes(name));
  const move = order.indexOf(to) - from;
  for (let moved = 0; moved < Math.abs(move); moved++) {
    await steps.getByRole('button', { name: move > 0 ? 'Next' : 'Back' }).click();
  }
}

async function send(page: Page): Promise<void> {
  await showColumn(page, 'Request and answer');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('region', { name: 'Verdict' }).getByText(', sent ').waitFor();
}

async function refuse(page: Page): Promise<void> {
  await showColumn(page, 'Token');
  await write(page, 'Payload', expired);
  await showColumn(page, 'Request and answer');
  await page.getByRole('region', { name: 'Verdict' }).getByText('Refused 401').waitFor();
}

const detail =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await send(page);
    await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  };

/** A sheet of the File menu. */
const sheet = (name: string, then?: (page: Page) => Promise<void>): PageState => ({
  name: name.toLowerCase(),
  column: 'Request and answer',
  go: async (page) => {
    await page.getByRole('button', { name: 'File', exact: true }).click();
    await page.getByRole('menuitem', { name: `${name === 'Workspaces' ? 'All workspaces' : name} …` }).click();
    await page.getByRole('dialog', { name }).waitFor();
    await then?.(page);
  },
});

export const pageStates: readonly PageState[] = [
  { name: 'first-visit', column: 'Request and answer' },
  { name: 'new', query: '?new', column: 'Gateway' },
  { name: 'gateway-form', column: 'Gateway' },
  {
    name: 'gateway-json',
    column: 'Gateway',
    go: async (page) => {
      await showColumn(page, 'Gateway');
      await page.getByRole('button', { name: 'JSON', exact: true }).click();
    },
  },
  {
    name: 'policies',
    column: 'Gateway',
    go: async (page) => {
      await showColumn(page, 'Gateway');
      await page.getByRole('tab', { name: /^Policies/ }).click();
    },
  },
  {
    name: 'providers',
    column: 'Gateway',
    go: async (page) => {
      await showColumn(page, 'Gateway');
      await page.getByRole('tab', { name: /^Providers/ }).click();
    },
  },
  { name: 'token', column: 'Token' },
  {
    name: 'keys',
    column: 'Token',
    go: async (page) => {
      await showColumn(page, 'Token');
      await page
        .getByRole('region', { name: /^\d Token$/ })
        .locator('summary', { hasText: 'Keys' })
        .click();
      await page.getByRole('button', { name: 'Generate', exact: true }).click();
    },
  },
  { name: 'refused', column: 'Request and answer', go: refuse },
  {
    name: 'fixes',
    column: 'Request and answer',
    go: async (page) => {
      await refuse(page);
      await page.getByRole('button', { name: /^Fix it/ }).click();
    },
  },
  {
    name: 'unsaved',
    column: 'Request and answer',
    go: async (page) => {
      await showColumn(page, 'Gateway');
      await page.getByRole('textbox', { name: 'Policy Field Name' }).fill('policy');
      await showColumn(page, 'Request and answer');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
    },
  },
  { name: 'response', column: 'Request and answer', go: detail('Response') },
  { name: 'log', column: 'Request and answer', go: detail('Gateway log') },
  { name: 'upstream', column: 'Request and answer', go: detail('Upstream') },
  { name: 'sessions', column: 'Request and answer', go: detail('Sessions') },
  { name: 'history', column: 'Request and answer', go: detail('History') },
  { name: 'commands', column: 'Request and answer', go: detail('Commands') },
  {
    name: 'explanation',
    column: 'Request and answer',
    go: async (page) => {
      await refuse(page);
      await page.getByRole('button', { name: 'Explain', exact: true }).click();
      await page.getByRole('complementary', { name: 'The token has expired' }).waitFor();
    },
  },
  {
    name: 'message',
    column: 'Request and answer',
    go: async (page) => {
      await page.getByRole('button', { name: 'Explain an error' }).click();
      await page.getByRole('textbox', { name: /^An error’s body/ }).fill('{"error": "Key not authorized"}');
      await page.getByRole('list', { name: 'Possible causes' }).waitFor();
    },
  },
  {
    name: 'refusals',
    query: '?explain=',
    column: 'Request and answer',
    go: async (page) => {
      await page.getByRole('complementary', { name: 'All refusals' }).waitFor();
    },
  },
  {
    name: 'guide',
    column: 'Gateway',
    go: async (page) => {
      await page.getByRole('button', { name: 'Guide', exact: true }).click();
      await page.getByRole('heading', { name: 'Guide', exact: true }).waitFor();
    },
  },
  {
    name: 'lesson',
    query: '?guide=skew',
    column: 'Gateway',
    go: async (page) => {
      await page.getByText('0 of 4 done').waitFor();
    },
  },
  {
    name: 'scenarios',
    column: 'Request and answer',
    go: async (page) => {
      await page.getByRole('button', { name: 'Scenarios', exact: true }).click();
      await page.getByRole('searchbox', { name: 'Search scenarios' }).fill('quota');
    },
  },
  {
    name: 'scenario',
    query: '?scenario=raw-jwks-url-works-once',
    column: 'Request and answer',
    go: async (page) => {
      await page.getByRole('button', { name: 'Do it' }).click();
      await page.getByText('as expected.').first().waitFor();
    },
  },
  {
    name: 'fidelity',
    column: 'Request and answer',
    go: async (page) => {
      await page.getByRole('button', { name: /answers as Tyk Gateway/ }).click();
      await page.getByRole('dialog', { name: 'Fidelity' }).waitFor();
    },
  },
  sheet('Workspaces', async (page) => {
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Duplicate', exact: true }).click();
    await page.getByRole('button', { name: /^Delete Guide example \(copy\)/ }).click();
    await page.getByRole('list', { name: 'Deleted workspaces' }).waitFor();
  }),
  sheet('Share', async (page) => {
    await page.getByRole('checkbox', { name: 'With private keys and secrets' }).check();
    await page.getByText('Put it into a page').click();
  }),
  sheet('Import', async (page) => {
    const given = '[{"api_id":"orders","proxy":{}},{"id":"silver","access_rights":{}},{"what":1}]';
    await page.getByRole('dialog', { name: 'Import' }).getByRole('textbox').fill(given);
    await page.getByRole('list', { name: 'Not understood' }).waitFor();
  }),
  sheet('Export', async (page) => {
    await page.getByRole('button', { name: 'Download the zip' }).click();
    await page.getByText('Addresses that were replaced').waitFor();
  }),
  { name: 'embed', query: '?embed', column: 'Request and answer' },
  {
    name: 'shortcuts',
    column: 'Request and answer',
    go: async (page) => {
      await page.getByRole('button', { name: /shortcuts/ }).click();
    },
  },
];

/** Brings a page that has just been opened into a state. */
export async function enterState(page: Page, { column, go }: PageState): Promise<void> {
  await page
    .getByRole('region', { name: 'Verdict' })
    .or(page.getByRole('button', { name: 'See why' }))
    .first()
    .waitFor();
  await go?.(page);
  await showColumn(page, column);
  // What was done before the page had come to life it does then.
  await page.waitForFunction(() => !document.documentElement.classList.contains('starting'));
}
