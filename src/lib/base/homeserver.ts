/** A homeserver that was found: where its API is, and the name that ends every Matrix ID there. */
export interface Homeserver {
	/** http(s) URL without a trailing slash. */
	baseUrl: string;
	serverName: string;
}
