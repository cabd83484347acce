import { ok, type Result } from '$lib/base/result';
import type { SessionInfo } from '$lib/matrix/account-ports';
import type { AdminUser, AdminUserPort, UserChange } from '$lib/matrix/admin-ports';
import type { Deed } from '$lib/session/visit-record';
import type { Ports } from './perform';
import type { Facts } from './states';

export const USER = '@ada:hs.test';
export const OPERATOR = '@root:hs.test';

export const ada: AdminUser = {
	userId: USER,
	displayName: 'Ada',
	addresses: [{ medium: 'email', address: 'ada@example.org' }],
	externalIds: [{ provider: 'oidc-example', id: 'ada-1' }],
	administrator: false,
	guest: false,
	deactivated: false,
	erased: false,
	locked: false,
	suspended: false,
	shadowBanned: false,
	createdAt: Date.UTC(2026, 0, 2),
	lastSeenAt: Date.UTC(2026, 5, 1)
};
export const phone: SessionInfo = { deviceId: 'PHONE', name: 'Phone' };
export const laptop: SessionInfo = { deviceId: 'LAPTOP', name: 'Laptop' };
export const facts: Facts = { user: ada, sessions: [phone, laptop] };

/**
 * A homeserver with one user, which does what it is told. What is scripted is answered in place of
 * what would have been done, or after it.
 */
export class Desk {
	user: AdminUser | undefined = { ...ada };
	sessions: readonly SessionInfo[] = [phone, laptop];
	joinedRooms: Result<number> = ok(3);
	storage: Result<number | undefined> = ok(2048);
	holders: Record<string, string> = {};
	password: string | undefined;
	readonly asked: string[] = [];
	readonly notes: (Deed & { who: string })[] = [];
	/** Answers to the next requests that change something; `after`: it is done all the same. */
	script: { answer: Result<true>; after?: boolean }[] = [];
	/** Answers to the next questions for the user. */
	looks: Result<AdminUser | undefined>[] = [];

	port: AdminUserPort = {
		user: () => {
			this.asked.push('user');
			return Promise.resolve(this.looks.shift() ?? ok(this.user));
		},
		sessionsOf: () => Promise.resolve(ok(this.sessions)),
		joinedRoomsOf: () => Promise.resolve(this.joinedRooms),
		storageOf: () => Promise.resolve(this.storage),
		userWithAddress: ({ address }) => Promise.resolve(ok(this.holders[address])),
		userWithExternalId: ({ id }) => Promise.resolve(ok(this.holders[id])),
		change: (_id, { signOut, password, ...given }) =>
			this.#does(`change ${Object.keys(given).sort().join(',')}`.trim(), () => {
				if (password) this.password = password.reveal();
				if (password && signOut !== false) this.sessions = [];
				this.#set(given);
			}),
		signOutOf: (_id, ids) =>
			this.#does(`signOut ${ids.join(',')}`, () => {
				this.sessions = this.sessions.filter(({ deviceId }) => !ids.includes(deviceId));
			}),
		moderate: (_id, what) =>
			this.#does(`moderate ${JSON.stringify(what)}`, () =>
				this.#set('lock' in what ? { locked: what.lock } : { suspended: what.suspend })
			),
		deactivateUser: (userId, { erase }) =>
			this.#does(`deactivate ${userId}${erase ? ' erase' : ''}`, () =>
				this.#set({
					deactivated: true,
					addresses: [],
					erased: erase || (this.user?.erased ?? false)
				})
			)
	};

	#set({ picture, ...given }: Partial<AdminUser> & Pick<UserChange, 'picture'>): void {
		if (!this.user) return;
		const { avatarUrl: before, ...user } = { ...this.user, ...given };
		const avatarUrl = picture instanceof Blob ? 'mxc://hs.test/new' : before;
		this.user = { ...user, ...(avatarUrl && picture !== 'none' && { avatarUrl }) };
	}

	#does(line: string, work: () => void): Promise<Result<true>> {
		this.asked.push(line);
		const scripted = this.script.shift();
		if (!scripted || scripted.after) work();
		return Promise.resolve(scripted?.answer ?? ok(true));
	}

	get ports(): Ports {
		return {
			port: this.port,
			userId: USER,
			operator: OPERATOR,
			note: (who, done) => this.notes.push({ who, ...done })
		};
	}

	/** What was asked that changes something. */
	get written(): string[] {
		return this.asked.filter((line) => line !== 'user');
	}
}
