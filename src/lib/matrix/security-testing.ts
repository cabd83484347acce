import { Secret } from '$lib/base/secret';
import { keepAccount } from '$lib/session/account';

export const me = '@ada:example.org';
export const { signal } = new AbortController();

const base = 'https://matrix.example.org';

/** A request line of the client-server API, for `scriptedFetch`. */
export const at = (method: string, path: string): string =>
	`${method} ${base}/_matrix/client/${path}`;

/** Somebody is signed in, with a token that does not end. */
export function signIn(): void {
	keepAccount({
		server: { baseUrl: base, serverName: 'example.org' },
		userId: me,
		deviceId: 'HERE',
		accessToken: new Secret('syt_here')
	});
}
