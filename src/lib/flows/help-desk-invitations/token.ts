// Without what looks alike on paper; 16 of 32 are 80 bits.
const CHARACTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 16;

/** A new invitation's token, which nobody can guess. Homeservers take letters, digits and . _ ~ -. */
export function newToken(): string {
	// 32 characters: every byte is as likely to give any of them.
	return Array.from(crypto.getRandomValues(new Uint8Array(LENGTH)), (byte) =>
		CHARACTERS.charAt(byte % CHARACTERS.length)
	).join('');
}

/**
 * The link that an invitation is sent as.
 * @param root the portal's own address
 * @param homeserver named where the portal would not lead there by itself
 */
export function invitationLink(root: URL, token: string, homeserver?: string): string {
	const link = new URL('register', root);
	link.searchParams.set('token', token);
	if (homeserver !== undefined) link.searchParams.set('homeserver', homeserver);
	return link.href;
}
