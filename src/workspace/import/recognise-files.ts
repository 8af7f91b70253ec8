/**
 * Recognises files that a person dropped or chose: single ones, a folder that a gateway runs, a zip, a workspace of the page.
 */
import { utf8Text } from '../../keys/printable-text';
import { withOriginalAddresses } from '../export/stand-in-address';
import { hasLink, readLink } from '../share/link';
import { parseStored, type StoredWorkspace } from '../stored/stored-workspace';
import { memberAt } from '../json-edit';
import { baseName, folderOf, type GivenFile } from './given-file';
import { onlyProblem, type Recognised, together } from './part';
import { recognise } from './recognise';

/** What was found: parts for the open workspace, and whole workspaces. */
export interface FoundImport extends Recognised {
  readonly workspaces: readonly StoredWorkspace[];
}

const mostBytes = 20_000_000;

/** Recognises a text: all that `recognise` does, and a workspace of this page, as a file or as a link. */
export async function recogniseText(text: string, fileName?: string): Promise<FoundImport> {
  const trimmed = text.trim();
  const fragment = fragmentOf(trimmed);
  if (hasLink(fragment)) {
    const read = await readLink(fragment);
    return read.ok ? { ...nothing, workspaces: [read.value] } : { ...nothing, ...onlyProblem('Link', read.problem) };
  }
  if (trimmed.startsWith('{')) {
    const stored = parseStored(trimmed);
    if (stored.ok) return { ...nothing, workspaces: [stored.value] };
    if (stored.reason !== 'not ours') {
      const place = stored.place === '' ? '' : `, at ${stored.place}`;
      return { ...nothing, ...onlyProblem(`${fileName ?? 'Workspace'}${place}`, stored.problem) };
    }
  }
  return { ...(await recognise(text, fileName)), workspaces: [] };
}

/** What stands behind the # of an address, with it; empty where the text is none. It may be ten million characters long. */
function fragmentOf(text: string): string {
  return /^https?:\/\//.test(text) && !/\s/.test(text) && text.includes('#') ? text.slice(text.indexOf('#')) : '';
}

const nothing: FoundImport = { parts: [], notUnderstood: [], workspaces: [] };

/** Recognises files, and those in zips among them. Nothing is thrown. */
export async function recogniseFiles(given: readonly GivenFile[]): Promise<FoundImport> {
  const found: FoundImport[] = [];
  const plain: GivenFile[] = [];
  for (const file of given) {
    if (!isZip(file.bytes)) {
      plain.push(file);
      continue;
    }
    const { filesOfZip } = await import('./unzip');
    const unzipped = await filesOfZip(file.bytes);
    found.push(
      unzipped.ok ? await ofFolder(unzipped.files) : { ...nothing, ...onlyProblem(file.name, unzipped.problem) },
    );
  }
  if (plain.length > 0) found.push(await ofFolder(plain));
  return { ...together(found), workspaces: found.flatMap(({ workspaces }) => workspaces) };
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** What a folder has beside definitions and policies, and nobody expects to be taken over. */
const beside =
  /(^|\/)(\.[^/.][^/]*|__MACOSX|node_modules|stand-in|templates)(\/|$)|(^|\/)(tyk\.conf|docker-compose\.ya?ml|README(\.md)?|LICENSE|check\.mjs|requests\.json)$/;

async function ofFolder(files: readonly GivenFile[]): Promise<FoundImport> {
  const texts = new Map<string, string>();
  const found: FoundImport[] = [];
  const isAlone = files.length === 1;
  for (const { name, bytes } of files) {
    if (name.endsWith('/') || (beside.test(name) && !isAlone)) continue;
    const text = bytes.length > mostBytes ? undefined : utf8Text(bytes);
    if (text !== undefined) texts.set(name, text);
    else if (isAlone || !isBinaryName(name)) found.push(await unread(name, bytes));
  }
  const whole = [...texts].find(([name]) => baseName(name) === 'playground.json');
  if (whole !== undefined) return recogniseText(whole[1], baseName(whole[0]));
  for (const [name, text] of texts) {
    if (isClassicHalf(name, text, texts)) continue;
    found.push(await recogniseText(withOriginalAddresses(text), baseName(name)));
  }
  return { ...together(found), workspaces: found.flatMap(({ workspaces }) => workspaces) };
}

/** Bytes that are no text may be a key, as DER; else there is a reason. */
async function unread(name: string, bytes: Uint8Array): Promise<FoundImport> {
  if (bytes.length > mostBytes) return { ...nothing, ...onlyProblem(name, 'It is larger than 20 MB.') };
  const { readKeys } = await import('../../keys/import/read-keys');
  const { keyParts } = await import('./key-parts');
  return { ...keyParts(await readKeys(bytes), baseName(name)), workspaces: [] };
}

function isBinaryName(name: string): boolean {
  return /\.(png|jpe?g|gif|ico|woff2?|so|wasm|gz|tar|pdf)$/i.test(name);
}

/** `x.json` beside `x-oas.json`: the classic form that a gateway writes of a Tyk OAS document, which is there itself. */
function isClassicHalf(name: string, text: string, texts: ReadonlyMap<string, string>): boolean {
  const document = `${folderOf(name)}${baseName(name).replace(/\.json$/, '')}-oas.json`;
  return name.endsWith('.json') && texts.has(document) && memberAt(text, ['is_oas']) === true;
}
