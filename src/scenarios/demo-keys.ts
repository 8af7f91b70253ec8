import type { JWK } from 'jose';
import { encodeRawUrl, encodeStd } from '../go/base64';
import { readMaterial } from '../keys/key-material';
import { pkcs8Pem } from '../keys/private-pem';
import { spkiPem } from '../keys/public-pem';
import { freshId, type NamedKey } from '../workspace/workspace';

/**
 * Keys to demonstrate with. Everyone has them, so they protect nothing; they stand here so that a scenario is the same each
 * time and opens at once.
 */
const pairs = {
  rsa: {
    kty: 'RSA',
    n: 'ujHc1TS8PL6hvTuEJlIpcKv7TBOolL3ATijJ2vB_0cxGYaLm27ogm6sk8L5PQ0jAfezts93wcxYnC5CuddBme4_oNUmMTfOciLnT6gEYrXtcGtKIubrwW6iZua8oqAAC_iSRA6Xb8r-QGwXjpIqrh8hYNAfh3DtYW5pIuaZJunVpx5_Sknvajj0n5QpDIvh6ehSaTMyr1rxU8agqNEe_XGa9rI2h_wW0a77ceedWdejdueVVhp8E44JJUiYTNtLOk6p3YQ5UWk8czmrFEUBUG6BMAkP8sR-oL-1E8dMZFgf4pSOwrurz4dRgDEMjr-ZEZoeiYBznRsXUOWKRGeOBpw',
    e: 'AQAB',
    d: 'Esif-iRRTyF-KJx99u23_4ViGykqiyLfaSMlRgCYLH6apRPtjUIoMvwfhGf2kBehT7LcwhYEQV_9PWXxq7ID_LgmWWXbkSuf4Y05qzREHJBC2PPfVjldMSn_pCNfCx_BLYlb1c3gNAuOSqOb9QgGSPL1rv4Sk4irH8afSpdTfctZRLDqy3IDLqzZpBDWpHlHtzW_nrkWr7xikzDcpFDLHE6myd07DBLSVJwsGTeiqvWdpK-dofkwSxEGJJvwhHVtPcc94rXmJS6Izv0VtYIPTX7YaE4SkpZ7-ive-SMu49JiZMtiC56cQqNoTYxjowxj1NKHatWL85xTpZLa8IYhRQ',
    p: '8UR1_DXOhOzuxMtsXhgPVIICvb6goWxUDdp23kwaxkto_VyjzO2mgP4uOJHsEm7WN2maaAABqrveD7e4WDq-2t2tFa2y18tQTQ7oT0KnCaAJGV91rAJxsEdmM4dSDjH43zrrL3QYXU9uRpzF3mpdvVPrtZ3lHj48Kc-ZG3_O0_0',
    q: 'xZB-1EbE0EAY690i5CjJWf2C6ZEHffvHxQGlqGczU2-YKh11wH7b4mOJS28vItwj6jymwqO4T4Qm0iMbxhT_JsF9ijQ6LFibB4YhTZKrJfyU-aI5076mR6Wf5s3L6EtB8z_AyZkewYDQMhA6zMG6XY5iYITFH4JhTx1GfLFAk3M',
    dp: 'fqWzUXtlNz2wcLlf31y931yH19aTN2lIDiWZtEM64tB_AlB443_0oU3MMYHX7C0mYdwbY3Btb5RCkvmb2SStPvKSgwi1ErX1Jx4mMEUKrfDGFf2YJXz69M_mBDKKjk0JGRUyk6xbhc_GUWbGL2SiZFoDJ0kFFoUQy9nfwyGqDnk',
    dq: 'blm9XdiBikijIuuL16EoholhnBCT_Lyr4tB-tUeflZUZizyVTwYMz7EFOQtLas9HiEiEZOeJxXBtNqbBlqyXsBAXjSCK9cYwIc27wFaSHk-s7pq8bhdpTU-ntwVwRbnzhmkvx-stEKxgnfYOwdvbuvIS5RKEAIuUytnxSyi-hx0',
    qi: 'ZNIde3Vls2k4bPPw1C9m_ik6aorkV4merQQKW3rt_FPaxS0jUwwzwYLa8m4rI0XKer7m2aRhIqj2QLI8c9ZY6P3NEpMto7fJKgxn8ixy09tdPL9B-DxoA4hNXjXzAEmSH4BPpbTUrCyT-cXnBn0CrV1DVdosX2YIWCQTv5qdw7I',
  },
  'another rsa': {
    kty: 'RSA',
    n: 'zO2F4n5XnAUJ_uUtmTWa3EBDOTc0p1uAuGJ-t401X6QyUScihzgsPAoLqAQWOgu8TKBBjA8mXIDmHyaMLsCpx2ed5O_TP1behIAPpmcKt1y30eFMVTBTtgC03CgFlNK3qNCIj2xmhTwKSRxeoElqnRE7LuDMczUCmO6hwJh3hJuPaLfz2X-e9TTenx99RsttUfrrle2U8KZeVEft_e3g8atfKVLXY5gilogRmrowOwTAh2ubalBhvZZPYTjbBycZXjzbPR7HhLjTol9rWegsyckKWEbpaWP2J7iO7k2TM34nbirdcwYj8pc9pm4JsnjYBRV7qhpDAdC9Z13i8b-oyw',
    e: 'AQAB',
    d: 'YEVllFXOSpmDbJ-1oDgynC4EZqisr8Ko4fZDmW9ZF6lHiiBcdDHLdhkyCKiC2JoSx9yxbl7foq1bbl7plD0mhWsEHj0cfLEOsCiJMZ9OxX1lTdAN0Cd37BTA4nxawuOLLF9rCBXgw87E9jvBqINU9pzVtNwesDDDG51fl98Ipt6lWebK3I7dhDXfYgiY74rOMDcEcvpHy4PnZok2kJwtYmjMdTM-JgZkIgJgcdAX-DWEPmuizQl4aOGkOXjaLvGcV-2SMRd3LppcoBYSXk-MFlFe63QxlSW_9gNMF0lkKfO4pna7Q_FHRmr-X4E95QHrC_TvwDxN6XLwlPr7hdyDQQ',
    p: '_ZyPZfhNmrkvsEk8mkNm4m-XnH0liG4ASZ9BNeZ3dRwGu-TuZ986X93jSUucm556TAosI6kJqCvld4J7n9ZkSk--Na_i2PB6rzQPX7q8Sf9NeyDzcu0zHxQ0d117WVMGicXh41paLya73yqpjNas_UKqigOArCuxYg0eV8wcSVM',
    q: 'ztuW-FlyuQI4TfdcwkjXVzT2NisvQ5LQwxnMTk-EAgOOfwfctUkPSHSKSY4BVATDsPS3wg00uCcTjILM5j8yiLuYeMuVENHCp8lSc_RM5JJLfSY0Y7-uJ0z2MEoZRf0jWOy0l0r0s6Sf9e1rTorX_m54aqPOQTYaWdtEKZbam6k',
    dp: 'XjZ85uqZGbNVze1HAB-t5syBy_aJrOcAYFkzBmz5T537um1PS3MX4mkxeBcItJ7o27qjrxOqrLix4_WrKzOfyiNZi-QtJ14elVuHoo5iSDL5e5ZAGh-X8CG3Y-hsXECFm0TRp333JrEC9eKJXfKaDPNpGyA1-r-4g65P6Vm_4FU',
    dq: 'b4oEa8F_lLbXuWKqR7CTPNi38hlzENK3cpwUiB1kJtnYGjMZFT9h2EXO0z6ZBL7U7jPmaeJJDQs1BUz6QyTMkOHmoyvTIxCYD3UE2rVeSNmBjufs0-RleZeMIBm0awLF7oskDXhDXiJkhm0QsXc4ZF8Y2xecfZk4uD79EBfhpJE',
    qi: 'KfgxsmXXdpb7-VfJceii090EGX2HJ5ml63lrcmjSZXIjtU_rzXk_dSpsRhtLI9ImaGgoTMtkKDqAKNdzYkms3GwDUA2IYaONFU8kQcHDBthn9Hu-ASIW72FIBNjhr7u7OYLzCc7AA22XFnnCqH4_Sj4-GP7JUm0mvgZaN4_tpMA',
  },
  'small rsa': {
    kty: 'RSA',
    n: 'yfUPAGP9r2AONdWeiBlpHBNbuSgHDgDJ4cSB1R5KChG0_Wscp_MoaUa1ROSp3Aq8IInkxqTeRaD4TBy8qH29WQeVVG8cTuo2yOftc-tZir089b9fnFD8f0o_NkbvVMtKTVxfaqeAxGa4wpY65a_EU-mdMNVyMROBnUoyPjdrYvE',
    e: 'AQAB',
    d: 'Kvwi1kVyEGrUe3bdSECIU7Z3FmDDp6JZVdlafP72aVA9gpbSwZiKqGWpXWGCGdibFB3leLZMrOtHDgQrz3z72N8KliZb_kJCLhma3z0d6K2LgNOvtbYzHmgrnMZF7zKLVDcjPNrVHMO8GyIVbGZHby02z6xzAmP6hKNAfrFoJUE',
    p: '-LjoIU7Nigc0oC95xywK65YYn2bLQ1r9O8_80YIgGpyN1Rly2N7XJ4FppDTmdNzWMZod7Epq7Jhz3sQ27bfKWQ',
    q: 'z93Z3qgu6br13WO0JRMFMnVSx5zhm-KAb6EblTNCFCiIANnMT250hsspVdnnvogthkbaGtK_4CnOfKRfFqEaWQ',
    dp: 'Dfs28UhgvXWSO77vdYbARmX1lGBO5MZkncwfRheuflB2mJgJoK9GIO5hZd2jZsZTNA6ZyAKW6B3ZxZf6DnraYQ',
    dq: 'N5DXf8S3nbVjqgXQDyURe5aPRVrzmEcpDC4mAHFOVbMsAAY4rncZYTsH1rJEV9NxT_a6sPbrYdHrJ7iMzrDMKQ',
    qi: 'QOwyLDjDyvlzEAHxPow93uW5njaF_vdkJcWUROYeIYJuTazf71_3S4eUaAV-_tRLdN1Jy_3VOxSZaI8JHhn9AA',
  },
  ec: {
    kty: 'EC',
    x: 'GMpagBb9d7ZmTh41KyRL1nj2KnwuN_4KhLUerEl_zkY',
    y: 'ipBOSHoEp0r-kuC2Qf_17_93xF-5DcfAQfJ1Lwgj8FY',
    crv: 'P-256',
    d: 'N55PWorEwzqwWNv9-K3W_PWsoUQrxD0Zyhq-rAUR6YI',
  },
  'another ec': {
    kty: 'EC',
    x: '5GfvypaAG-psA3eeOSajusfyVihX0Q8QUWQb4ata5zo',
    y: 'FaY7Mva1S2s3LWa6ggR806Z3bg5lPRm00Rla2PeUqMM',
    crv: 'P-256',
    d: 'fcvAVyO-mlE9CJF6f_E1bI-KVIdvbxqJamOeMOIlFmg',
  },
  'ec p-384': {
    kty: 'EC',
    x: 'Ogrl1qz3J8BhVlI1jCVyPTmWkju1sDhdWTRrxykLVt_1IhehidR1BJBKxqLXevFu',
    y: 'V-_R3GUJLCQSAhwVaQs36le461jBBotMv1Ddr-YCVDDX3ZZH9zaYPkyQjWEqq89R',
    crv: 'P-384',
    d: 'XQhCpvIlRRC2yqV_iIVE9hVJGc-oyBXWbF7b-8LTeEnqRWhZvyetHpmIjbBm4-yy',
  },
} as const satisfies Readonly<Record<string, JWK>>;

/** What a scenario calls a key. A secret is called by its text: the guide’s, another one, and one that is base64 as it stands. */
export type DemoKeyName = keyof typeof pairs | 'tyk123' | 'another secret' | 'tyk12345';

const utf8 = new TextEncoder();

function isPair(name: DemoKeyName): name is keyof typeof pairs {
  return Object.hasOwn(pairs, name);
}

/** The key as one of a workspace; its kid is its name without blanks. */
export function demoKey(name: DemoKeyName): NamedKey {
  const kid = isPair(name) ? name.replace(/\s/g, '-') : '';
  const jwk: JWK = isPair(name) ? pairs[name] : { kty: 'oct', k: encodeRawUrl(utf8.encode(name)) };
  return {
    id: freshId(),
    name: isPair(name) ? `Demonstration key “${name}”` : `Secret “${name}”`,
    kid,
    use: 'sig',
    jwk,
  };
}

/** What `jwt_source` is to be for the key: base64 of the secret, or of the public key's PEM. */
export function demoSource(name: DemoKeyName): string {
  return encodeStd(utf8.encode(isPair(name) ? demoPem(name, 'public') : name));
}

/** The PEM of a pair's half. */
export function demoPem(name: DemoKeyName, half: 'public' | 'private'): string {
  const read = isPair(name) ? readMaterial({ ...pairs[name] }) : null;
  if (read?.ok !== true || read.material.kind === 'secret') throw new Error(`${name} is no key pair`);
  const pem = half === 'public' ? spkiPem(read.material) : pkcs8Pem(read.material);
  if (pem === undefined) throw new Error(`${name} has no private half`);
  return pem;
}
