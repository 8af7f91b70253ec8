/** What an answer, a transcript or a log has at the beginning of one of its lines, and a definition, a policy or a key has not. */
const signs = [
  /^\s*\{?\s*"error"\s*:/m,
  /<error>/,
  /^(?:< )?HTTP\/[\d.]+ \d{3}\b/m,
  /^curl: \(\d+\)/m,
  /(?:^|\s)time="[^"]*" level=\w+/m,
  /"level"\s*:\s*"(?:info|warning|error|debug)"/,
];

/** Whether a text tells of an answer: an error's body, a transcript, lines of a log. A bare curl command does not. */
export function isMessage(text: string): boolean {
  return signs.some((sign) => sign.test(text.slice(0, 20_000)));
}
