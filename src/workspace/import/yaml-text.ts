/**
 * YAML as the JSON text that it stands for. Loaded when somebody brings YAML.
 */
import { parseAllDocuments, type Document as YamlDocument } from 'yaml';
import { mostLevels } from '../json-depth';

/** The JSON texts of a YAML stream, one for each of its documents; or where it stops being YAML. */
export type YamlReading =
  | { readonly ok: true; readonly texts: readonly string[] }
  | { readonly ok: false; readonly place: string; readonly problem: string };

/** Aliases that are followed: more of them can be made to stand for any amount of text. */
const mostAliases = 100;

/** Reads YAML 1.2 in its core schema: numbers keep their digits, dates are texts, the order of members stays. */
export function jsonOfYaml(text: string): YamlReading {
  const documents = parseAllDocuments(text, { intAsBigInt: true, prettyErrors: false });
  if (!Array.isArray(documents)) return { ok: true, texts: [] };
  const texts: string[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    if (error !== undefined) return { ok: false, place: placeIn(text, error.pos[0]), problem: sentence(error.message) };
    const written = writtenOf(document);
    if (written === null) return { ok: false, place: '', problem: 'It is nested too deep, or stands for too much.' };
    texts.push(written);
  }
  return { ok: true, texts };
}

function writtenOf(document: YamlDocument.Parsed): string | null {
  try {
    return written(document.toJS({ mapAsMap: true, maxAliasCount: mostAliases }), 0);
  } catch {
    return null;
  }
}

/** Throws on what is nested too deep, which a cycle is too. */
function written(value: unknown, level: number): string {
  if (level > mostLevels) throw new RangeError('too deep');
  const indent = '  '.repeat(level + 1);
  const lines = (all: readonly string[], open: string, close: string): string =>
    all.length === 0
      ? `${open}${close}`
      : `${open}\n${all.map((line) => indent + line).join(',\n')}\n${'  '.repeat(level)}${close}`;
  if (value instanceof Map) {
    const members = [...value].map(
      ([name, inside]) => `${JSON.stringify(String(name))}: ${written(inside, level + 1)}`,
    );
    return lines(members, '{', '}');
  }
  if (Array.isArray(value)) {
    return lines(
      value.map((item) => written(item, level + 1)),
      '[',
      ']',
    );
  }
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : 'null';
}

function placeIn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${String(lines.length)}, column ${String((lines.at(-1) ?? '').length + 1)}`;
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
