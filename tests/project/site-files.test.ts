import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { licencesText, packageFolderOf, packagesNamed } from '../../scripts/build/licences';
import { pageQueries, siteMap } from '../../scripts/build/site-pages';
import { explanations } from '../../src/guide/refusals/explanations';
import { lessons } from '../../src/guide/lessons/lessons';
import { scenarios } from '../../src/scenarios/catalogue';

const root = path.join(import.meta.dirname, '..', '..');

describe('licences', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'licences-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function packageWith(name: string, license: string): Promise<string> {
    const made = path.join(folder, name);
    await mkdir(made);
    await writeFile(path.join(made, 'package.json'), JSON.stringify({ name, version: '1.0.0', license }));
    await writeFile(path.join(made, 'LICENSE.md'), `Copyright of ${name}`);
    return made;
  }

  it('finds the package that a module belongs to', () => {
    expect(packageFolderOf('/a/node_modules/jose/dist/index.js?v=1')).toBe('/a/node_modules/jose');
    expect(packageFolderOf('/a/node_modules/@noble/curves/nist.js')).toBe('/a/node_modules/@noble/curves');
    expect(packageFolderOf('/a/node_modules/msw/node_modules/cookie/index.js')).toBe(
      '/a/node_modules/msw/node_modules/cookie',
    );
    expect(packageFolderOf('\0/a/src/main.ts')).toBeNull();
  });

  it('names each package once, with its version and its own words', async () => {
    const [one, two] = [await packageWith('two', 'ISC'), await packageWith('one', '(MPL-2.0 OR Apache-2.0)')];
    const text = await licencesText([one, two, one]);
    expect(text.match(/^one 1\.0\.0 \(\(MPL-2\.0 OR Apache-2\.0\)\)$/gm)).toHaveLength(1);
    expect(text.indexOf('Copyright of one')).toBeLessThan(text.indexOf('two 1.0.0 (ISC)'));
    expect(packagesNamed(text)).toEqual(new Set(['one', 'two']));
  });

  it('has the notices of what a package has taken in from others', async () => {
    const given = await packageWith('carrier', 'MIT');
    const line = '-'.repeat(80);
    await writeFile(path.join(given, 'ThirdPartyNotices.txt'), `One\n${line}\n\nCopyright of the carried`);
    const text = await licencesText([given]);
    expect(text).toContain('Copyright of carrier');
    expect(text).toContain('Copyright of the carried');
    expect(packagesNamed(text)).toEqual(new Set(['carrier']));
  });

  it('does not take a licence of another kind', async () => {
    const given = await packageWith('closed', 'SEE LICENSE IN terms.txt');
    await expect(licencesText([given])).rejects.toThrow('closed is under SEE LICENSE IN terms.txt');
  });
});

it('the list of the site’s pages has every scenario, lesson and explanation', async () => {
  const queries = await pageQueries(root);
  expect(queries).toEqual([
    '',
    ...lessons.map(({ id }) => `?guide=${id}`),
    ...scenarios.map(({ id }) => `?scenario=${id}`),
    ...Object.keys(explanations).map((code) => `?explain=${code}`),
  ]);
  const text = siteMap(queries.map((query) => new URL(query, 'https://playground.example/jwt/')));
  expect(text.match(/<loc>https:\/\/playground\.example\/jwt\/(\?|<)/g)).toHaveLength(queries.length);
});
