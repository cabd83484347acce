import { json } from '../scripted-fetch';
import { me } from '../security-testing';

type Json = Record<string, unknown>;
type Keyed = Record<string, Json>;
interface Backup {
	version: string;
	algorithm: unknown;
	auth_data: unknown;
	count: number;
}

const notFound = json({ errcode: 'M_NOT_FOUND', error: 'Not found' }, 404);
const done = json({});
const client = '/_matrix/client/v3';
const dataPath = `${client}/user/${encodeURIComponent(me)}/account_data/`;
const versions = `${client}/room_keys/version`;

/** What happens to a request: it never arrives, or its answer never does. */
export type Mishap = 'unsent' | 'lost';

/** As much of a homeserver as keys need, with one account on it. It keeps what it is given. */
export class KeyHomeserver {
	readonly data: Keyed = {};
	readonly devices: Keyed = {};
	signing: Keyed = {};
	backups: Backup[] = [];
	/** Signing keys are taken only with this session of user-interactive authentication. */
	uia: string | undefined;
	/** `PUT account_data/m.key_backup`, in their order. */
	readonly asked: string[] = [];
	/** Bodies of `keys/upload`. */
	readonly uploads: Json[] = [];
	readonly signatures: Keyed[] = [];
	#mishap: { at: number; kind: Mishap } | undefined;

	/** The nth request from now on fails. */
	fail(at: number, kind: Mishap): void {
		this.#mishap = { at: this.asked.length + at, kind };
	}

	fetch = (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
		const url = new URL(input instanceof Request ? input.url : input);
		const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Json) : {};
		const method = init.method ?? 'GET';
		this.asked.push(`${method} ${url.pathname.replace(dataPath, 'account_data/')}`);
		const kind = this.asked.length === this.#mishap?.at ? this.#mishap.kind : undefined;
		if (kind === 'unsent') return Promise.reject(new TypeError('Failed to fetch'));
		const answer = this.#answer(method, url.pathname, body)();
		return kind === 'lost'
			? Promise.reject(new TypeError('Failed to fetch'))
			: Promise.resolve(answer);
	};

	#answer(method: string, path: string, body: Json): () => Response {
		if (path.startsWith(dataPath)) {
			const type = decodeURIComponent(path.slice(dataPath.length));
			if (method === 'PUT') this.data[type] = body;
			const found = this.data[type];
			return found ? json(found) : notFound;
		}
		if (path.startsWith(versions)) return this.#backup(method, path, body);
		switch (path.slice(client.length)) {
			case '/keys/query':
				return json(this.#keys());
			case '/keys/upload':
				return this.#upload(body);
			case '/keys/device_signing/upload':
				return this.#sign(body);
			case '/keys/signatures/upload':
				return this.#signatures(body as Record<string, Keyed>);
			default:
				return json({ errcode: 'M_UNRECOGNIZED' }, 404);
		}
	}

	#backup(method: string, path: string, body: Json): () => Response {
		if (method === 'DELETE') {
			const before = this.backups.length;
			this.backups = this.backups.filter(({ version }) => !path.endsWith(`/${version}`));
			return this.backups.length < before ? done : notFound;
		}
		if (method !== 'POST') {
			const newest = this.backups.at(-1);
			return newest ? json(newest) : notFound;
		}
		const version = String(this.asked.length);
		const { algorithm, auth_data } = body;
		this.backups.push({ version, algorithm, auth_data, count: 0 });
		return json({ version });
	}

	#keys(): Json {
		const keys = Object.entries(this.signing).map(([name, key]) => [`${name}s`, { [me]: key }]);
		return { device_keys: { [me]: this.devices }, ...(Object.fromEntries(keys) as Json) };
	}

	#upload(body: Json): () => Response {
		this.uploads.push(body);
		const { device_keys: keys } = body as { device_keys?: Json };
		if (keys) this.devices.HERE = keys;
		return json({ one_time_key_counts: {} });
	}

	#sign({ auth, ...keys }: Json): () => Response {
		const { session } = (auth ?? {}) as Json;
		if (this.uia !== undefined && session !== this.uia)
			return json(
				{ session: this.uia, flows: [{ stages: ['m.login.password'] }], params: {} },
				401
			);
		this.signing = keys as Keyed;
		return done;
	}

	#signatures(body: Record<string, Keyed>): () => Response {
		this.signatures.push(body);
		const refused = Object.entries(body[me] ?? {}).filter(([id, signed]) => {
			const known = this.devices[id] ?? this.#signingKey(id);
			if (!known) return true;
			known.signatures = merged(known.signatures, signed.signatures);
			return false;
		});
		return json({ failures: refused.length > 0 ? { [me]: Object.fromEntries(refused) } : {} });
	}

	#signingKey(id: string): Json | undefined {
		const all: Json[] = Object.values(this.signing);
		return all.find(({ keys }) => Object.values(keys as Record<string, unknown>).includes(id));
	}
}
/** Signatures of one's own, together. */
function merged(a: unknown, b: unknown): Json {
	const of = (signatures: unknown) => (signatures as Record<string, Json> | undefined)?.[me] ?? {};
	return { [me]: { ...of(a), ...of(b) } };
}
