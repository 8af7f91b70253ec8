/**
 * What claims mean by their names, whoever reads them: those of the standards, and those that well-known providers add.
 */

/** What a claim is, in a sentence, and the standard or product that says so. */
interface KnownClaim {
  readonly meaning: string;
  readonly source: string;
}

const jwt = (clause: string): string => `RFC 7519 §${clause}`;
const connect = (clause: string): string => `OpenID Connect Core §${clause}`;

const table: Readonly<Record<string, KnownClaim>> = {
  iss: { meaning: 'Who issued the token.', source: jwt('4.1.1') },
  sub: { meaning: 'Whom the token is about, unique at its issuer.', source: jwt('4.1.2') },
  aud: { meaning: 'Whom the token is meant for: one name or a list.', source: jwt('4.1.3') },
  exp: { meaning: 'From this time on the token must not be accepted.', source: jwt('4.1.4') },
  nbf: { meaning: 'Before this time the token must not be accepted.', source: jwt('4.1.5') },
  iat: { meaning: 'When the token was issued.', source: jwt('4.1.6') },
  jti: { meaning: 'The token’s own id, unlike that of any other.', source: jwt('4.1.7') },

  scope: { meaning: 'What the token allows, words separated by blanks.', source: 'RFC 8693 §4.2' },
  client_id: { meaning: 'The client that asked for the token.', source: 'RFC 8693 §4.3' },
  act: { meaning: 'Who acts for the subject.', source: 'RFC 8693 §4.1' },
  cnf: { meaning: 'The key that the sender has to prove to have.', source: 'RFC 7800 §3.1' },
  roles: { meaning: 'The subject’s roles.', source: 'RFC 9068 §2.2.3.1' },
  groups: { meaning: 'The subject’s groups.', source: 'RFC 9068 §2.2.3.1' },
  entitlements: { meaning: 'What the subject may do.', source: 'RFC 9068 §2.2.3.1' },

  azp: { meaning: 'The client that the token was issued to.', source: connect('2') },
  auth_time: { meaning: 'When the person signed in.', source: connect('2') },
  nonce: { meaning: 'A value of the client’s, against replays.', source: connect('2') },
  acr: { meaning: 'How strictly the person was authenticated.', source: connect('2') },
  amr: { meaning: 'By what means the person was authenticated.', source: connect('2') },
  sid: { meaning: 'The person’s session at the provider.', source: 'OpenID Connect Front-Channel Logout §3' },
  name: { meaning: 'The person’s full name.', source: connect('5.1') },
  given_name: { meaning: 'The person’s first names.', source: connect('5.1') },
  family_name: { meaning: 'The person’s last names.', source: connect('5.1') },
  nickname: { meaning: 'What the person is called.', source: connect('5.1') },
  preferred_username: { meaning: 'The name that the person signs in with; it may change.', source: connect('5.1') },
  profile: { meaning: 'The address of the person’s page.', source: connect('5.1') },
  picture: { meaning: 'The address of the person’s picture.', source: connect('5.1') },
  email: { meaning: 'The person’s e-mail address.', source: connect('5.1') },
  email_verified: { meaning: 'Whether the provider has checked that address.', source: connect('5.1') },
  phone_number: { meaning: 'The person’s telephone number.', source: connect('5.1') },
  zoneinfo: { meaning: 'The person’s time zone.', source: connect('5.1') },
  locale: { meaning: 'The person’s language.', source: connect('5.1') },
  updated_at: { meaning: 'When this information last changed.', source: connect('5.1') },

  gty: { meaning: 'The grant that the token came by.', source: 'Auth0' },
  permissions: { meaning: 'What the token allows, from Auth0’s roles.', source: 'Auth0' },
  typ: { meaning: 'The kind of token.', source: 'Keycloak' },
  realm_access: { meaning: 'The roles in the realm.', source: 'Keycloak' },
  resource_access: { meaning: 'The roles at each client.', source: 'Keycloak' },
  'allowed-origins': { meaning: 'The web origins of the client.', source: 'Keycloak' },
  session_state: { meaning: 'The session at the provider.', source: 'Keycloak' },
  clientHost: { meaning: 'The address that the client called from.', source: 'Keycloak' },
  clientAddress: { meaning: 'The address that the client called from.', source: 'Keycloak' },
  clientId: { meaning: 'The client that asked for the token.', source: 'Keycloak' },
  cid: { meaning: 'The client that asked for the token.', source: 'Okta' },
};

/** One sentence on a claim by its name alone, with its source. */
export function claimMeaning(name: string): string {
  const known = Object.hasOwn(table, name) ? table[name] : undefined;
  if (known !== undefined) return `${known.meaning} (${known.source})`;
  return /^[a-z][a-z0-9+.-]*:/i.test(name)
    ? `A name of the issuer’s own, made unique by its address. (${jwt('4.2')})`
    : `A name that issuer and reader have agreed on. (${jwt('4.3')})`;
}
