import { render, screen } from '@testing-library/svelte';
import type { PortalError } from '$lib/base/errors';
import { ok, type Result } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import type { PublicKeys } from '$lib/matrix/account-ports';
import type { Comparison } from '$lib/matrix/keys-ports';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { provideSignedIn } from '$lib/session/signed-in';
import { portsOf } from './ports-testing';
import VerifySession from './VerifySession.svelte';

export const heading = () => screen.getByRole('heading', { level: 1 });
export const button = (name: string) => screen.getByRole('button', { name });
export const field = () =>
	screen.getByRole<HTMLInputElement>('textbox', { name: 'Recovery key or phrase' });

interface Given {
	keys?: Partial<PublicKeys>;
	query?: string;
	/** What the homeserver answers the first time that it is asked. */
	first?: Result<PublicKeys>;
}

/** The page at an address, with what the homeserver tells of keys. */
export function show({ keys, query = '', first }: Given = {}, locale = 'en') {
	history.replaceState(null, '', `/account/encryption?task=verify${query}`);
	const ports = portsOf({ ...(keys && { keys }) });
	if (first) ports.security.publicKeys.mockResolvedValueOnce(first);
	const stands: ((answer: Result<Comparison>) => void)[] = [];
	ports.verification.change.mockImplementation(
		() =>
			new Promise((resolve) => {
				stands.push(resolve);
			})
	);
	const base = portalOf();
	const portal = portalOf({
		security: { ...base.security, ...ports.security },
		recoveryKeys: { ...base.recoveryKeys, ...ports.recoveryKeys },
		encryption: { ...base.encryption, ...ports.encryption },
		verification: ports.verification
	});
	const ended: PortalError[] = [];
	const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };
	const account = { server, userId: '@ada:hs.test', deviceId: 'HERE' };
	const page = withPortal((internals, props: Record<string, never>) => {
		provideSignedIn({ account, ended: (reason) => ended.push(reason) });
		return VerifySession(internals, props);
	}, portal);
	const rendered = render(page, { props: {}, context: textsFor('account/encryption', locale) });
	/** The comparison now stands like this. */
	const stand = (comparison: Comparison) => stands.at(-1)?.(ok(comparison));
	/** The comparison cannot be told any more. */
	const trouble = (answer: Result<Comparison>) => stands.at(-1)?.(answer);
	return { ...rendered, ports, ended, stand, trouble };
}
