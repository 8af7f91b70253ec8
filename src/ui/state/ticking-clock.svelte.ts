import { clockTime, type Clock } from '../../workspace/workspace';
import type { WorkspaceState } from './workspace-state.svelte';

/** The gateway's clock on the screen: what it shows moves on with each second while it runs. Milliseconds. */
export class TickingClock {
  readonly #workspace: WorkspaceState;
  #machine = $state(Date.now());

  constructor(workspace: WorkspaceState) {
    this.#workspace = workspace;
    this.#tick();
  }

  get clock(): Clock {
    return this.#workspace.current.clock;
  }

  /** The time shown: that of the last full second of this machine's clock, so that everything on the screen agrees. */
  get now(): number {
    return clockTime(this.clock, this.#machine);
  }

  /** The time at this very moment, for a request that is sent. */
  exactly(): number {
    return clockTime(this.clock, Date.now());
  }

  /** Lets the clock stand still at what it shows. */
  stop(): void {
    this.#workspace.setClock({ runs: false, at: this.exactly() });
  }

  /** Lets the clock run on from what it shows. */
  run(): void {
    this.#workspace.setClock({ runs: true, offset: this.exactly() - Date.now() });
  }

  /** Moves the clock, running or not. */
  move(milliseconds: number): void {
    this.set(this.exactly() + milliseconds);
  }

  /** Sets the clock, running or not. */
  set(at: number): void {
    this.#machine = Date.now();
    this.#workspace.setClock(this.clock.runs ? { runs: true, offset: at - this.#machine } : { runs: false, at });
  }

  /** Back to this machine's time, running. */
  reset(): void {
    this.#machine = Date.now();
    this.#workspace.setClock({ runs: true, offset: 0 });
  }

  #tick(): void {
    const now = Date.now();
    if (this.clock.runs) this.#machine = now;
    setTimeout(() => this.#tick(), 1000 - (now % 1000));
  }
}
