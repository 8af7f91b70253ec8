/**
 * What “Do it for me” changes in a workspace, as the form and the Token column would.
 */
import type { JsonValue } from '../../go/json';
import { jwtSource } from '../../keys/export/key-forms';
import { generateKey } from '../../keys/generate';
import { formOf } from '../../workspace/documents';
import { grant } from '../../workspace/fields/access-rights';
import { withAuthenticationMode } from '../../workspace/fields/authentication-mode';
import { writeTypedSource } from '../../workspace/fields/key-source';
import { putKeySource, type WantedSource } from '../../workspace/fields/put-key-source';
import { setMember, type JsonPath } from '../../workspace/json-edit';
import { isKeyOfApi } from '../../workspace/known-keys';
import { idFromName, idsOf, newClassicApi, newPolicy, organizationOf } from '../../workspace/new-documents';
import { newKey, specTitle } from '../../workspace/new-key';
import { addSigningKey, canSignWith, chooseKey, partText, secretOfApi } from '../../workspace/signing';
import { algorithm } from '../../keys/algorithms';
import {
  newDocument,
  withDocument,
  type ComposedToken,
  type TokenFault,
  type Workspace,
} from '../../workspace/workspace';
import { withField } from './api-field';
import { apiInHand, loadedApiInHand } from './facts';
import type { Edit } from './lesson';

/** Several changes, one after the other. */
export function all(...edits: readonly Edit[]): Edit {
  return (workspace) => edits.reduce((changed, edit) => edit(changed), workspace);
}

/** The workspace with everything saved, as at the end of an Update. */
export function saved(workspace: Workspace): Workspace {
  const save = (document: Workspace['apis'][number]) => ({ ...document, saved: document.draft });
  return { ...workspace, apis: workspace.apis.map(save), policies: workspace.policies.map(save) };
}

/** Adds a classic API that is open to everyone. */
export function addApi(name: string, upstream: string): Edit {
  return (workspace) => {
    const id = idFromName(name, idsOf(workspace, 'apis'));
    const text = newClassicApi({ id, name, upstream, organization: organizationOf(workspace) });
    return { ...workspace, apis: [...workspace.apis, newDocument(text)] };
  };
}

/** Changes the text of the API in hand; without one nothing. */
export function editApi(edit: (text: string) => string): Edit {
  return (workspace) => {
    const api = apiInHand(workspace);
    if (api === null) return workspace;
    return withDocument(workspace, 'apis', api.document.id, (document) => ({
      ...document,
      draft: edit(document.draft),
    }));
  };
}

/** Sets a field of the API in hand by its name in the form; undefined takes it away. */
export function setField(name: string, value: JsonValue | undefined): Edit {
  return editApi((text) => withField(text, name, value));
}

/** Chooses JSON Web Token (JWT), which brings `sub` and `pol` along. */
export const chooseJwt: Edit = editApi((text) => {
  const form = formOf(text);
  return form.ok ? withAuthenticationMode(text, form.value, 'jwt') : text;
});

/** Enters a secret, which the definition has in base64. */
export function setSecret(secret: string): Edit {
  return setField('key-source', writeTypedSource(secret, 'base64'));
}

/** Sets signing method and key source together. */
export function setKeySource(wanted: WantedSource): Edit {
  return editApi((text) => {
    const made = putKeySource(text, wanted);
    return made.ok ? made.text : text;
  });
}

/** Adds a policy that opens the API in hand. */
export function addPolicy(name: string): Edit {
  return (workspace) => {
    const id = idFromName(name, idsOf(workspace, 'policies'));
    const policy = newPolicy(id, name, organizationOf(workspace));
    const definition = apiInHand(workspace)?.value.definition;
    const text =
      definition === undefined
        ? policy
        : grant(policy, { id: definition.api_id, name: definition.name, versions: ['Default'] });
    return { ...workspace, policies: [...workspace.policies, newDocument(text)] };
  };
}

/** Sets a member of every policy. */
export function setInPolicies(path: JsonPath, value: JsonValue): Edit {
  return (workspace) => ({
    ...workspace,
    policies: workspace.policies.map((policy) => ({ ...policy, draft: setMember(policy.draft, path, value) })),
  });
}

/** Writes a payload, in place of the one that was there. */
export function setPayload(claims: Readonly<Record<string, JsonValue>>): Edit {
  return withToken((token) => ({ ...token, payload: JSON.stringify(claims, null, 2) }));
}

/** Sets a claim; undefined takes it away. */
export function setClaim(name: string, value: JsonValue | undefined): Edit {
  return withToken((token) => ({ ...token, payload: setMember(token.payload, [name], value) }));
}

/** Sets a member of the token's header. */
export function setHeader(name: string, value: JsonValue): Edit {
  return withToken((token) => ({ ...token, header: setMember(token.header, [name], value) }));
}

/** Does something to the token on purpose, or nothing any more. */
export function setFault(fault: TokenFault | null): Edit {
  return withToken((token) => ({ ...token, fault }));
}

/** Changes the token; a pasted one is taken apart, and signed anew with the key of the API where the workspace has it. */
function withToken(change: (token: ComposedToken) => ComposedToken): Edit {
  return (workspace) => {
    const { token } = workspace;
    if (token.kind === 'composed') return { ...workspace, token: change(token) };
    const header = partText(token, 'header') ?? '{}';
    const payload = partText(token, 'payload') ?? '{}';
    const composed = { kind: 'composed', header, payload, keyId: null, fault: null } as const;
    const signed = signWithApiKey({ ...workspace, token: composed });
    return { ...signed, token: change(signed.token.kind === 'composed' ? signed.token : composed) };
  };
}

/** Signs with the key that the API checks tokens with: one of the workspace, or the API's secret, which is taken over. */
export const signWithApiKey: Edit = (workspace) => {
  const api = loadedApiInHand(workspace);
  const known = workspace.keys.find((key) => isKeyOfApi(key, api));
  if (known !== undefined) return chooseKey(workspace, known.id);
  const secret = secretOfApi(api, workspace.keys);
  return secret === null ? workspace : addSigningKey(workspace, secret);
};

/** Makes an RSA key pair to sign with. Rejects where the browser makes no keys. */
export async function makeRsaKey(): Promise<Edit> {
  const spec = { kind: 'rsa', bits: 2048 } as const;
  const made = await generateKey(spec);
  if (!made.ok) throw new Error(made.message);
  return (workspace) => addSigningKey(workspace, newKey(made.jwk, specTitle(spec), workspace.keys));
}

/** Gives the API the public half of the RSA key that signs, or of the first one that could. */
export const giveApiPublicKey: Edit = (workspace) => {
  const rs256 = algorithm('RS256');
  const { keys, token } = workspace;
  const fitting = keys.filter((key) => rs256 !== undefined && canSignWith(key, rs256));
  const key = fitting.find(({ id }) => token.kind === 'composed' && id === token.keyId) ?? fitting[0];
  const source = key === undefined ? undefined : jwtSource(key);
  return source === undefined ? workspace : setKeySource({ kind: 'source', method: 'rsa', source })(workspace);
};

/** Sets the request's path. */
export function setPath(path: string): Edit {
  return (workspace) => ({ ...workspace, request: { ...workspace.request, path } });
}
