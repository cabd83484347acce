/** What an operator's pages can ask for: Synapse's Admin API, as the administrator who is signed in. */
export {};
