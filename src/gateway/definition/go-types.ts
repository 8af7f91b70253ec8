/** Types of the gateway's structs that read and write themselves. */
import type { JsonNode } from '../../go/json';
import type { GoType } from '../../go/struct';
import { refuse } from '../../go/struct';
import { marshal } from '../../go/json';

/** The node as JSON text without blanks; numbers as they were written, members in their order. */
function compact(node: JsonNode): string {
  switch (node.kind) {
    case 'null':
      return 'null';
    case 'boolean':
    case 'string':
      return marshal(node.value);
    case 'number':
      return node.literal;
    case 'array':
      return `[${node.items.map(compact).join()}]`;
    case 'object':
      return `{${node.members.map(({ name, value }) => `${marshal(name)}:${compact(value)}`).join()}}`;
  }
}

/** `time.Time`, kept as the text that Go writes (RFC 3339, fraction without trailing zeros). */
export const time: GoType<string> = {
  goName: 'time.Time',
  zero: () => '0001-01-01T00:00:00Z',
  read(node, before, reading) {
    if (node.kind === 'null') return before;
    if (node.kind !== 'string') {
      refuse(reading, 'Time.UnmarshalJSON: input is not a JSON string');
      return before;
    }
    const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(node.value);
    if (parts === null) {
      const text = marshal(node.value);
      refuse(reading, `parsing time ${text} as "2006-01-02T15:04:05Z07:00": cannot parse ${text} as "2006"`);
      return before;
    }
    const [, seconds = '', fraction = '', zone = ''] = parts;
    return seconds + fraction.slice(0, 10).replace(/\.?0+$/, '') + (/[1-9]/.test(zone) ? zone : 'Z');
  },
  write: (value) => marshal(value),
  isEmpty: () => false,
  isZero: (value) => value === '0001-01-01T00:00:00Z',
};

/** A MongoDB id: 24 hexadecimal digits, or "". Also read from `{"$oid": "…"}`. */
export const objectId: GoType<string> = {
  goName: 'model.ObjectID',
  zero: () => '',
  read(node, before, reading) {
    const id =
      node.kind === 'object' ? node.members.findLast(({ name }) => name.toLowerCase() === '$oid')?.value : node;
    if (id?.kind === 'null') return '';
    const digits = id?.kind === 'string' ? id.value : null;
    if (digits === '' || (digits !== null && /^[0-9a-fA-F]{24}$/.test(digits))) return digits.toLowerCase();
    const wrong = digits?.length === 24 ? /[^0-9a-fA-F]/u.exec(digits)?.[0] : undefined;
    const code = wrong?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    const reason = wrong === undefined ? '' : ` (encoding/hex: invalid byte: U+${code} '${wrong}')`;
    refuse(reading, `invalid ObjectId in JSON: ${id === undefined ? '' : compact(id)}${reason}`);
    return before;
  },
  write: (value) => marshal(value),
  isEmpty: (value) => value === '',
  isZero: (value) => value === '',
};

/** `json.RawMessage`: any JSON value, kept as text without blanks. */
export const rawMessage: GoType<string | null> = {
  goName: 'json.RawMessage',
  zero: () => null,
  read: (node) => compact(node),
  write: (value) => value ?? 'null',
  isEmpty: (value) => value === null,
  isZero: (value) => value === null,
};
