import type { Place } from '../../gateway/outcome';
import type { DocumentKind } from '../../workspace/workspace';

/** The columns, left to right. */
export const columns = ['gateway', 'token', 'answer'] as const;
export type Column = (typeof columns)[number];

/** What the gateway's column shows where no document is open: a list without documents, the identity providers, or something new. */
export type GatewayTab = DocumentKind | 'providers' | 'new api' | 'new policy';

/** The views under the verdict. */
export const answerTabs = ['response', 'log', 'upstream', 'sessions', 'history', 'commands'] as const;
export type AnswerTab = (typeof answerTabs)[number];

/** A place to jump to. Asking for the same place twice gives another `serial`, so that it is jumped to again. */
export interface Jump {
  readonly place: Place;
  readonly serial: number;
}

/** What is shown: which column where there is room for one, which document, which tab. Nothing here is part of the workspace. */
export class View {
  column = $state<Column>('answer');
  /** The open document; `null` when there is none, or another tab of the column is open. */
  document = $state.raw<{ readonly kind: DocumentKind; readonly id: string } | null>(null);
  /** What is shown in place of a document. */
  gatewayTab = $state<GatewayTab>('apis');
  /** Whether a document is shown as a form or as JSON. */
  mode = $state<'form' | 'json'>('form');
  answerTab = $state<AnswerTab>('response');
  /** The entry of the history that is shown in place of the live answer, by its number; `null`: the live answer. */
  picked = $state<number | null>(null);
  #jump = $state.raw<Jump | null>(null);

  /** The last place that was asked for. A component that shows it puts the cursor there. */
  get jump(): Jump | null {
    return this.#jump;
  }

  /** Opens a tab of the gateway's column in place of a document. */
  openGateway(tab: GatewayTab): void {
    this.column = 'gateway';
    this.document = null;
    this.gatewayTab = tab;
  }

  /** Asks for a place. The caller has opened the column and the document that it is in. */
  jumpTo(place: Place): void {
    this.#jump = { place, serial: (this.#jump?.serial ?? 0) + 1 };
  }
}
