import { describe, expect, it } from 'vitest';
import { managementUrl } from './management';

const url = 'https://account.example.org/manage';
const page = (...actions: string[]) => ({ url, actions });

describe('the address of a task on the homeserver’s own page', () => {
	it('names an action that the page lists', () => {
		const listing = page('org.matrix.profile', 'org.matrix.devices_list');
		expect(managementUrl(listing, 'org.matrix.profile')).toBe(`${url}?action=org.matrix.profile`);
	});

	it('is the bare page for an action that is not listed, and for none', () => {
		const listing = page('org.matrix.profile');
		expect(managementUrl(listing, 'org.matrix.account_deactivate')).toBe(url);
		expect(managementUrl(listing, 'org.matrix.device_view', 'ABC')).toBe(url);
		expect(managementUrl(listing)).toBe(url);
	});

	it('names the session, as a value that can break out of nothing', () => {
		const made = managementUrl(page('org.matrix.device_view'), 'org.matrix.device_view', 'A&b=c#d');
		const found = new URL(made ?? '');
		expect(found.searchParams.get('device_id')).toBe('A&b=c#d');
		expect(found.searchParams.get('action')).toBe('org.matrix.device_view');
		expect(found.hash).toBe('');
	});

	it.each([
		['org.matrix.devices_list', 'org.matrix.sessions_list'],
		['org.matrix.device_view', 'org.matrix.session_view'],
		['org.matrix.device_delete', 'org.matrix.session_end']
	] as const)('knows %s by its earlier name, and likes the present one more', (now, before) => {
		const actionOf = (...listed: string[]) =>
			new URL(managementUrl(page(...listed), now) ?? '').searchParams.get('action');
		expect(actionOf(before)).toBe(before);
		expect(actionOf(before, now)).toBe(now);
	});

	it('keeps what the homeserver’s address says besides', () => {
		const kept = { url: `${url}?realm=a#top`, actions: ['org.matrix.profile'] };
		expect(managementUrl(kept, 'org.matrix.profile')).toBe(
			`${url}?realm=a&action=org.matrix.profile#top`
		);
	});

	it.each(['javascript:alert(1)', '/manage', 'https://ada:secret@example.org/', ''])(
		'is nowhere for %j',
		(hostile) => {
			expect(managementUrl({ url: hostile, actions: [] })).toBeUndefined();
		}
	);

	it('is nowhere without a page', () => {
		expect(managementUrl(undefined, 'org.matrix.profile')).toBeUndefined();
	});
});
