/**
 * Commands for what is on screen, ready to copy into a shell or a file.
 */

export interface Command {
  /** Stable within a list of commands. */
  readonly id: string;
  readonly title: string;
  /** `sh`: for a POSIX shell. `js`: a module for Node. */
  readonly shell: 'sh' | 'js';
  readonly text: string;
  /** What a person should know before running it. */
  readonly note?: string;
}

/** Where a gateway listens when nothing else is said. */
export const usualBaseUrl = 'http://localhost:8080';

/** A command with the notes that there are, as one text. */
export function withNotes(command: Omit<Command, 'note'>, notes: readonly (string | null)[]): Command {
  const said = notes.filter((note) => note !== null && note !== '');
  return said.length === 0 ? command : { ...command, note: said.join(' ') };
}

/** A gateway's address without slashes at its end. */
export function bare(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, '');
}
