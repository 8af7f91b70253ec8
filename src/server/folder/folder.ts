/**
 * A folder that a gateway can run: `tyk.conf`, definitions and policies. Read anew at every reload, as a gateway does.
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Catalogue, SavedApi } from '../../gateway/admin/catalogue';
import type { Policy } from '../../gateway/definition/policy';
import type { Decoded } from '../../go/json';
import { appFiles, type FileProblem, type Files, type Found, type FromFiles, readApps } from './app-files';
import { policyFile, readPolicies } from './policy-files';
import { noTykConf, readTykConf, type TykConf } from './tyk-conf';

/** Opens a folder. Errors: why it is none that a gateway can run. */
export function openFolder(given: string): Decoded<Folder> {
  const top = path.resolve(given);
  if (!isFolder(top)) return { ok: false, error: `open ${given}: no such directory` };
  const file = path.join(top, 'tyk.conf');
  if (!existsSync(file)) return { ok: true, value: new Folder(top, noTykConf) };
  const read = readTykConf(readFileSync(file));
  return read.ok
    ? { ok: true, value: new Folder(top, read.value) }
    : { ok: false, error: `${path.join(given, 'tyk.conf')}: ${read.error}` };
}

export class Folder {
  readonly conf: TykConf;
  /** The folder of definitions. */
  readonly apps: string;
  /** The folder of policies, or the one file that has them all. */
  readonly policies: string;
  #apis: ReadonlyMap<string, FromFiles<SavedApi>> = new Map();
  #policies: ReadonlyMap<string, FromFiles<Policy>> = new Map();

  constructor(top: string, conf: TykConf) {
    this.conf = conf;
    this.apps = locate(top, conf.appPath ?? 'apps');
    const usual = existsSync(path.join(top, 'policies')) ? 'policies' : 'policies.json';
    this.policies = locate(top, conf.policyPath ?? usual);
  }

  /** Brings a catalogue up to the files: what has changed in them counts, the rest of the catalogue stays as it is. */
  refresh(catalogue: Catalogue): readonly FileProblem[] {
    const apis = readAll(this.apps, readApps);
    this.#apis = take(catalogue.apis, this.#apis, apis.byId);
    const policies = readAll(this.policies, readPolicies);
    this.#policies = take(catalogue.policies, this.#policies, policies.byId);
    return [...apis.problems, ...policies.problems];
  }

  /** Writes what the catalogue has and the files have not, as a gateway writes it; gives the files that were touched. */
  write(catalogue: Catalogue): readonly string[] {
    return [...this.#writeApis(catalogue), ...this.#writePolicies(catalogue)];
  }

  #writeApis({ apis }: Catalogue): string[] {
    const touched: string[] = [];
    const known = new Map(this.#apis);
    for (const id of new Set([...known.keys(), ...apis.keys()])) {
      const [before, now] = [known.get(id), apis.get(id)];
      if (before?.value === now) continue;
      const files = now === undefined ? new Map<string, string>() : appFiles(now);
      for (const file of before?.files ?? []) if (!files.has(file)) touched.push(remove(path.join(this.apps, file)));
      for (const [file, text] of files) touched.push(write(path.join(this.apps, file), text));
      if (now === undefined) known.delete(id);
      else known.set(id, { value: now, files: [...files.keys()], text: [...files.values()].join('\n') });
    }
    this.#apis = known;
    return touched;
  }

  #writePolicies({ policies }: Catalogue): string[] {
    const known = new Map(this.#policies);
    const stale = new Set<string>();
    for (const id of new Set([...known.keys(), ...policies.keys()])) {
      const [before, now] = [known.get(id), policies.get(id)];
      if (before?.value === now) continue;
      const file = before?.files[0] ?? (isFolder(this.policies) ? `${id}.json` : path.basename(this.policies));
      stale.add(file);
      if (now === undefined) known.delete(id);
      else known.set(id, { value: now, files: [file], text: '' });
    }
    this.#policies = known;
    return [...stale].map((file) => {
      const inFile = [...known.values()].filter(({ files }) => files.includes(file)).map(({ value }) => value);
      const at = isFolder(this.policies) ? path.join(this.policies, file) : this.policies;
      const text = policyFile(existsSync(at) ? readFileSync(at, 'utf8') : null, inFile);
      return text === null ? remove(at) : write(at, text);
    });
  }
}

/** Puts what has changed between two readings into a catalogue's map; gives the later one, with what is unchanged as it was. */
function take<T>(
  into: Map<string, T>,
  before: ReadonlyMap<string, FromFiles<T>>,
  now: ReadonlyMap<string, FromFiles<T>>,
): ReadonlyMap<string, FromFiles<T>> {
  for (const id of before.keys()) if (!now.has(id)) into.delete(id);
  const taken = new Map<string, FromFiles<T>>();
  for (const [id, read] of now) {
    const known = before.get(id);
    if (known?.text === read.text) {
      taken.set(id, { ...read, value: known.value });
      continue;
    }
    into.set(id, read.value);
    taken.set(id, read);
  }
  return taken;
}

/** A path of `tyk.conf`. One that leads to where the folder will lie elsewhere (a container) is looked for in the folder. */
function locate(top: string, given: string): string {
  const direct = path.resolve(top, given);
  if (existsSync(direct)) return direct;
  const parts = given.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
  const inside = parts.map((_, index) => path.join(top, ...parts.slice(index)));
  return inside.find((each) => existsSync(each)) ?? direct;
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Reads the `.json` files of a folder, or the one file; a place where nothing is has nothing. */
function readAll<T>(place: string, read: (files: Files) => Found<T>): Found<T> {
  const files = new Map<string, string>();
  const unread: FileProblem[] = [];
  const names = isFolder(place)
    ? readdirSync(place).filter((name) => name.endsWith('.json'))
    : existsSync(place)
      ? [path.basename(place)]
      : [];
  const folder = isFolder(place) ? place : path.dirname(place);
  for (const name of names) {
    try {
      files.set(name, readFileSync(path.join(folder, name), 'utf8'));
    } catch (reason) {
      unread.push({ file: name, problem: `open ${name}: ${goFileError(reason)}` });
    }
  }
  const { byId, problems } = read(files);
  return { byId, problems: [...unread, ...problems] };
}

function goFileError(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason);
  const code = 'code' in reason ? reason.code : '';
  if (code === 'EACCES') return 'permission denied';
  return code === 'EISDIR' ? 'is a directory' : reason.message;
}

function write(file: string, text: string): string {
  writeFileSync(file, text);
  return file;
}

function remove(file: string): string {
  rmSync(file, { force: true });
  return file;
}
