import type { PortalError } from '$lib/base/errors';
import { isLocalpart, localpartOf } from '$lib/base/matrix-id';
import type { Secret } from '$lib/base/secret';
import { emptyForm, faultsOf, takenFault, userOf } from './form';
import type { Event, Faults, Next, State } from './states';

type In<Step extends State['step']> = Extract<State, { step: Step }>;

/** The live check of the name goes on unseen. */
export const background = ['checkName'] as const;

export const initial: State = { step: 'form', form: emptyForm };

/**
 * The machine that makes one account. Nothing of an account that is there is ever changed: it is made
 * empty, and gets what belongs to it only when the homeserver has said that it is new.
 * @param serverName the homeserver's
 */
export function transition(state: State, event: Event, serverName: string): Next {
	switch (state.step) {
		case 'form':
			return atForm(state, event, serverName);
		case 'making':
			return making(state, event);
		case 'looking':
			return looking(state, event);
		case 'unsure':
			return unsure(state, event);
		case 'finishing':
			return finishing(state, event);
		case 'unfinished':
			return event.type === 'finishAsked' ? finish(state) : { state };
		case 'done':
			return done(state, event);
	}
}

function atForm(state: In<'form'>, event: Event, serverName: string): Next {
	switch (event.type) {
		case 'nameTyped':
			return nameTyped(state, event.username, serverName);
		case 'nameChecked': {
			const { name, result } = event;
			return state.check?.name === name
				? { state: { ...state, check: { name, result } } }
				: { state };
		}
		case 'submitted': {
			const { form } = event;
			const faults = faultsOf(form, serverName);
			if (faults) return { state: { step: 'form', form, faults } };
			return make({ form, user: userOf(form, serverName) });
		}
		default:
			return { state };
	}
}

function nameTyped({ form, faults }: In<'form'>, username: string, serverName: string): Next {
	const name = localpartOf(username);
	const { username: _username, holder: _holder, ...others } = faults ?? {};
	const rest = { step: 'form', form, ...(faults && { faults: others }) } as const;
	if (name === '') return { state: rest };
	if (!isLocalpart(name, serverName))
		return { state: { ...rest, check: { name, result: { kind: 'usernameInvalid' } } } };
	return {
		state: { ...rest, check: { name, result: 'asking' } },
		command: { run: 'checkName', name }
	};
}

type Under = Pick<In<'making'>, 'form' | 'user'>;

const equipped = ({ form, user }: Under, { password }: { password?: Secret }): Under => ({
	form,
	user: { ...user, ...(password && { password }) }
});

const make = ({ form, user }: Under, again?: true): Next => ({
	state: { step: 'making', form, user, ...(again && { again }) },
	command: { run: 'make', user, passwordless: form.passwordless }
});

const finish = ({ form, user }: Under): Next => ({
	state: { step: 'finishing', form, user },
	command: { run: 'finish', user }
});

function making(state: In<'making' | 'looking'>, event: Event): Next {
	const { form, user } = state;
	switch (event.type) {
		case 'made':
			return finish(equipped(state, event));
		case 'exists':
			return nameTaken(state, event.user);
		case 'appeared':
			return nameTaken(state, { userId: user.userId });
		case 'lost':
			return look(state, event.error, state.again);
		case 'taken':
			return { state: { step: 'form', form, faults: takenFault(form, event.taken) } };
		case 'failed':
			return { state: { step: 'form', form, ...refusal(event.error) } };
		default:
			return { state };
	}
}

/** A refusal that concerns the name belongs to its field. */
const refusal = (error: PortalError): { faults: Faults } | { error: PortalError } =>
	error.kind.startsWith('username') ? { faults: { username: error } } : { error };

const nameTaken = (
	{ form }: In<'making' | 'looking'>,
	holder: NonNullable<Faults['holder']>
): Next => ({
	state: { step: 'form', form, faults: { username: { kind: 'usernameTaken' }, holder } }
});

const look = ({ form, user }: Under, lost?: PortalError, again?: true): Next => ({
	state: { step: 'looking', form, user, ...(lost && { lost }), ...(again && { again }) },
	command: { run: 'look', userId: user.userId }
});

function looking(state: In<'looking'>, event: Event): Next {
	const { form, user } = state;
	if (event.type === 'failed') return { state: { step: 'unsure', form, user, error: event.error } };
	if (event.type !== 'looked') return { state };
	// Twice the same is not a bad moment: somebody has to look.
	if (!event.found && state.lost && state.again)
		return { state: { step: 'form', form, error: state.lost } };
	if (!event.found) return make(state, state.lost && true);
	// It was not there a moment ago. Somebody else may have made it all the same: the operator decides.
	return event.found.untouched
		? { state: { step: 'unsure', form, user, found: event.found } }
		: nameTaken(state, event.found);
}

function unsure(state: In<'unsure'>, event: Event): Next {
	const { form, found } = state;
	switch (event.type) {
		case 'claimed':
			if (!found) return { state };
			return { state, command: { run: 'equip', passwordless: form.passwordless } };
		case 'made':
			return finish(equipped(state, event));
		case 'lookAsked':
			return look(state);
		case 'otherNameAsked':
			return { state: { step: 'form', form } };
		default:
			return { state };
	}
}

function finishing(state: In<'finishing'>, event: Event): Next {
	const { form, user } = state;
	switch (event.type) {
		case 'finished':
			return { state: { step: 'done', user } };
		case 'taken':
			return { state: { step: 'unfinished', form, user, reason: event.taken } };
		case 'failed':
			return {
				state: { step: 'unfinished', form, user, reason: { kind: 'failed', error: event.error } }
			};
		default:
			return { state };
	}
}

function done(state: In<'done'>, event: Event): Next {
	switch (event.type) {
		case 'passwordLeft': {
			const { password: _password, ...user } = state.user;
			return { state: { step: 'done', user } };
		}
		case 'anotherAsked':
			return { state: initial };
		default:
			return { state };
	}
}
