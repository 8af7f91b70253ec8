/** An entry of a menu. */
export interface MenuItem {
  readonly title: string;
  /** One sentence under the title. */
  readonly about?: string;
  /** The group that it stands in; entries of one group follow each other. */
  readonly group?: string;
  /** One of several, of which one is chosen. */
  readonly chosen?: boolean;
  readonly run: () => void;
}
