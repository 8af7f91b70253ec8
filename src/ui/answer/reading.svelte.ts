import type { Place, TraceRow } from '../../gateway/outcome';
import { usualBaseUrl } from '../../workspace/commands/command';
import type { Jump } from '../state/view.svelte';

/** What a person has open in the answer column. It outlives answers and tabs: nothing closes because something was typed. */
export class Reading {
  /** The step under the pointer or with the focus; `null`: none. */
  hovered = $state<string | null>(null);
  /** The step that was opened last. */
  #opened = $state<string | null>(null);
  #choices = $state.raw<ReadonlyMap<string, boolean>>(new Map());
  #unfolded = $state.raw<ReadonlySet<string>>(new Set());
  #sessions = $state.raw<ReadonlySet<string>>(new Set());
  #wanted = $state.raw<{ readonly step: string; readonly serial: number } | null>(null);
  #served = 0;

  logFormat = $state<'text' | 'json'>('text');
  logLevel = $state<'info' | 'debug'>('info');
  accessLog = $state(true);
  body = $state<'rendered' | 'raw'>('raw');
  detailsOpen = $state(false);
  /** Requests that are marked for comparison, by number; at most two. */
  marked = $state.raw<readonly number[]>([]);
  comparing = $state(false);
  /** The gateway that commands are written for. */
  gatewayUrl = $state(usualBaseUrl);
  #commands = $state.raw<ReadonlySet<string>>(new Set(['request']));
  /** The page of the history, from 0, the newest. */
  page = $state(0);

  /** Whether a step's facts are shown: the refusing one's unless it was closed, any other's when it was opened. */
  isOpen({ step, state }: TraceRow): boolean {
    return this.#choices.get(choice(step, state)) ?? state === 'refused';
  }

  /** Whether a person has opened the step themselves. */
  wasOpened(step: string): boolean {
    return this.#choices.get(step) === true;
  }

  setOpen({ step, state }: Pick<TraceRow, 'step' | 'state'>, open: boolean): void {
    this.#choices = new Map(this.#choices).set(choice(step, state), open);
    this.#opened = open ? step : null;
  }

  isUnfolded(fold: string): boolean {
    return this.#unfolded.has(fold);
  }

  setUnfolded(fold: string, open: boolean): void {
    this.#unfolded = changed(this.#unfolded, fold, open);
  }

  /** The step whose lines in the log stand out. */
  lit(trace: readonly TraceRow[]): string | null {
    return this.hovered ?? this.#opened ?? trace.find(({ state }) => state === 'refused')?.step ?? null;
  }

  /** The step that was asked for from the log; it is opened and gets the focus. */
  get wanted(): { readonly step: string; readonly serial: number } | null {
    return this.#wanted;
  }

  /** Opens a step of the trace and asks for the focus on it. */
  show(row: TraceRow, fold: string | null): void {
    if (fold !== null) this.setUnfolded(fold, true);
    this.setOpen(row, true);
    this.#wanted = { step: row.step, serial: (this.#wanted?.serial ?? 0) + 1 };
  }

  /** Marks a request for comparison or takes the mark away; a third takes the place of the first. */
  mark(number: number, on: boolean): void {
    const others = this.marked.filter((one) => one !== number);
    this.marked = on ? [...others.slice(-1), number] : others;
    if (this.marked.length < 2) this.comparing = false;
  }

  isCommandOpen(id: string): boolean {
    return this.#commands.has(id);
  }

  setCommandOpen(id: string, open: boolean): void {
    this.#commands = changed(this.#commands, id, open);
  }

  isSessionOpen(id: string): boolean {
    return this.#sessions.has(id);
  }

  setSessionOpen(id: string, open: boolean): void {
    this.#sessions = changed(this.#sessions, id, open);
  }

  /** Takes a jump to a place that the caller shows, if nobody has taken it. A component that is made anew does not jump again. */
  take(jump: Jump | null, shows: (place: Place) => boolean): Place | null {
    if (jump === null || jump.serial <= this.#served || !shows(jump.place)) return null;
    this.#served = jump.serial;
    return jump.place;
  }
}

function changed(set: ReadonlySet<string>, name: string, has: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (has) next.add(name);
  else next.delete(name);
  return next;
}

/** Whether a refusing step was closed is one thing, whether it was opened while it passed another. */
function choice(step: string, state: TraceRow['state']): string {
  return state === 'refused' ? `${step} refused` : step;
}
