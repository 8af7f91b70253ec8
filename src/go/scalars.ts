/** Go's simple types as encoding/json reads and writes them. */
import type { JsonValue } from './json';
import { marshal, nodeKindWord, nodeToValue } from './json';
import type { GoType } from './go-type';
import { mismatch } from './go-type';

export const string: GoType<string> = {
  goName: 'string',
  zero: () => '',
  read(node, before, reading) {
    if (node.kind === 'string') return node.value;
    if (node.kind !== 'null') mismatch(reading, nodeKindWord(node), this.goName);
    return before;
  },
  write: (value) => marshal(value),
  isEmpty: (value) => value === '',
  isZero: (value) => value === '',
};

export const boolean: GoType<boolean> = {
  goName: 'bool',
  zero: () => false,
  read(node, before, reading) {
    if (node.kind === 'boolean') return node.value;
    if (node.kind !== 'null') mismatch(reading, nodeKindWord(node), this.goName);
    return before;
  },
  write: (value) => (value ? 'true' : 'false'),
  isEmpty: (value) => !value,
  isZero: (value) => !value,
};

/** Whole numbers above 2^53 lose their last digits here, as everywhere in JavaScript; the limits of the type are kept. */
function integer(goName: string, min: bigint, max: bigint): GoType<number> {
  const literal = min < 0n ? /^-?\d+$/ : /^\d+$/;
  return {
    goName,
    zero: () => 0,
    read(node, before, reading) {
      if (node.kind === 'number') {
        if (literal.test(node.literal)) {
          const value = BigInt(node.literal);
          if (value >= min && value <= max) return Number(value);
        }
        mismatch(reading, `number ${node.literal}`, this.goName);
      } else if (node.kind !== 'null') mismatch(reading, nodeKindWord(node), this.goName);
      return before;
    },
    write(value) {
      if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
      const exact = BigInt(Math.trunc(value));
      return String(exact > max ? max : exact < min ? min : exact);
    },
    isEmpty: (value) => value === 0,
    isZero: (value) => value === 0,
  };
}

export const int64 = integer('int64', -(2n ** 63n), 2n ** 63n - 1n);
export const int = integer('int', -(2n ** 63n), 2n ** 63n - 1n);
export const uint64 = integer('uint64', 0n, 2n ** 64n - 1n);
export const uint16 = integer('uint16', 0n, 65535n);

export const float64: GoType<number> = {
  goName: 'float64',
  zero: () => 0,
  read(node, before, reading) {
    if (node.kind === 'number') {
      const value = Number(node.literal);
      if (Number.isFinite(value)) return value;
      mismatch(reading, `number ${node.literal}`, this.goName);
    } else if (node.kind !== 'null') mismatch(reading, nodeKindWord(node), this.goName);
    return before;
  },
  write: (value) => marshal(value),
  isEmpty: (value) => value === 0,
  isZero: (value) => value === 0,
};

/** `interface{}`: any JSON value. */
export const any: GoType<JsonValue> = {
  goName: 'interface {}',
  zero: () => null,
  read(node, before, reading) {
    const read = nodeToValue(node);
    if (read.ok) return read.value;
    // The only thing that can be wrong here is a number beyond all float64.
    mismatch(reading, `number ${/number (\S+)/.exec(read.error)?.[1] ?? ''}`, 'float64');
    return before;
  },
  write: (value) => marshal(value),
  isEmpty: (value) => value === null,
  isZero: (value) => value === null,
};

/** The same type under a name of its own, which stands in type errors. */
export function named<T>(goName: string, type: GoType<T>): GoType<T> {
  return { ...type, goName };
}
