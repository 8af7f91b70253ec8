/**
 * Moments as a person types them.
 */

/** A moment in Unix seconds: a number of seconds of six digits or more (of milliseconds, where it is very large), or a date and time; without a zone it is local. `null`: none of these. */
export function readMoment(text: string): number | null {
  const typed = text.trim();
  if (/^(?:0|\d{6,14})(?:\.\d+)?$/.test(typed)) {
    const number = Number(typed);
    return Math.floor(number >= 1e11 ? number / 1000 : number);
  }
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(typed)) return null;
  const at = Date.parse(typed.replace(' UTC', 'Z').replace(' ', 'T'));
  return Number.isNaN(at) ? null : Math.floor(at / 1000);
}

/** A time in Unix seconds as a field for local date and time has it: `2026-11-25T16:30:10`. */
export function wallTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return '';
  return new Date(seconds * 1000 - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
