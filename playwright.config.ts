import { defineConfig } from '@playwright/test';
import { findFirefox, findTestBrowser, findWebkit, launchArguments } from './scripts/browser.mjs';

const chromium = await findTestBrowser();
const firefox = await findFirefox();
const webkit = await findWebkit();

/** What a person's way through the page consists of, in every browser; the rest is the same code in each, and runs in Chromium. */
const everyBrowser = {
  testMatch: /(page|guide|guide-lessons|keys|editor|import|share|keep|worker|offline)\.spec\.ts$/,
  grepInvert: /@one-browser/,
};

/** Playwright hides the cursor in a picture by a style element, which the page's policy refuses; Chromium makes an exception for it. */
const noPictures = { screenshot: 'off' } as const;

/** Firefox without its calls home. */
const firefoxUserPrefs = {
  'app.normandy.enabled': false,
  'browser.region.network.url': '',
  'dom.push.connection.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'services.settings.server': 'http://127.0.0.1:1/',
};

export default defineConfig({
  testMatch: '*.spec.ts',
  testDir: 'tests/browser',
  outputDir: 'test-results',
  fullyParallel: true,
  // Two pages at a time, on two cores: they mostly wait.
  workers: 2,
  // A machine that others use too may stand still for seconds; what never comes fails all the same.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  use: { headless: true, screenshot: 'only-on-failure', trace: 'off', video: 'off' },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: {
          ...(chromium === undefined ? {} : { executablePath: chromium }),
          args: launchArguments(),
        },
      },
    },
    ...(firefox === undefined
      ? []
      : [
          {
            ...everyBrowser,
            name: 'firefox',
            use: {
              browserName: 'firefox' as const,
              ...noPictures,
              ...('channel' in firefox ? { channel: firefox.channel } : {}),
              launchOptions: { executablePath: firefox.executablePath, firefoxUserPrefs },
            },
          },
        ]),
    ...(webkit === undefined
      ? []
      : 'driver' in webkit
        ? [{ name: 'webkit', testDir: 'tests/webkit' }]
        : [
            {
              ...everyBrowser,
              name: 'webkit',
              use: {
                browserName: 'webkit' as const,
                ...noPictures,
                launchOptions: { executablePath: webkit.executablePath },
              },
            },
          ]),
  ],
});
