import { registerUser, type Account, type Governed } from '../synapse/admin.ts';

/**
 * Signs somebody new in, past the portal.
 * @returns what the portal keeps of it in the session storage of a tab, by its name
 */
export async function sessionOn(
	server: Governed & { serverName: string }
): Promise<Record<string, string>> {
	const name = `bench-${Date.now().toString(36)}`;
	const account = await registerUser(server, { username: name, password: `${name}-password` });
	return keptOf(server, account);
}

/** What the portal keeps of a session that is there. */
export function keptOf(
	{ baseUrl, serverName }: Pick<Governed, 'baseUrl'> & { serverName: string },
	account: Account
): Record<string, string> {
	return { 'vestibule.account': JSON.stringify({ server: { baseUrl, serverName }, ...account }) };
}
