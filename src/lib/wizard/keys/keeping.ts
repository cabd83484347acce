import { askedGroup, faultOf } from './kept';
import type {
	AnyKey,
	Check,
	Keeping,
	KeepingEvent,
	KeepingNext,
	Proof,
	Save,
	Work
} from './keeping-states';

/** The steps from a key that was made to what is done with it, for the flow that they are part of. */
export function keeping<Key extends AnyKey>(
	state: Keeping<Key>,
	event: KeepingEvent
): KeepingNext<Key> {
	switch (state.step) {
		case 'save':
			return event.type === 'saved' ? { state: toCheck(state) } : { state };
		case 'check':
			return checking(state, event);
		case 'work':
			return working(state, event);
	}
}

/** The first of these steps. */
export const toSave = <Key extends AnyKey>(key: Key, proof?: Proof): Save<Key> => ({
	step: 'save',
	key,
	...(proof && { proof })
});

const toCheck = <Key extends AnyKey>({ key, proof }: Save<Key>): Check<Key> => ({
	step: 'check',
	key,
	asked: askedGroup(key.encoded.reveal()),
	...(proof && { proof })
});

/** Begins to do what the key is for. */
export const toWork = <Key extends AnyKey>(
	key: Key,
	proof?: Proof
): { state: Work<Key>; command: { run: 'load' } } => ({
	state: { step: 'work', key, phase: 'load', stages: [], ...(proof && { proof }) },
	command: { run: 'load' }
});

function checking<Key extends AnyKey>(state: Check<Key>, event: KeepingEvent): KeepingNext<Key> {
	const { key, asked, proof } = state;
	switch (event.type) {
		case 'backAsked':
			return { state: toSave(key, proof) };
		case 'proved': {
			const fault = faultOf(key.encoded.reveal(), asked, event.typed.reveal());
			return fault ? { state: { ...state, fault } } : toWork(key, proof);
		}
		default:
			return { state };
	}
}

function working<Key extends AnyKey>(state: Work<Key>, event: KeepingEvent): KeepingNext<Key> {
	const { asking: _, error: __, ...calm } = state;
	switch (event.type) {
		case 'arrived':
			return { state: { ...state, arrived: event.arrived } };
		case 'loaded':
			return act({ ...calm, phase: 'act' });
		case 'stageTold':
			return { state: told(state, event.stage) };
		case 'worked':
			return { state: 'finished' };
		case 'lost':
			// What came of it is found out by going on: nothing is done twice, and no password sent again.
			return act(withoutProof(calm));
		case 'triedAgain':
			return state.phase === 'load'
				? { state: calm, command: { run: 'load' } }
				: act(withoutProof(calm));
		case 'cancelled':
			return {
				state: { ...toSave(state.key), ...(state.phase === 'load' && { cancelled: true }) }
			};
		case 'failed':
			return failed(state, event);
		default:
			return asked(state, event);
	}
}

/** Whether it has been confirmed, and with what. */
function asked<Key extends AnyKey>(state: Work<Key>, event: KeepingEvent): KeepingNext<Key> {
	const { asking } = state;
	switch (event.type) {
		case 'challenged':
			return challenged(state, event);
		case 'passwordGiven': {
			if (!asking) return { state };
			if (event.password.reveal() === '')
				return { state: { ...state, asking: { ...asking, error: { kind: 'passwordMissing' } } } };
			const { confirmation } = asking;
			return act({ ...still(state), proof: { confirmation, password: event.password } });
		}
		case 'pageDone':
			if (!asking) return { state };
			return act({ ...still(state), proof: { confirmation: asking.confirmation } });
		default:
			return { state };
	}
}

function challenged<Key extends AnyKey>(
	state: Work<Key>,
	{ confirmation, refusal }: Extract<KeepingEvent, { type: 'challenged' }>
): KeepingNext<Key> {
	const { proof, error: _, ...rest } = state;
	const isNew = proof?.confirmation.uia.session !== confirmation.uia.session;
	const byPassword = confirmation.ways.some(({ kind }) => kind === 'password');
	// It was confirmed before the key was made, and the homeserver has forgotten it meanwhile.
	if (proof?.password && isNew && !refusal && byPassword)
		return act({ ...rest, proof: { ...proof, confirmation } });
	const expired = rest.expired && !proof ? ({ kind: 'uiaExpired' } as const) : undefined;
	const error = refusal ?? (isNew ? expired : unheard(proof, confirmation.uia.completed));
	return { state: { ...rest, asking: { confirmation, ...(error && { error }) } } };
}

/** What was sent has changed nothing. */
function unheard(proof: Proof | undefined, completed: readonly string[]) {
	if (!proof || completed.length > proof.confirmation.uia.completed.length) return undefined;
	return { kind: proof.password ? 'passwordWrong' : 'ssoUnfinished' } as const;
}

function failed<Key extends AnyKey>(
	state: Work<Key>,
	{ error }: Extract<KeepingEvent, { type: 'failed' }>
): KeepingNext<Key> {
	const { asking, proof, error: _, ...calm } = state;
	// The homeserver has forgotten what was confirmed: it is asked anew. A password that was given
	// is used once more, not for ever.
	if (error.kind === 'uiaExpired' && proof) {
		const again = proof.password && !state.expired;
		return {
			state: { ...calm, expired: true, ...(again && { proof }) },
			command: { run: 'act', key: state.key }
		};
	}
	if (asking) return { state: { ...calm, asking: { ...asking, error } } };
	return { state: { ...calm, error } };
}

function told<Key extends AnyKey>(state: Work<Key>, stage: Work<Key>['stages'][number]): Work<Key> {
	const { asking: _, ...rest } = state;
	// After a confirmation it goes through what was done before: that is not told twice.
	if (state.stages.includes(stage)) return state;
	return { ...rest, stages: [...state.stages, stage] };
}

const act = <Key extends AnyKey>(state: Work<Key>): KeepingNext<Key> => ({
	state,
	command: { run: 'act', key: state.key, ...(state.proof && { proof: state.proof }) }
});

function withoutProof<Key extends AnyKey>({ proof: _, ...rest }: Work<Key>): Work<Key> {
	return rest;
}

/** The confirmation stays in view until it is heard; what was wrong with it does not. */
function still<Key extends AnyKey>({ error: _, asking, ...rest }: Work<Key>): Work<Key> {
	return { ...rest, ...(asking && { asking: { confirmation: asking.confirmation } }) };
}
