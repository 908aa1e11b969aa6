/**
 * The client's half of Cognito's SRP (RFC 5054 with Cognito's own key derivation): what proves a password without
 * sending it. BigInt and WebCrypto only, so that a browser needs nothing else.
 */

import { NotConfigured } from "./errors.ts";

/** The 3072-bit group of RFC 5054, appendix A, with the generator that Cognito uses. */
const PRIME = BigInt(
  "0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6D" +
    "F25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3D" +
    "C2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08" +
    "CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510" +
    "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E0" +
    "4A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB31" +
    "43DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
);
const GENERATOR = 2n;
const SECRET_BYTES = 128;
const KEY_BITS = 128;
const KEY_INFO = "Caldera Derived Key";

type Bytes = Uint8Array<ArrayBuffer>;

/** The parameters of the pool's challenge PASSWORD_VERIFIER. */
export interface SrpChallenge {
  /** Hexadecimal. */
  readonly salt: string;
  /** The server's public value, hexadecimal. */
  readonly serverPublic: string;
  /** Base64. */
  readonly secretBlock: string;
  readonly userId: string;
}

export class SrpExchange {
  readonly #secret: bigint;
  /** The client's public value, hexadecimal: SRP_A. */
  readonly clientPublic: string;

  constructor(secret: bigint = number(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))) {
    if (!globalThis.crypto?.subtle) {
      throw new NotConfigured("signing in needs WebCrypto, which browsers give only to pages served by https");
    }
    this.#secret = secret;
    this.clientPublic = power(GENERATOR, secret).toString(16);
  }

  /** The signature that proves the password, for this challenge and time; base64. */
  async proof(poolId: string, password: string, challenge: SrpChallenge, timestamp: string): Promise<string> {
    const { salt, serverPublic, secretBlock, userId } = challenge;
    const poolName = poolId.slice(poolId.indexOf("_") + 1);
    const [client, server] = [BigInt(`0x${this.clientPublic}`), BigInt(`0x${serverPublic}`)];
    const scrambling = number(await hash(padded(client), padded(server)));
    if (server % PRIME === 0n || scrambling === 0n) {
      throw new RangeError("the challenge has a value that would give the password away");
    }
    const identity = await hash(utf8(`${poolName}${userId}:${password}`));
    const exponent = number(await hash(padded(BigInt(`0x${salt}`)), identity));
    const multiplier = number(await hash(padded(PRIME), padded(GENERATOR)));
    const base = modulo(server - multiplier * power(GENERATOR, exponent));
    const shared = power(base, this.#secret + scrambling * exponent);
    const key = await derived(padded(shared), padded(scrambling));
    const message = [utf8(poolName), utf8(userId), bytes(atob(secretBlock)), utf8(timestamp)];
    return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign("HMAC", key, joined(message)))));
  }
}

/** A time as Cognito wants it: `Mon Nov 30 09:05:07 UTC 2026`. */
export function timestampOf(date: Date): string {
  const [weekday, day, month, year, time] = date.toUTCString().replace(",", "").split(" ");
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}

async function derived(material: Bytes, salt: Bytes): Promise<CryptoKey> {
  const source = await crypto.subtle.importKey("raw", material, "HKDF", false, ["deriveBits"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt, info: utf8(KEY_INFO) };
  const bits = await crypto.subtle.deriveBits(derivation, source, KEY_BITS);
  return crypto.subtle.importKey("raw", bits, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

async function hash(...parts: Bytes[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined(parts)));
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let [square, rest] = [base, exponent]; rest; rest >>= 1n, square = (square * square) % PRIME) {
    result = rest & 1n ? (result * square) % PRIME : result;
  }
  return result;
}

function modulo(value: bigint): bigint {
  return ((value % PRIME) + PRIME) % PRIME;
}

/** Big-endian, with a zero byte before a high bit: a positive number in two's complement. */
function padded(value: bigint): Bytes {
  const hex = value.toString(16);
  const even = hex.length % 2 ? `0${hex}` : hex;
  return Uint8Array.from((/^[89a-f]/.test(even) ? `00${even}` : even).match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function number(value: Bytes): bigint {
  return BigInt(`0x${Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("")}`);
}

function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

function bytes(binary: string): Bytes {
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function joined(parts: Bytes[]): Bytes {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
