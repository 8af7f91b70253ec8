/** A classic transform of headers as the Tyk extension writes it. */
import { sortTexts } from '../../../go/json';
import type { GoMap } from '../../../go/struct';
import { lookup } from '../../../go/struct';
import type { TransformHeaders } from './extension';

/** Headers to add, by name, and to remove; `null` when the transform says nothing. */
export function fillHeaders(
  disabled: boolean,
  add: GoMap<string> | null,
  remove: readonly string[] | null,
): TransformHeaders | null {
  const names = sortTexts(Object.keys(add ?? {}));
  if (disabled && names.length === 0 && (remove === null || remove.length === 0)) return null;
  return { enabled: !disabled, remove, add: names.map((name) => ({ name, value: lookup(add, name) ?? '' })) };
}
