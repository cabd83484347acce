import {
	DeviceId,
	DeviceLists,
	KeysUploadRequest,
	OlmMachine,
	RequestType,
	ToDeviceRequest,
	UserId,
	VerificationMethod,
	type VerificationRequest
} from '@matrix-org/matrix-sdk-crypto-wasm';
import { json } from '../scripted-fetch';
import { me } from '../security-testing';
import type { KeyHomeserver } from './homeserver-testing';
import type { MachineRequest } from './send';
import { sasOf } from './standing';

type Messages = Record<string, Record<string, Record<string, unknown>>>;
type Sent = Pick<Request, 'method'> & { type: string; to: string };

const SYNC = '/_matrix/client/v3/sync';
const SEND = /^\/_matrix\/client\/v3\/sendToDevice\/([^/]+)\//u;

/**
 * Another session of the account, with a machine of its own, and the homeserver's part in between:
 * what is sent to a session waits there until it asks.
 */
export class Laptop {
	readonly #server: KeyHomeserver;
	readonly #machine: OlmMachine;
	readonly #inbox: unknown[] = [];
	#arrived: () => void = () => undefined;
	/** The requests that fail: method and path. */
	failing: (line: string) => boolean = () => false;
	/** The session of the page was signed out elsewhere. */
	over = false;
	/** What was sent by the page, by its type. */
	readonly sent: Sent[] = [];
	/** What the page asked the sync with. */
	readonly syncs: URLSearchParams[] = [];

	private constructor(server: KeyHomeserver, machine: OlmMachine) {
		this.#server = server;
		this.#machine = machine;
	}

	/** Signs in, and publishes its keys. */
	static async signIn(server: KeyHomeserver, deviceId = 'LAPTOP'): Promise<Laptop> {
		const machine = await OlmMachine.initialize(new UserId(me), new DeviceId(deviceId));
		for (const request of await machine.outgoingRequests())
			if (request instanceof KeysUploadRequest) {
				const { device_keys } = JSON.parse(request.body) as { device_keys: never };
				server.devices[deviceId] = device_keys;
				await machine.markRequestAsSent(
					request.id,
					request.type,
					JSON.stringify({ one_time_key_counts: { signed_curve25519: 50 } })
				);
			}
		return new Laptop(server, machine);
	}

	/** The homeserver, as the page reaches it. */
	fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
		const url = new URL(input instanceof Request ? input.url : input);
		const method = init.method ?? 'GET';
		if (this.failing(`${method} ${url.pathname}`)) throw new TypeError('Failed to fetch');
		if (this.over) return json({ errcode: 'M_UNKNOWN_TOKEN', error: 'Gone' }, 401)();
		if (url.pathname === SYNC) return this.#sync(url.searchParams, init.signal ?? undefined);
		const type = SEND.exec(url.pathname)?.[1];
		if (type === undefined) return this.#server.fetch(input, init);
		const { messages } = JSON.parse(init.body as string) as { messages: Messages };
		await this.#deliver(decodeURIComponent(type), messages);
		return json({})();
	};

	/** The comparison that the page has begun, or that was begun here. */
	get request(): VerificationRequest | undefined {
		return this.#machine.getVerificationRequests(new UserId(me)).at(-1);
	}

	get places(): number[] | undefined {
		const sas = this.request && sasOf(this.request);
		return sas?.canBePresented() ? [...(sas.emojiIndex() ?? [])] : undefined;
	}

	async begin(deviceId = 'HERE'): Promise<void> {
		await this.look();
		const device = await this.#machine.getDevice(new UserId(me), new DeviceId(deviceId));
		const asked = device?.requestVerification([VerificationMethod.SasV1]);
		if (asked) this.#send(asked[1]);
	}

	accept(methods = [VerificationMethod.SasV1]): void {
		this.#send(this.request?.acceptWithMethods(methods));
	}

	cancel(): void {
		this.#send(this.request?.cancel());
	}

	differ(): void {
		const sas = this.request && sasOf(this.request);
		this.#send(sas?.cancelWithCode('m.mismatched_sas'));
	}

	async match(): Promise<void> {
		const sas = this.request && sasOf(this.request);
		for (const request of (await sas?.confirm()) ?? []) this.#send(request);
		await this.#flush();
	}

	/** Asks for the account's keys, as they are now. */
	async look(): Promise<void> {
		const { id } = this.#machine.queryKeysForUsers([new UserId(me)]);
		const answer = await this.#server.fetch('https://hs.test/_matrix/client/v3/keys/query', {
			method: 'POST'
		});
		await this.#machine.markRequestAsSent(id, RequestType.KeysQuery, await answer.text());
	}

	/** Something is sent to the page's session. */
	put(type: string, content: Record<string, unknown>, sender = me): void {
		this.#inbox.push({ type, sender, content });
		this.#arrived();
	}

	async #deliver(type: string, messages: Messages): Promise<void> {
		const own = this.#machine.deviceId.toString();
		for (const [to, content] of Object.entries(messages[me] ?? {})) {
			this.sent.push({ method: 'PUT', type, to });
			if (to !== own && to !== '*') continue;
			await this.look();
			await this.#machine.receiveSyncChanges(
				JSON.stringify([{ type, sender: me, content }]),
				new DeviceLists(),
				new Map([['signed_curve25519', 50]])
			);
			await this.#goOn();
		}
	}

	/** Starts and accepts by itself, as apps do once a person has accepted. */
	async #goOn(): Promise<void> {
		const sas = this.request && sasOf(this.request);
		this.#send(sas?.accept());
		await this.#flush();
	}

	async #flush(): Promise<void> {
		for (const request of await this.#machine.outgoingRequests()) {
			this.#send(request);
			if (request.id) await this.#machine.markRequestAsSent(request.id, request.type, '{}');
		}
	}

	#send(request: MachineRequest | undefined): void {
		if (!(request instanceof ToDeviceRequest)) return;
		const { messages } = JSON.parse(request.body) as { messages: Messages };
		const content = messages[me]?.HERE ?? messages[me]?.['*'];
		if (content) this.put(request.event_type, content);
	}

	async #sync(query: URLSearchParams, signal: AbortSignal | undefined): Promise<Response> {
		this.syncs.push(query);
		if (this.#inbox.length === 0 && query.get('timeout') !== '0')
			await new Promise<void>((resolve, reject) => {
				this.#arrived = resolve;
				signal?.addEventListener('abort', () => reject(signal.reason as Error));
			});
		const events = this.#inbox.splice(0);
		return json({ next_batch: `s${this.syncs.length}`, to_device: { events } })();
	}
}
