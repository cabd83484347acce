import type { Example } from './example.ts';

type Shown = Pick<Example, 'accounts' | 'inboxUrl' | 'identityUrl'> & {
	homeserver: Pick<Example['homeserver'], 'baseUrl' | 'serverName'>;
};

/**
 * The table of all addresses and sign-ins.
 * @param portalUrl without a slash at the end
 */
export function summary(example: Shown, portalUrl: string): string {
	const { homeserver, accounts } = example;
	const id = (username: string) => `@${username}:${homeserver.serverName}`;
	return table([
		['Portal', portalUrl],
		['Create an account', `${portalUrl}/register`],
		['Inbox', `${example.inboxUrl}  (all mail of the homeserver)`],
		['Homeserver', homeserver.baseUrl],
		['OpenID provider', `${example.identityUrl}  (any name signs in)`],
		[],
		['Example user', id(accounts.user.username)],
		['  password', accounts.user.password],
		['Operator', id(accounts.operator.username)],
		['  password', accounts.operator.password]
	]);
}

/** Rows of two columns, the first as wide as its widest text; an empty row is an empty line. */
export function table(rows: [string, string][] | string[][]): string {
	const width = Math.max(...rows.map(([name = '']) => name.length));
	return rows
		.map(([name = '', value = '']) => (name ? `  ${name.padEnd(width)}   ${value}` : ''))
		.join('\n');
}
