// Lighthouse's four scores of the built site on its slow phone.
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { nullable, number, object, optional, parse, pipe, record, string, transform, type InferOutput } from 'valibot';
import { quantile, type Budgets } from './budgets';
import { browserPath, withSite } from './in-browser';

/** What is asked of npm; it is no dependency of the project, since nothing else needs its two hundred packages. */
const program = 'lighthouse@12.8.2';
const limits: Readonly<Record<string, number>> = {
  performance: 95,
  accessibility: 100,
  'best-practices': 100,
  seo: 100,
};
/** Scores differ from run to run: the median of an odd number counts. */
const runs = 3;

const score = pipe(
  object({ score: nullable(number()) }),
  transform(({ score }) => Math.round((score ?? 0) * 100)),
);
const report = object({
  categories: record(string(), score),
  audits: record(string(), object({ displayValue: optional(string(), '') })),
});
type Report = InferOutput<typeof report>;

const told = {
  'first-contentful-paint': 'first paint',
  'largest-contentful-paint': 'largest paint',
  'total-blocking-time': 'blocked',
  'cumulative-layout-shift': 'layout shift',
};

/** Prints the score of each category. */
export async function benchLighthouse(budgets: Budgets): Promise<void> {
  const chrome = await browserPath();
  const found = await withSite(async (url) => {
    const reports: Report[] = [];
    for (let run = 0; run < runs; run++) reports.push(await audit(url, chrome));
    return reports;
  });
  for (const [category, limit] of Object.entries(limits)) {
    const scores = found.map(({ categories }) => categories[category] ?? 0);
    budgets.atLeast(`Lighthouse, phone: ${category} (${scores.join(', ')})`, quantile(scores, 0.5), limit);
  }
  for (const [audit, name] of Object.entries(told)) {
    budgets.note(name, found.map(({ audits }) => audits[audit]?.displayValue ?? '').join(', '));
  }
}

/** Runs Lighthouse once; its report goes to its standard output. */
async function audit(url: string, chrome: string): Promise<Report> {
  const flags = `--headless=new${process.getuid?.() === 0 ? ' --no-sandbox' : ''}`;
  const { stdout } = await promisify(execFile)(
    'npx',
    ['--yes', program, url, '--output=json', '--quiet', `--chrome-flags=${flags}`],
    // In a folder of its own, whose package.json says nothing of what it may install.
    { cwd: tmpdir(), env: { ...process.env, CHROME_PATH: chrome }, maxBuffer: 64 * 1024 * 1024 },
  );
  return parse(report, JSON.parse(stdout));
}
