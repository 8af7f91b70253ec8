/** The licences of the packages that the site is built from, as one text. A package under any other kind of licence fails the build. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { object, parse, string } from 'valibot';

const kinds: ReadonlySet<string> = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD']);

const manifest = object({ name: string(), version: string(), license: string() });

/** The folder of the package that a module belongs to; `null` for the project's own. */
export function packageFolderOf(moduleId: string): string | null {
  const [file = ''] = moduleId.replace(/^\0/, '').split('?');
  const mark = `${path.sep}node_modules${path.sep}`;
  const at = path.normalize(file).lastIndexOf(mark);
  if (at === -1) return null;
  const parts = path
    .normalize(file)
    .slice(at + mark.length)
    .split(path.sep);
  const name = parts.slice(0, parts[0]?.startsWith('@') === true ? 2 : 1);
  return path.join(path.normalize(file).slice(0, at + mark.length), ...name);
}

const between = `\n${'-'.repeat(80)}\n\n`;

/** The text about the packages in these folders, by name. */
export async function licencesText(folders: Iterable<string>): Promise<string> {
  const parts = await Promise.all([...new Set(folders)].map(licenceOf));
  return parts.sort().join(between);
}

/** The names of the packages that such a text is about. A notice may have such a line of its own between its parts. */
export function packagesNamed(text: string): Set<string> {
  return new Set(text.split(between).flatMap((part) => /^(\S+) \d\S* \(/.exec(part)?.[1] ?? []));
}

async function licenceOf(folder: string): Promise<string> {
  const { name, version, license } = parse(
    manifest,
    JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')),
  );
  const choices = license.replace(/[()]/g, '').split(' OR ');
  if (!choices.some((kind) => kinds.has(kind)))
    throw new Error(`${name} is under ${license}, which is not among ${[...kinds].join(', ')}.`);
  // The licence, and the notices of what the package has taken in from others.
  const files = (await readdir(folder)).filter((each) =>
    /^(licen[cs]e|copying|third-?party-?notices?)(\.(md|txt))?$/i.test(each),
  );
  const texts = await Promise.all(files.sort().map((file) => readFile(path.join(folder, file), 'utf8')));
  return `${name} ${version} (${license})\n${texts.map((text) => `\n${text.trim()}\n`).join('')}`;
}
