import { describe, expect, test } from 'vitest';
import {
	absorb,
	begin,
	chooseFlow,
	consentAuth,
	demands,
	DUMMY,
	EMAIL,
	emailAuth,
	hasOwnView,
	needsToken,
	nextStage,
	TERMS,
	tokenAuth,
	type Uia
} from './stages';

const TOKEN = 'm.login.registration_token';
const OLD_TOKEN = 'org.matrix.msc3231.login.registration_token';
const CAPTCHA = 'm.login.recaptcha';
const PHONE = 'm.login.msisdn';
const UNKNOWN = 'org.example.riddle';

const uia = (flows: string[][], completed: string[] = []): Uia => ({
	session: 's1',
	flows,
	completed,
	params: {}
});
const steps = (state: Uia, flow: readonly string[]): string[] => {
	const order: string[] = [];
	let now = state;
	for (let stage = nextStage(now, flow); stage; stage = nextStage(now, flow)) {
		order.push(stage);
		now = absorb(now, { completed: [...now.completed, stage] });
	}
	return order;
};

describe('what a homeserver says', () => {
	const first = {
		session: 's1',
		flows: [{ stages: [TERMS, EMAIL] }],
		params: { [TERMS]: { policies: {} } }
	};

	test('the first challenge begins it', () => {
		expect(begin(first)).toEqual({
			session: 's1',
			flows: [[TERMS, EMAIL]],
			completed: [],
			params: { [TERMS]: { policies: {} } }
		});
	});

	test('the first challenge may name stages that are done', () => {
		expect(begin({ ...first, completed: [TERMS] })?.completed).toEqual([TERMS]);
	});

	test.each([
		['a session', { flows: first.flows }],
		['a session that is not empty', { ...first, session: '' }],
		['flows', { session: 's1' }],
		['any flow', { session: 's1', flows: [] }]
	])('nothing can be done without %s', (_what, challenge) => {
		expect(begin(challenge)).toBeUndefined();
	});

	test('what a later answer leaves out stays as it was', () => {
		const before = { ...uia([[TERMS, EMAIL]], [TERMS]), params: { [TERMS]: { a: 1 } } };
		expect(absorb(before, {})).toEqual(before);
	});

	test('what a later answer says replaces what was said before', () => {
		const before = { ...uia([[TERMS, EMAIL]], [TERMS]), params: { [TERMS]: { a: 1 } } };
		const after = absorb(before, {
			session: 's2',
			flows: [{ stages: [EMAIL] }],
			completed: [TERMS, EMAIL],
			params: { [CAPTCHA]: { public_key: 'k' } }
		});
		expect(after).toEqual({
			session: 's2',
			flows: [[EMAIL]],
			completed: [TERMS, EMAIL],
			params: { [TERMS]: { a: 1 }, [CAPTCHA]: { public_key: 'k' } }
		});
	});

	test('the earlier state is left alone', () => {
		const before = Object.freeze(uia([[DUMMY]]));
		absorb(before, { completed: [DUMMY] });
		expect(before).toEqual(uia([[DUMMY]]));
	});
});

describe('what a form asks for', () => {
	const asks = (
		email: 'required' | 'optional' | 'none',
		registrationToken = false
	): ReturnType<typeof demands> => ({ email, registrationToken });

	test.each<[string, string[][], ReturnType<typeof demands>]>([
		['nothing', [[DUMMY]], asks('none')],
		['an email, if wanted', [[DUMMY], [EMAIL]], asks('optional')],
		['an email', [[TERMS, EMAIL]], asks('required')],
		['a token', [[TOKEN, DUMMY]], asks('none', true)],
		['a token by its old name', [[OLD_TOKEN]], asks('none', true)],
		[
			'a token, an email if wanted',
			[
				[TOKEN, DUMMY],
				[TOKEN, EMAIL]
			],
			asks('optional', true)
		],
		['an email, where a phone is the other way', [[EMAIL], [PHONE]], asks('required')],
		['an email, where a phone can be had too', [[EMAIL], [EMAIL, PHONE]], asks('required')],
		['a phone only', [[PHONE]], asks('none')],
		['no token, where there is a way without', [[TOKEN], [CAPTCHA]], asks('none')],
		['an email, where a token can stand for it', [[TOKEN], [EMAIL]], asks('required')],
		['nothing, of no flow at all', [], asks('none')]
	])('%s: %j', (_what, flows, asked) => {
		expect(demands(flows, { token: false })).toEqual(asked);
	});

	test.each<[string, string[][], ReturnType<typeof demands>]>([
		['it stands for an email', [[EMAIL], [TOKEN]], asks('none', true)],
		[
			'it stands for a captcha',
			[
				[CAPTCHA, EMAIL],
				[TOKEN, EMAIL]
			],
			asks('required', true)
		],
		['no flow takes it', [[DUMMY], [EMAIL]], asks('optional')]
	])('of a person who has a token: %s, %j', (_what, flows, asked) => {
		expect(demands(flows, { token: true })).toEqual(asked);
	});
});

describe('the choice of a flow', () => {
	const choose = (flows: string[][], email: boolean, token = false) =>
		chooseFlow(uia(flows), { email, token });

	test.each<[string, string[][], string[]]>([
		['the one that confirms it', [[DUMMY], [EMAIL]], [EMAIL]],
		['the one without a phone', [[EMAIL, PHONE], [EMAIL]], [EMAIL]],
		[
			'the one with the least effort',
			[
				[CAPTCHA, EMAIL],
				[TERMS, EMAIL]
			],
			[TERMS, EMAIL]
		],
		['the one without, when there is no other', [[DUMMY]], [DUMMY]]
	])('with an address: %s, of %j', (_what, flows, chosen) => {
		expect(choose(flows, true)).toEqual(chosen);
	});

	test.each<[string, string[][], string[] | undefined]>([
		['the one that asks for none', [[EMAIL], [DUMMY]], [DUMMY]],
		[
			'the one with the least effort',
			[
				[CAPTCHA, TERMS],
				[TERMS, DUMMY]
			],
			[TERMS, DUMMY]
		],
		['own views before foreign pages', [[UNKNOWN], [TERMS, DUMMY]], [TERMS, DUMMY]],
		['the first of equals', [[UNKNOWN], [CAPTCHA]], [UNKNOWN]],
		['no phone, where there is another way', [[PHONE], [CAPTCHA, TERMS]], [CAPTCHA, TERMS]],
		['a phone, where it is the only way', [[PHONE]], [PHONE]],
		['no token, where there is another way', [[TOKEN], [CAPTCHA]], [CAPTCHA]],
		['a token, where it is the only way', [[TOKEN, DUMMY]], [TOKEN, DUMMY]],
		['none, when each needs an address', [[EMAIL]], undefined],
		['none, of none', [], undefined]
	])('without an address: %s, of %j', (_what, flows, chosen) => {
		expect(choose(flows, false)).toEqual(chosen);
	});

	test('with a token: the one that takes it', () => {
		expect(choose([[CAPTCHA], [TOKEN]], false, true)).toEqual([TOKEN]);
		expect(choose([[DUMMY]], false, true)).toEqual([DUMMY]);
	});

	test.each([
		[[[TOKEN], [CAPTCHA]]],
		[[[TOKEN, EMAIL], [CAPTCHA]]],
		[[[TOKEN], [EMAIL]]],
		[[[TOKEN, EMAIL], [CAPTCHA, EMAIL], [PHONE]]],
		[[[PHONE], [PHONE, EMAIL], [TOKEN, PHONE]]],
		[[[TOKEN, DUMMY], [EMAIL]]]
	])('what the form asks for is enough for the flow, of %j', (flows) => {
		for (const token of [true, false]) {
			const asked = demands(flows, { token });
			for (const email of [true, ...(asked.email === 'required' ? [] : [false])]) {
				const flow = choose(flows, email, token) ?? [];
				expect(flow).not.toEqual([]);
				expect(flow.some(needsToken)).toBe(asked.registrationToken);
			}
		}
	});
});

describe('the order of stages', () => {
	test('what can be refused comes first, the mail last', () => {
		const flow = [EMAIL, DUMMY, TERMS, CAPTCHA, TOKEN];
		expect(steps(uia([flow]), flow)).toEqual([TOKEN, CAPTCHA, TERMS, DUMMY, EMAIL]);
	});

	test('equal stages keep the order of the homeserver', () => {
		const flow = [UNKNOWN, CAPTCHA, PHONE];
		expect(steps(uia([flow]), flow)).toEqual([UNKNOWN, CAPTCHA, PHONE]);
	});

	test('what is done is not done again', () => {
		const flow = [TOKEN, TERMS, EMAIL];
		expect(nextStage(uia([flow], [TOKEN, TERMS]), flow)).toBe(EMAIL);
		expect(nextStage(uia([flow], flow), flow)).toBeUndefined();
	});

	test('the flow itself is left alone', () => {
		const flow = Object.freeze([EMAIL, TOKEN]);
		expect(nextStage(uia([[...flow]]), flow)).toBe(TOKEN);
		expect(flow).toEqual([EMAIL, TOKEN]);
	});
});

describe('stages with a view of their own', () => {
	test.each([TOKEN, OLD_TOKEN, TERMS, DUMMY, EMAIL])('%s is one', (stage) => {
		expect(hasOwnView(stage)).toBe(true);
	});

	test.each([CAPTCHA, PHONE, 'm.login.sso', 'm.oauth', UNKNOWN, 'constructor'])(
		'%s goes through the page of the homeserver',
		(stage) => {
			expect(hasOwnView(stage)).toBe(false);
		}
	);
});

describe('what is sent for a stage', () => {
	const state = uia([[TOKEN, TERMS, DUMMY, EMAIL]]);

	test.each([TERMS, DUMMY] as const)('%s: the word that it is agreed to', (type) => {
		expect(consentAuth(state, type)).toEqual({ session: 's1', type });
	});

	test.each([TOKEN, OLD_TOKEN])('%s: the token, under this very name', (type) => {
		expect(tokenAuth(state, type, 'secret-word')).toEqual({
			session: 's1',
			type,
			token: 'secret-word'
		});
		expect(needsToken(type)).toBe(true);
	});

	test('the mail: by which its link is known', () => {
		expect(emailAuth('s1', '17', 'abc')).toEqual({
			session: 's1',
			type: EMAIL,
			threepid_creds: { sid: '17', client_secret: 'abc' }
		});
	});
});
