/**
 * Every trap that the lint knows, in the order in which it tells them.
 */
import * as authentication from './authentication';
import * as allowedUrls from './allowed-urls';
import * as basePolicy from './base-policy';
import * as claimNames from './claim-names';
import * as claimRules from './claim-rules';
import * as customClaims from './custom-claims';
import type { ApiDocument, PolicyDocument, UnreadDocument } from './document';
import type { Hit, Severity } from './finding';
import * as headerVariables from './header-variables';
import type { HitIn, InForce } from './in-force';
import * as keySets from './key-sets';
import * as oasScheme from './oas-scheme';
import * as oasTypes from './oas-types';
import * as policyDocument from './policy-document';
import * as policyLimits from './policy-limits';
import * as publicKey from './public-key';
import * as references from './references';
import * as routes from './routes';
import * as routing from './routing';
import * as saving from './saving';
import * as secret from './secret';
import * as signingMethod from './signing-method';
import * as times from './times';
import * as together from './together';
import * as tokenPlaces from './token-places';
import * as unknownFields from './unknown-fields';
import * as versions from './versions';

/** A rule. `section` is where behaviour.md tells what it stands on. */
export interface Rule<Subject, Told = Hit> {
  readonly code: string;
  readonly severity: Severity;
  readonly section: string;
  readonly run: (subject: Subject) => Iterable<Told>;
}

// prettier-ignore
/** What is asked of a draft that cannot be read. */
export const unreadRules = [
  { code: 'document-unreadable',          severity: 'error',   section: '10.3', run: saving.unreadable },
] as const satisfies readonly Rule<UnreadDocument>[];

// prettier-ignore
/** What is asked of an OAS document without the extension: nothing else makes sense there. */
export const plainOasRules = [
  { code: 'oas-extension-missing',        severity: 'error',   section: '10.3', run: oasScheme.extensionMissing },
] as const satisfies readonly Rule<ApiDocument>[];

// prettier-ignore
/** What is asked of an API by itself. */
export const apiRules = [
  // Does a request reach it?
  { code: 'save-refused',                 severity: 'error',   section: '10.3', run: saving.saveRefused },
  { code: 'oas-duration-not-text',        severity: 'error',   section: '4.2',  run: oasTypes.durationNoText },
  { code: 'listen-path-empty',            severity: 'error',   section: '10.1', run: routing.listenPathEmpty },
  { code: 'listen-path-blank',            severity: 'error',   section: '10.1', run: routing.listenPathBlank },
  { code: 'listen-path-no-route',         severity: 'error',   section: '2',    run: routing.listenPathNoRoute },
  { code: 'listen-path-open-end',         severity: 'hint',    section: '2',    run: routing.listenPathOpenEnd },
  { code: 'api-not-routed',               severity: 'error',   section: '10.1', run: routing.notRouted },
  { code: 'api-id-missing',               severity: 'warning', section: '10.3', run: routing.noApiId },
  { code: 'inactive-api-served',          severity: 'warning', section: '2',    run: routing.inactiveIsServed },
  { code: 'upstream-url-unfit',           severity: 'error',   section: '7.7',  run: routing.targetUnfit },

  // Versions
  { code: 'versions-missing',             severity: 'error',   section: '3',    run: versions.noVersions },
  { code: 'version-ambiguous',            severity: 'error',   section: '3',    run: versions.ambiguousVersion },
  { code: 'version-location-unknown',     severity: 'error',   section: '3',    run: versions.versionLocationUnknown },
  { code: 'default-version-unknown',      severity: 'error',   section: '3',    run: versions.defaultVersionUnknown },
  { code: 'version-must-be-named',        severity: 'hint',    section: '3',    run: versions.versionNotAsked },
  { code: 'version-stays-in-path',        severity: 'hint',    section: '3',    run: versions.versionStaysInPath },
  { code: 'path-list-unread',             severity: 'warning', section: '3',    run: versions.pathListUnread },
  { code: 'path-pattern-broken',          severity: 'warning', section: '3',    run: versions.pathPatternBroken },
  { code: 'white-list-closes',            severity: 'hint',    section: '3',    run: versions.whiteListCloses },
  { code: 'ignored-path-open',            severity: 'hint',    section: '3',    run: versions.ignoredPathOpen },

  // Is it JWT that judges?
  { code: 'keyless-beside-jwt',           severity: 'warning', section: '1',    run: authentication.keylessBesideJwt },
  { code: 'use-jwt-written',              severity: 'error',   section: '14',   run: authentication.useJwtWritten },
  { code: 'oas-bearer-format',            severity: 'error',   section: '4.2',  run: oasScheme.bearerFormat },
  { code: 'oas-component-wrong',          severity: 'error',   section: '4.2',  run: oasScheme.componentWrong },
  { code: 'oas-names-differ',             severity: 'error',   section: '4.2',  run: oasScheme.namesDiffer },
  { code: 'oas-component-missing',        severity: 'error',   section: '4.2',  run: oasScheme.componentMissing },
  { code: 'oas-settings-missing',         severity: 'error',   section: '4.2',  run: oasScheme.settingsMissing },
  { code: 'oas-requirement-missing',      severity: 'error',   section: '4.2',  run: oasScheme.requirementMissing },
  { code: 'oas-requirement-not-first',    severity: 'error',   section: '4.2',  run: oasScheme.requirementNotFirst },
  { code: 'jwt-off',                      severity: 'error',   section: '1',    run: authentication.jwtOff },
  { code: 'auth-token-in-one-place',      severity: 'error',   section: '1',    run: authentication.authTokenInOnePlace },
  { code: 'auth-token-beside-jwt',        severity: 'warning', section: '1',    run: authentication.authTokenBeside },
  { code: 'identity-from-elsewhere',      severity: 'error',   section: '4.1',  run: authentication.identityElsewhere },
  { code: 'oas-wrong-type',               severity: 'warning', section: '4.2',  run: oasTypes.wrongType },

  // Where the token is
  { code: 'token-places-off',             severity: 'error',   section: '10.3', run: tokenPlaces.allPlacesOff },
  { code: 'header-left-out',              severity: 'hint',    section: '4.2',  run: tokenPlaces.headerLeftOut },
  { code: 'old-places-unread',            severity: 'warning', section: '4.1',  run: tokenPlaces.oldPlacesUnread },
  { code: 'token-places-misnamed',        severity: 'warning', section: '4.1',  run: tokenPlaces.placesMisnamed },
  { code: 'token-place-unnamed',          severity: 'warning', section: '5.1',  run: tokenPlaces.placeUnnamed },
  { code: 'several-token-places',         severity: 'hint',    section: '5.1',  run: tokenPlaces.severalPlaces },
  { code: 'strips-similar-cookie',        severity: 'warning', section: '7.1',  run: tokenPlaces.stripsSimilarCookie },
  { code: 'strips-unread-header',         severity: 'hint',    section: '7.1',  run: tokenPlaces.stripsUnreadHeader },
  { code: 'strip-rewrites-query',         severity: 'hint',    section: '7.1',  run: tokenPlaces.stripRewritesQuery },

  // Signing method and key
  { code: 'method-defaults-to-hmac',      severity: 'warning', section: '5.4',  run: signingMethod.methodDefaultsToHmac },
  { code: 'method-refuses-key',           severity: 'error',   section: '5.4',  run: signingMethod.methodRefusesKey },
  { code: 'source-not-base64',            severity: 'error',   section: '5.5',  run: secret.notBase64 },
  { code: 'pem-not-base64',               severity: 'error',   section: '5.5',  run: publicKey.pemNotBase64 },
  { code: 'source-url-raw',               severity: 'error',   section: '5.5',  run: secret.rawUrl },
  { code: 'source-url-with-blanks',       severity: 'error',   section: '5.5',  run: secret.urlWithBlanks },
  { code: 'secret-reads-as-base64',       severity: 'warning', section: '5.5',  run: secret.readsAsBase64 },
  { code: 'secret-encoded-twice',         severity: 'warning', section: '5.5',  run: secret.secretEncodedTwice },
  { code: 'secret-with-line-end',         severity: 'warning', section: '5.5',  run: secret.secretWithLineEnd },
  { code: 'key-encoded-twice',            severity: 'error',   section: '5.5',  run: secret.keyEncodedTwice },
  { code: 'key-for-hmac',                 severity: 'error',   section: '5.4',  run: publicKey.keyForHmac },
  { code: 'secret-for-key-method',        severity: 'error',   section: '5.5',  run: publicKey.secretForKeyMethod },
  { code: 'private-key-in-source',        severity: 'error',   section: '5.5',  run: publicKey.privateKey },
  { code: 'pkcs1-key',                    severity: 'error',   section: '5.5',  run: publicKey.pkcs1Key },
  { code: 'pem-damaged',                  severity: 'error',   section: '5.5',  run: publicKey.pemDamaged },
  { code: 'key-unreadable',               severity: 'error',   section: '5.5',  run: publicKey.keyUnreadable },
  { code: 'key-of-other-family',          severity: 'error',   section: '5.6',  run: publicKey.keyOfOtherFamily },
  { code: 'rsa-key-too-short',            severity: 'error',   section: '5.6',  run: publicKey.rsaTooShort },
  { code: 'second-key-unused',            severity: 'warning', section: '5.5',  run: publicKey.secondKeyUnused },
  { code: 'key-set-for-hmac',             severity: 'warning', section: '5.5',  run: publicKey.keySetForHmac },
  { code: 'no-key-source',                severity: 'warning', section: '6',    run: secret.noSource },
  { code: 'source-decoded',               severity: 'hint',    section: '5.5',  run: secret.sourceDecoded },
  { code: 'key-decoded',                  severity: 'hint',    section: '5.5',  run: publicKey.keyDecoded },

  // Lists of key sets
  { code: 'classic-key-sets-unread',      severity: 'error',   section: '4.1',  run: keySets.classicListUnread },
  { code: 'classic-key-sets-beside-source', severity: 'warning', section: '4.1', run: keySets.classicListBesideSource },
  { code: 'source-beside-key-sets',       severity: 'warning', section: '5.5',  run: keySets.listBesideSource },
  { code: 'listed-address-encoded',       severity: 'error',   section: '5.5',  run: keySets.listedAddressEncoded },
  { code: 'listed-address-unfit',         severity: 'error',   section: '5.5',  run: keySets.listedAddressUnfit },
  { code: 'cache-timeout-not-text',       severity: 'error',   section: '4.2',  run: keySets.timeoutNoText },
  { code: 'cache-timeout-unread',         severity: 'warning', section: '5.5',  run: keySets.timeoutUnread },
  { code: 'cache-timeout-too-long',       severity: 'warning', section: '5.5',  run: keySets.timeoutTooLong },
  { code: 'cache-timeouts-differ',        severity: 'warning', section: '5.5',  run: keySets.timeoutsDiffer },

  // Times
  { code: 'expires-skew-alone',           severity: 'warning', section: '7.2',  run: times.expiresSkew },
  { code: 'skew-in-milliseconds',         severity: 'hint',    section: '5.7',  run: times.skewInMilliseconds },

  // Claims
  { code: 'claim-rules-in-classic',       severity: 'warning', section: '4.1',  run: claimRules.rulesInClassic },
  { code: 'subjects-compare-kid',         severity: 'error',   section: '5.8',  run: claimRules.subjectsCompareKid },
  { code: 'subjects-may-compare-kid',     severity: 'warning', section: '5.8',  run: claimRules.subjectsMayCompareKid },
  { code: 'allowed-value-with-blank',     severity: 'warning', section: '5.8',  run: claimRules.allowedWithBlanks },
  { code: 'claim-path-invalid',           severity: 'error',   section: '5.8',  run: customClaims.claimPathInvalid },
  { code: 'claim-path-surprising',        severity: 'warning', section: '5.8',  run: customClaims.claimPathSurprising },
  { code: 'claim-type-unknown',           severity: 'warning', section: '5.8',  run: customClaims.claimTypeUnknown },
  { code: 'claim-never-met',              severity: 'error',   section: '5.8',  run: customClaims.claimNeverMet },
  { code: 'claim-always-warned',          severity: 'warning', section: '5.8',  run: customClaims.claimAlwaysWarned },
  { code: 'allowed-values-unread',        severity: 'warning', section: '5.8',  run: customClaims.allowedValuesUnread },
  { code: 'contains-takes-last',          severity: 'warning', section: '5.8',  run: customClaims.containsTakesLast },
  { code: 'allowed-text-of-number',       severity: 'hint',    section: '5.8',  run: customClaims.allowedTextOfNumber },
  { code: 'required-is-weak',             severity: 'hint',    section: '5.8',  run: customClaims.requiredIsWeak },

  // Identity and policies
  { code: 'claim-name-unreachable',       severity: 'warning', section: '5.9',  run: claimNames.claimUnreachable },
  { code: 'subject-claims-win',           severity: 'warning', section: '4.2',  run: claimNames.subjectsBesideField },
  { code: 'skip-kid-unread',              severity: 'hint',    section: '5.9',  run: claimNames.skipKidUnread },
  { code: 'policy-source-missing',        severity: 'error',   section: '5.11', run: basePolicy.noPolicySource },
  { code: 'policy-claim-unread',          severity: 'hint',    section: '5.10', run: basePolicy.policyClaimUnread },
  { code: 'policy-claim-is-list',         severity: 'hint',    section: '5.10', run: claimNames.policyClaimIsList },
  { code: 'base-policy-claims-unread',    severity: 'warning', section: '5.10', run: claimNames.basePoliciesUnread },
  { code: 'base-policy-claims-win',       severity: 'warning', section: '5.10', run: claimNames.basePoliciesBesideField },
  { code: 'client-field-unread',          severity: 'warning', section: '5.10', run: claimNames.clientFieldUnread },
  { code: 'client-needs-key',             severity: 'hint',    section: '5.10', run: basePolicy.clientNeedsKey },
  { code: 'default-does-not-step-in',     severity: 'hint',    section: '5.11', run: basePolicy.defaultDoesNotStepIn },
  { code: 'default-policy-empty',         severity: 'warning', section: '5.11', run: basePolicy.emptyDefault },
  { code: 'several-default-policies',     severity: 'hint',    section: '5.11', run: basePolicy.severalDefaults },
  { code: 'scopes-drop-defaults',         severity: 'warning', section: '5.12', run: basePolicy.defaultsBesideScopes },
  { code: 'scope-fields-disabled',        severity: 'warning', section: '4.1',  run: basePolicy.scopeFieldsDisabled },
  { code: 'scope-fields-deprecated',      severity: 'hint',    section: '4.1',  run: basePolicy.scopeFieldsDeprecated },
  { code: 'scope-claim-unmapped',         severity: 'hint',    section: '5.12', run: basePolicy.scopeClaimUnmapped },
  { code: 'scope-claim-dotted',           severity: 'warning', section: '5.12', run: claimNames.scopeClaimDotted },
  { code: 'scope-claims-win',             severity: 'warning', section: '4.2',  run: claimNames.scopeClaimsBesideName },
  { code: 'scope-never-matches',          severity: 'warning', section: '5.12', run: basePolicy.scopeNeverMatches },
  { code: 'scope-mapped-twice',           severity: 'warning', section: '5.12', run: basePolicy.scopeMappedTwice },
  { code: 'client-id-mapping',            severity: 'hint',    section: '5.13', run: keySets.clientIdMapping },

  // Sessions, limits, logs, headers
  { code: 'session-lifetime',             severity: 'hint',    section: '9',    run: times.sessionLifetime },
  { code: 'session-lifetime-unused',      severity: 'warning', section: '9',    run: times.lifetimeUnused },
  { code: 'api-rate-without-period',      severity: 'warning', section: '7.6',  run: routing.apiRateWithoutPeriod },
  { code: 'limits-off',                   severity: 'hint',    section: '7.5',  run: routing.limitsOff },
  { code: 'traffic-logs-off',             severity: 'hint',    section: '8.4',  run: routing.trafficLogsOff },
  { code: 'context-variables-off',        severity: 'warning', section: '7.9',  run: headerVariables.contextVariablesOff },
  { code: 'variable-name-cut',            severity: 'warning', section: '7.9',  run: headerVariables.variableNameCut },
  { code: 'meta-data-of-first-request',   severity: 'hint',    section: '5.14', run: headerVariables.metaOfFirstRequest },

  // Fields that are not read
  { code: 'dead-field',                   severity: 'warning', section: '4.1',  run: unknownFields.deadField },
  { code: 'unknown-field',                severity: 'warning', section: '10.3', run: unknownFields.unknownInApi },
  { code: 'member-repeated',              severity: 'warning', section: '5.3',  run: unknownFields.repeatedMember },
] as const satisfies readonly Rule<ApiDocument>[];

// prettier-ignore
/** What is asked of a policy by itself. */
export const policyRules = [
  { code: 'policy-id-missing',            severity: 'error',   section: '10.4', run: policyDocument.noPolicyId },
  { code: 'policy-id-unfit',              severity: 'error',   section: '10.4', run: policyDocument.policyIdUnfit },
  { code: 'policy-inactive',              severity: 'error',   section: '7.2',  run: policyDocument.policyInactive },
  { code: 'policy-active-unread',         severity: 'warning', section: '4.3',  run: policyDocument.policyActiveUnread },
  { code: 'policy-without-rights',        severity: 'error',   section: '5.15', run: policyDocument.noRights },
  { code: 'policy-without-access',        severity: 'warning', section: '5.15', run: policyDocument.noAccessPartition },
  { code: 'per-api-with-partitions',      severity: 'error',   section: '5.15', run: policyDocument.perApiPartitioned },
  { code: 'limit-of-api-unread',          severity: 'warning', section: '5.15', run: policyDocument.limitOfApiUnread },
  { code: 'access-brings-limits',         severity: 'hint',    section: '5.15', run: policyDocument.accessAloneBringsLimits },
  { code: 'rights-under-other-id',        severity: 'warning', section: '7.3',  run: policyDocument.rightsUnderOtherId },
  { code: 'keys-expire-in',               severity: 'hint',    section: '5.14', run: policyDocument.keysExpireIn },
  { code: 'rate-unlimited',               severity: 'warning', section: '7.5',  run: policyLimits.rateUnlimited },
  { code: 'fraction-cut',                 severity: 'warning', section: '7.5',  run: policyLimits.fractionCut },
  { code: 'calls-are-held',               severity: 'hint',    section: '7.5',  run: policyLimits.callsAreHeld },
  { code: 'quota-never-renewed',          severity: 'warning', section: '7.5',  run: policyLimits.quotaNeverRenewed },
  { code: 'quota-zero',                   severity: 'hint',    section: '7.5',  run: policyLimits.quotaZero },
  { code: 'url-empty',                    severity: 'error',   section: '7.4',  run: allowedUrls.urlEmpty },
  { code: 'url-without-methods',          severity: 'error',   section: '7.4',  run: allowedUrls.urlWithoutMethods },
  { code: 'url-method-case',              severity: 'error',   section: '7.4',  run: allowedUrls.methodInOtherCase },
  { code: 'url-pattern-broken',           severity: 'error',   section: '7.4',  run: allowedUrls.urlPatternBroken },
  { code: 'url-with-query',               severity: 'error',   section: '7.4',  run: allowedUrls.urlWithQuery },
  { code: 'url-encoded',                  severity: 'error',   section: '7.4',  run: allowedUrls.urlEncoded },
  { code: 'url-placeholder-regex',        severity: 'warning', section: '7.4',  run: allowedUrls.placeholderRegexLost },
  { code: 'url-alternation',              severity: 'warning', section: '7.4',  run: allowedUrls.urlAlternation },
  { code: 'url-open-start',               severity: 'warning', section: '7.4',  run: allowedUrls.urlOpenStart },
  { code: 'unknown-policy-field',         severity: 'warning', section: '10.4', run: unknownFields.unknownInPolicy },
  { code: 'policy-member-repeated',       severity: 'warning', section: '5.3',  run: unknownFields.repeatedMember },
] as const satisfies readonly Rule<PolicyDocument>[];

// prettier-ignore
/** What is asked of all documents together. */
export const togetherRules = [
  { code: 'api-id-shared',                severity: 'error',   section: '10.3', run: routes.apiIdShared },
  { code: 'listen-path-shared',           severity: 'error',   section: '2',    run: routes.listenPathShared },
  { code: 'listen-path-nested',           severity: 'hint',    section: '2',    run: routes.listenPathNested },
  { code: 'expired',                      severity: 'error',   section: '3',    run: routes.expired },
  { code: 'end-unreadable',               severity: 'error',   section: '3',    run: routes.endUnreadable },
  { code: 'default-policy-missing',       severity: 'error',   section: '5.11', run: references.defaultMissing },
  { code: 'default-policy-of-other-org',  severity: 'error',   section: '4.3',  run: references.defaultOfOtherOrganisation },
  { code: 'later-default-missing',        severity: 'warning', section: '5.11', run: references.laterDefaultMissing },
  { code: 'default-does-not-grant',       severity: 'error',   section: '7.3',  run: references.defaultsDoNotGrant },
  { code: 'scope-policy-missing',         severity: 'error',   section: '5.12', run: references.scopePolicyMissing },
  { code: 'scope-policy-of-other-org',    severity: 'error',   section: '4.3',  run: references.scopePolicyOfOtherOrganisation },
  { code: 'scope-policy-does-not-grant',  severity: 'warning', section: '7.3',  run: references.scopePolicyDoesNotGrant },
  { code: 'no-policy-grants',             severity: 'error',   section: '7.3',  run: references.noPolicyGrants },
  { code: 'restricted-stays-restricted',  severity: 'warning', section: '5.15', run: together.restrictedStaysRestricted },
  { code: 'per-api-meets-partitions',     severity: 'error',   section: '5.15', run: together.mixedWithPerApi },
  { code: 'session-shared',               severity: 'hint',    section: '5.9',  run: together.sessionShared },
  { code: 'policy-id-shared',             severity: 'warning', section: '4.3',  run: routes.policyIdShared },
  { code: 'policy-of-other-org',          severity: 'error',   section: '4.3',  run: references.policyOfOtherOrganisation },
  { code: 'grants-nothing-here',          severity: 'warning', section: '7.3',  run: references.grantsNothingHere },
  { code: 'no-version-granted',           severity: 'error',   section: '7.3',  run: routes.noVersionGranted },
  { code: 'default-version-not-granted',  severity: 'warning', section: '7.3',  run: routes.defaultVersionNotGranted },
] as const satisfies readonly Rule<InForce, HitIn>[];

type Row =
  | (typeof unreadRules)[number]
  | (typeof plainOasRules)[number]
  | (typeof apiRules)[number]
  | (typeof policyRules)[number]
  | (typeof togetherRules)[number];

/** The stable name of a trap. */
export type LintCode = Row['code'];
