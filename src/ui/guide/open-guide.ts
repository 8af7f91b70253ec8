import { untilFetched } from '../kit/late-trouble.svelte';
import type { Playground } from '../state/playground.svelte';
import { guideViewOf } from './guide-view.svelte';

/** Opens the guide at a lesson, in the workspace that it begins with; at the list for an id that no lesson has. The lessons are fetched for it. */
export async function openGuideAt(playground: Playground, id: string): Promise<void> {
  const { lessonWith } = await untilFetched(() => import('../../guide/lessons/lessons'));
  const lesson = lessonWith(id);
  const guide = guideViewOf(playground);
  guide.lesson = lesson?.id ?? null;
  if (lesson !== undefined) guide.begin(lesson);
  guide.open();
}
