import { Secret } from '$lib/base/secret';
import type { SignInOffer } from '$lib/matrix/account-ports';
import type { Event, FormState, Place, State, Typed } from './states';

/** Sample states and events of signing in, for its tests. */
export const server = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' };
export const otherServer = { baseUrl: 'https://matrix.other.org', serverName: 'other.org' };
export const provider = { id: 'oidc-a', name: 'Example ID' };
export const password = new Secret('correct horse battery');
export const typed: Typed = { username: 'ada', password };
export const returned = { server, provider: 'Example ID', loginToken: new Secret('once') };

export const place: Place = { server };
export const withPassword: SignInOffer = { password: true, providers: [provider] };
export const withoutPassword: SignInOffer = { password: false, providers: [provider] };

export const form = (more: Partial<FormState> = {}): FormState => ({
	step: 'form',
	place,
	providers: [provider],
	deviceId: 'DEVICE',
	typed: { username: '' },
	faults: {},
	...more
});

const nothing: Typed = { username: '' };

/** One state of each step. */
export const states: { [Step in State['step']]: Extract<State, { step: Step }> } = {
	loading: { step: 'loading', place, typed: nothing, next: 'show' },
	unnamed: { step: 'unnamed', typed: nothing },
	form: form(),
	closed: { step: 'closed', place, offer: withoutPassword, typed: nothing },
	unavailable: { step: 'unavailable', place, typed: nothing, error: { kind: 'badAnswer' } },
	returning: { step: 'returning', server, provider: 'Example ID', typed: nothing },
	signedIn: { step: 'signedIn', userId: '@ada:example.org', already: false }
};

/** One event of each type. */
export const events: { [Type in Event['type']]: Extract<Event, { type: Type }> } = {
	opened: { type: 'opened', typed: nothing },
	located: { type: 'located', server },
	homeserverChosen: { type: 'homeserverChosen', server: otherServer },
	offered: { type: 'offered', server, offer: withPassword, deviceId: 'DEVICE' },
	submitted: { type: 'submitted', typed },
	found: { type: 'found', place: { server: otherServer, foundAs: 'other.org' }, typed },
	providerChosen: { type: 'providerChosen', provider },
	cameBack: { type: 'cameBack' },
	signedIn: { type: 'signedIn', userId: '@ada:example.org' },
	failed: { type: 'failed', error: { kind: 'badAnswer' } }
};
