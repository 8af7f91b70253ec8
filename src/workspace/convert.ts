/**
 * Converts an API definition between its two forms, and says what is lost on the way.
 */
import { readClassic, writeClassic } from '../gateway/definition/classic';
import { readOas, toClassic, writeOas } from '../gateway/definition/oas';
import { lossesToClassic } from './convert/losses-to-classic';
import { lossesToOas } from './convert/losses-to-oas';
import { memberOf, nodeOf } from './convert/json-node';
import type { Loss } from './convert/loss';
import { classicTextOf } from './convert/to-classic';
import { oasTextOf } from './convert/to-oas';
import { lossesOfUnread } from './convert/unread';
import { formOf, readApi } from './documents';
import { isTooDeep, mostLevels } from './json-depth';
import type { JsonPath } from './json-edit';

export type { Loss } from './convert/loss';

/** The definition in its other form; or why there is none, in the gateway's words or ours. */
export type Conversion =
  | { readonly ok: true; readonly to: 'classic' | 'oas'; readonly text: string; readonly losses: readonly Loss[] }
  | { readonly ok: false; readonly error: string };

const extensionName = 'x-tyk-api-gateway';

/** Converts a classic definition into a Tyk OAS document, and the other way round: whichever the text is. */
export function convertDefinition(text: string): Conversion {
  const form = formOf(text);
  if (!form.ok) return form;
  if (isTooDeep(text)) return { ok: false, error: `The definition is nested more than ${String(mostLevels)} deep.` };
  const read = readApi(text);
  if (!read.ok) return read;
  return form.value === 'classic' ? toOas(text) : toTheClassic(text);
}

function toOas(text: string): Conversion {
  const classic = readClassic(text);
  if (!classic.ok) return classic;
  const converted = oasTextOf(classic.value);
  const made = readOas(converted);
  if (!made.ok) return { ok: false, error: `The gateway would not read the Tyk OAS document: ${made.error}.` };
  const losses = [
    ...lossesOfUnread(nodeOf(text), nodeOf(writeClassic(classic.value))),
    ...lossesToOas(classic.value, toClassic(made.value)),
  ];
  return { ok: true, to: 'oas', text: converted, losses: withoutParts(losses) };
}

function toTheClassic(text: string): Conversion {
  const document = readOas(text);
  if (!document.ok) return document;
  if (document.value.extension === null) {
    return { ok: false, error: `The document has no ${extensionName}, so it tells no gateway what to do.` };
  }
  const converted = classicTextOf(document.value);
  const made = readClassic(converted);
  if (!made.ok) return { ok: false, error: `The gateway would not read the classic definition: ${made.error}.` };
  const written = memberOf(nodeOf(text), extensionName);
  const read = memberOf(nodeOf(writeOas(document.value)), extensionName);
  const losses = [
    ...(written === undefined || read === undefined ? [] : lossesOfUnread(written, read, [extensionName])),
    ...lossesToClassic(document.value, made.value),
  ];
  return { ok: true, to: 'classic', text: converted, losses: withoutParts(losses) };
}

/** Without what stands inside something that is lost as a whole, and no request notices. */
function withoutParts(losses: readonly Loss[]): readonly Loss[] {
  const whole = new Set(losses.map(({ path }) => JSON.stringify(path)));
  const isPart = (path: JsonPath): boolean =>
    path.some((_, length) => whole.has(JSON.stringify(path.slice(0, length))));
  return losses.filter(({ path, changesAnswers }) => changesAnswers || !isPart(path));
}
