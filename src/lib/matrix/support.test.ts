import { afterEach, expect, test, vi } from 'vitest';
import { json, scriptedFetch, text } from './scripted-fetch';
import { supportContact } from './support';

const at = 'GET https://example.org/.well-known/matrix/support';

async function contactAt(
	answers: Record<string, () => Response>,
	server = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' }
) {
	vi.stubGlobal('fetch', scriptedFetch(answers).fetch);
	return supportContact(server, new AbortController().signal);
}

const security = { role: 'm.role.security', email_address: 'sec@example.org' };
const admin = { role: 'm.role.admin', matrix_id: '@admin:example.org' };

afterEach(() => {
	vi.unstubAllGlobals();
});

test('names the page, and the administrator before anybody else', async () => {
	const both = { ...admin, email_address: 'admin@example.org' };
	const support = { contacts: [security, both], support_page: 'https://example.org/help' };
	expect(await contactAt({ [at]: json(support) })).toEqual({
		matrixId: '@admin:example.org',
		email: 'admin@example.org',
		page: 'https://example.org/help'
	});
});

test('takes from the others what the administrator does not have', async () => {
	expect(await contactAt({ [at]: json({ contacts: [security, admin] }) })).toEqual({
		matrixId: '@admin:example.org',
		email: 'sec@example.org'
	});
});

test('is asked at the host of a name with a port', async () => {
	const server = { baseUrl: 'https://matrix.example.org', serverName: 'example.org:8448' };
	expect(await contactAt({ [at]: json({ contacts: [admin] }) }, server)).toEqual({
		matrixId: '@admin:example.org'
	});
});

test('is asked at the homeserver itself on this machine', async () => {
	const server = { baseUrl: 'http://localhost:8008', serverName: 'localhost' };
	const local = 'GET http://localhost:8008/.well-known/matrix/support';
	expect(await contactAt({ [local]: json({ contacts: [admin] }) }, server)).toEqual({
		matrixId: '@admin:example.org'
	});
});

test.each([
	['there is no file', json({}, 404)],
	['the file is a page', text('<p>')],
	['the file names nobody', json({ contacts: [] })],
	['the file has another shape', json({ contacts: 'admin@example.org' })],
	['the file is a list', json([])]
])('nobody is named when %s', async (_name, answer) => {
	expect(await contactAt({ [at]: answer })).toBeUndefined();
});

test('nobody is named when nobody answers', async () => {
	expect(await contactAt({})).toBeUndefined();
});

test('what is no address is left out', async () => {
	const contacts = [
		null,
		{ role: 5, matrix_id: '@a:b.test' },
		{ role: 'm.role.admin', matrix_id: 'javascript:alert(1)', email_address: 'a@b@c.test' },
		{ role: 'm.role.admin', matrix_id: '@a b:c.test', email_address: 'a@b.test?bcc=c@d.test' },
		{ role: 'm.role.admin', email_address: 'x'.repeat(400) + '@b.test' }
	];
	const support = { contacts, support_page: 'javascript:alert(1)' };
	expect(await contactAt({ [at]: json(support) })).toBeUndefined();
});
