import { array, object, optional, string, unknown } from 'zod/mini';
import type { Homeserver } from '$lib/base/homeserver';
import { httpUrl } from '$lib/base/url';
import { parsed, readAnswer } from './answers';
import { lightHttp } from './light-http';
import type { SupportContact } from './ports';
import { isLoopback, splitHost } from './server-name';

const MOST_CONTACTS = 20;
const schema = object({
	contacts: optional(array(unknown())),
	support_page: optional(unknown())
});
const contact = object({
	role: optional(string()),
	matrix_id: optional(string()),
	email_address: optional(string())
});

const MATRIX_ID = /^@[^\s:\p{Cc}]{1,254}:[^\s\p{Cc}]{1,254}$/u;
// Narrower than addresses may be: it goes into a mailto link, which must carry nothing else.
const EMAIL = /^[\w.+~=/-]{1,250}@[\w.-]{1,250}$/;

/**
 * Whom to ask, from `/.well-known/matrix/support` of the homeserver's name (client-server API,
 * "Well-known URIs").
 * @returns undefined when nobody is named, and when it cannot be told
 * @throws the signal's reason when the caller aborts
 */
export async function supportContact(
	server: Homeserver,
	signal: AbortSignal
): Promise<SupportContact | undefined> {
	const { host } = splitHost(server.serverName);
	const answer = await lightHttp.request({
		baseUrl: isLoopback(host) ? server.baseUrl : `https://${host}`,
		method: 'GET',
		path: '/.well-known/matrix/support',
		signal
	});
	const support = readAnswer(answer, schema);
	return support.ok ? contactFrom(support.value) : undefined;
}

function contactFrom(support: {
	contacts?: unknown[];
	support_page?: unknown;
}): SupportContact | undefined {
	const people = (support.contacts ?? [])
		.slice(0, MOST_CONTACTS)
		.flatMap((listed) => {
			const found = parsed(contact, listed);
			return found.ok ? [found.value] : [];
		})
		.sort((a, b) => Number(b.role === 'm.role.admin') - Number(a.role === 'm.role.admin'));
	const matrixId = people.find((one) => MATRIX_ID.test(one.matrix_id ?? ''))?.matrix_id;
	const email = people.find((one) => EMAIL.test(one.email_address ?? ''))?.email_address;
	const page = httpUrl(support.support_page)?.href;
	if (!matrixId && !email && !page) return undefined;
	return { ...(matrixId && { matrixId }), ...(email && { email }), ...(page && { page }) };
}
