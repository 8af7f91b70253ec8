import type { Range } from '../../workspace/json-edit';

/** A remark on a stretch of a text: shown at the end of its line where there is room, and told to those who hear the page. */
export interface Remark {
  readonly range: Range;
  readonly text: string;
  readonly tone: 'plain' | 'bad' | 'warn' | 'ok';
}

/** Asks for the cursor at a stretch of the text. Another `serial` asks again. */
export interface CursorRequest {
  readonly range: Range;
  readonly serial: number;
}
