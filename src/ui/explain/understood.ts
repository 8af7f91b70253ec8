import type { Message } from '../../repair/causes/message';

/** What was understood of a text, a few words each; empty: nothing. */
export function understood({ status, error, log, request, cut }: Message): readonly string[] {
  const told: string[] = [];
  if (status !== null) told.push(`status ${String(status)}`);
  if (error !== null) told.push(`text “${shortened(error)}”`);
  if (cut) told.push('a connection that was cut');
  if (log.length > 0) told.push(log.length === 1 ? '1 log line' : `${String(log.length)} log lines`);
  const sent = request.find((part) => part.kind === 'request');
  const token = request.some(({ kind }) => kind === 'token') ? ' with a token' : '';
  if (sent?.kind === 'request') told.push(`request ${sent.request.method} ${shortened(sent.request.path)}${token}`);
  return told;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 87)}…` : line;
}
