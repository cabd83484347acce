import { render } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { vi } from 'vitest';
import { ok } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import type { NewUser } from '$lib/matrix/admin-ports';
import type { Portal } from '$lib/matrix/context';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { provideSignedIn } from '$lib/session/signed-in';
import Create from './Create.svelte';

const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };

/** The page of an operator on a homeserver that does everything, but for what is given. */
export function visit(given: Partial<Portal['adminCreation']> = {}) {
	const asked = { names: [] as string[], made: [] as NewUser[], finished: [] as NewUser[] };
	const adminCreation: Portal['adminCreation'] = {
		...portalOf().adminCreation,
		...given,
		usernameFree(name, signal) {
			asked.names.push(name);
			return given.usernameFree?.(name, signal) ?? Promise.resolve(ok(true));
		},
		make(user, signal) {
			asked.made.push(user);
			return given.make?.(user, signal) ?? Promise.resolve(ok({ kind: 'made' }));
		},
		finish(user, signal) {
			asked.finished.push(user);
			return given.finish?.(user, signal) ?? Promise.resolve(ok({ kind: 'finished' }));
		}
	};
	const homeservers = {
		...portalOf().homeservers,
		passwordPolicy: () => Promise.resolve(ok({ minimumLength: 60 }))
	};
	const ended = vi.fn();
	const signedIn: Component<Record<string, never>> = (internals, props) => {
		provideSignedIn({ account: { server, userId: '@op:hs.test', deviceId: 'D' }, ended });
		return Create(internals, props);
	};
	const page = withPortal(signedIn, portalOf({ adminCreation, homeservers }));
	const context = textsFor('help-desk/create');
	return { asked, ended, ...render(page, { props: {}, context }) };
}
