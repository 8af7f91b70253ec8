import { untilFetched } from '../kit/late-trouble.svelte';
import type { Playground } from '../state/playground.svelte';
import { explainViewOf } from './explain-view.svelte';

/** Opens the explanation of a refusal by its code; the list for a code that there is not. */
export async function openExplanation(playground: Playground, text: string): Promise<void> {
  const { refusalCodeOf } = await untilFetched(() => import('../../guide/refusals/explanations'));
  const code = refusalCodeOf(text);
  explainViewOf(playground).open(code === null ? { kind: 'list' } : { kind: 'refusal', code });
}
