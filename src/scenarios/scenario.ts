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

/** A source of keys in a definition: written as the gateway wants it when the scenario is opened. */
export type SourceRecipe = { readonly key: DemoKeyName } | { readonly keySetOf: string };

/** A token: made from its parts and signed, or a text as it is. In the payload a time claim may be `now + 5 min`. */
export type TokenRecipe =
  | {
      readonly header?: JsonObject;
      readonly payload: JsonObject;
      readonly key: DemoKeyName;
      readonly fault?: TokenFault;
    }
  | { readonly text: string }
  /** One that a provider of the scenario issues, to its first client or its first user. */
  | { readonly from: string; readonly grant: 'client_credentials' | 'password' };

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
  /** The policy that its tokens name. */
  readonly policy: string;
  readonly behaviour?: ProviderBehaviour;
}

/** What is done before a step's request. */
export type Action =
  | { readonly do: 'set'; readonly api: string; readonly path: JsonPath; readonly value: JsonValue | undefined }
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
  | { readonly do: 'rotate keys'; readonly provider: string; readonly keep: boolean }
  | { readonly do: 'behave'; readonly provider: string; readonly behaviour: ProviderBehaviour };

/** One request of a scenario. */
export interface Step {
  /** What is done and sent, for a person, in a sentence. */
  readonly what: string;
  readonly before?: readonly Action[];
  readonly expect: {
    /** `null`: the connection is cut. */
    readonly status: number | null;
    /** `null`: it gets through. */
    readonly code: RefusalCode | null;
    /** A stretch of the body. */
    readonly body?: string;
  };
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
  /** Definitions, classic or Tyk OAS; a member `jwt_source` or `source` may be a recipe. */
  readonly apis: readonly ApiRecipe[];
  readonly policies: readonly JsonObject[];
  readonly providers?: readonly ProviderRecipe[];
  readonly token: TokenRecipe;
  readonly request: RequestRecipe;
  readonly steps: readonly Step[];
}

/** A definition, and the key source that is put into it. */
export interface ApiRecipe {
  readonly definition: JsonObject;
  readonly source?: SourceRecipe;
}
