/**
 * The claim rules that only a Tyk OAS API has: issuer, audience, token id, subject, custom rules (behaviour 5.8).
 */
import { lateClaimPaths } from '../../go/late-claim-paths';
import { get, type JsonValue } from '../../go/json';
import { identityOfClaims, nested } from '../../gateway/identity';
import { LogWriter } from '../../gateway/log';
import { judgeClaim } from '../../gateway/steps/custom-claims';
import { kindOf, type ClaimRemark } from './claim-remark';
import type { TokenSetting } from './claim-use';

/** What the API's rules make of the claims. */
export function ruleUse(setting: TokenSetting): readonly ClaimRemark[] {
  return [...issuer(setting), ...audience(setting), ...tokenId(setting), ...subject(setting), ...custom(setting)];
}

const listed = (values: readonly string[]): string => values.map((value) => JSON.stringify(value)).join(', ');

function issuer({ api, claims }: TokenSetting): readonly ClaimRemark[] {
  const allowed = api.jwtScheme?.allowedIssuers ?? [];
  if (allowed.length === 0) return [];
  const details = [`allowedIssuers: ${listed(allowed)}, compared letter by letter.`];
  const value = get(claims, 'iss');
  if (value === undefined) return [{ path: [], text: 'no iss: refused', tone: 'bad', details }];
  const text =
    typeof value !== 'string'
      ? `${kindOf(value)}: refused`
      : allowed.includes(value)
        ? 'an allowed issuer'
        : 'not an allowed issuer';
  return [{ path: ['iss'], text, tone: text === 'an allowed issuer' ? 'ok' : 'bad', details }];
}

function audience({ api, claims }: TokenSetting): readonly ClaimRemark[] {
  const allowed = api.jwtScheme?.allowedAudiences ?? [];
  if (allowed.length === 0) return [];
  const details = [`allowedAudiences: ${listed(allowed)}; one that fits is enough.`];
  const value = get(claims, 'aud');
  if (value === undefined) return [{ path: [], text: 'no aud: refused', tone: 'bad', details }];
  const names: readonly JsonValue[] | null = typeof value === 'string' ? [value] : Array.isArray(value) ? value : null;
  if (names === null) return [{ path: ['aud'], text: `${kindOf(value)}: refused`, tone: 'bad', details }];
  const holds = names.some((name) => typeof name === 'string' && allowed.includes(name));
  const text = holds ? 'an allowed audience' : 'no allowed audience';
  return [{ path: ['aud'], text, tone: holds ? 'ok' : 'bad', details }];
}

function tokenId({ api, claims }: TokenSetting): readonly ClaimRemark[] {
  if (api.jwtScheme?.jtiValidation.enabled !== true) return [];
  const details = ['jtiValidation asks that it is there; its value is not looked at.'];
  return get(claims, 'jti') === undefined
    ? [{ path: [], text: 'no jti: refused', tone: 'bad', details }]
    : [{ path: ['jti'], text: 'required, and there', tone: 'ok', details }];
}

function subject({ api, claims, header }: TokenSetting): readonly ClaimRemark[] {
  const allowed = api.jwtScheme?.allowedSubjects ?? [];
  // Where the header has a kid, that is compared, and told beside it.
  if (allowed.length === 0 || (!api.definition.jwt_skip_kid && typeof get(header, 'kid') === 'string')) return [];
  const found = identityOfClaims({ api, claims, logWriter: new LogWriter() });
  const path = found.facts.at(-1)?.place?.path;
  if (!found.ok || path === undefined) return [];
  const holds = allowed.includes(found.identity);
  const text = holds ? 'an allowed subject' : 'not an allowed subject';
  return [{ path, text, tone: holds ? 'ok' : 'bad', details: [`allowedSubjects: ${listed(allowed)}.`] }];
}

function custom({ api, claims }: TokenSetting): readonly ClaimRemark[] {
  const rules = Object.entries(api.jwtScheme?.customClaimValidation ?? {});
  if (rules.length === 0) return [];
  const { acceptsPath, lookup: findByPath } = lateClaimPaths.value;
  const remarks: ClaimRemark[] = [];
  for (const [path, rule] of rules) {
    const details = [
      `customClaimValidation: ${path} is ${rule.type || 'to be there'}${allowedText(rule.allowedValues)}.`,
    ];
    if (!acceptsPath(path)) {
      const why = 'The path is none that the gateway can read, so every request is refused.';
      remarks.push({ path: [], text: `rule ${path}: no valid path`, tone: 'bad', details: [...details, why] });
      continue;
    }
    const found = findByPath(claims, path);
    const { error, warnings } = judgeClaim(path, rule, found);
    const place = placeOf(claims, path);
    if (error !== null || warnings.length > 0) {
      const blocks = error !== null;
      if (!blocks) details.push('The rule is nonBlocking: the gateway only writes a warning to its log.');
      else details.push(`Refused: ${error}.`);
      const what = found.exists ? `fails ${rule.type || 'its rule'}` : 'missing';
      const text = place.length === 0 ? `${path}: ${what}` : what;
      remarks.push({ path: place, text: blocks ? `${text}: refused` : text, tone: blocks ? 'bad' : 'warn', details });
    } else remarks.push({ path: place, text: `meets ${rule.type || 'its rule'}`, tone: 'ok', details });
  }
  return remarks;
}

function allowedText(values: readonly JsonValue[] | null): string {
  return values === null || values.length === 0 ? '' : ` of ${values.map((value) => JSON.stringify(value)).join(', ')}`;
}

/** Where a path of the gateway's syntax leads, as far as it is plain names; an empty path where it is not. */
function placeOf(claims: TokenSetting['claims'], path: string): readonly string[] {
  const names = path.split(/[.|]/);
  for (let length = names.length; length > 0; length--) {
    const start = names.slice(0, length);
    if (nested(claims, start) !== undefined) return start;
  }
  return [];
}
