/**
 * What of a workspace belongs to an answer on paper: the API that the request went to, and the policies that were looked at.
 */
import { titleOf } from '../../workspace/document-title';
import type { Evaluation } from '../../workspace/evaluate';
import type { Document, DocumentKind } from '../../workspace/workspace';
import { routedApi } from '../answer/trace/fact-place';

/** A text on paper, and what it is. */
export interface PrintedDocument {
  readonly title: string;
  readonly text: string;
}

/** Most documents of a kind, and most characters of a text: what is longer is told, and not printed. */
const most = 5;
const longest = 60_000;

/** A text, cut where it is too long for paper. */
export function onPaper(text: string): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest)}\n… and ${String(text.length - longest)} characters more.`;
}

/** The documents that decided, as the gateway has them where the request was sent, else as they are typed; all of a kind where none can be told. */
export function printedDocuments(
  { workspace, exchange: { trace } }: Pick<Evaluation, 'workspace' | 'exchange'>,
  isSent: boolean,
): readonly PrintedDocument[] {
  const policies = new Set(
    trace.flatMap(({ facts }) => facts.flatMap(({ place }) => (place?.document === 'policy' ? [place.id] : []))),
  );
  const api = routedApi(trace);
  const chosen = (kind: DocumentKind, isMeant: (id: string) => boolean): readonly Document[] => {
    const meant = workspace[kind].filter((document) => isMeant(titleOf(kind, document).id));
    return (meant.length > 0 ? meant : workspace[kind]).slice(0, most);
  };
  const printed = (kind: DocumentKind, word: string, documents: readonly Document[]): readonly PrintedDocument[] =>
    documents.map((document) => {
      const text = isSent ? (document.saved ?? document.draft) : document.draft;
      const standing = document.saved === text ? '' : ', not saved';
      return { title: `${word} ${titleOf(kind, document).title}${standing}`, text: onPaper(text) };
    });
  return [
    ...printed(
      'apis',
      'API definition',
      chosen('apis', (id) => id === api),
    ),
    ...printed(
      'policies',
      'Policy',
      chosen('policies', (id) => policies.has(id)),
    ),
  ];
}
