/** The guide's steps 1 to 6, with a shared secret (option 1). */
import { readTypedSource } from '../../workspace/fields/key-source';
import { judgesJwts } from '../../workspace/fields/authentication-mode';
import { titleOf } from '../../workspace/document-title';
import { emptyWorkspace, isUnsaved } from '../../workspace/workspace';
import { allSaved, answered, signatureFits, thenSend, when, type Awaited } from './checks';
import { addApi, addPolicy, chooseJwt, setField, setPath, setPayload, setSecret, signWithApiKey } from './edits';
import { guideClaims } from './example';
import { apiInHand, claimOf, grants, savedApi, savedPolicies } from './facts';
import type { Lesson, Step } from './lesson';
import {
  baseline,
  jwtCli,
  listenPath,
  methodNames,
  noDefaults,
  noExpiry,
  organizations,
  rawSecret,
  switchedOff,
} from './set-up-differences';

const addTheApi: Step = {
  id: 'api',
  part: 'Step 1: Create an API',
  title: 'Add an API',
  text: 'Press `Add New API`. Call it Orders, keep `http://httpbin.org` as its upstream, and press Save.',
  why: 'The gateway listens on a path and sends what it lets through to the upstream. For now everyone gets through.',
  where: () => ({ spot: 'add api' }),
  doIt: [{ do: 'edit', edit: addApi('Orders', 'http://httpbin.org') }, { do: 'update' }],
  check: ({ workspace }) => {
    const api = apiInHand(workspace);
    if (api === null) return { done: false, found: 'There is no API yet.' };
    const { title } = titleOf('apis', api.document);
    if (savedApi(api) === null) return { done: false, found: `${title} was never saved.` };
    const { listen_path: path, target_url: upstream } = api.value.definition.proxy;
    return when(upstream !== '', `${title} is saved. It listens on ${path}.`, `${title} has no upstream URL.`);
  },
};

const chooseTheMode: Step = {
  id: 'mode',
  part: 'Step 2: Configure JWT authentication',
  title: 'Choose JSON Web Token (JWT)',
  text: 'As Authentication mode choose `JSON Web Token (JWT)`. Identity Source and Policy Field Name are then filled in as the guide has them: `sub` and `pol`.',
  why: 'The one claim says who it is, the other names the policy that counts.',
  where: () => ({ field: 'authentication-mode' }),
  doIt: [{ do: 'edit', edit: chooseJwt }],
  check: ({ workspace }) => {
    const api = apiInHand(workspace);
    if (api === null || !judgesJwts(api.document.draft)) return { done: false, found: 'JWTs are not judged yet.' };
    const { jwt_identity_base_field: identity, jwt_policy_field_name: policy } = api.value.definition;
    return when(
      policy !== '',
      `Identity from ${identity === '' ? 'sub' : identity}, policy from ${policy}.`,
      'Policy Field Name is empty: no claim can name a policy.',
    );
  },
  differences: [noDefaults],
};

const chooseTheMethod: Step = {
  id: 'method',
  title: 'Choose HMAC (shared)',
  text: 'As JWT Signing Method choose `HMAC (shared)`.',
  why: 'The API takes one family of algorithms. Which of the family, HS256 or HS512, the token says.',
  where: () => ({ field: 'signing-method' }),
  doIt: [{ do: 'edit', edit: setField('signing-method', 'hmac') }],
  check: ({ workspace }) => {
    const method = apiInHand(workspace)?.value.definition.jwt_signing_method ?? '';
    return when(
      method === 'hmac',
      'The definition says hmac.',
      method === '' ? 'No method is chosen yet.' : `The definition says ${method}.`,
    );
  },
  differences: [methodNames],
};

const enterTheSecret: Step = {
  id: 'secret',
  title: 'Enter the secret',
  text: 'As Key source leave `Secret`, and enter `tyk123`.',
  why: 'Whoever has the secret can make tokens, so a real one is long and random.',
  where: () => ({ field: 'key-source' }),
  doIt: [{ do: 'edit', edit: setSecret('tyk123') }],
  check: ({ workspace }) => {
    const source = apiInHand(workspace)?.value.definition.jwt_source ?? '';
    const typed = readTypedSource(source);
    if (typed === null) return { done: false, found: 'No secret is entered yet.' };
    if (typed.coding === 'plain')
      return { done: false, found: `“${source}” is stored as it is; the gateway wants base64.` };
    return when(typed.kind === 'secret', `Stored as ${source}.`, `It is a ${typed.kind}, no secret.`);
  },
  differences: [rawSecret],
};

const addThePolicy: Step = {
  id: 'policy',
  part: 'Step 3: Configure a default policy',
  title: 'Add a policy',
  text: 'Press `Add Policy`. Call it Gold, select the API, and press Save.',
  why: 'A policy says which APIs a client may call, and how often. Without one every token is refused.',
  where: () => ({ spot: 'add policy' }),
  doIt: [{ do: 'edit', edit: addPolicy('Gold') }, { do: 'update' }],
  check: ({ workspace }) => {
    const policies = savedPolicies(workspace);
    const api = apiInHand(workspace);
    const opens = policies.find(({ value }) => api !== null && grants(value, api.value));
    if (opens !== undefined) return { done: true, found: `The policy ${opens.value.id} opens this API.` };
    return {
      done: false,
      found: policies.length === 0 ? 'No policy is saved yet.' : 'No saved policy opens this API.',
    };
  },
  differences: [organizations],
};

const chooseTheDefault: Step = {
  id: 'default',
  title: 'Choose the default policy',
  text: 'Back in the API, choose Gold as `Default Policy`.',
  why: 'It counts for tokens that name no policy.',
  where: () => ({ field: 'default-policy' }),
  doIt: [{ do: 'edit', edit: setField('default-policy', ['gold']) }],
  check: ({ workspace }) => {
    const defaults = apiInHand(workspace)?.value.definition.jwt_default_policies ?? [];
    const [first] = defaults;
    if (first === undefined) return { done: false, found: 'None is chosen yet.' };
    const known = savedPolicies(workspace).some(({ value }) => value.id === first);
    return when(known, `It is ${first}.`, `There is no saved policy ${first}.`);
  },
  differences: [baseline],
};

const update: Step = {
  id: 'update',
  part: 'Step 4: Save your API configuration',
  title: 'Update',
  text: 'Press `Update`. Until then the gateway has the API that is open to everyone.',
  why: 'A definition is in force once it is saved and the gateway has loaded it anew; Update does both.',
  where: () => ({ spot: 'update' }),
  doIt: [{ do: 'update' }],
  check: (facts) => {
    const api = apiInHand(facts.workspace);
    const isSet = api !== null && judgesJwts(api.document.saved ?? '') && !isUnsaved(api.document);
    return isSet ? allSaved(facts) : { done: false, found: 'The gateway does not have the JWT settings yet.' };
  },
  differences: [switchedOff],
};

const writeThePayload: Step = {
  id: 'payload',
  part: 'Step 5: Generate a JWT for testing',
  title: 'Write the payload',
  text: 'In the Token column write the guide’s payload, with `gold` as `pol`. The preset `Guide: HMAC` has it ready.',
  why: 'This column is what the guide uses jwt.io for; nothing typed here leaves the browser.',
  where: () => ({ claim: 'pol' }),
  doIt: [{ do: 'edit', edit: setPayload(guideClaims) }],
  check: ({ workspace }) => {
    const [subject, policy] = [claimOf(workspace, 'sub'), claimOf(workspace, 'pol')];
    if (typeof subject !== 'string' || subject === '') return { done: false, found: 'The payload has no sub yet.' };
    if (typeof policy !== 'string') return { done: false, found: 'The payload names no policy in pol.' };
    const known = savedPolicies(workspace).some(({ value }) => value.id === policy);
    return when(known, `It says ${subject}, with the policy ${policy}.`, `There is no saved policy ${policy}.`);
  },
  differences: [noExpiry, jwtCli],
};

const signIt: Step = {
  id: 'sign',
  title: 'Sign it with the API’s secret',
  text: 'Under `Signed with` choose the API’s secret.',
  why: 'The gateway computes the signature anew with its own secret. Both come out the same only for the same secret.',
  where: () => ({ spot: 'signing key' }),
  doIt: [{ do: 'edit', edit: signWithApiKey }],
  check: signatureFits,
};

const send: Step = {
  id: 'send',
  part: 'Step 6: Test your JWT-protected API',
  title: 'Send the request',
  text: 'As path write `/orders/get`, and press `Send`.',
  why: '200 comes from the upstream: the gateway let the request through.',
  where: (facts) => {
    const { request } = facts.workspace;
    const isBare = request.path === apiInHand(facts.workspace)?.value.definition.proxy.listen_path;
    return isBare ? { spot: 'path' } : thenSend({ spot: 'path' }, { code: null })(facts);
  },
  doIt: [{ do: 'edit', edit: setPath('/orders/get') }, { do: 'send' }],
  check: (facts) => answered(facts, [passesWithToken]),
  differences: [listenPath],
};

/** An API that is open to everyone answers 200 too: what counts is that a token was judged. */
const passesWithToken: Awaited = {
  code: null,
  and: ({ exchange }) =>
    exchange.trace.some(({ step, state }) => step === 'signature' && state === 'passed')
      ? null
      : 'It was answered 200, but no token was judged.',
};

export const setUp: Lesson = {
  id: 'set-up',
  group: 'Setting up',
  title: 'Steps 1 to 6, with a shared secret',
  intro: 'From nothing to 200: an API, a secret, a policy, a token, a request.',
  beginsWith: 'an empty workspace',
  start: emptyWorkspace,
  steps: [
    addTheApi,
    chooseTheMode,
    chooseTheMethod,
    enterTheSecret,
    addThePolicy,
    chooseTheDefault,
    update,
    writeThePayload,
    signIt,
    send,
  ],
  ends: { status: 200, code: null },
};
