/** What reads private keys to sign with. */
export { importJWK, importPKCS8 } from 'jose';
export { toPkcs8 } from '../keys/pkcs8';
