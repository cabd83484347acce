import { render } from '@testing-library/svelte';
import type { PortalError } from '$lib/base/errors';
import { ok, type Result } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import type { SessionInfo } from '$lib/matrix/account-ports';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { provideSignedIn } from '$lib/session/signed-in';
import Sessions from './Sessions.svelte';
import { info, Scripted, USER, type Script } from './testing';

const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };

/** The page, with what the homeserver lists and answers. */
export function showPage(listed: readonly SessionInfo[], script: Script = {}, locale = 'en') {
	const all = [info('HERE', { name: 'Portal' }), ...listed];
	const scripted = new Scripted({ sessions: ok(all), ...script });
	const ended: PortalError[] = [];
	let signedOut = 0;
	const endSession = (): Promise<Result<true>> =>
		scripted.ports.signOut(new AbortController().signal);
	const { security, sessions } = scripted.ports;
	const portal = portalOf({
		security: { ...portalOf().security, ...security },
		sessions,
		account: { ...portalOf().account, endSession }
	});
	const account = { server, userId: USER, deviceId: 'HERE' };
	const page = withPortal((internals, props: Record<string, never>) => {
		provideSignedIn({
			account,
			ended: (reason) => ended.push(reason),
			signedOut: () => (signedOut += 1)
		});
		return Sessions(internals, props);
	}, portal);
	const rendered = render(page, { props: {}, context: textsFor('account/sessions', locale) });
	/** From now on the homeserver answers like this. */
	const answer = (changes: Script) => void Object.assign(scripted.script, changes);
	return { ...rendered, asked: scripted.asked, ended, answer, signedOut: () => signedOut };
}
