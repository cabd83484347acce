import { expect, test } from 'vitest';
import { providersFrom } from './providers';

const login = (flows: unknown) => ({ ok: true, value: { status: 200, body: { flows } } }) as const;
const listed = (identity_providers: unknown) =>
	providersFrom(login([{ type: 'm.login.sso', identity_providers }]), 'example.org');

test('lists each provider', () => {
	expect(
		listed([
			{ id: 'oidc-a', name: 'Acme', icon: 'mxc://x/y', brand: 'github' },
			{ id: 'saml', name: 'School' }
		])
	).toEqual([
		{ id: 'oidc-a', name: 'Acme', brand: 'github' },
		{ id: 'saml', name: 'School' }
	]);
});

test.each([undefined, []])('names the homeserver when single sign-on lists %j', (list) => {
	expect(listed(list)).toEqual([{ id: '', name: 'example.org' }]);
});

test('has none without single sign-on', () => {
	expect(providersFrom(login([{ type: 'm.login.password' }]), 'example.org')).toEqual([]);
});

test.each([
	['not reached', { ok: false, error: { kind: 'unreachable' } } as const],
	['refused', { ok: true, value: { status: 500, body: { flows: [] } } } as const],
	['of another shape', login('m.login.sso')],
	['of other types', login([{ type: 5 }])],
	['null', login(null)]
])('has none when the answer is %s', (_name, answer) => {
	expect(providersFrom(answer, 'example.org')).toEqual([]);
});

test('leaves out what cannot be a provider, and says each once', () => {
	const good = { id: 'good', name: 'Good' };
	const bad = [null, 'x', {}, { id: 5 }, { id: '', name: 'x' }, { id: 'x'.repeat(256) }];
	expect(listed([...bad, good, { ...good, name: 'Twin' }])).toEqual([good]);
});

test('shows names as one short line of text', () => {
	const [markup, long, nameless] = listed([
		{ id: 'a', name: '<b>A</b>\n\u202e', brand: { x: 1 } },
		{ id: 'b', name: 'x'.repeat(5000), brand: 'y'.repeat(5000) },
		{ id: 'c', name: 17 }
	]);
	expect(markup).toEqual({ id: 'a', name: '<b>A</b>' });
	expect(long?.name).toHaveLength(60);
	expect(long?.brand).toHaveLength(50);
	expect(nameless).toEqual({ id: 'c', name: 'c' });
});

test('shows at most 30', () => {
	const many = Array.from({ length: 5000 }, (_, i) => ({ id: `p${String(i)}`, name: 'P' }));
	expect(listed(many)).toHaveLength(30);
});
