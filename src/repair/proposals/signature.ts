import { decodeStd, encodeStd } from '../../go/base64';
import { algorithm } from '../../keys/algorithms';
import { examineSource } from '../../keys/source-doctor';
import { changeOf, type Change } from '../change';
import { inDefinition } from '../edit';
import type { ReadApi, Refused } from '../refused';
import { signAnew } from '../signers';

const utf8 = new TextEncoder();

const source = (api: ReadApi, words: string, value: string): Change =>
  changeOf('definition', words, inDefinition(api, ['jwt_source'], value));

/** The algorithm is of another family: the API takes the token's, or the token is signed for the API. */
export async function proposeFamily(refused: Refused): Promise<readonly Change[]> {
  const { api, header } = refused;
  if (api === null) return [];
  const family = typeof header['alg'] === 'string' ? algorithm(header['alg'])?.family : undefined;
  const method = family === 'rsa-pss' ? 'rsa' : family;
  const changes: Change[] = [];
  if (method === 'hmac' || method === 'rsa' || method === 'ecdsa') {
    changes.push(
      changeOf('definition', `Set JWT Signing Method to ${method}`, inDefinition(api, ['jwt_signing_method'], method)),
    );
  }
  return [...changes, ...(await signAnew(refused, ''))];
}

/** The source is no base64, or base64 of something that is no key: the right forms of it. */
export async function proposeSource(refused: Refused): Promise<readonly Change[]> {
  const { api } = refused;
  if (api === null) return [];
  const { jwt_source: text, jwt_signing_method: method } = api.source.definition;
  const offers = examineSource(text, method).offers.map((offer) => source(api, offer.title, offer.source));
  const encoded = decodeStd(text).ok ? [] : [source(api, 'Encode the source as base64', encodeStd(utf8.encode(text)))];
  const unique = [...offers, ...encoded];
  return [...unique, ...(await signAnew(refused, '')), ...flush(refused)];
}

/** The signature does not fit: another reading of the source, or the API's key. */
export async function proposeKey(refused: Refused): Promise<readonly Change[]> {
  const { api } = refused;
  if (api === null) return [];
  const { jwt_source: text } = api.source.definition;
  const once = decodeStd(text);
  const again = once.ok ? new TextDecoder().decode(once.bytes) : '';
  const changes: Change[] = [];
  if (again !== '' && decodeStd(again).ok)
    changes.push(source(api, 'Decode the source once: it was encoded twice', again));
  if (text !== '')
    changes.push(source(api, 'Encode the source as base64: it was put in as it is', encodeStd(utf8.encode(text))));
  return [...changes, ...(await signAnew(refused, ''))];
}

/** No key of the set fits: a set that is fetched anew, the kid of a key in it, or a key of one's own. */
export async function proposeKid(refused: Refused): Promise<readonly Change[]> {
  return [...flush(refused), ...(await proposeSource(refused))];
}

function flush({ api }: Refused): readonly Change[] {
  if (api === null) return [];
  const id = api.source.definition.api_id;
  return [
    changeOf('session', 'Empty the key set cache of the API (DELETE /tyk/cache/jwks/…)', (situation) => {
      const keySets = new Map(situation.state.keySets);
      keySets.delete(id);
      return { ...situation, state: { ...situation.state, keySets } };
    }),
  ];
}

/** One key per token, and the gateway has none of that name: one source for all tokens. */
export async function proposeOneSource(refused: Refused): Promise<readonly Change[]> {
  const { api } = refused;
  return api === null ? [] : signAnew(refused, '');
}
