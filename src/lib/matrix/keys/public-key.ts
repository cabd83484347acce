/**
 * The public keys that belong to private ones, without any package: WebCrypto's curves are not in
 * all browsers. Both kinds are the same multiplication on the same curve (RFC 7748, RFC 8032, which
 * the names follow). It takes a moment that depends on the key, so it is for keys that were typed in
 * on this machine, never for answering others.
 */

const P = 2n ** 255n - 19n;
const D = mod(-121665n * inverse(121666n));
const BASE = point(
	15112221349535400772501151409588531511454012693041857206046113283949847762202n,
	46316835694926478169428394003475163141307993866256225615783033603165251855960n
);
const KEY_BYTES = 32;

/** In extended coordinates. */
interface Point {
	x: bigint;
	y: bigint;
	z: bigint;
	t: bigint;
}

/** The public key of a backup's private key (X25519). Takes and gives 32 bytes. */
export function curve25519PublicKey(key: Uint8Array): Uint8Array {
	const { y, z } = multiply(clamped(key));
	return littleEndian(mod((z + y) * inverse(z - y)));
}

/** The public key of a cross-signing key (Ed25519). Takes and gives 32 bytes. */
export async function ed25519PublicKey(seed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-512', seed));
	const { x, y, z } = multiply(clamped(hash.subarray(0, KEY_BYTES)));
	const bytes = littleEndian(mod(y * inverse(z)));
	const isOdd = mod(x * inverse(z)) & 1n;
	bytes[KEY_BYTES - 1] = (bytes[KEY_BYTES - 1] ?? 0) | (isOdd ? 0x80 : 0);
	return bytes;
}

function mod(number: bigint): bigint {
	const rest = number % P;
	return rest < 0n ? rest + P : rest;
}

/** Fermat: what is raised to p - 2 is the inverse. */
function inverse(number: bigint): bigint {
	let result = 1n;
	let power = mod(number);
	for (let left = P - 2n; left > 0n; left >>= 1n) {
		if (left & 1n) result = mod(result * power);
		power = mod(power * power);
	}
	return result;
}

function point(x: bigint, y: bigint): Point {
	return { x, y, z: 1n, t: mod(x * y) };
}

/** RFC 8032, 5.1.4; the formula holds for two equal points as well. */
function add(p: Point, q: Point): Point {
	const a = mod((p.y - p.x) * (q.y - q.x));
	const b = mod((p.y + p.x) * (q.y + q.x));
	const c = mod(2n * p.t * q.t * D);
	const d = mod(2n * p.z * q.z);
	const [e, f, g, h] = [b - a, d - c, d + c, b + a];
	return { x: mod(e * f), y: mod(g * h), z: mod(f * g), t: mod(e * h) };
}

function multiply(scalar: bigint): Point {
	let result = point(0n, 1n);
	let power = BASE;
	for (let left = scalar; left > 0n; left >>= 1n) {
		if (left & 1n) result = add(result, power);
		power = add(power, power);
	}
	return result;
}

function clamped(key: Uint8Array): bigint {
	const number = key.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
	return (((number & (2n ** 254n - 1n)) >> 3n) << 3n) | (2n ** 254n);
}

function littleEndian(number: bigint): Uint8Array {
	return Uint8Array.from({ length: KEY_BYTES }, (_, at) =>
		Number((number >> BigInt(8 * at)) & 0xffn)
	);
}
