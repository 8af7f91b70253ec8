import { beginHistory, change, redo, replacePresent, undo, type UndoHistory } from '../../workspace/history';
import type { Clock, Workspace } from '../../workspace/workspace';

/** The workspace that is open, and the one door to it: every change goes through `update`. */
export class WorkspaceState {
  #history: UndoHistory<Workspace>;

  constructor(workspace: Workspace) {
    this.#history = $state.raw(beginHistory(workspace));
  }

  get current(): Workspace {
    return this.#history.present;
  }

  get canUndo(): boolean {
    return this.#history.past.length > 0;
  }

  get canRedo(): boolean {
    return this.#history.future.length > 0;
  }

  /**
   * Takes a new value. Changes with the same topic in a row, such as letters typed into one field, are undone together;
   * one without a topic is a step of its own.
   */
  update(next: (workspace: Workspace) => Workspace, topic: string | null = null): void {
    this.#history = change(this.#history, next(this.current), topic);
  }

  /** Sets the gateway's clock. A moved clock is no step to undo, and stays where it is when something else is undone. */
  setClock(clock: Clock): void {
    this.#history = replacePresent(this.#history, { ...this.current, clock });
  }

  undo(): void {
    this.#step(undo);
  }

  redo(): void {
    this.#step(redo);
  }

  #step(step: (history: UndoHistory<Workspace>) => UndoHistory<Workspace>): void {
    const { clock } = this.current;
    const stepped = step(this.#history);
    this.#history = replacePresent(stepped, { ...stepped.present, clock });
  }

  /** Opens another workspace; the one before can be undone to. */
  open(workspace: Workspace): void {
    this.#history = change(this.#history, workspace);
  }
}
