import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer } from 'node:https';
import { closeServer, listen } from '../../dev/net.ts';

/** Distinguished encoding (X.690): tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
	const content = Buffer.concat(parts);
	const { length } = content;
	const size =
		length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const time = (year: number) => der(0x18, Buffer.from(`${year}0101000000Z`));
/** ecdsa-with-SHA256 */
const algorithm = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));

/** A certificate (RFC 5280) for this name that nobody but its own key has signed. */
function selfSigned(host: string): { key: string; cert: string } {
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const commonName = der(0x06, Buffer.from('550403', 'hex'));
	const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(host)))));
	const content = sequence(
		der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
		algorithm,
		name,
		sequence(time(2020), time(2090)),
		name,
		publicKey.export({ type: 'spki', format: 'der' })
	);
	const signature = sign('sha256', content, privateKey);
	const certificate = sequence(content, algorithm, der(0x03, Buffer.from([0]), signature));
	return {
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
		cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`
	};
}

/** A server whose certificate no browser accepts. */
export async function startSelfSigned(): Promise<{ name: string; stop(): Promise<void> }> {
	// Every name below localhost is this machine, for a browser.
	const host = 'self-signed.localhost';
	const server = createServer(selfSigned(host), (_, response) => {
		response.end('{"versions": ["v1.11"]}');
	});
	// Refused handshakes are what it is there for.
	server.on('tlsClientError', () => undefined);
	const port = await listen(server, 0, 'server with a faulty certificate');
	return { name: `${host}:${port}`, stop: () => closeServer(server) };
}
