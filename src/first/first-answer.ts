/** The gateway's answer to the guide's example, given in the page: what its file shows was true when it was built. */
import { Gateway } from '../gateway/gateway';
import { makeNetwork } from '../mock/network';
import { guideHmac, guideHmacWorkspace } from '../scenarios/guide-hmac';
import { readApi, readPolicy } from '../workspace/documents';
import { surroundingsOf } from '../workspace/network';
import { buildRequest } from '../workspace/request';
import { answerMark } from './answer-mark';

/** What the gateway answers now to the example with its token, as `answerMark` writes it; `pause` is waited for on the way. */
export async function firstAnswer(token: string, pause: () => Promise<void>): Promise<string> {
  const workspace = guideHmacWorkspace();
  const clock = { now: () => Date.now(), wait: () => Promise.resolve() };
  const gateway = new Gateway(
    surroundingsOf(
      makeNetwork(() => workspace),
      clock,
    ),
  );
  const [api, policy] = [readApi(guideHmac.definition), readPolicy(guideHmac.policy)];
  await pause();
  gateway.load(api.ok ? [api.value] : [], policy.ok ? [policy.value] : []);
  await pause();
  return answerMark(await gateway.handle(buildRequest(workspace.request, token)));
}
