import { array, looseObject, object, optional, string, unknown } from 'zod/mini';
import type { Result } from '$lib/base/result';
import { parsed, readAnswer } from './answers';
import type { HttpAnswer } from './http';
import { plainText } from './plain-text';
import type { IdentityProvider } from './ports';

const MOST_PROVIDERS = 30;

const schema = object({ flows: array(looseObject({ type: string() })) });
const providerList = array(unknown());
const provider = object({ id: string(), name: optional(unknown()), brand: optional(unknown()) });

/**
 * The providers of single sign-on from `GET /login` (client-server API, "Client login via SSO").
 * Never fails: without a readable answer there are none, and the form stays.
 * @param serverName names the one provider of a homeserver that has single sign-on but lists nobody
 */
export function providersFrom(
	answer: Result<HttpAnswer>,
	serverName: string
): readonly IdentityProvider[] {
	const login = readAnswer(answer, schema);
	if (!login.ok) return [];
	const sso = login.value.flows.find(({ type }) => type === 'm.login.sso');
	if (!sso) return [];
	const list = parsed(providerList, sso.identity_providers);
	if (!list.ok || list.value.length === 0) return [{ id: '', name: serverName }];
	const byId = new Map<string, IdentityProvider>();
	for (const one of list.value.slice(0, MOST_PROVIDERS).map(readProvider))
		if (one && !byId.has(one.id)) byId.set(one.id, one);
	return [...byId.values()];
}

function readProvider(listed: unknown): IdentityProvider | undefined {
	const found = parsed(provider, listed);
	if (!found.ok || found.value.id === '' || found.value.id.length > 255) return undefined;
	const { id } = found.value;
	const brand = plainText(found.value.brand, 50);
	return { id, name: plainText(found.value.name, 60) ?? id, ...(brand && { brand }) };
}
