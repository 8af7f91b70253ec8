/**
 * Times and stretches of time as a person reads them.
 */

const units = [
  { name: 'y', seconds: 31_536_000 },
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
] as const;

/** A stretch of time in its two largest units, such as `4 min 12 s`, `3 d 2 h` or `8 y`. Whole seconds; the sign is left out. */
export function durationText(seconds: number): string {
  const whole = Math.abs(Math.trunc(seconds));
  const at = units.findIndex((unit) => whole >= unit.seconds);
  const [large, small] = units.slice(at);
  if (at === -1 || large === undefined) return '0 s';
  const count = Math.floor(whole / large.seconds);
  const text = `${String(count)} ${large.name}`;
  // Beyond two years the days tell nobody anything.
  if (small === undefined || (large.name === 'y' && count > 1)) return text;
  const rest = Math.floor((whole % large.seconds) / small.seconds);
  return rest === 0 ? text : `${text} ${String(rest)} ${small.name}`;
}

/** The last second that a date of this language can name. */
const lastSecond = 8_640_000_000_000;

/** Whether a time in Unix seconds can be shown as a date. */
function hasDate(seconds: number): boolean {
  return Number.isFinite(seconds) && Math.abs(seconds) <= lastSecond;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(parts: 'time' | 'day' | 'year', zone: string | undefined): Intl.DateTimeFormat {
  const name = `${parts} ${zone ?? ''}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    ...(parts === 'time' ? {} : { day: 'numeric', month: 'short' }),
    ...(parts === 'year' ? { year: 'numeric' } : {}),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  formats.set(name, made);
  return made;
}

const dayFormats = new Map<string | undefined, Intl.DateTimeFormat>();

function dayOf(seconds: number, zone: string | undefined): string {
  let format = dayFormats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', zone === undefined ? {} : { timeZone: zone });
    dayFormats.set(zone, format);
  }
  return format.format(seconds * 1000);
}

/**
 * A time in Unix seconds by the clock on the wall: `16:30:10`; with the day when that is not the day of `now`, and with the
 * year when that is another. `zone` is a name such as `Europe/Berlin`; without it the machine's.
 */
export function localTime(seconds: number, now: number, zone?: string): string {
  if (!hasDate(seconds)) return 'no date';
  const [day, today] = [dayOf(seconds, zone), dayOf(now, zone)];
  if (day === today) return format('time', zone).format(seconds * 1000);
  return format(day.slice(0, -6) === today.slice(0, -6) ? 'day' : 'year', zone).format(seconds * 1000);
}

/** A time in Unix seconds in UTC: `2026-11-25 16:30:10 UTC`. */
export function utcTime(seconds: number): string {
  if (!hasDate(seconds)) return 'no date';
  return `${new Date(seconds * 1000).toISOString().slice(0, -5).replace('T', ' ')} UTC`;
}
