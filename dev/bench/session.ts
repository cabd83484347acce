import { registerUser, type Governed } from '../synapse/admin.ts';

/**
 * Signs somebody new in, past the portal.
 * @returns what the portal keeps of it in the session storage of a tab, by its name
 */
export async function sessionOn(
	server: Governed & { serverName: string }
): Promise<Record<string, string>> {
	const name = `bench-${Date.now().toString(36)}`;
	const account = await registerUser(server, { username: name, password: `${name}-password` });
	const { baseUrl, serverName } = server;
	const kept = { server: { baseUrl, serverName }, ...account };
	return { 'vestibule.account': JSON.stringify(kept) };
}
