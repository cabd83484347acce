import { array, looseObject, object, string, unknown } from 'zod/mini';
import type { Homeserver } from '$lib/base/homeserver';
import type { PortalError } from '$lib/base/errors';
import { fail, ok, type Result } from '$lib/base/result';
import { baseUrlOf } from '$lib/base/url';
import { parsed } from './answers';
import { errorFrom } from './errors';
import type { HttpAnswer } from './http';
import { lightHttp } from './light-http';
import { probe, whyUnreachable } from './reachability';
import { isLoopback, readTarget } from './server-name';

const TIMEOUT_MS = 10_000;
const wellKnown = object({ 'm.homeserver': object({ base_url: unknown() }) });
const versions = looseObject({ versions: array(string()) });

/**
 * Finds a homeserver by a domain, a URL or a whole Matrix ID (client-server API, "Well-known URIs"):
 * through its well-known file, otherwise under the name itself. A URL without a path may also be
 * that of a website whose well-known file leads on.
 *
 * A web page cannot see why a connection fails. It finds out that somebody answers there, who
 * speaks no Matrix (`notHomeserver`, also for a well-known file that is not readable across
 * origins); and, from a page without TLS only, that the host answers without TLS
 * (`homeserverCertificate`). A missing host, a refused connection and, for an https page, a faulty
 * certificate are all `homeserverNotFound`.
 * @throws the signal's reason when the caller aborts
 */
export async function findHomeserver(
	text: string,
	signal: AbortSignal
): Promise<Result<Homeserver>> {
	const target = readTarget(text);
	if (!target) return fail({ kind: 'homeserverNameInvalid' });
	if (target.kind === 'url') return byUrl(target.baseUrl, signal);
	const { host, port } = target;
	const serverName = host + port;
	if (!isLoopback(host)) return byName(`https://${host}`, serverName, signal);
	const secure = () => byName(`https://${serverName}`, serverName, signal);
	if (!isLoopback(location.hostname)) return secure();
	// First without TLS: a homeserver that has none does not refuse it, it keeps us waiting.
	const plain = await byName(`http://${serverName}`, serverName, signal);
	if (plain.ok || !mayHaveTls(plain.error)) return plain;
	const found = await secure();
	return found.ok || plain.error.kind === 'homeserverNotFound' ? found : plain;
}

/** A server with TLS does not answer without it, or not in words that a page may read. */
const mayHaveTls = ({ kind }: PortalError): boolean =>
	kind === 'homeserverNotFound' || kind === 'notHomeserver';

async function byUrl(baseUrl: string, signal: AbortSignal): Promise<Result<Homeserver>> {
	const url = new URL(baseUrl);
	const direct = await confirm({ baseUrl, serverName: url.host }, signal);
	if (direct.ok || url.pathname !== '/' || direct.error.kind !== 'notHomeserver') return direct;
	const led = await readWellKnown(url.origin, signal);
	if (led.kind === 'found') return confirm({ baseUrl: led.baseUrl, serverName: url.host }, signal);
	return led.kind === 'broken' ? fail(led.error) : direct;
}

/** @param origin where the well-known file is; a port of the name does not belong to it */
async function byName(
	origin: string,
	serverName: string,
	signal: AbortSignal
): Promise<Result<Homeserver>> {
	const led = await readWellKnown(origin, signal);
	if (led.kind === 'broken') return fail(led.error);
	if (led.kind === 'found') return confirm({ baseUrl: led.baseUrl, serverName }, signal);
	const scheme = new URL(origin).protocol;
	return confirm({ baseUrl: `${scheme}//${serverName}`, serverName }, signal);
}

type Led =
	{ kind: 'found'; baseUrl: string } | { kind: 'none' } | { kind: 'broken'; error: PortalError };

async function readWellKnown(origin: string, signal: AbortSignal): Promise<Led> {
	const { host } = new URL(origin);
	const answer = await get(origin, '/.well-known/matrix/client', signal);
	const broken = (error: PortalError): Led => ({ kind: 'broken', error });
	if (!answer.ok) {
		if (answer.error.kind === 'offline') return broken(answer.error);
		// Not readable is not broken: a website without the file seldom allows to read that either.
		return answer.error.kind === 'badAnswer'
			? broken({ kind: 'wellKnownBroken', host })
			: { kind: 'none' };
	}
	const { status, body } = answer.value;
	if (status >= 500) return broken(errorFrom(answer.value));
	if (status >= 400) return { kind: 'none' };
	const file = parsed(wellKnown, body);
	const baseUrl = file.ok ? baseUrlOf(file.value['m.homeserver'].base_url) : undefined;
	return baseUrl === undefined
		? broken({ kind: 'wellKnownBroken', host })
		: { kind: 'found', baseUrl };
}

/** Asks the base URL itself whether it is a homeserver, and new enough (v1.1). */
async function confirm(server: Homeserver, signal: AbortSignal): Promise<Result<Homeserver>> {
	const { host } = new URL(server.baseUrl);
	const answer = await get(server.baseUrl, '/_matrix/client/versions', signal);
	if (!answer.ok) {
		if (answer.error.kind === 'badAnswer') return fail({ kind: 'notHomeserver', host });
		if (answer.error.kind === 'offline') return answer;
		const there = await probe(server.baseUrl, signal);
		return there
			? fail({ kind: 'notHomeserver', host })
			: fail(await whyUnreachable(server.baseUrl, signal));
	}
	return judge(server, host, answer.value);
}

function judge(server: Homeserver, host: string, answer: HttpAnswer): Result<Homeserver> {
	if (answer.status >= 500 || answer.status === 429) return fail(errorFrom(answer));
	const list = parsed(versions, answer.body);
	if (answer.status >= 300 || !list.ok) return fail({ kind: 'notHomeserver', host });
	return list.value.versions.some(isNewEnough)
		? ok(server)
		: fail({ kind: 'homeserverTooOld', host });
}

function isNewEnough(version: string): boolean {
	const [, major, minor] = /^v(\d{1,4})\.(\d{1,4})$/.exec(version) ?? [];
	return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 1);
}

const get = (baseUrl: string, path: string, signal: AbortSignal) =>
	lightHttp.request({ baseUrl, method: 'GET', path, signal, timeoutMs: TIMEOUT_MS });
