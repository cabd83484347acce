/** The part of oidc-provider that the development identity provider uses; the package has no types. */
declare module 'oidc-provider' {
	import type { EventEmitter } from 'node:events';
	import type { IncomingMessage, ServerResponse } from 'node:http';

	export type Grant = { addOIDCScope(scope: string): void; save(): Promise<string> };
	type Context = {
		oidc: {
			client: { clientId: string };
			session: { accountId: string };
			result?: { login?: object };
			provider: Provider;
		};
	};
	type Interaction = { uid: string; params: { client_id: string } };
	type Result = { login: { accountId: string } } | { error: string; error_description: string };

	export class Provider extends EventEmitter {
		constructor(issuer: string, configuration: object);
		Grant: new (of: { clientId: string; accountId: string }) => Grant;
		Client: { prototype: { redirectUriAllowed(uri: string): boolean } };
		callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
		interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
		interactionFinished(
			request: IncomingMessage,
			response: ServerResponse,
			result: Result
		): Promise<void>;
	}

	type Check = object;
	export const interactionPolicy: {
		Check: {
			new (
				reason: string,
				description: string,
				error: string,
				check: (context: Context) => boolean
			): Check;
			REQUEST_PROMPT: true;
			NO_NEED_TO_PROMPT: false;
		};
		base(): { get(name: 'login'): { checks: { add(check: Check): void } } };
	};
}

declare module 'oidc-provider/lib/adapters/memory_adapter.js' {
	const MemoryAdapter: new (model: string) => object;
	export default MemoryAdapter;
}
