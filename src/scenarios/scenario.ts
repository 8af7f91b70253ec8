/**
 * A prepared situation to learn from, as data: what is saved, what is sent in which order, and what each request is answered.
 * Times are relative and keys have names: everything is made when the scenario is opened.
 */
import type { JsonObject, JsonValue } from '../go/json';
import type { RefusalCode } from '../gateway/refusals';
import type { JsonPath } from '../workspace/json-edit';
import type { ProviderBehaviour } from '../workspace/providers';
import type { NameValue, TokenFault, TokenPlacement } from '../workspace/workspace';
import type { DemoKeyName } from './demo-keys';

/** What a group of scenarios teaches; one folder each. */
export type Topic =
  | 'guide'
  | 'token'
  | 'keys'
  | 'claims'
  | 'policies'
  | 'scopes'
  | 'access'
  | 'limits'
  | 'oas'
  | 'providers'
  | 'sessions'
  | 'routing';

/**
 * A source of keys in a definition, written when the scenario is opened: as the gateway wants it, base64 of a secret, of a
 * public key's PEM or of a URL; or, of a key, in a form that people take for it.
 */
export type SourceRecipe =
  | { readonly key: DemoKeyName; readonly as?: 'PEM as it is' | 'base64 of the private key' }
  | { readonly keySetOf: string };

/**
 * A token: made from its parts and signed, or a text as it is. In the payload a time claim may be `now + 5 min`. The header
 * has `alg`, `typ` and the key's `kid`, unless it says otherwise.
 */
export type TokenRecipe =
  | (Signing & { readonly payload: JsonObject })
  /** A payload that is signed as it stands, JSON or not. */
  | (Signing & { readonly payloadText: string })
  | { readonly text: string }
  /** One that a provider of the scenario issues, to its first client or its first user. */
  | { readonly from: string; readonly grant: 'client_credentials' | 'password' };

interface Signing {
  readonly header?: JsonObject;
  readonly key: DemoKeyName;
  readonly fault?: TokenFault;
}

export interface RequestRecipe {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: readonly NameValue[];
  readonly cookies?: readonly NameValue[];
  readonly body?: string;
  readonly token?: TokenPlacement;
}

/** A provider beside the gateway, by the name that `keySetOf` and `from` use. */
export interface ProviderRecipe {
  readonly name: string;
  readonly shape: 'auth0' | 'keycloak' | 'plain';
  readonly host: string;
  /** Of Keycloak. */
  readonly realm?: string;
  /** The policy that its tokens name in `pol`; empty: they name none. */
  readonly policy: string;
  /** What it signs with; `rsa` when nothing is said. */
  readonly key?: DemoKeyName;
  readonly behaviour?: ProviderBehaviour;
}

/** A key that was made through the admin API: `POST /tyk/keys/<name>`. */
export interface KeyRecipe {
  readonly name: string;
  readonly session: JsonObject;
}

/** What is done before a step's request. What it changes in definitions and policies is saved before the request is sent. */
export type Action =
  | { readonly do: 'set'; readonly api: string; readonly path: JsonPath; readonly value: JsonValue | undefined }
  | { readonly do: 'set source'; readonly api: string; readonly source: SourceRecipe }
  | {
      readonly do: 'set policy';
      readonly policy: string;
      readonly path: JsonPath;
      readonly value: JsonValue | undefined;
    }
  | { readonly do: 'remove policy'; readonly policy: string }
  | { readonly do: 'token'; readonly token: TokenRecipe }
  | { readonly do: 'request'; readonly request: RequestRecipe }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'flush key sets' }
  | { readonly do: 'delete sessions' }
  /** `GET /tyk/apis/oas/<api>` of the admin API, which changes what the gateway has (behaviour 4.2). */
  | { readonly do: 'read api'; readonly api: string }
  | { readonly do: 'rotate keys'; readonly provider: string; readonly keep: boolean }
  | { readonly do: 'behave'; readonly provider: string; readonly behaviour: ProviderBehaviour };

/** What a request is answered. */
export interface Expectation {
  /** `null`: the connection is cut. */
  readonly status: number | null;
  /** `null`: it is not refused. */
  readonly code: RefusalCode | null;
  /** The gateway's whole error text; every refusal that is answered has one. */
  readonly error?: string;
  /** A stretch of the body, where it tells more than the error. */
  readonly body?: string;
  /** A stretch of a line's message or error in the gateway's log: what its operator searches for. */
  readonly log?: string;
}

/** One request of a scenario. */
export interface Step {
  /** What is done and sent, for a person, in a sentence. */
  readonly what: string;
  readonly before?: readonly Action[];
  readonly expect: Expectation;
  /** Why it is answered so. */
  readonly why: string;
}

export interface Scenario {
  /** Stable: it stands in links. */
  readonly id: string;
  readonly topic: Topic;
  /** What a searcher would type. */
  readonly title: string;
  /** Two or three sentences. */
  readonly about: string;
  /** Definitions, classic or Tyk OAS; with a recipe for `jwt_source` or `source`. */
  readonly apis: readonly ApiRecipe[];
  readonly policies: readonly JsonObject[];
  readonly keys?: readonly KeyRecipe[];
  readonly providers?: readonly ProviderRecipe[];
  readonly token: TokenRecipe;
  /** GET /orders/get with the token as a bearer, unless it says otherwise. */
  readonly request?: RequestRecipe;
  /** The clock stands still, so that an answer does not depend on how long somebody reads; a request that is held needs one that runs. */
  readonly clock?: 'runs';
  /** At least one; the first is sent as the scenario is opened, unless it does something before. */
  readonly steps: readonly [Step, ...Step[]];
}

/** A definition, and the key source that is put into it. */
export interface ApiRecipe {
  readonly definition: JsonObject;
  readonly source?: SourceRecipe;
}
