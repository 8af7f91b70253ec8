/**
 * Makes the workspace of a scenario, and the changes of its steps.
 */
import { encodeStd } from '../go/base64';
import type { JsonObject, JsonValue } from '../go/json';
import { readApi, readPolicy } from '../workspace/documents';
import { memberAt, setMember, type JsonPath } from '../workspace/json-edit';
import { addressesOf } from '../workspace/providers/addresses';
import { newAuth0, newKeycloak, newPlain } from '../workspace/providers/new-provider';
import { rotateKeys } from '../workspace/providers/keys';
import { setBehaviour, withProvider, type Provider } from '../workspace/providers';
import {
  emptyWorkspace,
  newDocument,
  type Document,
  type NamedKey,
  type TokenDraft,
  type Workspace,
} from '../workspace/workspace';
import { demoKey, demoPem, demoSource, type DemoKeyName } from './demo-keys';
import type { Action, ApiRecipe, ProviderRecipe, RequestRecipe, Scenario, SourceRecipe, TokenRecipe } from './scenario';

/** Gets a token from a provider of the workspace, as its client or its user would. */
export type IssueToken = (provider: Provider, grant: 'client_credentials' | 'password') => Promise<string>;

const utf8 = new TextEncoder();
const text = (value: unknown): string => JSON.stringify(value, null, 2);

/** The workspace that a scenario begins with; everything in it is saved. `now`: this machine's clock, in milliseconds. */
export async function openScenario(scenario: Scenario, now: number, issue: IssueToken): Promise<Workspace> {
  const providers = await Promise.all((scenario.providers ?? []).map((recipe) => makeProvider(recipe, now)));
  const saved = (document: string): Document => newDocument(document, document);
  const empty = emptyWorkspace();
  const base: Workspace = {
    ...empty,
    providers,
    apis: scenario.apis.map((api) => saved(definitionOf(api, providers))),
    policies: scenario.policies.map((policy) => saved(text(policy))),
    request: { ...empty.request, path: '/orders/get', ...scenario.request },
    clock: scenario.clock === 'runs' ? { runs: true, offset: 0 } : { runs: false, at: now },
  };
  return withToken(base, scenario.token, issue);
}

async function makeProvider(recipe: ProviderRecipe, now: number): Promise<Provider> {
  const { name, host, policy, realm = 'demo', key = 'rsa', behaviour } = recipe;
  const wanted = { name, host, policy, now, key: demoKey(key) };
  const make = {
    auth0: () => newAuth0(wanted),
    keycloak: () => newKeycloak({ ...wanted, realm }),
    plain: () => newPlain(wanted),
  };
  const provider = await make[recipe.shape]();
  return behaviour === undefined ? provider : setBehaviour(provider, behaviour);
}

function named(providers: readonly Provider[], name: string): Provider {
  const found = providers.find((provider) => provider.name === name);
  if (found === undefined) throw new Error(`the scenario has no provider ${name}`);
  return found;
}

function sourceText(source: SourceRecipe, providers: readonly Provider[]): string {
  if ('keySetOf' in source) return encodeStd(utf8.encode(addressesOf(named(providers, source.keySetOf)).keySet));
  if (source.as === undefined) return demoSource(source.key);
  if (source.as === 'PEM as it is') return demoPem(source.key, 'public');
  return encodeStd(utf8.encode(demoPem(source.key, 'private')));
}

/** Where a definition has its key source: `jwt_source`, or `source` in each scheme of a Tyk OAS document. */
function sourcePlaces(definition: string): readonly JsonPath[] {
  const schemes = memberAt(definition, schemesPath);
  return isMap(schemes) ? Object.keys(schemes).map((name) => [...schemesPath, name, 'source']) : [['jwt_source']];
}

const schemesPath = ['x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes'] as const;

function withSource(definition: string, source: SourceRecipe, providers: readonly Provider[]): string {
  const value = sourceText(source, providers);
  return sourcePlaces(definition).reduce((made, path) => setMember(made, path, value), definition);
}

function definitionOf({ definition, source }: ApiRecipe, providers: readonly Provider[]): string {
  return source === undefined ? text(definition) : withSource(text(definition), source, providers);
}

function isMap(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function withToken(workspace: Workspace, recipe: TokenRecipe, issue: IssueToken): Promise<Workspace> {
  if ('text' in recipe) return { ...workspace, token: { kind: 'encoded', text: recipe.text } };
  if ('from' in recipe) {
    const issued = await issue(named(workspace.providers, recipe.from), recipe.grant);
    return { ...workspace, token: { kind: 'encoded', text: issued } };
  }
  const { keys, key } = withKey(workspace.keys, recipe.key);
  const alg = algorithmOf(key);
  const header = { alg, typ: 'JWT', ...(key.kid === '' ? {} : { kid: key.kid }), ...recipe.header };
  const token: TokenDraft = {
    kind: 'composed',
    header: text(header),
    payload: 'payload' in recipe ? text(recipe.payload) : recipe.payloadText,
    keyId: key.id,
    fault: recipe.fault ?? null,
  };
  return { ...workspace, keys, token };
}

function withKey(
  keys: readonly NamedKey[],
  name: DemoKeyName,
): { readonly keys: readonly NamedKey[]; readonly key: NamedKey } {
  const wanted = demoKey(name);
  const known = keys.find((key) => key.name === wanted.name);
  return known === undefined ? { keys: [...keys, wanted], key: wanted } : { keys, key: known };
}

function algorithmOf({ jwk }: NamedKey): string {
  if (jwk.kty === 'oct') return 'HS256';
  if (jwk.kty === 'RSA') return 'RS256';
  return jwk.crv === 'P-384' ? 'ES384' : 'ES256';
}

/** What a step does that is not in the workspace: to the clock, and to what the gateway remembers. */
export interface Effects {
  wait(seconds: number): void;
  flushKeySets(): void;
  deleteSessions(): void;
  /** Reads a Tyk OAS API through the admin API. */
  readApi(id: string): void;
}

/** The workspace after the actions of a step. What they change in documents is typed, not saved: that is the caller's. */
export async function act(
  start: Workspace,
  actions: readonly Action[],
  { now, issue, effects }: { readonly now: () => number; readonly issue: IssueToken; readonly effects: Effects },
): Promise<Workspace> {
  let workspace = start;
  for (const action of actions) {
    switch (action.do) {
      case 'set':
        workspace = withApi(workspace, action.api, (draft) => setMember(draft, action.path, action.value));
        break;
      case 'set source': {
        const { providers } = workspace;
        workspace = withApi(workspace, action.api, (draft) => withSource(draft, action.source, providers));
        break;
      }
      case 'set policy':
        workspace = {
          ...workspace,
          policies: workspace.policies.map((policy) =>
            policyId(policy) === action.policy
              ? { ...policy, draft: setMember(policy.draft, action.path, action.value) }
              : policy,
          ),
        };
        break;
      case 'remove policy':
        workspace = {
          ...workspace,
          policies: workspace.policies.filter((policy) => policyId(policy) !== action.policy),
        };
        break;
      case 'token':
        workspace = await withToken(workspace, action.token, issue);
        break;
      case 'request':
        workspace = { ...workspace, request: mergeRequest(workspace, action.request) };
        break;
      case 'wait':
        effects.wait(action.seconds);
        break;
      case 'flush key sets':
        effects.flushKeySets();
        break;
      case 'delete sessions':
        effects.deleteSessions();
        break;
      case 'read api':
        effects.readApi(action.api);
        break;
      case 'rotate keys': {
        const { id } = named(workspace.providers, action.provider);
        const rotated = await rotateKeys(named(workspace.providers, action.provider), {
          keep: action.keep,
          now: now(),
        });
        workspace = withProvider(workspace, id, () => rotated);
        break;
      }
      case 'behave': {
        const { behaviour } = action;
        workspace = withProvider(workspace, named(workspace.providers, action.provider).id, (provider) =>
          setBehaviour(provider, behaviour),
        );
        break;
      }
    }
  }
  return workspace;
}

function mergeRequest({ request }: Workspace, recipe: RequestRecipe): Workspace['request'] {
  return { ...request, ...recipe };
}

function withApi(workspace: Workspace, id: string, change: (draft: string) => string): Workspace {
  return {
    ...workspace,
    apis: workspace.apis.map((api) => (apiId(api) === id ? { ...api, draft: change(api.draft) } : api)),
  };
}

function apiId({ draft }: Document): string | null {
  const read = readApi(draft);
  return read.ok ? read.value.definition.api_id : null;
}

function policyId({ draft }: Document): string | null {
  const read = readPolicy(draft);
  return read.ok ? read.value.id : null;
}
