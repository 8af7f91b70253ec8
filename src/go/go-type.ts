/** What a Go type is to encoding/json: a zero value, a way to read, a way to write. */
import type { JsonNode } from './json';

/** What one reading has met: the first type error, and where in the structs it stands. */
export interface Reading {
  /** Text of the first error; later ones are not kept. */
  error: string | null;
  /** A value refused the reading as a whole: nothing after it is read. */
  stopped: boolean;
  struct: string;
  readonly path: string[];
}

/** A Go type: its zero value, and how encoding/json reads and writes it. */
export interface GoType<T> {
  /** As `reflect.Type` prints it: stands in type errors. */
  readonly goName: string;
  zero(): T;
  /** Reads `node` over the value that is there already (a repeated name, or the zero value). */
  read(node: JsonNode, before: T, reading: Reading): T;
  /** JSON text, as json.Marshal writes it. */
  write(value: T): string;
  /** Whether `omitempty` leaves it out. */
  isEmpty(value: T): boolean;
  /** Whether `omitzero` leaves it out. */
  isZero(value: T): boolean;
}

/** Notes a type error, unless one is noted already. `found` is Go's word for the JSON value. */
export function mismatch(reading: Reading, found: string, goName: string): void {
  if (reading.error !== null) return;
  const { struct, path } = reading;
  const into = path.length > 0 ? `Go struct field ${struct}.${path.join('.')}` : 'Go value';
  reading.error = `json: cannot unmarshal ${found} into ${into} of type ${goName}`;
}

/** Ends the reading with the error text of a type that reads itself (`UnmarshalJSON`). */
export function refuse(reading: Reading, error: string): void {
  reading.error = error;
  reading.stopped = true;
}
