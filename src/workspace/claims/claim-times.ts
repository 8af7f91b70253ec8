/**
 * What the gateway makes of a time in a token: exp, nbf and iat by its rules (behaviour 5.7), other times as dates.
 */
import type { JsonValue } from '../../go/json';
import type { LoadedApi } from '../../gateway/loaded-api';
import { judgeTime, timeRules } from '../../gateway/steps/times';
import { durationText, localTime, utcTime } from '../time-text';
import { kindOf, type ClaimRemark } from './claim-remark';
import { whyUnread } from './unread';

type TimeRemark = Omit<ClaimRemark, 'path'>;

/** From this number on a time is in milliseconds, or in the year 5138. */
const firstInMilliseconds = 1e11;

/** Whether a time is most likely in milliseconds, where it should be in seconds. */
export function looksLikeMilliseconds(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Math.abs(value) >= firstInMilliseconds && Math.abs(value) < 1e14;
}

/** What is to be said of a time claim at a time in Unix seconds; without an API no skews are known. */
export function explainTime(
  claim: string,
  value: JsonValue,
  api: LoadedApi | null,
  now: number,
  zone?: string,
): TimeRemark {
  const rule = timeRules.find((each) => each.claim === claim);
  const judged = rule !== undefined && (api === null || whyUnread(api) === null);
  if (typeof value !== 'number') return notANumber(value, judged);
  if (rule === undefined) {
    const { text, wide, details } = asDate(value, now, zone);
    return { text, wide, tone: looksLikeMilliseconds(value) ? 'warn' : 'plain', details };
  }
  if (value === 0) {
    return {
      text: '0 counts as absent',
      tone: 'warn',
      details: ['The number 0 is read as if the claim were not there.'],
    };
  }

  const skew = api?.definition[rule.skewField] ?? 0;
  const { at, holds } = judgeTime(rule, value, now, skew);
  const details = [...asDate(value, now, zone).details];
  if (value % 1 !== 0) details.push('The gateway cuts it to whole seconds.');
  details.push(`The gateway asks: ${rule.rule}${api === null ? '' : `, with ${rule.skewField} ${skew}`}.`);
  const tone = holds || !judged ? 'plain' : 'bad';
  if (typeof at !== 'number' || Math.abs(at) > 2 ** 62) {
    const what = claim === 'exp' ? 'too large: it turns over and has expired' : 'too large: it turns over and passes';
    return { text: what, tone: holds ? 'warn' : tone, details };
  }
  if (looksLikeMilliseconds(value)) {
    details.push('It is in milliseconds; JWT has seconds (RFC 7519 §2).');
    const year = yearOf(at);
    const effect = claim === 'exp' ? `ends ${year}` : year;
    return { text: `milliseconds: ${effect}`, tone: holds ? 'warn' : tone, details };
  }

  const { text, inside } = wording(claim, at, now, holds, zone);
  if (inside && claim === 'exp') {
    details.push('The skew lets it pass here, but the session ends at exp too, and KeyExpired knows no skew.');
  }
  const time = localTime(at, now, zone);
  return { text, ...(text.includes(time) ? {} : { wide: `${time} · ${text}` }), tone: inside ? 'warn' : tone, details };
}

/** What a person wants to know of a time; `inside`: only the skew makes it pass. */
function wording(
  claim: string,
  at: number,
  now: number,
  holds: boolean,
  zone: string | undefined,
): { readonly text: string; readonly inside: boolean } {
  const apart = durationText(at - now);
  if (claim === 'exp') {
    if (at > now) return { text: `expires in ${apart}`, inside: false };
    const text = at === now ? 'expires now' : `expired ${apart} ago`;
    return holds ? { text: `${text}, within the skew`, inside: true } : { text, inside: false };
  }
  if (at <= now) {
    if (claim === 'nbf') return { text: `valid since ${localTime(at, now, zone)}`, inside: false };
    return { text: at === now ? 'issued now' : `issued ${apart} ago`, inside: false };
  }
  const text = claim === 'nbf' ? `valid in ${apart}` : `issued ${apart} in the future`;
  return holds ? { text: `${text}, within the skew`, inside: true } : { text, inside: false };
}

function asDate(value: number, now: number, zone: string | undefined): TimeRemark & { readonly wide: string } {
  const seconds = looksLikeMilliseconds(value) ? value / 1000 : value;
  const apart = durationText(seconds - now);
  const away = Math.trunc(seconds) === now ? 'now' : seconds > now ? `in ${apart}` : `${apart} ago`;
  const time = localTime(seconds, now, zone);
  const text = looksLikeMilliseconds(value) ? `milliseconds: ${away}` : away;
  return { text, wide: `${time} · ${text}`, tone: 'plain', details: [`${time} here, ${utcTime(seconds)}, ${away}.`] };
}

function yearOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? 'no date' : `year ${date.getUTCFullYear()}`;
}

function notANumber(value: JsonValue, judged: boolean): TimeRemark {
  const kind = kindOf(value);
  const details = ['A time is a number of seconds since 1970 (NumericDate, RFC 7519 §2).'];
  if (typeof value === 'string') details.push('Here it may also be written “now + 5 min”, with s, min, h or d.');
  if (judged) details.push('Anything else than a number fails the check, whatever it says.');
  return { text: `${kind}, not a number${judged ? ': refused' : ''}`, tone: judged ? 'bad' : 'warn', details };
}
