import {
	DeviceId,
	DeviceLists,
	ToDeviceRequest,
	UserId,
	VerificationMethod,
	VerificationRequestPhase,
	type VerificationRequest
} from '@matrix-org/matrix-sdk-crypto-wasm';
import { array, literal, object, string } from 'zod/mini';
import { isSessionOver, type PortalError } from '$lib/base/errors';
import { pause } from '$lib/base/pauses';
import { fail, ok, type Result } from '$lib/base/result';
import { parsed } from '../answers';
import type { Comparison } from '../keys-ports';
import type { CryptoClient } from './client';
import { send, type MachineRequest } from './send';
import { sasOf, standing } from './standing';
import { taken } from './taken';
import { toDevice, type ToDevice } from './to-device';

const METHODS = [VerificationMethod.SasV1];
const FIRST_RETRY_MS = 2_000;
/** What others need to hear of a new session, and to fetch its keys. */
export const HEARD_OF_MS = 1_500;
const LONGEST_RETRY_MS = 30_000;

/**
 * One comparison after the other with sessions of the account, for as long as it lives: what is sent
 * to this session is fetched, and what others begin is taken up.
 */
export class Comparing {
	readonly #client: CryptoClient;
	readonly #own: UserId;
	/** The one session that counts; undefined: any. */
	readonly #partner: string | undefined;
	readonly #life = new AbortController();
	readonly #changed = new EventTarget();
	#request: VerificationRequest | undefined;
	#unsent: MachineRequest[] = [];
	#sending: Promise<Result<true>> = Promise.resolve(ok(true));
	#since: string | undefined;
	#told = '';
	/** Why it cannot be told how it stands; undefined when it can. */
	trouble: PortalError | undefined;

	constructor(client: CryptoClient, partner?: string) {
		this.#client = client;
		this.#own = new UserId(client.session.userId);
		this.#partner = partner;
	}

	/** How it stands. */
	get comparison(): Comparison {
		return this.#request ? standing(this.#request) : { at: 'asked' };
	}

	/** Rings whenever it may stand elsewhere, or there is trouble, or none any more. */
	get changed(): EventTarget {
		return this.#changed;
	}

	/**
	 * Publishes this session's keys, takes up what another one has begun, or else asks. Then it goes
	 * on by itself until `stop`.
	 */
	async begin(): Promise<Result<true>> {
		const { signal } = this.#life;
		const isUnknown = !this.#client.isPublished;
		const published = await this.#send();
		if (!published.ok) return published;
		const waiting = await this.#fetch();
		if (!waiting.ok) return waiting;
		// Apps take no notice of a request by a session whose keys they do not have yet.
		if (isUnknown && !this.#request) await pause(HEARD_OF_MS, signal).catch(() => undefined);
		if (!this.#request && !signal.aborted) await this.#ask();
		const sent = await this.#send();
		if (sent.ok) void this.#listen();
		return sent;
	}

	/** What both sides show is the same. */
	async match(): Promise<Result<true>> {
		const sas = this.#request && sasOf(this.#request);
		this.#unsent.push(...((await sas?.confirm()) ?? []));
		return this.#send();
	}

	/** What both sides show differs. */
	differ(): Promise<Result<true>> {
		const sas = this.#request && sasOf(this.#request);
		const cancel = sas?.cancelWithCode('m.mismatched_sas');
		if (cancel) this.#unsent.push(cancel);
		return this.#send();
	}

	/** Tells the other side that it is over, where it is not, and ends. */
	async stop(): Promise<void> {
		const isUnheard = this.comparison.at === 'asked' && this.#unsent.length > 0;
		const cancel = this.#request?.cancel();
		if (isUnheard) this.#unsent = [];
		else if (cancel) this.#unsent.push(cancel);
		try {
			await this.#send();
		} finally {
			this.#life.abort();
		}
	}

	/** Asks one session, or all of them: all those of the account but this one. */
	async #ask(): Promise<void> {
		const { machine } = this.#client;
		if (this.#partner === undefined) {
			const self = await machine.getIdentity(this.#own);
			// One's own identity, which asks by messages to sessions and not in a room.
			const asked = await (self as OwnIdentity | undefined)?.requestVerification(METHODS);
			if (asked) this.#follow(...asked);
			return;
		}
		const device = await machine.getDevice(this.#own, new DeviceId(this.#partner));
		const asked = device?.requestVerification(METHODS);
		if (asked) this.#follow(...asked);
	}

	#follow(request: VerificationRequest, message?: MachineRequest): void {
		this.#request = request;
		if (message) this.#unsent.push(message);
	}

	async #listen(): Promise<void> {
		const { signal } = this.#life;
		let retry = FIRST_RETRY_MS;
		try {
			while (!signal.aborted) {
				// What has not gone out first: until it has, there may be nothing to wait for.
				const sent = await this.#send();
				const done = sent.ok ? await this.#fetch() : sent;
				this.#tell(done.ok ? undefined : done.error);
				if (done.ok) retry = FIRST_RETRY_MS;
				else if (isSessionOver(done.error)) return;
				else {
					await pause(retry, signal);
					retry = Math.min(retry * 2, LONGEST_RETRY_MS);
				}
			}
		} catch (error) {
			if (!signal.aborted) throw error;
		}
	}

	async #fetch(): Promise<Result<true>> {
		const { signal } = this.#life;
		const answer = await toDevice(this.#since, signal);
		if (!answer.ok) return answer;
		this.#since = answer.value.next_batch;
		return this.#take(answer.value);
	}

	async #take(told: ToDevice): Promise<Result<true>> {
		const { machine } = this.#client;
		const isFree = ['asked', 'ended'].includes(this.comparison.at);
		const arrived = (told.to_device?.events ?? []).map((event) => ({ event, ...askedBy(event) }));
		const begun = arrived.filter((one) => isFree && this.#counts(one.asked)).at(-1)?.asked;
		// Two requests at once would cancel each other: the one that a person has just made counts.
		const cancel = begun && this.#request?.cancel();
		if (cancel) this.#unsent.push(cancel);
		const events = arrived.filter(({ asked }) => asked === undefined || asked === begun);
		const users = (names: readonly string[] = []) => names.map((name) => new UserId(name));
		const received = await taken(async () =>
			machine.receiveSyncChanges(
				JSON.stringify(events.map(({ event }) => event)),
				new DeviceLists(users(told.device_lists?.changed), users(told.device_lists?.left)),
				new Map(Object.entries(told.device_one_time_keys_count ?? {})),
				told.device_unused_fallback_key_types && new Set(told.device_unused_fallback_key_types)
			)
		);
		const request = begun && machine.getVerificationRequest(this.#own, begun.flow);
		if (request && !request.isCancelled()) this.#follow(request);
		return received;
	}

	/** Whether this is to be taken up: by a session of the account, and the one that was asked. */
	#counts(asked: Asked | undefined): boolean {
		if (asked?.sender !== this.#client.session.userId) return false;
		return asked.canCompare && (this.#partner === undefined || asked.from === this.#partner);
	}

	/** What needs nobody's word happens by itself, on whichever side is first. */
	async #goOn(): Promise<void> {
		const request = this.#request;
		if (!request || request.isCancelled()) return;
		const sas = sasOf(request);
		if (sas) {
			const accepted = sas.accept();
			if (accepted) this.#unsent.push(accepted);
		} else if (request.phase() === VerificationRequestPhase.Ready) {
			const started = await request.startSas();
			if (started) this.#unsent.push(started[1]);
		} else if (!request.weStarted()) {
			const ready = request.acceptWithMethods(METHODS);
			if (ready) this.#unsent.push(ready);
		}
	}

	/** Sends what is there to be sent, in its order; what does not go out stays. */
	#send(): Promise<Result<true>> {
		this.#sending = this.#sending.then(async () => {
			const { machine } = this.#client;
			for (;;) {
				const next = this.#unsent[0] ?? (await machine.outgoingRequests())[0];
				if (!next) {
					await this.#goOn();
					if (this.#unsent.length === 0) break;
					continue;
				}
				const sent = await this.#sendOne(next);
				if (!sent.ok) return fail(sent.error);
				if (next === this.#unsent[0]) this.#unsent.shift();
			}
			this.#tell(this.trouble);
			return ok(true);
		});
		return this.#sending;
	}

	/** The other session would hand over its secrets now: nothing here needs them, so none are asked for. */
	async #sendOne(request: MachineRequest): Promise<Result<true>> {
		if (request instanceof ToDeviceRequest && request.event_type === 'm.secret.request') {
			await this.#client.machine.markRequestAsSent(request.id, request.type, '{}');
			return ok(true);
		}
		return send(this.#client, request, this.#life.signal);
	}

	#tell(trouble: PortalError | undefined): void {
		this.trouble = trouble;
		const now = JSON.stringify([trouble, this.comparison]);
		if (now === this.#told) return;
		this.#told = now;
		this.#changed.dispatchEvent(new Event('changed'));
	}
}

interface OwnIdentity {
	requestVerification(
		methods: VerificationMethod[]
	): Promise<[VerificationRequest, MachineRequest]>;
}

/** Somebody wants to compare. */
interface Asked {
	sender: string;
	from: string;
	flow: string;
	canCompare: boolean;
}

const REQUEST = 'm.key.verification.request';
const typed = object({ type: literal(REQUEST), sender: string() });
const content = object({
	content: object({
		from_device: string(),
		transaction_id: string(),
		methods: array(string())
	})
});

/** Client-server API, `m.key.verification.request` as it is sent to a session. */
function askedBy(event: unknown): { asked?: Asked } {
	const isOne = parsed(typed, event);
	if (!isOne.ok) return {};
	const read = parsed(content, event);
	const {
		from_device: from = '',
		transaction_id: flow = '',
		methods = []
	} = read.ok ? read.value.content : {};
	return {
		asked: { sender: isOne.value.sender, from, flow, canCompare: methods.includes('m.sas.v1') }
	};
}
