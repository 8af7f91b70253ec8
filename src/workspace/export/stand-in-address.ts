/**
 * The addresses of the stand-in beside an exported gateway: the scheme and the rest of an address become its path, so that
 * one host can stand for all, and each address can be told from its stand-in.
 */
import { decodeStd, encodeStd } from '../../go/base64';
import { utf8Text } from '../../keys/printable-text';
import { withTexts } from '../json-texts';

/** Where the stand-in answers as every upstream. Gateway and stand-in share one network, so that this is the same machine for both. */
export const upstreamPort = 8090;
/** Where it answers with key sets. */
export const keySetPort = 8091;

const at = (port: number): string => `http://127.0.0.1:${String(port)}/`;
const utf8 = new TextEncoder();

/** The stand-in of an absolute http(s) address; the address itself where it is none. */
export function standInFor(address: string, port: number): string {
  const [, scheme = '', rest] = /^(https?):\/\/(.+)$/is.exec(address) ?? [];
  return rest === undefined ? address : `${at(port)}${scheme}/${rest}`;
}

/** The address that a stand-in stands for; any other as it is. */
export function originalOf(address: string): string {
  const [, scheme = '', rest] = /^http:\/\/127\.0\.0\.1:809[01]\/(https?)\/(.+)$/is.exec(address) ?? [];
  return rest === undefined ? address : `${scheme}://${rest}`;
}

/** A definition with each address of the stand-in replaced by the one that it stands for, also where it is base64. A text that is no JSON stays. */
export function withOriginalAddresses(text: string): string {
  return withTexts(text, ({ value }) => inEitherForm(value, originalOf)) ?? text;
}

/** The text changed as it is, or the text that it is the base64 of, where that is an address. */
export function inEitherForm(value: string, change: (address: string) => string): string {
  const changed = change(value);
  if (changed !== value || !value.startsWith('aHR0c')) return changed;
  const decoded = decodeStd(value);
  const address = decoded.ok ? utf8Text(decoded.bytes) : undefined;
  if (address === undefined || encodeStd(utf8.encode(address)) !== value) return value;
  const inside = change(address);
  return inside === address ? value : encodeStd(utf8.encode(inside));
}
