import { describe, expect, it } from 'vitest';
import { linkIn } from './links-in';

const of = (query: string) => linkIn(new URLSearchParams(query));
const sessions = '/account/sessions';
const view = `${sessions}?action=org.matrix.device_view&device_id=ABC`;
const signOut = `${sessions}?action=org.matrix.device_delete&device_id=ABC`;

it('is nothing where the address asks for nothing', () => {
	expect(of('')).toBeUndefined();
	expect(of('device_id=ABC&client=app')).toBeUndefined();
});

describe('the actions of the specification', () => {
	it.each([
		['org.matrix.profile', '/account/profile'],
		['org.matrix.devices_list', sessions],
		['org.matrix.device_view', view],
		['org.matrix.device_delete', signOut],
		['org.matrix.account_deactivate', '/account/deactivate'],
		['org.matrix.cross_signing_reset', '/account/encryption']
	])('%s leads to %s', (action, to) => {
		expect(of(`action=${action}&device_id=ABC`)).toEqual({ to });
	});

	it.each(['org.matrix.account_deactivate', 'account_deactivate'])('%s stays inside', (action) => {
		expect(of(`action=${action}`)?.to).toMatch(/^\/account(\/deactivate)?$/);
	});
});

describe('their older and shorter names', () => {
	it.each([
		['profile', '/account/profile'],
		['org.matrix.sessions_list', sessions],
		['sessions_list', sessions],
		['devices_list', sessions],
		['org.matrix.session_view', view],
		['session_view', view],
		['device_view', view],
		['org.matrix.session_end', signOut],
		['session_end', signOut],
		['device_delete', signOut],
		['account_deactivate', '/account/deactivate'],
		['cross_signing_reset', '/account/encryption']
	])('%s leads to %s', (action, to) => {
		expect(of(`action=${action}&device_id=ABC`)).toEqual({ to });
	});
});

describe('what nobody knows', () => {
	it.each([
		'',
		'logout',
		'org.matrix.',
		'org.matrix.plan_management',
		'org.matrix.constructor',
		'constructor',
		'__proto__',
		'toString',
		'org.example.profile',
		'https://evil.example/',
		'//evil.example'
	])('"%s" stays on the overview, which says so', (action) => {
		expect(of(`action=${encodeURIComponent(action)}`)).toEqual({
			to: '/account',
			note: 'actionUnknown'
		});
	});
});

describe('the ID of a session', () => {
	it.each([
		['none', ''],
		['empty', '&device_id=']
	])('%s: the list is shown', (_name, id) => {
		expect(of(`action=org.matrix.device_view${id}`)).toEqual({ to: sessions });
	});

	it.each([
		['with a blank', 'A B'],
		['with a line break', 'A\nB'],
		['with a control character', 'A\u0007'],
		['with a mark that turns the text around', 'A\u202EB'],
		['far too long', 'A'.repeat(256)]
	])('%s is left out', (_name, id) => {
		expect(of(`action=session_end&device_id=${encodeURIComponent(id)}`)).toEqual({ to: sessions });
	});

	it.each(['lAbC-_.+/=~', '<script>', '"&x=y#z', '日本', 'A'.repeat(255)])(
		'%s is passed on, escaped',
		(id) => {
			const link = of(`action=device_view&device_id=${encodeURIComponent(id)}`);
			const url = new URL(link?.to ?? '', 'https://portal.example');
			expect(url.pathname).toBe(sessions);
			expect(url.hash).toBe('');
			expect([...url.searchParams]).toEqual([
				['action', 'org.matrix.device_view'],
				['device_id', id]
			]);
		}
	);
});
