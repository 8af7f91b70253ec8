/**
 * The two forms of a certificate's dates (X.680 §46, §47), as Go reads them: `Z` or an offset that is not written
 * as zero, seconds optional in the shorter form. A date must be written just as Go would write it back.
 */

/** Whether the bytes are a UTCTime: two digits of the year, those from 69 on in the 1900s. */
export function isUtcTime(text: Uint8Array): boolean {
  const match = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/.exec(latin1(text));
  if (match === null) return false;
  const year = Number(match[1]);
  return isTime(year >= 69 ? 1900 + year : 2000 + year, match);
}

/** Whether the bytes are a GeneralizedTime: four digits of the year, seconds required. */
export function isGeneralizedTime(text: Uint8Array): boolean {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(Z|[+-]\d{4})$/.exec(latin1(text));
  return match !== null && isTime(Number(match[1]), match);
}

function isTime(year: number, [, , month, day, hour, minute, second = '0', zone = '']: RegExpExecArray): boolean {
  const inRange =
    Number(month) >= 1 &&
    Number(month) <= 12 &&
    Number(day) >= 1 &&
    Number(day) <= daysIn(year, Number(month)) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60;
  if (!inRange || zone === 'Z') return inRange;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3));
  return hours <= 24 && minutes < 60 && hours + minutes > 0;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 32), ...(bytes.length > 32 ? [0] : []));
}
