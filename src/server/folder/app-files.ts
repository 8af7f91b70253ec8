/**
 * The API definitions in a gateway's `apps` folder: a classic one is `<id>.json`; a Tyk OAS one is its classic form there
 * and the document in `<id>-oas.json`. A document alone is read as well.
 */
import { oasToSave, readDefinition, type SavedApi } from '../../gateway/admin/catalogue';
import { readClassic, writeClassic } from '../../gateway/definition/classic';
import { readOas, writeOas } from '../../gateway/definition/oas';
import { indented } from '../../gateway/admin/indented';
import type { Decoded } from '../../go/json';
import { formOf } from '../../workspace/documents';

/** Files by name, with their texts. */
export type Files = ReadonlyMap<string, string>;

/** A file that is left out, and why, in Go's words. */
export interface FileProblem {
  readonly file: string;
  readonly problem: string;
}

/** Something that was read, the files that it stands in, and their text: who has the same text is unchanged. */
export interface FromFiles<T> {
  readonly value: T;
  readonly files: readonly string[];
  readonly text: string;
}

/** What was found, by id. */
export interface Found<T> {
  readonly byId: ReadonlyMap<string, FromFiles<T>>;
  readonly problems: readonly FileProblem[];
}

const oasEnding = '-oas.json';

function documentOf(file: string): string {
  return file.replace(/\.json$/, oasEnding);
}

/** Reads the definitions in the order of the files' names; of two with one id the later one counts. */
export function readApps(files: Files): Found<SavedApi> {
  const byId = new Map<string, FromFiles<SavedApi>>();
  const problems: FileProblem[] = [];
  for (const [file, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (file.endsWith(oasEnding) && files.has(file.slice(0, -oasEnding.length) + '.json')) continue;
    const read = readApp(file, text, files);
    if (!read.ok) {
      problems.push({ file, problem: read.error });
      continue;
    }
    const id = read.value.value.classic.api_id;
    const before = byId.get(id);
    if (before !== undefined) problems.push({ file: before.files[0] ?? '', problem: `${file} has the same api_id` });
    byId.set(id, read.value);
  }
  return { byId, problems };
}

function readApp(file: string, text: string, files: Files): Decoded<FromFiles<SavedApi>> {
  const form = formOf(text);
  if (!form.ok) return form;
  if (form.value === 'oas') return alone(file, text, 'oas');
  const classic = readClassic(text);
  if (!classic.ok) return classic;
  if (!classic.value.is_oas) return alone(file, text, 'classic');
  const name = documentOf(file);
  const document = files.get(name);
  if (document === undefined) return { ok: false, error: `open ${name}: no such file or directory` };
  const syntax = formOf(document);
  const oas = syntax.ok ? readOas(document) : syntax;
  if (!oas.ok) return { ok: false, error: `${name}: ${oas.error}` };
  const saved = oasToSave(oas.value, classic.value, null);
  return saved.ok ? found(saved.value, [file, name], `${text}\n${document}`) : saved;
}

function alone(file: string, text: string, form: 'classic' | 'oas'): Decoded<FromFiles<SavedApi>> {
  const read = readDefinition(form, text);
  return read.ok ? found(read.value, [file], text) : read;
}

function found<T>(value: T, files: readonly string[], text: string): { ok: true; value: FromFiles<T> } {
  return { ok: true, value: { value, files, text } };
}

/** The files that a gateway writes for a definition. */
export function appFiles({ classic, oas }: SavedApi): Files {
  const name = `${classic.api_id}.json`;
  const files = new Map([[name, indented(writeClassic({ ...classic, is_oas: oas !== null }))]]);
  if (oas !== null) files.set(documentOf(name), indented(writeOas(oas)));
  return files;
}
