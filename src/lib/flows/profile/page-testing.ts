import { render, screen, waitFor } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { expect, vi } from 'vitest';
import { ok } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import type { Portal } from '$lib/matrix/context';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { provideSignedIn } from '$lib/session/signed-in';
import { makeDialogsOpen } from '$lib/wizard/testing';
import Profile from './Profile.svelte';
import { picture } from './testing';

const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };
export const userId = '@ada:hs.test';
const capabilities = {
	changePassword: true,
	changeThreepids: true,
	changeDisplayName: true,
	changeAvatar: true
};

interface Visit {
	profile?: Partial<Portal['profile']>;
	may?: Partial<typeof capabilities>;
	management?: string;
}

/** Somebody's profile on a homeserver that does everything, but for what is given. */
export function visit({ profile = {}, may = {}, management }: Visit = {}) {
	const asked = { names: [] as string[], avatars: [] as (string | undefined)[], uploads: 0 };
	const port: Portal['profile'] = {
		...portalOf().profile,
		read: () => Promise.resolve(ok({ displayName: 'Ada' })),
		uploadLimit: () => Promise.resolve(ok(undefined)),
		...profile,
		setDisplayName(given, signal) {
			asked.names.push(given);
			return profile.setDisplayName?.(given, signal) ?? Promise.resolve(ok(true));
		},
		setAvatar(given) {
			asked.avatars.push(given);
			return Promise.resolve(ok(true));
		},
		upload(...given) {
			asked.uploads++;
			return profile.upload?.(...given) ?? Promise.resolve(ok('mxc://hs.test/new'));
		}
	};
	const managed = management === undefined ? undefined : { url: management, actions: [] };
	const security = {
		...portalOf().security,
		capabilities: () => Promise.resolve(ok({ ...capabilities, ...may })),
		management: () => Promise.resolve(ok(managed))
	};
	const ended = vi.fn();
	const signedIn: Component<Record<string, never>> = (internals, props) => {
		provideSignedIn({ account: { server, userId, deviceId: 'D' }, ended });
		return Profile(internals, props);
	};
	const page = withPortal(signedIn, portalOf({ profile: port, security }));
	return { asked, ended, ...render(page, { props: {}, context: textsFor('account/profile') }) };
}

/** The same, once the page works. */
export async function visitOpen(given: Visit = {}) {
	const shown = visit(given);
	await waitFor(() => expect(document.documentElement.hasAttribute('data-ready')).toBe(true));
	return shown;
}

/** Gives the page what jsdom leaves out of a browser. */
export function completeBrowser(): void {
	document.documentElement.removeAttribute('data-ready');
	makeDialogsOpen();
	vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
	vi.stubGlobal('createImageBitmap', () => Promise.resolve(picture));
}

/** What is on the page. */
export const name = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Display name' });
export const button = (called: string) => screen.getByRole('button', { name: called });
export const maybe = (called: string) => screen.queryByRole('button', { name: called });
