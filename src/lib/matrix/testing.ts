import type { Component } from 'svelte';
import { defaultConfig } from '$lib/base/config';
import { providePortal, type Portal } from './context';

const unscripted = (name: string) => () => {
	throw new Error(`Nothing scripted for ${name}`);
};

/** What the pages of an account need. */
const inside = {
	security: {
		capabilities: unscripted('capabilities'),
		management: unscripted('management'),
		threepids: unscripted('threepids'),
		sessions: unscripted('sessions'),
		publicKeys: unscripted('publicKeys'),
		backup: unscripted('backup'),
		recoveryKey: unscripted('recoveryKey')
	},
	emails: {
		requestMail: unscripted('requestMail'),
		requestCode: unscripted('requestCode'),
		submitCode: unscripted('submitCode'),
		add: unscripted('add'),
		remove: unscripted('remove')
	},
	password: { probe: unscripted('probe'), change: unscripted('change') },
	sessions: { rename: unscripted('rename'), remove: unscripted('remove') },
	profile: {
		read: unscripted('readProfile'),
		setDisplayName: unscripted('setDisplayName'),
		setAvatar: unscripted('setAvatar'),
		thumbnail: unscripted('thumbnail'),
		uploadLimit: unscripted('uploadLimit'),
		upload: unscripted('upload')
	},
	deactivation: { deactivate: unscripted('deactivate'), isGone: unscripted('isGone') },
	data: {
		accountData: unscripted('accountData'),
		pushRules: unscripted('pushRules'),
		joinedRooms: unscripted('joinedRooms'),
		roomName: unscripted('roomName')
	},
	keyFiles: { exportKeys: unscripted('exportKeys'), importKeys: unscripted('importKeys') },
	recoveryKeys: {
		make: unscripted('makeRecoveryKey'),
		open: unscripted('openRecoveryKey'),
		test: unscripted('testRecoveryKey')
	},
	verification: {
		ask: unscripted('askVerification'),
		change: unscripted('changeVerification'),
		match: unscripted('match'),
		differ: unscripted('differ'),
		stop: unscripted('stopVerification')
	},
	resetConsent: { ask: unscripted('askConsent') },
	encryption: {
		load: unscripted('loadEncryption'),
		setUp: unscripted('setUpEncryption'),
		verifyThis: unscripted('verifyThis'),
		verifyOther: unscripted('verifyOther'),
		reset: unscripted('resetEncryption'),
		wipe: unscripted('wipeEncryption')
	}
} satisfies Partial<Portal>;

/** What an operator needs. */
const admin: Portal['admin'] = {
	access: unscripted('access'),
	users: unscripted('users'),
	userWithEmail: unscripted('userWithEmail')
};

/** What an operator needs for one user. */
const adminUser: Portal['adminUser'] = {
	user: unscripted('user'),
	sessionsOf: unscripted('sessionsOf'),
	joinedRoomsOf: unscripted('joinedRoomsOf'),
	storageOf: unscripted('storageOf'),
	userWithAddress: unscripted('userWithAddress'),
	userWithExternalId: unscripted('userWithExternalId'),
	change: unscripted('changeUser'),
	signOutOf: unscripted('signOutOf'),
	moderate: unscripted('moderate'),
	deactivateUser: unscripted('deactivateUser')
};

const adminTokens: Portal['adminTokens'] = {
	tokens: unscripted('tokens'),
	createToken: unscripted('createToken'),
	revokeToken: unscripted('revokeToken')
};

const adminCreation: Portal['adminCreation'] = {
	usernameFree: unscripted('usernameFree'),
	trace: unscripted('trace'),
	takenBy: unscripted('takenBy'),
	make: unscripted('make'),
	finish: unscripted('finish')
};

const operator = { admin, adminUser, adminTokens, adminCreation };

/** What somebody needs who is not signed in. */
const outside: Omit<
	Portal,
	| 'config'
	| 'preloadFirst'
	| 'preload'
	| 'preloadAccount'
	| keyof typeof operator
	| keyof typeof inside
> = {
	homeservers: {
		find: unscripted('find'),
		offer: unscripted('offer'),
		passwordPolicy: unscripted('passwordPolicy')
	},
	registration: {
		available: unscripted('available'),
		tokenValid: unscripted('tokenValid'),
		requestMail: unscripted('requestMail'),
		register: unscripted('register')
	},
	login: { ssoUrl: unscripted('ssoUrl'), redeem: unscripted('redeem') },
	recovery: {
		begin: unscripted('beginReset'),
		requestMail: unscripted('requestResetMail'),
		ask: unscripted('askReset'),
		finish: unscripted('finishReset'),
		contact: unscripted('contact')
	},
	account: {
		whoami: unscripted('whoami'),
		refresh: unscripted('refresh'),
		logout: unscripted('logout'),
		endSession: unscripted('endSession')
	},
	signIn: { offer: unscripted('signInOffer'), withPassword: unscripted('withPassword') },
	setUp: {
		versions: unscripted('versions'),
		resetPages: unscripted('resetPages'),
		resetMail: unscripted('resetMail'),
		support: unscripted('support')
	}
};

/** A portal for component tests: what is not given fails loudly when it is asked. */
export const portalOf = (given: Partial<Portal> = {}): Portal => ({
	config: Promise.resolve(defaultConfig),
	...outside,
	...inside,
	...operator,
	preloadFirst: () => undefined,
	preload: () => undefined,
	preloadAccount: () => undefined,
	...given
});

/** The component as it is below a layout that provides the portal; to be rendered with a context. */
export function withPortal<Props extends Record<string, unknown>>(
	inner: Component<Props>,
	portal: Portal
): Component<Props> {
	return (internals, props) => {
		providePortal(portal);
		return inner(internals, props);
	};
}
